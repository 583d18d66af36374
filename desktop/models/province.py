"""The provincial desk: its keys, the stations it knows, what arrived, what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made


class ProvinceIdentity(Base):
    """A key pair of the province; kept in the encrypted profile only, never on a server."""

    __tablename__ = "province_identities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    province: Mapped[str]
    name: Mapped[str]
    certificate_pem: Mapped[str]
    private_key_pem: Mapped[str]
    # The age key that batches are sealed to; an older one still opens what was sealed to it.
    secret_key: Mapped[str]
    made_at: Mapped[datetime]


class KnownStation(Made, Base):
    """A station that was enrolled; its answers are sealed to `public_key`."""

    __tablename__ = "known_stations"

    code: Mapped[str] = mapped_column(unique=True)
    commune_code: Mapped[str]
    commune_name: Mapped[str] = mapped_column(default="")
    public_key: Mapped[str]


class StationCertificate(Base):
    """A certificate that a station signs with; several may hold while a key is being changed."""

    __tablename__ = "station_certificates"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("known_stations.id"), index=True)
    certificate_pem: Mapped[str]
    is_compared: Mapped[bool]
    enrolled_at: Mapped[datetime]
    enrolled_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class ReceivedBatch(Base):
    """A batch that was taken in, whole; its key is the batch's own."""

    __tablename__ = "received_batches"
    __table_args__ = (UniqueConstraint("station_id", "sequence"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("known_stations.id"))
    sequence: Mapped[int]
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    payload_sha256: Mapped[str]
    # Of the digests of all records: tells a batch that was sealed again from another one.
    content_sha256: Mapped[str]
    certificate_sha256: Mapped[str]
    records: Mapped[int]
    quarantined: Mapped[int]
    exported_at: Mapped[datetime]
    received_at: Mapped[datetime]
    received_by: Mapped[str]
    # Head of the station's audit trail as the file carries it; 0 and "" before revision 0016.
    audit_number: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    audit_digest: Mapped[str] = mapped_column(default="", server_default="")
    # The head of an earlier batch as the file found it again; 0 and "" before revision 0024, and
    # in a first batch.
    before_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    before_number: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    before_digest: Mapped[str] = mapped_column(default="", server_default="")


class ProvinceAnswer(Base):
    """An answer file that was made; kept whole, so that it can be written again."""

    __tablename__ = "province_answers"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("received_batches.id"))
    number: Mapped[int]
    file_name: Mapped[str]
    sha256: Mapped[str]
    accepted: Mapped[int]
    rejected: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]
    made_by: Mapped[str]


class ReceivedRecord(Base):
    """One version of one record, checked again here; `is_current` marks the newest version.

    `verdict` is empty until somebody decided; `answer_id` is empty until it was answered.
    """

    __tablename__ = "received_records"
    __table_args__ = (
        UniqueConstraint("batch_id", "record_id"),
        UniqueConstraint("station_id", "record_id", "record_version"),
        Index("ix_received_records_record_id", "record_id"),
        Index("ix_received_records_personal_id", "personal_id"),
        Index("ix_received_records_name_birth", "name_folded", "birth_date"),
        Index("ix_received_records_verdict_answer_id", "verdict", "answer_id"),
        # All figures by station come from here, and no record is read for them. Its values are
        # few, so it takes eight bytes a record.
        Index(
            "ix_received_records_counts",
            "station_id",
            "channel",
            "verdict",
            sqlite_where=text("is_current = 1"),
            postgresql_where=text("is_current"),
        ),
        # All that the list filters and searches by, in the order of arrival: a quarter of a million
        # records are counted without reading one of them. It begins with what tells records apart:
        # a planner without statistics would take anything else for a shortcut.
        Index(
            "ix_received_records_listing",
            "id",
            "is_current",
            "batch_id",
            "verdict",
            "name_folded",
            "personal_id",
            "receipt_number",
        ),
        # The few in which something was found.
        Index(
            "ix_received_records_found",
            "id",
            "is_current",
            "verdict",
            "batch_id",
            sqlite_where=text("has_findings = 1"),
            postgresql_where=text("has_findings"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("received_batches.id"))
    # Led by this: the unique key of station, record and version.
    station_id: Mapped[UUID] = mapped_column(ForeignKey("known_stations.id"))
    record_id: Mapped[UUID]
    record_version: Mapped[int]
    is_current: Mapped[bool]
    receipt_number: Mapped[str]
    full_name: Mapped[str]
    name_folded: Mapped[str]
    birth_date: Mapped[str]
    personal_id: Mapped[str]
    cell: Mapped[str]
    channel: Mapped[str]
    taken_at: Mapped[str]
    document: Mapped[dict[str, Any]]
    photo_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"), index=True)
    signature_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"), index=True)
    # Digests of all files of the record, by part.
    files: Mapped[dict[str, Any]]
    # Codes of what a person should look at before it is accepted.
    findings: Mapped[list[Any]]
    has_findings: Mapped[bool]
    verdict: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    field: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="", server_default="")
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("province_answers.id"), index=True)


class QuarantinedRecord(Base):
    """A record that could not be taken in; its bytes are kept apart as they came."""

    __tablename__ = "quarantined_records"
    __table_args__ = (UniqueConstraint("batch_id", "record_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("received_batches.id"))
    station_id: Mapped[UUID] = mapped_column(ForeignKey("known_stations.id"), index=True)
    record_id: Mapped[UUID]
    # 0 when not even that could be read.
    record_version: Mapped[int]
    reason: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    document: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("province_answers.id"), index=True)


class RecordPair(Base):
    """Two records that may be of one person, from whatever stations; `first_id` came before."""

    __tablename__ = "record_pairs"

    first_id: Mapped[UUID] = mapped_column(ForeignKey("received_records.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(
        ForeignKey("received_records.id"), primary_key=True, index=True
    )
    kind: Mapped[str]
    state: Mapped[str]
    found_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="", server_default="")


class ReportUnit(Base):
    """A unit of the roll-up, as the province entered it.

    `code` is a commune's, or a station's: such a station is a unit of its own. `eligible` is None
    while nobody has told the number.
    """

    __tablename__ = "report_units"
    __table_args__ = (
        CheckConstraint("kind IN ('commune', 'provincial_desk', 'other_party')", name="known_kind"),
        CheckConstraint("eligible >= 0", name="eligible_counts"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[str]
    eligible: Mapped[int | None]
    set_at: Mapped[datetime]
    set_by: Mapped[str]


class PrintTransfer(Base):
    """A list that went to the printing office; kept whole, so that it can be written again."""

    __tablename__ = "print_transfers"
    __table_args__ = (CheckConstraint("number > 0", name="number_counts"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    list_name: Mapped[str]
    list_sha256: Mapped[str]
    list_content: Mapped[bytes] = mapped_column(LargeBinary)
    manifest: Mapped[bytes] = mapped_column(LargeBinary)
    records: Mapped[int]
    photos: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]


class PrintResult(Base):
    """A list that the printing office sent back, and what of it fitted nothing."""

    __tablename__ = "print_results"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    counts: Mapped[dict[str, Any]]
    aside: Mapped[list[Any]]
    taken_at: Mapped[datetime]
    taken_by: Mapped[str]


class PrintRecord(Base):
    """One version of a record on one transfer list: sent, then printed or failed, once and for all.

    A failed one gets a new row with the next transfer; so does a printed one whose card came
    damaged or did not come (`reprint`).
    """

    __tablename__ = "print_records"
    __table_args__ = (
        UniqueConstraint("transfer_id", "position"),
        CheckConstraint("state IN ('sent', 'printed', 'failed', 'reprint')", name="known_state"),
        CheckConstraint("(state = 'sent') = (result_id IS NULL)", name="settled_by_result"),
        CheckConstraint(
            "(state IN ('printed', 'reprint')) = (card_number <> '')", name="printed_has_number"
        ),
        Index(
            "ix_print_records_one_on_the_way",
            "record_id",
            unique=True,
            sqlite_where=text("state IN ('sent', 'printed')"),
            postgresql_where=text("state IN ('sent', 'printed')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("print_transfers.id"))
    record_id: Mapped[UUID] = mapped_column(ForeignKey("received_records.id"), index=True)
    position: Mapped[int]
    photo_name: Mapped[str] = mapped_column(default="", server_default="")
    photo_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"), index=True)
    state: Mapped[str]
    card_number: Mapped[str] = mapped_column(default="", server_default="", index=True)
    reason: Mapped[str] = mapped_column(default="", server_default="")
    result_id: Mapped[UUID | None] = mapped_column(ForeignKey("print_results.id"), index=True)
    settled_at: Mapped[datetime | None]


class CardReport(Base):
    """A station's word on its printed cards that was taken in; its key is the report's own."""

    __tablename__ = "card_reports"
    __table_args__ = (UniqueConstraint("station_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("known_stations.id"))
    number: Mapped[int]
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    certificate_sha256: Mapped[str]
    # How many it tells of, how many of them were news, how many fit nothing that was printed.
    cards: Mapped[int]
    changed: Mapped[int]
    aside: Mapped[int]
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    received_by: Mapped[str]


class ReportedCard(Base):
    """Where one printed card is, by the newest report of its station."""

    __tablename__ = "reported_cards"
    __table_args__ = (
        UniqueConstraint("station_id", "record_id", "run"),
        CheckConstraint(
            "state IN ('returned', 'damaged', 'missing', 'handed_over')", name="known_state"
        ),
        CheckConstraint("(state IN ('damaged', 'missing')) = (reason <> '')", name="says_why"),
        Index("ix_reported_cards_counts", "station_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("known_stations.id"))
    record_id: Mapped[UUID]
    run: Mapped[int]
    print_id: Mapped[UUID] = mapped_column(ForeignKey("print_records.id"), unique=True)
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[datetime]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("card_reports.id"), index=True)
