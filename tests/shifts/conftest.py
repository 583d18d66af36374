"""A counter with shifts, on a real encrypted store."""

from types import SimpleNamespace

import pytest

from desktop.backup.service import BackupService
from desktop.intake.moves.service import MovesService
from desktop.intake.printing import PrintingService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.intake.unfinished import UnfinishedService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.operators.login import LoginService
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.service import SecurityService
from desktop.security.views import Role
from desktop.shifts.bundle import Shifts
from desktop.storage.profile import Profile
from tests import factories, seeding
from tests.shifts.plan_desk import PlanDesk

CLERK, OTHER = "Lò Thị Hương", "Vừ A Dình"


@pytest.fixture
def desk(tmp_path):
    """A counter on its own store."""
    store, time = factories.open_profile(tmp_path / "profile")
    yield open_desk(store, time, tmp_path)
    store.close()


@pytest.fixture
def server_desk(tmp_path, postgres_store):
    """The same on a server; the folder of a counter stands beside it."""
    own, time = factories.open_profile(tmp_path / "profile")
    own.close()
    seeding.station(postgres_store)
    return open_desk(postgres_store, time, tmp_path)


def open_desk(store, time, folder):
    """Return the services of a counter on a store that has a station."""
    profile = Profile(folder / "profile")
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    imports.import_list(factories.list_file(folder), actor=CLERK)
    intake = IntakeService(store, time, roster)
    preferences = Preferences(store, time)
    backups = BackupService(store, profile, profile.read_info(), time, preferences)
    operators = OperatorsService(store, time)
    people = {
        name: operators.add(name, "2580", role, actor="setup")
        for name, role in ((CLERK, Role.ADMINISTRATOR), (OTHER, Role.CLERK))
    }
    reception = ReceptionService(store, time, intake)

    def take(name, actor=CLERK):
        """Serve somebody up to the receipt; return what was received."""
        draft = intake.open(roster.search(name).rows[0].member_id, actor=actor)
        return finish(draft.application_id, actor)

    def finish(key, actor=CLERK):
        intake.accept_photo(key, factories.jpeg(), report={}, actor=actor)
        intake.accept_signature(key, factories.signature_png(), actor=actor)
        return reception.receive(key, actor=actor)

    return SimpleNamespace(
        store=store,
        clock=time,
        folder=folder,
        roster=roster,
        intake=intake,
        preferences=preferences,
        backups=backups,
        operators=people,
        login=LoginService(store, time, str),
        reception=reception,
        moves=MovesService(store, time),
        unfinished=UnfinishedService(store, time),
        printing=PrintingService(store, time, preferences),
        shifts=Shifts.of(store, time, preferences, backups),
        take=take,
        finish=finish,
        person=lambda name: roster.search(name).rows[0].member_id,
    )


@pytest.fixture
def planner(either_store):
    """A counter of either engine with three people, on a Wednesday morning."""
    yield PlanDesk.of(either_store, factories.clock())
    assert SecurityService(either_store, factories.clock()).audit_verify().ok
