"""A sheet of decisions and an edit at another counter cross on a server: both are kept."""

import pytest

from desktop.common.vocabulary import FieldKey
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.register.views import DecisionLine, DecisionSheet
from tests.roster.register.people import with_changes
from tests.roster.register.test_register import DIFFERING, POPULATION
from tests.two_counters import both_come_through


@pytest.fixture
def engine_name():
    """These cross where several counters write."""
    return "postgresql"


def test_a_sheet_waits_for_whoever_edits_one_of_its_people(
    listed, sources, register, write, store, clock, who
):
    sources.take_source(write(with_changes(DIFFERING), "dan-cu.csv"), POPULATION, actor="chi")
    for pair in sources.waiting_pairs()[0]:
        sources.confirm_pair(pair.link_id, is_same=True, actor="chi")
    lines = register.page().rows
    assert len({line.member_id for line in lines}) > 1
    last = lines[-1]
    sheet = DecisionSheet(
        "so.xlsx",
        tuple(
            DecisionLine(number, line.discrepancy_id, POPULATION.value, "", "")
            for number, line in enumerate(lines, start=2)
        ),
        (),
        0,
    )
    people = RosterPeople(store, clock, on_change=listed.forget_index)

    def edited():
        return people.edit_person(
            last.member_id, {FieldKey.CELL: "Bản Pá Lau"}, reason="chuyển", actor="t"
        )

    _, report = both_come_through(
        store, edited, lambda: register.apply_decisions(sheet, actor="Bí thư")
    )
    assert (report.kept, report.refused) == (len(lines), ())
    assert listed.get(last.member_id).fields[FieldKey.CELL] == "Bản Pá Lau"
    assert register.page().total == 0
