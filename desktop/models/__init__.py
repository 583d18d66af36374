"""Persisted tables only: SQLAlchemy mapped classes, no queries, no decisions."""

from desktop.models.applications import (
    Application,
    ApplicationMove,
    ApplicationVersion,
    AttachedPaper,
    Blob,
    CapturedPage,
    Paper,
    PrintJob,
    Reading,
)
from desktop.models.audit import AuditEvent
from desktop.models.base import Base
from desktop.models.batches import AnswerFile, Batch, BatchCopy, BatchRecord, TrustedProvince
from desktop.models.calls import PhoneCall
from desktop.models.cards import Card, CardCount, CardList, CardRowAside
from desktop.models.members import (
    ColumnMapping,
    Member,
    MemberVersion,
    RosterImport,
    SetAsideRow,
)
from desktop.models.province import (
    KnownStation,
    PrintRecord,
    PrintResult,
    PrintTransfer,
    ProvinceAnswer,
    ProvinceIdentity,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
    RecordPair,
    ReportUnit,
    StationCertificate,
)
from desktop.models.sources import (
    Discrepancy,
    DuplicatePair,
    SourceLink,
    SourceList,
    SourceRecord,
)
from desktop.models.stations import Counter, Operator, Recipient, Setting, Station

__all__ = [
    "AnswerFile",
    "Application",
    "ApplicationMove",
    "ApplicationVersion",
    "AttachedPaper",
    "AuditEvent",
    "Base",
    "Batch",
    "BatchCopy",
    "BatchRecord",
    "Blob",
    "CapturedPage",
    "Card",
    "CardCount",
    "CardList",
    "CardRowAside",
    "ColumnMapping",
    "Counter",
    "Discrepancy",
    "DuplicatePair",
    "KnownStation",
    "Member",
    "MemberVersion",
    "Operator",
    "Paper",
    "PhoneCall",
    "PrintJob",
    "PrintRecord",
    "PrintResult",
    "PrintTransfer",
    "ProvinceAnswer",
    "ProvinceIdentity",
    "QuarantinedRecord",
    "Reading",
    "ReceivedBatch",
    "ReceivedRecord",
    "Recipient",
    "RecordPair",
    "ReportUnit",
    "RosterImport",
    "SetAsideRow",
    "Setting",
    "SourceLink",
    "SourceList",
    "SourceRecord",
    "Station",
    "StationCertificate",
    "TrustedProvince",
]
