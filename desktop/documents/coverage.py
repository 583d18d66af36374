"""Can the papers be written in full Vietnamese? Asked by the diagnostics."""

from __future__ import annotations

import unicodedata

from desktop.documents import fonts

_BASES = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = (
    "".join(
        sorted({unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES})
    )
    + "đĐ₫"
)
"""Every Vietnamese vowel with every tone, đ and the currency sign."""


def missing_letters() -> tuple[str, ...]:
    """Return the Vietnamese letters that a paper font lacks (none, in a whole installation)."""
    lacking: set[str] = set()
    for name in (fonts.REGULAR, fonts.BOLD, fonts.ITALIC):
        glyphs = fonts.font(name).face.charToGlyph
        lacking |= {letter for letter in LETTERS if ord(letter) not in glyphs}
    return tuple(sorted(lacking))
