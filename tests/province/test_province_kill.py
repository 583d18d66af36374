"""Processes killed at any statement: done again, the loop is where it would have been."""

import os
import random
import signal

import pytest
from sqlalchemy import event

from desktop.models import (
    ApplicationMove,
    BatchRecord,
    ProvinceAnswer,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
)
from tests.province.conftest import CLERK, PEOPLE
from tests.province.hostile import entry, hostile_batch, record

DESK = "cán bộ tỉnh"
ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "8"))
"""How many processes are killed in each test; the points are seeded."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked")


def dies(act, stores, stop_at):
    """Run an act in a process that kills itself before its n-th statement; whether it died."""
    child = os.fork()
    if child == 0:
        seen = [0]

        def count(*_arguments):
            seen[0] += 1
            if seen[0] == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            for store in stores:
                store.engine.dispose(close=False)  # the parent's connections stay the parent's
                event.listen(store.engine, "before_cursor_execute", count)
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def points(seed, most):
    rng = random.Random(seed)
    return sorted(rng.randrange(1, most) for _ in range(ROUNDS))


def test_receiving_is_whole_or_not_at_all(loop):
    station = loop.make_station()
    files = []
    for number, name in enumerate(PEOPLE[:2], 1):
        station.receive(name)
        files.append(station.export())
        assert files[-1].name == f"MT02-{number:06d}.qtn"
    entries = [entry(record()), entry(record(record_version=0))]
    hostile_batch(station, loop.stick, entries, sequence=3)
    desk = loop.desk

    def act():
        desk.receiving.receive([loop.stick], actor=DESK)

    died = 0
    for stop_at in points(7, 45):
        died += dies(act, {desk.data, desk.profile}, stop_at)
        with desk.data.read() as session:
            for batch in session.query(ReceivedBatch):
                found = session.query(ReceivedRecord).filter_by(batch_id=batch.id).count()
                apart = session.query(QuarantinedRecord).filter_by(batch_id=batch.id).count()
                assert (found, apart) == (batch.records, batch.quarantined)
                assert found + apart > 0
    assert died
    act()
    with desk.data.read() as session:
        assert session.query(ReceivedBatch).count() == 3
        assert session.query(ReceivedRecord).count() == 3
        assert session.query(QuarantinedRecord).count() == 1


def test_answering_and_applying_lose_nothing_and_do_nothing_twice(small_loop):
    loop = small_loop
    station = loop.make_station()
    keys = []
    for name in PEOPLE[:3]:
        keys.append(station.receive(name))
        station.export()
    desk = loop.desk
    desk.receiving.receive([loop.stick], actor=DESK)
    died = 0
    for stop_at in points(11, 25):
        died += dies(lambda: desk.answering.answer(loop.stick, actor=DESK), {desk.data}, stop_at)
    written = desk.answering.answer(loop.stick, actor=DESK, again=True)
    assert (died > 0, len(written)) == (True, 3)
    assert not [file for file in loop.stick.iterdir() if file.name.endswith(".part")]
    with desk.data.read() as session:
        assert session.query(ProvinceAnswer).count() == 3
    died = 0
    for answer in written:
        for stop_at in points(13, 20)[: ROUNDS // 2]:
            died += dies(
                lambda file=answer.path: station.answers.apply(file, actor=CLERK),
                {station.store},
                stop_at,
            )
        station.answers.apply(answer.path, actor=CLERK)
    assert died
    assert station.states() == dict.fromkeys(keys, "acknowledged")
    with station.store.read() as session:
        assert session.query(ApplicationMove).filter_by(to_state="acknowledged").count() == 3
        assert session.query(BatchRecord).filter_by(verdict="accepted").count() == 3
