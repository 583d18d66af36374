"""The live picture of the camera page with what was measured below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.photo.camera_words import state_of
from desktop.photo.exposure import LightFinding
from desktop.photo.views import CameraRate, CameraState, CameraStatus, GuideOval
from desktop.ui.photo.camera_words import Measured, advice, light_words
from desktop.ui.photo.check_tiles import CheckTile
from desktop.ui.photo.live_view import LiveView


class CameraStage(QWidget):
    """Picture, one sentence, three tiles: size, speed, light.

    Args:
        guide: gives the oval for a picture of some width and height.
    """

    def __init__(
        self, guide: Callable[[int, int], GuideOval], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = LiveView(guide)
        self.view.from_file.hide()
        self.tiles = {
            "size": CheckTile(tr("Cỡ hình")),
            "rate": CheckTile(tr("Tốc độ")),
            "light": CheckTile(tr("Ánh sáng")),
        }
        self._measured = Measured(CameraRate())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.view, 1)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for tile in self.tiles.values():
            tiles.addWidget(tile)
        layout.addLayout(tiles)

    def begin(self, *, mirrored: bool, long_exposure: bool, asks_enough: bool) -> None:
        """Forget what was measured: the camera is opened, or opened anew; see `Measured`."""
        self.view.mirrored = mirrored
        self._measured = Measured(CameraRate(), None, long_exposure, asks_enough)
        self.show_state(state_of(CameraStatus.STARTING))

    def show_picture(self, image: QImage | None) -> None:
        """Show the newest picture."""
        if image is not None:
            self.view.show_picture(image)

    def show_state(self, state: CameraState) -> None:
        """Say why there is no picture; without one nothing is judged."""
        if state.status is not CameraStatus.LIVE:
            self.view.show_trouble(state.title or tr("Chưa có máy ảnh"), state.advice)
            for tile in self.tiles.values():
                tile.show_result("", None)

    def show_rate(self, rate: CameraRate) -> None:
        """Show measured size and speed."""
        self._measured = replace(self._measured, rate=rate)
        if rate.size == (0, 0):
            return
        size = f"{rate.size[0]} × {rate.size[1]}"
        self.tiles["size"].show_result(size, not self._measured.is_small)
        speed = tr("{fps} hình/giây").format(fps=round(rate.fps))
        self.tiles["rate"].show_result(speed, not self._measured.is_slow)
        self._advise()

    def show_light(self, light: LightFinding) -> None:
        """Show what was found about the light."""
        self._measured = replace(self._measured, light=light)
        self.tiles["light"].show_result(light_words(light), light is LightFinding.GOOD)
        self._advise()

    def _advise(self) -> None:
        if not self.view.image.isNull():
            self.view.say(advice(self._measured))
