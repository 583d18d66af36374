"""The way to a server breaks while something is written: what the person is told is true."""

import pytest
from sqlalchemy import event, text

from desktop.common.errors import StoreError
from desktop.models import Setting
from desktop.storage.prepared import run_straight
from desktop.storage.unit_of_work import MaybeSavedError
from tests.factories import MORNING


def end_session(store, connection):
    """Let the server end the session of a connection, as when it stops or the way is cut."""
    own = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with store.engine.connect() as other:
        assert other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own}).scalar()


def kept(store):
    with store.read() as session:
        return session.get(Setting, "thu") is not None


def put(session):
    session.add(Setting(name="thu", value={"value": 1}, updated_at=MORNING))
    session.flush()


@pytest.mark.parametrize("way", ["orm", "straight"])
def test_broken_before_it_was_kept_says_that_it_is_not_saved(postgres_store, way):
    def work():
        with postgres_store.write() as session:
            put(session)
            end_session(postgres_store, session.connection())
            if way == "straight":
                run_straight(session.connection(), "SELECT 1")
            else:
                session.execute(text("SELECT 1"))

    with pytest.raises(StoreError) as told:
        work()
    assert told.value.code == "QTN-681"
    assert not kept(postgres_store)


@pytest.mark.parametrize("plainly", [False, True])
def test_broken_while_it_is_kept_says_that_it_may_be_saved(postgres_store, plainly):
    def break_it(connection):
        end_session(postgres_store, connection)

    def work():
        write = postgres_store.write_plainly if plainly else postgres_store.write
        with write() as work:
            work.execute(text("SELECT 1"))
            event.listen(postgres_store.engine, "commit", break_it, once=True)

    with pytest.raises(MaybeSavedError):
        work()
    # The next one has a way of its own.
    with postgres_store.write() as session:
        put(session)
    assert kept(postgres_store)


def test_waiting_for_somebody_for_too_long_says_that_the_server_is_busy(postgres_store):
    def work():
        with postgres_store.write() as second:
            second.execute(text("SET LOCAL lock_timeout = 50"))
            put(second)

    with postgres_store.write() as first:
        put(first)
        with pytest.raises(StoreError) as told:
            work()
    assert told.value.code == "QTN-711"
    assert kept(postgres_store)
