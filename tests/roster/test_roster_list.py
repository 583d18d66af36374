"""The list as a table: every filter, every order, every page, also after somebody changed."""

from __future__ import annotations

import itertools
import threading
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from desktop.common.clock import FixedClock
from desktop.common.i18n import set_language
from desktop.common.ids import new_id
from desktop.common.text import name_sort_key
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.demo.people import invent_commune
from desktop.demo.roster_file import write_office_xlsx
from desktop.models import Member
from desktop.roster.finding import lookup
from desktop.roster.finding.views import ListQuery, ListSort
from desktop.roster.service import RosterService
from desktop.security.store import record
from desktop.security.tags import Tag

HEADER = "STT,Họ và tên,Ngày sinh,Số định danh cá nhân,Chi bộ,Thôn/bản,Số thẻ đảng,Tình trạng"
ROWS = (
    "1,Nguyễn Văn Ánh,12/03/1978,036078009021,Chi bộ Khối 10,Khối 10,14123417,Chính thức",
    "2,Lê Thị An,1950,036150009022,Chi bộ Khối 2,Khối 2,14000321,Chính thức",
    "3,Đặng Thị Bình,27/06/1994,036194009023,Chi bộ Khối 2,Khối 2,14200999,Dự bị",
    "4,Nguyễn Thị An,05/11/1981,036181009024,Chi bộ Khối 10,Khối 2,14123999,Đã chuyển sinh hoạt",
    "5,K’Brêu,01/01/1960,068060000888,Chi bộ bản Mẫu,Bản Mẫu,14000777,Chính thức",
    "6,Dương Văn An,,036071009026,,,14000778,Chính thức",
)


@pytest.fixture
def small(roster, imports, tmp_path: Path) -> RosterService:
    file = tmp_path / "list.csv"
    file.write_text("\n".join((HEADER, *ROWS)), encoding="utf-8-sig")
    assert imports.import_list(file, actor="t").new == len(ROWS)
    return roster


@pytest.fixture
def commune(roster, imports, tmp_path: Path) -> RosterService:
    write_office_xlsx(tmp_path / "list.xlsx", invent_commune(24, 300))
    imports.import_list(tmp_path / "list.xlsx", actor="t")
    return roster


def names(roster: RosterService, **query) -> list[str]:
    return [row.full_name for row in roster.list_page(ListQuery(**query)).rows]


BY_GIVEN = [
    "Dương Văn An", "Lê Thị An", "Nguyễn Thị An", "Nguyễn Văn Ánh", "Đặng Thị Bình", "K’Brêu",
]  # fmt: skip


def test_names_stand_as_in_vietnamese_lists(small):
    assert names(small) == BY_GIVEN
    assert names(small, descending=True) == BY_GIVEN[::-1]
    assert names(small, sort=ListSort.FAMILY) == [
        "Dương Văn An", "Đặng Thị Bình", "K’Brêu", "Lê Thị An", "Nguyễn Thị An", "Nguyễn Văn Ánh",
    ]  # fmt: skip


def test_cells_sort_by_their_number_and_who_has_none_stands_last(small):
    in_cells = ["K’Brêu", "Lê Thị An", "Đặng Thị Bình", "Nguyễn Thị An", "Nguyễn Văn Ánh"]
    assert names(small, sort=ListSort.CELL) == [*in_cells, "Dương Văn An"]
    assert names(small, sort=ListSort.CELL, descending=True) == [
        "Nguyễn Thị An", "Nguyễn Văn Ánh", "Lê Thị An", "Đặng Thị Bình", "K’Brêu", "Dương Văn An",
    ]  # fmt: skip


def test_births_sort_with_the_unknown_at_the_end_both_ways(small):
    by_age = ["Lê Thị An", "K’Brêu", "Nguyễn Văn Ánh", "Nguyễn Thị An", "Đặng Thị Bình"]
    assert names(small, sort=ListSort.BIRTH) == [*by_age, "Dương Văn An"]
    assert names(small, sort=ListSort.BIRTH, descending=True) == [*by_age[::-1], "Dương Văn An"]


def test_status_sorts_as_its_words_are_listed(small):
    assert names(small, sort=ListSort.STATUS)[-2:] == ["Đặng Thị Bình", "Nguyễn Thị An"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"cells": frozenset({"Khối 2"})}, {"Lê Thị An", "Đặng Thị Bình"}),
        (
            {"cells": frozenset({"Khối 2", "Bản Mẫu"})},
            {"Lê Thị An", "Đặng Thị Bình", "K’Brêu"},
        ),
        ({"cells": frozenset({"Chi bộ lạ"})}, set()),
        ({"statuses": frozenset({MemberStatus.PROBATIONARY})}, {"Đặng Thị Bình"}),
        ({"eligible": False}, {"Đặng Thị Bình", "Nguyễn Thị An"}),
        ({"eligible": False, "text": "nguyen"}, {"Nguyễn Thị An"}),
        ({"text": "an"}, {"Dương Văn An", "Lê Thị An", "Nguyễn Thị An", "Nguyễn Văn Ánh"}),
        ({"text": "zzzz"}, set()),
        ({"only": frozenset()}, set()),
        ({"only": frozenset({new_id()})}, set()),
    ],
)
def test_filters(small, query, expected):
    assert set(names(small, **query)) == expected
    assert small.list_count(ListQuery(**query)) == len(expected)


def test_just_these_people_and_all_but_these(small):
    ids = frozenset(row.member_id for row in small.search("nguyen").rows)
    assert set(names(small, only=ids)) == {"Nguyễn Thị An", "Nguyễn Văn Ánh"}
    assert set(names(small, without=ids)) == set(BY_GIVEN) - {"Nguyễn Thị An", "Nguyễn Văn Ánh"}


def test_problems_are_a_filter_and_on_the_row(commune):
    page = commune.list_page(ListQuery(has_problem=True), 0, 1_000)
    others = commune.list_page(ListQuery(has_problem=False), 0, 1_000)
    assert page.total > 0 < others.total
    assert all(row.has_problem for row in page.rows)
    assert not any(row.has_problem for row in others.rows)
    assert page.total == commune.list_choices().problems


def test_choices_say_how_many(small):
    choices = small.list_choices()
    assert choices.cells == (("Bản Mẫu", 1), ("Khối 2", 2), ("Khối 10", 2))
    assert dict(choices.statuses) == {
        MemberStatus.OFFICIAL: 4, MemberStatus.PROBATIONARY: 1, MemberStatus.MOVED: 1,
    }  # fmt: skip
    for cell, number in choices.cells:
        assert small.list_count(ListQuery(cells=frozenset({cell}))) == number
    for village, number in choices.villages:
        assert small.list_count(ListQuery(villages=frozenset({village}))) == number


def test_pages_hold_everybody_once_and_any_page_may_be_asked_for(commune):
    for sort in ListSort:
        query = ListQuery(sort=sort)
        whole = commune.list_page(query, 0, 10_000)
        assert len(whole.rows) == whole.total == commune.list_count(query) > 250
        offsets = range(0, whole.total, 97)
        pages = [commune.list_page(query, offset, 97).rows for offset in offsets]
        assert tuple(itertools.chain.from_iterable(pages)) == whole.rows
        assert len({row.member_id for row in whole.rows}) == whole.total
        assert commune.list_page(query, whole.total, 50).rows == ()
        assert commune.list_row_of(query, whole.rows[213].member_id) == 213
        assert commune.list_row_of(query, new_id()) is None


def test_name_order_is_the_stored_one(commune):
    rows = commune.list_page(ListQuery(), 0, 10_000).rows
    keys = [name_sort_key(row.full_name) for row in rows]
    assert keys == sorted(keys)


def test_a_list_mended_in_place_stands_as_one_read_anew(commune, store, clock):
    """Who is added or changed falls into place exactly where a new index puts them."""
    before = commune.list_page(ListQuery(), 0, 10_000).rows
    added = ("Aa Văn Zzz", "Lò Văn Bun", "Nguyễn Thị Ngọc Ánh", "Nguyễn Ánh", "K’Brêu", "Zư Ả")
    for number, name in enumerate(added):
        fields = {
            FieldKey.FULL_NAME: name,
            FieldKey.CELL: before[number * 7].cell,
            FieldKey.BIRTH_DATE: f"19{60 + number}",
        }
        commune.add_outside(fields, status=MemberStatus.OUTSIDE_LIST, actor="t")
    moved, gone = before[50], before[51]
    change(store, clock, moved.member_id, full_name="Đỗ Thị Mới", cell="Chi bộ mới lập")
    change(store, clock, gone.member_id, retired="undone")
    commune.forget_index()
    fresh = RosterService(store, clock)
    for sort, descending in itertools.product(ListSort, (False, True)):
        query = ListQuery(sort=sort, descending=descending)
        mended = commune.list_page(query, 0, 10_000).rows
        assert len(mended) == len(before) + len(added) - 1
        anew = fresh.list_page(query, 0, 10_000).rows
        assert [row.full_name for row in mended] == [row.full_name for row in anew], query
    assert commune.list_choices() == fresh.list_choices()
    assert commune.counts() == fresh.counts()
    assert commune.search("do thi moi").rows[0].member_id == moved.member_id
    assert gone.member_id not in {row.member_id for row in commune.search(gone.full_name).rows}


def change(store, clock: FixedClock, member_id: UUID, **values) -> None:
    with store.write() as session:
        person = session.get(Member, member_id)
        for name, value in values.items():
            setattr(person, name, value)
        record(session, Tag.MEMBER_ADDED, at=clock.now(), actor="t", target=str(member_id))


def test_the_list_as_it_opens_and_a_scanned_number_do_not_wait_for_the_index(
    commune, store, clock, monkeypatch
):
    """At the size of a province an index takes seconds; the database answers meanwhile."""
    namesake = commune.list_page(ListQuery(), 0, 1).rows[0].full_name
    fields = {FieldKey.FULL_NAME: namesake, FieldKey.PERSONAL_ID: "014078012345"}
    added = commune.add_outside(fields, status=MemberStatus.OUTSIDE_LIST, actor="t").member_id
    gone = commune.list_page(ListQuery(), 7, 1).rows[0]
    change(store, clock, gone.member_id, retired="undone")
    commune.forget_index()
    whole = commune.list_page(ListQuery(), 0, 10_000)
    make, may_go_on, began = lookup._brought_up, threading.Event(), threading.Event()

    def slowly(*args):
        began.set()
        assert may_go_on.wait(60)
        return make(*args)

    monkeypatch.setattr(lookup, "_brought_up", slowly)
    fresh = RosterService(store, clock)
    warming = threading.Thread(target=fresh.warm_up)
    warming.start()
    try:
        assert began.wait(60)
        assert fresh.list_page(ListQuery(), 0, 10_000) == whole
        assert fresh.list_page(ListQuery(), 90, 40).rows == whole.rows[90:130]
        assert fresh.list_page(ListQuery(), whole.total, 40).rows == ()
        assert fresh.list_count(ListQuery()) == whole.total
        assert fresh.find_by_personal_id("014 078 012 345").member_id == added
        if gone.personal_id:
            assert fresh.find_by_personal_id(gone.personal_id) is None
        change(store, clock, whole.rows[0].member_id, retired="undone")
        assert fresh.list_count(ListQuery()) == whole.total - 1
        assert warming.is_alive()
    finally:
        may_go_on.set()
        warming.join()
    fresh.forget_index()
    assert fresh.list_page(ListQuery(), 0, 10_000).rows == whole.rows[1:]


def test_reasons_follow_the_language(small):
    probationary = ListQuery(statuses=frozenset({MemberStatus.PROBATIONARY}))
    before = small.list_page(probationary).rows[0].ineligible_reason
    set_language("en")
    try:
        after = small.list_page(probationary).rows[0].ineligible_reason
    finally:
        set_language("vi")
    assert "" not in {before, after}
    assert before != after
    assert small.list_page(probationary).rows[0].ineligible_reason == before


def test_a_change_by_another_counter_is_noticed_by_its_time(small, store, clock, monkeypatch):
    """A program that leaves no event of ours still moves the time of the person's last change."""
    monkeypatch.setattr(lookup, "_LOOK_AGAIN_SECONDS", 0.0)
    assert small.search("k’breu").total == 1
    person = small.search("k’breu").rows[0].member_id
    with store.write() as session:
        row = session.get(Member, person)
        row.full_name = "Ka Hương"
        row.updated_at = clock.now() + timedelta(seconds=1)
    assert small.search("ka huong").rows[0].member_id == person
    assert small.search("k’breu").total == 0
    assert small.list_page(ListQuery(text="huong")).rows[0].full_name == "Ka Hương"


def test_nobody_on_an_empty_list(roster):
    page = roster.list_page(ListQuery(text="a", sort=ListSort.CELL))
    assert (page.rows, page.total) == ((), 0)
    assert roster.list_count(ListQuery(sort=ListSort.FAMILY, descending=True)) == 0
    assert roster.list_choices().cells == ()
    assert roster.list_row_of(ListQuery(), new_id()) is None
