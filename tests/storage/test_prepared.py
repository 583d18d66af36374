"""Statements compiled once must behave like SQLAlchemy's own, on a real store of each engine."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, delete, exc, insert, select, update

from desktop.common.ids import new_id
from desktop.models import AuditEvent, Counter, PrintJob, Setting
from desktop.models.base import table_of
from desktop.storage.prepared import Prepared
from tests import engines, seeding

NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)
SETTINGS, EVENTS, COUNTERS = table_of(Setting), table_of(AuditEvent), table_of(Counter)

PUT = Prepared(insert(SETTINGS), ("name", "value", "updated_at"))
CHANGE = Prepared(
    update(SETTINGS).where(SETTINGS.c.name == bindparam("of")), ("value", "updated_at")
)
BY_NAME = Prepared(select(SETTINGS).where(SETTINGS.c.name == bindparam("of")))
APPEND = Prepared(insert(EVENTS), EVENTS.c.keys())


@pytest.fixture
def store(request, tmp_path, engine_name):
    with engines.empty_store(request, tmp_path) as opened:
        yield opened


def put(store, name, value):
    with store.write_plainly() as work:
        PUT.count(work, {"name": name, "value": value, "updated_at": NOW})


def test_values_pass_through_the_column_types(store):
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    event = {
        "number": 1,
        "id": new_id(),
        "at": hanoi,
        "actor": "Lò Thị Mẫu",
        "tag": "x",
        "target": "",
        "detail": {"số": [1, None, "đủ"]},
        "previous": "0",
        "digest": "1",
    }
    with store.write_plainly() as work:
        assert APPEND.count(work, event) == 1
    with store.read() as session:
        row = session.get(AuditEvent, 1)
        assert row is not None
        assert (row.id, row.at, row.detail) == (event["id"], NOW, event["detail"])
        seen = Prepared(select(EVENTS)).rows(session, {})
    assert [vars(found) for found in seen] == [{**event, "at": NOW}]


def test_no_row_is_an_empty_list(store):
    with store.read() as session:
        assert BY_NAME.rows(session, {"of": "nothing"}) == []


def test_a_session_and_a_plain_connection_write_alike(store):
    put(store, "a", {"value": 1})
    with store.write() as session:
        PUT.count(session, {"name": "b", "value": {"value": 2}, "updated_at": NOW})
        assert session.get(Setting, "b").value == {"value": 2}  # one transaction with the ORM
    with store.read() as session:
        assert sorted(row.name for row in session.scalars(select(Setting))) == ["a", "b"]


def test_the_count_says_how_many_rows_were_written(store):
    put(store, "a", {})
    values = {"value": {"value": 5}, "updated_at": NOW}
    with store.write_plainly() as work:
        assert CHANGE.count(work, {"of": "a", **values}) == 1
        assert CHANGE.count(work, {"of": "b", **values}) == 0
        assert BY_NAME.rows(work, {"of": "a"})[0].value == {"value": 5}
        assert Prepared(delete(SETTINGS)).count(work, {}) == 1


def test_constants_and_returned_columns(store):
    station = seeding.station(store)
    take = Prepared(
        update(COUNTERS)
        .where(COUNTERS.c.station_id == bindparam("of"), COUNTERS.c.series == "receipt")
        .values(last=COUNTERS.c.last + 1)
        .returning(COUNTERS.c.last)
    )
    first = Prepared(insert(COUNTERS), ("station_id", "series", "last"))
    with store.write_plainly() as work:
        assert take.rows(work, {"of": station}) == []
        first.count(work, {"station_id": station, "series": "receipt", "last": 6})
        assert [row.last for row in take.rows(work, {"of": station})] == [7]


@pytest.mark.parametrize(
    "values",
    [
        {"name": "a", "value": {}},
        {"name": "a", "value": {}, "updated_at": NOW, "nmae": "b"},
        {},
    ],
    ids=["one missing", "one too many", "none"],
)
def test_a_value_forgotten_or_misnamed_is_refused(store, values):
    with pytest.raises(KeyError), store.write_plainly() as work:
        PUT.count(work, values)
    with store.read() as session:
        assert session.scalars(select(Setting)).all() == []


def test_a_column_whose_default_would_be_lost_is_refused(store):
    short = Prepared(insert(table_of(PrintJob)), ("paper_id", "state", "copies", "ordered_at"))
    values = {"paper_id": new_id(), "state": "waiting", "copies": 1, "ordered_at": NOW}
    with pytest.raises(ValueError, match="printer"), store.write_plainly() as work:
        short.count(work, values)


def test_a_naive_time_is_refused_as_everywhere(store):
    with pytest.raises(ValueError, match="naive"), store.write_plainly() as work:
        PUT.count(work, {"name": "a", "value": {}, "updated_at": datetime(2025, 8, 20)})  # noqa: DTZ001 - the point


def test_the_drivers_complaint_is_wrapped_undone_and_names_no_value(store):
    def put_two():
        with store.write_plainly() as work:
            PUT.count(work, {"name": "b", "value": {}, "updated_at": NOW})
            PUT.count(work, {"name": "a", "value": {"value": "Giàng A Mẫu"}, "updated_at": NOW})

    put(store, "a", {"value": "kept"})
    with pytest.raises(exc.IntegrityError) as caught:
        put_two()
    assert "Mẫu" not in str(caught.value)
    with store.read() as session:
        rows = session.scalars(select(Setting)).all()
    assert [(row.name, row.value) for row in rows] == [("a", {"value": "kept"})]


def test_nothing_runs_outside_a_transaction(store):
    with store.engine.connect() as connection, pytest.raises(exc.InvalidRequestError):
        PUT.count(connection, {"name": "a", "value": {}, "updated_at": NOW})
    with store.read() as session:
        assert session.scalars(select(Setting)).all() == []
