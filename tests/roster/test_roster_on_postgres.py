"""The list on a server answers as the list on a counter does."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.demo.people import invent_commune
from desktop.demo.roster_file import write_office_xlsx
from desktop.roster.finding.views import ListQuery, ListSort
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from tests.engines import only_embedded

pytestmark = only_embedded("the server stands beside it and is compared")

QUERIES = (
    "giang", "thi p", "nt", "lo van 78", "1958", "0140", "2345", "ban na", "giamg", "k’", "vu a d",
)  # fmt: skip
LISTS = (
    *(ListQuery(sort=sort, descending=down) for sort in ListSort for down in (False, True)),
    ListQuery(text="thi", sort=ListSort.BIRTH),
    ListQuery(statuses=frozenset({MemberStatus.PROBATIONARY, MemberStatus.EXEMPT})),
    ListQuery(has_problem=True),
    ListQuery(eligible=False, sort=ListSort.CELL),
)


@pytest.fixture
def both(store, postgres_store, clock, tmp_path: Path) -> list[RosterService]:
    write_office_xlsx(tmp_path / "list.xlsx", invent_commune(23, 400))
    stores = (store, postgres_store)
    for one in stores:
        report = RosterImports(one, clock).import_list(tmp_path / "list.xlsx", actor="t")
        assert report.new > 390
    return [RosterService(one, clock) for one in stores]


def shown(service: RosterService, row) -> tuple[object, ...]:
    """Everything of a row but its id, which each store makes for itself."""
    return (row.full_name, row.birth_shown, row.personal_id, row.cell, row.status, row.eligible)


def test_search_and_list_answer_the_same_on_both(both):
    for query in QUERIES:
        found = [service.search(query, 500) for service in both]
        assert (found[0].total, found[0].by) == (found[1].total, found[1].by), query
        rows = [[shown(s, row) for row in f.rows] for s, f in zip(both, found, strict=True)]
        assert rows[0] == rows[1], query
    assert both[0].search("giang").total > 0
    for query in LISTS:
        pages = [service.list_page(query, 100, 60) for service in both]
        assert pages[0].total == pages[1].total == both[1].list_count(query)
        rows = [[shown(s, row) for row in p.rows] for s, p in zip(both, pages, strict=True)]
        assert rows[0] == rows[1], query
    assert both[0].list_choices() == both[1].list_choices()
    assert both[0].counts() == both[1].counts()
    assert both[0].cells() == both[1].cells()


def test_who_is_added_on_a_server_is_found_at_once(both):
    fields = {
        FieldKey.FULL_NAME: "Tráng Thị Thử Nghiệm",
        FieldKey.BIRTH_DATE: "1971-05-04",
        FieldKey.PERSONAL_ID: "010171009991",
    }
    for service in both:
        before = service.list_count(ListQuery())
        added = service.add_outside(fields, status=MemberStatus.OUTSIDE_LIST, actor="t")
        assert service.search("trang thu nghiem").rows[0].member_id == added.member_id
        assert service.find_by_personal_id("010171009991").member_id == added.member_id
        assert service.list_count(ListQuery()) == before + 1
        near = service.near_matches("Tráng Thị Thử Nghiêm", "1971-05-04")
        assert near[0].row.member_id == added.member_id


def test_the_same_list_again_changes_nothing_on_a_server(
    both, postgres_store, clock, tmp_path: Path
):
    again = RosterImports(postgres_store, clock).import_list(tmp_path / "list.xlsx", actor="t")
    assert (again.new, again.changed) == (0, 0)
