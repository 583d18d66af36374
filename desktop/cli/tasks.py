"""`main.py tasks`: who does what by when; add a task, say what came of it."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.campaign.tasks.errors import TaskOwnerError, TaskRefusedError
from desktop.campaign.tasks.service import TasksService
from desktop.campaign.tasks.views import NewTask, TaskView, as_json
from desktop.campaign.tasks.words import kind_words, state_words
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import today
from desktop.common.dates import parse_date
from desktop.common.duties import TaskKind
from desktop.common.i18n import tr
from desktop.common.text import fold


def add_parser(commands: Any) -> None:
    """Add `tasks` to the command line."""
    parser = commands.add_parser("tasks", help=tr("việc được giao"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    listed = verbs.add_parser("list", help=tr("việc chưa xong, quá hạn đứng trước"))
    listed.add_argument("--owner", default="", metavar=tr("TÊN"), help=tr("chỉ việc của người này"))
    listed.add_argument("--ended", action="store_true", help=tr("việc đã xong hoặc đã bỏ"))
    listed.set_defaults(handler=run_list)
    add = verbs.add_parser("add", help=tr("giao một việc"))
    add.add_argument("text", metavar=tr("LÀM_GÌ"))
    add.add_argument("--owner", required=True, metavar=tr("TÊN"), help=tr("ai làm"))
    add.add_argument(
        "--deadline", required=True, metavar=tr("NGÀY"), help=tr("hạn, như 25/08/2025")
    )
    kinds = [one.value for one in TaskKind]
    add.add_argument("--kind", choices=kinds, default=TaskKind.OTHER.value)
    add.add_argument(
        "--about",
        default="",
        metavar=tr("VỀ_AI"),
        help=tr("tên, số cuối, chi bộ hoặc số biên nhận"),
    )
    add.set_defaults(handler=run_add)
    done = verbs.add_parser("done", help=tr("ghi kết quả một việc"))
    done.add_argument("--result", required=True, metavar=tr("KẾT_QUẢ"))
    done.set_defaults(handler=run_done)
    cancel = verbs.add_parser("cancel", help=tr("bỏ một việc, có lý do"))
    cancel.add_argument("--reason", required=True, metavar=tr("LÝ_DO"))
    cancel.set_defaults(handler=run_cancel)
    for one in (done, cancel):
        one.add_argument("number", type=int, metavar=tr("SỐ"))
    for one in (listed, add, done, cancel):
        one.add_argument("--json", action="store_true")


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """Show tasks; people they are about are left out of the text for people."""
    board = context.services().duties.tasks.board(args.owner, ended=args.ended)
    data = {
        "today": board.today.isoformat(),
        "overdue": board.overdue,
        "due_today": board.due_today,
        "tasks": [as_json(one, board.today) for one in board.tasks],
    }
    lines = [
        tr("{number}. {kind}: {text} · {owner} · {state}").format(
            number=one.number,
            kind=kind_words(one.kind),
            text=one.text,
            owner=one.owner,
            state=state_words(one, board.today),
        )
        for one in board.tasks
    ]
    context.emit(data, "\n".join(lines) or tr("Không có việc nào."))
    return OK


def run_add(args: argparse.Namespace, context: CliContext) -> int:
    """Give somebody a task."""
    services = context.services()
    tasks, day = services.duties.tasks, today(services.clock)
    owner = next(
        (key for key, name in tasks.people().items() if fold(name) == fold(args.owner)), None
    )
    if owner is None:
        raise TaskOwnerError(args.owner)
    new = NewTask(
        TaskKind(args.kind),
        args.text,
        _day(args.deadline, day.year + 1),
        tasks.find_about(args.about),
    )
    return _tell(context, tasks, tasks.assign(new, owner, actor=ACTOR))


def run_done(args: argparse.Namespace, context: CliContext) -> int:
    """Say what came of a task."""
    tasks = context.services().duties.tasks
    one = tasks.numbered(args.number)
    return _tell(context, tasks, tasks.finish(one.id, args.result, actor=ACTOR))


def run_cancel(args: argparse.Namespace, context: CliContext) -> int:
    """Let a task fall."""
    tasks = context.services().duties.tasks
    one = tasks.numbered(args.number)
    return _tell(context, tasks, tasks.cancel(one.id, args.reason, actor=ACTOR))


def _tell(context: CliContext, tasks: TasksService, task: TaskView) -> int:
    day = today(context.services().clock)
    said = tr("Việc số {number}: {state}").format(number=task.number, state=state_words(task, day))
    context.emit(as_json(task, day, tasks.history(task.id)), said)
    return OK


def _day(text: str, latest_year: int) -> str:
    try:
        found = parse_date(text, latest_year=latest_year)
    except ValueError:
        found = None
    if found is None:
        raise TaskRefusedError(tr("Chưa rõ hạn của việc."), tr("Gõ đủ ngày, tháng, năm của hạn."))
    return found.iso
