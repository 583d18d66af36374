"""Seeded pairs of lists with a truth key: a member list and a second source full of traps.

Everybody is invented. The kinds of error and their rates are those of the register the product
was designed against: the first list is damaged at half the rate, the second at the full rate; a
quarter of the neighbours (people of the second list only) are made to be mistaken for somebody.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from tests.roster.linkage.pair_names import PEOPLES, Naming, listed

Row = dict[FieldKey, str]

IN_BOTH = 0.95
SIBLING, NAMESAKE, TWIN, RELATIVES_NUMBER = 0.10, 0.09, 0.05, 0.01
PROVINCES = ("Sơn Thử", "Lâm Thử", "Hà Thử")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_PLACE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "uỷ": "ủy", "uý": "úy",
              "uỳ": "ùy", "oè": "òe", "oé": "óe"}  # fmt: skip


@dataclass
class Person:
    """One invented person as the truth knows them."""

    naming: Naming
    family: str
    middle: str
    given: str
    sex: str
    born: date
    number: str
    old_number: str
    commune: int
    village: int

    @property
    def name(self) -> str:
        """The whole name, as its people writes it."""
        mark = "Y " if self.sex == "male" else "H'"
        return " ".join(
            self.naming.pattern.format(
                family=self.family, middle=self.middle, given=self.given, mark=mark
            ).split()
        )


@dataclass
class Pair:
    """Two lists and the truth.

    Attributes:
        members, others: rows as an importer would give them.
        truth: member place -> place of the same person in `others`.
    """

    members: list[Row]
    others: list[Row]
    truth: dict[int, int]
    damage: dict[int, set[str]] = field(default_factory=dict)


def make_pair(seed: int, members: int, others: int) -> Pair:
    """Invent two lists; the same seed gives the same lists, always.

    Raises:
        ValueError: the second list has no room for those who stand in both.
    """
    rng = random.Random(f"pair-{seed}")
    world = _World(rng, communes=max(1, members // 2_000))
    mine = [world.person() for _ in range(members)]
    shared = [place for place in range(members) if rng.random() < IN_BOTH]
    if len(shared) > others:
        raise ValueError("the second list is too short")
    theirs: list[tuple[int, Person]] = [(place, mine[place]) for place in shared]
    while len(theirs) < others:
        theirs.append((-1, world.neighbour(mine)))
    rng.shuffle(theirs)
    first, second = _Clerk(world, rng, 0.5), _Clerk(world, rng, 1.0)
    found = Pair([], [], {})
    for place, person in enumerate(mine):
        found.members.append(first.write(person))
        found.damage[place] = set(first.done)
    for place, (owner, person) in enumerate(theirs):
        found.others.append(second.write(person))
        if owner >= 0:
            found.truth[owner] = place
            found.damage[owner] |= second.done
    return found


class _World:
    """Makes people whose numbers, dates and places agree."""

    def __init__(self, rng: random.Random, communes: int) -> None:
        self._rng = rng
        self._used: set[str] = set()
        syllables = listed(
            "Nà Huổi Pá Tà Phiêng Co Suối Nậm Pu Chiềng "
            "Mường Hua Kéo Lũng Khau Bó Thẳm Púng Tát Pom"
        )
        tails = listed(
            "Sang Bon Lau Xen Mẫu Thử Ca Muông Hạ Khoa "
            "Lót Lầu Én Tở Cang Hin Luông Nọi Ngần Sài Bai "
            "Dạt Hịa Tòng Ban Kham"
        )
        self.communes = [
            f"{syllables[n % len(syllables)]} {tails[n // len(syllables) % len(tails)]} "
            f"{'' if n < 520 else n}".strip()
            for n in range(communes)
        ]
        self.villages: list[list[tuple[str, str]]] = []
        kinds = ("Bản", "Thôn", "Xóm", "Buôn", "Tổ")
        for _ in range(communes):
            size = rng.randrange(10, 22)
            names = rng.sample([f"{a} {b}" for a in syllables for b in tails], size)
            kind = rng.choice(kinds)
            new = list(range(1, size + 1))
            rng.shuffle(new)
            # After a merger the village bears a number, or another village's kind of name.
            self.villages.append(
                [
                    (f"{kind} {name}", f"{kind} {number}")
                    for name, number in zip(names, new, strict=True)
                ]
            )
        self._people = [naming for naming, _ in PEOPLES]
        self._common = [share for _, share in PEOPLES]

    def _one(self, names: list[str]) -> str:
        """Draw a name; the n-th is drawn in proportion to 1 / (n + 4)."""
        weights = [1 / (place + 4) for place in range(len(names))]
        return self._rng.choices(names, weights)[0]

    def person(self) -> Person:
        """Return somebody new."""
        rng = self._rng
        naming = rng.choices(self._people, self._common)[0]
        sex = "male" if rng.random() < 0.56 else "female"
        born = date(2001, 12, 31) - timedelta(days=rng.randrange(0, 64 * 365))
        commune = rng.randrange(len(self.communes))
        old = f"0{rng.randrange(10**8):08d}" if born.year < 1999 and rng.random() < 0.6 else ""
        return Person(
            naming, self._one(naming.family), self._one(naming.middle[sex]),
            self._one(naming.given[sex]), sex, born, self.number(naming, sex, born), old, commune,
            rng.randrange(len(self.villages[commune])),
        )  # fmt: skip

    def number(self, naming: Naming, sex: str, born: date) -> str:
        """Return a number of the legal structure that nobody has yet."""
        century = 2 * (born.year // 100 - 19) + (sex == "female")
        while True:
            tail = self._rng.randrange(10**6)
            number = f"{naming.code}{century}{born.year % 100:02d}{tail:06d}"
            if number not in self._used:
                self._used.add(number)
                return number

    def neighbour(self, mine: list[Person]) -> Person:
        """Return somebody who stands in the second list only; every fourth is a trap."""
        rng = self._rng
        draw = rng.random()
        model = mine[rng.randrange(len(mine))]
        person = self.person()
        if draw >= SIBLING + NAMESAKE + TWIN + RELATIVES_NUMBER:
            return person
        sex = model.sex if draw < SIBLING + NAMESAKE else person.sex
        given = self._one(model.naming.given[sex])
        while given == model.given:
            given = self._one(model.naming.given[sex])
        middle = model.middle if sex == model.sex else self._one(model.naming.middle[sex])
        born = person.born
        if draw < SIBLING:
            born = model.born + timedelta(days=rng.choice((-1, 1)) * rng.randrange(330, 2_200))
        elif draw < SIBLING + NAMESAKE:
            given = model.given
            born = date(model.born.year, 1, 1) + timedelta(days=rng.randrange(365))
        elif draw < SIBLING + NAMESAKE + TWIN:
            born = model.born
        number = self.number(model.naming, sex, born)
        if draw >= SIBLING + NAMESAKE + TWIN:
            number = model.number
        return Person(
            model.naming, model.family, middle, given, sex, born, number, person.old_number,
            model.commune, model.village,
        )  # fmt: skip


class _Clerk:
    """Writes people down, with the mistakes of a hand that works at some rate."""

    def __init__(self, world: _World, rng: random.Random, rate: float) -> None:
        self._world = world
        self._rng = rng
        self._rate = rate
        self.done: set[str] = set()

    def _happens(self, share: float) -> bool:
        return self._rng.random() < share * self._rate

    def write(self, person: Person) -> Row:
        """Return the row; `done` names what went wrong in it."""
        self.done = set()
        row = {FieldKey.FULL_NAME: self._name(person), FieldKey.SEX: person.sex}
        row[FieldKey.BIRTH_DATE] = self._born(person.born)
        row[FieldKey.PERSONAL_ID], row[FieldKey.OLD_ID] = self._numbers(person)
        row[FieldKey.VILLAGE], commune = self._place(person)
        row[FieldKey.RESIDENCE] = f"{row[FieldKey.VILLAGE]}, xã {commune}, tỉnh {PROVINCES[0]}"
        return {key: text for key, text in row.items() if text}

    def _name(self, person: Person) -> str:
        name = person.name
        words = name.split()
        if len(words) > 2 and person.middle and self._happens(0.04):
            self.done.add("no_middle")
            name = f"{person.family} {person.given}"
        for kind, share, change in (
            ("tone", 0.10, self._tone),
            ("placement", 0.04, self._placement),
            ("y_i", 0.03, self._y_i),
            ("typo", 0.03, self._typo),
            ("no_marks", 0.03, lambda text: _upper_first(fold(text))),
            ("upper", 0.08, str.upper),
            ("nfd", 0.02, lambda text: unicodedata.normalize("NFD", text)),
        ):
            if self._happens(share):
                self.done.add(kind)
                name = change(name)
        return name

    def _tone(self, name: str) -> str:
        words = name.split()
        place = self._rng.randrange(len(words))
        parts = unicodedata.normalize("NFD", words[place])
        bare = "".join(ch for ch in parts if ch not in _TONES)
        had = "".join(ch for ch in parts if ch in _TONES)
        vowels = [n for n, ch in enumerate(bare) if ch.lower() in "aeiouy"]
        if not vowels:
            return name
        # The tone goes behind the vowel and its own marks (â, ơ).
        at = (
            vowels[-1] + 1
            if len(vowels) < 2 or bare[-1].lower() not in "aeiouy"
            else vowels[-2] + 1
        )
        while at < len(bare) and unicodedata.combining(bare[at]):
            at += 1
        other = self._rng.choice([mark for mark in [*_TONES, ""] if mark != had])
        words[place] = unicodedata.normalize("NFC", bare[:at] + other + bare[at:])
        return " ".join(words)

    @staticmethod
    def _placement(name: str) -> str:
        for new, old in _OLD_PLACE.items():
            if old in name:
                return name.replace(old, new)
            if new in name:
                return name.replace(new, old)
        return name

    @staticmethod
    def _y_i(name: str) -> str:
        words = name.split()
        for place, word in enumerate(words):
            last = unicodedata.normalize("NFD", word)
            for one, two in (("y", "i"), ("i", "y")):
                if len(last) > 1 and last.rstrip(_TONES)[-1:] == one and last[-2:-1] not in "aeou":
                    at = len(last.rstrip(_TONES)) - 1
                    words[place] = unicodedata.normalize("NFC", last[:at] + two + last[at + 1 :])
                    return " ".join(words)
        return name

    def _typo(self, name: str) -> str:
        at = self._rng.randrange(1, len(name))
        kind = self._rng.randrange(4)
        letter = self._rng.choice("aeghiklmnoprstuvxy")
        if name[at] == " ":
            return name
        if kind == 0:
            return name[:at] + name[at + 1 :]
        if kind == 1:
            return name[:at] + letter + name[at:]
        if kind == 2 and name[at - 1] != " ":
            return name[: at - 1] + name[at].lower() + name[at - 1].lower() + name[at + 1 :]
        return name[:at] + letter + name[at + 1 :]

    def _born(self, born: date) -> str:
        rng, draw = self._rng, self._rng.random() / self._rate
        # Two days in five can be read the other way round: the share is of all people.
        if born.day <= 12 and born.day != born.month and rng.random() < 0.05 / 0.36 * self._rate:
            self.done.add("swapped")
            return f"{born.year}-{born.day:02d}-{born.month:02d}"
        if 0.05 <= draw < 0.13:
            self.done.add("year_only")
            return str(born.year)
        if 0.13 <= draw < 0.16:
            self.done.add("first_january")
            return f"{born.year}-01-01"
        if 0.16 <= draw < 0.19:
            self.done.add("year_off")
            year = born.year + rng.choice((-1, 1, -1, 1, -2, 2, -10, 10))
            day = min(born.day, 28) if born.month == 2 else born.day
            return f"{year}-{born.month:02d}-{day:02d}"
        return born.isoformat()

    def _numbers(self, person: Person) -> tuple[str, str]:
        rng, draw = self._rng, self._rng.random() / self._rate
        if draw < 0.05:
            self.done.add("one_digit")
            at = rng.randrange(len(person.number))
            digit = rng.choice([d for d in "0123456789" if d != person.number[at]])
            return person.number[:at] + digit + person.number[at + 1 :], person.old_number
        if draw < 0.17:
            self.done.add("old_number_only")
            return person.old_number, ""
        if draw < 0.25:
            self.done.add("no_number")
            return "", ""
        if draw < 0.29:
            self.done.add("lost_zero")
            return person.number.lstrip("0"), person.old_number
        return person.number, person.old_number

    def _place(self, person: Person) -> tuple[str, str]:
        rng, world = self._rng, self._world
        commune, village = person.commune, person.village
        draw = rng.random() / self._rate
        if draw < 0.33:
            self.done.add("renamed")
            return world.villages[commune][village][1], world.communes[commune]
        if draw < 0.38:
            self.done.add("moved")
            if rng.random() < 0.4:
                commune = rng.randrange(len(world.communes))
            village = rng.randrange(len(world.villages[commune]))
        return world.villages[commune][village][0], world.communes[commune]


def _upper_first(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())
