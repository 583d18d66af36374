"""The papers of cells leave the program: to the printer, or as files in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.context import UiContext

OnError = Callable[[UserFacingError], object]


def print_cell(context: UiContext, cell: str, name: str, on_error: OnError) -> None:
    """Print the papers of one cell, each as a job of its own."""
    services = context.services

    def run(work: Work) -> int:
        del work
        made = services.schedule_papers.pdfs(cell, actor=context.actor)
        printer = services.printer()
        for title, pdf in made.items():
            printer.print_pdf(pdf, title=title, copies=1)
        return len(made)

    def printed(papers: int) -> None:
        words = tr("Đã gửi {n} giấy tờ của {cell} ra máy in.")
        context.feedback.toast(words.format(n=papers, cell=name))

    context.tasks.run_long(run, printed, on_error)


def save_cells(
    context: UiContext, parent: QWidget, cells: Sequence[str], on_error: OnError
) -> None:
    """Ask for a folder and write the papers of some cells there."""
    chosen = QFileDialog.getExistingDirectory(
        parent,
        tr("Thư mục ghi giấy tờ của chi bộ"),
        str(Path.home()),
        options=QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
    )
    if not chosen:
        return
    folder = Path(chosen)

    def run(work: Work) -> list[Path]:
        papers = context.services.schedule_papers
        return papers.write(cells, folder, work, actor=context.actor)

    def written(files: list[Path]) -> None:
        words = tr("Đã ghi {n} tệp vào {folder}.")
        context.feedback.toast(words.format(n=len(files), folder=folder.name))

    context.tasks.run_long(run, written, on_error)
