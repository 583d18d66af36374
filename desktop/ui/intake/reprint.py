"""Printing from lists: off the GUI thread, beside the writer, so that no save waits for paper."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from desktop.common.work import Work
from desktop.intake.views import PrintResult
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task


def print_waiting(context: UiContext, on_done: Callable[[tuple[PrintResult, ...]], object]) -> Task:
    """Print all orders that wait; stops at the first that fails, the rest stays waiting."""
    services, actor = context.services, context.actor

    def run(work: Work) -> tuple[PrintResult, ...]:
        printer, results = services.printer(), []
        waiting = services.printing.waiting()
        for number, job in enumerate(waiting):
            work.report(number, len(waiting))
            results.append(services.printing.print_job(job, printer, actor=actor))
            if not results[-1].printed:
                break
        return tuple(results)

    return context.tasks.run_long(run, on_done)


def reprint(
    context: UiContext, application_id: UUID, on_done: Callable[[PrintResult], object]
) -> Task:
    """Order a receipt once more and print it; the copy is counted."""
    services, actor = context.services, context.actor

    def run(work: Work) -> PrintResult:
        del work
        job = services.printing.reprint(application_id, actor=actor)
        return services.printing.print_job(job, services.printer(), actor=actor)

    return context.tasks.run_long(run, on_done)
