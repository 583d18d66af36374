"""Ready contents and a signature for the tests of papers."""

from __future__ import annotations

import io
import math

import pytest
from PIL import Image, ImageDraw

from desktop.documents.receipt import ReceiptContent


@pytest.fixture(scope="session")
def signature_png() -> bytes:
    """Return a wave of blue ink on transparent ground, as the pad stores it."""
    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    wave = [(60 + n * 3.2, 150 + 90 * math.sin(n / 11) * math.exp(-n / 160)) for n in range(240)]
    ImageDraw.Draw(picture).line(wave, fill=(20, 30, 110, 255), width=9)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def receipt(signature_png: bytes) -> ReceiptContent:
    """Return an ordinary receipt."""
    return ReceiptContent(
        office_lines=("CÔNG AN XÃ MƯỜNG THỬ", "ĐIỂM THU NHẬN SỐ 2"),
        campaign_title="Thu nhận thông tin đổi thẻ đảng viên năm 2025",
        number="MT02-000023-62",
        issued_on="2025-08-20",
        check_code="7F3A-91C2",
        full_name="Giàng A Páo",
        birth_shown="12/03/1978",
        sex="Nam",
        personal_id_masked="********2345",
        cell="Chi bộ bản Nà Sang, Đảng bộ xã Mường Thử",
        papers_taken="Thông tin, 01 ảnh chân dung, 01 chữ ký",
        old_card="Đã thu lại",
        received_at="14 giờ 34 phút, ngày 20/08/2025",
        hand_over_at="Chi bộ bản Nà Sang; chi bộ báo ngày",
        applicant="Giàng A Páo",
        clerk="Lò Thị Hương",
        signature_png=signature_png,
    )
