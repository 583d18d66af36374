"""Counting cards that come back: every way to name a card, damage, loss, a second delivery."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.common.vocabulary import CardState
from desktop.returns.errors import (
    AmbiguousCardError,
    CardElsewhereError,
    NoOpenCountError,
    NoReasonError,
    UnknownCardError,
)
from tests.returns.conftest import PEOPLE


def take(office, *numbers: int) -> None:
    office.lists.take(office.printed(*numbers), actor="thử")


def test_a_count_from_the_first_scan_to_the_protocol(office) -> None:
    take(office, 0, 1, 2, 3)
    scans = [office.card(0), office.receipt(1).lower().replace("-", " ")]
    for code in scans:
        found = office.counts.find(code)
        office.counts.mark(found.application_id, actor="Lò Thị Hương")
    office.counts.mark(office.keys[2], CardState.DAMAGED, actor="Lò Thị Hương", reason="Gãy góc")
    now = office.counts.current()
    figures = (now.number, now.expected, now.counted, now.damaged, now.missing, now.waiting)
    assert figures == (1, 4, 2, 1, 0, 1)
    assert [card.full_name for card in office.counts.waiting()] == ["Nguyễn Thị Ngọc Ánh"]
    assert office.states()[:4] == ["printed"] * 4  # until the count is closed
    done = office.counts.close(actor="Lò Thị Hương", rest_missing="Không có trong gói")
    assert (done.counted, done.damaged, done.missing, done.waiting) == (2, 1, 1, 0)
    assert office.states()[:4] == ["returned", "returned", "sent_to_print", "sent_to_print"]
    assert office.counts.current() is None
    assert office.tags()[-4:] == [*["card:marked"] * 3, "card_count:closed"]


def test_the_rest_may_wait_for_the_next_delivery(office) -> None:
    take(office, 0, 1)
    office.counts.mark(office.keys[0], actor="thử")
    first = office.counts.close(actor="thử")
    assert (first.counted, first.missing, first.waiting) == (1, 0, 1)
    assert office.states()[:2] == ["returned", "printed"]
    second = office.counts.mark(office.keys[1], actor="thử")
    assert (second.number, second.expected, second.counted) == (2, 1, 1)


def test_a_missing_card_that_turns_up_is_counted(office) -> None:
    take(office, 0, 1)
    office.counts.mark(office.keys[0], actor="thử")
    office.counts.close(actor="thử", rest_missing="Không có trong gói")
    found = office.counts.find(PEOPLE[1][1])  # the personal number
    assert found.state is CardState.MISSING
    office.counts.mark(found.application_id, actor="thử")
    office.counts.close(actor="thử")
    assert office.way(1)[-4:] == ["printed", "sent_to_print", "printed", "returned"]


def test_a_damaged_card_is_printed_again_and_comes_back(office) -> None:
    take(office, 0)
    office.counts.mark(office.keys[0], CardState.DAMAGED, actor="thử", reason="Mờ ảnh")
    office.counts.close(actor="thử")
    with pytest.raises(CardElsewhereError):  # the damaged one is no card
        office.counts.mark(office.keys[0], actor="thử")
    new = office.csv(f"1;{office.receipt(0)};;001400009999;Đã in;", name="in-lai.csv")
    assert office.lists.take(new, actor="thử").printed == 1
    assert office.counts.find("001400009999").card_number == "001400009999"
    assert office.counts.find(office.card(0)).card_number == "001400009999"
    office.counts.mark(office.keys[0], actor="thử")
    assert office.counts.close(actor="thử").counted == 1
    assert office.states()[0] == "returned"


def test_marks_are_taken_back_while_the_count_is_open(office) -> None:
    take(office, 0, 1)
    office.counts.mark(office.keys[0], actor="thử")
    office.counts.mark(office.keys[0], actor="thử")  # scanned twice
    assert office.tags().count("card:marked") == 1
    after = office.counts.unmark(office.keys[0], actor="thử")
    assert (after.counted, after.waiting) == (0, 2)
    with pytest.raises(CardElsewhereError):
        office.counts.unmark(office.keys[1], actor="thử")
    office.counts.mark(office.keys[0], actor="thử")
    office.counts.close(actor="thử")
    with pytest.raises(CardElsewhereError, match="lần trước"):
        office.counts.mark(office.keys[0], actor="thử")
    with pytest.raises(NoOpenCountError):
        office.counts.unmark(office.keys[0], actor="thử")


def test_what_cannot_be_counted_is_refused_and_writes_nothing(office) -> None:
    take(office, 0)
    tags = office.tags()
    with pytest.raises(UnknownCardError):
        office.counts.find("999999999999")
    with pytest.raises(UnknownCardError):
        office.counts.find("")
    with pytest.raises(UnknownCardError):
        office.counts.mark(office.keys[1], actor="thử")
    with pytest.raises(NoReasonError):
        office.counts.mark(office.keys[0], CardState.DAMAGED, actor="thử", reason="  ")
    with pytest.raises(NoOpenCountError):
        office.counts.close(actor="thử")
    assert office.tags() == tags
    assert office.counts.current() is None


def test_codes_of_receipts_and_identity_cards_name_the_card(office) -> None:
    take(office, 0)
    wanted = office.keys[0]
    for code in (
        f"QTN1:{office.receipt(0)}:2025-08-20:7F3A-91C2",
        f"{PEOPLE[0][1]}|050123456|Giàng A Páo|12031978|Nam|Bản Nà Sang|01062021",
        "0014 0000 0000",
    ):
        assert office.counts.find(code).application_id == wanted


def test_a_number_that_means_two_people_is_never_guessed_about(office) -> None:
    path = office.csv(
        f"1;{office.receipt(0)};;{PEOPLE[1][1]};Đã in;",
        f"2;{office.receipt(1)};;{office.card(1)};Đã in;",
    )
    office.lists.take(path, actor="thử")
    with pytest.raises(AmbiguousCardError):
        office.counts.find(PEOPLE[1][1])


def test_the_protocol_says_the_figures_in_words_and_why(office) -> None:
    take(office, 0, 1, 2, 3)
    office.counts.mark(office.keys[0], actor="thử")
    office.counts.mark(office.keys[1], CardState.DAMAGED, actor="thử", reason="Gãy góc phải")
    office.counts.mark(office.keys[2], CardState.MISSING, actor="thử", reason="Không có trong gói")
    office.counts.close(actor="Lò Thị Hương")
    pdf = office.papers.count_protocol(actor="Lò Thị Hương")
    (text,) = (re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages)
    for part in (
        "BIÊN BẢN KIỂM ĐẾM THẺ ĐẢNG VIÊN",
        "Thẻ phải về 4 (bốn)",
        "Đã đếm, nguyên vẹn 1 (một)",
        "Hỏng 1 (một)",
        "Thiếu 1 (một)",
        "Chờ đợt sau 1 (một)",
        "Hỏng: Gãy góc phải",
        "Thiếu: Không có trong gói",
        "Người kiểm đếm",
        "Bên giao thẻ",
        "Lò Thị Hương",
    ):
        assert part in text
    assert "Nguyễn Thị Ngọc Ánh" not in text
    assert office.tags()[-1] == "card_paper:made"
