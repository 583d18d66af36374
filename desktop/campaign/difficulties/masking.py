"""Pure: a text without what would tell who is meant.

Numbers of a person (identity, card, phone) keep their last three digits, names become initials.
Rather too much is masked than too little: a quantity of seven digits goes, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from desktop.common.text import clean, fold

_DATE = r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d{2}(?![\d])"
# Digits that people group by spaces, dots, dashes, slashes or brackets.
_NUMBER = r"\d(?:[\s.,_/()\u2010-\u2015\-]{0,2}\d){6,}"
# So many of so many, as people tell how far they are.
_RATIO = r"(?<![\d/])\d{1,4}/\d{1,4}(?![\d/])"
_NUMBERS: Final = re.compile(f"({_DATE}|{_RATIO})|({_NUMBER})")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_KEPT = 3
_LONGEST_NAME = 6
_TITLES: Final = frozenset("ông bà anh chị em cụ bác cô chú chí đ c thầy cháu già".split())  # noqa: SIM905
_FAMILY: Final = frozenset(
    """
    bàn bùi cà chảo chu cứ đặng đinh đỗ đoàn đào dương giàng hạng hoàng huỳnh khang kiều lâm lê lò
    lường lương lưu lầu lý má mùa ngô nguyễn nông phạm phan phàn phùng quách quàng quan sùng sồng
    tạ tẩn thào thái tòng tráng trần triệu trịnh trương tô vàng vi vừ vũ võ vương
    """.split()  # noqa: SIM905 - a list of so many short words is not read
)
"""Family names with which a run of capitalised words is taken for a name.

Those with which names of provinces begin, such as Hà, are left out: who is on the list is known.
"""


def initials(name: str) -> str:
    """Return a name by its first letters: `Giàng A Pao` as `G.A.P.`."""
    return "".join(f"{word[0].upper()}." for word in clean(name).split() if word)


def word_runs(text: str) -> Iterator[str]:
    """Yield the folded runs of two to six words in a text, to be looked up as names."""
    words = [match.group() for match in _WORD.finditer(clean(text))]
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + _LONGEST_NAME) + 1):
            yield fold(" ".join(words[start:end]))


def masked_numbers(text: str) -> str:
    """Return a text whose numbers of people are masked and whose names stay: for screens."""
    return _NUMBERS.sub(_mask, clean(text))


def masked_text(text: str, names: Collection[str] = ()) -> str:
    """Return a text that names nobody.

    Args:
        text: as it was written.
        names: folded names of people on the list that stand in it.
    """
    found = masked_numbers(text)
    words = list(_WORD.finditer(found))
    parts: list[str] = []
    last = place = 0
    while place < len(words):
        count = _name_at(found, words, place, names)
        if count:
            start, end = words[place].start(), words[place + count - 1].end()
            parts += [found[last:start], initials(found[start:end])]
            last = end
        place += count or 1
    return "".join([*parts, found[last:]])


def _mask(match: re.Match[str]) -> str:
    harmless, number = match.groups()
    if harmless:
        return str(harmless)
    digits = [one for one in number if one.isdigit()]
    return f"••••{''.join(digits[-_KEPT:])}"


def _name_at(text: str, words: list[re.Match[str]], place: int, names: Collection[str]) -> int:
    """Return how many words from here on are a name; 0 for none."""
    for count in range(min(_LONGEST_NAME, len(words) - place), 1, -1):
        run = words[place : place + count]
        if _is_joined(text, run) and fold(" ".join(one.group() for one in run)) in names:
            return count
    first = words[place]
    is_initial = first.end() - first.start() == 1 and text[first.end() :].startswith(".")
    run = [first] if _is_capital(first) and not is_initial else []
    for one in words[place + 1 : place + _LONGEST_NAME]:
        if not run or not _is_capital(one) or not _is_joined(text, [run[-1], one]):
            break
        run.append(one)
    after_title = place > 0 and words[place - 1].group().lower() in _TITLES
    if run and after_title and _is_joined(text, [words[place - 1], run[0]]):
        return len(run)
    is_family = bool(run) and run[0].group().lower() in _FAMILY
    return len(run) if is_family and len(run) > 1 else 0


def _is_capital(word: re.Match[str]) -> bool:
    return word.group()[0].isupper()


def _is_joined(text: str, run: list[re.Match[str]]) -> bool:
    """Whether only spaces stand between these words."""
    return all(not text[one.end() : after.start()].strip() for one, after in pairwise(run))
