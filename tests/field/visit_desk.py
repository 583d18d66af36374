"""A counter with a list of people in several villages, on a real encrypted store."""

from types import SimpleNamespace

from desktop.common.vocabulary import TeamRole
from desktop.field.bundle import Field
from desktop.field.teams.views import TeamPerson
from desktop.field.visits.settling import settle_visits
from desktop.intake.moves.service import MovesService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from tests import factories

CLERK = "Lò Thị Hương"
WHOLE = (
    TeamPerson(TeamRole.CELL_SECRETARY, "Vàng A Chứ"),
    TeamPerson(TeamRole.OFFICER, "Lò Văn Định"),
    TeamPerson(TeamRole.OFFICER, "Hà Thị Nga"),
)


def open_desk(store, time, folder):
    """Return the services of a counter that sends teams out."""
    roster = RosterService(store, time)
    imports = RosterImports(store, time, on_change=roster.forget_index)
    imports.import_list(factories.list_file(folder), actor=CLERK)
    intake = IntakeService(store, time, roster)
    reception = ReceptionService(store, time, intake, settle_visits)
    field = Field.of(store, time, Preferences(store, time), intake)

    def who(name):
        return roster.search(name).rows[0].member_id

    def finish(draft, actor=CLERK):
        key = draft.application_id
        intake.accept_photo(key, factories.jpeg(), report={}, actor=actor)
        intake.accept_signature(key, factories.signature_png(), actor=actor)
        return reception.receive(key, actor=actor)

    def team(name="Tổ 1"):
        return field.teams.add(name, WHOLE, actor=CLERK, device="Laptop 03", vehicle="Xe máy")

    return SimpleNamespace(
        store=store,
        clock=time,
        roster=roster,
        intake=intake,
        reception=reception,
        moves=MovesService(store, time),
        field=field,
        who=who,
        finish=finish,
        team=team,
    )
