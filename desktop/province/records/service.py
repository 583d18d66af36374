"""Use cases of the list of all records; reads only."""

from __future__ import annotations

from typing import Final

from desktop.batch.answering.files import ACCEPTED, REJECTED
from desktop.province.receiving import store as receiving
from desktop.province.records import store as queries
from desktop.province.records.views import (
    BatchChoice,
    RecordChoices,
    RecordLine,
    RecordMarks,
    RecordQuery,
    Standing,
)
from desktop.storage.unit_of_work import Store

_DECIDED: Final = {ACCEPTED: Standing.ACCEPTED, REJECTED: Standing.REJECTED}


class RecordsService:
    """Answers what the list asks, a page at a time.

    Args:
        data: where what arrived is kept.
    """

    def __init__(self, data: Store) -> None:
        self._data = data

    def marks(self, query: RecordQuery, *, page: int) -> RecordMarks:
        """Return how many records a query has and where its pages begin.

        Pages are told apart by the keys of records, not by how many come before: any page is
        read as fast as the first, and what arrives meanwhile moves none of them.
        """
        with self._data.read() as session:
            count, starts = queries.starts(session, query, page)
        return RecordMarks(query, count, tuple(starts), page)

    def page(self, marks: RecordMarks, number: int) -> tuple[RecordLine, ...]:
        """Return the records of a page.

        A record that does not fit the query any more is left out.
        """
        if not 0 <= number < len(marks.starts):
            return ()
        end = marks.starts[number + 1] if number + 1 < len(marks.starts) else None
        with self._data.read() as session:
            rows = queries.page_of(session, marks.query, marks.starts[number], end)
            senders = queries.senders(session, rows)
            doubled = receiving.open_doubles(session, [row.id for row in rows])
        found = []
        for record in rows:
            station, sequence = senders[record.batch_id]
            standing = _DECIDED.get(record.verdict)
            if standing is None:
                held = record.has_findings or record.id in doubled
                standing = Standing.HELD if held else Standing.CLEAN
            found.append(
                RecordLine(
                    id=record.id,
                    record_id=record.record_id,
                    station=station.code,
                    commune_code=station.commune_code,
                    commune_name=station.commune_name,
                    sequence=sequence,
                    receipt_number=record.receipt_number,
                    full_name=record.full_name,
                    birth_date=record.birth_date,
                    personal_id=record.personal_id,
                    standing=standing,
                    findings=tuple(record.findings),
                    reason=record.reason,
                    is_told=record.answer_id is not None,
                )
            )
        return tuple(found)

    def choices(self, commune: str = "") -> RecordChoices:
        """Return what one may filter by; batches only of a chosen commune."""
        with self._data.read() as session:
            communes = tuple(queries.communes(session))
            rows = queries.batches(session, commune) if commune else ()
            batches = tuple(
                BatchChoice(row.id, station, row.sequence, row.records, row.received_at)
                for row, station in rows
            )
        return RecordChoices(communes, batches)
