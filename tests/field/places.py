"""An office and laptops that share nothing but files, and lists of visits between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from desktop.batch.trust.service import TrustService
from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.common.vocabulary import Channel
from desktop.field.field_kits import FieldKits
from desktop.field.kits.leases import require_free
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.models import Application, Member, Station, Team, Visit, VisitList
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile, open_store
from desktop.security.station_identity import make_identity
from desktop.security.store import add_station
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from tests import engines, factories

CLERK = "Lò Thị Hương"
COMMUNE = "03862"


@dataclass
class Place:
    """One machine: the office or a laptop."""

    code: str
    store: Store
    clock: FixedClock
    kits: FieldKits
    roster: RosterService
    intake: IntakeService
    reception: ReceptionService
    trust: TrustService
    stick: Path

    def key_file(self) -> Path:
        """Write the key file of this machine."""
        return self.trust.enrol(self.stick, actor=CLERK).path

    def digits(self) -> str:
        """Return the digits of this machine's key."""
        return self.trust.enrol(self.stick, actor=CLERK).fingerprint

    def draft(self, member: UUID, channel: Channel = Channel.HOME) -> UUID:
        """Begin an application and fill it so that it could be received."""
        key = self.intake.open(member, actor=CLERK, channel=channel).application_id
        self.intake.accept_photo(
            key,
            factories.jpeg(300, 400, shade=int(key.int % 200)),
            report={"score": 0.5},
            actor=CLERK,
        )
        self.intake.accept_signature(key, factories.signature_png(), actor=CLERK)
        return key

    def receive(self, member: UUID, channel: Channel = Channel.HOME) -> UUID:
        """Take one application as a clerk does; return its key."""
        key = self.draft(member, channel)
        self.reception.receive(key, actor=CLERK)
        return key

    def application(self, key: UUID) -> Application | None:
        """Return an application."""
        with self.store.read() as session:
            return session.get(Application, key)

    def members(self) -> list[UUID]:
        """Return everybody, in the order they came."""
        with self.store.read() as session:
            return [row.id for row in session.query(Member).order_by(Member.id)]


def place(folder: Path, code: str, clock: FixedClock, stick: Path, commune: str = COMMUNE) -> Place:
    """Make a machine."""
    keyring, profile = MemoryKeyring(), Profile(folder / code)
    create_profile(
        profile,
        commune_code=commune,
        commune_name="xã Mường Thử",
        station_code=code,
        keystore=keyring,
        clock=clock,
    )
    store = open_store(profile, keyring, None, clock)
    return opened(store, code, clock, stick)


def opened(store: Store, code: str, clock: FixedClock, stick: Path) -> Place:
    """Return a machine whose store is open."""
    stick.mkdir(exist_ok=True)
    roster = RosterService(store, clock)
    intake = IntakeService(store, clock, roster, require_free)
    return Place(
        code=code,
        store=store,
        clock=clock,
        kits=FieldKits.of(store, clock, roster.forget_index),
        roster=roster,
        intake=intake,
        reception=ReceptionService(store, clock, intake),
        trust=TrustService(store, clock),
        stick=stick,
    )


def office(folder: Path, clock: FixedClock, stick: Path) -> Place:
    """Make an office with its small list."""
    return with_list(place(folder, "MT02", clock, stick), folder)


@contextmanager
def either_office(
    request: pytest.FixtureRequest, folder: Path, clock: FixedClock, stick: Path
) -> Iterator[Place]:
    """Give the office on the test's engine: one counter, or a server that several share.

    Args:
        request: of a fixture or test that asks for `engine_name` too.
        folder: where the office's files go.
        clock: the office's.
        stick: what is carried between office and laptops.
    """
    with engines.station_store(request, folder / "office", clock) as store:
        yield with_list(opened(store, "MT02", clock, stick), folder)


def with_list(made: Place, folder: Path) -> Place:
    """Take the small list into an office."""
    imports = RosterImports(made.store, made.clock, on_change=made.roster.forget_index)
    imports.import_list(factories.list_file(folder), actor=CLERK)
    return made


def office_on(store: Store, clock: FixedClock, stick: Path) -> Place:
    """Make the same office on the empty store of a server."""
    identity = make_identity(COMMUNE, "MT02", now=clock.now())
    with store.write() as session:
        add_station(
            session,
            identity,
            commune_code=COMMUNE,
            commune_name="xã Mường Thử",
            code="MT02",
            is_practice=False,
            at=clock.now(),
        )
    return opened(store, "MT02", clock, stick)


def visit_list(at: Place, members: list[UUID], number: int = 1) -> int:
    """Put a list of visits into the store of an office; return its number."""
    now = at.clock.now()
    with at.store.write() as session:
        home = session.query(Station).one()
        made = {"origin": home.code, "version": 1, "created_at": now, "updated_at": now}
        team = Team(id=new_id(), **made, station_id=home.id, name="Tổ 1", ended_at=None)
        session.add(team)
        session.flush()
        visits = VisitList(
            id=new_id(),
            **made,
            station_id=home.id,
            number=number,
            team_id=team.id,
            day="2025-08-20",
            state="open",
            made_by=CLERK,
            closed_at=None,
        )
        session.add(visits)
        session.flush()
        for position, member in enumerate(members, 1):
            session.add(
                Visit(
                    id=new_id(),
                    **made,
                    list_id=visits.id,
                    member_id=member,
                    position=position,
                    place="home",
                    village="Bản Nà Sang",
                    done_at=None,
                    removed_at=None,
                )
            )
    return number


def note_outcome(at: Place, member: UUID, outcome: str, note: str = "") -> None:
    """Write down what came of the visit of somebody, as a team does."""
    now = at.clock.now()
    with at.store.write() as session:
        row = session.query(Visit).filter(Visit.member_id == member).one()
        row.outcome, row.outcome_note, row.done_at, row.done_by = outcome, note, now, CLERK
        row.version += 1
        row.updated_at = now


def lend(at: Place, laptop: Place, list_number: int, days: int = 3) -> Path:
    """Pack a kit for a laptop."""
    return at.kits.packing.pack(
        list_number, laptop.key_file(), at.stick, actor=CLERK, days=days
    ).path
