"""A counter with a list, its phases and cells, on the encrypted store and on a server."""

from types import SimpleNamespace

import pytest

from desktop.campaign.cells.service import CellsService
from desktop.campaign.phases.service import PhasesService
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.intake.moves import store as moves
from tests import factories
from tests.progress.conftest import office

__all__ = ["office"]

NA_SANG, HUOI_BON, SCHOOL = "Bản Nà Sang", "Bản Huổi Bon", "Trường học"

GUEST = {
    FieldKey.FULL_NAME: "Mùa Thị Say",
    FieldKey.BIRTH_DATE: "1990-04-02",
    FieldKey.SEX: "female",
    FieldKey.PERSONAL_ID: "014190000555",
    FieldKey.CELL: HUOI_BON,
}


@pytest.fixture
def plan(office):
    """The office with its phases and cells."""
    both = {
        "phases": PhasesService(
            office.store, office.clock, office.campaign, office.progress.by_cell
        ),
        "cells": CellsService(office.store, office.clock),
    }
    found = SimpleNamespace(**vars(office), **both)

    take, set_aside = office.take, office.moves.could_not_receive

    def later(step):
        """Let a second pass before a step, so that the counts see that it is newer."""

        def at_its_own_time(*args, **kwargs):
            office.later(seconds=1)
            return step(*args, **kwargs)

        return at_its_own_time

    def key(name):
        return office.roster.search(name).rows[0].member_id

    def bring(application_id, *way):
        """Move a record along some states; what belongs to a batch gets one."""
        for state in way:
            batch = None
            if state in {"exported", "acknowledged", "rejected"}:
                found.batches = getattr(found, "batches", 0) + 1
                batch = factories.add_batch(office.store, found.batches)
            office.later(seconds=1)
            with office.store.write() as session:
                cause = moves.Cause(office.clock.now(), "test", "for a test", batch)
                seen = moves.standing(session, application_id)
                moves.move(session, seen, ApplicationState(state), cause)

    def give(name):
        """Serve somebody and bring the record as far as the card in their hand."""
        key = found.take(name)
        bring(key, "exported", "acknowledged", "sent_to_print", "printed", "returned")
        bring(key, "handed_over")

    found.key, found.bring, found.give = key, bring, give
    found.take, found.set_aside = later(take), later(set_aside)
    found.open = later(office.intake.open)
    return found
