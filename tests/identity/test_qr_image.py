from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp

from desktop.identity.errors import CardPictureError, CardTextError
from desktop.identity.qr_image import read_card_file, read_qr

CARD = "014085012345||Nguyễn Văn An|14021985|Nam|Bản Mẫu, Bắc Yên, Sơn La|01082024||||"


def photo(text: str, side: int = 220, *, blur: float = 0.0, turn: float = 0.0) -> Any:
    """Draw a grey 1280 x 720 frame with a card in it that shows the code of a text."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.array(code.to_image(scale=4, add_quiet_zones=True))
    frame = np.full((720, 1280), 96, dtype=np.uint8)
    frame[160:560, 320:960] = 225
    frame[200 : 200 + side, 700 : 700 + side] = cv2.resize(
        modules, (side, side), interpolation=cv2.INTER_AREA
    )
    matrix = cv2.getRotationMatrix2D((640, 360), turn, 1.0)
    frame = cv2.warpAffine(frame, matrix, (1280, 720), borderValue=96)
    if blur:
        frame = cv2.GaussianBlur(frame, (0, 0), blur)
    noise = np.random.default_rng(7).normal(0, 4, frame.shape)
    grey = np.clip(frame + noise, 0, 255).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def saved(folder: Path, picture: Any, name: str = "thẻ căn cước.jpg") -> Path:
    path = folder / name
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())
    return path


@pytest.mark.parametrize(
    ("side", "blur", "turn"), [(240, 0.0, 0.0), (200, 0.8, 7.0), (180, 0.6, -30.0), (220, 0.5, 180)]
)
def test_a_card_held_before_the_camera_is_read(side: int, blur: float, turn: float) -> None:
    assert read_qr(photo(CARD, side, blur=blur, turn=turn)) == CARD


def test_the_second_look_finds_small_codes() -> None:
    small = photo(CARD, 66, blur=0.5)
    first = zxingcpp.read_barcodes(small, formats=zxingcpp.BarcodeFormat.QRCode)
    assert not first  # else this picture proves nothing about the second look
    assert read_qr(small) == CARD


def test_a_file_gives_the_reading(tmp_path: Path) -> None:
    card = read_card_file(saved(tmp_path, photo(CARD)))
    assert card.full_name == "Nguyễn Văn An"
    assert card.certain


def test_the_code_of_the_card_is_chosen_among_several() -> None:
    frame = photo(CARD)
    other = photo("https://example.org")
    frame[200:420, 340:560] = other[200:420, 700:920]
    assert read_qr(frame) == CARD


def test_a_picture_without_a_code(tmp_path: Path) -> None:
    path = saved(tmp_path, np.full((300, 400, 3), 128, dtype=np.uint8))
    assert read_qr(path) is None
    with pytest.raises(CardPictureError, match="Không thấy mã QR"):
        read_card_file(path)


def test_another_code_is_not_a_card(tmp_path: Path) -> None:
    with pytest.raises(CardTextError):
        read_card_file(saved(tmp_path, photo("https://example.org")))


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0 cut", b"%PDF-1.7"])
def test_what_is_no_picture_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(content)
    with pytest.raises(CardPictureError, match="không phải ảnh"):
        read_card_file(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CardPictureError, match="Không mở được"):
        read_card_file(tmp_path / "none.jpg")
    with pytest.raises(CardPictureError, match="Không mở được"):
        read_card_file(tmp_path)


def test_large_scans_are_read(tmp_path: Path) -> None:
    large = cv2.resize(photo(CARD), None, fx=5.2, fy=5.2)
    assert read_card_file(saved(tmp_path, large)).personal_id == "014085012345"
