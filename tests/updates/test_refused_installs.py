"""What stops an update on the way, and that nothing of it is left then."""

import json
import os
import zipfile

import pytest

from desktop.common.clock import SystemClock
from desktop.common.work import CancelledError, Work
from desktop.updates import errors
from desktop.updates.archive import unpack
from desktop.updates.place import Place
from desktop.updates.presence import Presence
from desktop.updates.service import UpdatesService
from tests.drives import small_drive
from tests.updates.workshop import copy_of

OBEDIENT = """\
import json, sys
sys.stdin.readline()
counts = dict(members={members}, applications=0, received=0, batches=0)
print(json.dumps(dict(schema="0034", counts=counts, digest="{digest}")))
"""


@pytest.fixture
def machine(workshop, repository, counter, tmp_path):
    """A program whose next version would be whatever `app/main.py` prints."""
    service = workshop.machine(repository.anchor())
    made = UpdatesService(service._place, tmp_path / "data", counter, SystemClock())
    made.come()
    return made


def root_of(machine):
    return machine._place.root


def refused(machine, stick, code):
    with pytest.raises(errors.UpdateError) as caught:
        machine.apply(stick, actor="x")
    assert caught.value.code == code
    assert caught.value.advice
    unchanged(machine)
    return caught.value


def unchanged(machine):
    root = root_of(machine)
    left = {path.name for path in (root / "versions").glob("*")} if root.exists() else set()
    assert "current.json" not in left
    assert not [name for name in left if name.startswith(".")]
    assert not list((machine._data / "updates").glob("trial-*"))


def archive_of(stick):
    return next((stick / "targets").rglob("*.zip"))


def test_a_damaged_archive(machine, stick):
    copy = copy_of(stick, "flipped")
    data = bytearray(archive_of(copy).read_bytes())
    data[len(data) // 2] ^= 1
    archive_of(copy).write_bytes(bytes(data))
    refused(machine, copy, "QTN-626")
    short = copy_of(stick, "short")
    archive_of(short).write_bytes(bytes(data)[:-10])
    refused(machine, short, "QTN-626")


def test_an_archive_that_is_not_there(machine, stick):
    copy = copy_of(stick, "missing")
    archive_of(copy).unlink()
    refused(machine, copy, "QTN-624")


def test_a_version_that_is_not_newer(workshop, machine, repository):
    made = workshop.release("0.1.0")
    machine._place.home.joinpath("root.json").write_bytes(made.anchor())
    refused(machine, workshop.stick(made), "QTN-628")


def test_a_disk_without_room(machine, stick):
    versions = root_of(machine) / "versions"
    versions.mkdir()
    with small_drive(versions, "4m"):
        error = refused(machine, stick, "QTN-631")
        assert str(versions) in error.title


def test_another_window_is_open(machine, counter, stick):
    other = Presence(counter.store)
    other.come()
    refused(machine, stick, "QTN-632")
    other.go()
    with counter.presence.alone(), pytest.raises(errors.UpdateError) as caught:
        other.come()
    assert caught.value.code == "QTN-635"


def test_a_copy_of_the_sources(counter, stick, tmp_path):
    (tmp_path / "home").mkdir()
    sources = UpdatesService(Place(tmp_path / "home"), tmp_path / "data", counter, SystemClock())
    refused(sources, stick, "QTN-636")


@pytest.mark.parametrize(
    "answer",
    [
        "raise SystemExit(3)",
        "print('no json')",
        'print(\'{"error": {"code": "QTN-104", "title": "Kho mới hơn"}}\')',
        OBEDIENT.format(members=99, digest="x"),
        "print('[]')",
    ],
)
def test_a_version_that_does_not_work_with_the_copy(machine, stick, answer):
    (machine._place.home / "main.py").write_text(answer, encoding="utf-8")
    refused(machine, stick, "QTN-639")
    assert machine.check(stick).is_new  # and the program goes on as it was


def test_an_update_that_was_stopped(machine, stick):
    work = Work()

    def stop(_done, _total, _text):
        if list((root_of(machine) / "versions").glob(".*.part")):
            work.cancel()

    work._on_progress = stop
    with pytest.raises(CancelledError):
        machine.apply(stick, actor="x", work=work)
    unchanged(machine)


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "C:/x", "a\\b"])
def test_an_archive_stays_inside_its_folder(tmp_path, name):
    archive = tmp_path / "bad.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(zipfile.ZipInfo(name), b"x")
    with pytest.raises(errors.UpdateError):
        unpack(archive, tmp_path / "inside", Work())
    assert not list(tmp_path.rglob("x"))


def test_what_an_interrupted_update_left_is_cleaned_up(machine, stick, counter):
    left = machine._data / "updates" / "trial-dead"
    left.mkdir(parents=True)
    (left / "qtn.db").write_bytes(b"x")
    machine.come()
    assert not left.exists()
    part = root_of(machine) / "versions" / ".0.1.5.part"
    part.mkdir(parents=True)
    (machine._place.home / "main.py").write_text("print('no json')")
    refused(machine, stick, "QTN-639")
    assert not part.exists()


def test_the_pointer_names_what_can_be_gone_back_to(machine, stick, counter):
    (machine._place.home / "main.py").write_text(faithful(counter), encoding="utf-8")
    machine.apply(stick, actor="x")
    pointer = json.loads((root_of(machine) / "versions" / "current.json").read_text())
    assert pointer == {"version": "0.2.0", "installer": "0.1.0", "before": "0.1.0"}
    assert machine.status().next_start == "0.2.0"


def faithful(counter):
    """Return the program of a version that finds in the copy what is in it now."""
    with counter.store.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT (SELECT digest FROM audit_events ORDER BY number DESC LIMIT 1),"
            " (SELECT count(*) FROM members)"
        )
        digest, members = rows.one()
    return OBEDIENT.format(members=members, digest=digest)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_what_root_made_in_a_clerks_folder_is_the_clerks(machine, stick, counter):
    clerk = 65534
    for path in (machine._data, *machine._data.rglob("*")):
        os.chown(path, clerk, clerk)
    machine.check(stick)
    assert {path.stat().st_uid for path in (machine._data / "updates").rglob("*")} == {0}
    machine.go()
    assert {path.lstat().st_uid for path in machine._data.rglob("*")} == {clerk}
