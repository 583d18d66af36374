"""`main.py report`: how far it is, who is left, whose home unit is to be told."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.documents.figure_words import shown
from desktop.intake.same_visit.words import service_words
from desktop.progress import words
from desktop.progress.data import as_data
from desktop.progress.remaining.papers import remaining_data
from desktop.progress.remaining.views import Wanted
from desktop.progress.remaining.words import reason_words
from desktop.progress.views import ProgressReport
from desktop.security.named_settings import day_of


def add_parser(commands: Any) -> None:
    """Add `report` to the command line."""
    parser = commands.add_parser("report", help=tr("báo cáo tiến độ"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    progress = verbs.add_parser("progress", help=tr("tiến độ đến hết một ngày"))
    progress.add_argument(
        "--as-of", type=_day, default=None, metavar=tr("NGÀY"), help=tr("đến hết ngày này")
    )
    progress.add_argument(
        "--out",
        type=Path,
        action="append",
        default=None,
        metavar="FILE",
        help=tr("ghi ra tệp .pdf, .xlsx hoặc .json; dùng được nhiều lần"),
    )
    progress.add_argument("--json", action="store_true")
    progress.set_defaults(handler=run_progress)
    remaining = verbs.add_parser("remaining", help=tr("những người chưa thu nhận, kèm lý do"))
    remaining.add_argument(
        "--as-of", type=_day, default=None, metavar=tr("NGÀY"), help=tr("đến hết ngày này")
    )
    remaining.add_argument("--cell", default=None, metavar=tr("CHI_BỘ"))
    remaining.add_argument(
        "--out",
        type=Path,
        action="append",
        default=None,
        metavar="FILE",
        help=tr("ghi ra tệp .pdf, .xlsx hoặc .json; dùng được nhiều lần"),
    )
    remaining.add_argument("--json", action="store_true")
    remaining.set_defaults(handler=run_remaining)
    temporary = verbs.add_parser("temporary", help=tr("báo nơi sinh hoạt của người tạm trú"))
    temporary.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=tr("tệp .pdf (giấy cho từng nơi) hoặc .xlsx"),
    )
    temporary.add_argument("--json", action="store_true")
    temporary.set_defaults(handler=run_temporary)
    services = verbs.add_parser("services", help=tr("việc làm thêm cùng lúc, đếm theo loại"))
    services.add_argument(
        "--as-of", type=_day, default=None, metavar=tr("NGÀY"), help=tr("đến hết ngày này")
    )
    services.add_argument("--json", action="store_true")
    services.set_defaults(handler=run_services)


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise argparse.ArgumentTypeError(tr("ngày ghi như 20/08/2025"))
    return found


def run_progress(args: argparse.Namespace, context: CliContext) -> int:
    """Count, and write the report to files when some are named."""
    services = context.services()
    report = services.progress.report(args.as_of)
    files: list[Path] = args.out or []
    for path in files:
        services.progress_papers.write(report, path, actor=ACTOR)
    data = {**as_data(report), "files": [str(path) for path in files]}
    lines = [*_lines(report), *(tr("Đã ghi “{file}”.").format(file=path) for path in files)]
    context.emit(data, "\n".join(lines))
    return OK


def run_remaining(args: argparse.Namespace, context: CliContext) -> int:
    """Name whoever is not received yet, and write the names to files when some are named."""
    services = context.services()
    found = services.remaining.list_them(Wanted(cell=args.cell), args.as_of)
    files: list[Path] = args.out or []
    for path in files:
        services.remaining_papers.write(found, path, actor=ACTOR)
    data = {**remaining_data(found), "files": [str(path) for path in files]}
    lines = [
        tr("{name}, {cell}: {reason}").format(
            name=one.full_name,
            cell=one.cell or tr("Chưa rõ chi bộ"),
            reason=reason_words(one.why),
        )
        for one in found.people
    ]
    lines += [tr("Đã ghi “{file}”.").format(file=path) for path in files]
    context.emit(data, "\n".join(lines) or tr("Không còn ai chưa thu nhận."))
    return OK


def run_temporary(args: argparse.Namespace, context: CliContext) -> int:
    """Write the list that tells home units whom of theirs was received here."""
    people, units = context.services().notices.write(args.out, actor=ACTOR)
    told = tr("Đã ghi {people} người của {units} nơi vào {file}.")
    context.emit(
        {"people": people, "units": units, "file": str(args.out)},
        told.format(people=people, units=units, file=args.out.name),
    )
    return OK


def run_services(args: argparse.Namespace, context: CliContext) -> int:
    """Count what else was done for people who came; nobody is named."""
    services = context.services()
    now = today(services.clock)
    day = min(args.as_of or now, now)
    found = services.same_visit.counts(day)
    data = {
        "as_of": day.isoformat(),
        "services": {kind.value: number for kind, number in found.items()},
        "total": sum(found.values()),
    }
    lines = [f"{service_words(kind)}: {number}" for kind, number in found.items()]
    context.emit(data, "\n".join(lines))
    return OK


def _lines(report: ProgressReport) -> list[str]:
    lines = [
        tr("{cell}: {received}/{eligible} ({percent}%)").format(
            cell=one.name or tr("Chưa rõ chi bộ"),
            received=shown(one.totals.received),
            eligible=shown(one.totals.eligible),
            percent=shown(report.percent(one.totals.received, one.totals.eligible)) or "–",
        )
        for one in report.cells
    ]
    return [*lines, *words.sentences(report)]
