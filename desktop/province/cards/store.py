"""Queries of what stations say of their cards: what was taken in, what is meant, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from desktop.batch.card_report.files import TO_REPRINT, Whereabouts
from desktop.models import CardReport, PrintRecord, PrintTransfer, ReceivedRecord, ReportedCard
from desktop.models.base import table_of
from desktop.province.cards.rules import PRINTED, REPRINT, SENT, Print, Told
from desktop.province.views import CardCounts
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400


# ------------------------------------------------------------ reports


def report_with(session: Session, report_id: UUID) -> CardReport | None:
    """Return a report that was taken in."""
    return session.get(CardReport, report_id)


def newest_number(session: Session, station_id: UUID) -> int:
    """Return the number of the newest report of a station, 0 before the first."""
    wanted = select(func.max(CardReport.number)).where(CardReport.station_id == station_id)
    return session.scalar(wanted) or 0


def add_report(session: Session, report: CardReport) -> None:
    """Write down that a report was taken in."""
    session.add(report)
    session.flush()


# ------------------------------------------------------------ cards


def told(session: Session, station_id: UUID, keys: Sequence[UUID]) -> dict[tuple[UUID, int], Told]:
    """Return (record, run) -> what the station said of its card before."""
    found = {}
    for some in _portions(keys):
        wanted = select(ReportedCard).where(
            ReportedCard.station_id == station_id, ReportedCard.record_id.in_(some)
        )
        for row in session.scalars(wanted):
            found[row.record_id, row.run] = Told(
                row.id, row.print_id, Whereabouts(row.state), row.reason
            )
    return found


def prints(session: Session, station_id: UUID, keys: Sequence[UUID]) -> dict[UUID, list[Print]]:
    """Return record -> its prints that did not fail, oldest first; of this station alone."""
    found: dict[UUID, list[Print]] = defaultdict(list)
    for some in _portions(keys):
        wanted = (
            select(
                ReceivedRecord.record_id,
                PrintRecord.id,
                PrintRecord.state,
                PrintRecord.card_number,
                ReportedCard.id.is_not(None),
            )
            .join(ReceivedRecord, ReceivedRecord.id == PrintRecord.record_id)
            .join(PrintTransfer, PrintTransfer.id == PrintRecord.transfer_id)
            .outerjoin(ReportedCard, ReportedCard.print_id == PrintRecord.id)
            .where(
                ReceivedRecord.station_id == station_id,
                ReceivedRecord.record_id.in_(some),
                PrintRecord.state.in_((SENT, PRINTED, REPRINT)),
            )
            .order_by(PrintTransfer.number)
        )
        for row in session.execute(wanted):
            found[row[0]].append(Print(row[1], row[2], row[3], is_told=bool(row[4])))
    return found


def add_cards(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write cards that nobody told of before."""
    if rows:
        session.execute(insert(ReportedCard), list(rows))


def change_cards(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write the newest word on cards: `of` (the key), `now`, `why`, `since`, `by` of each."""
    table = table_of(ReportedCard)
    statement = (
        update(table)
        .where(table.c.id == bindparam("of"))
        .values(state=bindparam("now"), reason=bindparam("why"))
        .values(at=bindparam("since"), report_id=bindparam("by"))
    )
    if rows:
        session.connection().execute(statement, list(rows))


def move_prints(session: Session, moves: Sequence[tuple[UUID, str]]) -> None:
    """Give some prints another state."""
    table = table_of(PrintRecord)
    statement = update(table).where(table.c.id == bindparam("of")).values(state=bindparam("now"))
    if moves:
        rows = [{"of": key, "now": state} for key, state in moves]
        session.connection().execute(statement, rows)


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A card that is printed once more: what became of it, the station's words, its number."""

    state: Whereabouts
    reason: str
    card_number: str


def spoiled(session: Session) -> dict[UUID, Spoiled]:
    """Return received record -> the newest card of it that is damaged or missing."""
    wanted = (
        select(
            PrintRecord.record_id, ReportedCard.state, ReportedCard.reason, PrintRecord.card_number
        )
        .join(ReportedCard, ReportedCard.print_id == PrintRecord.id)
        .join(PrintTransfer, PrintTransfer.id == PrintRecord.transfer_id)
        .where(PrintRecord.state == REPRINT)
        .order_by(PrintTransfer.number)
    )
    return {
        key: Spoiled(Whereabouts(state), reason, number)
        for key, state, reason, number in session.execute(wanted)
    }


# ------------------------------------------------------------ counts


def counts(session: Session) -> dict[UUID, CardCounts]:
    """Return station -> where its cards are; a record counts once, whatever was printed of it."""
    card, again, of_again = ReportedCard, aliased(PrintRecord), aliased(ReceivedRecord)
    is_made_good = exists(
        select(again.id)
        .join(of_again, of_again.id == again.record_id)
        .where(
            of_again.station_id == card.station_id,
            of_again.record_id == card.record_id,
            again.state == PRINTED,
        )
    )
    here = (
        select(
            card.station_id,
            func.count().filter(card.state == Whereabouts.RETURNED.value),
            func.count().filter(card.state == Whereabouts.HANDED_OVER.value),
        )
        .where(card.state.in_((Whereabouts.RETURNED.value, Whereabouts.HANDED_OVER.value)))
        .group_by(card.station_id)
    )
    spoiled = (
        select(card.station_id, func.count(card.record_id.distinct()))
        .where(card.state.in_([one.value for one in TO_REPRINT]), ~is_made_good)
        .group_by(card.station_id)
    )
    reprint = {row[0]: row[1] for row in session.execute(spoiled)}
    found = {
        row[0]: CardCounts(row[1], row[2], reprint.pop(row[0], 0)) for row in session.execute(here)
    }
    return found | {key: CardCounts(to_reprint=count) for key, count in reprint.items()}


def last_reports(session: Session) -> dict[UUID, datetime]:
    """Return station -> when its newest report was taken in."""
    wanted = select(CardReport.station_id, func.max(CardReport.received_at))
    return {row[0]: row[1] for row in session.execute(wanted.group_by(CardReport.station_id))}


def _portions(keys: Sequence[UUID]) -> Iterator[list[UUID]]:
    rest = iter(dict.fromkeys(keys))
    while some := list(islice(rest, _AT_ONCE)):
        yield some
