"""Making a fresh copy of the list from the server, and being known to the office under a code."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.common.clock import Clock
from desktop.common.errors import StoreError
from desktop.common.ids import new_id
from desktop.field.copies import store as queries
from desktop.field.copies.keeping import (
    FOLDER,
    Kept,
    forget_others,
    keep,
    kept,
    kept_in,
    making,
    open_copy,
)
from desktop.models import FieldDevice, Station
from desktop.models.base import table_of
from desktop.security import sealing
from desktop.security import store as security
from desktop.security.setup import SETUP_ACTOR
from desktop.security.station_identity import fingerprint, make_identity
from desktop.security.tags import Tag
from desktop.storage import guards
from desktop.storage.copy_guard import install_copy_guard
from desktop.storage.engine import KEY_BYTES, make_engine
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Store

_LETTERS: Final = "NPQRSTUVXYZ23456789"
"""What a copy's code ends with; the first letter that is free in the office."""
_LONGEST: Final = 6


class CopyMaker:
    """Makes the copies of one counter.

    Args:
        own: the counter's own small store.
        server: the office's store.
        folder: of the counter's profile.
        clock: where the time comes from.
    """

    def __init__(self, own: Store, server: Store, folder: Path, clock: Clock) -> None:
        self._own = own
        self._server = server
        self._folder = folder
        self._clock = clock

    def refresh(self) -> bool:
        """Make a fresh copy if the server has changed since the last one; return whether.

        While the counter goes on with its copy, or another program makes one, nothing is done.

        Raises:
            StoreError: the server does not answer, or there is no room; the copy is as before.
        """
        found = kept(self._own)
        if (found is not None and found.since is not None) or not self.is_stale():
            return False
        with making(self._folder) as place:
            return place is not None and self._make(place, lambda one: one is None or not one.since)

    def is_stale(self) -> bool:
        """Whether there is no copy, or the server has changed since; the server is asked always.

        Raises:
            StoreError: the server does not answer.
        """
        found = kept(self._own)
        with self._server.read() as session:
            now = queries.as_of(session)
        if found is None or not (self._folder / FOLDER / found.file).is_file():
            return True
        return now != found.as_of

    def make_anew(self, left: Kept) -> bool:
        """Make a fresh copy in the place of one whose records are all on the server.

        Args:
            left: that one; if another took its place meanwhile, nothing is done.

        Raises:
            StoreError: as `refresh`.
        """
        with making(self._folder) as place:
            return place is not None and self._make(place, lambda one: one == left)

    # ------------------------------------------------------------ inside

    def _make(self, place: Path, may: Callable[[Kept | None], bool]) -> bool:
        before = kept(self._own)
        if not may(before):
            return False
        forget_others(place, before)
        carried = self._carried(before)
        home, is_new = self._home(carried)
        now = self._clock.now()
        made = Kept(f"{new_id().hex}.db", secrets.token_bytes(KEY_BYTES), home.code, now)
        try:
            found = self._write(place / made.file, made, home, [] if is_new else carried)
            with self._own.write() as session:
                is_ours = kept_in(session) == before  # nobody went on with it meanwhile
                if is_ours:
                    keep(session, replace(made, people=found.people, as_of=found.as_of), at=now)
        finally:
            forget_others(place, kept(self._own))
        return is_ours

    def _carried(self, before: Kept | None) -> queries.Carried:
        """Return what goes on from the copy before; nothing if it does not open any more."""
        if before is None:
            return []
        with suppress(StoreError):
            old = open_copy(self._folder, before, self._clock)
            try:
                with old.read() as session:
                    return queries.carried(session)
            finally:
                old.close()
        return []

    def _home(self, carried: queries.Carried) -> tuple[Station, bool]:
        """Return the station of the copy, known to the office; whether it is a new one.

        Its code is its own, so the receipt numbers it gives meet no others.
        """
        now = self._clock.now()
        with self._server.write() as session:
            one_at_a_time(session, "office")
            home = _station(carried) if carried else None
            if home is not None and queries.device_of(session, home.certificate_pem) is not None:
                return home, False
            counter, taken = security.station_of(session), queries.codes(session)
            is_new = home is None or home.code in taken
            if home is None or is_new:
                home = _new_station(counter, _free_code(counter.code, taken), now)
            session.add(_device(home, counter, now))
            security.record_shared(
                session,
                Tag.COPY_KNOWN,
                at=now,
                actor=SETUP_ACTOR,
                target=home.code,
                detail={"station": counter.code, "copy": home.code},
            )
            return home, is_new

    def _write(
        self, path: Path, made: Kept, home: Station, carried: queries.Carried
    ) -> queries.Contents:
        """Write the whole copy into a new file; return what is in it."""
        with self._server.read() as session:
            queries.one_moment(session)
            counter = security.station_of(session)
            found = queries.contents(session, counter, home.id, made.made_at)
        engine = make_engine(path, made.key)
        store = Store(engine)
        try:
            with store.write() as session:
                connection = session.connection()
                queries.make_tables(connection)
                first = carried or [(table_of(Station), [queries.values_of(home)])]
                found.tables[:0] = first
                queries.put_contents(session, found)
                guards.install(connection)
                install_copy_guard(connection)
            store.fold_log()
        finally:
            store.close()
        return found


def _station(carried: queries.Carried) -> Station:
    ((_, (row,)),) = [one for one in carried if one[0] is table_of(Station)]
    return Station(**row)


def _new_station(counter: Station, code: str, now: datetime) -> Station:
    identity = make_identity(counter.commune_code, code, now=now)
    return Station(
        id=new_id(),
        origin=code,
        version=1,
        created_at=now,
        updated_at=now,
        commune_code=counter.commune_code,
        commune_name=counter.commune_name,
        province_name=counter.province_name,
        code=code,
        name=counter.name,
        is_practice=counter.is_practice,
        certificate_pem=identity.certificate_pem,
        private_key_pem=identity.private_key_pem,
        answer_key=sealing.new_identity().secret,
    )


def _device(home: Station, counter: Station, now: datetime) -> FieldDevice:
    return FieldDevice(
        id=new_id(),
        station=home.code,
        counter=counter.code,
        certificate_pem=home.certificate_pem,
        certificate_sha256=fingerprint(home.certificate_pem),
        public_key=sealing.identities_of(home.answer_key)[0].public,
        is_compared=True,
        known_at=now,
        known_by=SETUP_ACTOR,
        revoked_at=None,
    )


def _free_code(counter: str, taken: set[str]) -> str:
    stem = counter[: _LONGEST - 1]
    return next(stem + letter for letter in _LETTERS if stem + letter not in taken)
