"""One return that arrives: each record kept whole, until it is decided what becomes of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.batch.signed_file import DocumentError
from desktop.field.kits.record_rows import RecordRows, from_values
from desktop.field.kits.return_file import Document, Piece, ReturnHead
from desktop.field.merging import store as queries
from desktop.field.merging.rules import Stamp, is_newer
from desktop.field.merging.visits import merge_visits, read_visits
from desktop.models import FieldDevice
from desktop.storage.unit_of_work import Session


class Arrival:
    """Takes the parts of a return in their order, in the caller's transaction.

    Attributes:
        keys: the records that came.
        fresh: those of them that are new or came in a newer form.
        visits: visits whose outcome came or changed.
    """

    def __init__(
        self, session: Session, head: ReturnHead, device: FieldDevice, at: datetime
    ) -> None:
        self._session = session
        self._head = head
        self._device = device
        self._at = at
        self._held: dict[str, bytes] = {}
        self.keys: set[UUID] = set()
        self.fresh: set[UUID] = set()
        self.visits = 0

    def take(self, part: Piece | Document) -> None:
        """Take one part.

        Raises:
            DocumentError: it is not what it should be; nothing that came may be kept.
        """
        if isinstance(part, Piece):
            self._held[part.digest] = part.content
        elif part.key is None:
            coming = read_visits(part.values, self._head.visits)
            self.visits = merge_visits(self._session, coming, self._at)
        else:
            self._take_record(part.key, part)

    def _take_record(self, key: UUID, part: Document) -> None:
        rows = from_values(part.values, key)
        if rows.application["origin"] != self._head.station:
            raise DocumentError("a record that was made elsewhere")
        stamp = Stamp(rows.version, _changed_at(rows), part.sha256)
        self.keys.add(key)
        known = queries.field_record(self._session, key)
        if not is_newer(stamp, queries.stamp_of(known)):
            self._let_go(rows)
            return
        if known is not None and known.device_id != self._device.id:
            raise DocumentError("a record of another laptop")
        if known is None and queries.application(self._session, key) is not None:
            raise DocumentError("a record of this office")
        self._put_bytes(rows)
        member = queries.standing_member(self._session, rows, self._head.station)
        queries.keep_waiting(
            self._session,
            known,
            rows,
            stamp,
            part.values,
            member_id=member,
            device_id=self._device.id,
            at=self._at,
        )
        self.fresh.add(key)

    def _put_bytes(self, rows: RecordRows) -> None:
        queries.put_blobs(self._session, rows.blobs, self._held, self._at)
        if queries.missing_blobs(self._session, rows.blobs):
            raise DocumentError("bytes that did not come")
        self._let_go(rows, keep=False)

    def _let_go(self, rows: RecordRows, *, keep: bool = True) -> None:
        """Hold bytes no longer than needed; what this store does not have may be named again."""
        spare: set[str] = set()
        if keep:
            spare = queries.missing_blobs(self._session, rows.blobs)
        for digest in rows.blobs:
            if digest not in spare:
                self._held.pop(digest, None)


def _changed_at(rows: RecordRows) -> datetime:
    """Return when a record changed last, with whatever lies beside it."""
    times: list[datetime] = [rows.application["updated_at"], rows.member["updated_at"]]
    times += [one["updated_at"] for one in rows.papers]
    times += [one["read_at"] for one in rows.readings]
    return max(times)
