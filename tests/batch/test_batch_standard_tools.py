"""Reads a batch as docs/batch-format.md tells another programmer to, with those tools alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "batch-format.md"


def documented_commands() -> str:
    """Return the worked commands of section 3, as they stand there."""
    section = DOCUMENT.read_text(encoding="utf-8").split("## 3.")[1]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def at_the_province(batch_station):
    """A folder with the received file and the secret key, and nothing of this program."""
    for number in range(12):
        batch_station.add_record(number, signature=number != 3)
    for _ in range(11):  # so that the number is the one of the document
        path = batch_station.batch.export(batch_station.out, actor="op").path
        path.unlink()
        batch_station.add_record(100 + _)
    for number in range(20, 31):
        batch_station.add_record(number, signature=number != 23)
    report = batch_station.batch.export(batch_station.out, actor="op")
    folder = batch_station.folder / "province"
    folder.mkdir()
    report.path.rename(folder / report.path.name)
    batch_station.key_file.rename(folder / "province.key")
    return folder, report


def test_the_documented_commands_read_a_batch(at_the_province) -> None:
    folder, report = at_the_province
    assert report.path.name == "TN01-000012.qtn"
    commands = documented_commands().replace(
        "bagit.py --validate", f'"{sys.executable}" -m bagit --validate'
    )
    for tool in ("unzip", "openssl cms", "sha256sum", "age -d", "bagit", "grep X-Recipient"):
        assert tool in commands
    done = subprocess.run(
        ["bash", "-euc", commands], cwd=folder, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    envelope = json.loads((folder / "outside" / "envelope.json").read_text())
    assert f"{envelope['payload']['sha256']}  outside/payload.age" in done.stdout
    shown = re.search(r"Fingerprint=([0-9A-F:]+)", done.stdout)
    assert shown
    assert shown[1].replace(":", "").lower() == envelope["certificate_sha256"]
    assert (envelope["records"], envelope["sequence"]) == (report.records, 12)
    assert "FAILED" not in done.stdout

    bag = folder / "inside" / "TN01-000012"
    records = sorted((bag / "data" / "records").glob("*.json"))
    assert len(records) == report.records == 12
    schema = json.loads((bag / "data" / "schemas" / "record.schema.json").read_text())
    for file in records:
        document = json.loads(file.read_text(encoding="utf-8"))
        assert set(schema["required"]) <= set(document)
        assert document["record_id"] == file.stem
        assert (bag / "data" / document["files"]["photo"]).read_bytes().startswith(b"\xff\xd8\xff")


def test_openssl_and_age_refuse_what_was_changed(at_the_province) -> None:
    folder, _ = at_the_province
    subprocess.run(
        ["unzip", "-q", "TN01-000012.qtn", "-d", "outside"], cwd=folder, check=True, timeout=30
    )
    outside = folder / "outside"
    envelope = outside / "envelope.json"
    envelope.write_bytes(envelope.read_bytes().replace(b"TN01", b"TN02"))
    check = [
        *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "envelope.json.p7s"),
        *("-content", "envelope.json", "-CAfile", "station.pem", "-purpose", "any"),
    ]
    done = subprocess.run(check, cwd=outside, capture_output=True, check=False, timeout=30)
    assert done.returncode != 0
    payload = outside / "payload.age"
    data = bytearray(payload.read_bytes())
    data[-20] ^= 1
    payload.write_bytes(data)
    done = subprocess.run(
        ["age", "-d", "-i", "../province.key", "-o", "bag.zip", "payload.age"],
        cwd=outside, capture_output=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode != 0


def test_the_schemas_describe_what_is_written(batch_station) -> None:
    """Every field of an envelope is in its schema and the other way round."""
    import zipfile

    from desktop.batch.export import SCHEMA_FILES

    batch_station.add_record(1)
    path = batch_station.batch.export(batch_station.out, actor="op").path
    with zipfile.ZipFile(path) as archive:
        envelope = json.loads(archive.read("envelope.json"))
    folder = Path(__file__).resolve().parents[2] / "resources" / "schemas"
    assert {file.name for file in folder.glob("*.schema.json")} >= set(SCHEMA_FILES)
    schema = json.loads((folder / "envelope.schema.json").read_text())
    assert set(schema["properties"]) - {"audit_before"} == set(envelope) == set(schema["required"])
    batch_station.add_record(2)
    second = batch_station.batch.export(batch_station.out, actor="op").path
    with zipfile.ZipFile(second) as archive:
        envelope = json.loads(archive.read("envelope.json"))
    assert set(schema["properties"]) == set(envelope)
    for key in ("payload", "audit_head", "audit_before"):
        assert set(schema["properties"][key]["properties"]) == set(envelope[key])
    for key, rule in schema["properties"].items():
        if "pattern" in rule:
            assert re.search(rule["pattern"], envelope[key]), key
        if "const" in rule:
            assert envelope[key] == rule["const"]
