"""Taking a file in, step by step, without a screen: what was asked, answered, and chosen.

`Reading` says how a file is to be read, `Looked` what came of it, `next_question` what a person
must say before it is shown, `Chosen` what they decided row by row.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.common.work import Work
from desktop.roster.errors import AmbiguousHeaderError, EmptyListError, HeaderNotFoundError
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.views import (
    ChangedPerson,
    FieldChange,
    ImportChoices,
    ImportDifference,
)
from desktop.roster.mapping import Column, HeaderMapping
from desktop.roster.reading.bare import bare_preview
from desktop.roster.views import ImportPreview
from desktop.ui.roster.preview_rows import Line, lines_of


class Question(StrEnum):
    """What may have to be asked before a file is shown."""

    PASSWORD = "password"  # noqa: S105 - the name of a question
    SHEET = "sheet"
    ENCODING = "encoding"
    HIDDEN = "hidden"
    COLUMNS = "columns"


@dataclass(frozen=True)
class Reading:
    """How a file is read: what was said so far.

    Attributes:
        answered: questions that need not be asked again.
    """

    path: Path
    sheet: str | None = None
    mapping: HeaderMapping | None = None
    header_row: int | None = None
    encoding: str | None = None
    password: str | None = None
    hidden: str = "include"
    answered: frozenset[Question] = frozenset()

    def saying(self, question: Question, **answer: Any) -> Reading:
        """Return the reading with an answer; another sheet asks about its own columns again."""
        answered = self.answered | {question}
        if question is Question.SHEET:
            fresh = {"mapping": None, "header_row": None}
            answered -= {Question.HIDDEN, Question.COLUMNS, Question.ENCODING}
            answer = {**fresh, **answer}
        return replace(self, answered=answered, **answer)

    def with_header_at(self, row: int) -> Reading:
        """Return the reading with its header at another row; its columns are asked anew."""
        answered = self.answered - {Question.COLUMNS}
        return replace(self, mapping=None, header_row=row, answered=answered)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said what the columns are, so that it is worth remembering."""
        return self.mapping is not None or Question.COLUMNS in self.answered


@dataclass(frozen=True)
class Looked:
    """A file as it was understood, against the list as it stands.

    Attributes:
        is_known_header: the columns were confirmed at an earlier import.
        trouble: why the columns could not be told, empty when they could.
    """

    reading: Reading
    preview: ImportPreview
    difference: ImportDifference
    lines: tuple[Line, ...]
    is_known_header: bool = False
    trouble: str = ""


_STEPS = 3


def look(imports: RosterImports, reading: Reading, work: Work) -> Looked:
    """Read a file as `understood` does and compare it; for a worker thread.

    Raises:
        ListFileError: the file cannot be read at all.
    """
    found = understood(imports, reading, work)
    if found.trouble:
        return found
    work.report(1, _STEPS, tr("Đang so với danh sách đã có"))
    whole = compared(imports, found.reading, found.preview, work)
    return replace(whole, is_known_header=found.is_known_header)


def understood(imports: RosterImports, reading: Reading, work: Work) -> Looked:
    """Read a file without comparing it; for a worker thread.

    Where the header is not found or not clear, the columns are shown as well as they can be, for
    a person to say.

    Raises:
        ListFileError: the file cannot be read at all.
    """
    work.report(0, _STEPS, tr("Đang đọc tệp"))
    try:
        preview = _read(imports, reading)
    except (AmbiguousHeaderError, HeaderNotFoundError, EmptyListError) as error:
        has_header = isinstance(error, EmptyListError) and reading.header_row is None
        if has_header or Question.COLUMNS in reading.answered:
            raise
        bare = _bare(reading)
        remembered = imports.remembered_mapping(bare)
        if remembered is None:
            return Looked(reading, bare, _nobody(bare), (), trouble=error.title)
        rows = bare.source.header_rows[:1] or (0,)
        reading = replace(reading, mapping=remembered, header_row=rows[0])
        preview = _read(imports, reading)
    known = imports.remembered_mapping(preview) is not None
    return Looked(reading, preview, _nobody(preview), (), is_known_header=known)


def compared(
    imports: RosterImports, reading: Reading, preview: ImportPreview, work: Work
) -> Looked:
    """Compare what was read; for a worker thread."""
    difference = imports.difference(preview)
    work.report(2, _STEPS, tr("Đang xếp các dòng"))
    return Looked(reading, preview, difference, tuple(lines_of(difference)))


def _read(imports: RosterImports, reading: Reading) -> ImportPreview:
    return imports.preview(
        reading.path,
        sheet=reading.sheet,
        mapping=reading.mapping,
        header_row=reading.header_row,
        encoding=reading.encoding,
        password=reading.password,
        hidden=reading.hidden,
    )


def _bare(reading: Reading) -> ImportPreview:
    return bare_preview(
        reading.path,
        sheet=reading.sheet,
        header_row=reading.header_row,
        encoding=reading.encoding,
        password=reading.password,
    )


def _nobody(preview: ImportPreview) -> ImportDifference:
    return ImportDifference(preview, (), (), 0, ())


def next_question(looked: Looked) -> Question | None:
    """Return what must be asked before the file is shown, None when all is clear."""
    source, answered = looked.preview.source, looked.reading.answered
    asks = {
        Question.SHEET: len(source.sheets) > 1 and looked.reading.sheet is None,
        Question.ENCODING: source.needs_confirmation or looked.reading.encoding is not None,
        Question.HIDDEN: bool(source.hidden_rows or source.hidden_columns),
        Question.COLUMNS: asks_columns(looked),
    }
    return next((one for one, asked in asks.items() if asked and one not in answered), None)


def asks_columns(looked: Looked) -> bool:
    """Whether a person must look at the columns before anything is made of them."""
    if Question.COLUMNS in looked.reading.answered:
        return False
    return bool(looked.trouble) or (not looked.is_known_header and not _is_clear(looked))


_NAMES = ({FieldKey.FULL_NAME.value}, {Column.FAMILY_NAME.value, Column.GIVEN_NAME.value})
_TELLING = frozenset(
    {
        FieldKey.PERSONAL_ID.value,
        FieldKey.BIRTH_DATE.value,
        Column.BORN_MALE.value,
        Column.BORN_FEMALE.value,
    }
)


def is_same_reading(looked: Looked, reading: Reading) -> bool:
    """Whether an answer confirms what was read, so that nothing has to be read again."""
    before, sheet = looked.reading, looked.preview.source.sheet
    same_sheet = replace(before, sheet=before.sheet or sheet, answered=frozenset())
    return same_sheet == replace(reading, sheet=reading.sheet or sheet, answered=frozenset())


def names_people(fields: set[str]) -> bool:
    """Whether these columns give a person's name."""
    return any(names <= fields for names in _NAMES)


def _is_clear(looked: Looked) -> bool:
    preview = looked.preview
    fields = {column.field for column in preview.source.columns}
    # Who moved the header sees what came of it before anything else.
    is_moved = looked.reading.header_row is not None
    is_told = any(column.is_told for column in preview.source.columns)
    has_people = bool(preview.people or preview.doubles)
    tells = names_people(fields) and bool(fields & _TELLING) and has_people
    return tells and not is_moved and not is_told


@dataclass
class Chosen:
    """What was decided on the preview; nothing of it is stored before the list is taken in.

    Attributes:
        dropped: row numbers that are not to be taken.
        gone: what becomes of people whom the file does not name.
        kept_old: row -> field -> the change that is not to be made.
    """

    dropped: set[int] = field(default_factory=set)
    gone: dict[UUID, MemberStatus] = field(default_factory=dict)
    kept_old: dict[int, dict[str, FieldChange]] = field(default_factory=dict)

    def choices(self, difference: ImportDifference) -> ImportChoices:
        """Return the choices for the service; rows that fell away meanwhile are not named."""
        return ImportChoices(
            leave_new=frozenset(one.row_number for one in difference.new) & self.dropped,
            leave_changed=frozenset(one.row_number for one in difference.changed) & self.dropped,
            gone={
                one.member_id: self.gone[one.member_id]
                for one in difference.gone
                if one.member_id in self.gone
            },
        )

    def left_out(self, difference: ImportDifference) -> int:
        """Return how many rows of the file stay out by choice."""
        if not self.dropped:
            return 0
        made = self.choices(difference)
        return len(made.leave_new) + len(made.leave_changed)

    def changes_of(
        self, row_number: int, person: ChangedPerson | None
    ) -> tuple[tuple[FieldChange, bool], ...]:
        """Return the changes of a row and whether each is made, those kept back too."""
        made = [(change, True) for change in person.changes] if person else []
        kept = [(change, False) for change in self.kept_old.get(row_number, {}).values()]
        order = [*FieldKey]
        both = [*made, *kept]
        places = {key.value: place for place, key in enumerate(order)}
        return tuple(sorted(both, key=lambda pair: places.get(pair[0].field, len(order))))
