"""Rules by status as a commune sets them, and everybody outside the denominator."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.eligibility.errors import RuleRefusedError
from desktop.roster.eligibility.rules import kept_of, table_of
from desktop.roster.eligibility.service import EligibilityService
from desktop.roster.rules import DEFAULT_TABLE, Eligibility, eligibility, reason_text
from desktop.security.store import put_setting

LIST = """\
STT,Họ và tên,Ngày sinh,Số định danh cá nhân,Chi bộ,Ngày vào Đảng,Ngày chính thức,\
Số thẻ đảng,Tình trạng
1,Giàng A Pao,12/03/1978,014078012345,Bản Một,03/02/2006,03/02/2007,14123417,Chính thức
2,Lò Thị Pâng,1950,014150000123,Bản Một,19/05/1975,19/05/1976,14000321,Miễn sinh hoạt
3,Vừ A Dơ,01/01/2001,014201000888,Bản Một,03/02/2025,,,Dự bị
4,K'Brêu,05/11/1981,068081000777,Bản Hai,03/02/2010,03/02/2011,14123999,Ở nước ngoài
5,Vì Văn Ún,02/09/1960,014060000777,Bản Hai,03/02/1990,03/02/1991,,Chính thức
6,Lường Văn Sai,02/09/1961,014061000777,Bản Hai,03/02/1990,03/02/1991,14555000,Đang chịu kỷ luật
"""


@pytest.fixture
def service(store, clock) -> EligibilityService:
    return EligibilityService(store, clock)


@pytest.fixture
def filled(roster, imports, tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    imports.import_list(file, actor="t")
    roster.add_outside(
        {FieldKey.FULL_NAME: "Hờ Thị Xa"}, status=MemberStatus.TEMPORARY_RESIDENT, actor="t"
    )
    return roster


def events(store) -> list[tuple[str, str]]:
    from desktop.models import AuditEvent

    with store.read() as session:
        return [(row.tag, row.target) for row in session.query(AuditEvent).all()]


def test_everybody_is_counted_once_with_the_reason(service, filled):
    found = service.denominator()
    assert found.eligible == 2
    assert found.on_list == 6
    assert {(one.full_name, one.status) for one in found.left_out} == {
        ("Vừ A Dơ", MemberStatus.PROBATIONARY),
        ("K'Brêu", MemberStatus.ABROAD),
        ("Vì Văn Ún", MemberStatus.OFFICIAL),
        ("Lường Văn Sai", MemberStatus.DISCIPLINED),
    }
    assert all(one.reason for one in found.left_out)
    assert [one.full_name for one in found.apart] == ["Hờ Thị Xa"]
    assert sum(number for _reason, number in found.reasons) == len(found.left_out)
    assert found.on_list == filled.counts().total


def test_a_rule_changes_the_denominator_and_is_audited(service, filled, store):
    service.set_rule(MemberStatus.ABROAD, eligible=True, reason="", actor="chi")
    service.set_rule(
        MemberStatus.DISCIPLINED, eligible=False, reason="Chờ  ban thường vụ kết luận.", actor="chi"
    )
    found = service.denominator()
    assert found.eligible == 3
    reasons = {one.full_name: one.reason for one in found.left_out}
    assert reasons["Lường Văn Sai"] == "Chờ ban thường vụ kết luận."
    assert [tag for tag, target in events(store) if target == "eligibility_rules"] == [
        "setting:changed"
    ] * 2
    service.reset_rule(MemberStatus.ABROAD, actor="chi")
    service.reset_rule(MemberStatus.DISCIPLINED, actor="chi")
    assert service.table() == DEFAULT_TABLE
    assert all(row.is_default for row in service.rules())


def test_the_same_rule_again_changes_and_audits_nothing(service, store):
    default = next(row for row in service.rules() if row.status is MemberStatus.MOVED)
    before = events(store)
    service.set_rule(
        MemberStatus.MOVED, eligible=default.eligible, reason=default.reason, actor="chi"
    )
    assert events(store) == before


@pytest.mark.parametrize(
    ("status", "is_eligible", "reason"),
    [
        (MemberStatus.ABROAD, False, "  "),
        (MemberStatus.ABROAD, False, "dài " * 60),
        (MemberStatus.OFFICIAL, False, "Không nhận nữa."),
        (MemberStatus.OFFICIAL, True, ""),
        (MemberStatus.TEMPORARY_RESIDENT, False, "Về nơi khác."),
    ],
)
def test_rules_that_would_mislead_are_refused(service, status, is_eligible, reason):
    with pytest.raises(RuleRefusedError) as refused:
        service.set_rule(status, eligible=is_eligible, reason=reason, actor="chi")
    assert refused.value.advice
    assert service.table() == DEFAULT_TABLE


@pytest.mark.parametrize(
    "kept",
    [
        {"abroad": "yes"},
        {"abroad": {"eligible": 1, "reason": "x"}},
        {"abroad": {"eligible": False}},
        {"official": {"eligible": False, "reason": "x"}},
        {"unknown_status": {"eligible": True, "reason": ""}},
    ],
)
def test_a_stored_table_that_makes_no_sense_falls_back(kept, store, clock, service):
    with store.write() as session:
        put_setting(session, "eligibility_rules", kept, at=clock.now())
    assert service.table() == DEFAULT_TABLE


def test_a_table_survives_being_kept():
    table = {**DEFAULT_TABLE, MemberStatus.EXEMPT: Eligibility(False, "Hỏi chi ủy.")}
    assert table_of(kept_of(table)) == table
    assert kept_of(DEFAULT_TABLE) == {}


def test_the_table_decides_and_official_members_still_need_a_card():
    table = {MemberStatus.MOVED: Eligibility(True)}
    assert eligibility(MemberStatus.MOVED, card_number="", table=table).eligible
    assert not eligibility(MemberStatus.OFFICIAL, card_number="", table=table).eligible
    assert not eligibility(MemberStatus.DECEASED, card_number="1", table=table).eligible
    assert reason_text("Hỏi chi ủy.") == "Hỏi chi ủy."


def test_people_outside_go_to_a_sheet_without_formulas(service, filled, tmp_path):
    filled.add_outside(
        {FieldKey.FULL_NAME: "=1+1", FieldKey.CELL: "@x"},
        status=MemberStatus.OUTSIDE_LIST,
        actor="t",
    )
    target = tmp_path / "outside.xlsx"
    assert service.export_outside(target, actor="t") == 6
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert len(rows) == 7
    assert {row[1] for row in rows[1:]} >= {"'=1+1", "K'Brêu", "Hờ Thị Xa"}
    assert "068081000777" in {row[3] for row in rows}
    cells = openpyxl.load_workbook(target).active.iter_rows()
    assert all(cell.data_type == "s" for row in cells for cell in row if cell.value)


def test_an_empty_store_has_an_empty_denominator(service, tmp_path):
    found = service.denominator()
    assert (found.on_list, found.eligible, found.reasons) == (0, 0, ())
    assert service.export_outside(tmp_path / "none.xlsx", actor="t") == 0


def test_searches_and_the_persons_page_follow_the_rules(service, filled):
    def found():
        return filled.search("brêu").rows[0]

    assert not found().eligible
    service.set_rule(MemberStatus.ABROAD, eligible=True, reason="", actor="chi")
    filled.forget_index()
    assert found().eligible
    assert filled.get(found().member_id).eligible
    assert filled.counts().eligible == 3
    service.set_rule(MemberStatus.ABROAD, eligible=False, reason="Gọi về trước.", actor="chi")
    filled.forget_index()
    assert (found().eligible, found().ineligible_reason) == (False, "Gọi về trước.")
    assert filled.get(found().member_id).reason == "Gọi về trước."
