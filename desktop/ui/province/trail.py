"""The audit trail of a provincial desk: beside the records, and that of this machine's profile."""

from __future__ import annotations

from desktop.common.clock import SystemClock
from desktop.common.i18n import tr
from desktop.ui.province.context import ProvinceContext
from desktop.ui.security.journal_desk import JournalDesk, Trail


def journal_desk(context: ProvinceContext) -> JournalDesk:
    """Return what the page of the trail may use at a provincial desk."""
    desk = context.desk
    shared = Trail(tr("Dữ liệu chung"), desk.trail, desk.journal)
    own = Trail(tr("Máy này"), desk.own_trail, desk.own_journal)
    return JournalDesk(
        trails=(shared, own) if desk.data is not desk.profile else (shared,),
        clock=SystemClock(),
        tasks=context.tasks,
        feedback=context.feedback,
        navigator=context.navigator,
        actor=context.actor,
        may_export=True,
    )
