"""A disk that fills up, a drive that may not be written, a store that is busy: real processes."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.models import Application
from tests import drives
from tests.backup.conftest import RECORDS
from tests.journeys.counter import ROOT

LIMITED = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv = ['main.py', *sys.argv[2:]]
runpy.run_path('main.py', run_name='__main__')
"""


def run(office, *words, limit=None):
    start = ["main.py"] if limit is None else ["-c", LIMITED, str(limit)]
    done = subprocess.run(
        [sys.executable, *start, *office.options, *map(str, words)],
        cwd=ROOT,
        env=office.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.skipif(os.name == "nt", reason="file size limits are of POSIX")
def test_a_file_that_cannot_grow_leaves_no_backup_and_the_next_one_is_whole(office, tmp_path):
    usb = tmp_path / "usb"
    rc, told = run(office, "backup", "now", "--to", usb, "--json", limit=300_000)
    assert rc == 1
    assert told["error"]["advice"]
    assert list(usb.glob("*")) == [], "nothing half made is left"
    rc, told = run(office, "backup", "now", "--to", usb, "--json")
    assert (rc, told["counts"]["received"]) == (0, 3)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write")
def test_a_folder_that_may_not_be_written_is_said(office):
    rc, told = run(office, "backup", "now", "--to", "/proc/self/usb", "--json")
    assert (rc, told["error"]["code"]) == (1, "QTN-200")


def test_a_profile_on_a_drive_that_may_only_be_read_is_said(office, tmp_path):
    drive = tmp_path / "drive"
    drive.mkdir()
    with drives.small_drive(drive, "64m"):
        profile = drive / "profile"
        shutil.copytree(office.profile, profile)
        locked = replace(office, profile=profile)
        with drives.read_only(drive):
            rc, told = run(locked, "backup", "now", "--to", tmp_path / "usb", "--json")
        assert (rc, told["error"]["code"]) == (1, "QTN-106")
        assert "cấp quyền ghi" in told["error"]["advice"]
        with locked.services() as services, services.store.read() as session:
            assert session.query(Application).filter_by(state="received").count() == RECORDS


def test_a_store_that_another_program_holds_is_said_to_be_busy(services, office, tmp_path):
    pooled = services.store.engine.raw_connection()
    pooled.driver_connection.execute("BEGIN IMMEDIATE")
    try:
        rc, told = run(office, "backup", "now", "--to", tmp_path / "usb", "--json")
    finally:
        pooled.driver_connection.execute("ROLLBACK")
        pooled.close()
    assert (rc, told["error"]["code"]) == (1, "QTN-105")
    assert not list(tmp_path.glob("usb/*"))


def test_numbers_that_a_restore_passes_over_are_told_in_words(services, office, tmp_path):
    copy = services.backup.now(tmp_path / "usb", actor="x").file
    options = ("--unlock-with", str(office.unlock))
    told = office.run(*options, "backup", "restore", str(copy), "--into", str(tmp_path / "new"))
    assert told.returncode == 0, told.stderr
    assert "Số biên nhận tiếp theo: " in told.stdout
    assert "receipt" not in told.stdout
