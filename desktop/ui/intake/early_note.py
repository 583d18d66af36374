"""A word at the counter when somebody's cell has not come to its intake yet; nobody is stopped."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from desktop.campaign.phases.views import EarlyCell
from desktop.campaign.phases.words import obstacles_words
from desktop.common.i18n import tr
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.inline_bar import BarArea

KEY = "early"
"""Key of the bar."""


def ask_early(context: UiContext, bars: BarArea, application_id: UUID) -> Task:
    """Look whether the cell of a record was opened for the intake, and say so when it was not."""
    read = partial(context.services.phases.early, application_id)
    return context.tasks.query(read, partial(_show, bars))


def _show(bars: BarArea, cell: EarlyCell | None) -> None:
    bars.clear(KEY)
    if cell is None:
        return
    title = tr("{cell} chưa tới lượt thu nhận.").format(cell=cell.name)
    said = tr("Vẫn làm được cho người này; báo phụ trách ca biết.")
    if waits := obstacles_words(cell.obstacles):
        said = tr("Rà soát: {waits}. {said}").format(waits=waits, said=said)
    bars.show_message(Message("warn", title, said, key=KEY))
