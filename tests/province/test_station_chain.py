"""A station whose audit trail went back or forked is shown; its batches are taken all the same."""

import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import text

from desktop.backup import rescue
from desktop.backup.service import BackupService
from desktop.batch import envelope as envelopes
from desktop.batch.copies import CopiesService
from desktop.batch.envelope import EnvelopeError
from desktop.batch.verify import verify_file
from desktop.batch.views import EarlierHead
from desktop.cli.province import status_of
from desktop.models import AuditEvent, ReceivedBatch
from desktop.province.chain.rules import UNPROVED, ChainBreak, ChainHead, Turn, breaks
from desktop.province.chain.words import chain_text
from desktop.province.reporting.rules import Late
from desktop.province.reporting.words import late_rows
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.security.trail.service import TrailService
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
        ([(1, 10, A), (2, 20, B, 1, 10, A), (3, 30, C, 2, 20, B)], []),
        ([(1, 10, A), (2, 20, B, 1, 10, C)], [(2, "forked")]),
        ([(1, 10, A), (2, 20, B, 1, 9, A)], [(2, "forked")]),  # the station lies about where
        ([(1, 10, A), (2, 20, B, 1, 10, UNPROVED)], [(2, "torn")]),
        ([(1, 10, A), (2, 20, B, 1, 10, A), (3, 30, C, 1, 10, A)], [(3, "back")]),
        ([(3, 30, C, 2, 20, A)], []),  # the one before has not arrived
        ([(3, 30, C, 2, 20, A), (2, 20, B)], [(3, "forked")]),  # now it has
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


def meddle(store, *statements):
    """Change the trail with SQL as somebody would who has the key of the store."""
    with store.write() as session:
        connection = session.connection()
        guards.remove_from_trail(connection)
        for statement in statements:
            connection.execute(text(statement))
        guards.install(connection)


def cut(store, keep):
    """Take the newest events away as somebody would who has the key of the store."""
    meddle(store, f"DELETE FROM audit_events WHERE number > {keep}")


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


@pytest.mark.parametrize("hides_it", [False, True], ids=["plainly", "and its head"])
def test_a_trail_that_was_cut_and_grew_past_the_loss_is_told(loop, hides_it):
    station = loop.make_station()
    station.receive("giang a pao")
    take(loop, station.export())
    with station.store.read() as session:
        head = session.query(AuditEvent.number).filter_by(tag="batch:begun").one().number - 1
    cut(station.store, head - 2)
    station.receive("lo thi pang")  # many events more than were lost
    with station.store.read() as session:
        event = session.get(AuditEvent, head)
        digest, newest = event.digest, session.query(AuditEvent).count()
    assert newest > head
    if hides_it:  # so that `audit verify` at the station finds nothing
        meddle(station.store, f"UPDATE batches SET audit_digest = '{digest}'")
        assert TrailService(station.store).verify().ok
    path = station.export()
    assert verify_file(path).audit_before == EarlierHead(1, head, digest)
    take(loop, path)
    row, _ = seen(loop)
    assert row.chain == (ChainBreak(2, Turn.FORKED),)
    assert standing(row) == ("Nhật ký bị đứt", "bad")
    assert "rẽ sang nhánh khác ở lô số 2" in chain_text(row.chain)


def test_a_head_put_back_on_a_chain_that_does_not_lead_to_it_is_told(loop):
    station = loop.make_station()
    station.receive("giang a pao")
    take(loop, station.export())
    with station.store.read() as session:
        head = session.query(AuditEvent.number).filter_by(tag="batch:begun").one().number - 1
        whole = session.get(AuditEvent, head).digest
    cut(station.store, head - 2)
    station.receive("lo thi pang")
    # The old digest stands at its number again, with nothing before or after it that fits.
    meddle(station.store, f"UPDATE audit_events SET digest = '{whole}' WHERE number = {head}")
    path = station.export()
    assert verify_file(path).audit_before == EarlierHead(1, head, UNPROVED)
    take(loop, path)
    row, _ = seen(loop)
    assert row.chain == (ChainBreak(2, Turn.TORN),)
    assert "không liền mạch từ lô trước đến lô số 2" in chain_text(row.chain)


def test_an_event_changed_between_two_batches_is_told(loop):
    station = loop.make_station()
    station.receive("giang a pao")
    take(loop, station.export())
    station.receive("lo thi pang")
    with station.store.read() as session:
        newest = session.query(AuditEvent).count()
    meddle(station.store, f"UPDATE audit_events SET actor = 'X' WHERE number = {newest - 1}")
    take(loop, station.export())
    assert seen(loop)[0].chain == (ChainBreak(2, Turn.TORN),)
    # What was changed is behind the next batch's earlier head, and is told at its own batch only.
    station.receive("nguyen thi ngoc anh")
    take(loop, station.export())
    assert seen(loop)[0].chain == (ChainBreak(2, Turn.TORN),)


def test_a_batch_written_again_after_a_later_one_left_does_not_seem_to_go_back(loop, tmp_path):
    station = loop.make_station()
    station.receive("giang a pao")
    lost = verify_file(station.export())
    station.receive("lo thi pang")
    second = station.export()
    again = CopiesService(station.store, factories.clock()).write_again(
        lost.batch_id, tmp_path, actor=CLERK
    )
    found = verify_file(again.path)
    assert (found.audit_number, found.audit_digest) == (lost.audit_number, lost.audit_digest)
    assert found.audit_before is None
    take(loop, second)
    take(loop, again.path)
    assert seen(loop)[0].chain == ()


def test_a_batch_of_before_is_read_as_it_was(loop):
    station = loop.make_station()
    station.receive("giang a pao")
    path = station.export()
    with zipfile.ZipFile(path) as file:
        outside = file.read("envelope.json")
    assert b"audit_before" not in outside  # a first batch is spelled as before the key was
    assert envelopes.parse(outside).audit_before is None
    later = replace(envelopes.parse(outside), audit_before=EarlierHead(1, 7, A)).to_bytes()
    assert envelopes.parse(later).audit_before == EarlierHead(1, 7, A)
    for wrong in ('"number": 0', '"number": true', '"number": 7, "more": 1'):
        with pytest.raises(EnvelopeError):
            envelopes.parse(later.replace(b'"number": 7', wrong.encode()))


def test_the_command_tells_it(loop):
    station = loop.make_station()
    station.receive("giang a pao")
    take(loop, station.export())
    with station.store.read() as session:
        keep = session.query(AuditEvent).count() - 6
    station.receive("lo thi pang")
    cut(station.store, keep)
    take(loop, station.export())

    data, words = status_of(loop.desk)
    assert data["trail_breaks"] == ["MT02-000002"]
    assert data["by_station"][0]["trail_breaks"] == [{"sequence": 2, "turn": "back"}]
    assert "MT02: Nhật ký của quầy bị lùi lại ở lô số 2." in words
