"""Lists as other hands write them, with invented names and numbers."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from desktop.common.clock import Clock
from desktop.roster.reading.preview import preview_file
from desktop.roster.views import ImportPreview, PreviewRow

Row = list[Any]


@dataclass(frozen=True)
class Somebody:
    """One invented person."""

    name: str
    sex: str
    born: date
    joined: date
    official: date
    number: str
    old: str
    card: str

    @property
    def birth(self) -> str:
        return f"{self.born:%d/%m/%Y}"


def somebodies(seed: int, count: int) -> list[Somebody]:
    """Return invented people; days go to 28, so that most columns show what comes first."""
    r = random.Random(seed)
    found = []
    for place in range(count):
        is_male = r.random() < 0.6
        middle = r.choice(["Văn", "A", "Đức"] if is_male else ["Thị", "Thị Thu"])
        family = r.choice(["Lò", "Giàng", "Tô", "Bàn", "Quàng", "K’Brêu"])
        given = r.choice(["Đăng", "Ín", "Hoà", "Quyết", "Mẩy", "Sáng"])
        year = r.randint(1945, 1995)
        # The first two have days that can only be days.
        born = date(year, r.randint(1, 12), 20 + place if place < 2 else r.randint(1, 28))
        joined = date(year + 22, r.randint(1, 12), 21 + place if place < 2 else r.randint(1, 28))
        found.append(
            Somebody(
                f"{family} {middle} {given}",
                "Nam" if is_male else "Nữ",
                born,
                joined,
                date(joined.year + 1, joined.month, joined.day),
                f"014{int(not is_male)}{year % 100:02d}{r.randrange(10**6):06d}",
                f"{r.randrange(10**8, 4 * 10**8):09d}",
                f"{r.randint(10, 99)}{r.randrange(1, 10**6):06d}",
            )
        )
    return found


def read_rows(folder: Path, clock: Clock, rows: list[Row], **reading: Any) -> ImportPreview:
    """Return what a list of these rows gives; text, unless another name is said."""
    text = io.StringIO()
    width = max(map(len, rows))
    csv.writer(text).writerows([*row, *[""] * (width - len(row))] for row in rows)
    path = folder / "danh sách.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return checked(preview_file(path, clock, **reading))


def checked(found: ImportPreview) -> ImportPreview:
    """Return a preview whose rows are all accounted for."""
    not_data = sum(found.source.not_data.values())
    assert found.source.source_rows == len(found.people) + len(found.set_aside) + not_data
    return found


def column(found: ImportPreview, key: str) -> list[str]:
    return [
        {str(name): text for name, text in row.fields.items()}.get(key, "") for row in found.people
    ]


def codes(row: PreviewRow) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in row.problems}


def workbook(path: Path, rows: list[Row], **formats: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for letters, code in formats.items():
        for cell in book.active[letters][1:]:
            cell.number_format = code
    book.save(path)
    return path
