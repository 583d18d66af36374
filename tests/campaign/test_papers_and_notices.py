"""Papers say what they rest on when somebody wrote it down; home units are told of their own."""

from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.campaign.notices.service import NoGuestsError, NoticesService
from desktop.common.errors import InputFileError
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.documents.call_sheet import CallSheet, CallSheetRow, render_call_sheets
from desktop.documents.card_papers import CountContent, render_count
from desktop.documents.confirmation_sheet import ConfirmationContent, render_confirmations
from desktop.intake.printing import PrintingService
from desktop.progress.papers import write_paper
from desktop.security.preferences import Preferences
from tests.campaign.conftest import GUEST
from tests.progress.conftest import CLERK

BASIS = "Căn cứ Chỉ thị 51-CT/TW ngày 08/8/2025 của Ban Bí thư"

# What papers say does not depend on the engine.
pytestmark = pytest.mark.parametrize("office", ["embedded"], indirect=True)


def said(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_receipt_and_evening_report_say_what_they_rest_on(plan):
    key = plan.take("giang a pao")
    preferences = Preferences(plan.store, plan.clock)
    printing = PrintingService(plan.store, plan.clock, preferences)
    plan.campaign._on_change = preferences.forget
    assert BASIS not in said(printing.preview(key, clerk=CLERK))
    assert BASIS not in said(write_paper(plan.progress.report(), ""))
    plan.campaign.change({"legal_basis": BASIS, "name": "Đợt đổi thẻ năm 2025"}, actor=CLERK)
    for pdf in (
        printing.preview(key, clerk=CLERK),
        write_paper(plan.progress.report(), ""),
    ):
        assert BASIS in said(pdf)
        assert "Đợt đổi thẻ năm 2025" in said(pdf)
        assert len(PdfReader(BytesIO(pdf)).pages) == 1


@pytest.mark.parametrize("basis", ["", BASIS])
def test_sheets_of_cells_and_of_cards_do_too(office, basis):
    del office
    sheet = ConfirmationContent(
        committee="Đảng bộ xã Mường Thử",
        cell="Chi bộ bản Nà Sang",
        sources=("Danh sách", "CSDL quốc gia"),
        basis="Đối chiếu danh sách",
        place_date="Mường Thử, ngày 20 tháng 8 năm 2025",
        people=(),
        campaign_title="Đợt đổi thẻ năm 2025",
        legal_basis=basis,
    )
    count = CountContent(
        office_lines=("Công an xã Mường Thử",),
        campaign_title="Đợt đổi thẻ năm 2025",
        place_date="Mường Thử, ngày 20 tháng 8 năm 2025",
        number=1,
        counted_at="20/08/2025",
        totals=(),
        rows=(),
        legal_basis=basis,
    )
    calls = CallSheet(
        office="Công an xã Mường Thử",
        campaign_title="Đợt đổi thẻ năm 2025",
        day_shown="20/08/2025",
        cell="Chi bộ bản Nà Sang",
        rows=(CallSheetRow("Giàng A Pao", "0912 345 678", "Mời nhận thẻ", "", ""),) * 6,
        legal_basis=basis,
    )
    called = render_call_sheets([calls])
    assert len(PdfReader(BytesIO(called)).pages) == 1
    for pdf in (render_confirmations([sheet]), render_count(count), called):
        text = said(pdf)
        assert "Đợt đổi thẻ năm 2025" in text
        assert (BASIS in text) == bool(basis)


def guest(plan, name, number, unit):
    fields = {**GUEST, FieldKey.FULL_NAME: name, FieldKey.PERSONAL_ID: number, FieldKey.CELL: unit}
    kind = MemberStatus.TEMPORARY_RESIDENT
    found = plan.roster.add_outside(fields, status=kind, actor=CLERK)
    return plan.take(found.member_id)


def test_each_home_unit_gets_a_paper_with_its_own_people(plan):
    notices = NoticesService(plan.store, plan.clock, Preferences(plan.store, plan.clock))
    target = plan.folder / "bao.pdf"
    with pytest.raises(NoGuestsError):
        notices.write(target, actor=CLERK)
    plan.take("giang a pao")  # on the unit's own list: no notice
    guest(plan, "Mùa Thị Say", "014190000555", "Chi bộ Mường Xa")
    guest(plan, "Sùng A Chống", "014091000556", "Chi bộ Tà Xùa")
    guest(plan, "Vàng Thị Mỷ", "014192000557", "Chi bộ Tà Xùa")
    assert notices.write(target, actor=CLERK) == (3, 2)
    pages = [" ".join(one.extract_text().split()) for one in PdfReader(target).pages]
    assert len(pages) == 2
    assert "Kính gửi Chi bộ Mường Xa" in pages[0]
    assert "Mùa Thị Say" in pages[0]
    assert "Sùng A Chống" in pages[1]
    assert "Vàng Thị Mỷ" in pages[1]
    assert not any("Giàng A Pao" in page for page in pages)
    table = plan.folder / "bao.xlsx"
    notices.write(table, actor=CLERK)
    rows = list(openpyxl.load_workbook(table).active.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["Chi bộ Mường Xa", *["Chi bộ Tà Xùa"] * 2]
    with pytest.raises(InputFileError):
        notices.write(plan.folder / "bao.txt", actor=CLERK)
