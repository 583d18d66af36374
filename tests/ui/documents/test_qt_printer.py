"""Printing through Qt, proved by printing into a PDF and reading it back."""

from __future__ import annotations

import threading
import time

import pypdfium2
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from desktop.documents.ports import PrinterError
from desktop.documents.printers import NoPrinter
from desktop.documents.receipt import ReceiptContent, render_receipt
from desktop.ui.documents import qt_printer
from desktop.ui.documents.pdf_preview import PdfPreview, preview_image
from desktop.ui.documents.qt_printer import QtPrinter, make_printer, printer_names, within


@pytest.fixture(scope="module")
def receipt():
    content = ReceiptContent(
        office_lines=("Đảng ủy xã Mường Thử", "Điểm thu nhận số 2"),
        campaign_title="Thu nhận thông tin cấp, đổi thẻ đảng viên",
        number="MT02-000023-62",
        issued_on="2025-08-20",
        full_name="Giàng A Páo",
        birth_shown="12/03/1978",
        sex="Nam",
        personal_id_masked="********2345",
        cell="Chi bộ bản Nà Sang",
        papers_taken="Thông tin, 01 ảnh chân dung, 01 chữ ký",
        old_card="Đã thu lại",
        received_at="14 giờ 34 phút, ngày 20/08/2025",
        hand_over_at="Chi bộ bản Nà Sang",
        applicant="Giàng A Páo",
        clerk="Lò Thị Hương",
    )
    return render_receipt(content, copies=2)


def into(path):
    def configure(device):
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(path))

    return QtPrinter("Máy in quầy 2", configure)


def ink(pdf, page, dpi=50):
    """Return a page as grey rows, 0 is black."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dpi / 72, grayscale=True).to_numpy().squeeze().copy()
    finally:
        document.close()


def in_thread(call):
    """Run a call as the program does, off the GUI thread."""
    result = []

    def run():
        try:
            result.append(call())
        except PrinterError as error:
            result.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert result, "the print did not end"
    return result[0]


def test_both_pages_come_out_on_a5_as_they_are_on_the_screen(tmp_path, receipt):
    out = tmp_path / "paper.pdf"
    assert in_thread(lambda: into(out).print_pdf(receipt, title="MT02-000023-62")) is None
    printed = out.read_bytes()
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 2
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (420, 595)
    document.close()
    for page in (0, 1):
        was, now = ink(receipt, page).astype(float), ink(printed, page).astype(float)
        rows, columns = min(was.shape[0], now.shape[0]), min(was.shape[1], now.shape[1])
        was, now = was[:rows, :columns], now[:rows, :columns]
        assert abs(was.mean() - now.mean()) < 3
        blocks = [a[: rows // 10 * 10].reshape(rows // 10, -1).mean(axis=1) for a in (was, now)]
        assert abs(blocks[0] - blocks[1]).max() < 12  # every stripe has its ink in its place
    assert (ink(printed, 0) < 128).sum() > 500


def test_copies_are_printed_when_the_device_cannot_count(tmp_path, receipt):
    out = tmp_path / "paper.pdf"
    in_thread(lambda: into(out).print_pdf(receipt, title="x", copies=2))
    document = pypdfium2.PdfDocument(out.read_bytes())
    pages = len(document)
    document.close()
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    assert pages == (2 if device.supportsMultipleCopies() else 4)


@pytest.mark.no_qt_log  # Qt itself warns about the path
def test_a_place_that_cannot_be_written_is_a_printer_error(tmp_path, receipt):
    printer = into(tmp_path / "missing" / "paper.pdf")
    error = in_thread(lambda: printer.print_pdf(receipt, title="x"))
    assert isinstance(error, PrinterError)
    assert "Hồ sơ đã lưu." in error.advice


def test_a_printer_that_is_not_there_is_named(receipt):
    error = in_thread(lambda: QtPrinter("Máy in tầng 3").print_pdf(receipt, title="x"))
    assert isinstance(error, PrinterError)
    assert error.title == "Không thấy máy in “Máy in tầng 3”."


def test_what_is_no_pdf_is_a_printer_error(tmp_path):
    error = in_thread(lambda: into(tmp_path / "p.pdf").print_pdf(b"not a pdf", title="x"))
    assert isinstance(error, PrinterError)
    assert error.advice


def test_without_printers_there_is_none_and_it_says_so(monkeypatch):
    monkeypatch.setattr(qt_printer, "_installed", lambda: ("", []))
    printer = make_printer("")
    assert isinstance(printer, NoPrinter)
    assert printer.name == ""


def test_the_default_printer_comes_first_and_a_lost_one_is_said(monkeypatch, receipt):
    monkeypatch.setattr(qt_printer, "_installed", lambda: ("B", ["A", "B", "C"]))
    assert printer_names() == ["B", "A", "C"]
    assert make_printer("").name == "B"
    assert make_printer("C").name == "C"
    lost = make_printer("D")
    assert lost.name == "D"
    with pytest.raises(PrinterError, match="Không thấy máy in “D”"):
        lost.print_pdf(receipt, title="x")


def test_a_list_that_does_not_come_is_given_up_in_time(monkeypatch, receipt):
    release = threading.Event()
    monkeypatch.setattr(qt_printer, "_installed", lambda: release.wait(30) and ("", []))
    began = time.monotonic()
    with pytest.raises(PrinterError, match="chưa trả lời"):
        printer_names(0.2)
    assert time.monotonic() - began < 2
    release.set()
    deadline = time.monotonic() + 5
    while any(t.name == "printers" for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)


def test_an_error_inside_the_limit_reaches_the_caller():
    def fail():
        raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        within(2, fail)
    assert within(2, lambda: 7) == 7


def test_the_preview_shows_the_whole_page(qtbot, receipt):
    image = preview_image(receipt, 1, dpi=72)
    assert (image.width(), image.height()) in {(420, 595), (420, 596), (419, 595)}
    view = PdfPreview("Biên nhận sẽ in", QSize(180, 254))
    qtbot.addWidget(view)
    view.resize(300, 254)
    view.set_image(image)
    assert view.accessibleName() == "Biên nhận sẽ in"
    shown = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert shown.pixelColor(150, 5).lightness() > 240  # paper in the middle
    assert shown.pixelColor(10, 100).lightness() < 240  # ground beside it
    rect = view.picture_rect()
    assert rect.height() == pytest.approx(254, abs=1)
    assert rect.width() == pytest.approx(180, abs=2)
