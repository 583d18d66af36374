"""Choosing and setting up the camera, with its live picture; every change holds at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import CAMERA, CAMERA_EXPOSURE, CAMERA_MIRROR, CAMERA_SIZE, SettingDef
from desktop.photo.camera_service import WatchSettings
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.photo.camera_preview import SetupPreview
from desktop.ui.photo.camera_side import CAMERA_SETTINGS, CameraSide
from desktop.ui.photo.camera_stage import CameraStage
from desktop.ui.photo.shots import Shot, review
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page

LONGEST_EXPOSURE = "2"
"""1/15 s: fewer frames a second than one can follow; see `CAMERA_EXPOSURE`."""
SMALLEST_SIZE = "640x480"
"""The one size to choose that is too small for a portrait; see `CAMERA_SIZE`."""
_LIST_EVERY_MS = 4000
_REST_MS = 400  # arrow keys run through a list; the camera opens where they rest


def _cameras(chosen: str) -> list[tuple[str, str]]:
    from desktop.photo.cameras import camera_choices  # noqa: PLC0415 - asks drivers

    return camera_choices(chosen)


def _values(services: Services) -> dict[str, Any]:
    return {one.name: services.preferences.get(one) for one in CAMERA_SETTINGS}


class CameraPage(Page):
    """Live picture at the left, choices and a try-out shot at the right.

    Args:
        context: services and friends.
        patience: of the camera's watchdog; tests make it shorter.
    """

    def __init__(self, context: UiContext, patience: WatchSettings | None = None) -> None:
        super().__init__()
        self.setAccessibleName(tr("Máy ảnh"))
        self._context = context
        services = context.services
        self.preview = SetupPreview(services.make_camera, patience=patience, parent=self)
        self.stage = CameraStage(services.studio.oval)
        self.view = self.stage.view
        self.side = CameraSide()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.stage, 1)
        columns.addWidget(self.side)
        self.content.addLayout(columns, 1)
        self._values: dict[str, Any] = {}
        self._opening: Task | None = None
        self._listing: Task | None = None
        self._trying: Task | None = None
        self._again = QTimer(self)
        self._again.setInterval(_LIST_EVERY_MS)
        self._again.timeout.connect(self._list)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._keep)
        self._changed: dict[str, tuple[SettingDef, Any]] = {}
        self._connect()

    def _connect(self) -> None:
        self.preview.picture.connect(self.stage.show_picture)
        self.preview.state_changed.connect(self.stage.show_state)
        self.preview.state_changed.connect(self.side.show_camera)
        self.preview.measured.connect(self.stage.show_rate)
        self.preview.measured.connect(self.side.show_rate)
        self.preview.light_judged.connect(self.stage.show_light)
        self.side.changed.connect(self._choose)
        self.side.again.clicked.connect(self._list)
        self.action_bar.add_back(self._go_back)
        button = OutlineButton(tr("Chụp thử"), key="F6", icon="camera")
        self.try_out = self.action_bar.add_right(button)
        self.try_out.clicked.connect(self._try)
        self.action_bar.set_primary(tr("Xong"), self._go_back)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Come: load the settings, open the camera, list what is there."""
        super().enter()
        self.side.show_shot(None)
        self.side.fields[CAMERA.name].setFocus()
        self._opening = self._context.tasks.query(
            partial(_values, self._context.services), self._loaded
        )

    def _loaded(self, values: dict[str, Any]) -> None:
        self._values = values
        self.side.show_values(values)
        self._start()
        self._list()
        self._again.start()

    def leave(self) -> None:
        """Leave: keep what is still resting, let the camera go."""
        super().leave()
        self._again.stop()
        if self._rest.isActive():
            self._rest.stop()
            self._keep()
        self.preview.stop()
        for task in (self._opening, self._listing, self._trying):
            if task is not None:
                task.cancel()

    def _go_back(self) -> None:
        self._context.navigator.back()

    def _start(self) -> None:
        """Open the camera, or open it anew with other settings."""
        self.preview.stop()
        mirrored = bool(self._values[CAMERA_MIRROR.name])
        is_long = self._values[CAMERA_EXPOSURE.name] == LONGEST_EXPOSURE
        asks_enough = self._values[CAMERA_SIZE.name] != SMALLEST_SIZE
        self.stage.begin(mirrored=mirrored, long_exposure=is_long, asks_enough=asks_enough)
        self.preview.mirrored = mirrored
        self.preview.start()

    # ------------------------------------------------------------ choosing

    def _list(self) -> None:
        if self._listing is None or self._listing.is_finished:
            chosen = str(self._values.get(CAMERA.name, ""))
            self._listing = self._context.tasks.query(
                partial(_cameras, chosen), self._listed, self._not_listed
            )

    def _listed(self, choices: list[tuple[str, str]]) -> None:
        self.side.show_note("")
        self.side.show_cameras(choices)

    def _not_listed(self, error: UserFacingError) -> None:
        self.side.show_note(f"{error.title}. {error.advice}")

    def _choose(self, definition: SettingDef, value: Any) -> None:
        self._values[definition.name] = value
        self._changed[definition.name] = (definition, value)
        if definition is CAMERA_MIRROR:
            self.preview.mirrored = self.view.mirrored = bool(value)
        self._rest.start()

    def _keep(self) -> None:
        """Store what was changed; then open the camera the new way."""
        changed, self._changed = list(self._changed.values()), {}
        preferences, actor = self._context.services.preferences, self._context.actor

        def change() -> bool:
            for definition, value in changed:
                preferences.set(definition, value, actor=actor)
            return any(definition is not CAMERA_MIRROR for definition, _ in changed)

        self._context.tasks.change(change, self._kept)

    def _kept(self, must_reopen: object) -> None:
        if must_reopen and self.preview.is_running:
            self._start()

    # ------------------------------------------------------------ the try-out shot

    def _try(self) -> None:
        """Take one shot, check and cut it, keep nothing."""
        frame = self.preview.newest()
        if frame is None:
            text = tr("Chờ có hình rồi bấm F6.")
            self.bars.show_message(Message("info", tr("Chưa có hình."), text, key="try"))
            return
        self.bars.clear("try")
        if self._trying is None or self._trying.is_finished:
            self.view.show_note(tr("Đang xem ảnh vừa chụp"))
            work = partial(review, self._context.services.studio, (frame,))
            self._trying = self._context.tasks.query(work, self._tried, self._not_tried)

    def _tried(self, shots: tuple[Shot, ...]) -> None:
        self.view.show_note("")
        self.side.show_shot(shots[0])

    def _not_tried(self, error: UserFacingError) -> None:
        self.view.show_note("")
        self.bars.show_message(Message("bad", error.title, error.advice, key="try"))
