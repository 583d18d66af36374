"""`main.py person`: everything kept about one person, as a PDF for them; who comes first."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.campaign.priority.words import told
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.errors import NotAllowedError
from desktop.common.flags import FlagReason
from desktop.common.i18n import tr
from desktop.services import Services


def add_parser(commands: Any) -> None:
    """Add `person` to the command line."""
    group = commands.add_parser("person", help=tr("dữ liệu của một người"))
    verbs = group.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    export = verbs.add_parser(
        "export", help=tr("mọi dữ liệu và lịch sử sửa đổi của một người, ra PDF")
    )
    _add_who(export)
    export.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    export.add_argument("--json", action="store_true")
    export.set_defaults(handler=run_export)
    first = verbs.add_parser("priority", help=tr("ưu tiên và trường hợp riêng của một người"))
    _add_who(first)
    codes = [one.value for one in FlagReason]
    change = first.add_mutually_exclusive_group()
    change.add_argument(
        "--set", nargs="+", choices=codes, default=None, help=tr("đúng những lý do này")
    )
    change.add_argument("--clear", action="store_true", help=tr("bỏ mọi lý do"))
    first.add_argument("--note", default="", metavar=tr("GHI_CHÚ"), help=tr("lý do khác là gì"))
    first.add_argument("--json", action="store_true")
    first.set_defaults(handler=run_priority)


def _add_who(parser: argparse.ArgumentParser) -> None:
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--member", type=UUID, metavar="ID", help=tr("mã của người trong danh sách"))
    who.add_argument("--id", dest="number", metavar=tr("SỐ"), help=tr("số định danh, 12 chữ số"))


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Write the extract; what stands in it is in the file alone, not in what is printed."""
    services = context.services()
    made = services.disclosure.export(_member(args, services), args.out, actor=ACTOR)
    text = tr("Đã ghi {pages} trang vào {file}. Nhật ký có một sự kiện.").format(
        pages=made.pages, file=made.file
    )
    context.emit(made.as_json(), text)
    return OK


def run_priority(args: argparse.Namespace, context: CliContext) -> int:
    """Tell whether somebody comes first, after changing why; reasons of health stay hidden."""
    services = context.services()
    member = _member(args, services)
    if args.set is not None or args.clear:
        reasons = {FlagReason(code) for code in args.set or ()}
        found = services.priority.change(member, reasons, actor=ACTOR, note=args.note)
    else:
        found = services.priority.of(member)
    data = {
        "comes_first": found.comes_first,
        "old": found.is_old,
        "reasons": [one.value for one in found.reasons],
        "health_hidden": found.has_hidden,
    }
    context.emit(data, ", ".join(told(found)) or tr("Chưa ghi lý do nào."))
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
