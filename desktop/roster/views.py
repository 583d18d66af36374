"""What the roster gives to its callers: frozen, without tables behind it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from desktop.common.dates import PartialDate
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.finding.views import (
    ListChoices,
    ListPage,
    ListQuery,
    ListSort,
    NearMatch,
    PersonRow,
    RosterCounts,
    SearchResult,
)

__all__ = [
    "ColumnMatch",
    "ImportPreview",
    "ImportReport",
    "ListChoices",
    "ListPage",
    "ListQuery",
    "ListSort",
    "NearMatch",
    "PersonRow",
    "PersonView",
    "PreviewRow",
    "Problem",
    "RosterCounts",
    "SearchResult",
    "SetAside",
    "SourceInfo",
    "column_index",
    "column_letters",
]


@dataclass(frozen=True)
class Problem:
    """Something in a row that a person should look at; it never blocks the row.

    Attributes:
        code: stable word, see `problems.MESSAGES`.
        field: the field it is about (a `FieldKey` value), or empty.
        value: what the file said, when it differs from what was stored.
        message: what to know or do, in the chosen language.
    """

    code: str
    field: str
    value: str
    message: str


@dataclass(frozen=True)
class PreviewRow:
    """One row of a file that can be taken in."""

    row_number: int
    fields: dict[FieldKey, str]
    status: MemberStatus
    problems: tuple[Problem, ...]
    extra: dict[str, str]


@dataclass(frozen=True)
class SetAside:
    """One row of a file that cannot be taken in, whole, with the reason."""

    row_number: int
    cells: tuple[str, ...]
    code: str
    message: str


def column_letters(index: int) -> str:
    """Return a column's letters as Excel shows them: 0 -> A, 27 -> AB."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the 0-based place of a column's letters: A -> 0, AB -> 27; -1 for other text."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(frozen=True)
class ColumnMatch:
    """One column of the file and what it was taken for.

    Attributes:
        index: 0-based place in the file.
        header: its header text, parent before child (`Thẻ / Số thẻ`); may be empty.
        field: the field it was recognised as; empty when it is kept as extra or ignored.
        is_ignored: a mapping says to leave the column out.
        is_hidden: the column is hidden in the workbook.
        is_told: its contents told what it is, because its header does not.
        samples: its first different values, at most five, for the mapping page.
    """

    index: int
    header: str
    field: str
    is_ignored: bool = False
    is_hidden: bool = False
    is_told: bool = False
    samples: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The column as Excel names it."""
        return column_letters(self.index)


@dataclass(frozen=True)
class SourceInfo:
    """Where rows came from and how the file was understood.

    Attributes:
        file_name: name without folder.
        sha256: of the file's bytes, hex.
        sheet: name of the sheet, empty for text files.
        sheets: visible sheets of the workbook.
        encoding: of the text: `utf-8`, `utf-16`, `cp1258`, `tcvn3`, `vni` or `mojibake`
            (UTF-8 once read as Western text); empty for a workbook in Unicode.
        header_rows: 1-based numbers of the header rows.
        columns: every column that carries a header.
        source_rows: rows in the used area of the sheet, blank ones included.
        not_data: kind of row -> how many (`letterhead header numbering section total
            repeated_header footer blank hidden`).
        needs_confirmation: text was turned into Unicode by guess; ask before taking it in.
        samples: (as in the file, as read) texts that show what the conversion does.
        fingerprint: names the header; mappings are remembered by it.
        hidden_rows: how many rows with content are hidden in the workbook.
        hidden_columns: how many columns with content are.
        is_locked: the workbook was opened with a password.
    """

    file_name: str
    sha256: str
    sheet: str
    sheets: tuple[str, ...]
    encoding: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnMatch, ...]
    source_rows: int
    not_data: dict[str, int]
    needs_confirmation: bool = False
    samples: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0
    is_locked: bool = False


@dataclass(frozen=True)
class ImportPreview:
    """What a file would give, before anything is stored.

    Attributes:
        doubles: the people among those set aside (listed twice, or a number shared), as read: a
            cross-check asks about them.
    """

    source: SourceInfo
    people: tuple[PreviewRow, ...]
    set_aside: tuple[SetAside, ...]
    messages: tuple[str, ...]
    doubles: tuple[PreviewRow, ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Recognised field -> header text of its (first) column."""
        found: dict[str, str] = {}
        for column in self.source.columns:
            if column.field:
                found.setdefault(column.field, column.header)
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the documented shape of `roster preview --json`; see docs/command-line.md."""
        source = self.source
        return {
            "file": source.file_name,
            "sha256": source.sha256,
            "sheet": source.sheet,
            "sheets": list(source.sheets),
            "header_rows": list(source.header_rows),
            "mapping": self.mapping,
            "encoding": source.encoding,
            "counts": {
                "source_rows": source.source_rows,
                "people": len(self.people),
                "with_problems": sum(1 for row in self.people if row.problems),
                "set_aside": len(self.set_aside),
                "not_data": sum(source.not_data.values()),
            },
            "not_data": dict(source.not_data),
            "people": [_person_json(row) for row in self.people],
            "set_aside": [_set_aside_json(row) for row in self.set_aside],
            "messages": list(self.messages),
        }


_PERSON_KEYS = (
    FieldKey.FULL_NAME,
    FieldKey.PERSONAL_ID,
    FieldKey.OLD_ID,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.ETHNICITY,
    FieldKey.CELL,
    FieldKey.VILLAGE,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_NUMBER,
)


def _person_json(row: PreviewRow) -> dict[str, Any]:
    born = row.fields.get(FieldKey.BIRTH_DATE, "")
    others = {key.value: text for key, text in row.fields.items() if key not in _PERSON_KEYS}
    return {
        "row": row.row_number,
        **{key.value: row.fields.get(key, "") for key in _PERSON_KEYS},
        "birth_precision": PartialDate.from_iso(born).precision.value if born else "",
        "status": row.status.value,
        "problems": [
            {"field": found.field, "code": found.code, "message": found.message}
            for found in row.problems
        ],
        "other": {**others, **row.extra},
    }


def _set_aside_json(row: SetAside) -> dict[str, Any]:
    return {
        "row": row.row_number,
        "code": row.code,
        "message": row.message,
        "cells": list(row.cells),
    }


@dataclass(frozen=True)
class ImportReport:
    """What an import did (or would do: `dry_run`).

    The identity `source_rows == imported + set_aside + not_data` always holds, and
    `imported == new + changed + unchanged`.
    """

    import_id: UUID | None
    dry_run: bool
    preview: ImportPreview
    new: int
    changed: int
    unchanged: int
    gone: int
    gone_people: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def imported(self) -> int:
        """Rows that are (or would be) in the store now."""
        return self.new + self.changed + self.unchanged

    @property
    def set_aside(self) -> int:
        """Rows kept aside with their reason."""
        return len(self.preview.set_aside)

    @property
    def not_data(self) -> int:
        """Rows recognised as no person (letterhead, header, totals, blank …)."""
        return sum(self.preview.source.not_data.values())

    @property
    def counts(self) -> dict[str, int]:
        """All counts, as they are kept with the import."""
        return {
            "source_rows": self.preview.source.source_rows,
            "imported": self.imported,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "gone": self.gone,
            "set_aside": self.set_aside,
            "not_data": self.not_data,
            "with_problems": sum(1 for row in self.preview.people if row.problems),
        }

    def as_json(self) -> dict[str, Any]:
        """Return the documented shape of `roster import --json`; stable."""
        source = self.preview.source
        return {
            "import_id": str(self.import_id) if self.import_id else None,
            "dry_run": self.dry_run,
            "file": source.file_name,
            "sha256": source.sha256,
            "sheet": source.sheet,
            "encoding": source.encoding,
            "header_rows": list(source.header_rows),
            "mapping": self.preview.mapping,
            "counts": self.counts,
            "not_data": source.not_data,
            "problems": [
                {"row": row.row_number, **asdict(problem)}
                for row in self.preview.people
                for problem in row.problems
            ],
            "set_aside": [_set_aside_json(row) for row in self.preview.set_aside],
            "messages": list(self.messages),
        }


@dataclass(frozen=True)
class PersonView:
    """Everything the list says of one person."""

    member_id: UUID
    fields: dict[FieldKey, str]
    status: MemberStatus
    eligible: bool
    reason: str
    problems: tuple[Problem, ...]
    extra: dict[str, str] = field(default_factory=dict)
