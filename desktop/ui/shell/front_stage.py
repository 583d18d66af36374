"""What stands before the counter: one page at a time, and nothing once somebody is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The first paint waits for this module.
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.opening_page import OpeningPage
    from desktop.ui.widgets.page import Page


class FrontStage:
    """The opening page, the first start, trouble, the log-in: made, shown, dropped.

    Args:
        window: the window.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.page: Page | OpeningPage | None = None

    def show(self, page: Page | OpeningPage) -> None:
        """Bring a page to the screen in the place of the one before."""
        old, self.page = self.page, page
        self._window.display(page)
        page.enter()
        if old is not None and old is not page:
            old.leave()
            self._window.drop(old)

    def clear(self) -> None:
        """Let go of the page: somebody is in."""
        if self.page is not None:
            self.page.leave()
            self._window.drop(self.page)
            self.page = None
