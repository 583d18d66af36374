"""`main.py resources`: which device is where and how it stands; what intake points lack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.campaign.resources.views import (
    DeviceStepView,
    DeviceView,
    NeedView,
    NewDevice,
    SupplyLine,
    Whereabouts,
)
from desktop.campaign.resources.words import act_words, kind_words, state_words, where_words
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import show_date, show_time
from desktop.common.equipment import COUNTED, DeviceState, PlaceKind, ResourceKind
from desktop.common.i18n import tr, trn

_STATES = [one.value for one in DeviceState if one is not DeviceState.WRITTEN_OFF]
_DEVICES = [one.value for one in ResourceKind if one not in COUNTED]


def add_parser(commands: Any) -> None:
    """Add `resources` to the command line."""
    parser = commands.add_parser("resources", help=tr("sổ thiết bị, nơi nào cần gì"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    made = [_list_parser(verbs), _add_parser(verbs), *_device_parsers(verbs), _need_parser(verbs)]
    export = verbs.add_parser("export", help=tr("ghi sổ thiết bị ra tệp"))
    export.add_argument("--out", type=Path, required=True, metavar="F.pdf|F.xlsx")
    export.set_defaults(handler=run_export)
    for one in (*made, export):
        one.add_argument("--json", action="store_true")


def _list_parser(verbs: Any) -> Any:
    listed = verbs.add_parser("list", help=tr("thiết bị theo từng nơi, và nơi nào thiếu gì"))
    listed.add_argument("--ended", action="store_true", help=tr("chỉ những thiết bị đã bỏ khỏi sổ"))
    of_one = tr("lịch sử của thiết bị số này")
    listed.add_argument("--history", type=int, metavar=tr("SỐ"), help=of_one)
    listed.set_defaults(handler=run_list)
    return listed


def _add_parser(verbs: Any) -> Any:
    add = verbs.add_parser("add", help=tr("ghi một thiết bị vào sổ"))
    add.add_argument("name", metavar=tr("TÊN"), help=tr("hãng và kiểu máy"))
    add.add_argument("--kind", choices=_DEVICES, required=True)
    _add_where(add, "--place", required=True)
    add.add_argument("--serial", default="", metavar=tr("SỐ_MÁY"))
    add.add_argument("--asset", default="", metavar=tr("MÃ_TÀI_SẢN"))
    add.add_argument("--note", default="", metavar=tr("GHI_CHÚ"))
    add.set_defaults(handler=run_add)
    return add


def _add_where(parser: Any, *name: str, **more: Any) -> None:
    parser.add_argument(*name, metavar=tr("NƠI"), help=tr("điểm thu nhận, quầy, tổ, kho"), **more)
    kinds = [one.value for one in PlaceKind]
    parser.add_argument("--place-kind", choices=kinds, default=PlaceKind.POINT.value)
    parser.add_argument("--holder", default="", metavar=tr("AI_GIỮ"))


def _device_parsers(verbs: Any) -> list[Any]:
    check = verbs.add_parser("check", help=tr("ghi là đã kiểm tra, thiết bị thế nào"))
    check.add_argument("number", type=int, metavar=tr("SỐ"))
    check.add_argument("--state", choices=_STATES, default=DeviceState.WORKS.value)
    check.add_argument("--note", default="", metavar=tr("GHI_CHÚ"))
    check.set_defaults(handler=run_check)
    move = verbs.add_parser("move", help=tr("ghi nơi mới của thiết bị"))
    move.add_argument("number", type=int, metavar=tr("SỐ"))
    _add_where(move, "place")
    move.add_argument("--note", default="", metavar=tr("GHI_CHÚ"))
    move.set_defaults(handler=run_move)
    mend = verbs.add_parser("mend", help=tr("sửa tên, số máy, mã tài sản đã ghi"))
    mend.add_argument("number", type=int, metavar=tr("SỐ"))
    mend.add_argument("--name", metavar=tr("TÊN"))
    mend.add_argument("--serial", metavar=tr("SỐ_MÁY"))
    mend.add_argument("--asset", metavar=tr("MÃ_TÀI_SẢN"))
    mend.set_defaults(handler=run_mend)
    end = verbs.add_parser("end", help=tr("bỏ thiết bị khỏi sổ"))
    end.add_argument("number", type=int, metavar=tr("SỐ"))
    end.add_argument("--reason", required=True, metavar=tr("LÝ_DO"))
    end.set_defaults(handler=run_end)
    return [check, move, mend, end]


def _need_parser(verbs: Any) -> Any:
    need = verbs.add_parser("need", help=tr("ghi một nơi cần bao nhiêu"))
    need.add_argument("place", metavar=tr("NƠI"))
    need.add_argument("kind", choices=[one.value for one in ResourceKind])
    need.add_argument("needed", type=int, metavar=tr("CẦN"))
    there = tr("đang có, với bàn, ghế, phông, người; máy thì đếm từ sổ")
    need.add_argument("--there", type=int, default=0, metavar=tr("CÓ"), help=there)
    need.set_defaults(handler=run_need)
    return need


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """Show the register and what is missing, or the history of one device."""
    resources = context.services().resources
    if args.history is not None:
        steps = resources.history(args.history)
        answer = {"number": args.history, "history": [_step_json(one) for one in steps]}
        context.emit(answer, "\n".join(_step_line(one) for one in steps))
        return OK
    found = resources.board(ended=args.ended)
    lines = [_line(one) for one in found.devices] or [tr("Chưa ghi thiết bị nào.")]
    supplies = () if args.ended else found.supplies
    lines += [_supply_line(one) for one in supplies]
    answer = {
        "devices": [_json(one) for one in found.devices],
        "supplies": [_supply_json(one) for one in supplies],
    }
    context.emit(answer, "\n".join(lines))
    return OK


def run_add(args: argparse.Namespace, context: CliContext) -> int:
    """Write one into the register."""
    new = NewDevice(
        ResourceKind(args.kind), args.name, _where(args), args.serial, args.asset, args.note
    )
    return _tell(context, context.services().resources.add(new, actor=ACTOR))


def run_check(args: argparse.Namespace, context: CliContext) -> int:
    """Write down how one stands."""
    resources = context.services().resources
    state = DeviceState(args.state)
    return _tell(context, resources.check(args.number, state, args.note, actor=ACTOR))


def run_move(args: argparse.Namespace, context: CliContext) -> int:
    """Write down where one is now."""
    resources = context.services().resources
    return _tell(context, resources.move(args.number, _where(args), args.note, actor=ACTOR))


def run_mend(args: argparse.Namespace, context: CliContext) -> int:
    """Set right what was written of one."""
    mend = context.services().resources.mend
    return _tell(
        context,
        mend(args.number, name=args.name, serial=args.serial, asset=args.asset, actor=ACTOR),
    )


def run_end(args: argparse.Namespace, context: CliContext) -> int:
    """Write one off."""
    return _tell(context, context.services().resources.end(args.number, args.reason, actor=ACTOR))


def run_need(args: argparse.Namespace, context: CliContext) -> int:
    """Write down what a place needs, and show what it has."""
    resources = context.services().resources
    need = NeedView(args.place, ResourceKind(args.kind), args.needed, args.there)
    resources.need(need, actor=ACTOR)
    supplies = resources.board().supplies
    context.emit(
        {"supplies": [_supply_json(one) for one in supplies]},
        "\n".join(_supply_line(one) for one in supplies) or tr("Không nơi nào cần gì."),
    )
    return OK


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Write the register as a file."""
    count = context.services().resources.write(args.out, actor=ACTOR)
    words = trn("Đã ghi {n} thiết bị vào {file}", "Đã ghi {n} thiết bị vào {file}", count)
    context.emit({"devices": count, "file": str(args.out)}, words.format(n=count, file=args.out))
    return OK


def _where(args: argparse.Namespace) -> Whereabouts:
    return Whereabouts(args.place, PlaceKind(args.place_kind), args.holder)


def _tell(context: CliContext, one: DeviceView) -> int:
    context.emit(_json(one), _line(one))
    return OK


def _line(one: DeviceView) -> str:
    return tr("{number}. {kind}: {name} · {where} · {state}").format(
        number=one.number,
        kind=kind_words(one.kind),
        name=one.name,
        where=where_words(one.where),
        state=state_words(one.state),
    )


def _step_line(one: DeviceStepView) -> str:
    when = f"{show_time(one.at)} {show_date(one.at)}"
    parts = (when, act_words(one.act), where_words(one.where), state_words(one.state), one.by)
    return " · ".join(part for part in (*parts, one.note) if part)


def _supply_line(one: SupplyLine) -> str:
    return tr("{place} · {kind}: cần {needed}, có {there}, thiếu {missing}").format(
        place=one.place,
        kind=kind_words(one.kind),
        needed=one.needed,
        there=one.there,
        missing=one.missing,
    )


def _json(one: DeviceView) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind.value,
        "name": one.name,
        "serial": one.serial,
        "asset": one.asset,
        **_where_json(one.where),
        "since": one.since.isoformat(),
        "state": one.state.value,
        "note": one.note,
        "checked_at": one.checked_at and one.checked_at.isoformat(),
        "checked_by": one.checked_by,
    }


def _where_json(where: Whereabouts) -> dict[str, str]:
    return {"place": where.place, "place_kind": where.kind.value, "holder": where.holder}


def _step_json(one: DeviceStepView) -> dict[str, Any]:
    return {
        "act": one.act.value,
        "at": one.at.isoformat(),
        "by": one.by,
        "state": one.state.value,
        **_where_json(one.where),
        "note": one.note,
    }


def _supply_json(one: SupplyLine) -> dict[str, Any]:
    return {
        "place": one.place,
        "kind": one.kind.value,
        "needed": one.needed,
        "there": one.there,
        "missing": one.missing,
        "not_working": one.broken,
    }
