"""`main.py init`: a ready profile without a window, from options or from a file."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.batch.trust.service import ProvinceView, TrustService, read_key_file
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.cli.init_file import SetupFileError, SetupPlan, read_setup_file, sheet_beside
from desktop.common.clock import Clock, SystemClock, show_date
from desktop.common.errors import NotAllowedError, UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.documents.recovery_sheet import RecoverySheetContent, render_recovery_sheet
from desktop.security.keystore import OsKeyring
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.rules import made_pin
from desktop.security.setup import create_profile
from desktop.security.views import CreatedProfile
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store


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
        "--from",
        dest="source",
        type=Path,
        default=None,
        metavar="FILE",
        help=tr("lập quầy theo tệp JSON, gồm cả cán bộ và cài đặt"),
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(handler=run_init, parser=parser)


@dataclass(frozen=True)
class _Made:
    """What was made beside the profile."""

    trusted: ProvinceView | None
    pins: tuple[tuple[str, str], ...]
    sheet: Path | None


def run_init(args: argparse.Namespace, context: CliContext) -> int:
    """Make the profile; nothing is left half made when something fails."""
    try:
        plan = _plan(args)
    except SetupFileError as error:
        if not context.wants_json:
            raise
        told = [{"place": place, "message": said} for place, said in error.problems]
        context.emit({"error": {"code": error.code, "title": error.title, "problems": told}}, "")
        return MUST_ACT
    profile, clock = Profile(args.data), SystemClock()
    if plan.recovery is not None and sheet_beside(plan.recovery).exists():
        raise NotAllowedError(
            tr("Tệp “{file}” đã có sẵn.").format(file=sheet_beside(plan.recovery)),
            tr("Chọn tên khác cho tệp mã khôi phục; tờ in nằm cạnh tệp ấy."),
            code="QTN-386",
        )
    if plan.province is not None:
        read_key_file(plan.province)  # a bad file is said before anything is made
    pins = tuple((one.name, one.secret or made_pin()) for one in plan.operators)
    trusted: list[ProvinceView] = []
    created = create_profile(
        profile,
        commune_code=plan.commune,
        commune_name=plan.commune_name,
        station_code=plan.station,
        keystore=OsKeyring(),
        clock=clock,
        recovery_file=plan.recovery,
        furnish=lambda store: _furnish(store, clock, plan, dict(pins), trusted),
    )
    given = {one.name for one in plan.operators if one.secret}
    new_pins = tuple((name, pin) for name, pin in pins if name not in given)
    sheet = _write_sheet(plan, created, new_pins, clock)
    _tell(args, context, plan, created, _Made(next(iter(trusted), None), new_pins, sheet))
    return OK


def _plan(args: argparse.Namespace) -> SetupPlan:
    if args.source is not None:
        if args.commune or args.station or args.recovery or args.province or args.commune_name:
            args.parser.error(tr("--from: ghi mọi thứ trong tệp, không kèm tùy chọn khác"))
        return read_setup_file(args.source)
    missing = [name for name in ("commune", "station") if not getattr(args, name)]
    if missing:
        names = ", ".join(f"--{name}" for name in missing)
        args.parser.error(f"the following arguments are required: {names}")
    return SetupPlan(
        args.commune, args.commune_name, args.station, args.recovery, args.province, (), ()
    )


def _furnish(
    store: Store,
    clock: Clock,
    plan: SetupPlan,
    pins: dict[str, str],
    trusted: list[ProvinceView],
) -> None:
    """Put people, settings and the province's key into the store that is being made."""
    preferences = Preferences(store, clock)
    for definition, value in plan.settings:
        preferences.set(definition, value, actor=ACTOR)
    people = OperatorsService(store, clock)
    for one in plan.operators:
        # Whoever wrote the file or reads the sheet knows the secret, so its owner changes it.
        people.add(one.name, pins[one.name], one.role, actor=ACTOR, must_change=True)
    if plan.province is not None:
        trusted.append(TrustService(store, clock).install(plan.province, actor=ACTOR))


def _write_sheet(
    plan: SetupPlan, created: CreatedProfile, pins: tuple[tuple[str, str], ...], clock: Clock
) -> Path | None:
    """Set the recovery sheet beside the text file, with the PINs that nobody knows yet."""
    if plan.recovery is None:
        return None
    content = RecoverySheetContent(
        station=plan.commune_name or plan.commune,
        station_code=plan.station,
        made_on=show_date(clock.now()),
        code=created.recovery_code,
        first_pins=pins,
        practice=False,  # stations of practice are made by `demo` alone
    )
    sheet = sheet_beside(plan.recovery)
    try:
        write_whole(sheet, render_recovery_sheet(content))
    except UserFacingError:
        return None  # the text file has the code; the PINs are shown instead
    return sheet


def _tell(
    args: argparse.Namespace,
    context: CliContext,
    plan: SetupPlan,
    created: CreatedProfile,
    made: _Made,
) -> None:
    folder = Profile(args.data).folder
    shown = () if made.sheet else made.pins  # on paper once, or here once
    data = {
        "data": str(folder),
        "station": plan.station,
        "commune": plan.commune,
        "recovery": str(plan.recovery) if plan.recovery else None,
        "sheet": str(made.sheet) if made.sheet else None,
        "key_in_keyring": created.key_in_keyring,
        "province": made.trusted.fingerprint if made.trusted else None,
        "operators": [{"name": one.name, "role": one.role.value} for one in plan.operators],
        "first_pins": [{"name": name, "pin": pin} for name, pin in shown],
    }
    context.emit(data, "\n".join(_lines(args, plan, created, made)))


def _lines(
    args: argparse.Namespace, plan: SetupPlan, created: CreatedProfile, made: _Made
) -> list[str]:
    lines = [
        tr("Đã tạo quầy {station} trong {folder}.").format(
            station=plan.station, folder=Profile(args.data).folder
        )
    ]
    if plan.recovery:
        lines.append(
            tr("Mã khôi phục nằm ở {file}. In ra giấy, cất nơi an toàn, rồi xóa tệp.").format(
                file=plan.recovery
            )
        )
    if not created.key_in_keyring:
        lines.append(
            tr("Máy này không có kho khóa của hệ điều hành: mỗi lần mở cần --unlock-with.")
        )
    if made.trusted:
        lines.append(
            tr("Đã cài khóa của “{name}”. Đối chiếu qua điện thoại: {digits}").format(
                name=made.trusted.name, digits=made.trusted.fingerprint
            )
        )
    if made.pins and made.sheet:
        words = tr("Mã PIN lần đầu của {n} người in trên {sheet}; lần vào đầu phải đổi.")
        lines.append(words.format(n=len(made.pins), sheet=made.sheet))
    elif made.pins:
        lines += [f"{name}: {pin}" for name, pin in made.pins]
        lines.append(tr("Ghi lại ngay: mã PIN lần đầu chỉ hiện lần này."))
    if any(one.secret for one in plan.operators):
        lines.append(
            tr("Tệp {file} còn ghi mã PIN. Xóa tệp này khỏi máy.").format(file=args.source)
        )
    return lines
