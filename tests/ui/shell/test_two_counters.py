"""Two windows on one server: who is open where, and pages that follow without any key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.clock import FixedClock
from desktop.common.vocabulary import TurnPriority
from desktop.roster.finding.views import ListQuery
from desktop.security.views import Role
from desktop.ui.context import PageName
from desktop.ui.shell import office_watch
from tests import factories
from tests.ui.shell.counters import founded, window
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, open_office

PAO, PANG = "giang a pao", "lo thi pang"


def _list_file(folder):
    """The usual list, and people enough for every test to take some of its own."""
    more = "".join(
        f"1{at},Sùng A {name},1{at}/03/1978,Nam,Mông,0140780123{at}{at},Chi bộ bản Nà Sang,"
        f'"Bản Nà Sang, xã Mường Thử",03/02/2006,03/02/2007,141234{at}{at},Chính thức\n'
        for at, name in enumerate(("Chu", "Dế", "Lềnh", "Mang", "Páo", "Tủa"), start=1)
    )
    file = folder / "danh-sach.csv"
    file.write_text(factories.LIST_CSV.rstrip("\n") + "\n" + more, encoding="utf-8-sig")
    return file


@pytest.fixture(scope="module")
def office(postgres_server, tmp_path_factory):
    """The office: founded and joined once, with a list; every test takes people of its own."""
    folder = tmp_path_factory.mktemp("office")
    clock = FixedClock(datetime.now(UTC))
    with founded(postgres_server, folder, clock) as made:
        services = made.open("MT02")
        services.login.seat.take(Role.ADMINISTRATOR, HUONG)
        services.imports.import_list(_list_file(folder), actor=HUONG)
        services.close()
        yield made


@pytest.fixture
def at_find(office, monkeypatch):
    """The windows of both counters, with nobody open; they look five times a second."""
    monkeypatch.setattr(office_watch, "LOOK_EVERY_MS", 200)
    with window(office, "MT02", HUONG) as first, window(office, "MT03", TOI) as second:
        yield first, second


def enter(one):
    """Press Enter in one of the two windows, whichever of them is the active one."""
    one.page._opened = 0.0
    QTest.keyClick(one.page, Qt.Key.Key_Return)


def find(office, text):
    """Look somebody up and wait for the lines."""
    page = office.show(PageName.FIND, text=text)
    office.wait(lambda: page.results.table.rows)
    return page


def compare(office, name):
    """Open somebody for comparison."""
    office.show(PageName.COMPARE, member_id=office.member(name))
    office.wait(lambda: office.page._draft is not None)


def test_whoever_is_open_is_seen_at_the_other_counter_and_opens_when_put_aside(at_find):
    first, second = at_find
    page = find(second, PAO)
    page.box.input.setCursorPosition(3)
    compare(first, PAO)
    second.wait(lambda: page.results.current().holder is not None)
    assert (page.box.text(), page.box.input.cursorPosition()) == (PAO, 3)
    assert "MT02" in page.results.preview.remark.value.text()
    assert HUONG in page.results.preview.remark.value.text()
    people = second.show(PageName.ROSTER)
    second.wait(lambda: people.people.current() is not None)
    second.wait(lambda: any("MT02" in cell for cell in column(people.people.table)))
    person = second.show(PageName.PERSON, member_id=second.member(PAO))
    second.wait(lambda: any("MT02" in text and HUONG in text for text in person.side.texts()))
    find(second, PAO)
    enter(second)
    held = second.wait_for("HeldPage")
    second.idle()
    assert "Giàng A Pao" in held.who.text()
    assert "MT02" in held.where.text()
    assert HUONG in held.where.text()
    first.show(PageName.FIND)
    second.wait(held.form.isHidden)
    enter(second)
    second.wait(lambda: second.here is PageName.COMPARE and second.page._draft is not None)
    assert second.member(PAO) not in second.services.leases.held_elsewhere()
    first.wait(lambda: first.member(PAO) in first.services.leases.held_elsewhere())
    assert first.services.leases.held_elsewhere()[first.member(PAO)].operator == TOI


def column(table):
    """The words of the last column, as far as the rows are there."""
    model = table.model()
    last = model.columnCount() - 1
    return [model.cell(row, last).text for row in range(model.rowCount())]


def test_a_supervisor_takes_over_and_the_other_counter_is_told(at_find):
    first, second = at_find
    compare(first, PANG)
    second.show(PageName.COMPARE, member_id=second.member(PANG))
    held = second.wait_for("HeldPage")
    second.idle()
    assert [held.form.who.itemText(at) for at in range(held.form.who.count())] == [HUONG]
    held.form.reason.set_value("Quầy kia bận")
    held.form.secret.set_value("000000")
    enter(second)
    second.wait(lambda: bool(held.bars.bars))
    assert first.here is PageName.COMPARE
    held.form.secret.set_value(HUONG_PIN)
    enter(second)
    second.wait(lambda: second.here is PageName.COMPARE and second.page._draft is not None)
    first.wait(lambda: first.here is PageName.HELD)
    assert "MT03" in first.page.where.text()


def test_pages_follow_what_the_other_counter_does(at_find):
    first, second = at_find
    today = second.show(PageName.TODAY)
    before = len(today.table.rows)
    first.receive(free(first))
    second.wait(lambda: len(today.table.rows) == before + 1)
    drafts = second.show(PageName.DRAFTS)
    open_here = len(drafts.table.rows)
    first.draft(free(first))
    second.wait(lambda: len(drafts.table.rows) == open_here + 1)
    queue = second.show(PageName.QUEUE)
    first.services.queue.issue(TurnPriority.NONE, actor=HUONG)
    second.wait(lambda: len(queue.board.waiting) == 1)
    home = second.show(PageName.FIND)
    done = home.side.day.done.text()
    first.receive(free(first))
    second.wait(lambda: home.side.day.done.text() == str(int(done) + 1))


def test_a_list_that_is_reviewed_grows_and_the_record_at_hand_stays(at_find):
    first, second = at_find
    first.receive(free(first))
    review = first.show(PageName.REVIEW)
    first.wait(lambda: review.face.row is not None)
    at_hand, count = review.face.row, len(review.face.table.rows)
    second.receive(free(second))
    first.wait(lambda: len(review.face.table.rows) == count + 1)
    assert review.face.row == at_hand


def test_a_counter_on_its_own_asks_nothing(tmp_path):
    with open_office(tmp_path / "p", actor=HUONG) as office:
        office.wait_for("FindPage")
        office.show(PageName.COMPARE, member_id=office.member())
        watch = office.session.desk.office
        assert not watch._timer.isActive()
        assert watch._asked is None


def free(office):
    """The name of somebody on the list who has no record yet."""
    services = office.services
    rows = services.roster.list_page(ListQuery(text="sung a"), 0, 200).rows
    taken = services.overview.progress_of(row.member_id for row in rows)
    return next(row.full_name for row in rows if row.member_id not in taken)
