"""What the faces of the register page share: what Enter does, what was done last, what failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.common.errors import UserFacingError


@dataclass(frozen=True)
class Undo:
    """Something that can be taken back.

    Attributes:
        words: what was done.
        run: takes it back; runs on the writer thread.
        done: gets what `run` returned, on the GUI thread.
    """

    words: str
    run: Callable[[], object]
    done: Callable[[object], object]


class FaceStack(QStackedWidget):
    """Faces of which one is shown; only that one asks for room, or small windows would scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room of the face that is shown."""
        return self.currentWidget().sizeHint() if self.count() else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The layout would ask every face; the least height says it for the one shown."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return the least room of the face that is shown, its paragraphs wrapped."""
        if not self.count():
            return super().minimumSizeHint()
        face = self.currentWidget()
        least, layout = face.minimumSizeHint(), face.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width() > least.width():
            wrapped = layout.totalMinimumHeightForWidth(self.width())
            least.setHeight(max(least.height(), wrapped))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        self.updateGeometry()


class RegisterFace(QWidget):
    """One face of the page.

    Signals:
        moved: what Enter does, or may not do, became another.
        failed (UserFacingError): something could not be done.
        acted (Undo): something was done that can be taken back.
        counted (int): how many there are to be done here.
    """

    moved = Signal()
    failed = Signal(object)
    acted = Signal(object)
    counted = Signal(int)

    def primary(self) -> tuple[str, str]:
        """Return the verb of Enter ("" for none) and why it cannot be pressed ("" when it can)."""
        return "", ""

    def go(self) -> None:
        """Do what Enter says."""

    def load(self) -> None:
        """Read anew what is shown."""

    def stop(self) -> None:
        """Ask nothing more; the page is left."""

    def fail(self, error: UserFacingError) -> None:
        """Tell why something could not be done."""
        self.failed.emit(error)
