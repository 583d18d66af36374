"""`main.py person export`: everything kept about one person, as a PDF for them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.services import Services


def add_parser(commands: Any) -> None:
    """Add `person` to the command line."""
    group = commands.add_parser("person", help=tr("dữ liệu của một người"))
    verbs = group.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    export = verbs.add_parser(
        "export", help=tr("mọi dữ liệu và lịch sử sửa đổi của một người, ra PDF")
    )
    who = export.add_mutually_exclusive_group(required=True)
    who.add_argument("--member", type=UUID, metavar="ID", help=tr("mã của người trong danh sách"))
    who.add_argument("--id", dest="number", metavar=tr("SỐ"), help=tr("số định danh, 12 chữ số"))
    export.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    export.add_argument("--json", action="store_true")
    export.set_defaults(handler=run_export)


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Write the extract; what stands in it is in the file alone, not in what is printed."""
    services = context.services()
    made = services.disclosure.export(_member(args, services), args.out, actor=ACTOR)
    text = tr("Đã ghi {pages} trang vào {file}. Nhật ký có một sự kiện.").format(
        pages=made.pages, file=made.file
    )
    context.emit(made.as_json(), text)
    return OK


def _member(args: argparse.Namespace, services: Services) -> UUID:
    if args.member is not None:
        return UUID(str(args.member))
    found = services.roster.find_by_personal_id(args.number)
    if found is None:
        raise NotAllowedError(
            tr("Không có ai trong danh sách có số định danh này."),
            tr("Xem lại 12 chữ số, hoặc ghi mã của người bằng --member."),
            code="QTN-470",
        )
    return found.member_id
