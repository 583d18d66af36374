from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, Base, Member, MemberVersion, RosterImport
from desktop.roster.errors import ImportStandsError, ImportUnknownError
from desktop.roster.keeping.views import ImportChoices
from tests.roster.keeping.small_list import BREU, HEADER, PANG, PAO, ROWS

MOVED = PAO.replace("Bản Nà Sang", "Bản Mẫu")
RENAMED = BREU.replace("K’Brêu", "K’Breo")
NUMBERED = PANG.replace("Nữ,,", "Nữ,014150099999,")
CHUC = "4,Vàng Thị Chúc,05/05/1990,Nữ,014190012399,Bản Mẫu,03/02/2015,12.345420,\n"


def dump(store):
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }


def rows_of(store, model):
    with store.read() as session:
        return list(session.scalars(select(model)))


def listed(store):
    """What counts of every row: the person, not the row's own clockwork."""
    own = {"id", "version", "updated_at", "created_at"}
    names = [column.name for column in Member.__table__.columns if column.name not in own]
    with store.read() as session:
        people = session.scalars(select(Member).where(Member.retired == "")).all()
        return sorted(repr([getattr(person, name) for name in names]) for person in people)


def by_name(difference):
    return {one.full_name: one for one in difference.changed}


def test_a_newer_list_shows_each_person_field_by_field(imports, preview_of, store):
    imports.import_list(preview_of(ROWS), actor="t")
    before = dump(store)
    found = imports.difference(preview_of(MOVED + RENAMED + NUMBERED + CHUC))
    assert [one.full_name for one in found.new] == ["Vàng Thị Chúc"]
    changed = by_name(found)
    assert set(changed) == {"Giàng A Páo", "K’Brêu", "Lò Thị Pâng"}
    (moved,) = changed["Giàng A Páo"].changes
    assert (moved.field, moved.old, moved.new) == ("cell", "Bản Nà Sang", "Bản Mẫu")
    assert changed["Giàng A Páo"].has("cell")
    assert not changed["Giàng A Páo"].has("personal_id")
    (renamed,) = changed["K’Brêu"].changes
    assert (renamed.field, renamed.old, renamed.new) == ("full_name", "K’Brêu", "K’Breo")
    (numbered, *_problems) = changed["Lò Thị Pâng"].changes
    assert (numbered.field, numbered.old, numbered.new) == ("personal_id", "", "014150099999")
    assert (found.unchanged, found.gone) == (0, ())
    assert dump(store) == before


def test_who_is_missing_from_a_newer_list_is_gone_and_kept(imports, preview_of, store):
    imports.import_list(preview_of(ROWS), actor="t")
    found = imports.difference(preview_of(PAO))
    assert [one.full_name for one in found.gone] == ["K’Brêu", "Lò Thị Pâng"]
    report = imports.import_list(preview_of(PAO), actor="t")
    assert (report.gone, len(listed(store))) == (2, 3)
    assert any("vẫn giữ lại" in text for text in report.messages)


def test_gone_people_get_a_status_by_choice_and_lose_it_when_they_return(
    imports, preview_of, roster, store
):
    imports.import_list(preview_of(ROWS), actor="t")
    breu = roster.find_by_personal_id("068086012346").member_id
    imports.import_list(
        preview_of(PAO + PANG),
        actor="t",
        choices=ImportChoices(gone={breu: MemberStatus.MOVED}),
    )
    assert roster.get(breu).status is MemberStatus.MOVED
    (version,) = rows_of(store, MemberVersion)
    assert (version.cause, version.values["status"]) == ("gone", "official")
    report = imports.import_list(preview_of(ROWS), actor="t")
    assert report.changed == 1
    assert roster.get(breu).status is MemberStatus.OFFICIAL


def test_nobody_becomes_a_guest_because_a_list_forgot_them(imports, preview_of, roster):
    imports.import_list(preview_of(ROWS), actor="t")
    breu = roster.find_by_personal_id("068086012346").member_id
    choices = ImportChoices(gone={breu: MemberStatus.TEMPORARY_RESIDENT})
    with pytest.raises(ValueError, match="guest"):
        imports.import_list(preview_of(PAO), actor="t", choices=choices)


def test_only_what_was_chosen_is_applied_and_the_rest_stands_aside(
    imports, preview_of, roster, tmp_path
):
    imports.import_list(preview_of(ROWS), actor="t")
    newer = preview_of(MOVED + RENAMED + PANG + CHUC)
    choices = ImportChoices(leave_new=frozenset({5}), leave_changed=frozenset({3}))
    dry = imports.import_list(newer, actor="t", choices=choices, dry_run=True)
    report = imports.import_list(newer, actor="t", choices=choices)
    for one in (dry, report):
        assert (one.new, one.changed, one.unchanged, one.set_aside) == (0, 1, 1, 2)
        source = one.preview.source
        assert source.source_rows == one.imported + one.set_aside + one.not_data
    assert roster.find_by_personal_id("014190012399") is None
    assert roster.find_by_personal_id("068086012346").full_name == "K’Brêu"
    assert roster.find_by_personal_id("014078012345").cell == "Bản Mẫu"
    # What was left out waits with the set-aside rows and can be imported from there, whole.
    assert {row.code for row in imports.set_aside_rows(report.import_id)} == {"left_out"}
    imports.export_set_aside(report.import_id, tmp_path / "bỏ ra.xlsx")
    again = imports.import_list(tmp_path / "bỏ ra.xlsx", actor="t")
    assert (again.new, again.changed) == (1, 1)
    chuc = roster.get(roster.find_by_personal_id("014190012399").member_id)
    assert chuc.fields[FieldKey.BIRTH_DATE] == "1990-05-05"
    assert chuc.fields[FieldKey.SEX] == "female"
    assert chuc.fields[FieldKey.CARD_NUMBER] == "12345420"
    assert roster.find_by_personal_id("068086012346").full_name == "K’Breo"


def test_every_change_keeps_the_person_as_they_were(imports, preview_of, store, clock):
    first = imports.import_list(preview_of(ROWS), actor="t")
    assert rows_of(store, MemberVersion) == []
    clock.advance(timedelta(days=30))
    second = imports.import_list(preview_of(MOVED + BREU + PANG), actor="lan")
    (version,) = rows_of(store, MemberVersion)
    assert (version.version, version.cause, version.changed_by) == (1, "import", "lan")
    assert version.import_id == second.import_id
    assert version.values["cell"] == "Bản Nà Sang"
    assert version.values["full_name"] == "Giàng A Páo"
    assert version.values["import_id"] == str(first.import_id)
    missing = {column.name for column in Member.__table__.columns} - set(version.values)
    assert missing == {"id"}


def test_an_unchanged_list_writes_nothing_and_another_one_no_versions(imports, preview_of, store):
    imports.import_list(preview_of(ROWS), actor="t")
    before = dump(store)
    imports.import_list(preview_of(ROWS), actor="t")
    assert dump(store) == before
    report = imports.import_list(preview_of(PANG + PAO + BREU), actor="t")  # another order
    assert (report.new, report.changed, report.unchanged) == (0, 0, 3)
    assert rows_of(store, MemberVersion) == []
    assert dump(store)["members"] == before["members"]


def test_a_shorter_list_with_nothing_new_changes_nobody(imports, preview_of, store):
    imports.import_list(preview_of(ROWS), actor="t")
    before = dump(store)["members"]
    short = "Họ và tên,Ngày sinh,Số CCCD\nGiàng A Páo,12/03/1978,014078012345\n"
    report = imports.import_list(preview_of(short, ""), actor="t")
    assert (report.new, report.changed, report.unchanged) == (0, 0, 1)
    assert dump(store)["members"] == before


def test_a_status_the_list_does_not_speak_of_stays(imports, preview_of, roster):
    imports.import_list(preview_of(ROWS.replace("12.345417,", "12.345417,Đã mất")), actor="t")
    pao = roster.find_by_personal_id("014078012345").member_id
    assert roster.get(pao).status is MemberStatus.DECEASED
    short = "Họ và tên,Ngày sinh,Số CCCD,Chi bộ\nGiàng A Páo,12/03/1978,014078012345,Bản Mẫu\n"
    imports.import_list(preview_of(short, ""), actor="t")
    assert roster.get(pao).status is MemberStatus.DECEASED
    assert roster.get(pao).fields[FieldKey.CELL] == "Bản Mẫu"


def test_extra_columns_another_file_lacks_are_kept(imports, preview_of, roster):
    wide = "Họ và tên,Ngày sinh,Số CCCD,Trình độ\nGiàng A Páo,12/03/1978,014078012345,12/12\n"
    imports.import_list(preview_of(wide, ""), actor="t")
    imports.import_list(preview_of(PAO), actor="t")
    row = roster.find_by_personal_id("014078012345")
    assert roster.get(row.member_id).extra["Trình độ"] == "12/12"
    assert row.cell == "Bản Nà Sang"


def test_two_people_with_one_number_are_both_kept_with_a_problem(imports, preview_of, roster):
    imports.import_list(preview_of(ROWS), actor="t")
    pao = roster.find_by_personal_id("014078012345").member_id
    other = "1,Sùng Thị Dợ,09/09/1988,Nữ,014078012345,Bản Mẫu,03/02/2012,12.349999,\n"
    preview = preview_of(other + BREU + PANG)
    (new,) = imports.difference(preview).new
    assert new.shares_number_with == "Giàng A Páo"
    report = imports.import_list(preview, actor="t")
    assert (report.new, report.changed, report.unchanged, report.gone) == (1, 0, 2, 1)
    assert any("trùng số định danh" in text for text in report.messages)
    for name in ("giang a pao", "sung thi do"):
        found = roster.get(roster.search(name).rows[0].member_id)
        assert "id_shared" in {one.code for one in found.problems}
        assert found.fields[FieldKey.PERSONAL_ID] == "014078012345"
    assert roster.get(pao).fields[FieldKey.FULL_NAME] == "Giàng A Páo"
    assert imports.import_list(preview, actor="t").unchanged == 3


@pytest.mark.parametrize("stop_at", range(5))
def test_cancelling_at_any_point_leaves_nothing_half_done(imports, preview_of, store, stop_at):
    many = "".join(
        f"{n},Lò Văn Thử {n},12/03/1978,Nam,,Bản Mẫu,03/02/2007,12.{300000 + n},\n"
        for n in range(5_000)
    )
    imports.import_list(preview_of(ROWS), actor="t")
    before = dump(store)
    preview = preview_of(MOVED + RENAMED + many)
    seen = []

    def stop(done, _total, _text):
        seen.append(done)
        if len(seen) == stop_at + 1:
            work.cancel()

    work = Work(stop)
    with pytest.raises(CancelledError):
        imports.import_list(preview, actor="t", work=work)
    assert len(seen) == stop_at + 1
    assert dump(store) == before
    assert imports.import_list(preview, actor="t").new == 5_000


@pytest.mark.parametrize("stop_at", range(2, 6))
def test_cancelling_while_people_are_changed_leaves_them_as_they_were(
    imports, preview_of, store, stop_at
):
    many = "".join(
        f"{n},Lò Văn Thử {n},12/03/1978,Nam,,Bản Mẫu,03/02/2007,12.{300000 + n},\n"
        for n in range(1_200)
    )
    imports.import_list(preview_of(many), actor="t")
    before = dump(store)
    preview = preview_of(many.replace("03/02/2007", "04/02/2007"))
    seen = []

    def stop(done, _total, _text):
        seen.append(done)
        if len(seen) == stop_at + 1:
            work.cancel()

    work = Work(stop)
    if stop_at < 5:
        with pytest.raises(CancelledError):
            imports.import_list(preview, actor="t", work=work)
        assert dump(store) == before
    else:  # the last report comes just before the commit
        assert imports.import_list(preview, actor="t", work=work).changed == 1_200
    assert seen == sorted(seen)


def test_a_wish_to_stop_that_comes_after_the_commit_is_too_late(imports, preview_of, store):
    work = Work(lambda done, _total, _text: work.cancel() if done == 99 else None)
    report = imports.import_list(preview_of(ROWS), actor="t", work=work)
    assert report.new == len(listed(store)) == 3


def test_an_undone_import_is_as_if_it_had_never_been(imports, preview_of, roster, store, clock):
    imports.import_list(preview_of(ROWS), actor="t")
    before = listed(store)
    clock.advance(timedelta(days=1))
    pao = roster.find_by_personal_id("014078012345").member_id
    newer = preview_of(MOVED + RENAMED + NUMBERED + CHUC)
    second = imports.import_list(newer, actor="t")
    assert roster.counts().total == 4
    clock.advance(timedelta(days=1))
    report = imports.undo_import(second.import_id, actor="lan")
    assert (report.restored, report.retired, report.file_name) == (3, 1, "danh sách.csv")
    assert listed(store) == before
    assert roster.counts().total == 3
    assert roster.search("vang thi chuc").total == 0
    assert roster.get(pao).fields[FieldKey.CELL] == "Bản Nà Sang"
    entry = imports.history()[0]
    assert (entry.undone_by, entry.undone_at) == ("lan", clock.now())
    (event,) = [one for one in rows_of(store, AuditEvent) if one.tag == "roster:undone"]
    assert event.detail == {"restored": 3, "retired": 1}
    # The same file again works as if it were new, and counts as one.
    again = imports.import_list(newer, actor="t")
    assert (again.new, again.changed, again.unchanged) == (1, 3, 0)
    assert again.import_id != second.import_id
    assert imports.import_list(newer, actor="t").import_id == again.import_id


def test_undoing_the_first_import_empties_the_list_and_it_can_be_taken_again(
    imports, preview_of, roster, store
):
    first = imports.import_list(preview_of(ROWS), actor="t")
    imports.undo_import(first.import_id, actor="t")
    assert (roster.counts().total, roster.cells(), imports.latest_import_id()) == (0, [], None)
    assert imports.difference(preview_of(ROWS)).unchanged == 0
    assert imports.import_list(preview_of(ROWS), actor="t").new == 3
    assert roster.counts().total == 3
    assert len(rows_of(store, Member)) == 6  # nobody is deleted


@pytest.mark.parametrize("who", ["brought", "changed"])
def test_an_import_stands_once_somebody_it_touched_was_served(
    imports, preview_of, roster, counter, store, who
):
    imports.import_list(preview_of(ROWS), actor="t")
    second = imports.import_list(preview_of(MOVED + BREU + PANG + CHUC), actor="t")
    number = {"brought": "014190012399", "changed": "014078012345"}[who]
    person = roster.find_by_personal_id(number)
    counter.served = {person.member_id}
    before = dump(store)
    with pytest.raises(ImportStandsError) as caught:
        imports.undo_import(second.import_id, actor="t")
    assert person.full_name in caught.value.title
    assert caught.value.title in imports.why_it_stands(second.import_id)
    assert dump(store) == before


def test_serving_somebody_else_does_not_hold_an_import(imports, preview_of, roster, counter):
    imports.import_list(preview_of(ROWS), actor="t")
    second = imports.import_list(preview_of(MOVED + BREU + PANG), actor="t")
    counter.served = {roster.find_by_personal_id("068086012346").member_id}
    assert imports.why_it_stands(second.import_id) == ""
    assert imports.undo_import(second.import_id, actor="t").restored == 1


def test_a_later_import_of_the_same_people_is_undone_first(imports, preview_of, store):
    first = imports.import_list(preview_of(ROWS), actor="t")
    second = imports.import_list(preview_of(MOVED + BREU + PANG, name="tháng 8.csv"), actor="t")
    third = imports.import_list(
        preview_of(MOVED.replace("Bản Mẫu", "Bản Tà Xen") + BREU + PANG, name="tháng 9.csv"),
        actor="t",
    )
    for import_id in (first.import_id, second.import_id):
        with pytest.raises(ImportStandsError) as caught:
            imports.undo_import(import_id, actor="t")
        assert "tháng 9.csv" in caught.value.advice
    for one in (third, second, first):
        imports.undo_import(one.import_id, actor="t")
    assert listed(store) == []


def test_an_import_is_undone_once_and_an_unknown_one_never(imports, preview_of):
    from desktop.common.ids import new_id

    first = imports.import_list(preview_of(ROWS), actor="t")
    imports.undo_import(first.import_id, actor="t")
    with pytest.raises(ImportUnknownError):
        imports.undo_import(first.import_id, actor="t")
    with pytest.raises(ImportUnknownError):
        imports.undo_import(new_id(), actor="t")
    with pytest.raises(ImportUnknownError):
        imports.set_aside_rows(new_id())


def test_the_history_names_every_file(imports, preview_of, clock):
    imports.import_list(preview_of(ROWS), actor="lan")
    clock.advance(timedelta(days=1))
    imports.import_list(preview_of(MOVED, name="mới.csv"), actor="hoa")
    newest, oldest = imports.history()
    assert (newest.file_name, newest.imported_by) == ("mới.csv", "hoa")
    assert (newest.counts["changed"], newest.counts["gone"]) == (1, 2)
    assert (oldest.counts["new"], oldest.undone_at) == (3, None)


def test_a_file_changed_between_look_and_import_meets_the_list_as_it_is(
    imports, preview_of, roster, store
):
    newer = preview_of(MOVED + BREU + PANG)
    imports.import_list(preview_of(ROWS), actor="another program")
    report = imports.import_list(newer, actor="t")
    assert (report.new, report.changed, report.unchanged) == (0, 1, 2)


def test_a_confirmed_mapping_is_used_for_the_next_file_like_it(imports, preview_of, tmp_path):
    from dataclasses import replace

    from desktop.roster.mapping import mapping_of

    header = "Họ và tên,Ngày sinh,Số CCCD,Nơi ở cũ\n"
    first = preview_of("Giàng A Páo,12/03/1978,014078012345,Bản Mẫu\n", header)
    columns = mapping_of(first.source).columns
    wanted = replace(
        mapping_of(first.source), columns=(*columns[:3], replace(columns[3], field="village"))
    )
    path = tmp_path / "danh sách.csv"
    confirmed = imports.preview(path, mapping=wanted)
    assert confirmed.people[0].fields[FieldKey.VILLAGE] == "Bản Mẫu"
    imports.remember_mapping(confirmed, actor="lan")
    second = preview_of("Lò Thị Pâng,1950,,Bản Tà Xen\n", header)
    assert second.people[0].fields[FieldKey.VILLAGE] == "Bản Tà Xen"
    assert any("lần trước đã xác nhận" in text for text in second.messages)
    other = preview_of(ROWS)
    assert not any("lần trước đã xác nhận" in text for text in other.messages)
    assert imports.remembered_mapping(other) is None


def test_members_counts_leave_no_name_in_the_audit_trail(imports, preview_of, store):
    imports.import_list(preview_of(ROWS), actor="t")
    assert "Giàng" not in str([one.detail for one in rows_of(store, AuditEvent)])
    assert len(rows_of(store, RosterImport)) == 1
    assert HEADER not in str(dump(store)["audit_events"])
