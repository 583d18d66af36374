"""The list of everybody follows what another counter does, however long it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.roster.views import ListQuery
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.roster.people_table import PeopleTable

_Place = tuple[ListQuery, int, int | None]
"""A question, how many it finds now, and in which row whoever is selected stands."""


class PeopleFollowing(QObject):
    """Reads the rows in sight again; when somebody came, left or moved, the question is asked anew.

    Args:
        context: what the page may use.
        people: the list.
        ask: asks the question of the page anew, and stays with whoever is selected.
        parent: owner.
    """

    def __init__(
        self, context: UiContext, people: PeopleTable, ask: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._people, self._ask = context, people, ask
        self._query: ListQuery | None = None

    def look(self, query: ListQuery | None) -> None:
        """Find out what changed in the answer to a question."""
        self._query = query
        current = self._people.current()
        if query is not None and not self._people.is_empty:
            kept = current.person.member_id if current else None
            find = partial(_place_of, self._context.services, query, kept)
            self._context.tasks.query(find, self._found)

    def _found(self, place: _Place) -> None:
        query, total, row = place
        if query is not self._query or not self._people.isVisible():
            return
        table = self._people.table
        if total == table.count and row in {None, table.currentIndex().row()}:
            table.renew()
        else:
            self._ask()


def _place_of(services: Services, query: ListQuery, kept: UUID | None) -> _Place:
    row = services.roster.list_row_of(query, kept) if kept else None
    return query, services.roster.list_count(query), row
