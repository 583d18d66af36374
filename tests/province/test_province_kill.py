"""Processes killed at any moment: done again, the loop is where it would have been.

Every round forks a real process, lets it do one act and kills it with SIGKILL: in even rounds
before its n-th step (a statement to the store, or an opened, renamed or removed file), in odd ones
after a part of the time that the whole act took. Both are drawn from a seed; only rounds that
killed count.
QTN_KILL_ROUNDS=34 makes it more than two hundred points over all acts.
"""

import json
import os
import random
import signal
import sys
import threading
import time

import pytest
from sqlalchemy import event

from desktop.batch.answering.files import read_outside
from desktop.batch.copies import CopiesService
from desktop.batch.verify import verify_file
from desktop.common.clock import SystemClock
from desktop.common.vocabulary import CardState
from desktop.models import (
    Application,
    ApplicationMove,
    Batch,
    BatchCopy,
    BatchRecord,
    BegunBatch,
    ProvinceAnswer,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
)
from desktop.province.views import Decision
from tests.province.card_loop import Cards
from tests.province.conftest import CLERK, PEOPLE
from tests.province.hostile import entry, hostile_batch, record

DESK = "cán bộ tỉnh"
ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "3"))
"""How many processes are killed for each act."""

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked")


class Killer:
    """Draws the points of one test and kills there.

    Args:
        seed: of the points.
        stores: whose statements are steps; a child leaves the connections of its parent alone.
    """

    def __init__(self, seed, stores):
        self._chance = random.Random(seed)
        self._stores = set(stores)
        self._whole = (40, 0.5)
        self.tried = self.killed = 0

    @property
    def goes_on(self):
        """Whether there are points left; an act that is over too soon gets other ones."""
        return self.killed < ROUNDS and self.tried < 4 * ROUNDS

    def tell(self):
        """Say how many were killed (`pytest -s` shows it); half of the points must have been."""
        print(f" {self.killed} of {self.tried} processes killed")
        assert self.killed >= ROUNDS / 2

    def strike(self, act):
        """Run an act in a process of its own and kill it somewhere; whether it was killed."""
        steps, seconds = self._whole
        by_step = self.tried % 2 == 0
        stop_at = self._chance.randint(1, max(2, steps)) if by_step else 0
        after = None if by_step else self._chance.random() * seconds
        self.tried += 1
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            _die(act, self._stores, stop_at, after, theirs)
        os.close(theirs)
        with os.fdopen(ours) as said:
            told = said.read()
        _, status = os.waitpid(child, 0)
        if told:
            self._whole = tuple(json.loads(told))
        was_killed = os.WIFSIGNALED(status)
        assert was_killed or (told and os.WEXITSTATUS(status) == 0), "the act failed by itself"
        self.killed += was_killed
        return was_killed


def _die(act, stores, stop_at, after, pipe):
    """Do the act in this forked process, which ends here in any case."""
    seen, start = [0], time.monotonic()

    def step(*_arguments):
        seen[0] += 1
        if seen[0] == stop_at:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        for store in stores:
            store.engine.dispose(close=False)  # the parent's connections stay the parent's
            event.listen(store.engine, "before_cursor_execute", step)
        sys.addaudithook(lambda name, _arguments: step() if name in STEPS else None)
        if after is not None:
            threading.Thread(target=_kill_later, args=(after,), daemon=True).start()
        act()
        os.write(pipe, json.dumps([seen[0], time.monotonic() - start]).encode())
        os._exit(0)
    finally:
        os._exit(9)


def _kill_later(seconds):
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)


def cleared(folder):
    """Return what is in a folder under a name of its own; half files are hidden ones."""
    return sorted(file for file in folder.iterdir() if not file.name.startswith("."))


def test_exporting_leaves_records_or_a_batch(small_loop):
    station = small_loop.make_station()
    killer, left = Killer(3, [station.store]), []
    station.receive(PEOPLE[0])
    while killer.goes_on:
        folder = small_loop.stick / f"{killer.tried}"
        folder.mkdir()
        killer.strike(lambda to=folder: station.batch.export(to, actor=CLERK))
        waits = "received" in station.states().values()
        for file in cleared(folder):  # whole, and of a batch that the station knows
            found = verify_file(file)
            assert found.valid
            assert found.batch_id in _known(station)
        batches = {view.sequence for view in station.batch.list_batches()}
        assert batches == set(range(1, len(batches) + 1))
        if waits:
            report = station.batch.export(folder, actor=CLERK)
            assert (report.records, report.sequence) == (1, len(batches) + 1)
        (file,) = cleared(folder)
        left.append(verify_file(file).batch_id)
        (key,) = station.states()
        _send_back(station, key)
    killer.tell()
    with station.store.read() as session:
        assert [row.id for row in session.query(Batch).order_by(Batch.sequence)] == left
        ways = session.query(ApplicationMove).filter_by(to_state="exported").count()
        assert ways == session.query(BatchRecord).count() == len(left)


def _known(station):
    """Return the batches that the station has counted or begun."""
    with station.store.read() as session:
        return {row.id for model in (Batch, BegunBatch) for row in session.query(model)}


def _send_back(station, key):
    """Let a record that left be received anew, as if the province had asked for it."""
    from tests import factories

    batch = station.batch.list_batches()[0].id
    factories.bring(station.store, key, "rejected", batch_id=batch)
    station.reception.correct(key, actor=CLERK)
    station.reception.receive(key, actor=CLERK)


def test_no_copy_leaves_that_the_station_does_not_know(small_loop):
    station = small_loop.make_station()
    station.receive(PEOPLE[0])
    station.export()
    batch = station.batch.list_batches()[0].id
    copies = CopiesService(station.store, SystemClock())
    killer, written = Killer(5, [station.store]), []
    while killer.goes_on:
        folder = small_loop.stick / f"{killer.tried}"
        folder.mkdir()
        killer.strike(lambda to=folder: copies.write_again(batch, to, actor=CLERK))
        if not cleared(folder):
            copies.write_again(batch, folder, actor=CLERK)
        (file,) = cleared(folder)
        written.append(verify_file(file).payload_sha256)
    killer.tell()
    with station.store.read() as session:
        known = {row.payload_sha256 for row in session.query(BatchCopy)}
    assert set(written) <= known


def test_receiving_is_whole_or_not_at_all(loop):
    station = loop.make_station()
    desk = loop.desk
    killer, files = Killer(7, [desk.data, desk.profile]), 0
    while killer.goes_on:
        folder = loop.stick / f"{killer.tried}"
        folder.mkdir()
        for _ in range(2):
            files += 1
            some = [entry(record()), entry(record()), entry(record(record_version=0))]
            hostile_batch(station, folder, some, sequence=files)
        killer.strike(lambda to=folder: desk.receiving.receive([to], actor=DESK))
        _assert_whole(desk)
        found = desk.receiving.receive([folder], actor=DESK)
        assert [(one.records, one.quarantined) for one in found.taken] == [(2, 1)] * 2
        assert found.refused == ()
    killer.tell()
    _assert_whole(desk)
    with desk.data.read() as session:
        assert session.query(ReceivedBatch).count() == files
        assert session.query(ReceivedRecord).count() == 2 * files
        assert session.query(QuarantinedRecord).count() == files


def _assert_whole(desk):
    with desk.data.read() as session:
        for batch in session.query(ReceivedBatch):
            found = session.query(ReceivedRecord).filter_by(batch_id=batch.id).count()
            apart = session.query(QuarantinedRecord).filter_by(batch_id=batch.id).count()
            assert (found, apart) == (batch.records, batch.quarantined) == (2, 1)


def test_answering_tells_everything_once(loop):
    station = loop.make_station()
    desk = loop.desk
    killer, told = Killer(11, [desk.data, desk.profile]), 0
    answers = loop.stick / "answers"
    answers.mkdir()
    while killer.goes_on:
        told += 1
        path = hostile_batch(station, loop.stick, [with_photo_of(told)], sequence=told)
        desk.receiving.receive_file(path, actor=DESK)
        key = path_record(desk, told)
        desk.answering.decide([Decision(str(key), accepted=True)], actor=DESK)
        killer.strike(lambda: desk.answering.answer(answers, actor=DESK))
        for file in cleared(answers):
            read_outside(file.read_bytes())
        desk.answering.answer(answers, actor=DESK)
    killer.tell()
    before = {file.name: file.read_bytes() for file in cleared(answers)}
    desk.answering.answer(answers, actor=DESK, again=True)
    after = {file.name: file.read_bytes() for file in cleared(answers)}
    assert after.items() >= before.items()
    assert len(after) == told
    with desk.data.read() as session:
        assert session.query(ProvinceAnswer).count() == told
        assert session.query(ReceivedRecord).filter_by(answer_id=None).count() == 0


def with_photo_of(number):
    return entry(record(receipt_number=f"MT02-{number:05d}"))


def path_record(desk, number):
    with desk.data.read() as session:
        wanted = session.query(ReceivedRecord).filter_by(receipt_number=f"MT02-{number:05d}")
        return wanted.one().record_id


def test_applying_moves_all_or_nothing_and_nothing_twice(small_loop):
    loop = small_loop
    station = loop.make_station()
    keys = [station.receive(name) for name in PEOPLE[:3]]
    station.export()
    desk = loop.desk
    desk.receiving.receive([loop.stick], actor=DESK)
    killer, accepted, number = Killer(13, [station.store]), True, 0
    while killer.goes_on:
        word = {"accepted": accepted, "reason": "" if accepted else "photo"}
        desk.answering.decide([Decision(str(key), **word) for key in keys], actor=DESK)
        (written,) = desk.answering.answer(loop.stick, actor=DESK)
        number += 1
        before = set(station.states().values())
        killer.strike(lambda file=written.path: station.answers.apply(file, actor=CLERK))
        after = {"acknowledged" if accepted else "rejected"}
        assert set(station.states().values()) in (before, after)
        station.answers.apply(written.path, actor=CLERK)
        assert set(station.states().values()) == after
        accepted = not accepted
    killer.tell()
    with station.store.read() as session:
        ways = session.query(ApplicationMove).filter(
            ApplicationMove.to_state.in_(("acknowledged", "rejected"))
        )
        assert ways.count() == 3 * number
        assert {row.answer_number for row in session.query(BatchRecord)} == {number}
        assert session.query(Application).count() == 3

        written.path.unlink()


def test_a_card_report_is_taken_whole_or_not_at_all(loop):
    cards = Cards(loop, people=2)
    cards.first_run()
    cards.mark(0, CardState.DAMAGED, "Gãy")
    cards.mark(1)
    cards.close()
    killer, desk = Killer(17, [loop.desk.data, loop.desk.profile]), loop.desk
    while killer.goes_on:
        path, before = cards.report(), cards.snapshot()
        killer.strike(lambda file=path: desk.receiving.receive([file], actor=DESK))
        whole = (2, ["printed", "reprint"], killer.tried)
        seen = cards.snapshot()
        assert seen == before or _told(seen) == whole
        desk.receiving.receive([path], actor=DESK)
        assert _told(cards.snapshot()) == whole
    killer.tell()


def test_a_card_report_that_was_killed_is_written_again(small_loop):
    cards = Cards(small_loop, people=2)
    cards.first_run()
    cards.mark(0)
    cards.close()
    killer = Killer(19, [cards.station.store])
    while killer.goes_on:
        folder = small_loop.stick / f"bao-{killer.tried}"
        folder.mkdir()
        killer.strike(lambda to=folder: cards.reports.write(to, actor=CLERK))
        for file in cleared(folder):
            assert cards.take(file).aside == 0
        assert cards.take(cards.report(folder.name)).aside == 0
    killer.tell()
    assert cards.counts().returned == 1


def _told(seen):
    """Return how many cards are known, what became of the prints, how many reports came."""
    told, prints, reports = seen
    return len(told), sorted(state for _key, state, _number in prints), reports
