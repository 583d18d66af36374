"""The way from page to page: made when first needed, entered, left, and found again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.ui.context import PageName
from desktop.ui.shell.routes import ROOTS
from desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from desktop.ui.shell.resting import RestingPage


class Navigation(QObject):
    """The `Navigator` that pages are given.

    Args:
        make: makes a page by name; called once for each until `forget()`.
        tabs: pages reached from everywhere; opening one forgets the way by which one came.
        home: where one comes when there is no way back.

    Signals:
        moved (PageName, Page, dict): a page is open; the payload it was entered with.
        lock_asked: somebody asked for the log-in page.
        refused (PageName): the present person may not open this page.
    """

    moved = Signal(object, object, object)
    lock_asked = Signal()
    refused = Signal(object)

    def __init__(
        self,
        make: Callable[[PageName], Page],
        parent: QObject | None = None,
        *,
        tabs: Collection[PageName] = ROOTS,
        home: PageName = PageName.FIND,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._tabs, self._home = tabs, home
        self.may_open: Callable[[PageName], bool] = lambda _page: True
        self._pages: dict[PageName, Page] = {}
        self._trail: list[tuple[PageName, dict[str, Any]]] = []
        self._is_open = False
        self._resting: RestingPage | None = None
        self._wanted: Callable[[], None] | None = None

    @property
    def current(self) -> PageName | None:
        """The page that is open, or was open before the lock."""
        return self._trail[-1][0] if self._trail else None

    @property
    def payload(self) -> dict[str, Any]:
        """What the present page was entered with."""
        return dict(self._trail[-1][1]) if self._trail else {}

    @property
    def page(self) -> Page | None:
        """The widget of the present page; None while nothing is open."""
        return self._pages.get(self._trail[-1][0]) if self._trail and self._is_open else None

    def show(self, page: PageName, **payload: Any) -> None:
        """Leave the present page and show another; the log-in page locks."""
        if page is PageName.LOGIN:
            self.lock_asked.emit()
            return
        if self._resting is not None:
            # Something finished behind the lock; nothing is shown before somebody is in.
            self._wanted = partial(self.show, page, **payload)
            return
        if not self.may_open(page):
            self.refused.emit(page)
            return
        # Made first: when that fails, the present page stays as it is.
        widget = self._page(page)
        self.suspend()
        names = [name for name, _ in self._trail]
        if page in self._tabs:
            self._trail = []
        elif page in names:
            del self._trail[names.index(page) :]
        self._trail.append((page, payload))
        self._enter(widget)

    def made(self, page: PageName) -> Page | None:
        """Return a page that was made before, None for one that was not."""
        return self._pages.get(page)

    def back(self) -> None:
        """Show the page from which the present one was opened; home when there is none."""
        if self._resting is not None:
            self._wanted = self.back
            return
        if len(self._trail) < 2:
            self.show(self._home)
            return
        widget = self._page(self._trail[-2][0])
        self.suspend()
        self._trail.pop()
        self._enter(widget)

    def suspend(self) -> None:
        """Leave the present page without going anywhere; cameras and timers stop."""
        page = self.page if self._resting is None else self._resting.page
        self._is_open = False
        self._resting = self._wanted = None
        if page is not None:
            page.bars.clear()
            page.leave()

    def rest(self) -> None:
        """Leave the present page as it stands, behind the lock; cameras are let go."""
        page = self.page
        if page is not None:
            # Loaded with the first lock: the window starts without it.
            from desktop.ui.shell.resting import RestingPage  # noqa: PLC0415

            self._resting = RestingPage(page)
            self._is_open = False

    def wake(self) -> None:
        """Show the present page as it was before the lock."""
        resting, wanted = self._resting, self._wanted
        if resting is None:
            self.resume()
            return
        self._resting = self._wanted = None
        self._is_open = True
        name, payload = self._trail[-1]
        self.moved.emit(name, resting.page, payload)
        resting.wake()
        if wanted is not None:
            wanted()

    def resume(self) -> None:
        """Enter the present page again, after a change of language."""
        if self._trail:
            self._enter(self._page(self._trail[-1][0]))
        else:
            self.show(self._home)

    def start_anew(self) -> None:
        """Forget where one was."""
        self.suspend()
        self._trail = []

    def forget(self) -> list[Page]:
        """Drop the made pages (another language, another person) and return them for deletion."""
        self.suspend()
        old = list(self._pages.values())
        self._pages = {}
        return old

    def _page(self, name: PageName) -> Page:
        if name not in self._pages:
            self._pages[name] = self._make(name)
        return self._pages[name]

    def _enter(self, widget: Page) -> None:
        name, payload = self._trail[-1]
        self._is_open = True
        self.moved.emit(name, widget, payload)
        enter: Callable[..., None] = widget.enter
        enter(**payload)
