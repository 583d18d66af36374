"""Leaves an event of what somebody asked for whose role does not include it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop.common.errors import StoreError
from desktop.security.access.permissions import Permission
from desktop.security.store import record
from desktop.security.tags import Tag

if TYPE_CHECKING:
    from desktop.common.clock import Clock
    from desktop.storage.unit_of_work import Store

_log = logging.getLogger(__name__)


def note_refusal(store: Store, clock: Clock, name: str, verb: str, permission: Permission) -> None:
    """Record who was refused what; a store that cannot be written does not hide the refusal."""
    detail = {"permission": permission.value}
    try:
        with store.write() as session:
            record(
                session,
                Tag.PERMISSION_REFUSED,
                at=clock.now(),
                actor=name,
                target=verb,
                detail=detail,
            )
    except StoreError as error:
        _log.warning("a refusal was not recorded: %s", error.code)
