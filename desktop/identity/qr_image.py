"""From pixels to the text of a card: zxing-cpp, then once more at twice the size.

zxing-cpp reads far more dense card codes than OpenCV's detectors and never returned a wrong
text in our trials; the second look at double size finds small codes (under 110 pixels).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.common.i18n import tr
from desktop.identity.card import CardReading, CardSource, parse_card_text
from desktop.identity.errors import CardPictureError

MAX_FILE_BYTES = 60_000_000
_MAX_SIDE = 6000  # pixels; larger scans are halved before reading
_UPSCALE_BELOW = 4000  # pixels of the longer side; larger pictures need no upscaling


def read_qr(image: str | Path | Any) -> str | None:
    """Return the text of the QR code in a picture, None when there is none.

    Args:
        image: path of a picture, or a numpy array: height x width x 3, BGR, uint8 (or grey,
            height x width).

    Raises:
        CardPictureError: the path cannot be read or is not a picture.
    """
    pixels = _load(Path(image)) if isinstance(image, str | Path) else image
    found = _decode(pixels)
    if found is None and max(pixels.shape[:2]) <= _UPSCALE_BELOW:
        import cv2  # noqa: PLC0415 - heavy, and needed for hard pictures only

        found = _decode(cv2.resize(pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))
    return found


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


def _decode(pixels: Any) -> str | None:
    import zxingcpp  # noqa: PLC0415 - a native library that start-up must not load

    codes = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)
    texts = [code.text for code in codes if code.valid and code.text]
    # A sheet may show several codes; the one of a card starts with its twelve digits.
    cards = [text for text in texts if text.lstrip("\ufeff")[:12].isdigit()]
    return next(iter([*cards, *texts]), None)


def _load(path: Path) -> Any:
    import cv2  # noqa: PLC0415 - heavy, not at start-up
    import numpy as np  # noqa: PLC0415 - heavy, not at start-up

    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise CardPictureError(tr("Ảnh quá lớn."), tr("Chọn ảnh chụp thẻ nhỏ hơn 60 MB."))
        # Read here and decode in memory: cv2.imread cannot open paths with Vietnamese letters
        # on Windows.
        data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    except OSError as error:
        raise CardPictureError(
            tr("Không mở được tệp ảnh."), tr("Kiểm tra tệp còn đó không và thử lại.")
        ) from error
    try:
        pixels = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except cv2.error:
        pixels = None
    if pixels is None:
        raise CardPictureError(
            tr("Tệp này không phải ảnh."), tr("Chọn ảnh chụp thẻ ở dạng JPG hoặc PNG.")
        )
    while max(pixels.shape[:2]) > _MAX_SIDE:
        pixels = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return pixels
