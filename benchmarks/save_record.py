"""Saving one record durably, against a bare SQLCipher transaction of the same bytes.

Ours: `ReceptionService.receive` (readiness check, number, frozen snapshot, paper, print order,
audit event, one commit with synchronous=FULL). Bare: the same values, gathered beforehand, written
by hand-made SQL statements in one transaction into an equal store. Records alternate, so both meet
the same disk. Goal: at most 2x.
"""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from pathlib import Path

from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.roster.service import RosterService
from desktop.storage.engine import open_connection
from tests import factories

PEOPLE = 120


def list_of(count: int, folder: Path) -> Path:
    """Write a list with so many invented rows."""
    lines = ["STT,Họ và tên,Ngày sinh,Giới tính,Số định danh,Chi bộ,Số thẻ đảng"]
    lines += [
        f"{n},Lò Văn Thử {n},12/03/19{50 + n % 45},Nam,0140{50 + n % 45}{n:06d},Bản Mẫu,"
        f"{14_000_000 + n}"
        for n in range(count)
    ]
    file = folder / "list.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    return file


class Bare:
    """The same rows written without any of our layers."""

    def __init__(self, file: Path) -> None:
        self.raw = open_connection(file, secrets.token_bytes(32))

    def prepare(self, tables: dict[str, list[str]]) -> None:
        """Make equal tables."""
        for table, columns in tables.items():
            self.raw.execute(f"CREATE TABLE {table} ({', '.join(columns)})")

    def save(self, rows: dict[str, list[tuple[object, ...]]]) -> None:
        """Write the rows of one record in one durable transaction."""
        self.raw.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            for row in values:
                marks = ", ".join("?" * len(row))
                self.raw.execute(f"INSERT INTO {table} VALUES ({marks})", row)
        self.raw.execute("COMMIT")


def rows_of(store, received) -> dict[str, list[tuple[object, ...]]]:
    """Return exactly what one reception wrote."""
    found: dict[str, list[tuple[object, ...]]] = {}
    application = received.application_id.hex
    with store.read() as session:
        raw = session.connection()
        for table, where in (
            ("applications", f"id = '{application}'"),
            ("papers", f"application_id = '{application}'"),
            ("print_jobs", f"id = '{received.print_job.hex}'"),
            ("audit_events", "number = (SELECT max(number) FROM audit_events)"),
            ("counters", "series = 'receipt'"),
        ):
            result = raw.exec_driver_sql(f"SELECT * FROM {table} WHERE {where}")
            found[table] = [tuple(row) for row in result]
    return found


def main() -> None:
    """Run both side by side and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, clock = factories.open_profile(folder / "profile")
        roster = RosterService(store, clock)
        roster.import_file(list_of(PEOPLE, folder), actor="bench")
        intake = IntakeService(store, clock, roster)
        reception = ReceptionService(store, clock, intake)
        drafts = []
        photo, signature = factories.jpeg(), factories.signature_png()
        for number in range(PEOPLE):
            person = roster.search(f"lo van thu {number}").rows[0]
            draft = intake.open(person.member_id, actor="bench")
            intake.accept_photo(draft.application_id, photo, report={}, actor="bench")
            intake.accept_signature(draft.application_id, signature, actor="bench")
            drafts.append(draft.application_id)
        bare = Bare(folder / "bare.db")
        ours, theirs = [], []
        prepared = False
        for application in dict.fromkeys(drafts):
            start = time.perf_counter()
            received = reception.receive(application, actor="bench")
            ours.append(time.perf_counter() - start)
            rows = rows_of(store, received)
            if not prepared:
                bare.prepare({t: [f"c{n}" for n in range(len(rows[t][0]))] for t in rows})
                prepared = True
            start = time.perf_counter()
            bare.save(rows)
            theirs.append(time.perf_counter() - start)
        store.close()
    mine, plain = statistics.median(ours[10:]), statistics.median(theirs[10:])
    print(f"records {len(ours)}")
    print(f"receive()          median {mine * 1000:.2f} ms")
    print(f"bare transaction   median {plain * 1000:.2f} ms")
    print(f"ratio {mine / plain:.2f}  (goal <= 2)")


if __name__ == "__main__":
    main()
