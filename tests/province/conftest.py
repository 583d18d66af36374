"""A province and two stations that share nothing but a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from desktop.batch.answering.service import AnswerService
from desktop.batch.service import BatchService
from desktop.batch.trust.service import TrustService
from desktop.common.clock import FixedClock
from desktop.common.vocabulary import FieldKey
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.models import Application
from desktop.province.desk import Desk, create_desk, open_desk
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from tests import factories
from tests.engines import EMBEDDED, SERVER
from tests.postgres import PostgresServer

CLERK = "Lò Thị Hương"
PEOPLE = ("giang a pao", "lo thi pang", "nguyen thi ngoc anh", "k'breu")


@dataclass
class LoopStation:
    """A counter with its list, and all of it that the loop needs."""

    store: Store
    intake: IntakeService
    reception: ReceptionService
    batch: BatchService
    trust: TrustService
    answers: AnswerService
    roster: RosterService
    stick: Path
    profile: Profile
    keyring: MemoryKeyring

    def receive(self, name: str, **fields: str) -> UUID:
        """Take one application as a clerk does; return its key."""
        member = self.roster.search(name).rows[0].member_id
        key = self.intake.open(member, actor=CLERK).application_id
        if fields:
            typed = {FieldKey(name): value for name, value in fields.items()}
            self.intake.save(key, actor=CLERK, fields=typed)
        self.intake.accept_photo(key, factories.jpeg(300, 400), report={}, actor=CLERK)
        self.intake.accept_signature(key, factories.signature_png(), actor=CLERK)
        self.reception.receive(key, actor=CLERK)
        return key

    def export(self) -> Path:
        """Export everything that waits onto the stick."""
        return self.batch.export(self.stick, actor=CLERK).path

    def states(self) -> dict[UUID, str]:
        """Return the state of every record."""
        with self.store.read() as session:
            return {row.id: row.state for row in session.query(Application)}


@dataclass
class Loop:
    """The province, the folder between them, and how to make a station."""

    desk: Desk
    stick: Path
    make_station: Callable[..., LoopStation]
    key_file: Path
    fingerprint: str
    stations: list[LoopStation] = field(default_factory=list)
    clock: FixedClock = field(default_factory=factories.clock)


@pytest.fixture
def loop(request: pytest.FixtureRequest, tmp_path: Path, engine_name: str) -> Iterator[Loop]:
    """A loop on each engine of the province."""
    yield from build(request, tmp_path, engine_name)


@pytest.fixture
def small_loop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Loop]:
    """A loop on the embedded store."""
    yield from build(request, tmp_path, EMBEDDED)


@pytest.fixture
def server_loop(
    request: pytest.FixtureRequest, tmp_path: Path, postgres_server: PostgresServer
) -> Iterator[Loop]:
    """A loop whose province keeps everything on a server."""
    yield from build(request, tmp_path, SERVER)


def build(request: pytest.FixtureRequest, folder: Path, engine: str) -> Iterator[Loop]:
    server = ""
    if engine == SERVER:
        postgres = request.getfixturevalue("postgres_server")
        name = postgres.new_database()
        server = postgres.url(name)
    clock, keyring = factories.clock(), MemoryKeyring()
    profile = Profile(folder / "province")
    create_desk(
        profile,
        province="14",
        name="Công an tỉnh (thử)",
        keystore=keyring,
        clock=clock,
        server=server,
    )
    desk = open_desk(profile, keyring, None, clock)
    stick = folder / "usb"
    stick.mkdir()
    made = desk.keys.write_key_file(stick)
    whole = Loop(
        desk,
        stick,
        lambda *a, **k: station(whole, folder, clock, *a, **k),
        made.path,
        made.fingerprint,
        clock=clock,
    )
    yield whole
    for one in whole.stations:
        one.store.close()
    desk.close()
    if server:
        postgres.drop(name)


def station(
    loop: Loop, folder: Path, clock: FixedClock, code: str = "MT02", commune: str = "03862"
) -> LoopStation:
    keyring, profile = MemoryKeyring(), Profile(folder / code)
    create_profile(
        profile,
        commune_code=commune,
        commune_name="xã Mường Thử",
        station_code=code,
        keystore=keyring,
        clock=clock,
    )
    made = opened_station(loop, profile, keyring, clock)
    imports = RosterImports(made.store, clock, on_change=made.roster.forget_index)
    imports.import_list(factories.list_file(folder), actor=CLERK)
    made.trust.install(loop.key_file, actor=CLERK, fingerprint=loop.fingerprint)
    enrolment = made.trust.enrol(loop.stick, actor=CLERK)
    loop.desk.registry.enrol(enrolment.path, actor="tỉnh", fingerprint=enrolment.fingerprint)
    return made


def opened_station(
    loop: Loop, profile: Profile, keyring: MemoryKeyring, clock: FixedClock
) -> LoopStation:
    """Open a station that is there, as after a start of its machine."""
    store = open_store(profile, keyring, None, clock)
    roster = RosterService(store, clock)
    intake = IntakeService(store, clock, roster)
    made = LoopStation(
        store,
        intake,
        ReceptionService(store, clock, intake),
        BatchService(store, clock),
        TrustService(store, clock),
        AnswerService(store, clock),
        roster,
        loop.stick,
        profile,
        keyring,
    )
    loop.stations.append(made)
    return made
