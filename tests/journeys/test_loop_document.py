"""The worked example of docs/loop.md, run as it stands there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.counter import CLERK, ROOT, make_counter, ready_draft

PAPERS = ("goi-dien.pdf", "kiem-dem.pdf", "trao-the.pdf", "bao-cao.pdf")


def lines() -> str:
    """Return the script of the document."""
    (found,) = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/loop.md").read_text("utf-8"), re.DOTALL)
    return found


@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell")
def test_the_worked_example_runs_as_it_stands(tmp_path):
    counter = make_counter(tmp_path / "made")
    with counter.services() as services:
        for name in ("giang a pao", "lo thi pang"):
            services.reception.receive(ready_draft(services, name), actor=CLERK)
        receipts = {row.receipt_number for row in services.overview.today().rows}
    assert receipts == {"MT02-000001-31", "MT02-000002-28"}
    place = tmp_path / "bàn làm việc"
    place.mkdir()
    counter.profile.rename(place / "quay")
    counter.unlock.rename(place / "ma-quay.txt")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", lines()],
        cwd=place,
        env=counter.environment(QTN=str(ROOT), PATH=path),
        capture_output=True,
        encoding="utf-8",
        timeout=560,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == ""
    for paper in PAPERS:
        assert (place / paper).read_bytes().startswith(b"%PDF-")
    for file in place.glob("*.json"):
        json.loads(file.read_text("utf-8"))
    applied = json.loads((place / "ap-dung.json").read_text("utf-8"))
    assert applied == {"applied": 2, "unchanged": 0, "accepted": 1, "rejected": 1}
    report = json.loads((place / "bao-cao.json").read_text("utf-8"))
    assert (report["records"], report["total"]["handed_over"]) == (2, 1)
