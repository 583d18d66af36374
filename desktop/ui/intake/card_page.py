"""The page "Đọc thẻ": by the camera, else from a picture file or from the back, typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.identity.aiming import Aim, words
from desktop.identity.card import CardReading
from desktop.identity.mrz import parse_mrz
from desktop.identity.mrz_advice import Advice
from desktop.photo.camera_service import WatchSettings
from desktop.photo.views import CameraState, CameraStatus
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake.card_camera import CardCamera
from desktop.ui.intake.card_picture import ask_for_card, read_picture
from desktop.ui.intake.card_view import CardView
from desktop.ui.intake.mrz_form import MrzForm
from desktop.ui.intake.way_button import WayButton
from desktop.ui.tasks import Task
from desktop.ui.widgets.dropped_file import PICTURES, TakesDroppedFile
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_STEADY_LOOKS = 4
"""So many looks in a row ask for the same before it is said: flickering words help nobody."""
_SHOW_READ_MS = 350
"""The frame turns green for a moment, so that one sees what happened."""


def _camera_titles() -> dict[CameraStatus, str]:
    return {
        CameraStatus.NONE: tr("Chưa có máy ảnh"),
        CameraStatus.STARTING: tr("Đang mở máy ảnh"),
    }


class _Ways(Panel):
    """What else can be done, by digit."""

    def __init__(self) -> None:
        super().__init__(tr("Cách khác"))
        self.file = WayButton(
            "1", tr("Lấy ảnh thẻ từ tệp"), tr("Ảnh chụp mã QR; kéo thả cũng được.")
        )
        self.back = WayButton("2", tr("Gõ mặt sau của thẻ"), tr("Khi mã QR bị xước."))
        self.camera = WayButton("3", tr("Dùng lại máy ảnh"), tr("Đưa mã QR vào khung hình."))
        for way in (self.file, self.back, self.camera):
            self.body.addWidget(way)
        self.note = PlainLabel(
            tr(
                "Mã QR nằm ở mặt trước thẻ CCCD, ở mặt sau thẻ căn cước cấp từ tháng 7/2024. "
                "Thẻ vẫn không đọc được thì gõ 12 số của thẻ ở trang Quầy."
            ),
            "hint",
            "ink2",
            wrap=True,
        )
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def show_for(self, *, typing: bool) -> None:
        """Offer what is not shown now."""
        self.back.setVisible(not typing)
        self.camera.setVisible(typing)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(340, 300))


class CardPage(TakesDroppedFile, Page):
    """Reads one card and hands it to the counter; stops by itself.

    Args:
        context: what a page may use.
        patience: of the camera's watchdog; tests are less patient.
    """

    dropped_endings = PICTURES

    def __init__(self, context: UiContext, *, patience: WatchSettings | None = None) -> None:
        super().__init__(tr("Đọc thẻ bằng máy ảnh"))
        self._context = context
        self._aim: tuple[Aim | None, int] = (None, 0)
        self._reading: Task | None = None
        self.camera = CardCamera(context.services.make_camera, patience=patience, parent=self)
        self.camera.mirrored = False  # a mirrored card cannot be read by the one who holds it
        self.camera.picture.connect(self._picture)
        self.camera.state_changed.connect(self._state)
        self.camera.aimed.connect(self._aimed)
        self.camera.card_read.connect(self._read)
        self.camera.refused.connect(self._refused)
        self.view = CardView()
        self.form = MrzForm()
        self._how = PlainLabel(
            tr("Phím cách ra dấu <, chữ thường tự thành chữ hoa."), "hint", "ink2"
        )
        self.title_row.addWidget(self._how)
        self.form.changed.connect(self._typed)
        self.ways = _Ways()
        self.ways.file.clicked.connect(self._ask_file)
        self.ways.back.clicked.connect(self._type_back)
        self.ways.camera.clicked.connect(self._use_camera)
        left = QVBoxLayout()
        left.addWidget(self.view, 1)
        left.addWidget(self.form, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addWidget(self.ways)
        self.content.addLayout(columns, 1)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_SHOW_READ_MS)
        self._card: CardReading | None = None
        self._leaving.timeout.connect(self._hand_over)
        self.action_bar.add_back(self._back)
        self.action_bar.set_primary(tr("Tìm người này"), self._find)
        self.setAcceptDrops(True)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Open the camera."""
        super().enter()
        self._card = None
        self.form.clear()
        self._use_camera()

    def leave(self) -> None:
        """Let the camera go, ask nothing more."""
        self.camera.stop()
        self._leaving.stop()
        if self._reading is not None:
            self._reading.cancel()
        self.form.clear()  # it named a person

    @property
    def is_typing(self) -> bool:
        """Whether the lines of the back are shown instead of the camera."""
        return not self.form.isHidden()

    def _show(self, place: QWidget) -> None:
        typing = place is self.form
        self.view.setVisible(not typing)
        self.form.setVisible(typing)
        self._how.setVisible(typing)
        self.ways.show_for(typing=typing)
        self.title = tr("Gõ ba dòng ở mặt sau thẻ") if typing else tr("Đọc thẻ bằng máy ảnh")
        if self.action_bar.primary is not None:
            self.action_bar.primary.setVisible(typing)
        self.action_bar.set_reason(tr("Chưa đủ ba dòng") if typing else "")

    def _use_camera(self) -> None:
        self._show(self.view)
        self._aim = (None, 0)
        self.view.say("")
        self.view.show_trouble(tr("Đang mở máy ảnh"), tr("Chờ vài giây."))
        self.view.setFocus()
        self.camera.start()

    def _type_back(self) -> None:
        self.camera.stop()
        self._show(self.form)
        self.form.lines[0].setFocus()

    # ------------------------------------------------------------ the camera

    def _picture(self, image: QImage | None) -> None:
        if image is not None and not self.is_typing:
            self.view.show_picture(image)
            if not self.view.instruction:
                self.view.say(words(Aim.SHOW))

    def _state(self, state: CameraState) -> None:
        if state.status is CameraStatus.LIVE:
            return
        title = _camera_titles().get(state.status, "") or tr("Máy ảnh có trục trặc")
        text = state.text.removeprefix(f"{title}. ")
        self.view.show_trouble(title, text or tr("Chờ vài giây."))

    def _aimed(self, aim: Aim) -> None:
        before, count = self._aim
        self._aim = (aim, count + 1 if aim is before else 1)
        if self._aim[1] >= _STEADY_LOOKS and self._card is None:
            self.view.say(words(aim))

    def _refused(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("warn", error.title, error.advice, key="card"))

    def _read(self, card: CardReading) -> None:
        self._card = card
        self.bars.clear("card")
        self.view.show_read(tr("Đã đọc thẻ"))
        self._leaving.start()

    def _hand_over(self) -> None:
        if self._card is not None:
            self._context.navigator.show(PageName.FIND, card=self._card)

    # ------------------------------------------------------------ other ways

    def _ask_file(self) -> None:
        file = ask_for_card(self)
        if file is not None:
            self.use_file(file)

    def use_file(self, file: Path) -> None:
        """Read the card in a picture file."""
        self.bars.clear("card")
        self._reading = self._context.tasks.query(
            lambda: read_picture(file), self._read, self._refused
        )

    def _typed(self, advice: Advice) -> None:
        if self.is_typing:
            self.action_bar.set_reason("" if advice.complete else tr("Chưa đủ ba dòng"))

    def _find(self) -> None:
        try:
            card = parse_mrz("\n".join(self.form.texts), today=today(self._context.services.clock))
        except UserFacingError as error:
            self._refused(error)
            return
        self._context.navigator.show(PageName.FIND, card=card)

    def _back(self) -> None:
        if self.is_typing:
            self._use_camera()
        else:
            self._context.navigator.show(PageName.FIND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc lead back, as F7 does."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
            return
        super().keyPressEvent(event)
