"""One record that arrived becomes rows: to be kept, or to be kept apart with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.batch import rules as batch_rules
from desktop.batch.answering.reasons import Reason
from desktop.batch.reading import RawRecord
from desktop.batch.schemas import SchemaError, check
from desktop.common.clock import local
from desktop.common.ids import new_id
from desktop.common.vocabulary import BlobKind
from desktop.photo.errors import ModelFileError
from desktop.province import rules
from desktop.province.receiving.outside import Sender
from desktop.province.rules import QuarantineError

_REASONS = {
    batch_rules.PHOTO: Reason.PHOTO_UNREADABLE,
    batch_rules.SIGNATURE: Reason.SIGNATURE,
    batch_rules.VECTOR: Reason.SIGNATURE,
    batch_rules.SECOND: Reason.SIGNATURE,
}
_KINDS = {
    batch_rules.PHOTO: BlobKind.PHOTO,
    batch_rules.ORIGINAL: BlobKind.ORIGINAL,
    batch_rules.SIGNATURE: BlobKind.SIGNATURE,
    batch_rules.VECTOR: BlobKind.SIGNATURE,
    batch_rules.SECOND: BlobKind.SIGNATURE,
}
_MEDIA = {extension: media for media, extension in batch_rules.EXTENSIONS.items()}


@dataclass
class Judged:
    """One record, looked at by itself.

    Attributes:
        line: its digest and key, for telling what a batch carries.
        apart: why it is kept apart, None when nothing spoke against it.
        row: of the record to keep; what only the store can tell is still missing.
        blobs: rows of its files.
    """

    record_id: UUID
    line: bytes
    version: int = 0
    document: bytes = b""
    apart: QuarantineError | None = None
    row: dict[str, Any] = field(default_factory=dict)
    blobs: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Rows:
    """What some records become in the store."""

    blobs: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    apart: list[dict[str, Any]] = field(default_factory=list)
    newer: list[UUID] = field(default_factory=list)


def judge(
    raw: RawRecord, sender: Sender, *, now: datetime, measured_of: int = rules.MEASURED_OF
) -> Judged:
    """Check one record again, without the store; any thread may.

    Args:
        raw: as it came.
        sender: whose batch it is.
        now: at the province.
        measured_of: one photo of so many is measured again, beside those that always are.
    """
    judged = Judged(raw.record_id, line_of(raw), document=raw.document or b"")
    try:
        document = _document(raw)
        judged.version = rules.version_of(document)
        judged.row, judged.blobs = _row(raw, document, sender, now, measured_of)
    except QuarantineError as error:
        judged.apart = error
    return judged


def rows_of(
    some: Sequence[Judged],
    sender: Sender,
    known: dict[UUID, list[tuple[UUID, int]]],
    *,
    now: datetime,
) -> Rows:
    """Return what some records become, now that it is known what was taken in before.

    Args:
        some: as they were judged.
        sender: whose batch it is.
        known: (station, version) of each of these records that was taken in before.
        now: at the province.
    """
    rows = Rows()
    for one in some:
        try:
            if one.apart is not None:
                raise one.apart
            is_newer = _check_versions(known.get(one.record_id, []), sender, one.version)
        except QuarantineError as error:
            rows.apart.append(_apart(one, sender, error, now))
            continue
        rows.blobs.extend(one.blobs)
        rows.records.append({"id": new_id(), **one.row})
        if is_newer:
            rows.newer.append(one.record_id)
    return rows


def line_of(raw: RawRecord) -> bytes:
    """Return the digest and the key of a record: with all lines, what a batch carries."""
    return f"{raw.sha256}  {raw.record_id}\n".encode()


def _document(raw: RawRecord) -> dict[str, Any]:
    if raw.document is None:
        raise QuarantineError(Reason.BAD_RECORD, "size")
    return rules.read_document(raw.document)


def _row(
    raw: RawRecord, document: dict[str, Any], sender: Sender, now: datetime, measured_of: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        check("record", document)
    except SchemaError as error:
        raise QuarantineError(Reason.BAD_RECORD, str(error)[:200]) from error
    facts = rules.facts_of(
        document,
        raw.record_id,
        station=sender.station,
        practice=sender.practice,
        today=local(now).date(),
    )
    blobs = _files(raw, document, now)
    if "photo" in blobs and _photo_differs(document, blobs["photo"], measured_of):
        facts.findings.append(rules.PHOTO_DIFFERS)
    row = {
        "batch_id": sender.batch_id,
        "station_id": sender.station_id,
        "record_id": raw.record_id,
        "record_version": facts.version,
        "is_current": True,
        "receipt_number": facts.receipt_number,
        "full_name": facts.full_name,
        "name_folded": facts.name_folded,
        "birth_date": facts.birth_date,
        "personal_id": facts.personal_id,
        "cell": facts.cell,
        "channel": facts.channel,
        "taken_at": facts.taken_at,
        "document": document,
        "photo_digest": blobs["photo"]["digest"] if "photo" in blobs else None,
        "signature_digest": blobs["signature"]["digest"] if "signature" in blobs else None,
        "files": {part: row["digest"] for part, row in blobs.items()},
        "findings": facts.findings,
        "has_findings": bool(facts.findings),
        "verdict": "",
        "reason": "",
        "field": "",
        "note": "",
        "decided_at": None,
        "decided_by": "",
        "answer_id": None,
    }
    return row, list(blobs.values())


def _check_versions(known: list[tuple[UUID, int]], sender: Sender, version: int) -> bool:
    """Return whether older versions were taken in; refuse what is older or somebody else's."""
    if any(station != sender.station_id for station, _ in known):
        raise QuarantineError(Reason.BAD_RECORD, "record_id")
    if any(before >= version for _, before in known):
        raise QuarantineError(Reason.OLDER_VERSION, "record_version")
    return bool(known)


def _files(raw: RawRecord, document: dict[str, Any], now: datetime) -> dict[str, dict[str, Any]]:
    """Return the rows of the record's files by part; exactly those that it names came."""
    named = batch_rules.named_files(document["files"])
    if named is None or set(named.values()) != set(raw.files):
        raise QuarantineError(Reason.BAD_RECORD, "files")
    found = {}
    for part, name in named.items():
        content = raw.files[name]
        extension = name.rpartition(".")[2]
        if name != batch_rules.part_name(part, str(raw.record_id), extension):
            raise QuarantineError(Reason.BAD_RECORD, "files")
        if content is None or not _is_usable(content, extension):
            raise QuarantineError(_REASONS.get(part, Reason.BAD_RECORD), part)
        digest = raw.digests[name]
        frozen = _told(document, part)
        if frozen is not None and frozen != digest:
            raise QuarantineError(Reason.BAD_RECORD, part)
        found[part] = {
            "digest": digest,
            "kind": _KINDS.get(part, BlobKind.ATTACHED).value,
            "media_type": _MEDIA[extension],
            "size": len(content),
            "content": content,
            "created_at": now,
        }
    return found


def _told(document: dict[str, Any], part: str) -> str | None:
    """Return the digest that the record itself gives for a part, if it gives one."""
    if part.startswith(batch_rules.PAPER):
        papers, number = document.get("papers"), int(part.removeprefix(batch_rules.PAPER))
        is_there = isinstance(papers, list) and number <= len(papers)
        paper = papers[number - 1] if is_there and papers else None
        return str(paper.get("digest")) if isinstance(paper, dict) else ""
    return batch_rules.digest_of(document, part, None)


def _is_usable(content: bytes, extension: str) -> bool:
    from desktop.photo.untrusted import picture_problem  # noqa: PLC0415 - loads OpenCV

    # Drawings and papers are kept as they are; nobody draws or opens them here.
    if extension == "svg":
        return content.lstrip()[:5] in {b"<?xml", b"<svg "}
    if extension == "pdf":
        return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
    return not picture_problem(content)


def _photo_differs(document: dict[str, Any], photo: dict[str, Any], measured_of: int) -> bool:
    """Return whether the photo, if it is one to measure, is not what its check speaks of."""
    report = rules.claimed_check(document)
    if report is None:
        return False
    # Loads OpenCV and the networks.
    from desktop.photo.claims import at_limit, contradicts, speaks  # noqa: PLC0415

    is_overridden = rules.is_overridden(document)
    is_drawn = rules.is_drawn(photo["digest"], measured_of)
    if not (is_drawn or is_overridden or at_limit(report)):
        return False
    if is_overridden and not speaks(report):  # such as a face that no check could find
        return False
    try:
        return contradicts(photo["content"], report)
    except ModelFileError:  # this desk has lost a network; its stations' records still come in
        return False


def _apart(one: Judged, sender: Sender, error: QuarantineError, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "batch_id": sender.batch_id,
        "station_id": sender.station_id,
        "record_id": one.record_id,
        "record_version": one.version,
        "reason": error.reason.value,
        "place": error.place,
        "document": one.document,
        "kept_at": now,
        "answer_id": None,
    }
