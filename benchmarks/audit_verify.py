"""Proving an audit trail, against plain hashing of the same bytes.

Ours: `TrailService.verify`, from the encrypted store: read, decrypted, put together, hashed event
by event, compared, chained. The yardstick: SHA-256 of the same bytes, one digest an event, with the
bytes in memory already. Goal: at most 5x. Ours reads and decrypts the store, the yardstick not.

Both run in turns, and each ratio comes from one pair of runs. Ours uses two threads, the yardstick
one; so the ratio in processor seconds is printed, too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from desktop.common.ids import new_id
from desktop.models import AuditEvent
from desktop.models.base import table_of
from desktop.security.audit import GENESIS, event_digest
from desktop.security.tags import Tag
from desktop.security.trail.service import TrailService
from desktop.storage.unit_of_work import Store
from tests import factories

BLOCK = 10_000
RUNS = 3
START = datetime(2025, 8, 20, 1, 0, tzinfo=UTC)
PEOPLE = ("Lò Thị Hương", "Đinh Văn Tới", "Giàng A Mẫu", "command-line")
KINDS: tuple[tuple[Tag, dict[str, Any]], ...] = (
    (Tag.APPLICATION_OPENED, {}),
    (Tag.FIELD_EDITED, {"field": "phone", "new": "a" * 64, "old": "b" * 64}),
    (Tag.PHOTO_ACCEPTED, {"sha256": "c" * 64}),
    (Tag.SIGNATURE_TAKEN, {}),
    (Tag.APPLICATION_RECEIVED, {"receipt": "MT02-000123-31"}),
    (Tag.RECEIPT_PRINTED, {"copy": 1, "printer": "Máy in bàn 1"}),
    (Tag.NUMBER_REVEALED, {}),
)


def fill(store: Store, events: int) -> None:
    """Write a trail as a counter does, in large steps; the guards let it grow."""
    with store.write() as session:
        from desktop.security.store import chain_head

        number, previous = chain_head(session)
    statement = insert(table_of(AuditEvent))
    while number < events:
        rows = []
        for _ in range(min(BLOCK, events - number)):
            number += 1
            tag, detail = KINDS[number % len(KINDS)]
            at, actor = START + timedelta(seconds=number), PEOPLE[number % len(PEOPLE)]
            row = new_id()
            values = (number, at, actor, tag.value, str(row), detail, previous or GENESIS)
            digest = event_digest(*values)
            names = ("number", "at", "actor", "tag", "target", "detail", "previous")
            rows.append({"id": row, "digest": digest, **dict(zip(names, values, strict=True))})
            previous = digest
        with store.write() as session:
            session.execute(statement, rows)


def bytes_of(store: Store) -> list[bytes]:
    """Return what is hashed, event by event, as `security/audit.py` says."""
    found = []
    with store.read() as session:
        query = session.query(AuditEvent).order_by(AuditEvent.number).yield_per(2000)
        for row in query:
            at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
            parts = [row.number, at, row.actor, row.tag, row.target, row.detail, row.previous]
            text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            found.append(text.encode())
    return found


def main() -> int:
    """Measure; returns 1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    events = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        store, _ = factories.open_profile(Path(folder) / "profile")
        fill(store, events)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert TrailService(store).verify().ok
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        lines = bytes_of(store)
        ratios = []
        for _ in range(RUNS):
            begin, began = time.perf_counter(), time.process_time()
            plain = [hashlib.sha256(line).hexdigest() for line in lines]
            middle, between = time.perf_counter(), time.process_time()
            proof = TrailService(store).verify()
            end, ended = time.perf_counter(), time.process_time()
            assert proof.ok
            assert proof.digest == plain[-1]
            ratios.append((end - middle) / (middle - begin))
            print(
                f"{events:,} events, {sum(map(len, lines)) / 1e6:.0f} MB: plain"
                f" {middle - begin:.2f} s, proof {end - middle:.2f} s, ratio {ratios[-1]:.2f};"
                f" processor {between - began:.2f} s, {ended - between:.2f} s,"
                f" ratio {(ended - between) / (between - began):.2f}"
            )
        store.close()
    middle_ratio = statistics.median(ratios)
    print(f"median ratio {middle_ratio:.2f} (goal at most 5), memory grew by {grown:.1f} MB")
    return 0 if middle_ratio <= 5 else 1


if __name__ == "__main__":
    sys.exit(main())
