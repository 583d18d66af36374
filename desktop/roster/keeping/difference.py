"""What a newer row makes of a person, field by field. Pure.

A blank never erases a name or a number; a column the file does not have says nothing; what a
person decided here stands until the list itself says something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.keeping.views import PROBLEMS, STATUS, FieldChange
from desktop.roster.mapping import Column
from desktop.roster.problems import OF_THE_WHOLE_LIST, problem, restored, stored
from desktop.roster.rules import APART
from desktop.roster.views import ImportPreview, PreviewRow, Problem

_KEPT_WHEN_BLANK = frozenset({FieldKey.PERSONAL_ID, FieldKey.OLD_ID, FieldKey.FULL_NAME})
_STATUS_COLUMNS = frozenset({Column.STATUS, Column.EXEMPT, Column.PROBATIONARY})
_STATUS_SIGNS = frozenset({FieldKey.OFFICIAL_ON, FieldKey.CARD_NUMBER})
SHARED_NUMBER = "id_shared"


@dataclass(frozen=True)
class Standing:
    """A person as the list has them.

    Attributes:
        fields: filled fields only.
        listed: field (or `status`) -> what the list said when a person here decided otherwise.
        is_gone: the status was given because a newer list did not name the person.
    """

    fields: dict[FieldKey, str]
    status: MemberStatus
    problems: tuple[Problem, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    is_gone: bool = False

    def with_problems(self, more: Iterable[Problem]) -> Standing:
        """Return the same person with further problems."""
        return replace(self, problems=(*self.problems, *more))


@dataclass(frozen=True)
class Said:
    """What a file can say at all: its columns, whatever stands in them.

    Attributes:
        fields: facts it has a column (or a section, or split columns) for.
        headers: further columns, kept as they are.
        says_status: whether an ordinary status was read, not merely supposed.
    """

    fields: frozenset[FieldKey]
    headers: frozenset[str]
    says_status: bool


def said_by(preview: ImportPreview) -> Said:
    """Return what the file of a preview can say."""
    columns = {column.field for column in preview.source.columns}
    fields = {key for key in FieldKey if key.value in columns}
    headers = {column.header for column in preview.source.columns if not column.field}
    for row in preview.people:
        # Sections and split columns fill fields that no single column is named after.
        fields.update(row.fields)
        if row.extra:
            headers.update(row.extra)
    return Said(
        frozenset(fields),
        frozenset(headers),
        bool(columns & _STATUS_COLUMNS) or columns >= _STATUS_SIGNS,
    )


def merged(now: Standing, row: PreviewRow, said: Said) -> Standing:
    """Return the person as a newer row makes them."""
    fields, listed = dict(now.fields), dict(now.listed)
    for key in said.fields:
        text = row.fields.get(key, "")
        if not text and key in _KEPT_WHEN_BLANK:
            continue
        if key in listed:
            if listed[key] == text:
                continue
            del listed[key]
        if text:
            fields[key] = text
        else:
            fields.pop(key, None)
    number = FieldKey.PERSONAL_ID
    has_same_number = fields.get(number) == now.fields.get(number)
    kept = tuple(
        one
        for one in now.problems
        if (one.field and one.field not in said.fields)
        or (one.code == SHARED_NUMBER and has_same_number)
    )
    extra = {header: text for header, text in now.extra.items() if header not in said.headers}
    status = _status(now, row, said)
    if status is not now.status:
        listed.pop(STATUS, None)
    return Standing(fields, status, (*kept, *row.problems), {**extra, **row.extra}, listed)


def _status(now: Standing, row: PreviewRow, said: Said) -> MemberStatus:
    if now.is_gone:
        return row.status
    is_supposed = row.status is MemberStatus.OFFICIAL and not said.says_status
    is_known = now.listed.get(STATUS) == row.status.value
    return now.status if (is_supposed or is_known) and now.status not in APART else row.status


def marked_gone(now: Standing, status: MemberStatus) -> Standing:
    """Return a person whom a newer list does not name, with the status chosen for them."""
    return replace(now, status=status, is_gone=True)


def edited(
    now: Standing, values: Mapping[FieldKey, str], status: MemberStatus | None = None
) -> Standing:
    """Return the person as somebody here decided; the list's own word is remembered.

    Problems of a field that was given a value are settled by it.
    """
    fields, listed = dict(now.fields), dict(now.listed)
    for key, text in values.items():
        if fields.get(key, "") == text:
            continue
        listed.setdefault(key, fields.get(key, ""))
        if text:
            fields[key] = text
        else:
            fields.pop(key, None)
    if status and status is not now.status:
        listed.setdefault(STATUS, now.status.value)
    return replace(
        now,
        fields=fields,
        listed=listed,
        problems=tuple(one for one in now.problems if one.field not in values),
        status=status or now.status,
        is_gone=False if status else now.is_gone,
    )


def with_shared_number(now: Standing) -> Standing:
    """Return the person with the note that somebody else has the same personal number."""
    if any(one.code == SHARED_NUMBER for one in now.problems):
        return now
    return replace(now, problems=(*now.problems, shared_number()))


def shared_number() -> Problem:
    """Return the note that somebody else has the same personal number."""
    return problem(SHARED_NUMBER, FieldKey.PERSONAL_ID)


def changes_between(old: Standing, new: Standing) -> tuple[FieldChange, ...]:
    """Return what differs: fields in their order, status, extra columns, problems."""
    found = [
        FieldChange(key.value, old.fields.get(key, ""), new.fields.get(key, ""))
        for key in FieldKey
        if old.fields.get(key, "") != new.fields.get(key, "")
    ]
    if old.status is not new.status:
        found.append(FieldChange(STATUS, old.status.value, new.status.value))
    found += [
        FieldChange(f"extra:{header}", old.extra.get(header, ""), new.extra.get(header, ""))
        for header in sorted({*old.extra, *new.extra})
        if old.extra.get(header, "") != new.extra.get(header, "")
    ]
    if _codes(old) != _codes(new):
        found.append(FieldChange(PROBLEMS, _words(old), _words(new)))
    return tuple(found)


def _codes(person: Standing) -> list[tuple[str, str]]:
    # What the other rows of a list decide is nothing that happened to the person.
    own = (one for one in person.problems if one.code not in OF_THE_WHOLE_LIST)
    return sorted((one.code, one.field) for one in own)


def _words(person: Standing) -> str:
    return " ".join(restored(stored(one)).message for one in person.problems)
