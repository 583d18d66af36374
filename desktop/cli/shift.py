"""`main.py shift open|close|status|calendar|plan`: shifts of this counter."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli import shift_plan
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.clock import show_date, show_time, today
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.vocabulary import DayKind
from desktop.services import Services
from desktop.shifts import rules, words
from desktop.shifts.views import CalendarRow, OpenItem, ShiftState, ShiftView


def add_parser(commands: Any) -> None:
    """Add `shift` to the command line."""
    parser = commands.add_parser("shift", help=tr("ca trực: mở, chốt, xem, lịch nghỉ"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    _finish(verbs.add_parser("open", help=tr("mở ca")), run_open)
    close = verbs.add_parser("close", help=tr("chốt ca, ghi biên bản A4"))
    close.add_argument(
        "--hand-to",
        default=None,
        metavar=tr("TÊN"),
        help=tr("giao mọi việc dở dang cho người này của ca sau"),
    )
    _finish(close, run_close)
    status = verbs.add_parser("status", help=tr("ca đang mở, việc còn lại, các ca đã chốt"))
    status.add_argument(
        "--shift", type=int, default=None, metavar=tr("SỐ"), help=tr("số của một ca đã chốt")
    )
    _finish(status, run_status)
    for command in (close, status):
        command.add_argument(
            "--sheet", type=Path, default=None, metavar="FILE", help=tr("ghi biên bản A4 (PDF)")
        )
    calendar = verbs.add_parser("calendar", help=tr("ngày lễ, ngày làm bù, ngày nghỉ thêm"))
    calendar.add_argument("--year", type=int, default=None, metavar=tr("NĂM"))
    group = calendar.add_mutually_exclusive_group()
    for option, help_text in (
        ("--working", tr("ngày này làm việc bình thường")),
        ("--holiday", tr("ngày này nghỉ")),
        ("--forget", tr("theo lịch chung trở lại")),
    ):
        group.add_argument(option, type=_day, default=None, metavar=tr("NGÀY"), help=help_text)
    calendar.add_argument("--name", default="", metavar=tr("LÝ_DO"), help=tr("vì sao"))
    _finish(calendar, run_calendar)
    shift_plan.add_parser(verbs)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def _day(text: str) -> date:
    """Read `2025-11-29` or `29/11/2025`; anything else is a ValueError, as argparse wants it."""
    if "/" in text:
        text = "-".join(reversed([piece.zfill(2) for piece in text.split("/")]))
    return date.fromisoformat(text)


# ---------------------------------------------------------------- verbs


def run_open(args: argparse.Namespace, context: CliContext) -> int:
    """Open a shift; one that is open already is an error."""
    del args
    shift = context.services().shifts.desk.open(actor=ACTOR)
    context.emit({"shift": shift_json(shift)}, tr("Đã mở {shift}.").format(shift=_titled(shift)))
    return OK


def run_close(args: argparse.Namespace, context: CliContext) -> int:
    """Close the open shift; what is in the way is named, and nothing is closed."""
    services = context.services()
    desk = services.shifts.desk
    if args.hand_to is not None:
        state = desk.state()
        for item in state.in_the_way if state else ():
            desk.hand_on(item.kind, item.subject_id, args.hand_to, actor=ACTOR)
    closed = desk.close(actor=ACTOR)
    _write_sheet(args, services, closed.shift.number)
    text = tr("Đã chốt {shift}. Đầu chuỗi nhật ký: {digest}").format(
        shift=_titled(closed.shift), digest=closed.shift.head_digest
    )
    context.emit(_state_json(closed), text)
    return OK


def run_status(args: argparse.Namespace, context: CliContext) -> int:
    """Show the open shift, or a closed one; 1 when no shift is open."""
    services = context.services()
    desk = services.shifts.desk
    if args.shift is not None:
        found = [one for one in desk.closed() if one.shift.number == args.shift]
        _write_sheet(args, services, args.shift)
        state = found[0] if found else None
    else:
        state = desk.state()
        if args.sheet is not None:
            write_whole(args.sheet, services.shifts.papers.preview())
    closed = [shift_json(one.shift) for one in desk.closed()]
    if state is None:
        coming = desk.coming()
        text = tr("Chưa có ca nào đang mở. Mở bây giờ là {part} ngày {day}, {kind}.").format(
            part=words.part_words(coming.part),
            day=f"{coming.day:%d/%m/%Y}",
            kind=words.kind_words(coming.kind),
        )
        context.emit({"shift": None, "closed": closed}, text)
        return MUST_ACT
    context.emit({**_state_json(state), "closed": closed}, "\n".join(_state_lines(state)))
    return OK


def run_calendar(args: argparse.Namespace, context: CliContext) -> int:
    """Show the holidays of a year; change how the office keeps a day."""
    services = context.services()
    calendar = services.shifts.calendar
    for day, kind in ((args.working, DayKind.WORKING), (args.holiday, DayKind.HOLIDAY)):
        if day is not None:
            calendar.keep(day, kind, args.name, actor=ACTOR)
    if args.forget is not None:
        calendar.forget(args.forget, actor=ACTOR)
    asked = args.working or args.holiday or args.forget
    year = args.year or (asked.year if asked else today(services.clock).year)
    rows = calendar.year(year)
    context.emit(
        {"year": year, "days": [_day_json(row) for row in rows]}, "\n".join(map(_day_line, rows))
    )
    return OK


# ---------------------------------------------------------------- inside


def _write_sheet(args: argparse.Namespace, services: Services, number: int) -> None:
    if args.sheet is not None:
        write_whole(args.sheet, services.shifts.papers.closing_page(number, actor=ACTOR))


def _titled(shift: ShiftView) -> str:
    return tr("{part} số {number}, ngày {day}, {kind}").format(
        part=words.part_words(shift.part),
        number=shift.number,
        day=f"{shift.day:%d/%m/%Y}",
        kind=words.kind_words(shift.kind),
    )


def _state_lines(state: ShiftState) -> list[str]:
    shift, figures = state.shift, state.figures
    opened = tr("Mở {time} ngày {day}, {name}.").format(
        time=show_time(shift.opened_at), day=show_date(shift.opened_at), name=shift.opened_by
    )
    counts = tr("Đã nhận {received}: xong {done}, đã rút {withdrawn}, đang sửa {put_back}.").format(
        received=figures.received,
        done=figures.done,
        withdrawn=figures.withdrawn,
        put_back=figures.put_back,
    )
    lines = [f"{_titled(shift)}. {opened}", counts]
    if state.in_the_way:
        lines.append(
            tr("Chưa chốt được: {what}.").format(what=words.in_the_way_words(state.in_the_way))
        )
        lines += [f"  {item.name} · {item.held_by}".rstrip(" ·") for item in state.in_the_way]
    return lines


def shift_json(shift: ShiftView) -> dict[str, Any]:
    """Return a shift as `--json` gives it."""
    return {
        "number": shift.number,
        "day": shift.day.isoformat(),
        "part": shift.part.value,
        "kind": shift.kind.value,
        "opened_at": shift.opened_at.isoformat(),
        "opened_by": shift.opened_by,
        "closed_at": shift.closed_at.isoformat() if shift.closed_at else None,
        "closed_by": shift.closed_by,
        "head_digest": shift.head_digest,
        "last_event": shift.last_event,
    }


def _state_json(state: ShiftState) -> dict[str, Any]:
    return {
        "shift": shift_json(state.shift),
        "figures": rules.plain(state.figures),
        "open": [_item_json(item) for item in state.items],
    }


def _item_json(item: OpenItem) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "id": str(item.subject_id),
        "name": item.name,
        "step": item.step.value if item.step else None,
        "held_by": item.held_by,
        "given_to": item.given_to,
    }


def _day_json(row: CalendarRow) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(),
        "name": row.name,
        "holiday": row.is_holiday,
        "override": row.override.value if row.override else None,
    }


def _day_line(row: CalendarRow) -> str:
    kept = ""
    if row.override is not None:
        kept = tr("cơ quan đặt: nghỉ") if row.is_holiday else tr("cơ quan đặt: làm việc")
    weekday = words.weekday_words(row.day)
    parts = (f"{row.day:%d/%m/%Y} {weekday}", row.name, kept)
    return " · ".join(part for part in parts if part)
