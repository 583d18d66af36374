"""The hand-over sheet of a batch goes to the printer; a batch file is checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.batch.views import VerifyReport
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.context import UiContext


def print_sheet(
    context: UiContext,
    batch_id: UUID,
    file_name: str,
    on_error: Callable[[UserFacingError], object],
) -> None:
    """Print the sheet with names, two copies: one stays, one goes with the batch."""
    services = context.services

    def run(work: Work) -> str:
        del work
        pdf = services.handover.sheet(batch_id, with_names=True)
        sequence = services.board.batch(batch_id).batch.sequence
        services.printer().print_pdf(pdf, title=f"ban-giao-{sequence}", copies=2)
        return file_name

    def printed(name: str) -> None:
        words = tr("Đã gửi biên bản bàn giao của {name} ra máy in.").format(name=name)
        context.feedback.toast(words)

    context.tasks.run_long(run, printed, on_error)


def check_file(
    context: UiContext,
    path: Path,
    on_done: Callable[[tuple[str, VerifyReport]], object],
    on_error: Callable[[UserFacingError], object],
) -> None:
    """Check a batch file; one that bears this station's code must be signed by a key of it."""
    services = context.services

    def run(work: Work) -> tuple[str, VerifyReport]:
        own = services.security.station().certificate_pem
        trusted = own if services.info.station_code in path.name else None
        report = services.batch.verify_file(path, trusted_certificate=trusted, work=work)
        if trusted and report.fingerprint in services.trust.former():
            report = services.batch.verify_file(path, work=work)  # it left before the key changed
        return path.name, report

    context.tasks.run_long(run, on_done, on_error)


def ask_for_batch(parent: QWidget, folder: str) -> Path | None:
    """Ask which batch file is meant, None when nobody chose one."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        tr("Kiểm tra tệp"),
        folder,
        tr("Lô hồ sơ (*.qtn)"),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    return Path(name) if name else None
