"""Opening the figures of the campaign from kept counts, against counting the rows.

Ours: `ProgressService.report`, today and as of a past day, nothing changed since, and with some
people changed since; and `ProgressService.board`, everything the dashboard shows, with as many
received records as the quality figures look at. The yardstick: one bare `SELECT cell, state,
count(*) … GROUP BY` over members and applications of the same encrypted store, which knows no past.
At 2,000 and 250,000 people.
Goal: at most 300 ms at 250,000.

    python3 dev.py bench progress [PEOPLE ...]
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from sqlalchemy import insert, select, text

from desktop.campaign.service import CampaignService
from desktop.common.ids import new_ids
from desktop.models import Application, Member, ProgressCount, Station
from desktop.models.base import table_of
from desktop.progress.service import SAMPLE, ProgressService
from desktop.security.preferences import Preferences
from desktop.security.store import record
from desktop.security.tags import Tag
from tests import factories

DAYS, TURNS, CHANGED, BLOCK = 40, 5, 100, 5_000
STATES = ("received", "exported", "acknowledged", "printed", "returned", "handed_over")
BARE = """
SELECT m.cell, m.status, a.state, a.channel, count(*)
FROM members m LEFT JOIN applications a ON a.member_id = m.id AND a.state <> 'withdrawn'
WHERE m.retired = '' GROUP BY 1, 2, 3, 4
"""


def main(sizes: list[int]) -> int:
    """Measure and print."""
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), people)
    return 0


def measure(folder: Path, people: int) -> None:
    store, clock = factories.open_profile(folder / "profile")
    cells = [f"Chi bộ số {number}" for number in range(max(20, people // 1_700))]
    add_members(store, clock.now(), people, cells)
    campaign, preferences = CampaignService(store, clock), Preferences(store, clock)
    progress = ProgressService(store, clock, preferences, campaign, is_practice=False)
    begun = time.perf_counter()
    progress.report()
    first = time.perf_counter() - begun
    rows = add_history(store, cells, clock.now().date(), people)
    past = clock.now().date() - timedelta(days=5)
    add_received(store, clock.now())
    progress.report()  # counts whom the records changed
    opened = median(progress.report)
    board = median(progress.board)
    board_earlier = median(lambda: progress.board(past))
    earlier = median(lambda: progress.report(past))
    bare = median(lambda: ask(store))
    changed = []
    for _ in range(TURNS):
        clock.advance(timedelta(seconds=5))
        touch(store, clock.now())
        begun = time.perf_counter()
        progress.report()
        changed.append((time.perf_counter() - begun) * 1000)
    touched = statistics.median(changed)
    print(
        f"{people:>8,} people, {len(cells)} cells, {rows:,} kept counts: "
        f"first count {first:.1f} s; report {opened:.1f} ms, of a past day {earlier:.1f} ms, "
        f"{CHANGED} changed {touched:.1f} ms; dashboard {board:.1f} ms, of a past day "
        f"{board_earlier:.1f} ms; counting rows {bare:.1f} ms; "
        f"ratio {opened / bare:.2f}, dashboard {board / bare:.2f}"
    )
    store.close()


def add_members(store, now, people: int, cells: list[str]) -> None:
    """Put members into the store, below the import, which is measured elsewhere."""
    chance = random.Random(people)
    for start in range(0, people, BLOCK):
        keys = new_ids(min(BLOCK, people - start))
        rows = [
            {
                "id": key, "origin": "", "version": 1, "created_at": now, "updated_at": now,
                "retired": "", "full_name": f"Người {start + n}", "name_folded": f"nguoi {n}",
                "name_sort": f"{start + n:07d}", "cell": chance.choice(cells), "status": "official",
                "card_number": f"{start + n:08d}", "problems": [], "extra": {},
            }
            for n, key in enumerate(keys)
        ]  # fmt: skip
        with store.write() as session:
            session.execute(insert(table_of(Member)), rows)


def add_history(store, cells: list[str], today: date, people: int) -> int:
    """Add what forty days of a campaign leave among the counts; return how many there are."""
    chance = random.Random(1)
    most = 1 + people // len(cells) // DAYS
    keys = product(cells, range(DAYS), STATES, ("commune_counter", "mobile_team"))
    rows = [
        {
            "day": (today - timedelta(days=number)).isoformat(), "cell": cell,
            "person_group": "eligible", "state": state, "source": source, "reason": "",
            "people": chance.randrange(most),
        }
        for cell, number, state, source in keys
    ]  # fmt: skip
    with store.write() as session:
        session.execute(insert(table_of(ProgressCount)), rows)
        return int(session.execute(text("SELECT count(*) FROM progress_counts")).scalar_one())


def add_received(store, now) -> None:
    """Add the newest records that the quality figures look at, with their accepted portraits."""
    with store.write() as session:
        station = session.execute(select(Station.id)).scalar_one()
        members = session.scalars(select(Member.id).limit(SAMPLE)).all()
        rows, events = [], []
        for number, (key, member) in enumerate(zip(new_ids(SAMPLE), members, strict=True)):
            at = now - timedelta(minutes=4 * number)
            rows.append(
                {
                    "id": key, "origin": "", "version": 1, "created_at": at, "updated_at": at,
                    "member_id": member, "station_id": station, "state": "received",
                    "step": "check", "channel": "counter", "fields": {}, "choices": {},
                    "photo_report": {}, "sign_exception": {}, "received_at": at,
                    "step_times": {"compare": (at - timedelta(minutes=9)).isoformat()},
                    "receipt_number": f"{number:012d}", "snapshot": {"filler": "x" * 6_000},
                }
            )  # fmt: skip
            events.append((key, at))
        session.execute(insert(table_of(Application)), rows)
        for key, at in events:
            record(session, Tag.PHOTO_ACCEPTED, at=at, actor="bench", target=str(key), detail={})


def touch(store, now) -> None:
    """Let some members look changed."""
    with store.write() as session:
        chosen = "SELECT id FROM members ORDER BY random() LIMIT :n"
        session.execute(
            text(f"UPDATE members SET updated_at = :at WHERE id IN ({chosen})"),
            {"at": now.replace(tzinfo=None).isoformat(" "), "n": CHANGED},
        )


def ask(store) -> None:
    with store.read() as session:
        session.execute(text(BARE)).all()


def median(act) -> float:
    """Return milliseconds."""
    times = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    raise SystemExit(main([int(one) for one in sys.argv[1:]] or [2_000, 250_000]))
