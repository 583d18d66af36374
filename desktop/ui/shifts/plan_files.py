"""A week of the plan goes to the printer; the weeks from it on go into a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.shifts.plan import words
from desktop.ui.context import UiContext
from desktop.ui.widgets.file_question import ask_for_file

OnError = Callable[[UserFacingError], object]


def print_week(context: UiContext, monday: date, on_error: OnError) -> None:
    """Print one week, a sheet for the wall."""
    services, actor = context.services, context.actor

    def run(work: Work) -> date:
        del work
        pdf = services.shifts.plan_papers.pdf(monday, actor=actor)
        services.printer().print_pdf(pdf, title=f"lich-truc-{monday:%d-%m-%Y}", copies=1)
        return monday

    def printed(done: date) -> None:
        said = tr("Đã gửi lịch trực ra máy in: {week}.").format(week=words.week_words(done))
        context.feedback.toast(said)

    context.tasks.run_long(run, printed, on_error)


def choose_and_save(parent: QWidget, context: UiContext, monday: date, on_error: OnError) -> None:
    """Ask where to, then write the weeks from this one to the last that is planned."""
    path = ask_for_file(
        parent, tr("Xuất lịch trực"), f"lich-truc-{monday:%d-%m-%Y}.xlsx", tr("Excel (*.xlsx)")
    )
    if path is not None:
        save_weeks(context, monday, path.with_suffix(".xlsx"), on_error)


def save_weeks(context: UiContext, monday: date, target: Path, on_error: OnError) -> None:
    """Write the weeks from one on to the last that is planned."""
    services, actor = context.services, context.actor

    def run(work: Work) -> int:
        del work
        weeks = services.shifts.plan.reach(monday)
        write_whole(target, services.shifts.plan_papers.workbook(monday, weeks, actor=actor))
        return weeks

    def written(weeks: int) -> None:
        said = tr("Đã xuất {n} tuần ra {file}.").format(n=weeks, file=target.name)
        context.feedback.toast(said)

    context.tasks.run_long(run, written, on_error)
