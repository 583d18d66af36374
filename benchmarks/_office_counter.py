"""One counter of benchmarks/office_server.py, as a process: serves people and says what it took.

It can replay every statement it sent, at once and with the same values, on a bare connection to a
copy of the database: the same work of the server without anything of ours around it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event

from desktop.security.keystore import MemoryKeyring
from desktop.security.views import Role
from desktop.services import Services
from desktop.wiring import Adapters, open_services
from tests import factories
from tests.soak.plan import Applicant

Sent = list[tuple[Any, Any] | str]
"""Statements with their values, and the words COMMIT and ROLLBACK, as they were sent."""


class Recorder:
    """Hears what the program sends to the server; it costs an append for each statement."""

    def __init__(self, services: Services) -> None:
        self.sent: Sent = []
        self.is_on = False
        engine = services.store.engine
        engine.dispose()  # the cursors of connections made before would not be heard
        recorder = self

        class Heard(psycopg.Cursor[Any]):
            def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
                if recorder.is_on:
                    recorder.sent.append((query, params))
                return super().execute(query, params, **more)

            def executemany(self, query: Any, params_seq: Any, **more: Any) -> Any:
                rows = list(params_seq)
                if recorder.is_on:
                    recorder.sent += [(query, params) for params in rows]
                return super().executemany(query, rows, **more)

        @event.listens_for(engine, "connect")
        def _hear(connection: Any, _record: Any) -> None:
            connection.cursor_factory = Heard

        @event.listens_for(engine, "commit")
        def _commit(_connection: Any) -> None:
            if self.is_on:
                self.sent.append("COMMIT")

        @event.listens_for(engine, "rollback")
        def _rollback(_connection: Any) -> None:
            if self.is_on:
                self.sent.append("ROLLBACK")

    @contextmanager
    def hearing(self) -> Iterator[Sent]:
        """Give a list of what is sent during a block."""
        self.sent, self.is_on = [], True
        try:
            yield self.sent
        finally:
            self.is_on = False


class Bare:
    """A plain connection to the copy."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url)
        self._cursor = self._connection.cursor()

    def replay(self, sent: Sent) -> float:
        """Send it again and fetch what comes; return the seconds."""
        began = time.perf_counter()
        for one in sent:
            if isinstance(one, str):
                self._connection.commit() if one == "COMMIT" else self._connection.rollback()
                continue
            self._cursor.execute(*one)
            if self._cursor.description is not None:
                self._cursor.fetchall()
        self._connection.rollback()
        return time.perf_counter() - began


@dataclass
class Times:
    """Seconds of each act; `bare` has the same acts replayed."""

    find: list[float] = field(default_factory=list)
    save: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    bare: dict[str, list[float]] = field(
        default_factory=lambda: {"find": [], "save": [], "whole": []}
    )
    statements: dict[str, int] = field(default_factory=dict)


class Counter:
    """Serves people one after the other."""

    def __init__(self, services: Services, name: str) -> None:
        self._services = services
        self._name = name
        self._photo, self._signature = factories.jpeg(), factories.signature_png()

    def acts(self, who: Applicant) -> list[tuple[str, Callable[[], Any]]]:
        """Return the acts of one applicant in their order; `find` and `save` are named."""
        services, actor, kept = self._services, self._name, {}

        def find() -> None:
            (row,) = services.roster.search(who.personal_id).rows
            services.overview.progress_of([row.member_id])
            kept["member"] = row.member_id

        def fill_in() -> None:
            key = services.intake.open(kept["member"], actor=actor).application_id
            photo = who.photo(self._photo)
            services.intake.accept_photo(key, photo, report={}, actor=actor)
            services.intake.accept_signature(key, self._signature, actor=actor)
            kept["draft"] = key

        def save() -> None:
            services.reception.receive(kept["draft"], actor=actor)

        return [("find", find), ("fill in", fill_in), ("save", save)]


def serve(
    counter: Counter, everybody: list[Applicant], pause: float, bare: Bare | None, hear: Any
) -> Times:
    """Serve people and measure; with a bare connection, replay each act right behind it."""
    times = Times()
    for who in everybody:
        whole = again = 0.0
        for name, act in counter.acts(who):
            began = time.perf_counter()
            if bare is None:
                act()
            else:
                with hear.hearing() as sent:
                    act()
            took = time.perf_counter() - began
            whole += took
            if name in {"find", "save"}:
                getattr(times, name).append(took)
            if bare is not None:
                second = bare.replay(sent)
                again += second
                times.statements[name] = sum(not isinstance(one, str) for one in sent)
                if name in times.bare:
                    times.bare[name].append(second)
        times.whole.append(whole)
        times.bare["whole"].append(again)
        time.sleep(pause)
    return times


def main() -> None:
    """Read what to do, get ready, wait for the word, and print what it took."""
    order = json.loads(sys.argv[1])
    outside = Adapters(keystore=MemoryKeyring())
    services = open_services(Path(order["profile"]), order["code"], outside)
    services.login.seat.take(Role.CLERK, order["name"])
    counter = Counter(services, order["name"])
    services.roster.warm_up()
    services.intake.warm_up()
    bare = Bare(order["bare"]) if order["bare"] else None
    hear = Recorder(services) if bare else None
    everybody = [Applicant(**one) for one in order["people"]]
    serve(counter, everybody[: order["warm"]], 0, bare, hear)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    time.sleep(order["delay"])
    began = time.time()
    times = serve(counter, everybody[order["warm"] :], order["pause"], bare, hear)
    sys.stdout.write(json.dumps({**vars(times), "began": began, "ended": time.time()}) + "\n")
    sys.stdout.flush()
    services.close()


if __name__ == "__main__":
    main()
