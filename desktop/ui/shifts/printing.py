"""The closing page of a shift goes to the printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.shifts.views import ShiftView
from desktop.ui.context import UiContext


def print_page(
    context: UiContext, shift: ShiftView, on_error: Callable[[UserFacingError], object]
) -> None:
    """Print the page of a closed shift, or of the open one as it stands now."""
    services, number = context.services, shift.number
    papers = services.shifts.papers
    make = papers.preview
    if shift.closed_at is not None:
        make = partial(papers.closing_page, number, actor=context.actor)

    def run(work: Work) -> int:
        del work
        services.printer().print_pdf(make(), title=f"chot-ca-{number}", copies=1)
        return number

    def printed(done: int) -> None:
        words = tr("Đã gửi biên bản ca số {number} ra máy in.").format(number=done)
        context.feedback.toast(words)

    context.tasks.run_long(run, printed, on_error)
