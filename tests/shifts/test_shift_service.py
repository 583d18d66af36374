"""Shifts at a real counter: opened, in the way, handed on, closed, counted."""

from datetime import date, timedelta

import pytest

from desktop.common.shifts import DayPart
from desktop.common.vocabulary import CannotSign, DayKind, MemberStatus, ShiftKind, Unfinished
from desktop.documents.printers import FolderPrinter
from desktop.intake.views import SignException, UnfinishedForm
from desktop.models import AuditEvent
from desktop.security.service import SecurityService
from desktop.shifts.errors import (
    AlreadyOpenError,
    DayError,
    NobodyError,
    NoOpenShiftError,
    NotUnfinishedError,
    StillOpenError,
)
from tests import factories
from tests.shifts.conftest import CLERK, OTHER


def tags(desk):
    with desk.store.read() as session:
        rows = session.query(AuditEvent).order_by(AuditEvent.number)
        return [row.tag for row in rows if row.tag.startswith(("shift:", "calendar", "draft"))]


def printed(desk, *received):
    printer = FolderPrinter(desk.folder / "papers")
    for one in received:
        assert desk.printing.print_job(one.print_job, printer, actor=CLERK).printed


def test_a_shift_is_opened_once_and_says_who_when_and_what(desk):
    shifts = desk.shifts.desk
    assert shifts.current() is None
    coming = shifts.coming()
    assert (coming.part, coming.kind, coming.station) == (DayPart.MORNING, ShiftKind.DAY, "MT02")
    opened = shifts.open(actor=CLERK)
    assert (opened.number, opened.day, opened.part) == (1, date(2025, 8, 20), DayPart.MORNING)
    assert (opened.opened_by, opened.opened_at) == (CLERK, desk.clock.now())
    assert shifts.current() == opened
    with pytest.raises(AlreadyOpenError, match=CLERK):
        shifts.open(actor=OTHER)
    assert tags(desk) == ["shift:opened"]


def test_nothing_is_closed_that_is_not_open(desk):
    with pytest.raises(NoOpenShiftError):
        desk.shifts.desk.close(actor=CLERK)
    assert desk.shifts.desk.state() is None


def test_a_draft_is_in_the_way_until_it_is_handed_on_by_name(desk):
    shifts = desk.shifts.desk
    shifts.open(actor=CLERK)
    draft = desk.intake.open(desk.person("giang a pao"), actor=CLERK)
    with pytest.raises(StillOpenError, match="còn 1 hồ sơ dở dang"):
        shifts.close(actor=CLERK)
    assert shifts.current() is not None
    with pytest.raises(NobodyError, match="Không Có Ai"):
        shifts.hand_on(Unfinished.DRAFT, draft.application_id, "Không Có Ai", actor=CLERK)
    with pytest.raises(NotUnfinishedError):
        shifts.hand_on(Unfinished.PRINT, draft.application_id, OTHER, actor=CLERK)
    shifts.hand_on(Unfinished.DRAFT, draft.application_id, f" {OTHER} ", actor=CLERK)
    (item,) = shifts.state().items
    assert (item.held_by, item.given_to) == (OTHER, OTHER)
    closed = shifts.close(actor=CLERK)
    assert (closed.figures.unfinished, closed.figures.handed_on) == (1, 1)
    assert tags(desk) == ["shift:opened", "draft:handed_to", "shift:handed_on", "shift:closed"]
    # The next shift has to answer for it anew.
    shifts.open(actor=OTHER)
    with pytest.raises(StillOpenError):
        shifts.close(actor=OTHER)


def test_a_form_and_a_print_are_in_the_way_too(desk):
    shifts = desk.shifts.desk
    shifts.open(actor=CLERK)
    received = desk.take("giang a pao")
    form = UnfinishedForm(
        form_id=desk.person("lo thi pang"),
        text="Sùng Thị Mỷ",
        card=None,
        fields={},
        status=MemberStatus.OUTSIDE_LIST,
        opened_by=CLERK,
    )
    desk.unfinished.keep_form(form, actor="Lò Thị Hương")
    with pytest.raises(StillOpenError, match="1 phiếu ngoài danh sách, còn 1 biên nhận"):
        shifts.close(actor=CLERK)
    names = {item.kind: item.name for item in shifts.state().items}
    assert names == {
        Unfinished.FORM: "Sùng Thị Mỷ",
        Unfinished.PRINT: received.receipt_number,
    }
    shifts.hand_on(Unfinished.FORM, form.form_id, OTHER, actor=CLERK)
    printed(desk, received)
    assert shifts.close(actor=CLERK).figures.open_prints == 0


def test_a_print_that_failed_and_was_printed_anew_is_not_in_the_way(desk):
    shifts = desk.shifts.desk
    shifts.open(actor=CLERK)
    received = desk.take("giang a pao")
    printer = FolderPrinter(desk.folder / "papers", failing=True)
    desk.printing.print_job(received.print_job, printer, actor=CLERK)
    (item,) = shifts.state().in_the_way
    assert "hết giấy" in item.problem
    printer.failing = False
    job = desk.printing.reprint(received.application_id, actor=CLERK)
    desk.printing.print_job(job, printer, actor=CLERK)
    state = shifts.close(actor=CLERK)
    assert (state.figures.failed_prints, state.figures.open_prints) == (1, 0)


def test_the_closing_page_counts_what_happened(desk):
    shifts = desk.shifts.desk
    desk.login.log_in(desk.operators[CLERK].id, "2580")
    before = desk.take("lo thi pang")  # while no shift is open
    shifts.open(actor=CLERK)
    draft = desk.intake.open(desk.person("giang a pao"), actor=CLERK)
    desk.clock.advance(timedelta(seconds=69))
    desk.intake.accept_photo(
        draft.application_id, factories.jpeg(), report={}, actor=CLERK, exception="Máy ảnh hỏng"
    )
    exception = SignException(CannotSign.HAND, "Vừ A Dình")
    desk.intake.cannot_sign(draft.application_id, exception, actor=CLERK)
    first = desk.reception.receive(draft.application_id, actor=CLERK)
    second = desk.take("nguyen thi ngoc anh", OTHER)
    printed(desk, before, first, second)
    desk.reception.withdraw(second.application_id, actor=OTHER, reason="nhầm người")
    desk.moves.ask_for_more(first.application_id, actor=CLERK, reason="thiếu giấy")
    state = shifts.state()
    figures = state.figures
    assert (figures.received, figures.done, figures.withdrawn, figures.put_back) == (3, 1, 1, 1)
    assert (figures.before_opening, figures.again, figures.returned) == (1, 0, 2)
    assert figures.waiting_export == 1
    assert [(one.what, one.reason, one.count) for one in figures.overrides] == [
        ("photo", "Máy ảnh hỏng", 1),
        ("signature", "hand", 1),
    ]
    assert {one.name: (one.received, one.returned, one.overrides) for one in figures.operators} == {
        CLERK: (2, 1, 2),
        OTHER: (1, 1, 0),
    }
    assert figures.p90_seconds == 69
    assert [one.name for one in figures.worked] == [CLERK]
    assert figures.last_backup_at is None
    closed = shifts.close(actor=CLERK)
    assert closed.figures == figures
    assert shifts.closed()[0] == closed


def test_closing_freezes_the_head_of_the_chain(desk):
    shifts = desk.shifts.desk
    shifts.open(actor=CLERK)
    closed = shifts.close(actor=CLERK).shift
    with desk.store.read() as session:
        event = session.get(AuditEvent, closed.last_event)
        assert event.digest == closed.head_digest
        assert event.tag == "shift:closed"
    assert SecurityService(desk.store, desk.clock).audit_verify().ok


def test_the_last_backup_is_on_the_page(desk):
    shifts = desk.shifts.desk
    made = desk.backups.now(desk.folder / "backup", actor=CLERK)
    shifts.open(actor=CLERK)
    assert shifts.close(actor=CLERK).figures.last_backup_at == made.manifest.made_at


def test_the_office_keeps_days_its_own_way(desk):
    calendar = desk.shifts.calendar
    day = date(2025, 8, 20)
    calendar.keep(day, DayKind.HOLIDAY, "  Ngày hội  bản ", actor=CLERK)
    row = next(row for row in calendar.year(2025) if row.day == day)
    assert (row.name, row.is_holiday, row.override) == ("Ngày hội bản", True, DayKind.HOLIDAY)
    assert desk.shifts.desk.coming().holiday == "Ngày hội bản"
    assert desk.shifts.desk.open(actor=CLERK).kind is ShiftKind.HOLIDAY
    calendar.keep(day, DayKind.WORKING, "Làm bù", actor=CLERK)
    assert desk.shifts.desk.coming().kind is ShiftKind.DAY
    calendar.forget(day, actor=CLERK)
    calendar.forget(day, actor=CLERK)
    assert day not in [row.day for row in calendar.year(2025)]
    with pytest.raises(DayError):
        calendar.keep(day, DayKind.WORKING, "  ", actor=CLERK)
    with pytest.raises(DayError):
        calendar.year(1900)
    found = [tag for tag in tags(desk) if tag.startswith("calendar")]
    assert found == ["calendar_day:set", "calendar_day:set", "calendar_day:cleared"]


def test_a_draft_belongs_to_no_shift(desk):
    desk.shifts.desk.open(actor=CLERK)
    draft = desk.intake.open(desk.person("giang a pao"), actor=CLERK)
    assert desk.shifts.desk.shift_of_record(draft.application_id) is None
