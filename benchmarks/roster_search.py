"""Search as you type and the pages of the list, against what SQL alone can do.

Same people, same keystrokes, one after the other on each keystroke, in one run: ours
(`PeopleIndex.search`: first 50, best first, and how many fit in all) against three tables inside
SQLCipher that only give the first 50 in name order: LIKE on a folded column, FTS5 with prefix
indexes, FTS5 with trigrams. With one typing mistake: ours against trigrams joined by OR. Then the
service on the encrypted store: a keystroke whole, and pages of the list at 250,000 against 2,000.

Times are of the processor (`thread_time`): nothing here waits for a disk or another thread, and
what else the machine does then weighs less.

    python3 dev.py bench roster_search                  2,000, 100,000 and 250,000 people
    PYTHONPATH=. python3 benchmarks/roster_search.py --million     1,000,000 people too
"""

from __future__ import annotations

import random
import resource
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.common.text import fold, name_sort_key
from desktop.common.vocabulary import Sex
from desktop.demo.names import NAMINGS, WEIGHTS, invent_name
from desktop.models import Member
from desktop.models.base import table_of
from desktop.roster.finding.index import PeopleIndex
from desktop.roster.finding.listed import Listed
from desktop.roster.finding.views import ListQuery, ListSort
from desktop.roster.service import RosterService
from desktop.storage.engine import make_engine, open_connection
from desktop.storage.migrate import upgrade
from desktop.storage.unit_of_work import Store

SIZES = (2_000, 100_000, 250_000)
SHOWN = 50
SEED = 51
NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
WHERE = "ORDER BY rowid LIMIT 50"


def people(count: int) -> Iterator[Listed]:
    """Invent people: nine peoples' ways of naming, villages of two hundred names."""
    rng = random.Random(SEED)
    kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
    first = "Nà Huổi Pá Co Phiêng Tà Hua Nậm Pú Kéo Suối Noong".split()  # noqa: SIM905 - a list
    second = "Sang Bon Lau Mạ Xen Hin Tở Khoang Ngựu Púng Lót Hạ Cang Ế Luông Sàng".split()  # noqa: SIM905
    villages = [f"Bản {one} {other}" for one in first for other in second]
    for _ in range(count):
        naming = NAMINGS[rng.choices(kinds, weights)[0]]
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        year = rng.randint(1935, 2006)
        century = (0 if sex is Sex.MALE else 1) + (2 if year >= 2000 else 0)
        number = f"{naming.province}{century}{year % 100:02d}{rng.randrange(10**6):06d}"
        village = rng.choice(villages)
        yield Listed(
            member_id=new_id().bytes,
            full_name=invent_name(naming, sex, rng),
            other_name="",
            birth_date=f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
            numbers=(number, f"{rng.randrange(10**9):09d}", f"{rng.randrange(10**8):08d}"),
            cell=f"Chi bộ {village.lower()}",
            village=village,
            status="official",
            eligible=True,
            has_problem=rng.random() < 0.05,
        )


def keystrokes(some: list[Listed]) -> list[str]:
    """Every prefix of what is typed: names, names turned round, numbers, family and village."""
    rng = random.Random(SEED)
    typed = ["giang a chu", "chu giang", "nguyen v", "0140"]
    for kind in range(48):
        one = rng.choice(some)
        words = fold(one.full_name).replace("'", " ").split()
        typed.append(
            (
                " ".join(words),
                " ".join(reversed(words)),
                one.numbers[0],
                f"{words[0]} {fold(one.village)}",
            )[kind % 4]
        )
    return [text[:end] for text in typed for end in range(1, len(text) + 1) if text[end - 1] != " "]


def mistakes(some: list[Listed], index: PeopleIndex) -> list[str]:
    """Names with one wrong letter, of which nothing fits as typed."""
    rng = random.Random(SEED + 1)
    found = ["giamg a chu", "nguyem van hung"]
    while len(found) < 40:
        name = fold(rng.choice(some).full_name).replace("'", "")
        place = rng.randrange(len(name))
        wrong = name[:place] + rng.choice("bcdghklmnpqrstvx") + name[place + 1 :]
        if len(name) > 6 and name[place] != " " and index.search(wrong, 1).by == "typo":
            found.append(wrong)
    return found


class Tables:
    """The same people in SQLCipher, as three ways of searching that SQL offers."""

    def __init__(self, folder: Path, rows: list[Listed]) -> None:
        self.raw = open_connection(folder / "yardstick.db", secrets.token_bytes(32))
        self.raw.execute("PRAGMA cache_size = -400000")  # all of it in memory: the best case
        self.raw.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, s TEXT)")
        words = "tokenize = 'unicode61', content = '', detail = none"
        self.raw.execute(f"CREATE VIRTUAL TABLE words USING fts5(s, {words}, prefix = '1 2 3')")
        self.raw.execute("CREATE VIRTUAL TABLE trigrams USING fts5(s, tokenize = 'trigram')")
        folded = list(enumerate(folded_rows(rows)))
        self.raw.execute("BEGIN")
        for table in ("plain (id, s)", "words (rowid, s)", "trigrams (rowid, s)"):
            self.raw.executemany(f"INSERT INTO {table} VALUES (?, ?)", folded)
        self.raw.execute("COMMIT")
        self.raw.execute("INSERT INTO words(words) VALUES ('optimize')")
        self.raw.execute("INSERT INTO trigrams(trigrams) VALUES ('optimize')")

    def like(self, text: str) -> list[Any]:
        """Every word anywhere in the folded text."""
        words = text.split()
        test = " AND ".join("s LIKE ?" for _ in words)
        sql = f"SELECT id FROM plain WHERE {test} ORDER BY id LIMIT {SHOWN}"
        return self.raw.execute(sql, [f"%{word}%" for word in words]).fetchall()

    def prefixes(self, text: str) -> list[Any]:
        """Every word the beginning of a word."""
        query = " AND ".join(f'"{word}"*' for word in text.split())
        return self.raw.execute(
            f"SELECT rowid FROM words WHERE words MATCH ? {WHERE}", [query]
        ).fetchall()

    def trigrams(self, text: str) -> list[Any]:
        """Every word anywhere, through trigrams; words of one or two letters by LIKE."""
        words = text.split()
        long = " AND ".join(f'"{word}"' for word in words if len(word) > 2)
        short = [f"%{word}%" for word in words if len(word) < 3]
        tests = ["trigrams MATCH ?"] * bool(long) + ["s LIKE ?"] * len(short)
        sql = f"SELECT rowid FROM trigrams WHERE {' AND '.join(tests)} {WHERE}"
        return self.raw.execute(sql, [long] * bool(long) + short).fetchall()

    def any_trigram(self, text: str) -> list[Any]:
        """Any trigram of the text, those with the most first."""
        parts = sorted({text[i : i + 3] for i in range(len(text) - 2)})
        query = " OR ".join(f'"{part}"' for part in parts)
        sql = f"SELECT rowid FROM trigrams WHERE trigrams MATCH ? ORDER BY rank LIMIT {SHOWN}"
        return self.raw.execute(sql, [query]).fetchall()


def folded_rows(rows: list[Listed]) -> Iterator[str]:
    """Give what the tables index, in name order."""
    for one in sorted(rows, key=lambda row: name_sort_key(row.full_name)):
        yield fold(f"{one.full_name.replace('’', ' ')} {one.numbers[0]} {one.village} {one.cell}")


def side_by_side(
    texts: list[str], ways: dict[str, Callable[[str], object]]
) -> dict[str, list[float]]:
    """Ask each way each text, taking turns; a round to warm up first. Milliseconds."""
    took: dict[str, list[float]] = {name: [] for name in ways}
    for is_measured in (False, True):
        for text in texts if is_measured else texts[::5]:
            for name, ask in ways.items():
                # FTS5 leaves millions of small freed pieces; whoever next asks the C library
                # for a large one would pay for joining them. Here nobody pays.
                bytearray(200_000)
                start = time.thread_time()
                ask(text)
                if is_measured:
                    took[name].append((time.thread_time() - start) * 1000)
    return took


def at(times: list[float], percent: float) -> float:
    """Return a percentile."""
    return sorted(times)[min(len(times) - 1, int(len(times) * percent / 100))]


def measure_search(count: int, folder: Path) -> None:
    """Search among so many people."""
    rows = list(people(count))
    before = _resident_mb()
    start = time.thread_time()
    index = PeopleIndex(rows)
    print(
        f"\n{count:,} people: index built in {time.thread_time() - start:.1f} s, "
        f"+{_resident_mb() - before:.0f} MB at the peak"
    )
    tables = Tables(folder, rows)
    rng = random.Random(SEED)
    some = rng.sample(rows, 400)
    ways: dict[str, Callable[[str], object]] = {
        "ours": lambda text: index.search(text, SHOWN),
        "LIKE": tables.like,
        "FTS5 prefix": tables.prefixes,
        "FTS5 trigram": tables.trigrams,
    }
    took = side_by_side(keystrokes(some), ways)
    for name, times in took.items():
        p50, p95, p99 = (at(times, percent) for percent in (50, 95, 99))
        print(f"  {name:13} p50 {p50:8.3f}  p95 {p95:8.3f}  p99 {p99:8.3f}  max {max(times):8.3f}")
    ours = took["ours"]
    print(f"  LIKE / ours at p95          {at(took['LIKE'], 95) / at(ours, 95):6.1f}  (goal 20)")
    print(f"  trigram / ours at p99       {at(took['FTS5 trigram'], 99) / at(ours, 99):6.1f}  (10)")
    print(
        f"  prefix / ours at p95        {at(took['FTS5 prefix'], 95) / at(ours, 95):6.1f}  (6: 1M)"
    )
    wrong = mistakes(some, index)
    took = side_by_side(wrong, {"ours": ways["ours"], "any trigram": tables.any_trigram})
    mine, theirs = statistics.median(took["ours"]), statistics.median(took["any trigram"])
    print(f"  one mistake: ours {mine:.2f} ms, trigrams by OR {theirs:.1f} ms, median")
    print(f"  trigrams by OR / ours       {theirs / mine:6.1f}  (goal 100 at 250,000)")
    tables.raw.close()


def open_list(count: int, folder: Path) -> tuple[RosterService, Store, list[Listed]]:
    """Make an encrypted store with so many people."""
    engine = make_engine(folder / f"list-{count}.db", secrets.token_bytes(32))
    upgrade(engine, now=NOW)
    store = Store(engine)
    rows = list(people(count))
    with store.write() as session:
        for start in range(0, count, 5_000):
            values = [_stored(one) for one in rows[start : start + 5_000]]
            session.execute(insert(table_of(Member)), values)
    return RosterService(store, FixedClock(NOW)), store, rows


def measure_list(folder: Path) -> None:
    """Pages of the list, and whole keystrokes, on the encrypted store."""
    lists = {count: open_list(count, folder) for count in (2_000, 250_000)}
    for count, (service, _store, rows) in lists.items():
        opening = _took_ms(partial(service.list_page, ListQuery(), 0, 200))
        scanned = _took_ms(partial(service.find_by_personal_id, rows[7].numbers[0]))
        warming = _took_ms(service.warm_up)
        print(
            f"\n{count:,} people in the store: ready to search in {warming / 1000:.2f} s; before "
            f"that the list opens in {opening:.0f} ms, a scanned number is found in {scanned:.1f}"
        )
    service, _store, rows = lists[250_000]
    texts = keystrokes(random.Random(SEED).sample(rows, 400))
    took = side_by_side(texts, {"whole": service.search})["whole"]
    p50, p95, p99 = (at(took, percent) for percent in (50, 95, 99))
    print(f"  keystroke to rows: p50 {p50:.2f}  p95 {p95:.2f}  p99 {p99:.2f} ms  (goal p95 <= 10)")
    measures: dict[str, Callable[[RosterService, random.Random], object]] = {
        "first page": first_page,
        "scroll": lambda s, r: s.list_page(
            ListQuery(), r.randrange(s.list_count(ListQuery())), 200
        ),
        "scroll by cell": lambda s, r: s.list_page(
            ListQuery(sort=ListSort.CELL), r.randrange(s.list_count(ListQuery())), 200
        ),
    }
    for name, ask in measures.items():
        times: dict[int, list[float]] = {count: [] for count in lists}
        for turn in range(120):
            for count, (of_size, _store, _rows) in lists.items():
                rng = random.Random(turn)
                start = time.thread_time()
                ask(of_size, rng)
                if turn >= 20:
                    times[count].append((time.thread_time() - start) * 1000)
        small, large = (statistics.median(some) for some in times.values())
        p95s = "/".join(f"{at(some, 95):.1f}" for some in times.values())
        print(
            f"  {name:15} {small:6.2f} ms at 2,000, {large:6.2f} at 250,000, p95 {p95s}: "
            f"ratio {large / small:.2f}  (goal <= 2)"
        )
    for _service, store, _rows in lists.values():
        store.close()


def first_page(service: RosterService, rng: random.Random) -> object:
    """Open the list as for the first time: a new filter, no row at hand."""
    service._lookup._rows.clear()  # noqa: SLF001 - what was shown before must not help
    return service.list_page(_fresh(rng), 0, 200)


def _took_ms(ask: Callable[[], object]) -> float:
    start = time.thread_time()
    ask()
    return (time.thread_time() - start) * 1000


def _fresh(rng: random.Random) -> ListQuery:
    """Return a filter nobody asked for before, as on first opening the page."""
    return ListQuery(without=frozenset({UUID(int=rng.getrandbits(128))}))


def _stored(one: Listed) -> dict[str, Any]:
    number, old, card = one.numbers
    name = one.full_name
    return {
        "id": UUID(bytes=one.member_id),
        "origin": "",
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
        "full_name": name,
        "name_folded": fold(name),
        "name_sort": name_sort_key(name),
        "birth_date": one.birth_date,
        "personal_id": number,
        "old_id": old,
        "card_number": card,
        "cell": one.cell,
        "village": one.village,
        "residence": one.village,
        "status": one.status,
        "extra": {"columns": {}, "fields": {}},
        "problems": [{"code": "birth_year_only", "field": "birth_date"}] * one.has_problem,
    }


def _resident_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run everything and print ratios."""
    sizes = (*SIZES, 1_000_000) if "--million" in sys.argv else SIZES
    with tempfile.TemporaryDirectory() as name:
        for count in sizes:
            folder = Path(name) / str(count)
            folder.mkdir()
            measure_search(count, folder)
        measure_list(Path(name))


if __name__ == "__main__":
    main()
