"""Two counters change one record on a server at the same time: neither edit is lost, none waits."""

import threading

import pytest
from sqlalchemy import event

from desktop.common.vocabulary import FieldKey
from desktop.intake import store as queries
from desktop.intake.service import IntakeService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security import store as security
from desktop.security.tags import Tag
from tests import factories, seeding
from tests.postgres import somebody_waits

CLERK = "Lò Thị Hương"


@pytest.fixture
def draft(postgres_store, tmp_path):
    """An open application on a server: the intake and its key."""
    clock = factories.clock()
    seeding.station(postgres_store)
    roster = RosterService(postgres_store, clock)
    RosterImports(postgres_store, clock).import_list(factories.list_file(tmp_path), actor=CLERK)
    intake = IntakeService(postgres_store, clock, roster)
    person = roster.search("giang a pao").rows[0].member_id
    return intake, intake.open(person, actor=CLERK).application_id


def test_what_another_counter_typed_meanwhile_is_kept(postgres_store, draft):
    intake, key = draft
    other = threading.Thread(
        target=intake.save, args=(key,), kwargs={"actor": CLERK, "fields": {FieldKey.NOTE: "ghi"}}
    )
    with postgres_store.write() as session:
        row = queries.open_draft(session, key)
        other.start()
        assert somebody_waits(postgres_store)
        row.fields = {**row.fields, FieldKey.PHONE.value: "0912345678"}
    other.join(30)
    fields = intake.draft(key).fields
    assert (fields[FieldKey.PHONE], fields[FieldKey.NOTE]) == ("0912345678", "ghi")


def test_the_trail_is_waited_for_last_with_everything_written(postgres_store, draft):
    _, key = draft
    sent = []

    def hear(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    with postgres_store.write() as session:
        row = queries.open_draft(session, key)
        event.listen(postgres_store.engine, "before_cursor_execute", hear)
        row.fields = {**row.fields, FieldKey.PHONE.value: "0912345678"}
        security.record(session, Tag.FIELD_EDITED, at=factories.MORNING, actor=CLERK)
    event.remove(postgres_store.engine, "before_cursor_execute", hear)
    changed = next(at for at, one in enumerate(sent) if one.startswith("UPDATE applications"))
    waited = next(at for at, one in enumerate(sent) if "pg_advisory_xact_lock" in one)
    assert changed < waited
