"""The right column of the camera page: which camera, how it is wanted, and a try-out shot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from desktop.common.i18n import decimal, tr
from desktop.common.settings import (
    CAMERA,
    CAMERA_EXPOSURE,
    CAMERA_MIRROR,
    CAMERA_ROTATION,
    CAMERA_SIZE,
    SettingDef,
)
from desktop.photo.views import CameraRate, CameraState
from desktop.ui import theme
from desktop.ui.photo.shots import Shot
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

CAMERA_SETTINGS = (CAMERA, CAMERA_SIZE, CAMERA_EXPOSURE, CAMERA_ROTATION, CAMERA_MIRROR)
"""In the order of the page."""


def _choices(definition: SettingDef) -> list[tuple[str, str]]:
    if definition.choices:
        return [(value, tr(words)) for value, words in definition.choices]
    if isinstance(definition.default, bool):
        return [("1", tr("Có")), ("0", tr("Không"))]
    return [("", tr("Đang tìm…"))]


class CameraSide(Panel):
    """What can be chosen.

    Attributes:
        again: `Tìm lại`, lists the cameras anew.

    Signals:
        changed (SettingDef, object): another value was chosen.
    """

    changed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(tr("Chọn và chỉnh máy ảnh"))
        self.again = OutlineButton(tr("Tìm lại"), key="F5", small=True)
        self.head.addWidget(self.again)
        self.fields = {one.name: ChoiceEdit(_choices(one)) for one in CAMERA_SETTINGS}
        self._values: dict[str, Any] = {}
        self._name = ""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for place, definition in enumerate(CAMERA_SETTINGS):
            field = self.fields[definition.name]
            field.value_changed.connect(self._tell)
            field.setMinimumWidth(80)
            entry = FormEntry(tr(definition.label), field)
            if place == 0:
                grid.addWidget(entry, 0, 0, 1, 2)
            else:
                grid.addWidget(entry, 1 + (place - 1) // 2, (place - 1) % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.note = PlainLabel("", "hint", "warn", wrap=True)
        self.note.hide()
        self.body.addWidget(self.note)
        self.body.addWidget(rule())
        self.body.addLayout(self._make_try(), 1)
        self.camera = PlainLabel("", "hint", "ink2", wrap=True)
        self.foot.addWidget(self.camera, 1)
        self.show_shot(None)

    def _make_try(self) -> QHBoxLayout:
        self.picture = ImageView(tr("Ảnh chụp thử"), QSize(105, 140), framed=True)
        self.tag = Tag("", "ok")
        self.verdict = PlainLabel("", "body", "ink", wrap=True)
        self.quiet = PlainLabel("", "hint", "ink2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(PlainLabel(tr("Ảnh chụp thử"), "strong"))
        words.addWidget(self.tag)
        words.addWidget(self.verdict)
        words.addWidget(self.quiet)
        words.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        pictures = QVBoxLayout()
        pictures.addWidget(self.picture)
        pictures.addStretch(1)
        beside.addLayout(pictures)
        beside.addLayout(words, 1)
        return beside

    # ------------------------------------------------------------ values

    def show_values(self, values: dict[str, Any]) -> None:
        """Show what is in force, without telling."""
        for definition in CAMERA_SETTINGS:
            value, field = values[definition.name], self.fields[definition.name]
            self._values[definition.name] = value
            if definition is CAMERA:
                continue  # shown when the cameras are listed
            field.blockSignals(True)
            field.set_value(str(int(value)) if isinstance(value, bool) else str(value))
            field.blockSignals(False)

    def show_cameras(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer the cameras that are there; an open list is left alone."""
        field = self.fields[CAMERA.name]
        present = [(field.itemData(n), field.itemText(n)) for n in range(field.count())]
        if present == list(choices) or field.view().isVisible():
            return
        field.blockSignals(True)
        field.clear()
        for value, words in choices:
            field.addItem(words, value)
        field.set_value(str(self._values.get(CAMERA.name, "")))
        field.blockSignals(False)

    def show_note(self, text: str) -> None:
        """Say why the cameras could not be listed; "" takes it back."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_camera(self, state: CameraState) -> None:
        """Show the name of the camera that is open."""
        self._name = state.name
        self.camera.setText(state.name)

    def show_rate(self, rate: CameraRate) -> None:
        """Add how long the camera needed to open."""
        if rate.opened_in:
            text = tr("{name}, mở trong {seconds} giây")
            self.camera.setText(text.format(name=self._name, seconds=decimal(rate.opened_in)))

    def _tell(self) -> None:
        for definition in CAMERA_SETTINGS:
            value: Any = self.fields[definition.name].value()
            if isinstance(definition.default, bool):
                value = value == "1"
            if definition.name in self._values and value != self._values[definition.name]:
                self._values[definition.name] = value
                self.changed.emit(definition, value)

    # ------------------------------------------------------------ the try-out

    def show_shot(self, shot: Shot | None) -> None:
        """Show the try-out shot and what the check says; None before the first."""
        self.picture.set_image(shot.picture if shot else None)
        self.tag.setVisible(shot is not None)
        self.verdict.setVisible(shot is not None)
        if shot is None:
            self.quiet.setText(tr("Bấm F6 để xem máy ảnh chụp có đạt không."))
            return
        if shot.good:
            self.tag.set(shot.tag, "ok", "check")
        else:
            self.tag.set(shot.tag, "warn", "warning")
        self.verdict.setText(shot.advice or tr("Máy ảnh dùng được."))
        self.quiet.setText(tr("Ảnh chụp thử không được lưu."))

    def refresh_theme(self) -> None:
        """Give the column its width."""
        super().refresh_theme()
        look = theme.current()
        self.setFixedWidth(round(look.fixed(400, 372) * min(look.scale, 1.15)))
        if hasattr(self, "picture"):
            self.picture.setFixedSize(look.fixed(105, 84), look.fixed(140, 112))
