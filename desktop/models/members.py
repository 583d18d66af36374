"""The commune's list: people, where each row came from, and the rows kept aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedJson, SealedKey, SealedText


class RosterImport(Base):
    """One file that was taken in."""

    __tablename__ = "roster_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    sheet: Mapped[str] = mapped_column(default="")
    header_rows: Mapped[list[Any]]
    mapping: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str] = mapped_column(default="")
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="", server_default="")


class ColumnMapping(Base):
    """How the columns of a list were understood, remembered by the texts of its header."""

    __tablename__ = "column_mappings"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    mapping: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(default="")


class SetAsideRow(Base):
    """A row that could not be taken, kept whole with its reason; nothing is dropped."""

    __tablename__ = "set_aside_rows"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("roster_imports.id"), index=True)
    row_number: Mapped[int]
    cells: Mapped[list[Any]] = mapped_column(SealedJson("set_aside_rows.cells"))
    code: Mapped[str]
    message: Mapped[str] = mapped_column(SealedText("set_aside_rows.message"))


class Member(Made, Base):
    """A person on the list, or added at the counter as outside it. Dates are ISO, reduced.

    Nobody is ever deleted: `retired` is empty for people of the list, else the word for why the
    row left it (`undone`: its import was taken back; `merged`: it is the same person as
    `merged_into`).
    """

    __tablename__ = "members"
    __table_args__ = (
        Index("ix_members_personal_id", "personal_id"),
        Index("ix_members_updated_at", "updated_at"),
    )

    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("roster_imports.id"))
    first_import_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("roster_imports.id"), index=True
    )
    retired: Mapped[str] = mapped_column(default="", server_default="")
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    row_number: Mapped[int | None]
    row_digest: Mapped[str] = mapped_column(SealedText("members.row_digest"), default="")
    full_name: Mapped[str] = mapped_column(SealedText("members.full_name"))
    name_folded: Mapped[str] = mapped_column(SealedKey("members.name_folded"))
    name_sort: Mapped[str] = mapped_column(SealedText("members.name_sort"))
    other_name: Mapped[str] = mapped_column(SealedText("members.other_name"), default="")
    sex: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[str] = mapped_column(SealedText("members.birth_date"), default="")
    ethnicity: Mapped[str] = mapped_column(SealedText("members.ethnicity"), default="")
    religion: Mapped[str] = mapped_column(SealedText("members.religion"), default="")
    personal_id: Mapped[str] = mapped_column(SealedKey("members.personal_id"), default="")
    old_id: Mapped[str] = mapped_column(SealedKey("members.old_id"), default="")
    card_number: Mapped[str] = mapped_column(SealedKey("members.card_number"), default="")
    new_card_number: Mapped[str] = mapped_column(SealedKey("members.new_card_number"), default="")
    card_issued_on: Mapped[str] = mapped_column(SealedText("members.card_issued_on"), default="")
    card_issued_by: Mapped[str] = mapped_column(default="")
    file_number: Mapped[str] = mapped_column(SealedText("members.file_number"), default="")
    cell: Mapped[str] = mapped_column(default="")
    committee: Mapped[str] = mapped_column(default="")
    village: Mapped[str] = mapped_column(default="")
    birth_place: Mapped[str] = mapped_column(SealedText("members.birth_place"), default="")
    hometown: Mapped[str] = mapped_column(SealedText("members.hometown"), default="")
    residence: Mapped[str] = mapped_column(SealedText("members.residence"), default="")
    joined_on: Mapped[str] = mapped_column(SealedText("members.joined_on"), default="")
    official_on: Mapped[str] = mapped_column(SealedText("members.official_on"), default="")
    position: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(SealedText("members.phone"), default="")
    note: Mapped[str] = mapped_column(SealedText("members.note"), default="")
    status: Mapped[str]
    problems: Mapped[list[Any]] = mapped_column(SealedJson("members.problems"))
    extra: Mapped[dict[str, Any]] = mapped_column(SealedJson("members.extra"))


class MemberVersion(Base):
    """What a person's row was before a change; written with the change, never changed."""

    __tablename__ = "member_versions"
    __table_args__ = (UniqueConstraint("member_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    version: Mapped[int]
    values: Mapped[dict[str, Any]] = mapped_column(SealedJson("member_versions.values"))
    cause: Mapped[str]
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("roster_imports.id"), index=True)
    reason: Mapped[str] = mapped_column(SealedText("member_versions.reason"), default="")
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(default="")
