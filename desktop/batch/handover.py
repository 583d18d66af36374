"""The hand-over sheet of a batch (biên bản bàn giao).

Two forms: the one that is printed here carries names; the one saved beside the batch file does
not, because that folder is usually a USB stick and a stick gets lost: there the receipt numbers
stand for the people.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.batch import store as queries
from desktop.batch.errors import UnknownBatchError
from desktop.common.actors import signer
from desktop.common.clock import Clock, local, show_date, show_time
from desktop.common.dates import show_iso
from desktop.common.files import write_whole
from desktop.common.i18n import vi
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, OFFICE_NAME, OFFICE_UPPER
from desktop.common.vocabulary import FieldKey
from desktop.documents.handover import HandoverContent, HandoverRow, render_handover
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.storage.unit_of_work import Store

SUFFIX = "-ban-giao.pdf"


class HandoverService:
    """Makes hand-over sheets of batches that left."""

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    def sheet(self, batch_id: UUID, *, with_names: bool) -> bytes:
        """Return the sheet as PDF.

        Args:
            batch_id: a batch of this station.
            with_names: True for printing here; False for a file that leaves the office.

        Raises:
            UnknownBatchError: there is no such batch.
        """
        with self._store.read() as session:
            batch = queries.batch_by_id(session, batch_id)
            if batch is None:
                raise UnknownBatchError
            records = queries.snapshots_of(session, batch_id)
            station = security.station_of(session)
        text = self._preferences.text
        office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
        moment = local(batch.exported_at)
        place = vi("{place}, ngày {day} tháng {month} năm {year}").format(
            place=station.commune_name or station.code,
            day=f"{moment:%d}",
            month=moment.month if moment.month > 2 else f"{moment:%m}",
            year=moment.year,
        )
        content = HandoverContent(
            office_lines=tuple(line for line in (text(OFFICE_UPPER), office) if line),
            campaign_title=text(CAMPAIGN_TITLE),
            legal_basis=text(LEGAL_BASIS),
            place_date=place,
            station=f"{office} ({station.code})",
            sequence=batch.sequence,
            batch_id=str(batch.id),
            file_name=batch.file_name,
            sealed_at=f"{show_time(batch.exported_at)}, {show_date(batch.exported_at)}",
            counts=_counts(records),
            digest=batch.file_sha256,
            rows=tuple(_row(record, with_names=with_names) for record in records),
            giver=signer(batch.exported_by) if with_names else "",
            practice=station.is_practice,
        )
        return render_handover(content)

    def write_beside(self, batch_id: UUID, batch_file: Path) -> Path:
        """Save the sheet without names beside the batch file and return where it lies.

        Raises:
            UserFacingError: the folder cannot be written; the batch itself is safe.
        """
        target = batch_file.with_name(batch_file.stem + SUFFIX)
        write_whole(target, self.sheet(batch_id, with_names=False))
        return target


def _counts(records: list[dict[str, Any]]) -> tuple[tuple[str, int], ...]:
    photos = sum(bool(record.get("photo", {}).get("digest")) for record in records)
    signed = sum(bool(record.get("signature", {}).get("digest")) for record in records)
    return (
        (vi("Hồ sơ"), len(records)),
        (vi("Ảnh chân dung"), photos),
        (vi("Chữ ký"), signed),
        (vi("Không ký được, có người làm chứng"), len(records) - signed),
    )


def _row(record: dict[str, Any], *, with_names: bool) -> HandoverRow:
    fields = record.get("fields", {})
    number = str(record.get("receipt_number", ""))
    if not with_names:
        return HandoverRow("", "", str(fields.get(FieldKey.CELL.value, "")), number)
    return HandoverRow(
        full_name=str(fields.get(FieldKey.FULL_NAME.value, "")),
        birth_shown=show_iso(fields.get(FieldKey.BIRTH_DATE.value)),
        cell=str(fields.get(FieldKey.CELL.value, "")),
        receipt_number=number,
    )
