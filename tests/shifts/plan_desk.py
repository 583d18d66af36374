"""A counter of either engine whose plan is tested: people, a clock, log-ins."""

from dataclasses import dataclass

from desktop.common.clock import FixedClock
from desktop.models import AuditEvent, Operator, PlannedTurn
from desktop.security import store as trail
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.papers import PlanPapers
from desktop.shifts.plan.service import PlanService
from desktop.shifts.plan.views import Person
from desktop.storage.unit_of_work import Store
from tests import seeding

HEAD, CLERK, OTHER = "Đinh Văn Tới", "Lò Thị Hương", "Vừ A Dình"


@dataclass
class PlanDesk:
    """The plan and what is around it."""

    store: Store
    clock: FixedClock
    plan: PlanService
    papers: PlanPapers
    calendar: CalendarService
    people: dict[str, Person]

    @classmethod
    def of(cls, store, clock, names=(HEAD, CLERK, OTHER)):
        plan = PlanService(store, clock)
        return cls(
            store,
            clock,
            plan,
            PlanPapers(store, clock, Preferences(store, clock), plan),
            CalendarService(store, clock),
            {name: Person(name, seeding.operator(store, name)) for name in names},
        )

    def put(self, shift, *names, place=""):
        people = [self.people.get(name, Person(name)) for name in names]
        return self.plan.set_turns(shift, place, people, actor=HEAD)

    def names(self, shift, place=""):
        turns = self.plan.week(shift.day).slot(shift).at(place)
        return [turn.person.name for turn in turns]

    def log_in(self, name, at=None):
        """Leave the event of a log-in, as the door does."""
        key = str(self.people[name].operator_id)
        with self.store.write() as session:
            trail.record(
                session,
                Tag.OPERATOR_LOGGED_IN,
                at=at or self.clock.now(),
                actor=key,
                target=key,
                detail={"failed_tries": 0},
            )

    def act(self, name, at=None):
        """Leave the event of something that somebody does at the counter."""
        with self.store.write() as session:
            trail.record(
                session, Tag.APPLICATION_OPENED, at=at or self.clock.now(), actor=name, target="x"
            )

    def end(self, name):
        """Somebody does not work here any more."""
        with self.store.write() as session:
            session.get(Operator, self.people[name].operator_id).is_active = False

    def events(self):
        with self.store.read() as session:
            rows = session.query(AuditEvent).order_by(AuditEvent.number)
            return [
                (row.tag, row.target, row.detail)
                for row in rows
                if row.tag.startswith("shift_plan")
            ]

    def rows(self):
        with self.store.read() as session:
            return session.query(PlannedTurn).order_by(PlannedTurn.id).all()
