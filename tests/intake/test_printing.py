from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.printers import FolderPrinter, NoPrinter
from desktop.intake.errors import WrongStateError
from tests import factories

CLERK = "Lò Thị Hương"


@pytest.fixture
def received(desk):
    draft = desk.intake.open(desk.person("giang a pao"), actor=CLERK, card=factories.read_card())
    desk.intake.accept_photo(draft.application_id, factories.jpeg(), report={}, actor=CLERK)
    desk.intake.accept_signature(draft.application_id, factories.signature_png(), actor=CLERK)
    return desk.reception.receive(draft.application_id, actor=CLERK)


def words(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_receipt_says_what_was_received(desk, received):
    pdf = desk.printing.receipt_pdf(received.application_id)
    text = words(pdf)
    assert "Giàng A Páo".upper() in text.upper()
    assert received.receipt_number in text
    assert "********2345" in text
    assert "014078012345" not in text
    assert len(PdfReader(BytesIO(pdf)).pages) == 2


def test_the_receipt_is_kept_and_never_rendered_anew(desk, received):
    first = desk.printing.receipt_pdf(received.application_id)
    assert desk.printing.receipt_pdf(received.application_id) == first


def test_a_print_is_recorded(desk, received, tmp_path):
    printer = FolderPrinter(tmp_path / "papers")
    result = desk.printing.print_job(received.print_job, printer, actor=CLERK)
    assert result.printed
    assert desk.printing.waiting() == ()
    assert printer.printed[0].read_bytes() == desk.printing.receipt_pdf(received.application_id)


def test_a_failed_print_is_said_waits_and_can_be_mended(desk, received, tmp_path):
    printer = FolderPrinter(tmp_path / "papers", failing=True)
    result = desk.printing.print_job(received.print_job, printer, actor=CLERK)
    assert not result.printed
    assert "hết giấy" in result.title
    assert "đã lưu" in result.advice
    assert desk.printing.waiting() == (received.print_job,)
    assert desk.overview.today().rows[0].print_problem == result.title
    printer.failing = False
    assert desk.printing.print_job(received.print_job, printer, actor=CLERK).printed
    assert desk.printing.waiting() == ()


def test_without_a_printer_the_record_is_safe(desk, received):
    result = desk.printing.print_job(received.print_job, NoPrinter(), actor=CLERK)
    assert not result.printed
    assert desk.overview.today().done == 1


def test_reprints_are_counted(desk, received, tmp_path):
    printer = FolderPrinter(tmp_path / "papers")
    desk.printing.print_job(received.print_job, printer, actor=CLERK)
    assert desk.printing.reprints(received.application_id) == 0
    for _ in range(2):
        job = desk.printing.reprint(received.application_id, actor=CLERK)
        desk.printing.print_job(job, printer, actor=CLERK)
    assert desk.printing.reprints(received.application_id) == 2
    assert len(printer.printed) == 3
    assert "In lại lần" not in words(printer.printed[0].read_bytes())
    assert "In lại lần 2" in words(printer.printed[2].read_bytes())


def test_papers_speak_vietnamese_whatever_the_screen_speaks(desk, received):
    from desktop.common import i18n

    i18n.set_language("en")
    try:
        text = words(desk.printing.receipt_pdf(received.application_id))
    finally:
        i18n.set_language("vi")
    assert "GIẤY BIÊN NHẬN" in text
    assert "Số biên nhận" in text


def test_nothing_to_print_before_the_save(desk):
    draft = desk.intake.open(desk.person("lo thi pang"), actor=CLERK)
    with pytest.raises(WrongStateError):
        desk.printing.reprint(draft.application_id, actor=CLERK)


def test_the_preview_needs_no_save(desk):
    draft = desk.intake.open(desk.person("lo thi pang"), actor=CLERK)
    assert "LÒ THỊ PÂNG" in words(desk.printing.preview(draft.application_id, clerk=CLERK)).upper()
