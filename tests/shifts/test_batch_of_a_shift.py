"""A batch of one opened shift takes what belongs to it; two of them can share a morning."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from desktop.batch.choosing.rules import Choice
from desktop.batch.errors import NothingToExportError
from desktop.batch.service import BatchService
from desktop.cli import batch_choice
from desktop.cli.context import CliContext
from desktop.common.arguments import Parser
from desktop.common.shifts import DayPart, OpenedShift, Shift
from desktop.documents.printers import FolderPrinter
from desktop.models import BatchRecord
from desktop.security.access.seat import Seat
from desktop.security.sealing import new_identity
from desktop.security.service import SecurityService
from desktop.shifts.errors import NoSuchShiftError
from desktop.ui.batch.choice_words import choice_words, taken_words
from tests.shifts.conftest import CLERK


def test_a_shift_is_exported_by_its_number(desk):
    shifts, batch = desk.shifts.desk, BatchService(desk.store, desk.clock)
    key = new_identity().public
    SecurityService(desk.store, desk.clock).add_recipient("Tỉnh (thử)", key, actor=CLERK)
    printer = FolderPrinter(desk.folder / "papers")
    out = desk.folder / "out"
    out.mkdir()

    def take(name, minutes):
        desk.clock.advance(timedelta(minutes=minutes))
        received = desk.take(name)
        desk.printing.print_job(received.print_job, printer, actor=CLERK)
        return received.application_id

    early = take("lo thi pang", 1)  # while no shift is open: the next one has it
    shifts.open(actor=CLERK)
    first = take("giang a pao", 10)
    again = take("k'breu", 1)
    shifts.close(actor=CLERK)
    shifts.open(actor=CLERK)
    second = take("nguyen thi ngoc anh", 1)
    desk.moves.ask_for_more(again, actor=CLERK, reason="thiếu giấy")
    desk.clock.advance(timedelta(minutes=2))
    desk.intake.open(desk.person("k'breu"), actor=CLERK)
    redone = desk.finish(again)
    desk.printing.print_job(redone.print_job, printer, actor=CLERK)

    def left_with(number):
        report = batch.export(out, actor=CLERK, choice=Choice(shift=shifts.opened(number)))
        with desk.store.read() as session:
            rows = session.query(BatchRecord).filter_by(batch_id=report.batch_id)
            return {row.application_id for row in rows}

    # By the clock they are one morning; by number each has its own.
    morning = Choice(shift=Shift(desk.clock.now().date(), DayPart.MORNING))
    assert next(one.count for one in batch.groups() if one.choice == morning) == 4
    assert left_with(1) == {early, first}
    with pytest.raises(NothingToExportError):
        left_with(1)
    assert left_with(2) == {second, again}
    with pytest.raises(NoSuchShiftError, match="ca số 3"):
        left_with(3)


def test_the_command_takes_a_number_or_a_day(desk):
    desk.shifts.desk.open(actor=CLERK)
    services = SimpleNamespace(shifts=desk.shifts, login=SimpleNamespace(seat=Seat()))
    parser = Parser(prog="qtn")
    batch_choice.add_options(parser)

    def shift(text):
        args = parser.parse_args(["--shift", text])
        return batch_choice.chosen(args, CliContext(args, lambda _: services)).shift

    assert shift("1") == desk.shifts.desk.opened(1)
    assert (shift("1").code, shift("1").number) == ("2025-08-20:sang", 1)
    assert shift("20250820") == shift("20/08/2025") == Shift(date(2025, 8, 20))
    with pytest.raises(NoSuchShiftError):
        shift("7")
    with pytest.raises(SystemExit):
        shift("hôm qua")


def test_shifts_that_hold_waiting_records_are_offered_by_number(desk):
    shifts, batch = desk.shifts.desk, BatchService(desk.store, desk.clock)
    key = new_identity().public
    SecurityService(desk.store, desk.clock).add_recipient("Tỉnh (thử)", key, actor=CLERK)
    printer = FolderPrinter(desk.folder / "papers")
    out = desk.folder / "out"
    out.mkdir()

    def take(name):
        desk.clock.advance(timedelta(minutes=3))
        received = desk.take(name)
        desk.printing.print_job(received.print_job, printer, actor=CLERK)

    def offered():
        found = batch.groups(shifts.waiting())
        return {
            one.choice.shift.number: one.count
            for one in found
            if isinstance(one.choice.shift, OpenedShift)
        }

    take("lo thi pang")
    assert offered() == {}  # no shift was ever opened
    shifts.open(actor=CLERK)
    take("giang a pao")
    shifts.close(actor=CLERK)
    take("k'breu")  # while none is open: the next one has it
    assert offered() == {1: 2}
    shifts.open(actor=CLERK)
    take("nguyen thi ngoc anh")
    assert offered() == {2: 2, 1: 2}
    choice = next(
        one.choice
        for one in batch.groups(shifts.waiting())
        if one.choice.kind == "shift"
        and isinstance(one.choice.shift, OpenedShift)
        and one.choice.shift.number == 1
    )
    assert batch.export(out, actor=CLERK, choice=choice).records == 2
    assert offered() == {2: 2}
    # What is kept of it names the shift, not only the morning that both share.
    (line,) = batch.list_batches()
    assert line.choice.shift.number == 1
    assert (choice_words(line.choice), taken_words(line.choice)) == ("Ca số 1, sáng 20/08",) * 2
