"""`main.py doctor`: what is wrong with this machine, each row with value, verdict and advice."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Verdict


def add_parser(commands: Any) -> None:
    """Add `doctor` to the command line."""
    parser = commands.add_parser("doctor", help=tr("tự kiểm tra máy: kho, khóa, máy ảnh, máy in…"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=run_doctor)


def run_doctor(args: argparse.Namespace, context: CliContext) -> int:
    """Run every check; a store that cannot be opened is a row, not a crash."""
    rows: tuple[CheckRow, ...] = args.diagnose()
    worst = max((row.verdict for row in rows), key=list(Verdict).index)
    context.emit(
        {
            "verdict": worst.value,
            "checks": [
                {
                    "name": row.name,
                    "value": row.value,
                    "verdict": row.verdict.value,
                    "advice": row.advice,
                }
                for row in rows
            ],
        },
        "\n".join(_line(row) for row in rows),
    )
    return MUST_ACT if worst is Verdict.BAD else OK


def _line(row: CheckRow) -> str:
    sign = {Verdict.OK: "✓", Verdict.LOOK: "△", Verdict.BAD: "✕"}[row.verdict]
    text = f"{sign} {row.label}: {row.value}"
    return f"{text}\n    {row.advice}" if row.advice else text
