"""`main.py doctor`: what is wrong with this machine, each row with value, verdict and advice."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.i18n import tr, trn
from desktop.diagnostics.summary import SIGNS, left_out
from desktop.diagnostics.views import CheckRow, Verdict, worst
from desktop.diagnostics.words import steps

FORMAT = 1
"""Of the answer for programs; a new number means that a key has changed its meaning."""


def add_parser(commands: Any) -> None:
    """Add `doctor` to the command line."""
    parser = commands.add_parser("doctor", help=tr("tự kiểm tra máy: kho, khóa, máy ảnh, máy in…"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--morning", action="store_true", help=tr("chỉ những gì cần trước người đầu tiên")
    )
    parser.add_argument(
        "--only", nargs="+", metavar=tr("MỤC"), help=tr("chỉ các mục này, như camera printer")
    )
    parser.add_argument(
        "--strict", action="store_true", help=tr("mã thoát 1 cả khi chỉ có việc nên xem")
    )
    parser.add_argument("--how", action="store_true", help=tr("in thêm từng bước sửa"))
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE.zip",
        help=tr("ghi gói hỗ trợ, không có họ tên và số định danh"),
    )
    parser.set_defaults(handler=run_doctor)


def run_doctor(args: argparse.Namespace, context: CliContext) -> int:
    """Run the checks; a store that cannot be opened is a row, not a crash."""
    with args.diagnostics() as diagnostics:
        if args.only:
            rows: tuple[CheckRow, ...] = tuple(diagnostics.check(name) for name in args.only)
        elif args.morning:
            rows = diagnostics.morning()
        else:
            rows = diagnostics.run()
        made = diagnostics.bundle(args.bundle, rows, actor=ACTOR) if args.bundle else None
    verdict = worst(rows)
    answer: dict[str, Any] = {
        "format": FORMAT,
        "verdict": verdict.value,
        "ready": all(row.verdict is Verdict.OK for row in rows),
        "checks": [_plain(row) for row in rows],
    }
    lines = [_line(row, how=args.how) for row in rows]
    if args.morning:
        lines.append(morning_line(rows))
    if made is not None:
        answer["bundle"] = {"file": made.file, "bytes": made.size, "parts": list(made.parts)}
        lines += [tr("Đã ghi gói hỗ trợ {file}.").format(file=made.file), left_out()]
    context.emit(answer, "\n".join(lines))
    fails = verdict is Verdict.BAD or (args.strict and verdict is not Verdict.OK)
    return MUST_ACT if fails else OK


def morning_line(rows: tuple[CheckRow, ...]) -> str:
    """Return the one line of the morning: ready, or how much needs somebody."""
    open_rows = [row for row in rows if row.verdict is not Verdict.OK]
    if not open_rows:
        return tr("✓ Sẵn sàng")
    count = len(open_rows)
    return trn("{n} việc cần xem: {what}", "{n} việc cần xem: {what}", count).format(
        n=count, what=", ".join(row.label for row in open_rows)
    )


def _plain(row: CheckRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "value": row.value,
        "verdict": row.verdict.value,
        "advice": row.advice,
        "how": list(steps(row.name)) if row.verdict is not Verdict.OK else [],
        "facts": dict(row.facts),
        "seconds": row.seconds,
    }


def _line(row: CheckRow, *, how: bool) -> str:
    lines = [f"{SIGNS[row.verdict]} {row.label}: {row.value}"]
    if row.advice:
        lines.append(f"    {row.advice}")
    if how and row.verdict is not Verdict.OK:
        lines += [f"    {number}. {step}" for number, step in enumerate(steps(row.name), 1)]
    return "\n".join(lines)
