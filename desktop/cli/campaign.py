"""`main.py campaign`: what it is called and when it is, its phases, and each cell's way."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop.campaign.errors import CampaignSettingError
from desktop.campaign.phases import words
from desktop.campaign.phases.errors import PlanDayError
from desktop.campaign.phases.rules import Span
from desktop.campaign.phases.views import Board, CellRow, PhaseRow
from desktop.cli import campaign_cells, campaign_rules
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.i18n import tr
from desktop.common.phases import CellConfirmation, Phase
from desktop.security.named_settings import day_of


def add_parser(commands: Any) -> None:
    """Add `campaign` and its verbs to the command line."""
    parser = commands.add_parser("campaign", help=tr("đợt: tên, ngày, các bước, khóa sổ chi bộ"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    set_ = verbs.add_parser("set", help=tr("xem hoặc đặt tên đợt, ngày, cách tính"))
    set_.add_argument("values", nargs="*", metavar=tr("TÊN=GIÁ_TRỊ"))
    _finish(set_, run_set)
    phases = verbs.add_parser("phases", help=tr("ngày của các bước; mở một bước cho chi bộ"))
    phases.add_argument(
        "--set",
        action="append",
        default=None,
        metavar=tr("BƯỚC=TỪ..ĐẾN"),
        help=tr("ngày của một bước, như intake=7/8/2025..15/8/2025"),
    )
    phases.add_argument("--open", choices=[one.value for one in Phase][1:], default=None)
    phases.add_argument("--cell", action="append", default=None, metavar=tr("CHI_BỘ"))
    phases.add_argument("--reason", default="", metavar=tr("LÝ_DO"))
    _finish(phases, run_phases)
    gates = verbs.add_parser("gates", help=tr("chi bộ nào đang vướng ở bước nào"))
    gates.add_argument("--phase", choices=[one.value for one in Phase], default=None)
    _finish(gates, run_gates)
    deadline = verbs.add_parser("deadline", help=tr("hạn riêng của một chi bộ"))
    deadline.add_argument("cell", metavar=tr("CHI_BỘ"))
    deadline.add_argument("day", nargs="?", default=None, metavar=tr("NGÀY"))
    deadline.add_argument("--none", action="store_true", help=tr("lại theo hạn của đợt"))
    _finish(deadline, run_deadline)
    confirm = verbs.add_parser("confirm", help=tr("chi bộ đã ký phiếu, đã xác nhận danh mục"))
    confirm.add_argument("cell", metavar=tr("CHI_BỘ"))
    confirm.add_argument("what", choices=[one.value for one in CellConfirmation])
    confirm.add_argument("--undo", action="store_true", help=tr("bỏ ghi xác nhận"))
    _finish(confirm, run_confirm)
    campaign_cells.add_verbs(verbs)
    campaign_rules.add_verbs(verbs)
    parser.usually("set", tuple(verbs.choices))


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def run_set(args: argparse.Namespace, context: CliContext) -> int:
    """Show the settings of the campaign, after changing those that are named."""
    wanted = {}
    for pair in args.values:
        name, sign, value = pair.partition("=")
        if not sign:
            raise CampaignSettingError(pair)
        wanted[name] = value
    campaign = context.services().campaign
    if wanted:
        campaign.change(wanted, actor=ACTOR)
    values = campaign.all()
    context.emit(values, "\n".join(f"{name}={value}" for name, value in values.items()))
    return OK


def run_phases(args: argparse.Namespace, context: CliContext) -> int:
    """Set days, open a phase for cells, and show all phases."""
    phases = context.services().phases
    for phase, span in [_span_of(text) for text in args.set or ()]:
        phases.set_span(phase, span, actor=ACTOR)
    opened: tuple[str, ...] = ()
    if args.open is not None:
        cells = args.cell or [
            one.name for one in phases.board().cells if one.name and one.closing is None
        ]
        opened = phases.open_phase(Phase(args.open), cells, reason=args.reason, actor=ACTOR)
    board = phases.board()
    data = {"phases": [_phase_json(one) for one in board.phases], "opened": list(opened)}
    context.emit(data, "\n".join(_phase_line(one, board) for one in board.phases))
    return OK


def run_gates(args: argparse.Namespace, context: CliContext) -> int:
    """Show what keeps each cell where it is, or from meeting one gate; 1 when something does."""
    board = context.services().phases.board()
    rows = []
    for cell in board.cells:
        gate = Phase(args.phase) if args.phase else cell.phase
        rows.append((cell, gate, cell.in_the_way[gate] if cell.closing is None else ()))
    data = [
        {
            **_cell_json(cell),
            "gate": gate.value,
            "met": not obstacles,
            "obstacles": [{"code": one.code.value, "people": one.people} for one in obstacles],
        }
        for cell, gate, obstacles in rows
    ]
    lines = [
        tr("{cell}: {phase}, {verdict}").format(
            cell=words.cell_words(cell.name),
            phase=words.phase_words(gate),
            verdict=words.obstacles_words(obstacles) or tr("đạt"),
        )
        for cell, gate, obstacles in rows
    ]
    context.emit({"cells": data}, "\n".join(lines))
    return MUST_ACT if any(obstacles for _, _, obstacles in rows) else OK


def run_deadline(args: argparse.Namespace, context: CliContext) -> int:
    """Show the last day of a cell, after giving it one of its own or the campaign's again."""
    phases = context.services().phases
    if args.none or args.day is not None:
        phases.set_deadline(args.cell, None if args.none else _day(args.day), actor=ACTOR)
    cell = phases.board().cell(args.cell)
    day = cell.deadline if cell else None
    data = {
        "cell": args.cell,
        "deadline": day.isoformat() if day else None,
        "own": bool(cell and cell.has_own_deadline),
    }
    shown = f"{day:%d/%m/%Y}" if day else tr("không có hạn")
    context.emit(data, tr("{cell}: {day}").format(cell=args.cell, day=shown))
    return OK


def run_confirm(args: argparse.Namespace, context: CliContext) -> int:
    """Write down, or take back, that a cell confirmed something on paper."""
    phases = context.services().phases
    what = CellConfirmation(args.what)
    if args.undo:
        phases.unconfirm(args.cell, what, actor=ACTOR)
    else:
        phases.confirm(args.cell, what, actor=ACTOR)
    cell = phases.board().cell(args.cell)
    data = {} if cell is None else _cell_json(cell)
    context.emit(data, tr("Đã ghi cho {cell}.").format(cell=args.cell))
    return OK


def _span_of(text: str) -> tuple[Phase, Span]:
    name, sign, days = text.partition("=")
    first, dots, last = days.partition("..")
    if not (sign and dots) or name not in {one.value for one in Phase}:
        raise PlanDayError(
            tr("Chưa hiểu “{text}”.").format(text=text),
            tr("Ghi như intake=7/8/2025..15/8/2025; bỏ trống ngày chưa định."),
        )
    return Phase(name), Span(*(_day(one) if one else None for one in (first, last)))


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise PlanDayError(
            tr("Không đọc được ngày “{text}”.").format(text=text), tr("Ngày ghi như 20/08/2025.")
        )
    return found


def _phase_json(row: PhaseRow) -> dict[str, Any]:
    return {
        "phase": row.phase.value,
        "first": row.span.first.isoformat() if row.span.first else None,
        "last": row.span.last.isoformat() if row.span.last else None,
        "cells": row.cells,
        "met": row.met,
        "blocked": list(row.blocked),
    }


def _phase_line(row: PhaseRow, board: Board) -> str:
    days = [f"{day:%d/%m/%Y}" if day else "…" for day in row.span]
    return tr("{phase} ({first} – {last}): {cells} chi bộ, cổng đạt {met}/{all}").format(
        phase=words.phase_words(row.phase),
        first=days[0],
        last=days[1],
        cells=row.cells,
        met=row.met,
        all=len(board.cells),
    )


def _cell_json(cell: CellRow) -> dict[str, Any]:
    return {
        "cell": cell.name,
        "phase": cell.phase.value,
        "eligible": cell.eligible,
        "temporary_residents": cell.temporary,
        **cell.reached._asdict(),
        "deadline": cell.deadline.isoformat() if cell.deadline else None,
        "late": cell.is_late,
        "sheet": cell.sheet,
        "catalogue": cell.catalogue,
        "closed": cell.closing is not None,
    }
