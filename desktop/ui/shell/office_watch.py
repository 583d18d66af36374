"""On a server that several counters share: holds whoever is open here, and follows the others.

A counter on its own never asks anything. The look is short (`ChangesService.look`) and runs in a
worker; a page is told only that somebody else changed something, and reads anew what it shows.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.common.errors import UserFacingError
from desktop.intake.changes.words import trouble_of
from desktop.intake.leases.errors import HeldElsewhereError
from desktop.intake.leases.rules import RENEWED_EVERY
from desktop.ui.context import PageName
from desktop.ui.feedback import Message, Tone
from desktop.ui.shell import desk_clock
from desktop.ui.shell.routes import STEP_OF
from desktop.ui.tasks import Task, TaskRunner

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from datetime import datetime

    from desktop.intake.changes.views import Look
    from desktop.intake.leases.views import Holder
    from desktop.ui.context import UiContext

_BAR = "office"
LOOK_EVERY_MS = 2_000
AWAY_AFTER = 3
"""Looks in a row that nobody answered: a blink of the network is nobody's trouble."""
_LOOKS_PER_RENEWAL = round(RENEWED_EVERY.total_seconds() * 1000 / LOOK_EVERY_MS)


class Desk(desk_clock.Desk, Protocol):
    """What is asked of the desk besides."""

    is_locked: bool

    def recount(self) -> None:
        """Show the numbers on the tabs anew."""
        ...


class OfficeWatch(QObject):
    """One counter among several; silent where there is only one.

    Args:
        tasks: the way off the GUI thread.
        desk: who sits here and where they are.
        parent: owner.

    Signals:
        gone (datetime): the server has not answered for some looks, since then.
        back: it answers again.
    """

    gone = Signal(object)
    back = Signal()

    def __init__(self, tasks: TaskRunner, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._desk = tasks, desk
        self._unanswered = 0
        self._gone_since: datetime | None = None
        self._open: UUID | None = None
        self._person: UUID | None = None
        self._seen: Look | None = None
        self._asked: Task | None = None
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def _context(self) -> UiContext | None:
        """The context where several counters share the list, else None."""
        context = self._desk.context
        return context if context is not None and context.services.changes.is_shared else None

    # ------------------------------------------------------------ whoever is open here

    def follow(self, name: PageName, payload: dict[str, Any], *, beside: bool) -> None:
        """A page was opened: hold the person it is about, give free whoever was put aside.

        Args:
            name: the page.
            payload: what it was entered with.
            beside: whether the open file stays open behind it.
        """
        context = self._context
        if context is None:
            return
        if not self._timer.isActive():
            self._timer.start()
        if beside:
            return
        inside = STEP_OF.get(name) is not None
        key = (payload.get("application_id") or payload.get("member_id")) if inside else None
        before, self._open = self._open, key
        if key is None and before is None:
            return
        self._person = None
        turn = partial(context.services.leases.turn_to, key, before=before, actor=context.actor)
        self._tasks.change(turn, self._held, self._not_held)

    def _held(self, person: UUID | None) -> None:
        self._person = person

    def _not_held(self, error: UserFacingError) -> None:
        """Somebody else has the person; without the server each page says so by itself."""
        if isinstance(error, HeldElsewhereError):
            self._lose(error.holder)

    def _lose(self, holder: Holder) -> None:
        self._open = self._person = None
        if not self._desk.is_locked:
            self._desk.navigation.show(PageName.HELD, holder=holder)

    def _renew(self, context: UiContext) -> None:
        self._looks += 1
        if self._open is not None and self._looks % _LOOKS_PER_RENEWAL == 0:
            renew = partial(context.services.leases.renew, self._open, actor=context.actor)
            self._tasks.query(renew, None, self._not_held)

    # ------------------------------------------------------------ what others do

    def look(self) -> None:
        """Look at the store once, unless the look before is still on its way."""
        context = self._context
        if context is None or (self._asked is not None and not self._asked.is_finished):
            return
        self._renew(context)
        self._asked = self._tasks.query(context.services.changes.look, self._compare, self._away)

    def _compare(self, look: Look) -> None:
        if self._gone_since is not None:
            was_gone, self._unanswered = self.is_gone, 0
            self._gone_since = None
            if was_gone:
                self.back.emit()
        if self._desk.is_locked:
            return  # whoever comes back sees the change with the next look
        before, self._seen = self._seen, look
        self._warn(look)
        if self._person is not None and self._person in look.held:
            self._lose(look.held[self._person])
        elif before != look:  # the first look too: the page may be older than it
            page = self._desk.navigation.page
            if page is not None:
                page.follow()
            self._desk.recount()

    def _warn(self, look: Look) -> None:
        """Say on the open page that the clocks are apart or the server was brought up to date."""
        trouble, page = trouble_of(look), self._desk.navigation.page
        if page is None:
            return
        if trouble is None:
            page.bars.clear(_BAR)
        elif not any(bar.message.title == trouble.title for bar in page.bars.bars):
            tone: Tone = "bad" if trouble.stops else "warn"
            said = Message(tone, trouble.title, trouble.advice, key=_BAR, code=trouble.code)
            page.bars.show_message(said)

    @property
    def is_gone(self) -> bool:
        """Whether the server has not answered for some looks."""
        return self._unanswered >= AWAY_AFTER

    def _away(self, error: UserFacingError) -> None:
        """Tell after some looks; whether it is gone or refuses us is found out by who is told."""
        del error
        context = self._context
        if context is None:
            return
        self._gone_since = self._gone_since or context.services.clock.now()
        self._unanswered += 1
        if self._unanswered == AWAY_AFTER:
            self.gone.emit(self._gone_since)

    def stop(self) -> None:
        """Look no more and give free whoever is open: the store is closed."""
        self._timer.stop()
        if self._asked is not None:
            self._asked.cancel()
        context = self._context
        if context is not None and self._open is not None and not self.is_gone:
            free = partial(context.services.leases.give_free, self._open)
            self._tasks.change(free, None, self._not_held)
        self._open = self._person = self._seen = self._asked = None
        self._unanswered, self._gone_since = 0, None
