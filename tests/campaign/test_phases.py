"""Phases are opened cell by cell behind their gates; deadlines; what a cell confirmed."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.campaign.phases.errors import GateError, NoSuchCellError, PlanDayError
from desktop.campaign.phases.rules import Code, Span
from desktop.common.phases import CaseReason, CellConfirmation, Phase
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.models import AuditEvent
from tests.campaign.conftest import GUEST, HUOI_BON, NA_SANG, SCHOOL
from tests.progress.conftest import CLERK


def codes(plan, cell, phase):
    return [one.code for one in plan.phases.board().cell(cell).in_the_way[phase]]


def reviewed(plan, *cells):
    for cell in cells:
        for what in CellConfirmation:
            plan.phases.confirm(cell, what, actor=CLERK)


def test_a_cell_begins_in_the_review_with_everything_in_the_way(plan):
    board = plan.phases.board()
    assert [one.name for one in board.cells] == sorted([NA_SANG, HUOI_BON, SCHOOL])
    row = board.cell(NA_SANG)
    assert (row.phase, row.eligible, row.reached.received) == (Phase.REVIEW, 2, 0)
    assert [one.code for one in row.obstacles] == [Code.SHEET, Code.CATALOGUE]
    assert [(one.phase, one.cells, one.met) for one in board.phases] == [
        (Phase.REVIEW, 3, 0),
        (Phase.INTAKE, 0, 0),
        (Phase.TRANSFER, 0, 3),
        (Phase.RETURN, 0, 3),
    ]


def test_a_gate_that_is_not_met_names_the_cells_and_opens_nothing(plan):
    reviewed(plan, NA_SANG)
    with pytest.raises(GateError) as refused:
        plan.phases.open_phase(Phase.INTAKE, [NA_SANG, HUOI_BON], actor=CLERK)
    assert [one.name for one in refused.value.cells] == [HUOI_BON]
    assert HUOI_BON in refused.value.advice
    assert "phiếu rà soát chưa ký trả về" in refused.value.advice
    assert plan.phases.board().cell(NA_SANG).phase is Phase.REVIEW
    assert plan.phases.open_phase(Phase.INTAKE, [NA_SANG], actor=CLERK) == (NA_SANG,)
    assert plan.phases.open_phase(Phase.INTAKE, [NA_SANG], actor=CLERK) == ()
    assert plan.phases.board().cell(NA_SANG).phase is Phase.INTAKE


def test_a_reason_opens_it_all_the_same_and_stays_with_the_cell(plan):
    reviewed(plan, NA_SANG)
    why = "Bí thư đi họp, phiếu trả chiều nay"
    plan.phases.open_phase(Phase.INTAKE, [NA_SANG, HUOI_BON], reason=why, actor=CLERK)
    board = plan.phases.board()
    assert board.cell(NA_SANG).opened_with_reason == ""
    assert board.cell(HUOI_BON).opened_with_reason == why
    with plan.store.read() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.tag == "phase:opened")).one()
    assert (event.target, event.detail["cells"], event.detail["unmet"]) == ("intake", 2, 1)
    assert why not in str(event.detail)


def test_the_gates_follow_the_records(plan):
    assert codes(plan, HUOI_BON, Phase.INTAKE) == [Code.NOT_RECEIVED]
    key = plan.take("lo thi pang")
    assert codes(plan, HUOI_BON, Phase.INTAKE) == []
    assert codes(plan, HUOI_BON, Phase.TRANSFER) == [Code.NOT_TAKEN]
    plan.bring(key, "exported")
    assert codes(plan, HUOI_BON, Phase.TRANSFER) == [Code.NOT_TAKEN]
    plan.bring(key, "acknowledged")
    assert codes(plan, HUOI_BON, Phase.TRANSFER) == []
    assert codes(plan, HUOI_BON, Phase.RETURN) == [Code.NOT_GIVEN]
    plan.bring(key, "sent_to_print", "printed", "returned")
    row = plan.phases.board().cell(HUOI_BON)
    assert tuple(row.reached) == (1, 1, 1, 1, 1, 0)
    plan.bring(key, "handed_over")
    assert codes(plan, HUOI_BON, Phase.RETURN) == []


def test_a_reason_holds_until_the_record_moves_on(plan):
    plan.cells.explain(plan.key("lo thi pang"), CaseReason.ILL, "nằm viện tỉnh", actor=CLERK)
    assert codes(plan, HUOI_BON, Phase.INTAKE) == []
    draft = plan.open(plan.key("lo thi pang"), actor=CLERK).application_id
    assert codes(plan, HUOI_BON, Phase.INTAKE) == [Code.NOT_RECEIVED]
    plan.set_aside(draft, actor=CLERK, reason="không ngồi dậy được")
    assert codes(plan, HUOI_BON, Phase.INTAKE) == []


def test_a_list_that_grew_asks_for_the_sheet_and_the_catalogue_again(plan):
    reviewed(plan, SCHOOL)
    assert codes(plan, SCHOOL, Phase.REVIEW) == []
    plan.people.edit_person(
        plan.key("lo thi pang"), {FieldKey.CELL: SCHOOL}, reason="chuyển chi bộ", actor=CLERK
    )
    assert codes(plan, SCHOOL, Phase.REVIEW) == [Code.SHEET_GROWN, Code.CATALOGUE_CHANGED]
    reviewed(plan, SCHOOL)
    assert codes(plan, SCHOOL, Phase.REVIEW) == []
    plan.phases.unconfirm(SCHOOL, CellConfirmation.SHEET, actor=CLERK)
    assert codes(plan, SCHOOL, Phase.REVIEW) == [Code.SHEET]


def test_a_cell_has_the_deadline_of_the_campaign_or_its_own(plan):
    plan.campaign.change({"deadline": "22/08/2025"}, actor=CLERK)
    plan.phases.set_deadline(NA_SANG, date(2025, 8, 19), actor=CLERK)
    board = plan.phases.board()
    assert (board.cell(NA_SANG).deadline, board.cell(NA_SANG).is_late) == (date(2025, 8, 19), True)
    assert board.cell(SCHOOL).deadline == date(2025, 8, 22)
    assert not board.cell(SCHOOL).is_late
    plan.phases.set_deadline(NA_SANG, None, actor=CLERK)
    assert plan.phases.board().cell(NA_SANG).deadline == date(2025, 8, 22)
    with pytest.raises(NoSuchCellError):
        plan.phases.set_deadline("Chi bộ không có", date(2025, 8, 19), actor=CLERK)


def test_days_of_a_phase_are_kept_and_cannot_be_turned_round(plan):
    span = Span(date(2025, 8, 7), date(2025, 8, 15))
    plan.phases.set_span(Phase.INTAKE, span, actor=CLERK)
    assert plan.phases.board().phases[1].span == span
    with pytest.raises(PlanDayError):
        plan.phases.set_span(Phase.INTAKE, Span(span.last, span.first), actor=CLERK)
    plan.phases.set_span(Phase.INTAKE, Span(span.first, None), actor=CLERK)
    assert plan.phases.board().phases[1].span == Span(span.first, None)


def test_people_counted_apart_belong_to_no_cell_of_ours(plan):
    guest = plan.roster.add_outside(
        GUEST,
        status=MemberStatus.TEMPORARY_RESIDENT,
        actor=CLERK,
    )
    before = plan.phases.board().cell(HUOI_BON)
    plan.take(guest.member_id)
    after = plan.phases.board().cell(HUOI_BON)
    assert (before.temporary, after.temporary) == (0, 1)
    assert after.reached == before.reached
    assert after.in_the_way == before.in_the_way
    plan.roster.add_outside(
        {FieldKey.FULL_NAME: "Sùng A Chống", FieldKey.CELL: "Chi bộ xã khác"},
        status=MemberStatus.TEMPORARY_RESIDENT,
        actor=CLERK,
    )
    assert plan.phases.board().cell("Chi bộ xã khác") is None


def test_all_cells_whose_gate_is_met_go_on_at_once(plan):
    reviewed(plan, NA_SANG, SCHOOL)
    assert plan.phases.open_met(actor=CLERK) == 2
    assert plan.phases.open_met(actor=CLERK) == 0
    plan.take("nguyen thi ngoc anh")
    assert plan.phases.open_met(actor=CLERK) == 1
    phases = {one.name: one.phase for one in plan.phases.board().cells}
    assert phases == {
        NA_SANG: Phase.INTAKE,
        SCHOOL: Phase.TRANSFER,
        HUOI_BON: Phase.REVIEW,
    }


def test_the_counter_hears_of_a_cell_before_its_turn_and_goes_on(plan):
    key = plan.open(plan.key("k'breu"), actor=CLERK).application_id
    assert plan.phases.early(key) is None  # nobody works by phases yet
    plan.phases.open_phase(Phase.INTAKE, [HUOI_BON], reason="x", actor=CLERK)
    found = plan.phases.early(key)
    assert found.name == NA_SANG
    assert found.obstacles == plan.phases.board().cell(NA_SANG).in_the_way[Phase.REVIEW]
    assert [one.code for one in found.obstacles] == [Code.SHEET, Code.CATALOGUE]
    other = plan.open(plan.key("lo thi pang"), actor=CLERK).application_id
    assert plan.phases.early(other) is None
    for what in CellConfirmation:
        plan.phases.confirm(NA_SANG, what, actor=CLERK)
    assert plan.phases.early(key).obstacles == ()
    plan.phases.open_phase(Phase.INTAKE, [NA_SANG], actor=CLERK)
    assert plan.phases.early(key) is None


def test_people_counted_apart_have_no_turn(plan):
    plan.phases.open_phase(Phase.INTAKE, [NA_SANG], reason="x", actor=CLERK)
    guest = plan.roster.add_outside(GUEST, status=MemberStatus.TEMPORARY_RESIDENT, actor=CLERK)
    key = plan.open(guest.member_id, actor=CLERK).application_id
    assert plan.phases.early(key) is None
