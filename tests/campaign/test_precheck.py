"""What a cell signed is kept, never changed, and known to the plan of the campaign."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop.campaign.precheck.errors import (
    NotOfThisCellError,
    SheetIncompleteError,
    SignedLaterError,
)
from desktop.campaign.precheck.service import PrecheckService
from desktop.campaign.precheck.views import Remark
from desktop.common.phases import CellConfirmation, PrecheckReason
from desktop.models import AuditEvent, PrecheckSheet
from tests.campaign.conftest import HUOI_BON, NA_SANG
from tests.progress.conftest import CLERK

CHIEF = "Quàng Văn Sơn"
DAY = date(2025, 8, 19)


@pytest.fixture
def precheck(plan):
    return PrecheckService(plan.store, plan.clock)


def test_a_signed_sheet_is_kept_with_its_remarks_and_meets_the_gate(plan, precheck):
    assert not plan.phases.board().cell(NA_SANG).sheet
    remarks = [
        Remark(plan.key("k'breu"), "", PrecheckReason.WRONG_DATA, "sai  năm sinh"),
        Remark(None, " Lò Thị  Mới ", PrecheckReason.MISSING),
    ]
    found = precheck.enter(NA_SANG, " Lò Văn Hặc ", DAY, remarks, actor=CHIEF)
    assert (found.sheet.signed_by, found.sheet.signed_on) == ("Lò Văn Hặc", DAY)
    assert found.sheet.people == len(found.people)
    assert not found.has_changed
    said = [(one.full_name, one.reason, one.note) for one in found.sheet.remarks]
    assert said == [
        ("K'Brêu", PrecheckReason.WRONG_DATA, "sai năm sinh"),
        ("Lò Thị Mới", PrecheckReason.MISSING, ""),
    ]
    assert all("•" in one.masked_id for one in found.people if one.masked_id)
    assert plan.phases.board().cell(NA_SANG).sheet
    summary = precheck.summaries()[NA_SANG]
    assert (summary.signed_by, summary.remarks) == ("Lò Văn Hặc", 2)
    with plan.store.read() as session:
        wanted = select(AuditEvent).where(AuditEvent.tag == "precheck:entered")
        event = session.scalars(wanted).one()
    assert (event.actor, event.target) == (CHIEF, NA_SANG)
    assert event.detail == {"people": len(found.people), "remarks": 2}


def test_a_later_sheet_takes_the_place_of_the_earlier_one_which_stays(plan, precheck):
    precheck.enter(NA_SANG, "Lò Văn Hặc", DAY, actor=CHIEF)
    plan.later(minutes=1)
    found = precheck.enter(NA_SANG, "Vừ A Dơ", DAY, actor=CLERK)
    assert found.sheet.signed_by == "Vừ A Dơ"
    assert [one.signed_by for one in found.earlier] == ["Lò Văn Hặc"]
    plan.later(minutes=1)
    found = precheck.take_back(NA_SANG, actor=CHIEF)
    assert found.sheet is None
    assert [one.signed_by for one in found.earlier] == ["Vừ A Dơ", "Lò Văn Hặc"]
    assert not plan.phases.board().cell(NA_SANG).sheet
    assert NA_SANG not in precheck.summaries()
    with plan.store.read() as session:
        assert len(session.scalars(select(PrecheckSheet)).all()) == 2


def test_a_sheet_that_is_only_ticked_off_counts_as_signed(plan, precheck):
    plan.phases.confirm(HUOI_BON, CellConfirmation.SHEET, actor=CHIEF)
    found = precheck.summaries()[HUOI_BON]
    assert (found.signed_by, found.remarks) == ("", 0)


def test_what_cannot_be_right_is_refused_and_nothing_is_kept(plan, precheck):
    stranger = precheck.cell(HUOI_BON).people[0].member_id
    for who, day, remarks, error in (
        ("  ", DAY, [], SheetIncompleteError),
        ("Vừ A Dơ", DAY, [Remark(None, " ", PrecheckReason.MISSING)], SheetIncompleteError),
        ("Vừ A Dơ", date(2025, 8, 21), [], SignedLaterError),
        ("Vừ A Dơ", DAY, [Remark(stranger, "", PrecheckReason.AWAY)], NotOfThisCellError),
    ):
        with pytest.raises(error):
            precheck.enter(NA_SANG, who, day, remarks, actor=CHIEF)
    with pytest.raises(NotOfThisCellError):
        precheck.enter("Chi bộ không có", "Vừ A Dơ", DAY, actor=CHIEF)
    assert precheck.summaries() == {}
