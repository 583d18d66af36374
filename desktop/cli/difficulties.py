"""`main.py difficulties`: what makes the work hard; write it down, send it, keep the answer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.campaign.difficulties.views import DifficultyView, NewDifficulty
from desktop.campaign.difficulties.words import kind_words, state_words
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.duties import DifficultyKind
from desktop.common.i18n import tr, trn


def add_parser(commands: Any) -> None:
    """Add `difficulties` to the command line."""
    parser = commands.add_parser("difficulties", help=tr("sổ vướng mắc, câu hỏi gửi tỉnh"))
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    listed = verbs.add_parser("list", help=tr("vướng mắc đã ghi, chưa trả lời đứng trước"))
    listed.add_argument("--waiting", action="store_true", help=tr("chỉ những điều chưa trả lời"))
    listed.set_defaults(handler=run_list)
    add = verbs.add_parser("add", help=tr("ghi một vướng mắc"))
    add.add_argument("text", metavar=tr("ĐIỀU_GÌ"))
    kinds = [one.value for one in DifficultyKind]
    add.add_argument("--kind", choices=kinds, default=DifficultyKind.OTHER.value)
    add.add_argument("--place", default="", metavar=tr("NƠI"), help=tr("xảy ra ở đâu"))
    about = tr("tên, số cuối hoặc số biên nhận của người mà vướng mắc nói đến")
    add.add_argument("--about", default="", metavar=tr("VỀ_AI"), help=about)
    add.set_defaults(handler=run_add)
    answer = verbs.add_parser("answer", help=tr("ghi trả lời của tỉnh"))
    answer.add_argument("number", type=int, metavar=tr("SỐ"))
    answer.add_argument("text", metavar=tr("TRẢ_LỜI"))
    answer.set_defaults(handler=run_answer)
    export = verbs.add_parser("export", help=tr("ghi tệp gửi tỉnh, đã che tên và số"))
    export.add_argument("--out", type=Path, required=True, metavar="F.pdf|F.xlsx")
    export.add_argument("--all", action="store_true", help=tr("kể cả điều đã trả lời"))
    export.set_defaults(handler=run_export)
    for one in (listed, add, answer, export):
        one.add_argument("--json", action="store_true")


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """Show the log, masked."""
    found = context.services().duties.difficulties.log(answered=not args.waiting)
    lines = [_line(one) for one in found] or [tr("Chưa ghi vướng mắc nào.")]
    context.emit({"difficulties": [_json(one) for one in found]}, "\n".join(lines))
    return OK


def run_add(args: argparse.Namespace, context: CliContext) -> int:
    """Write one down."""
    duties = context.services().duties
    about = duties.tasks.find_about(args.about).member_id
    new = NewDifficulty(DifficultyKind(args.kind), args.text, args.place, about)
    return _tell(context, duties.difficulties.add(new, actor=ACTOR))


def run_answer(args: argparse.Namespace, context: CliContext) -> int:
    """Keep what the province said."""
    log = context.services().duties.difficulties
    return _tell(context, log.answer(args.number, args.text, actor=ACTOR))


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Write the file for the province."""
    log = context.services().duties.difficulties
    count = log.send(args.out, actor=ACTOR, answered=args.all)
    words = trn("Đã ghi {n} vướng mắc vào {file}", "Đã ghi {n} vướng mắc vào {file}", count)
    answer = {"entries": count, "file": str(args.out)}
    context.emit(answer, words.format(n=count, file=args.out))
    return OK


def _tell(context: CliContext, one: DifficultyView) -> int:
    context.emit(_json(one), _line(one))
    return OK


def _line(one: DifficultyView) -> str:
    line = tr("{number}. {kind}: {text} · {state}").format(
        number=one.number, kind=kind_words(one.kind), text=one.told, state=state_words(one.state)
    )
    return f"{line} · {one.answer_told}" if one.answer_told else line


def _json(one: DifficultyView) -> dict[str, Any]:
    """Return an entry as the province would read it; the person by key alone."""
    return {
        "number": one.number,
        "kind": one.kind.value,
        "place": one.place,
        "text": one.told,
        "member": one.member_id and str(one.member_id),
        "said_by": one.said_by,
        "said_at": one.said_at.isoformat(),
        "state": one.state.value,
        "sent_at": one.sent_at and one.sent_at.isoformat(),
        "answer": one.answer_told,
        "answered_at": one.answered_at and one.answered_at.isoformat(),
    }
