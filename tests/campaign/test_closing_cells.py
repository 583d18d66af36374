"""A cell closes with nobody left open or each explained; then it locks until it is opened again."""

import pytest
from sqlalchemy import select

from desktop.campaign.cells.errors import (
    NotClosedError,
    NotOpenCaseError,
    OpenCasesError,
    ReasonNeededError,
)
from desktop.common.phases import CaseReason, CellConfirmation, Phase
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.models import AuditEvent, CellClosing
from desktop.roster.errors import CellClosedError
from tests import factories
from tests.campaign.conftest import GUEST, HUOI_BON, NA_SANG, SCHOOL
from tests.progress.conftest import CLERK

CHIEF = "Quàng Văn Sơn"
AWAY = (CaseReason.AWAY, "")


def closed(plan, cell=HUOI_BON, who="lo thi pang"):
    return plan.cells.close(cell, actor=CHIEF, reasons={plan.key(who): AWAY})


def test_who_has_the_card_is_no_case_and_the_cell_closes(plan):
    plan.give("lo thi pang")
    assert plan.cells.open_cases(HUOI_BON) == ()
    found = plan.cells.close(HUOI_BON, actor=CHIEF)
    assert (found.eligible, found.handed_over, found.explained) == (1, 1, 0)
    row = plan.phases.board().cell(HUOI_BON)
    assert row.closing.by == CHIEF
    with pytest.raises(CellClosedError):
        plan.cells.close(HUOI_BON, actor=CHIEF)


def test_an_open_case_without_a_reason_keeps_the_cell_open(plan):
    plan.give("giang a pao")
    with pytest.raises(OpenCasesError) as refused:
        plan.cells.close(NA_SANG, actor=CHIEF)
    assert [one.full_name for one in refused.value.cases] == ["K'Brêu"]
    assert plan.phases.board().cell(NA_SANG).closing is None
    plan.cells.explain(plan.key("k'breu"), CaseReason.ABROAD, "về tháng 12", actor=CLERK)
    found = plan.cells.close(NA_SANG, actor=CHIEF)
    assert (found.eligible, found.handed_over, found.explained) == (2, 1, 1)


def test_reasons_given_with_the_closing_are_kept_with_it_or_not_at_all(plan):
    everybody = {plan.key("giang a pao"): AWAY}
    with pytest.raises(OpenCasesError):
        plan.cells.close(NA_SANG, actor=CHIEF, reasons=everybody)
    assert not any(one.is_explained for one in plan.cells.open_cases(NA_SANG))
    everybody[plan.key("k'breu")] = (CaseReason.OTHER, "thẻ ghi sai tên, đang chờ ý kiến")
    assert plan.cells.close(NA_SANG, actor=CHIEF, reasons=everybody).explained == 2


def test_another_reason_needs_a_note(plan):
    with pytest.raises(ReasonNeededError):
        plan.cells.explain(plan.key("k'breu"), CaseReason.OTHER, "  ", actor=CLERK)
    with pytest.raises(NotOpenCaseError):  # not in the denominator
        plan.cells.explain(plan.key("vu a do"), CaseReason.AWAY, actor=CLERK)


def test_a_record_that_was_begun_is_a_case_whoever_it_is_of(plan):
    plan.open(plan.key("vu a do"), actor=CLERK)
    names = [one.full_name for one in plan.cells.open_cases(NA_SANG)]
    assert sorted(names) == ["Giàng A Pao", "K'Brêu", "Vừ A Dơ"]


def test_what_the_record_says_explains_itself(plan):
    key = plan.open(plan.key("lo thi pang"), actor=CLERK).application_id
    plan.set_aside(key, actor=CLERK, reason="nằm viện tỉnh")
    case = plan.cells.open_cases(HUOI_BON)[0]
    assert (case.record_says, case.is_explained) == ("nằm viện tỉnh", True)
    assert plan.cells.close(HUOI_BON, actor=CHIEF).explained == 1


def test_a_closed_cell_locks_and_says_who_closed_it(plan):
    closed(plan)
    pang = plan.key("lo thi pang")
    with pytest.raises(CellClosedError) as refused:
        plan.open(pang, actor=CLERK)
    assert CHIEF in refused.value.title
    assert "20/08/2025" in refused.value.title
    assert "mở lại" in refused.value.advice
    with pytest.raises(CellClosedError):
        plan.people.edit_person(pang, {FieldKey.PHONE: "0912345678"}, reason="x", actor=CLERK)
    with pytest.raises(CellClosedError):  # moving out of it
        plan.people.edit_person(pang, {FieldKey.CELL: SCHOOL}, reason="x", actor=CLERK)
    with pytest.raises(CellClosedError):  # and into it
        plan.people.edit_person(
            plan.key("k'breu"), {FieldKey.CELL: HUOI_BON}, reason="x", actor=CLERK
        )
    with pytest.raises(CellClosedError):
        plan.phases.confirm(HUOI_BON, CellConfirmation.SHEET, actor=CLERK)
    with pytest.raises(CellClosedError):
        plan.phases.open_phase(Phase.INTAKE, [HUOI_BON], reason="x", actor=CLERK)
    plan.take("k'breu")  # other cells go on


def test_a_list_cannot_change_a_closed_cell_and_is_taken_back_neither(plan):
    closed(plan)
    before = plan.imports.history()
    with pytest.raises(CellClosedError):
        plan.imports.undo_import(before[0].import_id, actor=CLERK)
    text = factories.LIST_CSV.replace("014150000123", "014150000124")
    file = plan.folder / "moi.csv"
    file.write_text(text, encoding="utf-8-sig")
    with pytest.raises(CellClosedError):
        plan.imports.import_list(file, actor=CLERK)
    assert plan.imports.history() == before
    other = factories.LIST_CSV.replace("Bản Pá Lau, xã", "Bản Pá Lau 2, xã")
    file.write_text(other, encoding="utf-8-sig")
    plan.imports.import_list(file, actor=CLERK)  # a list that leaves the cell alone is taken
    assert len(plan.imports.history()) == len(before) + 1


def test_a_rejected_record_of_a_closed_cell_waits_for_the_cell(plan):
    key = plan.take("lo thi pang")
    plan.bring(key, "exported")
    plan.cells.explain(plan.key("lo thi pang"), CaseReason.PROVINCE, actor=CLERK)
    plan.cells.close(HUOI_BON, actor=CHIEF)
    plan.bring(key, "rejected")  # the province's word is true all the same
    with pytest.raises(CellClosedError):
        plan.reception.correct(key, actor=CLERK)
    plan.cells.reopen(HUOI_BON, reason="tỉnh trả về", actor=CHIEF)
    assert plan.reception.correct(key, actor=CLERK).application_id == key


def test_people_counted_apart_are_served_whatever_is_closed(plan):
    closed(plan)
    guest = plan.roster.add_outside(
        GUEST,
        status=MemberStatus.TEMPORARY_RESIDENT,
        actor=CLERK,
    )
    plan.take(guest.member_id)
    with pytest.raises(CellClosedError):  # but nobody becomes a member of it
        plan.people.edit_person(
            guest.member_id, {"status": "Chính thức"}, reason="đã chuyển về", actor=CLERK
        )


def test_a_cell_is_opened_again_with_a_reason_and_both_stay_on_record(plan):
    closed(plan)
    with pytest.raises(ReasonNeededError):
        plan.cells.reopen(HUOI_BON, reason=" ", actor=CHIEF)
    plan.cells.reopen(HUOI_BON, reason="bà Pâng đã về", actor=CHIEF)
    plan.open(plan.key("lo thi pang"), actor=CLERK)
    with pytest.raises(NotClosedError):
        plan.cells.reopen(HUOI_BON, reason="x", actor=CHIEF)
    with pytest.raises(OpenCasesError):  # the reason ended with the state it was given in
        plan.cells.close(HUOI_BON, actor=CHIEF)
    history = plan.cells.history(HUOI_BON)
    assert [(one.closed_by, one.reopen_reason) for one in history] == [(CHIEF, "bà Pâng đã về")]
    with plan.store.read() as session:
        tags = session.scalars(select(AuditEvent.tag).where(AuditEvent.target == HUOI_BON)).all()
        assert sorted(tags) == ["cell:closed", "cell:reopened"]
        assert session.scalars(select(CellClosing)).one().reopened_by == CHIEF
