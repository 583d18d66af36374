"""What the pages of steps 3 to 5 have in common: one application, late answers, the way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message, Tone
from desktop.ui.intake.autosave import ask_after_writing
from desktop.ui.intake.mending import last_words
from desktop.ui.tasks import Task
from desktop.ui.widgets.page import Page

T = TypeVar("T")


class StepPage(Page):
    """A page about one application.

    Answers to questions asked on an earlier visit never arrive: leaving cancels them. Changes
    are never cancelled; `is_here` tells whether their page is still open.
    """

    def __init__(self, context: UiContext, title: str = "") -> None:
        super().__init__(title)
        self.context = context
        self.application_id: UUID | None = None
        self.is_here = False
        self.from_check = False
        self._asked: list[Task] = []
        self._working = False

    def enter(self, **payload: Any) -> None:
        """Come with `application_id`; `again=True` comes from the check page and returns there."""
        super().enter()
        self.application_id = payload["application_id"]
        self.from_check = bool(payload.get("again"))
        self.is_here = True
        self._working = False
        self.bars.clear()
        self.action_bar.show_saved("")
        self.ask(partial(last_words, self.context.services, self.id), self._show_words)

    def _show_words(self, message: Message | None) -> None:
        if message is not None:
            self.bars.show_message(message)

    def leave(self) -> None:
        """Leave: forget what was asked."""
        super().leave()
        self.is_here = False
        for task in self._asked:
            task.cancel()
        self._asked.clear()

    @property
    def id(self) -> UUID:
        """The application on the page."""
        assert self.application_id is not None
        return self.application_id

    def ask(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[UserFacingError], object] | None = None,
    ) -> Task:
        """Read something, after all that is being written; the answer comes only on this visit."""
        self._asked = [task for task in self._asked if not task.is_finished]
        task = ask_after_writing(self.context, fn, on_done, on_error or self.trouble)
        self._asked.append(task)
        return task

    def begin(self) -> bool:
        """Mark that a step is being saved; return False when one already is."""
        if self._working:
            return False
        self._working = True
        return True

    def keep(self, change: Callable[[], object], then: PageName) -> None:
        """Save this step once, then go on; a second press while it is saved does nothing."""
        if self.begin():
            done = partial(_then, self.id, change, then)
            self.context.tasks.change(done, self._kept, self.trouble)

    def _kept(self, result: tuple[UUID, PageName]) -> None:
        if self.is_here and result[0] == self.application_id:
            self.go_on_to(result[1])

    def trouble(self, error: UserFacingError) -> None:
        """Say what went wrong; everything on the page stays."""
        self._working = False
        if self.is_here:
            self.say("bad", error.title, error.advice, key="trouble")
        else:
            self.context.feedback.error(error)

    def say(self, tone: Tone, title: str, text: str = "", *, key: str) -> None:
        """Show a bar on this page."""
        self.bars.show_message(Message(tone, title, text, key=key))

    def show_saved_at(self, moment: datetime) -> None:
        """Say when the store last took a change."""
        self.action_bar.show_saved(f"{local(moment):%H:%M:%S}")

    def go_on_to(self, page: PageName) -> None:
        """Go to another step, or back to the check page if that is where one came from."""
        target = PageName.CHECK if self.from_check else page
        self.context.navigator.show(target, application_id=self.id)

    def later(self) -> None:
        """Put the application aside; its draft stays."""
        self.context.navigator.show(PageName.FIND)
        self.context.feedback.toast(tr("Hồ sơ đã giữ ở mục Dở dang."))


def _then(
    application_id: UUID, change: Callable[[], object], then: PageName
) -> tuple[UUID, PageName]:
    change()
    return application_id, then
