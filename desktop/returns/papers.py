"""The papers of returned cards: hand-over lists by cell, protocol of a count, cards still here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from desktop.common.actors import signer
from desktop.common.clock import Clock, local, show_date, show_time
from desktop.common.dates import show_iso
from desktop.common.i18n import vi
from desktop.common.settings import (
    ASK_OLD_CARD,
    CAMPAIGN_TITLE,
    LEGAL_BASIS,
    OFFICE_NAME,
    OFFICE_UPPER,
)
from desktop.common.state_names import UNDELIVERED_NAMES
from desktop.common.vocabulary import ApplicationState, CardState, HandOverWay
from desktop.documents.card_papers import (
    CountContent,
    CountRow,
    HandOutContent,
    HandOutRow,
    StillHereContent,
    StillHereRow,
    render_count,
    render_hand_out,
    render_still_here,
)
from desktop.intake import store as intake_queries
from desktop.returns import store as queries
from desktop.returns.errors import NobodyWaitsError, NoOpenCountError, NothingToListError
from desktop.returns.showing import card_view
from desktop.returns.store import FoundCard
from desktop.returns.views import CardView
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class CardPapersService:
    """Makes papers; each one made is in the audit trail, because it carries names."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    def hand_out_lists(self, cells: Sequence[str] | None = None, *, actor: str) -> bytes:
        """Return the hand-over lists of some cells as one PDF, each from a new page.

        Args:
            cells: exact names; every cell with a card here or handed over when left out.
            actor: who hands over; stands under the left signature.

        Raises:
            NothingToListError: none of them has a card here.
            StoreError: the store cannot be read or written.
        """
        asks = bool(self._preferences.get(ASK_OLD_CARD))
        with self._store.write() as session:
            names = queries.cells_with_cards(session) if cells is None else list(cells)
            found = {name: queries.cards_of_cell(session, name) for name in names}
            found = {name: cards for name, cards in found.items() if cards}
            if not found:
                raise NothingToListError
            frame = self._frame(session)
            contents = [
                HandOutContent(
                    **frame,
                    **_secretary(session, cards),
                    cell=_titled(name),
                    handed_over=sum(one.card.state == CardState.HANDED_OVER for one in cards),
                    asks_old_card=asks,
                    rows=tuple(_hand_out_row(session, one) for one in cards),
                    giver=signer(actor),
                )
                for name, cards in found.items()
            ]
            self._made(session, "hand_out", sum(map(len, found.values())), actor)
        return render_hand_out(contents)

    def count_protocol(self, *, actor: str) -> bytes:
        """Return the protocol of the count that was closed last.

        Raises:
            NoOpenCountError: no count was ever closed.
            StoreError: the store cannot be read or written.
        """
        with self._store.write() as session:
            count = queries.last_closed_count(session)
            if count is None or count.closed_at is None:
                raise NoOpenCountError
            cards = [card_view(row) for row in queries.cards_of_count(session, count.id)]
            frame = self._frame(session)
            self._made(session, "count", len(cards), actor)
        begun, ended = count.opened_at, count.closed_at
        return render_count(
            CountContent(
                **frame,
                number=count.number,
                counted_at=vi("từ {start}, {day} đến {end}, {last}").format(
                    start=show_time(begun),
                    day=show_date(begun),
                    end=show_time(ended),
                    last=show_date(ended),
                ),
                totals=(
                    (vi("Thẻ phải về"), count.counts["expected"]),
                    (vi("Đã đếm, nguyên vẹn"), count.counts["counted"]),
                    (vi("Hỏng"), count.counts["damaged"]),
                    (vi("Thiếu"), count.counts["missing"]),
                    (vi("Chờ đợt sau"), count.counts["waiting"]),
                ),
                rows=tuple(_count_row(one) for one in cards if one.reason),
                counter=signer(count.closed_by),
            )
        )

    def still_here_list(self, cells: Sequence[str] | None = None, *, actor: str) -> bytes:
        """Return the list of cards that were counted and not handed over, with the reasons.

        Args:
            cells: exact names; every cell when left out.
            actor: who makes the list; stands under the left signature.

        Raises:
            NobodyWaitsError: every card was handed over, or none came yet.
            StoreError: the store cannot be read or written.
        """
        with self._store.write() as session:
            names = queries.cells_with_cards(session) if cells is None else list(cells)
            cards = [
                card_view(row)
                for name in names
                for row in queries.cards_of_cell(session, name)
                if row.state == ApplicationState.RETURNED
            ]
            if not cards:
                raise NobodyWaitsError
            frame = self._frame(session)
            self._made(session, "still_here", len(cards), actor)
        return render_still_here(
            StillHereContent(
                **frame,
                reasons=_reasons(cards),
                rows=tuple(
                    StillHereRow(
                        full_name=card.full_name,
                        birth_shown=show_iso(card.birth_date),
                        cell=_titled(card.cell),
                        card_number=card.card_number,
                        reason=_why(card),
                    )
                    for card in cards
                ),
                maker=signer(actor),
            )
        )

    def _frame(self, session: Session) -> dict[str, Any]:
        """Return what every paper of this station begins with."""
        station = security.station_of(session)
        text = self._preferences.text
        office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
        moment = local(self._clock.now())
        place = vi("{place}, ngày {day} tháng {month} năm {year}").format(
            place=station.commune_name or station.code,
            day=f"{moment:%d}",
            month=moment.month if moment.month > 2 else f"{moment:%m}",
            year=moment.year,
        )
        return {
            "office_lines": tuple(line for line in (text(OFFICE_UPPER), office) if line),
            "campaign_title": text(CAMPAIGN_TITLE),
            "legal_basis": text(LEGAL_BASIS),
            "place_date": place,
            "practice": station.is_practice,
        }

    def _made(self, session: Session, kind: str, cards: int, actor: str) -> None:
        security.record(
            session,
            Tag.CARD_PAPER_MADE,
            at=self._clock.now(),
            actor=actor,
            detail={"kind": kind, "cards": cards},
        )


def _titled(cell: str) -> str:
    return cell or vi("Chưa rõ chi bộ")


def _secretary(session: Session, cards: Sequence[FoundCard]) -> dict[str, Any]:
    """Return who signed for the cell last, and the signature; nothing when nobody did."""
    signed = [one.card for one in cards if one.card.hand_way == HandOverWay.SECRETARY]
    if not signed:
        return {}
    last = max(signed, key=lambda card: (card.handed_at, card.id))
    return {
        "receiver": last.received_by,
        "receiver_signature": intake_queries.blob(session, last.signature_digest),
    }


def _hand_out_row(session: Session, found: FoundCard) -> HandOutRow:
    card = card_view(found)
    ink = None
    if card.way is HandOverWay.PAD:
        ink = intake_queries.blob(session, found.card.signature_digest)
    note = ""
    if card.handed_at is not None:
        note = vi("Đã trao {day}").format(day=show_date(card.handed_at))
        if card.witness:
            note = vi("{note}, làm chứng: {witness}").format(note=note, witness=card.witness)
    else:
        note = _why(card)
    old = {True: vi("Đã thu"), False: vi("Chưa thu"), None: ""}[card.old_card_collected]
    took = vi("{name} nhận thay").format(name=card.received_by) if card.received_by else ""
    return HandOutRow(
        full_name=card.full_name,
        birth_shown=show_iso(card.birth_date),
        card_number=card.card_number,
        old_card=old,
        note=note,
        took=took,
        signature=ink,
    )


def _why(card: CardView) -> str:
    """Return why a card is still here; empty before anybody said."""
    if card.undelivered is None:
        return ""
    return card.undelivered_note or vi(UNDELIVERED_NAMES[card.undelivered])


def _reasons(cards: Sequence[CardView]) -> tuple[tuple[str, int], ...]:
    """Return how many cards are here for each reason, those without one last."""
    counted = Counter(card.undelivered for card in cards)
    told = tuple(
        (vi(text), counted[why]) for why, text in UNDELIVERED_NAMES.items() if counted[why]
    )
    return (*told, (vi("Chưa ghi lý do"), counted[None])) if counted[None] else told


def _count_row(card: CardView) -> CountRow:
    outcome = vi("Hỏng") if card.state is CardState.DAMAGED else vi("Thiếu")
    return CountRow(card.full_name, _titled(card.cell), card.card_number, outcome, card.reason)
