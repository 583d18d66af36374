"""A draft of the server that a counter went on with in its copy, on the server again."""

from __future__ import annotations

from desktop.common.vocabulary import ApplicationState, FieldState
from desktop.field.adopting import store as sets
from desktop.field.copies import store as queries
from desktop.field.copies.records import Record
from desktop.field.merging import store as merging
from desktop.field.merging.rules import Stamp, is_newer
from desktop.field.merging.settling import Settling
from desktop.models import Application, FieldDevice
from desktop.security.store import Happening
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session

_STAYS = frozenset({"updated_at", "station_id"})
"""Columns of an application that each store writes for itself."""


class GoingOn:
    """One such record, in the transaction that brings it.

    Args:
        session: the caller's transaction on the server.
        settling: collects the events.
        device: the copy among the office's devices.
        one: the record.
    """

    def __init__(
        self, session: Session, settling: Settling, device: FieldDevice, one: Record
    ) -> None:
        self._session = session
        self._settling = settling
        self._device = device
        self._one = one
        self._rows = one.rows

    def go_on(self) -> None:
        """Let the server's record be as the copy's, or both wait for a choice."""
        sets.hold_people(self._session, [self._rows.member_id])
        here = self._session.get(Application, self._rows.key, populate_existing=True)
        if here is not None and self._is_there(here):
            return
        self._put_bytes()
        if here is None or not self._is_untouched(here):
            self._wait()
            return
        merging.follow(self._session, here, self._rows, self._settling.at)
        self._settling.note(
            Happening(
                Tag.FIELD_RECORD_MERGED,
                str(here.id),
                {
                    "device": self._device.station,
                    "version": self._rows.version,
                    "receipt": self._rows.receipt_number or "",
                    "sha256": self._one.sha256,
                },
            )
        )

    def _is_there(self, here: Application) -> bool:
        """Whether the server has it like this already: it came, and the answer got lost."""
        return all(
            getattr(here, name) == value
            for name, value in self._rows.application.items()
            if name not in _STAYS
        ) and {page.id for page in queries.pages_of(self._session, here.id)} == set(
            self._one.loose.pages
        )

    def _is_untouched(self, here: Application) -> bool:
        return (
            here.state == ApplicationState.DRAFT
            and queries.changed_at(self._session, here) == self._one.taken.base
        )

    def _put_bytes(self) -> None:
        at = self._settling.at
        merging.put_blobs(self._session, self._rows.blobs, self._one.blobs, at)

    def _wait(self) -> None:
        known = merging.field_record(self._session, self._rows.key)
        stamp = Stamp(self._rows.version, self._one.taken.changed_at, self._one.sha256)
        if known is not None and known.state != FieldState.WAITING.value:
            return
        if is_newer(stamp, merging.stamp_of(known)):
            merging.keep_waiting(
                self._session,
                known,
                self._rows,
                stamp,
                self._one.values,
                member_id=self._rows.member_id,
                device_id=self._device.id,
                at=self._settling.at,
            )
