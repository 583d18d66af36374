"""The list in memory, ready for each keystroke.

Words are folded; every word of the query must be the beginning of a word of the person, in any
order. Sets of people are big integers (one bit a person, in the order of name lists), so that
joining thousands of people costs microseconds and the best rank first comes for free.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop.common.text import clean, fold, only_digits
from desktop.roster.highlight import highlights
from desktop.roster.spelling import Marks, is_near, key_of, marks_agree, marks_of, words_in
from desktop.roster.views import PersonRow, SearchResult

_BIRTH = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_NUMBER = re.compile(r"^[\d\s.\-/]+$")

K = TypeVar("K")


@dataclass(frozen=True)
class Entry:
    """One person as the index takes it: what is shown, and what only helps to find."""

    row: PersonRow
    birth_date: str
    card_number: str
    other_name: str = ""
    more_numbers: tuple[str, ...] = ()


class _Words:
    """A vocabulary: each word with the set of people who bear it; prefixes by bisection."""

    def __init__(self, sets: dict[str, int]) -> None:
        self.sets = sets
        self.sorted = sorted(sets)

    def starting(self, prefix: str) -> list[str]:
        """Return all words that begin so."""
        first = bisect_left(self.sorted, prefix)
        last = bisect_left(self.sorted, prefix + "\U0010ffff", first)
        return self.sorted[first:last]

    def with_prefix(self, prefix: str) -> int:
        """Return who has a word that begins so."""
        found = 0
        for word in self.starting(prefix):
            found |= self.sets[word]
        return found


def _gather(pairs: Iterable[tuple[K, int]]) -> dict[K, int]:
    """Turn (key, person) pairs into key -> set of people."""
    places: dict[K, list[int]] = {}
    for key, place in pairs:
        places.setdefault(key, []).append(place)
    return {key: _set_of(many) for key, many in places.items()}


def _set_of(places: Iterable[int]) -> int:
    many = list(places)
    if len(many) < 4:
        return sum(1 << place for place in set(many))
    # Bits are set in bytes: growing a big integer bit by bit copies it each time.
    bits = bytearray(max(many) // 8 + 1)
    for place in many:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _members(people: int) -> Iterator[int]:
    while people:
        lowest = people & -people
        yield lowest.bit_length() - 1
        people ^= lowest


class RosterIndex:
    """An immutable index over the people of the store; safe to read from any thread."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._rows = tuple(entry.row for entry in entries)
        self._all = (1 << len(entries)) - 1
        named = list(enumerate(entries))
        self._names = _Words(_gather((key, i) for i, e in named for key in _name_keys(e)))
        self._marked = _gather((marks, i) for i, e in named for marks in _name_marks(e))
        self._marks_by_key: dict[str, list[Marks]] = {}
        for marks in self._marked:
            self._marks_by_key.setdefault(marks.key, []).append(marks)
        self._given = _Words(_gather((_given_key(e), i) for i, e in named))
        self._family = _Words(_gather((_family_key(e), i) for i, e in named))
        self._initials = _gather((key, i) for i, e in named for key in _initials(e))
        self._places = _Words(
            _gather(
                (key_of(word), i)
                for i, e in named
                for place in {e.row.cell, e.row.village}
                for word in words_in(place)
            )
        )
        self._years = _gather((key, i) for i, e in named for key in _year_keys(e.birth_date))
        self._births = _gather((e.birth_date, i) for i, e in named if e.birth_date)
        numbers = [
            (number, i)
            for i, e in named
            for number in (e.row.personal_id, e.row.old_id, e.card_number, *e.more_numbers)
            if number
        ]
        self._tails = _gather((number[-n:], i) for number, i in numbers for n in (1, 2, 3, 4))
        self._numbers = tuple(numbers)
        self._by_id = {e.row.personal_id: e.row for _i, e in reversed(named) if e.row.personal_id}

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """Everybody, in the order of name lists."""
        return self._rows

    def by_personal_id(self, number: str) -> PersonRow | None:
        """Return the person with exactly this number."""
        return self._by_id.get(number)

    def search(self, text: str, limit: int) -> SearchResult:
        """Return the people that fit, best first; an empty query fits nobody."""
        query = clean(text).replace("’", "'")
        if not query:
            return SearchResult((), 0, "none")
        if _NUMBER.match(query) and (found := self._by_birth(query) or self._by_number(query)):
            by = "birth" if _BIRTH.match(query) else "number"
            return self._result([found], limit, (), by)
        tokens = [token for token in query.split() if key_of(token).strip("'-.,/()")]
        if not tokens:
            return SearchResult((), 0, "none")
        return self._by_words(tokens, limit)

    # ---------------------------------------------------------------- words

    def _by_words(self, tokens: list[str], limit: int) -> SearchResult:
        keys = [_token_key(token) for token in tokens]
        names = [self._names.with_prefix(key) for key in keys]
        others = [self._beside_name(key) for key in keys]
        fits = self._both(names, others)
        by = "name" if any(names) else "place"
        if not fits:
            initials = [self._initials.get(key, 0) for key in keys]
            fits = self._both([a | b for a, b in zip(names, initials, strict=True)], others)
            by = "initials"
        elif _may_share_a_word(keys):
            fits = _set_of(i for i in _members(fits) if self._each_its_own(i, keys))
        if not fits:
            return self._forgiving(keys, limit)
        return self._result(self._ranked(fits, tokens, keys, names), limit, keys, by)

    def _both(self, names: list[int], others: list[int]) -> int:
        found = self._all
        for name, other in zip(names, others, strict=True):
            found &= name | other
        return found

    def _beside_name(self, key: str) -> int:
        """Who fits a word of the query by place, year of birth or number."""
        found = self._places.with_prefix(key)
        if key.isdigit():
            found |= self._years.get(key, 0) | self._by_number(key)
        return found

    def _ranked(self, fits: int, tokens: list[str], keys: list[str], names: list[int]) -> list[int]:
        """Return the people in ranks: marks as typed, whole words, the given name, the order."""
        in_name = self._all
        whole = self._all
        marked = self._all
        # Somebody who types marks at all means a word without marks to have none.
        exact = self._all if any(marks_of(token).has_marks for token in tokens) else 0
        for token, key, name in zip(tokens, keys, names, strict=True):
            if key.isdigit():
                in_name &= name | self._years.get(key, 0) | self._tails.get(key[-4:], 0)
                continue
            in_name &= name
            whole &= self._names.sets.get(key, 0)
            marked &= self._with_marks(token, key)
            exact &= self._marked.get(marks_of(token), 0)
        last = next((key for key in reversed(keys) if not key.isdigit()), "")
        first = next((key for key in keys if not key.isdigit()), "")
        tests = (
            in_name & exact,
            in_name & marked,
            in_name & whole,
            in_name & self._given.sets.get(last, 0),
            in_name & self._family.with_prefix(first) & self._given.with_prefix(last),
            in_name & self._family.with_prefix(first),
            in_name,
        )
        ranks = [fits]
        for test in tests:
            ranks = [part for rank in ranks for part in (rank & test, rank & ~test) if part]
        return ranks

    def _with_marks(self, token: str, key: str) -> int:
        wanted = marks_of(token)
        if not wanted.has_marks:
            return self._all
        found = 0
        for word in self._names.starting(key):
            for marks in self._marks_by_key.get(word, ()):
                if marks_agree(wanted, marks):
                    found |= self._marked[marks]
        return found

    def _each_its_own(self, place: int, keys: list[str]) -> bool:
        """Whether each word of the query finds a word of its own ("an an" is not one An)."""
        row = self._rows[place]
        free = [key_of(word) for word in words_in(f"{row.full_name} {row.cell} {row.village}")]
        free += [key_of(word) for word in row.full_name.split() if "'" in fold(word)]
        for key in sorted(keys, key=len, reverse=True):
            if key.isdigit():
                continue
            plain = [word.replace("'", "") for word in free]
            fit = next((i for i, word in enumerate(plain) if word.startswith(key)), None)
            if fit is None:
                return False
            del free[fit]
        return True

    def _forgiving(self, keys: list[str], limit: int) -> SearchResult:
        """Allow one wrong letter in one word; asked only when nothing fits as typed."""
        exact = [self._names.with_prefix(key) | self._beside_name(key) for key in keys]
        found = 0
        for i, key in enumerate(keys):
            if len(key) < 3 or key.isdigit():
                continue
            rest = self._all
            for j, fit in enumerate(exact):
                rest &= fit if j != i else self._all
            if rest:
                near = (self._names.sets[w] for w in self._names.sorted if is_near(key, w))
                found |= rest & _set_union(near)
        if not found:
            return SearchResult((), 0, "none")
        return self._result([found], limit, keys, "typo")

    # ---------------------------------------------------------------- numbers

    def _by_birth(self, query: str) -> int:
        parts = _BIRTH.match(query)
        if not parts:
            return 0
        day, month, year = (int(part) for part in parts.groups())
        return self._births.get(f"{year:04d}-{month:02d}-{day:02d}", 0)

    def _by_number(self, query: str) -> int:
        """Who has a number ending so; failing that, a number holding these digits."""
        digits = only_digits(query)
        if not digits:
            return 0
        found = self._tails.get(digits, 0) if len(digits) <= 4 else 0
        if len(digits) > 4:
            found = _set_of({i for number, i in self._numbers if number.endswith(digits)})
        if not found and len(digits) >= 3:
            found = _set_of({i for number, i in self._numbers if digits in number})
        return found | self._years.get(digits, 0) if len(digits) == 4 else found

    # ---------------------------------------------------------------- answer

    def _result(self, ranks: list[int], limit: int, keys: Sequence[str], by: str) -> SearchResult:
        rows: list[PersonRow] = []
        for rank in ranks:
            for place in _members(rank):
                if len(rows) >= limit:
                    break
                row = self._rows[place]
                spans = highlights(row.full_name, keys)
                rows.append(replace(row, highlights=spans) if spans else row)
        return SearchResult(tuple(rows), sum(rank.bit_count() for rank in ranks), by)


def _set_union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _token_key(token: str) -> str:
    return key_of(token).replace("'", "").strip("-.,/()")


def _may_share_a_word(keys: list[str]) -> bool:
    return any(
        a.startswith(b) for i, a in enumerate(keys) for j, b in enumerate(keys) if i != j and b
    )


def _all_names(entry: Entry) -> list[str]:
    return [name for name in (entry.row.full_name, entry.other_name) if name]


def _name_keys(entry: Entry) -> set[str]:
    """All words of the names; with an apostrophe also run together (`kbreu`)."""
    found: set[str] = set()
    for name in _all_names(entry):
        found.update(key_of(word) for word in words_in(name))
        found.update(_token_key(word) for word in name.split())
    return found - {""}


def _name_marks(entry: Entry) -> set[Marks]:
    found: set[Marks] = set()
    for name in _all_names(entry):
        found.update(marks_of(word) for word in words_in(name))
        found.update(marks_of(word.replace("'", "").replace("’", "")) for word in name.split())
    return found


def _given_key(entry: Entry) -> str:
    return _token_key(entry.row.full_name.split()[-1])


def _family_key(entry: Entry) -> str:
    return _token_key(entry.row.full_name.split()[0])


def _initials(entry: Entry) -> set[str]:
    """All runs of two or more first letters: `Nguyễn Thị Ngọc Ánh` -> nt ntn ntna tn tna na."""
    letters = "".join(key_of(word)[:1] for word in words_in(entry.row.full_name))
    return {
        letters[start:end]
        for start in range(len(letters))
        for end in range(start + 2, len(letters) + 1)
    }


def _year_keys(birth_date: str) -> tuple[str, ...]:
    return (birth_date[:4], birth_date[2:4]) if birth_date else ()
