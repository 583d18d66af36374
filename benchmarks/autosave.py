"""Keeping one changed field durably, against a bare SQLCipher UPDATE of the same row.

Ours: `IntakeService.save` (the record read and held, values and sources merged, an audit event with
its place in the chain, one commit with synchronous=FULL). Bare: `BEGIN IMMEDIATE`, the UPDATE with
the very values ours wrote, `COMMIT`, on a copy of the same store with the same pragmas. Both wait
for the disk. Goal: at most 1.5x. They take turns, so both meet the same disk.
"""

from __future__ import annotations

import secrets
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from desktop.common.vocabulary import FieldKey
from desktop.intake.service import IntakeService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.storage.engine import open_connection
from tests import factories

TURNS, WARM_UP = 400, 40


def main() -> None:
    """Run both side by side and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, clock = factories.open_profile(folder / "profile")
        roster = RosterService(store, clock)
        RosterImports(store, clock).import_list(factories.list_file(folder), actor="bench")
        intake = IntakeService(store, clock, roster)
        person = roster.search("014078012345").rows[0]
        draft = intake.open(person.member_id, actor="bench").application_id
        bare = open_connection(folder / "bare.db", secrets.token_bytes(32))
        pooled = store.engine.raw_connection()
        reader: Any = pooled.driver_connection
        reader.backup(bare)
        question = "SELECT fields, choices, updated_at FROM applications WHERE id = ?"
        ours: list[float] = []
        theirs: list[float] = []
        for turn in range(TURNS):
            start = time.perf_counter()
            intake.save(draft, actor="bench", fields={FieldKey.PHONE: f"09{turn:08d}"})
            ours.append(time.perf_counter() - start)
            row = reader.execute(question, (draft.hex,)).fetchone()
            start = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(
                "UPDATE applications SET fields = ?, choices = ?, updated_at = ? WHERE id = ?",
                (*row, draft.hex),
            )
            bare.execute("COMMIT")
            theirs.append(time.perf_counter() - start)
        pooled.close()
        ours, theirs = ours[WARM_UP:], theirs[WARM_UP:]
        print(f"save()  median {statistics.median(ours) * 1000:.2f} ms")
        print(f"bare    median {statistics.median(theirs) * 1000:.2f} ms")
        ratio = statistics.median(ours) / statistics.median(theirs)
        print(f"ratio {ratio:.2f} (goal at most 1.5)")
        bare.close()
        store.close()


if __name__ == "__main__":
    main()
