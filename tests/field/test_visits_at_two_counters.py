"""Two counters on a server at work with one visit: whoever is second waits, and nobody for ever."""

import pytest

from desktop.common.vocabulary import VisitOutcome
from tests import engines, factories
from tests.field.visit_desk import CLERK, open_desk
from tests.two_counters import both_come_through

DAY = "2025-08-21"


@pytest.fixture
def office(postgres_store, tmp_path):
    """A counter of an office; other counters are further threads, with connections of their own."""
    clock = factories.clock()
    engines.found_station(postgres_store, clock)
    return open_desk(postgres_store, clock, tmp_path)


@pytest.fixture
def visit(office):
    """Somebody who waits for a team."""
    person = office.who("giang a pao")
    made = office.field.visits.make([person], [office.team().team_id], DAY, actor=CLERK)
    return made.lists[0].visits[0]


def seen(office):
    (found,) = office.field.visits.lists()
    return found.visits[0]


def planned_here(office, visit):
    return lambda: office.field.visits.plan_time(visit.visit_id, "08:30", actor=CLERK)


def test_a_reception_waits_for_whoever_plans_the_visit(office, visit):
    draft = office.intake.open(visit.member_id, actor=CLERK)
    both_come_through(office.store, planned_here(office, visit), lambda: office.finish(draft))
    found = seen(office)
    assert (found.planned_time, found.outcome) == ("08:30", VisitOutcome.AT_COUNTER)


def test_a_reason_to_remain_waits_for_whoever_plans_the_visit(office, visit):
    def refused():
        return office.field.outcomes.note(visit.visit_id, VisitOutcome.REFUSED, actor=CLERK)

    both_come_through(office.store, planned_here(office, visit), refused)
    found = seen(office)
    assert (found.planned_time, found.outcome) == ("08:30", VisitOutcome.REFUSED)


def test_an_outcome_taken_back_waits_for_whoever_plans_the_visit(office, visit):
    office.field.outcomes.note(visit.visit_id, VisitOutcome.REFUSED, actor=CLERK)
    both_come_through(
        office.store,
        planned_here(office, visit),
        lambda: office.field.outcomes.take_back(visit.visit_id, actor=CLERK),
    )
    found = seen(office)
    assert (found.planned_time, found.outcome) == ("08:30", None)


def test_a_reception_leaves_the_outcome_that_was_noted_meanwhile(office, visit):
    draft = office.intake.open(visit.member_id, actor=CLERK)

    def absent():
        return office.field.outcomes.note(
            visit.visit_id, VisitOutcome.NOT_AT_HOME, revisit_on="2025-08-23", actor=CLERK
        )

    both_come_through(office.store, absent, lambda: office.finish(draft))
    assert seen(office).outcome is VisitOutcome.NOT_AT_HOME
