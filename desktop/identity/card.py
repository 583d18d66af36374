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
from desktop.identity.damage import encodings
from desktop.identity.damage.kinds import Damage, explanation
from desktop.identity.damage.restore import Text, as_it_came, restore
from desktop.identity.damage.separators import Fields, split_fields
from desktop.identity.errors import CardTextError
from desktop.identity.rules import LENGTH, check_personal_id, is_well_formed, warning_text

MAX_LENGTH = 2000  # letters; real cards hold fewer than 300
_FIELDS = 7
_NUMBER = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_LEADING = re.compile(r"[0-9]{12}")
_DATE = re.compile(r"[0-9]{8}")
_INVISIBLE = re.compile("[\ufeff\u200b-\u200d\u2060\x00]")
_EDGES = re.compile("^[\x00-\x20\x7f]+|[\x00-\x20\x7f]+$")
_STRAY = re.compile(r"([0-9]{13,16})\|[^|]*\|[^|]*\|([0-9]{8})\|([^|]*)\|")
_ALL_BUT_NUMBER = ("old_id", "full_name", "birth_date", "sex", "address", "issued_on")
_SYMBOLOGY = re.compile(r"^\][A-Za-z][0-9A-Za-z]")  # ISO/IEC 15424: `]Q1` says "a QR code"
_MARKUP = re.compile(r"[<>&{}\\$%;]")
# Latin letters beyond Vietnamese are what mojibake, code pages and Alt codes leave behind.
_LETTERS = re.compile(
    r"[A-Za-zÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹÑñČčĔĕĬĭŎŏŬŭƀɃ'’ʼ.\- ]+"
)
_LATIN = re.compile("[\u0100-\u024f]")
_GROUPED_DIGITS = re.compile(r"[0-9][0-9 .\-]*")
_DAMAGED_FEMALE = re.compile(r"[nN][^A-Za-z|]{0,24}")


class CardSource(StrEnum):
    """Where the text of a card came from."""

    QR = "qr"
    SCANNER = "scanner"
    TYPED = "typed"
    MRZ = "mrz"
    """The three lines on the back, typed; their check digits hold."""
    CHIP = "chip"
    """Another program read the chip; this program verified nothing of it."""


@dataclass(frozen=True)
class CardReading:
    """What a card says.

    Attributes:
        personal_id: the twelve digits; always there.
        old_id: nine-digit number of the old card, or empty.
        full_name: the name; while `certain` is False only the best guess, or empty.
        birth_date: ISO date with reduced precision, or empty.
        sex: None when not readable.
        address: as the card writes it, before the changes of units of 2025; or empty.
        issued_on: ISO date, or empty.
        extra: further fields of cards since July 2024, in their order, unread.
        raw: the text as it came, without control characters.
        source: where the text came from.
        certain: False when something is in doubt: show it, let the clerk decide.
        warnings: sentences for the clerk; the one that explains damage comes first.
        damage: what a scanner did to the text; None when nothing was found.
        candidates: names it can have been, best first, when the name is in doubt.
        doubtful: names of the attributes above that are in doubt; what is not named here holds
            even while `certain` is False.
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
    damage: Damage | None = None
    candidates: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def parse_card_text(text: str, *, source: CardSource | str) -> CardReading:
    """Read the text of a card.

    Whatever else is damaged, twelve leading digits are returned; then `certain` is False and
    doubtful fields are empty or hold the best guess.

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
    line, encoding = _decoded(_SYMBOLOGY.sub("", _EDGES.sub("", _INVISIBLE.sub("", text))))
    if _GROUPED_DIGITS.fullmatch(line):
        line = only_digits(line)
        if len(line) != LENGTH:
            raise _no_number(line)
    line = _without_stray_digits(line)
    # The number leads; a later run of twelve digits may be letters or dates of a damaged text.
    start = _LEADING.match(line) or _NUMBER.search(line)
    if start is None:
        raise _no_number(line)
    fields = split_fields(line[start.start() :])
    raw, first = clean(text), fields.values[0]
    if len(fields.values) < _FIELDS or len(first) != LENGTH:
        if len(fields.values) == 1 and first != start[0] and not is_well_formed(start[0]):
            raise _no_number(line)  # a bank's QR code is a long row of digits, too
        return _broken(start[0], [clean(part) for part in fields.values], raw, origin)
    return _whole(fields, raw, origin, encoding)


def _decoded(text: str) -> tuple[str, Damage | None]:
    """Undo what concerns the whole text, and tell which damage that was."""
    undone = encodings.undo_mojibake(text)
    damage = Damage.MOJIBAKE if undone != text else None
    if damage:
        undone = encodings.undo_mojibake(undone)
    plain = encodings.undo_entities(undone)
    if plain != undone:
        damage = Damage.ENTITIES
    if damage is None and encodings.is_decomposed(plain):
        damage = Damage.NFD
    return encodings.composed(plain), damage


def _without_stray_digits(line: str) -> str:
    """Drop digits that got in front of the number, where birth and sex tell which they are."""
    found = _STRAY.match(line)
    if found is None:
        return line
    digits, who = found[1], _sex(clean(found[3]))
    year = int(found[2][4:])
    fitting = [
        at
        for at in range(len(digits) - LENGTH + 1)
        if who and not check_personal_id(digits[at : at + LENGTH], birth_year=year, sex=who)
    ]
    return line[fitting[0] :] if len(fitting) == 1 else line


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


def _whole(fields: Fields, raw: str, source: CardSource, encoding: Damage | None) -> CardReading:
    number, old, name, birth, sex, address, issued = fields.values[:_FIELDS]
    by_keys = source is CardSource.SCANNER
    if by_keys:
        text = restore(name, address, sex, typed=encoding is None)
    else:
        text = as_it_came(name, address)
    damage = text.damage or encoding or (Damage.SEPARATORS if fields.damaged else None)
    doubts = _Doubts()
    full_name, candidates = _name(text, doubts, exact=not by_keys)
    place = _place(text, address, doubts)
    born, who = _iso(clean(birth)), _sex(clean(sex))
    if not born:
        doubts.add("birth_date", tr("Không đọc được ngày sinh. Nhập theo thẻ."))
    if who is None:
        doubts.add("sex", tr("Không đọc được giới tính. Chọn theo thẻ."))
    issue, old_id = _iso(clean(issued)), _old(clean(old))
    if clean(issued) and not issue:
        doubts.add("issued_on", tr("Không đọc được ngày cấp thẻ. Nhập theo thẻ."))
    if clean(old) and not old_id:
        doubts.add("old_id", tr("Không đọc được số CMND cũ. Nhập theo giấy tờ nếu cần."))
    if not fields.certain:
        for field in ("old_id", "full_name", "address", "issued_on"):
            doubts.add(field, explanation(Damage.SEPARATORS))
    warnings = list(doubts.sentences)
    if warnings and damage:
        warnings.insert(0, explanation(damage))
    return CardReading(
        personal_id=number,
        old_id=old_id,
        full_name=full_name,
        birth_date=born,
        sex=who,
        address=place,
        issued_on=issue,
        extra=tuple(clean(part) for part in fields.values[_FIELDS:]),
        raw=raw,
        source=source,
        certain=not doubts.fields,
        warnings=tuple(dict.fromkeys([*warnings, *_facts(number, born, who)])),
        damage=damage,
        candidates=candidates,
        doubtful=tuple(sorted(doubts.fields)),
    )


class _Doubts:
    """Collects which attributes are in doubt and what to say about it."""

    def __init__(self) -> None:
        self.fields: set[str] = set()
        self.sentences: list[str] = []

    def add(self, field: str, sentence: str) -> None:
        """Note a doubt."""
        self.fields.add(field)
        self.sentences.append(sentence)


def _name(text: Text, doubts: _Doubts, *, exact: bool) -> tuple[str, tuple[str, ...]]:
    """Return the name and its candidates, and note the doubt about it."""
    full_name = _sound(clean(text.name.text), exact=exact)
    if text.name.certain and full_name:
        return full_name, ()
    candidates = tuple(one for one in map(clean, text.name.candidates) if _sound(one))
    if candidates:
        doubts.add(
            "full_name",
            tr("Họ tên có thể là: {names}. So với thẻ và danh sách.").format(
                names=" · ".join(candidates[:4])
            ),
        )
    else:
        doubts.add("full_name", tr("Không đọc chắc được họ tên. Đọc trên thẻ và so với danh sách."))
    return full_name, candidates


def _place(text: Text, address: str, doubts: _Doubts) -> str:
    place = _sound_place(clean(text.address.text))
    if clean(address) and not (place and text.address.certain):
        doubts.add("address", tr("Không đọc chắc được địa chỉ. Đọc trên thẻ và nhập lại."))
    return place


def _broken(number: str, fields: list[str], raw: str, source: CardSource) -> CardReading:
    """Return the number, and what stands undamaged in a text whose fields are not there."""
    bare = len(fields) == 1 and fields[0] == number
    born = next((iso for part in fields[1:5] if (iso := _iso(part))), "")
    who = next((sex for part in fields[1:6] if (sex := _sex(part))), None)
    doubts = (
        ()
        if bare
        else (tr("Nội dung quét bị hỏng, chỉ giữ chắc 12 số. Đọc trên thẻ và so với danh sách."),)
    )
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
        warnings=(*doubts, *_facts(number, born, who)),
        damage=None if bare else Damage.SEPARATORS,
        doubtful=() if bare else _ALL_BUT_NUMBER,
    )


def _facts(number: str, born: str, who: Sex | None) -> list[str]:
    year = PartialDate.from_iso(born).year if born else None
    return [warning_text(fact) for fact in check_personal_id(number, birth_year=year, sex=who)]


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


def _old(text: str) -> str:
    return text if re.fullmatch(r"[0-9]{9}|[0-9]{12}", text) else ""


def _sex(text: str) -> Sex | None:
    plain = {"nam": Sex.MALE, "nu": Sex.FEMALE}.get(fold(text))
    # No damage touches `Nam`; of `Nữ` only the N is sure to be left.
    return plain or (Sex.FEMALE if _DAMAGED_FEMALE.fullmatch(text) else None)


def _sound(name: str, *, exact: bool = False) -> str:
    """Return a name made of letters that names in Vietnam have, else empty.

    What a camera read is `exact`: then other Latin letters are no damage.
    """
    if exact:
        name_only = "".join(sign for sign in name if not _LATIN.fullmatch(sign))
        fits = not name_only or bool(_LETTERS.fullmatch(name_only))
    else:
        fits = bool(_LETTERS.fullmatch(name))
    return name if fits and 1 < len(name) <= 120 else ""


def _sound_place(address: str) -> str:
    """Return an address without markup or traces of damage, else empty."""
    if _MARKUP.search(address) or len(address) > 300:
        return ""
    letters = re.sub(r"[0-9,/():\"–+º°]", " ", address)
    return address if _LETTERS.fullmatch(letters) else ""
