"""What the words above a column mean: listed wordings first, then their shape, then slips.

The list (`synonyms`) is never complete. What it lacks is told by the shape of the words, with
abbreviations written out, in the part of a bilingual header that is known, and last with one
mistyped word put right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from desktop.common.text import clean, fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import Column, words_of
from desktop.roster.reading.synonyms import ADDRESS_PIECES, BY_WORDS
from desktop.roster.spelling import distance

_ADDRESSES = frozenset(
    {FieldKey.BIRTH_PLACE.value, FieldKey.HOMETOWN.value, FieldKey.RESIDENCE.value}
)
_YEAR = "năm"
_LONGEST_HEADER = 70
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_TWELVE_DIGITS = re.compile(r"\b12 (?:chu )?so\b")
_LANGUAGES = re.compile(r"\s*[/\n]\s*|\s+-\s+")

LEADING_NUMBER = r"(?:[*+•\-–]\s*)?(?:(?:[ivxl]+|\d{1,3}|[a-zđ])\s*[.)\-/:]\s*)?"
"""What may stand before a title: a bullet, then a number or letter with its sign."""

# With marks "Tô Đăng Khoa" is a person and "tổ đảng" is none; without them only words are left.
_SECTION_WORDS = re.compile(
    rf"^{LEADING_NUMBER}(?:chi bộ|cb|đảng bộ|đảng ủy|đảng uỷ|tổ đảng|bộ phận)(?!\w)"
)
_BARE_SECTION_WORDS = re.compile(
    rf"^{LEADING_NUMBER}(?:chi bo|cb|dang bo|dang uy|to dang|bo phan)\b"
)

# Wordings that vary without end are told by their shape; a listed wording always wins.
_SHAPES: tuple[tuple[re.Pattern[str], FieldKey | Column], ...] = (
    (
        re.compile(
            r"^(?:(?:so|ma|the) )*(?:cccd|cmnd|cmt|ddcn|can cuoc|dinh danh)"
            r"(?: (?:so|ma|the|hoac|cccd|cmnd|cmt|ddcn|can cuoc|cong dan|dinh danh|ca nhan|moi|"
            r"chung minh|nhan dan|gan chip|12 so|ngay cap|noi cap|va))*$"
        ),
        FieldKey.PERSONAL_ID,
    ),
    (
        re.compile(
            r"^ho (?:va )?(?:(?:chu )?(?:ten )?(?:dem|lot) )?(?:va )?ten\b"
            r"(?!.*\b(?:ho|ten|dem|lot|cha|me|bo|vo|chong|con|chu ho|than nhan|nguoi than|"
            r"gioi thieu|nguoi giao|nguoi nhan|thuong dung|goi khac|dang dung|lap bieu)\b)"
        ),
        FieldKey.FULL_NAME,
    ),
    (
        re.compile(r"^(?=.*\bsinh\b)(?:(?:ngay|thang|nam|sinh|va|hoac|duong lich) ?)+$"),
        FieldKey.BIRTH_DATE,
    ),
    (
        re.compile(
            r"^(?:ngay )?(?:thang )?(?:nam )?(?:duoc )?(?:vao dang|cong nhan|ket nap|ct|"
            r"chuyen|chinh thuc)(?: .*)?(?:chinh thuc|\bct|lan (?:1|i|dau|thu nhat))(?: ngay)?$"
        ),
        FieldKey.OFFICIAL_ON,
    ),
    (re.compile(r"^(?:so |ma )*the(?: .*)? moi(?: \d+ so)?$"), FieldKey.NEW_CARD_NUMBER),
    (re.compile(r"^(?:so |ma )*the (?:dang|dv)(?: .*)? cu$"), FieldKey.CARD_NUMBER),
    (re.compile(r"^(?:ma so|so hieu|ma) the (?:dang|dv)\b"), FieldKey.CARD_NUMBER),
    (re.compile(r"^so the (?:dang )?(?:vien )?theo (?:dang )?quyet dinh\b"), FieldKey.CARD_NUMBER),
    (
        re.compile(r"^so the (?:dang|dang vien)(?: (?:da|dang|hien|duoc|cap|co|giu|su dung))+$"),
        FieldKey.CARD_NUMBER,
    ),
    (re.compile(r"^(?:so )?(?:ly lich|li lich|ll)(?: dang vien| dv)?$"), FieldKey.FILE_NUMBER),
    (
        re.compile(
            r"^(?:(?:ten|thuoc|dang bo|dang|sinh hoat|tai|o) )*chi bo(?: (?:dang|sinh hoat|"
            r"truc thuoc|dang vien|so|khu dan cu|hien nay|thon|ban))*$"
        ),
        FieldKey.CELL,
    ),
    (
        re.compile(
            r"^(?:ten )?(?:(?:thon|ban|xom|ap|buon|khu|khoi|to dan pho|khu pho|tdp|lang|tieu khu|"
            r"to|khom|va|hoac) ?)+$"
        ),
        FieldKey.VILLAGE,
    ),
    (re.compile(r"^thanh phan dan toc$"), FieldKey.ETHNICITY),
    (re.compile(r"^(?:so )?(?:dien thoai|dtdd|sdt)\b"), FieldKey.PHONE),
    (re.compile(r"^chuc vu\b"), FieldKey.POSITION),
    (re.compile(r"^(?:noi|cho) (?:o|cu tru|thuong tru)\b"), FieldKey.RESIDENCE),
    (re.compile(r"^que quan\b"), FieldKey.HOMETOWN),
)
# "Ngày vào Đảng lần 1", "Ngày kết nạp vào Đảng CSVN": the words between are many.
_JOINED = re.compile(
    r"^(?:ngay )?(?:thang )?(?:nam )?(?:duoc )?(?:vao|ket nap)(?: vao)? (?:dang|dcsvn)"
    r"(?: csvn| cong san viet nam| viet nam| du bi)*(?: lan (?:1|i|dau|thu nhat|dau tien))?$"
)
# "Ngày vào Đảng, ngày chính thức": one column for both.
_BOTH = re.compile(
    r"^(?:ngay )?(?:thang )?(?:nam )?(?:vao dang|ket nap)(?: dang)?(?: du bi)?(?: va)?"
    r"(?: ngay)?(?: thang)?(?: nam)?(?: cong nhan)? chinh thuc$"
)
_BETWEEN_TWO = re.compile(r"[/,;&\n+]|\s-\s|\bvà\b", re.IGNORECASE)

_ABBREVIATIONS = tuple(
    (re.compile(rf"\b{short}\b"), words)
    for short, words in (
        ("h (?=(?:va )?ten)", "ho "),
        ("ng", "ngay"),
        ("th(?= nam)", "thang"),
        ("ns", "nam sinh"),
        ("k sinh", "khai sinh"),
        ("g tinh", "gioi tinh"),
        ("d toc", "dan toc"),
        ("t giao", "ton giao"),
        ("c thuc", "chinh thuc"),
        ("d bi", "du bi"),
        ("c vu", "chuc vu"),
        ("d thoai", "dien thoai"),
        ("q quan|qq", "que quan"),
        ("t tru|th tru", "thuong tru"),
        ("vd|v dang", "vao dang"),
        ("kn", "ket nap"),
        ("ct", "chinh thuc"),
        ("cb", "chi bo"),
        ("tk", "tieu khu"),
        ("tdv", "the dang vien"),
        ("dv|d v|d vien", "dang vien"),
        ("s", "so"),
    )
)


def recognise(parts: Sequence[str]) -> str:
    """Return the column that header texts (parent … child) mean, or an empty text.

    `recognise(["Ngày sinh", "Nam"]) == "born_male"`, `recognise(["Quê quán", "Tỉnh"])
    == "hometown"`, `recognise(["Thông tin", "Dân tộc"]) == "ethnicity"`.
    """
    if parts and parts[-1].strip().casefold() == _YEAR:
        # Folded, "Năm" (year) would be "Nam" (male).
        parent = recognise(parts[:-1])
        return str(FieldKey.BIRTH_DATE) if parent == Column.BORN_MALE else parent
    words = [found for part in parts if (found := words_of(part))]
    if not words or any(len(part) > _LONGEST_HEADER for part in words):
        return _of_one(parts[0]) if len(parts) == 1 else ""
    joined = meaning_of(" ".join(words))
    if len(parts) == 1:
        return _of_one(parts[0])
    if joined or len(words) == 1:
        return joined
    parent = meaning_of(" ".join(words[:-1])) or _of_one(parts[-2])
    if parent in _ADDRESSES and words[-1] in ADDRESS_PIECES:
        return parent
    return _of_one(parts[-1]) or parent


@lru_cache(maxsize=8_192)
def _of_one(text: str) -> str:
    """Return what one header text means, its brackets, languages and slips included."""
    words = words_of(text)
    if found := _with_brackets(text, words):
        return found
    if _BETWEEN_TWO.search(text) and _BOTH.match(words):
        return Column.BOTH_DATES.value
    if len(words) <= _LONGEST_HEADER and (found := meaning_of(words)):
        return found
    pieces = [words_of(piece) for piece in (*_LANGUAGES.split(text), *_BRACKETED.findall(text))]
    known = {found for piece in pieces if (found := meaning_of(piece))}
    if len(pieces) > 1 and len(known) == 1:
        # The same in two languages, or a known wording beside an unknown one.
        return known.pop()
    return _with_slip(words)


def _with_brackets(text: str, words: str) -> str:
    """Return what "Năm sinh (Nam)" says with the word in its brackets."""
    said = " ".join(_BRACKETED.findall(text))
    if not said or _YEAR in clean(said).casefold():
        return ""
    bracketed = _NOT_WORD.sub(" ", fold(said)).strip()
    if _TWELVE_DIGITS.search(bracketed) and meaning_of(words) == FieldKey.CARD_NUMBER:
        return FieldKey.NEW_CARD_NUMBER.value
    whole = BY_WORDS.get(f"{words} {bracketed}")
    return str(whole) if whole in _OF_ONE_SEX else ""


_OF_ONE_SEX = frozenset({Column.BORN_MALE, Column.BORN_FEMALE, Column.IS_MALE, Column.IS_FEMALE})


@lru_cache(maxsize=8_192)
def meaning_of(words: str) -> str:
    """Return what folded words mean, abbreviations written out; empty when they are not known."""
    return _plain_meaning(words) or _plain_meaning(_written_out(words))


def _plain_meaning(words: str) -> str:
    known: FieldKey | Column | None = BY_WORDS.get(words)
    if known is None and _JOINED.match(words):
        known = FieldKey.JOINED_ON
    if known is None:
        known = next((field for shape, field in _SHAPES if shape.search(words)), None)
    return str(known or "")


def _written_out(words: str) -> str:
    for short, long in _ABBREVIATIONS:
        words = short.sub(long, words)
    return " ".join(words.split())


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for wording in BY_WORDS for word in wording.split())


_SHORT_WORD, _LONG_WORDING = 3, 6


@lru_cache(maxsize=8_192)
def _with_slip(words: str) -> str:
    """Return what words mean once one of them, mistyped, is put right: `ngay snh`."""
    said = words.split()
    if len(words) < _LONG_WORDING or len(words) > _LONGEST_HEADER:
        return ""
    # "ST T": a space too many is a slip, too.
    if squeezed := BY_WORDS.get("".join(said)):
        return str(squeezed)
    strange = [place for place, word in enumerate(said) if word not in _vocabulary()]
    if len(strange) != 1 or len(said[strange[0]]) < _SHORT_WORD or len(said) == 1:
        return ""
    place = strange[0]
    found = {
        meaning
        for word in _vocabulary()
        if len(word) > _SHORT_WORD and distance(said[place], word, 1) == 1
        for meaning in (_plain_meaning(" ".join([*said[:place], word, *said[place + 1 :]])),)
        if meaning
    }
    return found.pop() if len(found) == 1 else ""


def is_section_title(text: str) -> bool:
    """Whether a text begins with the words for a Party organisation."""
    if text.isascii():
        return bool(_BARE_SECTION_WORDS.match(text.lower()))
    return bool(_SECTION_WORDS.match(text.lower()))
