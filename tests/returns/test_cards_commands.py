"""The whole way of cards by commands, as a script would drive it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader

from desktop.batch.card_report.errors import NoCardNewsError
from desktop.batch.card_report.files import read_outside
from desktop.batch.card_report.service import CardReportService
from desktop.batch.errors import NoRecipientsError
from desktop.cli import cards as commands
from desktop.cli.context import ACTOR, MUST_ACT, OK, CliContext
from desktop.returns.service import ReturnedCards
from desktop.security import store as security
from desktop.security.access.seat import Seat
from desktop.security.sealing import new_identity
from tests import factories
from tests.returns.conftest import NA_SANG, PEOPLE


@pytest.fixture
def command(office, capsys):
    """Run `cards …` and return (exit code, parsed answer or text)."""
    services: Any = SimpleNamespace(
        cards=ReturnedCards.of(office.store, office.clock, office.preferences),
        card_reports=CardReportService(office.store, office.clock),
        login=SimpleNamespace(seat=Seat()),
        close=lambda: None,
    )

    def run(*words: object) -> tuple[int, Any]:
        parser = argparse.ArgumentParser()
        commands.add_parser(parser.add_subparsers())
        args = parser.parse_args(["cards", *map(str, words)])
        code = args.handler(args, CliContext(args, lambda _args: services))
        out = capsys.readouterr().out
        return code, json.loads(out) if "--json" in words else out

    return run


def test_the_whole_way_by_commands(office, command) -> None:
    path = office.printed(0, 1, 2)
    code, seen = command("take", path, "--dry-run", "--json")
    assert (code, seen["printed"], seen["dry_run"]) == (OK, 3, True)
    code, taken = command("take", path, "--json")
    assert (code, taken["printed"], taken["already_taken"]) == (OK, 3, False)
    assert "đã nhập từ trước" in command("take", path)[1]

    codes = office.folder / "quet.txt"
    codes.write_text(f"{office.card(0)}\n\n{office.receipt(1)}\n", encoding="utf-8")
    code, counted = command("count", "--codes", codes, "999999999999", "--json")
    assert (code, counted["count"]["counted"], counted["count"]["waiting"]) == (MUST_ACT, 2, 1)
    assert [row["code"] for row in counted["refused"]] == ["999999999999"]
    assert command("count", office.receipt(1), "--undo", "--json")[1]["count"]["counted"] == 1
    command("count", office.receipt(1))
    code, damaged = command("count", office.card(2), "--damaged", "Gãy góc", "--json")
    assert (code, damaged["count"]["damaged"]) == (OK, 1)
    sheet = office.folder / "kiem-dem.pdf"
    code, closed = command("count", "--close", "--sheet", sheet, "--json")
    assert (closed["count"]["closed"], closed["count"]["counted"]) == (True, 2)
    assert sheet.read_bytes().startswith(b"%PDF")

    listed = office.folder / "trao.pdf"
    code, handed = command(
        "hand-over", office.card(0), "--cell", NA_SANG, "--old-card", "collected",
        "--list", listed, "--json",
    )  # fmt: skip
    assert (code, handed["done"], len(handed["cards"])) == (OK, 1, 2)
    assert listed.read_bytes().startswith(b"%PDF")
    assert command("hand-over", office.card(1), "--not-delivered", "ill")[0] == OK
    code, refused = command("hand-over", office.card(1), "--json")
    assert (code, refused["done"], refused["refused"][0]["error"]) == (MUST_ACT, 0, "QTN-365")
    code, status = command("status", "--json")
    assert (code, status["total"]["handed_over"], status["total"]["eligible"]) == (OK, 1, 4)
    assert status["undelivered"][0]["undelivered_text"] == "Ốm, đang điều trị"
    assert "đã trao 1/4" in command("status")[1]
    assert "Ốm, đang điều trị" in command("status")[1]
    sheet = office.folder / "chua-trao.pdf"
    code, status = command("status", "--sheet", sheet, "--json")
    assert (code, status["sheet"], sheet.read_bytes()[:5]) == (OK, str(sheet), b"%PDF-")
    assert "đã trao 1/3" in command("status", "--cell", NA_SANG)[1]


def test_a_command_signs_no_paper(office, command) -> None:
    folder = office.folder
    command("take", office.printed(0))
    command("count", office.card(0), "--close", "--sheet", folder / "1.pdf")
    command("hand-over", "--list", folder / "2.pdf")
    command("status", "--sheet", folder / "3.pdf")
    for paper in ("1.pdf", "2.pdf", "3.pdf"):
        (page,) = PdfReader(folder / paper).pages
        text = page.extract_text()
        assert "(ký, ghi rõ họ tên)" in text
        assert ACTOR not in text


def test_no_answer_prints_a_whole_number(office, command) -> None:
    office.bring_home(0, 1)
    command("hand-over", office.card(0), "--old-card", "kept")
    command("hand-over", office.card(1), "--not-delivered", "other", "--note", "Đi làm xa")
    said = json.dumps(
        [command("status", "--json"), command("hand-over", "--cell", NA_SANG, "--json")]
    )
    for number in range(2):
        assert office.card(number) not in said
        assert PEOPLE[number][1] not in said


def test_the_province_is_told_by_a_command(office, command) -> None:
    folder = office.folder / "usb"
    folder.mkdir()
    with pytest.raises(NoCardNewsError):
        command("report", "--to", folder)
    office.bring_home(0, 1)
    with pytest.raises(NoRecipientsError):
        command("report", "--to", folder)
    assert list(folder.iterdir()) == []
    with office.store.write() as session:
        security.add_recipient(session, "Tỉnh", new_identity().public, at=factories.MORNING)
    command("count", office.card(2), "--missing", "Chưa thấy")  # nothing of an open count is told
    code, told = command("report", "--to", folder, "--json")
    figures = [told[name] for name in ("number", "cards", "returned", "missing", "handed_over")]
    assert (code, figures) == (OK, [1, 2, 2, 0, 0])
    assert read_outside(Path(told["path"]).read_bytes()).records == 2
    assert office.tags()[-1] == "card_report:made"
    code, words = command("report", "--to", folder)
    assert (code, "ở xã 2, đã trao 0" in words) == (OK, True)
    assert len(list(folder.iterdir())) == 2
