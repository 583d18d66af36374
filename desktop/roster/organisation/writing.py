"""One step on its way into the store: units, members' rows, history and trail together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.vocabulary import ChangeCause, FieldKey, UnitAct
from desktop.common.work import Work
from desktop.models import Member
from desktop.roster.keeping import store as keeping
from desktop.roster.keeping.difference import edited
from desktop.roster.organisation import store
from desktop.roster.organisation.absorbing import absorb
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.errors import UnitLockedError
from desktop.roster.organisation.fates import fates_of
from desktop.roster.organisation.ports import FollowsCells, LockedCells
from desktop.roster.organisation.views import Step, Texts
from desktop.security.store import record, station_of
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session

_AT_ONCE = 200
"""Rows changed between two reports: some 50 ms, so that a wish to stop is heard at once."""


@dataclass(frozen=True)
class Act:
    """What somebody does, beside what it changes.

    Attributes:
        about: the unit the step is about.
        undoes: the step that this one takes back.
    """

    kind: UnitAct
    about: UUID
    at: datetime
    actor: str
    reason: str = ""
    undoes: UUID | None = None


def draft_of(session: Session, at: datetime) -> Draft:
    """Return a copy of the tree as it stands."""
    return Draft(store.units(session), store.groups(session), at)


def take_in(session: Session, at: datetime, actor: str) -> Step | None:
    """Add the units that members' rows name and the tree does not have; None when none are."""
    draft = draft_of(session, at)
    about = absorb(draft, store.groups(session), station_of(session).commune_name)
    if about is None:
        return None
    return write(session, draft, Act(UnitAct.FOUND, about.unit_id, at, actor), Work())


def take_new_names(session: Session, at: datetime, actor: str) -> None:
    """Add what a list brought to a tree that is there; for the transaction that takes a list in."""
    if store.has_units(session):
        store.alone(session)
        take_in(session, at, actor)


def write(
    session: Session,
    draft: Draft,
    act: Act,
    work: Work,
    followers: Sequence[FollowsCells] = (),
) -> Step:
    """Store what a draft made of the tree; the caller's transaction keeps all of it or nothing.

    Raises:
        CancelledError: the work was cancelled; the caller's transaction must not be kept.
    """
    edits = draft.edits()
    origin = station_of(session).code
    store.put_units(session, [edit.after for edit in edits], origin=origin, at=act.at)
    members = _rewrite(session, _wanted(session, draft), act, work)
    tell(session, draft, act, followers)
    return finish(session, act, draft, members)


def tell(session: Session, draft: Draft, act: Act, followers: Sequence[FollowsCells]) -> None:
    """Let what is kept by the names of cells follow what a draft made of them."""
    fates = fates_of(draft, act.kind)
    for follow in followers:
        follow(session, fates, at=act.at, actor=act.actor)


def finish(session: Session, act: Act, draft: Draft, members: Sequence[tuple[UUID, int]]) -> Step:
    """Write a step and its event, when units and members' rows stand already."""
    step = store.add_step(
        session,
        act.kind,
        act.about,
        draft.edits(),
        members,
        at=act.at,
        actor=act.actor,
        reason=act.reason,
        undoes=act.undoes,
    )
    record(
        session,
        Tag.ORGANISATION_CHANGED,
        at=act.at,
        actor=act.actor,
        target=str(act.about),
        detail={"act": act.kind.value, "units": len(step.edits), "people": step.people},
    )
    return step


def refuse_locked(session: Session, draft: Draft, locked: LockedCells) -> None:
    """Refuse an act that changes a cell which the campaign closed.

    Raises:
        UnitLockedError: names the cells.
    """
    names = set(locked(session))
    if not names:
        return
    changed = {edit.after.unit_id: edit for edit in draft.edits()}
    found = set()
    for unit_id in draft.touched():
        edit = changed.get(unit_id)
        before = edit.before if edit else draft.units[unit_id]
        if before is not None and before.name in names:
            found.add(before.name)
    if found:
        raise UnitLockedError(
            tr("Chiến dịch đã đóng: {names}.").format(names=", ".join(sorted(found))),
            tr("Mở lại chi bộ ở trang Kế hoạch, có ghi lý do, rồi làm việc này."),
        )


def _wanted(session: Session, draft: Draft) -> dict[UUID, Texts]:
    """Return what members' rows are to say, only of those that change."""
    rewrites = draft.rewrites()
    carried = store.members_with(session, rewrites.keys())
    return {key: rewrites[texts] for key, texts in carried.items()} | draft.people


def _rewrite(
    session: Session, wanted: Mapping[UUID, Texts], act: Act, work: Work
) -> list[tuple[UUID, int]]:
    """Make rows say where their people belong, as any edit does; return the versions before."""
    ids, found = sorted(wanted), []
    for start in range(0, len(ids), _AT_ONCE):
        work.report(start, len(ids), tr("Đang sửa dòng của đảng viên"))
        some = keeping.people(session, ids[start : start + _AT_ONCE])
        found += [(key, person.version) for key, person in some.items()]
        keep(session, list(some.values()), act)
        for key, person in some.items():
            texts = wanted[key]
            values = {FieldKey.CELL: texts.cell, FieldKey.COMMITTEE: texts.committee}
            keeping.put(person, edited(keeping.standing_of(person), values), at=act.at)
        session.flush()
        # What is written is let go of, so that a long list never stands in memory whole.
        for person in some.values():
            session.expunge(person)
    if ids:
        work.report(len(ids), len(ids), tr("Đang sửa dòng của đảng viên"))
    return found


def keep(session: Session, people: Sequence[Member], act: Act) -> None:
    """Keep rows as they are before the act changes them."""
    keeping.write_versions(
        session,
        people,
        cause=ChangeCause.ORGANISATION,
        at=act.at,
        actor=act.actor,
        reason=act.reason,
    )
