"""A week of the plan and the chosen cell below it: people are put in and taken out here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.shifts.plan import rules
from desktop.shifts.plan.views import Person, WeekPlan
from desktop.ui import theme
from desktop.ui.shifts.plan_cells import Spot, rows_of, spot_kind, spot_title, told
from desktop.ui.shifts.plan_edits import PlanEdits
from desktop.ui.shifts.turn_editor import Offer, TurnEditor
from desktop.ui.shifts.week_grid import WeekGrid
from desktop.ui.widgets.panel import Panel


class PlanFace(QWidget):
    """Shows a week, and writes through `edits` what is done to it.

    Args:
        edits: takes the changes.

    Signals:
        acted: somebody is being put in or taken out.
        refused (str): something cannot be done, in words.
    """

    acted = Signal()
    refused = Signal(str)

    def __init__(self, edits: PlanEdits) -> None:
        super().__init__()
        self._edits = edits
        self._week: WeekPlan | None = None
        self._people: tuple[Person, ...] = ()
        self._today = date.min
        self._may_plan = False
        self._places: list[str] = []  # asked for as rows, whoever is planned there
        self.grid = WeekGrid(tr("Lịch trực trong tuần"))
        self.grid.spot_changed.connect(self._show_spot)
        self.editor = TurnEditor()
        self.editor.toggled.connect(self._toggle)
        self.editor.guest_wanted.connect(self._add_guest)
        self.editor.place_wanted.connect(self._add_place)
        frame = Panel(padded=False)
        frame.body.addWidget(self.grid, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(frame, 1)
        self._layout.addWidget(self.editor)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._layout.setSpacing(theme.current().fixed(16, 12))

    def show_week(
        self, week: WeekPlan, people: Sequence[Person], today: date, *, may_plan: bool
    ) -> None:
        """Show a week as the store has it.

        Args:
            week: the week.
            people: who works here.
            today: the day that is marked.
            may_plan: whether the person here may change it.
        """
        if self._week is not None and week.monday != self._week.monday:
            self._places = []
        self._week, self._people, self._today = week, tuple(people), today
        self._may_plan = may_plan
        self.grid.show_week(week, rows_of(week, self._places), today)

    def clear_spot(self) -> None:
        """Take everybody out of the chosen cell."""
        spot = self.grid.spot()
        if spot is not None and self._may_change(spot) and self._planned(spot):
            self._set(spot, ())

    # ------------------------------------------------------------ the chosen cell

    def _show_spot(self, spot: Spot | None) -> None:
        week = self._week
        if spot is None or week is None:
            return
        slot = week.slot(spot.shift)
        about = told(slot, spot.place)
        if slot.is_over and not about:
            about = tr("Ca đã qua, không có ai.")
        elif not self._may_plan and not about:
            about = ", ".join(turn.person.name for turn in slot.at(spot.place))
        self.editor.show_spot(
            spot_title(spot, week),
            spot_kind(spot, week),
            self._offers(spot, week),
            about,
            may_change=self._may_change(spot),
        )

    def _may_change(self, spot: Spot) -> bool:
        week = self._week
        return week is not None and self._may_plan and not week.slot(spot.shift).is_over

    def _offers(self, spot: Spot, week: WeekPlan) -> tuple[Offer, ...]:
        """Return the people of the counter, then others of this week, each with a digit."""
        planned = self._planned(spot)
        everybody = {rules.person_key(one): one for one in self._people}
        for one in (*planned, *(turn.person for turn in week.turns)):
            everybody.setdefault(rules.person_key(one), one)
        on = {rules.person_key(one) for one in planned}
        return tuple(Offer(one, key in on) for key, one in everybody.items())

    def _planned(self, spot: Spot) -> tuple[Person, ...]:
        assert self._week is not None
        turns = self._week.slot(spot.shift).at(spot.place)
        return self._edits.people(spot, tuple(turn.person for turn in turns))

    # ------------------------------------------------------------ changing it

    def _toggle(self, person: Person) -> None:
        spot = self.grid.spot()
        if spot is not None:
            key = rules.person_key(person)
            planned = self._planned(spot)
            kept = tuple(one for one in planned if rules.person_key(one) != key)
            self._set(spot, kept if len(kept) < len(planned) else (*planned, person))

    def _add_guest(self, name: str) -> None:
        spot = self.grid.spot()
        if spot is not None:
            self._set(spot, (*self._planned(spot), Person(clean(name))))
        self.grid.setFocus()

    def _add_place(self, place: str) -> None:
        """Show rows for another place; it is in the plan once somebody is planned there."""
        spot, week = self.grid.spot(), self._week
        if week is None or spot is None:
            return
        everywhere = dict.fromkeys([*week.places, *week.known_places, *self._places])
        known = next((one for one in everywhere if one.casefold() == place.casefold()), place)
        if len({*week.places, *self._places, known}) > rules.MOST_PLACES:
            most = tr("Một tuần ghi được nhiều nhất {n} nơi trực.").format(n=rules.MOST_PLACES)
            self.refused.emit(most)
            return
        self._places.append(known)
        self.grid.show_week(week, rows_of(week, self._places), self._today)
        self.grid.select(Spot(spot.shift, known))
        self.grid.setFocus()

    def _set(self, spot: Spot, people: tuple[Person, ...]) -> None:
        self.acted.emit()
        self._edits.set(spot, people)
        self._show_spot(spot)
