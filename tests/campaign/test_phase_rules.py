"""How far people came, and what a gate waits for, for any counts."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.campaign.phases.rules import (
    EXPLAINED,
    NOT_GIVEN,
    NOT_RECEIVED,
    NOT_TAKEN,
    CellFacts,
    Code,
    Obstacle,
    after,
    before,
    obstacles,
    reached,
)
from desktop.common.application_moves import UNRECEIVED
from desktop.common.phases import Phase
from desktop.common.vocabulary import ApplicationState as State

STATES = ["", "reopened", *(state.value for state in State if state is not State.WITHDRAWN)]
counts = st.fixed_dictionaries({state: st.integers(0, 40) for state in STATES})


def test_every_state_stands_in_front_of_exactly_one_gate_or_none():
    waits = [NOT_RECEIVED, EXPLAINED, NOT_TAKEN, NOT_GIVEN | {State.RETURNED}, {State.HANDED_OVER}]
    for state in STATES:
        assert sum(state in one for one in waits) == 1, state


@given(counts)
def test_each_stage_counts_those_who_went_further(states):
    found = reached(states)
    assert list(found) == sorted(found, reverse=True)
    assert found.handed_over == states.get("handed_over", 0)
    unreceived = {"", "reopened", *(one.value for one in UNRECEIVED)}
    assert found.received == sum(n for state, n in states.items() if state not in unreceived)


@given(counts)
def test_all_three_gates_together_wait_for_everybody_without_card_or_reason(states):
    facts = CellFacts(eligible=sum(states.values()), states=states)
    waiting = [
        sum(one.people for one in obstacles(phase, facts))
        for phase in (Phase.INTAKE, Phase.TRANSFER, Phase.RETURN)
    ]
    done = sum(states.get(state, 0) for state in ("handed_over", "not_eligible", "not_received"))
    assert sum(waiting) == sum(states.values()) - done


def test_reasons_open_the_gate_they_were_given_at_and_no_other():
    states = {"": 2, "exported": 1, "returned": 1}
    told = CellFacts(eligible=4, states=states, explained={"": 2, "returned": 1})
    assert obstacles(Phase.INTAKE, told) == ()
    assert obstacles(Phase.TRANSFER, told) == (Obstacle(Code.NOT_TAKEN, 1),)
    assert obstacles(Phase.RETURN, told) == ()


def test_the_review_waits_for_paper_decisions_and_an_unchanged_list():
    facts = CellFacts(people=5, differences=3)
    assert [one.code for one in obstacles(Phase.REVIEW, facts)] == ["differences", "sheet",
                                                                    "catalogue"]  # fmt: skip
    assert obstacles(Phase.REVIEW, CellFacts(people=5, sheet=5, catalogue=5)) == ()
    grown = CellFacts(people=7, sheet=5, catalogue=5)
    assert obstacles(Phase.REVIEW, grown) == (
        Obstacle(Code.SHEET_GROWN, 2),
        Obstacle(Code.CATALOGUE_CHANGED, 2),
    )
    shrunk = CellFacts(people=4, sheet=5, catalogue=5)
    assert obstacles(Phase.REVIEW, shrunk) == (Obstacle(Code.CATALOGUE_CHANGED, 1),)


def test_the_phases_follow_each_other():
    assert [before(one) for one in Phase] == [None, *list(Phase)[:-1]]
    assert [after(one) for one in Phase] == [*list(Phase)[1:], None]
