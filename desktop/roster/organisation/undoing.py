"""Taking the last step back: units and members' rows as before, when nothing was built upon it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, UnitAct
from desktop.common.work import Work
from desktop.models import Member
from desktop.roster.keeping import store as keeping
from desktop.roster.keeping.difference import Standing, edited
from desktop.roster.organisation import rules, store
from desktop.roster.organisation.absorbing import unlisted
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.errors import NothingToUndoError
from desktop.roster.organisation.ports import Ports
from desktop.roster.organisation.views import Step, Unit
from desktop.roster.organisation.writing import (
    Act,
    draft_of,
    finish,
    keep,
    refuse_locked,
    tell,
)
from desktop.security.store import station_of
from desktop.storage.unit_of_work import Session

_AT_ONCE = 200


def undo(
    session: Session,
    step: Step,
    act: Act,
    ports: Ports,
    work: Work,
) -> Step:
    """Take a step back in the caller's transaction.

    Who was changed again since keeps what was changed; only the names of the step go back, and
    only where they still stand.

    Raises:
        NothingToUndoError: something was built upon the step; the transaction must not be kept.
        UnitLockedError: it concerns a cell that the campaign closed.
        CancelledError: the work was cancelled; the transaction must not be kept.
    """
    draft = draft_of(session, act.at)
    for edit in reversed(step.edits):
        if draft.units.get(edit.after.unit_id) != edit.after:
            raise _built_upon()
        draft.units[edit.after.unit_id] = edit.before or _never_was(edit.after, act)
    _refuse_doubles(draft, step)
    refuse_locked(session, draft, ports.locked)
    origin = station_of(session).code
    store.put_units(session, [edit.after for edit in draft.edits()], origin=origin, at=act.at)
    members = _give_back(session, store.members_of(session, step.step_id), act, work)
    if unlisted(draft.units, store.groups(session)):
        raise _built_upon()
    tell(session, draft, act, ports.followers)
    return finish(session, act, draft, members)


def _never_was(unit: Unit, act: Act) -> Unit:
    # The history keeps the unit; closed, it is in nobody's way.
    return replace(unit, closed_at=act.at, closed_reason=UnitAct.UNDO.value)


def _refuse_doubles(draft: Draft, step: Step) -> None:
    """Refuse when a name that comes back was given to another unit meanwhile."""
    for edit in step.edits:
        unit = draft.units[edit.after.unit_id]
        if unit.closed_at:
            continue
        parent = draft.units[unit.parent_id] if unit.parent_id else None
        other = rules.with_same_key(draft.units, unit.name, unit.kind, but=unit.unit_id)
        is_new_name = edit.before is None or edit.before.name != edit.after.name
        is_back = bool(edit.after.closed_at)
        if (parent and parent.closed_at) or (other and (is_new_name or is_back)):
            raise _built_upon()


def _give_back(
    session: Session, before: list[tuple[UUID, int]], act: Act, work: Work
) -> list[tuple[UUID, int]]:
    found: list[tuple[UUID, int]] = []
    for start in range(0, len(before), _AT_ONCE):
        work.report(start, len(before), tr("Đang trả lại dòng của đảng viên"))
        some = before[start : start + _AT_ONCE]
        people = keeping.people(session, [key for key, _ in some])
        kept = store.versions(session, some)
        after = store.versions(session, [(key, version + 1) for key, version in some])
        changed = []
        for key, version in some:
            person = people[key]
            standing = keeping.standing_of(person)
            is_as_left = person.version == version + 1
            left = after.get(key)
            if not is_as_left and (left is None or _names(left) != _names_of(person)):
                continue  # somebody put this person elsewhere since; that stands
            changed.append((person, is_as_left, kept[key], standing))
        keep(session, [one[0] for one in changed], act)
        for person, is_as_left, values, standing in changed:
            found.append((person.id, person.version))
            if is_as_left:
                keeping.restore(person, values, at=act.at)
            else:
                cell, committee = _names(values)
                names = {FieldKey.CELL: cell, FieldKey.COMMITTEE: committee}
                keeping.put(person, _as_listed(edited(standing, names)), at=act.at)
        session.flush()
        for person in people.values():
            session.expunge(person)
    return found


def _as_listed(person: Standing) -> Standing:
    """Return a person whose place is the list's own again, so that nothing differs from it."""
    places = {FieldKey.CELL, FieldKey.COMMITTEE}
    listed = {
        key: text
        for key, text in person.listed.items()
        if key not in places or person.fields.get(FieldKey(key), "") != text
    }
    return replace(person, listed=listed)


def _names(values: dict[str, object]) -> tuple[str, str]:
    return str(values["cell"]), str(values["committee"])


def _names_of(person: Member) -> tuple[str, str]:
    return person.cell, person.committee


def _built_upon() -> NothingToUndoError:
    return NothingToUndoError(
        tr("Chưa hoàn tác được: sau đó đã có thay đổi khác."),
        tr("Sửa tiếp trên cây; mọi thay đổi đều còn trong lịch sử."),
    )
