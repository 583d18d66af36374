"""The slip of a number, sent to the printer in the background."""

from __future__ import annotations

from collections.abc import Callable

from desktop.campaign.queue.views import Ticket
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.context import UiContext


def print_slip(
    context: UiContext, ticket: Ticket, failed: Callable[[UserFacingError], object]
) -> None:
    """Print a slip and say so.

    Args:
        context: what the page may use.
        ticket: whose slip.
        failed: is told when there is no printer, or nobody waits with this number any more.
    """
    services = context.services

    def run(work: Work) -> None:
        del work
        pdf = services.queue.slip(ticket.id)
        services.printer().print_pdf(pdf, title=f"so-{ticket.number}", copies=1)

    def printed(_: object) -> None:
        context.feedback.toast(tr("Đã gửi phiếu số {n} ra máy in.").format(n=ticket.number))

    context.tasks.run_long(run, printed, failed)
