"""What the next batch takes (`batch export --shift | --cell | --all`), and `batch waiting`."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.batch.board.rules import BatchState
from desktop.batch.board.views import BatchLine
from desktop.batch.choosing.rules import EVERYTHING, Choice
from desktop.cli.context import OK, CliContext
from desktop.common.i18n import mark, tr
from desktop.common.shifts import DayPart, OpenedShift, Shift, parse_shift

_PARTS = {
    DayPart.MORNING: mark("Ca sáng {day}"),
    DayPart.AFTERNOON: mark("Ca chiều {day}"),
    DayPart.EVENING: mark("Ca tối {day}"),
}


_MOST_DIGITS = 6
"""Of the number of a shift; more are a day without its dashes."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the choice to a command; without one, all leave."""
    group = command.add_mutually_exclusive_group()
    group.add_argument("--cell", metavar=tr("CHI_BỘ"), help=tr("chỉ hồ sơ của một chi bộ"))
    group.add_argument(
        "--shift",
        type=_shift_or_number,
        metavar=tr("SỐ_CA|NGÀY[:sang|chieu|toi]"),
        help=tr("chỉ hồ sơ của một ca đã mở, theo số ca; hoặc nhận trong một buổi, một ngày"),
    )
    group.add_argument("--all", action="store_true", help=tr("mọi hồ sơ chờ (mặc định)"))


def _shift_or_number(text: str) -> Shift | int:
    """Read the number of a shift that was opened, or a day and its part."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else parse_shift(text)


def chosen(args: argparse.Namespace, context: CliContext) -> Choice:
    """Return what was asked for.

    Raises:
        NoSuchShiftError: no shift was opened under this number.
    """
    if isinstance(args.shift, int):
        return Choice(shift=context.services().shifts.desk.opened(args.shift))
    if args.shift is not None:
        return Choice(shift=args.shift)
    return EVERYTHING if args.cell is None else Choice(cell=args.cell)


def as_data(choice: Choice) -> dict[str, Any]:
    """Return a choice for `--json`."""
    shift = choice.shift.code if choice.shift else None
    number = choice.shift.number if isinstance(choice.shift, OpenedShift) else None
    return {"kind": choice.kind, "shift": shift, "shift_number": number, "cell": choice.cell}


def run_waiting(args: argparse.Namespace, context: CliContext) -> int:
    """List what may be chosen for the next batch."""
    del args
    services = context.services()
    groups = services.batch.groups(services.shifts.desk.waiting())
    rows: list[dict[str, Any]] = [
        {
            **as_data(group.choice),
            "records": group.count,
            "oldest": group.oldest.isoformat(),
            "estimated_bytes": group.estimated_bytes,
        }
        for group in groups
    ]
    text = "\n".join(
        tr("{choice}: {n} hồ sơ").format(choice=choice_words(group.choice), n=group.count)
        for group in groups
    )
    context.emit({"waiting": rows}, text or tr("Chưa có hồ sơ nào chờ xuất."))
    return OK


def state_words(line: BatchLine) -> str:
    """Return what a batch waits for, and since when."""
    if line.state is BatchState.ANSWERED:
        return tr("đã trả lời đủ")
    if line.state is BatchState.TO_MEND:
        return tr("còn {n} hồ sơ sửa").format(n=line.to_mend)
    words = tr("chờ {n} hồ sơ, {days} ngày").format(n=line.waiting, days=line.days)
    return tr("{words}, nên hỏi tỉnh").format(words=words) if line.is_late else words


def choice_words(choice: Choice) -> str:
    """Return what people call a choice."""
    if choice.shift is not None:
        return _shift_words(choice.shift)
    if choice.cell is None:
        return tr("Tất cả")
    return choice.cell or tr("Không ghi chi bộ")


def _shift_words(shift: Shift) -> str:
    day = f"{shift.day:%d/%m/%Y}"
    if isinstance(shift, OpenedShift):
        return tr("Ca số {number}, mở ngày {day}").format(number=shift.number, day=day)
    return tr(_PARTS[shift.part]).format(day=day) if shift.part else day
