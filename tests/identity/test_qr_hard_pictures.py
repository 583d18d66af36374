"""Pictures that are hard to read, and codes that hold something else than a card."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp

from desktop.identity.aiming import Aim, Spot, judge, words
from desktop.identity.errors import CardPictureError, CardTextError
from desktop.identity.qr_image import look, read_card_file, read_qr
from tests.identity.test_qr_image import CARD, photo, saved

OTHER = "038190001234||Trần Thị Bình|01021990|Nữ|Hoằng Hóa, Thanh Hóa|01082024"


def code_of(text: str | bytes, scale: int = 4) -> Any:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    return np.array(code.to_image(scale=scale, add_quiet_zones=True))


def soft(side: int) -> Any:
    """A small code, blurred as by a webcam that cannot focus so near."""
    return photo(CARD, side, blur=1.1)


@pytest.mark.parametrize("side", [96, 104])
def test_a_soft_code_is_read_by_looking_closer(side: int) -> None:
    frame = soft(side)
    bare = zxingcpp.read_barcodes(frame, formats=zxingcpp.BarcodeFormat.QRCode)
    assert not bare  # else this frame proves nothing
    seen = look(frame)
    assert (seen.text, seen.aim) == (CARD, None)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("inverted", [False, True])
def test_turned_and_inverted_files_are_read(turn: int, inverted: bool) -> None:
    picture = np.rot90(code_of(CARD), turn // 90)
    assert read_qr(255 - picture if inverted else picture) == CARD


def test_a_transparent_png_is_white_where_nothing_is(tmp_path: Path) -> None:
    code = code_of(CARD)
    picture = np.dstack([np.zeros((*code.shape, 3), np.uint8), 255 - code])
    assert read_card_file(saved(tmp_path, picture, "thẻ.png")).full_name == "Nguyễn Văn An"


def test_two_cards_in_one_picture_are_not_chosen_from(tmp_path: Path) -> None:
    both = np.hstack([photo(CARD), photo(OTHER)])
    with pytest.raises(CardPictureError, match="hơn một thẻ"):
        read_card_file(saved(tmp_path, both))


def test_one_card_twice_is_one_card() -> None:
    assert read_qr(np.hstack([photo(CARD), photo(CARD)])) == CARD


@pytest.mark.parametrize(
    "payload",
    [
        "https://example.org/" + "a" * 2500,
        "<script>alert(1)</script>" * 20,
        "%s%n{0}" * 40,
        "'; DROP TABLE people; --",
        "\u202egnod\u202c|" * 12,
        "\x00\x01\x02\x1b[2J|" * 20,
        bytes(range(256)) * 4,
        b"\xff\xfe\xfd" * 100,
    ],
)
def test_codes_that_are_no_card_are_refused_in_words(tmp_path: Path, payload: str | bytes) -> None:
    picture = code_of(payload, scale=3)
    with pytest.raises(CardTextError) as refused:
        read_card_file(saved(tmp_path, picture, "x.png"))
    assert not set("<>{}\u202e\x1b\x00") & set(str(refused.value))


def test_the_longest_code_after_twelve_digits_is_refused(tmp_path: Path) -> None:
    picture = code_of("014085012345|" + "x" * 2900, scale=3)
    with pytest.raises(CardTextError, match="dài quá mức"):
        read_card_file(saved(tmp_path, picture, "x.png"))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    )
    with pytest.raises(CardPictureError, match="Ảnh quá lớn"):
        read_card_file(path)


def test_what_to_do_is_told_for_each_trouble() -> None:
    assert look(np.full((720, 1280, 3), 120, np.uint8)).aim is Aim.SHOW
    assert look(np.full((720, 1280, 3), 12, np.uint8)).aim is Aim.DARK
    assert look(photo(CARD, 84, blur=1.3)).aim is Aim.NEARER
    assert look(photo(CARD, 170, blur=2.4)).aim is Aim.STEADY
    shining = photo(CARD, 200, blur=0.8).astype(np.float32)
    spot = cv2.ellipse(np.zeros((720, 1280), np.float32), (800, 300), (60, 40), 20, 0, 360, 1, -1)
    shining += 400 * cv2.GaussianBlur(spot, (0, 0), 12)[..., None]
    assert look(np.clip(shining, 0, 255).astype(np.uint8)).aim is Aim.GLARE
    assert len({words(aim) for aim in Aim}) == len(Aim)


def test_glare_is_told_before_distance() -> None:
    spot = Spot(texture=20, rest=2, width=100, height=110, fill=0.8, bright=0.3)
    assert judge(120, spot) is Aim.GLARE


def test_a_pattern_that_is_no_square_is_no_code() -> None:
    spot = Spot(texture=20, rest=2, width=400, height=110, fill=0.8, bright=0.0)
    assert judge(120, spot) is Aim.SHOW
