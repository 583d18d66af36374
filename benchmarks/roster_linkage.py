"""Cross-checking two lists: ours, the two joins everybody tries first, and splink.

The same seeded pair (tests/roster/linkage/pairs.py: a member list and a second source full of
traps) goes to every method, each in a process of its own, one after the other. Ours takes the rows
as an importer gives them; splink gets columns that are read and folded already and gives its
answer one to one at its best threshold, which needs the truth: its figure is the best it can do.

F1 of ours: all pairs it shows (`same` and `ask` together) against the truth. Goals: 0.995 at
91,000 against 300,000 within 15 s and 1.5 GB, better than splink; at most one wrong pair in a
thousand among `same`.

    python3 dev.py bench roster_linkage
    python3 benchmarks/roster_linkage.py --size 2000x20000 --seeds 7 8 9 --splink-python PYTHON

splink is no part of the project: install it elsewhere and name that interpreter.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop.common.vocabulary import FieldKey  # noqa: E402 - the path comes first
from desktop.roster.linkage import Zone, link, people_of  # noqa: E402 - the path comes first
from tests.roster.linkage.pairs import make_pair  # noqa: E402 - the path comes first

SPLINK = "splink==5.0.0"
Found = list[tuple[int, int, float, str]]
Cost = tuple[float, float, float]
"""Seconds on the clock, seconds of processor time, peak memory of the process in MB."""


def load(file: Path) -> list[dict[FieldKey, str]]:
    rows = json.loads(file.read_text(encoding="utf-8"))
    return [{FieldKey(key): text for key, text in row.items()} for row in rows]


# ------------------------------------------------------------------ the methods


def ours(members, others) -> Found:
    found = link(people_of(members), people_of(others))
    return [(one.member, one.other, one.weight, one.zone.value) for one in found.pairs]


def join(members, others, key) -> Found:
    places: dict[object, list[int]] = {}
    for place, row in enumerate(others):
        if value := key(row):
            places.setdefault(value, []).append(place)
    return [
        (one, two, 1.0, "")
        for one, row in enumerate(members)
        for two in places.get(key(row), ())
        if key(row)
    ]


def number_of(row):
    text = row.get(FieldKey.PERSONAL_ID, "")
    return text if len(text) == 12 else None


def name_and_birth(row):
    name = unicodedata.normalize("NFC", row.get(FieldKey.FULL_NAME, "")).casefold()
    birth = row.get(FieldKey.BIRTH_DATE, "")
    return (name, birth) if name and birth else None


METHODS = {
    "ours": ours,
    "exact number": lambda members, others: join(members, others, number_of),
    "exact name + birth": lambda members, others: join(members, others, name_and_birth),
}


def work(method: str, folder: Path) -> None:
    """Run one method in this process; its memory and time are its own."""
    members, others = load(folder / "members.json"), load(folder / "others.json")
    start, cpu = time.perf_counter(), time.process_time()
    found = METHODS[method](members, others)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    (folder / "found.json").write_text(json.dumps([[seconds, cpu, peak_mb()], found]))


def peak_mb() -> float:
    """Return the most memory this program had; the kernel's other figure counts its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    high = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(high.split()[1]) / 1024


# ------------------------------------------------------------------ splink


def write_columns(rows, file: Path) -> None:
    """Write what splink gets: everything read and folded, a column each."""
    people = people_of(rows)
    texts = people.words.texts
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        names = ("family", "middle", "given", "whole", "village", "commune")
        writer.writerow(["unique_id", *names, "pid", "old", "sex", "dob", "year", "month", "day"])
        for place in range(len(people)):
            personal, old = int(people["personal_id"][place]), int(people["old_id"][place])
            birth = int(people["birth"][place])
            year, month, day = birth // 10_000, birth // 100 % 100, birth % 100
            known = day and (month, day) != (1, 1)
            writer.writerow([
                place,
                *(texts[int(people[name][place])] for name in names),
                f"{personal:012d}" if personal >= 0 else "",
                f"{old:09d}" if old >= 0 else "",
                ("", "male", "female")[int(people["sex"][place])],
                f"{year}-{month:02d}-{day:02d}" if known else "",
                year or "", month if known else "", day if known else "",
            ])  # fmt: skip


def run_splink(python: str, folder: Path) -> tuple[Cost, Found] | None:
    write_columns(load(folder / "members.json"), folder / "left.csv")
    write_columns(load(folder / "others.json"), folder / "right.csv")
    script = Path(__file__).with_name("_splink_yardstick.py")
    done = subprocess.Popen(
        [python, str(script), str(folder)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert done.stdout is not None
    said = done.stdout.read()
    if done.wait():
        print("splink failed")
        return None
    with (folder / "splink.csv").open(encoding="utf-8") as file:
        found = [(int(a), int(b), float(p), "") for a, b, p in list(csv.reader(file))[1:]]
    seconds, cpu, peak = (float(number) for number in said.rsplit("cost", 1)[1].split())
    return (seconds, cpu, peak), found


def one_to_one(found: Found) -> Found:
    """Give each row its likeliest partner, as ours does."""
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for one in sorted(found, key=lambda pair: -pair[2]):
        if one[0] not in left and one[1] not in right:
            left.add(one[0])
            right.add(one[1])
            kept.append(one)
    return kept


# ------------------------------------------------------------------ the table


def score(
    found: Iterable[tuple[int, int, float, str]], truth: dict[int, int]
) -> tuple[float, float, float]:
    pairs = [(one[0], one[1]) for one in found]
    right = sum(truth.get(one) == two for one, two in pairs)
    precision, recall = right / max(len(pairs), 1), right / max(len(truth), 1)
    return precision, recall, 2 * right / max(len(pairs) + len(truth), 1)


def line(name: str, scores: tuple[float, float, float], cost: Cost) -> None:
    precision, recall, f1 = scores
    seconds, cpu, peak = cost
    quality = f"{precision:.4f} | {recall:.4f} | {f1:.4f}"
    print(f"| {name} | {quality} | {seconds:.2f} | {cpu:.2f} | {peak:.0f} |", flush=True)


def compare(members: int, others: int, seed: int, splink_python: str | None) -> None:
    pair = make_pair(seed, members, others)
    print(f"\n{members} x {others}, seed {seed}, truly in both {len(pair.truth)}")
    print(
        "| method | precision | recall | F1 | s | CPU s | peak MB |\n|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, rows in (("members", pair.members), ("others", pair.others)):
            (folder / f"{side}.json").write_text(json.dumps(rows), encoding="utf-8")
        truth = pair.truth
        del pair
        for method in METHODS:
            subprocess.run(
                [sys.executable, __file__, "--worker", method, "--folder", name], check=True
            )
            cost, found = json.loads((folder / "found.json").read_text())
            line(method, score(found, truth), cost)
            if method == "ours":
                same = [one for one in found if one[3] == Zone.SAME.value]
                wrong = sum(truth.get(one[0]) != one[1] for one in same)
                print(
                    f"|   of these same {len(same)} (wrong {wrong}), ask {len(found) - len(same)}"
                    " | | | | | | |"
                )
        if splink_python is None:
            print(f"splink not installed: pip install {SPLINK}, then --splink-python PYTHON")
            return
        answer = run_splink(splink_python, folder)
        if answer is None:
            return
        cost, found = answer
        line("splink, p >= 0.5", score([p for p in found if p[2] >= 0.5], truth), cost)
        single = one_to_one(found)
        best = max(
            (score([p for p in single if p[2] >= at], truth)[2], at)
            for at in (
                0.02,
                0.05,
                0.1,
                0.2,
                0.35,
                0.5,
                0.65,
                0.8,
                0.9,
                0.95,
                0.99,
                0.999,
                0.9999,
                0.99999,
            )
        )
        line(
            f"splink, one to one, best threshold (p >= {best[1]})",
            score([p for p in single if p[2] >= best[1]], truth),
            cost,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", nargs="+", default=["2000x20000", "91000x300000"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[7])
    parser.add_argument("--splink-python", default=os.environ.get("SPLINK_PYTHON"))
    parser.add_argument("--worker", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        work(args.worker, args.folder)
        return
    for size in args.size:
        members, others = (int(part) for part in size.split("x"))
        for seed in args.seeds:
            compare(members, others, seed, args.splink_python)


if __name__ == "__main__":
    main()
