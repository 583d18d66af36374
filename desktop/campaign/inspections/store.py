"""Queries of inspections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.campaign.inspections.first import FIRST
from desktop.campaign.inspections.views import (
    Finding,
    InspectionView,
    Item,
    MarkView,
    Measured,
)
from desktop.common.inspections import FindingState, Measure, Verdict
from desktop.models import Inspection, InspectionFinding, InspectionItem, InspectionMark
from desktop.storage.sharing import one_at_a_time


def stand_alone(session: Session) -> None:
    """Let nobody else number or change an inspection until this transaction ends."""
    one_at_a_time(session, "inspections")


def next_inspection(session: Session) -> int:
    """Return the number after the last inspection."""
    return (session.scalar(select(func.max(Inspection.number))) or 0) + 1


def next_finding(session: Session) -> int:
    """Return the number after the last finding."""
    return (session.scalar(select(func.max(InspectionFinding.number))) or 0) + 1


def item_row(session: Session, code: str) -> InspectionItem | None:
    """Return what this station made of an item; None where nothing was changed."""
    return session.scalar(select(InspectionItem).where(InspectionItem.code == code))


def items(session: Session) -> tuple[Item, ...]:
    """Return the check list in its order, with what is not used."""
    own = {row.code: row for row in session.scalars(select(InspectionItem))}
    known = {one.code: one for one in FIRST}
    merged = [_own(own.pop(one.code), one) if one.code in own else one for one in FIRST]
    merged += [_own(row, known.get(row.code)) for row in own.values()]
    return tuple(sorted(merged, key=lambda one: (one.place, one.code)))


def inspection_row(session: Session, number: int) -> Inspection | None:
    """Return one inspection as it is stored."""
    return session.scalar(select(Inspection).where(Inspection.number == number))


def under_way(session: Session) -> Inspection | None:
    """Return the inspection that is not closed yet, the first of several."""
    open_ones = select(Inspection).where(Inspection.closed_at.is_(None))
    return session.scalars(open_ones.order_by(Inspection.number)).first()


def newest_closed(session: Session) -> int:
    """Return the number of the newest inspection that is closed; 0 for none."""
    closed = select(func.max(Inspection.number)).where(Inspection.closed_at.is_not(None))
    return session.scalar(closed) or 0


def mark_rows(session: Session, inspection: Inspection) -> list[InspectionMark]:
    """Return the items of an inspection in their order."""
    wanted = select(InspectionMark).where(InspectionMark.inspection_id == inspection.id)
    return list(session.scalars(wanted.order_by(InspectionMark.place, InspectionMark.code)))


def finding_row(session: Session, number: int) -> InspectionFinding | None:
    """Return one finding as it is stored."""
    return session.scalar(select(InspectionFinding).where(InspectionFinding.number == number))


def inspections(session: Session, numbers: Iterable[int] = ()) -> tuple[InspectionView, ...]:
    """Return inspections, the newest first; without numbers all."""
    wanted = select(Inspection).order_by(Inspection.number.desc())
    if chosen := tuple(numbers):
        wanted = wanted.where(Inspection.number.in_(chosen))
    rows = list(session.scalars(wanted))
    marks = (
        select(InspectionMark, InspectionFinding)
        .outerjoin(InspectionFinding, InspectionFinding.mark_id == InspectionMark.id)
        .where(InspectionMark.inspection_id.in_([one.id for one in rows]))
        .order_by(InspectionMark.place, InspectionMark.code)
    )
    found: dict[Any, list[MarkView]] = {one.id: [] for one in rows}
    for mark, finding in session.execute(marks):
        found[mark.inspection_id].append(_mark(mark, finding))
    return tuple(_view(one, tuple(found[one.id])) for one in rows)


def kept_measure(found: Measured | None) -> dict[str, Any]:
    """Return a figure as it is stored; empty for none."""
    if found is None:
        return {}
    return {
        "measure": found.measure.value,
        "is_good": found.is_good,
        "value": found.value,
        "whole": found.whole,
    }


def _own(row: InspectionItem, first: Item | None) -> Item:
    measure = first.measure if first else None
    return Item(row.code, row.place, row.text, measure, row.is_used, is_own=True)


def _view(row: Inspection, marks: tuple[MarkView, ...]) -> InspectionView:
    return InspectionView(
        number=row.number,
        point=row.point,
        inspectors=row.inspectors,
        begun_at=row.created_at,
        begun_by=row.begun_by,
        marks=marks,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
    )


def _mark(row: InspectionMark, finding: InspectionFinding | None) -> MarkView:
    return MarkView(
        code=row.code,
        text=row.text,
        verdict=Verdict(row.verdict) if row.verdict else None,
        note=row.note,
        deadline=date.fromisoformat(row.deadline) if row.deadline else None,
        measured=_measured(row.measured),
        finding=finding_of(finding) if finding else None,
    )


def _measured(kept: dict[str, Any]) -> Measured | None:
    if kept.get("measure") not in set(Measure):
        return None
    return Measured(Measure(kept["measure"]), kept["is_good"], kept["value"], kept["whole"])


def finding_of(row: InspectionFinding) -> Finding:
    """Return a finding as callers see it."""
    return Finding(
        number=row.number,
        state=FindingState(row.state),
        mended_at=row.mended_at,
        mended_by=row.mended_by,
        how=row.how,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
        word=row.word,
    )
