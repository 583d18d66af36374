"""`main.py roster history|undo|export|outside`: what was taken in, the way back, the list out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from desktop.common.actors import COMMAND_LINE
from desktop.common.i18n import tr
from desktop.roster.eligibility.service import EligibilityService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.keeping.views import ImportEntry

FINE, USAGE = 0, 2
ACTOR = COMMAND_LINE


class HasKeeping(Protocol):
    """What these commands need of the services."""

    @property
    def imports(self) -> RosterImports:
        """Files of the list."""
        ...

    @property
    def people(self) -> RosterPeople:
        """The list as a file."""
        ...

    @property
    def eligibility(self) -> EligibilityService:
        """Who may renew now, and who does not count."""
        ...


class KeepingContext(Protocol):
    """What these commands need of the command line."""

    def services(self) -> HasKeeping:
        """Return the services on the chosen profile."""
        ...

    def emit(self, data: dict[str, Any], text: str) -> None:
        """Print the data as JSON when that was asked, else the text."""
        ...


def add_commands(commands: Any, finish: Callable[[argparse.ArgumentParser, Any], None]) -> None:
    """Add these commands to those of `roster`."""
    history = commands.add_parser("history", help=tr("Các tệp đã nhập, mới nhất trước"))
    finish(history, run_history)

    undo = commands.add_parser(
        "undo", help=tr("Hoàn tác một lần nhập, khi chưa ai được tiếp nhận từ đó")
    )
    undo.add_argument("import_id", metavar="ID", help=tr("Mã lần nhập, xem lệnh history"))
    finish(undo, run_undo)

    export = commands.add_parser("export", help=tr("Ghi cả danh sách ra Excel"))
    export.add_argument("--to", type=Path, required=True, metavar="FILE.xlsx")
    finish(export, run_export)

    outside = commands.add_parser(
        "outside", help=tr("Đếm người đủ điều kiện, và từng người ngoài diện kèm lý do")
    )
    outside.add_argument("--to", type=Path, default=None, metavar="FILE.xlsx")
    finish(outside, run_outside)


def run_history(args: argparse.Namespace, context: KeepingContext) -> int:
    """Show every file that was taken in; an empty history is an answer."""
    del args
    entries = context.services().imports.history()
    lines = [_line(entry) for entry in entries] or [tr("Chưa nhập danh sách nào.")]
    context.emit({"imports": [_entry_json(entry) for entry in entries]}, "\n".join(lines))
    return FINE


def run_undo(args: argparse.Namespace, context: KeepingContext) -> int:
    """Take an import back."""
    try:
        import_id = UUID(args.import_id)
    except ValueError:
        return USAGE
    report = context.services().imports.undo_import(import_id, actor=ACTOR)
    context.emit(
        {
            "import_id": str(report.import_id),
            "file": report.file_name,
            "restored": report.restored,
            "retired": report.retired,
        },
        tr("Đã hoàn tác lần nhập “{file}”: {n} người như trước, {m} người rời danh sách.").format(
            file=report.file_name, n=report.restored, m=report.retired
        ),
    )
    return FINE


def run_export(args: argparse.Namespace, context: KeepingContext) -> int:
    """Write the whole list."""
    count = context.services().people.export_list(args.to, actor=ACTOR)
    text = tr("Đã ghi {n} người vào {file}.").format(n=count, file=args.to)
    context.emit({"file": str(args.to), "people": count}, text)
    return FINE


def run_outside(args: argparse.Namespace, context: KeepingContext) -> int:
    """Count everybody once, with the reason of each who is left out; write them when asked."""
    eligibility = context.services().eligibility
    found = eligibility.denominator()
    lines = [
        tr("{all} trong danh sách = {n} đủ điều kiện + {out} không thuộc diện").format(
            all=found.on_list, n=found.eligible, out=len(found.left_out)
        ),
        *(
            tr("  {n} người: {reason}").format(n=number, reason=reason)
            for reason, number in found.reasons
        ),
        tr("Tính riêng: {n} người").format(n=len(found.apart)),
    ]
    if args.to is not None:
        count = eligibility.export_outside(args.to, actor=ACTOR)
        lines.append(tr("Đã ghi {n} người vào {file}.").format(n=count, file=args.to))
    file = str(args.to) if args.to is not None else None
    context.emit(found.as_json() | {"file": file}, "\n".join(lines))
    return FINE


def _entry_json(entry: ImportEntry) -> dict[str, Any]:
    return {
        "import_id": str(entry.import_id),
        "file": entry.file_name,
        "sha256": entry.sha256,
        "sheet": entry.sheet,
        "imported_at": entry.imported_at.isoformat(),
        "imported_by": entry.imported_by,
        "counts": entry.counts,
        "undone_at": entry.undone_at.isoformat() if entry.undone_at else None,
        "undone_by": entry.undone_by,
    }


def _line(entry: ImportEntry) -> str:
    counts = entry.counts
    text = tr("{id}  {file}: {n} mới, {c} thay đổi, {u} như cũ").format(
        id=entry.import_id,
        file=entry.file_name,
        n=counts.get("new", 0),
        c=counts.get("changed", 0),
        u=counts.get("unchanged", 0),
    )
    return text if entry.undone_at is None else tr("{line} (đã hoàn tác)").format(line=text)
