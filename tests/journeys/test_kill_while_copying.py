"""The plug is pulled while copies are made, a list is read in, or the store is brought up to date.

The real services in a process of their own, killed at seeded moments. Usually a few rounds; as many
as QTN_KILL_ROUNDS says for a long night (`QTN_KILL_ROUNDS=50 … pytest tests/journeys/this_file`).
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from desktop.backup import rescue
from desktop.common.clock import SystemClock
from desktop.models import Application, Counter, Member
from desktop.security.keystore import MemoryKeyring
from desktop.security.recovery import read_code_file
from desktop.storage.migrate import HEAD, current_revision, run_alembic
from tests.backup.conftest import office  # noqa: F401 - a fixture
from tests.journeys.counter import ROOT

ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "2"))
PEOPLE = 400

WORKER = """
import itertools
import sys
import threading
import time
from pathlib import Path
from desktop.security.keystore import MemoryKeyring
from desktop.wiring import Adapters, open_services
from tests.backup.conftest import receive

profile, unlock, act, place, first = sys.argv[1:]
print('begin', flush=True)
services = open_services(Path(profile), Path(unlock), Adapters(keystore=MemoryKeyring()))
services.roster.warm_up()
print('go', flush=True)

def work_on():
    for number in itertools.count(int(first)):
        print(receive(services, number), flush=True)
        time.sleep(0.01)

if act in {'backup', 'twin'}:
    threading.Thread(target=work_on, daemon=True).start()
if act == 'twin':
    services.keeper.choose_folder(Path(place), actor='x')
while True:
    if act == 'backup':
        made = services.backup.now(Path(place), actor='x')
        print('copied', made.manifest.summary.counts['received'], flush=True)
    elif act == 'twin':
        print('copied', services.keeper.round().kind.value, flush=True)
    elif act == 'import':
        services.imports.import_list(Path(place), actor='x')
        print('imported', flush=True)
        time.sleep(60)
    else:
        time.sleep(60)
"""


def life(office, act, place, first, wait):  # noqa: F811 - the fixture above
    """Start a worker, let it live for a while after it began, kill it; return its words."""
    worker = subprocess.Popen(
        [
            *(sys.executable, "-c", WORKER, str(office.profile), str(office.unlock)),
            *(act, str(place), str(first)),
        ],
        cwd=ROOT,
        env=office.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert worker.stdout is not None
    expected = "begin" if act == "migration" else "go"
    while (line := worker.stdout.readline()).strip() != expected:
        assert line, worker.stderr.read() if worker.stderr else ""
    time.sleep(wait)
    worker.kill()
    out, errors = worker.communicate()
    assert "Traceback" not in errors, errors
    whole = out[: out.rfind("\n") + 1]  # a line that was cut was not said
    return whole.splitlines()


def check_store(services, *, passed_over=False):
    """No record is half there, no number twice, every number explained; return the numbers.

    `passed_over`: a restore left numbers out, and said so in the audit trail.
    """
    assert services.security.audit_verify().ok
    with services.store.read() as session:
        rows = session.query(Application).filter(Application.receipt_number.is_not(None)).all()
        last = session.query(Counter).filter_by(series="receipt").one().last
        integrity = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
    assert integrity == "ok"
    numbers = [row.receipt_number for row in rows]
    assert len(set(numbers)) == len(numbers)
    assert len(numbers) < last if passed_over else len(numbers) == last
    for row in rows:
        assert (row.state, row.snapshot["receipt_number"]) == ("received", row.receipt_number)
    return set(numbers)


def opened(place, office):  # noqa: F811 - the fixture above
    code = read_code_file(office.unlock)
    return rescue.check(place, code, MemoryKeyring(), SystemClock())


@pytest.mark.parametrize("act", ["backup", "twin"])
def test_every_finished_copy_is_whole_whenever_the_plug_is_pulled(office, tmp_path, act):  # noqa: F811
    chance = random.Random(6 if act == "backup" else 7)
    place = tmp_path / "usb"
    place.mkdir()
    promised: set[str] = set()
    for round_number in range(ROUNDS):
        first = 1000 * (round_number + 1)
        words = life(office, act, place, first, chance.uniform(0.1, 1.5))
        promised |= {word for word in words if word.startswith("MT02-")}
        with office.services() as services:
            numbers = check_store(services)
        assert promised <= numbers
        finished = any(word.startswith("copied") for word in words)
        if act == "backup":
            for file in place.glob("*.qtnb"):
                assert opened(file, office).summary.counts["received"] <= len(numbers)
            assert not finished or list(place.glob("*.qtnb"))
        elif finished:
            assert "copied failed" not in words
            assert 3 <= opened(place, office).summary.counts["received"] <= len(numbers)
    # And afterwards it goes on as if nothing had been.
    with office.services() as services:
        if act == "backup":
            assert services.backup.now(place, actor="x").manifest.summary.counts["received"] >= 3
        else:
            assert services.keeper.round().kind == "good"
            assert opened(place, office).summary.counts["received"] == len(numbers)


def list_of(file, first):
    lines = ["STT,Họ và tên,Ngày sinh,Giới tính,Số định danh cá nhân,Chi bộ,Ngày vào Đảng"]
    lines += [
        f"{n},Lò Văn Số {n},12/03/1978,Nam,014078{n:06d},Chi bộ 1,03/02/2006"
        for n in range(first, first + PEOPLE)
    ]
    file.write_text("\n".join(lines), encoding="utf-8-sig")


def test_a_list_is_all_there_or_not_at_all(office, tmp_path):  # noqa: F811 - the fixture above
    chance = random.Random(8)
    file = tmp_path / "danh-sach.csv"
    with office.services() as services, services.store.read() as session:
        before = session.query(Member).count()
    known = 1
    for _ in range(ROUNDS):
        list_of(file, 5000 + PEOPLE * known)  # people nobody saw yet
        words = life(office, "import", file, 0, chance.uniform(0.05, 0.8))
        with office.services() as services:
            check_store(services)
            entries = services.imports.history()
            with services.store.read() as session:
                count = session.query(Member).count()
            whole = len(entries) == known + 1
            assert count == before + (PEOPLE if whole else 0)
            assert whole or "imported" not in words
            if whole:  # who it brought leaves the list, and stays in the store
                services.imports.undo_import(entries[0].import_id, actor="x")
                known, before = known + 1, count


def test_a_profile_is_restored_whole_or_not_at_all(office, tmp_path):  # noqa: F811
    chance = random.Random(10)
    with office.services() as services:
        numbers = check_store(services)
        copy = services.backup.now(tmp_path / "usb", actor="x").file
    into = tmp_path / "again"
    restored = replace(office, profile=into)

    def restore(wait=None):
        worker = subprocess.Popen(
            [
                *(sys.executable, "main.py", "--unlock-with", str(office.unlock)),
                *("backup", "restore", str(copy), "--into", str(into), "--json"),
            ],
            cwd=ROOT,
            env=office.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        began = time.monotonic()
        if wait is not None:
            time.sleep(wait)
            worker.kill()
        out, errors = worker.communicate()
        assert "Traceback" not in errors, errors
        return time.monotonic() - began, out

    def check():
        with restored.services() as services:
            assert check_store(services, passed_over=True) == numbers

    # What a power cut left beside the place is encrypted, in nobody's way, and goes in time.
    left = tmp_path / ".again.restoring-1"
    (left / "store").mkdir(parents=True)
    (left / "store" / "qtn.db").write_bytes(b"half")
    for path in (left / "store" / "qtn.db", left / "store", left):
        os.utime(path, (0, 0))
    took, told = restore()
    assert json.loads(told)["counts"]["received"] == len(numbers)
    assert not left.exists()
    check()
    for _ in range(ROUNDS):
        shutil.rmtree(into, ignore_errors=True)
        _, told = restore(chance.uniform(0.3, 1.0) * took)
        if into.exists():
            check()
        else:
            assert not told


def test_a_store_is_in_the_old_shape_or_in_the_new_one(office):  # noqa: F811 - the fixture above
    chance = random.Random(9)
    with office.services() as services:
        numbers = check_store(services)
    for _ in range(ROUNDS):
        with office.services() as services:
            run_alembic(services.store.engine, "downgrade", "0007")
        life(office, "migration", "-", 5000, chance.uniform(0.3, 2.5))
        with office.services() as services:
            assert current_revision(services.store.engine) == HEAD
            assert numbers <= check_store(services)
