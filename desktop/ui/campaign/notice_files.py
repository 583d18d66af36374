"""The list that notifies home units goes into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.context import UiContext

OnError = Callable[[UserFacingError], object]


def choose_and_save(parent: QWidget, context: UiContext, on_error: OnError) -> None:
    """Ask where to, then write the list: papers or a table, by the name's ending."""
    name, chosen = QFileDialog.getSaveFileName(
        parent,
        tr("Danh sách báo nơi sinh hoạt"),
        str(Path.home() / "bao-noi-sinh-hoat.pdf"),
        tr("Giấy cho từng nơi (*.pdf);;Excel (*.xlsx)"),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    if name:
        path = Path(name)
        if path.suffix.lower() not in {".pdf", ".xlsx"}:
            path = path.with_suffix(".xlsx" if "xlsx" in chosen else ".pdf")
        save_notices(context, path, on_error)


def save_notices(context: UiContext, target: Path, on_error: OnError) -> None:
    """Write the list."""
    services, actor = context.services, context.actor

    def run(work: Work) -> tuple[int, int]:
        del work
        return services.notices.write(target, actor=actor)

    def written(done: tuple[int, int]) -> None:
        said = tr("Đã ghi {people} người của {units} nơi vào {file}.")
        context.feedback.toast(said.format(people=done[0], units=done[1], file=target.name))

    context.tasks.run_long(run, written, on_error)
