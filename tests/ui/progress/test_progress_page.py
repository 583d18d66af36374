"""The dashboard in the real window: what it says, and what its keys do."""

import subprocess
import sys
from datetime import timedelta

import openpyxl
import pytest
from pypdf import PdfReader
from pyqtgraph import TextItem
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.context import PageName
from desktop.ui.progress import report_files
from tests import factories
from tests.ui.shell.office import HUONG, open_office


def test_the_page_says_what_the_counts_say(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive("giang a pao")
        office.services.campaign.change(
            {"deadline": "22/08/2025", "start": "20/08/2025", "decimals": "2"}, actor=HUONG
        )
        page = office.show(PageName.PROGRESS)
        assert office.window.header.tabs["progress"].isChecked()
        assert page.figures.share.number.text() == "25,00 %"
        assert page.figures.share.parts.text() == "1 / 4"
        assert page.figures.remaining.number.text() == "3"
        assert page.figures.left.number.text() == "2 ngày 16 giờ"
        assert page.figures.needed.number.text() == "1"
        shares = {one.name: one.left for one in page.cells.table.rows}
        assert sum(shares.values()) == 3
        slowest = page.cells.table.rows[0]
        assert slowest.totals.received == 0


def test_without_a_deadline_nothing_is_invented(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.PROGRESS)
        assert page.figures.left.number.text() == "–"
        assert page.figures.needed.number.text() == "–"
        assert page.figures.share.number.text() == "0,0 %"


def test_the_chart_is_read_day_by_day_with_the_arrow_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive("giang a pao")
        office.services.campaign.change(
            {"deadline": "22/08/2025", "start": "18/08/2025"}, actor=HUONG
        )
        page = office.show(PageName.PROGRESS)
        chart = page.course.chart
        assert chart is not None
        chart.setFocus()
        assert chart.reading() == "20/08: 1 người, trong ngày 1, cần đạt 3"
        assert page.course.reading.text() == chart.reading()
        office.press(Qt.Key.Key_Left)
        assert chart.reading() == "19/08: 0 người, trong ngày 0, cần đạt 2"
        assert chart.accessibleDescription() == chart.reading()
        office.press(Qt.Key.Key_Home)
        assert chart.reading().startswith("18/08")
        office.press(Qt.Key.Key_Left)
        assert chart.reading().startswith("18/08")
        office.press(Qt.Key.Key_End)
        assert chart.reading().startswith("20/08")


@pytest.mark.parametrize("start", ["20/08/2025", "19/08/2025", "01/08/2025"])
def test_no_word_of_the_chart_is_cut_off_at_its_edges(tmp_path, start):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive("giang a pao")
        office.services.campaign.change({"deadline": "22/08/2025", "start": start}, actor=HUONG)
        chart = office.show(PageName.PROGRESS).course.chart
        words = [item for item in chart.plot.getPlotItem().items if isinstance(item, TextItem)]
        assert any("Hôm nay" in word.toPlainText() for word in words)
        seen = chart.plot.getViewBox().sceneBoundingRect().adjusted(-1, -1, 1, 1)
        for word in words:
            where = word.mapRectToScene(word.boundingRect())
            assert seen.left() <= where.left(), word.toPlainText()
            assert where.right() <= seen.right(), word.toPlainText()


def test_the_figures_of_a_past_day_are_shown_and_left_again(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "p", clock=clock) as office:
        office.log_in()
        office.show(PageName.PROGRESS)
        clock.advance(timedelta(days=2))
        office.receive("giang a pao")
        page = office.show(PageName.PROGRESS)
        assert page.figures.share.parts.text() == "1 / 4"
        office.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        office.type("20082025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.figures.share.parts.text() == "0 / 4"
        assert page.days.said.text() == "Số liệu đến hết ngày 20/08/2025"
        page._open_all()
        office.idle()
        assert len(office.page.table.rows) == 4  # the names are those of that day
        assert office.page.about.text() == "4 người, số liệu hết ngày 20/08/2025"
        office.press(Qt.Key.Key_F7)
        office.idle()
        office.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        office.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        assert page.figures.share.parts.text() == "1 / 4"
        assert not page.days.isVisible()


def test_a_day_that_has_not_come_is_refused_in_words(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.PROGRESS)
        office.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        office.type("21082025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.days.problem.text() == "Ngày này chưa tới."
        page.days.field.clear()
        office.type("99")
        office.press(Qt.Key.Key_Return)
        assert page.days.problem.text().startswith("Gõ đủ ngày")


def test_charts_are_not_loaded_before_the_page_is_opened(tmp_path):
    code = (
        "import sys; from desktop.ui.shell.furniture import Furniture; "
        "from desktop.ui.shell.routes import ROUTES; "
        "from desktop.ui.progress.progress_page import ProgressPage; "
        "sys.exit('pyqtgraph' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_enter_opens_the_names_of_a_cell_and_of_a_reason(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.PROGRESS)
        cell = page.cells.table.rows[0]
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.REMAINING
        assert cell.name in office.page.title
        assert len(office.page.table.rows) == cell.left
        office.press(Qt.Key.Key_F7)
        office.idle()
        assert office.here is PageName.PROGRESS
        page.reasons.table.setFocus()
        office.press(Qt.Key.Key_Down)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.page.title == "Chưa thu nhận: Chưa đến"
        people = office.page.table.rows
        assert len(people) == 4
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.PERSON


def test_paper_workbook_and_message_of_the_evening_agree(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive("giang a pao")
        page = office.show(PageName.PROGRESS)
        report = page.board.report
        target = tmp_path / "tien-do.pdf"
        report_files.save_evening(page._context, report, target, page._failed)
        office.idle()
        (paper,) = PdfReader(target).pages
        said = " ".join(paper.extract_text().split())
        book = openpyxl.load_workbook(target.with_suffix(".xlsx"))
        rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        message = QApplication.clipboard().text()
        total = report.total
        head = f"Đã thu nhận {total.received} trên {total.eligible} đảng viên đủ điều kiện"
        assert head in said
        assert head in message
        assert rows[-1][1:4] == ["Cộng", total.eligible, total.received]
        where = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
        assert where[-1][1] == total.received_total
        reasons = [[cell.value for cell in row] for row in book.worksheets[2].iter_rows()]
        left = total.eligible - total.received
        assert sum(row[1] for row in reasons if isinstance(row[1], int)) == left
        assert f"Chưa đến {left}" in message
        assert f"Chưa đến {left}" in said
        assert "tin nhắn" in office.toast()
        QApplication.clipboard().clear()
        office.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.clipboard().text() == message
