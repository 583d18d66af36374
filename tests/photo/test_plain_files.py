"""A picture is believed without decoding only where the decoder believes it, too."""

import math
import random
import struct
import zlib
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from desktop.intake.pen import PenPoint
from desktop.photo.plain_files import is_whole_jpeg, is_whole_png
from desktop.photo.untrusted import decoding_problem, picture_problem
from desktop.ui.widgets.signature_ink import signature_png
from tests import factories


def drawn(channels: int) -> np.ndarray:
    rng = np.random.default_rng(channels)
    picture = rng.integers(0, 255, (45, 61, channels), np.uint8)
    return cv2.GaussianBlur(picture, (0, 0), 2).reshape(45, 61, channels)


def jpeg(*, grey: bool = False, **settings: int) -> bytes:
    wishes = [
        word
        for key, value in settings.items()
        for word in (getattr(cv2, f"IMWRITE_JPEG_{key.upper()}"), value)
    ]
    return cv2.imencode(".jpg", drawn(1 if grey else 3), wishes)[1].tobytes()


def png(channels: int) -> bytes:
    return cv2.imencode(".png", drawn(channels))[1].tobytes()


def inked() -> bytes:
    """A signature as the pad writes it: a palette of one colour, more and less clear."""
    points = [
        PenPoint(20 + 9 * step, 60 + 50 * math.sin(step / 3), 12 * step) for step in range(60)
    ]
    return signature_png((tuple(points),))


JPEGS = {
    "colour": jpeg(),
    "full_colour": jpeg(sampling_factor=0x111111),
    "optimised": jpeg(optimize=1),
    "grey": jpeg(grey=True),
    "pillow": factories.jpeg(300, 400),
}
PNGS = {
    "grey": png(1),
    "colour": png(3),
    "clear": png(4),
    "pillow": factories.signature_png(),
    "one ink": inked(),
}


@pytest.mark.parametrize("name", JPEGS)
def test_a_plain_jpeg_is_known_as_whole_also_with_bytes_behind_it(name):
    assert is_whole_jpeg(JPEGS[name])
    assert is_whole_jpeg(JPEGS[name] + b"\x00\x00\x07\xff\xd9")


@pytest.mark.parametrize("name", PNGS)
def test_a_plain_png_is_known_as_whole(name):
    assert is_whole_png(PNGS[name])


def test_other_forms_are_left_to_the_decoder_and_taken():
    progressive, restarting = jpeg(progressive=1), jpeg(rst_interval=2)
    bilevel = cv2.imencode(".png", drawn(1), [cv2.IMWRITE_PNG_BILEVEL, 1])[1].tobytes()
    assert not is_whole_jpeg(progressive)
    assert not is_whole_jpeg(restarting)
    assert not is_whole_png(bilevel)
    assert [picture_problem(one) for one in (progressive, restarting, bilevel)] == [""] * 3


def damaged(data: bytes, head: int) -> list[bytes]:
    """Return the file with bits flipped in every byte of its head, and damage of all kinds."""
    some, rng = [], random.Random(9)
    for at in [*range(head), *(rng.randrange(head, len(data)) for _ in range(150))]:
        for bit in rng.sample(range(8), 2):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            some.append(bytes(changed))
    for _ in range(100):
        at, size = rng.randrange(len(data)), rng.randrange(1, 200)
        left, right = data[:at], data[at + size :]
        some += [left, left + right, left + rng.randbytes(size) + right]
        some += [left + bytes(size) + right, left + data[at : at + size] * 2 + right]
    return some


def test_what_the_decoder_finds_in_a_jpeg_is_found(capfd):
    found = 0
    for data in JPEGS.values():
        for one in damaged(data, data.index(b"\xff\xda") + 14):
            if is_whole_jpeg(one):
                assert not decoding_problem(one, "jpeg")
            found += bool(picture_problem(one))
    assert found > 500
    capfd.readouterr()  # libjpeg and libpng tell what they think of it


def test_a_marker_among_the_pixels_is_not_believed_at_sight():
    data = JPEGS["colour"]
    at = (data.index(b"\xff\xda") + len(data)) // 2
    for marker in (0x01, 0xC0, 0xC4, 0xD0, 0xD8, 0xDA, 0xDB, 0xFE, 0xFF):
        assert not is_whole_jpeg(data[:at] + bytes([0xFF, marker]) + data[at:])
    assert not is_whole_jpeg(data[:at])
    assert not is_whole_jpeg(data[:at] + b"\xff")


def test_every_flipped_bit_of_a_png_is_found(capfd):
    data = PNGS["clear"]
    assert len(data) > 3_000
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << at % 8
        assert not is_whole_png(bytes(changed)), at
    for data in PNGS.values():
        for one in damaged(data, 41):
            if is_whole_png(one):
                assert one == data or not decoding_problem(one, "png")
    capfd.readouterr()


def packed(
    lines: bytes,
    width: int,
    height: int,
    colour: int = 0,
    between: Sequence[tuple[bytes, bytes]] = (),
    **header: int,
) -> bytes:
    """Return a PNG with right checksums, whatever is in it."""
    head = {"depth": 8, "packing": 0, "filtering": 0, "interlace": 0} | header
    body = struct.pack(">IIBB", width, height, head["depth"], colour)
    body += bytes([head["packing"], head["filtering"], head["interlace"]])
    parts = [(b"IHDR", body), *between, (b"IDAT", lines), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


GOOD = zlib.compress(bytes(21) * 20)
PALETTE, CLEAR = (b"PLTE", bytes(768)), (b"tRNS", bytes(256))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("too short", packed(zlib.compress(bytes(21) * 19), 20, 20)),
        ("too long", packed(zlib.compress(bytes(21) * 20 + b"\0"), 20, 20)),
        ("a bomb", packed(zlib.compress(bytes(50 << 20)), 20, 20)),
        ("no such filter", packed(zlib.compress(bytes(20 * 21 - 21) + b"\5" + bytes(20)), 20, 20)),
        ("never ended", packed(GOOD[:-5], 20, 20)),
        ("a wrong sum of the pixels", packed(GOOD[:-1] + b"\0", 20, 20)),
        ("bytes behind the pixels", packed(GOOD + b"x", 20, 20)),
        ("nothing packed", packed(bytes(400), 20, 20)),
        ("no pixels", packed(b"", 20, 20)),
        ("an unknown colour", packed(GOOD, 20, 20, colour=5)),
        ("a palette without colours", packed(GOOD, 20, 20, colour=3)),
        ("a palette of one colour", packed(GOOD, 20, 20, 3, [(b"PLTE", bytes(3))])),
        ("two palettes", packed(GOOD, 20, 20, 3, [PALETTE, PALETTE])),
        ("a palette nobody asks for", packed(GOOD, 20, 20, 0, [PALETTE])),
        ("clear before there is a palette", packed(GOOD, 20, 20, 3, [CLEAR, PALETTE])),
        ("clear twice", packed(GOOD, 20, 20, 3, [PALETTE, CLEAR, CLEAR])),
        ("more clear than colours", packed(GOOD, 20, 20, 3, [PALETTE, (b"tRNS", bytes(257))])),
        ("another packing", packed(GOOD, 20, 20, packing=1)),
        ("another depth", packed(GOOD, 20, 20, depth=16)),
        ("interlaced", packed(GOOD, 20, 20, interlace=1)),
        ("no lines", packed(zlib.compress(b""), 0, 0)),
        ("something behind its end", packed(GOOD, 20, 20) + b"x"),
        ("its end twice", packed(GOOD, 20, 20) + chunk(b"IEND", b"")),
        ("no end", packed(GOOD, 20, 20)[:-12]),
        ("a part that must be known", packed(GOOD, 20, 20)[:-12] + chunk(b"ABCD", b"")),
    ],
)
def test_a_png_with_right_checksums_and_wrong_content_is_not_believed_at_sight(name, data):
    assert is_whole_png(packed(GOOD, 20, 20))
    assert is_whole_png(packed(GOOD, 20, 20, 3, [PALETTE, CLEAR]))
    assert not is_whole_png(data), name
