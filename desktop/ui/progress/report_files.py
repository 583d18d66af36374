"""The evening report and the names leave the program: files, printer, a message to paste."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.progress.remaining.views import RemainingList
from desktop.progress.views import ProgressReport
from desktop.progress.words import message
from desktop.ui.context import UiContext

OnError = Callable[[UserFacingError], object]


def copy_message(report: ProgressReport) -> None:
    """Put the report as a short text where it can be pasted from."""
    QGuiApplication.clipboard().setText(message(report))


def save_evening(
    context: UiContext, report: ProgressReport, target: Path, on_error: OnError
) -> None:
    """Write the report as PDF and as Excel beside it, and copy the message.

    Args:
        context: what a page may use.
        report: whose numbers all three carry.
        target: name of the PDF; the workbook has the same name.
        on_error: told when a file cannot be written.
    """
    papers, actor = context.services.progress_papers, context.actor
    files = [target.with_suffix(".pdf"), target.with_suffix(".xlsx")]

    def run(work: Work) -> None:
        del work
        for file in files:
            papers.write(report, file, actor=actor)

    def written(_: None) -> None:
        copy_message(report)
        said = tr("Đã ghi {pdf} và {excel}; tin nhắn đã chép sẵn.")
        context.feedback.toast(said.format(pdf=files[0].name, excel=files[1].name))

    context.tasks.run_long(run, written, on_error)


def print_evening(context: UiContext, report: ProgressReport, on_error: OnError) -> None:
    """Print the report, one page A4."""
    make = partial(context.services.progress_papers.pdf, report, actor=context.actor)
    title = f"tien-do-{report.as_of:%d-%m-%Y}"
    _print(context, make, title, tr("Đã gửi báo cáo ra máy in."), on_error)


def save_names(context: UiContext, found: RemainingList, target: Path, on_error: OnError) -> None:
    """Write the names; the ending of the name says how."""
    papers, actor = context.services.remaining_papers, context.actor
    file = target if target.suffix in {".pdf", ".xlsx"} else target.with_suffix(".pdf")

    def run(work: Work) -> None:
        del work
        papers.write(found, file, actor=actor)

    def written(_: None) -> None:
        context.feedback.toast(tr("Đã ghi danh sách vào {file}.").format(file=file.name))

    context.tasks.run_long(run, written, on_error)


def print_names(context: UiContext, found: RemainingList, on_error: OnError) -> None:
    """Print the names."""
    make = partial(context.services.remaining_papers.pdf, found, actor=context.actor)
    title = f"chua-thu-nhan-{found.report.as_of:%d-%m-%Y}"
    _print(context, make, title, tr("Đã gửi danh sách ra máy in."), on_error)


def _print(
    context: UiContext, make: Callable[[], bytes], title: str, said: str, on_error: OnError
) -> None:
    services = context.services

    def run(work: Work) -> None:
        del work
        services.printer().print_pdf(make(), title=title, copies=1)

    def printed(_: None) -> None:
        context.feedback.toast(said)

    context.tasks.run_long(run, printed, on_error)
