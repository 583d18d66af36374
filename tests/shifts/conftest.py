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
from tests import engines, factories
from tests.shifts.plan_desk import PlanDesk

CLERK, OTHER = "Lò Thị Hương", "Vừ A Dình"


@pytest.fixture
def desk(request, tmp_path, engine_name):
    """A counter on a store of each engine."""
    time = factories.clock()
    with engines.station_store(request, tmp_path, time) as store:
        if engine_name == engines.EMBEDDED:
            yield open_desk(store, store, time, tmp_path)
            return
        own, _ = factories.open_profile(tmp_path / "profile", time)
        yield open_desk(store, own, time, tmp_path)
        own.close()


def open_desk(store, own, time, folder):
    """Return the services of a counter on a store that has a station.

    Its own store is another one where the list is on a server; only that one is backed up.
    """
    profile = Profile(folder / "profile")
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    imports.import_list(factories.list_file(folder), actor=CLERK)
    intake = IntakeService(store, time, roster)
    preferences = Preferences(store, time)
    backups = BackupService(own, profile, profile.read_info(), time, preferences)
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
