"""Text in the encodings that came before Unicode, and Unicode that was read wrongly once.

Old Vietnamese files hold Western letters that only a special font shows right: TCVN3 (fonts
`.VnTime`) and VNI (`VNI-Times`). Files on Windows may be in code page 1258, and UTF-8 that was
opened as Western text has become mojibake. The font of the cell decides where it is known, the
shape of the syllables otherwise; a person is asked before what was guessed is taken in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from desktop.common.reference.tables import rows
from desktop.common.syllables import is_syllable, shape, words_with_marks

TCVN3, VNI, MOJIBAKE = "tcvn3", "vni", "mojibake"
TCVN3_CAPITALS = "tcvn3-capitals"
UTF8, UTF16, CP1258 = "utf-8", "utf-16", "cp1258"
ENCODINGS = (UTF8, UTF16, CP1258, TCVN3, VNI, MOJIBAKE)
"""What a person may choose; the first three say that letters are left as they are decoded."""
KINDS = (TCVN3, VNI, MOJIBAKE)

_SAMPLE = 400
"""So many different texts are looked at; a list needs no more to give itself away."""
_SURE = 0.6
_LETTERS = re.compile(r"[^\W\d_]+")
_LOST_U = "\u00ad"  # TCVN3 ư is the soft hyphen, which many programs drop


@cache
def _tcvn3() -> dict[int, str]:
    table = rows("tcvn3_to_unicode")
    return {int(row["tcvn3_codepoint_hex"], 16): row["unicode_char"] for row in table}


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["vni"]: row["unicode_char"] for row in rows("vni_windows_to_unicode")}
    # A capital may carry a small sign: Windows fonts show `Aù` like `AÙ`.
    table |= {
        sign[0] + sign[1:].lower(): letter
        for sign, letter in table.items()
        if len(sign) == 2 and sign.isupper()
    }
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text (bytes as Western letters) in Unicode: `NguyÔn V¨n` -> `Nguyễn Văn`."""
    if text.isascii():
        return text
    turned = text.translate(_tcvn3())
    plain = [char for char in text if char.isascii() and char.isalpha()]
    if len(plain) > 1 and all(char.isupper() for char in plain):
        # TCVN3 has no toned capitals: `NGUYễN` was typed as capitals.
        turned = turned.upper()
    if _LOST_U not in text:
        turned = " ".join(_with_lost_u(word) for word in turned.split(" "))
    return _LETTERS.sub(_even_case, turned)


def from_vni(text: str) -> str:
    """Return VNI text in Unicode, longest sign first: `Nguyeãn Vaên` -> `Nguyễn Văn`."""
    if text.isascii():
        return text
    signs, table = _vni()
    return signs.sub(lambda found: table[found[0]], text)


def from_mojibake(text: str) -> str:
    """Return UTF-8 that was read as Western text: `Nguyá»…n` -> `Nguyễn`; else the same text."""
    if text.isascii():
        return text
    for codec in ("cp1252", "cp1258"):
        try:
            return _bytes(text, codec).decode("utf-8")
        except ValueError:
            continue
    return text


CONVERSIONS: dict[str, Callable[[str], str]] = {
    TCVN3: from_tcvn3,
    VNI: from_vni,
    MOJIBAKE: from_mojibake,
}


def _bytes(text: str, codec: str) -> bytes:
    """Encode as sloppy programs do: what the code page lacks stands for its own number."""
    found = bytearray()
    for char in text:
        try:
            found += char.encode(codec)
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                raise
            found.append(ord(char))
    return bytes(found)


@lru_cache(maxsize=16_384)
def _with_lost_u(word: str) -> str:
    """Give back a ư that was dropped, where exactly one place makes a syllable of the word."""
    if not word.isalpha() or is_syllable(word):
        return word
    tries = {word[:at] + "ư" + word[at:] for at in range(1, len(word) + 1)}
    fitting = [one for one in tries if is_syllable(one)]
    return fitting[0] if len(fitting) == 1 else word


def _even_case(found: re.Match[str]) -> str:
    """Make capitals of a word that has them after its first letter."""
    word = found[0]
    body = word[1:]
    return word.upper() if any(char.isupper() for char in body) else word


def title_case(text: str) -> str:
    """Return a name with a capital on each word; the rest of the words stays."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def detect(texts: Iterable[str]) -> str:
    """Return what texts were meant to be, `tcvn3`, `vni` or `mojibake`; nothing for Unicode.

    Args:
        texts: cells of one list in any order; a sample of the different ones is looked at.
    """
    sample = _sample(texts)
    words = {word for text in sample for word in words_with_marks(text)}
    # All three are made of Western letters only; ă, đ or ŭ in a word is Unicode already.
    failing = [word for word in words if not is_syllable(word) and _is_western(word)]
    if len(failing) < 3:
        return ""
    votes = {kind: _mended(failing, kind) for kind in (TCVN3, VNI)}
    # Mojibake has signs and blanks inside a word, so whole texts are tried.
    spoilt = [text for text in sample if not _is_fine(text) and _is_western(text)]
    votes[MOJIBAKE] = sum(1 for text in spoilt if _is_mended_text(text)) / max(1, len(spoilt))
    best = max(votes, key=lambda kind: votes[kind])
    return best if votes[best] >= _SURE else ""


def _is_western(text: str) -> bool:
    return all(char <= "\xff" or char in _WESTERN_SIGNS for char in text)


def _sample(texts: Iterable[str]) -> list[str]:
    different = list(dict.fromkeys(text for text in texts if not text.isascii()))
    step = max(1, len(different) // _SAMPLE)
    return different[::step]


def _mended(words: Sequence[str], kind: str) -> float:
    """Return the share of words that a conversion makes syllables of."""
    turn = CONVERSIONS[kind]
    return sum(1 for word in words if is_syllable(turn(word))) / len(words)


def _is_mended_text(text: str) -> bool:
    turned = from_mojibake(text)
    good, all_ = shape(turned)
    return turned != text and good >= 0.5 * all_


class Converter:
    """Turns the cells of one list into Unicode; cells that are Unicode already stay.

    Args:
        kind: what the list was found (or said) to be.
        is_said: a person chose it, so that every cell is converted.
        texts: the list's texts, to tell a mixed list from one in one encoding.
    """

    def __init__(self, kind: str, texts: Sequence[str], *, is_said: bool) -> None:
        self._turn = CONVERSIONS[kind]
        self._kind = kind
        failing = sum(1 for text in _sample(texts) if not _is_fine(text))
        self._is_whole = is_said or failing >= 0.5 * max(1, len(_sample(texts)))
        self._known: dict[str, str] = {}
        self.samples: dict[str, str] = {}

    def __call__(self, text: str, font: str = "") -> str:
        """Return a cell's text in Unicode.

        Args:
            text: as in the file.
            font: kind of the cell's font when the workbook says, else empty.
        """
        if text.isascii() and font != TCVN3_CAPITALS:
            return text
        if font:
            turned = _by_font(text, font)
        else:
            turned = self._known.get(text) or self._known.setdefault(text, self._turned(text))
        if turned != text and len(self.samples) < 5:
            self.samples[text] = turned
        return turned

    def _turned(self, text: str) -> str:
        turned = self._turn(text)
        if turned == text:
            return text
        before, after = shape(text), shape(turned)
        if self._kind == MOJIBAKE:
            return turned if after[0] >= before[0] or before[0] < before[1] else text
        gained = after[0] - before[0] + (before[1] - after[1] if not before[0] else 0)
        if gained > 0 or (self._is_whole and gained == 0):
            return turned
        return turned if self._is_whole and _has_strange_letters(text) else text


def _by_font(text: str, font: str) -> str:
    """Turn what the cell's font says, unless the text is Unicode that merely wears the font."""
    turned = CONVERSIONS[font.partition("-")[0]](text)
    if shape(turned)[0] < shape(text)[0]:
        turned = text
    # The capitals of this font are small letters in the file.
    return title_case(turned) if font == TCVN3_CAPITALS else turned


def _is_fine(text: str) -> bool:
    good, all_ = shape(text)
    return good == all_


_VIETNAMESE = frozenset(
    char
    for base in "aăâeêioôơuưyđ"
    for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    for both in (base, base.upper())
    for char in unicodedata.normalize("NFC", both + mark)
)


def _has_strange_letters(text: str) -> bool:
    return any(not char.isascii() and char not in _VIETNAMESE for char in text)


def western(data: bytes) -> str:
    """Return bytes as Western letters, one each; nothing is lost, so it can be turned later."""
    return data.decode("latin-1").translate(_WESTERN)


_WESTERN = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_WESTERN_SIGNS = frozenset(_WESTERN.values())


def best_reading(data: bytes) -> tuple[str, str]:
    """Return (text, encoding) of bytes that are not UTF-8: the reading with the most syllables.

    Code page 1258, TCVN3 and VNI use the same bytes; only the words tell them apart. TCVN3 and
    VNI stay Western letters here; a `Converter` turns them cell by cell.
    """
    start = data[: 2**18]
    letters = western(start)
    readings = {
        CP1258: unicodedata.normalize("NFC", start.decode("cp1258", errors="replace")),
        TCVN3: from_tcvn3(letters),
        VNI: from_vni(letters),
    }
    shares = {name: _share(text) for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    if best == CP1258:
        return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")), CP1258
    return western(data), best


def spoilt(text: str) -> str:
    """Return text of code page 1258 as a Western program shows it, for before and after."""
    parts = unicodedata.normalize("NFD", text)
    try:
        return western(text.encode("cp1258"))
    except UnicodeEncodeError:
        return western(parts.encode("cp1258", errors="replace"))


def _share(text: str) -> float:
    good, all_ = shape(text)
    return good / max(1, all_)
