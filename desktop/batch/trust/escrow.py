"""The escrow of the province at a station: a second recipient of its batches."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from desktop.batch.trust import store as queries
from desktop.batch.trust.documents import Escrow
from desktop.common.i18n import vi
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session

_KEY: Final = "escrow_key"
_SINCE: Final = "escrow_since"


def follow_escrow(session: Session, name: str, escrow: Escrow, *, at: datetime, actor: str) -> None:
    """Seal batches to the escrow that a trusted key file names, and to no older one.

    An older key file that is installed again changes nothing: the newest escrow holds.

    Args:
        session: the unit of work.
        name: of the province.
        escrow: what its key file says.
        at: now.
        actor: who installed the file.
    """
    known = security.all_settings(session)
    before, since = str(known.get(_KEY, "")), str(known.get(_SINCE, ""))
    said = escrow.since.astimezone(UTC).isoformat()
    if said <= since:
        return
    if before and before != escrow.public_key:
        queries.drop_recipient(session, before)
    if escrow.public_key:
        row = security.recipient_with_key(session, escrow.public_key)
        if row is None:
            label = vi("{name} (khóa dự phòng)").format(name=name)
            security.add_recipient(session, label, escrow.public_key, at=at)
        else:
            row.is_active = True
    security.put_setting(session, _KEY, escrow.public_key, at=at)
    security.put_setting(session, _SINCE, said, at=at)
    detail = {"before": before, "public_key": escrow.public_key, "since": said}
    security.record(session, Tag.ESCROW_SET, at=at, actor=actor, detail=detail)
