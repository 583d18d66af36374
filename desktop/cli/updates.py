"""`main.py update check|apply|status|back`: a newer version from a stick, and the way back."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import SystemClock, show_date
from desktop.common.errors import UserFacingError
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
    apply = verbs.add_parser("apply", help=tr("cài bản trên USB; lần mở tới chạy bản ấy"))
    apply.add_argument("folder", type=Path, metavar="FOLDER", help=tr("thư mục trên USB"))
    _finish(apply, run_apply)
    _finish(verbs.add_parser("status", help=tr("đang chạy bản nào, về được bản nào")), run_status)
    _finish(verbs.add_parser("back", help=tr("lần mở tới chạy lại bản trước")), run_back)
    trial = verbs.add_parser("try", help=tr("chạy thử trên bản chép của kho; chương trình tự gọi"))
    trial.add_argument("--event", type=int, default=0, metavar="N", help=tr("số sự kiện nhật ký"))
    _finish(trial, run_try)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def _updates(args: argparse.Namespace, context: CliContext) -> UpdatesService:
    """Return the use cases; a machine without a counter can be looked after as well."""
    if Profile(args.data).exists():
        return context.services().updates
    return _without_store(args)


def _without_store(args: argparse.Namespace) -> UpdatesService:
    return UpdatesService(Place.of_this_program(), args.data, None, SystemClock())


def run_check(args: argparse.Namespace, context: CliContext) -> int:
    """Say what the stick has for this machine."""
    updates = _updates(args, context)
    try:
        offer = updates.check(args.folder)
    finally:
        updates.go()
    running = updates.status().running
    context.emit(_offer_json(offer) | {"running": running}, "\n".join(_lines(offer, running)))
    return OK


def run_apply(args: argparse.Namespace, context: CliContext) -> int:
    """Install the stick's version beside the one that runs; the next start takes it."""
    updates = _updates(args, context)
    try:
        applied = updates.apply(args.folder, actor=ACTOR)
    finally:
        updates.go()
    release, tried = applied.release, applied.tried
    text = tr("Đã cài bản {version}. Bản {before} vẫn giữ; lần mở tới chạy bản mới.").format(
        version=release.version, before=applied.before
    )
    proof = (
        tr("Bản mới đã chạy thử trên bản chép của kho: {people} người, {records} hồ sơ đủ.").format(
            people=tried.counts["members"], records=tried.counts["received"]
        )
        if tried
        else tr("Máy chưa có kho: bản mới đã chạy thử trên kho thực hành.")
    )
    data = release.as_json() | {
        "before": applied.before,
        "tried": tried and {"schema": tried.schema, "counts": tried.counts},
    }
    context.emit(data, f"{text}\n{proof}")
    return OK


def run_back(args: argparse.Namespace, context: CliContext) -> int:
    """Let the next start take the version before; a store that opens is led back too."""
    try:
        updates = _updates(args, context)
    except UserFacingError as error:
        # The older version may well open what this one cannot; it refuses a newer store untouched.
        print(f"{error.title} [{error.code}]", file=sys.stderr)
        updates = _without_store(args)
    gone = updates.back(actor=ACTOR)
    lines = [
        tr("Lần mở tới chạy bản {version} thay cho bản {left}.").format(
            version=gone.version, left=gone.left
        )
    ]
    if gone.copy is not None:
        lines.append(
            tr("Kho đã về cấu trúc {schema}; kho trước khi về nằm ở {copy}.").format(
                schema=gone.schema, copy=gone.copy
            )
        )
    context.emit(
        {
            "left": gone.left,
            "version": gone.version,
            "schema": gone.schema,
            "copy": str(gone.copy) if gone.copy else None,
        },
        "\n".join(lines),
    )
    return OK


def run_try(args: argparse.Namespace, context: CliContext) -> int:
    """Work with a copy of a store; its key comes through standard input, never as an argument."""
    key = bytes.fromhex(sys.stdin.readline().strip())
    tried = args.try_store(key, args.event)
    context.emit(asdict(tried), tr("Chạy thử được."))
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
    if status.next_start != status.running:
        lines.append(tr("Lần mở tới chạy bản {version}.").format(version=status.next_start))
    if status.back:
        lines.append(tr("Về được bản {version}.").format(version=status.back))
    data = {
        "version": status.running,
        "platform": status.platform,
        "schema": status.schema,
        "installed": status.is_installed,
        "has_keys": status.has_keys,
        "next_start": status.next_start,
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
