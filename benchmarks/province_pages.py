"""How fast the list of all records of a province opens, jumps and searches: 250,000 records.

Makes a desk with invented records in its encrypted profile (about two minutes) and asks it what the
list page asks. `marks` counts a query and tells where its pages begin, `page` reads 200 records.

    python3 dev.py bench province_pages
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.common.clock import SystemClock
from desktop.province.desk import Desk, create_desk, open_desk
from desktop.province.records.views import RecordQuery, Standing
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from tests.province.many_records import fill

RECORDS, PAGE, TURNS = 250_000, 200, 5
_QUERIES = {
    "all": RecordQuery(),
    "waiting": RecordQuery(standing=Standing.HELD, oldest_first=True),
    "doubles": RecordQuery(standing=Standing.DOUBLED, oldest_first=True),
    "commune": RecordQuery(commune="03805"),
    "two words": RecordQuery(text="nguyen thi"),
    "four digits": RecordQuery(text="1234"),
}


def main() -> int:
    """Measure and print."""
    clock, keyring = SystemClock(), MemoryKeyring()
    with tempfile.TemporaryDirectory() as folder:
        profile = Profile(Path(folder) / "province")
        create_desk(profile, province="14", name="Bàn tỉnh (thử)", keystore=keyring, clock=clock)
        desk = open_desk(profile, keyring, None, clock)
        fill(desk, RECORDS, clock=clock)
        for name, query in _QUERIES.items():
            _measure(desk, name, query)
        print(f"{'counts for the tab':<28}{_median(desk.review.waiting):>9.1f} ms")
        print(f"{'counts for the page':<28}{_median(desk.review.counts):>9.1f} ms")
        print(f"{'sums by station':<28}{_median(desk.overview.status):>9.1f} ms")
        desk.close()
    return 0


def _measure(desk: Desk, name: str, query: RecordQuery) -> None:
    marks = desk.records.marks(query, page=PAGE)
    times = [_median(lambda: desk.records.marks(query, page=PAGE))]
    for number in (0, len(marks.starts) // 2, max(len(marks.starts) - 1, 0)):
        times += [_median(lambda at=number: desk.records.page(marks, at))]
    words = "  ".join(f"{one:>7.1f}" for one in times)
    print(f"{name:<14}{marks.count:>9,}  marks, first, middle, last page (ms): {words}")


def _median(run: Callable[[], object]) -> float:
    times = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        run()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    raise SystemExit(main())
