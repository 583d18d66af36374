"""What keeping the list gives to its callers: frozen, without tables behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.vocabulary import ChangeCause, FieldKey, MemberStatus
from desktop.roster.views import ImportPreview, PersonView

STATUS = "status"
"""Name of the status among the fields of a change."""
PROBLEMS = "problems"
"""Name of the problems among the fields of a change; the values are their words."""


@dataclass(frozen=True)
class FieldChange:
    """One fact that becomes another.

    Attributes:
        field: a `FieldKey` value, `status`, `problems`, or `extra:` and the header of a column.
        old: as stored now (dates ISO, statuses `MemberStatus` values), empty for none.
        new: what it becomes.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class NewPerson:
    """Somebody of the file who is not in the store.

    Attributes:
        shares_number_with: name of the person in the store who has the same personal number but
            another name and birth; both are kept, with a problem. Empty for most.
    """

    row_number: int
    full_name: str
    birth_date: str
    personal_id: str
    cell: str
    shares_number_with: str = ""


@dataclass(frozen=True)
class ChangedPerson:
    """Somebody of the store whom the file describes otherwise.

    Attributes:
        full_name: as stored now.
        changes: field by field, never empty.
    """

    member_id: UUID
    row_number: int
    full_name: str
    personal_id: str
    cell: str
    changes: tuple[FieldChange, ...]

    def has(self, *fields: str) -> bool:
        """Whether one of these fields changes (`cell`: moved; `personal_id`: new number)."""
        return any(change.field in fields for change in self.changes)

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields whose values change; empty when only the problems found on the row do."""
        return tuple(one.field for one in self.changes if one.field != PROBLEMS)


@dataclass(frozen=True)
class GonePerson:
    """Somebody of an earlier list who is not in the file; kept, or given a status by choice."""

    member_id: UUID
    full_name: str
    birth_date: str
    personal_id: str
    cell: str
    status: MemberStatus


@dataclass(frozen=True)
class ImportDifference:
    """A file against the list as it stands, person by person; nothing is stored.

    `len(new) + len(changed) + unchanged` is the number of people in the file.
    """

    preview: ImportPreview
    new: tuple[NewPerson, ...]
    changed: tuple[ChangedPerson, ...]
    unchanged: int
    gone: tuple[GonePerson, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the documented shape of `difference` in `roster import --json`."""
        return {
            "new": [{"row": one.row_number, "full_name": one.full_name} for one in self.new],
            "changed": [
                {
                    "row": one.row_number,
                    "member_id": str(one.member_id),
                    "full_name": one.full_name,
                    "changes": [
                        {"field": change.field, "old": change.old, "new": change.new}
                        for change in one.changes
                    ],
                }
                for one in self.changed
            ],
            "unchanged": self.unchanged,
            "gone": [
                {"member_id": str(one.member_id), "full_name": one.full_name} for one in self.gone
            ],
        }


@dataclass(frozen=True)
class ImportChoices:
    """What to apply of a difference; by default all who are new or changed.

    Attributes:
        leave_new: row numbers of new people who are not taken; the rows are kept aside.
        leave_changed: row numbers of changed people who stay as they are; kept aside likewise.
        gone: what becomes of people who are not in the file; who is not named stays untouched.
    """

    leave_new: frozenset[int] = frozenset()
    leave_changed: frozenset[int] = frozenset()
    gone: Mapping[UUID, MemberStatus] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportEntry:
    """One file that was taken in.

    Attributes:
        counts: as the report said then (`source_rows imported new changed unchanged gone
            set_aside not_data with_problems`).
        undone_at: None while it stands.
    """

    import_id: UUID
    file_name: str
    sha256: str
    sheet: str
    imported_at: datetime
    imported_by: str
    counts: dict[str, int]
    undone_at: datetime | None = None
    undone_by: str = ""


@dataclass(frozen=True)
class UndoReport:
    """What taking an import back did."""

    import_id: UUID
    file_name: str
    restored: int
    retired: int


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a person, newest first.

    Attributes:
        changes: what became what, in this change.
        reason: what the clerk wrote, empty for imports.
        file_name: of the import, if it was one.
    """

    cause: ChangeCause
    changed_at: datetime
    changed_by: str
    reason: str
    file_name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class SourceView:
    """What another list says of a person, and whether it is held to be the same person.

    Attributes:
        kind: which list (`population`, `member-file`).
        state: `waiting`, `linked` or `refused`.
        zone: `same` or `ask`, as the comparison found.
        fields: field -> value, as that list has it.
    """

    kind: str
    file_name: str
    as_of: str
    row_number: int
    zone: str
    state: str
    decided_by: str
    decided_at: datetime | None
    fields: dict[str, str]


@dataclass(frozen=True)
class Dossier:
    """Everything the list knows of one person.

    Attributes:
        person: values, status, eligibility, problems, extra columns.
        row_number: row of the file the values came from, None for people added by hand.
        brought_by: the import that first named this person.
        last_import: the import that last changed the row.
        listed: field -> what the list said where a person here decided otherwise.
    """

    person: PersonView
    row_number: int | None
    brought_by: ImportEntry | None
    last_import: ImportEntry | None
    listed: dict[FieldKey, str]
    sources: tuple[SourceView, ...]
    history: tuple[HistoryEntry, ...]
