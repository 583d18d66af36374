"""Handing cards out by cell, what must be written down with it, and completion."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.common.settings import ASK_OLD_CARD
from desktop.common.vocabulary import CardState, HandOverWay, Undelivered
from desktop.documents.card_papers import HandOutContent, HandOutRow, render_hand_out
from desktop.models import Card
from desktop.returns.errors import (
    CardElsewhereError,
    HandOverIncompleteError,
    NobodyWaitsError,
    NoReasonError,
    NothingToListError,
    UnknownCardError,
)
from desktop.returns.rules import total
from desktop.returns.views import HandOver
from tests import factories
from tests.returns.conftest import NA_SANG, SCHOOL

SIGNED = HandOver(HandOverWay.PAPER, old_card_collected=True)


def test_a_cell_gets_its_cards_and_completion_counts_them(office) -> None:
    office.bring_home(0, 1, 3, 4)
    assert [card.full_name for card in office.hands.cell(NA_SANG)] == [
        "Giàng A Páo",
        "Lò Thị Pâng",
    ]
    office.hands.hand_over([office.keys[0], office.keys[4]], SIGNED, actor="Lò Thị Hương")
    office.hands.not_delivered(office.keys[1], Undelivered.ILL, actor="thử", note="Viện huyện")
    assert office.states() == ["handed_over", "returned", "exported", "returned", "handed_over"]
    cells = {one.cell: one for one in office.hands.progress()}
    na_sang, school = cells[NA_SANG], cells[SCHOOL]
    assert (na_sang.eligible, na_sang.handed_over, na_sang.apart) == (3, 1, 0)
    assert (na_sang.to_hand_over, na_sang.undelivered) == (1, 1)
    # Somebody who belongs elsewhere has a card and is in no denominator.
    assert (school.eligible, school.handed_over, school.apart) == (1, 0, 1)
    whole = total(tuple(cells.values()))
    assert (whole.eligible, whole.handed_over, whole.apart) == (4, 1, 1)
    assert [card.full_name for card in office.hands.undelivered()] == ["Lò Thị Pâng"]
    assert office.tags()[-3:] == ["card:handed_over", "card:handed_over", "card:undelivered"]


def test_a_reason_ends_when_the_card_is_handed_over(office) -> None:
    office.bring_home(1)
    office.hands.not_delivered(office.keys[1], Undelivered.ABSENT, actor="thử")
    office.hands.not_delivered(office.keys[1], Undelivered.ABSENT, actor="thử")
    assert office.tags().count("card:undelivered") == 1
    witnessed = HandOver(HandOverWay.WITNESS, witness=" Vừ Thị Mai ", old_card_collected=False)
    office.hands.hand_over([office.keys[1]], witnessed, actor="thử")
    (card,) = office.hands.cell(NA_SANG)
    assert (card.state, card.way, card.witness) == (
        CardState.HANDED_OVER,
        HandOverWay.WITNESS,
        "Vừ Thị Mai",
    )
    assert (card.undelivered, card.old_card_collected) == (None, False)
    with pytest.raises(CardElsewhereError, match="đã trao"):
        office.hands.hand_over([office.keys[1]], SIGNED, actor="thử")


def test_all_of_a_cell_or_none_of_it(office) -> None:
    office.bring_home(0)
    office.lists.take(office.printed(1, name="sau.csv"), actor="thử")
    with pytest.raises(CardElsewhereError, match="chưa kiểm đếm"):
        office.hands.hand_over(office.keys[:2], SIGNED, actor="thử")
    with pytest.raises(UnknownCardError):
        office.hands.hand_over([office.keys[0], office.keys[2]], SIGNED, actor="thử")
    assert office.states()[:3] == ["returned", "printed", "exported"]
    assert "card:handed_over" not in office.tags()


def test_a_hand_over_is_written_down_whole_or_refused(office) -> None:
    office.bring_home(0, 1)
    for how in (
        HandOver(HandOverWay.PAPER),
        HandOver(HandOverWay.WITNESS, old_card_collected=True),
        HandOver(HandOverWay.PAD, old_card_collected=True),
    ):
        with pytest.raises(HandOverIncompleteError):
            office.hands.hand_over([office.keys[0]], how, actor="thử")
    ink = factories.signature_png()
    signed = HandOver(HandOverWay.PAD, old_card_collected=True, signature_png=ink)
    with pytest.raises(HandOverIncompleteError):
        office.hands.hand_over(office.keys[:2], signed, actor="thử")
    with pytest.raises(NoReasonError):
        office.hands.not_delivered(office.keys[0], Undelivered.OTHER, actor="thử", note=" ")
    office.preferences.set(ASK_OLD_CARD, False, actor="thử")
    office.hands.hand_over([office.keys[0]], HandOver(HandOverWay.PAPER), actor="thử")
    office.hands.hand_over(
        [office.keys[1]], HandOver(HandOverWay.PAD, signature_png=ink), actor="thử"
    )
    with office.store.read() as session:
        rows = {row.application_id: row for row in session.query(Card)}
    assert rows[office.keys[0]].old_card_collected is None
    assert rows[office.keys[0]].signature_digest is None
    assert len(rows[office.keys[1]].signature_digest) == 64


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def test_the_list_of_a_cell_is_what_is_signed(office) -> None:
    with pytest.raises(NothingToListError):
        office.papers.hand_out_lists(actor="thử")
    office.bring_home(0, 1, 2, 3)
    office.hands.hand_over([office.keys[0]], SIGNED, actor="thử")
    office.hands.not_delivered(office.keys[1], Undelivered.ABROAD, actor="thử")
    first, second = pages(office.papers.hand_out_lists(actor="Lò Thị Hương"))
    for part in (
        "DANH SÁCH TRAO THẺ ĐẢNG VIÊN",
        NA_SANG,
        "Số thẻ trong danh sách 3 (ba)",
        "Đã trao trước đó 1 (một)",
        "Còn phải trao 2 (hai)",
        "Giàng A Páo, 12/03/1978",
        office.card(0),
        "Đã thu",
        "Đã trao 20/08/2025",
        "Ở nước ngoài",
        "T/M chi bộ",
        "Lò Thị Hương",
    ):
        assert part in first
    assert SCHOOL in second
    assert "Trang 1/1" in second
    (only,) = pages(office.papers.hand_out_lists([SCHOOL], actor="thử"))
    assert "Nguyễn Thị Ngọc Ánh" in only


def test_cards_that_are_still_here_are_listed_with_their_reasons(office) -> None:
    office.bring_home(0, 1, 2, 3)
    office.hands.hand_over([office.keys[0]], SIGNED, actor="thử")
    office.hands.not_delivered(office.keys[1], Undelivered.ILL, actor="thử", note="Viện huyện")
    (page,) = pages(office.papers.still_here_list(actor="Lò Thị Hương"))
    for part in (
        "DANH SÁCH THẺ CHƯA TRAO",
        "Thẻ còn giữ ở xã 3 (ba)",
        "Ốm, đang điều trị 1 (một)",
        "Chưa ghi lý do 2 (hai)",
        "Viện huyện",
        office.card(1),
        "Lò Thị Hương",
        "Trang 1/1",
    ):
        assert part in page
    assert "Giàng A Páo" not in page  # has the card
    (only,) = pages(office.papers.still_here_list([SCHOOL], actor="thử"))
    assert office.card(1) not in only
    assert office.tags()[-2:] == ["card_paper:made"] * 2
    with pytest.raises(NobodyWaitsError):
        office.papers.still_here_list(["Chi bộ khác"], actor="thử")


@pytest.mark.parametrize("people", [1, 8, 9, 10, 11, 12, 60])
def test_long_cells_run_over_pages_and_are_signed_once(people: int) -> None:
    rows = tuple(
        HandOutRow(f"Công Tằng Tôn Nữ Thị Hồng Ngọc P{n:03d}", "12/03/1978", "0" * 12, "", "")
        for n in range(people)
    )
    content = HandOutContent(
        ("ĐẢNG ỦY XÃ MƯỜNG THỬ", "ĐIỂM THU NHẬN SỐ 2"),
        NA_SANG,
        "Thu nhận thông tin cấp, đổi thẻ đảng viên",
        "Mường Thử, ngày 20 tháng 8 năm 2025",
        0,
        True,
        rows,
        giver="Lò Thị Hương",
    )
    texts = pages(render_hand_out([content]))
    whole = " ".join(texts)
    assert all(len(re.findall(rf"P{n:03d}\b", whole)) == 1 for n in range(people))
    assert whole.count("T/M chi bộ") == 1
    assert "T/M chi bộ" in texts[-1]
    assert people < 3 or re.search(r"P\d{3}\b", texts[-1])
    for number, text in enumerate(texts, start=1):
        assert f"Trang {number}/{len(texts)}" in text
