"""Step 3, Chụp ảnh: one instruction at a time, shots by themselves, Enter takes the best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import AUTO_SHUTTER, CAMERA_MIRROR
from desktop.common.vocabulary import Step
from desktop.intake.views import Draft
from desktop.photo.camera_service import WatchSettings
from desktop.photo.ports import Frame
from desktop.services import Services
from desktop.ui.context import PageName, UiContext
from desktop.ui.intake.photo_side import PhotoSide
from desktop.ui.intake.step_page import StepPage
from desktop.ui.photo.photo_panel import PhotoPanel
from desktop.ui.photo.shots import Shot, best, portrait_of, review, review_file
from desktop.ui.photo.watcher import PhotoWatcher
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.image_view import ImageView


@dataclass(frozen=True)
class _Opened:
    """What the page needs to begin."""

    draft: Draft
    kept: QImage | None
    mirrored: bool
    automatic: bool


def _open(services: Services, application_id: UUID, actor: str) -> _Opened:
    draft = services.intake.draft(application_id)
    if draft.step is not Step.PHOTO and draft.photo is None:
        services.intake.save(application_id, actor=actor, step=Step.PHOTO)
    return _Opened(
        draft,
        QImage.fromData(draft.photo) if draft.photo else None,
        bool(services.preferences.get(CAMERA_MIRROR)),
        bool(services.preferences.get(AUTO_SHUTTER)),
    )


def _accept(
    services: Services, application_id: UUID, shot: Shot, *, actor: str, exception: str
) -> None:
    services.intake.accept_photo(
        application_id,
        portrait_of(services.studio, shot).jpeg,
        report=shot.report.as_json(),
        actor=actor,
        exception=exception,
        original=services.studio.original(shot.frame),
    )


class PhotoPage(StepPage):
    """Takes the portrait.

    Args:
        context: services and friends.
        patience: of the camera's watchdog; tests make it shorter.
    """

    def __init__(self, context: UiContext, patience: WatchSettings | None = None) -> None:
        super().__init__(context)
        services = context.services
        self.watcher = PhotoWatcher(
            services.make_camera, services.studio, patience=patience, parent=self
        )
        self.panel = PhotoPanel(self.watcher)
        self.kept = ImageView(tr("Ảnh đã nhận"), QSize(180, 240))
        self.left = QStackedWidget()
        self.left.addWidget(self.panel)
        self.left.addWidget(self.kept)
        self.side = PhotoSide()
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(self.left, 1)
        self._row.addWidget(self.side)
        self.content.addLayout(self._row, 1)
        self.shots: tuple[Shot, ...] = ()
        self.selected = 0
        self._round = 0
        self._opened_as: _Opened | None = None
        self._opening: Task | None = None
        self._add_actions()
        self.watcher.shots_taken.connect(self._shots_taken)
        self.panel.state_changed.connect(self.side.show_camera)
        self.panel.file_given.connect(self.use_file)
        self.side.cards.chosen.connect(self.choose)
        self.side.reasons.chosen.connect(self._refresh)
        self.side.from_file.clicked.connect(self.panel.ask_file)
        self.side.retake.clicked.connect(self.retake)
        self.side.change.clicked.connect(partial(context.navigator.show, PageName.CAMERA))
        self.watcher.measured.connect(self.side.show_rate)

    def _add_actions(self) -> None:
        bar = self.action_bar
        bar.add_back(partial(self.go_on_to, PageName.COMPARE))
        self.cannot = bar.add_left(FlatButton(tr("Không chụp được"), key="F6"))
        self.cannot.clicked.connect(self._toggle_reasons)
        self.shutter = bar.add_right(OutlineButton(tr("Chụp ngay"), key="Space", icon="camera"))
        self.shutter.clicked.connect(self.shoot)
        bar.add_later(self.later)
        bar.set_primary(tr("Chụp ngay"), self._go_on)

    # ------------------------------------------------------------ coming and going

    def enter(self, **payload: Any) -> None:
        """Come with `application_id`; `again=True` asks for a new portrait."""
        super().enter(**payload)
        self._opened_as = None
        self._opening = None
        self._round = 0
        self.left.setCurrentWidget(self.panel)
        self._clear_shots()
        self.panel.view.setFocus()
        self._load()

    def _load(self) -> None:
        """Open the application; not twice at once."""
        services, actor = self.context.services, self.context.actor
        if self._opening is None or self._opening.is_finished:
            self._opening = self.ask(partial(_open, services, self.id, actor), self._opened_done)

    def leave(self) -> None:
        """Let the camera go; the threads end by themselves within a moment."""
        super().leave()
        self.panel.stop()
        self._clear_shots()

    def carry_on(self) -> None:
        """Come back from behind the lock; shots that wait for a choice are not shot over."""
        super().carry_on()
        if self.shots:
            self.watcher.automatic = False

    def _opened_done(self, opened: _Opened) -> None:
        self._opened_as = opened
        self.bars.clear("trouble")
        self.show_saved_at(opened.draft.saved_at)
        if opened.kept is not None and not self.from_check:
            self.kept.set_image(opened.kept)
            self.left.setCurrentWidget(self.kept)
            self.side.camera.setText("")
            self._refresh()
        else:
            self._start()

    def _start(self) -> None:
        assert self._opened_as is not None
        self._round += 1
        self.left.setCurrentWidget(self.panel)
        self.panel.view.setFocus()
        if self.watcher.is_running:
            self.watcher.automatic = self._opened_as.automatic
            self.watcher.again()
            self.panel.view.show_note("")
        else:
            opened = self._opened_as
            self.panel.start(mirrored=opened.mirrored, automatic=opened.automatic)
        self._refresh()

    @property
    def _keeps(self) -> bool:
        return self.left.currentWidget() is self.kept

    # ------------------------------------------------------------ shots

    def shoot(self) -> None:
        """Take a burst now."""
        if self._keeps:
            return
        self.watcher.shoot()

    def retake(self) -> None:
        """Forget all shots and begin again."""
        if self._opened_as is None:
            return
        self._clear_shots()
        self._start()

    def use_file(self, path: Path) -> None:
        """Take the picture from a file."""
        work = partial(review_file, self.context.services.studio, path)
        self.ask(work, self._reviewed, self._review_failed)

    def _shots_taken(self, frames: tuple[Frame, ...]) -> None:
        self.panel.view.show_note(tr("Đang xem ảnh vừa chụp"))
        work = partial(review, self.context.services.studio, frames)
        self.ask(work, self._reviewed, self._review_failed)

    def _review_failed(self, error: UserFacingError) -> None:
        self.panel.view.show_note("")
        self.watcher.again()
        self.trouble(error)

    def _reviewed(self, shots: tuple[Shot, ...]) -> None:
        self.bars.clear("trouble")
        self.shots = shots
        self.selected = best(shots)
        self.side.cards.show_shots(shots, self.selected)
        self.left.setCurrentWidget(self.panel)
        self.panel.view.show_note(tr("Đã chụp, xem ảnh bên phải"))
        self._refresh()

    def choose(self, place: int) -> None:
        """Choose one of the shots, from 0."""
        self.selected = place
        self._refresh()

    def _clear_shots(self) -> None:
        self.shots, self.selected = (), 0
        self.side.cards.clear()
        self.side.ask_reason(asked=False)
        self.bars.clear("shot")
        self._refresh()

    @property
    def shot(self) -> Shot | None:
        """The chosen shot."""
        return self.shots[self.selected] if self.shots else None

    def _refresh(self) -> None:
        """Make words and buttons fit what there is."""
        shot, bar = self.shot, self.action_bar
        giving_reason = self.side.gives_reason
        if self._keeps:
            hint = tr("Ảnh này đã nhận ở lần trước. Giữ lại, hoặc chụp ảnh khác.")
        else:
            hint = tr("Đủ bảy mục ở dưới thì máy tự chụp. Chụp ngay: Enter hoặc Space.")
        self.side.show_state(hint, self._round, shots=bool(self.shots), kept=self._keeps)
        self.shutter.setVisible(bool(self.shots) and not giving_reason)
        self.cannot.setText(tr("Thôi ghi lý do") if giving_reason else tr("Không chụp được"))
        self.cannot.setVisible(not self._keeps)
        bar.set_reason("")
        self.bars.clear("shot")
        number = self.selected + 1
        if self._keeps:
            bar.set_primary(tr("Giữ ảnh này"))
        elif shot is None:
            bar.set_primary(tr("Chụp ngay"))
        elif giving_reason:
            bar.set_primary(tr("Dùng ảnh {n}").format(n=number))
            if not self.side.reasons.value():
                bar.set_reason(tr("Chọn một lý do"))
        elif shot.good:
            bar.set_primary(tr("Dùng ảnh {n}").format(n=number))
            if shot.advice:
                self.say("info", shot.advice, "", key="shot")
        else:
            bar.set_primary(tr("Chụp lại"))
            hint = tr("Nếu không thể chụp đạt, bấm F6 và ghi lý do.")
            self.say("warn", shot.advice or shot.reason, hint, key="shot")

    # ------------------------------------------------------------ going on

    def handle_key(self, event: QKeyEvent) -> bool:
        """Let Space shoot also while its button gives room to the only primary."""
        if event.key() == Qt.Key.Key_Space and self._is_plain(event) and self.shot is None:
            if not event.isAutoRepeat():
                self.shoot()
            return True
        return super().handle_key(event)

    def _go_on(self) -> None:
        shot = self.shot
        if self._opened_as is None:
            self._load()  # it could not be opened; the same Enter tries again
        elif self._keeps:
            self.go_on_to(PageName.SIGN)
        elif shot is None:
            self.shoot()
        elif shot.good or self.side.gives_reason:
            services, actor = self.context.services, self.context.actor
            reason = self.side.reasons.value() if self.side.gives_reason else ""
            change = partial(_accept, services, self.id, shot, actor=actor, exception=reason)
            self.keep(change, PageName.SIGN)
        else:
            self.retake()

    def _toggle_reasons(self) -> None:
        if self.shot is None:
            text = tr("Chụp bằng Space hoặc lấy ảnh từ tệp, rồi bấm F6 để ghi lý do.")
            self.say("info", tr("Cần có một ảnh trước."), text, key="shot")
            return
        self.side.ask_reason(asked=not self.side.gives_reason)
        self._refresh()
