"""Some records of a return put into the store together: what is known of them is asked once.

Most records are new and nothing stands against them: those become applications at once, a table
at a time, and their document is never kept beside them. All others are kept waiting one by one,
as `settling.py` finds them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.batch.signed_file import DocumentError
from desktop.field.adopting import store as sets
from desktop.field.adopting.store import Adopted
from desktop.field.kits.record_rows import RecordRows
from desktop.field.merging import store as queries
from desktop.field.merging.rules import Stamp, is_newer
from desktop.field.merging.settling import Settling
from desktop.models import FieldDevice
from desktop.storage.unit_of_work import Session


@dataclass(frozen=True, slots=True)
class Coming:
    """A record that came: its rows, how new its form is, and the document they were read from."""

    rows: RecordRows
    stamp: Stamp
    document: dict[str, Any]


class Landed:
    """A block of records, put into the store.

    Args:
        session: the caller's transaction.
        device: the laptop that brought them.
        settling: makes applications of records.
        block: the records.
        held: bytes that came and are not in the store yet.

    Attributes:
        fresh: the records that are new or came in a newer form.
        spare: bytes that this store does not have; a later record may name them.

    Raises:
        DocumentError: one of them is not what it should be; nothing that came may be kept.
    """

    def __init__(
        self,
        session: Session,
        device: FieldDevice,
        settling: Settling,
        block: Sequence[Coming],
        held: Mapping[str, bytes],
    ) -> None:
        self._session = session
        self._device = device
        self._settling = settling
        known = sets.field_records(session, [one.rows.key for one in block])
        newer = [
            one for one in block if is_newer(one.stamp, queries.stamp_of(known.get(one.rows.key)))
        ]
        self.fresh = {one.rows.key for one in newer}
        self._require_ours(known, self.fresh)
        self.spare = self._put_bytes(block, newer, held)
        members = sets.standing_members(session, [one.rows for one in newer], device.station)
        first = [
            Adopted(
                one.rows,
                members[one.rows.member_id],
                one.stamp.changed_at,
                one.stamp.sha256,
            )
            for one in newer
            if one.rows.key not in known
        ]
        left = settling.adopt_many(device, first)
        for one in newer:
            if one.rows.key in known or one.rows.key in left:
                queries.keep_waiting(
                    session,
                    known.get(one.rows.key),
                    one.rows,
                    one.stamp,
                    one.document,
                    member_id=members[one.rows.member_id],
                    device_id=device.id,
                    at=settling.at,
                )

    def _require_ours(self, known: Mapping[UUID, Any], fresh: Collection[UUID]) -> None:
        """Refuse what another laptop, or this office itself, has made."""
        if any(known[key].device_id != self._device.id for key in fresh if key in known):
            raise DocumentError("a record of another laptop")
        if sets.applications(self._session, [key for key in fresh if key not in known]):
            raise DocumentError("a record of this office")

    def _put_bytes(
        self, block: Sequence[Coming], newer: Sequence[Coming], held: Mapping[str, bytes]
    ) -> dict[str, bytes]:
        """Keep the bytes that newer records name; return those that nobody named yet."""
        named = {digest for one in block for digest in one.rows.blobs}
        missing = sets.missing_blobs(self._session, named)
        wanted = {
            digest: kind
            for one in newer
            for digest, kind in one.rows.blobs.items()
            if digest in missing
        }
        if any(digest not in held for digest in wanted):
            raise DocumentError("bytes that did not come")
        queries.put_blobs(self._session, wanted, held, self._settling.at)
        return {
            digest: content
            for digest, content in held.items()
            if digest not in named or (digest in missing and digest not in wanted)
        }
