"""`main.py backup now|verify|restore|list`: copies of everything, and the way back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.backup import rescue
from desktop.backup.views import Manifest
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import SystemClock, show_date, show_time
from desktop.common.i18n import decimal, tr
from desktop.security.keystore import OsKeyring

_MB = 1 << 20


def add_parser(commands: Any) -> None:
    """Add `backup` to the command line."""
    parser = commands.add_parser("backup", help=tr("sao lưu, kiểm tra bản sao, khôi phục"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)

    now = verbs.add_parser("now", help=tr("ghi một bản sao lưu, đọc lại và mở thử"))
    now.add_argument(
        "--to", type=Path, default=None, metavar="DIR", help=tr("thư mục; mặc định theo thiết lập")
    )
    _finish(now, run_now)

    verify = verbs.add_parser("verify", help=tr("mở thử một bản sao và đọc hết"))
    verify.add_argument(
        "source", type=Path, metavar="FILE", help=tr("tệp .qtnb hoặc thư mục bản sao")
    )
    _finish(verify, run_verify)

    restore = verbs.add_parser("restore", help=tr("khôi phục từ bản sao vào thư mục trống"))
    restore.add_argument(
        "source", type=Path, metavar="FILE", help=tr("tệp .qtnb hoặc thư mục bản sao")
    )
    restore.add_argument("--into", type=Path, required=True, metavar="DIR")
    restore.add_argument(
        "--last-receipt",
        type=int,
        default=None,
        metavar="N",
        help=tr("số thứ tự biên nhận cuối cùng đã in, nếu biết chắc"),
    )
    restore.add_argument(
        "--last-batch",
        type=int,
        default=None,
        metavar="N",
        help=tr("số lô cuối cùng đã xuất, nếu biết chắc"),
    )
    _finish(restore, run_restore)

    listing = verbs.add_parser("list", help=tr("các bản sao lưu trong một thư mục"))
    listing.add_argument("--in", dest="folder", type=Path, default=None, metavar="DIR")
    _finish(listing, run_list)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=handler)


def run_now(args: argparse.Namespace, context: CliContext) -> int:
    """Write a backup; a counter that is open goes on meanwhile."""
    services = context.services()
    folder = args.to or services.backup.folder or services.profile.folder / "backup"
    made = services.backup.now(folder, actor=ACTOR)
    text = tr("Đã sao lưu vào {file} ({size} MB), đọc lại và mở thử: nguyên vẹn.").format(
        file=made.file, size=decimal(made.size / _MB)
    )
    removed = [str(file) for file in made.removed]
    context.emit(
        {"file": str(made.file), "bytes": made.size, "removed": removed}
        | manifest_json(made.manifest),
        f"{text}\n{_counts(made.manifest)}",
    )
    return OK


def run_verify(args: argparse.Namespace, context: CliContext) -> int:
    """Open a copy and read all of it; needs no profile on this machine."""
    manifest = rescue.check(args.source, args.unlock_code(), OsKeyring(), SystemClock())
    text = tr("Bản sao nguyên vẹn, lúc {time} {date}.").format(
        time=show_time(manifest.made_at), date=show_date(manifest.made_at)
    )
    context.emit(
        {"file": str(args.source), "valid": True} | manifest_json(manifest),
        f"{text}\n{_counts(manifest)}",
    )
    return OK


def run_restore(args: argparse.Namespace, context: CliContext) -> int:
    """Make a profile from a copy; a folder that has something in it is refused."""
    known = {"receipt": args.last_receipt, "batch": args.last_batch}
    restored = rescue.restore(
        args.source,
        args.into,
        code=args.unlock_code(),
        keystore=OsKeyring(),
        clock=SystemClock(),
        known_numbers={name: number for name, number in known.items() if number is not None},
    )
    lines = [
        tr("Đã khôi phục quầy {station} vào {folder}.").format(
            station=restored.manifest.station_code, folder=restored.folder
        ),
        _counts(restored.manifest),
        *(
            tr("Số {series} tiếp theo: {n} (bản sao dừng ở {last}).").format(
                series=_series_name(series), n=now + 1, last=last
            )
            for series, (last, now) in restored.numbers.items()
        ),
    ]
    if not restored.key_in_keyring:
        lines.append(
            tr("Máy này không có kho khóa của hệ điều hành: mỗi lần mở cần --unlock-with.")
        )
    context.emit(
        {
            "into": str(restored.folder),
            "counts": restored.summary.counts,
            "numbers": {name: list(moved) for name, moved in restored.numbers.items()},
            "key_in_keyring": restored.key_in_keyring,
            "from": manifest_json(restored.manifest),
        },
        "\n".join(lines),
    )
    return OK


def _series_name(series: str) -> str:
    names = {
        "receipt": tr("biên nhận"),
        "batch": tr("lô"),
        "card_count": tr("biên bản đếm thẻ"),
        "card_report": tr("báo cáo thẻ"),
        "visit_list": tr("phiếu đi đường"),
    }
    return names.get(series, series)


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """Show the backups of a folder, newest first; none is an answer."""
    services = context.services()
    folder = args.folder or services.backup.folder or services.profile.folder / "backup"
    found = services.backup.list(folder)
    lines = [
        f"{one.file.name}  {_counts(one.manifest) if one.manifest else tr('không đọc được')}"
        for one in found
    ] or [tr("Chưa có bản sao lưu nào trong {folder}.").format(folder=folder)]
    context.emit(
        {
            "folder": str(folder),
            "backups": [
                {"file": str(one.file), "bytes": one.size}
                | (manifest_json(one.manifest) if one.manifest else {"valid": False})
                for one in found
            ],
        },
        "\n".join(lines),
    )
    return OK


def manifest_json(manifest: Manifest) -> dict[str, Any]:
    """Return what a copy says of itself, for programs."""
    summary = manifest.summary
    return {
        "kind": manifest.kind,
        "station": manifest.station_code,
        "commune": manifest.commune_code,
        "made_at": manifest.made_at.isoformat(),
        "sha256": manifest.sha256,
        "revision": summary.revision,
        "counts": summary.counts,
        "audit": {"number": summary.audit_number, "head": summary.audit_head},
    }


def _counts(manifest: Manifest) -> str:
    counts = manifest.summary.counts
    return tr("Trong đó: {people} người, {records} hồ sơ đã nhận, {batches} lô.").format(
        people=counts["members"], records=counts["received"], batches=counts["batches"]
    )
