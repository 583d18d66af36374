"""A real process killed in the middle of an update: a version that works is started next.

At named steps, and before any call into the interpreter's own code (every write, rename, digest
and statement is one), chosen by a seed: a few rounds usually, as many as QTN_KILL_ROUNDS says for a
long night, other ones with QTN_KILL_SEED.
"""

import os
import random
import shutil
import signal
import sys
import zipfile

import pytest

from desktop.common.chosen_version import chosen
from desktop.common.clock import SystemClock
from desktop.security.service import SecurityService
from desktop.updates.place import Place
from desktop.updates.service import UpdatesService
from tests.updates.test_refused_installs import faithful

ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "8"))
SEED = int(os.environ.get("QTN_KILL_SEED", "0"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked")

POINTS = {
    "before the archive is copied": ("open", ".incoming.zip"),
    "while it is unpacked": ("open", ".0.2.0.part/desktop/__init__.py"),
    "before it gets its name": ("os.rename", ".0.2.0.part"),
    "while the store is copied": ("os.rename", "qtn.db"),
    "when the new version is started": ("subprocess.Popen", ""),
    "when the copy is removed": ("shutil.rmtree", "trial-"),
    "before the pointer is turned": ("os.rename", "current.json"),
}
AFTERWARDS = {"after the pointer was turned": ("os.listdir", "versions")}


@pytest.fixture
def machine(workshop, repository, counter, tmp_path):
    service = workshop.machine(repository.anchor())
    made = UpdatesService(service._place, tmp_path / "data", counter, SystemClock())
    (service._place.home / "main.py").write_text(faithful(counter), encoding="utf-8")
    return made


def killed_at(machine, stick, event, part):
    """Update in a process of its own and kill it at a point; whether it came there."""
    child = os.fork()
    if child == 0:
        machine._opened.store.engine.dispose(close=False)  # the parent's stay the parent's

        def look(name, arguments):
            if name == event and part in " ".join(map(str, arguments)):
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(look)
            machine.apply(stick, actor="x")
        finally:
            os._exit(9)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_killed_at_every_step_the_old_version_stays_and_the_update_can_be_done(machine, stick):
    home = machine._place.home
    for name, (event, part) in POINTS.items():
        assert killed_at(machine, stick, event, part), name
        assert chosen(home, {}) is None, name
        with machine._opened.store.read() as session:
            session.connection().exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
    machine.come()  # the next start
    assert not list((machine._data / "updates").glob("trial-*"))
    ((event, part),) = AFTERWARDS.values()
    assert killed_at(machine, stick, event, part)
    assert chosen(home, {}).name == "0.2.0"
    assert (machine._place.versions / "0.2.0" / "release.json").is_file()
    assert machine.status().next_start == "0.2.0"
    assert Place(home).back() == ""  # the installer's version runs here still


def test_done_again_after_a_kill_it_leads_to_the_same_end(machine, stick):
    assert killed_at(machine, stick, *POINTS["before the pointer is turned"])
    machine.come()
    machine.apply(stick, actor="x")
    assert chosen(machine._place.home, {}).name == "0.2.0"
    left = {path.name for path in machine._place.versions.iterdir()}
    assert left == {"0.2.0", "current.json", "update.lock"}


def calls_of(machine, stick, last=None):
    """Update in a process of its own that dies before its `last` call; return how many it made.

    Returns:
        None when it was killed.
    """
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        machine._opened.store.engine.dispose(close=False)  # the parent's stay the parent's
        made = 0

        def look(_frame, event, _argument):
            nonlocal made
            if event == "c_call":
                made += 1
                if made == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.setprofile(look)
            machine.apply(stick, actor="x")
            sys.setprofile(None)
            os.write(say, str(made).encode())
        finally:
            os._exit(0)
    os.close(say)
    with os.fdopen(hear) as words:
        told = words.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) != bool(told), "it ended by itself"
    return int(told) if told else None


def is_whole(folder, stick):
    """Whether every file of a version is there as the stick has it."""
    (archive,) = (stick / "targets").rglob("*.zip")
    with zipfile.ZipFile(archive) as packed:
        return all(
            (folder / one.filename).read_bytes() == packed.read(one)
            for one in packed.infolist()
            if not one.is_dir()
        )


def test_killed_anywhere_one_version_works_and_the_store_is_whole(machine, stick):
    chance, home, store = random.Random(88 + SEED), machine._place.home, machine._opened.store

    def ready():
        """Let the new version find in the copy what is in the store by now."""
        (home / "main.py").write_text(faithful(machine._opened), encoding="utf-8")

    ready()
    calls, old = calls_of(machine, stick), 0
    for _ in range(ROUNDS):
        shutil.rmtree(machine._place.versions)  # as before the first update
        ready()
        last = chance.randint(1, calls)
        calls_of(machine, stick, last)
        starts = chosen(home, {})
        assert starts is None or (starts.name == "0.2.0" and is_whole(starts, stick)), last
        old += starts is None
        with store.read() as session:
            raw = session.connection().exec_driver_sql
            assert raw("PRAGMA integrity_check").scalar() == "ok", last
        assert SecurityService(store, SystemClock()).audit_verify().ok, last
        machine.come()  # the next start
        assert not list((machine._data / "updates").glob("trial-*")), last
        if starts is None:
            ready()
            machine.apply(stick, actor="x")
        assert is_whole(chosen(home, {}), stick), last
    assert old, "it was never killed before the end"
