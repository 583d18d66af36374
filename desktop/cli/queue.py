"""`main.py queue`: give a number, call the next, see who waits; for a kiosk or a script."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.campaign.queue.views import Ticket, Turn
from desktop.campaign.queue.words import priority_words
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.vocabulary import TurnPriority


def add_parser(commands: Any) -> None:
    """Add `queue` to the command line."""
    parser = commands.add_parser("queue", help=tr("hàng chờ ở quầy"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    status = verbs.add_parser("status", help=tr("ai đang chờ, đang mời số nào"))
    status.set_defaults(handler=run_status)
    issue = verbs.add_parser("issue", help=tr("phát số tiếp theo"))
    issue.add_argument("--priority", choices=[one.value for one in TurnPriority], default=None)
    issue.add_argument(
        "--slip", type=Path, default=None, metavar="FILE.pdf", help=tr("ghi phiếu số ra tệp")
    )
    issue.set_defaults(handler=run_issue)
    call = verbs.add_parser("next", help=tr("mời người tiếp theo"))
    call.set_defaults(handler=run_next)
    for one in (status, issue, call):
        one.add_argument("--json", action="store_true")


def run_status(args: argparse.Namespace, context: CliContext) -> int:
    """Show today's queue; names are left out."""
    del args
    board = context.services().queue.board()
    data = {
        "called": [_ticket(ticket) for ticket in board.called],
        "waiting": [_turn(turn) for turn in board.waiting],
        "away": [_ticket(ticket) for ticket in board.away],
        "served": board.served,
        "issued": board.issued,
        "longest_wait_minutes": board.longest,
        "median_wait_minutes": board.median_wait,
    }
    lines = [tr("Đang mời số {number}").format(number=ticket.number) for ticket in board.called]
    for turn in board.waiting:
        line = tr("Số {number} · {priority} · đã chờ {waited} phút, còn khoảng {minutes} phút")
        lines.append(
            line.format(
                number=turn.ticket.number,
                priority=priority_words(turn.ticket.priority),
                waited=turn.waited,
                minutes=turn.minutes,
            )
        )
    context.emit(data, "\n".join(lines) or tr("Không có ai chờ."))
    return OK


def run_issue(args: argparse.Namespace, context: CliContext) -> int:
    """Give the next number."""
    queue = context.services().queue
    priority = TurnPriority(args.priority) if args.priority else None
    ticket = queue.issue(priority, actor=ACTOR)
    if args.slip is not None:
        write_whole(args.slip, queue.slip(ticket.id))
    data = {**_ticket(ticket), "slip": str(args.slip) if args.slip else None}
    context.emit(data, tr("Số {number}").format(number=ticket.number))
    return OK


def run_next(args: argparse.Namespace, context: CliContext) -> int:
    """Call whose turn it is."""
    del args
    ticket = context.services().queue.call_next(actor=ACTOR)
    context.emit(_ticket(ticket), tr("Mời số {number}").format(number=ticket.number))
    return OK


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "priority": ticket.priority.value,
        "state": ticket.state.value,
        "issued_at": ticket.issued_at.isoformat(),
        "called_at": ticket.called_at and ticket.called_at.isoformat(),
        "missed": ticket.missed,
    }


def _turn(turn: Turn) -> dict[str, Any]:
    about = {"ahead": turn.ahead, "waited_minutes": turn.waited, "minutes": turn.minutes}
    return {**_ticket(turn.ticket), **about}
