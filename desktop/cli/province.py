"""`province init | key | enrol | revoke | receive | held | answer | status`, report and printing.

The provincial desk without a window: it works on a profile of its own (`--data`), whose data lie
in it or on a PostgreSQL server. The shape of every `--json` answer is described in
docs/province.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli import province_print, province_report
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.cli.province_desk import opened
from desktop.cli.review_file import read_decisions
from desktop.common.clock import SystemClock
from desktop.common.i18n import tr
from desktop.province.chain.words import chain_text
from desktop.province.desk import Desk, create_desk, open_desk
from desktop.province.errors import AnswersKeptError
from desktop.province.views import StationCount, StationRow, refusal_words
from desktop.security.keystore import OsKeyring
from desktop.storage.profile import Profile

Handler = Callable[[argparse.Namespace, CliContext], int]


def add_parser(subparsers: Any) -> None:
    """Add the group to the command line."""
    group = subparsers.add_parser("province", help=tr("bàn tỉnh: nhận lô, trả lời, tổng hợp"))
    commands = group.add_subparsers(dest="province_command", metavar=tr("LỆNH"), required=True)

    def command(name: str, run: Handler, text: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(name, help=text)
        parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
        parser.set_defaults(handler=run)
        return parser

    init = command("init", run_init, tr("tạo bàn tỉnh và khóa của tỉnh"))
    init.add_argument("--province", required=True, metavar="CODE", help=tr("mã tỉnh, 2 chữ số"))
    init.add_argument("--name", required=True, metavar=tr("TÊN"))
    init.add_argument("--server", default="", metavar="URL", help=tr("máy chủ PostgreSQL"))
    init.add_argument("--recovery", type=Path, default=None, metavar="FILE")
    init.add_argument("--to", type=Path, default=None, metavar="DIR", help=tr("nơi ghi tệp khóa"))
    init.add_argument("--practice", action="store_true", help=tr("dữ liệu tập dượt"))
    key = command("key", run_key, tr("ghi tệp khóa cho các quầy, hoặc đổi khóa"))
    key.add_argument("--to", type=Path, required=True, metavar="DIR")
    key.add_argument("--rotate", action="store_true", help=tr("tạo khóa mới trước"))
    key.add_argument(
        "--escrow", default=None, metavar="age1…", help=tr("khóa dự phòng, “none” để bỏ")
    )
    enrol = command("enrol", run_enrol, tr("ghi danh quầy"))
    enrol.add_argument("files", type=Path, nargs="+", metavar="FILE")
    enrol.add_argument("--fingerprint", default="", metavar=tr("DÃY SỐ"))
    enrol.add_argument(
        "--end-former", action="store_true", help=tr("các khóa trước của quầy hết hiệu lực")
    )
    revoke = command("revoke", run_revoke, tr("thu hồi khóa của một quầy"))
    revoke.add_argument("station", metavar="CODE")
    revoke.add_argument("--reason", required=True, metavar=tr("LÝ DO"))
    receive = command("receive", run_receive, tr("nhận các tệp lô hoặc cả thư mục"))
    receive.add_argument("files", type=Path, nargs="+", metavar="FILE")
    held = command("held", run_held, tr("các hồ sơ chờ xem"))
    held.add_argument("--limit", type=int, default=100, metavar="N")
    held.add_argument(
        "--after", type=UUID, default=None, metavar="ID", help=tr("trang sau hồ sơ có “id” này")
    )
    answer = command("answer", run_answer, tr("nhận các hồ sơ đạt và ghi tệp trả lời"))
    answer.add_argument("--to", type=Path, required=True, metavar="DIR")
    answer.add_argument("--review", type=Path, default=None, metavar="FILE")
    answer.add_argument("--keep-quarantined", action="store_true")
    answer.add_argument("--again", action="store_true", help=tr("ghi lại mọi tệp đã trả lời"))
    command("status", run_status, tr("tình hình theo từng quầy"))
    province_report.add_commands(command)
    province_print.add_commands(command)


def run_init(args: argparse.Namespace, context: CliContext) -> int:
    """Make a desk; with `--to` its key file for the stations at once."""
    clock, profile = SystemClock(), Profile(args.data)
    code = create_desk(
        profile,
        province=args.province,
        name=args.name,
        keystore=OsKeyring(),
        clock=clock,
        recovery_file=args.recovery,
        server=args.server,
        is_practice=args.practice,
    )
    desk = open_desk(profile, OsKeyring(), code, clock)
    try:
        made = desk.keys.write_key_file(args.to or profile.folder)
    finally:
        desk.close()
    data = {
        "data": str(profile.folder),
        "province": args.province,
        "key_file": str(made.path),
        "fingerprint": made.fingerprint,
        "server": bool(args.server),
        "recovery": str(args.recovery) if args.recovery else None,
    }
    text = tr("Đã tạo bàn tỉnh trong “{folder}”. Tệp khóa cho các quầy: “{file}”. {digits}")
    context.emit(data, text.format(folder=profile.folder, file=made.path, digits=made.fingerprint))
    return OK


def run_key(args: argparse.Namespace, context: CliContext) -> int:
    """Write the key file; with `--rotate` of a new key that the old one vouches for."""
    with opened(args) as desk:
        if args.rotate:
            desk.keys.rotate(actor=ACTOR)
        if args.escrow is not None:
            desk.keys.set_escrow("" if args.escrow == "none" else args.escrow, actor=ACTOR)
        made, escrow = desk.keys.write_key_file(args.to), desk.keys.escrow()
    text = tr("Tệp khóa cho các quầy: “{file}”. {digits}")
    context.emit(
        {
            "key_file": str(made.path),
            "fingerprint": made.fingerprint,
            "escrow": escrow.public_key if escrow is not None else "",
        },
        text.format(file=made.path, digits=made.fingerprint),
    )
    return OK


def run_enrol(args: argparse.Namespace, context: CliContext) -> int:
    """Enter stations in the register."""
    with opened(args) as desk:
        rows = [
            desk.registry.enrol(file, actor=ACTOR, fingerprint=args.fingerprint)
            for file in args.files
        ]
        for row in rows if args.end_former else ():
            desk.registry.replace(row.code, actor=ACTOR)
    text = "\n".join(
        tr("Đã ghi danh quầy {station}. Đối chiếu qua điện thoại: {digits}").format(
            station=row.code, digits=row.fingerprint
        )
        for row in rows
    )
    context.emit({"stations": [_station(row) for row in rows]}, text)
    return OK


def run_revoke(args: argparse.Namespace, context: CliContext) -> int:
    """Take nothing in any more that this station's keys sign."""
    with opened(args) as desk:
        desk.registry.revoke(args.station, actor=ACTOR, reason=args.reason)
        rows = [_station(row) for row in desk.registry.stations() if row.code == args.station]
    text = tr("Đã thu hồi khóa của quầy {station}.").format(station=args.station)
    context.emit({"stations": rows}, text)
    return OK


def run_receive(args: argparse.Namespace, context: CliContext) -> int:
    """Take in files and folders; exit code 1 when one was refused."""
    with opened(args) as desk:
        found = desk.receiving.receive(args.files, actor=ACTOR)
    data = {
        "received": [
            {
                "file": str(one.file),
                "station": one.station,
                "sequence": one.sequence,
                "records": one.records,
                "quarantined": one.quarantined,
            }
            for one in found.taken
        ],
        "cards": [
            {
                "file": str(one.file),
                "station": one.station,
                "number": one.number,
                "cards": one.cards,
                "changed": one.changed,
                "aside": one.aside,
            }
            for one in found.cards
        ],
        "refused": [{"file": str(one.file), "reason": one.reason} for one in found.refused],
    }
    lines = [
        tr("{file}: {records} hồ sơ, {quarantined} hồ sơ để riêng").format(
            file=one.file.name, records=one.records, quarantined=one.quarantined
        )
        for one in found.taken
    ]
    lines += [
        tr("{file}: tình hình {cards} thẻ, {changed} thẻ mới đổi, {aside} thẻ để riêng").format(
            file=one.file.name, cards=one.cards, changed=one.changed, aside=one.aside
        )
        for one in found.cards
    ]
    lines += [f"{one.file.name}: {refusal_words(one.reason)}" for one in found.refused]
    context.emit(data, "\n".join(lines) or tr("Không có tệp lô nào."))
    return MUST_ACT if found.refused else OK


def run_held(args: argparse.Namespace, context: CliContext) -> int:
    """List the records that wait for somebody's decision."""
    with opened(args) as desk:
        rows = desk.answering.held(limit=max(1, args.limit), after=args.after)
    data = [
        {
            "id": str(row.id),
            "record_id": str(row.record_id),
            "station": row.station,
            "receipt_number": row.receipt_number,
            "findings": list(row.findings),
            "doubles": len(row.doubles),
        }
        for row in rows
    ]
    text = "\n".join(f"{row.receipt_number}  {row.full_name}" for row in rows)
    # A full page may have one behind it; the last key leads there, whoever decides meanwhile.
    following = str(rows[-1].id) if len(rows) == max(1, args.limit) else None
    context.emit({"held": data, "next": following}, text or tr("Không có hồ sơ nào chờ xem."))
    return OK


def run_answer(args: argparse.Namespace, context: CliContext) -> int:
    """Accept what is clean, decide what the review file lists, write the answers."""
    decisions = read_decisions(args.review) if args.review else []
    with opened(args) as desk:
        if decisions:
            desk.answering.decide(decisions, actor=ACTOR)
        try:
            written = desk.answering.answer(
                args.to,
                actor=ACTOR,
                with_quarantined=not args.keep_quarantined,
                again=args.again,
            )
        except AnswersKeptError as error:
            kept = tr("Trả lời đã giữ trong kho: chạy lại lệnh này kèm --again.")
            error.advice = f"{error.advice} {kept}"
            raise
    data = {
        "files": [str(one.path) for one in written],
        "answers": [
            {
                "file": str(one.path),
                "station": one.station,
                "sequence": one.sequence,
                "number": one.number,
                "accepted": one.accepted,
                "rejected": one.rejected,
            }
            for one in written
        ],
    }
    text = "\n".join(
        tr("{file}: nhận {accepted}, trả về {rejected}").format(
            file=one.path, accepted=one.accepted, rejected=one.rejected
        )
        for one in written
    )
    context.emit(data, text or tr("Không có gì mới để trả lời."))
    return OK


def run_status(args: argparse.Namespace, context: CliContext) -> int:
    """Tell how far every station is."""
    with opened(args) as desk:
        data, text = status_of(desk)
    context.emit(data, text)
    return OK


def status_of(desk: Desk) -> tuple[dict[str, Any], str]:
    """Return how far every station is, for programs and in words."""
    status = desk.overview.status()
    register = {row.code: row for row in desk.registry.stations()}
    rows = [_count(one, register[one.code]) for one in status.stations]
    sums = (
        *("batches", "records", "accepted", "rejected", "quarantined"),
        *("returned", "handed_over", "to_reprint"),
    )
    data = {
        **{name: sum(row[name] for row in rows) for name in sums},
        "duplicates": status.duplicates,
        "missing_sequences": [
            f"{row['station']}-{number:06d}" for row in rows for number in row["missing_sequences"]
        ],
        "trail_breaks": [
            f"{row['station']}-{one['sequence']:06d}" for row in rows for one in row["trail_breaks"]
        ],
        "by_station": rows,
    }
    told = [f"{one.code}: {chain_text(one.chain)}" for one in status.stations if one.chain]
    text = "\n".join(
        tr(
            "{station}: {batches} lô, {records} hồ sơ, nhận {accepted}, trả về {rejected}, "
            "đã trao thẻ {handed_over}"
        ).format(**row)
        for row in rows
    )
    return data, "\n".join([text, *told]) if text else tr("Chưa ghi danh quầy nào.")


def _station(row: StationRow) -> dict[str, Any]:
    return {
        "station": row.code,
        "commune_code": row.commune_code,
        "commune_name": row.commune_name,
        "fingerprint": row.fingerprint,
        "certificate_sha256": row.certificate_sha256,
        "compared": row.compared,
        "revoked": row.revoked,
    }


def _count(one: StationCount, row: StationRow) -> dict[str, Any]:
    return {
        "station": one.code,
        "commune_code": one.commune_code,
        "commune_name": one.commune_name,
        "compared": row.compared,
        "revoked": row.revoked,
        "batches": one.batches,
        "records": one.records,
        "accepted": one.accepted,
        "rejected": one.rejected,
        "held": one.held,
        "quarantined": one.quarantined,
        "missing_sequences": list(one.missing),
        "trail_breaks": [
            {"sequence": found.sequence, "turn": found.turn.value} for found in one.chain
        ],
        "returned": one.cards.returned,
        "handed_over": one.cards.handed_over,
        "to_reprint": one.cards.to_reprint,
        "last_received_at": one.last_received_at.isoformat() if one.last_received_at else None,
    }
