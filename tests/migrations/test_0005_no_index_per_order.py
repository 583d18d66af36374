"""Revision 0005 takes two indexes away and nothing else; people and their order stay."""

import secrets
from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect

from desktop.common.clock import FixedClock
from desktop.roster.finding import store as finding
from desktop.roster.keeping.imports import RosterImports
from desktop.storage import migrate
from desktop.storage.engine import make_engine
from desktop.storage.unit_of_work import Store

NOW = datetime(2025, 8, 20, 7, 0, tzinfo=UTC)
DROPPED = {"ix_members_name_sort", "ix_members_cell"}
LIST = (
    "STT,Họ và tên,Ngày sinh,Chi bộ\n1,Vừ A Ún,1951,Bản 2\n2,Lò Thị An,1952,Bản 1\n3,Lò Văn An,,\n"
)


@pytest.fixture
def engine(tmp_path):
    made = make_engine(tmp_path / "qtn.db", secrets.token_bytes(32))
    yield made
    made.dispose()


def indexes(engine):
    with engine.connect() as connection:
        return {index["name"] for index in inspect(connection).get_indexes("members")}


def test_people_stay_in_order_without_the_indexes(engine, tmp_path):
    migrate.upgrade(engine, now=NOW)
    store = Store(engine)
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    RosterImports(store, FixedClock(NOW)).import_list(path, actor="test")

    def names():
        with store.read() as session:
            return [row.full_name for row in finding.people_by_name(session, 0, 10)]

    kept = indexes(engine)
    assert kept.isdisjoint(DROPPED)
    assert names() == ["Lò Thị An", "Lò Văn An", "Vừ A Ún"]
    migrate.run_alembic(engine, "downgrade", "0004")
    assert indexes(engine) == kept | DROPPED
    assert names() == ["Lò Thị An", "Lò Văn An", "Vừ A Ún"]
    migrate.run_alembic(engine, "upgrade", "0005")
    assert indexes(engine) == kept
    assert names() == ["Lò Thị An", "Lò Văn An", "Vừ A Ún"]
