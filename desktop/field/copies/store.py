"""Queries of a counter's copy: what it is made of, and what it took."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, func, insert, select, text

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, PaperKind
from desktop.field.kits.record_rows import OF_APPLICATION, OF_VERSION
from desktop.models import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    AuditEvent,
    Base,
    Blob,
    CapturedPage,
    Counter,
    FieldBlob,
    FieldDevice,
    Member,
    Paper,
    Reading,
    Setting,
    Station,
)
from desktop.models.base import table_of
from desktop.security import store as security
from desktop.storage.bulk import insert_rows
from desktop.storage.copy_guard import Known, known_of, make_known, not_ours, put_known
from desktop.storage.migrate import HEAD
from desktop.storage.sharing import insert_new
from desktop.storage.unit_of_work import Connection, Session

WHOLE: Final = (
    "operators",
    "roster_imports",
    "organisation_units",
    "members",
    "cell_closings",
    "opened_phases",
    "cell_deadlines",
    "cell_marks",
    "special_cases",
    "priority_flags",
    "field_devices",
    "teams",
    "visit_lists",
    "field_kits",
    "field_leases",
)
"""What a copy knows as the server does: who works, the list, what closes a cell, who is lent."""
NOTES: Final = "unfinished."
"""How the names of notes begin that go along with records under work."""
_NOTES_THEN: Final = "copy_notes"
"""In a copy: the notes that the server had, and as of when; beside the settings, read by nobody."""
_CARRIED: Final[tuple[type[Base], ...]] = (Station, Counter, AuditEvent)
"""What stays with a counter from one copy to the next: who it is, its numbers, its trail."""
_BESIDE: Final[tuple[type[Base], ...]] = (
    ApplicationMove,
    ApplicationVersion,
    Reading,
    AttachedPaper,
    CapturedPage,
)
_AT_ONCE: Final = 400

Rows = list[dict[str, Any]]
Carried = list[tuple[Table, Rows]]


@dataclass
class Contents:
    """What a copy is made of: rows by table, in the order they can be written."""

    as_of: str
    people: int = 0
    known: dict[UUID, Known] = field(default_factory=dict)
    tables: list[tuple[Table, Rows]] = field(default_factory=list)

    def add(self, table: Table, rows: Rows) -> None:
        """Add rows of one table."""
        self.tables.append((table, rows))


# ---------------------------------------------------------------- read on the server


def one_moment(session: Session) -> None:
    """Let everything this session reads be of one moment; to be called first."""
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def as_of(session: Session) -> str:
    """Return what tells one moment of the server from another: what is newest in it."""
    newest = security.chain_head(session)[0]
    changed = [
        session.scalar(select(func.max(column)))
        for column in (Application.updated_at, Member.updated_at, Setting.updated_at)
    ]
    return " ".join([str(newest), *(str(one) for one in changed)])


def contents(session: Session, home: Station, copy_station: UUID, now: datetime) -> Contents:
    """Read everything a copy is made of, but what it carries on from the one before.

    Args:
        session: on the server, of one moment.
        home: the counter.
        copy_station: the row that takes the place of every counter in the copy.
        now: the present moment.
    """
    found = Contents(as_of(session))
    for name in WHOLE:
        table = Base.metadata.tables[name]
        found.add(table, _rows(session, table, copy_station))
    settings = _settings(session, home.code)
    then = {
        row["name"]: row["updated_at"].isoformat()
        for row in settings
        if row["name"].startswith(NOTES)
    }
    found.add(
        table_of(Setting),
        [*settings, {"name": _NOTES_THEN, "value": {"value": then}, "updated_at": now}],
    )
    own = _own_drafts(session, home)
    found.people = session.scalar(select(func.count()).select_from(Member)) or 0
    applications = _rows(session, table_of(Application), copy_station)
    for row in applications:
        if row["id"] not in own:
            row.update(dict.fromkeys(OF_APPLICATION))
            found.known[row["id"]] = Known(None)
    for key in own:
        found.known[key] = Known(changed_at(session, session.get_one(Application, key)))
    newcomers = select(Member.id).where(Member.import_id.is_(None))
    found.known.update(dict.fromkeys(session.scalars(newcomers), Known(None)))
    beside = [(table_of(model), _of_applications(session, model, own)) for model in _BESIDE]
    mine = [row for row in applications if row["id"] in own]
    found.add(table_of(Blob), _blobs(session, _digests(mine, beside)))
    found.add(table_of(Application), applications)
    for table, rows in beside:
        found.add(table, rows)
    return found


def _own_drafts(session: Session, home: Station) -> set[UUID]:
    """Return the drafts of a counter; one that was in a batch waits for the server."""
    in_batch = select(ApplicationMove.application_id).where(ApplicationMove.batch_id.is_not(None))
    wanted = select(Application.id).where(
        Application.station_id == home.id,
        Application.state == ApplicationState.DRAFT.value,
        Application.id.not_in(in_batch),
    )
    return set(session.scalars(wanted))


def _settings(session: Session, code: str) -> Rows:
    """Return the office's settings and notes, and of those that belong to a machine this one's."""
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(session, table_of(Setting), None):
        name, _, of = row["name"].partition("@")
        if of == code or (not of and name not in found):
            found[name] = {**row, "name": name}
    return list(found.values())


def _rows(session: Session, table: Table, copy_station: UUID | None) -> Rows:
    rows = [dict(row) for row in session.execute(select(table)).mappings()]
    if copy_station is not None and "station_id" in table.columns:
        for row in rows:
            row["station_id"] = copy_station
    return rows


def _of_applications(session: Session, model: Any, keys: Collection[UUID]) -> Rows:
    table = table_of(model)
    return _some(session, table, table.c.application_id, keys)


def _blobs(session: Session, digests: Collection[str]) -> Rows:
    table = table_of(Blob)
    return _some(session, table, table.c.digest, digests)


def _some(session: Session, table: Table, column: Any, keys: Collection[Any]) -> Rows:
    every, found = sorted(keys), list[dict[str, Any]]()
    for start in range(0, len(every), _AT_ONCE):
        wanted = select(table).where(column.in_(every[start : start + _AT_ONCE]))
        found.extend(dict(row) for row in session.execute(wanted).mappings())
    return found


def _digests(applications: Rows, beside: list[tuple[Table, Rows]]) -> set[str]:
    columns = {*OF_APPLICATION, *OF_VERSION, "blob_digest"}
    every = [*applications, *(row for _, rows in beside for row in rows)]
    return {row[one] for row in every for one in columns if row.get(one)}


# ---------------------------------------------------------------- written into the copy


def make_tables(connection: Connection) -> None:
    """Make every table in a new file, of the shape this program needs."""
    Base.metadata.create_all(connection)
    make_known(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def put_contents(session: Session, found: Contents) -> None:
    """Write what a copy is made of; references are looked at when all of it is there."""
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table, rows in found.tables:
        names = table.columns.keys()
        insert_rows(session, table, names, ([row[name] for name in names] for row in rows))
    put_known(session, found.known)


def carried(session: Session) -> Carried:
    """Return what goes on from this copy to the next."""
    return [(table_of(one), _rows(session, table_of(one), None)) for one in _CARRIED]


def values_of(home: Station) -> dict[str, Any]:
    """Return the row of a station by column."""
    return {name: getattr(home, name) for name in list(table_of(Station).columns.keys())}


# ---------------------------------------------------------------- what a copy took


@dataclass(frozen=True)
class Taken:
    """One record that is the copy's own, as it is now.

    Attributes:
        version: grows with each move.
        changed_at: when it changed last, with whatever lies beside it.
        is_new: whether it began in a copy.
        base: as of when the server has it: its own draft that the counter goes on with, or a
            finished record as it came; None when the server never had it.
    """

    id: UUID
    state: ApplicationState
    version: int
    changed_at: datetime
    is_new: bool
    base: datetime | None

    @property
    def is_draft(self) -> bool:
        """Whether it is under work."""
        return self.state is ApplicationState.DRAFT

    @property
    def waits(self) -> bool:
        """Whether the server does not have it like this."""
        return self.base is None or self.changed_at != self.base


def taken(session: Session) -> list[Taken]:
    """Return every record that is the copy's own, oldest first."""
    known = known_of(session)
    wanted = select(Application).where(Application.id.not_in(not_ours()))
    found = []
    for row in session.scalars(wanted.order_by(Application.id)):
        one = known.get(row.id)
        found.append(
            Taken(
                id=row.id,
                state=ApplicationState(row.state),
                version=row.version,
                changed_at=changed_at(session, row),
                is_new=one is None or one.is_new,
                base=one.as_of if one is not None else None,
            )
        )
    return found


def newcomers(session: Session) -> Rows:
    """Return the people of a copy whom the server does not know, oldest first."""
    table = table_of(Member)
    wanted = select(table).where(table.c.import_id.is_(None), table.c.id.not_in(not_ours()))
    return [dict(row) for row in session.execute(wanted.order_by(table.c.id)).mappings()]


def add_newcomers(session: Session, rows: Rows, code: str) -> int:
    """Add people to the server whom a copy met first; return how many were not there."""
    ours = {"import_id": None, "first_import_id": None, "merged_into": None, "origin": code}
    return insert_new(session, table_of(Member), [{**row, **ours} for row in rows])


def changed_at(session: Session, row: Application) -> datetime:
    """Return when a record changed last, with whatever lies beside it."""
    times = [row.updated_at]
    for model, column in (
        (AttachedPaper, AttachedPaper.updated_at),
        (Reading, Reading.read_at),
        (CapturedPage, CapturedPage.captured_at),
    ):
        newest = session.scalar(select(func.max(column)).where(model.application_id == row.id))
        if newest is not None:
            times.append(newest)
    return max(times)


def pages_of(session: Session, key: UUID) -> list[CapturedPage]:
    """Return the photographed pages of a draft that are not part of a paper yet."""
    wanted = select(CapturedPage).where(CapturedPage.application_id == key)
    return list(session.scalars(wanted.order_by(CapturedPage.place, CapturedPage.id)))


def notes(session: Session) -> dict[str, Setting]:
    """Return the notes of what is not accepted yet, by name."""
    wanted = select(Setting).where(Setting.name.startswith(NOTES, autoescape=True))
    return {row.name: row for row in session.scalars(wanted)}


def notes_then(session: Session) -> dict[str, datetime]:
    """Return the notes that the server had when the copy was made, and as of when."""
    found: dict[str, str] = security.stored_value(session, _NOTES_THEN) or {}
    return {name: datetime.fromisoformat(at) for name, at in found.items()}


# ---------------------------------------------------------------- on the server again


def device_of(session: Session, certificate_pem: str) -> FieldDevice | None:
    """Return the row of a copy among the office's devices."""
    wanted = select(FieldDevice).where(FieldDevice.certificate_pem == certificate_pem)
    return session.scalars(wanted).one_or_none()


def codes(session: Session) -> set[str]:
    """Return every station code that the office has given away."""
    return {*session.scalars(select(Station.code)), *session.scalars(select(FieldDevice.station))}


def add_receipt(session: Session, row: Application, at: datetime) -> None:
    """Give an application the paper of its receipt, unless it has one."""
    wanted = select(Paper.id).where(
        Paper.application_id == row.id, Paper.kind == PaperKind.RECEIPT.value
    )
    if row.receipt_number is None or session.scalars(wanted).first() is not None:
        return
    session.execute(
        insert(table_of(Paper)),
        {
            "id": new_id(),
            "kind": PaperKind.RECEIPT.value,
            "number": row.receipt_number,
            "application_id": row.id,
            "created_at": row.received_at or at,
        },
    )


def put_pages(session: Session, key: UUID, pages: Mapping[UUID, dict[str, Any]]) -> None:
    """Let a draft have exactly these photographed pages."""
    known = {row.id: row for row in pages_of(session, key)}
    for gone in known.keys() - pages.keys():
        session.delete(known[gone])
    for one in pages.keys() - known.keys():
        session.add(CapturedPage(**pages[one]))
    session.flush()


def keep_bytes(session: Session, record_id: UUID, digests: Collection[str]) -> None:
    """Keep the bytes of loose pages beside a record that waits for a choice."""
    rows = [{"record_id": record_id, "digest": digest} for digest in sorted(digests)]
    insert_new(session, table_of(FieldBlob), rows)
