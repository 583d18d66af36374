"""The sheet of one person as a real PDF: complete, and cut where a long history ends."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.page_image import page_count
from desktop.documents.person_sheet import (
    PersonSheetContent,
    SheetFact,
    SheetNote,
    render_person_sheet,
)

CONTENT = PersonSheetContent(
    office_lines=("ĐẢNG ỦY XÃ MƯỜNG THỬ", "ĐIỂM THU NHẬN SỐ 2"),
    place_date="Mường Thử, ngày 20 tháng 8 năm 2025",
    full_name="Công Tằng Tôn Nữ Thị Hồng Ngọc Phương Khánh Quỳnh",
    standing="Chính thức, thuộc diện đổi thẻ",
    sources=("CSDL dân cư", "Hồ sơ đảng viên"),
    facts=(
        SheetFact("Họ và tên", "H'Ŏng Êban", ("H'Ŏng Êban", "")),
        SheetFact("Số định danh", "**** **** 2345", ("**** **** 2345", "")),
        SheetFact(
            "Nơi thường trú",
            "Bản Nà Sang, xã Xím Vàng, huyện Bắc Yên, tỉnh Sơn La",
            ("Bản Nà Sang, xã Xím Vàng, tỉnh Sơn La", ""),
            "Danh sách gửi đến ghi: Bản Nà Sang.",
        ),
    ),
    record=("Biên nhận TN01-000001-56", "Biên nhận đã in."),
    checks=(SheetNote("CSDL dân cư", ("Đã ghép, còn 1 mục khác chờ quyết định.",)),),
    discrepancies=(SheetNote("Họ và tên", ("Danh sách: A · CSDL dân cư: B",), "Chờ quyết định."),),
    history=(SheetNote("20/08/2025: Sửa tay", ("Chi bộ: A → B",), "Lò Thị Hương"),),
    printed="Lò Thị Hương in lúc 07:15 ngày 20/08/2025",
)


def changes(count):
    return tuple(
        SheetNote(f"Lần {number:03d}.", ("Chi bộ: Bản A → Bản B",), "Lò Thị Hương, lý do: thử")
        for number in range(count)
    )


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def test_everything_stands_on_the_paper_once():
    (text,) = pages(render_person_sheet(CONTENT))
    for part in (
        "ĐIỂM THU NHẬN SỐ 2",
        "PHIẾU THÔNG TIN ĐẢNG VIÊN",
        CONTENT.full_name,
        "H'Ŏng Êban",
        "Danh sách gửi đến ghi: Bản Nà Sang.",
        "Biên nhận TN01-000001-56",
        "Chờ quyết định.",
        "Chi bộ: A → B",
        "Lò Thị Hương in lúc 07:15 ngày 20/08/2025",
        "Số định danh, số thẻ đã che bớt.",
        "Trang 1/1",
    ):
        assert part in text, part
    assert "THỰC HÀNH" not in text


def test_whole_numbers_are_said_on_every_page():
    content = replace(CONTENT, numbers_whole=True, history=changes(40))
    texts = pages(render_person_sheet(content))
    assert len(texts) == 2
    for text in texts:
        assert "cất giữ như hồ sơ đảng viên" in text
        assert "đã che bớt" not in text


@pytest.mark.parametrize("count", [0, 1, 5, 12, 13, 14, 15, 20, 30, 40, 300])
def test_a_long_history_is_cut_after_two_pages_and_the_paper_says_so(count):
    texts = pages(render_person_sheet(replace(CONTENT, history=changes(count))))
    whole = " ".join(texts)
    assert len(texts) <= 2
    printed = [number for number in range(count) if f"Lần {number:03d}." in whole]
    assert printed == list(range(len(printed)))  # the newest, none left out between
    left = count - len(printed)
    assert ("xem trên máy" in whole) == bool(left)
    if left:
        assert f"Còn {left} lần đổi trước đó" in whole


@pytest.mark.parametrize("facts", range(18, 34))
def test_no_heading_stands_alone_at_the_foot_of_a_page(facts):
    lines = tuple(SheetFact(f"Mục {number}", "giá trị") for number in range(facts))
    content = replace(CONTENT, facts=lines, history=changes(3))
    texts = pages(render_person_sheet(content))
    for heading, follower in (
        ("Lịch sử của dòng này", "Lần 000."),
        ("Hồ sơ đổi thẻ", "TN01-000001-56"),
        ("Đối chiếu với nguồn khác", "Đã ghép"),
        ("Các nguồn ghi khác nhau", "Danh sách: A"),
    ):
        (page,) = [text for text in texts if heading in text]
        assert follower in page, heading


def test_many_facts_take_as_many_pages_as_they_need_and_none_is_lost():
    facts = tuple(
        SheetFact(f"Mục số {number:02d}", f"giá trị {number:02d}") for number in range(99)
    )
    texts = pages(render_person_sheet(replace(CONTENT, sources=(), facts=facts)))
    whole = " ".join(texts)
    assert all(whole.count(f"giá trị {number:02d}") == 1 for number in range(99))
    assert len(texts) > 2


def test_hostile_texts_are_drawn_as_texts():
    nasty = "A\u202eB\x00C " + "ỄỆỖ" * 300
    facts = (SheetFact(nasty, nasty, (nasty, nasty), nasty),)
    notes = (SheetNote(nasty, (nasty,), nasty),)
    content = replace(
        CONTENT, full_name=nasty, facts=facts, checks=notes, history=notes, record=(nasty,)
    )
    assert page_count(render_person_sheet(content)) <= 2


def test_practice_is_marked_on_every_page():
    content = replace(CONTENT, practice=True, history=changes(40))
    texts = pages(render_person_sheet(content))
    assert len(texts) == 2
    assert all("DỮ LIỆU THỰC HÀNH" in text for text in texts)


def test_the_same_content_gives_the_same_bytes():
    assert render_person_sheet(CONTENT) == render_person_sheet(CONTENT)
