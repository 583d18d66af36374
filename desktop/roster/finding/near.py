"""People on the list who resemble somebody who is not on it; for a page, not a keystroke."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

import numpy as np

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.roster.finding.index import PeopleIndex
from desktop.roster.finding.listed import birth_number
from desktop.roster.finding.typed import token_key
from desktop.roster.finding.views import NearMatch, PersonRow
from desktop.roster.spelling import distance, key_of

_MIN_SCORE = 30
_FAR = 3
_LOOKED_AT = 60
"""So many of the likeliest people are read from the store and compared letter by letter."""


def candidates(index: PeopleIndex, full_name: str, birth_date: str, personal_id: str) -> list[UUID]:
    """Return who may resemble somebody, the likeliest first; a few dozen, whatever the list."""
    keys = [key for word in full_name.split() if (key := token_key(word))]
    found: list[tuple[int, UUID]] = []
    for segment, alive in zip(index.segments, index.alive, strict=True):
        scores = segment.likeness(keys, birth_number(birth_date), personal_id[-4:])
        scores[~segment.sets.mask(alive)] = 0
        likeliest = np.argsort(-scores, kind="stable")[:_LOOKED_AT].tolist()
        ids = segment.people.member_ids(likeliest)
        found += zip(scores[likeliest].tolist(), ids, strict=True)
    found.sort(key=lambda one: -one[0])
    return [member_id for score, member_id in found[:_LOOKED_AT] if score >= _MIN_SCORE // 2]


def near_matches(
    people: Iterable[tuple[PersonRow, str]],
    full_name: str,
    birth_date: str,
    personal_id: str,
    limit: int,
) -> tuple[NearMatch, ...]:
    """Return who resembles a person most, best first.

    Args:
        people: (row, ISO date of birth) of whoever may be meant.
        full_name: as on the card.
        birth_date: ISO date, may be reduced or empty.
        personal_id: 12 digits or empty; its last four count a little.
        limit: at most so many.
    """
    wanted = [key_of(word).replace("'", "") for word in full_name.split()]
    found = []
    for row, born in people:
        name_score, name_reason = _by_name(full_name, wanted, row.full_name)
        birth_score, birth_reason = _by_birth(birth_date, born)
        number = row.personal_id
        same_tail = bool(personal_id and number) and personal_id[-4:] == number[-4:]
        score = name_score + birth_score + (25 if same_tail else 0)
        reasons = [name_reason, birth_reason, tr("4 số cuối giống nhau") if same_tail else ""]
        if score >= _MIN_SCORE:
            found.append(NearMatch(row, ", ".join(r for r in reasons if r), score))
    found.sort(key=lambda match: (-match.score, match.row.member_id))
    return tuple(found[:limit])


def _by_name(full_name: str, wanted: list[str], other_name: str) -> tuple[int, str]:
    words = [key_of(word).replace("'", "") for word in other_name.split()]
    if wanted == words:
        same = clean(full_name).casefold() == clean(other_name).casefold()
        return (60, tr("Cùng họ tên")) if same else (55, tr("Cùng tên, khác dấu"))
    if sorted(wanted) == sorted(words):
        return 50, tr("Cùng tên, khác thứ tự")
    if len(wanted) == len(words):
        different = [(a, b) for a, b in zip(wanted, words, strict=True) if a != b]
        if len(different) == 1 and len(words) > 1:
            a, b = different[0]
            close = distance(a, b, 1) <= 1
            is_given = wanted[-1] != words[-1]
            return (40 if close else 15 if is_given else 25), tr("Khác 1 chữ")
    elif abs(len(wanted) - len(words)) == 1 and min(len(wanted), len(words)) > 1:
        longer, shorter = sorted((wanted, words), key=len, reverse=True)
        if [word for word in longer if word in shorter] == shorter:
            return 35, tr("Thiếu 1 chữ")
    far = distance("".join(wanted), "".join(words), _FAR)
    return (30 - 5 * far, tr("Tên gần giống")) if 0 < far < _FAR else (0, "")


def _by_birth(wanted: str, other: str) -> tuple[int, str]:
    if not wanted or not other:
        return 0, ""
    if wanted == other and len(wanted) == len("1958-03-12"):
        return 30, tr("Cùng ngày sinh")
    if len(wanted) == len(other) == len("1958-03-12"):
        if wanted[:4] == other[:4] and wanted[5:7] == other[8:] and wanted[8:] == other[5:7]:
            return 25, tr("Đảo ngày và tháng sinh")
        if wanted[5:] == other[5:]:
            return 15, tr("Cùng ngày, tháng sinh")
    if wanted[:4] == other[:4]:
        return 10, tr("Cùng năm sinh")
    return 0, ""
