"""What the list asks the counter before an import is taken back."""

from datetime import timedelta

import pytest

from desktop.common.vocabulary import ApplicationState
from desktop.intake.store import members_in_use
from desktop.models import Application
from desktop.roster.errors import ImportStandsError
from desktop.roster.keeping.imports import RosterImports
from tests import factories

CLERK = "Lò Thị Hương"


def asked(desk, since):
    with desk.store.read() as session:
        return members_in_use(session, since)


def test_an_open_record_holds_its_import_until_it_is_withdrawn(desk):
    imports = RosterImports(desk.store, desk.clock, in_use=members_in_use)
    member = desk.person("giang a pao")
    began = desk.clock.now()
    assert asked(desk, began) == set()
    draft = desk.intake.open(member, actor=CLERK)
    later = began + timedelta(days=1)
    assert asked(desk, began) == asked(desk, later) == {member}
    (entry,) = imports.history()
    with pytest.raises(ImportStandsError) as caught:
        imports.undo_import(entry.import_id, actor=CLERK)
    assert "Giàng A Pao" in caught.value.title
    desk.reception.withdraw(draft.application_id, actor=CLERK, reason="mở nhầm người")
    assert asked(desk, began) == set()
    assert imports.undo_import(entry.import_id, actor=CLERK).retired == 5


def test_only_those_received_since_count(desk):
    draft = desk.intake.open(desk.person("lo thi pang"), actor=CLERK)
    received = desk.clock.now()
    with desk.store.write() as session:
        row = session.get(Application, draft.application_id)
        row.received_at, row.receipt_number, row.snapshot = received, "X-1", {}
    factories.bring(desk.store, draft.application_id, ApplicationState.RECEIVED)
    assert len(asked(desk, received)) == 1
    assert asked(desk, received + timedelta(seconds=1)) == set()
