"""Queries of the organisation tree: units, steps, and how members' rows name their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from desktop.common.ids import new_id
from desktop.common.text import fold
from desktop.common.vocabulary import UnitAct, UnitKind
from desktop.models import Member, MemberVersion, OrganisationUnit, UnitChange, UnitStep
from desktop.models.base import table_of
from desktop.roster.closed.store import wait_for_closing
from desktop.roster.organisation.views import Group, Step, Texts, Unit, UnitEdit, kept_unit
from desktop.roster.rules import APART
from desktop.storage.bulk import insert_rows
from desktop.storage.readable import in_order
from desktop.storage.sharing import one_at_a_time

_CHUNK = 500
_ON_LIST = Member.retired == ""
_APART = Member.status.in_([status.value for status in APART])


def alone(session: Session) -> None:
    """Wait until nobody else changes the tree; to be called first in a writing transaction."""
    wait_for_closing(session)
    one_at_a_time(session, "organisation")


# ---------------------------------------------------------------- units


def has_units(session: Session) -> bool:
    """Whether the tree was made already."""
    return session.scalars(select(OrganisationUnit.id).limit(1)).first() is not None


def units(session: Session) -> dict[UUID, Unit]:
    """Return all units, closed ones too."""
    return {row.id: _unit(row) for row in session.scalars(select(OrganisationUnit))}


def _unit(row: OrganisationUnit) -> Unit:
    return Unit(
        unit_id=row.id,
        kind=UnitKind(row.kind),
        name=row.name,
        parent_id=row.parent_id,
        position=row.position,
        opened_at=row.opened_at,
        secretary=row.secretary,
        is_confirmed=row.is_confirmed,
        closed_at=row.closed_at,
        closed_reason=row.closed_reason,
        merged_into=row.merged_into,
    )


def put_units(session: Session, some: Iterable[Unit], *, origin: str, at: datetime) -> None:
    """Make rows say what units say; parents come before what stands beneath them."""
    for unit in some:
        row = session.get(OrganisationUnit, unit.unit_id)
        if row is None:
            row = OrganisationUnit(id=unit.unit_id, origin=origin, version=0, created_at=at)
            session.add(row)
        row.kind, row.name, row.name_folded = unit.kind.value, unit.name, fold(unit.name)
        row.parent_id, row.position = unit.parent_id, unit.position
        row.secretary, row.is_confirmed = unit.secretary, unit.is_confirmed
        row.opened_at = unit.opened_at
        row.closed_at, row.closed_reason = unit.closed_at, unit.closed_reason
        row.merged_into = unit.merged_into
        row.version += 1
        row.updated_at = at
        session.flush()


# ---------------------------------------------------------------- members


def groups(session: Session) -> list[Group]:
    """Return how the rows of everybody on the list name their places, with numbers of people."""
    is_apart = func.sum(case((_APART, 1), else_=0))
    rows = session.execute(
        select(Member.committee, Member.cell, func.count(), is_apart)
        .where(_ON_LIST)
        .group_by(Member.committee, Member.cell)
    )
    return [
        Group(Texts(committee, cell), int(people) - int(apart), int(apart))
        for committee, cell, people, apart in rows
    ]


def members_with(session: Session, texts: Collection[Texts]) -> dict[UUID, Texts]:
    """Return everybody whose row names their place in one of these ways."""
    if not texts:
        return {}
    rows = session.execute(
        select(Member.id, Member.committee, Member.cell)
        .where(_ON_LIST, Member.cell.in_({one.cell for one in texts}))
        .order_by(Member.id)
    )
    wanted = set(texts)
    return {key: place for key, *names in rows if (place := Texts(*names)) in wanted}


def texts_of(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, Texts]:
    """Return how the rows of some people of the list name their places."""
    found: dict[UUID, Texts] = {}
    for start in range(0, len(member_ids), _CHUNK):
        rows = session.execute(
            select(Member.id, Member.committee, Member.cell).where(
                _ON_LIST, Member.id.in_(member_ids[start : start + _CHUNK])
            )
        )
        found.update((key, Texts(committee, cell)) for key, committee, cell in rows)
    return found


def people(
    session: Session, texts: Collection[Texts], limit: int, *, is_ours: bool = False
) -> list[Any]:
    """Return (id, name, birth, number, status) of those who name their place so, by name.

    Args:
        session: the caller's transaction.
        texts: the ways to name a place.
        limit: so many at most.
        is_ours: leave out who is counted apart.
    """
    if not texts:
        return []
    named = or_(
        *(and_(Member.cell == one.cell, Member.committee == one.committee) for one in sorted(texts))
    )
    wanted = select(
        Member.id, Member.full_name, Member.birth_date, Member.personal_id, Member.status
    ).where(_ON_LIST, named, *([~_APART] if is_ours else []))
    return in_order(session, wanted, Member.name_sort, Member.id, limit=limit)


def names_of(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of some people."""
    rows = session.execute(
        select(Member.id, Member.full_name).where(Member.id.in_(member_ids[:_CHUNK]))
    )
    return {row.id: row.full_name for row in rows}


def versions(session: Session, some: Sequence[tuple[UUID, int]]) -> dict[UUID, dict[str, Any]]:
    """Return the values that members had under given versions."""
    wanted, found = dict(some), {}
    ids = list(wanted)
    for start in range(0, len(ids), _CHUNK):
        rows = session.execute(
            select(MemberVersion.member_id, MemberVersion.version, MemberVersion.values).where(
                MemberVersion.member_id.in_(ids[start : start + _CHUNK])
            )
        )
        found.update({key: values for key, version, values in rows if wanted[key] == version})
    return found


# ---------------------------------------------------------------- steps


def add_step(
    session: Session,
    act: UnitAct,
    unit_id: UUID,
    edits: Sequence[UnitEdit],
    members: Sequence[tuple[UUID, int]],
    *,
    at: datetime,
    actor: str,
    reason: str = "",
    undoes: UUID | None = None,
) -> Step:
    """Keep one act; its units are stored already."""
    number = int(session.scalar(select(func.max(UnitStep.number))) or 0) + 1
    row = UnitStep(
        id=new_id(),
        number=number,
        act=act.value,
        unit_id=unit_id,
        at=at,
        by=actor,
        reason=reason,
        members=[[str(key), version] for key, version in members],
        undoes=undoes,
    )
    session.add(row)
    session.flush()
    insert_rows(
        session,
        table_of(UnitChange),
        ("id", "step_id", "place", "unit_id", "before", "after"),
        (
            (
                *(new_id(), row.id, place, edit.after.unit_id),
                *(edit.before.as_kept() if edit.before else {}, edit.after.as_kept()),
            )
            for place, edit in enumerate(edits)
        ),
    )
    return _step(row, tuple(edits), is_undone=False)


def members_of(session: Session, step_id: UUID) -> list[tuple[UUID, int]]:
    """Return whose rows a step changed, with the versions they had before."""
    kept = session.scalar(select(UnitStep.members).where(UnitStep.id == step_id)) or []
    return [(UUID(key), int(version)) for key, version in kept]


def steps(session: Session, *, unit_id: UUID | None = None, limit: int | None = None) -> list[Step]:
    """Return the acts, newest first; only those that changed a unit or are about it."""
    wanted = select(UnitStep).order_by(UnitStep.number.desc())
    if unit_id is not None:
        changed = select(UnitChange.step_id).where(UnitChange.unit_id == unit_id)
        wanted = wanted.where(or_(UnitStep.unit_id == unit_id, UnitStep.id.in_(changed)))
    return list(_with_edits(session, session.scalars(wanted.limit(limit))))


def undoable(session: Session) -> Step | None:
    """Return the newest act of a person that stands, None when there is none."""
    taken_back = select(UnitStep.undoes).where(UnitStep.undoes.is_not(None))
    automatic = (UnitAct.UNDO.value, UnitAct.FOUND.value)
    newest = session.scalars(
        select(UnitStep)
        .where(UnitStep.act.not_in(automatic), UnitStep.id.not_in(taken_back))
        .order_by(UnitStep.number.desc())
        .limit(1)
    )
    return next(_with_edits(session, newest), None)


def former_names(session: Session) -> dict[UUID, set[str]]:
    """Return the names units had before, and those of the units that went into them."""
    found: dict[UUID, set[str]] = {}
    rows = session.execute(select(UnitChange.unit_id, UnitChange.before, UnitChange.after))
    for unit_id, before, after in rows:
        if before and before["name"] != after["name"]:
            found.setdefault(unit_id, set()).add(before["name"])
        if after["merged_into"]:
            found.setdefault(UUID(after["merged_into"]), set()).add(after["name"])
    return found


def _with_edits(session: Session, rows: Iterable[UnitStep]) -> Iterator[Step]:
    remaining = iter(rows)
    while some := list(islice(remaining, _CHUNK)):
        ids = [row.id for row in some]
        undone = set(session.scalars(select(UnitStep.undoes).where(UnitStep.undoes.in_(ids))))
        edits: dict[UUID, list[UnitEdit]] = {}
        for change in session.scalars(
            select(UnitChange)
            .where(UnitChange.step_id.in_(ids))
            .order_by(UnitChange.step_id, UnitChange.place)
        ):
            edits.setdefault(change.step_id, []).append(_edit(change))
        for row in some:
            yield _step(row, tuple(edits.get(row.id, ())), is_undone=row.id in undone)


def _edit(change: UnitChange) -> UnitEdit:
    before = kept_unit(change.unit_id, change.before) if change.before else None
    return UnitEdit(before, kept_unit(change.unit_id, change.after))


def _step(row: UnitStep, edits: tuple[UnitEdit, ...], *, is_undone: bool) -> Step:
    return Step(
        step_id=row.id,
        number=row.number,
        act=UnitAct(row.act),
        unit_id=row.unit_id,
        at=row.at,
        by=row.by,
        reason=row.reason,
        people=len(row.members),
        edits=edits,
        is_undone=is_undone,
        undoes=row.undoes,
    )
