"""Batches go to the province, answers come back, what was rejected goes out again: once each."""

import threading

import pytest
from sqlalchemy import event

from desktop.batch.answering.errors import AnswerRefusedError
from desktop.batch.answering.views import AnswerRefusal
from desktop.common.errors import NotAllowedError
from desktop.models import (
    AnswerFile,
    AuditEvent,
    BatchRecord,
    ProvinceAnswer,
    ReceivedBatch,
    ReceivedRecord,
)
from desktop.province.errors import BatchRefusedError
from desktop.province.receiving.service import ReceivingService
from desktop.province.views import Decision
from desktop.storage.engine import make_server_engine
from desktop.storage.unit_of_work import Store
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def receive(loop, *paths):
    return loop.desk.receiving.receive(paths or [loop.stick], actor=DESK)


def answer(loop, **more):
    return loop.desk.answering.answer(loop.stick, actor=DESK, **more)


def totals(loop):
    status = loop.desk.overview.status()
    names = ("batches", "records", "accepted", "rejected", "held", "clean", "quarantined")
    return {name: sum(getattr(one, name) for one in status.stations) for name in names}


def test_the_whole_loop(loop):
    station = loop.make_station()
    keys = [station.receive(name) for name in PEOPLE[:3]]
    station.export()
    found = receive(loop)
    assert [(one.station, one.sequence, one.records, one.quarantined) for one in found.taken] == [
        ("MT02", 1, 3, 0)
    ]
    assert found.refused == ()
    loop.desk.answering.decide(
        [
            Decision(
                str(keys[1]),
                accepted=False,
                reason="photo_background",
                field="photo",
                note="Nền sẫm, chụp lại.",
            )
        ],
        actor=DESK,
    )
    (first,) = answer(loop)
    assert (first.path.name, first.accepted, first.rejected) == ("MT02-000001-a01.qta", 2, 1)
    report = station.answers.apply(first.path, actor=CLERK)
    assert (report.applied, report.unchanged, report.accepted, report.rejected) == (3, 0, 2, 1)
    assert station.states() == {
        keys[0]: "acknowledged",
        keys[1]: "rejected",
        keys[2]: "acknowledged",
    }
    with station.store.read() as session:
        told = session.get(BatchRecord, (station.batch.list_batches()[0].id, keys[1]))
        assert (told.reason, told.field, told.note) == (
            "photo_background",
            "photo",
            "Nền sẫm, chụp lại.",
        )
    # Only what was rejected is mended, and leaves as a new version of the same record.
    station.reception.correct(keys[1], actor=CLERK)
    station.receive(PEOPLE[1])
    again = station.export()
    assert receive(loop, again).taken[0].records == 1
    assert totals(loop)["records"] == 3
    (second,) = answer(loop)
    assert station.answers.apply(second.path, actor=CLERK).applied == 1
    assert set(station.states().values()) == {"acknowledged"}
    assert totals(loop) == {
        "batches": 2,
        "records": 3,
        "accepted": 3,
        "rejected": 0,
        "held": 0,
        "clean": 0,
        "quarantined": 0,
    }


def test_twice_is_once(loop):
    station = loop.make_station()
    station.receive(PEOPLE[0])
    batch = station.export()
    first = receive(loop)
    again = receive(loop, batch, loop.stick)
    assert [one.again for one in again.taken] == [True, True]
    assert (again.taken[0].records, again.refused) == (first.taken[0].records, ())
    with loop.desk.data.read() as session:
        assert session.query(ReceivedRecord).count() == 1
    (written,) = answer(loop)
    assert answer(loop) == ()
    assert station.answers.apply(written.path, actor=CLERK).applied == 1
    report = station.answers.apply(written.path, actor=CLERK)
    assert (report.applied, report.unchanged, report.accepted) == (0, 1, 1)
    (rewritten,) = answer(loop, again=True)
    assert rewritten.path == written.path


def test_an_older_answer_after_a_newer_one_changes_nothing(loop):
    station = loop.make_station()
    keys = [station.receive(name) for name in PEOPLE[:2]]
    station.export()
    receive(loop)
    (first,) = answer(loop)
    loop.desk.answering.decide(
        [Decision(str(keys[0]), accepted=False, reason="full_name")], actor=DESK
    )
    (second,) = answer(loop)
    assert second.number == 2
    assert station.answers.apply(second.path, actor=CLERK).applied == 1
    assert station.states()[keys[0]] == "rejected"
    report = station.answers.apply(first.path, actor=CLERK)
    assert (report.applied, report.unchanged) == (1, 1)
    assert station.states() == {keys[0]: "rejected", keys[1]: "acknowledged"}


def test_an_answer_to_what_went_on_meanwhile_is_noted_and_moves_nothing(loop):
    station = loop.make_station()
    key = station.receive(PEOPLE[0])
    station.export()
    receive(loop)
    loop.desk.answering.decide([Decision(str(key), accepted=False, reason="photo")], actor=DESK)
    (rejected,) = answer(loop)
    loop.desk.answering.decide([Decision(str(key), accepted=True)], actor=DESK)
    (accepted,) = answer(loop)
    station.answers.apply(rejected.path, actor=CLERK)
    station.reception.correct(key, actor=CLERK)
    report = station.answers.apply(accepted.path, actor=CLERK)
    assert (report.applied, report.unchanged) == (0, 1)
    assert station.states() == {key: "draft"}


def test_answers_for_others_are_refused_and_kept_aside(loop):
    station, other = loop.make_station(), loop.make_station("KB01", "03863")
    station.receive(PEOPLE[0])
    station.export()
    receive(loop)
    (written,) = answer(loop)
    with pytest.raises(AnswerRefusedError) as caught:
        other.answers.apply(written.path, actor=CLERK)
    assert caught.value.refusal is AnswerRefusal.OTHER_STATION
    assert [one.refusal for one in other.answers.kept_aside()] == [AnswerRefusal.OTHER_STATION]
    with pytest.raises(NotAllowedError):  # the last key stays
        other.trust.retire(other.trust.provinces()[0].certificate_sha256, actor=CLERK)
    damaged = loop.stick / "hong.qta"
    data = bytearray(written.path.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    with pytest.raises(AnswerRefusedError):
        station.answers.apply(damaged, actor=CLERK)
    assert station.answers.apply(written.path, actor=CLERK).applied == 1
    with station.store.read() as session:
        kept = {row.file_name: row.state for row in session.query(AnswerFile)}
    assert kept == {"hong.qta": "refused", written.path.name: "applied"}


def test_people_who_stand_twice_are_held_and_shown_side_by_side(loop):
    station, other = loop.make_station(), loop.make_station("KB01", "03863")
    station.receive(PEOPLE[0])
    other.receive(PEOPLE[0])  # the same number at another station
    other.receive(PEOPLE[1], personal_id="014150000999")  # the same name and birth, another number
    station.receive(PEOPLE[1], birth_date="1950-03-01")
    station.receive(PEOPLE[2])
    station.export()
    other.export()
    receive(loop)
    assert loop.desk.overview.status().duplicates == 1
    held = loop.desk.answering.held()
    assert [(row.full_name, len(row.doubles)) for row in held] == [
        ("Giàng A Pao", 1),
        ("Giàng A Pao", 1),
    ]
    answered = answer(loop)
    assert sum(one.accepted for one in answered) == 3
    decided = [
        Decision(str(held[0].record_id), accepted=True),
        Decision(str(held[1].record_id), accepted=False, reason="duplicate"),
    ]
    loop.desk.answering.decide(decided, actor=DESK)
    assert sorted((one.accepted, one.rejected) for one in answer(loop)) == [(0, 1), (1, 0)]
    assert loop.desk.overview.status().duplicates == 0
    assert loop.desk.answering.held() == ()


def test_two_desks_take_in_the_same_folder_at_once(server_loop):
    loop = server_loop
    station = loop.make_station()
    for name in PEOPLE[:3]:
        station.receive(name)
        station.export()
    desk = loop.desk
    desks = [
        desk.receiving,
        ReceivingService(desk.data, desk.keys, desk.receiving._clock, practice=False),
    ]
    found, begin = [], threading.Barrier(2)

    def run(one):
        begin.wait()
        found.append(one.receive([loop.stick], actor=DESK))

    threads = [threading.Thread(target=run, args=(one,)) for one in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(one.taken) for one in found] == [3, 3]
    assert sum(not one.again for both in found for one in both.taken) >= 3
    with desk.data.read() as session:
        assert session.query(ReceivedBatch).count() == 3
        assert session.query(ReceivedRecord).count() == 3
        numbers = [row.number for row in session.query(AuditEvent).order_by(AuditEvent.number)]
        assert numbers == list(range(1, len(numbers) + 1))
    answer(loop)
    with desk.data.read() as session:
        assert session.query(ProvinceAnswer).count() == 3


def test_a_desk_that_is_quicker_between_two_questions_changes_no_answer(server_loop):
    loop = server_loop
    station = loop.make_station()
    station.receive(PEOPLE[0])
    station.export()
    quick = loop.desk.receiving
    slow_store = Store(make_server_engine(loop.desk.data.engine.url))
    slow = ReceivingService(slow_store, loop.desk.keys, quick._clock, practice=False)
    taken = []

    @event.listens_for(slow_store.engine, "after_cursor_execute")
    def take_it_first(_connection, _cursor, statement, *_rest):
        if "FROM received_batches" in statement and not taken:
            taken.append(quick.receive([loop.stick], actor=DESK))

    found = slow.receive([loop.stick], actor=DESK)
    slow_store.close()
    assert [one.again for one in taken[0].taken] == [False]
    assert found.refused == ()
    assert [one.again for one in found.taken] == [True]
    with loop.desk.data.read() as session:
        assert session.query(ReceivedBatch).count() == 1
        assert session.query(ReceivedRecord).count() == 1


def test_missing_numbers_are_named(loop):
    station = loop.make_station()
    files = []
    for name in PEOPLE[:3]:
        station.receive(name)
        files.append(station.export())
    receive(loop, files[2], files[0])
    (count,) = loop.desk.overview.status().stations
    assert (count.batches, count.missing) == (2, (2,))
    receive(loop)
    assert loop.desk.overview.status().stations[0].missing == ()
    channels = loop.desk.overview.roll_up().channels
    assert sum(one.records for one in channels) == 3


def test_a_new_key_of_the_province_is_vouched_for_and_both_hold(loop):
    station = loop.make_station()
    station.receive(PEOPLE[0])
    before = station.export()
    loop.desk.keys.rotate(actor=DESK)
    made = loop.desk.keys.write_key_file(loop.stick)
    view = station.trust.install(made.path, actor=CLERK)
    assert view.compared
    assert len(station.trust.provinces()) == 2
    receive(loop, before)  # sealed to the old key, opened all the same
    (written,) = answer(loop)  # signed with the new one
    assert station.answers.apply(written.path, actor=CLERK).applied == 1
    old = station.trust.provinces()[0]
    station.trust.retire(old.certificate_sha256, actor=CLERK)
    station.receive(PEOPLE[1])
    (taken,) = receive(loop, station.export()).taken
    assert taken.records == 1
    assert station.batch.waiting().recipients == (view.name,)


def test_an_unknown_or_revoked_station_is_not_opened(loop):
    station = loop.make_station()
    station.receive(PEOPLE[0])
    batch = station.export()
    loop.desk.registry.revoke("MT02", actor=DESK, reason="máy bị mất")
    with pytest.raises(BatchRefusedError) as caught:
        loop.desk.receiving.receive_file(batch, actor=DESK)
    assert caught.value.refusal == "revoked_key"
    assert totals(loop)["records"] == 0
