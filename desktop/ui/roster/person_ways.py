"""Buttons that lead from the person on the screen to what is done about them on other pages."""

from __future__ import annotations

from collections.abc import Callable

from desktop.campaign.tasks.views import About
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.roster.person_file import PersonFile
from desktop.ui.widgets.buttons import OutlineButton

Whose = Callable[[], PersonFile | None]
"""Gives the person on the screen, None for nobody."""


class CannotComeButton(OutlineButton):
    """Marks that somebody cannot come to the counter, on the page that plans visits."""

    def __init__(self, context: UiContext, whose: Whose) -> None:
        super().__init__(tr("Không đến được"), key="F6")
        self._show, self._whose = context.navigator.show, whose
        context.forbid(Permission.RECORD_SET_ASIDE, self)
        self.clicked.connect(self._mark)

    def _mark(self) -> None:
        if (file := self._whose()) is not None:
            self._show(PageName.VISIT_PLAN, member_id=file.member_id)


class GiveTaskButton(OutlineButton):
    """Begins a task about somebody, on the page of tasks."""

    def __init__(self, context: UiContext, whose: Whose) -> None:
        super().__init__(tr("Giao việc"), key="Ctrl+J", small=True)
        self._show, self._whose = context.navigator.show, whose
        context.forbid(Permission.RECORD_TAKE, self)
        self.clicked.connect(self._begin)

    def _begin(self) -> None:
        if (file := self._whose()) is not None:
            about = About(member_id=file.member_id, words=file.full_name)
            self._show(PageName.TASKS, about=about)
