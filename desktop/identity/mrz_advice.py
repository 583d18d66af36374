"""What to do next while the three lines on the back of a card are being typed: one sentence.

Works on the verdicts of `mrz.mrz_help`, so it says nothing about what is not typed yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.identity.mrz import CHECKS, LINES, WIDTH, Verdict, mrz_help

_ALIKE = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "G": "6"}
_TEMPLATE = (
    "IDVNM0000000000000000000000<<0",
    "0000000M0000000VNM<<<<<<<<<<<0",
    "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
)
"""The form of each line; what stands there belongs to nobody."""


@dataclass(frozen=True)
class Advice:
    """What to look at.

    Attributes:
        text: one sentence.
        line: 0 to 2, the line it is about; None when nothing is wrong.
        first, end: the places it is about, `end` past the last.
        complete: whether all lines are there and all check digits hold.
    """

    text: str
    line: int | None = None
    first: int = 0
    end: int = 0
    complete: bool = False


def template(line: int) -> str:
    """Return the form of a line, thirty signs, to be shown where nothing is typed."""
    return _TEMPLATE[line]


def typed_form(text: str) -> str:
    """Return typed text as it stands on the card: capitals, `<` for a space, nothing else.

    At most thirty signs; what never stands there is dropped.
    """
    kept = (sign for sign in text.upper().replace(" ", "<").replace("«", "<<"))
    return "".join(sign for sign in kept if sign == "<" or (sign.isascii() and sign.isalnum()))[
        :WIDTH
    ]


def advise(lines: tuple[str, ...]) -> Advice:
    """Return the one thing to look at now.

    Args:
        lines: what is typed so far.
    """
    rows = mrz_help(lines)
    for line, row in enumerate(rows):
        for place, verdict in enumerate(row):
            if verdict is Verdict.WRONG_SIGN:
                return _wrong_sign(line, place, lines[line][place])
    failing = _failing_group(rows)
    if failing is not None:
        return failing
    for line, row in enumerate(rows):
        missing = row.count(Verdict.MISSING)
        if missing:
            text = tr("Dòng {line}: còn {n} ô.").format(line=line + 1, n=missing)
            return Advice(text, line, WIDTH - missing, WIDTH)
    if lines[0][5:14] != lines[0][18:27]:
        text = tr("Dòng 1: ô 6 đến 14 phải là 9 số cuối của 12 số ở ô 16 đến 27. So lại từng số.")
        return Advice(text, 0, 5, 27)
    return Advice(tr("Các số kiểm tra đều khớp."), complete=True)


def _wrong_sign(line: int, place: int, sign: str) -> Advice:
    wanted = _TEMPLATE[line][place]
    if wanted.isdigit():
        alike = _ALIKE.get(sign, "")
        text = tr("Dòng {line}, ô {place}: phải là chữ số, đang là {sign}.")
        if alike:
            text = tr("Dòng {line}, ô {place}: phải là chữ số, đang là {sign}. Có phải số {digit}?")
        words = text.format(line=line + 1, place=place + 1, sign=sign, digit=alike)
    elif line == 1 and place == 7:
        words = tr("Dòng 2, ô 8: M là nam, F là nữ.")
    elif line == LINES - 1:
        words = tr("Dòng 3, ô {place}: chỉ có chữ cái và dấu <, đang là {sign}.").format(
            place=place + 1, sign=sign
        )
    else:
        words = tr("Dòng {line}, ô {place}: phải là {wanted}, đang là {sign}.").format(
            line=line + 1, place=place + 1, wanted=wanted, sign=sign
        )
    return Advice(words, line, place, place + 1)


def _failing_group(rows: tuple[tuple[Verdict, ...], ...]) -> Advice | None:
    names = (
        tr("9 số cuối của số định danh"),
        tr("đủ 12 số định danh"),
        tr("ngày sinh (năm, tháng, ngày)"),
        tr("ngày hết hạn (năm, tháng, ngày)"),
    )
    for check, name in zip(CHECKS, names, strict=False):
        line, first, _ = check.covers[0]
        if rows[line][first] is Verdict.CHECK_FAILS:
            text = tr("Dòng {line}, ô {first} đến {last}: {name} có chỗ sai. So lại từng số.")
            words = text.format(line=line + 1, first=first + 1, last=check.place + 1, name=name)
            return Advice(words, line, first, check.place + 1)
    if rows[1][WIDTH - 1] is Verdict.CHECK_FAILS:
        text = tr("Dòng 2, ô 30: số kiểm tra của cả hai dòng không khớp. So lại dòng 1 và dòng 2.")
        return Advice(text, 1, WIDTH - 1, WIDTH)
    return None
