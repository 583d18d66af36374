"""Preview, guide and checks as one piece that a page can hold."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.photo.camera_words import state_of
from desktop.photo.views import CameraState, CameraStatus
from desktop.ui.photo.check_tiles import CheckTiles
from desktop.ui.photo.live_view import LiveView
from desktop.ui.photo.watcher import Look, PhotoWatcher
from desktop.ui.widgets.dropped_file import TakesDroppedFile, ask_for_picture


class PhotoPanel(TakesDroppedFile, QWidget):
    """Shows what the camera sees and says what to do; takes dropped picture files.

    Args:
        watcher: the threads behind; the page starts and stops it.

    Signals:
        file_given (Path): a picture file was chosen or dropped.
        state_changed (CameraState): what the camera does now.
    """

    file_given = Signal(object)
    state_changed = Signal(object)

    def __init__(self, watcher: PhotoWatcher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.watcher = watcher
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.view = LiveView(watcher.studio.oval)
        self.tiles = CheckTiles()
        layout.addWidget(self.view, 1)
        layout.addWidget(self.tiles)
        self.view.from_file.clicked.connect(self.ask_file)
        watcher.picture.connect(self._picture)
        watcher.looked.connect(self._looked)
        watcher.state_changed.connect(self._state)
        watcher.failed.connect(self._failed)

    def start(self, *, mirrored: bool, automatic: bool) -> None:
        """Open the camera."""
        self.watcher.mirrored = self.view.mirrored = mirrored
        self.watcher.automatic = self.view.automatic = automatic
        self.view.show_note("")
        self.tiles.clear()
        self._state(state_of(CameraStatus.STARTING))
        self.watcher.start()

    def stop(self) -> None:
        """Let the camera go."""
        self.watcher.stop()

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
            self.view.show_picture(image)

    def _looked(self, look: Look | None) -> None:
        if look is None or self.view.image.isNull():
            return  # a judgement of a frame that is no longer shown
        self.view.show_look(look)
        self.tiles.show_checks(look.guidance.checks, face=look.guidance.faces > 0)

    def _state(self, state: CameraState) -> None:
        if state.status is not CameraStatus.LIVE:
            self.view.show_trouble(state.title or tr("Chưa có máy ảnh"), state.advice)
            self.tiles.clear()
        self.state_changed.emit(state)

    def _failed(self, error: UserFacingError) -> None:
        self.view.show_trouble(error.title, error.advice)
        self.tiles.clear()
