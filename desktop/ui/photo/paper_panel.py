"""Camera, sheet and corners as one piece that a page can hold."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.photo.camera_words import state_of
from desktop.photo.paper_views import Corners
from desktop.photo.views import CameraState, CameraStatus
from desktop.ui.photo.paper_view import PaperView
from desktop.ui.photo.paper_watcher import PaperWatcher, Sighting
from desktop.ui.widgets.dropped_file import TakesDroppedFile, ask_for_picture


class PaperPanel(TakesDroppedFile, QWidget):
    """Shows the camera, a page, or a frame with its corners; takes dropped picture files.

    Args:
        watcher: the threads behind; the page starts and stops it.

    Signals:
        file_given (Path): a picture file was chosen or dropped.
    """

    file_given = Signal(object)

    def __init__(self, watcher: PaperWatcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watcher = watcher
        self.setAcceptDrops(True)
        self._state = CameraState(CameraStatus.NONE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.view = PaperView()
        layout.addWidget(self.view, 1)
        self.view.from_file.clicked.connect(self.ask_file)
        watcher.picture.connect(self._picture)
        watcher.seen.connect(self._seen)
        watcher.state_changed.connect(self._camera)

    @property
    def sees(self) -> bool:
        """Whether there is a picture to take."""
        return self._state.status is CameraStatus.LIVE

    def start(self) -> None:
        """Open the camera."""
        self._state = state_of(CameraStatus.STARTING)
        self.show_live()
        self.watcher.start()

    def stop(self) -> None:
        """Let the camera go."""
        self.watcher.stop()

    def show_live(self) -> None:
        """Show what the camera sees, or why there is no picture."""
        self.view.show_live()
        self.view.say("")
        self._camera(self._state)

    def show_page(self, image: QImage, words: str) -> None:
        """Show a finished page with a line above it."""
        self.view.show_page(image)
        self.view.say(words)

    def edit(self, image: QImage, corners: Corners) -> None:
        """Let corners be moved."""
        self.view.edit_corners(image, corners)
        self.view.say(tr("Đưa bốn góc về góc giấy: kéo chuột, hoặc số 1–4 rồi mũi tên"))

    def ask_file(self) -> None:
        """Let the person choose a picture file."""
        file = ask_for_picture(self, tr("Lấy ảnh từ tệp"))
        if file is not None:
            self.file_given.emit(file)

    def use_file(self, file: Path) -> None:
        """Hand the file to the page."""
        self.file_given.emit(file)

    def _picture(self, image: QImage | None) -> None:
        if image is not None:
            self.view.show_frame(image)

    def _seen(self, sighting: Sighting) -> None:
        if not self.view.is_live or self.view.image.isNull():
            return
        self.view.show_sighting(sighting)
        if sighting.corners is None:
            self.view.say(tr("Chưa thấy đủ bốn mép giấy"))
        else:
            self.view.say(tr("Thấy cả tờ giấy, bấm Space để chụp"))

    def _camera(self, state: CameraState) -> None:
        self._state = state
        if self.view.is_live and state.status is not CameraStatus.LIVE:
            self.view.show_trouble(state.title or tr("Chưa có máy ảnh"), state.advice)
