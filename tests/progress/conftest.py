"""A counter with a list, on the encrypted store and on a server's database."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from desktop.campaign.service import CampaignService
from desktop.common.ids import new_id
from desktop.intake.moves.service import MovesService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.models import Station
from desktop.progress.papers import ProgressPapers
from desktop.progress.remaining.papers import RemainingPapers
from desktop.progress.remaining.service import RemainingService
from desktop.progress.service import ProgressService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from tests import factories

CLERK = "Lò Thị Hương"


@pytest.fixture(params=["embedded", "server"])
def office(request, tmp_path):
    """The use cases of progress over either engine."""
    if request.param == "embedded":
        store, time = factories.open_profile(tmp_path / "profile")
    else:
        store, time = request.getfixturevalue("postgres_store"), factories.clock()
        now = time.now()
        made = {"id": new_id(), "origin": "", "version": 1, "created_at": now, "updated_at": now}
        keys = {"certificate_pem": "", "private_key_pem": ""}
        with store.write() as session:
            session.add(
                Station(
                    **made, **keys, commune_code="03862", commune_name="xã Mường Thử", code="MT02"
                )
            )
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    imports.import_list(factories.list_file(tmp_path), actor=CLERK)
    intake, preferences = IntakeService(store, time, roster), Preferences(store, time)
    reception, campaign = ReceptionService(store, time, intake), CampaignService(store, time)

    def take(who):
        """Serve somebody, by name or key, up to the receipt; return the record's key."""
        member = roster.search(who).rows[0].member_id if isinstance(who, str) else who
        key = intake.open(member, actor=CLERK).application_id
        intake.accept_photo(key, factories.jpeg(), report={}, actor=CLERK)
        intake.accept_signature(key, factories.signature_png(), actor=CLERK)
        reception.receive(key, actor=CLERK)
        return key

    counted = ProgressService(store, time, preferences, campaign, is_practice=False)

    def later(**span):
        time.advance(timedelta(**span))

    yield SimpleNamespace(
        store=store,
        clock=time,
        folder=tmp_path,
        roster=roster,
        imports=imports,
        intake=intake,
        moves=MovesService(store, time),
        reception=reception,
        people=RosterPeople(store, time, on_change=roster.forget_index),
        campaign=campaign,
        progress=counted,
        remaining=RemainingService(store, time, counted),
        remaining_papers=RemainingPapers(store, time, preferences),
        papers=ProgressPapers(store, time, preferences),
        take=take,
        later=later,
    )
    if request.param == "embedded":
        store.close()
