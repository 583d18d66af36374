"""The text of an identity card's QR code, and what a scanner may have made of it.

Layout (UTF-8, fields split by `|`, dates ddMMyyyy): number, old number or empty, name, birth
date, sex, address, issue date; cards since July 2024 add four fields whose order is not
published, so they are kept as they are and never read by position (Circular 16/2024/TT-BCA).

A code can be forged and carries no picture: it saves typing, it proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.text import clean, fold, only_digits
from desktop.common.vocabulary import Sex
from desktop.identity.errors import CardTextError
from desktop.identity.rules import LENGTH, check_personal_id, is_well_formed, warning_text

MAX_LENGTH = 2000  # letters; real cards hold fewer than 300
_FIELDS = 7
_DAMAGED = "\ufffd"  # no name and no address contains it
_NUMBER = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_LEADING = re.compile(r"[0-9]{12}")
_DATE = re.compile(r"[0-9]{8}")
# `~` and `§` come where a keyboard layout has no bar; Enter and Tab where a scanner is set so.
_BAR_LIKE = str.maketrans(dict.fromkeys("¦│｜~§\t\r\n", "|"))
_INVISIBLE = re.compile("[\ufeff\u200b-\u200d\u2060\x00]")
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")  # ISO/IEC 15424: `]Q1` says "a QR code"
_MARKUP = re.compile(r"[<>&{}\\$%;]")
# Latin letters beyond Vietnamese are what mojibake, code pages and Alt codes leave behind.
_LETTERS = re.compile(
    r"[A-Za-zÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹÑñČčĔĕĬĭŎŏŬŭƀɃ'’ʼ.\- ]+"
)
_GROUPED_DIGITS = re.compile(r"[0-9][0-9 .\-]*")


class CardSource(StrEnum):
    """Where the text of a card came from."""

    QR = "qr"
    SCANNER = "scanner"
    TYPED = "typed"


@dataclass(frozen=True)
class CardReading:
    """What a card says.

    Attributes:
        personal_id: the twelve digits; always there.
        old_id: nine-digit number of the old card, or empty.
        full_name: the name; empty when the text was damaged beyond safe repair.
        birth_date: ISO date with reduced precision, or empty.
        sex: None when not readable.
        address: as the card writes it, before the changes of units of 2025; or empty.
        issued_on: ISO date, or empty.
        extra: further fields of cards since July 2024, in their order, unread.
        raw: the text as it came, without control characters.
        source: where the text came from.
        certain: False when the text was damaged: show it, let the clerk decide.
        warnings: sentences for the clerk.
    """

    personal_id: str
    old_id: str
    full_name: str
    birth_date: str
    sex: Sex | None
    address: str
    issued_on: str
    extra: tuple[str, ...]
    raw: str
    source: CardSource
    certain: bool
    warnings: tuple[str, ...]


def parse_card_text(text: str, *, source: CardSource | str) -> CardReading:
    """Read the text of a card.

    Whatever else is damaged, twelve leading digits are returned; then `certain` is False and
    doubtful fields are empty.

    Args:
        text: what the decoder or the scanner gave.
        source: `qr`, `scanner` or `typed`.

    Raises:
        CardTextError: no twelve digits stand where a card has them, or the text cannot be
            the text of a card.
    """
    origin = CardSource(source)
    if len(text) > MAX_LENGTH:
        raise CardTextError(
            tr("Nội dung quét được dài quá mức của một thẻ căn cước."),
            tr("Quét lại mã QR trên thẻ, hoặc gõ 12 số của thẻ."),
        )
    line = _one_line(text)
    if _GROUPED_DIGITS.fullmatch(line):
        line = only_digits(line)
        if len(line) != LENGTH:
            raise _no_number(line)
    start = _NUMBER.search(line) or _LEADING.match(line)
    if start is None:
        raise _no_number(line)
    fields = [clean(part) for part in line[start.start() :].split("|")]
    raw = clean(line)
    if len(fields) < _FIELDS or len(fields[0]) != LENGTH:
        if len(fields) == 1 and fields[0] != start[0] and not is_well_formed(start[0]):
            raise _no_number(line)  # a bank's QR code is a long row of digits, too
        return _damaged(start[0], fields, raw, origin)
    if origin is CardSource.SCANNER and not _carries_unicode(line):
        fields[2] = fields[5] = _DAMAGED
    return _whole(fields, raw, origin)


def _one_line(text: str) -> str:
    """Return the text with one kind of bar, no invisible signs and no empty ends."""
    bare = _SYMBOLOGY.sub("", _INVISIBLE.sub("", text).strip(" \t\r\n"))
    return _unmojibake(bare).translate(_BAR_LIKE)


def _carries_unicode(line: str) -> bool:
    """Tell whether a scanner sent letters as they are.

    Scanners that type Alt codes can only leave signs of code page 437 behind (`Sơn` arrives as
    `Sín`, which looks like a name), so one letter outside it proves that none was bent. Nearly
    every Vietnamese name and address has such a letter.
    """
    composed = clean(line)
    try:
        composed.encode("cp437")
    except UnicodeEncodeError:
        return True
    return False


def _no_number(line: str) -> CardTextError:
    first = line.split("|", maxsplit=1)[0].strip()
    digits = only_digits(first)
    if _GROUPED_DIGITS.fullmatch(first) and len(digits) != LENGTH:
        return CardTextError(
            tr("Số định danh phải có đủ 12 chữ số, đang có {n}.").format(n=len(digits)),
            tr("Quét lại mã QR trên thẻ, hoặc gõ 12 số của thẻ."),
        )
    return CardTextError(
        tr("Mã vừa quét không phải mã QR của thẻ căn cước."),
        tr("Quét mã QR ở mặt trước thẻ CCCD, hoặc mặt sau thẻ căn cước cấp từ tháng 7/2024."),
    )


def _whole(fields: list[str], raw: str, source: CardSource) -> CardReading:
    number, old, name, birth, sex, address, issued = fields[:_FIELDS]
    doubts: list[str] = []
    full_name = _sound(name)
    if not full_name:
        doubts.append(tr("Không đọc chắc được họ tên. Đọc trên thẻ và so với danh sách."))
    place = _sound_place(address)
    if address and not place:
        doubts.append(tr("Không đọc chắc được địa chỉ. Đọc trên thẻ và nhập lại."))
    born, who = _iso(birth), _sex(sex)
    if not born:
        doubts.append(tr("Không đọc được ngày sinh. Nhập theo thẻ."))
    if who is None:
        doubts.append(tr("Không đọc được giới tính. Chọn theo thẻ."))
    issue = _iso(issued)
    if issued and not issue:
        doubts.append(tr("Không đọc được ngày cấp thẻ. Nhập theo thẻ."))
    old_id = old if re.fullmatch(r"[0-9]{9}|[0-9]{12}", old) else ""
    if old and not old_id:
        doubts.append(tr("Không đọc được số CMND cũ. Nhập theo giấy tờ nếu cần."))
    year = PartialDate.from_iso(born).year if born else None
    facts = check_personal_id(number, birth_year=year, sex=who)
    return CardReading(
        personal_id=number,
        old_id=old_id,
        full_name=full_name,
        birth_date=born,
        sex=who,
        address=place,
        issued_on=issue,
        extra=tuple(fields[_FIELDS:]),
        raw=raw,
        source=source,
        certain=not doubts,
        warnings=(*doubts, *(warning_text(fact) for fact in facts)),
    )


def _damaged(number: str, fields: list[str], raw: str, source: CardSource) -> CardReading:
    """Return the number, and what stands undamaged in a text without its bars."""
    bare = len(fields) == 1 and fields[0] == number
    born = next((iso for part in fields[1:5] if (iso := _iso(part))), "")
    who = next((sex for part in fields[1:6] if (sex := _sex(part))), None)
    doubts = (
        ()
        if bare
        else (tr("Nội dung quét bị hỏng, chỉ giữ chắc 12 số. Đọc trên thẻ và so với danh sách."),)
    )
    year = PartialDate.from_iso(born).year if born else None
    facts = check_personal_id(number, birth_year=year, sex=who)
    return CardReading(
        personal_id=number,
        old_id="",
        full_name="",
        birth_date=born,
        sex=who,
        address="",
        issued_on="",
        extra=(),
        raw=raw,
        source=source,
        certain=bare,
        warnings=(*doubts, *(warning_text(fact) for fact in facts)),
    )


def _iso(text: str) -> str:
    """Return an ISO date of ddMMyyyy; 00 for day or month means unknown; empty if no date."""
    if not _DATE.fullmatch(text):
        return ""
    day, month, year = int(text[:2]), int(text[2:4]), int(text[4:])
    try:
        found = PartialDate(year, month, day if month else 0)
    except ValueError:
        return ""
    return found.iso if 1900 <= year <= date.max.year and year < 2100 else ""


def _sex(text: str) -> Sex | None:
    return {"nam": Sex.MALE, "nu": Sex.FEMALE}.get(fold(text))


def _sound(name: str) -> str:
    """Return a name made of letters that Vietnamese names have, else empty."""
    return name if 1 < len(name) <= 120 and _LETTERS.fullmatch(name) else ""


def _sound_place(address: str) -> str:
    """Return an address without markup or traces of damage, else empty."""
    if _MARKUP.search(address) or len(address) > 300:
        return ""
    letters = re.sub(r"[0-9,/():\"–+º°]", " ", address)
    return address if _LETTERS.fullmatch(letters) else ""


def _unmojibake(text: str) -> str:
    """Return UTF-8 that was read as Latin-1 or CP1252 as what it was; exact or untouched.

    Right Vietnamese text never passes for it: its Latin-1 bytes are not valid UTF-8.
    """
    try:
        octets = b"".join(
            bytes([ord(sign)]) if ord(sign) < 256 else sign.encode("cp1252") for sign in text
        )
        return octets.decode("utf-8")
    except UnicodeError:
        return text
