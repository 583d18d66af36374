"""The kind and the size that the header of a picture file claims, before anything is decoded."""

from __future__ import annotations

import struct

_START_OF_FRAME = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the markers to the frame header; None when it never comes."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def picture_size(data: bytes) -> tuple[str, tuple[int, int] | None]:
    """Return the kind (`jpeg`, `png`, `bmp`, `webp`, or empty) and the size in the header.

    The name of a file proves nothing, so only the content is asked. The size is None when
    the header is cut off.
    """
    try:
        if data[:3] == b"\xff\xd8\xff":
            return "jpeg", _jpeg_size(data)
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            width, height = struct.unpack_from(">II", data, 16)
            return "png", (width, height)
        if data[:2] == b"BM" and len(data) > 2:
            width, signed = struct.unpack_from("<ii", data, 18)
            return "bmp", (width, abs(signed))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return "webp", _webp_size(data)
    except struct.error:
        return "cut", None
    return "", None
