"""Planning who of which cell comes when, against reading and writing the same rows and no more.

70 cells over 20 working days at two counters, on the encrypted store. Ours: the first plan
(`ScheduleService.propose` and `accept`), the page that shows it (`board`), and a replan on the
third day, when a fifth of those asked to come until then did not. The yardstick: SELECT of the
columns that a plan needs of everybody, and one transaction that puts as many slots and places into
the same tables; it knows no hours, no counters and no order.
Goal: the whole first plan under one second.

    python3 dev.py bench schedule
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select, text

from desktop.campaign.schedule.service import ScheduleService
from desktop.campaign.service import CampaignService
from desktop.common.ids import new_ids
from desktop.models import Application, Member, ScheduleSeat, ScheduleSlot, Station
from desktop.models.base import table_of
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests import factories

CELLS, PEOPLE, DAYS, COUNTERS, TURNS = 70, 2_800, 20, "2", 5
COLUMNS = (
    "SELECT id, full_name, name_sort, birth_date, joined_on, cell, status, card_number, problems"
    " FROM members WHERE retired = '' ORDER BY cell, name_sort, id"
)


def main(people: int) -> int:
    """Measure and print."""
    turns = []
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory() as folder:
            turns.append(turn(Path(folder), people))
    first, board, yard, replan = (statistics.median(one) for one in zip(*turns, strict=True))
    firsts = [one[0] for one in turns]
    print(
        f"{people:,} people, {CELLS} cells: first plan {first:.0f} ms "
        f"({min(firsts):.0f} to {max(firsts):.0f}), replan {replan:.0f} ms, page {board:.0f} ms; "
        f"the same rows read and written {yard:.0f} ms; "
        f"ratio {first / yard:.1f}, replan {replan / yard:.1f}"
    )
    return 0 if first < 1000 else 1


def turn(folder: Path, people: int) -> tuple[float, float, float, float]:
    """Return milliseconds of the first plan, the page, the yardstick and the replan."""
    store, clock = factories.open_profile(folder / "profile")
    add_members(store, clock.now(), people)
    staff = CalendarService(store, clock), PlanService(store, clock)
    schedule = ScheduleService(store, clock, CampaignService(store, clock), *staff)
    schedule.set_hours({"counters": COUNTERS}, actor="bench")

    def plan() -> None:
        schedule.accept(schedule.propose(), actor="bench")

    first, board = timed(plan), timed(schedule.board)
    planned = [slot for row in schedule.board().cells for slot in row.slots]
    assert len({slot.day for slot in planned}) == DAYS
    yard = timed(lambda: bare(store, clock.now()))
    clock.advance(timedelta(days=2, hours=3))
    come(store, clock.now(), planned)
    replan = timed(plan)
    store.close()
    return first, board, yard, replan


def add_members(store, now, people: int) -> None:
    """Put members into the store, below the import, which is measured elsewhere."""
    chance = random.Random(people)
    rows = [
        {
            "id": key, "origin": "", "version": 1, "created_at": now, "updated_at": now,
            "retired": "", "full_name": f"Người {n}", "name_folded": f"nguoi {n}",
            "name_sort": f"{n:07d}", "cell": f"Chi bộ số {chance.randrange(CELLS)}",
            "status": "official", "card_number": f"{n:08d}", "problems": [], "extra": {},
            "birth_date": f"{1940 + n % 60}-05-11", "joined_on": f"{1965 + n % 50}",
        }
        for n, key in enumerate(new_ids(people))
    ]  # fmt: skip
    with store.write() as session:
        session.execute(insert(table_of(Member)), rows)


def come(store, now, planned) -> None:
    """Receive four of five of those who were asked to come by now."""
    chance = random.Random(1)
    today = now.date()
    members = [
        seat.member_id
        for slot in planned
        if slot.day <= today
        for seat in slot.seats
        if chance.random() < 0.8
    ]
    with store.write() as session:
        station = session.execute(select(Station.id)).scalar_one()
        rows = [
            {
                "id": key, "origin": "", "version": 1, "created_at": now, "updated_at": now,
                "member_id": member, "station_id": station, "state": "received",
                "step": "check", "channel": "counter", "fields": {}, "choices": {},
                "photo_report": {}, "sign_exception": {}, "received_at": now,
                "step_times": {"compare": (now - timedelta(minutes=5)).isoformat()},
                "receipt_number": f"{n:012d}", "snapshot": {},
            }
            for n, (key, member) in enumerate(zip(new_ids(len(members)), members, strict=True))
        ]  # fmt: skip
        session.execute(insert(table_of(Application)), rows)


def bare(store, now) -> None:
    """Read what a plan needs, and write as many rows as it made, into tables of the same shape."""
    with store.read() as session:
        session.execute(text(COLUMNS)).all()
        slots = [dict(row) for row in session.execute(select(table_of(ScheduleSlot))).mappings()]
        seats = [dict(row) for row in session.execute(select(table_of(ScheduleSeat))).mappings()]
    keys = dict(zip([row["id"] for row in slots], new_ids(len(slots)), strict=True))
    gone = {"removed_at": now, "removed_by": "bench"}
    with store.write() as session:
        session.execute(
            insert(table_of(ScheduleSlot)),
            [{**row, **gone, "id": keys[row["id"]]} for row in slots],
        )
        session.execute(
            insert(table_of(ScheduleSeat)),
            [{**row, "slot_id": keys[row["slot_id"]]} for row in seats],
        )


def timed(act) -> float:
    """Return milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    raise SystemExit(main(PEOPLE))
