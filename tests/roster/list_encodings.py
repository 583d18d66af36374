"""Texts as old programs wrote them."""

from __future__ import annotations

import unicodedata

from desktop.roster.reading import legacy

_TO_TCVN3 = {letter: chr(code) for code, letter in legacy._tcvn3().items()}
_TO_VNI = {
    letter: sign
    for sign, letter in legacy._vni()[1].items()
    if not (len(sign) == 2 and sign[0].isupper() and sign[1].islower())
}


def to_tcvn3(text: str) -> str:
    return "".join(
        _TO_TCVN3.get(c) or _TO_TCVN3.get(c.lower()) or c
        for c in unicodedata.normalize("NFC", text).replace("’", "'")
    )


def to_vni(text: str) -> str:
    return "".join(_TO_VNI.get(c, c) for c in unicodedata.normalize("NFC", text).replace("’", "'"))


def to_mojibake(text: str) -> str:
    return legacy.western(text.encode("utf-8"))


def to_cp1258(text: str) -> bytes:
    """Encode as Windows does: letter with its own mark, then the tone apart."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
            out += (base + "".join(tones)).encode("cp1258", errors="replace")
    return bytes(out)
