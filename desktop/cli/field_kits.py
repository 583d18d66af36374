"""`field device-key|pack|open|return|merge|…`: kits of mobile teams, out and back.

The files and the shape of every `--json` answer are described in docs/field-kit.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.field.kits.packing import DAYS
from desktop.field.kits.views import Conflict, DeviceView, OpenReport, Side
from desktop.field.merging.service import OURS, THEIRS

Handler = Callable[[argparse.Namespace, CliContext], int]


def add_verbs(verbs: Any) -> None:
    """Add the verbs of kits to the group `field`."""
    command = partial(_command, verbs)
    _add_office(command)
    _add_laptop(command)


def _command(verbs: Any, name: str, handler: Handler, help_text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=help_text)
    made.add_argument("--json", action="store_true")
    made.set_defaults(handler=handler)
    return made


def _add_laptop(command: Callable[[str, Handler, str], argparse.ArgumentParser]) -> None:
    key = command("device-key", run_device_key, tr("máy lưu động: ghi tệp khóa để gửi văn phòng"))
    key.add_argument("--to", type=Path, default=Path(), metavar="DIR")
    opened = command("open", run_open, tr("máy lưu động: mở gói của văn phòng"))
    opened.add_argument("file", type=Path, metavar="FILE")
    _add_digits(opened, tr("dãy số của văn phòng, nếu đã đối chiếu qua điện thoại"))
    back = command("return", run_return, tr("máy lưu động: ghi kết quả để mang về"))
    back.add_argument("--to", type=Path, required=True, metavar="DIR")
    command("status", run_status, tr("máy lưu động: gói đang mở, hồ sơ chưa mang về"))


def _add_office(command: Callable[[str, Handler, str], argparse.ArgumentParser]) -> None:
    pack = command("pack", run_pack, tr("văn phòng: đóng gói một danh sách thăm cho một máy"))
    pack.add_argument("--visits", type=int, required=True, metavar=tr("SỐ"))
    pack.add_argument("--device", type=Path, required=True, metavar="KEYFILE")
    pack.add_argument("--to", type=Path, required=True, metavar="DIR")
    pack.add_argument("--days", type=int, default=DAYS, metavar="N", help=tr("giao trong mấy ngày"))
    _add_digits(pack, tr("dãy số của máy lưu động, nếu đã đối chiếu qua điện thoại"))
    devices = command("devices", run_devices, tr("văn phòng: xem, ghi danh, thu hồi máy lưu động"))
    devices.add_argument("--add", type=Path, default=None, metavar="KEYFILE")
    devices.add_argument("--revoke", type=UUID, default=None, metavar="ID")
    devices.add_argument("--reason", default="", metavar=tr("LÝ_DO"))
    _add_digits(devices, tr("dãy số của máy lưu động đọc qua điện thoại"))
    release = command("release", run_release, tr("văn phòng: lấy lại một người đang giao máy khác"))
    release.add_argument("member", type=UUID, metavar="ID")
    release.add_argument("--reason", required=True, metavar=tr("LÝ_DO"))
    merge = command("merge", run_merge, tr("văn phòng: gộp kết quả của máy lưu động"))
    merge.add_argument("files", type=Path, nargs="+", metavar="FILE")
    command("conflicts", run_conflicts, tr("văn phòng: hồ sơ trùng đang chờ chọn"))
    choose = command("choose", run_choose, tr("văn phòng: chọn một trong hai hồ sơ trùng"))
    choose.add_argument("record", type=UUID, metavar="ID")
    choose.add_argument("keep", choices=[OURS, THEIRS])
    choose.add_argument("--reason", required=True, metavar=tr("LÝ_DO"))


def _add_digits(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("--digits", default="", metavar=tr("DÃY SỐ"), help=help_text)


# ---------------------------------------------------------------- the laptop


def run_device_key(args: argparse.Namespace, context: CliContext) -> int:
    """Write the key file of this laptop and show the digits to read to the office."""
    made = context.services().trust.enrol(args.to, actor=ACTOR)
    data = {"path": str(made.path), "station": made.station, "fingerprint": made.fingerprint}
    text = tr("Đã ghi “{file}”. Gửi tệp này cho văn phòng, rồi đọc qua điện thoại: {digits}")
    context.emit(data, text.format(file=made.path, digits=made.fingerprint))
    return OK


def run_open(args: argparse.Namespace, context: CliContext) -> int:
    """Open a kit; opened again, it says so and changes nothing."""
    report = context.services().kits.opening.open_kit(args.file, digits=args.digits, actor=ACTOR)
    if report.again:
        text = tr("Gói số {number} đã mở trước đó, không có gì thay đổi.")
    else:
        text = tr("Đã mở gói số {number}: {members} người, mang về trước {until}.")
    text = text.format(number=report.number, members=report.members, until=_when(report.until))
    if not report.compared:
        text += "\n" + tr("Văn phòng chưa đối chiếu: {digits}").format(digits=report.fingerprint)
    context.emit(opened_row(report), text)
    return OK


def run_return(args: argparse.Namespace, context: CliContext) -> int:
    """Write what this laptop brings back; say what stays."""
    made = context.services().kits.returning.write(args.to, actor=ACTOR)
    data = {
        "path": str(made.path),
        "number": made.number,
        "records": made.records,
        "new": made.fresh,
        "drafts": made.drafts,
        "left_in_batches": made.left,
        "visits": made.visits,
        "compared": made.compared,
    }
    text = tr("Đã ghi “{file}”: {records} hồ sơ, {visits} lượt thăm.").format(
        file=made.path, records=made.records, visits=made.visits
    )
    if made.drafts:
        text += "\n" + tr("{n} hồ sơ chưa xong ở lại máy này.").format(n=made.drafts)
    context.emit(data, text)
    return OK


def run_status(args: argparse.Namespace, context: CliContext) -> int:
    """Tell which kits are open and what is not brought back; exit code 1 while something is not."""
    del args
    kits = context.services().kits
    state, opened = kits.returning.state(), kits.opening.kits()
    data = {
        "kits": [opened_row(one) for one in opened],
        "records": state.records,
        "unexported": state.unexported,
        "drafts": state.drafts,
        "last_return_at": state.last_at.isoformat() if state.last_at else None,
    }
    text = tr("{kits} gói đã mở; {n} hồ sơ chưa mang về, {drafts} hồ sơ chưa xong.").format(
        kits=len(opened), n=state.unexported, drafts=state.drafts
    )
    context.emit(data, text)
    return MUST_ACT if state.unexported else OK


# ---------------------------------------------------------------- the office


def run_pack(args: argparse.Namespace, context: CliContext) -> int:
    """Lend the people of a list to a laptop and write its kit."""
    made = context.services().kits.packing.pack(
        args.visits, args.device, args.to, actor=ACTOR, days=args.days, digits=args.digits
    )
    data = {
        "path": str(made.path),
        "number": made.number,
        "device": made.device,
        "compared": made.compared,
        "fingerprint": made.fingerprint,
        "members": made.members,
        "received": made.received,
        "elsewhere": made.elsewhere,
        "until": made.until.isoformat(),
    }
    text = tr("Đã ghi “{file}”: {members} người giao máy {device} đến {until}.").format(
        file=made.path, members=made.members, device=made.device, until=_when(made.until)
    )
    if made.received or made.elsewhere:
        text += "\n" + tr(
            "Không giao {received} người đã có hồ sơ, {elsewhere} người đang ở máy khác."
        ).format(received=made.received, elsewhere=made.elsewhere)
    context.emit(data, text)
    return OK


def run_devices(args: argparse.Namespace, context: CliContext) -> int:
    """Enrol, compare or revoke a laptop, or list the known ones."""
    devices = context.services().kits.devices
    if args.add is not None:
        devices.enrol(args.add, digits=args.digits, actor=ACTOR)
    elif args.digits:
        devices.compare(args.digits, actor=ACTOR)
    if args.revoke is not None:
        devices.revoke(args.revoke, reason=args.reason, actor=ACTOR)
    views = devices.devices()
    text = "\n".join(_device_line(view) for view in views)
    context.emit(
        {"devices": [_device_row(view) for view in views]},
        text or tr("Chưa có máy lưu động nào."),
    )
    return OK


def run_release(args: argparse.Namespace, context: CliContext) -> int:
    """End the lease of one person."""
    lease = context.services().kits.packing.take_back(args.member, reason=args.reason, actor=ACTOR)
    data = {"member": str(args.member), "device": lease.device if lease else None}
    text = tr("Người này không giao cho máy nào.")
    if lease is not None:
        text = tr("Đã lấy lại người này từ máy {device}.").format(device=lease.device)
    context.emit(data, text)
    return OK


def run_merge(args: argparse.Namespace, context: CliContext) -> int:
    """Merge returns; exit code 1 while a record of theirs waits for a decision."""
    report = context.services().kits.merging.merge(args.files, actor=ACTOR)
    data = {
        "merged": report.merged,
        "unchanged": report.unchanged,
        "visits": report.visits,
        "conflicts": [conflict_row(one) for one in report.conflicts],
    }
    text = tr("Gộp {merged} hồ sơ, {unchanged} hồ sơ đã có, {n} hồ sơ trùng chờ chọn.").format(
        merged=report.merged, unchanged=report.unchanged, n=len(report.conflicts)
    )
    context.emit(data, "\n".join([text, *map(_conflict_line, report.conflicts)]))
    return MUST_ACT if report.conflicts else OK


def run_conflicts(args: argparse.Namespace, context: CliContext) -> int:
    """List records that wait for a decision; exit code 1 while there are some."""
    del args
    found = context.services().kits.merging.conflicts()
    text = "\n".join(map(_conflict_line, found)) or tr("Không có hồ sơ trùng nào chờ chọn.")
    context.emit({"conflicts": [conflict_row(one) for one in found]}, text)
    return MUST_ACT if found else OK


def run_choose(args: argparse.Namespace, context: CliContext) -> int:
    """Settle one conflict."""
    merging = context.services().kits.merging
    merging.choose(args.record, args.keep, reason=args.reason, actor=ACTOR)
    left = len(merging.conflicts())
    text = tr("Đã chọn. Còn {n} hồ sơ trùng.").format(n=left)
    context.emit({"record": str(args.record), "kept": args.keep, "left": left}, text)
    return OK


# ---------------------------------------------------------------- rows and lines


def opened_row(report: OpenReport) -> dict[str, Any]:
    """Return an opened kit as JSON values."""
    return {
        "number": report.number,
        "office": report.office,
        "visits": report.list_number,
        "day": report.day,
        "members": report.members,
        "added": report.added,
        "again": report.again,
        "until": report.until.isoformat(),
        "compared": report.compared,
        "fingerprint": report.fingerprint,
    }


def conflict_row(one: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON values; nobody is named in it."""
    return {
        "member": str(one.member_id),
        "ours": _side(one.ours) if one.ours is not None else None,
        "theirs": _side(one.theirs),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "record": str(side.record_id),
        "receipt_number": side.receipt_number or None,
        "state": side.state,
        "version": side.version,
        "station": side.station,
        "received_at": side.received_at.isoformat() if side.received_at else None,
    }


def _conflict_line(one: Conflict) -> str:
    ours = one.ours.receipt_number or one.ours.state if one.ours is not None else tr("chưa có")
    return tr("{record}: văn phòng {ours}, máy {station} {theirs}").format(
        record=one.theirs.record_id,
        ours=ours,
        station=one.theirs.station,
        theirs=one.theirs.receipt_number or one.theirs.state,
    )


def _device_row(view: DeviceView) -> dict[str, Any]:
    return {
        "id": str(view.device_id),
        "station": view.station,
        "fingerprint": view.fingerprint,
        "certificate_sha256": view.certificate_sha256,
        "compared": view.compared,
        "revoked": view.revoked,
    }


def _device_line(view: DeviceView) -> str:
    if view.revoked:
        state = tr("đã thu hồi")
    else:
        state = tr("đã đối chiếu") if view.compared else tr("chưa đối chiếu")
    return f"{view.device_id}  {view.station}  {view.fingerprint}  ({state})"


def _when(moment: datetime) -> str:
    return f"{show_time(moment)} {show_date(moment)}"
