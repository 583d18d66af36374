"""The window of a provincial desk: from the first paint to its page.

A desk has no counter, no cards and no operators of its own: whoever may open the profile (by the
keyring of the account, or with the recovery code) works here, and the audit trail names the
account. What this module imports counts for the first paint, as in `session`.
"""

from __future__ import annotations

import getpass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.ui.feedback import Feedback, Message
from desktop.ui.shell.opening_page import OpeningPage
from desktop.ui.shell.session import is_practice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.common.errors import UserFacingError
    from desktop.province.desk import Desk
    from desktop.ui.context import PageName
    from desktop.ui.shell.launch import Launch
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.tasks import TaskRunner
    from desktop.ui.widgets.page import Page


class ProvinceSession(QObject):
    """One run of the window on the profile of a province.

    Args:
        app: the application.
        launch: how to open the profile; its `desk` is there.
        window: the window.
        feedback: the channel to the person.
        memory: what was remembered from the last time.

    Signals:
        opened: the desk is there.
    """

    opened = Signal()

    def __init__(
        self,
        app: QApplication,
        launch: Launch,
        window: MainWindow,
        feedback: Feedback,
        memory: WindowMemory,
    ) -> None:
        super().__init__(window)
        self._app, self._window, self._memory = app, window, memory
        self.feedback = feedback
        assert launch.desk is not None
        self._open_desk = launch.desk
        self._is_practice = is_practice(launch.folder)
        self.desk: Desk | None = None
        self._made: TaskRunner | None = None
        self._page: Page | OpeningPage | None = None
        window.may_close = self.close

    @property
    def tasks(self) -> TaskRunner:
        """The way off the GUI thread; made with its first use, after the first paint."""
        if self._made is None:
            from desktop.ui.tasks import TaskRunner  # noqa: PLC0415 - after the first paint

            self._made = TaskRunner(self.feedback, self._app)
        return self._made

    def begin(self) -> None:
        """Show that something happens; nothing heavy is imported yet."""
        title = tr("Đang mở dữ liệu của bàn tỉnh")
        practice = self._is_practice and not self._window.is_furnished
        self._show(OpeningPage(practice=practice, title=title))

    def open(self) -> None:
        """Open the desk off the GUI thread."""
        furniture = self._window.furnish()
        furniture.serve_province()
        furniture.set_station("", practice=self._is_practice)
        if isinstance(self._page, OpeningPage):
            self._page.drop_ribbon()
        self._ask(None)

    def _ask(self, code: str | Path | None) -> None:
        self.tasks.query(partial(_opened, self._open_desk, code), self._take, self._trouble)

    def _trouble(self, error: UserFacingError) -> None:
        from desktop.ui.shell.trouble_page import TroublePage  # noqa: PLC0415 - only in trouble

        page = TroublePage(error, can_unlock=True)
        page.retried.connect(self._retry)
        page.unlocked.connect(self._ask)
        self._show(page)

    def _retry(self) -> None:
        self.begin()
        self._ask(None)

    def _take(self, found: tuple[Desk, str]) -> None:
        from desktop.ui.context import PageName  # noqa: PLC0415 - after the first paint
        from desktop.ui.province.context import ProvinceContext  # noqa: PLC0415
        from desktop.ui.province.desk_page import DeskPage  # noqa: PLC0415

        self.desk, name = found
        actor = account() or name
        self._window.set_station(name, practice=self._is_practice)
        self._window.set_person(actor)
        page = DeskPage(ProvinceContext(self.desk, self.tasks, self.feedback, actor))
        self._show(page, PageName.PROVINCE)
        self.opened.emit()

    def _show(self, page: Page | OpeningPage, name: PageName | None = None) -> None:
        old, self._page = self._page, page
        self._window.display(page, name=name)
        page.enter()
        if old is not None:
            old.leave()
            self._window.drop(old)

    def close(self) -> bool:
        """Leave the page, finish what is being written, close the desk; True when done."""
        self._memory.geometry = self._window.saveGeometry()
        if self._page is not None:
            self._page.leave()
        if not self.tasks.stop():
            words = tr("Đang nhận nốt một tệp.")
            advice = tr("Chờ một lát rồi đóng lại. Đừng tắt máy.")
            self.feedback.show(Message("warn", words, advice, key="closing"))
            return False
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        return True


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
