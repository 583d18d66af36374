"""Counting cards that come back: scan or tick each one, then close with a protocol.

A count opens with the first card that is marked. Each mark is written at once and can be taken back
while the count is open; closing it moves the records. A card that is declared missing and turns up
later is counted like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from desktop.common.check_digits import verify
from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean, only_digits
from desktop.common.vocabulary import ApplicationState, CardState
from desktop.intake import store as intake_queries
from desktop.intake.moves.store import Cause, move, move_many
from desktop.models import CardCount
from desktop.returns import rules
from desktop.returns import store as queries
from desktop.returns.errors import (
    AmbiguousCardError,
    CardElsewhereError,
    NoOpenCountError,
    NoReasonError,
    UnknownCardError,
)
from desktop.returns.showing import card_view
from desktop.returns.store import FoundCard
from desktop.returns.views import CardView, CountView
from desktop.security.store import record, station_of
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

_MARKS = frozenset({CardState.COUNTED, CardState.DAMAGED, CardState.MISSING})


class CardCountService:
    """Counts of cards that came back to the commune."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ------------------------------------------------------------ looking

    def find(self, code: str) -> CardView:
        """Return the card that a scan or a typed number means; nothing is written.

        Args:
            code: a card number, a receipt number, a personal number, or the text of the code on
                an identity card.

        Raises:
            UnknownCardError: no card here is called so.
            AmbiguousCardError: two different cards are.
        """
        with self._store.read() as session:
            return card_view(_called(session, code))

    def waiting(self) -> tuple[CardView, ...]:
        """Return printed cards that nobody has counted or marked yet, by cell and name."""
        with self._store.read() as session:
            return tuple(card_view(row) for row in queries.expected_cards(session))

    def current(self) -> CountView | None:
        """Return the count that is open, None when there is none."""
        with self._store.read() as session:
            found = queries.open_count(session)
            return None if found is None else _view(session, found)

    def last(self) -> CountView | None:
        """Return the count that was closed last, None before the first."""
        with self._store.read() as session:
            found = queries.last_closed_count(session)
            return None if found is None else _view(session, found)

    # ------------------------------------------------------------ marking

    def mark(
        self,
        application_id: UUID,
        state: CardState = CardState.COUNTED,
        *,
        actor: str,
        reason: str = "",
    ) -> CountView:
        """Mark the card of a record as counted, damaged or missing; again changes nothing.

        Raises:
            UnknownCardError: the record has no card.
            NoReasonError: damaged or missing without a reason.
            CardElsewhereError: the card was counted before, or handed over.
            StoreError: the store cannot be written; nothing changed.
        """
        if state not in _MARKS:
            raise ValueError(state)
        why = clean(reason)
        if state is not CardState.COUNTED and not why:
            raise NoReasonError
        now = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "cards")
            row = queries.cards_of(session, [application_id]).get(application_id)
            if row is None:
                raise UnknownCardError
            count = queries.open_count(session) or self._opened(session, actor)
            card = row.card
            wanted = (state.value, why if state is not CardState.COUNTED else "", count.id)
            if (card.state, card.reason, card.count_id) != wanted:
                _require_countable(row, state)
                self._bring_back(session, row, actor)
                card.state, card.reason, card.count_id = wanted
                card.counted_at, card.counted_by = now, actor
                record(
                    session,
                    Tag.CARD_MARKED,
                    at=now,
                    actor=actor,
                    target=str(application_id),
                    detail={"count": count.number, "state": state.value, "run": card.run},
                )
                session.flush()
            return _view(session, count)

    def unmark(self, application_id: UUID, *, actor: str) -> CountView:
        """Take a mark of the open count back.

        Raises:
            NoOpenCountError: no count is open.
            CardElsewhereError: the card was not marked in it.
            StoreError: the store cannot be written; nothing changed.
        """
        now = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "cards")
            count = _open(session)
            row = queries.cards_of(session, [application_id]).get(application_id)
            if row is None or row.card.count_id != count.id:
                raise CardElsewhereError(
                    tr("Thẻ này không nằm trong lần kiểm đếm đang mở."),
                    tr("Chỉ bỏ đánh dấu được thẻ của lần kiểm đếm này."),
                )
            card = row.card
            was = card.state
            card.state, card.reason, card.count_id = CardState.PRINTED.value, "", None
            card.counted_at, card.counted_by = None, ""
            record(
                session,
                Tag.CARD_UNMARKED,
                at=now,
                actor=actor,
                target=str(application_id),
                detail={"count": count.number, "state": was, "run": card.run},
            )
            session.flush()
            return _view(session, count)

    # ------------------------------------------------------------ closing

    def close(self, *, actor: str, rest_missing: str = "") -> CountView:
        """Close the open count: counted cards are here now, damaged and missing are printed again.

        Args:
            actor: who counted.
            rest_missing: why every card that was not marked is missing; left empty, those wait
                for the next delivery.

        Raises:
            NoOpenCountError: no count is open.
            MovedAwayError: a record was changed elsewhere; nothing changed.
            StoreError: the store cannot be written; nothing changed.
        """
        now, why = self._clock.now(), clean(rest_missing)
        with self._store.write() as session:
            one_at_a_time(session, "cards")
            count = _open(session)
            if why:
                for row in queries.expected_cards(session):
                    card = row.card
                    card.state, card.reason = CardState.MISSING.value, why
                    card.count_id, card.counted_at, card.counted_by = count.id, now, actor
                session.flush()
            rows = queries.cards_of_count(session, count.id)
            self._move(session, rows, count, actor)
            count.closed_at, count.closed_by = now, actor
            count.counts = _figures(session, rows)
            record(
                session,
                Tag.CARD_COUNT_CLOSED,
                at=now,
                actor=actor,
                target=str(count.id),
                detail={"count": count.number, **count.counts},
            )
            session.flush()
            return _view(session, count)

    def _move(
        self, session: Session, rows: Sequence[FoundCard], count: CardCount, actor: str
    ) -> None:
        """Move the records of a count, each reason apart."""
        now = self._clock.now()
        label = f"{rules.COUNT_SERIES} {count.number}"
        here = [
            queries.standing_of(row) for row in rows if row.card.state == CardState.COUNTED.value
        ]
        move_many(session, here, ApplicationState.RETURNED, Cause(now, actor, label))
        for row in rows:
            card = row.card
            if card.state != CardState.COUNTED.value:
                cause = Cause(now, actor, f"{card.state}: {card.reason}")
                move(session, queries.standing_of(row), ApplicationState.SENT_TO_PRINT, cause)

    def _bring_back(self, session: Session, row: FoundCard, actor: str) -> None:
        """Let a record whose card turned up after all stand as printed again."""
        if row.state == ApplicationState.SENT_TO_PRINT.value:
            cause = Cause(self._clock.now(), actor, rules.FOUND)
            move(session, queries.standing_of(row), ApplicationState.PRINTED, cause)

    def _opened(self, session: Session, actor: str) -> CardCount:
        number = intake_queries.next_number(session, station_of(session).id, rules.COUNT_SERIES)
        return queries.new_count(session, number=number, at=self._clock.now(), actor=actor)


def _open(session: Session) -> CardCount:
    found = queries.open_count(session)
    if found is None:
        raise NoOpenCountError
    return found


def _called(session: Session, code: str) -> FoundCard:
    """Return the one card that a scan or a typed number means."""
    # A code on a receipt is `QTN1:number:…`, one on an identity card begins with the number.
    text = clean(code).upper().removeprefix("QTN1:").partition("|")[0].partition(":")[0]
    digits = only_digits(text)
    found = queries.cards_called(
        session,
        number=digits if rules.is_card_number(digits) else "",
        receipt=_receipt(text) if verify(text) else text,
    )
    if not found:
        raise UnknownCardError
    if len(found) > 1:
        raise AmbiguousCardError
    return found[0]


def _receipt(text: str) -> str:
    """Return a receipt number as it is printed, however it was typed."""
    plain = rules.plain_receipt(text)
    # Station, six digits, two check digits: see docs/receipt-number.md.
    return f"{plain[:-8]}-{plain[-8:-2]}-{plain[-2:]}"


def _require_countable(row: FoundCard, state: CardState) -> None:
    """Refuse a card that is here already, or was handed over.

    Raises:
        CardElsewhereError: it is.
    """
    card = row.card
    where = ApplicationState(row.state)
    turned_up = (
        where is ApplicationState.SENT_TO_PRINT
        and card.state == CardState.MISSING.value
        and state is not CardState.MISSING
    )
    if where is ApplicationState.PRINTED or turned_up:
        return
    if where is ApplicationState.HANDED_OVER:
        raise CardElsewhereError(
            tr("Thẻ này đã trao cho đảng viên."), tr("Để riêng thẻ và báo phụ trách ca.")
        )
    if where is ApplicationState.RETURNED:
        raise CardElsewhereError(
            tr("Thẻ này đã đếm ở lần trước."), tr("Chuyển sang thẻ tiếp theo.")
        )
    raise CardElsewhereError(
        tr("Thẻ này đang chờ in lại."), tr("Nhập danh sách thẻ đã in mới rồi đếm lại.")
    )


def _figures(session: Session, rows: Sequence[FoundCard]) -> dict[str, int]:
    states = [row.card.state for row in rows]
    waiting = queries.count_expected(session)
    return {
        "expected": len(states) + waiting,
        "counted": states.count(CardState.COUNTED.value),
        "damaged": states.count(CardState.DAMAGED.value),
        "missing": states.count(CardState.MISSING.value),
        "waiting": waiting,
    }


def _view(session: Session, count: CardCount) -> CountView:
    rows = queries.cards_of_count(session, count.id)
    figures = dict(count.counts) if count.closed_at else _figures(session, rows)
    return CountView(
        count_id=count.id,
        number=count.number,
        opened_at=count.opened_at,
        opened_by=count.opened_by,
        closed_at=count.closed_at,
        closed_by=count.closed_by,
        cards=tuple(card_view(row) for row in rows),
        **figures,
    )
