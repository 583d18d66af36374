"""Sharing out, routes, times and what an outcome asks for."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.common.vocabulary import TeamRole, VisitOutcome
from desktop.field.teams import rules as team_rules
from desktop.field.teams.errors import TeamRefusedError
from desktop.field.teams.views import TeamPerson
from desktop.field.visits import rules
from desktop.field.visits.errors import VisitRefusedError
from desktop.field.visits.rules import Stop

TODAY = date(2025, 8, 20)


def stops(*sizes):
    """Return people, so many in each village."""
    number = 0
    found = []
    for village, size in enumerate(sizes):
        for _ in range(size):
            number += 1
            found.append(Stop(UUID(int=number), f"Bản {village:02d}", f"{number:03d}"))
    return found


@given(
    st.lists(st.integers(1, 12), max_size=12), st.lists(st.integers(0, 20), min_size=1, max_size=6)
)
def test_everybody_is_shared_out_once_and_no_team_is_far_ahead(sizes, before):
    people = stops(*sizes)
    loads = dict(enumerate(before))
    shares = rules.shared_out(people, loads)
    assert Counter(one for share in shares.values() for one in share) == Counter(people)
    largest = max(sizes, default=0)
    after = {team: loads[team] + len(share) for team, share in shares.items()}
    for team, share in shares.items():
        if share:
            assert after[team] <= min(after.values()) + largest
    assert shares == rules.shared_out(list(reversed(people)), loads)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_a_village_is_cut_only_when_it_is_more_than_a_fair_share(sizes):
    people = stops(*sizes)
    shares = rules.shared_out(people, {"a": 0, "b": 0})
    fair = -(-len(people) // 2)
    for village, size in enumerate(sizes):
        name = f"Bản {village:02d}"
        holders = [
            team for team, share in shares.items() if any(one.village == name for one in share)
        ]
        assert len(holders) == 1 or size > fair


def test_what_a_team_has_before_it_counts():
    shares = rules.shared_out(stops(3), {"busy": 5, "free": 0})
    assert not shares["busy"]
    assert len(shares["free"]) == 3


def test_nobody_to_go_is_a_defect():
    with pytest.raises(ValueError, match="nobody"):
        rules.shared_out(stops(1), {})


def test_a_route_goes_village_by_village():
    one, two, three = stops(1, 1, 1)
    assert rules.route([three, one, two]) == (one, two, three)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("7h30", "07:30"), ("14:05", "14:05"), ("8h", "08:00"), (" 7 : 30 ", "07:30"), ("", "")],
)
def test_times_are_read_as_people_write_them(text, kept):
    assert rules.checked_time(text) == kept


@pytest.mark.parametrize("text", ["25h", "7", "sáng", "12:60", "7h3"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(VisitRefusedError):
        rules.checked_time(text)


def test_planned_times_end_with_the_day():
    assert rules.times(3, "07:30", 45) == ("07:30", "08:15", "09:00")
    assert rules.times(2, "", 30) == ("", "")
    assert rules.times(2, "23:45", 30) == ("23:45", "")


@pytest.mark.parametrize("outcome", [VisitOutcome.NOT_AT_HOME, VisitOutcome.IN_HOSPITAL])
@pytest.mark.parametrize("day", ["", "2025-08-19", "2025-12-31", "mai"])
def test_who_was_not_met_gets_a_day(outcome, day):
    with pytest.raises(VisitRefusedError):
        rules.checked_outcome(outcome, day, "", TODAY)
    assert rules.checked_outcome(outcome, "2025-08-20", " ghi ", TODAY) == ("2025-08-20", "ghi")


def test_other_outcomes_have_no_day_and_a_reception_is_never_typed():
    assert rules.checked_outcome(VisitOutcome.MOVED, "2025-08-22", "", TODAY) == ("", "")
    for outcome in (VisitOutcome.DONE, VisitOutcome.AT_COUNTER):
        with pytest.raises(VisitRefusedError):
            rules.checked_outcome(outcome, "", "", TODAY)


def test_a_whole_team_has_two_officers_and_the_secretary():
    officer = TeamPerson(TeamRole.OFFICER, "Lò Văn Định")
    assert team_rules.missing([officer]) == (TeamRole.OFFICER, TeamRole.CELL_SECRETARY)
    second = TeamPerson(TeamRole.OFFICER, "Hà Thị Nga")
    secretary = TeamPerson(TeamRole.CELL_SECRETARY, "Vàng A Chứ")
    kept = team_rules.checked_people([secretary, officer, second])
    assert [one.role for one in kept] == [
        TeamRole.OFFICER,
        TeamRole.OFFICER,
        TeamRole.CELL_SECRETARY,
    ]
    assert not team_rules.missing(kept)


@pytest.mark.parametrize(
    "people",
    [
        [],
        [TeamPerson(TeamRole.OFFICER, " ")],
        [TeamPerson(TeamRole.OFFICER, "Lò Văn Định"), TeamPerson(TeamRole.OTHER, "lò văn định")],
        [TeamPerson(TeamRole.OTHER, f"Người {n}") for n in range(9)],
        [TeamPerson(TeamRole.OTHER, "x" * 81)],
    ],
)
def test_a_team_that_makes_no_sense_is_refused(people):
    with pytest.raises(TeamRefusedError):
        team_rules.checked_people(people)


@pytest.mark.parametrize(
    ("village", "residence", "found"),
    [
        ("Nà Sang", "Bản Pá Lau, xã Mường Thử", "Nà Sang"),
        ("", "Bản Pá Lau, xã Mường Thử", "Bản Pá Lau"),
        ("", "Tổ 4, phường 3", "Tổ 4"),
        ("", "12 Trần Phú, phường 3", ""),
        ("", "", ""),
    ],
)
def test_a_village_is_found_in_the_address(village, residence, found):
    assert rules.village_of(village, residence) == found
