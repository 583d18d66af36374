"""Two desks as two programs on one server: the same folder at once, and an answer meanwhile."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.batch.answering.files import open_answer, read_outside
from desktop.models import (
    AuditEvent,
    ProvinceAnswer,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
    Station,
)
from desktop.province.desk import create_desk, open_desk
from desktop.security import sealing
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from tests import factories
from tests.province.conftest import Loop, station
from tests.province.hostile import entry, hostile_batch, record

ROOT = Path(__file__).resolve().parents[2]
DESK = "cán bộ tỉnh"
FILES, RECORDS = 5, 4


@dataclass
class Programs:
    """One province on a server and a copy of its profile for each desk."""

    loop: Loop
    folder: Path
    recovery: Path

    def start(self, desk, *words):
        """Start a command at a desk."""
        return subprocess.Popen(
            [
                *(sys.executable, "main.py", "--data", str(self.folder / desk)),
                *("--unlock-with", str(self.recovery), "province", *words, "--json"),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def waits_for(self, others):
        """Wait until so many connections wait for a lock that somebody else holds."""
        until = time.monotonic() + 60
        sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        with self.loop.desk.data.engine.connect() as connection:
            while time.monotonic() < until:
                if connection.exec_driver_sql(sql).scalar() >= others:
                    return
                connection.rollback()
                time.sleep(0.05)
        raise AssertionError("the desks never met")


@pytest.fixture
def programs(postgres_server, tmp_path):
    name, clock, keyring = postgres_server.new_database(), factories.clock(), MemoryKeyring()
    recovery = tmp_path / "recovery.txt"
    profile = Profile(tmp_path / "one")
    create_desk(
        profile,
        province="14",
        name="Công an tỉnh (thử)",
        keystore=keyring,
        clock=clock,
        recovery_file=recovery,
        server=postgres_server.url(name),
    )
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    desk = open_desk(profile, keyring, None, clock)
    stick = tmp_path / "usb"
    stick.mkdir()
    made = desk.keys.write_key_file(stick)
    loop = Loop(desk, stick, lambda *_: None, made.path, made.fingerprint)
    loop.stations.append(station(loop, tmp_path, clock))
    yield Programs(loop, tmp_path, recovery)
    loop.stations[0].store.close()
    desk.close()
    postgres_server.drop(name)


def said(program):
    out, err = program.communicate(timeout=120)
    assert program.returncode == 0, out + err
    return json.loads(out)


def test_two_programs_receive_one_folder_at_once_while_a_third_answers(programs):
    loop, home = programs.loop, programs.loop.stations[0]
    some = clean(RECORDS)
    first = hostile_batch(home, loop.stick, some, sequence=1)
    loop.desk.receiving.receive_file(first, actor=DESK)
    for number in range(2, FILES + 2):
        some = clean(RECORDS)
        hostile_batch(home, loop.stick, [*some, entry(record(record_version=0))], sequence=number)
    answers = programs.folder / "answers"
    answers.mkdir()
    # All three are held at the door until all three are there.
    with loop.desk.data.engine.begin() as door:
        door.exec_driver_sql("LOCK TABLE audit_events IN SHARE ROW EXCLUSIVE MODE")
        running = [programs.start(desk, "receive", str(loop.stick)) for desk in ("one", "two")]
        running.append(programs.start("two", "answer", "--to", str(answers)))
        programs.waits_for(3)
    told = [said(program) for program in running]
    for received in told[:2]:
        assert received["refused"] == []
        counts = [(one["sequence"], one["quarantined"]) for one in received["received"]]
        assert counts == [(1, 0), *((number, 1) for number in range(2, FILES + 2))]
        assert {one["records"] for one in received["received"]} == {RECORDS}
    loop.desk.answering.answer(answers, actor=DESK)
    assert loop.desk.answering.answer(answers, actor=DESK) == ()
    _assert_each_once(loop, answers)


def clean(count):
    """Return entries of records that nothing speaks against."""
    found = []
    for _ in range(count):
        document = record()
        name = f"photos/{document['record_id']}.jpg"
        document["files"]["photo"] = name
        found += [entry(document), (f"data/{name}", factories.jpeg(60, 80))]
    return found


def _assert_each_once(loop, answers):
    whole = (FILES + 1) * RECORDS
    with loop.desk.data.read() as session:
        assert session.query(ReceivedBatch).count() == FILES + 1
        assert session.query(ReceivedRecord).count() == whole
        assert session.query(QuarantinedRecord).count() == FILES
        assert session.query(ProvinceAnswer).count() == len(list(answers.iterdir()))
        numbers = [row.number for row in session.query(AuditEvent).order_by(AuditEvent.number)]
        assert numbers == list(range(1, len(numbers) + 1))
        tags = [row.tag for row in session.query(AuditEvent)]
        assert tags.count("batch:received") == FILES + 1
        assert tags.count("batch:refused") == 0
    with loop.stations[0].store.read() as session:
        key = sealing.identity_of(session.query(Station).one().answer_key)
    told = [
        (outside.head.batch_id, verdict.record_id)
        for file in answers.iterdir()
        for outside in [read_outside(file.read_bytes())]
        for verdict in open_answer(outside, [key])
    ]
    assert len(set(told)) == len(told) == whole + FILES
