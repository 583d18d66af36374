"""The tree as it is looked at: rows with their numbers, members, open applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from uuid import UUID

from desktop.common.dates import show_iso
from desktop.common.vocabulary import ApplicationState, MemberStatus
from desktop.roster.organisation import rules, store
from desktop.roster.organisation.absorbing import unlisted
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.ports import LockedCells, OpenCasesOf
from desktop.roster.organisation.rules import Homes
from desktop.roster.organisation.views import (
    Group,
    OpenCase,
    Texts,
    Tree,
    Unit,
    UnitPerson,
    UnitRow,
)
from desktop.roster.rules import APART
from desktop.storage.unit_of_work import Session


def tree_of(session: Session, cases: OpenCasesOf, locked: LockedCells) -> Tree:
    """Return the tree with the numbers of every unit; nothing is written."""
    units, groups = store.units(session), store.groups(session)
    homes = Homes(units)
    people, apart = Counter[UUID](), Counter[UUID]()
    for one in groups:
        if home := homes.of(one.texts):
            people[home] += one.people
            apart[home] += one.apart
    in_work = _cases_by_home(session, homes, cases(session, None))
    names = set(locked(session))
    people, apart, in_work = (_summed(units, one) for one in (people, apart, in_work))
    rows = tuple(
        UnitRow(
            unit,
            depth,
            people[unit.unit_id],
            apart[unit.unit_id],
            in_work[unit.unit_id],
            is_locked=unit.is_cell and unit.name in names,
        )
        for unit, depth in rules.in_order(units)
    )
    return Tree(
        rows=rows,
        no_cell=sum(one.people for one in groups if not one.texts.cell),
        elsewhere=sum(one.apart for one in groups if homes.of(one.texts) is None),
        unlisted=unlisted(units, groups),
        alike=rules.alike(units, store.former_names(session)),
        undoable=store.undoable(session),
    )


def _summed(units: Mapping[UUID, Unit], own: Counter[UUID]) -> Counter[UUID]:
    """Return numbers of units with those of everything beneath them."""
    found = Counter(own)
    for unit_id, number in own.items():
        for above in rules.ancestors_of(units, units[unit_id]):
            found[above.unit_id] += number
    return found


def _cases_by_home(
    session: Session, homes: Homes, cases: Mapping[UUID, ApplicationState]
) -> Counter[UUID]:
    texts = store.texts_of(session, list(cases))
    return Counter(home for one in texts.values() if (home := homes.of(one)))


def people_of(
    session: Session, unit_id: UUID | None, cases: OpenCasesOf, limit: int
) -> tuple[UnitPerson, ...]:
    """Return the members of a cell or beneath a committee by name; None for those with no cell."""
    groups = store.groups(session)
    if unit_id is None:
        texts = {one.texts for one in groups if not one.texts.cell}
    else:
        texts = _carried(store.units(session), groups, unit_id)
    rows = store.people(session, texts, limit, is_ours=unit_id is None)
    states = cases(session, [row.id for row in rows])
    return tuple(
        UnitPerson(
            member_id=row.id,
            full_name=row.full_name,
            birth_shown=show_iso(row.birth_date),
            personal_id=row.personal_id,
            status=MemberStatus(row.status),
            is_apart=MemberStatus(row.status) in APART,
            case=states.get(row.id),
        )
        for row in rows
    )


def cases_of(
    session: Session, draft: Draft, unit_id: UUID, cases: OpenCasesOf
) -> tuple[OpenCase, ...]:
    """Return whose application is in work in a cell or beneath a committee, by name."""
    texts = _carried(draft.units, store.groups(session), unit_id)
    states = cases(session, list(store.members_with(session, texts)))
    names = store.names_of(session, list(states))
    found = [OpenCase(key, names[key], state) for key, state in states.items() if key in names]
    return tuple(sorted(found, key=lambda one: (one.full_name, one.member_id)))


def _carried(units: Mapping[UUID, Unit], groups: Collection[Group], unit_id: UUID) -> set[Texts]:
    """Return how the rows of everybody in a cell or beneath a committee name their place."""
    homes = Homes(units)
    found = set()
    for one in groups:
        home = homes.of(one.texts)
        if home is None:
            continue
        above = {unit.unit_id for unit in rules.ancestors_of(units, units[home])}
        if unit_id in {home, *above}:
            found.add(one.texts)
    return found
