"""What happens while somebody has the counter: pages, the open file, cards, numbers on tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.ui.context import PageName, UiContext
from desktop.ui.shell.copy_strip import CopyWatch
from desktop.ui.shell.desk_cards import DeskCards
from desktop.ui.shell.desk_clock import DeskClock
from desktop.ui.shell.laptop_strip import LaptopWatch
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.memory import WindowMemory
from desktop.ui.shell.navigation import Navigation
from desktop.ui.shell.office_watch import OfficeWatch
from desktop.ui.shell.routes import NEEDS, ROUTES, STEP_OF
from desktop.ui.shell.rule_line import RuleLine
from desktop.ui.shell.shift_sign import ShiftSign
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from desktop.security.views import OperatorView, StationView
    from desktop.services import Services

_BESIDE = {
    PageName.HELP,
    PageName.SETTINGS,
    PageName.OWN_PIN,
    PageName.DOCTOR,
    PageName.UPDATE,
    PageName.RESOURCES,
    PageName.CAMERA,
    PageName.BACKUP,
}
"""Pages that one looks into without leaving the open file."""


class Desk(QObject):
    """The counter of one person; deaf while `is_locked`.

    Args:
        app: the application, for cards scanned anywhere.
        window: the window.
        tasks: the way off the GUI thread.
        memory: where the open file is remembered.

    Signals:
        look_chosen (str, str, float): language, palette and text size were chosen.
    """

    look_chosen = Signal(str, str, float)

    def __init__(
        self, app: QApplication, window: MainWindow, tasks: TaskRunner, memory: WindowMemory
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks, self._memory = tasks, memory
        self.context: UiContext | None = None
        self.operator: OperatorView | None = None
        self.is_locked = True
        self.file_name = ""
        self.person: UUID | None = None
        self.navigation = Navigation(self._make_page, self)
        self.cards = DeskCards(app, self, self)
        self.clock = DeskClock(tasks, self, self)
        self.sign = ShiftSign(window, tasks)
        self.laptop = LaptopWatch(tasks, self)
        self.laptop.looked.connect(window.furnish().show_laptop)
        self.copy = CopyWatch(tasks, self)
        self.copy.looked.connect(window.furnish().show_copy)
        self.rules = RuleLine(window)
        self.office = OfficeWatch(tasks, self, self)
        self.office.gone.connect(self.copy.gone)
        self.office.back.connect(self.copy.back)
        self.navigation.may_open = self.may_open
        self.navigation.refused.connect(self._explain)
        self.navigation.moved.connect(self._moved)
        window.tab_chosen.connect(self._open_tab)
        window.find_requested.connect(self._find)
        window.settings_requested.connect(self._settings)
        window.help_requested.connect(self._help)
        tasks.busy_changed.connect(self._written)

    # ------------------------------------------------------------ pages

    def _make_page(self, name: PageName) -> Page:
        assert self.context is not None
        maker = ROUTES[name]()
        if name is PageName.SETTINGS:
            page: Page = maker(self.context, role=self.operator.role if self.operator else None)
            page.look_changed.connect(self.look_chosen)  # type: ignore[attr-defined]  # own page
            return page
        if name is PageName.OWN_PIN:
            own: Page = maker(self.context, self.operator.id if self.operator else None)
            return own
        made: Page = maker(self.context)
        return made

    def may_open(self, name: PageName) -> bool:
        """Whether the person who has the counter may open a page."""
        needed = NEEDS.get(name)
        if needed is None or self.context is None:
            return True
        return self.context.services.login.seat.may(needed)

    def _explain(self, name: PageName) -> None:
        """Say why a page does not open, and who could."""
        assert self.context is not None
        try:
            self.context.services.login.seat.require(NEEDS[name])
        except UserFacingError as error:
            self.context.feedback.error(error)

    def _moved(self, name: PageName, page: Page, payload: dict[str, Any]) -> None:
        step = STEP_OF.get(name)
        self._window.display(page, name=name, step=step)
        if self.context is not None:
            self.rules.follow(self.context, name, page)
        application_id, member_id = payload.get("application_id"), payload.get("member_id")
        self.file_name, self.person = "", member_id if step is not None else None
        if step is not None:
            self._memory.open_file = application_id or member_id
            self._name_file(step, application_id, member_id)
        elif name is PageName.NOT_LISTED:
            self._memory.open_file = payload.get("form")
        elif name not in _BESIDE:
            self._memory.open_file = None
        self.recount()
        self.cards.follow()
        self.clock.look()
        self.office.follow(name, payload, beside=name in _BESIDE)

    def _name_file(self, step: int, application_id: UUID | None, member_id: UUID | None) -> None:
        assert self.context is not None
        services = self.context.services

        def about() -> tuple[int, UUID | None, dict[FieldKey, str]]:
            if application_id is not None:
                draft = services.intake.draft(application_id)
                return step, draft.member_id, draft.fields
            if member_id is not None:
                return step, member_id, services.roster.get(member_id).fields
            return step, None, {}

        self._tasks.query(about, self._show_file, self._not_shown)

    def _show_file(self, found: tuple[int, UUID | None, dict[FieldKey, str]]) -> None:
        step, member_id, fields = found
        name = self.navigation.current
        if name is None or STEP_OF.get(name) != step:
            return
        parts = [fields.get(FieldKey.BIRTH_DATE, "")[:4], fields.get(FieldKey.CELL, "")]
        detail = " · ".join(part for part in parts if part)
        self.file_name, self.person = fields.get(FieldKey.FULL_NAME, ""), member_id
        self._window.show_person(step, self.file_name, detail)

    def _not_shown(self, error: UserFacingError) -> None:
        """The page itself says what is wrong; the strip stays without a name."""

    # ------------------------------------------------------------ the station

    def name_station(self, services: Services) -> None:
        """Show where this is: its codes at once, its name when it was read."""
        self._window.furnish().follow(services.clock)
        info = services.info
        place = tr("Quầy {code} · xã {commune}").format(
            code=info.station_code, commune=info.commune_code
        )
        self.sign.set_place(place, practice=info.is_practice)
        self._tasks.query(services.security.station, self._named)
        self.copy.begin(services)

    def _named(self, station: StationView) -> None:
        if station.commune_name:
            place = tr("Quầy {code} · {name}").format(code=station.code, name=station.commune_name)
            self.sign.set_place(place, practice=station.is_practice)

    def warm_up(self, services: Services) -> None:
        """Load index, places and face models while the PIN is typed, so nobody waits."""

        def warm() -> None:
            services.roster.warm_up()
            services.intake.warm_up()
            services.studio.warm_up()

        self._tasks.query(warm)

    # ------------------------------------------------------------ cards

    def listen_for_cards(self) -> None:
        """Hear cards wherever the focus is."""
        self.cards.listen()

    def take_card(self, text: str) -> None:
        """A card was scanned somewhere: whoever is open is kept, the new person comes."""
        self.cards.take_text(text)

    def stop_listening(self) -> None:
        """Let go of keyboard, port and folder."""
        self.laptop.stop()
        self.office.stop()
        self.copy.stop()
        self.cards.stop()

    # ------------------------------------------------------------ ways

    def _open_tab(self, name: PageName) -> None:
        self.navigation.show(name)

    def _find(self) -> None:
        self.navigation.show(PageName.FIND)

    def _settings(self) -> None:
        self.navigation.show(PageName.SETTINGS)

    def _help(self) -> None:
        current = self.navigation.current
        if self.is_locked or current is None or current is PageName.HELP:
            return
        self.navigation.show(PageName.HELP, about=current)

    # ------------------------------------------------------------ numbers on the tabs

    def recount(self) -> None:
        """Show how many wait behind each tab."""
        if self.context is None or self.is_locked:
            return
        services = self.context.services

        def counts() -> dict[PageName, int]:
            # After an import the next keystroke must not pay for the new index.
            services.roster.warm_up()
            return {
                PageName.TODAY: services.overview.today().done,
                PageName.DRAFTS: len(services.overview.drafts()) + services.board.sent_back_count(),
                PageName.BATCHES: services.batch.waiting().count,
            }

        self._tasks.query(counts, self._window.set_counts)
        self.sign.look(services)
        self.laptop.look(services)
        self.copy.look()

    def _written(self, busy: bool) -> None:
        if not busy:
            self.recount()
            self.cards.follow()  # it may have been another choice that was written

    def done_something(self, notice: object) -> None:
        """A toast confirms that something was done, so a number may have changed."""
        del notice
        self.recount()
