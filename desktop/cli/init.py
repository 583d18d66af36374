"""`main.py init`: a ready profile without a window, from options or from a file."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.batch.trust.service import read_key_file
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.cli.init_file import ProvinceFile, SetupFileError, SetupPlan, read_setup_file
from desktop.cli.init_paths import sheet_beside
from desktop.cli.init_station import MadeStation, make_station, write_sheet
from desktop.cli.office import add_database_options, server_of
from desktop.common.clock import SystemClock
from desktop.common.i18n import tr
from desktop.common.machine_file import machine_file
from desktop.security.keystore import OsKeyring
from desktop.security.office.setup import OfficeServer
from desktop.security.recovery import read_code_file
from desktop.security.station_identity import spoken_fingerprint
from desktop.storage.profile import Profile


def add_parser(commands: Any) -> None:
    """Add `init` to the command line."""
    parser = commands.add_parser("init", help=tr("tạo dữ liệu cho một quầy mới"))
    parser.add_argument("--commune", default="", metavar="CODE", help=tr("mã xã, 5 chữ số"))
    parser.add_argument("--station", default="", metavar="CODE", help=tr("mã quầy, ví dụ MT02"))
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
    parser.add_argument(
        "--file",
        "--from",
        dest="source",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("lập quầy theo tệp JSON, gồm cả cán bộ và cài đặt"),
    )
    parser.add_argument(
        "--check",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("chỉ xem tệp JSON ấy có đúng không, không tạo gì"),
    )
    add_database_options(parser, required=False)
    parser.add_argument(
        "--join",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("vào chung danh sách đã có trên máy chủ, bằng tệp mã khôi phục của quầy đầu tiên"),
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=run_init, parser=parser)


def run_init(args: argparse.Namespace, context: CliContext) -> int:
    """Make the profile; nothing is left half made when something fails."""
    try:
        if args.check is not None:
            return _check(args, context)
        plan = _plan(args)
    except SetupFileError as error:
        if not context.wants_json:
            raise
        told = [
            {"line": one.line, "place": one.place, "message": one.said} for one in error.problems
        ]
        context.emit({"error": {"code": error.code, "title": error.title, "problems": told}}, "")
        return MUST_ACT
    if plan.data is not None and not getattr(args, "data_given", True):
        args.data = plan.data
    clock = SystemClock()
    server = _server(args, plan)
    made = make_station(plan, Profile(args.data), OsKeyring(), clock, actor=ACTOR, server=server)
    has_sheet = write_sheet(plan, made, clock)
    sheet = sheet_beside(plan.recovery) if has_sheet and plan.recovery else None
    _tell(args, context, plan, made, sheet)
    return OK


def _server(args: argparse.Namespace, plan: SetupPlan) -> OfficeServer | None:
    """Return the server of the office, None for a counter on its own."""
    if args.join and (plan.operators or plan.settings or plan.provinces or plan.recovery):
        # These are the office's, and so is the paper with its code.
        args.parser.error(tr("--join: chỉ kèm mã xã, tên xã và mã quầy"))
    if not args.database:
        if args.join:
            args.parser.error(tr("--join: cần --database"))
        return None
    address, password = server_of(args)
    return OfficeServer(address, password, read_code_file(args.join) if args.join else None)


def _plan(args: argparse.Namespace) -> SetupPlan:
    others = ("commune", "recovery", "province", "commune_name")
    named = any(getattr(args, name) for name in others)
    if args.source is None and not named and machine_file().is_file():
        args.source = machine_file()
    if args.source is not None:
        if named:
            args.parser.error(tr("--file: ghi mọi thứ trong tệp, không kèm tùy chọn khác"))
        plan = read_setup_file(args.source, needs_station=not args.station)
        if args.station and plan.station:
            args.parser.error(tr("--file: tệp đã có mã quầy, không kèm --station"))
        return replace(plan, station=plan.station or args.station)
    missing = [name for name in ("commune", "station") if not getattr(args, name)]
    if missing:
        names = ", ".join(f"--{name}" for name in missing)
        args.parser.error(f"the following arguments are required: {names}")
    return SetupPlan(
        commune=args.commune,
        commune_name=args.commune_name,
        station=args.station,
        data=None,
        recovery=args.recovery,
        provinces=_keys(args.province),
        operators=(),
        settings=(),
    )


def _keys(file: Path | None) -> tuple[ProvinceFile, ...]:
    if file is None:
        return ()
    key = read_key_file(file)  # a bad file is said before anything is made
    return (ProvinceFile(file, "", key.name, spoken_fingerprint(key.certificate_sha256)),)


def _check(args: argparse.Namespace, context: CliContext) -> int:
    """Say whether a file can be rolled out, and what it would make."""
    plan = read_setup_file(args.check, needs_station=False, makes_now=False)
    data = {
        "file": str(args.check),
        "commune": plan.commune,
        "station": plan.station or None,
        "data": str(plan.data) if plan.data else None,
        "recovery": str(plan.recovery) if plan.recovery else None,
        "province": [
            {"name": one.name, "fingerprint": one.fingerprint, "compared": bool(one.digits)}
            for one in plan.provinces
        ],
        "operators": [{"name": one.name, "role": one.role.value} for one in plan.operators],
        "settings": {definition.name: value for definition, value in plan.settings},
    }
    context.emit(data, "\n".join(_checked_lines(args.check, plan)))
    return OK


def _checked_lines(file: Path, plan: SetupPlan) -> list[str]:
    asked = tr("hỏi ở từng máy")
    lines = [
        tr("Tệp “{file}” dùng được.").format(file=file.name),
        tr("Xã {commune} {name}, quầy: {station}.").format(
            commune=plan.commune, name=plan.commune_name, station=plan.station or asked
        ),
        tr("Thư mục dữ liệu: {folder}.").format(
            folder=plan.data or tr("theo tài khoản của người dùng")
        ),
    ]
    for key in plan.provinces:
        compared = tr("đã đối chiếu") if key.digits else tr("chưa đối chiếu")
        lines.append(
            tr("Khóa của “{name}”: {digits} ({compared}).").format(
                name=key.name, digits=key.fingerprint, compared=compared
            )
        )
    if not plan.provinces:
        lines.append(tr("Chưa có khóa của tỉnh: cài sau ở trang Khóa của tỉnh."))
    lines.append(
        tr("Cán bộ: {n} người; cài đặt: {m} mục.").format(
            n=len(plan.operators), m=len(plan.settings)
        )
    )
    return lines


def _tell(
    args: argparse.Namespace,
    context: CliContext,
    plan: SetupPlan,
    made: MadeStation,
    sheet: Path | None,
) -> None:
    shown = () if sheet else made.first_pins  # on paper once, or here once
    data = {
        "data": str(Profile(args.data).folder),
        "station": plan.station,
        "commune": plan.commune,
        "recovery": str(plan.recovery) if plan.recovery else None,
        "sheet": str(sheet) if sheet else None,
        "key_in_keyring": made.created.key_in_keyring,
        "province": made.trusted[0].fingerprint if made.trusted else None,
        "provinces": [
            {"name": one.name, "fingerprint": one.fingerprint, "compared": one.compared}
            for one in made.trusted
        ],
        "operators": [{"name": one.name, "role": one.role.value} for one in plan.operators],
        "first_pins": [{"name": name, "pin": pin} for name, pin in shown],
    }
    context.emit(data, "\n".join(_lines(args, plan, made, sheet)))


def _lines(
    args: argparse.Namespace, plan: SetupPlan, made: MadeStation, sheet: Path | None
) -> list[str]:
    folder = Profile(args.data).folder
    lines = [
        tr("Đã tạo quầy {station} trong {folder}.").format(station=plan.station, folder=folder)
    ]
    if args.database:
        lines.append(tr("Danh sách và hồ sơ nằm trên máy chủ chung của xã."))
    if plan.recovery:
        lines.append(
            tr("Mã khôi phục nằm ở {file}. In ra giấy, cất nơi an toàn, rồi xóa tệp.").format(
                file=plan.recovery
            )
        )
    if not made.created.key_in_keyring:
        lines.append(
            tr("Máy này không có kho khóa của hệ điều hành: mỗi lần mở cần --unlock-with.")
        )
    for key in made.trusted:
        words = tr("Đã cài khóa của “{name}”. Đối chiếu qua điện thoại: {digits}")
        if key.compared:
            words = tr("Đã cài khóa của “{name}”, đã đối chiếu: {digits}")
        lines.append(words.format(name=key.name, digits=key.fingerprint))
    if made.first_pins and sheet:
        words = tr("Mã PIN lần đầu của {n} người in trên {sheet}; lần vào đầu phải đổi.")
        lines.append(words.format(n=len(made.first_pins), sheet=sheet))
    elif made.first_pins:
        lines += [f"{name}: {pin}" for name, pin in made.first_pins]
        lines.append(tr("Ghi lại ngay: mã PIN lần đầu chỉ hiện lần này."))
    if any(one.secret for one in plan.operators):
        lines.append(
            tr("Tệp {file} còn ghi mã PIN. Xóa tệp này khỏi máy.").format(file=args.source)
        )
    if args.source is not None and args.source != machine_file() and plan.data is not None:
        words = tr("Lần mở sau thêm --data {folder}, hoặc đặt tệp cấu hình vào {file}.")
        lines.append(words.format(folder=folder, file=machine_file()))
    return lines
