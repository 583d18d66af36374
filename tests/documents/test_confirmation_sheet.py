from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from pypdf import PdfReader

from desktop.documents.confirmation_sheet import (
    ConfirmationContent,
    ConfirmationItem,
    ConfirmationPerson,
    render_confirmations,
)
from desktop.documents.page_image import page_count, render_page

SOURCES = ("Danh sách", "CSDL dân cư", "Hồ sơ đảng viên")
LONG = "Tổ dân phố số 12, bản Nà Sang, xã Mường Thử, huyện Bắc Yên, tỉnh Sơn La, Việt Nam"


def person(number: int, fields: int) -> ConfirmationPerson:
    items = tuple(
        ConfirmationItem("Nơi thường trú", (f"P{number:03d}-F{field}", LONG, ""))
        for field in range(fields)
    )
    name = "Công Tằng Tôn Nữ Thị Hồng Ngọc Phương Khánh Quỳnh" if number % 5 == 4 else "Lò Thị Pâng"
    return ConfirmationPerson(name, "12/03/1978", items)


def content(people: int, fields: int = 2) -> ConfirmationContent:
    return ConfirmationContent(
        committee="Đảng bộ xã Mường Thử",
        cell="Chi bộ bản Nà Sang",
        sources=SOURCES,
        basis="Đối chiếu danh sách với CSDL dân cư (bản trích 01/08/2025)",
        place_date="Mường Thử, ngày 20 tháng 8 năm 2025",
        people=tuple(person(number, fields) for number in range(people)),
        maker="Vừ Thị Mai",
    )


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(
    ("people", "fields"), [(1, 1), (4, 2), (5, 2), (6, 1), (7, 3), (40, 2), (2, 30)]
)
def test_every_field_once_and_the_place_to_sign_once(people: int, fields: int) -> None:
    texts = pages(render_confirmations([content(people, fields)]))
    whole = " ".join(texts)
    for number in range(people):
        for field in range(fields):
            assert len(re.findall(rf"P{number:03d}-F{field}\b", whole)) == 1
    assert whole.count("BÍ THƯ") == whole.count("Vừ Thị Mai") == 1
    assert "BÍ THƯ" in texts[-1]
    assert re.search(r"P\d{3}-F", texts[-1])  # never a signature without a line above it
    for number, text in enumerate(texts, start=1):
        assert f"Trang {number}/{len(texts)}" in text
        assert "Chi bộ xác nhận" in text
    assert f"{people} người, {people * fields} mục" in texts[0]


def test_the_first_page_says_what_it_is_and_what_is_asked() -> None:
    first = pages(render_confirmations([content(2)]))[0]
    for part in (
        "ĐẢNG BỘ XÃ MƯỜNG THỬ",
        "CHI BỘ BẢN NÀ SANG",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "PHIẾU XÁC NHẬN THÔNG TIN ĐẢNG VIÊN",
        "bản trích 01/08/2025",
        "Mường Thử, ngày 20 tháng 8 năm 2025",
        "Mục để trống là chưa xác nhận",
        "không ghi",
        *SOURCES,
    ):
        assert part in first


def test_each_cell_begins_on_its_own_page_with_its_own_numbers() -> None:
    other = replace(content(2, 1), cell="Chi bộ bản Huổi Bon")
    texts = pages(render_confirmations([content(1, 1), other]))
    assert [("NÀ SANG" in text, "HUỔI BON" in text) for text in texts] == [
        (True, False),
        (False, True),
    ]
    assert all("Trang 1/1" in text for text in texts)


def test_nothing_is_drawn_outside_the_margins_or_over_the_footer() -> None:
    for people in range(3, 9):
        pdf = render_confirmations([content(people)])
        for page in range(page_count(pdf)):
            image = render_page(pdf, page, dpi=72)
            pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, -1, 4)
            grey = pixels[:, :, 0]
            assert grey[image.height - 28 :].min() == 255
            assert grey[:, : image.width // 24].min() == 255
            assert grey[:, image.width - 40 :].min() == 255
            between = grey[image.height - 52 : image.height - 46]
            assert between.min() == 255  # air between table and footer


def test_two_sources_share_the_width() -> None:
    some = replace(
        content(1, 1),
        sources=SOURCES[:2],
        people=(
            ConfirmationPerson("Lò Thị Pâng", "1950", (ConfirmationItem("Ngày sinh", ("a", "b")),)),
        ),
    )
    assert "Hồ sơ đảng viên" not in pages(render_confirmations([some]))[0]


def test_practice_is_on_every_page() -> None:
    texts = pages(render_confirmations([replace(content(20), practice=True)]))
    assert len(texts) > 1
    assert all(text.count("DỮ LIỆU THỰC HÀNH") == 2 for text in texts)


def test_values_must_fit_the_sources() -> None:
    with pytest.raises(ValueError, match="cell"):
        render_confirmations([])
    wrong = replace(content(1), sources=SOURCES[:2])
    with pytest.raises(ValueError, match="zip"):
        render_confirmations([wrong])


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render_confirmations([content(3)]) == render_confirmations([content(3)])
