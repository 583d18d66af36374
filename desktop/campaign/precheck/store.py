"""Queries of signed sheets: who is on a cell's list, what was entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import case, func, insert, select, update

from desktop.campaign.precheck.views import Listed, Remark, SignedSheet, Summary
from desktop.common.clock import local
from desktop.common.ids import new_ids
from desktop.common.phases import CellConfirmation, PrecheckReason
from desktop.common.text import masked
from desktop.common.vocabulary import MemberStatus
from desktop.models import CellMark, Member, PrecheckRemark, PrecheckSheet
from desktop.models.base import table_of
from desktop.storage.readable import in_order
from desktop.storage.unit_of_work import Session


def listed(session: Session, cell: str) -> list[Listed]:
    """Return everybody on the list of a cell, in the order of the list."""
    wanted = select(
        Member.id,
        Member.full_name,
        Member.birth_date,
        Member.joined_on,
        Member.personal_id,
        Member.status,
    ).where(Member.retired == "", Member.cell == cell)
    return [
        Listed(
            row.id,
            row.full_name,
            row.birth_date,
            row.joined_on,
            masked(row.personal_id),
            MemberStatus(row.status),
        )
        for row in in_order(session, wanted, Member.name_sort, Member.id)
    ]


def cells(session: Session) -> list[str]:
    """Return the names of all cells on the list, in their order."""
    wanted = select(Member.cell).where(Member.retired == "").distinct().order_by(Member.cell)
    return list(session.scalars(wanted))


def sheets(session: Session, cell: str) -> tuple[SignedSheet | None, tuple[SignedSheet, ...]]:
    """Return the sheet that holds for a cell, and those before it, the latest first."""
    rows = session.scalars(
        select(PrecheckSheet)
        .where(PrecheckSheet.cell == cell)
        .order_by(PrecheckSheet.created_at.desc(), PrecheckSheet.id.desc())
    ).all()
    remarks = _remarks(session, [row.id for row in rows])
    found = [(row, _view(row, remarks.get(row.id, ()))) for row in rows]
    holds = next((view for row, view in found if row.replaced_at is None), None)
    return holds, tuple(view for row, view in found if row.replaced_at is not None)


def _remarks(session: Session, sheet_ids: Sequence[UUID]) -> dict[UUID, list[Remark]]:
    wanted = (
        select(PrecheckRemark, Member.full_name)
        .outerjoin(Member, Member.id == PrecheckRemark.member_id)
        .where(PrecheckRemark.sheet_id.in_(sheet_ids))
        .order_by(PrecheckRemark.id)
    )
    found: dict[UUID, list[Remark]] = {}
    for row, name in session.execute(wanted):
        remark = Remark(
            row.member_id, name or row.missing_name, PrecheckReason(row.reason), row.note
        )
        found.setdefault(row.sheet_id, []).append(remark)
    return found


def _view(row: PrecheckSheet, remarks: Iterable[Remark]) -> SignedSheet:
    return SignedSheet(
        row.signed_by,
        date.fromisoformat(row.signed_on),
        row.people,
        tuple(remarks),
        row.entered_by,
        row.created_at,
    )


def summaries(session: Session) -> dict[str, Summary]:
    """Return cell -> the sheet that holds for it, of all of whom the plan says that they signed.

    Of a cell that somebody only ticked off there is no sheet with remarks.
    """
    counts = (
        select(PrecheckRemark.sheet_id, func.count().label("remarks"))
        .group_by(PrecheckRemark.sheet_id)
        .subquery()
    )
    rows = session.execute(
        select(CellMark, PrecheckSheet, func.coalesce(counts.c.remarks, 0))
        .outerjoin(
            PrecheckSheet,
            (PrecheckSheet.cell == CellMark.cell) & PrecheckSheet.replaced_at.is_(None),
        )
        .outerjoin(counts, counts.c.sheet_id == PrecheckSheet.id)
        .where(CellMark.mark == CellConfirmation.SHEET.value)
    )
    found = {}
    for mark, sheet, remarks in rows:
        if sheet is None:
            found[mark.cell] = Summary("", local(mark.made_at).date(), mark.people, 0)
        else:
            day = date.fromisoformat(sheet.signed_on)
            found[mark.cell] = Summary(sheet.signed_by, day, sheet.people, int(remarks))
    return found


def replace(session: Session, cell: str, *, at: datetime, by: str) -> bool:
    """Take the sheet that holds out of force; return whether there was one."""
    held = PrecheckSheet.cell == cell, PrecheckSheet.replaced_at.is_(None)
    keys = list(session.scalars(select(PrecheckSheet.id).where(*held)))
    if keys:
        session.execute(
            update(PrecheckSheet)
            .where(PrecheckSheet.id.in_(keys))
            .values(
                replaced_at=at, replaced_by=by, updated_at=at, version=PrecheckSheet.version + 1
            )
            .execution_options(synchronize_session=False)
        )
    return bool(keys)


# ---------------------------------------------------------------- following the tree


def rename_cells(session: Session, names: Mapping[str, str], *, at: datetime) -> None:
    """Give the sheets of cells new names, all at once, so that two can trade theirs."""
    if names:
        session.execute(
            update(PrecheckSheet)
            .where(PrecheckSheet.cell.in_(list(names)))
            .values(
                cell=case(dict(names), value=PrecheckSheet.cell),
                updated_at=at,
                version=PrecheckSheet.version + 1,
            )
            .execution_options(synchronize_session=False)
        )


def copy_sheet(session: Session, source: str, target: str, *, at: datetime) -> None:
    """Let a cell made of people of another one have its sheet, with what it says of them."""
    kept, remarks = table_of(PrecheckSheet), table_of(PrecheckRemark)
    held = select(kept).where(kept.c.cell == source, kept.c.replaced_at.is_(None))
    row = session.execute(held).mappings().first()
    if row is None:
        return
    people = {one.member_id for one in listed(session, target)}
    sheet_id = new_ids(1)[0]
    made = {**row, "id": sheet_id, "cell": target, "people": len(people), "updated_at": at}
    session.execute(insert(kept), [made])
    said = session.execute(select(remarks).where(remarks.c.sheet_id == row["id"])).mappings().all()
    moved = [one for one in said if one["member_id"] in people]
    if moved:
        keys = new_ids(len(moved))
        copies = zip(keys, moved, strict=True)
        session.execute(
            insert(remarks), [{**one, "id": key, "sheet_id": sheet_id} for key, one in copies]
        )
