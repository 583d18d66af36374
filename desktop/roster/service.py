"""What an operator can do with the commune's list; one method per verb."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean, only_digits
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster import store
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.errors import (
    IncompletePersonError,
    MemberUnknownError,
)
from desktop.roster.finding.lookup import Lookup
from desktop.roster.finding.views import ListChoices, ListPage, ListQuery
from desktop.roster.person import view_of
from desktop.roster.rules import APART
from desktop.roster.views import (
    NearMatch,
    PersonRow,
    PersonView,
    PreviewRow,
    RosterCounts,
    SearchResult,
)
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class RosterService:
    """The list and its search; files of it are taken in by `RosterImports`."""

    def __init__(self, store_: Store, clock: Clock) -> None:
        self._store = store_
        self._clock = clock
        self._lookup = Lookup(store_, rules_in_force)

    # ---------------------------------------------------------------- find

    def warm_up(self) -> None:
        """Make the index ready, so that the first keystroke does not wait; for a worker thread."""
        self._lookup.index()

    def search(self, text: str, limit: int = 50) -> SearchResult:
        """Return the people that fit what was typed, best first; found in memory."""
        return self._lookup.search(text, limit)

    def find_by_personal_id(self, number: str) -> PersonRow | None:
        """Return the person with exactly this number, or None."""
        return self._lookup.by_personal_id(only_digits(number))

    def near_matches(
        self, full_name: str, birth_date_iso: str, limit: int = 5, *, personal_id: str = ""
    ) -> tuple[NearMatch, ...]:
        """Return who on the list resembles a person who is not on it, with the reason."""
        return self._lookup.near(full_name, birth_date_iso, personal_id, limit)

    def list_page(self, query: ListQuery, offset: int = 0, limit: int = 200) -> ListPage:
        """Return rows of the list, filtered and sorted; any offset costs the same."""
        return self._lookup.page(query, offset, limit)

    def list_count(self, query: ListQuery) -> int:
        """Return how many people a query lets through."""
        return self._lookup.count(query)

    def list_row_of(self, query: ListQuery, member_id: UUID) -> int | None:
        """Return in which row of the list a person stands, None when they are not on it."""
        return self._lookup.row_of(query, member_id)

    def list_choices(self) -> ListChoices:
        """Return what the filters of the list can be set to, with numbers of people."""
        return self._lookup.choices()

    def get(self, member_id: UUID) -> PersonView:
        """Return everything the list says of a person.

        Raises:
            MemberUnknownError: nobody has this id.
        """
        with self._store.read() as session:
            person = store.member(session, member_id)
            if person is None:
                raise MemberUnknownError(
                    tr("Không còn thấy người này trong danh sách."),
                    tr("Tìm lại bằng tên hoặc số định danh."),
                )
            return view_of(person, rules_in_force(session))

    # ---------------------------------------------------------------- add

    def add_outside(
        self, fields: Mapping[FieldKey, str], *, status: MemberStatus, actor: str
    ) -> PersonView:
        """Add a person who is not on the list; counted apart.

        Args:
            fields: what is known; the full name is needed.
            status: TEMPORARY_RESIDENT or OUTSIDE_LIST.
            actor: who adds.

        Raises:
            IncompletePersonError: there is no name, or somebody has this number already.
            ValueError: another status.
        """
        if status not in APART:
            raise ValueError(status)
        kept = {key: cleaned for key, text in fields.items() if (cleaned := clean(text))}
        if FieldKey.FULL_NAME not in kept:
            raise IncompletePersonError(
                tr("Chưa có họ tên."), tr("Nhập họ và tên như trên thẻ rồi thêm lại.")
            )
        row = PreviewRow(0, kept, status, (), {})
        with self._store.write() as session:
            number = kept.get(FieldKey.PERSONAL_ID, "")
            if number and store.has_number(session, number):
                raise IncompletePersonError(
                    tr("Số định danh này đã có trong danh sách."),
                    tr("Tìm theo số định danh để mở đúng người."),
                )
            at = self._clock.now()
            member_id = store.add_people(session, [row], import_id=None, at=at)[0]
            record(
                session,
                Tag.MEMBER_ADDED,
                at=at,
                actor=actor,
                target=str(member_id),
                detail={"status": status.value, "fields": sorted(key.value for key in kept)},
            )
        self.forget_index()
        return self.get(member_id)

    # ---------------------------------------------------------------- counts

    def counts(self) -> RosterCounts:
        """Return how many people the store holds; people counted apart stand apart."""
        return self._lookup.counts()

    def cells(self) -> list[str]:
        """Return the names of the Party cells, in order."""
        with self._store.read() as session:
            return store.all_cells(session)

    # ---------------------------------------------------------------- index

    def forget_index(self) -> None:
        """Look at the store again before the next search: the list changed."""
        self._lookup.look_again()
