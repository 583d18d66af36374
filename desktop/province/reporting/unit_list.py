"""A list of units as the province keeps it: a workbook or text, columns found by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.common.channels import UnitKind
from desktop.common.errors import InputFileError
from desktop.common.i18n import tr
from desktop.common.text import fold
from desktop.roster.reading.table import Cell
from desktop.roster.reading.tables import read_table
from desktop.roster.reading.values import is_number, texts_of

_LOOK_AT = 30
_COMMUNE_DIGITS = 5
_LARGEST = 10_000_000
_CODE = re.compile(r"[0-9]{5}|[A-Z0-9]{2,6}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+", re.ASCII)
_SHOWN = 5

# Of each column the first that fits holds.
_COLUMNS: Final = (
    ("code", r"ma|code"),
    ("eligible", r"du dieu kien|du dk|eligible"),
    ("kind", r"loai|kind"),
    ("name", r"ten|xa|don vi|name"),
)
_WORDS: Final = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _COLUMNS)
_KINDS: Final = (
    (UnitKind.PROVINCIAL_DESK, re.compile(r"\b(?:tinh|provincial[ _]desk)\b")),
    (UnitKind.OTHER_PARTY, re.compile(r"\b(?:dang bo|dang uy|khac|other[ _]party)\b")),
    (UnitKind.COMMUNE, re.compile(r"\b(?:xa|phuong|dac khu|commune)\b")),
)


class UnitListError(InputFileError):
    """A list of units that is not in its form; nothing of it was taken."""

    code = "QTN-285"


@dataclass(frozen=True)
class UnitLine:
    """One line: `eligible` and `kind` are None where the list does not say."""

    code: str
    name: str
    kind: UnitKind | None
    eligible: int | None


def read_unit_list(path: Path) -> tuple[UnitLine, ...]:
    """Read a list of units; lines without a code are titles and sums.

    Raises:
        UnitListError: no header, or lines that cannot be understood; they are named.
        ListFileError: the file cannot be read; the advice says what to do.
    """
    table = read_table(path)
    texts = texts_of(table.rows)
    header, columns = _header(texts, path.name)
    found: dict[str, UnitLine] = {}
    wrong: list[int] = []
    for number, (cells, said) in enumerate(zip(table.rows, texts, strict=True), start=1):
        code = _code(cells[columns["code"]], said[columns["code"]])
        if number <= header or not code:
            continue
        line = _line(code, said, columns)
        if line is None or code in found:
            wrong.append(number)
        else:
            found[code] = line
    if wrong or not found:
        shown = ", ".join(map(str, wrong[:_SHOWN])) + (" …" if len(wrong) > _SHOWN else "")
        raise UnitListError(
            tr("Chưa nhập “{file}”.").format(file=path.name),
            tr(
                "Xem lại các dòng: {rows}. Mỗi dòng cần một mã chưa đứng ở dòng khác và số đủ "
                "điều kiện là số nguyên."
            ).format(rows=shown)
            if wrong
            else tr("Tệp không có dòng nào mang mã xã hoặc mã quầy."),
        )
    return tuple(found.values())


def _header(texts: Sequence[Sequence[str]], name: str) -> tuple[int, dict[str, int]]:
    """Return the number of the header row, from 1, and column name -> place."""
    for number, row in enumerate(texts[:_LOOK_AT], start=1):
        columns: dict[str, int] = {}
        for place, text in enumerate(row):
            folded = fold(text).replace("_", " ")
            kind = next((one for one, words in _WORDS if words.search(folded)), "")
            if kind and kind not in columns:
                columns[kind] = place
        if "code" in columns and len(columns) > 1:
            return number, columns
    raise UnitListError(
        tr("“{file}” không có dòng tiêu đề cần tìm.").format(file=name),
        tr("Cần cột “Mã” và cột “Đủ điều kiện”; có thể thêm “Tên” và “Loại”."),
    )


def _code(cell: Cell, text: str) -> str:
    """Return a code, with the zeros that Excel took; empty for words."""
    if is_number(cell) and text.isascii() and text.isdigit():
        text = text.zfill(_COMMUNE_DIGITS)
    text = text.upper()
    return text if _CODE.fullmatch(text) else ""


def _line(code: str, said: Sequence[str], columns: dict[str, int]) -> UnitLine | None:
    def text(name: str) -> str:
        return said[columns[name]] if name in columns else ""

    folded = fold(text("kind"))
    kind = next((one for one, words in _KINDS if words.search(folded)), None)
    eligible = None
    if text("eligible"):
        if not _COUNT.fullmatch(text("eligible")):
            return None
        eligible = int(re.sub(r"[., ]", "", text("eligible")))
        if eligible > _LARGEST:
            return None
    if folded and kind is None:
        return None
    return UnitLine(code, text("name"), kind, eligible)
