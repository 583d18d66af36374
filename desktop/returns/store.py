"""Queries of returned cards: records against a list, cards, counts, hand-overs, progress."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import aliased

from desktop.common.ids import new_id
from desktop.common.text import fold
from desktop.common.vocabulary import ApplicationState, CardState, FieldKey, MemberStatus
from desktop.intake.moves.store import Standing
from desktop.models import (
    Application,
    ApplicationMove,
    BatchRecord,
    Card,
    CardCount,
    CardList,
    CardRowAside,
    Member,
)
from desktop.returns.rules import Record
from desktop.returns.views import AsideRow, Person
from desktop.roster.eligibility import store as eligibility_queries
from desktop.roster.rules import APART, eligibility
from desktop.storage.readable import in_order, is_sealed, part_of
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400
_LATER = aliased(Card)
_SHOWN = (FieldKey.FULL_NAME, FieldKey.BIRTH_DATE, FieldKey.PERSONAL_ID)


def _field(session: Session, key: FieldKey) -> Any:
    return part_of(session, Application.snapshot, "fields", key.value)


# ------------------------------------------------------------ lists


def list_with(session: Session, sha256: str) -> CardList | None:
    """Return the list that was taken in from this very file."""
    return session.scalars(select(CardList).where(CardList.sha256 == sha256)).one_or_none()


def add_list(
    session: Session,
    *,
    file_name: str,
    sha256: str,
    counts: dict[str, int],
    aside: Sequence[AsideRow],
    at: datetime,
    actor: str,
) -> UUID:
    """Write down that a list was taken in, with the rows kept aside."""
    made = CardList(
        id=new_id(),
        file_name=file_name,
        sha256=sha256,
        counts=counts,
        taken_at=at,
        taken_by=actor,
    )
    session.add(made)
    session.flush()
    session.add_all(
        CardRowAside(
            id=new_id(),
            list_id=made.id,
            row_number=row.number,
            cells=list(row.cells),
            code=row.code.value,
        )
        for row in aside
    )
    return made.id


def rows_aside(session: Session, list_id: UUID) -> list[CardRowAside]:
    """Return the rows of a list that were kept aside, as they stand in the file."""
    wanted = select(CardRowAside).where(CardRowAside.list_id == list_id)
    return list(session.scalars(wanted.order_by(CardRowAside.row_number)))


def lists(session: Session) -> list[CardList]:
    """Return the lists taken in, newest first."""
    return list(session.scalars(select(CardList).order_by(CardList.taken_at.desc(), CardList.id)))


def records(session: Session) -> list[Record]:
    """Return every record that has a receipt number and is not withdrawn."""
    newest = _newest_cards().subquery()
    rows = session.execute(
        select(
            Application.id,
            Application.state,
            Application.version,
            Application.receipt_number,
            _field(session, FieldKey.PERSONAL_ID),
            _field(session, FieldKey.FULL_NAME),
            newest.c.card_number,
            newest.c.state,
            newest.c.run,
        )
        .outerjoin(newest, newest.c.application_id == Application.id)
        .where(
            Application.receipt_number.is_not(None),
            Application.state != ApplicationState.WITHDRAWN.value,
        )
    )
    return [
        Record(
            id=key,
            state=ApplicationState(state),
            version=version,
            receipt_number=receipt,
            personal_id=personal or "",
            full_name=name or "",
            card_number=number or "",
            card_state=CardState(card_state) if card_state else None,
            run=run or 0,
        )
        for key, state, version, receipt, personal, name, number, card_state, run in rows
    ]


def card_numbers(session: Session) -> dict[str, UUID]:
    """Return every card number that was ever given out -> its record."""
    return {
        row[0]: row[1] for row in session.execute(select(Card.card_number, Card.application_id))
    }


def add_card(session: Session, record: Record, *, list_id: UUID, number: str) -> None:
    """Write a printed card."""
    session.add(
        Card(
            id=new_id(),
            application_id=record.id,
            run=record.run + 1,
            list_id=list_id,
            card_number=number,
            state=CardState.PRINTED.value,
        )
    )


def last_batches(session: Session, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return record -> the batch in which it left last."""
    found: dict[UUID, tuple[int, UUID]] = {}
    for some in _portions(ids):
        rows = session.execute(
            select(
                ApplicationMove.application_id, ApplicationMove.version, ApplicationMove.batch_id
            ).where(
                ApplicationMove.application_id.in_(some),
                ApplicationMove.to_state == ApplicationState.EXPORTED.value,
            )
        )
        for key, version, batch_id in rows:
            if batch_id is not None and (key not in found or version > found[key][0]):
                found[key] = (version, batch_id)
    return {key: batch_id for key, (_version, batch_id) in found.items()}


def members_of(session: Session, application_ids: Collection[UUID]) -> dict[UUID, Member]:
    """Return record -> the row of its person on the list."""
    found: dict[UUID, Member] = {}
    for some in _portions(application_ids):
        wanted = select(Application.id, Member).join(Member, Member.id == Application.member_id)
        rows = session.execute(wanted.where(Application.id.in_(some)))
        found |= {row[0]: row[1] for row in rows}
    return found


def put_refusal(
    session: Session, application_id: UUID, batch_id: UUID, *, reason: str, note: str, at: datetime
) -> None:
    """Put the printing office's word where the words of the province about a record stand."""
    session.execute(
        update(BatchRecord)
        .where(BatchRecord.application_id == application_id, BatchRecord.batch_id == batch_id)
        .values(verdict="rejected", reason=reason, field="", note=note, answered_at=at)
    )


# ------------------------------------------------------------ cards


def _newest_cards() -> Select[*tuple[Any, ...]]:
    """Return the statement of the newest card of every record."""
    later = select(_LATER.id).where(
        _LATER.application_id == Card.application_id, _LATER.run > Card.run
    )
    return select(Card.application_id, Card.card_number, Card.state, Card.run).where(
        ~later.exists()
    )


class FoundCard(NamedTuple):
    """A card with what is shown of its record and person."""

    card: Card
    state: str
    version: int
    receipt_number: str | None
    full_name: str | None
    birth_date: str | None
    personal_id: str | None
    cell: str


def _columns(session: Session) -> tuple[Any, ...]:
    return (
        Card,
        Application.state,
        Application.version,
        Application.receipt_number,
        *(_field(session, key) for key in _SHOWN),
        Member.cell,
    )


def _cards(session: Session) -> Select[*tuple[Any, ...]]:
    """Return the statement of newest cards with their record and person."""
    later = select(_LATER.id).where(
        _LATER.application_id == Card.application_id, _LATER.run > Card.run
    )
    return (
        select(*_columns(session))
        .join(Application, Application.id == Card.application_id)
        .join(Member, Member.id == Application.member_id)
        .where(~later.exists())
    )


def _found(session: Session, statement: Select[*tuple[Any, ...]]) -> list[FoundCard]:
    return [FoundCard(*row) for row in session.execute(statement)]


def cards_called(session: Session, *, number: str, receipt: str) -> list[FoundCard]:
    """Return the newest cards that a number of twelve digits or a receipt number may mean.

    A card that was printed again answers to the numbers of all its runs.
    """
    of_number = select(Card.application_id).where(Card.card_number == number)
    wanted: list[ColumnElement[bool]] = [Application.receipt_number == receipt]
    if number:
        own = _field(session, FieldKey.PERSONAL_ID) == number
        if is_sealed(session):  # the server cannot look into a snapshot
            ours = [one.id for one in records(session) if one.personal_id == number]
            own = Application.id.in_(ours)
        wanted += [Application.id.in_(of_number), own]
    return _found(session, _cards(session).where(or_(*wanted)))


def cards_of(session: Session, application_ids: Collection[UUID]) -> dict[UUID, FoundCard]:
    """Return record -> its newest card."""
    found = {}
    for some in _portions(application_ids):
        for row in _found(session, _cards(session).where(Application.id.in_(some))):
            found[row.card.application_id] = row
    return found


def cards_of_count(session: Session, count_id: UUID) -> list[FoundCard]:
    """Return the cards of a count in the order they were marked; also those printed again."""
    wanted = (
        select(*_columns(session))
        .join(Application, Application.id == Card.application_id)
        .join(Member, Member.id == Application.member_id)
        .where(Card.count_id == count_id)
    )
    return _found(session, wanted.order_by(Card.counted_at, Card.id))


def expected_cards(session: Session) -> list[FoundCard]:
    """Return printed cards that nobody has counted or marked yet, by cell and name."""
    wanted = _cards(session).where(
        Application.state == ApplicationState.PRINTED.value,
        Card.state == CardState.PRINTED.value,
    )
    return _by_name(session, wanted)


def count_expected(session: Session) -> int:
    """Return how many printed cards nobody has counted or marked yet."""
    return int(
        session.scalar(
            select(func.count())
            .select_from(Card)
            .join(Application, Application.id == Card.application_id)
            .where(
                Application.state == ApplicationState.PRINTED.value,
                Card.state == CardState.PRINTED.value,
            )
        )
        or 0
    )


def cards_of_cell(session: Session, cell: str) -> list[FoundCard]:
    """Return the cards of a cell that are here or were handed over, as name lists are sorted."""
    here = (ApplicationState.RETURNED.value, ApplicationState.HANDED_OVER.value)
    wanted = _cards(session).where(Member.cell == cell, Application.state.in_(here))
    return _by_name(session, wanted)


def cells_with_cards(session: Session) -> list[str]:
    """Return the cells that have a card here or handed over."""
    here = (ApplicationState.RETURNED.value, ApplicationState.HANDED_OVER.value)
    wanted = (
        select(Member.cell)
        .join(Application, Application.member_id == Member.id)
        .where(Application.state.in_(here))
        .distinct()
    )
    return sorted(session.scalars(wanted), key=fold)


def _by_name(session: Session, statement: Select[*tuple[Any, ...]]) -> list[FoundCard]:
    rows = in_order(session, statement, Member.cell, Member.name_sort, Card.id)
    return [FoundCard(*row) for row in rows]


def standing_of(row: FoundCard) -> Standing:
    """Return a card's record as it was seen."""
    return Standing(row.card.application_id, ApplicationState(row.state), row.version)


# ------------------------------------------------------------ counts


def open_count(session: Session) -> CardCount | None:
    """Return the count that is open."""
    wanted = select(CardCount).where(CardCount.closed_at.is_(None)).order_by(CardCount.number)
    return session.scalars(wanted).first()


def count_by_id(session: Session, count_id: UUID) -> CardCount | None:
    """Return one count."""
    return session.get(CardCount, count_id)


def last_closed_count(session: Session) -> CardCount | None:
    """Return the count that was closed last."""
    wanted = select(CardCount).where(CardCount.closed_at.is_not(None))
    return session.scalars(wanted.order_by(CardCount.number.desc())).first()


def new_count(session: Session, *, number: int, at: datetime, actor: str) -> CardCount:
    """Open a count."""
    made = CardCount(id=new_id(), number=number, opened_at=at, opened_by=actor, counts={})
    session.add(made)
    session.flush()
    return made


# ------------------------------------------------------------ progress


def people(session: Session) -> list[Person]:
    """Return everybody on the list, and whether the denominator counts them."""
    table = eligibility_queries.rules_in_force(session)
    found = []
    for one in eligibility_queries.people(session):
        status = MemberStatus(one.status)
        has_cards = any(kept.get("code") == "card_missing" for kept in one.problems)
        verdict = eligibility(
            status, card_number=one.card_number, list_has_cards=has_cards, table=table
        )
        is_counted = verdict.eligible and status not in APART
        found.append(Person(one.member_id, one.cell, is_counted))
    return found


def states_of_members(session: Session) -> dict[UUID, tuple[ApplicationState, bool]]:
    """Return member -> (state of the record, whether a reason is noted why it is still here)."""
    wanted = (
        select(Application.member_id, Application.state, func.max(Card.undelivered))
        .outerjoin(Card, Card.application_id == Application.id)
        .where(Application.state != ApplicationState.WITHDRAWN.value)
        .group_by(Application.member_id, Application.id, Application.state)
    )
    return {
        member: (ApplicationState(state), bool(noted))
        for member, state, noted in session.execute(wanted)
    }


def _portions(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    some = list(ids)
    for start in range(0, len(some), _AT_ONCE):
        yield some[start : start + _AT_ONCE]
