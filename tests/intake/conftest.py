from types import SimpleNamespace

import pytest

from desktop.intake.overview import OverviewService
from desktop.intake.printing import PrintingService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from tests import factories


@pytest.fixture
def desk(tmp_path):
    """A counter with a small list in a real encrypted store."""
    store, time = factories.open_profile(tmp_path / "profile")
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    imports.import_list(factories.list_file(tmp_path), actor="Lò Thị Hương")
    intake = IntakeService(store, time, roster)
    preferences = Preferences(store, time)
    yield SimpleNamespace(
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
    store.close()
