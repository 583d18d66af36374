"""JPEG and PNG in the plain forms that counters write: whole or not, without decoding. Pure.

The answer is a sure yes or a "cannot tell", never a no: every part of the file is held against its
format (JPEG: ITU-T T.81 annex B; PNG: W3C PNG, third edition), and what is spelled in any other way
is left to a decoder. A yes promises that libjpeg and libpng find no error either. Of the pixels of
a JPEG there is nothing to find: any bits between its markers are some picture, and libjpeg takes
them. So they are not decoded, only searched for a marker that does not belong there.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_START_OF_IMAGE = b"\xff\xd8"
_DQT, _DHT, _SOF0, _SOS, _COMMENT, _JFIF = 0xDB, 0xC4, 0xC0, 0xDA, 0xFE, 0xE0
_MARKER = re.compile(rb"\xff[^\x00]", re.DOTALL)
_END_OF_IMAGE = b"\xff\xd9"
_MOST_CODES = 256
_LARGEST_DC = 15
_PNG = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Channels of the PNG colour types."""

_WITH_PALETTE = 3
_PALETTE = 256 * 3  # whatever a byte of the pixels is, there is a colour for it

_HARMLESS = {b"tEXt", b"pHYs"}
_LARGEST_FILTER = 4
_MOST_INFLATED = 8 << 20


class _OtherForm(Exception):  # noqa: N818 - no error: somebody else has to tell
    """The file is not spelled in the plain form, or it is damaged."""


def is_whole_jpeg(data: bytes) -> bool:
    """Return whether a file is a baseline JPEG in one scan, right in every part.

    A false says nothing: the file may be one of the many other kinds.
    """
    try:
        at = _read_jpeg_head(data)
    except (_OtherForm, struct.error, IndexError):
        return False
    marker = _MARKER.search(data, at)
    # Bytes may follow the end, as long as they are not most of the file.
    return (
        marker is not None
        and marker.group() == _END_OF_IMAGE
        and len(data) // 2 < marker.start()
        and marker.start() > at
    )


def is_whole_png(data: bytes) -> bool:
    """Return whether a file is a PNG of 8 bits a channel, right in every part.

    A palette has all 256 colours.

    Its pixels are inflated (at most 8 MB, the length the header tells and not a byte more), and
    every checksum is checked. A false says nothing: the file may be of another kind.
    """
    try:
        head, pixels, has_palette = _read_png_chunks(data)
    except (_OtherForm, struct.error):
        return False
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", head)
    channels = _CHANNELS.get(colour)
    if channels is None or depth != 8 or packing or filtering or interlace:
        return False
    line = 1 + width * channels
    size = line * height
    if has_palette != (colour == _WITH_PALETTE) or not 0 < size <= _MOST_INFLATED:
        return False
    inflating = zlib.decompressobj()
    try:
        lines = inflating.decompress(pixels, size + 1)
    except zlib.error:
        return False
    if len(lines) != size or not inflating.eof or inflating.unused_data:
        return False
    return max(lines[::line]) <= _LARGEST_FILTER


# ------------------------------------------------------------ JPEG


def _read_jpeg_head(data: bytes) -> int:
    """Check everything before the pixels and return where these begin."""
    quantisers: set[int] = set()
    codes: set[int] = set()
    frame: dict[int, int] = {}
    for marker, body, after in _segments(data):
        if marker == _DQT:
            quantisers |= _read_quantisers(body)
        elif marker == _DHT:
            codes |= _read_codes(body)
        elif marker == _SOF0 and not frame:
            frame = _read_frame(body)
        elif marker == _SOS:
            _check_scan(body, frame, codes)
            if not set(frame.values()) <= quantisers:
                break
            return after
        elif marker not in {_COMMENT, _JFIF}:
            break
    raise _OtherForm


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield marker, content, and where the next one begins."""
    if not data.startswith(_START_OF_IMAGE):
        raise _OtherForm
    at = len(_START_OF_IMAGE)
    while True:
        first, marker, size = struct.unpack_from(">BBH", data, at)
        after = at + 2 + size
        if first != 0xFF or size < 2 or after > len(data):
            raise _OtherForm
        yield marker, data[at + 4 : after], after
        at = after


def _read_quantisers(body: bytes) -> set[int]:
    """Check tables of 64 values of one byte, none of them zero; return their numbers."""
    tables = set()
    for at in range(0, len(body), 65):
        table = body[at : at + 65]
        if len(table) < 65 or table[0] > 3 or 0 in table[1:]:
            raise _OtherForm
        tables.add(table[0])
    return tables


def _read_codes(body: bytes) -> set[int]:
    """Check Huffman tables as libjpeg does; return class and number of each in one byte."""
    tables, at = set(), 0
    while at < len(body):
        table, lengths = body[at], body[at + 1 : at + 17]
        many = sum(lengths)
        symbols = body[at + 17 : at + 17 + many]
        if table not in {0x00, 0x01, 0x10, 0x11} or len(lengths) < 16:
            raise _OtherForm
        if not 0 < many <= _MOST_CODES or len(symbols) < many:
            raise _OtherForm
        if table < 0x10 and max(symbols) > _LARGEST_DC:
            raise _OtherForm
        code = 0
        for bits, count in enumerate(lengths, 1):
            code += count
            if code >= 1 << bits:  # no code is all ones, none is longer than its length
                raise _OtherForm
            code <<= 1
        tables.add(table)
        at += 17 + many
    return tables


def _read_frame(body: bytes) -> dict[int, int]:
    """Check the frame header; return the quantiser of every component by its number."""
    bits, height, width, many = struct.unpack_from(">BHHB", body)
    parts = [body[at : at + 3] for at in range(6, len(body), 3)]
    if bits != 8 or not height or not width:
        raise _OtherForm
    if many not in {1, 3} or len(body) != 6 + 3 * many:
        raise _OtherForm
    # Colours are told at the rate of brightness or at half of it.
    rates = [part[1] for part in parts]
    if rates[0] not in {0x11, 0x12, 0x21, 0x22} or any(rate != 0x11 for rate in rates[1:]):
        raise _OtherForm
    found = {part[0]: part[2] for part in parts}
    if list(found) != list(range(1, many + 1)):
        raise _OtherForm
    return found


def _check_scan(body: bytes, frame: dict[int, int], codes: set[int]) -> None:
    """Check the scan header: all components in their order, all coefficients, known codes."""
    many = len(frame)
    if not frame or len(body) != 4 + 2 * many or body[0] != many or body[-3:] != b"\x00\x3f\x00":
        raise _OtherForm
    for number, component in enumerate(frame):
        name, tables = body[1 + 2 * number : 3 + 2 * number]
        direct, alternating = tables >> 4, 0x10 | tables & 0x0F
        if name != component or direct not in codes or alternating not in codes:
            raise _OtherForm


# ------------------------------------------------------------ PNG


def _read_png_chunks(data: bytes) -> tuple[bytes, bytes, bool]:
    """Check the chunks, their order and checksums.

    Returns:
        The header, the packed pixels, and whether there is a palette.
    """
    if not data.startswith(_PNG):
        raise _OtherForm
    at, head = len(_PNG), b""
    pixels: list[bytes] = []
    is_over = has_palette = has_clearness = False
    while True:
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + size)
        if zlib.crc32(body, zlib.crc32(kind)) != checksum:
            raise _OtherForm
        at += 12 + size
        if kind == b"IHDR" and not head and size == 13:
            head = body
        elif kind == b"PLTE" and head and not (has_palette or pixels) and size == _PALETTE:
            has_palette = True
        elif kind == b"tRNS" and has_palette and not (has_clearness or pixels) and 0 < size <= 256:
            has_clearness = True
        elif kind == b"IDAT" and head and not is_over:
            pixels.append(body)
        elif kind == b"IEND" and pixels and not size and at == len(data):
            return head, b"".join(pixels), has_palette
        elif kind in _HARMLESS and head:
            is_over = bool(pixels)
        else:
            raise _OtherForm
