"""Type: which file, which size for which role, and whether the letters are really there.

Be Vietnam Pro sets the words. Noto Sans sets every digit, date, code and key cap, because the
digits of Be Vietnam Pro have unequal widths and numbers would not line up.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont

_log = logging.getLogger(__name__)

FONT_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"
WORDS = "Be Vietnam Pro"
NUMBERS = "Noto Sans"
FONT_FILES = (
    "BeVietnamPro-Regular.ttf",
    "BeVietnamPro-Medium.ttf",
    "BeVietnamPro-SemiBold.ttf",
    "BeVietnamPro-Bold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSans-Bold.ttf",
)

Role = Literal[
    "receipt",
    "figure",
    "instruction",
    "title",
    "section",
    "primary",
    "body",
    "strong",
    "search",
    "button",
    "table",
    "table_strong",
    "hint",
    "label",
    "tag",
    "key",
]

_N, _M, _S, _B = (
    QFont.Weight.Normal,
    QFont.Weight.Medium,
    QFont.Weight.DemiBold,
    QFont.Weight.Bold,
)
# role: (pt at 96 dpi, pt on a small screen, weight, set in the number face)
ROLES: dict[str, tuple[float, float, QFont.Weight, bool]] = {
    "receipt": (32, 28, _B, True),
    "figure": (24, 20, _B, True),
    "instruction": (21, 17, _S, False),
    "title": (18, 15, _S, False),
    "section": (13.5, 13, _S, False),
    "primary": (12.5, 12.5, _S, False),
    "body": (12, 12, _N, False),
    "strong": (12, 12, _S, False),
    "search": (15, 14, _N, False),
    "button": (11.5, 11, _M, False),
    "table": (11.5, 11, _N, False),
    "table_strong": (11.5, 11, _S, False),
    "hint": (10.5, 10.5, _N, False),
    "label": (10.5, 10.5, _N, False),
    "tag": (10, 9.5, _M, False),
    "key": (9.5, 9.5, _B, True),
}

# Every letter Vietnamese needs beside plain ASCII; both cases are derived.
_BASE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
VIETNAMESE = _BASE + _BASE.upper() + "₫·•–…“”’"

_loaded: list[str] = []


def load_fonts() -> list[str]:
    """Register the bundled fonts once and return the file names that could not be loaded."""
    missing = []
    for name in FONT_FILES:
        if name in _loaded:
            continue
        path = FONT_FOLDER / name
        if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
            missing.append(name)
        else:
            _loaded.append(name)
    if missing:
        _log.warning("bundled fonts not found, the system font is used: %s", ", ".join(missing))
    return missing


def role_font(role: Role, *, scale: float = 1.0, compact: bool = False) -> QFont:
    """Return the font of a role at a scale, with the smaller size on small screens."""
    normal, small, weight, numbers = ROLES[role]
    families = [NUMBERS, WORDS] if numbers else [WORDS, NUMBERS]
    font = QFont()
    font.setFamilies([*families, "Segoe UI", "DejaVu Sans"])
    font.setPointSizeF((small if compact else normal) * scale)
    font.setWeight(weight)
    return font


def number_font(font: QFont) -> QFont:
    """Return the number face in the size of a word font; its weights are 400, 600 and 700."""
    numbers = QFont(font)
    numbers.setFamilies([NUMBERS, WORDS, "Segoe UI", "DejaVu Sans"])
    if font.weight() in {_M, QFont.Weight.Light}:
        numbers.setWeight(_N)
    return numbers


def pixel_size(font: QFont) -> float:
    """Return the size of a font in logical pixels."""
    return font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()


def family_in_use(font: QFont) -> str:
    """Return the family Qt really draws with; empty when there is no font at all."""
    return QFontInfo(font).family()


def missing_glyphs(font: QFont, text: str = VIETNAMESE) -> str:
    """Return the letters of `text` that the font itself cannot draw, for the diagnostics page.

    `QRawFont.supportsCharacter` says yes to everything when no font is installed, so the glyph
    numbers are asked instead: 0 is the empty box.
    """
    raw = QRawFont.fromFont(font)
    if not raw.isValid() or not QFontInfo(font).family():
        return text
    absent = []
    for char in text:
        glyphs = raw.glyphIndexesForString(char)
        if not glyphs or 0 in glyphs:
            absent.append(char)
    return "".join(absent)
