"""`main.py inspections`: what inspectors found, what was mended, and the minutes of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.inspections.views import (
    Finding,
    InspectionView,
    Item,
    MarkView,
    Measured,
    NewMark,
)
from desktop.campaign.inspections.words import (
    item_words,
    measured_words,
    state_words,
    verdict_words,
)
from desktop.cli.context import ACTOR, OK, CliContext
from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.common.inspections import Verdict


def add_parser(commands: Any) -> None:
    """Add `inspections` to the command line."""
    parser = commands.add_parser(
        "inspections", help=tr("kiểm tra, giám sát và điều phải khắc phục")
    )
    verbs = parser.add_subparsers(dest="verb", metavar=tr("VIỆC"), required=True)
    listed = verbs.add_parser("list", help=tr("các lần kiểm tra, mới nhất đứng trước"))
    listed.set_defaults(handler=run_list)
    show = verbs.add_parser("show", help=tr("một lần kiểm tra, từng mục"))
    show.add_argument("number", type=int, metavar=tr("SỐ"))
    show.set_defaults(handler=run_show)
    items = verbs.add_parser("items", help=tr("bảng kiểm tra, và số máy đo được lúc này"))
    items.add_argument("--set", nargs=2, metavar=(tr("MỤC"), tr("NỘI_DUNG")))
    items.add_argument("--off", metavar=tr("MỤC"), help=tr("không hỏi mục này nữa"))
    items.add_argument("--on", metavar=tr("MỤC"), help=tr("hỏi lại mục này"))
    items.set_defaults(handler=run_items)
    record = _record_parser(verbs)
    answer = verbs.add_parser("answer", help=tr("ghi là đã khắc phục một điều"))
    answer.add_argument("number", type=int, metavar=tr("SỐ"))
    answer.add_argument("how", metavar=tr("ĐÃ_LÀM_GÌ"))
    answer.add_argument("--by", required=True, metavar=tr("TÊN"), help=tr("ai đã khắc phục"))
    answer.set_defaults(handler=run_answer)
    confirm = verbs.add_parser("confirm", help=tr("người kiểm tra xác nhận, hoặc mở lại"))
    confirm.add_argument("number", type=int, metavar=tr("SỐ"))
    confirm.add_argument("--by", required=True, metavar=tr("TÊN"), help=tr("người kiểm tra"))
    confirm.add_argument("--word", default="", metavar=tr("LỜI"), help=tr("người kiểm tra nói gì"))
    confirm.add_argument("--reopen", action="store_true", help=tr("chưa đạt, mở lại"))
    confirm.set_defaults(handler=run_confirm)
    export = verbs.add_parser("export", help=tr("ghi biên bản một lần kiểm tra"))
    export.add_argument("number", type=int, nargs="?", metavar=tr("SỐ"))
    export.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    export.set_defaults(handler=run_export)
    for one in (listed, show, items, record, answer, confirm, export):
        one.add_argument("--json", action="store_true")


def _record_parser(verbs: Any) -> argparse.ArgumentParser:
    record: argparse.ArgumentParser = verbs.add_parser(
        "record", help=tr("ghi cả một lần kiểm tra đã làm trên giấy")
    )
    record.add_argument("--by", required=True, metavar=tr("TÊN"), help=tr("ai kiểm tra"))
    record.add_argument("--point", default="", metavar=tr("ĐIỂM"), help=tr("điểm thu nhận nào"))
    code = tr("MỤC")
    record.add_argument("--passed", nargs="+", default=[], metavar=code, help=tr("mục đạt"))
    record.add_argument(
        "--failed",
        nargs=3,
        action="append",
        default=[],
        metavar=(code, tr("THIẾU_GÌ"), tr("HẠN")),
        help=tr("mục chưa đạt, thiếu gì, hạn khắc phục"),
    )
    other = tr("mục không áp dụng")
    record.add_argument("--not-applicable", nargs="+", default=[], metavar=code, help=other)
    record.set_defaults(handler=run_record)
    return record


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """Show every inspection."""
    del args
    found = context.services().duties.inspections.log()
    lines = [_line(one) for one in found] or [tr("Chưa có lần kiểm tra nào.")]
    context.emit({"inspections": [_json(one) for one in found]}, "\n".join(lines))
    return OK


def run_show(args: argparse.Namespace, context: CliContext) -> int:
    """Show one inspection."""
    return _tell(context, context.services().duties.inspections.show(args.number))


def run_items(args: argparse.Namespace, context: CliContext) -> int:
    """Show the check list; change an item first when that is asked for."""
    duties = context.services().duties
    if args.set:
        duties.checklist.set_item(args.set[0], args.set[1], actor=ACTOR)
    for code, used in ((args.off, False), (args.on, True)):
        if code:
            duties.checklist.set_item(code, used=used, actor=ACTOR)
    told = duties.inspections.measured()
    rows = [
        (one, told.get(one.measure) if one.measure else None) for one in duties.checklist.items()
    ]
    context.emit(
        {"items": [_item_json(one, found) for one, found in rows]},
        "\n".join(_item_line(one, found) for one, found in rows),
    )
    return OK


def run_record(args: argparse.Namespace, context: CliContext) -> int:
    """Write a whole inspection down."""
    marks = [
        *(NewMark(code, Verdict.PASSED) for code in args.passed),
        *(NewMark(code, Verdict.FAILED, note, until) for code, note, until in args.failed),
        *(NewMark(code, Verdict.NOT_APPLICABLE) for code in args.not_applicable),
    ]
    inspections = context.services().duties.inspections
    return _tell(context, inspections.record(args.by, marks, point=args.point, actor=ACTOR))


def run_answer(args: argparse.Namespace, context: CliContext) -> int:
    """Keep that something was mended."""
    findings = context.services().duties.findings
    found = findings.answer(args.number, args.how, by=args.by, actor=ACTOR)
    context.emit(_finding_json(found), _finding_line(found))
    return OK


def run_confirm(args: argparse.Namespace, context: CliContext) -> int:
    """Keep the last word of the inspector."""
    found = context.services().duties.findings.confirm(
        args.number, mended=not args.reopen, word=args.word, by=args.by, actor=ACTOR
    )
    context.emit(_finding_json(found), _finding_line(found))
    return OK


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Write the minutes; without a number of the newest inspection that is closed."""
    number = context.services().duties.inspections.export(args.number, args.out, actor=ACTOR)
    words = tr("Đã ghi biên bản lần kiểm tra số {n} vào {file}")
    answer = {"number": number, "file": str(args.out)}
    context.emit(answer, words.format(n=number, file=args.out))
    return OK


def _tell(context: CliContext, one: InspectionView) -> int:
    lines = [_line(one), *(_mark_line(mark) for mark in one.marks)]
    context.emit(_json(one), "\n".join(lines))
    return OK


def _line(one: InspectionView) -> str:
    state = tr("chưa chốt") if one.is_open else tr("chốt ngày {day}")
    return tr("{n}. {point}, {who}: {failed} mục chưa đạt, {state}").format(
        n=one.number,
        point=one.point,
        who=one.inspectors,
        failed=one.count(Verdict.FAILED),
        state=state.format(day=show_date(one.closed_at)) if one.closed_at else state,
    )


def _mark_line(mark: MarkView) -> str:
    parts = [f"  {mark.code}: {item_words(mark.text)}", verdict_words(mark.verdict)]
    parts.append(masked_numbers(mark.note))
    parts.append(measured_words(mark.measured))
    if mark.finding is not None:
        parts.append(_finding_line(mark.finding))
    return " · ".join(part for part in parts if part)


def _finding_line(found: Finding) -> str:
    line = tr("điều số {n}: {state}").format(n=found.number, state=state_words(found.state))
    return f"{line} · {masked_numbers(found.how)}" if found.how else line


def _item_line(item: Item, found: Measured | None) -> str:
    parts = [f"{item.code}: {item.text}", measured_words(found)]
    if not item.is_used:
        parts.append(tr("không hỏi"))
    return " · ".join(part for part in parts if part)


def _item_json(item: Item, found: Measured | None) -> dict[str, Any]:
    return {
        "code": item.code,
        "text": item.text,
        "used": item.is_used,
        "own": item.is_own,
        "measured": _measured_json(found),
    }


def _measured_json(found: Measured | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "measure": found.measure.value,
        "good": found.is_good,
        "value": found.value,
        "whole": found.whole,
    }


def _finding_json(found: Finding) -> dict[str, Any]:
    return {
        "number": found.number,
        "state": found.state.value,
        "mended_at": found.mended_at and found.mended_at.isoformat(),
        "mended_by": found.mended_by,
        "how": masked_numbers(found.how),
        "confirmed_at": found.confirmed_at and found.confirmed_at.isoformat(),
        "confirmed_by": found.confirmed_by,
        "word": masked_numbers(found.word),
    }


def _json(one: InspectionView) -> dict[str, Any]:
    return {
        "number": one.number,
        "point": one.point,
        "inspectors": one.inspectors,
        "begun_at": one.begun_at.isoformat(),
        "closed_at": one.closed_at and one.closed_at.isoformat(),
        "marks": [
            {
                "code": mark.code,
                "text": mark.text,
                "verdict": mark.verdict and mark.verdict.value,
                "note": masked_numbers(mark.note),
                "deadline": mark.deadline and mark.deadline.isoformat(),
                "measured": _measured_json(mark.measured),
                "finding": _finding_json(mark.finding) if mark.finding else None,
            }
            for mark in one.marks
        ],
    }
