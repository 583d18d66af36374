"""`batch export | verify | open | list | recipient | new-key`; the rest stands beside this.

Verifying, opening and making a key need no profile, so they also work at the receiving side.
The shape of every `--json` answer is described in docs/batch-format.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.batch.opening import open_file
from desktop.batch.verify import verify_file
from desktop.cli import batch_calls, batch_choice, batch_trust
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.common.clock import local
from desktop.common.errors import InputFileError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.security.sealing import new_identity, read_public_key

SECRET_FILE = "province.key"  # noqa: S105 - a file name
PUBLIC_FILE = "province.pub"

Handler = Callable[[argparse.Namespace, CliContext], int]
Subparsers = Any  # argparse keeps the class of `add_subparsers()` private


def add_parser(subparsers: Subparsers) -> None:
    """Add the group to the command line."""
    group = subparsers.add_parser("batch", help=tr("xuất, kiểm tra và mở lô hồ sơ"))
    commands = group.add_subparsers(dest="batch_command", metavar=tr("LỆNH"), required=True)

    def command(name: str, run: Handler, text: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = commands.add_parser(name, help=text)
        parser.add_argument("--json", action="store_true", help=tr("trả lời dạng JSON"))
        parser.set_defaults(handler=run)
        return parser

    export = command("export", run_export, tr("xuất hồ sơ chờ vào một lô đã ký, niêm phong"))
    export.add_argument("--to", type=Path, required=True, nargs="+", metavar="DIR")
    batch_choice.add_options(export)
    command("waiting", batch_choice.run_waiting, tr("hồ sơ chờ xuất, theo ca và theo chi bộ"))
    verify = command("verify", run_verify, tr("kiểm tra chữ ký và nội dung, không cần khóa"))
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--certificate", type=Path, default=None, metavar="PEM")
    opening = command("open", run_open, tr("mở lô bằng khóa bí mật của nơi nhận"))
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument("--key", type=Path, required=True, metavar="FILE")
    opening.add_argument("--to", type=Path, required=True, metavar="DIR")
    opening.add_argument("--certificate", type=Path, default=None, metavar="PEM")
    new_key = command("new-key", run_new_key, tr("tạo cặp khóa cho nơi nhận"))
    new_key.add_argument("--to", type=Path, required=True, metavar="DIR")
    recipient = command("recipient", run_recipient, tr("xem hoặc thêm nơi nhận"))
    recipient.add_argument("--add", default=None, metavar="FILE|age1…")
    recipient.add_argument("--name", default=None, metavar=tr("TÊN"))
    command("list", run_list, tr("các lô đã xuất"))
    batch_trust.add_commands(command)
    batch_calls.add_commands(command)


def run_export(args: argparse.Namespace, context: CliContext) -> int:
    """Export what was chosen; exit code 1 when one of several places could not take it."""
    sent = context.services().sending.send(
        args.to, actor=ACTOR, choice=batch_choice.chosen(args, context)
    )
    report = sent.export
    sheet = report.handover_pdf
    data = {
        "path": str(report.path),
        "station": report.station,
        "sequence": report.sequence,
        "records": report.records,
        "size": report.size,
        "file_sha256": report.file_sha256,
        "payload_sha256": report.payload_sha256,
        "certificate_sha256": report.fingerprint,
        "recipients": list(report.recipients),
        "practice": report.practice,
        "was_begun": report.was_begun,
        "handover_pdf": str(sheet) if sheet else None,
        "left_out": [
            {"receipt_number": record.receipt_number, "missing": record.missing}
            for record in report.left_out
        ],
        "copies": [str(copy.path) for copy in sent.copies],
        "troubles": [
            {"folder": str(folder), "code": error.code, "message": error.title}
            for folder, error in sent.troubles
        ],
    }
    text = tr("Đã xuất {records} hồ sơ vào “{file}”.\nSHA-256 {digest}").format(
        records=report.records, file=report.path, digest=report.file_sha256
    )
    if report.was_begun:
        text += "\n" + tr("Đây là lô ghi dở lần trước, đúng nội dung và số lúc đó.")
    if report.left_out:
        text += "\n" + tr("Còn {count} hồ sơ hỏng ảnh, chữ ký hoặc giấy ở lại: {numbers}").format(
            count=len(report.left_out),
            numbers=", ".join(record.receipt_number for record in report.left_out),
        )
    for copy in sent.copies:
        text += "\n" + tr("Đã chép và đọc lại đúng: “{file}”").format(file=copy.path)
    context.emit(data, text)
    for _, error in sent.troubles:
        print(f"{error.title} {error.advice} [{error.code}]", file=sys.stderr)
    return MUST_ACT if sent.troubles else OK


def run_verify(args: argparse.Namespace, context: CliContext) -> int:
    """Check a file; exit code 1 when it is not what its station sent."""
    report = verify_file(args.file, trusted_certificate=_certificate(args.certificate))
    data = {
        "valid": report.valid,
        "reasons": [reason.value for reason in report.reasons],
        "messages": list(report.texts),
        "station": report.station,
        "commune_code": report.commune_code,
        "sequence": report.sequence,
        "records": report.records,
        "format": report.format,
        "practice": report.practice,
        "exported_at": report.exported_at.isoformat() if report.exported_at else None,
        "certificate_sha256": report.fingerprint,
        "file_sha256": report.file_sha256,
    }
    if report.valid and report.exported_at is not None:
        text = tr("Lô nguyên vẹn: quầy {station}, số {number}, {records} hồ sơ, {date}.").format(
            station=report.station,
            number=report.sequence,
            records=report.records,
            date=f"{local(report.exported_at):%d/%m/%Y %H:%M}",
        )
        text += "\n" + tr("Dấu chứng thư, đối chiếu với biên bản bàn giao: {print}").format(
            print=report.fingerprint
        )
    else:
        text = tr("Không dùng lô này.") + "\n" + "\n".join(report.texts)
    context.emit(data, text)
    return OK if report.valid else MUST_ACT


def run_open(args: argparse.Namespace, context: CliContext) -> int:
    """Decrypt a file into a folder."""
    report = open_file(
        args.file, args.key, args.to, trusted_certificate=_certificate(args.certificate)
    )
    data = {
        "folder": str(report.folder),
        "station": report.station,
        "sequence": report.sequence,
        "records": report.records,
        "photos": report.photos,
        "signatures": report.signatures,
        "practice": report.practice,
        "certificate_sha256": report.fingerprint,
        "record_files": [str(path) for path in report.record_files],
    }
    text = tr("Đã mở {records} hồ sơ, {photos} ảnh vào “{folder}”.").format(
        records=report.records, photos=report.photos, folder=report.folder
    )
    context.emit(data, text)
    return OK


def run_new_key(args: argparse.Namespace, context: CliContext) -> int:
    """Make an age key pair for the receiving side; never replaces one."""
    secret, public = args.to / SECRET_FILE, args.to / PUBLIC_FILE
    for path in (secret, public):
        if path.exists():
            raise InputFileError(
                tr("Tệp “{file}” đã có sẵn.").format(file=path),
                tr("Chọn thư mục khác; khóa cũ mất đi thì không mở lại được các lô cũ."),
            )
    identity = new_identity()
    write_whole(secret, f"# public key: {identity.public}\n{identity.secret}\n".encode())
    write_whole(public, f"{identity.public}\n".encode())
    text = tr(
        "Khóa bí mật: “{secret}”. Cất kỹ, không gửi đi.\n"
        "Khóa công khai: “{public}”. Gửi tệp này cho các quầy."
    ).format(secret=secret, public=public)
    context.emit(
        {
            "secret_file": str(secret),
            "public_file": str(public),
            "public_key": identity.public,
        },
        text,
    )
    return OK


def run_recipient(args: argparse.Namespace, context: CliContext) -> int:
    """Add somebody who can open the batches, or list them."""
    security = context.services().security
    if args.add is not None:
        path = Path(args.add)
        key = read_public_key(path) if path.is_file() else args.add
        name = args.name or path.stem if path.is_file() else args.name or ""
        security.add_recipient(name, key, actor=ACTOR)
    rows = [{"name": row.name, "public_key": row.public_key} for row in security.recipients()]
    text = "\n".join(f"{row['public_key']}  {row['name']}" for row in rows)
    context.emit({"recipients": rows}, text or tr("Chưa có nơi nhận nào."))
    return OK


def run_list(args: argparse.Namespace, context: CliContext) -> int:
    """List the batches that left, newest first."""
    del args
    rows = []
    lines = context.services().batch.list_batches()
    for line in lines:
        row = asdict(line)
        row.update(
            id=str(line.id),
            exported_at=line.exported_at.isoformat(),
            answered_at=line.answered_at.isoformat() if line.answered_at else None,
            recipients=list(line.recipients),
            state=line.state.value,
            choice=batch_choice.as_data(line.choice) if line.choice else None,
        )
        rows.append(row)
    text = "\n".join(
        tr("{file}  {records} hồ sơ{choice}  {date}  {state}").format(
            file=line.file_name,
            records=line.records,
            choice=f" ({batch_choice.choice_words(line.choice)})" if line.choice else "",
            date=f"{local(line.exported_at):%d/%m/%Y %H:%M}",
            state=batch_choice.state_words(line),
        )
        for line in lines
    )
    context.emit({"batches": rows}, text or tr("Chưa xuất lô nào."))
    return OK


def _certificate(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise InputFileError(
            tr("Không đọc được chứng thư “{file}”.").format(file=path),
            tr("Chọn tệp station.pem của quầy."),
        ) from error
