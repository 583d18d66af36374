"""`main.py erase due|run`: what is kept too long, and its erasure with a signed certificate."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import show_date
from desktop.common.i18n import tr


def add_parser(commands: Any) -> None:
    """Add `erase` to the command line."""
    parser = commands.add_parser("erase", help=tr("xóa dữ liệu cá nhân đã hết hạn giữ"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    due = verbs.add_parser("due", help=tr("hồ sơ nào đến hạn xóa"))
    due.add_argument("--json", action="store_true")
    due.set_defaults(handler=run_due)
    run = verbs.add_parser("run", help=tr("xóa, và ghi biên bản có chữ ký số"))
    run.add_argument("--to", type=Path, required=True, metavar="DIR")
    run.add_argument("--json", action="store_true")
    run.set_defaults(handler=run_erase)


def run_due(args: argparse.Namespace, context: CliContext) -> int:
    """Show what is due; nothing is an answer."""
    del args
    erasure = context.services().erasure
    records = erasure.due()
    lines = [
        tr("{number}: thẻ đã trao {date}").format(
            number=one.receipt_number, date=show_date(one.handed_over_at)
        )
        for one in records
    ]
    head = tr("{n} hồ sơ đến hạn xóa (thẻ đã trao quá {days} ngày).").format(
        n=len(records), days=erasure.days
    )
    context.emit(
        {
            "days": erasure.days,
            "due": [
                {"receipt": one.receipt_number, "handed_over_at": one.handed_over_at.isoformat()}
                for one in records
            ],
        },
        "\n".join((head, *lines)),
    )
    return OK


def run_erase(args: argparse.Namespace, context: CliContext) -> int:
    """Erase what is due."""
    report = context.services().erasure.run(args.to, actor=ACTOR)
    lines = [
        tr("Đã xóa {files} tệp và thông tin của {n} hồ sơ. Biên bản: {file}").format(
            files=report.files, n=len(report.records), file=report.certificate
        ),
        *(
            tr("Bản sao lưu cũ còn giữ dữ liệu này, cần hủy: {file}").format(file=file)
            for file in report.old_backups
        ),
    ]
    context.emit(
        {
            "records": len(report.records),
            "files": report.files,
            "certificate": str(report.certificate),
            "signature": str(report.signature),
            "twin": report.twin.value,
            "old_backups": [str(file) for file in report.old_backups],
        },
        "\n".join(lines),
    )
    return OK
