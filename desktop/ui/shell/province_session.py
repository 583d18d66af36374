"""The window of a provincial desk: from the first paint to its pages.

A desk has no counter, no cards and no operators of its own: whoever may open the profile (by the
keyring of the account, or with the recovery code) works here, and the audit trail names the
account. What this module imports counts for the first paint, as in `session`.
"""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.ui.feedback import Feedback, Message
from desktop.ui.shell.front import FrontSession

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.common.errors import UserFacingError
    from desktop.province.desk import Desk
    from desktop.ui.context import PageName
    from desktop.ui.province.context import ProvinceContext
    from desktop.ui.shell.launch import Launch
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.shell.navigation import Navigation
    from desktop.ui.widgets.page import Page


class ProvinceSession(FrontSession):
    """One run of the window on the profile of a province.

    Args:
        app: the application.
        launch: how to open the profile; its `desk` is there.
        window: the window.
        feedback: the channel to the person.
        memory: what was remembered from the last time.
    """

    def __init__(
        self,
        app: QApplication,
        launch: Launch,
        window: MainWindow,
        feedback: Feedback,
        memory: WindowMemory,
    ) -> None:
        super().__init__(app, launch, window, feedback, memory)
        assert launch.desk is not None
        self._open_desk = launch.desk
        self.desk: Desk | None = None
        self._context: ProvinceContext | None = None
        self._ways: Navigation | None = None
        window.tab_chosen.connect(self._open_tab)
        window.find_requested.connect(self._find)
        window.help_requested.connect(self._help)

    @property
    def navigation(self) -> Navigation:
        """The way from page to page; made with its first use, after the first paint."""
        if self._ways is None:
            from desktop.ui.context import PageName  # noqa: PLC0415 - after the first paint
            from desktop.ui.shell.navigation import Navigation  # noqa: PLC0415
            from desktop.ui.shell.province_routes import PROVINCE_TABS  # noqa: PLC0415

            ways = Navigation(self._make_page, self, tabs=PROVINCE_TABS, home=PageName.PROVINCE)
            ways.moved.connect(self._moved)
            self.tasks.busy_changed.connect(self._written)
            self._ways = ways
        return self._ways

    # ------------------------------------------------------------ opening

    def _opening_words(self) -> str:
        return tr("Đang mở dữ liệu của bàn tỉnh")

    def open(self) -> None:
        """Open the desk off the GUI thread."""
        furniture = self._window.furnish()
        furniture.serve_province()
        furniture.set_station("", practice=self._is_practice)
        self._drop_ribbon()
        self._ask(None)

    def _ask(self, code: str | Path | None) -> None:
        self.tasks.query(lambda: _opened(self._open_desk, code), self._take, self._trouble)

    def _trouble(self, error: UserFacingError) -> None:
        self._show_trouble(error, self._ask)

    def _take(self, found: tuple[Desk, str]) -> None:
        from desktop.ui.context import PageName  # noqa: PLC0415 - after the first paint
        from desktop.ui.province.context import ProvinceContext  # noqa: PLC0415

        self.desk, name = found
        actor = self._launch.actor or account() or name
        self._window.set_station(name, practice=self._is_practice)
        self._window.set_person(actor)
        self._context = ProvinceContext(
            self.desk, self.tasks, self.feedback, self.navigation, actor
        )
        self.navigation.show(PageName.PROVINCE)
        self._front.clear()
        self.opened.emit()

    # ------------------------------------------------------------ pages

    def _make_page(self, name: PageName) -> Page:
        from desktop.ui.shell.province_routes import PROVINCE_ROUTES  # noqa: PLC0415 - after the paint

        assert self._context is not None
        page: Page = PROVINCE_ROUTES[name]()(self._context)
        return page

    def _moved(self, name: PageName, page: Page, payload: dict[str, Any]) -> None:
        del payload
        self._window.display(page, name=name)
        self.recount()

    def _open_tab(self, name: PageName) -> None:
        self.navigation.show(name)

    def _find(self) -> None:
        from desktop.ui.context import PageName  # noqa: PLC0415 - after the first paint

        if self.desk is not None:
            self.navigation.show(PageName.PROVINCE_RECORDS)

    def _help(self) -> None:
        from desktop.ui.context import PageName  # noqa: PLC0415 - after the first paint

        current = self.navigation.current if self.desk is not None else None
        if current not in (None, PageName.HELP):
            self.navigation.show(PageName.HELP, about=current)

    # ------------------------------------------------------------ numbers on the tabs

    def recount(self) -> None:
        """Show how many records wait for somebody."""
        if self.desk is not None:
            self.tasks.query(self.desk.review.waiting, self._show_counts)

    def _show_counts(self, waiting: int) -> None:
        from desktop.ui.context import PageName  # noqa: PLC0415 - after the first paint

        self._window.set_counts({PageName.PROVINCE_REVIEW: waiting})

    def _written(self, busy: bool) -> None:
        if not busy:
            self.recount()

    # ------------------------------------------------------------ the end

    def _leave(self) -> None:
        if self._ways is not None:
            self._ways.suspend()

    def _let_go(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _still_writing(self) -> Message:
        words = tr("Đang nhận nốt một tệp.")
        return Message("warn", words, tr("Chờ một lát rồi đóng lại. Đừng tắt máy."), key="closing")


def account() -> str:
    """Return the name of the computer account that is logged in, "" when it has none."""
    try:
        return clean(getpass.getuser())
    except (OSError, KeyError, ImportError):  # no variable says so and there is no user database
        return ""


def _opened(
    open_desk: Callable[[str | Path | None], Desk], code: str | Path | None
) -> tuple[Desk, str]:
    """Open the desk and read its name in the same thread."""
    desk = open_desk(code)
    return desk, desk.keys.keys().name
