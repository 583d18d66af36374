"""Whole numbers in Vietnamese words, as minutes and hand-over sheets want them."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000
LIMIT = 10**15


def in_words(number: int) -> str:
    """Return a number in words: 72 is `bảy mươi hai`, 105 is `một trăm linh năm`.

    Raises:
        ValueError: the number is negative or not below 10^15.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = []
    if billions:
        words += [*_below_billion(billions, leading=True), "tỷ"]
    words += _below_billion(rest, leading=not billions)
    return " ".join(words)


def _below_billion(number: int, *, leading: bool) -> list[str]:
    words: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            # After a higher group the hundreds are always said: 1.005 = một nghìn không trăm
            # linh năm.
            words += _below_thousand(group, leading=leading and not words)
            if place:
                words.append(_GROUPS[place])
    return words


def _below_thousand(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words: list[str] = []
    if hundreds or not leading:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if ones:
            words += ["linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return words
