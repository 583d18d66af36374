"""Columns of the queue, and what priorities look like."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.campaign.queue.views import QueueBoard, Ticket, Turn
from desktop.campaign.queue.words import priority_words
from desktop.common.i18n import tr
from desktop.ui.widgets.table import Cell, Column


@dataclass(frozen=True)
class Line:
    """One row: somebody who waits, or (without a turn) who missed every call."""

    ticket: Ticket
    turn: Turn | None


def lines_of(board: QueueBoard) -> list[Line]:
    """Return who waits, in turn, and below them who missed every call."""
    waiting = [Line(turn.ticket, turn) for turn in board.waiting]
    return [*waiting, *(Line(ticket, None) for ticket in board.away)]


def columns() -> list[Column]:
    """Return the columns of the queue."""
    return [
        Column(tr("Số"), lambda line: Cell(str(line.ticket.number), strong=True), width=64),
        Column(tr("Người"), _person, stretch=3, least=150),
        Column(tr("Đã chờ"), _waited, width=104, right=True),
        Column(tr("Còn khoảng"), _left, width=124, right=True, drop=1),
        Column(tr("Ưu tiên"), _priority, width=170, tags=True),
    ]


def _person(line: Line) -> Cell:
    name = line.ticket.full_name
    return Cell(name) if name else Cell(tr("Chưa hỏi tên"), quiet=True)


def _waited(line: Line) -> str:
    return minutes(line.turn.waited) if line.turn else ""


def _left(line: Line) -> str:
    if line.turn is None:
        return ""
    return tr("đến lượt") if not line.turn.ahead else minutes(line.turn.minutes)


def _priority(line: Line) -> Cell:
    ticket = line.ticket
    if line.turn is None:
        return Cell(tr("Vắng {n} lần").format(n=ticket.missed), tag="bad")
    if ticket.missed:
        return Cell(tr("Đã mời {n} lần").format(n=ticket.missed), tag="warn")
    if ticket.has_priority:
        return Cell(priority_words(ticket.priority), tag="info")
    return Cell("")


def minutes(count: int) -> str:
    """Return minutes as people say them."""
    return tr("{n} phút").format(n=count)
