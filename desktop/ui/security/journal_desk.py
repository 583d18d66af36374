"""What the page of the audit trail needs, from a counter and from a provincial desk alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.security.access.permissions import Permission
from desktop.ui.context import Navigator, UiContext
from desktop.ui.feedback import Feedback
from desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from desktop.common.clock import Clock
    from desktop.security.journal.service import JournalService
    from desktop.security.trail.service import TrailService


@dataclass(frozen=True)
class Trail:
    """One trail: what proves it, what reads it.

    Attributes:
        name: for a choice between several; "" for the only one.
    """

    name: str
    proof: TrailService
    journal: JournalService


@dataclass(frozen=True)
class JournalDesk:
    """What the page may use.

    Attributes:
        trails: at a counter one; a provincial desk with a server has its own beside the shared.
        may_export: whether the viewer's role includes files of the trail.
    """

    trails: tuple[Trail, ...]
    clock: Clock
    tasks: TaskRunner
    feedback: Feedback
    navigator: Navigator
    actor: str
    may_export: bool

    @classmethod
    def of_counter(cls, context: UiContext) -> JournalDesk:
        """Return what a counter gives."""
        services = context.services
        return cls(
            trails=(Trail("", services.trail, services.journal),),
            clock=services.clock,
            tasks=context.tasks,
            feedback=context.feedback,
            navigator=context.navigator,
            actor=context.actor,
            may_export=services.login.seat.may(Permission.AUDIT_EXPORT),
        )
