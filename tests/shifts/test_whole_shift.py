"""A shift on each engine: opened once, in the way, handed on, closed, counted."""

from datetime import date, timedelta

import pytest

from desktop.common.vocabulary import DayKind, ShiftKind, Unfinished
from desktop.documents.printers import FolderPrinter
from desktop.models import AuditEvent
from desktop.security.service import SecurityService
from desktop.shifts.errors import AlreadyOpenError, NoOpenShiftError, StillOpenError
from tests.shifts.conftest import CLERK, OTHER


def test_a_whole_shift(desk):
    shifts = desk.shifts.desk
    with pytest.raises(NoOpenShiftError):
        shifts.close(actor=CLERK)
    before = desk.take("lo thi pang")  # while no shift is open
    opened = shifts.open(actor=CLERK)
    assert (opened.number, opened.kind) == (1, ShiftKind.DAY)
    with pytest.raises(AlreadyOpenError, match=CLERK):
        shifts.open(actor=OTHER)
    desk.login.log_in(desk.operators[CLERK].id, "2580")
    draft = desk.intake.open(desk.person("giang a pao"), actor=CLERK)
    second = desk.take("nguyen thi ngoc anh", OTHER)
    with pytest.raises(StillOpenError, match="còn 1 hồ sơ dở dang, còn 2 biên nhận chưa in"):
        shifts.close(actor=CLERK)
    printer = FolderPrinter(desk.folder / "papers")
    for one in (before, second):
        assert desk.printing.print_job(one.print_job, printer, actor=CLERK).printed
    shifts.hand_on(Unfinished.DRAFT, draft.application_id, OTHER, actor=CLERK)
    desk.reception.withdraw(second.application_id, actor=OTHER, reason="nhầm người")
    closed = shifts.close(actor=CLERK)
    figures = closed.figures
    assert (figures.received, figures.done, figures.withdrawn) == (2, 1, 1)
    assert (figures.before_opening, figures.handed_on, figures.returned) == (1, 1, 1)
    assert [one.name for one in figures.worked] == [CLERK]
    assert shifts.recounted(1) == {before.application_id, second.application_id}
    with desk.store.read() as session:
        assert session.get(AuditEvent, closed.shift.last_event).digest == closed.shift.head_digest
    assert SecurityService(desk.store, desk.clock).audit_verify().ok
    # The next one, on a day that the office keeps otherwise.
    desk.clock.advance(timedelta(days=1))
    desk.shifts.calendar.keep(date(2025, 8, 21), DayKind.HOLIDAY, "Ngày hội bản", actor=CLERK)
    again = shifts.open(actor=OTHER)
    assert (again.number, again.kind) == (2, ShiftKind.HOLIDAY)
    assert shifts.shift_of_record(before.application_id).number == 1
    received = desk.finish(draft.application_id, OTHER)
    assert shifts.shift_of_record(received.application_id).number == 2
    assert shifts.closed()[0] == closed
    assert desk.shifts.papers.closing_page(1, actor=CLERK).startswith(b"%PDF")
