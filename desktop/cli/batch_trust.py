"""`batch answer | again | enrol | province`: the station's side of the loop with the province.

The shape of every `--json` answer is described in docs/batch-format.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.batch.answering.errors import AnswerRefusedError
from desktop.batch.answering.files import SUFFIX
from desktop.batch.answering.service import counted
from desktop.batch.answering.views import AnswerReport
from desktop.batch.errors import UnknownBatchError
from desktop.batch.trust.service import ProvinceView
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.errors import InputFileError
from desktop.common.i18n import tr
from desktop.services import Services

Command = Callable[[str, Callable[[argparse.Namespace, CliContext], int], str], Any]

_UNREADABLE = "unreadable"


def add_commands(command: Command) -> None:
    """Add these commands to the group `batch`.

    Args:
        command: makes a command of a name, what it runs and its help.
    """
    answer = command("answer", run_answer, tr("áp dụng tệp trả lời của tỉnh"))
    answer.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=tr("tệp trả lời, hoặc thư mục: lấy mọi tệp trả lời cho quầy này"),
    )
    again = command("again", run_again, tr("ghi lại một lô đã xuất, cùng số và nội dung"))
    again.add_argument("sequence", type=int, metavar=tr("SỐ LÔ"))
    again.add_argument("--to", type=Path, required=True, metavar="DIR")
    enrol = command("enrol", run_enrol, tr("ghi tệp ghi danh quầy để gửi tỉnh"))
    enrol.add_argument("--to", type=Path, required=True, metavar="DIR")
    enrol.add_argument(
        "--new-key", action="store_true", help=tr("đổi khóa của quầy trước: khóa cũ lộ hoặc bị bỏ")
    )
    province = command("province", run_province, tr("xem, cài hoặc bỏ khóa của tỉnh"))
    province.add_argument("--add", type=Path, default=None, metavar="FILE")
    province.add_argument(
        *("--digits", "--fingerprint"),
        dest="fingerprint",
        default="",
        metavar=tr("DÃY SỐ"),
        help=tr("dãy số bàn tỉnh đọc qua điện thoại, cho khóa cài lúc này hoặc đã cài"),
    )
    province.add_argument("--retire", default=None, metavar="SHA256")


def run_answer(args: argparse.Namespace, context: CliContext) -> int:
    """Apply answers; a file that is refused or cannot be read does not stop the others.

    Of a folder every file is taken that is named as an answer to this station; those of its
    neighbours lie there for them.
    """
    services = context.services()
    files = [one for named in args.files for one in _files(named, services)]
    reports: list[AnswerReport] = []
    refused: list[tuple[Path, InputFileError]] = []
    for file in files:
        try:
            reports.append(services.answers.apply(file, actor=ACTOR))
        except InputFileError as error:
            refused.append((file, error))
    if len(files) == len(refused) == 1:
        raise refused[0][1]
    sums = counted(reports)
    data: dict[str, Any] = dict(sums)
    if refused:
        data["refused"] = [{"file": str(file), "reason": _reason(why)} for file, why in refused]
    context.emit(data, _applied(sums) if files else tr("Không có tệp trả lời nào cho quầy này."))
    for _, said in refused:
        print(f"{said.title} {said.advice} [{said.code}]", file=sys.stderr)
    return MUST_ACT if refused else OK


def _files(named: Path, services: Services) -> list[Path]:
    """Return the file that was named, or the answers to this station that lie in a folder."""
    if not named.is_dir():
        return [named]
    return sorted(named.glob(f"{services.info.station_code}-*{SUFFIX}"))


def _reason(error: InputFileError) -> str:
    return error.refusal.value if isinstance(error, AnswerRefusedError) else _UNREADABLE


def run_again(args: argparse.Namespace, context: CliContext) -> int:
    """Write a batch again: its stick was lost, or the province asks for it."""
    services = context.services()
    known = {view.sequence: view.id for view in services.batch.list_batches()}
    if args.sequence not in known:
        raise UnknownBatchError
    report = services.copies.write_again(known[args.sequence], args.to, actor=ACTOR)
    data = {
        "path": str(report.path),
        "station": report.station,
        "sequence": report.sequence,
        "records": report.records,
        "file_sha256": report.file_sha256,
    }
    text = tr("Đã ghi lại {records} hồ sơ vào “{file}”.\nSHA-256 {digest}").format(
        records=report.records, file=report.path, digest=report.file_sha256
    )
    context.emit(data, text)
    return OK


def run_enrol(args: argparse.Namespace, context: CliContext) -> int:
    """Write the enrolment file and show the digits to read to the province."""
    trust = context.services().trust
    write = trust.renew if args.new_key else trust.enrol
    made = write(args.to, actor=ACTOR)
    text = tr("Đã ghi “{file}”. Gửi tệp này cho tỉnh, rồi đọc qua điện thoại: {digits}").format(
        file=made.path, digits=made.fingerprint
    )
    data = {
        "path": str(made.path),
        "station": made.station,
        "fingerprint": made.fingerprint,
    }
    context.emit(data, text)
    return OK


def run_province(args: argparse.Namespace, context: CliContext) -> int:
    """Install, compare or retire a key of the province, or list the known ones.

    Answers that came before their key are applied at once.
    """
    services = context.services()
    service = services.trust
    reports: tuple[AnswerReport, ...] = ()
    if args.add is not None:
        service.install(args.add, actor=ACTOR, fingerprint=args.fingerprint)
    elif args.fingerprint:
        service.compare(args.fingerprint, actor=ACTOR)
    if args.add is not None or args.fingerprint:
        reports = services.answers.apply_waiting(actor=ACTOR)
    if args.retire is not None:
        service.retire(args.retire, actor=ACTOR)
    views = service.provinces()
    rows = [province_row(view) for view in views]
    text = "\n".join(_line(view) for view in views)
    data: dict[str, Any] = {"provinces": rows}
    if reports:
        data["answers"] = counted(reports)
        text += "\n" + _applied(counted(reports))
    context.emit(data, text or tr("Chưa cài khóa nào của tỉnh."))
    return OK


def province_row(view: ProvinceView) -> dict[str, Any]:
    """Return a key of the province as JSON values."""
    return {
        "name": view.name,
        "fingerprint": view.fingerprint,
        "certificate_sha256": view.certificate_sha256,
        "public_key": view.public_key,
        "compared": view.compared,
        "retired": view.retired,
        "trusted_at": view.trusted_at.isoformat(),
    }


def _applied(sums: dict[str, int]) -> str:
    return tr(
        "Đã áp dụng {applied} hồ sơ, {unchanged} hồ sơ không đổi. "
        "Tỉnh nhận {accepted}, trả về {rejected}."
    ).format(**sums)


def _line(view: ProvinceView) -> str:
    if view.retired:
        state = tr("đã bỏ")
    else:
        state = tr("đã đối chiếu") if view.compared else tr("chưa đối chiếu")
    return f"{view.fingerprint}  {view.name}  ({state})"
