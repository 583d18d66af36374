"""`main.py roster units …`: the organisation tree from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from desktop.common.actors import COMMAND_LINE
from desktop.common.i18n import tr
from desktop.common.unit_names import KIND_NAMES
from desktop.common.vocabulary import UnitKind
from desktop.roster.organisation import rules
from desktop.roster.organisation.errors import UnitUnknownError
from desktop.roster.organisation.service import OrganisationService
from desktop.roster.organisation.sheets import near_words
from desktop.roster.organisation.views import Done, Tree, Unit, UnitRow

FINE, MUST_ACT = 0, 1
ACTOR = COMMAND_LINE


class HasOrganisation(Protocol):
    """What these commands need of the services."""

    @property
    def organisation(self) -> OrganisationService:
        """The organisation tree."""
        ...


class UnitsContext(Protocol):
    """What these commands need of the command line."""

    def services(self) -> HasOrganisation:
        """Return the services on the chosen profile."""
        ...

    def emit(self, data: dict[str, Any], text: str) -> None:
        """Print the data as JSON when that was asked, else the text."""
        ...


def add_commands(commands: Any, finish: Callable[[argparse.ArgumentParser, Any], None]) -> None:
    """Add `units` to the commands of `roster`; without a verb it shows the tree."""
    units = commands.add_parser("units", help=tr("Cây tổ chức: xem, thêm, đổi tên, gộp, đóng"))
    finish(units, run_show)
    acts = units.add_subparsers(dest="units_command", metavar=tr("VIỆC"))

    add = acts.add_parser("add", help=tr("Thêm một đơn vị"))
    add.add_argument("name", metavar=tr("TÊN"))
    add.add_argument("--under", default=None, metavar=tr("ĐƠN VỊ"), help=tr("Trực thuộc đơn vị"))
    add.add_argument(
        "--kind",
        choices=[kind.value for kind in UnitKind if kind is not UnitKind.COMMITTEE],
        default=UnitKind.CELL.value,
        help=tr("Loại đơn vị, mặc định là chi bộ"),
    )
    finish(add, run_add)

    rename = acts.add_parser("rename", help=tr("Đổi tên một đơn vị; dòng của đảng viên đổi theo"))
    rename.add_argument("unit", metavar=tr("ĐƠN VỊ"))
    rename.add_argument("name", metavar=tr("TÊN"))
    finish(rename, run_rename)

    merge = acts.add_parser("merge", help=tr("Gộp đơn vị đầu vào đơn vị sau"))
    merge.add_argument("unit", metavar=tr("ĐƠN VỊ"))
    merge.add_argument("target", metavar=tr("ĐƠN VỊ"))
    merge.add_argument(
        "--with-cases", action="store_true", help=tr("Đã xem các hồ sơ đang làm; vẫn gộp")
    )
    finish(merge, run_merge)

    close = acts.add_parser("close", help=tr("Đóng một đơn vị không còn ai"))
    close.add_argument("unit", metavar=tr("ĐƠN VỊ"))
    finish(close, run_close)
    for parser in (add, rename):
        parser.add_argument(
            "--sure",
            action="store_true",
            help=tr("Tên chỉ khác dấu với đơn vị bên cạnh, và đúng là hai đơn vị"),
        )
    for parser in (add, rename, merge, close):
        parser.add_argument(
            "--reason", default="", required=parser is close, metavar=tr("LÝ DO"), help=tr("Lý do")
        )
    export = acts.add_parser("export", help=tr("Ghi cây tổ chức ra Excel"))
    export.add_argument("file", type=Path, metavar="FILE.xlsx")
    finish(export, run_export)
    take = acts.add_parser("import", help=tr("Nhập cây tổ chức từ Excel đã sửa"))
    take.add_argument("file", type=Path, metavar="FILE.xlsx")
    take.add_argument("--dry-run", action="store_true", help=tr("Chỉ xem, không lưu"))
    finish(take, run_import)
    finish(acts.add_parser("undo", help=tr("Hoàn tác thay đổi gần nhất")), run_undo)


def run_show(args: argparse.Namespace, context: UnitsContext) -> int:
    """Show the tree; 1 when names are new or may be one with another."""
    del args
    tree = _opened(context.services().organisation)
    waits = [row for row in tree.rows if not row.unit.is_confirmed]
    context.emit(tree_json(tree), "\n".join(_tree_lines(tree)))
    return MUST_ACT if waits or tree.alike else FINE


def run_add(args: argparse.Namespace, context: UnitsContext) -> int:
    """Add a unit."""
    service = context.services().organisation
    tree = _opened(service)
    parent = _named(tree, args.under) if args.under else tree.rows[0].unit
    kind = UnitKind(args.kind)
    return _told(
        context,
        service.add(
            parent.unit_id, kind, args.name, actor=ACTOR, reason=args.reason, is_sure=args.sure
        ),
    )


def run_rename(args: argparse.Namespace, context: UnitsContext) -> int:
    """Give a unit another name."""
    service = context.services().organisation
    unit = _named(_opened(service), args.unit)
    done = service.rename(
        unit.unit_id, args.name, actor=ACTOR, reason=args.reason, is_sure=args.sure
    )
    return _told(context, done)


def run_merge(args: argparse.Namespace, context: UnitsContext) -> int:
    """Give everything of one unit to another."""
    service = context.services().organisation
    tree = _opened(service)
    source, target = _named(tree, args.unit), _named(tree, args.target)
    done = service.merge(
        source.unit_id,
        target.unit_id,
        actor=ACTOR,
        reason=args.reason,
        with_cases=args.with_cases,
    )
    return _told(context, done)


def run_close(args: argparse.Namespace, context: UnitsContext) -> int:
    """Close a unit that has nobody in it."""
    service = context.services().organisation
    unit = _named(_opened(service), args.unit)
    return _told(context, service.close(unit.unit_id, actor=ACTOR, reason=args.reason))


def run_export(args: argparse.Namespace, context: UnitsContext) -> int:
    """Write the tree to a workbook."""
    service = context.services().organisation
    _opened(service)
    units = service.sheets.export(args.file, actor=ACTOR)
    text = tr("Đã ghi {n} đơn vị vào {file}.").format(n=units, file=args.file)
    context.emit({"file": str(args.file), "units": units}, text)
    return FINE


def run_import(args: argparse.Namespace, context: UnitsContext) -> int:
    """Take a sheet of units in, or say what it would do."""
    service = context.services().organisation
    _opened(service)
    sheets = service.sheets
    found = sheets.look(args.file) if args.dry_run else sheets.take(args.file, actor=ACTOR)
    data = {
        "dry_run": args.dry_run,
        "lines": found.lines,
        "added": list(found.added),
        "renamed": list(found.renamed),
        "moved": list(found.moved),
        "described": found.described,
        "unnamed": found.unnamed,
        "near": [{"row": row, "name": name, "other": other} for row, name, other in found.near],
        "people": found.done.people if found.done else 0,
    }
    lines = [
        tr("{n} dòng: thêm {added}, đổi tên {renamed}, chuyển {moved} đơn vị.").format(
            n=found.lines,
            added=len(found.added),
            renamed=len(found.renamed),
            moved=len(found.moved),
        ),
        tr("{n} đơn vị không có trong tệp vẫn giữ nguyên.").format(n=found.unnamed),
    ]
    lines = lines[: 2 if found.unnamed else 1] + [near_words(*one) for one in found.near]
    if found.near:
        lines.append(tr("Gõ nhầm thì đổi lại tên đơn vị."))
    context.emit(data, "\n".join(lines))
    return FINE


def run_undo(args: argparse.Namespace, context: UnitsContext) -> int:
    """Take the newest act back."""
    del args
    return _told(context, context.services().organisation.undo(actor=ACTOR))


def _opened(service: OrganisationService) -> Tree:
    service.take_in(actor=ACTOR)
    return service.tree()


def _named(tree: Tree, text: str) -> Unit:
    """Return the open unit of an id or a name, spelling aside.

    Raises:
        UnitUnknownError: none has it, or several have.
    """
    exact = [row.unit for row in tree.rows if text in {str(row.unit.unit_id), row.unit.name}]
    key = rules.name_key(text)
    found = exact or [row.unit for row in tree.rows if rules.name_key(row.unit.name) == key]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(unit.unit_id) for unit in found)
        raise UnitUnknownError(
            tr("Có {n} đơn vị tên “{name}”.").format(n=len(found), name=text),
            tr("Ghi mã thay cho tên: {ids}.").format(ids=ids),
        )
    raise UnitUnknownError(
        tr("Không có đơn vị “{name}” trong cây tổ chức.").format(name=text),
        tr("Xem tên bằng lệnh roster units."),
    )


def _told(context: UnitsContext, done: Done) -> int:
    step = done.step
    data = {
        "step": str(step.step_id) if step else None,
        "act": step.act.value if step else None,
        "unit": str(step.unit_id) if step else None,
        "units": len(step.edits) if step else 0,
        "people": done.people,
    }
    text = (
        tr("Đã sửa {units} đơn vị, {people} người.").format(units=data["units"], people=done.people)
        if step
        else tr("Không có gì phải đổi.")
    )
    context.emit(data, text)
    return FINE


def tree_json(tree: Tree) -> dict[str, Any]:
    """Return the tree as `--json` gives it."""
    return {
        "units": [_row_json(row) for row in tree.rows],
        "no_cell": tree.no_cell,
        "elsewhere": tree.elsewhere,
        "alike": [
            {
                "keep": str(one.first.unit_id),
                "merge": str(one.second.unit_id),
                "why": one.why.value,
            }
            for one in tree.alike
        ],
    }


def _row_json(row: UnitRow) -> dict[str, Any]:
    unit = row.unit
    return {
        "id": str(unit.unit_id),
        "kind": unit.kind.value,
        "name": unit.name,
        "parent": str(unit.parent_id) if unit.parent_id else None,
        "secretary": unit.secretary,
        "confirmed": unit.is_confirmed,
        "locked": row.is_locked,
        "people": row.people,
        "apart": row.apart,
        "open_cases": row.open_cases,
    }


def _tree_lines(tree: Tree) -> list[str]:
    lines = []
    for row in tree.rows:
        unit = row.unit
        kind = tr(KIND_NAMES[unit.kind]) if unit.is_cell else ""
        parts = [unit.name, kind, tr("{n} người").format(n=row.people)]
        if row.open_cases:
            parts.append(tr("{n} hồ sơ đang làm").format(n=row.open_cases))
        if not unit.is_confirmed:
            parts.append(tr("mới, chưa xác nhận"))
        lines.append("  " * row.depth + " · ".join(part for part in parts if part))
    if tree.no_cell:
        lines.append(tr("Chưa rõ chi bộ: {n} người").format(n=tree.no_cell))
    if tree.elsewhere:
        lines.append(tr("Chi bộ nơi khác, tính riêng: {n} người").format(n=tree.elsewhere))
    lines += [
        tr("Có thể là một: “{first}” và “{second}”.").format(
            first=one.first.name, second=one.second.name
        )
        for one in tree.alike
    ]
    return lines
