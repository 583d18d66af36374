"""`main.py update check|status`: a newer version from a stick, proved before it is used."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.context import OK, CliContext
from desktop.common.clock import SystemClock, show_date
from desktop.common.i18n import decimal, tr
from desktop.storage.profile import Profile
from desktop.updates.place import Place
from desktop.updates.service import UpdatesService
from desktop.updates.views import Offer

_MB = 1 << 20


def add_parser(commands: Any) -> None:
    """Add `update` to the command line."""
    parser = commands.add_parser("update", help=tr("cập nhật chương trình từ USB"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    check = verbs.add_parser("check", help=tr("xem USB có bản mới không; không cài gì"))
    check.add_argument("folder", type=Path, metavar="FOLDER", help=tr("thư mục trên USB"))
    _finish(check, run_check)
    _finish(verbs.add_parser("status", help=tr("đang chạy bản nào, về được bản nào")), run_status)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def _updates(args: argparse.Namespace, context: CliContext) -> UpdatesService:
    """Return the use cases; a machine without a counter can be looked after as well."""
    if Profile(args.data).exists():
        return context.services().updates
    return UpdatesService(Place.of_this_program(), args.data, None, SystemClock())


def run_check(args: argparse.Namespace, context: CliContext) -> int:
    """Say what the stick has for this machine."""
    updates = _updates(args, context)
    offer = updates.check(args.folder)
    running = updates.status().running
    context.emit(_offer_json(offer) | {"running": running}, "\n".join(_lines(offer, running)))
    return OK


def run_status(args: argparse.Namespace, context: CliContext) -> int:
    """Say what is installed."""
    status = _updates(args, context).status()
    lines = [
        tr("Đang chạy bản {version} ({platform}), cấu trúc kho {schema}.").format(
            version=status.running, platform=status.platform, schema=status.schema
        )
    ]
    if not status.is_installed:
        lines.append(tr("Đây là bản chạy từ mã nguồn, không cập nhật bằng USB."))
    if status.back:
        lines.append(tr("Về được bản {version}.").format(version=status.back))
    data = {
        "version": status.running,
        "platform": status.platform,
        "schema": status.schema,
        "installed": status.is_installed,
        "has_keys": status.has_keys,
        "back": status.back or None,
    }
    context.emit(data, "\n".join(lines))
    return OK


def _offer_json(offer: Offer) -> dict[str, Any]:
    return offer.release.as_json() | {
        "is_new": offer.is_new,
        "packed": offer.packed,
        "expires_at": offer.expires_at.isoformat(),
    }


def _lines(offer: Offer, running: str) -> list[str]:
    release = offer.release
    until = tr("USB dùng được đến hết ngày {date}.").format(date=show_date(offer.expires_at))
    if not offer.is_new:
        return [
            tr("Máy đang chạy bản mới nhất trên USB ({version}).").format(version=running),
            until,
        ]
    first = tr("Có bản {version} thay cho bản {running}: {size} MB, phát hành {date}.").format(
        version=release.version,
        running=running,
        size=decimal(offer.packed / _MB),
        date=show_date(release.released_at),
    )
    return [first, *(f"  – {line}" for line in release.notes.splitlines()), until]
