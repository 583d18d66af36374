"""Writes the extract of one person and leaves the event that says who asked for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock, local, show_date, show_time
from desktop.common.files import whole_file
from desktop.common.i18n import vi
from desktop.common.settings import OFFICE_NAME, OFFICE_UPPER
from desktop.common.vocabulary import FieldKey
from desktop.disclosure import cell_papers, content, duties, serving, visiting, waiting
from desktop.disclosure import store as queries
from desktop.disclosure.views import Disclosed
from desktop.disclosure.words import LOOKS
from desktop.documents.page_image import page_count
from desktop.documents.person_extract import (
    ExtractSection,
    PersonExtractContent,
    render_person_extract,
)
from desktop.documents.pieces import SheetNote
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.keeping.views import PROBLEMS, Dossier, HistoryEntry
from desktop.roster.register.service import RegisterService
from desktop.roster.register.views import DiscrepancyQuery
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


@dataclass(frozen=True)
class _Gathered:
    """What the store holds about a person, and the counts a caller is told."""

    sections: tuple[ExtractSection, ...]
    photo: bytes | None
    signature: bytes | None
    station: Any
    records: int
    corrections: int
    transfers: int
    looks: int


class DisclosureService:
    """Answers a person who asks what is kept about them.

    Args:
        store: the opened store.
        clock: where the time comes from.
        preferences: the name of the office.
        people: rows of the list with their history.
        register: what was decided where sources differ.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        people: RosterPeople,
        register: RegisterService,
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._people = people
        self._register = register

    def export(self, member_id: UUID, target: Path, *, actor: str) -> Disclosed:
        """Write everything kept about a person to a PDF, numbers whole, and record it.

        Args:
            member_id: whose data.
            target: the file; it is whole or not there.
            actor: who hands it out, as it stands on the paper and in the trail.

        Raises:
            MemberUnknownError: nobody has this id; nothing was written.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
            StoreError: the event could not be recorded; no file came of it.
        """
        dossier = self._people.dossier(member_id)
        found = self._gather(member_id, dossier)
        pdf = render_person_extract(self._content(dossier, found, actor))
        digest = hashlib.sha256(pdf).hexdigest()
        pages = page_count(pdf)
        with whole_file(target) as stream:
            stream.write(pdf)
            stream.flush()
            # Under its name only when it is on record; a file of before stays otherwise.
            self._record(member_id, {"sha256": digest, "pages": pages}, actor)
        return Disclosed(
            member_id=member_id,
            file=target,
            sha256=digest,
            pages=pages,
            records=found.records,
            corrections=found.corrections,
            transfers=found.transfers,
            looks=found.looks,
        )

    # ------------------------------------------------------------ inside

    def _record(self, member_id: UUID, detail: dict[str, Any], actor: str) -> None:
        with self._store.write() as session:
            queries.record_shared(
                session,
                Tag.PERSON_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                target=str(member_id),
                detail=detail,
            )

    def _gather(self, member_id: UUID, dossier: Dossier) -> _Gathered:
        query = DiscrepancyQuery(state=None, member_id=member_id)
        decided = [one for one in self._register.page(query, limit=None).rows if one.decided_at]
        with self._store.read() as session:
            members = queries.everybody_merged(session, member_id)
        # Rows that were merged into this one have a history of their own.
        others = [entry for one in members[1:] for entry in self._people.history(one)]
        history = [*dossier.history, *others]
        with self._store.read() as session:
            rows = queries.applications(session, members)
            events = queries.events(session, members, [row.id for row in rows])
            changes = [note for row in rows for note in _changes_of(session, row, events)]
            sent = [
                (batch, line, queries.copies(session, batch.id))
                for row in rows
                for batch, line in queries.transfers(session, row.id)
            ]
            sections = (
                content.facts(dossier),
                content.other_lists(dossier),
                *(content.record(row, queries.readings(session, row.id)) for row in rows),
                content.papers(one for row in rows for one in queries.attached(session, row.id)),
                content.corrections(history, decided, changes),
                content.way(one for row in rows for one in queries.moves(session, row.id)),
                content.transfers(sent),
                content.cards(one for row in rows for one in queries.cards(session, row.id)),
                content.calls(one for row in rows for one in queries.calls(session, row.id)),
                visiting.visits(
                    queries.special_cases(session, members), queries.visits(session, members)
                ),
                *_served(session, members, rows),
                duties.tasks(queries.tasks(session, members)),
                cell_papers.of_cell(
                    queries.places(session, members), queries.remarks(session, members)
                ),
                waiting.explanations(queries.explanations(session, members)),
                duties.difficulties(queries.difficulties(session, members)),
                content.looks(events),
                content.journal(events),
            )
            return _Gathered(
                sections=sections,
                photo=_newest(session, rows, "photo_digest"),
                signature=_newest(session, rows, "signature_digest"),
                station=queries.station_of(session),
                records=len(rows),
                corrections=_corrected(history) + len(decided) + len(changes),
                transfers=len(sent),
                looks=sum(event.tag in LOOKS for event in events),
            )

    def _content(self, dossier: Dossier, found: _Gathered, actor: str) -> PersonExtractContent:
        text, now = self._preferences.text, self._clock.now()
        station = found.station
        office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
        moment = local(now)
        name = dossier.person.fields.get(FieldKey.FULL_NAME, "")
        made = vi("{who} lập lúc {time} ngày {date}").format(
            who=actor, time=show_time(now), date=show_date(now)
        )
        return PersonExtractContent(
            office_lines=tuple(line for line in (text(OFFICE_UPPER), office) if line),
            place_date=vi("{place}, ngày {day} tháng {month} năm {year}").format(
                place=station.commune_name or station.code,
                day=f"{moment:%d}",
                month=moment.month if moment.month > 2 else f"{moment:%m}",
                year=moment.year,
            ),
            full_name=name,
            about=(
                vi("Mọi dữ liệu mà quầy {code} đang giữ về người có tên trên.").format(
                    code=station.code
                ),
                f"{made}.",
                vi("Số hồ sơ: {records}. Lần sửa: {corrections}. Lần gửi đi: {sent}.").format(
                    records=found.records, corrections=found.corrections, sent=found.transfers
                ),
            ),
            photo=found.photo,
            signature=found.signature,
            sections=found.sections,
            made=made,
            practice=station.is_practice,
        )


def _changes_of(session: Session, row: Any, events: Sequence[Any]) -> list[SheetNote]:
    edits = [
        event
        for event in events
        if event.tag == Tag.FIELD_EDITED.value and event.target == str(row.id)
    ]
    return content.record_changes(row, queries.versions(session, row.id), edits)


def _served(
    session: Session, members: Sequence[UUID], rows: Sequence[Any]
) -> tuple[ExtractSection, ...]:
    """Return why somebody came first, and what else was done when they came."""
    done = queries.services(session, [row.id for row in rows])
    return serving.flags(queries.flags(session, members)), serving.services(done)


def _newest(session: Session, rows: Sequence[Any], column: str) -> bytes | None:
    digests = [getattr(row, column) for row in reversed(rows)]
    return queries.blob(session, next((one for one in digests if one), None))


def _corrected(history: Sequence[HistoryEntry]) -> int:
    """Count changed values; that the problems found on a row changed is no correction."""
    return sum(change.field != PROBLEMS for entry in history for change in entry.changes)
