"""`main.py shift plan show|set|copy|export`: who is to work when and where, and who did."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.clock import today
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.shifts import parse_shift
from desktop.shifts import words as shift_words
from desktop.shifts.plan import words
from desktop.shifts.plan.views import HERE, Person, Seen, Slot, Turn, WeekPlan


def add_parser(verbs: Any) -> None:
    """Add `plan` to the verbs of `shift`."""
    plan = verbs.add_parser("plan", help=tr("lịch trực: xem, xếp, lặp lại, xuất"))
    acts = plan.add_subparsers(dest="act", metavar=tr("VIỆC"), required=True)
    show = acts.add_parser("show", help=tr("lịch trực, ai đã làm, điều cần xem lại"))
    _add_weeks(show)
    _finish(show, run_show)
    put = acts.add_parser(
        "set", help=tr("xếp người cho một ca ở một nơi; không ghi ai là bỏ trống")
    )
    put.add_argument("--shift", type=parse_shift, required=True, metavar=tr("NGÀY:sang|chieu|toi"))
    put.add_argument("--place", default=HERE, metavar=tr("NƠI"), help=tr("mặc định là quầy này"))
    put.add_argument(
        "--who", nargs="+", default=[], metavar=tr("TÊN"), help=tr("cán bộ của quầy, đúng họ tên")
    )
    put.add_argument(
        "--guest", nargs="+", default=[], metavar=tr("TÊN"), help=tr("người không có tài khoản")
    )
    _finish(put, run_set)
    copy = acts.add_parser("copy", help=tr("lặp lại một tuần, hoặc vài tuần, cho các tuần sau"))
    copy.add_argument("--from", dest="source", type=_day, required=True, metavar=tr("NGÀY"))
    copy.add_argument("--to", dest="onto", type=_day, required=True, metavar=tr("NGÀY"))
    copy.add_argument("--weeks", type=int, default=1, metavar=tr("SỐ"))
    copy.add_argument(
        "--pattern",
        type=int,
        default=1,
        metavar=tr("SỐ"),
        help=tr("lịch lặp lại sau mấy tuần, mặc định 1"),
    )
    _finish(copy, run_copy)
    export = acts.add_parser("export", help=tr("ghi lịch ra PDF khổ A4 hoặc Excel"))
    _add_weeks(export)
    export.add_argument("--pdf", type=Path, default=None, metavar="FILE")
    export.add_argument("--xlsx", type=Path, default=None, metavar="FILE")
    _finish(export, run_export)


def _add_weeks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--week",
        type=_day,
        default=None,
        metavar=tr("NGÀY"),
        help=tr("một ngày trong tuần đầu, mặc định là hôm nay"),
    )
    parser.add_argument("--weeks", type=int, default=1, metavar=tr("SỐ"))


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
    parser.set_defaults(handler=handler)


def _day(text: str) -> date:
    """Read `2025-11-29` or `29/11/2025`; anything else is a ValueError, as argparse wants it."""
    found = parse_shift(text)
    if found.part is not None:
        raise ValueError(text)
    return found.day


# ---------------------------------------------------------------- verbs


def run_show(args: argparse.Namespace, context: CliContext) -> int:
    """Show weeks of the plan; 1 when something in them should be looked at."""
    services = context.services()
    weeks = services.shifts.plan.weeks(args.week or today(services.clock), args.weeks)
    lines = [line for week in weeks for line in _week_lines(week)]
    context.emit({"weeks": [week_json(week) for week in weeks]}, "\n".join(lines))
    return MUST_ACT if any(words.warnings(week) for week in weeks) else OK


def run_set(args: argparse.Namespace, context: CliContext) -> int:
    """Plan people for one shift; the answer is the week with what should be looked at."""
    plan = context.services().shifts.plan
    people = [plan.named(name) for name in args.who]
    people += [Person(name) for name in args.guest]
    change = plan.set_turns(args.shift, args.place, people, actor=ACTOR)
    week = plan.week(args.shift.day)
    said = tr("Đã thêm {added}, đã bỏ {removed} lượt trực.").format(
        added=len(change.added), removed=len(change.removed)
    )
    context.emit(
        {"added": len(change.added), "removed": len(change.removed), "week": week_json(week)},
        "\n".join([said, *_warning_lines(week)]),
    )
    return OK


def run_copy(args: argparse.Namespace, context: CliContext) -> int:
    """Repeat weeks of the plan."""
    found = context.services().shifts.plan.repeat(
        args.source, onto=args.onto, weeks=args.weeks, pattern=args.pattern, actor=ACTOR
    )
    answer = {
        "added": len(found.change.added),
        "already": found.already,
        "holidays": [day.isoformat() for day in found.holidays],
        "gone": list(found.gone),
    }
    context.emit(answer, words.repeated_words(found))
    return OK


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Write weeks as PDF, as workbook, or both."""
    services = context.services()
    first = args.week or today(services.clock)
    papers = services.shifts.plan_papers
    written = []
    for target, make in ((args.pdf, papers.pdf), (args.xlsx, papers.workbook)):
        if target is not None:
            write_whole(target, make(first, args.weeks, actor=ACTOR))
            written.append(target)
    if not written:
        context.emit({"written": []}, tr("Ghi thêm --pdf FILE hoặc --xlsx FILE."))
        return MUST_ACT
    said = "\n".join(tr("Đã ghi {file}").format(file=target) for target in written)
    context.emit({"written": [str(target) for target in written]}, said)
    return OK


# ---------------------------------------------------------------- answers


def week_json(week: WeekPlan) -> dict[str, Any]:
    """Return a week as `--json` gives it."""
    return {
        "monday": week.monday.isoformat(),
        "places": list(week.places),
        "days": [
            {
                "day": day.day.isoformat(),
                "holiday": day.holiday,
                "off": day.is_off,
                "shifts": [_slot_json(slot) for slot in day.slots],
            }
            for day in week.days
        ],
        "warnings": list(words.warnings(week)),
    }


def _slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "part": slot.shift.part,
        "kind": slot.kind.value,
        "over": slot.is_over,
        "lacks_somebody": slot.lacks,
        "planned": [_turn_json(turn) for turn in slot.turns],
        "unplanned": [_seen_json(seen) for seen in slot.unplanned],
    }


def _turn_json(turn: Turn) -> dict[str, Any]:
    return {
        "place": turn.place,
        "name": turn.person.name,
        "operator": str(turn.person.operator_id) if turn.person.operator_id else None,
        "presence": turn.presence.value,
        "seen": _seen_json(turn.seen) if turn.seen else None,
        "troubles": [trouble.value for trouble in turn.troubles],
    }


def _seen_json(seen: Seen) -> dict[str, Any]:
    return {
        "name": seen.name,
        "first_at": seen.first_at.isoformat(),
        "last_at": seen.last_at.isoformat(),
        "minutes": seen.minutes,
        "planned_at": seen.planned_at,
    }


def _week_lines(week: WeekPlan) -> list[str]:
    lines = [words.week_words(week.monday)]
    if week.is_empty:
        lines.append(tr("Chưa xếp ai trực tuần này."))
    for day in week.days:
        for slot in day.slots:
            who = [_who(turn, week) for turn in slot.turns]
            worked = words.worked_words(slot)
            if not who and not worked:
                continue
            kind = day.holiday or shift_words.kind_words(slot.kind)
            line = f"{words.shift_words(slot.shift)} ({kind}): {', '.join(who) or '–'}"
            if worked:
                line += tr(" · đã làm: {who}").format(who=worked)
            lines.append(line)
    return lines + _warning_lines(week)


def _who(turn: Turn, week: WeekPlan) -> str:
    if turn.place == HERE:
        return turn.person.name
    return f"{turn.person.name} ({words.place_words(turn.place, week.station)})"


def _warning_lines(week: WeekPlan) -> list[str]:
    return [tr("Xem lại: {what}.").format(what=text) for text in words.warnings(week)]
