"""The three lines on the back of the card (MRZ, ICAO 9303 part 5, size TD1), typed by hand.

Line 1 holds `IDVNM`, the last nine digits of the number, a check digit, all twelve digits, `<<`
and a check digit of those twelve (a national use of the last place); line 2 birth, sex, expiry
and nationality; line 3 the name without accents. Weights 7-3-1, letters count from A = 10.

The name has no accents and may be cut: it never counts as certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import cycle

from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.vocabulary import Sex
from desktop.identity.card import CardReading, CardSource
from desktop.identity.errors import CardTextError
from desktop.identity.rules import check_personal_id, warning_text

LINES, WIDTH = 3, 30
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACES = re.compile(r"^IDVNM[0-9]{22}<<[0-9]$")
_DIGIT_PLACES = (frozenset({*range(5, 27), 29}), frozenset({*range(7), *range(8, 15), 29}))
_FIXED = ({0: "I", 1: "D", 2: "V", 3: "N", 4: "M", 27: "<", 28: "<"}, {15: "V", 16: "N", 17: "M"})
_LOOKS = re.compile(r"^\s*I[D0O<]VNM", re.IGNORECASE)
_TYPED = str.maketrans({"«": "<<", "‹": "<", " ": "", "\t": "", "\r": ""})


class Verdict(StrEnum):
    """What is known of one sign of a typed line."""

    OK = "ok"
    OPEN = "open"
    """Not checked yet: its check digit is not typed."""
    WRONG_SIGN = "wrong_sign"
    """This sign cannot stand here."""
    CHECK_FAILS = "check_fails"
    """This sign, one it is checked with, or their check digit is wrong."""
    MISSING = "missing"


@dataclass(frozen=True)
class _Check:
    """One check digit: where it stands and what it covers, as (line, first, past the last)."""

    line: int
    place: int
    covers: tuple[tuple[int, int, int], ...]


CHECKS = (
    _Check(0, 14, ((0, 5, 14),)),
    _Check(0, 29, ((0, 15, 27),)),
    _Check(1, 6, ((1, 0, 6),)),
    _Check(1, 14, ((1, 8, 14),)),
    _Check(1, 29, ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))),
)
"""Number, all twelve digits, birth, expiry, and the composite of them all."""


def check_digit(text: str) -> str:
    """Return the check digit of a text of `0-9`, `A-Z` and `<`.

    Raises:
        ValueError: another sign stands in it.
    """
    values = (0 if sign == "<" else _SIGNS.index(sign) for sign in text)
    return str(sum(v * w for v, w in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def looks_like_mrz(text: str) -> bool:
    """Whether a text begins as the lines of a card do."""
    return bool(_LOOKS.match(text))


def lines_of(text: str) -> tuple[str, ...]:
    """Return typed or scanned text as lines in capitals; 90 signs without breaks are cut."""
    lines = [line.translate(_TYPED).upper() for line in re.split(r"[\n\r|]+", text)]
    lines = [line for line in lines if line]
    if len(lines) == 1 and len(lines[0]) == LINES * WIDTH:
        whole = lines[0]
        lines = [whole[at : at + WIDTH] for at in range(0, LINES * WIDTH, WIDTH)]
    return tuple(lines[: LINES + 1])


def mrz_help(lines: tuple[str, ...] | list[str]) -> tuple[tuple[Verdict, ...], ...]:
    """Judge every place of the three lines while they are being typed.

    Args:
        lines: what is typed so far, line by line; short and missing lines are fine.

    Returns:
        Three rows of thirty verdicts; signs beyond the thirtieth are not judged.
    """
    typed = [(lines[n] if n < len(lines) else "").upper()[:WIDTH] for n in range(LINES)]
    rows = [[_sign_verdict(n, at, line) for at in range(WIDTH)] for n, line in enumerate(typed)]
    for check in CHECKS:
        places = [
            *((line, at) for line, first, end in check.covers for at in range(first, end)),
            (check.line, check.place),
        ]
        if any(rows[n][at] in (Verdict.MISSING, Verdict.WRONG_SIGN) for n, at in places):
            continue
        good = _holds(check, typed)
        for n, at in places:
            if not good and (len(check.covers) == 1 or rows[n][at] is Verdict.OPEN):
                rows[n][at] = Verdict.CHECK_FAILS
            elif good and rows[n][at] is Verdict.OPEN:
                rows[n][at] = Verdict.OK
    return tuple(tuple(row) for row in rows)


def _sign_verdict(line: int, at: int, typed: str) -> Verdict:
    if at >= len(typed):
        return Verdict.MISSING
    sign = typed[at]
    fixed = _FIXED[line].get(at) if line < len(_FIXED) else None
    if fixed is not None:
        return Verdict.OK if sign == fixed else Verdict.WRONG_SIGN
    if line < len(_DIGIT_PLACES) and at in _DIGIT_PLACES[line]:
        return Verdict.OPEN if sign in "0123456789" else Verdict.WRONG_SIGN
    if line == 1 and at == 7:
        return Verdict.OK if sign in "MF<" else Verdict.WRONG_SIGN
    if line == LINES - 1:
        return Verdict.OK if sign == "<" or "A" <= sign <= "Z" else Verdict.WRONG_SIGN
    return Verdict.OPEN if sign == "<" or sign in _SIGNS else Verdict.WRONG_SIGN


def _holds(check: _Check, lines: list[str]) -> bool:
    covered = "".join(lines[n][first:end] for n, first, end in check.covers)
    return check_digit(covered) == lines[check.line][check.place]


def parse_mrz(text: str, *, today: date) -> CardReading:
    """Read the three lines of the back of a card.

    Args:
        text: the lines, separated by line ends; small letters and spaces are forgiven.
        today: tells 1930 from 2030 in a two-digit year.

    Raises:
        CardTextError: not three lines of thirty signs, or a check digit does not hold.
    """
    lines = lines_of(text[:400])
    if len(lines) != LINES or any(len(line) != WIDTH for line in lines):
        raise CardTextError(
            tr("Ba dòng mã ở mặt sau thẻ phải có đủ 30 ký tự mỗi dòng."),
            tr("Gõ lại theo thẻ, kể cả các dấu <."),
        )
    verdicts = mrz_help(lines)
    bad = next((n for n in range(LINES) if any(_is_bad(one) for one in verdicts[n])), None)
    if bad is not None:
        raise CardTextError(
            tr("Chữ số kiểm tra ở dòng {n} không khớp.").format(n=bad + 1),
            tr("So lại dòng này với thẻ rồi sửa ký tự sai."),
        )
    number = lines[0][15:27]
    if not (_PLACES.match(lines[0]) and number.endswith(lines[0][5:14])):
        raise CardTextError(
            tr("Hai chỗ ghi số định danh ở dòng 1 không giống nhau."),
            tr("So lại dòng 1 với thẻ rồi sửa ký tự sai."),
        )
    return _reading(lines, number, today)


def _is_bad(verdict: Verdict) -> bool:
    return verdict is not Verdict.OK and verdict is not Verdict.OPEN


def _reading(lines: tuple[str, ...], number: str, today: date) -> CardReading:
    who = {"M": Sex.MALE, "F": Sex.FEMALE}.get(lines[1][7])
    born = _birth(lines[1][:6], number, today)
    name = " ".join(part for part in lines[2].split("<") if part)
    doubts = [tr("Họ tên ở mặt sau thẻ không có dấu: đọc họ tên ở mặt trước và nhập lại.")]
    doubtful = ["full_name"]
    if not born:
        doubtful.append("birth_date")
        doubts.append(tr("Không đọc được ngày sinh. Nhập theo thẻ."))
    if who is None:
        doubtful.append("sex")
        doubts.append(tr("Không đọc được giới tính. Chọn theo thẻ."))
    year = int(born[:4]) if born else None
    facts = check_personal_id(number, birth_year=year, sex=who)
    return CardReading(
        personal_id=number,
        old_id="",
        full_name=name,
        birth_date=born,
        sex=who,
        address="",
        issued_on="",
        extra=(),
        raw="\n".join(lines),
        source=CardSource.MRZ,
        certain=False,
        warnings=(*doubts, *(warning_text(fact) for fact in facts)),
        doubtful=tuple(doubtful),
    )


def _birth(text: str, number: str, today: date) -> str:
    """Return the ISO birth date; the number tells the century, else the latest past one."""
    year = int(text[:2])
    if int(number[4:6]) == year:
        year += 1900 + 100 * (int(number[3]) // 2)
    else:
        year += 2000 if 2000 + year <= today.year else 1900
    try:
        return PartialDate(year, int(text[2:4]), int(text[4:6])).iso
    except ValueError:
        return ""
