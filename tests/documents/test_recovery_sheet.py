from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from pypdf import PdfReader

from desktop.documents.page_image import page_count, render_page
from desktop.documents.recovery_sheet import (
    MOST_FIRST_PINS,
    RecoverySheetContent,
    code_groups,
    keeping_rules,
    render_recovery_sheet,
)

CODE = "K7QF2-2M9XA-PD4HZ-TTVA0-81ZEM-RC5N7-0WYBQ-6J3G1"
CONTENT = RecoverySheetContent("Quầy số 2, Công an xã Mường Thử", "MT02", "20/08/2025", CODE)


def words(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", PdfReader(BytesIO(pdf)).pages[0].extract_text())


def test_one_page_with_every_group_in_order() -> None:
    pdf = render_recovery_sheet(CONTENT)
    assert page_count(pdf) == 1
    text = words(pdf)
    places = [text.index(group) for group in CODE.split("-")]
    assert places == sorted(places)
    for part in ("MÃ KHÔI PHỤC", "Quầy số 2, Công an xã Mường Thử (MT02)", "20/08/2025"):
        assert part in text


def test_the_rules_of_keeping_are_whole() -> None:
    text = words(render_recovery_sheet(CONTENT)).replace(" ", "")
    assert all(rule.replace(" ", "") in text for rule in keeping_rules())


def test_the_code_is_read_from_the_page() -> None:
    image = render_page(render_recovery_sheet(CONTENT), dpi=110)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    grey = np.ascontiguousarray(pixels[..., 0])
    (code,) = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.text == CODE


@pytest.mark.parametrize(
    ("code", "groups"),
    [("AB-CD", ("AB", "CD")), ("AB CD", ("AB", "CD")), ("ABCDEFGHI", ("ABCD", "EFGH", "I"))],
)
def test_groups_are_the_codes_own_or_four_letters(code: str, groups: tuple[str, ...]) -> None:
    assert code_groups(code) == groups


@pytest.mark.parametrize("code", ["", "-", "  "])
def test_a_sheet_without_a_code_is_not_made(code: str) -> None:
    with pytest.raises(ValueError, match="needs a code"):
        render_recovery_sheet(replace(CONTENT, code=code))


def test_long_codes_and_names_still_fit() -> None:
    long = replace(CONTENT, code="-".join(["WWWWWWWW"] * 12), station="Điểm thu nhận " * 20)
    pdf = render_recovery_sheet(long)
    assert page_count(pdf) == 1
    image = render_page(pdf, dpi=72)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    assert pixels[:, -40:, 0].min() == 255
    assert pixels[-30:, :, 0].min() == 255


def test_practice_is_marked() -> None:
    assert words(render_recovery_sheet(replace(CONTENT, practice=True))).count("THỰC HÀNH") == 2


def test_first_pins_stand_on_the_same_one_page() -> None:
    pins = tuple((f"Nguyễn Thị Ngọc Ánh {n}", f"48291{n % 10}") for n in range(MOST_FIRST_PINS))
    pdf = render_recovery_sheet(replace(CONTENT, first_pins=pins))
    assert page_count(pdf) == 1
    text = words(pdf)
    for name, pin in pins:
        assert name in text
        assert pin in text
    assert text.index("Người lập") > text.index(pins[-1][0])
    with pytest.raises(ValueError, match="one page"):
        render_recovery_sheet(replace(CONTENT, first_pins=(*pins, ("Vừ A Dơ", "123456"))))
