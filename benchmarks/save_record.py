"""Saving one record durably, against a bare SQLCipher transaction of the same bytes.

Ours: `ReceptionService.receive` (readiness check, number, frozen snapshot, paper, print order,
audit event, one commit with synchronous=FULL). Goal: at most 2x the first of two yardsticks.

- *Same tables*: a copy of the whole store, where hand-made SQL writes the values that ours wrote,
  gathered beforehand, in one transaction. Both add the same pages to the write-ahead log; the
  program prints the bytes, so that everybody can see it.
- *No keys*: the same rows appended to tables without keys, indexes or constraints. It writes about
  a third of the bytes, so it is no transaction of the same bytes, only the least a disk could do.

Records alternate, so all three meet the same disk.
"""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.storage.engine import open_connection
from desktop.storage.unit_of_work import Store
from tests import factories

PEOPLE = 120
WARM_UP = 10
SET = (
    "state",
    "step_times",
    "received_at",
    "received_by",
    "receipt_number",
    "snapshot",
    "version",
    "updated_at",
)
Rows = dict[str, dict[str, Any]]


def personal_id(number: int) -> str:
    """Return the invented number of one person."""
    return f"0140{50 + number % 45}{number:06d}"


def list_of(count: int, folder: Path) -> Path:
    """Write a list with so many invented rows."""
    lines = ["STT,Họ và tên,Ngày sinh,Giới tính,Số định danh,Chi bộ,Số thẻ đảng"]
    lines += [
        f"{n},Lò Văn Thử {n},12/03/19{50 + n % 45},Nam,{personal_id(n)},Bản Mẫu,{14_000_000 + n}"
        for n in range(count)
    ]
    file = folder / "list.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    return file


class SameTables:
    """A copy of the store, written to without any of our layers."""

    def __init__(self, file: Path, store: Store) -> None:
        self.raw = open_connection(file, secrets.token_bytes(32))
        pooled = store.engine.raw_connection()
        pooled.driver_connection.backup(self.raw)
        pooled.close()

    def save(self, rows: Rows) -> None:
        """Write what one reception wrote, in one durable transaction."""
        application, counter = rows["applications"], rows["counters"]
        self.raw.execute("BEGIN IMMEDIATE")
        self._insert("application_moves", rows)  # first: the store asks for it
        self.raw.execute(
            f"UPDATE applications SET {', '.join(f'{name} = ?' for name in SET)} WHERE id = ?",
            (*(application[name] for name in SET), application["id"]),
        )
        for table in ("papers", "print_jobs", "audit_events"):
            self._insert(table, rows)
        self.raw.execute(
            "INSERT INTO counters VALUES (?, ?, ?) "
            "ON CONFLICT (station_id, series) DO UPDATE SET last = excluded.last",
            tuple(counter.values()),
        )
        self.raw.execute("COMMIT")

    def _insert(self, table: str, rows: Rows) -> None:
        marks = ", ".join("?" * len(rows[table]))
        self.raw.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(rows[table].values()))


class NoKeys:
    """The same rows, appended to tables that are columns and nothing else."""

    def __init__(self, file: Path) -> None:
        self.raw = open_connection(file, secrets.token_bytes(32))

    def prepare(self, rows: Rows) -> None:
        """Make the tables."""
        for table, row in rows.items():
            columns = ", ".join(f"c{number}" for number in range(len(row)))
            self.raw.execute(f"CREATE TABLE {table} ({columns})")

    def save(self, rows: Rows) -> None:
        """Write what one reception wrote, in one durable transaction."""
        self.raw.execute("BEGIN IMMEDIATE")
        for table, row in rows.items():
            marks = ", ".join("?" * len(row))
            self.raw.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row.values()))
        self.raw.execute("COMMIT")


def rows_of(store: Store, received: Any) -> Rows:
    """Return exactly what one reception wrote."""
    found: Rows = {}
    application = received.application_id.hex
    with store.read() as session:
        raw = session.connection()
        for table, where in (
            ("application_moves", f"application_id = '{application}'"),
            ("applications", f"id = '{application}'"),
            ("papers", f"application_id = '{application}'"),
            ("print_jobs", f"id = '{received.print_job.hex}'"),
            ("audit_events", "number = (SELECT max(number) FROM audit_events)"),
            ("counters", "series = 'receipt'"),
        ):
            result = raw.exec_driver_sql(f"SELECT * FROM {table} WHERE {where}")
            found[table] = dict(result.mappings().one())
    return found


class Side:
    """What one of the three took: seconds, and bytes in the write-ahead log."""

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        self.seconds: list[float] = []
        self.bytes: list[int] = []
        self._log = file.with_name(file.name + "-wal")

    def run(self, work: Callable[[], Any]) -> Any:
        """Do the work and note what it took."""
        before = self._log.stat().st_size
        start = time.perf_counter()
        result = work()
        self.seconds.append(time.perf_counter() - start)
        self.bytes.append(self._log.stat().st_size - before)
        return result

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds[WARM_UP:])

    def show(self) -> None:
        """Print one line."""
        # Later the log is folded back and written from its beginning, without growing.
        size = statistics.median(self.bytes[1:WARM_UP])
        print(f"{self.name:12} median {self.median * 1000:.2f} ms, log {size / 1024:.0f} KB")


def drafts_of(folder: Path) -> tuple[Store, ReceptionService, list[Any]]:
    """Make a station with drafts that are ready to be received."""
    store, clock = factories.open_profile(folder / "profile")
    roster = RosterService(store, clock)
    RosterImports(store, clock).import_list(list_of(PEOPLE, folder), actor="bench")
    intake = IntakeService(store, clock, roster)
    photo, signature = factories.jpeg(), factories.signature_png()
    drafts = []
    for number in range(PEOPLE):
        person = roster.search(personal_id(number)).rows[0]
        draft = intake.open(person.member_id, actor="bench")
        intake.accept_photo(draft.application_id, photo, report={}, actor="bench")
        intake.accept_signature(draft.application_id, signature, actor="bench")
        drafts.append(draft.application_id)
    return store, ReceptionService(store, clock, intake), drafts


def main() -> None:
    """Run all three side by side and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, reception, drafts = drafts_of(folder)
        same = SameTables(folder / "same.db", store)
        bare = NoKeys(folder / "bare.db")
        with store.read() as session:
            session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        same.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sides = [
            Side("receive()", next(folder.rglob("qtn.db"))),
            Side("same tables", folder / "same.db"),
            Side("no keys", folder / "bare.db"),
        ]
        for turn, application in enumerate(drafts):
            received = sides[0].run(lambda which=application: reception.receive(which, actor="b"))
            rows = rows_of(store, received)
            if turn == 0:
                bare.prepare(rows)
            sides[1].run(lambda rows=rows: same.save(rows))
            sides[2].run(lambda rows=rows: bare.save(rows))
        store.close()
    print(f"records {len(drafts)}")
    for side in sides:
        side.show()
    ours, tables, plain = (side.median for side in sides)
    print(f"ratio to the same tables {ours / tables:.2f}  (goal <= 2)")
    print(f"ratio to no keys         {ours / plain:.2f}")


if __name__ == "__main__":
    main()
