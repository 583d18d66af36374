"""`province transfer | printed | cards`: to the printing office and back, on to the stations."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.cli.province_desk import Command, opened
from desktop.common.i18n import tr
from desktop.province.printing.columns import read_columns
from desktop.province.printing.sheets import ListFormat
from desktop.province.printing.transfers import MOST_RECORDS
from desktop.province.printing.views import WrittenTransfer

_FORMATS = [one.value for one in ListFormat]


def add_commands(command: Command) -> None:
    """Add the commands to the group `province`.

    Args:
        command: adds one: its name, what it runs, what it is for.
    """
    transfer = command("transfer", run_transfer, tr("lập danh sách chuyển nơi in thẻ"))
    transfer.add_argument("--to", type=Path, required=True, metavar="DIR")
    transfer.add_argument(
        "--columns", type=Path, default=None, metavar="FILE", help=tr("tệp JSON mô tả các cột")
    )
    transfer.add_argument("--format", choices=_FORMATS, default=ListFormat.XLSX.value)
    transfer.add_argument("--limit", type=int, default=MOST_RECORDS, metavar="N")
    transfer.add_argument(
        "--clear", action="store_true", help=tr("ghi không niêm phong, ai cũng đọc được")
    )
    transfer.add_argument(
        "--again", type=int, default=0, metavar=tr("SỐ"), help=tr("ghi lại danh sách đã lập")
    )
    printed = command("printed", run_printed, tr("nhập kết quả của nơi in thẻ"))
    printed.add_argument("file", type=Path, metavar="FILE")
    printed.add_argument("--dry-run", action="store_true", help=tr("chỉ xem, không ghi"))
    cards = command("cards", run_cards, tr("ghi danh sách thẻ cho từng quầy"))
    cards.add_argument("--to", type=Path, required=True, metavar="DIR")
    cards.add_argument("--format", choices=_FORMATS[:2], default=ListFormat.XLSX.value)


def run_transfer(args: argparse.Namespace, context: CliContext) -> int:
    """Make the next list for the printing office, or write one again."""
    columns = read_columns(args.columns) if args.columns else None
    with opened(args) as desk:
        if args.again:
            made: WrittenTransfer | None = desk.printing.transfers.again(
                args.again, args.to, actor=ACTOR, clear=args.clear
            )
        else:
            made = desk.printing.transfers.transfer(
                args.to,
                actor=ACTOR,
                columns=columns,
                list_format=ListFormat(args.format),
                clear=args.clear,
                limit=max(1, args.limit),
            )
        waiting = desk.printing.transfers.counts()
    if made is None:
        context.emit({"transfer": None, **waiting}, tr("Không có hồ sơ nào chờ chuyển in."))
        return OK
    data = {
        "transfer": {
            "number": made.number,
            "path": str(made.path),
            "minutes": str(made.minutes),
            "records": made.records,
            "photos": made.photos,
            "reprints": made.reprints,
            "sealed": made.sealed,
            "list_sha256": made.list_sha256,
            "sha256": made.sha256,
            "again": made.again,
        },
        **waiting,
    }
    text = tr("Danh sách số {number}: {records} hồ sơ, {photos} ảnh, “{file}”.").format(
        number=made.number, records=made.records, photos=made.photos, file=made.path
    )
    if made.reprints:
        text += "\n" + tr("Trong đó in lại {n} thẻ hỏng hoặc thiếu.").format(n=made.reprints)
    if not made.sealed:
        text += "\n" + tr("Tệp này không niêm phong, có dữ liệu cá nhân: giữ như giấy tờ mật.")
    context.emit(data, text)
    return OK


def run_printed(args: argparse.Namespace, context: CliContext) -> int:
    """Take a result of the printing office in; exit code 1 when rows were kept aside."""
    with opened(args) as desk:
        results = desk.printing.results
        found = results.preview(args.file) if args.dry_run else results.take(args.file, actor=ACTOR)
    data = {
        "file": found.file_name,
        "sha256": found.sha256,
        "already_taken": found.already_taken,
        "dry_run": bool(args.dry_run),
        "printed": found.printed,
        "failed": found.failed,
        "unchanged": found.unchanged,
        "aside": [
            {"row": row.number, "reason": row.code.value, "text": row.text} for row in found.aside
        ],
    }
    lines = [
        tr("Đã in {printed}, in không được {failed}, không đổi {unchanged}.").format(
            printed=found.printed, failed=found.failed, unchanged=found.unchanged
        )
    ]
    if found.already_taken:
        lines.insert(0, tr("Tệp này đã nhập từ trước, không đổi gì."))
    lines += [
        tr("Dòng {row} để riêng: {why}").format(row=row.number, why=row.text) for row in found.aside
    ]
    context.emit(data, "\n".join(lines))
    return MUST_ACT if found.aside else OK


def run_cards(args: argparse.Namespace, context: CliContext) -> int:
    """Write for each station the list of its cards."""
    with opened(args) as desk:
        written = desk.printing.cards.write(
            args.to, actor=ACTOR, list_format=ListFormat(args.format)
        )
    data = {
        "files": [
            {
                "path": str(one.path),
                "station": one.station,
                "printed": one.printed,
                "waiting": one.waiting,
            }
            for one in written
        ]
    }
    lines = [
        tr("{file}: đã in {printed}, chờ in {waiting}").format(
            file=one.path, printed=one.printed, waiting=one.waiting
        )
        for one in written
    ]
    context.emit(data, "\n".join(lines) or tr("Chưa chuyển in hồ sơ nào."))
    return OK
