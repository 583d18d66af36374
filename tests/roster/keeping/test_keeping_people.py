from __future__ import annotations

from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from desktop.common.ids import new_id
from desktop.common.vocabulary import ChangeCause, FieldKey, MemberStatus
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, Member, MemberVersion, SourceLink, SourceList, SourceRecord
from desktop.roster.errors import EditRefusedError, MemberUnknownError
from desktop.roster.keeping.rows import written
from desktop.roster.rules import STATUS_NAMES, status_of
from tests.roster.keeping.small_list import BREU, HEADER, PANG, PAO, ROWS


@pytest.fixture
def pao(imports, preview_of, roster):
    imports.import_list(preview_of(ROWS), actor="t")
    return roster.find_by_personal_id("014078012345").member_id


def state(store):
    with store.read() as session:
        tables = (Member, MemberVersion, AuditEvent)
        return [tuple(row) for one in tables for row in session.execute(select(one.__table__))]


def test_an_edit_keeps_the_reason_and_the_person_as_they_were(people, pao, roster, store):
    changes = {FieldKey.BIRTH_DATE: "12.4.1978", FieldKey.CELL: "Bản Mẫu", "status": "Đã mất"}
    found = people.edit_person(pao, changes, reason=" theo  giấy khai sinh ", actor="lan")
    assert [(one.field, one.old, one.new) for one in found] == [
        ("birth_date", "1978-03-12", "1978-04-12"),
        ("cell", "Bản Nà Sang", "Bản Mẫu"),
        ("status", "official", "deceased"),
    ]
    view = roster.get(pao)
    assert view.fields[FieldKey.BIRTH_DATE] == "1978-04-12"
    assert view.status is MemberStatus.DECEASED
    assert roster.search("giang a pao").rows[0].cell == "Bản Mẫu"
    (entry,) = people.history(pao)
    assert (entry.cause, entry.reason, entry.changed_by) == (
        ChangeCause.EDIT,
        "theo giấy khai sinh",
        "lan",
    )
    assert entry.changes == found
    with store.read() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.tag == "member:edited")).one()
    assert event.detail == {"fields": ["birth_date", "cell", "status"]}


def test_an_edit_that_changes_nothing_writes_nothing(people, pao, store):
    before = state(store)
    assert people.edit_person(pao, {"birth_date": "12/03/1978"}, reason="thử", actor="t") == ()
    assert state(store) == before


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cell": "Bản Mẫu"}, " \u200b"),
        ({"birth_date": "hôm kia"}, "sửa"),
        ({"birth_date": "01/01/2999"}, "sửa"),
        ({"personal_id": "0140780"}, "sửa"),
        ({"sex": "không rõ"}, "sửa"),
        ({"status": "chưa hiểu"}, "sửa"),
        ({"full_name": "  "}, "sửa"),
        ({"full_name": "12"}, "sửa"),
        ({"personal_id": "068086012346"}, "sửa"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_read_or_is_another_persons_is_refused(people, pao, store, changes, reason):
    before = state(store)
    with pytest.raises(EditRefusedError) as caught:
        people.edit_person(pao, changes, reason=reason, actor="t")
    assert caught.value.title
    assert caught.value.advice
    assert state(store) == before


def test_an_unknown_person_or_field_is_said_so(people, pao):
    with pytest.raises(MemberUnknownError):
        people.edit_person(new_id(), {"cell": "x"}, reason="sửa", actor="t")
    with pytest.raises(ValueError, match="no such field"):
        people.edit_person(pao, {"name_sort": "x"}, reason="sửa", actor="t")
    with pytest.raises(MemberUnknownError):
        people.dossier(new_id())


def test_an_edit_outlives_lists_that_say_the_same_as_before(
    people, pao, imports, preview_of, roster
):
    people.edit_person(pao, {"cell": "Bản Tà Xen", "status": "moved"}, reason="đã gọi", actor="t")
    assert people.dossier(pao).listed == {FieldKey.CELL: "Bản Nà Sang"}
    newer = PAO.replace("12.345417,", "12.345417,ghi chú") + BREU + PANG
    (changed,) = imports.difference(preview_of(newer)).changed
    assert [one.field for one in changed.changes] == ["note"]
    imports.import_list(preview_of(newer), actor="t")
    assert roster.get(pao).fields[FieldKey.CELL] == "Bản Tà Xen"
    assert roster.get(pao).status is MemberStatus.MOVED
    # The list says something new: now it counts, and the difference shows it.
    moved = PAO.replace("Bản Nà Sang", "Bản Mẫu") + BREU + PANG
    (changed,) = imports.difference(preview_of(moved)).changed
    assert ("cell", "Bản Tà Xen", "Bản Mẫu") in [
        (one.field, one.old, one.new) for one in changed.changes
    ]
    imports.import_list(preview_of(moved), actor="t")
    assert people.dossier(pao).listed == {}


def test_an_import_cannot_be_undone_over_an_edit(people, pao, imports):
    from desktop.roster.errors import ImportStandsError

    people.edit_person(pao, {"cell": "Bản Mẫu"}, reason="đã gọi", actor="t")
    (entry,) = imports.history()
    with pytest.raises(ImportStandsError) as caught:
        imports.undo_import(entry.import_id, actor="t")
    assert "Giàng A Páo" in caught.value.title


def test_the_history_tells_every_change_newest_first(people, pao, imports, preview_of, clock):
    clock.advance(timedelta(days=1))
    moved = preview_of(PAO.replace("Bản Nà Sang", "Bản Mẫu") + BREU + PANG, name="mới.csv")
    report = imports.import_list(moved, actor="t")
    clock.advance(timedelta(days=1))
    imports.undo_import(report.import_id, actor="lan")
    clock.advance(timedelta(days=1))
    people.edit_person(pao, {"phone": "0912 345 678"}, reason="chị ấy đọc số", actor="hoa")
    told = [
        (one.cause.value, one.file_name, [(x.field, x.old, x.new) for x in one.changes])
        for one in people.history(pao)
    ]
    assert told == [
        ("edit", "", [("phone", "", "0912 345 678")]),
        ("undo", "mới.csv", [("cell", "Bản Mẫu", "Bản Nà Sang")]),
        ("import", "mới.csv", [("cell", "Bản Nà Sang", "Bản Mẫu")]),
    ]


def test_a_dossier_gathers_what_the_list_and_other_lists_say(people, pao, store, clock):
    at = clock.now()
    with store.write() as session:
        source = SourceList(
            kind="population", file_name="dân cư.xlsx", sha256="0" * 64, as_of="2025-08",
            counts={}, imported_at=at, created_at=at, updated_at=at,
        )  # fmt: skip
        session.add(source)
        session.flush()
        record = SourceRecord(
            list_id=source.id, row_number=7, fields={"full_name": "Giàng A Pao"}, problems=[]
        )
        session.add(record)
        session.flush()
        session.add(
            SourceLink(
                record_id=record.id,
                member_id=pao,
                zone="ask",
                weight=11.5,
                reasons=[],
                state="waiting",
                decided_at=None,
                created_at=at,
                updated_at=at,
            )
        )
    found = people.dossier(pao)
    assert found.person.fields[FieldKey.FULL_NAME] == "Giàng A Páo"
    assert (found.row_number, found.history) == (2, ())
    assert found.brought_by == found.last_import
    assert found.brought_by.file_name == "danh sách.csv"
    (seen,) = found.sources
    assert (seen.kind, seen.row_number, seen.state) == ("population", 7, "waiting")
    assert seen.fields == {"full_name": "Giàng A Pao"}


def test_every_status_is_written_so_that_it_is_read_again():
    for status in MemberStatus:
        assert status_of(written({}, status, ())["status"]) is status
    assert set(STATUS_NAMES) == set(MemberStatus)


def test_the_list_goes_out_whole_and_comes_in_the_same(
    people, imports, preview_of, roster, store, tmp_path
):
    header = HEADER.strip() + ",Dân tộc,Quê quán,Ngày vào Đảng,Trình độ,CMND cũ\n"
    rows = (
        PAO.strip() + "Mông,Nam Thử,03/02/2006,12/12,050123456\n"
        + BREU.strip() + "Cơ Ho,,02/2009,=1+1,\n"
        + PANG.strip() + 'Thái,"Hòa Thử, Phú Thí",1974,-,\n'
        + "4,Vàng Thị Chúc,05/05/1990,Nữ,014190012399,Bản Mẫu,,,Dự bị,Mông,,,,\n"
    )  # fmt: skip
    imports.import_list(preview_of(rows, header), actor="t")
    target = tmp_path / "cả danh sách.xlsx"
    assert people.export_list(target, actor="lan") == 4
    sheet = openpyxl.load_workbook(target).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    risky = ("=", "+", "-", "@", "\t", "\r")
    assert not any(str(cell.value or "").startswith(risky) for row in sheet for cell in row)
    found = imports.difference(imports.preview(target))
    assert (found.new, found.gone) == ((), ())
    assert [(one.full_name, one.changes) for one in found.changed] == []
    with store.read() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.tag == "list:exported")).one()
    assert (event.actor, event.detail) == ("lan", {"people": 4})


def test_a_cancelled_export_leaves_no_file(people, pao, tmp_path):
    work = Work(lambda _done, _total, _text: work.cancel())
    with pytest.raises(CancelledError):
        people.export_list(tmp_path / "a.xlsx", actor="t", work=work)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == []
