"""`main.py init`: a ready profile without a window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.batch.trust.service import ProvinceView, TrustService, read_key_file
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import SystemClock
from desktop.common.i18n import tr
from desktop.security.keystore import OsKeyring
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile


def add_parser(commands: Any) -> None:
    """Add `init` to the command line."""
    parser = commands.add_parser("init", help=tr("tạo dữ liệu cho một quầy mới"))
    parser.add_argument("--commune", required=True, metavar="CODE", help=tr("mã xã, 5 chữ số"))
    parser.add_argument("--station", required=True, metavar="CODE", help=tr("mã quầy, ví dụ MT02"))
    parser.add_argument("--commune-name", default="", metavar="NAME", help=tr("tên xã"))
    parser.add_argument(
        "--recovery",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("ghi mã khôi phục vào tệp này; in ra giấy rồi xóa tệp"),
    )
    parser.add_argument(
        "--province", type=Path, default=None, metavar="FILE", help=tr("tệp khóa của tỉnh (.qtp)")
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=run_init)


def run_init(args: argparse.Namespace, context: CliContext) -> int:
    """Make the profile; nothing is left half made when something fails."""
    profile = Profile(args.data)
    if args.province is not None:
        read_key_file(args.province)  # a bad file is said before anything is made
    created = create_profile(
        profile,
        commune_code=args.commune,
        commune_name=args.commune_name,
        station_code=args.station,
        keystore=OsKeyring(),
        clock=SystemClock(),
        recovery_file=args.recovery,
    )
    trusted = _trust(args, profile, created.recovery_code) if args.province else None
    data = {
        "data": str(profile.folder),
        "station": args.station,
        "commune": args.commune,
        "recovery": str(args.recovery) if args.recovery else None,
        "key_in_keyring": created.key_in_keyring,
        "province": trusted.fingerprint if trusted else None,
    }
    lines = [
        tr("Đã tạo quầy {station} trong {folder}.").format(
            station=args.station, folder=profile.folder
        )
    ]
    if args.recovery:
        lines.append(
            tr("Mã khôi phục nằm ở {file}. In ra giấy, cất nơi an toàn, rồi xóa tệp.").format(
                file=args.recovery
            )
        )
    if not created.key_in_keyring:
        lines.append(
            tr("Máy này không có kho khóa của hệ điều hành: mỗi lần mở cần --unlock-with.")
        )
    if trusted:
        lines.append(
            tr("Đã cài khóa của “{name}”. Đối chiếu qua điện thoại: {digits}").format(
                name=trusted.name, digits=trusted.fingerprint
            )
        )
    context.emit(data, "\n".join(lines))
    return OK


def _trust(args: argparse.Namespace, profile: Profile, code: str) -> ProvinceView:
    """Install the province's key into the profile that was just made."""
    clock = SystemClock()
    store = open_store(profile, OsKeyring(), code, clock)
    try:
        return TrustService(store, clock).install(args.province, actor=ACTOR)
    finally:
        store.close()
