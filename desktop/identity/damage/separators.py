"""Profile H: from the text of a card to its fields, when the bars are missing, doubled, or others.

The fields tell themselves apart: numbers, a name without digits, a date before the sex, a date
at the end. Where the bars stand as they should, the text is simply split at them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.identity.damage import numbers

_FIELDS, _MOST = 7, 24
_BAR_LIKE = "¦│｜~§\t\r\n"
_LINE_ENDS = str.maketrans("\t\r\n", "   ")
_SEX = (
    r"[nN][aA][mM]|[nN](?:[ữỮ∩ε]|[uU](?![a-zà-ỹ])|0?79(?:19|18)|02250187017[45]|017[45]"
    r"|[^\w\s|,]{1,3}(?=[| ])|(?=[| ]))"
)
_GAP = r"[| ]?"
_SHAPE = re.compile(
    rf"(?P<number>[0-9]{{12}}){_GAP}(?P<digits>[0-9]*)(?P<gap>{_GAP})(?P<name>[^|]{{0,400}}?){_GAP}"
    rf"(?P<birth>(?:0[0-9]|[12][0-9]|3[01])(?:0[0-9]|1[0-2])[12][09][0-9]{{2}}){_GAP}"
    rf"(?P<sex>{_SEX})(?P<rest>.*)"
)
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])20[2-9][0-9]"
_GLUED_END = re.compile(
    rf"(?P<address>.*?){_GAP}(?P<issued>{_DAY}){_GAP}(?P<cancelled>[0-9]{{12}})?"
)
_DATE = re.compile(r"[0-9]{8}")
_NUMBERS = re.compile(r"[0-9]{9}|[0-9]{12}|")


@dataclass(frozen=True)
class Fields:
    """The fields of a card.

    Attributes:
        values: seven or more, in their order; fewer when they could not be told apart.
        damaged: whether the bars were not as they should be.
        certain: whether the fields are surely cut where they should be.
    """

    values: tuple[str, ...]
    damaged: bool
    certain: bool


def split_fields(line: str) -> Fields:
    """Split a text that starts with the twelve digits.

    Args:
        line: may still hold Tab and Enter.
    """
    barred, replaced = _barred(line)
    parts = tuple(part.strip(" ") for part in barred.split("|"))
    if _FIELDS <= len(parts) <= _MOST and _fits(parts):
        return Fields(parts, damaged=replaced, certain=True)
    found = _by_shape(barred)
    if found is not None:
        return found
    return Fields(parts, damaged=replaced or len(parts) < _FIELDS, certain=True)


def _barred(line: str) -> tuple[str, bool]:
    """Return the text with bars between its fields, and whether other signs stood there."""
    if line.count("|") >= _FIELDS - 1:
        return line.translate(_LINE_ENDS), False
    after = line[12:13]
    signs = set(_BAR_LIKE)
    is_sign = after and not after.isalnum() and after not in " ,.'’-()"
    if is_sign and line.count(after) >= 4:
        signs.add(after)
    text = line.rstrip("\t\r\n").replace("\r\n", "\n")
    translated = "".join("|" if sign in signs else sign for sign in text)
    return translated, translated != text


def _fits(parts: tuple[str, ...]) -> bool:
    """Whether each field stands where it should; an unreadable date does not speak against it."""
    _, old, name, birth, sex, _, _ = parts[:_FIELDS]
    if not _NUMBERS.fullmatch(old):
        return False
    if _DATE.fullmatch(birth) and sex[:1] in "nN":
        return True
    misplaced = _DATE.fullmatch(name) or sum(1 for part in parts[1:8] if _DATE.fullmatch(part)) > 1
    return bool(name) and not misplaced and not _SHAPE.match("|".join(filter(None, parts)))


def _by_shape(line: str) -> Fields | None:
    # One sign between two fields, so that the pattern has no choice and takes no time.
    filled = (" ".join(filter(None, part.split(" "))) for part in line.split("|"))
    line = "|".join(part for part in filled if part)
    found = _SHAPE.match(line)
    if found is None or not found["rest"].strip("| "):
        return None  # cut off: the end of a card is missing
    heads = _heads(found["digits"], found["gap"], found["name"].strip(" "))
    if not heads:
        return None
    # A name begins with a capital, unless that letter is lost; then nothing else may fit.
    capital = [head for head in heads if not head[1][:1].islower()]
    old, name = (capital or heads)[0]
    certain = len(capital or heads) == 1
    rest = found["rest"]
    if "|" in rest.strip("| "):
        parts = [part.strip(" ") for part in rest.split("|") if part.strip(" ")]
        place = next((n for n, part in enumerate(parts) if _DATE.fullmatch(part)), None)
        address = "|".join(parts[:place]) if place is not None else parts[0]
        issued = parts[place] if place is not None else ""
        extra = parts[place + 1 :] if place is not None else parts[1:]
        certain = certain and place in (0, 1)
    else:
        end = _GLUED_END.fullmatch(rest.strip("| "))
        address, issued, extra = rest.strip("| "), "", []
        if end is not None:
            address, issued = end["address"].strip("| "), end["issued"]
            extra = [end["cancelled"]] if end["cancelled"] else []
        certain = certain and bool(issued) and "|" not in address
    values = (
        *(found["number"], old, name, found["birth"], found["sex"]),
        *(address, issued, *extra[: _MOST - _FIELDS]),
    )
    return Fields(values, damaged=True, certain=certain)


def _heads(digits: str, gap: str, name: str) -> list[tuple[str, str]]:
    """Return how the digits after the number can be cut into the old number and the name.

    A name begins with digits when its first letter came as a number (`272inh` for `Đinh`).
    """
    heads = []
    for size in (9, 12, 0):
        old, left = digits[:size], digits[size:]
        if len(old) < size or (left and gap):
            continue
        if not left and (size or not digits) and name:
            heads.append((old, name))
        elif left and numbers.starts_with_capital(left):
            heads.append((old, left + name))
    return heads
