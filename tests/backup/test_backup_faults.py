"""A disk that fills up, a drive that may not be written, a store that is busy: real processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
