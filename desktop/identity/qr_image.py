"""From pixels to the text of a card: zxing-cpp, then a closer look where a code seems to be.

zxing-cpp reads far more dense card codes than OpenCV's detectors and never returned a wrong text
in our trials. What it misses are codes of few pixels and soft ones: there the texture of the
picture tells where a code stands, and that piece alone is enlarged and sharpened (figures in
docs/benchmarks.md). The bytes of a code are read as UTF-8 here, because guessing the character set
is what other readers get wrong with Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.common.i18n import tr
from desktop.common.picture_size import picture_size
from desktop.identity.aiming import Aim, Spot, judge
from desktop.identity.card import CardReading, CardSource, parse_card_text
from desktop.identity.errors import CardPictureError

MAX_FILE_BYTES = 60_000_000
MAX_PIXELS = 120_000_000  # a phone's largest pictures; a grey one takes as many bytes
_MAX_SIDE = 6000  # pixels; larger scans are shrunk before reading
_UPSCALE_BELOW = 3000  # pixels of the longer side; larger pictures need no upscaling as a whole
_CELL = 8  # pixels of one cell of the texture map
_WINDOW = 12  # cells; 96 pixels, the width of a code that needs a closer look
_BRIGHT, _BLOWN = 250, 0.95
_PIECE = 320  # pixels of the piece that is looked at closely
_CLOSER = ((2, 1.5, 2.5), (3, 3.0, 3.0), (3, 2.0, 2.0))
"""Enlarging, then sharpening: factor, sigma in enlarged pixels, amount."""


@dataclass(frozen=True)
class Seen:
    """What one frame of the camera shows.

    Attributes:
        text: the text of the card's code, or of another code when there is no card; None when
            nothing was read.
        aim: what to change before the next frame; None when something was read.
    """

    text: str | None
    aim: Aim | None


def look(frame: Any) -> Seen:
    """Read one frame of a camera; 2 ms when the code is plain, some 10 to 25 ms otherwise.

    Args:
        frame: numpy array, height x width x 3, BGR, uint8 (or grey, height x width).
    """
    grey = _grey(frame)
    found = _decode(grey) or _look_closer(grey, places=2)
    if found:
        return Seen(_best(found), None)
    return Seen(None, judge(float(grey[::8, ::8].mean()), _spot(grey)))


def read_qr(image: str | Path | Any) -> str | None:
    """Return the text of the QR code in a picture, None when there is none.

    Every way is tried that costs less than a second: turned, inverted, shrunk, enlarged.

    Args:
        image: path of a picture, or a numpy array as for `look`.

    Raises:
        CardPictureError: the path cannot be read or is not a picture, or it shows two cards.
    """
    grey = _load(Path(image)) if isinstance(image, str | Path) else _grey(image)
    found = _decode(grey, thorough=True) or _look_closer(grey, places=4, thorough=True)
    if not found and max(grey.shape[:2]) <= _UPSCALE_BELOW:
        found = _decode(_enlarged(grey, *_CLOSER[0]), thorough=True)
    if len({text[:12] for text in found if _is_card(text)}) > 1:
        raise CardPictureError(
            tr("Trong ảnh có hơn một thẻ."), tr("Chụp hoặc cắt ảnh để mỗi ảnh chỉ có một thẻ.")
        )
    return _best(found)


def read_card_file(path: str | Path) -> CardReading:
    """Return what the card in a picture file says.

    Raises:
        CardPictureError: no picture, or no readable QR code in it.
        CardTextError: the code is not that of an identity card.
    """
    text = read_qr(path)
    if text is None:
        raise CardPictureError(
            tr("Không thấy mã QR đọc được trong ảnh."),
            tr("Chụp lại gần hơn, đủ sáng, không lóa; hoặc gõ 12 số của thẻ."),
        )
    return parse_card_text(text, source=CardSource.QR)


def _is_card(text: str) -> bool:
    return text[:12].isascii() and text[:12].isdigit() and len(text) >= 12


def _best(texts: list[str]) -> str | None:
    """A sheet may show several codes; the one of a card starts with its twelve digits."""
    return next(iter([*filter(_is_card, texts), *texts]), None)


def _decode(grey: Any, *, thorough: bool = False) -> list[str]:
    import zxingcpp  # noqa: PLC0415 - a native library that start-up must not load

    codes = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormat.QRCode,
        try_rotate=thorough,
        try_downscale=thorough,
        try_invert=thorough,
    )
    texts = [_text(code) for code in codes if code.valid]
    return [text for text in dict.fromkeys(texts) if text]


def _text(code: Any) -> str:
    try:
        text = bytes(code.bytes).decode("utf-8-sig")
    except UnicodeDecodeError:
        text = code.text
    return text.lstrip("\ufeff")


def _look_closer(grey: Any, *, places: int, thorough: bool = False) -> list[str]:
    """Enlarge and sharpen where the texture is that of a code, in several ways."""
    for piece in _pieces(grey, places):
        for way in _CLOSER:
            found = _decode(_enlarged(piece, *way), thorough=thorough)
            if found:
                return found
    return []


def _enlarged(grey: Any, factor: int, sigma: float, amount: float) -> Any:
    import cv2  # noqa: PLC0415 - heavy, and needed for hard pictures only

    large = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), sigma)
    return cv2.addWeighted(large, 1 + amount, soft, -amount, 0)


def _texture(grey: Any) -> Any:
    """Return cell by cell how much changes along both diagonals, as in a code.

    The smaller change of the two: a straight edge has only one, print on a card has little.
    """
    import cv2  # noqa: PLC0415 - as above

    down = cv2.absdiff(grey[:-1, :-1], grey[1:, 1:])
    up = cv2.absdiff(grey[:-1, 1:], grey[1:, :-1])
    cells = (max(1, grey.shape[1] // _CELL), max(1, grey.shape[0] // _CELL))
    both = cv2.resize(cv2.min(down, up), cells, interpolation=cv2.INTER_AREA)
    return both.astype("float32")


def _pieces(grey: Any, places: int) -> Iterator[Any]:
    """Cut out the places with most texture, the richest first."""
    import cv2  # noqa: PLC0415 - as above

    if min(grey.shape[:2]) < 2 * _CELL:
        return
    boxes = cv2.blur(_texture(grey), (_WINDOW, _WINDOW))
    most = 0.0
    for _ in range(places):
        _, value, _, (column, row) = cv2.minMaxLoc(boxes)
        if value <= 1.0 or value < most / 2:
            return
        most = max(most, value)
        left = min(max(0, column * _CELL - _PIECE // 2), max(0, grey.shape[1] - _PIECE))
        top = min(max(0, row * _CELL - _PIECE // 2), max(0, grey.shape[0] - _PIECE))
        yield grey[top : top + _PIECE, left : left + _PIECE]
        cv2.circle(boxes, (column, row), _WINDOW, 0, -1)


def _spot(grey: Any) -> Spot:
    """Measure the place that is most like a code."""
    import cv2  # noqa: PLC0415 - as above
    import numpy as np  # noqa: PLC0415 - as above

    texture = _texture(grey)
    rest = float(np.median(texture))
    _, most, _, (column, row) = cv2.minMaxLoc(cv2.blur(texture, (_WINDOW, _WINDOW)))
    rich = cv2.blur(texture, (3, 3)) > rest + 0.4 * (most - rest)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(rich.astype(np.uint8))
    label = int(labels[row, column])
    if label == 0:
        return Spot(most, rest, 0, 0, 0.0, 0.0)
    left, top, wide, high, cells = (int(number) for number in boxes[label])
    piece = grey[top * _CELL : (top + high) * _CELL, left * _CELL : (left + wide) * _CELL]
    # Blown-out patches far larger than a dot of the code; white paper between dots is none.
    patch = max(5, min(piece.shape) // 8)
    blown = cv2.blur((piece >= _BRIGHT).astype(np.float32), (patch, patch)) > _BLOWN
    bright = float(blown.mean())
    return Spot(most, rest, wide * _CELL, high * _CELL, cells / (wide * high), bright)


def _grey(pixels: Any) -> Any:
    import cv2  # noqa: PLC0415 - as above

    return pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)


def _load(path: Path) -> Any:
    """Return a picture file as grey pixels, transparent ones white.

    Raises:
        CardPictureError: not readable, no picture, or too large to be decoded.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large()
        # Read here and decode in memory: cv2.imread cannot open paths with Vietnamese letters
        # on Windows.
        data = path.read_bytes()
    except OSError as error:
        raise CardPictureError(
            tr("Không mở được tệp ảnh."), tr("Kiểm tra tệp còn đó không và thử lại.")
        ) from error
    kind, size = picture_size(data)
    if kind and size is not None and size[0] * size[1] > MAX_PIXELS:
        raise _too_large()
    grey = _decoded(data, kind) if kind and size is not None and min(size) > 0 else None
    if grey is None:
        raise CardPictureError(
            tr("Tệp này không phải ảnh."), tr("Chọn ảnh chụp thẻ ở dạng JPG hoặc PNG.")
        )
    return _shrunk(grey)


def _too_large() -> CardPictureError:
    return CardPictureError(tr("Ảnh quá lớn."), tr("Chọn ảnh chụp thẻ nhỏ hơn 60 MB."))


def _decoded(data: bytes, kind: str) -> Any | None:
    import cv2  # noqa: PLC0415 - as above
    import numpy as np  # noqa: PLC0415 - as above

    # Colour type 4 or 6 of a PNG: with transparency, which must come out white, not black.
    clear = kind == "png" and data[25] in (4, 6)
    mode = cv2.IMREAD_UNCHANGED if clear else cv2.IMREAD_GRAYSCALE
    try:
        pixels: Any = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), mode)
    except cv2.error:
        return None
    if pixels is None or pixels.ndim == 2:
        return pixels
    if pixels.dtype == np.uint16:
        pixels = (pixels >> 8).astype(np.uint8)
    grey = cv2.cvtColor(pixels[:, :, :3], cv2.COLOR_BGR2GRAY)
    if pixels.shape[2] == 4:
        grey[pixels[:, :, 3] < 128] = 255
    return grey


def _shrunk(grey: Any) -> Any:
    import cv2  # noqa: PLC0415 - as above

    while max(grey.shape[:2]) > _MAX_SIDE:
        grey = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return grey
