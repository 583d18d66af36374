"""The paper itself: nothing cut however long, titles never alone at the foot, hostile texts."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.documents.person_extract import (
    ExtractSection,
    PersonExtractContent,
    render_person_extract,
)
from desktop.documents.pieces import SheetNote
from tests import factories


def content(*sections: ExtractSection, **changes) -> PersonExtractContent:
    values = {
        "office_lines": ("ĐẢNG ỦY XÃ MƯỜNG THỬ", "ĐIỂM THU NHẬN SỐ 2"),
        "place_date": "Mường Thử, ngày 20 tháng 8 năm 2025",
        "full_name": "Công Tằng Tôn Nữ Thị Hồng Ngọc Phương Khánh Quỳnh",
        "about": ("Mọi dữ liệu mà quầy TN01 đang giữ về người có tên trên.",),
        "photo": factories.jpeg(),
        "signature": factories.signature_png(),
        "sections": sections,
        "made": "Lò Thị Hương lập lúc 07:15 ngày 20/08/2025",
    } | changes
    return PersonExtractContent(**values)


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def test_a_very_long_text_is_printed_to_its_last_word():
    words = [f"từ{number:04d}" for number in range(3000)]
    section = ExtractSection("Ghi chú", (SheetNote("Lý do", (" ".join(words),), "Lò Thị Hương"),))
    whole = " ".join(pages(render_person_extract(content(section))))
    assert [word for word in words if word not in whole] == []
    assert "…" not in whole


@pytest.mark.parametrize("count", range(20, 40, 3))
def test_no_heading_stands_alone(count):
    first = ExtractSection("Phần một", tuple(SheetNote(f"Mục {n}", ("x",)) for n in range(count)))
    second = ExtractSection("Phần hai", (SheetNote("Ngay sau", ("y",)),))
    texts = pages(render_person_extract(content(first, second)))
    (page,) = [text for text in texts if "Phần hai" in text]
    assert "Ngay sau" in page


def test_without_pictures_the_paper_says_so_and_practice_is_on_every_page():
    section = ExtractSection("Trống", (), "Chưa có gì.")
    many = ExtractSection("Nhiều", tuple(SheetNote(f"Mục {n}", ("x",)) for n in range(90)))
    made = content(section, many, photo=None, signature=None, practice=True)
    texts = pages(render_person_extract(made))
    assert "Không có ảnh" in texts[0]
    assert "Chưa có gì." in texts[0]
    assert len(texts) > 1
    assert all("DỮ LIỆU THỰC HÀNH" in text for text in texts)


def test_hostile_texts_are_drawn_as_texts():
    nasty = "A\u202eB\x00C " + "ỄỆỖ" * 900
    section = ExtractSection(nasty, (SheetNote(nasty, (nasty,), nasty),))
    made = render_person_extract(content(section, full_name=nasty, about=(nasty,)))
    assert len(pages(made)) < 9
    assert render_person_extract(content(section)) == render_person_extract(content(section))
