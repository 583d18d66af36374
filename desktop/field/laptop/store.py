"""Queries of the laptop: its offices, what a kit brings, what goes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, ChangeCause
from desktop.field.kits.kit_file import SealedKit
from desktop.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    Base,
    Blob,
    FieldOffice,
    Member,
    OpenedKit,
    Reading,
    RosterImport,
    SpecialCase,
    Team,
    TeamMember,
    Visit,
    VisitList,
    WrittenReturn,
)
from desktop.roster.keeping.store import write_versions
from desktop.storage.unit_of_work import Session

RETURNS = "field_return"
"""The series that numbers returns."""

_AT_ONCE = 400
_NUMBERS_APART = 1_000


def office_by_print(session: Session, sha256: str) -> FieldOffice | None:
    """Return the office with a certificate, retired or not."""
    wanted = select(FieldOffice).where(FieldOffice.certificate_sha256 == sha256)
    return session.scalars(wanted).one_or_none()


def office_in_force(session: Session) -> FieldOffice | None:
    """Return the office this laptop obeys, or None."""
    wanted = select(FieldOffice).where(FieldOffice.retired_at.is_(None))
    return session.scalars(wanted.order_by(FieldOffice.trusted_at.desc())).first()


def add_office(
    session: Session, kit: SealedKit, commune_name: str, public_key: str, at: datetime, actor: str
) -> FieldOffice:
    """Write an office down."""
    office = FieldOffice(
        id=new_id(),
        station=kit.head.station,
        commune_name=commune_name,
        certificate_pem=kit.certificate_pem,
        certificate_sha256=kit.certificate_sha256,
        public_key=public_key,
        trusted_at=at,
        trusted_by=actor,
        retired_at=None,
    )
    session.add(office)
    session.flush()
    return office


def opened_kit(session: Session, kit_id: UUID) -> OpenedKit | None:
    """Return a kit that was opened here."""
    return session.get(OpenedKit, kit_id)


def opened_kits(session: Session) -> list[OpenedKit]:
    """Return every kit that was opened here, oldest first."""
    return list(session.scalars(select(OpenedKit).order_by(OpenedKit.opened_at, OpenedKit.id)))


# ---------------------------------------------------------------- what a kit brings


def add_kit_import(
    session: Session, kit_id: UUID, file_name: str, sha256: str, *, at: datetime, actor: str
) -> RosterImport:
    """Record the kit as a file of the list, so that its people stand on the list."""
    entry = RosterImport(
        id=kit_id,
        file_name=file_name,
        sha256=sha256,
        sheet="",
        header_rows=[],
        mapping={"columns": [], "encoding": "", "not_data": []},
        counts={},
        imported_at=at,
        imported_by=actor,
        undone_at=None,
    )
    session.add(entry)
    session.flush()
    return entry


def land_members(
    session: Session,
    rows: Iterable[Mapping[str, Any]],
    entry: RosterImport,
    *,
    at: datetime,
    actor: str,
) -> tuple[int, int]:
    """Put people on the list; return how many are new and how many changed.

    Of a person who is known the higher version holds; what stood there before is kept.
    """
    new = changed = 0
    for row in rows:
        person = session.get(Member, row["id"])
        if person is None:
            more = {"import_id": entry.id, "first_import_id": entry.id, "updated_at": at}
            session.add(Member(**{**row, **more}))
            new += 1
        elif row["version"] > person.version:
            write_versions(
                session, [person], cause=ChangeCause.IMPORT, at=at, actor=actor, import_id=entry.id
            )
            _put(person, {**row, "import_id": entry.id, "updated_at": at})
            changed += 1
    session.flush()
    return new, changed


def land_list(
    session: Session, rows: Mapping[str, Sequence[Mapping[str, Any]]], station_id: UUID
) -> VisitList:
    """Put the list of visits with its team here; of a row that is known the higher version holds.

    The number of the list stays, unless a list of this laptop has it.
    """
    (named,) = rows["lists"]
    _land(session, Team, rows["teams"], {"station_id": station_id})
    _land(session, TeamMember, rows["team_members"], {"operator_id": None})
    known = session.get(VisitList, named["id"])
    number = known.number if known is not None else _free_number(session, named["number"])
    _land(session, VisitList, rows["lists"], {"station_id": station_id, "number": number})
    _land(session, SpecialCase, rows["cases"], {})
    _land(session, Visit, rows["visits"], {})
    return session.get_one(VisitList, named["id"])


def _free_number(session: Session, number: int) -> int:
    while session.scalar(select(VisitList.id).where(VisitList.number == number)) is not None:
        number += _NUMBERS_APART
    return number


def _land(
    session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]], more: dict[str, Any]
) -> None:
    for row in rows:
        known: Any = session.get(model, row["id"])
        if known is None:
            session.add(model(**{**row, **more}))
        elif row["version"] > known.version:
            _put(known, {**row, **more})
    session.flush()


def _put(known: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(known, name, value)


# ---------------------------------------------------------------- what goes back


def applications_in(session: Session, states: Collection[str]) -> list[tuple[UUID, int]]:
    """Return key and version of every application in some states, oldest first."""
    wanted = select(Application.id, Application.version).where(Application.state.in_(states))
    return [(key, version) for key, version in session.execute(wanted.order_by(Application.id))]


def count_states(session: Session) -> dict[str, int]:
    """Return how many applications are in each state."""
    wanted = select(Application.state, func.count()).group_by(Application.state)
    return {state: int(count) for state, count in session.execute(wanted)}


def whole_record(session: Session, key: UUID) -> dict[str, list[Any]]:
    """Return every row of one application that travels, by the names of `RECORD_TABLES`."""
    row = session.get_one(Application, key)
    return {
        "member": [session.get_one(Member, row.member_id)],
        "application": [row],
        "moves": _by_application(session, ApplicationMove, key),
        "versions": _by_application(session, ApplicationVersion, key),
        "readings": _by_application(session, Reading, key),
        "papers": _by_application(session, AttachedPaper, key),
    }


def _by_application(session: Session, model: Any, key: UUID) -> list[Any]:
    order = model.replaced_version if model is ApplicationVersion else model.id
    if model is ApplicationMove:
        order = model.version
    return list(session.scalars(select(model).where(model.application_id == key).order_by(order)))


def blobs(session: Session, digests: Collection[str]) -> Iterator[Blob]:
    """Yield kept bytes with what is known of them."""
    for digest in sorted(digests):
        found = session.get(Blob, digest)
        if found is not None:
            yield found
            session.expunge(found)


def done_visits(session: Session, list_ids: Collection[UUID]) -> list[Visit]:
    """Return the visits of some lists that have an outcome."""
    wanted = select(Visit).where(Visit.list_id.in_(list(list_ids)), Visit.outcome != "")
    return list(session.scalars(wanted.order_by(Visit.id)))


def drafts(session: Session) -> int:
    """Return how many applications are not finished."""
    return count_states(session).get(ApplicationState.DRAFT.value, 0)


def last_return(session: Session) -> WrittenReturn | None:
    """Return the newest return whose file was written."""
    wanted = select(WrittenReturn).where(WrittenReturn.written_at.is_not(None))
    return session.scalars(wanted.order_by(WrittenReturn.number.desc())).first()


def left_in_batches(session: Session) -> set[UUID]:
    """Return which records ever left in a batch of this laptop itself."""
    moved = select(ApplicationMove.application_id).where(ApplicationMove.batch_id.is_not(None))
    return set(session.scalars(moved.distinct()))
