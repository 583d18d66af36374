"""From the first paint to the log-in, and to the end; who comes in is the matter of `door`.

The window knows no use case and the pages do not know each other; this is where they meet.
The first paint waits for this module, so whatever comes after the paint is imported after it.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import language, set_language
from desktop.ui import theme
from desktop.ui.feedback import Feedback
from desktop.ui.i18n import install_translations
from desktop.ui.shell.front import FrontSession

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.common.errors import UserFacingError
    from desktop.services import Services
    from desktop.ui.shell.desk import Desk
    from desktop.ui.shell.door import Door
    from desktop.ui.shell.launch import FirstPins, Launch, Prepared
    from desktop.ui.shell.main_window import MainWindow
    from desktop.ui.shell.memory import WindowMemory
    from desktop.ui.shell.navigation import Navigation
    from desktop.ui.shell.reopening import Reopening


def choose_language(wanted: str) -> str:
    """Speak a language if its catalogue is there, else stay; return the one in force."""
    try:
        set_language(wanted)
    except (ValueError, OSError):
        return language()
    return wanted


class Session(FrontSession):
    """One run of the window.

    Args:
        app: the application.
        launch: how to open or make the profile.
        window: the window.
        feedback: the channel to the person.
        memory: what was remembered from the last time.

    Signals:
        logged_in: a person has the counter.
    """

    logged_in = Signal()

    def __init__(
        self,
        app: QApplication,
        launch: Launch,
        window: MainWindow,
        feedback: Feedback,
        memory: WindowMemory,
    ) -> None:
        super().__init__(app, launch, window, feedback, memory)
        self.services: Services | None = None
        self.door: Door | None = None
        self._made: Desk | None = None
        self._turn: Reopening | None = None
        window.lock_requested.connect(self.lock)

    @property
    def desk(self) -> Desk:
        """What happens while somebody has the counter; made after the first paint."""
        if self._made is None:
            from desktop.ui.shell.copy_strip import tell_came  # noqa: PLC0415
            from desktop.ui.shell.desk import Desk  # noqa: PLC0415 - after the first paint

            desk = Desk(self._app, self._window, self.tasks, self._memory)
            desk.look_chosen.connect(self.apply_look)
            self.feedback.toast_requested.connect(desk.done_something)
            desk.copy.came.connect(partial(tell_came, self.feedback))
            desk.copy.failed.connect(self.feedback.error)
            desk.copy.looked.connect(self._tell_at_the_door)
            self._window.furnish().turned.connect(self.reopen)
            self._made = desk
        return self._made

    @property
    def navigation(self) -> Navigation:
        """The way from page to page."""
        return self.desk.navigation

    # ------------------------------------------------------------ opening

    def open(self) -> None:
        """Open the profile off the GUI thread, or ask to make one."""
        self._window.furnish().set_station("", practice=self._is_practice)
        self._drop_ribbon()
        if not (self._launch.folder / "profile.json").is_file():
            self._first_start()
            return
        turn = self._turn
        self.tasks.query(lambda: _opened(self._launch.open(), turn), self._take, self._trouble)

    def _unlock(self, code: str | Path) -> None:
        turn = self._turn
        if (unlock := self._launch.unlock) is not None:
            self.tasks.query(lambda: _opened(unlock(code), turn), self._take, self._trouble)

    def _trouble(self, error: UserFacingError) -> None:
        self._show_trouble(error, self._unlock if self._launch.unlock is not None else None)

    def _first_start(self) -> None:
        """Ask to make the profile, beginning with what IT laid down for this computer."""
        prepared = self._launch.prepared
        if prepared is None:
            self._ask_station(None)
            return
        self.tasks.query(prepared, self._ask_station, lambda e: self._show_trouble(e, None))

    def _ask_station(self, prepared: Prepared | None) -> None:
        # A first start happens once; its page need not be loaded every morning.
        from desktop.ui.security.first_start_page import (  # noqa: PLC0415
            FirstStartPage,
            StationAnswers,
        )
        from desktop.ui.security.first_start_parts import StationGiven  # noqa: PLC0415
        from desktop.ui.shell.launch import NewStation  # noqa: PLC0415

        def create(answers: StationAnswers) -> FirstPins:
            return self._launch.create(NewStation(**asdict(answers))) or ()

        page = FirstStartPage(create, self.tasks)
        if prepared is not None:
            page.begin_with(StationGiven(**asdict(prepared)))
        page.created.connect(self._retry)
        page.restore_wanted.connect(self._restore)
        page.restore.setVisible(self._launch.restore is not None)
        self._front.show(page)

    def _restore(self) -> None:
        from desktop.ui.backup.restore_page import RestorePage  # noqa: PLC0415 - once, as above

        restore = self._launch.restore
        assert restore is not None
        page = RestorePage(lambda a: restore(a.source, a.code, a.last_receipt), self.tasks)
        page.restored.connect(self._retry)
        page.back_wanted.connect(self._first_start)
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
        from desktop.security.views import Role  # noqa: PLC0415 - after the first paint
        from desktop.ui.shell.door import Door  # noqa: PLC0415

        self.door = Door(
            self._app,
            self._window,
            self._front,
            self.desk,
            self.tasks,
            self.feedback,
            self._memory,
            services,
        )
        self.door.begins_with_morning = self._launch.morning
        self.door.opened.connect(self.logged_in)
        self.door.asked.connect(self._tell_at_the_door)
        if self._turn is not None:
            self.door.come_back(self._turn.name, missing=bool(self._turn.unsaved))
        if self._launch.actor:
            services.login.seat.take(Role.ADMINISTRATOR, self._launch.actor)  # practice only
            self.door.enter_as(self._launch.actor)
        else:
            self.door.show_login()

    # ------------------------------------------------------------ opening anew

    def reopen(self) -> None:
        """Close what is open and open it again in this window, as the start does.

        Without the server that is the counter's copy, with it the server, and all that waits in
        the copy comes along.
        """
        from desktop.ui.shell.reopening import Reopening  # noqa: PLC0415 - hardly ever

        if self.services is None or self.door is None:
            return
        before = self._turn
        self._turn = Reopening(self.desk, self._window, self.tasks, self._memory)
        if before is not None:
            self._turn.take_along(before)
        self._turn.quiet.connect(self._open_anew)
        self.door.close()
        self.door.deleteLater()
        self.door = None
        self._turn.leave()
        self.begin()

    def _tell_at_the_door(self, _looked: object = None) -> None:
        """Say on the page that asks who is there what the strip says on all others."""
        page, standing = self._front.page, self.desk.copy.standing
        if page is None or self.door is None:
            return
        from desktop.ui.shell.copy_strip import BAR, gone_message  # noqa: PLC0415 - as above

        message = gone_message(standing, self.reopen) if standing is not None else None
        if message is None:
            page.bars.clear(BAR)
        elif not any(bar.message.title == message.title for bar in page.bars.bars):
            page.bars.clear()  # whatever else it says came of the same
            page.bars.show_message(message)

    def _open_anew(self) -> None:
        self._let_go()
        self.open()

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

    def _leave(self) -> None:
        self.navigation.suspend()

    def _stop_listening(self) -> None:
        if self.door is not None:
            self.door.close()
        if self._turn is not None:
            self._turn.stop()
        self.desk.stop_listening()

    def _let_go(self) -> None:
        if self.services is not None:
            self.services.close()
            self.services = None


def _opened(services: Services, turn: Reopening | None) -> tuple[Services, tuple[str, str, float]]:
    """Put what no store took, and read the chosen look, in the thread that opened the store."""
    from desktop.common.settings import LANGUAGE, TEXT_SCALE, THEME  # noqa: PLC0415 - as above

    chosen = services.preferences
    if turn is not None:
        turn.put(services)
    look = (chosen.text(LANGUAGE), chosen.text(THEME), float(chosen.text(TEXT_SCALE)))
    return services, look
