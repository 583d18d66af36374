"""`review list | approve | return | sample`: the second pair of eyes, from the command line.

Approving is somebody's own word, so it asks for their name and their PIN (in a file, never as an
argument), and the trail has their name as from the page.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.cli.operators import operator_named, secret_in
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.review.returning import GivenBack, ReturnReason
from desktop.intake.review.views import ReviewRow, SampleView
from desktop.intake.review.words import finding_words
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.services import Services


def add_parser(commands: Any) -> None:
    """Add `review` to the command line."""
    group = commands.add_parser("review", help=tr("duyệt hồ sơ trước khi xuất lô"))
    verbs = group.add_subparsers(dest="verb", metavar=tr("LỆNH"), required=True)
    listing = _verb(verbs, "list", tr("hồ sơ chờ duyệt, hồ sơ cần xem kỹ đứng trước"), run_list)
    listing.add_argument("--approved", action="store_true", help=tr("hồ sơ đã duyệt, chưa xuất"))
    approve = _verb(verbs, "approve", tr("duyệt một hoặc nhiều hồ sơ"), run_approve)
    approve.add_argument("numbers", nargs="+", metavar=tr("SỐ"), help=tr("số biên nhận"))
    back = _verb(verbs, "return", tr("trả một hồ sơ về quầy để sửa"), run_return)
    back.add_argument("number", metavar=tr("SỐ"), help=tr("số biên nhận"))
    back.add_argument("--reason", required=True, choices=[one.value for one in ReturnReason])
    back.add_argument("--field", choices=[one.value for one in FieldKey], default=None)
    back.add_argument("--note", default="", metavar=tr("LỜI"))
    sample = _verb(
        verbs, "sample", tr("duyệt theo mẫu: xem, lấy mẫu, duyệt phần còn lại"), run_sample
    )
    act = sample.add_mutually_exclusive_group()
    act.add_argument("--draw", action="store_true", help=tr("lấy mẫu mới"))
    act.add_argument("--approve", action="store_true", help=tr("duyệt phần còn lại theo mẫu"))
    sample.add_argument("--seed", default="", metavar=tr("SỐ"), help=tr("lấy lại đúng mẫu cũ"))
    for parser in (approve, back, sample):
        needed = parser is not sample
        parser.add_argument("--by", required=needed, default="", metavar=tr("TÊN"))
        parser.add_argument("--pin-file", type=Path, required=needed, default=None, metavar="FILE")


def _verb(verbs: Any, name: str, words: str, handler: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
    parser.set_defaults(handler=handler)
    return parser


# ---------------------------------------------------------------- verbs


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """List what waits, by risk, or what was approved; exit code 0 whether or not any waits."""
    review = context.services().review
    rows = review.approved() if args.approved else review.waiting()
    counts = review.counts()
    data = {
        "required": counts.required,
        "waiting": counts.waiting,
        "approved": counts.approved,
        "returned": counts.returned,
        "records": [_plain(row) for row in rows],
    }
    nothing = (
        tr("Chưa có hồ sơ nào đã duyệt.") if args.approved else tr("Không có hồ sơ chờ duyệt.")
    )
    context.emit(data, "\n".join(map(_line, rows)) or nothing)
    return OK


def run_approve(args: argparse.Namespace, context: CliContext) -> int:
    """Approve some records, all or none."""
    services = context.services()
    rows = [_found(services, number) for number in args.numbers]
    actor = _vouched(services, args)
    services.review.approve([row.application_id for row in rows], actor=actor)
    numbers = [row.receipt_number for row in rows]
    words = tr("Đã duyệt {n} hồ sơ.").format(n=len(rows))
    context.emit({"approved": numbers, "by": actor}, words)
    return OK


def run_return(args: argparse.Namespace, context: CliContext) -> int:
    """Give a record back to the counter."""
    services = context.services()
    row = _found(services, args.number)
    field = FieldKey(args.field) if args.field else None
    said = GivenBack(ReturnReason(args.reason), field, args.note)
    actor = _vouched(services, args)
    services.review.give_back(row.application_id, said, actor=actor)
    data = {"returned": row.receipt_number, "reason": said.reason.value, "by": actor}
    context.emit(data, tr("Đã trả {number} về quầy.").format(number=row.receipt_number))
    return OK


def run_sample(args: argparse.Namespace, context: CliContext) -> int:
    """Show the open sample, draw one, or approve its rest; exit code 1 while people must look."""
    services = context.services()
    if args.approve or args.draw:
        if not args.by or args.pin_file is None:
            raise NotAllowedError(
                tr("Chưa ghi ai duyệt."), tr("Thêm --by TÊN và --pin-file FILE."), code="QTN-347"
            )
        actor = _vouched(services, args)
        if args.approve:
            count = services.review.samples.approve_rest(actor=actor)
            words = tr("Đã duyệt {n} hồ sơ theo mẫu.").format(n=count)
            context.emit({"approved": count, "by": actor}, words)
            return OK
        services.review.samples.draw(actor=actor, seed=args.seed)
    found = services.review.samples.current()
    data = {"percent": services.review.samples.percent(), "sample": found and _sample_data(found)}
    context.emit(data, _sample_text(found))
    return MUST_ACT if found is not None and not found.is_ready else OK


# ---------------------------------------------------------------- inside


def _vouched(services: Services, args: argparse.Namespace) -> str:
    """Return the name of whoever approves, once their PIN has proved it.

    Raises:
        NotAllowedError: nobody has this name, the PIN is wrong, or their role may not approve.
    """
    person = operator_named(services, args.by)
    services.login.vouch(person.id, secret_in(args.pin_file))
    if not allows(person.role, Permission.RECORD_APPROVE):
        raise NotAllowedError(
            tr("Vai trò của {name} không duyệt hồ sơ.").format(name=person.full_name),
            tr("Nhờ phụ trách ca duyệt."),
            code="QTN-339",
        )
    return person.full_name


def _found(services: Services, number: str) -> ReviewRow:
    wanted = number.strip().upper()
    rows = (*services.review.waiting(), *services.review.approved())
    found = [row for row in rows if row.receipt_number == wanted]
    if not found:
        raise NotAllowedError(
            tr("Không có hồ sơ {number} chờ duyệt.").format(number=number),
            tr("Xem số biên nhận bằng lệnh “review list”."),
            code="QTN-338",
        )
    return found[0]


def _plain(row: ReviewRow) -> dict[str, Any]:
    return {
        "application_id": str(row.application_id),
        "state": row.state.value,
        "receipt_number": row.receipt_number,
        "full_name": row.full_name,
        "cell": row.cell,
        "received_at": row.received_at.isoformat(),
        "received_by": row.received_by,
        "weight": row.weight,
        "in_sample": row.in_sample,
        "approved_by": row.approved_by,
        "approved_at": row.approved_at.isoformat() if row.approved_at else None,
        "by_sample": row.by_sample,
        "findings": [
            {
                "risk": one.risk.value,
                "fields": [field.value for field in one.fields],
                "value": one.value,
                "text": finding_words(one),
            }
            for one in row.findings
        ],
    }


def _line(row: ReviewRow) -> str:
    why = "; ".join(finding_words(one) for one in row.findings)
    parts = (row.receipt_number, row.full_name, row.cell, row.received_by, why)
    return " · ".join(part for part in parts if part)


def _sample_data(sample: SampleView) -> dict[str, Any]:
    return {
        "id": str(sample.id),
        "seed": sample.seed,
        "percent": sample.percent,
        "drawn_at": sample.drawn_at.isoformat(),
        "drawn_by": sample.drawn_by,
        "population": sample.population,
        "exceptions": sample.exceptions,
        "drawn": sample.drawn,
        "open": sample.open,
        "failed": sample.failed,
        "rest": sample.rest,
    }


def _sample_text(sample: SampleView | None) -> str:
    if sample is None:
        return tr("Chưa lấy mẫu.")
    if sample.failed:
        return tr("Trong mẫu có hồ sơ bị trả lại. Xem từng hồ sơ còn lại của mẫu này.")
    return tr(
        "Mẫu {drawn} trong {population} hồ sơ, còn {open} chưa xem; phần còn lại {rest}."
    ).format(drawn=sample.drawn, population=sample.population, open=sample.open, rest=sample.rest)
