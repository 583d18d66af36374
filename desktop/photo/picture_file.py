"""A picture file becomes a frame: type by content, limits before decoding, upright, opaque.

Imports OpenCV at once, so `service` imports it only when a file was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from desktop.common.i18n import tr
from desktop.common.picture_size import picture_size
from desktop.common.text import clean
from desktop.photo import orientation
from desktop.photo.compression import jpeg_quality
from desktop.photo.errors import PictureFileError
from desktop.photo.ports import Frame

MAX_PIXELS = 60_000_000
MAX_DECODED = 200 * 1024 * 1024  # bytes; 60 million pixels of three colours fit
MAX_BYTES = 80 * 1024 * 1024
_PHONE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
_LONG_SIDE = 3000  # a portrait needs 945 px; more only costs memory and time


def _wrong_type(path: Path, data: bytes) -> PictureFileError:
    # ISO base media: size, "ftyp", then the brand
    if data[4:8] == b"ftyp" and data[8:12] in _PHONE_BRANDS:
        return PictureFileError(
            tr("“{name}” là ảnh HEIC của điện thoại, máy này không đọc được").format(
                name=clean(path.name)
            ),
            tr("Trên điện thoại, chọn kiểu ảnh tương thích nhất (JPEG) hoặc gửi ảnh dạng JPEG."),
        )
    return PictureFileError(
        tr("“{name}” không phải là tệp ảnh dùng được").format(name=clean(path.name)),
        tr("Chọn tệp ảnh JPEG, PNG, BMP hoặc WEBP."),
    )


def _damaged(path: Path) -> PictureFileError:
    return PictureFileError(
        tr("Tệp ảnh “{name}” bị hỏng hoặc chép chưa xong").format(name=clean(path.name)),
        tr("Chép lại tệp từ máy ảnh hoặc điện thoại, hoặc chọn tệp khác."),
    )


def _too_large(path: Path) -> PictureFileError:
    return PictureFileError(
        tr("Ảnh “{name}” quá lớn").format(name=clean(path.name)),
        tr("Chọn ảnh không quá 60 triệu điểm ảnh, hoặc thu nhỏ ảnh trước."),
    )


def _whole(kind: str, data: bytes) -> bool:
    """Whether the file reaches its own end; decoders fill a missing rest with grey."""
    if kind == "jpeg":
        # cameras append data after the end marker, so look for it near the end, not at it
        return data.rfind(b"\xff\xd9") > len(data) // 2
    if kind == "png":
        return b"IEND" in data[-64:]
    if kind == "webp":
        return len(data) >= int.from_bytes(data[4:8], "little") + 8
    if kind == "bmp":
        return len(data) >= int.from_bytes(data[2:6], "little")
    return False


def _opaque(picture: Frame) -> Frame:
    """Put a picture with transparency on white and make three colour channels of it."""
    if picture.dtype == np.uint16:
        picture = (picture >> 8).astype(np.uint8)
    if picture.ndim == 2:
        grey: Frame = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        return grey
    if picture.shape[2] == 4:
        alpha = picture[:, :, 3:].astype(np.uint16)
        flat = (picture[:, :, :3] * alpha + 255 * (255 - alpha) + 127) // 255
        return flat.astype(np.uint8)
    return picture


def _depth(kind: str, data: bytes) -> int:
    """Return how many bytes a decoded pixel takes."""
    if kind == "png":
        channels = {0: 1, 2: 3, 3: 4, 4: 4, 6: 4}.get(data[25], 4)  # by PNG's colour type
        return channels * (2 if data[24] == 16 else 1)
    return 4 if kind == "webp" else 3


def _moving(kind: str, data: bytes) -> bool:
    """Whether the file holds an animation (APNG or WebP)."""
    if kind == "png":
        return b"acTL" in data[: data.find(b"IDAT")]
    return kind == "webp" and data[12:16] == b"VP8X" and bool(data[20] & 0x02)


def _jpeg_mode(size: tuple[int, int]) -> int:
    """Return the decoding mode that gives a large photo at a half, quarter or eighth at once."""
    for factor, mode in (
        (8, cv2.IMREAD_REDUCED_COLOR_8),
        (4, cv2.IMREAD_REDUCED_COLOR_4),
        (2, cv2.IMREAD_REDUCED_COLOR_2),
    ):
        if max(size) >= factor * _LONG_SIDE:
            return mode
    return cv2.IMREAD_COLOR


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path)
        return path.read_bytes()
    except OSError as error:
        raise PictureFileError(
            tr("Không mở được tệp “{name}”").format(name=clean(path.name)),
            tr("Kiểm tra thẻ nhớ hoặc ổ đĩa còn cắm, rồi chọn lại."),
        ) from error


@dataclass(frozen=True)
class Picture:
    """A picture as it came out of a file.

    Attributes:
        frame: upright, opaque, three channels.
        unscaled: whether its pixels are those of the file (needed to see JPEG's blocks).
        jpeg_quality: 1..100 as the file's tables say; None for other kinds.
    """

    frame: Frame
    unscaled: bool
    jpeg_quality: int | None


def load(path: Path) -> Frame:
    """Read one picture, see `PhotoStudio.load_file`.

    Raises:
        PictureFileError: wrong type, damaged, empty, moving, too large or not readable.
    """
    return read(path).frame


def read(path: Path) -> Picture:
    """Read one picture with what its file tells about it.

    Raises:
        PictureFileError: wrong type, damaged, empty, moving, too large or not readable.
    """
    data = _read(path)
    if not data:
        raise PictureFileError(
            tr("Tệp “{name}” trống").format(name=clean(path.name)),
            tr("Chép lại tệp từ máy ảnh hoặc điện thoại, hoặc chọn tệp khác."),
        )
    kind, size = picture_size(data)
    if not kind:
        raise _wrong_type(path, data)
    if size is None or min(size) <= 0 or not _whole(kind, data):
        raise _damaged(path)
    if _moving(kind, data):
        raise PictureFileError(
            tr("“{name}” là ảnh động").format(name=clean(path.name)),
            tr("Chọn ảnh chụp thường, JPEG hoặc PNG."),
        )
    if size[0] * size[1] > MAX_PIXELS or size[0] * size[1] * _depth(kind, data) > MAX_DECODED:
        raise _too_large(path)
    # colour mode turns JPEG by its EXIF mark; transparency needs the unchanged mode, which
    # does not
    mode = _jpeg_mode(size) if kind == "jpeg" else cv2.IMREAD_UNCHANGED
    mode = cv2.IMREAD_COLOR if kind == "bmp" else mode
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), mode)
    except cv2.error as error:
        raise _damaged(path) from error
    if picture is None:
        raise _damaged(path)
    picture = np.asarray(picture)
    unscaled = max(picture.shape[:2]) == max(size)
    scale = _LONG_SIDE / max(picture.shape[:2])
    if scale < 1:  # before colours are mended, which needs several times the memory
        fitted = [max(1, round(side * scale)) for side in picture.shape[1::-1]]
        picture = cv2.resize(picture, fitted, interpolation=cv2.INTER_AREA)
        unscaled = False
    quality = jpeg_quality(data) if kind == "jpeg" else None
    turned = orientation.upright(_opaque(picture), orientation.mark(kind, data))
    return Picture(np.ascontiguousarray(turned), unscaled, quality)
