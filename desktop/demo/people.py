"""A seeded commune of invented people: the same seed gives the same people, always."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.demo.names import NAMINGS, WEIGHTS, Naming, invent_name

COMMUNE = "Mường Thử"
FORMER_COMMUNE = "Mường Thí"
DISTRICT = "Bắc Thử"
PROVINCE = "Sơn La"
COMMUNE_CODE = "99001"
CAMPAIGN_DAY = date(2025, 8, 20)
"""The day on which everything is still true: nobody is born, joined or issued after it."""

_VILLAGES = (
    "Bản Nà Sang", "Bản Huổi Bon", "Bản Pá Lau", "Bản Tà Xen", "Bản Mẫu", "Khối 3", "Khối 5",
    "Bản Suối Thử", "Bản Phiêng Ca", "Bản Co Muông",
)  # fmt: skip
_OFFICES = ("Trường học", "Trạm Y tế", "Công an xã", "Cơ quan UBND")
_HOME_TOWNS = ("Nam Thử, Ninh Thí", "Hòa Thử, Phú Thí", "Thanh Thử, Lâm Thí")


@dataclass(frozen=True)
class Person:
    """One invented person, as the truth knows them.

    Attributes:
        birth_iso: the true date.
        list_birth_iso: what the list says (only the year for many old people).
        card_name, card_address: what the identity card says; may differ a little from the list.
        needs_home_visit: old or weak; the counter goes to them.
        label: why this person is special, empty for most: `tone`, `syllable`, `renamed`,
            `year_only`, `temporary`, `probationary`, `deceased`, `moved`, `exempt`.
    """

    full_name: str
    sex: Sex
    birth_iso: str
    list_birth_iso: str
    ethnicity: str
    religion: str
    personal_id: str
    old_id: str
    id_issued_iso: str
    card_number: str
    card_issued_iso: str
    file_number: str
    cell: str
    village: str
    hometown: str
    residence: str
    joined_iso: str
    official_iso: str
    position: str
    phone: str
    status: MemberStatus
    card_name: str
    card_address: str
    needs_home_visit: bool = False
    note: str = ""
    label: str = ""

    def fields(self) -> dict[FieldKey, str]:
        """Return what the list says, without empty fields."""
        said = {
            FieldKey.FULL_NAME: self.full_name,
            FieldKey.SEX: self.sex.value,
            FieldKey.BIRTH_DATE: self.list_birth_iso,
            FieldKey.ETHNICITY: self.ethnicity,
            FieldKey.RELIGION: self.religion,
            FieldKey.PERSONAL_ID: self.personal_id,
            FieldKey.OLD_ID: self.old_id,
            FieldKey.CARD_NUMBER: self.card_number,
            FieldKey.CARD_ISSUED_ON: self.card_issued_iso,
            FieldKey.FILE_NUMBER: self.file_number,
            FieldKey.CELL: self.cell,
            FieldKey.VILLAGE: self.village,
            FieldKey.HOMETOWN: self.hometown,
            FieldKey.RESIDENCE: self.residence,
            FieldKey.JOINED_ON: self.joined_iso,
            FieldKey.OFFICIAL_ON: self.official_iso,
            FieldKey.POSITION: self.position,
            FieldKey.PHONE: self.phone,
            FieldKey.NOTE: self.note,
        }
        return {key: text for key, text in said.items() if text}


@dataclass(frozen=True)
class Commune:
    """An invented commune and its people.

    Attributes:
        people: those of the list, grouped by cell, temporary residents among them.
        strangers: people with a card who stand on no list.
    """

    name: str
    code: str
    province: str
    people: tuple[Person, ...]
    strangers: tuple[Person, ...]
    cells: tuple[str, ...]
    villages: tuple[str, ...]
    seed: int = field(default=0)


def invent_commune(seed: int, count: int) -> Commune:
    """Invent a commune with so many people on its list.

    Raises:
        ValueError: fewer than one person was asked for.
    """
    if count < 1:
        raise ValueError("a commune has at least one person")
    rng = random.Random(seed)
    cells = (*_VILLAGES, *_OFFICES)[: max(1, min(len(_VILLAGES) + len(_OFFICES), count // 8 + 1))]
    maker = _Maker(rng)
    people = [maker.person(cells[rng.randrange(len(cells))]) for _ in range(count)]
    people = [_special(person, place, rng) for place, person in enumerate(people)]
    order = {cell: place for place, cell in enumerate(cells)}
    people.sort(key=lambda person: order[person.cell])
    strangers = tuple(
        replace(maker.person(cells[0]), cell="", card_number="", file_number="") for _ in range(3)
    )
    return Commune(
        COMMUNE, COMMUNE_CODE, PROVINCE, tuple(people), strangers, cells, _VILLAGES, seed
    )


class _Maker:
    """Makes people whose numbers, dates and papers agree; numbers never repeat."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: set[str] = set()
        self._serial = 0

    def person(self, cell: str) -> Person:
        """Return an ordinary official member of a cell."""
        rng = self._rng
        naming = NAMINGS[rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]]
        sex = Sex.MALE if rng.random() < 0.58 else Sex.FEMALE
        birth = CAMPAIGN_DAY - timedelta(days=rng.randrange(24 * 365, 88 * 365))
        name = invent_name(naming, sex, rng)
        joined = birth + timedelta(days=rng.randrange(19 * 365, 21 * 365 + 200))
        official = joined + timedelta(days=365)
        card = official + timedelta(days=rng.randrange(60, 300))
        village = cell if cell in _VILLAGES else rng.choice(_VILLAGES)
        residence = f"{village}, xã {COMMUNE}"
        issued = max(date(2021, 3, 1), birth) + timedelta(days=rng.randrange(0, 1200))
        self._serial += 1
        is_old = birth.year <= 1948
        address = f"{village}, {COMMUNE}, {DISTRICT}, {PROVINCE}"
        return Person(
            full_name=name,
            sex=sex,
            birth_iso=birth.isoformat(),
            list_birth_iso=birth.isoformat(),
            ethnicity=naming.ethnicity,
            religion="Không",
            personal_id=self._number(naming, sex, birth),
            old_id=f"05{rng.randrange(10**6, 10**7):07d}" if rng.random() < 0.6 else "",
            id_issued_iso=issued.isoformat(),
            card_number=f"99{self._serial:06d}",
            card_issued_iso=min(card, CAMPAIGN_DAY - timedelta(days=30)).isoformat(),
            file_number=f"{self._serial:06d}SL",
            cell=cell,
            village=village,
            hometown=residence if naming.ethnicity != "Kinh" else rng.choice(_HOME_TOWNS),
            residence=f"{residence}, tỉnh {PROVINCE}",
            joined_iso=joined.isoformat(),
            official_iso=official.isoformat(),
            position=rng.choice(("", "", "", "", "", "Bí thư chi bộ", "Trưởng bản", "Giáo viên")),
            phone=f"0900{rng.randrange(10**6):06d}" if rng.random() < 0.7 else "",
            status=MemberStatus.OFFICIAL,
            card_name=name,
            card_address=address,
            needs_home_visit=is_old and rng.random() < 0.5,
        )

    def _number(self, naming: Naming, sex: Sex, birth: date) -> str:
        """Return a number of the legal structure (`PPP G YY RRRRRR`) that nobody has yet."""
        century = 2 * (birth.year // 100 - 19) + (1 if sex is Sex.FEMALE else 0)
        while True:
            tail = self._rng.randrange(10**6)
            number = f"{naming.province}{century}{birth.year % 100:02d}{tail:06d}"
            if number not in self._used:
                self._used.add(number)
                return number


def _special(person: Person, place: int, rng: random.Random) -> Person:
    """Give every so many people something that counters meet: the same places for every seed."""
    birth_year = int(person.birth_iso[:4])
    if birth_year <= 1955 and rng.random() < 0.6:
        person = replace(person, list_birth_iso=str(birth_year), label="year_only")
    kind = place % 40
    if kind == 3:
        return replace(
            person,
            status=MemberStatus.PROBATIONARY,
            card_number="",
            card_issued_iso="",
            official_iso="",
            joined_iso="2025-03-26",
            note="Dự bị",
            label="probationary",
        )
    if kind == 11:
        residence = f"{person.village}, xã {COMMUNE} (tạm trú)"
        status = MemberStatus.TEMPORARY_RESIDENT
        return replace(
            person, status=status, residence=residence, note="Tạm trú", label="temporary"
        )
    by_kind = {
        17: (MemberStatus.EXEMPT, "Miễn sinh hoạt", "exempt"),
        23: (MemberStatus.DECEASED, "Đã mất", "deceased"),
        29: (MemberStatus.MOVED, "Đã chuyển sinh hoạt", "moved"),
    }
    if kind in by_kind:
        status, note, label = by_kind[kind]
        return replace(person, status=status, note=note, label=label)
    return _with_card_difference(person, kind)


_OTHER_TONE = str.maketrans("áàảãạéèẻẽẹóòỏõọúùủũụíìỉĩị", "àáãảaèéẽẻeòóõỏoùúũủuìíĩỉi")


def _with_card_difference(person: Person, kind: int) -> Person:
    words = person.full_name.split()
    if kind in {5, 25}:
        changed = words[-1].translate(_OTHER_TONE)
        if changed != words[-1]:
            return replace(person, card_name=" ".join([*words[:-1], changed]), label="tone")
    if kind == 13 and len(words) >= 3:
        shorter = " ".join([words[0], *words[2:]])
        return replace(person, card_name=shorter, label="syllable")
    if kind in {7, 19, 31}:
        address = person.card_address.replace(COMMUNE, FORMER_COMMUNE)
        return replace(person, card_address=address, label=person.label or "renamed")
    return person


def card_payload(person: Person, *, new_format: bool) -> str:
    """Return the text of the QR code on the person's identity card.

    Args:
        person: whose card.
        new_format: True for the Căn cước issued from 1/7/2024 (eleven fields, the last four
            empty for adults, no district); False for the chip CCCD of 2021 (seven fields).
    """
    address = person.card_address
    issued = person.id_issued_iso
    if new_format:
        address = address.replace(f", {DISTRICT}", "")
        issued = "2024-08-01"
    parts = [
        person.personal_id,
        "" if new_format else person.old_id,
        person.card_name,
        _compact(person.birth_iso),
        "Nam" if person.sex is Sex.MALE else "Nữ",
        address,
        _compact(issued),
    ]
    return "|".join([*parts, *([""] * 4 if new_format else [])])


def _compact(iso: str) -> str:
    return f"{iso[8:10]}{iso[5:7]}{iso[:4]}"


def namesakes(people: Iterable[Person]) -> list[tuple[Person, ...]]:
    """Return groups of people who bear the same folded name; practice needs some."""
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(fold(person.full_name), []).append(person)
    return [tuple(group) for group in groups.values() if len(group) > 1]
