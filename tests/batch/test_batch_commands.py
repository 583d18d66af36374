from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.batch.copies import CopiesService
from desktop.batch.handover import HandoverService
from desktop.batch.sending import SendingService
from desktop.cli import batch as commands
from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.common.errors import InputFileError, NotAllowedError, UserFacingError
from desktop.security.access.seat import Seat
from desktop.security.preferences import Preferences


def no_profile(_args):
    raise AssertionError("this command must work without a profile")


@pytest.fixture
def command(batch_station, capsys):
    """Run `batch …` and return (exit code, parsed answer or text)."""

    def run(*words: object, with_profile: bool = True) -> tuple[int, Any]:
        parser = argparse.ArgumentParser()
        commands.add_parser(parser.add_subparsers())
        args = parser.parse_args(["batch", *map(str, words)])
        store, clock = batch_station.store, batch_station.clock
        sheets = HandoverService(store, clock, Preferences(store, clock))
        services: Any = SimpleNamespace(
            batch=batch_station.batch,
            security=batch_station.security,
            sending=SendingService(batch_station.batch, CopiesService(store, clock), sheets),
            login=SimpleNamespace(seat=Seat()),
            close=lambda: None,
        )
        opener: Any = (lambda _args: services) if with_profile else no_profile
        context = CliContext(args, opener)
        code = args.handler(args, context)
        out = capsys.readouterr().out
        return code, json.loads(out) if "--json" in words else out

    return run


def test_the_whole_way_by_commands(batch_station, command) -> None:
    folder = batch_station.folder
    code, key = command("new-key", "--to", folder / "keys", "--json", with_profile=False)
    assert code == OK
    batch_station.add_record(1)
    batch_station.add_record(2, signature=False)
    code, answer = command("recipient", "--add", key["public_file"], "--name", "Bộ", "--json")
    assert [row["name"] for row in answer["recipients"]] == ["Công an tỉnh (thử)", "Bộ"]
    code, sent = command("export", "--to", batch_station.out, "--json")
    assert (code, sent["records"], sent["sequence"], sent["left_out"]) == (OK, 2, 1, [])
    assert Path(sent["handover_pdf"]).read_bytes().startswith(b"%PDF")
    code, seen = command("verify", sent["path"], "--json", with_profile=False)
    assert code == OK
    assert {key: seen[key] for key in ("valid", "reasons", "station", "sequence", "records")} == {
        "valid": True,
        "reasons": [],
        "station": "TN01",
        "sequence": 1,
        "records": 2,
    }
    assert (seen["format"], seen["file_sha256"]) == (1, sent["file_sha256"])
    code, opened = command(
        "open", sent["path"], "--key", key["secret_file"], "--to", folder / "in", "--json",
        with_profile=False,
    )  # fmt: skip
    assert (code, opened["records"], opened["photos"], opened["signatures"]) == (OK, 2, 2, 1)
    assert len(opened["record_files"]) == 2
    code, listed = command("list", "--json")
    assert [row["file_name"] for row in listed["batches"]] == ["TN01-000001.qtn"]
    assert command("list")[1].startswith("TN01-000001.qtn")


def test_a_damaged_file_is_code_one_and_still_json(batch_station, command) -> None:
    batch_station.add_record(1)
    path = batch_station.batch.export(batch_station.out, actor="op").path
    path.write_bytes(path.read_bytes()[:-1])
    code, seen = command("verify", path, "--json", with_profile=False)
    assert (code, seen["valid"], seen["reasons"]) == (MUST_ACT, False, ["damaged_container"])
    assert seen["station"] is None
    assert "bị cắt" in command("verify", path, with_profile=False)[1]


def test_the_known_certificate_may_be_given(batch_station, command) -> None:
    batch_station.add_record(1)
    path = batch_station.batch.export(batch_station.out, actor="op").path
    pem = batch_station.folder / "station.pem"
    pem.write_text(batch_station.certificate_pem)
    assert command("verify", path, "--certificate", pem, with_profile=False)[0] == OK
    pem.write_text("no certificate")
    code, seen = command("verify", path, "--certificate", pem, "--json", with_profile=False)
    assert (code, seen["reasons"]) == (MUST_ACT, ["other_certificate"])
    with pytest.raises(InputFileError):
        command("verify", path, "--certificate", pem.with_name("none"), with_profile=False)


def test_a_new_key_never_replaces_one_and_age_reads_it(batch_station, command) -> None:
    to = batch_station.folder / "keys"
    command("new-key", "--to", to, with_profile=False)
    before = (to / "province.key").read_bytes()
    with pytest.raises(InputFileError):
        command("new-key", "--to", to, with_profile=False)
    assert (to / "province.key").read_bytes() == before
    shown = subprocess.run(
        ["age-keygen", "-y", to / "province.key"], capture_output=True, text=True, check=True
    )
    assert shown.stdout == (to / "province.pub").read_text()
    assert (to / "province.key").stat().st_mode & 0o077 == 0


def test_recipients_by_text_and_what_is_refused(batch_station, command) -> None:
    key = batch_station.province.public
    assert "Sở" in command("recipient", "--add", key, "--name", "Sở")[1]
    assert key in command("recipient")[1]
    for words, error in (
        (("--add", key), NotAllowedError),
        (("--add", "age1nothing", "--name", "x"), InputFileError),
        (("--add", batch_station.key_file, "--name", "x"), InputFileError),
    ):
        with pytest.raises(error):
            command("recipient", *words)


@pytest.mark.parametrize("words", [("export",), ("verify",), ("open", "x"), ("nothing",), ()])
def test_wrong_usage_is_code_two(command, capsys, words) -> None:
    with pytest.raises(SystemExit) as caught:
        command(*words)
    assert caught.value.code == 2
    assert capsys.readouterr().err


def test_nothing_to_export_says_what_to_do(batch_station, command) -> None:
    with pytest.raises(UserFacingError) as caught:
        command("export", "--to", batch_station.out)
    assert caught.value.code == "QTN-320"
    assert caught.value.advice
