"""What the counter hears of the phases: somebody comes before the turn of their cell."""

from __future__ import annotations

from uuid import UUID

from desktop.campaign.phases import rules, store
from desktop.campaign.phases.rules import CellFacts
from desktop.campaign.phases.views import EarlyCell
from desktop.common.phases import CellConfirmation, Phase
from desktop.roster.closed.store import sizes
from desktop.storage.unit_of_work import Session


def early_cell(session: Session, application_id: UUID) -> EarlyCell | None:
    """Return the cell of a record for which the intake is not open yet.

    None for everybody while no cell was brought into the intake: an office that does not work by
    phases hears nothing of them.
    """
    name, opened = store.cell_of_record(session, application_id), store.opened(session)
    if not name or not opened or any(cell == name for cell, _ in opened):
        return None
    marks = store.marks(session)
    facts = CellFacts(
        people=sizes(session, name).get(name, 0),
        differences=store.differences(session, name).get(name, 0),
        sheet=marks.get((name, CellConfirmation.SHEET)),
        catalogue=marks.get((name, CellConfirmation.CATALOGUE)),
    )
    return EarlyCell(name, rules.obstacles(Phase.REVIEW, facts))
