from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from desktop.documents.errors import SignatureUnreadableError
from desktop.documents.page_image import page_count, render_page
from desktop.documents.receipt import (
    ReceiptContent,
    SecondSignature,
    copy_labels,
    purpose_notice,
    qr_text,
    render_receipt,
)
from desktop.intake.pen import PenPoint
from desktop.ui.widgets.signature_ink import signature_png as ink_png

LONG_NAME = "Công Tằng Tôn Nữ Thị Hồng Ngọc Phương Khánh Quỳnh Thiên Hương H'Ŏng Ŭn Êban Ƀlô"
LONG_PLACE = (
    "Tại nhà, số 123/45/67 đường Trần Thị Kim Thanh Hương nối dài, khu phố Ninh Thịnh 3, thị trấn "
    "Nông Trường Thống Nhất, huyện Hoài Nhơn Đông cũ"
)
A5 = (419.53, 595.28)


def words(pdf: bytes, page: int = 0) -> str:
    """Return the text of a page on one line."""
    return re.sub(r"\s+", " ", PdfReader(BytesIO(pdf)).pages[page].extract_text())


def squeezed(text: str) -> str:
    """Return text without spaces: a broken line may lose or gain one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def text_boxes(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Return the rectangles of all text runs in points: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    text.close()
    document.close()
    return boxes


def dark(pdf: bytes, page: int = 0) -> Any:
    """Return where a page is dark, at 72 dpi (one pixel is one point)."""
    image = render_page(pdf, page, dpi=72)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    grey = pixels[..., :3].max(axis=2)
    return grey < 128


def assert_nothing_collides(pdf: bytes) -> None:
    """Fail when text leaves the page or runs over other text."""
    boxes = text_boxes(pdf)
    assert len(boxes) > 15
    for left, bottom, right, top in boxes:
        assert left >= 20
        assert right <= A5[0] - 20
        assert bottom >= 10
        assert top <= A5[1] - 10
    for one, two in combinations(boxes, 2):
        across = min(one[2], two[2]) - max(one[0], two[0])
        up = min(one[3], two[3]) - max(one[1], two[1])
        # Marks of one line may reach a point into the descenders of the line above.
        assert across <= 1 or up <= 2.2, (one, two)


def test_every_fact_can_be_read_out_again(receipt: ReceiptContent) -> None:
    pdf = render_receipt(receipt)
    text = words(pdf)
    for part in (
        *receipt.office_lines,
        receipt.campaign_title,
        receipt.number,
        receipt.check_code,
        "GIÀNG A PÁO",
        receipt.birth_shown,
        receipt.sex,
        receipt.personal_id_masked,
        receipt.cell,
        receipt.papers_taken,
        receipt.old_card,
        receipt.received_at,
        receipt.hand_over_at,
        receipt.applicant,
        receipt.clerk,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY BIÊN NHẬN",
    ):
        assert part in text
    assert squeezed(purpose_notice()) in squeezed(text)


def test_two_copies_differ_only_in_their_label(receipt: ReceiptContent) -> None:
    pdf = render_receipt(receipt)
    assert page_count(pdf) == 2
    first, second = (words(pdf, page) for page in (0, 1))
    one, two = copy_labels()
    assert one in first
    assert one not in second
    assert two in second
    assert sorted(first.replace(one, "")) == sorted(second.replace(two, ""))


def test_one_copy_on_request(receipt: ReceiptContent) -> None:
    assert page_count(render_receipt(receipt, copies=1)) == 1


@pytest.mark.parametrize("copies", [0, 3, -1])
def test_no_other_number_of_copies(receipt: ReceiptContent, copies: int) -> None:
    with pytest.raises(ValueError, match="copies"):
        render_receipt(receipt, copies=copies)


def test_the_page_is_a5_and_speaks_vietnamese(receipt: ReceiptContent) -> None:
    reader = PdfReader(BytesIO(render_receipt(receipt)))
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx(A5, abs=0.01)
    assert reader.metadata is not None
    assert reader.metadata.title == "Giấy biên nhận MT02-000023-62"
    assert "Giàng" not in str(reader.metadata)
    assert str(reader.root_object["/Lang"]) == "vi"


def fonts_of(holder: Any) -> list[Any]:
    """Return the font dictionaries a page or a drawing may use."""
    fonts = holder["/Resources"].get("/Font", {}).get_object()
    return [font.get_object() for font in fonts.values()]


def test_every_font_is_embedded_as_a_subset(receipt: ReceiptContent) -> None:
    page: Any = PdfReader(BytesIO(render_receipt(receipt))).pages[0]
    (shared,) = page["/Resources"]["/XObject"].values()
    fonts = {str(font["/BaseFont"]): font for font in fonts_of(page) + fonts_of(shared)}
    names = {name.partition("+")[2] for name in fonts}
    assert names == {"Tinos", "Tinos-Bold", "Tinos-Italic"}
    for name, font in fonts.items():
        assert re.match(r"/[A-Z]+\+", name)
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize("dpi", [110, 203])
def test_the_code_is_read_from_the_page(receipt: ReceiptContent, page: int, dpi: int) -> None:
    image = render_page(render_receipt(receipt), page, dpi=dpi)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    grey = np.ascontiguousarray(pixels[..., 0])
    codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [code.text for code in codes] == ["QTN1:MT02-000023-62:2025-08-20:7F3A-91C2"]


def test_the_code_holds_no_name_and_may_lack_a_check_code(receipt: ReceiptContent) -> None:
    assert qr_text(replace(receipt, check_code="")) == "QTN1:MT02-000023-62:2025-08-20"
    assert "PÁO" not in qr_text(receipt).upper()


LONG: tuple[Callable[[ReceiptContent], ReceiptContent], ...] = (
    lambda c: replace(c, full_name=LONG_NAME, applicant=LONG_NAME, clerk=LONG_NAME),
    lambda c: replace(c, hand_over_at=LONG_PLACE, cell=LONG_PLACE),
    lambda c: replace(c, papers_taken=LONG_PLACE * 2, old_card=LONG_PLACE * 2),
    lambda c: replace(c, campaign_title=LONG_PLACE, notice=LONG_PLACE * 4),
    lambda c: replace(c, office_lines=(LONG_PLACE.upper(), LONG_PLACE.upper(), LONG_PLACE.upper())),
    lambda c: replace(c, cell="A" * 400, hand_over_at="Ẵ" * 400),
    lambda c: replace(c, number="MTMTMT-000023-62", check_code="7F3A-91C2-7F3A-91C2"),
    lambda c: replace(
        c,
        office_lines=(LONG_PLACE.upper(), LONG_PLACE.upper()),
        campaign_title=LONG_PLACE,
        full_name=LONG_NAME,
        applicant=LONG_NAME,
        clerk=LONG_NAME,
        cell=LONG_PLACE,
        papers_taken=LONG_PLACE,
        old_card=LONG_PLACE,
        received_at=LONG_PLACE,
        hand_over_at=LONG_PLACE,
        notice=LONG_PLACE * 3,
        signature_png=None,
        cannot_sign=LONG_PLACE,
        second=SecondSignature("Cán bộ thứ hai", LONG_PLACE, thumbprint=True),
        reprint=12,
        practice=True,
    ),
)


@pytest.mark.parametrize("lengthen", LONG)
def test_long_texts_never_collide(
    receipt: ReceiptContent, lengthen: Callable[[ReceiptContent], ReceiptContent]
) -> None:
    assert_nothing_collides(render_receipt(lengthen(receipt)))


def test_a_long_name_and_address_are_whole(receipt: ReceiptContent) -> None:
    content = replace(receipt, full_name=LONG_NAME, hand_over_at=LONG_PLACE, applicant=LONG_NAME)
    text = squeezed(words(render_receipt(content)))
    assert squeezed(LONG_NAME.upper()) in text
    assert squeezed(LONG_NAME) in text
    assert squeezed(LONG_PLACE) in text
    assert "…" not in text


def test_what_cannot_fit_ends_in_an_ellipsis(receipt: ReceiptContent) -> None:
    assert "…" in words(render_receipt(replace(receipt, cell="chữ " * 2000)))


def test_missing_values_say_so(receipt: ReceiptContent) -> None:
    empty = replace(
        receipt,
        office_lines=(),
        birth_shown="",
        sex="",
        personal_id_masked=" ",
        cell="",
        papers_taken="",
        old_card="",
        hand_over_at="",
        applicant="",
        clerk="",
        check_code="",
        signature_png=None,
    )
    pdf = render_receipt(empty)
    assert words(pdf).count("Không có") == 6
    assert_nothing_collides(pdf)


def test_a_preview_has_no_number_yet(receipt: ReceiptContent) -> None:
    for number in ("", "MT02-······"):
        pdf = render_receipt(replace(receipt, number=number), copies=1)
        assert "Số biên nhận" in words(pdf)
        assert number in words(pdf)


def test_names_come_out_composed(receipt: ReceiptContent) -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Ánh")
    text = words(render_receipt(replace(receipt, full_name=decomposed, applicant=decomposed)))
    assert "NGUYỄN THỊ NGỌC ÁNH" in text
    assert "Nguyễn Thị Ngọc Ánh" in text


def test_control_and_bidi_marks_are_not_drawn(receipt: ReceiptContent) -> None:
    text = words(render_receipt(replace(receipt, cell="Chi\u202e bộ\x07 một")))
    assert "Chi bộ một" in text


def test_practice_is_marked_on_each_page_twice(receipt: ReceiptContent) -> None:
    practice = render_receipt(replace(receipt, practice=True))
    for page in (0, 1):
        assert words(practice, page).count("DỮ LIỆU THỰC HÀNH") == 2
    assert "THỰC HÀNH" not in words(render_receipt(receipt))
    assert dark(practice)[14:25, 60:360].mean() > 0.6


def test_reprints_are_counted_on_the_page(receipt: ReceiptContent) -> None:
    assert "In lại lần 2" in words(render_receipt(replace(receipt, reprint=2)))
    assert "In lại" not in words(render_receipt(receipt))


def signing_area(pdf: bytes) -> float:
    """Return how much of the place between hint and name is inked, at the left."""
    return float(dark(pdf)[474:540, 40:200].mean())


def test_the_signature_is_drawn_dark(receipt: ReceiptContent) -> None:
    assert signing_area(render_receipt(receipt)) > 0.005
    wave = tuple(PenPoint(20 + 9 * step, 60 + 50 * math.sin(step / 3)) for step in range(60))
    from_the_pad = replace(receipt, signature_png=ink_png((wave,)))
    assert 0.005 < signing_area(render_receipt(from_the_pad)) < 0.2
    assert signing_area(render_receipt(replace(receipt, signature_png=None))) == 0


def test_who_cannot_sign_has_the_reason_instead(receipt: ReceiptContent) -> None:
    reason = "Không ký được: run tay. Người làm chứng: Nguyễn Thị Ngọc Ánh"
    text = words(render_receipt(replace(receipt, signature_png=None, cannot_sign=reason)))
    assert squeezed(reason) in squeezed(text)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (30, 900), (4000, 1500)])
def test_signatures_of_any_shape_stay_in_their_place(
    receipt: ReceiptContent, mode: str, size: tuple[int, int]
) -> None:
    out = BytesIO()
    Image.new("1", size, 0).convert("L").convert(mode).save(out, "PNG")  # all ink
    pdf = render_receipt(replace(receipt, signature_png=out.getvalue()), copies=1)
    empty = render_receipt(replace(receipt, signature_png=None), copies=1)
    inked = np.argwhere(dark(pdf) & ~dark(empty))
    assert len(inked)
    (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
    assert 465 <= top <= bottom <= 548  # between the hint and the name
    assert 28 <= left <= right <= 205  # in the applicant's half


@pytest.mark.parametrize("png", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n cut"])
def test_a_damaged_signature_is_said(receipt: ReceiptContent, png: bytes) -> None:
    with pytest.raises(SignatureUnreadableError) as caught:
        render_receipt(replace(receipt, signature_png=png))
    assert caught.value.advice


def test_the_page_is_black_only(receipt: ReceiptContent) -> None:
    image = render_page(render_receipt(replace(receipt, practice=True)), dpi=100)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    colours = pixels[..., :3].astype(int)
    assert (colours.max(axis=2) - colours.min(axis=2)).max() <= 2


def test_the_same_content_gives_the_same_file(receipt: ReceiptContent) -> None:
    assert render_receipt(receipt) == render_receipt(receipt)


def test_the_file_is_small(receipt: ReceiptContent) -> None:
    assert len(render_receipt(receipt)) < 80_000
