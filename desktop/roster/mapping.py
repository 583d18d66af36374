"""How the columns of a list were understood: shown, changed by hand, kept as a small JSON file.

A mapping belongs to a header, not to a file: the same office sends the same header every month.
`fingerprint` names a header; `HeaderMapping.choices_for` finds each column again by its text, also
when columns were moved.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.errors import MappingFileError
from desktop.roster.views import SourceInfo

FORMAT = 1
IGNORE = "ignore"
"""The column is left out."""
EXTRA = "extra"
"""The column is kept with the person under its own header."""

_MAX_BYTES = 2**20


class Column(StrEnum):
    """What a column can be beyond a plain field."""

    ORDER = "order"
    FAMILY_NAME = "family_name"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    BORN_MALE = "born_male"
    BORN_FEMALE = "born_female"
    IS_MALE = "is_male"
    IS_FEMALE = "is_female"
    STATUS = "status"
    EXEMPT = "is_exempt"
    PROBATIONARY = "is_probationary"
    BOTH_DATES = "joined_and_official"


MEANINGS = frozenset(
    {IGNORE, EXTRA, *(key.value for key in FieldKey), *(column.value for column in Column)}
)
"""Everything a column may be mapped to."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=8_192)  # the search for a header asks about the same cells again and again
def words_of(text: str) -> str:
    """Return a header's folded words: no brackets, no punctuation, single spaces."""
    bare = _NOT_WORD.sub(" ", fold(_BRACKETS.sub(" ", text))).strip()
    # A header that is all in brackets, "(Nam, Nữ)", still says something.
    return bare or _NOT_WORD.sub(" ", fold(text)).strip()


def fingerprint(headers: Iterable[str]) -> str:
    """Return the name of a header: SHA-256 (hex) of its folded texts in order."""
    said = "\x1f".join(words_of(text) for text in headers)
    return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class ColumnChoice:
    """What one column is.

    Attributes:
        header: text of the column's header as the preview shows it (`Thẻ / Số thẻ`).
        field: a `FieldKey` or `Column` value, `extra` or `ignore`.
        column: letters as Excel shows them; they only decide where the header is empty or
            stands more than once.
    """

    header: str
    field: str
    column: str = ""


@dataclass(frozen=True)
class HeaderMapping:
    """The columns of one header.

    Attributes:
        header_fingerprint: see `fingerprint`; empty when it was written by hand.
        columns: in the order of the file.
    """

    header_fingerprint: str
    columns: tuple[ColumnChoice, ...]

    def choices_for(self, headers: Sequence[tuple[str, str]]) -> dict[str, str]:
        """Return letters -> meaning for the columns of a file that this mapping names.

        Args:
            headers: (letters, header text) of the file's columns in order.
        """
        times = Counter(words_of(choice.header) for choice in self.columns)
        here = Counter(words_of(text) for _letters, text in headers)
        seen: Counter[str] = Counter()
        by_place = {(words_of(c.header), c.column): c.field for c in self.columns if c.column}
        by_turn: dict[tuple[str, int], str] = {}
        for choice in self.columns:
            words = words_of(choice.header)
            by_turn[words, seen[words]] = choice.field
            seen[words] += 1
        found: dict[str, str] = {}
        turn: Counter[str] = Counter()
        for letters, text in headers:
            words = words_of(text)
            place = turn[words]
            turn[words] += 1
            meaning = by_place.get((words, letters))
            if words and (meaning is None or times[words] == here[words]):
                # As many as in the mapping: the order tells them apart, wherever they moved.
                meaning = by_turn.get((words, place), meaning)
            if meaning:
                found[letters] = meaning
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the documented shape of a mapping file; see docs/command-line.md."""
        return {
            "format": FORMAT,
            "header_fingerprint": self.header_fingerprint,
            "columns": [
                {"header": one.header, "field": one.field}
                | ({"column": one.column} if one.column else {})
                for one in self.columns
            ],
        }

    @classmethod
    def from_json(cls, data: Any) -> HeaderMapping:
        """Read the documented shape.

        Raises:
            MappingFileError: it is another shape, or names a field that does not exist.
        """
        if not isinstance(data, Mapping) or data.get("format") != FORMAT:
            raise _not_a_mapping()
        columns = data.get("columns")
        if not isinstance(columns, list) or not all(isinstance(one, dict) for one in columns):
            raise _not_a_mapping()
        choices = tuple(
            ColumnChoice(
                str(one.get("header", "")), str(one.get("field", "")), str(one.get("column", ""))
            )
            for one in columns
        )
        unknown = sorted({one.field for one in choices} - MEANINGS)
        if unknown:
            raise MappingFileError(
                tr("Bản ghép cột có trường lạ: {fields}.").format(fields=", ".join(unknown)),
                tr("Xuất lại bản ghép cột từ tệp danh sách rồi sửa trong đó."),
            )
        return cls(str(data.get("header_fingerprint", "")), choices)


def read_mapping(path: Path) -> HeaderMapping:
    """Read a mapping file.

    Raises:
        MappingFileError: it cannot be read or is no mapping.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _not_a_mapping()
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingFileError(
            tr("Không mở được bản ghép cột “{name}”.").format(name=path.name),
            tr("Xem lại tên tệp và thư mục."),
        ) from error
    except (ValueError, RecursionError) as error:
        raise _not_a_mapping() from error
    return HeaderMapping.from_json(data)


def write_mapping(path: Path, mapping: HeaderMapping) -> None:
    """Write a mapping file, whole or not at all.

    Raises:
        InputFileError: the folder cannot be written.
        DiskFullError: there is no room.
    """
    text = json.dumps(mapping.as_json(), ensure_ascii=False, indent=2)
    write_whole(path, (text + "\n").encode())


def mapping_of(source: SourceInfo) -> HeaderMapping:
    """Return how the columns of a file were understood, to be changed and used again."""
    return HeaderMapping(
        source.fingerprint,
        tuple(
            ColumnChoice(
                column.header,
                IGNORE if column.is_ignored else column.field or EXTRA,
                column.letters,
            )
            for column in source.columns
        ),
    )


def _not_a_mapping() -> MappingFileError:
    return MappingFileError(
        tr("Tệp này không phải bản ghép cột."),
        tr("Chọn tệp .json đã xuất từ bước ghép cột."),
    )
