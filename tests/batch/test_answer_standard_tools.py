"""Reads an answer as docs/batch-format.md tells another programmer to, with those tools alone."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from desktop.batch.answering.files import AnswerHead, Verdict, write_answer
from desktop.common.ids import new_id
from desktop.security.sealing import new_identity
from desktop.security.station_identity import (
    fingerprint,
    make_province_identity,
    spoken_fingerprint,
)

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "batch-format.md"


def documented(heading):
    section = DOCUMENT.read_text(encoding="utf-8").split(heading)[1]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def at_the_station(batch_station):
    """A folder with the batch, its answer, the trusted certificate and the station's key."""
    batch_station.add_record(1)
    report = batch_station.batch.export(batch_station.out, actor="op")
    folder = batch_station.folder / "tram"
    folder.mkdir()
    report.path.rename(folder / "TN01-000012.qtn")
    identity = make_province_identity("14", "TINH", now=batch_station.clock.now())
    station = new_identity()
    head = AnswerHead(
        answer_id=new_id(),
        province="14",
        station="TN01",
        practice=False,
        batch_id=report.batch_id,
        sequence=12,
        payload_sha256=report.payload_sha256,
        number=1,
        made_at=batch_station.clock.now(),
    )
    verdicts = [
        Verdict(new_id(), 2, accepted=True),
        Verdict(new_id(), 2, accepted=False, reason="photo", field="photo", note="Mờ, chụp lại."),
    ]
    data = write_answer(identity, head, verdicts, [station.public])
    assert head.file_name == "TN01-000012-a01.qta"
    (folder / head.file_name).write_bytes(data)
    (folder / "trusted.pem").write_text(identity.certificate_pem, encoding="ascii")
    (folder / "station.key").write_text(station.secret + "\n", encoding="ascii")
    return folder


def run(folder, commands):
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_documented_commands_read_an_answer(at_the_station):
    done = run(at_the_station, documented("## 8."))
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads((at_the_station / "answer.json").read_text(encoding="utf-8"))
    assert [one["verdict"] for one in answer["records"]] == ["accepted", "rejected"]
    assert answer["records"][1]["note"] == "Mờ, chụp lại."


@pytest.mark.parametrize("name", ["a/envelope.json", "a/answer.age"])
def test_the_documented_commands_refuse_what_was_changed(at_the_station, name):
    commands = documented("## 8.")
    changed = commands.replace(
        "cmp a/province.pem",
        f"printf '\\377' | dd of={name} bs=1 seek=200 conv=notrunc\ncmp a/province.pem",
    )
    assert changed != commands
    assert run(at_the_station, changed).returncode != 0


def test_the_documented_fingerprint_is_the_one_on_the_phone(at_the_station):
    (at_the_station / "trusted.pem").rename(at_the_station / "station.pem")
    done = run(at_the_station, documented("**Fingerprint on the phone.**"))
    pem = (at_the_station / "station.pem").read_text(encoding="ascii")
    assert done.stdout.strip() == spoken_fingerprint(fingerprint(pem))
