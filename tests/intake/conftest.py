from types import SimpleNamespace

import pytest

from desktop.intake.overview import OverviewService
from desktop.intake.printing import PrintingService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from tests import engines, factories


@pytest.fixture
def desk(request, tmp_path, engine_name):
    """A counter with a small list in a real store of each engine."""
    time = factories.clock()
    with engines.station_store(request, tmp_path, time) as store:
        yield at_work(store, time, tmp_path)


def at_work(store, time, folder):
    """Return the services of a counter on a store that has a station, with a list in it."""
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    imports.import_list(factories.list_file(folder), actor="Lò Thị Hương")
    intake = IntakeService(store, time, roster)
    preferences = Preferences(store, time)
    return SimpleNamespace(
        store=store,
        clock=time,
        roster=roster,
        imports=imports,
        intake=intake,
        preferences=preferences,
        reception=ReceptionService(store, time, intake),
        printing=PrintingService(store, time, preferences),
        overview=OverviewService(store, time),
        person=lambda name: roster.search(name).rows[0].member_id,
    )
