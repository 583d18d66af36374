"""Parts that take the room that is left and ask for none, so that their page does not scroll."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget


class Yielding(QWidget):
    """A part of a page that gives way on low screens; what scrolls lies inside it.

    Wrapped text inside would ask for height whatever the size policy says, so it is not asked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """Ask for no height."""
        return False
