from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from desktop.common.ids import new_id
from desktop.models import AuditEvent, Member, RosterImport, SetAsideRow
from desktop.models.base import table_of
from desktop.storage.bulk import CHUNK, Same, insert_blocks, insert_rows
from tests import engines
from tests.engines import only_embedded

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
COLUMNS = ("row_number", "id", "import_id", "cells", "code", "message")  # in another order


@pytest.fixture
def store(request, tmp_path, engine_name):
    with engines.empty_store(request, tmp_path) as made:
        yield made


@pytest.fixture
def import_id(store):
    with store.write() as session:
        entry = RosterImport(
            file_name="a.csv",
            sha256="0",
            header_rows=[1],
            mapping={},
            counts={},
            imported_at=NOW,
            undone_at=None,
        )
        session.add(entry)
        session.flush()
        return entry.id


def row(number, import_id):
    return (number, new_id(), import_id, ["Lò", "=1+1", ""], "no_name", "“Dòng” 'lạ' ; --")


def test_rows_come_back_as_they_were_given(store, import_id):
    rows = [row(number, import_id) for number in range(3)]
    with store.write() as session:
        assert insert_rows(session, table_of(SetAsideRow), COLUMNS, iter(rows)) == 3
    with store.read() as session:
        found = session.scalars(select(SetAsideRow).order_by(SetAsideRow.row_number)).all()
    assert [
        (one.row_number, one.id, one.import_id, one.cells, one.code, one.message) for one in found
    ] == rows


def test_constant_defaults_are_filled_in_and_others_must_be_named(store):
    given = {
        "id": new_id(), "created_at": NOW, "updated_at": NOW, "full_name": "Lò Văn An",
        "name_folded": "lo van an", "name_sort": "x", "status": "official", "problems": [],
        "extra": {"columns": {"Trình độ": "12/12"}},
    }  # fmt: skip
    with store.write() as session:
        insert_rows(session, table_of(Member), tuple(given), [tuple(given.values())])
    with store.read() as session:
        person = session.scalars(select(Member)).one()
    assert (person.version, person.retired, person.cell, person.import_id) == (1, "", "", None)
    assert (person.created_at, person.extra) == (NOW, given["extra"])
    with store.write() as session, pytest.raises(TypeError, match="no constant default"):
        insert_rows(session, table_of(SetAsideRow), COLUMNS[:1], [(1,)])


def test_columns_and_shared_values_are_written_as_rows_are(store, import_id):
    ids = [new_id(), new_id(), new_id()]
    shared = {"import_id": Same(import_id), "cells": Same(["Lò", ""]), "code": Same("no_name")}
    blocks = [
        {"row_number": [1, 2], "id": ids[:2], "message": ["một", "hai"], **shared},
        {"row_number": (3,), "id": ids[2:], "message": Same("ba"), **shared},
    ]
    with store.write() as session:
        assert insert_blocks(session, table_of(SetAsideRow), COLUMNS, iter(blocks)) == 3
    with store.read() as session:
        found = session.scalars(select(SetAsideRow).order_by(SetAsideRow.row_number)).all()
    assert [(one.row_number, one.id, one.message) for one in found] == [
        (1, ids[0], "một"), (2, ids[1], "hai"), (3, ids[2], "ba"),
    ]  # fmt: skip
    assert {one.import_id for one in found} == {import_id}
    assert [one.cells for one in found] == [["Lò", ""]] * 3


@pytest.mark.parametrize("numbers", [[1, 2], Same(1)])
def test_a_block_has_one_length(store, numbers):
    block = {"row_number": numbers, "id": Same(new_id()), "import_id": Same(new_id())}
    block |= {"cells": Same([]), "code": Same(""), "message": Same("")}
    if not isinstance(numbers, Same):
        block["message"] = ["one", "two", "three"]
    with store.write() as session, pytest.raises(ValueError, match="one length"):
        insert_blocks(session, table_of(SetAsideRow), COLUMNS, [block])


def test_a_row_of_another_length_is_refused(store, import_id):
    short = row(1, import_id)[:-1]
    with store.write() as session, pytest.raises(ValueError, match="zip"):
        insert_rows(session, table_of(SetAsideRow), COLUMNS, [short])


def test_an_error_between_chunks_leaves_nothing(store, import_id):
    seen = []

    def between(written):
        seen.append(written)
        if written > CHUNK:
            raise InterruptedError

    rows = (row(number, import_id) for number in range(3 * CHUNK))
    with pytest.raises(InterruptedError), store.write() as session:
        insert_rows(session, table_of(SetAsideRow), COLUMNS, rows, between=between)
    assert seen == [CHUNK, 2 * CHUNK]
    with store.read() as session:
        assert session.scalars(select(SetAsideRow)).first() is None


def test_a_naive_time_is_refused(store):
    columns = ("number", "id", "at", "actor", "tag", "target", "detail", "previous", "digest")
    bad = (1, new_id(), NOW.replace(tzinfo=None), "", "", "", {}, "", "")
    with store.write() as session, pytest.raises(ValueError, match="naive"):
        insert_rows(session, table_of(AuditEvent), columns, [bad])


def test_no_rows_are_no_statement(store):
    with store.write() as session:
        assert insert_rows(session, table_of(SetAsideRow), COLUMNS, []) == 0


@only_embedded("the pages it keeps decrypted; a server keeps its own")
@pytest.mark.parametrize("is_stopped", [False, True])
def test_the_room_for_a_long_list_is_given_back(store, import_id, is_stopped):
    def room(session):
        return session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one()

    def stop_at_the_end(written):
        seen.append(room(session))
        if is_stopped and written > 2 * CHUNK:
            raise KeyboardInterrupt

    seen = []
    rows = (row(number, import_id) for number in range(3 * CHUNK))
    with suppress(KeyboardInterrupt), store.write() as session:
        before = room(session)
        try:
            insert_rows(session, table_of(SetAsideRow), COLUMNS, rows, between=stop_at_the_end)
        finally:
            assert room(session) == before
    assert seen[0] == before
    assert seen[1] == seen[2] != before
    with store.read() as session:
        kept = session.scalar(select(func.count(SetAsideRow.id)))
    assert kept == (0 if is_stopped else 3 * CHUNK)
