"""From the first paint to the log-in, and to the end; who comes in is the matter of `door`.

The window knows no use case and the pages do not know each other; this is where they meet.
The first paint waits for this module, so whatever comes after the paint is imported after it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import language, set_language, tr
from desktop.ui import theme
from desktop.ui.feedback import Feedback, Message
from desktop.ui.i18n import install_translations
from desktop.ui.shell.front_stage import FrontStage
from desktop.ui.shell.opening_page import OpeningPage

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.common.errors import UserFacingError
    from desktop.services import Services
    from desktop.ui.shell.desk import Desk
    from desktop.ui.shell.door import Door
    from desktop.ui.shell.launch import Launch
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.shell.navigation import Navigation
    from desktop.ui.tasks import TaskRunner


def choose_language(wanted: str) -> str:
    """Speak a language if its catalogue is there, else stay; return the one in force."""
    try:
        set_language(wanted)
    except (ValueError, OSError):
        return language()
    return wanted


class Session(QObject):
    """One run of the window.

    Args:
        app: the application.
        launch: how to open or make the profile.
        window: the window.
        feedback: the channel to the person.
        memory: what was remembered from the last time.

    Signals:
        opened: the services are there.
        logged_in: a person has the counter.
    """

    opened = Signal()
    logged_in = Signal()

    def __init__(
        self,
        app: QApplication,
        launch: Launch,
        window: MainWindow,
        feedback: Feedback,
        memory: WindowMemory,
    ) -> None:
        super().__init__(window)
        self._app, self._launch, self._window = app, launch, window
        self._feedback, self._memory = feedback, memory
        self.feedback = feedback
        self.services: Services | None = None
        self.door: Door | None = None
        self._front = FrontStage(window)
        self._made: tuple[TaskRunner, Desk] | None = None
        self._is_practice = is_practice(launch.folder)
        window.lock_requested.connect(self.lock)
        window.may_close = self.close

    def _furnished(self) -> tuple[TaskRunner, Desk]:
        """Return the worker and the desk; made with their first use, after the first paint."""
        if self._made is None:
            from desktop.ui.shell.desk import Desk  # noqa: PLC0415 - after the first paint
            from desktop.ui.tasks import TaskRunner  # noqa: PLC0415

            tasks = TaskRunner(self._feedback, self._app)
            desk = Desk(self._app, self._window, tasks, self._memory)
            desk.look_chosen.connect(self.apply_look)
            self._feedback.toast_requested.connect(desk.done_something)
            self._made = tasks, desk
        return self._made

    @property
    def _tasks(self) -> TaskRunner:
        """The way off the GUI thread."""
        return self._furnished()[0]

    @property
    def desk(self) -> Desk:
        """What happens while somebody has the counter."""
        return self._furnished()[1]

    @property
    def navigation(self) -> Navigation:
        """The way from page to page."""
        return self.desk.navigation

    # ------------------------------------------------------------ opening

    def begin(self) -> None:
        """Show that something happens; nothing heavy is imported yet."""
        # The ribbon over the pages comes with the furniture; the first picture has one of its own.
        self._front.show(OpeningPage(practice=self._is_practice and not self._window.is_furnished))

    def open(self) -> None:
        """Open the profile off the GUI thread, or ask to make one."""
        self._window.furnish().set_station("", practice=self._is_practice)
        if isinstance(self._front.page, OpeningPage):
            self._front.page.drop_ribbon()
        if not (self._launch.folder / "profile.json").is_file():
            self._first_start()
            return
        self._tasks.query(lambda: _opened(self._launch.open()), self._take, self._trouble)

    def _unlock(self, code: str | Path) -> None:
        if (unlock := self._launch.unlock) is not None:
            self._tasks.query(lambda: _opened(unlock(code)), self._take, self._trouble)

    def _trouble(self, error: UserFacingError) -> None:
        from desktop.ui.shell.trouble_page import TroublePage  # noqa: PLC0415 - only in trouble

        page = TroublePage(error, can_unlock=self._launch.unlock is not None)
        page.retried.connect(self._retry)
        page.unlocked.connect(self._unlock)
        self._front.show(page)

    def _retry(self) -> None:
        self.begin()
        self.open()

    def _first_start(self) -> None:
        # A first start happens once; its page need not be loaded every morning.
        from desktop.ui.security.first_start_page import (  # noqa: PLC0415
            FirstStartPage,
            StationAnswers,
        )
        from desktop.ui.shell.launch import NewStation  # noqa: PLC0415

        def create(answers: StationAnswers) -> None:
            self._launch.create(NewStation(**asdict(answers)))

        page = FirstStartPage(create, self._tasks)
        page.created.connect(self._retry)
        self._front.show(page)

    def _take(self, found: tuple[Services, tuple[str, str, float]]) -> None:
        services, (wanted, mode, scale) = found
        self.services = services
        self.apply_look(self._launch.language or wanted, mode, scale)
        self.desk.name_station(services)
        self.desk.listen_for_cards()
        self.opened.emit()
        self.desk.warm_up(services)
        services.keeper.start()
        from desktop.ui.shell.door import Door  # noqa: PLC0415 - after the first paint

        self.door = Door(
            self._app,
            self._window,
            self._front,
            self.desk,
            self._tasks,
            self._feedback,
            self._memory,
            services,
        )
        self.door.opened.connect(self.logged_in)
        if self._launch.actor:
            self.door.enter_as(self._launch.actor)
        else:
            self.door.show_login()

    # ------------------------------------------------------------ who

    @property
    def _actor(self) -> str:
        """Who has the counter, or had it before the lock; "" before anybody has."""
        return self.door.actor if self.door is not None else ""

    def lock(self) -> None:
        """Hide everything behind the log-in page; what is open stays as it stands."""
        if self.door is not None:
            self.door.lock()

    # ------------------------------------------------------------ look

    def apply_look(self, wanted: str, mode: str, scale: float) -> None:
        """Dress the program; another language makes every page anew."""
        before = language()
        now = choose_language(wanted)
        look = theme.current()
        palette: theme.Mode = "night" if mode == "night" else "day"
        if (palette, scale) != (look.mode, look.scale):
            theme.apply_theme(self._app, palette, scale)
        self._memory.keep_look(now, palette, scale)
        if now != before:
            install_translations(self._app, now)
            self._window.translate()
            self._window.set_person(self._actor if not self.desk.is_locked else "")
            if self.desk.context is not None and not self.desk.is_locked:
                for page in self.navigation.forget():
                    self._window.drop(page)
                self.navigation.resume()

    # ------------------------------------------------------------ the end

    def close(self) -> bool:
        """Leave the page, finish what is being written, close the store; True when done."""
        self._memory.geometry = self._window.saveGeometry()
        self.navigation.suspend()
        if self._front.page is not None:
            self._front.page.leave()
        if self.door is not None:
            self.door.close()
        self.desk.stop_listening()
        if not self._tasks.stop():
            self._feedback.show(_still_writing())
            return False
        if self.services is not None:
            self.services.close()
            self.services = None
        return True


def _still_writing() -> Message:
    title = tr("Đang lưu nốt dữ liệu.")
    return Message("warn", title, tr("Chờ một lát rồi đóng lại. Đừng tắt máy."), key="closing")


def is_practice(folder: Path) -> bool:
    """Whether profile.json says that nothing here is real; False when it cannot be read.

    As in storage/profile.py, which costs more imports than the first paint may have.
    """
    return _said(folder).get("is_practice") is True


def is_province(folder: Path) -> bool:
    """Whether profile.json says that this is a provincial desk; False when it cannot be read."""
    return _said(folder).get("role") == "province"


def _said(folder: Path) -> dict[str, object]:
    try:
        said = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _opened(services: Services) -> tuple[Services, tuple[str, str, float]]:
    """Read the chosen look in the thread that opened the store."""
    from desktop.common.settings import LANGUAGE, TEXT_SCALE, THEME  # noqa: PLC0415 - as above

    chosen = services.preferences
    look = (chosen.text(LANGUAGE), chosen.text(THEME), float(chosen.text(TEXT_SCALE)))
    return services, look
