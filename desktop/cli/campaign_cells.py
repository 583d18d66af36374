"""`main.py campaign close-cell`, `reopen-cell` and `cases`: cells on their last step."""

from __future__ import annotations

import argparse
from typing import Any
from uuid import UUID

from desktop.campaign.cells import words
from desktop.campaign.cells.errors import OpenCasesError
from desktop.campaign.cells.views import CellHistory, OpenCase
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.i18n import tr
from desktop.common.phases import CaseReason


def add_verbs(verbs: Any) -> None:
    """Add the verbs of closing."""
    cases = verbs.add_parser("cases", help=tr("người chưa xong của một chi bộ, lý do từng người"))
    cases.add_argument("cell", metavar=tr("CHI_BỘ"))
    cases.add_argument("--explain", default=None, metavar="ID", help=tr("ghi lý do cho người này"))
    cases.add_argument("--reason", choices=[one.value for one in CaseReason], default="other")
    cases.add_argument("--note", default="", metavar=tr("GHI_CHÚ"))
    _finish(cases, run_cases)
    close = verbs.add_parser("close-cell", help=tr("khóa sổ một chi bộ"))
    close.add_argument("cell", metavar=tr("CHI_BỘ"))
    _finish(close, run_close)
    reopen = verbs.add_parser("reopen-cell", help=tr("mở lại một chi bộ đã khóa sổ"))
    reopen.add_argument("cell", metavar=tr("CHI_BỘ"))
    reopen.add_argument("--reason", required=True, metavar=tr("LÝ_DO"))
    _finish(reopen, run_reopen)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def run_cases(args: argparse.Namespace, context: CliContext) -> int:
    """Show who of a cell is not done, after giving a reason; 1 while somebody has none."""
    cells = context.services().cells
    if args.explain is not None:
        cells.explain(_id(args.explain), CaseReason(args.reason), args.note, actor=ACTOR)
    cases = cells.open_cases(args.cell)
    history = cells.history(args.cell)
    data = {
        "cell": args.cell,
        "cases": [_case_json(one) for one in cases],
        "closings": [_closing_json(one) for one in history],
    }
    context.emit(data, "\n".join(_case_line(one) for one in cases) or tr("Không còn ai chưa xong."))
    return OK if all(one.is_explained for one in cases) else MUST_ACT


def run_close(args: argparse.Namespace, context: CliContext) -> int:
    """Close a cell; who is in the way is named, and nothing is closed."""
    try:
        closed = context.services().cells.close(args.cell, actor=ACTOR)
    except OpenCasesError as error:
        data = {
            "error": {"code": error.code, "title": error.title, "advice": error.advice},
            "cases": [_case_json(one) for one in error.cases],
        }
        lines = [f"{error.title} {error.advice} [{error.code}]", *map(_case_line, error.cases)]
        context.emit(data, "\n".join(lines))
        return MUST_ACT
    told = tr("Đã khóa sổ {cell}: đã trao {done}/{all} thẻ, {n} người có lý do.")
    context.emit(
        _closing_json(closed),
        told.format(
            cell=closed.cell, done=closed.handed_over, all=closed.eligible, n=closed.explained
        ),
    )
    return OK


def run_reopen(args: argparse.Namespace, context: CliContext) -> int:
    """Open a closed cell again."""
    found = context.services().cells.reopen(args.cell, reason=args.reason, actor=ACTOR)
    context.emit(_closing_json(found), tr("Đã mở lại {cell}.").format(cell=found.cell))
    return OK


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _case_json(case: OpenCase) -> dict[str, Any]:
    return {
        "member": str(case.member_id),
        "name": case.full_name,
        "birth": case.birth_shown,
        "state": case.state or "not_come",
        "explained": case.is_explained,
        "reason": case.reason.value if case.reason else None,
        "note": case.note,
        "record_says": case.record_says,
    }


def _case_line(case: OpenCase) -> str:
    return tr("{name} ({birth}): {state}, {why}").format(
        name=case.full_name,
        birth=case.birth_shown,
        state=words.case_state_words(case),
        why=words.why_words(case) or tr("chưa có lý do"),
    )


def _closing_json(row: CellHistory) -> dict[str, Any]:
    return {
        "cell": row.cell,
        "eligible": row.eligible,
        "handed_over": row.handed_over,
        "explained": row.explained,
        "closed_at": row.closed_at.isoformat(),
        "closed_by": row.closed_by,
        "reopened_at": row.reopened_at.isoformat() if row.reopened_at else None,
        "reopened_by": row.reopened_by,
        "reopen_reason": row.reopen_reason,
    }
