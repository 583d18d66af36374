"""What is soaked and how: the people who come, who goes to which counter, what breaks when."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop.common.vocabulary import Sex
from desktop.demo.names import NAMINGS, WEIGHTS, invent_name
from tests import factories

CELLS = 20
STRAY = 0.15
"""This share of the applicants stands in the queues of two counters at once."""


@dataclass(frozen=True)
class SoakPlan:
    """How hard an office is tried; everything that is drawn comes from the seed.

    Attributes:
        counters: so many processes, each with a profile and a station code of its own.
        applicants: people on the one list; each is to be received once.
        kills: so many times a counter is killed with -9 and started again.
        restarts: so many times the server is stopped at once, without waiting for anybody.
        cuts: so many times the way from a counter to the server breaks.
        patience: seconds until it has to be done.
        durable: whether a commit waits for the drive.
    """

    counters: int
    applicants: int
    kills: int
    restarts: int
    cuts: int
    seed: int = 2025
    patience: float = 120.0
    durable: bool = False


@dataclass(frozen=True)
class Applicant:
    """Somebody invented; what a counter writes down about them does not depend on the counter."""

    number: int
    name: str
    male: bool
    year: int

    @property
    def personal_id(self) -> str:
        """The number on their card."""
        kind = (0 if self.male else 1) + (2 if self.year >= 2000 else 0)
        return f"014{kind}{self.year % 100:02d}{self.number:06d}"

    @property
    def phone(self) -> str:
        """What they say when they are asked for their telephone."""
        return f"09{self.number:08d}"

    def photo(self, plain: bytes) -> bytes:
        """Their portrait: a picture like all others, and bytes of their own behind its end."""
        return plain + self.number.to_bytes(8, "big")


def people(plan: SoakPlan) -> list[Applicant]:
    """Invent everybody who comes, in the order of the list."""
    chance = random.Random(plan.seed)
    kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
    found = []
    for number in range(1, plan.applicants + 1):
        sex = chance.choice((Sex.MALE, Sex.FEMALE))
        name = invent_name(NAMINGS[chance.choices(kinds, weights)[0]], sex, chance)
        found.append(Applicant(number, name, sex is Sex.MALE, chance.randint(1940, 2006)))
    return found


def write_list(everybody: list[Applicant], folder: Path) -> Path:
    """Write the list of the office as a file."""
    lines = ["STT,Họ và tên,Ngày sinh,Giới tính,Số định danh,Chi bộ,Số thẻ đảng"]
    lines += [
        f"{one.number},{one.name},12/03/{one.year},{'Nam' if one.male else 'Nữ'},"
        f"{one.personal_id},Chi bộ bản số {one.number % CELLS + 1},{14_000_000 + one.number}"
        for one in everybody
    ]
    file = folder / "danh-sach.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    return file


def queues(plan: SoakPlan) -> list[list[int]]:
    """Return who stands before which counter; some stand before two, at about the same place."""
    chance = random.Random(plan.seed + 1)
    order = list(range(1, plan.applicants + 1))
    chance.shuffle(order)
    lines: list[list[int]] = [[] for _ in range(plan.counters)]
    for place, number in enumerate(order):
        lines[place % plan.counters].append(number)
        if plan.counters > 1 and chance.random() < STRAY:
            other = chance.randrange(plan.counters - 1)
            lines[other + (other >= place % plan.counters)].append(number)
    return lines


@dataclass(frozen=True)
class Task:
    """What one counter is told, as a file beside its profile.

    Attributes:
        profile: the folder of the profile.
        unlock: the office's recovery code; the machine has no keyring.
        said: the file of what was acknowledged to the clerk.
        queue: numbers of the applicants who stand before this counter.
    """

    station: str
    profile: str
    unlock: str
    said: str
    queue: list[int]
    plan: SoakPlan

    def write(self, file: Path) -> None:
        """Write the task."""
        file.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Task:
        """Read a task."""
        values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return cls(**{**values, "plan": SoakPlan(**values["plan"])})


def pictures() -> tuple[bytes, bytes]:
    """Return the portrait that all get their own from, and the one signature."""
    return factories.jpeg(), factories.signature_png()
