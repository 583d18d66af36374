"""A station whose audit trail went back or forked is shown; its batches are taken all the same."""

import pytest
from sqlalchemy import text

from desktop.backup import rescue
from desktop.backup.service import BackupService
from desktop.cli.province import status_of
from desktop.models import AuditEvent, ReceivedBatch
from desktop.province.chain.rules import ChainBreak, ChainHead, Turn, breaks
from desktop.province.chain.words import chain_text
from desktop.province.reporting.rules import Late
from desktop.province.reporting.words import late_rows
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage import guards
from desktop.storage.profile import Profile
from desktop.ui.province.station_words import standing, station_facts
from tests import factories
from tests.province.conftest import CLERK, opened_station

A, B, C = "a" * 64, "b" * 64, "c" * 64


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        ([], []),
        ([(1, 10, A), (2, 20, B), (3, 20, B)], []),
        ([(3, 30, C), (1, 10, A), (2, 20, B)], []),  # arrived in another order
        ([(1, 10, A), (2, 0, ""), (3, 12, B)], []),  # a batch of before heads travelled
        ([(1, 10, A), (2, 9, B), (3, 12, C)], [(2, "back")]),
        ([(1, 10, A), (2, 10, B)], [(2, "forked")]),
        ([(1, 10, A), (2, 20, B), (3, 15, C), (4, 20, C)], [(3, "back"), (4, "forked")]),
    ],
)
def test_heads_only_grow(heads, found):
    given = [ChainHead(*head) for head in heads]
    assert breaks(given) == tuple(ChainBreak(n, Turn(turn)) for n, turn in found)


def seen(loop):
    """What the register, the figures and the report say of the only station."""
    (row,), (count,) = loop.desk.registry.stations(), loop.desk.overview.status().stations
    assert row.chain == count.chain
    report = loop.desk.reports.report()
    (unit,) = (one for one in report.units if one.stations)
    assert (Late.TRAIL in unit.late) == bool(row.chain)
    assert list(report.total.broken) == [f"{row.code}-{one.sequence:06d}" for one in row.chain]
    return row, report


def take(loop, path):
    found = loop.desk.receiving.receive([path], actor="tỉnh")
    assert not found.refused
    return found.taken[0].sequence


def cut(store, keep):
    """Take the newest events away as somebody would who has the key of the store."""
    with store.write() as session:
        connection = session.connection()
        guards.remove_from_trail(connection)
        connection.execute(text(f"DELETE FROM audit_events WHERE number > {keep}"))
        guards.install(connection)


def test_a_trail_that_goes_on_is_not_mentioned(loop):
    station = loop.make_station()
    for name in ("giang a pao", "lo thi pang"):
        station.receive(name)
        take(loop, station.export())
    row, report = seen(loop)
    assert row.chain == ()
    assert standing(row)[0] == "Đang dùng"
    assert not [row for row in late_rows(report) if "Nhật ký" in row[1]]


def test_a_station_restored_from_an_older_copy_is_shown_and_received(loop, tmp_path):
    station = loop.make_station()
    station.receive("giang a pao")
    assert take(loop, station.export()) == 1
    clock = factories.clock()
    info = station.profile.read_info()
    keeper = BackupService(
        station.store, station.profile, info, clock, Preferences(station.store, clock)
    )
    backup = keeper.now(tmp_path / "backup", actor=CLERK).file
    # Much happened after the copy, and left with a batch; then the machine died.
    station.receive("lo thi pang")
    station.receive("nguyen thi ngoc anh")
    assert take(loop, station.export()) == 2
    station.store.close()
    loop.stations.remove(station)
    rescue.restore(backup, tmp_path / "again", code=None, keystore=station.keyring, clock=clock)
    again = opened_station(loop, Profile(tmp_path / "again"), station.keyring, clock)
    again.receive("k'breu")
    third = take(loop, again.export())
    assert third > 2  # the numbers passed over what the copy could not know
    row, report = seen(loop)
    assert row.chain == (ChainBreak(third, Turn.BACK),)
    assert standing(row) == ("Nhật ký bị lùi", "bad")
    assert any(chain_text(row.chain) == line.text for line in station_facts(row))
    assert f"lùi lại ở lô số {third}" in chain_text(row.chain)
    assert any(f"Nhật ký không nối tiếp ở lô MT02-{third}" in line[1] for line in late_rows(report))
    again.receive("lo thi pang")
    take(loop, again.export())  # and everything goes on
    assert seen(loop)[0].chain == row.chain


def test_a_trail_that_was_cut_and_written_on_differently_is_a_fork(loop):
    station = loop.make_station()
    station.receive("giang a pao")
    take(loop, station.export())
    with station.store.read() as session:
        head = session.query(AuditEvent.number).filter_by(tag="batch:begun").one().number - 1
    cut(station.store, head - 2)
    with station.store.write() as session:
        for _ in range(2):
            security.record(session, Tag.NUMBER_REVEALED, at=factories.MORNING, actor="Ai Đó")
    # The next batch would name the newest event: exactly the number that left before.
    station_head = head
    path = _exported_with_nothing_between(station)
    take(loop, path)
    row, _ = seen(loop)
    assert row.chain == (ChainBreak(2, Turn.FORKED),)
    with loop.desk.data.read() as session:
        numbers = {one.audit_number for one in session.query(ReceivedBatch)}
        assert numbers == {station_head}
    assert "rẽ sang nhánh khác ở lô số 2" in chain_text(row.chain)


def _exported_with_nothing_between(station):
    """Receive a record, then leave as many events as there were: a cut that hides its length."""
    with station.store.read() as session:
        keep = session.query(AuditEvent).count()
    station.receive("lo thi pang")
    cut(station.store, keep)
    return station.export()


def test_the_command_tells_it(small_loop):
    station = small_loop.make_station()
    station.receive("giang a pao")
    take(small_loop, station.export())
    with station.store.read() as session:
        keep = session.query(AuditEvent).count() - 6
    station.receive("lo thi pang")
    cut(station.store, keep)
    take(small_loop, station.export())

    data, words = status_of(small_loop.desk)
    assert data["trail_breaks"] == ["MT02-000002"]
    assert data["by_station"][0]["trail_breaks"] == [{"sequence": 2, "turn": "back"}]
    assert "MT02: Nhật ký của quầy bị lùi lại ở lô số 2." in words
