"""Pure: what a station's word on a card changes at the province."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from desktop.batch.card_report.files import TO_REPRINT, CardNews, Whereabouts

SENT, PRINTED, REPRINT = "sent", "printed", "reprint"
"""States of a print, as `desktop.province.printing` has them."""

_HERE: Final = frozenset({Whereabouts.RETURNED, Whereabouts.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Print:
    """One print of a record that is at the printing office or was printed.

    Attributes:
        is_told: whether a station said before where its card is.
    """

    id: UUID
    state: str
    card_number: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a station said of a card before."""

    id: UUID
    print_id: UUID
    state: Whereabouts
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a station's word comes to.

    Attributes:
        print_id: of the print that is meant; None when it fits nothing, and is kept aside.
        is_news: whether anything of the card is another than before.
        becomes: the state that the print gets; empty when it keeps its own.
    """

    print_id: UUID | None
    is_news: bool = False
    becomes: str = ""


ASIDE: Final = Outcome(None)


def judge(news: CardNews, told: Told | None, prints: Iterable[Print]) -> Outcome:
    """Return what the newest word on a card changes.

    The first word on a card finds its print by the card number; from then on the run of the card
    leads to it, since the card that is printed in its place may carry the same number. What was
    handed over stays so: no honest station takes that back.

    Args:
        news: the word.
        told: what the station said of this very card before.
        prints: the prints of this record at this station, oldest first.
    """
    of_record = list(prints)
    if told is None:
        fitting = [
            one
            for one in of_record
            if one.state == PRINTED and one.card_number == news.card_number and not one.is_told
        ]
        if not fitting:
            return ASIDE
        print_id, is_news = fitting[-1].id, True
    else:
        is_final = told.state is Whereabouts.HANDED_OVER
        if is_final and news.state is not Whereabouts.HANDED_OVER:
            return ASIDE
        print_id = told.print_id
        is_news = (told.state, told.reason) != (news.state, news.reason)
    meant = next(one for one in of_record if one.id == print_id)
    return Outcome(print_id, is_news, _becomes(news.state, meant, of_record))


def _becomes(state: Whereabouts, meant: Print, prints: Iterable[Print]) -> str:
    if state in TO_REPRINT:
        return REPRINT if meant.state == PRINTED else ""
    # A card that turned up after all: nothing is printed in its place unless that has begun.
    has_begun = any(one.state in {SENT, PRINTED} for one in prints if one.id != meant.id)
    is_back = state in _HERE and meant.state == REPRINT and not has_begun
    return PRINTED if is_back else ""


def after(one: Print, outcome: Outcome) -> Print:
    """Return a print as it is once an outcome is written."""
    if one.id != outcome.print_id:
        return one
    return replace(one, state=outcome.becomes or one.state, is_told=True)
