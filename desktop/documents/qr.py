"""QR codes as black modules, by zxing-cpp (a tenth of the time of pure Python encoders)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class QrModules:
    """A QR code: `size` modules a side, rows of packed bits, 1 = black, no quiet zone."""

    size: int
    rows: tuple[bytes, ...]


def qr_modules(text: str) -> QrModules:
    """Return the QR code of a text, error correction M (15 % may be dirty or folded)."""
    import zxingcpp  # noqa: PLC0415 - a native library that start-up must not load

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image(scale=1, add_quiet_zones=False)
    size = int(image.shape[0])
    pixels = bytes(memoryview(image))
    padding = -size % 8
    rows = []
    for top in range(0, size * size, size):
        bits = 0
        for pixel in pixels[top : top + size]:
            bits = bits << 1 | (pixel == 0)
        rows.append((bits << padding).to_bytes((size + padding) // 8, "big"))
    return QrModules(size, tuple(rows))
