"""`province report | eligible | settings`: the roll-up, and what it needs to know."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, OK, CliContext
from desktop.cli.province_desk import Command, opened
from desktop.common.channels import source_words
from desktop.common.i18n import tr
from desktop.documents.figure_words import shown
from desktop.province.reporting.paper import as_data
from desktop.province.reporting.settings import DeskSettingError
from desktop.province.reporting.views import Report, UnitRow


def add_commands(command: Command) -> None:
    """Add the commands to the group `province`.

    Args:
        command: adds one: its name, what it runs, what it is for.
    """
    report = command("report", run_report, tr("tổng hợp theo xã và nguồn thu nhận"))
    report.add_argument(
        "--out",
        type=Path,
        action="append",
        default=None,
        metavar="FILE",
        help=tr("ghi ra tệp .pdf, .xlsx hoặc .json; dùng được nhiều lần"),
    )
    eligible = command("eligible", run_eligible, tr("nhập số đủ điều kiện của từng xã"))
    eligible.add_argument("file", type=Path, nargs="?", default=None, metavar="FILE")
    eligible.add_argument("--dry-run", action="store_true", help=tr("chỉ xem, không ghi"))
    settings = command("settings", run_settings, tr("xem hoặc đặt các cài đặt của bàn tỉnh"))
    settings.add_argument("values", nargs="*", metavar=tr("TÊN=GIÁ_TRỊ"))


def run_report(args: argparse.Namespace, context: CliContext) -> int:
    """Count everything; write it to files when some are named."""
    files: list[Path] = args.out or []
    with opened(args) as desk:
        report = desk.reports.report()
        for path in files:
            desk.reports.write(report, path)
    data = {**as_data(report), "files": [str(path) for path in files]}
    lines = [*_lines(report), *(tr("Đã ghi “{file}”.").format(file=path) for path in files)]
    context.emit(data, "\n".join(lines))
    return OK


def run_eligible(args: argparse.Namespace, context: CliContext) -> int:
    """Take a list of units in, or show what is known."""
    with opened(args) as desk:
        if args.file is None:
            rows = desk.reports.units()
            context.emit({"units": [_unit(row) for row in rows]}, _units_text(rows))
            return OK
        found = desk.reports.take_units(args.file, actor=ACTOR, dry_run=args.dry_run)
    data = {
        "file": found.file_name,
        "dry_run": found.dry_run,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "units": [_unit(row) for row in found.rows],
    }
    text = tr("{file}: {changed} đơn vị mới hoặc đổi, {unchanged} đơn vị như cũ.").format(
        file=found.file_name, changed=found.changed, unchanged=found.unchanged
    )
    context.emit(data, text)
    return OK


def run_settings(args: argparse.Namespace, context: CliContext) -> int:
    """Show the settings of the desk, after changing those that are named."""
    wanted = {}
    for pair in args.values:
        name, sign, value = pair.partition("=")
        if not sign:
            raise DeskSettingError(pair)
        wanted[name] = value
    with opened(args) as desk:
        if wanted:
            desk.reports.settings.change(wanted, actor=ACTOR)
        values = desk.reports.settings.all()
    context.emit(dict(values), "\n".join(f"{name}={value}" for name, value in values.items()))
    return OK


def _lines(report: Report) -> list[str]:
    unknown = tr("chưa có số")
    lines = [
        tr("{code} {name}: đủ điều kiện {eligible}, đã nhận {received}, tỷ lệ {percent}").format(
            code=one.code,
            name=one.name,
            eligible=unknown if one.eligible is None else shown(one.eligible),
            received=shown(one.received),
            percent=unknown if one.percent is None else f"{shown(one.percent)}%",
        )
        for one in report.units
    ]
    whole = report.total
    lines += [f"{source_words(source)}: {shown(count)}" for source, count in whole.sources.items()]
    lines.append(
        tr("Cộng: đủ điều kiện {eligible}, đã nhận {received}, tỷ lệ {percent}").format(
            eligible=unknown if whole.eligible is None else shown(whole.eligible),
            received=shown(whole.received),
            percent=unknown if whole.percent is None else f"{shown(whole.percent)}%",
        )
    )
    return lines


def _unit(row: UnitRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind.value,
        "eligible": row.eligible,
    }


def _units_text(rows: tuple[UnitRow, ...]) -> str:
    lines = [
        f"{row.code}  {row.name}  "
        + (tr("chưa có số") if row.eligible is None else shown(row.eligible))
        for row in rows
    ]
    return "\n".join(lines) or tr("Chưa nhập đơn vị nào.")
