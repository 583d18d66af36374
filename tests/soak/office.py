"""Runs an office until everybody has a receipt, and breaks it at seeded places meanwhile."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.common.clock import SystemClock
from desktop.security.keystore import MemoryKeyring
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter
from desktop.security.operators.service import OperatorsService
from desktop.security.views import Role
from desktop.services import Services
from desktop.storage.address import read_address
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from desktop.wiring import Adapters, open_services
from tests.postgres import PostgresServer
from tests.soak.network import Network, Way
from tests.soak.plan import SoakPlan, Task, people, queues, write_list

ROOT = Path(__file__).resolve().parents[2]
CHIEF = "Lò Thị Hương"
_LOOK = 0.05


@dataclass
class CounterProcess:
    """One counter: its folder, its way to the server, and the process that is running now."""

    station: str
    folder: Path
    way: Way
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    crashes: list[str] = field(default_factory=list)
    _read: int = 0
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def said(self) -> Path:
        """The file of what was acknowledged here."""
        return self.folder / "said.jsonl"

    def start(self) -> None:
        """Start the process."""
        self.starts += 1
        environment = {
            **os.environ,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONUTF8": "1",
            "TZ": "ICT-7",
            "PYTHONPATH": str(ROOT),
        }
        with self._errors.open("w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.clerk", str(self.folder / "task.json")],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
            )

    def kill(self) -> bool:
        """Kill the process as a power cut would; return whether it was alive."""
        assert self.process is not None
        was_alive = self.process.poll() is None
        self.process.kill()
        self.process.wait(30)
        return was_alive

    def ended(self) -> bool:
        """Whether everybody was served, as this counter sees it; a crash is noted and mended."""
        assert self.process is not None
        code = self.process.poll()
        if code is None:
            return False
        if code == 0:
            return True
        if code != -signal.SIGKILL:
            trace = self._errors.read_text(encoding="utf-8")[-6000:]
            self.crashes.append(f"{self.station} ended with {code}:\n{trace}")
        self.start()
        return False

    def look(self) -> None:
        """Read what was said since the last look."""
        if not self.said.exists():
            return
        with self.said.open("rb") as file:
            file.seek(self._read)
            whole, _, _ = file.read().rpartition(b"\n")
        if whole:
            self._read += len(whole) + 1
            self.lines += [json.loads(line) for line in whole.split(b"\n") if _is_whole(line)]

    @property
    def _errors(self) -> Path:
        return self.folder / "errors.txt"


def _is_whole(line: bytes) -> bool:
    return line.startswith(b"{") and line.endswith(b"}")


@dataclass
class Soaked:
    """What came of it.

    Attributes:
        acknowledged: every line that counters were told, with the station.
        crashes: traces of processes that ended by themselves; none is expected.
        happened: what was broken, in order.
        services: the office seen from one more start of its first counter.
        seconds: from the first start to the last end.
    """

    plan: SoakPlan
    acknowledged: list[dict[str, Any]]
    crashes: list[str]
    happened: list[str]
    services: Services
    seconds: float


class Office:
    """An office on a server of its own, and everything that can break in it."""

    def __init__(self, plan: SoakPlan, server: PostgresServer, folder: Path) -> None:
        self._plan = plan
        self._server = server
        self._folder = folder
        self._network = Network(server.port)
        self._database = server.empty_database()
        self._chance = random.Random(plan.seed + 2)
        self._happened: list[str] = []
        self.counters: list[CounterProcess] = []
        self._code = ""

    def found(self) -> None:
        """Make every counter's profile, the people who work there and the list."""
        for place, queue in enumerate(queues(self._plan)):
            station = f"QN{place + 1:02d}"
            folder = self._folder / station
            folder.mkdir()
            counter = CounterProcess(station, folder, self._network.way())
            self.counters.append(counter)
            self._make(counter)
            task = Task(
                station,
                str(folder / "profile"),
                self._code,
                str(counter.said),
                queue,
                self._plan,
            )
            task.write(folder / "task.json")
        with self.services() as services:
            services.imports.import_list(write_list(people(self._plan), self._folder), actor=CHIEF)
            services.shifts.desk.open(actor=CHIEF)

    def _make(self, counter: CounterProcess) -> None:
        url = self._server.address(self._database, port=counter.way.port)
        address, password = read_address(url, self._server.ca_file)

        def first_person(store: Store) -> None:
            OperatorsService(store, SystemClock()).add_first(CHIEF, "258036", actor="setup")

        made = create_counter(
            Profile(counter.folder / "profile"),
            NewCounter(
                "03862",
                "xã Mường Thử",
                counter.station,
                OfficeServer(address, password, self._code or None),
            ),
            keystore=MemoryKeyring(),
            clock=SystemClock(),
            recovery_file=None if self._code else self._folder / "ma.txt",
            furnish=None if self._code else first_person,
        )
        self._code = made.recovery_code

    @contextmanager
    def services(self) -> Iterator[Services]:
        """Open the first counter once more, as whoever answers for the office."""
        outside = Adapters(keystore=MemoryKeyring())
        services = open_services(self.counters[0].folder / "profile", self._code, outside)
        services.login.seat.take(Role.ADMINISTRATOR, CHIEF)
        try:
            yield services
        finally:
            services.close()

    # ------------------------------------------------------------ the day

    def serve(self) -> float:
        """Let everybody be served while things break; return the seconds it took.

        Raises:
            TimeoutError: it was not done in time; says what every counter did last.
        """
        began = time.monotonic()
        troubles = self._troubles()
        for counter in self.counters:
            counter.start()
        while not self._is_over():
            received = self._received()
            while troubles and troubles[0][0] <= received:
                _, happen = troubles.pop(0)
                happen()
            if time.monotonic() - began > self._plan.patience:
                raise TimeoutError(self._standing(received))
            time.sleep(_LOOK)
        if troubles:
            raise TimeoutError(f"{len(troubles)} troubles never came")
        return time.monotonic() - began

    def _is_over(self) -> bool:
        """Whether every counter has ended its work; those that fell over are started again."""
        ended = [counter.ended() for counter in self.counters]
        for counter in self.counters:
            counter.look()
        return all(ended)

    def _received(self) -> int:
        return len(
            {
                line["who"]
                for counter in self.counters
                for line in counter.lines
                if line["did"] == "received"
            }
        )

    def _standing(self, received: int) -> str:
        last = [f"{one.station}: {one.lines[-1:]}" for one in self.counters]
        crashes = [text for one in self.counters for text in one.crashes]
        return "\n".join([f"{received} of {self._plan.applicants}", *last, *crashes])

    def _troubles(self) -> list[tuple[int, Callable[[], None]]]:
        """Return what breaks, and after how many receipts; none at the very end."""
        plan, chance = self._plan, self._chance
        most = max(1, plan.applicants * 9 // 10)
        found: list[tuple[int, Callable[[], None]]] = []
        found += [(chance.randint(1, most), self._kill) for _ in range(plan.kills)]
        found += [(chance.randint(1, most), self._cut) for _ in range(plan.cuts)]
        found += [
            (plan.applicants * (one + 1) // (plan.restarts + 1), self._restart)
            for one in range(plan.restarts)
        ]
        return sorted(found, key=lambda one: one[0])

    def _kill(self) -> None:
        counter = self._chance.choice(self.counters)
        was_alive = counter.kill()
        counter.start()
        self._happened.append(f"kill {counter.station}{'' if was_alive else ' (was away)'}")

    def _cut(self) -> None:
        several = self._chance.random() < 0.2
        counters = self.counters if several else [self._chance.choice(self.counters)]
        seconds = self._chance.uniform(0.1, 1.5)
        stalled = self._chance.choice((0.0, 0.0, self._chance.uniform(0.2, 2)))
        for counter in counters:
            counter.way.cut(seconds, stalled)
        names = "all" if several else counters[0].station
        self._happened.append(f"cut {names}, nothing for {stalled:.1f} s, away {seconds:.1f} s")

    def _restart(self) -> None:
        how = self._chance.choice(("immediate", "fast"))
        self._server.restart(how)
        self._happened.append(f"server restarted ({how})")

    # ------------------------------------------------------------ the end

    def soaked(self, services: Services, seconds: float) -> Soaked:
        """Return everything that the audit needs."""
        said = [{**line, "at": one.station} for one in self.counters for line in one.lines]
        crashes = [text for one in self.counters for text in one.crashes]
        return Soaked(self._plan, said, crashes, self._happened, services, seconds)

    def close(self) -> None:
        """End whatever still runs, and drop the database."""
        for counter in self.counters:
            if counter.process is not None and counter.process.poll() is None:
                counter.kill()
            counter.way.close()
        self._network.close()
        self._server.drop(self._database)


@contextmanager
def soaked_office(plan: SoakPlan, server: PostgresServer, folder: Path) -> Iterator[Soaked]:
    """Run an office as planned and give what came of it.

    Raises:
        TimeoutError: not everybody was served in time.
    """
    office = Office(plan, server, folder)
    try:
        office.found()
        seconds = office.serve()
        with office.services() as services:
            yield office.soaked(services, seconds)
    finally:
        office.close()
