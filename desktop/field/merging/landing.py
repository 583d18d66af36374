"""One return that arrives, block by block: nothing of it counts before all of it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from desktop.batch.signed_file import DocumentError
from desktop.field.kits.record_rows import RecordRows, from_values
from desktop.field.kits.return_file import Document, Piece, ReturnHead
from desktop.field.merging.blocks import Coming, Landed
from desktop.field.merging.rules import Stamp
from desktop.field.merging.settling import Settling
from desktop.field.merging.visits import merge_visits, read_visits
from desktop.models import FieldDevice
from desktop.storage.unit_of_work import Session

RECORDS: Final = 100
BYTES: Final = 32 << 20
"""A block ends with the record that reaches one of the two: so much is held in memory at most,
and one record more."""


class Arrival:
    """Takes the parts of a return in their order, in the caller's transaction.

    Args:
        session: the caller's transaction.
        head: the outside of the return.
        device: who made it.
        settling: makes applications of records.

    Attributes:
        keys: the records that came.
        fresh: those of them that are new or came in a newer form.
        visits: visits whose outcome came or changed.
    """

    def __init__(
        self, session: Session, head: ReturnHead, device: FieldDevice, settling: Settling
    ) -> None:
        self._session = session
        self._head = head
        self._device = device
        self._settling = settling
        self._held: dict[str, bytes] = {}
        self._weight = 0
        self._block: list[Coming] = []
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
            self._weight += len(part.content)
        elif part.key is None:
            self._land()
            coming = read_visits(part.values, self._head.visits)
            self.visits = merge_visits(self._session, coming, self._settling.at)
        else:
            self._take_record(part.key, part)

    def _take_record(self, key: UUID, part: Document) -> None:
        rows = from_values(part.values, key, drafts=bool(self._device.counter))
        if rows.application["origin"] != self._head.station:
            raise DocumentError("a record that was made elsewhere")
        stamp = Stamp(rows.version, _changed_at(rows), part.sha256)
        self._block.append(Coming(rows, stamp, part.values))
        self.keys.add(key)
        if len(self._block) >= RECORDS or self._weight >= BYTES:
            self._land()

    def _land(self) -> None:
        """Put a block into the store; hold only bytes that a later record may still name."""
        landed = Landed(self._session, self._device, self._settling, self._block, self._held)
        self.fresh |= landed.fresh
        self._held = landed.spare
        self._weight = sum(len(content) for content in self._held.values())
        self._block = []


def _changed_at(rows: RecordRows) -> datetime:
    """Return when a record changed last, with whatever lies beside it."""
    times: list[datetime] = [rows.application["updated_at"], rows.member["updated_at"]]
    times += [one["updated_at"] for one in rows.papers]
    times += [one["read_at"] for one in rows.readings]
    return max(times)
