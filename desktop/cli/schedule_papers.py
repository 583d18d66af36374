"""`main.py schedule papers|signed`: what cells are told, and what they signed."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop.campaign.precheck.views import CellList, Remark
from desktop.campaign.precheck.words import REASONS, reason_words
from desktop.cli.context import ACTOR, MUST_ACT, OK, USAGE, CliContext
from desktop.common.i18n import tr
from desktop.common.phases import PrecheckReason
from desktop.common.text import fold
from desktop.common.work import Work


def add_verbs(verbs: Any) -> None:
    """Add both verbs to `schedule`."""
    papers = verbs.add_parser(
        "papers", help=tr("ghi thông báo, danh sách mời, phiếu xác nhận: PDF và Excel")
    )
    papers.add_argument("--cell", action="append", metavar=tr("CHI_BỘ"))
    papers.add_argument("--out", required=True, type=Path, metavar=tr("THƯ_MỤC"))
    _finish(papers, run_papers)
    signed = verbs.add_parser("signed", help=tr("xem, nhập hoặc bỏ phiếu chi bộ đã ký"))
    signed.add_argument("--cell", metavar=tr("CHI_BỘ"))
    signed.add_argument("--by", metavar=tr("NGƯỜI_KÝ"))
    signed.add_argument("--on", type=date.fromisoformat, metavar=tr("NGÀY"))
    codes = ", ".join(one.value for one in REASONS)
    signed.add_argument(
        "--remark",
        action="append",
        default=[],
        metavar=tr("HỌ_TÊN=MÃ"),
        help=tr("ai sai và vì sao: {codes}").format(codes=codes),
    )
    signed.add_argument("--missing", action="append", default=[], metavar=tr("HỌ_TÊN"))
    signed.add_argument("--undo", action="store_true", help=tr("bỏ phiếu đang dùng"))
    _finish(signed, run_signed)


def _finish(parser: argparse.ArgumentParser, handler: Any) -> None:
    parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
    parser.set_defaults(handler=handler)


def run_papers(args: argparse.Namespace, context: CliContext) -> int:
    """Write the papers of some cells, or of all."""
    papers = context.services().schedule_papers
    files = papers.write(args.cell, args.out, Work(), actor=ACTOR)
    said = tr("Đã ghi {n} tệp vào {folder}.").format(n=len(files), folder=args.out)
    context.emit({"files": [str(file) for file in files]}, said)
    return OK


def run_signed(args: argparse.Namespace, context: CliContext) -> int:
    """Show which cells signed, or one cell; enter its sheet, or take it back."""
    precheck = context.services().precheck
    if args.cell is None:
        return _show_all(context)
    if args.undo:
        found = precheck.take_back(args.cell, actor=ACTOR)
    elif args.by is not None or args.remark or args.missing:
        remarks = _remarks(args, precheck.cell(args.cell))
        if remarks is None or args.by is None or args.on is None:
            context.emit(
                {"error": "usage"},
                tr("Cần --by, --on; mỗi --remark là HỌ_TÊN=MÃ của một người trong danh sách."),
            )
            return USAGE
        found = precheck.enter(args.cell, args.by, args.on, remarks, actor=ACTOR)
    else:
        found = precheck.cell(args.cell)
    context.emit(_json(found), "\n".join(_lines(found)))
    return OK if found.sheet else MUST_ACT


def _remarks(args: argparse.Namespace, found: CellList) -> list[Remark] | None:
    """Return what was said, None where a name or a reason is not known or not clear."""
    said = []
    for pair in args.remark:
        name, _, code = pair.rpartition("=")
        people = [one for one in found.people if fold(one.full_name) == fold(name)]
        if len(people) != 1 or code not in {one.value for one in REASONS}:
            return None
        said.append(Remark(people[0].member_id, people[0].full_name, PrecheckReason(code)))
    return [*said, *(Remark(None, name, PrecheckReason.MISSING) for name in args.missing)]


def _show_all(context: CliContext) -> int:
    services = context.services()
    signed = services.precheck.summaries()
    cells = [row.cell for row in services.schedule.board().cells if row.cell]
    waiting = [cell for cell in cells if cell not in signed]
    context.emit(
        {
            "signed": {
                cell: {
                    "by": one.signed_by,
                    "on": one.signed_on.isoformat(),
                    "people": one.people,
                    "remarks": one.remarks,
                }
                for cell, one in sorted(signed.items())
            },
            "waiting": waiting,
        },
        "\n".join(
            [
                tr("Có phiếu ký: {n} chi bộ.").format(n=len(signed)),
                tr("Chưa có: {cells}.").format(cells=", ".join(waiting) or tr("không có")),
            ]
        ),
    )
    return MUST_ACT if waiting else OK


def _json(found: CellList) -> dict[str, Any]:
    sheet = found.sheet
    return {
        "cell": found.cell,
        "people": len(found.people),
        "signed_by": sheet.signed_by if sheet else None,
        "signed_on": sheet.signed_on.isoformat() if sheet else None,
        "list_changed_since": found.has_changed,
        "remarks": [
            {"name": one.full_name, "reason": one.reason.value, "note": one.note}
            for one in (sheet.remarks if sheet else ())
        ],
    }


def _lines(found: CellList) -> list[str]:
    sheet = found.sheet
    if sheet is None:
        return [tr("{cell}: chưa có phiếu xác nhận.").format(cell=found.cell)]
    lines = [
        tr("{cell}: {who} ký ngày {day}, {n} người trong danh sách.").format(
            cell=found.cell, who=sheet.signed_by, day=f"{sheet.signed_on:%d/%m/%Y}", n=sheet.people
        )
    ]
    lines += [f"{one.full_name}: {reason_words(one.reason)}" for one in sheet.remarks]
    if found.has_changed:
        lines.append(tr("Danh sách đã đổi từ khi ký: nay {n} người.").format(n=len(found.people)))
    return lines
