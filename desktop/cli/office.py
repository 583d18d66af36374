"""`main.py office`: the server that several counters of one office share, as IT looks at it."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.cli import office_copy
from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.common.clock import SystemClock
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr
from desktop.security.timekeeping.rules import server_gap
from desktop.security.timekeeping.views import ServerGap
from desktop.storage.address import ServerAddress, read_address
from desktop.storage.server import ServerLook, connect, explained_for, look_at

_FROM_ENVIRONMENT = "QTN_DATABASE_PASSWORD"
_LARGEST_FILE = 1 << 12


def add_parser(commands: Any) -> None:
    """Add `office` to the command line."""
    office = commands.add_parser("office", help=tr("máy chủ chung của nhiều quầy trong một xã"))
    verbs = office.add_subparsers(dest="verb", required=True, metavar=tr("LỆNH"))
    check = verbs.add_parser("check", help=tr("thử nối máy chủ, không thay đổi gì"))
    add_database_options(check, required=True)
    check.add_argument("--json", action="store_true")
    check.set_defaults(handler=run_check)
    office_copy.add_verbs(verbs)


def add_database_options(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add the options that say where a server is and how to get in."""
    parser.add_argument(
        "--database",
        default="",
        required=required,
        metavar="URL",
        help=tr("máy chủ PostgreSQL: postgresql://người-dùng@máy:5432/cơ-sở-dữ-liệu"),
    )
    parser.add_argument(
        "--ca",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("chứng chỉ của máy chủ; cần khi máy chủ ở máy khác"),
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("tệp chứa mật khẩu của máy chủ; không có thì chương trình hỏi"),
    )


def server_of(args: argparse.Namespace) -> tuple[ServerAddress, str]:
    """Return address and password as the options, the surroundings or the person give them.

    Raises:
        ServerError: the address is none, or its way is not safe.
        InputFileError: the file with the password cannot be read.
    """
    address, password = read_address(args.database, args.ca)
    if args.password_file is not None:
        password = _first_line(args.password_file)
    if not password:
        password = os.environ.get(_FROM_ENVIRONMENT, "")
    if not password and sys.stdin is not None and sys.stdin.isatty():
        password = getpass.getpass(tr("Mật khẩu của “{user}”: ").format(user=address.user))
    return address, password


def run_check(args: argparse.Namespace, context: CliContext) -> int:
    """Ask a server what it is; a machine that could not work with it is told why."""
    address, password = server_of(args)
    engine = connect(address, password)
    try:
        with explained_for(address):
            look = look_at(engine, SystemClock().now())
    finally:
        engine.dispose()
    gap = server_gap(look.lead)
    context.emit(
        {
            "server": address.shown,
            "version": look.version,
            "tls": look.encrypted,
            "revision": look.revision,
            "is_current": look.is_current,
            "clock_lead_seconds": round(look.lead.total_seconds(), 1),
            "clock": gap.value,
        },
        "\n".join(_lines(address, look, gap)),
    )
    return MUST_ACT if gap is ServerGap.STOPS else OK


def _lines(address: ServerAddress, look: ServerLook, gap: ServerGap) -> list[str]:
    secured = look.encrypted or tr("không, máy chủ ở ngay máy này")
    if not look.revision:
        state = tr("cơ sở dữ liệu còn trống")
    elif look.is_current:
        state = tr("đã sẵn sàng cho bản phần mềm này")
    else:
        state = tr("của bản phần mềm khác ({revision})").format(revision=look.revision)
    return [
        tr("Máy chủ {host}: PostgreSQL {version}.").format(
            host=address.shown, version=look.version
        ),
        tr("Mã hóa đường truyền: {tls}.").format(tls=secured),
        tr("Dữ liệu: {state}.").format(state=state),
        _clock_line(look.lead, gap),
    ]


def _clock_line(lead: timedelta, gap: ServerGap) -> str:
    seconds = f"{abs(lead.total_seconds()):.0f}"
    if gap is ServerGap.FINE:
        return tr("Đồng hồ lệch {n} giây: tốt.").format(n=seconds)
    if gap is ServerGap.WARNS:
        return tr("Đồng hồ lệch {n} giây: chỉnh lại giờ hai máy.").format(n=seconds)
    return tr("Đồng hồ lệch {n} giây: quầy không nhận hồ sơ cho đến khi chỉnh giờ.").format(
        n=seconds
    )


def _first_line(file: Path) -> str:
    text = first_bytes(file, _LARGEST_FILE).decode("utf-8-sig", errors="replace")
    return text.splitlines()[0].strip() if text.strip() else ""
