"""`main.py office` as IT would run it: a real process against a real server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(postgres_server):
    """The address of a database without tables, and the certificate of its server."""
    name = postgres_server.empty_database()
    yield postgres_server.address(name, password=""), postgres_server.ca_file
    postgres_server.drop(name)


def test_a_server_is_looked_at_before_anything_is_made(database, tmp_path):
    url, ca_file = database
    secret = tmp_path / "mat-khau.txt"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8-sig")
    done = subprocess.run(
        [
            *(sys.executable, "main.py", "office", "check", "--database", url, "--ca", ca_file),
            *("--password-file", secret, "--json"),
        ],
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "QTN_DATABASE_PASSWORD": "not this one"},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["tls"].startswith("TLSv1")
    assert (told["revision"], told["is_current"], told["clock"]) == ("", False, "fine")
    assert PASSWORD not in done.stdout
