"""`main.py schedule`: who of which cell comes when, and the papers of cells."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop.campaign.schedule.errors import NoSuchSlotError
from desktop.campaign.schedule.hand import Wish
from desktop.campaign.schedule.rules import Slot, clock_time
from desktop.campaign.schedule.settings import minute_of
from desktop.campaign.schedule.views import Board, CellRow, Proposal
from desktop.cli import schedule_papers
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.i18n import tr


def add_parser(commands: Any) -> None:
    """Add `schedule` to the command line."""
    parser = commands.add_parser("schedule", help=tr("lịch thu nhận cuốn chiếu theo chi bộ"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    show = verbs.add_parser("show", help=tr("lịch đang dùng, chi bộ chậm, ngày xong"))
    _finish(show, run_show)
    plan = verbs.add_parser("plan", help=tr("xem đề xuất lịch từ ngày mai, chưa sửa gì"))
    _finish(plan, run_plan)
    again = verbs.add_parser("replan", help=tr("lập lại lịch từ ngày mai và dùng ngay"))
    _finish(again, run_replan)
    told = verbs.add_parser("told", help=tr("ghi đã báo lịch cho chi bộ; lập lại lịch giữ nguyên"))
    told.add_argument("--cell", required=True, metavar=tr("CHI_BỘ"))
    _finish(told, run_told)
    move = verbs.add_parser("move", help=tr("dời một buổi của chi bộ sang ngày, giờ khác"))
    _cell_and_day(move)
    move.add_argument("--to", type=_day, metavar=tr("NGÀY"), help=tr("không ghi thì giữ ngày"))
    move.add_argument("--at", type=_minute, metavar=tr("GIỜ"), help=tr("không ghi thì tự chọn giờ"))
    move.add_argument("--counters", type=int, metavar="N", help=tr("số quầy"))
    _finish(move, run_move)
    drop = verbs.add_parser("drop", help=tr("bỏ một buổi của chi bộ khỏi lịch"))
    _cell_and_day(drop)
    _finish(drop, run_drop)
    schedule_papers.add_verbs(verbs)
    hours = verbs.add_parser("hours", help=tr("xem hoặc đặt số quầy và giờ thu nhận"))
    hours.add_argument("values", nargs="*", metavar=tr("TÊN=GIÁ_TRỊ"))
    _finish(hours, run_hours)


def _cell_and_day(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cell", required=True, metavar=tr("CHI_BỘ"))
    parser.add_argument("--day", required=True, type=_day, metavar=tr("NGÀY"))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _minute(text: str) -> int:
    found = minute_of(text)
    if found is None:
        raise ValueError(text)
    return found


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
    parser.set_defaults(handler=handler)


# ---------------------------------------------------------------- verbs


def run_show(args: argparse.Namespace, context: CliContext) -> int:
    """Show the schedule; 1 when a cell is behind or somebody has no place."""
    del args
    board = context.services().schedule.board()
    context.emit(_board_json(board), "\n".join(_board_lines(board)))
    return MUST_ACT if board.without else OK


def run_plan(args: argparse.Namespace, context: CliContext) -> int:
    """Show what a replan would change; nothing is stored."""
    del args
    found = context.services().schedule.propose()
    context.emit(_proposal_json(found), "\n".join(_proposal_lines(found)))
    return OK


def run_replan(args: argparse.Namespace, context: CliContext) -> int:
    """Work the schedule out from tomorrow on and put it in force."""
    del args
    schedule = context.services().schedule
    found = schedule.propose()
    change = schedule.accept(found, actor=ACTOR)
    said = tr("Đã thêm {added}, đã bỏ {removed} buổi.").format(
        added=len(change.added), removed=len(change.removed)
    )
    context.emit(_proposal_json(found), "\n".join([*_proposal_lines(found), said]))
    return MUST_ACT if found.without else OK


def run_told(args: argparse.Namespace, context: CliContext) -> int:
    """Note that a cell was told of its slots."""
    slots = context.services().schedule.told(args.cell, actor=ACTOR)
    said = tr("Đã ghi {n} buổi của {cell} là đã báo.").format(n=slots, cell=args.cell)
    context.emit({"cell": args.cell, "slots": slots}, said)
    return OK


def run_move(args: argparse.Namespace, context: CliContext) -> int:
    """Put a cell's slot of one day on another day or time."""
    schedule = context.services().schedule
    slot = _slot_of(schedule.board(), args.cell, args.day)
    wish = Wish(args.to or slot.day, args.at, args.counters)
    schedule.move(slot, wish, actor=ACTOR)
    return _say_row(schedule.board(), args.cell, context)


def run_drop(args: argparse.Namespace, context: CliContext) -> int:
    """Take a cell's slot of one day out."""
    schedule = context.services().schedule
    schedule.drop(_slot_of(schedule.board(), args.cell, args.day), actor=ACTOR)
    return _say_row(schedule.board(), args.cell, context)


def _slot_of(board: Board, cell: str, day: date) -> Slot:
    for row in board.cells:
        for slot in row.slots:
            if (slot.cell, slot.day) == (cell, day):
                return slot
    raise NoSuchSlotError(cell)


def _say_row(board: Board, cell: str, context: CliContext) -> int:
    row = next(row for row in board.cells if row.cell == cell)
    context.emit(_row_json(row), _row_line(row))
    return OK


def run_hours(args: argparse.Namespace, context: CliContext) -> int:
    """Show counters and opening hours, after changing those that are named."""
    schedule = context.services().schedule
    wanted = {name: value for name, _, value in (pair.partition("=") for pair in args.values)}
    if wanted:
        schedule.set_hours(wanted, actor=ACTOR)
    values = schedule.settings()
    context.emit(values, "\n".join(f"{name}={value}" for name, value in values.items()))
    return OK


# ---------------------------------------------------------------- answers


def _slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "day": slot.day.isoformat(),
        "from": clock_time(slot.start),
        "until": clock_time(slot.end),
        "counters": slot.counters,
        "people": slot.people,
        "told": slot.is_told,
        "by_hand": slot.is_by_hand,
    }


def _row_json(row: CellRow) -> dict[str, Any]:
    return {
        "cell": row.cell,
        "eligible": row.eligible,
        "received": row.received,
        "planned_until_now": row.over,
        "planned_ahead": row.ahead,
        "without_place": row.without,
        "behind": row.is_behind,
        "late": row.is_late,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "slots": [_slot_json(slot) for slot in row.slots],
    }


def _board_json(board: Board) -> dict[str, Any]:
    found = board.forecast
    return {
        "today": board.today.isoformat(),
        "counters": board.hours.counters,
        "minutes_each": board.hours.minutes,
        "measured_on": board.hours.measured,
        "capacity_per_day": board.capacity,
        "needed_per_day": board.needed,
        "remaining": board.remaining,
        "without_place": board.without,
        "planned_finish": board.finish.isoformat() if board.finish else None,
        "deadline": board.deadline.isoformat() if board.deadline else None,
        "finish_at_present_pace": found.finish.isoformat() if found.finish else None,
        "cells": [_row_json(row) for row in board.cells],
    }


def _proposal_json(found: Proposal) -> dict[str, Any]:
    return {
        "added": len(found.added),
        "removed": len(found.removed),
        "without_place": len(found.without),
        "finish": found.finish.isoformat() if found.finish else None,
        "changes": [
            {
                "cell": one.cell,
                "before": [_slot_json(slot) for slot in one.before],
                "after": [_slot_json(slot) for slot in one.after],
            }
            for one in found.changes
        ],
    }


def _board_lines(board: Board) -> list[str]:
    lines = [_row_line(row) for row in board.cells]
    lines.append(
        tr("Mỗi ngày nhận được {capacity} người ({minutes} phút mỗi người, {n} quầy).").format(
            capacity=board.capacity, minutes=board.hours.minutes, n=board.hours.counters
        )
    )
    if board.needed is not None:
        lines.append(tr("Để kịp hạn cần {n} người mỗi ngày làm việc.").format(n=board.needed))
    if board.without:
        lines.append(
            tr("{n} người chưa có buổi; lập lại lịch bằng “schedule replan”.").format(
                n=board.without
            )
        )
    elif board.finish:
        lines.append(tr("Theo lịch, xong ngày {day}.").format(day=f"{board.finish:%d/%m/%Y}"))
    return lines


def _row_line(row: CellRow) -> str:
    slots = ", ".join(_slot_line(slot) for slot in row.slots) or tr("chưa có buổi")
    line = tr("{cell}: {received}/{eligible} · {slots}").format(
        cell=row.cell or tr("Chưa rõ chi bộ"),
        received=row.received,
        eligible=row.eligible,
        slots=slots,
    )
    if row.is_behind:
        line += tr(" · chậm: {n} người chưa có buổi").format(n=row.without)
    if row.is_late:
        line += tr(" · buổi cuối sau hạn")
    return line


def _slot_line(slot: Slot) -> str:
    return tr("{day} {start}–{end} ({n} người)").format(
        day=f"{slot.day:%d/%m}",
        start=clock_time(slot.start),
        end=clock_time(slot.end),
        n=slot.people,
    )


def _proposal_lines(found: Proposal) -> list[str]:
    if found.is_nothing:
        return [tr("Lịch không có gì cần đổi.")]
    none = tr("không có buổi nào")
    lines = [
        tr("{cell}: trước {before}; sau {after}").format(
            cell=one.cell or tr("Chưa rõ chi bộ"),
            before=", ".join(map(_slot_line, one.before)) or none,
            after=", ".join(map(_slot_line, one.after)) or none,
        )
        for one in found.changes
    ]
    if found.without:
        lines.append(tr("{n} người không còn chỗ trong nửa năm tới.").format(n=len(found.without)))
    return lines
