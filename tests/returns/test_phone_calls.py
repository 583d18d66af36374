"""Whom to call, what came of each call, when to call again, and the list on paper."""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from desktop.cli import batch_calls
from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.common.settings import ASK_OLD_CARD
from desktop.common.vocabulary import CallFor, CallOutcome, Undelivered
from desktop.documents.call_sheet import CallSheet, CallSheetRow, render_call_sheets
from desktop.intake.calls import rules
from desktop.intake.calls.errors import CallDayError, NobodyToCallError, NoCallError
from desktop.intake.calls.service import CallsService
from desktop.intake.calls.views import Call, Callee, CallState
from desktop.models import AuditEvent, Member, PhoneCall
from desktop.security.access.seat import Seat
from tests import factories
from tests.returns.conftest import NA_SANG, PEOPLE, SCHOOL

WHO = "Lò Thị Hương"
PHONES = ("0900000111", "0900000222", "", "0900000444", "")


@pytest.fixture
def calls(office) -> CallsService:
    return ready(office)


def ready(office) -> CallsService:
    """Bring four cards home and give their people the phone numbers of the list."""
    office.bring_home(0, 1, 2, 3)
    with office.store.write() as session:
        for number, phone in enumerate(PHONES):
            session.query(Member).filter_by(personal_id=PEOPLE[number][1]).one().phone = phone
    source = office.hands.to_call
    return CallsService(office.store, office.clock, office.preferences, (source,))


def names(calls: CallsService, *states: CallState) -> list[str]:
    return [line.callee.full_name for line in calls.all().lines if line.state in states]


def test_everybody_whose_card_waits_is_called_by_turn(office, calls) -> None:
    first = calls.all()
    assert [line.callee.phone for line in first.lines] == ["", *PHONES[:2], PHONES[3]]
    assert {line.callee.need for line in first.lines} == {"Đến nhận thẻ mới, mang thẻ cũ"}
    assert {line.state for line in first.lines} == {CallState.DUE}
    keys = office.keys
    day = calls.note(keys[0], CallFor.CARD, CallOutcome.COMING, actor=WHO, on_day="2025-08-22")
    assert day == "2025-08-22"
    assert calls.note(keys[1], CallFor.CARD, CallOutcome.NO_ANSWER, actor=WHO) == "2025-08-21"
    assert calls.note(keys[2], CallFor.CARD, CallOutcome.ASKED_CELL, actor=WHO) == "2025-08-22"
    assert calls.note(keys[3], CallFor.CARD, CallOutcome.REFUSED, actor=WHO, note=" Bận ") == ""
    found = calls.all()
    assert [(line.callee.full_name, line.state, line.tries) for line in found.lines] == [
        ("Lò Thị Pâng", CallState.LATER, 1),
        ("K'Brêu", CallState.LATER, 1),
        ("Giàng A Páo", CallState.COMING, 1),
        ("Nguyễn Thị Ngọc Ánh", CallState.REFUSED, 1),
    ]
    assert (found.count(CallState.DUE), found.reached) == (0, 2)
    last = found.lines[-1].last
    assert (last.called_by, last.called_at, last.note) == (WHO, office.clock.now(), "Bận")
    office.clock.advance(timedelta(days=1))
    assert names(calls, CallState.DUE) == ["Lò Thị Pâng"]
    office.clock.advance(timedelta(days=1))  # the day on which the first one wanted to come
    assert names(calls, CallState.COMING) == ["Giàng A Páo"]
    office.clock.advance(timedelta(days=1))  # over, and the card is still here
    assert set(names(calls, CallState.DUE)) == {"Lò Thị Pâng", "K'Brêu", "Giàng A Páo"}
    assert office.tags()[-4:] == ["call:noted"] * 4


def test_tries_are_counted_and_a_wrong_key_is_taken_back(office, calls) -> None:
    key = office.keys[1]
    for _ in range(2):
        calls.note(key, CallFor.CARD, CallOutcome.NO_ANSWER, actor=WHO)
        office.clock.advance(timedelta(hours=2))
    calls.note(key, CallFor.CARD, CallOutcome.WRONG_NUMBER, actor=WHO)
    (line,) = [one for one in calls.all().lines if one.callee.application_id == key]
    assert (line.tries, line.state) == (3, CallState.WRONG_NUMBER)
    calls.take_back(key, CallFor.CARD, actor="Đinh Văn Tới")
    (line,) = [one for one in calls.all().lines if one.callee.application_id == key]
    assert (line.tries, line.last.outcome) == (2, CallOutcome.NO_ANSWER)
    with office.store.read() as session:
        rows = session.query(PhoneCall).order_by(PhoneCall.called_at).all()
        assert [row.taken_back_by for row in rows] == ["", "", "Đinh Văn Tới"]  # kept
        details = [row.detail for row in session.query(AuditEvent) if row.tag.startswith("call:")]
    assert details[-1] == {"for": "card", "outcome": "wrong_number"}
    assert not any(name in str(details) for name in ("Pâng", "0900"))
    with pytest.raises(NoCallError):
        calls.take_back(office.keys[0], CallFor.CARD, actor=WHO)


def test_a_day_that_cannot_be_is_refused_and_nothing_written(office) -> None:
    calls = ready(office)
    for outcome, day in (
        (CallOutcome.COMING, "2025-08-19"),
        (CallOutcome.COMING, "2025-08"),
        (CallOutcome.COMING, "mai"),
        (CallOutcome.NO_ANSWER, "2025-08-20"),
        (CallOutcome.ASKED_CELL, "2026-08-20"),
        (CallOutcome.REFUSED, "2025-08-22"),
    ):
        with pytest.raises(CallDayError):
            calls.note(office.keys[0], CallFor.CARD, outcome, actor=WHO, on_day=day)
    assert "call:noted" not in office.tags()
    today = calls.note(
        office.keys[0], CallFor.CARD, CallOutcome.COMING, actor=WHO, on_day="2025-08-20"
    )
    assert today == "2025-08-20"


def test_who_need_not_be_called_is_not_on_the_list(office) -> None:
    calls = ready(office)
    office.hands.not_delivered(office.keys[0], Undelivered.DECEASED, actor=WHO)
    office.preferences.set(ASK_OLD_CARD, False, actor=WHO)
    assert "Giàng A Páo" not in names(calls, *CallState)
    assert {line.callee.need for line in calls.all().lines} == {"Đến nhận thẻ mới"}
    with pytest.raises(NobodyToCallError):
        calls.note(office.keys[0], CallFor.CARD, CallOutcome.COMING, actor=WHO)
    with pytest.raises(NobodyToCallError):  # his card is here, but nothing of his is to be mended
        calls.note(office.keys[1], CallFor.MEND, CallOutcome.COMING, actor=WHO)
    assert calls.all(CallFor.MEND).lines == ()
    with pytest.raises(NobodyToCallError):
        calls.sheets(CallFor.MEND, actor=WHO)


def test_calls_about_something_older_do_not_count() -> None:
    callee = Callee(UUID(int=1), CallFor.MEND, "A", "", "", "", "", "", factories.MORNING)
    old = Call(CallOutcome.REFUSED, "", "", factories.MORNING - timedelta(minutes=1), "thử")
    now = replace(old, called_at=factories.MORNING)
    today = date(2025, 8, 20)
    assert rules.line_of(callee, [old], today).tries == 0
    assert rules.line_of(callee, [old, now], today).tries == 1


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def test_each_cell_has_its_page_with_whole_numbers(office) -> None:
    calls = ready(office)
    calls.note(office.keys[1], CallFor.CARD, CallOutcome.NO_ANSWER, actor=WHO)
    first, second = pages(calls.sheets(actor=WHO))
    for part in (
        f"Gọi điện: {NA_SANG}",
        "3 người",
        "0900 000 111",
        "chưa có số",
        "Đến nhận thẻ mới, mang thẻ cũ",
        "Lần 1, 20/08/2025: Không nghe máy (Lò Thị Hương)",
        "Hẹn đến",
        "Trang 1/1",
    ):
        assert part in first
    assert SCHOOL in second
    assert "Nguyễn Thị Ngọc Ánh" not in first
    assert office.tags()[-1] == "call_sheet:made"


def test_a_long_cell_runs_over_pages_and_loses_nobody() -> None:
    rows = tuple(
        CallSheetRow(
            f"Công Tằng Tôn Nữ Thị Hồng Ngọc P{n:03d}",
            "0900 000 111",
            "Mang thẻ căn cước đến xem lại số định danh",
            "Ảnh bị mờ và nền quá sẫm, " * 12,
            "Lần 2, 19/08/2025: Không nghe máy (Lò Thị Hương)",
        )
        for n in range(15)
    )
    sheet = CallSheet("ĐIỂM THU NHẬN SỐ 2", "Đổi thẻ", "20/08/2025", NA_SANG, rows, practice=True)
    texts = pages(render_call_sheets([sheet]))
    whole = " ".join(texts)
    assert all(whole.count(f"P{n:03d}") == 1 for n in range(15))
    assert [f"Trang {n}/3" in text for n, text in enumerate(texts, start=1)] == [True] * 3
    assert all("DỮ LIỆU THỰC HÀNH" in text for text in texts)
    with pytest.raises(ValueError, match="nobody"):
        render_call_sheets([])


def test_a_very_long_name_stands_whole_on_the_phone_list() -> None:
    name = "Nguyễn Hoàng Thị Phương Thùy Trang Nguyệt Minh Khánh Huyền"
    cell = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở số 2 Mường Thử"
    rows = tuple(CallSheetRow(name, "0900 000 111", "Đến chụp lại ảnh", "", "") for _ in range(3))
    sheet = CallSheet("ĐIỂM THU NHẬN SỐ 2", "Đổi thẻ", "20/08/2025", cell, rows)
    (text,) = pages(render_call_sheets([sheet]))
    assert text.count(name) == 3
    assert f"Gọi điện: {cell}" in text
    assert "…" not in text.replace("…../…..", "")


def test_the_command_says_who_is_due_and_masks_numbers(office, capsys) -> None:
    calls = ready(office)
    services: Any = SimpleNamespace(
        calls=calls, login=SimpleNamespace(seat=Seat()), close=lambda: None
    )
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()

    def command(name, run, text):
        made = commands.add_parser(name, help=text)
        made.add_argument("--json", action="store_true")
        made.set_defaults(handler=run)
        return made

    batch_calls.add_commands(command)

    def run(*words: str) -> tuple[int, str]:
        args = parser.parse_args(["calls", *words])
        return args.handler(args, CliContext(args, lambda _: services)), capsys.readouterr().out

    sheet = office.folder / "goi.pdf"
    code, out = run("--json", "--sheet", str(sheet))
    data = json.loads(out)
    assert (code, data["people"], data["states"]["due"]) == (MUST_ACT, 4, 4)
    assert "0900000" not in out
    assert data["calls"][1]["phone"].endswith("111")
    assert sheet.read_bytes().startswith(b"%PDF")
    for key in office.keys[:4]:
        calls.note(key, CallFor.CARD, CallOutcome.REFUSED, actor=WHO)
    code, out = run()
    assert (code, out.count("Từ chối")) == (OK, 8)  # the state, and the last call
    assert run("--for", "mend") == (OK, "Không có ai phải gọi.\n")
