"""`batch calls`: who has to be called, and what came of the calls so far.

Phone numbers are masked in the answer; the sheet for the one who calls has them in full.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.text import masked
from desktop.common.vocabulary import CallFor
from desktop.intake.calls.views import CallLine, CallState
from desktop.intake.calls.words import last_words, state_words

Command = Callable[[str, Callable[[argparse.Namespace, CliContext], int], str], Any]

_KEPT_DIGITS = 3


def add_commands(command: Command) -> None:
    """Add `calls` to the group `batch`.

    Args:
        command: makes a command of a name, what it runs and its help.
    """
    calls = command("calls", run_calls, tr("ai cần gọi điện, đã gọi mấy lần, kết quả ra sao"))
    calls.add_argument("--for", dest="call_for", choices=[one.value for one in CallFor])
    calls.add_argument("--sheet", type=Path, default=None, metavar="FILE.pdf")


def run_calls(args: argparse.Namespace, context: CliContext) -> int:
    """List people to be called; exit code 1 while somebody has to be called today."""
    calls = context.services().calls
    call_for = CallFor(args.call_for) if args.call_for else None
    found = calls.all(call_for)
    if args.sheet is not None:
        write_whole(args.sheet, calls.sheets(call_for, actor=ACTOR))
    data = {
        "people": len(found.lines),
        "states": {state.value: found.count(state) for state in CallState},
        "sheet": str(args.sheet) if args.sheet else None,
        "calls": [_row(line) for line in found.lines],
    }
    text = "\n".join(_text(line) for line in found.lines)
    context.emit(data, text or tr("Không có ai phải gọi."))
    return MUST_ACT if found.count(CallState.DUE) else OK


def _row(line: CallLine) -> dict[str, Any]:
    one, last = line.callee, line.last
    return {
        "receipt_number": one.receipt_number,
        "for": one.call_for.value,
        "full_name": one.full_name,
        "cell": one.cell,
        "phone": masked(one.phone, keep=_KEPT_DIGITS),
        "need": tr(one.need),
        "note": one.note,
        "state": line.state.value,
        "tries": line.tries,
        "due_on": line.due_on or None,
        "last": last
        and {
            "outcome": last.outcome.value,
            "day": last.on_day or None,
            "note": last.note,
            "at": last.called_at.isoformat(),
            "by": last.called_by,
        },
    }


def _text(line: CallLine) -> str:
    one = line.callee
    words = tr("{name}, {cell}: {need}. {state}. {last}").format(
        name=one.full_name,
        cell=one.cell or tr("Chưa rõ chi bộ"),
        need=tr(one.need),
        state=state_words(line),
        last=last_words(line),
    )
    return words.strip()
