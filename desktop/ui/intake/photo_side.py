"""The right column of the photo page: reminders, cards of shots, or reasons; the camera below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.photo.views import CameraRate, CameraState, CameraStatus
from desktop.ui import theme
from desktop.ui.intake.photo_words import photo_reasons
from desktop.ui.photo.shot_cards import ShotCards
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel, row
from desktop.ui.widgets.plain_label import PlainLabel


def _column(*parts: QWidget) -> QWidget:
    """Return parts one above the other; the last one takes the room that is left."""
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    layout.setStretchFactor(parts[-1], 100 if isinstance(parts[-1], ShotCards) else 0)
    return box


def _reminder(icon: str, text: str) -> QWidget:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(IconLabel(icon, "ink2", 20))
    layout.addWidget(PlainLabel(text, "body", wrap=True), 1)
    return box


class PhotoSide(Panel):
    """What stands beside the preview.

    Attributes:
        retake: `Chụp lại`.
        from_file: `Lấy ảnh từ tệp`, always there.
        change: `Đổi`, leads to the camera page.
        cards: the shots.
        reasons: why no shot passes.
    """

    def __init__(self) -> None:
        super().__init__(tr("Ảnh chụp"))
        self.retake = FlatButton(tr("Chụp lại"), key="Backspace", small=True)
        self.head.addWidget(self.retake)
        self.hint = PlainLabel("", "body", "ink2", wrap=True)
        self._remind = PlainLabel(tr("Nhắc người chụp"), "strong")
        self.reminders = _column(
            self._remind,
            _reminder("user", tr("Ngồi thẳng, hai vai ngang nhau")),
            _reminder("eye", tr("Bỏ kính râm, vén tóc khỏi mắt")),
            _reminder("face", tr("Bỏ mũ, khăn che mặt; ngậm miệng")),
            _reminder("background", tr("Sau lưng là phông trơn, sáng")),
        )
        self.cards = ShotCards()
        words = [(code, text, "") for code, text in photo_reasons().items()]
        self.reasons = ChoiceList(words, name=tr("Lý do không chụp được ảnh đạt"))
        self._shot_part = _column(self.hint, self.reminders, self.cards)
        question = PlainLabel(tr("Vì sao chưa chụp đạt?"), "strong")
        self._reason_part = _column(question, self.reasons)
        self._reason_part.hide()
        self.body.addWidget(self._shot_part, 1)
        self.body.addWidget(self._reason_part, 1)
        self.camera = PlainLabel("", "hint", "ink2")
        self.from_file = OutlineButton(tr("Lấy ảnh từ tệp"), key="Ctrl+O", small=True)
        self.change = OutlineButton(tr("Đổi"), key="Ctrl+M", small=True)
        self.change.shows_key = False  # there is no room for it; the help page names it
        self.change.setToolTip(tr("Chọn và chỉnh máy ảnh"))
        foot = QVBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.camera)
        foot.addLayout(row(self.from_file, self.change, 1))
        self.foot.addLayout(foot, 1)
        self._foot_line = self._outer.itemAt(self._outer.count() - 2).widget()
        self._shots = False
        self._name = ""

    @property
    def gives_reason(self) -> bool:
        """Whether the reasons are shown."""
        return not self._reason_part.isHidden()

    def ask_reason(self, *, asked: bool) -> None:
        """Show the reasons, or the shots."""
        self._shot_part.setVisible(not asked)
        self._reason_part.setVisible(asked)

    def show_state(self, hint: str, number: int, *, shots: bool, kept: bool) -> None:
        """Show title and hints for what there is: nothing yet, shots, or a kept portrait."""
        self._shots = shots
        self.set_title(tr("Lần chụp {n}").format(n=number) if shots else tr("Ảnh chụp"))
        self.retake.setVisible(shots or kept)
        self.hint.setText(hint)
        self.hint.setVisible(not shots)
        self.reminders.setVisible(not shots and not kept)
        self.refresh_theme()

    def show_camera(self, state: CameraState) -> None:
        """Show the camera's name and size."""
        self._name = state.name
        if state.status is CameraStatus.LIVE and state.size[0]:
            size = f"{state.size[0]}×{state.size[1]}"
            self.camera.setText(f"{state.name} · {size}")
        else:
            self.camera.setText(state.name)
        self.refresh_theme()

    def show_rate(self, rate: CameraRate) -> None:
        """Add the measured size and speed to the camera's name."""
        if rate.size == (0, 0):
            return
        words = tr("{name} · {width}×{height} · {fps} hình/giây")
        name, (width, height) = self._name, rate.size
        self.camera.setText(
            words.format(name=name, width=width, height=height, fps=round(rate.fps))
        )

    def refresh_theme(self) -> None:
        """Give the cards the room of the camera's name on a small screen."""
        super().refresh_theme()
        small = theme.current().compact
        look = theme.current()
        self.setFixedWidth(round(look.fixed(344, 312) * min(look.scale, 1.15)))
        if hasattr(self, "_shots"):
            self.camera.setVisible(not small and bool(self.camera.text()))
            self._remind.setVisible(not small)
            shown = not (small and self._shots)
            self.from_file.setVisible(shown)
            self.change.setVisible(shown)
            self.from_file.shows_key = not small
            self.from_file.updateGeometry()
            self._foot_line.setVisible(shown)
