"""The dashboard in the real window: what it says, and what its keys do."""

from desktop.ui.context import PageName
from desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.shell.office import HUONG, open_office, shown


def said(page):
    return [label.text() for label in shown(page, PlainLabel)]


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
        texts = said(page)
        assert "Số liệu đến 07:15 hôm nay, 20/08/2025" in texts
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
