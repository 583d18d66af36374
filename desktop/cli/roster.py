"""`main.py roster …`: the list from the command line, with the same services as the screens."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from desktop.cli import crosscheck, keeping, units
from desktop.common.clock import SystemClock
from desktop.common.errors import InputFileError
from desktop.common.i18n import tr
from desktop.common.vocabulary import MemberStatus
from desktop.roster.keeping.views import ImportChoices
from desktop.roster.mapping import mapping_of, read_mapping, write_mapping
from desktop.roster.reading.legacy import ENCODINGS
from desktop.roster.reading.preview import HIDDEN_INCLUDE, HIDDEN_SKIP, preview_file
from desktop.roster.rules import APART
from desktop.roster.service import RosterService
from desktop.roster.views import ImportPreview, ImportReport, PersonRow, SearchResult

FINE, MUST_ACT, USAGE = 0, 1, 2


GONE_STATUSES = tuple(status for status in MemberStatus if status not in APART)


class HasRoster(keeping.HasKeeping, units.HasOrganisation, Protocol):
    """What these commands need of the services."""

    @property
    def roster(self) -> RosterService:
        """The roster capability."""
        ...


class RosterContext(Protocol):
    """What these commands need of the command line."""

    def services(self) -> HasRoster:
        """Return the services on the chosen profile."""
        ...

    def emit(self, data: dict[str, Any], text: str) -> None:
        """Print the data as JSON when that was asked, else the text."""
        ...


def add_parser(subparsers: Any) -> None:
    """Add `roster` and its commands to a parser's `add_subparsers()` object.

    Each command sets `handler`, a `run_…(args, context) -> int`.
    """
    group = subparsers.add_parser("roster", help=tr("Danh sách đảng viên: nhập, xem trước, tìm"))
    commands = group.add_subparsers(dest="roster_command", required=True)

    take_in = commands.add_parser("import", help=tr("Nhập danh sách từ tệp Excel hoặc CSV"))
    take_in.add_argument("file", type=Path)
    _add_reading_options(take_in)
    take_in.add_argument("--dry-run", action="store_true", help=tr("Chỉ xem, không lưu"))
    take_in.add_argument(
        "--leave-row",
        type=int,
        action="append",
        default=[],
        metavar="N",
        dest="leave_rows",
        help=tr("Không nhận dòng này; nó nằm lại với các dòng chưa nhận"),
    )
    take_in.add_argument(
        "--gone",
        choices=[status.value for status in GONE_STATUSES],
        default=None,
        help=tr("Ghi tình trạng này cho người không còn trong tệp"),
    )
    _finish(take_in, run_import)

    look = commands.add_parser("preview", help=tr("Xem tệp cho ra những gì, không cần quầy"))
    look.add_argument("file", type=Path)
    _add_reading_options(look)
    look.add_argument(
        "--write-mapping",
        type=Path,
        default=None,
        metavar="OUT.json",
        help=tr("Ghi bản ghép cột đã hiểu ra tệp, để sửa rồi dùng với --mapping"),
    )
    _finish(look, run_preview)

    find = commands.add_parser("search", help=tr("Tìm người theo tên, số, năm sinh, chi bộ"))
    find.add_argument("text")
    find.add_argument("--limit", type=int, default=50)
    _finish(find, run_search)

    aside = commands.add_parser("set-aside", help=tr("Xuất các dòng chưa nhận ra Excel"))
    aside.add_argument("--to", type=Path, required=True, metavar="FILE.xlsx")
    _finish(aside, run_set_aside)

    crosscheck.add_commands(commands)
    keeping.add_commands(commands, _finish)
    units.add_commands(commands, _finish)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true", help=tr("In kết quả dạng JSON"))
    parser.set_defaults(handler=handler)


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sheet", default=None, help=tr("Tên trang tính"))
    parser.add_argument(
        "--mapping", type=Path, default=None, metavar="FILE", help=tr("Bản ghép cột (.json)")
    )
    parser.add_argument(
        "--header-row", type=int, default=None, metavar="N", help=tr("Dòng tiêu đề; 0: không có")
    )
    parser.add_argument("--encoding", choices=ENCODINGS, default=None, help=tr("Bảng mã của tệp"))
    parser.add_argument(
        "--password-file",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("Tệp văn bản ghi mật khẩu của bảng tính"),
    )
    parser.add_argument(
        "--hidden",
        choices=(HIDDEN_INCLUDE, HIDDEN_SKIP),
        default=HIDDEN_INCLUDE,
        help=tr("Lấy hay bỏ dòng và cột ẩn"),
    )


def _reading(args: argparse.Namespace) -> dict[str, Any]:
    """Return the keywords of `preview_file` that the options stand for.

    Raises:
        InputFileError: the mapping or the file with the password cannot be read.
    """
    return {
        "sheet": args.sheet,
        "mapping": read_mapping(args.mapping) if args.mapping else None,
        "header_row": args.header_row,
        "encoding": args.encoding,
        "password": _password(args.password_file),
        "hidden": args.hidden,
    }


def _password(file: Path | None) -> str | None:
    # A file, because other people of the machine see what stands on a command line.
    if file is None:
        return None
    try:
        return file.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputFileError(
            tr("Không đọc được tệp mật khẩu “{name}”.").format(name=file.name),
            tr("Ghi mật khẩu vào một tệp văn bản rồi chỉ đến tệp đó."),
        ) from error


def run_import(args: argparse.Namespace, context: RosterContext) -> int:
    """Take a list in; rows set aside are in the answer and wait in the store."""
    imports = context.services().imports
    preview = imports.preview(args.file, **_reading(args))
    left = frozenset(args.leave_rows)
    needs_difference = args.dry_run or args.gone
    difference = imports.difference(preview) if needs_difference else None
    gone = {}
    if difference and args.gone:
        gone = {person.member_id: MemberStatus(args.gone) for person in difference.gone}
    choices = ImportChoices(leave_new=left, leave_changed=left, gone=gone)
    report = imports.import_list(
        preview, actor=keeping.ACTOR, choices=choices, dry_run=args.dry_run
    )
    shown = difference.as_json() if difference and args.dry_run else None
    context.emit(report.as_json() | {"difference": shown}, _report_text(report))
    return FINE


def run_preview(args: argparse.Namespace, context: RosterContext) -> int:
    """Show what a file would give; opens no profile."""
    preview = preview_file(args.file, SystemClock(), **_reading(args))
    if args.write_mapping is not None:
        write_mapping(args.write_mapping, mapping_of(preview.source))
    context.emit(preview.as_json(), _preview_text(preview))
    return FINE


def run_search(args: argparse.Namespace, context: RosterContext) -> int:
    """Find people; an empty answer is an answer."""
    if args.limit < 1:
        return USAGE
    result = context.services().roster.search(args.text, args.limit)
    context.emit(_search_json(result), _search_text(result))
    return FINE


def run_set_aside(args: argparse.Namespace, context: RosterContext) -> int:
    """Write the rows the newest import set aside; 1 when no list was imported yet."""
    imports = context.services().imports
    import_id = imports.latest_import_id()
    if import_id is None:
        text = tr("Chưa nhập danh sách nào.")
        context.emit({"file": None, "rows": 0}, text)
        return MUST_ACT
    rows = imports.export_set_aside(import_id, args.to, actor=keeping.ACTOR)
    text = tr("Đã ghi {n} dòng vào {file}.").format(n=rows, file=args.to)
    context.emit({"file": str(args.to), "rows": rows}, text)
    return FINE


def _report_text(report: ImportReport) -> str:
    counts = report.as_json()["counts"]
    title = tr("Xem thử, chưa lưu:") if report.dry_run else tr("Đã nhập danh sách:")
    lines = [
        title,
        tr("  {n} dòng trong tệp").format(n=counts["source_rows"]),
        tr("  {n} người mới, {c} thay đổi, {u} như cũ").format(
            n=report.new, c=report.changed, u=report.unchanged
        ),
        tr("  {n} dòng cần xem, {s} dòng chưa nhận").format(
            n=counts["with_problems"], s=report.set_aside
        ),
        tr("  {n} dòng không phải người (tiêu đề, tổng, trống)").format(n=report.not_data),
        tr("  {n} người của danh sách trước không có trong tệp").format(n=report.gone),
        *(
            tr("  Dòng {row}: {why}").format(row=row.row_number, why=row.message)
            for row in report.preview.set_aside
        ),
        *(f"  {message}" for message in report.messages),
    ]
    return "\n".join(lines)


def _preview_text(preview: ImportPreview) -> str:
    lines = [
        tr("Trang “{sheet}”, tiêu đề ở dòng {rows}:").format(
            sheet=preview.source.sheet or preview.source.file_name,
            rows=", ".join(str(number) for number in preview.source.header_rows),
        ),
        *(f"  {header} → {field}" for field, header in preview.mapping.items()),
        tr("{n} người, {s} dòng chưa nhận").format(n=len(preview.people), s=len(preview.set_aside)),
    ]
    return "\n".join(lines)


def _search_json(result: SearchResult) -> dict[str, Any]:
    return {"total": result.total, "by": result.by, "rows": [_row_json(r) for r in result.rows]}


def _row_json(row: PersonRow) -> dict[str, Any]:
    """Return what may stand on a terminal: the number stays masked."""
    shown = asdict(row)
    shown["member_id"] = str(row.member_id)
    shown["status"] = row.status.value
    shown["highlights"] = [list(span) for span in row.highlights]
    del shown["personal_id"]
    del shown["old_id"]
    return shown


def _search_text(result: SearchResult) -> str:
    lines = [
        f"{row.full_name}  {row.birth_shown}  {row.personal_id_masked}  {row.cell}"
        for row in result.rows
    ]
    return "\n".join([*lines, tr("{n} người khớp.").format(n=result.total)])
