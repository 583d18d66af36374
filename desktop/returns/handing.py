"""Handing cards out, cell by cell; the completion of a commune is counted from here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import mark, tr
from desktop.common.settings import ASK_OLD_CARD
from desktop.common.text import clean
from desktop.common.vocabulary import (
    ApplicationState,
    BlobKind,
    CardState,
    HandOverWay,
    Undelivered,
)
from desktop.intake import store as intake_queries
from desktop.intake.calls.views import Callee
from desktop.intake.moves.store import Cause, move_many
from desktop.intake.pen import is_signature, to_json
from desktop.returns import rules
from desktop.returns import store as queries
from desktop.returns.errors import (
    CardElsewhereError,
    HandOverIncompleteError,
    NoReasonError,
    UnknownCardError,
)
from desktop.returns.ink import cell_key, forget
from desktop.returns.showing import card_view
from desktop.returns.store import FoundCard
from desktop.returns.views import CardView, CellProgress, HandOver
from desktop.returns.waiting.store import waiting_for
from desktop.security.preferences import Preferences
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

_COME: Final = mark("Đến nhận thẻ mới")
_BRING_OLD_CARD: Final = mark("Đến nhận thẻ mới, mang thẻ cũ")


class CardHandOverService:
    """Who has the card, who has not and why."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    @property
    def asks_old_card(self) -> bool:
        """Whether each hand-over says if the old card was collected; a setting."""
        return bool(self._preferences.get(ASK_OLD_CARD))

    def cell(self, name: str) -> tuple[CardView, ...]:
        """Return the cards of a cell that are here or were handed over, by name."""
        with self._store.read() as session:
            return tuple(card_view(row) for row in queries.cards_of_cell(session, name))

    def undelivered(self) -> tuple[CardView, ...]:
        """Return every card that is still here though its cell had its turn, with the reason."""
        with self._store.read() as session:
            return tuple(
                card_view(row)
                for cell in queries.cells_with_cards(session)
                for row in queries.cards_of_cell(session, cell)
                if row.card.undelivered
            )

    def to_call(self) -> tuple[Callee, ...]:
        """Return whom to call because their card is here."""
        need = _BRING_OLD_CARD if self.asks_old_card else _COME
        with self._store.read() as session:
            return waiting_for(session, need=need)

    def progress(self) -> tuple[CellProgress, ...]:
        """Return how far each cell of the list is, in the order of the list."""
        with self._store.read() as session:
            return rules.progress(queries.people(session), queries.states_of_members(session))

    def hand_over(self, application_ids: Sequence[UUID], how: HandOver, *, actor: str) -> None:
        """Write down that members have their cards; all of them or none.

        Raises:
            HandOverIncompleteError: the witness, the signature or the old card is missing, or
                one signature was to stand for several people.
            UnknownCardError: a record has no card.
            CardElsewhereError: a card is not here.
            MovedAwayError: a record was changed elsewhere; nothing was written.
            StoreError: the store cannot be written; nothing was written.
        """
        self._require_whole(how, len(application_ids))
        now = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "cards")
            rows = _here(session, application_ids)
            signature, strokes = _kept_ink(session, how, now)
            seen = [queries.standing_of(row) for row in rows]
            move_many(session, seen, ApplicationState.HANDED_OVER, Cause(now, actor))
            for row in rows:
                card = row.card
                card.state = CardState.HANDED_OVER.value
                card.handed_at, card.handed_by = now, actor
                card.hand_way, card.witness = how.way.value, clean(how.witness)
                card.received_by = clean(how.receiver)
                card.signature_digest, card.signature_strokes_digest = signature, strokes
                card.old_card_collected = how.old_card_collected
                card.undelivered = card.undelivered_note = ""
                record(
                    session,
                    Tag.CARD_HANDED_OVER,
                    at=now,
                    actor=actor,
                    target=str(card.application_id),
                    detail={
                        "way": how.way.value,
                        "old_card_collected": how.old_card_collected,
                        "run": card.run,
                    },
                )
            for key in {*application_ids, *(cell_key(row.cell) for row in rows)}:
                forget(session, key)

    def not_delivered(
        self, application_id: UUID, reason: Undelivered, *, actor: str, note: str = ""
    ) -> None:
        """Write down why a card that is here could not be handed out; the last word holds.

        Raises:
            NoReasonError: another reason without saying which.
            UnknownCardError: the record has no card.
            CardElsewhereError: the card is not here.
            StoreError: the store cannot be written; nothing was written.
        """
        words = clean(note)
        if reason is Undelivered.OTHER and not words:
            raise NoReasonError
        now = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "cards")
            card = _here(session, [application_id])[0].card
            if (card.undelivered, card.undelivered_note) == (reason.value, words):
                return
            card.undelivered, card.undelivered_note = reason.value, words
            record(
                session,
                Tag.CARD_UNDELIVERED,
                at=now,
                actor=actor,
                target=str(application_id),
                detail={"reason": reason.value, "run": card.run},
            )

    def _require_whole(self, how: HandOver, people: int) -> None:
        if how.way is HandOverWay.WITNESS and not clean(how.witness):
            raise HandOverIncompleteError(
                tr("Chưa ghi họ tên người làm chứng."), tr("Ghi họ tên rồi trao lại.")
            )
        if how.way is HandOverWay.SECRETARY and not (clean(how.receiver) and how.signature_png):
            raise HandOverIncompleteError(
                tr("Chưa có họ tên hoặc chữ ký của bí thư nhận thay."),
                tr("Ghi họ tên, mời ký vào khung rồi trao lại."),
            )
        if how.strokes and not is_signature(how.strokes):
            raise HandOverIncompleteError(
                tr("Nét ký quá ngắn."), tr("Mời ký lại cả tên vào khung.")
            )
        if how.way is HandOverWay.PAD and (how.signature_png is None or people != 1):
            raise HandOverIncompleteError(
                tr("Chữ ký trên bảng chỉ dùng cho một người."),
                tr("Chọn một người, ký, rồi trao thẻ."),
            )
        if self.asks_old_card and how.old_card_collected is None:
            raise HandOverIncompleteError(
                tr("Chưa ghi đã thu thẻ cũ hay chưa."), tr("Chọn “Đã thu” hoặc “Chưa thu”.")
            )


def _kept_ink(session: Session, how: HandOver, at: datetime) -> tuple[str | None, str | None]:
    """Keep a signature and how the hand moved; return their digests, None for what there is not."""
    put = partial(intake_queries.put_blob, session, BlobKind.SIGNATURE, at=at)
    return (
        put("image/png", how.signature_png) if how.signature_png is not None else None,
        put("application/json", to_json(how.strokes)) if how.strokes else None,
    )


def _here(session: Session, application_ids: Sequence[UUID]) -> list[FoundCard]:
    """Return the cards of some records, which all must be here.

    Raises:
        UnknownCardError: a record has no card.
        CardElsewhereError: a card is not here.
    """
    found = queries.cards_of(session, application_ids)
    rows = []
    for key in dict.fromkeys(application_ids):
        if key not in found:
            raise UnknownCardError
        where = ApplicationState(found[key].state)
        if where is ApplicationState.HANDED_OVER:
            raise CardElsewhereError(
                tr("Thẻ này đã trao cho đảng viên."), tr("Mở lại danh sách của chi bộ.")
            )
        if where is not ApplicationState.RETURNED:
            raise CardElsewhereError(
                tr("Thẻ này chưa kiểm đếm xong khi về xã."),
                tr("Khép lần kiểm đếm rồi trao thẻ."),
            )
        rows.append(found[key])
    return rows
