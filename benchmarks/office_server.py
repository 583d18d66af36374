"""An office with 1 and 10 counters on a server, against the embedded store and bare statements.

    python3 dev.py bench office_server
    PYTHONPATH=. .venv/bin/python benchmarks/office_server.py --each 40

Each counter is a process with a profile of its own that reaches the server over TLS and serves
people through the services that the pages call: find, open, portrait, signature, save. The server's
commits wait for the drive, as the embedded store's do; all of them run one after the other, in one
run. Without a pause, ten counters are ten programs that never wait, on the cores of one machine;
with one, each serves somebody every few seconds, not all at the same blink, which is still a
hundred times faster than people.

*Bare statements*: every statement that an act sent is sent again, with the same values, over a
plain connection to a copy of the database, right behind the act itself: the same work for the
server, with nothing searched, checked, sealed, opened or chained by us. Goals with ten counters:
p95 of find at most 50 ms, of save 150 ms; at most twice the time of the bare statements.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.common.clock import SystemClock
from desktop.security.keystore import MemoryKeyring
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter
from desktop.security.setup import create_profile
from desktop.storage.address import read_address
from desktop.storage.profile import Profile
from desktop.wiring import Adapters, open_services
from tests.postgres import PostgresServer, running_server
from tests.soak.plan import Applicant, SoakPlan, people, write_list

ROOT = Path(__file__).resolve().parents[1]
COUNTERS, LISTED, WARM = 10, 2_000, 3
PAUSE, PACED = 3.0, 12


class Bench:
    """An office of ten counters, a counter with an embedded store, and one list for both."""

    def __init__(self, server: PostgresServer, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._everybody = people(SoakPlan(COUNTERS, LISTED, 0, 0, 0))
        self._next = {"office": 0, "alone": 0}
        self._list = write_list(self._everybody, folder)
        self._database = server.empty_database()
        self._code = ""
        for number in range(COUNTERS):
            self._make_counter(f"QN{number:02d}")
        self._import(folder / "QN00", self._code)
        self._alone = self._make_alone()

    def _make_counter(self, station: str) -> None:
        url = self._server.address(self._database)
        address, password = read_address(url, self._server.ca_file)
        server = OfficeServer(address, password, self._code or None)
        made = create_counter(
            Profile(self._folder / station),
            NewCounter("03862", "xã Mường Thử", station, server),
            keystore=MemoryKeyring(),
            clock=SystemClock(),
            recovery_file=None if self._code else self._folder / "code.txt",
        )
        self._code = made.recovery_code

    def _make_alone(self) -> str:
        made = create_profile(
            Profile(self._folder / "alone"),
            commune_code="03862",
            commune_name="xã Mường Thử",
            station_code="MT02",
            keystore=MemoryKeyring(),
            clock=SystemClock(),
            recovery_file=self._folder / "alone.txt",
        )
        self._import(self._folder / "alone", made.recovery_code)
        return made.recovery_code

    def _import(self, profile: Path, code: str) -> None:
        services = open_services(profile, code, Adapters(keystore=MemoryKeyring()))
        services.imports.import_list(self._list, actor="bench")
        services.close()

    def alone(self, each: int) -> list[dict[str, Any]]:
        """Serve people at the counter with the embedded store."""
        order = self._order("alone", self._alone, "alone", each)
        return self._run([order])

    def office(
        self, counters: int, each: int, *, pause: float = 0, bare: bool = False
    ) -> list[dict[str, Any]]:
        """Serve people at so many counters at once; each serves so many."""
        copy = self._server.copy_of(self._database) if bare else ""
        orders = []
        for number in range(counters):
            order = self._order(
                f"QN{number:02d}", self._code, "office", each, pause=pause, copy=copy
            )
            orders.append({**order, "delay": pause * number / counters})
        return self._run(orders)

    def _order(
        self, profile: str, code: str, where: str, each: int, *, pause: float = 0, copy: str = ""
    ) -> dict[str, Any]:
        first = self._next[where]
        self._next[where] += WARM + each
        some: list[Applicant] = self._everybody[first : self._next[where]]
        bare = f"{self._server.address(copy)}?sslmode=require" if copy else ""
        return {
            "profile": str(self._folder / profile),
            "code": code,
            "name": f"Cán bộ {profile}",
            "people": [asdict(one) for one in some],
            "warm": WARM,
            "pause": pause,
            "delay": 0.0,
            "bare": bare,
        }

    @staticmethod
    def _run(orders: list[dict[str, Any]]) -> list[dict[str, Any]]:
        processes = [
            subprocess.Popen(
                [sys.executable, "benchmarks/_office_counter.py", json.dumps(order)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
            for order in orders
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        found = []
        for process in processes:
            out, _ = process.communicate()
            assert process.returncode == 0
            found.append(json.loads(out))
        return found


def all_of(found: list[dict[str, Any]], name: str) -> list[float]:
    return sorted(value for one in found for value in one[name])


def p95(values: list[float]) -> float:
    return values[min(len(values) - 1, int(len(values) * 0.95))]


def show(name: str, found: list[dict[str, Any]]) -> None:
    """Print what one constellation took."""
    span = max(one["ended"] for one in found) - min(one["began"] for one in found)
    find, save, whole = (all_of(found, act) for act in ("find", "save", "whole"))
    rate = len(whole) / span * 60
    print(
        f"{name:32} {rate:6.0f} records/min   find {ms(find)}   save {ms(save)}"
        f"   all acts of one {statistics.median(whole) * 1000:.0f} ms"
    )


def ms(values: list[float]) -> str:
    return f"{statistics.median(values) * 1000:5.1f}, p95 {p95(values) * 1000:5.1f} ms"


def show_ratio(name: str, found: list[dict[str, Any]]) -> None:
    """Print ours against the same statements sent again."""
    for act in ("find", "save", "whole"):
        ours = all_of(found, act)
        again = sorted(value for one in found for value in one["bare"][act])
        sent = found[0]["statements"]
        count = sent.get(act, sum(sent.values()))
        middle, late = statistics.median(ours) / statistics.median(again), p95(ours) / p95(again)
        print(
            f"{name:18} {act:6} {count:3} statements, bare {ms(again)},"
            f" ours / bare {middle:.2f} (median), {late:.2f} (p95)"
        )


def main() -> None:
    """Run every constellation, one after the other."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--each", type=int, default=25, help="people each counter serves")
    each = words.parse_args().each
    os.environ["TZ"] = "ICT-7"  # records are taken in Vietnam's time zone only
    time.tzset()
    with (
        running_server(durable=True, connections=150) as server,
        tempfile.TemporaryDirectory() as name,
    ):
        bench = Bench(server, Path(name))
        print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        show("embedded store, 1 counter", bench.alone(each * 2))
        show("server, 1 counter", bench.office(1, each * 2))
        show(f"server, {COUNTERS}, no pause", bench.office(COUNTERS, each))
        paced = f"{COUNTERS}, one each {PAUSE:.0f} s"
        show(f"server, {paced}", bench.office(COUNTERS, PACED, pause=PAUSE))
        show("embedded store, 1 counter, again", bench.alone(each))
        print(f"load after: {os.getloadavg()[0]:.1f}")
        show_ratio("1 counter", bench.office(1, each * 2, bare=True))
        show_ratio(paced, bench.office(COUNTERS, PACED, pause=PAUSE, bare=True))
        show_ratio(f"{COUNTERS}, no pause", bench.office(COUNTERS, PACED, bare=True))
    print("goals with 10 counters: find p95 <= 50 ms, save p95 <= 150 ms, ours / bare <= 2")


if __name__ == "__main__":
    main()
