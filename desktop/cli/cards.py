"""`cards take | count | hand-over | report | status`: printed cards on their way to their members.

Answers name people by name and receipt number; card and personal numbers are masked.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.errors import InputFileError, UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.text import masked
from desktop.common.vocabulary import CardState, HandOverWay, Undelivered
from desktop.returns.rules import total, undelivered_text
from desktop.returns.views import CardView, CellProgress, CountView, HandOver
from desktop.services import Services

Handler = Callable[[argparse.Namespace, CliContext], int]
Subparsers = Any  # argparse keeps the class of `add_subparsers()` private
Refused = list[dict[str, str]]

COLLECTED, KEPT = "collected", "kept"


def add_parser(subparsers: Subparsers) -> None:
    """Add the group to the command line."""
    group = subparsers.add_parser("cards", help=tr("thẻ đã in: nhập danh sách, kiểm đếm, trao"))
    commands = group.add_subparsers(dest="cards_command", metavar=tr("LỆNH"), required=True)

    def command(name: str, run: Handler, text: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(name, help=text)
        parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
        parser.set_defaults(handler=run)
        return parser

    take = command("take", run_take, tr("nhập danh sách thẻ đã in"))
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--dry-run", action="store_true", help=tr("chỉ xem, không ghi"))
    _add_count(command("count", run_count, tr("kiểm đếm thẻ về xã")))
    _add_hand_over(command("hand-over", run_hand_over, tr("trao thẻ theo chi bộ")))
    report = command("report", run_report, tr("ghi tình hình thẻ để báo tỉnh"))
    report.add_argument("--to", type=Path, required=True, metavar="DIR")
    status = command("status", run_status, tr("đã trao bao nhiêu thẻ, theo chi bộ"))
    status.add_argument("--cell", default=None, metavar=tr("TÊN"))
    status.add_argument(
        "--sheet", type=Path, default=None, metavar="FILE.pdf", help=tr("danh sách thẻ chưa trao")
    )


def _add_codes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="*", metavar=tr("SỐ"))
    parser.add_argument(
        "--codes", dest="file", type=Path, default=None, metavar="FILE",
        help=tr("tệp văn bản, mỗi dòng một số"),
    )  # fmt: skip


def _add_count(parser: argparse.ArgumentParser) -> None:
    _add_codes(parser)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--damaged", default="", metavar=tr("LÝ DO"))
    kind.add_argument("--missing", default="", metavar=tr("LÝ DO"))
    kind.add_argument("--undo", action="store_true", help=tr("bỏ đánh dấu"))
    parser.add_argument("--close", action="store_true", help=tr("khép lần kiểm đếm"))
    parser.add_argument(
        "--rest-missing", default="", metavar=tr("LÝ DO"), help=tr("thẻ chưa đếm là thẻ thiếu")
    )
    parser.add_argument("--sheet", type=Path, default=None, metavar="FILE.pdf")


def _add_hand_over(parser: argparse.ArgumentParser) -> None:
    _add_codes(parser)
    parser.add_argument("--cell", default=None, metavar=tr("TÊN"))
    ways = [HandOverWay.PAPER.value, HandOverWay.WITNESS.value]
    parser.add_argument("--way", choices=ways, default=HandOverWay.PAPER.value)
    parser.add_argument("--witness", default="", metavar=tr("TÊN"))
    parser.add_argument("--old-card", choices=[COLLECTED, KEPT], default=None)
    parser.add_argument("--not-delivered", choices=[one.value for one in Undelivered], default=None)
    parser.add_argument("--note", default="", metavar=tr("LỜI"))
    parser.add_argument("--list", type=Path, default=None, metavar="FILE.pdf")


def run_take(args: argparse.Namespace, context: CliContext) -> int:
    """Take a list of printed cards in, or look at it; exit code 1 when rows were kept aside."""
    lists = context.services().cards.lists
    report = lists.preview(args.file) if args.dry_run else lists.take(args.file, actor=ACTOR)
    data = {
        "file": report.file_name,
        "sha256": report.sha256,
        "already_taken": report.already_taken,
        "dry_run": bool(args.dry_run),
        "sent": report.sent,
        "printed": report.printed,
        "failed": report.failed,
        "unchanged": report.unchanged,
        "aside": [
            {"row": row.number, "reason": row.code.value, "text": row.text} for row in report.aside
        ],
    }
    lines = [
        tr(
            "Đã in {printed}, đang in {sent}, nơi in trả lại {failed}, không đổi {unchanged}."
        ).format(**{key: data[key] for key in ("printed", "sent", "failed", "unchanged")})
    ]
    if report.already_taken:
        lines.insert(0, tr("Tệp này đã nhập từ trước, không đổi gì."))
    lines += [
        tr("Dòng {row} để riêng: {why}").format(row=row.number, why=row.text)
        for row in report.aside
    ]
    context.emit(data, "\n".join(lines))
    return MUST_ACT if report.aside else OK


def run_count(args: argparse.Namespace, context: CliContext) -> int:
    """Mark cards in the open count, close it, write its protocol."""
    services = context.services()
    refused: Refused = []
    for code in _codes(args):
        _tried(code, refused, lambda one: _mark(services, one, args))
    count = services.cards.counts.current()
    if args.close:
        count = services.cards.counts.close(actor=ACTOR, rest_missing=args.rest_missing)
    if args.sheet is not None:
        write_whole(args.sheet, services.cards.papers.count_protocol(actor=ACTOR))
    data = {
        "count": _count_data(count),
        "refused": refused,
        "sheet": str(args.sheet) if args.sheet else None,
    }
    context.emit(data, "\n".join([_count_text(count), *_refused_lines(refused)]))
    return MUST_ACT if refused else OK


def _mark(services: Services, code: str, args: argparse.Namespace) -> None:
    key = services.cards.counts.find(code).application_id
    if args.undo:
        services.cards.counts.unmark(key, actor=ACTOR)
        return
    state = CardState.COUNTED
    if args.damaged or args.missing:
        state = CardState.DAMAGED if args.damaged else CardState.MISSING
    reason = args.damaged or args.missing
    services.cards.counts.mark(key, state, actor=ACTOR, reason=reason)


def run_hand_over(args: argparse.Namespace, context: CliContext) -> int:
    """Hand cards over, or write down why not; a list is written before anything is marked."""
    services = context.services()
    if args.list is not None:
        cells = None if args.cell is None else [args.cell]
        write_whole(args.list, services.cards.papers.hand_out_lists(cells, actor=ACTOR))
    refused: Refused = []
    done: list[UUID] = []
    for code in _codes(args):
        _tried(code, refused, lambda one: done.append(_hand_over(services, one, args)))
    cards = () if args.cell is None else services.cards.hand_overs.cell(args.cell)
    data = {
        "done": len(done),
        "refused": refused,
        "list": str(args.list) if args.list else None,
        "cards": [_card_data(card) for card in cards],
    }
    text = [tr("Đã ghi {count} thẻ.").format(count=len(done)), *_refused_lines(refused)]
    if args.list is not None:
        text.append(tr("Danh sách trao thẻ: “{file}”.").format(file=args.list))
    context.emit(data, "\n".join(text))
    return MUST_ACT if refused else OK


def _hand_over(services: Services, code: str, args: argparse.Namespace) -> UUID:
    key = services.cards.counts.find(code).application_id
    if args.not_delivered is not None:
        reason = Undelivered(args.not_delivered)
        services.cards.hand_overs.not_delivered(key, reason, actor=ACTOR, note=args.note)
        return key
    old = None if args.old_card is None else args.old_card == COLLECTED
    how = HandOver(HandOverWay(args.way), witness=args.witness, old_card_collected=old)
    services.cards.hand_overs.hand_over([key], how, actor=ACTOR)
    return key


def run_report(args: argparse.Namespace, context: CliContext) -> int:
    """Write for the province where every card is."""
    made = context.services().card_reports.write(args.to, actor=ACTOR)
    counts = {state.value: count for state, count in made.counts.items()}
    data = {
        "path": str(made.path),
        "station": made.station,
        "number": made.number,
        "cards": made.cards,
        **counts,
    }
    text = tr(
        "{file}: ở xã {returned}, đã trao {handed_over}, hỏng {damaged}, thiếu {missing}."
    ).format(file=made.path, **counts)
    context.emit(data, text)
    return OK


def run_status(args: argparse.Namespace, context: CliContext) -> int:
    """Say how many members have their card, by cell."""
    services = context.services()
    if args.sheet is not None:
        only = None if args.cell is None else [args.cell]
        write_whole(args.sheet, services.cards.papers.still_here_list(only, actor=ACTOR))
    cells = services.cards.hand_overs.progress()
    if args.cell is not None:
        cells = tuple(one for one in cells if one.cell == args.cell)
    whole = total(cells)
    undelivered = [
        card
        for card in services.cards.hand_overs.undelivered()
        if args.cell is None or card.cell == args.cell
    ]
    data = {
        "total": _without_name(whole),
        "cells": [asdict(one) for one in cells],
        "waiting_for_count": len(services.cards.counts.waiting()),
        "open_count": _count_data(services.cards.counts.current()),
        "undelivered": [_card_data(card) for card in undelivered],
        "sheet": str(args.sheet) if args.sheet else None,
    }
    lines = [
        tr("{cell}: đã trao {handed}/{eligible}, chờ trao {waiting}, đang in {coming}").format(
            cell=one.cell or tr("Chưa rõ chi bộ"),
            handed=one.handed_over,
            eligible=one.eligible,
            waiting=one.to_hand_over,
            coming=one.on_the_way,
        )
        for one in cells
    ]
    lines.append(
        tr("Tổng: đã trao {handed}/{eligible} người đủ điều kiện.").format(
            handed=whole.handed_over, eligible=whole.eligible
        )
    )
    lines += [
        tr("Chưa trao: {name}, {cell}. {reason}").format(
            name=card.full_name,
            cell=card.cell or tr("Chưa rõ chi bộ"),
            reason=_card_data(card)["undelivered_text"],
        )
        for card in undelivered
    ]
    context.emit(data, "\n".join(lines))
    return OK


def _codes(args: argparse.Namespace) -> list[str]:
    """Return what was named: on the command line, then in the file.

    Raises:
        InputFileError: the file cannot be read.
    """
    if args.file is None:
        return list(args.codes)
    try:
        text = args.file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputFileError(
            tr("Không đọc được tệp “{file}”.").format(file=args.file),
            tr("Chọn tệp văn bản UTF-8, mỗi dòng một số."),
        ) from error
    return [*args.codes, *(line.strip() for line in text.splitlines() if line.strip())]


def _tried(code: str, refused: Refused, act: Callable[[str], None]) -> None:
    """Act on one code; what cannot be done is told and does not stop the others."""
    try:
        act(code)
    except UserFacingError as error:
        refused.append(
            {"code": code, "error": error.code, "title": error.title, "advice": error.advice}
        )


def _refused_lines(refused: Sequence[dict[str, str]]) -> list[str]:
    return [f"{one['code']}: {one['title']} {one['advice']}" for one in refused]


def _without_name(progress: CellProgress) -> dict[str, Any]:
    data = asdict(progress)
    del data["cell"]
    return data


def _count_data(count: CountView | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {
        "number": count.number,
        "closed": count.closed_at is not None,
        "expected": count.expected,
        "counted": count.counted,
        "damaged": count.damaged,
        "missing": count.missing,
        "waiting": count.waiting,
        "cards": [_card_data(card) for card in count.cards],
    }


def _count_text(count: CountView | None) -> str:
    if count is None:
        return tr("Chưa có lần kiểm đếm nào đang mở.")
    text = tr(
        "Kiểm đếm số {number}: phải về {expected}, đã đếm {counted}, hỏng {damaged}, thiếu "
        "{missing}, chưa thấy {waiting}."
    ).format(
        number=count.number,
        expected=count.expected,
        counted=count.counted,
        damaged=count.damaged,
        missing=count.missing,
        waiting=count.waiting,
    )
    return text if count.closed_at is None else text + " " + tr("Đã khép.")


def _card_data(card: CardView) -> dict[str, Any]:
    return {
        "receipt_number": card.receipt_number,
        "full_name": card.full_name,
        "cell": card.cell,
        "card_number": masked(card.card_number),
        "state": card.state.value,
        "reason": card.reason,
        "undelivered": card.undelivered.value if card.undelivered else None,
        "undelivered_text": (
            card.undelivered_note or undelivered_text(card.undelivered)
            if card.undelivered
            else None
        ),
        "handed_at": card.handed_at.isoformat() if card.handed_at else None,
        "way": card.way.value if card.way else None,
        "old_card_collected": card.old_card_collected,
    }
