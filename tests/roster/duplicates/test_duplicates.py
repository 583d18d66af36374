"""People who stand twice: found, shown side by side, merged, taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.common.clock import FixedClock
from desktop.common.vocabulary import ChangeCause, DuplicateState, FieldKey, SourceKind
from desktop.models import AuditEvent, Member, MemberVersion
from desktop.models.base import table_of
from desktop.roster.duplicates.errors import DuplicateUnknownError, MergeRefusedError
from desktop.roster.duplicates.rules import given_back, merged_values
from desktop.roster.duplicates.service import DuplicatesService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.register.rules import Likeness
from desktop.roster.register.service import RegisterService
from desktop.roster.service import RosterService
from desktop.roster.sources.service import SourcesService
from desktop.storage.unit_of_work import Store
from tests import engines
from tests.roster.register.people import PEOPLE, write_list

# Giàng A Pao once more in another cell, without his number, with an older card.
TWIN = {
    "Họ và tên": "Giàng A Páo", "Ngày sinh": "12/03/1978", "Giới tính": "Nam",
    "Dân tộc": "Mông", "Chi bộ": "Bản Huổi Bon", "Ngày vào Đảng": "03/02/2006",
    "Nơi thường trú": "Bản Nà Sang, xã Xím Vàng, tỉnh Sơn La",
    "Ngày chính thức": "03/02/2007", "Số thẻ đảng": "14123418",
}  # fmt: skip
WHEN_OF_ROW = {"version", "updated_at"}


@pytest.fixture
def doubled(roster, imports, tmp_path) -> RosterService:
    imports.import_list(write_list(tmp_path / "doubled.csv", [*PEOPLE, TWIN]), actor="t")
    return roster


@pytest.fixture
def duplicates(store, clock) -> DuplicatesService:
    return DuplicatesService(store, clock)


@pytest.fixture
def pair(doubled, duplicates):
    duplicates.find(actor="chi")
    (found,), total = duplicates.pairs()
    assert total == 1
    return found


def applied_by(*members: UUID) -> Callable[..., set[UUID]]:
    return lambda _session, ids: set(members) & set(ids)


def everything(store: Store) -> dict[UUID, dict[str, object]]:
    """Return all members but the number and moment of their last change."""
    names = [column.name for column in table_of(Member).columns if column.name not in WHEN_OF_ROW]
    with store.read() as session:
        return {
            row.id: {name: getattr(row, name) for name in names} for row in session.query(Member)
        }


def names_of(twins) -> set[str]:
    return {twins.first.full_name, twins.second.full_name}


def twin_called(found, name: str):
    return found.first if found.first.full_name == name else found.second


def test_twins_across_cells_are_found_and_shown_side_by_side(pair, duplicates):
    assert names_of(pair) == {"Giàng A Pao", "Giàng A Páo"}
    assert pair.is_across_cells
    assert pair.reasons
    assert pair.state is DuplicateState.OPEN
    rows = {row.field: row for row in pair.rows}
    assert rows[FieldKey.FULL_NAME].likeness is Likeness.DIFFERENT
    assert rows[FieldKey.BIRTH_DATE].likeness is Likeness.SAME
    assert rows[FieldKey.PERSONAL_ID].likeness in {Likeness.LIST_BLANK, Likeness.SOURCE_BLANK}
    assert all(row.field_name for row in pair.rows)
    assert duplicates.get(pair.pair_id) == pair


def test_looking_again_finds_the_same_and_nothing_new(pair, duplicates):
    again = duplicates.find(actor="chi")
    assert (again.found, again.new) == (1, 0)
    assert duplicates.pairs()[1] == 1


def test_a_merge_keeps_one_row_with_the_chosen_values(pair, duplicates, doubled, store):
    keep = twin_called(pair, "Giàng A Páo")
    lost = twin_called(pair, "Giàng A Pao")
    merged = duplicates.merge(
        pair.pair_id,
        keep=keep.member_id,
        from_other=[FieldKey.CARD_NUMBER],
        reason="Cùng một người, chuyển chi bộ",
        actor="chi",
    )
    assert (merged.state, merged.kept_id) == (DuplicateState.MERGED, keep.member_id)
    fields = doubled.get(keep.member_id).fields
    assert fields[FieldKey.CARD_NUMBER] == "14123417"  # chosen from the other
    assert fields[FieldKey.PERSONAL_ID] == "014078012345"  # the kept row had none
    assert fields[FieldKey.FULL_NAME] == "Giàng A Páo"
    with store.read() as session:
        row = session.get(Member, lost.member_id)
        assert row
        assert (row.retired, row.merged_into) == ("merged", keep.member_id)
        causes = [one.cause for one in session.query(MemberVersion)]
        assert causes == [ChangeCause.MERGE.value] * 2
        event = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
    assert event
    assert event.tag == "member:merged"
    assert "Giàng" not in str(event.detail)
    assert duplicates.pairs()[1] == 0
    assert doubled.counts().total == 5


def test_the_same_list_again_does_not_bring_the_merged_row_back(
    pair, duplicates, doubled, tmp_path, imports
):
    duplicates.merge(pair.pair_id, keep=pair.first.member_id, reason="x", actor="chi")
    again = imports.import_list(tmp_path / "doubled.csv", actor="t")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 6)
    assert doubled.counts().total == 5


def test_a_merge_without_reason_or_with_a_stranger_is_refused(pair, duplicates, store):
    before = everything(store)
    with pytest.raises(MergeRefusedError):
        duplicates.merge(pair.pair_id, keep=pair.first.member_id, reason="  ", actor="chi")
    with pytest.raises(ValueError, match="-"):
        duplicates.merge(pair.pair_id, keep=pair.pair_id, reason="x", actor="chi")
    with pytest.raises(ValueError, match="phone"):
        duplicates.merge(
            pair.pair_id,
            keep=pair.first.member_id,
            from_other=[FieldKey.PHONE],
            reason="x",
            actor="chi",
        )
    assert everything(store) == before


def test_a_row_with_an_application_never_leaves(pair, store, clock):
    one, two = pair.first.member_id, pair.second.member_id
    before = everything(store)
    both = DuplicatesService(store, clock, has_application=applied_by(one, two))
    with pytest.raises(MergeRefusedError, match="Cả hai"):
        both.merge(pair.pair_id, keep=one, reason="x", actor="chi")
    single = DuplicatesService(store, clock, has_application=applied_by(two))
    assert single.get(pair.pair_id).second.has_application
    with pytest.raises(MergeRefusedError):
        single.merge(pair.pair_id, keep=one, reason="x", actor="chi")
    assert everything(store) == before
    assert single.merge(pair.pair_id, keep=two, reason="x", actor="chi").kept_id == two


def test_two_people_are_not_asked_about_again(pair, duplicates):
    told = duplicates.mark_distinct(pair.pair_id, reason="Hai anh em", actor="chi")
    assert (told.state, told.reason, told.decided_by) == (
        DuplicateState.DISTINCT, "Hai anh em", "chi",
    )  # fmt: skip
    assert duplicates.find(actor="chi").found == 0
    assert duplicates.pairs()[1] == 0
    with pytest.raises(DuplicateUnknownError):
        duplicates.merge(pair.pair_id, keep=pair.first.member_id, reason="x", actor="chi")
    duplicates.ask_again(pair.pair_id, actor="chi")
    assert duplicates.pairs()[1] == 1
    with pytest.raises(DuplicateUnknownError):
        duplicates.ask_again(pair.pair_id, actor="chi")


def test_what_was_changed_since_the_merge_stays_when_it_is_undone(
    pair, duplicates, store, clock, doubled
):
    keep = twin_called(pair, "Giàng A Páo").member_id
    duplicates.merge(pair.pair_id, keep=keep, reason="x", actor="chi")
    people = RosterPeople(store, clock)
    people.edit_person(keep, {"hometown": "Sơn La"}, reason="hỏi lại", actor="chi")
    duplicates.undo_merge(pair.pair_id, actor="chi")
    fields = doubled.get(keep).fields
    assert fields[FieldKey.HOMETOWN] == "Sơn La"
    assert FieldKey.PERSONAL_ID not in fields
    assert duplicates.pairs()[1] == 1


def test_a_merge_into_somebody_merged_further_is_undone_in_order(
    imports, duplicates, store, clock, tmp_path
):
    third = {**TWIN, "Chi bộ": "Trường học", "Số thẻ đảng": "14123419"}
    imports.import_list(write_list(tmp_path / "three.csv", [*PEOPLE, TWIN, third]), actor="t")
    before = everything(store)
    duplicates.find(actor="chi")
    found, total = duplicates.pairs()
    assert total == 3
    first = found[0]
    duplicates.merge(first.pair_id, keep=first.first.member_id, reason="x", actor="chi")
    clock.advance(timedelta(minutes=1))
    rest, total = duplicates.pairs()
    assert total == 1
    last = rest[0]
    gone = first.first.member_id
    other = last.second if last.first.member_id == gone else last.first
    duplicates.merge(last.pair_id, keep=other.member_id, reason="y", actor="chi")
    with pytest.raises(MergeRefusedError):
        duplicates.undo_merge(first.pair_id, actor="chi")
    duplicates.undo_merge(last.pair_id, actor="chi")
    duplicates.undo_merge(first.pair_id, actor="chi")
    assert everything(store) == before
    with pytest.raises(DuplicateUnknownError):
        duplicates.undo_merge(first.pair_id, actor="chi")


def test_the_register_follows_a_merge_and_its_undo(doubled, duplicates, store, clock, tmp_path):
    sources, register = SourcesService(store, clock), RegisterService(store, clock)
    other = [{**PEOPLE[0], "Dân tộc": "Thái"}]
    sources.take_source(write_list(tmp_path / "p.csv", other), SourceKind.POPULATION, actor="chi")
    for waiting in sources.waiting_pairs()[0]:
        sources.confirm_pair(waiting.link_id, is_same=True, actor="chi")
    lines = {line.full_name for line in register.page().rows}
    assert lines == {"Giàng A Pao"}
    duplicates.find(actor="chi")
    found = duplicates.pairs()[0][0]
    keep = twin_called(found, "Giàng A Páo").member_id
    duplicates.merge(found.pair_id, keep=keep, reason="x", actor="chi")
    report = sources.relink(SourceKind.POPULATION, actor="chi")
    assert report
    assert {line.full_name for line in register.page().rows} == {"Giàng A Páo"}
    duplicates.undo_merge(found.pair_id, actor="chi")
    sources.relink(SourceKind.POPULATION, actor="chi")
    assert register.page().total >= 1


@contextmanager
def listed_twins(request) -> Iterator[tuple[Store, FixedClock]]:
    from tests.roster.conftest import NOW

    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), FixedClock(NOW)
        with engines.empty_store(request, folder) as store:
            file = write_list(folder / "list.csv", [*PEOPLE, TWIN])
            RosterImports(store, clock).import_list(file, actor="t")
            yield store, clock


@settings(
    max_examples=8,
    deadline=None,
    # What it asks for says only which engine it is; each example opens a store of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_merge_and_its_undo_change_nothing(request, engine_name, data):
    with listed_twins(request) as (store, clock):
        duplicates = DuplicatesService(store, clock)
        duplicates.find(actor="chi")
        found = duplicates.pairs()[0][0]
        before = everything(store)
        is_first = data.draw(st.booleans())
        keep, lost = (found.first, found.second) if is_first else (found.second, found.first)
        owned = [row.field for row in found.rows if (row.second if is_first else row.first)]
        chosen = data.draw(st.sets(st.sampled_from(owned)))
        duplicates.merge(
            found.pair_id, keep=keep.member_id, from_other=chosen, reason="x", actor="chi"
        )
        assert everything(store) != before
        assert everything(store)[lost.member_id]["retired"] == "merged"
        undone = duplicates.undo_merge(found.pair_id, actor="chi")
        assert undone.state is DuplicateState.OPEN
        assert everything(store) == before


FIELDS = st.dictionaries(st.sampled_from(list(FieldKey)), st.sampled_from("abc"))


@given(kept=FIELDS, lost=FIELDS, edits=FIELDS, data=st.data())
def test_values_given_back_are_those_of_before_where_nobody_changed_them(kept, lost, edits, data):
    chosen = data.draw(st.sets(st.sampled_from(list(lost)))) if lost else set()
    merged = {**kept, **merged_values(kept, lost, chosen)}
    assert all(merged[field] == lost[field] for field in chosen)
    assert set(merged) == set(kept) | set(lost)
    now = {**merged, **edits}
    after = {**now, **given_back(kept, merged, now)}
    for field in FieldKey:
        is_touched = now.get(field) != merged.get(field)
        expected = now.get(field) if is_touched else kept.get(field)
        assert (after.get(field) or None) == expected


def test_the_list_follows_a_merge_and_its_undo_also_when_the_clock_stands(
    doubled, store, clock, pair
):
    duplicates = DuplicatesService(store, clock, on_change=doubled.forget_index)
    everybody = doubled.counts().total
    assert {row.cell for row in doubled.search("giang a pao").rows} == {
        "Bản Nà Sang",
        "Bản Huổi Bon",
    }
    duplicates.merge(pair.pair_id, keep=pair.first.member_id, reason="Một người.", actor="chi")
    assert doubled.counts().total == everybody - 1
    assert len(doubled.search("giang a pao").rows) == 1
    duplicates.undo_merge(pair.pair_id, actor="chi")
    assert doubled.counts().total == everybody
    assert len(doubled.search("giang a pao").rows) == 2
