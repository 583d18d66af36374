"""What a page of the provincial desk is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.context import Navigator
from desktop.ui.feedback import Feedback
from desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from desktop.province.desk import Desk


@dataclass(frozen=True)
class ProvinceContext:
    """What a page may use.

    Attributes:
        desk: all use cases of the desk.
        tasks: the only way to leave the GUI thread.
        feedback: the only channel to the person.
        navigator: the way to other pages.
        actor: who sits here, for the audit trail.
    """

    desk: Desk
    tasks: TaskRunner
    feedback: Feedback
    navigator: Navigator
    actor: str
