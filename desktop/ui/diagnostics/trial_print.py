"""A test page on the printer that is chosen, and a word of whether it was taken."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message


class TrialPrint(QObject):
    """Prints the test page off the GUI thread: a printer may hang.

    Args:
        context: what the page was given.
        parent: the page.

    Signals:
        troubled (Message): it was not printed.
    """

    troubled = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def start(self) -> None:
        """Print the page."""
        services = self._context.services

        def act() -> str:
            printer = services.printer()
            printer.print_pdf(services.diagnostics.test_page(), title=tr("Trang in thử"))
            return printer.name

        self._context.tasks.query(act, self._printed, self._failed)

    def _printed(self, name: str) -> None:
        words = tr("Máy in “{name}” đã nhận trang in thử. Xem chữ có đủ dấu không.")
        self._context.feedback.toast(words.format(name=name))

    def _failed(self, error: UserFacingError) -> None:
        message = Message("warn", error.title, error.advice, key="print", code=error.code)
        self.troubled.emit(message)
