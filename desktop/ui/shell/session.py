"""From the first paint to the log-in to the counter, and back: who sits here, and where they were.

The window knows no use case and the pages do not know each other; this is where they meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.common.errors import UserFacingError
from desktop.common.i18n import language, set_language, tr
from desktop.common.vocabulary import FieldKey, Step
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Feedback, Message
from desktop.ui.i18n import install_translations
from desktop.ui.shell.launch import Launch, NewStation
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.memory import WindowMemory
from desktop.ui.shell.navigation import Navigation
from desktop.ui.shell.opening_page import OpeningPage, TroublePage
from desktop.ui.shell.routes import ROUTES, STEP_OF
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from pathlib import Path

    from desktop.intake.views import DraftRow
    from desktop.security.views import OperatorView
    from desktop.services import Services
    from desktop.ui.identity.scan_filter import ScanFilter

RESUME_WITHIN = timedelta(hours=12)
"""An older draft belongs to another day; it waits under "Dở dang"."""

PAGE_OF_STEP = {
    Step.COMPARE: PageName.COMPARE,
    Step.PHOTO: PageName.PHOTO,
    Step.SIGN: PageName.SIGN,
    Step.CHECK: PageName.CHECK,
}


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
        tasks: the way off the GUI thread.
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
        tasks: TaskRunner,
        memory: WindowMemory,
    ) -> None:
        super().__init__(window)
        self._app, self._launch, self._window = app, launch, window
        self._feedback, self._tasks, self._memory = feedback, tasks, memory
        self.feedback = feedback
        self.services: Services | None = None
        self.operator: OperatorView | None = None
        self._actor = ""
        self._context: UiContext | None = None
        self._front: Page | None = None
        self._is_locked = True
        self._file_name = ""
        self._scanner: ScanFilter | None = None
        self.navigation = Navigation(self._make_page, self)
        self.navigation.moved.connect(self._moved)
        self.navigation.lock_asked.connect(self.lock)
        window.tab_chosen.connect(self._open_tab)
        window.find_requested.connect(self._find)
        window.settings_requested.connect(self._settings)
        window.lock_requested.connect(self.lock)
        window.help_requested.connect(self._help)
        window.may_close = self.close
        tasks.busy_changed.connect(self._written)

    @property
    def context(self) -> UiContext | None:
        """What the pages are given; None before somebody logged in."""
        return self._context

    # ------------------------------------------------------------ opening

    def begin(self) -> None:
        """Show that something happens; nothing heavy is imported yet."""
        self._show_front(OpeningPage())

    def open(self) -> None:
        """Open the profile off the GUI thread, or ask to make one."""
        if not (self._launch.folder / "profile.json").is_file():
            self._first_start()
            return
        self._tasks.query(lambda: _opened(self._launch.open()), self._take, self._trouble)

    def _unlock(self, code: str | Path) -> None:
        unlock = self._launch.unlock
        if unlock is None:
            return
        self._tasks.query(lambda: _opened(unlock(code)), self._take, self._trouble)

    def _trouble(self, error: UserFacingError) -> None:
        page = TroublePage(error, can_unlock=self._launch.unlock is not None)
        page.retried.connect(self._retry)
        page.unlocked.connect(self._unlock)
        self._show_front(page)

    def _retry(self) -> None:
        self.begin()
        self.open()

    def _first_start(self) -> None:
        # A first start happens once; its page need not be loaded every morning.
        from desktop.ui.security.first_start_page import (  # noqa: PLC0415
            FirstStartPage,
            StationAnswers,
        )

        def create(answers: StationAnswers) -> None:
            self._launch.create(NewStation(**asdict(answers)))

        page = FirstStartPage(create, self._tasks)
        page.created.connect(self._retry)
        self._show_front(page)

    def _take(self, found: tuple[Services, tuple[str, str, float]]) -> None:
        services, (wanted, mode, scale) = found
        self.services = services
        self.apply_look(self._launch.language or wanted, mode, scale)
        station = services.info
        place = tr("Quầy {code} · xã {commune}").format(
            code=station.station_code, commune=station.commune_code
        )
        self._window.set_station(place, practice=station.is_practice)
        self._listen_for_cards()
        self.opened.emit()
        self._tasks.query(services.security.station, self._named)
        if self._launch.actor:
            self._enter_as(self._launch.actor)
        else:
            self._show_login()

    def _named(self, station: Any) -> None:
        if station.commune_name:
            place = tr("Quầy {code} · {name}").format(code=station.code, name=station.commune_name)
            self._window.set_station(place, practice=station.is_practice)

    def _show_front(self, page: Page) -> None:
        old, self._front = self._front, page
        self._window.display(page)
        page.enter()
        if old is not None and old is not page:
            old.leave()
            self._window.drop(old)

    # ------------------------------------------------------------ who

    def _show_login(self) -> None:
        from desktop.ui.security.login_page import LoginPage  # noqa: PLC0415 - after the paint

        self._is_locked = True
        page = LoginPage(self._new_context(""), last=self._memory.operator)
        page.logged_in.connect(self._let_in)
        self._window.set_person("")
        self._show_front(page)

    def _let_in(self, operator: OperatorView) -> None:
        is_back = self.operator is not None and self.operator.id == operator.id
        if self._memory.operator not in {None, operator.id}:
            # What somebody else had open waits under "Dở dang"; it is not thrown at a newcomer.
            self._memory.open_file = None
        self.operator = operator
        self._memory.operator = operator.id
        if is_back:
            self._is_locked = False
            self._window.set_person(operator.full_name)
            self.navigation.resume()
            self._drop_front()
            self._recount()
            self.logged_in.emit()
            return
        self._enter_as(operator.full_name)

    def _enter_as(self, actor: str) -> None:
        self._forget_pages()
        self.navigation.start_anew()
        self._actor = actor
        self._context = self._new_context(actor)
        self._is_locked = False
        self._window.set_person(actor)
        self._recount()
        services = self.services
        assert services is not None
        self._tasks.query(services.overview.drafts, self._resume)

    def _new_context(self, actor: str) -> UiContext:
        assert self.services is not None
        return UiContext(self.services, self._tasks, self._feedback, self.navigation, actor)

    def _resume(self, drafts: tuple[DraftRow, ...]) -> None:
        """Go where this station was when it went dark, or to the counter."""
        draft = self._left_open(drafts)
        if draft is None:
            self.navigation.show(PageName.FIND)
        else:
            self.navigation.show(PAGE_OF_STEP[draft.step], application_id=draft.application_id)
            words = tr("Mở lại hồ sơ đang làm dở của {name}.").format(name=draft.full_name)
            self._feedback.toast(words)
        self._drop_front()
        self.logged_in.emit()

    def _left_open(self, drafts: tuple[DraftRow, ...]) -> DraftRow | None:
        assert self.services is not None
        wanted = self._memory.open_file
        now = self.services.clock.now()
        for draft in drafts:
            is_it = wanted in {draft.application_id, draft.member_id}
            is_fresh = now - draft.saved_at <= RESUME_WITHIN
            if wanted is not None and is_it and is_fresh and draft.step in PAGE_OF_STEP:
                return draft
        return None

    def lock(self) -> None:
        """Hide everything behind the log-in page; what is open stays open."""
        if self._is_locked or self.services is None:
            return
        self.navigation.suspend()
        self._window.toasts.dismiss()
        self._show_login()

    def _drop_front(self) -> None:
        if self._front is not None:
            self._front.leave()
            self._window.drop(self._front)
            self._front = None

    # ------------------------------------------------------------ pages

    def _make_page(self, name: PageName) -> Page:
        assert self._context is not None
        maker = ROUTES[name]()
        if name is PageName.SETTINGS:
            page: Page = maker(self._context, role=self.operator.role if self.operator else None)
            page.look_changed.connect(self.apply_look)  # type: ignore[attr-defined]  # own page
            return page
        made: Page = maker(self._context)
        return made

    def _moved(self, name: PageName, page: Page, payload: dict[str, Any]) -> None:
        step = STEP_OF.get(name)
        self._window.display(page, name=name, step=step)
        self._file_name = ""
        application_id, member_id = payload.get("application_id"), payload.get("member_id")
        if step is not None:
            self._memory.open_file = application_id or member_id
            self._name_file(step, application_id, member_id)
        elif name not in {PageName.HELP, PageName.SETTINGS, PageName.DOCTOR}:
            self._memory.open_file = None
        self._recount()

    def _name_file(self, step: int, application_id: UUID | None, member_id: UUID | None) -> None:
        services = self.services
        assert services is not None

        def about() -> tuple[int, dict[FieldKey, str]]:
            if application_id is not None:
                return step, services.intake.draft(application_id).fields
            if member_id is not None:
                return step, services.roster.get(member_id).fields
            return step, {}

        self._tasks.query(about, self._show_file, self._not_shown)

    def _show_file(self, found: tuple[int, dict[FieldKey, str]]) -> None:
        step, fields = found
        name = self.navigation.current
        if name is None or STEP_OF.get(name) != step:
            return
        parts = [fields.get(FieldKey.BIRTH_DATE, "")[:4], fields.get(FieldKey.CELL, "")]
        detail = " · ".join(part for part in parts if part)
        self._file_name = fields.get(FieldKey.FULL_NAME, "")
        self._window.show_person(step, self._file_name, detail)

    def _not_shown(self, error: UserFacingError) -> None:
        """The page itself says what is wrong; the strip stays without a name."""

    # ------------------------------------------------------------ cards

    def _listen_for_cards(self) -> None:
        if self._scanner is not None:
            return
        # after the first paint
        from desktop.ui.identity.scan_filter import ScanFilter  # noqa: PLC0415

        scanner = ScanFilter(self._app)
        scanner.scanned.connect(self.take_card)
        scanner.install()
        self._scanner = scanner

    def take_card(self, text: str) -> None:
        """A card was scanned somewhere: whoever is open is kept, the new person comes."""
        if self._is_locked or self.navigation.current is None:
            return
        name = self.navigation.current
        aside = self._file_name if name in STEP_OF else ""
        if name is PageName.FIND and self.navigation.page is not None:
            on_scan: Callable[[str], None] = self.navigation.page.on_scan  # type: ignore[attr-defined]  # FindPage
            on_scan(text)
            return
        self.navigation.show(PageName.FIND, scan=text)
        if aside:
            words = tr("Đã để hồ sơ của {name} sang Dở dang.").format(name=aside)
            self._feedback.toast(words)

    # ------------------------------------------------------------ ways

    def _open_tab(self, name: PageName) -> None:
        self.navigation.show(name)

    def _find(self) -> None:
        self.navigation.show(PageName.FIND)

    def _settings(self) -> None:
        self.navigation.show(PageName.SETTINGS)

    def _help(self) -> None:
        current = self.navigation.current
        if self._is_locked or current is None or current is PageName.HELP:
            return
        self.navigation.show(PageName.HELP, about=current)

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
            self._window.set_person(self._actor if not self._is_locked else "")
            if self._context is not None and not self._is_locked:
                self._forget_pages()
                self.navigation.resume()

    def _forget_pages(self) -> None:
        for page in self.navigation.forget():
            self._window.drop(page)

    # ------------------------------------------------------------ numbers on the tabs

    def _recount(self) -> None:
        services = self.services
        if services is None or self._is_locked:
            return

        def counts() -> dict[PageName, int]:
            return {
                PageName.TODAY: services.overview.today().done,
                PageName.DRAFTS: len(services.overview.drafts()),
                PageName.BATCHES: services.batch.waiting().count,
            }

        self._tasks.query(counts, self._window.set_counts)

    def _written(self, busy: bool) -> None:
        if not busy:
            self._recount()

    # ------------------------------------------------------------ the end

    def close(self) -> bool:
        """Leave the page, finish what is being written, close the store; True when done."""
        self._memory.geometry = self._window.saveGeometry()
        self.navigation.suspend()
        if self._front is not None:
            self._front.leave()
        if self._scanner is not None:
            self._scanner.remove()
            self._scanner = None
        if not self._tasks.stop():
            title = tr("Đang lưu nốt dữ liệu.")
            text = tr("Chờ một lát rồi đóng lại. Đừng tắt máy.")
            self._feedback.show(Message("warn", title, text, key="closing"))
            return False
        if self.services is not None:
            self.services.close()
            self.services = None
        return True


def _opened(services: Services) -> tuple[Services, tuple[str, str, float]]:
    """Read the chosen look in the thread that opened the store."""
    from desktop.common.settings import LANGUAGE, TEXT_SCALE, THEME  # noqa: PLC0415 - as above

    chosen = services.preferences
    look = (chosen.text(LANGUAGE), chosen.text(THEME), float(chosen.text(TEXT_SCALE)))
    return services, look
