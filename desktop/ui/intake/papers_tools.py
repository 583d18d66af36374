"""What can be done with one page or paper: turn, another look, up, down, away, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar
from uuid import UUID

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.intake.attachments.views import PageView
from desktop.photo.paper_views import Corners, Treatment
from desktop.ui.context import UiContext
from desktop.ui.intake import papers_work as work
from desktop.ui.intake.papers_leaves import Item, name_of
from desktop.ui.intake.papers_side import PageTools

T = TypeVar("T")


class PapersHost(Protocol):
    """What the tools need of their page."""

    context: UiContext

    @property
    def id(self) -> UUID:
        """The application."""
        ...

    @property
    def item(self) -> Item | None:
        """The chosen page or paper."""
        ...

    def change(self, change: Callable[[], T], done: Callable[[T], object]) -> None:
        """Change something and hand on what became of it."""
        ...

    def trouble(self, error: UserFacingError) -> None:
        """Say what went wrong."""
        ...

    def show_after(self, opened: work.Opened, *, removed: bool = False) -> None:
        """Show what lies with the application now."""
        ...


class PapersTools:
    """Connects the tools with the services."""

    def __init__(self, host: PapersHost, tools: PageTools) -> None:
        self._host = host
        tools.turn.clicked.connect(self._turn)
        tools.look.clicked.connect(self._look)
        tools.up.clicked.connect(partial(self._move, -1))
        tools.down.clicked.connect(partial(self._move, 1))
        tools.remove.clicked.connect(self._remove)

    def set_corners(self, editable: work.Editable, corners: Corners) -> None:
        """Make a page with other corners, given as shares of width and height."""
        wide, high = editable.image.width(), editable.image.height()
        tl, tr_, br, bl = ((x * wide, y * high) for x, y in corners)
        treatment = replace(editable.page.treatment, corners=(tl, tr_, br, bl))
        self._treat(editable.page, treatment)

    def _turn(self) -> None:
        if isinstance(page := self._host.item, PageView):
            before = page.treatment
            self._treat(page, replace(before, turns=(before.turns + 1) % 4))

    def _look(self) -> None:
        if isinstance(page := self._host.item, PageView):
            before = page.treatment
            self._treat(page, replace(before, look=work.next_look(before.look)))

    def _treat(self, page: PageView, to: Treatment) -> None:
        host = self._host
        context = host.context
        change = partial(work.treat, context.services, host.id, page, to, context.actor)
        host.change(change, host.show_after)

    def _move(self, by: int) -> None:
        host = self._host
        if isinstance(page := host.item, PageView):
            context = host.context
            change = partial(work.move, context.services, host.id, page, by, context.actor)
            host.change(change, host.show_after)

    def _remove(self) -> None:
        host, item = self._host, self._host.item
        if item is not None:
            change = partial(work.remove, host.context.services, host.id, item, host.context.actor)
            host.change(change, self._gone)

    def _gone(self, removed: work.Removed) -> None:
        host = self._host
        host.show_after(removed.opened, removed=True)
        text = tr("Đã bỏ {name}.").format(name=name_of(removed.item))
        host.context.feedback.toast(text, on_undo=partial(self._undo, removed))

    def _undo(self, removed: work.Removed) -> None:
        """Put back what was taken away, also when another page is open by now."""
        host = self._host
        services, actor = host.context.services, host.context.actor
        change = partial(work.put_back, services, removed, actor)
        host.context.tasks.change(change, host.show_after, host.trouble)
