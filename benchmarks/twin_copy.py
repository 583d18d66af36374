"""What the counter feels of the twin copy: its own acts with it, against without.

A store with 2,000 records' worth of photos (120 KB each, 240 MB). The counter keeps a field and
receives one applicant after another; for every other stretch of applicants, the twin copy runs on
its thread, a round every second (the program rests 20 seconds). Goal: the 95th percentile with it
at most 1.2x that without. Printed besides: the first whole copy, the rounds, and SQLite's own
online backup of the same store, which decrypts and encrypts every page.
"""

from __future__ import annotations

import random
import secrets
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.save_record import drafts_of
from desktop.backup.twin import TwinCopy
from desktop.common.clock import SystemClock
from desktop.common.vocabulary import FieldKey
from desktop.common.work import Work
from desktop.intake.service import IntakeService
from desktop.roster.service import RosterService
from desktop.storage.engine import open_connection
from desktop.storage.profile import Profile

RECORDS, PHOTO = 2_000, 120_000
STRETCHES = 6


def fill(store: Any) -> None:
    """Put the photos of 2,000 records into the store."""
    chance = random.Random(1)
    raw = store.engine.raw_connection()
    driver: Any = raw.driver_connection
    driver.execute("BEGIN IMMEDIATE")
    for number in range(RECORDS):
        driver.execute(
            "INSERT INTO blobs VALUES (?, 'photo', 'image/jpeg', ?, ?, '2025-08-20 00:00:00')",
            (f"{number:064d}", PHOTO, chance.randbytes(PHOTO)),
        )
    driver.execute("COMMIT")
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def percentile(seconds: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000


class Rounds:
    """The twin copy on a thread of its own."""

    def __init__(self, twin: TwinCopy, folder: Path) -> None:
        self._twin, self._folder = twin, folder
        self._stop = threading.Event()
        self.seconds: list[float] = []

    def start(self) -> None:
        """Begin."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        """End after the present round."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            start = time.perf_counter()
            self._twin.turn(self._folder, Work())
            self.seconds.append(time.perf_counter() - start)
            self._stop.wait(1.0)


def main() -> None:
    """Run stretches with and without, in turns, and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, reception, drafts = drafts_of(folder)
        fill(store)
        profile = Profile(folder / "profile")
        intake = IntakeService(store, SystemClock(), RosterService(store, SystemClock()))
        twin = TwinCopy(store, profile, profile.read_info(), SystemClock())
        twin.begin(folder / "stick")
        start = time.perf_counter()
        twin.turn(folder / "stick", Work())
        whole = time.perf_counter() - start
        size = profile.store_file.stat().st_size / 1e6
        print(f"first whole copy of {size:.0f} MB: {whole:.1f} s (it rests half of the time)")
        intake.save(drafts[0], actor="b", fields={FieldKey.PHONE: "0900000000"})
        twin.turn(folder / "stick", Work())  # the second copy is there too
        rounds = Rounds(twin, folder / "stick")
        times: dict[bool, list[float]] = {False: [], True: []}
        each = len(drafts) // STRETCHES
        for stretch in range(STRETCHES):
            with_twin = stretch % 2 == 1
            if with_twin:
                rounds.start()
            for draft in drafts[stretch * each : (stretch + 1) * each]:
                for digit in range(4):
                    start = time.perf_counter()
                    fields = {FieldKey.PHONE: f"0912{digit}{secrets.randbelow(10**5):05d}"}
                    intake.save(draft, actor="b", fields=fields)
                    times[with_twin].append(time.perf_counter() - start)
                    time.sleep(0.05)
                start = time.perf_counter()
                reception.receive(draft, actor="b")
                times[with_twin].append(time.perf_counter() - start)
            if with_twin:
                rounds.stop()
        without, beside = percentile(times[False]), percentile(times[True])
        print(f"without    p95 {without:.1f} ms of {len(times[False])} acts")
        print(f"twin copy  p95 {beside:.1f} ms of {len(times[True])} acts")
        print(f"ratio {beside / without:.2f} (goal at most 1.2)")
        print(f"a round    median {statistics.median(rounds.seconds) * 1000:.0f} ms")
        twin.release()
        pooled = store.engine.raw_connection()
        other = open_connection(folder / "other.db", secrets.token_bytes(32))
        start = time.perf_counter()
        driver: Any = pooled.driver_connection
        driver.backup(other)
        print(f"SQLite's online backup of the whole, once: {time.perf_counter() - start:.1f} s")
        other.close()
        pooled.close()
        store.close()


if __name__ == "__main__":
    main()
