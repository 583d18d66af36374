"""Which pairs are worth comparing: those that share at least one key out of a dozen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.roster.linkage.people import Ints, People

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_MOSTLY = 0.5

HALF = 50
"""Steps of a cross-check that finding candidates takes; comparing them takes as many."""
_A_KEY = 3


def candidates(members: People, others: People, largest: int, work: Work) -> tuple[Ints, Ints]:
    """Return (member places, other places) of every pair that shares a key, each pair once.

    Args:
        members: the first list.
        others: the second list, in the words of the first.
        largest: a key that more rows of either list share than this is skipped for them.
        work: told before each key; finding candidates is the first half of the work.

    Raises:
        CancelledError: the work was cancelled.
    """
    codes = [np.empty(0, dtype=np.int64)]
    by_commune = _has_communes(members) and _has_communes(others)
    width = np.int64(max(len(others), 1))
    both = zip(
        _keys(members, by_commune=by_commune), _keys(others, by_commune=by_commune), strict=True
    )
    for step, (mine, theirs) in enumerate(both):
        work.report(min(step * _A_KEY, HALF), 2 * HALF, tr("Đang tìm người có thể trùng"))
        left, right = _join(*mine, *theirs, largest)
        codes.append(left * width + right)
    # Sorting and dropping equal neighbours is several times faster here than np.unique's hashing.
    found = np.concatenate(codes)
    found.sort()
    found = found[np.r_[True, found[1:] != found[:-1]][: len(found)]]
    return found // width, found % width


def _has_communes(people: People) -> bool:
    """Whether most of a list says in which commune people live."""
    return len(people) > 0 and float(np.mean(people["commune"] > 0)) > _MOSTLY


def _mix(*columns: Ints) -> npt.NDArray[np.uint64]:
    """Return one number per row that differs (as good as always) when any column differs."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        mixed = (mixed ^ column.astype(np.uint64)) * _PRIME
        mixed ^= mixed >> _SHIFT
    return mixed


Key = tuple[npt.NDArray[np.uint64], npt.NDArray[np.bool_]]


def _keys(people: People, *, by_commune: bool) -> Iterator[Key]:
    """Yield (key, whether the row has it), in the same order for every list."""
    personal, old, card = people["personal_id"], people["old_id"], people["card_number"]
    born = people["birth"]
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    family, given, sex = people["family"], people["given"], people["sex"]
    whole, sorted_words = people["whole"], people["sorted_words"]
    commune = people["commune"] if by_commune else np.zeros(len(people), dtype=np.int64)
    has_year, has_day, has_name = year > 0, day > 0, whole > 0
    has_number = personal >= 0
    yield _mix(personal), has_number
    yield _mix(personal % 10**6, personal // 10**6 % 100), has_number
    yield _mix(personal // 10**6, personal % 10**3, given), has_number
    yield _mix(old), old >= 0
    yield _mix(card), card >= 0
    yield _mix(commune, whole), has_name
    yield _mix(commune, family, given, sex), has_name
    yield _mix(sorted_words, year), has_name & has_year
    yield _mix(commune, year, given), has_name & has_year
    yield _mix(commune, year, family, people["middle"]), has_name & has_year
    yield _mix(commune, year, month, family), has_name & (month > 0)
    yield _mix(commune, born), has_day
    # Without the commune: people who moved, and communes that bear another name since a merger.
    yield _mix(born, given), has_day & has_name
    yield _mix(born, family), has_day & has_name
    # The day and the month were read the other way round: one list meets the other's mirror.
    low, high = np.minimum(day, month), np.maximum(day, month)
    yield _mix(commune, year, low, high), has_day
    yield _mix(commune, month, day, given), has_day & has_name
    yield _mix(whole, month, day), has_day & has_name


def _join(
    mine: npt.NDArray[np.uint64],
    keep_mine: npt.NDArray[np.bool_],
    theirs: npt.NDArray[np.uint64],
    keep_theirs: npt.NDArray[np.bool_],
    largest: int,
) -> tuple[Ints, Ints]:
    """Return the places of rows with equal keys."""
    rows, wanted = _ordered(mine, keep_mine)
    partners, ordered = _ordered(theirs, keep_theirs)
    first, count = _span(ordered, wanted)
    _own_first, own_count = _span(wanted, wanted)
    # Both sides, so that it does not matter which list is the first.
    count[np.maximum(count, own_count) > largest] = 0
    total = int(count.sum())
    left = np.repeat(rows, count)
    # The n-th partner of a row: its own first place plus how many of its partners came before.
    offset = np.arange(total) - np.repeat(np.cumsum(count) - count, count)
    return left, partners[np.repeat(first, count) + offset]


def _ordered(
    keys: npt.NDArray[np.uint64], has_key: npt.NDArray[np.bool_]
) -> tuple[Ints, npt.NDArray[np.uint64]]:
    """Return the places of the rows that have a key, in the order of their keys, and these."""
    rows = np.flatnonzero(has_key)
    rows = rows[np.argsort(keys[rows], kind="stable")]
    return rows, keys[rows]


def _span(ordered: npt.NDArray[np.uint64], wanted: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return where each wanted key begins among ordered ones, and how many times it is there."""
    first = np.searchsorted(ordered, wanted, side="left")
    return first, np.searchsorted(ordered, wanted, side="right") - first
