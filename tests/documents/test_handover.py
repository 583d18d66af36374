from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from pypdf import PdfReader

from desktop.common.check_digits import append_check
from desktop.documents.handover import (
    HandoverContent,
    HandoverRow,
    counted,
    digest_groups,
    qr_text,
    render_handover,
)
from desktop.documents.page_image import page_count, render_page

DIGEST = hashlib.sha256(b"a batch").hexdigest()
NAMES = (
    "Giàng A Páo",
    "Lò Thị Hương",
    "Công Tằng Tôn Nữ Thị Hồng Ngọc Phương Khánh Quỳnh",
    "H'Ŏng Êban",
)


def content(count: int) -> HandoverContent:
    return HandoverContent(
        office_lines=("CÔNG AN XÃ MƯỜNG THỬ", "ĐIỂM THU NHẬN SỐ 2"),
        campaign_title="Thu nhận thông tin đổi thẻ đảng viên năm 2025",
        place_date="Mường Thử, ngày 20 tháng 8 năm 2025",
        station="Quầy số 2 (MT02)",
        sequence=14,
        batch_id="0198c3f0-7e2a-7b1c-9d3e-5a6b7c8d9e0f",
        file_name="QTN-MT02-0014.qtnb",
        sealed_at="17 giờ 31 phút, ngày 20/08/2025",
        counts=(("Hồ sơ", count), ("Ảnh chân dung", count)),
        digest=DIGEST,
        rows=tuple(
            HandoverRow(
                NAMES[n % len(NAMES)],
                "12/03/1978",
                "Chi bộ bản Nà Sang",
                append_check(f"MT02-{n + 1:06d}"),
            )
            for n in range(count)
        ),
        giver="Nguyễn Văn Thắng",
        receiver="Trần Thị Mai",
    )


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("count", [0, 1, 14, 15, 16, 17, 18, 19, 20, 44, 45, 46, 47, 72, 400])
def test_every_record_once_and_signatures_once(count: int) -> None:
    texts = pages(render_handover(content(count)))
    whole = " ".join(texts)
    for n in range(count):
        assert whole.count(append_check(f"MT02-{n + 1:06d}")) == 1
    assert whole.count("Bên giao") == whole.count("Bên nhận") == 1
    assert "Bên giao" in texts[-1]
    for number, text in enumerate(texts, start=1):
        assert f"Trang {number}/{len(texts)}" in text
    with_rows = [text for text in texts if re.search(r"MT02-\d{6}-", text)]
    assert all("Số biên nhận" in text for text in with_rows)
    assert len(with_rows) == (len(texts) if count else 0)


def test_many_pages_for_many_records() -> None:
    assert page_count(render_handover(content(5))) == 1
    assert 8 <= page_count(render_handover(content(400))) <= 14


def test_nothing_is_drawn_below_the_footer() -> None:
    for count in range(12, 24):
        pdf = render_handover(content(count))
        for page in range(page_count(pdf)):
            image = render_page(pdf, page, dpi=72)
            pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, -1, 4)
            below = pixels[image.height - 33 :, :, 0]
            assert below.min() == 255


def test_the_first_page_tells_the_batch() -> None:
    first = pages(render_handover(content(72)))[0]
    for part in (
        "BIÊN BẢN BÀN GIAO HỒ SƠ",
        "CÔNG AN XÃ MƯỜNG THỬ",
        "Mường Thử, ngày 20 tháng 8 năm 2025",
        "QTN-MT02-0014.qtnb",
        "72 (bảy mươi hai)",
        "17 giờ 31 phút, ngày 20/08/2025",
    ):
        assert part in first
    assert "".join(digest_groups(DIGEST)) in first.replace(" ", "")


def test_the_code_carries_batch_count_and_digest() -> None:
    image = render_page(render_handover(content(3)), dpi=150)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    grey = np.ascontiguousarray(pixels[..., 0])
    (code,) = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.text == qr_text(content(3))
    mark, batch, count, digest = code.text.split(":")
    assert (mark, batch.lower(), count, digest.lower()) == (
        "QTNB1",
        "0198c3f0-7e2a-7b1c-9d3e-5a6b7c8d9e0f",
        "3",
        DIGEST,
    )


def test_practice_is_on_every_page() -> None:
    texts = pages(render_handover(replace(content(60), practice=True)))
    assert len(texts) > 1
    assert all(text.count("DỮ LIỆU THỰC HÀNH") == 2 for text in texts)
    assert not any("THỰC HÀNH" in text for text in pages(render_handover(content(60))))


def test_totals_in_figures_and_words() -> None:
    assert counted(1072) == "1.072 (một nghìn không trăm bảy mươi hai)"
    with pytest.raises(ValueError, match="no words"):
        counted(-1)


@pytest.mark.parametrize("digest", ["", "ab", "g" * 64, DIGEST + "0", "٠" * 64])
def test_only_a_sha256_is_grouped(digest: str) -> None:
    with pytest.raises(ValueError, match=r"digest|base 16"):
        digest_groups(digest)


def test_a_digest_is_sixteen_groups_of_four() -> None:
    groups = digest_groups(DIGEST)
    assert [len(group) for group in groups] == [4] * 16
    assert "".join(groups).lower() == DIGEST


def test_a_sheet_without_names_has_no_columns_for_them() -> None:
    rows = tuple(replace(row, full_name="", birth_shown="") for row in content(30).rows)
    texts = pages(render_handover(replace(content(30), rows=rows)))
    assert all("Họ và tên" not in text for text in texts)
    assert all("Ngày sinh" not in text for text in texts)
    assert "MT02-000030" in " ".join(texts)
    assert "Chi bộ bản Nà Sang" in texts[0]


def test_long_labels_of_totals_are_whole() -> None:
    label = "Không ký được, có người làm chứng"
    first = pages(render_handover(replace(content(3), counts=((label, 1), ("", 0)))))[0]
    assert label in first
    assert "1 (một)" in first


def test_long_texts_stay_between_the_margins() -> None:
    long = "Công ty trách nhiệm hữu hạn một thành viên " * 8
    made = replace(
        content(2),
        office_lines=(long.upper(), long.upper()),
        campaign_title=long,
        place_date=long,
        station=long,
        file_name="x" * 300,
        sealed_at=long,
        giver=long,
        receiver=long,
        rows=(HandoverRow(long, long, long, "MT02-000001-31" * 9),) * 3,
    )
    image = render_page(render_handover(made), dpi=72)
    pixels = np.frombuffer(image.rgba, dtype=np.uint8).reshape(image.height, image.width, 4)
    assert pixels[:, :60, 0].min() == 255
    assert pixels[:, -40:, 0].min() == 255
