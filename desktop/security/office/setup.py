"""Founding an office on a server, joining it with a further counter, and opening it again.

The office's key is made by the first counter. The server keeps it wrapped by the office's recovery
code, as a profile keeps its own; whoever joins types that code, so the key never travels in clear.
Each counter keeps key and password in its own encrypted store, whose key is in the machine's
keyring; the same code opens that store too: one office, one paper.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.models import Office
from desktop.models.sealed import put_seal
from desktop.security import recovery, rules
from desktop.security import store as security
from desktop.security.keystore import KeyStorePort
from desktop.security.office import store as queries
from desktop.security.office.errors import (
    ClocksApartError,
    CounterTakenError,
    NoOfficeError,
    OfficeThereError,
    OtherOfficeError,
    UnknownCounterError,
)
from desktop.security.office.store import WayIn
from desktop.security.profile_making import Keeping, make_profile
from desktop.security.setup import SETUP_ACTOR
from desktop.security.station_identity import fingerprint, make_identity
from desktop.security.tags import Tag
from desktop.security.timekeeping.rules import server_gap
from desktop.security.timekeeping.views import ServerGap
from desktop.security.views import CreatedProfile
from desktop.storage.address import ServerAddress, address_from
from desktop.storage.office_seal import KEY_BYTES, OfficeSeal, SealBrokenError
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.server import (
    Engine,
    bring_up_to_date,
    clock_lead,
    connect,
    explained_for,
    forget_tables,
    has_tables,
)
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Store

_PROOF = "office.proof"


@dataclass(frozen=True)
class OfficeServer:
    """The server of an office, and what opens it.

    Attributes:
        address: where it is.
        password: of the server's user.
        joins_with: the recovery code of the office that is there; None founds one.
    """

    address: ServerAddress
    password: str
    joins_with: str | None = None

    def __repr__(self) -> str:
        """Never show a secret in a log."""
        return f"OfficeServer({self.address.shown!r})"


@dataclass(frozen=True)
class NewCounter:
    """A counter of an office that is to be made.

    Attributes:
        commune_code: 5 digits.
        commune_name: as people write it; may be empty.
        station_code: 2 to 6 capital letters or digits; its own in the office.
        server: where the office keeps its list.
    """

    commune_code: str
    commune_name: str
    station_code: str
    server: OfficeServer


def create_counter(
    profile: Profile,
    new: NewCounter,
    *,
    keystore: KeyStorePort,
    clock: Clock,
    recovery_file: Path | None = None,
    furnish: Callable[[Store], None] | None = None,
) -> CreatedProfile:
    """Make a counter of an office: the first one with its tables, a further one beside it.

    Args:
        profile: where; the folder may exist, but not hold a profile or a store.
        new: what is to be made.
        keystore: where the key of the counter's own store goes.
        clock: where the time comes from.
        recovery_file: text file to write the office's recovery code to, by the first counter.
        furnish: puts more into the office's store; if it fails, nothing is left.

    Raises:
        ServerError: the server does not answer, refuses us, or is not what we need.
        OfficeThereError, NoOfficeError, CounterTakenError, OtherOfficeError: see `errors.py`.
        ClocksApartError: the clocks are more than five minutes apart.
        WrongKeyError: the recovery code is not this office's.
        UserFacingError: the profile cannot be made, as in `create_profile`.
    """
    rules.checked_commune_code(new.commune_code)
    rules.checked_station_code(new.station_code)
    engine = connect(new.server.address, new.server.password)
    try:
        with explained_for(new.server.address):
            _require_clock(engine, clock)
            was_empty = not has_tables(engine)
            if was_empty and new.server.joins_with is not None:
                raise NoOfficeError
            bring_up_to_date(engine, new.server.address, clock.now())
            try:
                return _Making(profile, new, engine, clock).run(keystore, recovery_file, furnish)
            except BaseException:
                if was_empty:
                    forget_tables(engine)
                raise
    finally:
        engine.dispose()


class _Making:
    """One counter on its way; the server's rows come last, so a failure leaves none."""

    def __init__(self, profile: Profile, new: NewCounter, engine: Engine, clock: Clock) -> None:
        self._profile = profile
        self._new = new
        self._engine = engine
        self._clock = clock
        self._store = Store(engine, station=new.station_code)
        self._identity = make_identity(new.commune_code, new.station_code, now=clock.now())
        self._made: list[UUID] = []

    def run(
        self,
        keystore: KeyStorePort,
        recovery_file: Path | None,
        furnish: Callable[[Store], None] | None,
    ) -> CreatedProfile:
        new, code = self._new, self._new.server.joins_with or recovery.make_code()
        row, key = self._office(code)
        put_seal(self._engine.dialect, OfficeSeal(key))
        info = ProfileInfo(
            str(new_id()), new.commune_code, new.station_code, server=new.server.address.kept()
        )
        joins = new.server.joins_with is not None
        keeping = Keeping(keystore, code, recovery_file, clean(new.commune_name), is_known=joins)

        def fill(own: Store) -> None:
            with own.write() as session:
                way = WayIn(row.id, new.server.password, key)
                queries.put_way_in(session, way, at=self._clock.now())
            self._enter(row, furnish)

        _, in_keyring = make_profile(self._profile, info, keeping, self._clock, fill)
        return CreatedProfile(
            profile_id=info.profile_id,
            station_id=self._made[0],
            recovery_code=code,
            certificate_pem=self._identity.certificate_pem,
            key_in_keyring=in_keyring,
            recovery_file=str(recovery_file) if recovery_file else None,
        )

    def _office(self, code: str) -> tuple[Office, bytes]:
        """Return the office that is there, or the one to be founded, and its key."""
        with self._store.read() as session:
            there, counters = queries.office(session), queries.counters(session)
        if self._new.server.joins_with is None:
            if there is not None:
                raise OfficeThereError(", ".join(counters))
            key, office_id = secrets.token_bytes(KEY_BYTES), new_id()
            made = Office(
                id=office_id,
                commune_code=self._new.commune_code,
                wrapped_key=recovery.wrap(key, code).decode(),
                proof=OfficeSeal(key).seal(_PROOF, office_id.bytes).hex(),
                founded_at=self._clock.now(),
            )
            return made, key
        if there is None:
            raise NoOfficeError
        if there.commune_code != self._new.commune_code:
            raise OtherOfficeError(there.commune_code)
        if self._new.station_code in counters:
            raise CounterTakenError(self._new.station_code)
        key = recovery.unwrap(there.wrapped_key.encode(), code)
        _require_key(there, key)
        return there, key

    def _enter(self, row: Office, furnish: Callable[[Store], None] | None) -> None:
        """Write the counter into the server, and before the first one whatever it brings along."""
        with self._store.write() as session:
            # Two counters that are made at once find each other here.
            one_at_a_time(session, "office")
            there = queries.office(session)
            if (there is None) is not (self._new.server.joins_with is None):
                raise OfficeThereError(", ".join(queries.counters(session)))
            if self._new.station_code in queries.counters(session):
                raise CounterTakenError(self._new.station_code)
            now = self._clock.now()
            if there is None:
                session.add(row)
            self._made.append(
                security.add_station(
                    session,
                    self._identity,
                    commune_code=self._new.commune_code,
                    commune_name=clean(self._new.commune_name),
                    code=self._new.station_code,
                    is_practice=False,
                    at=now,
                )
            )
            detail = {"certificate_sha256": fingerprint(self._identity.certificate_pem)}
            made = (Tag.STATION_CREATED, Tag.RECOVERY_CODE_MADE)
            for tag in made if there is None else made[:1]:
                security.record(
                    session,
                    tag,
                    at=now,
                    actor=SETUP_ACTOR,
                    target=str(self._made[0]),
                    detail=detail,
                )
        if furnish is not None:
            furnish(self._store)


def open_office(own: Store, info: ProfileInfo, clock: Clock) -> Store:
    """Return the office's store on its server, sealed, as this counter's.

    Args:
        own: the counter's own store, opened.
        info: what its profile.json says; it names a server.
        clock: where the time comes from.

    Raises:
        ServerError: the server does not answer or refuses us.
        NewerStoreError: a counter with a newer program brought its tables up to date.
        OtherOfficeError: it is another office's server.
        UnknownCounterError: it does not know this counter.
        ClocksApartError: the clocks are more than five minutes apart.
        SealBrokenError: what is there was not sealed by this office.
    """
    address = address_from(info.server or {})
    with own.read() as session:
        way = queries.way_in(session)
    if way is None:
        raise UnknownCounterError(info.station_code)
    engine = connect(address, way.password, info.station_code)
    try:
        with explained_for(address):
            _require_clock(engine, clock)
            _require_office(Store(engine), info, way)
            bring_up_to_date(engine, address, clock.now())
        put_seal(engine.dialect, OfficeSeal(way.key))
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, station=info.station_code)


def _require_office(store: Store, info: ProfileInfo, way: WayIn) -> None:
    if not has_tables(store.engine):
        raise UnknownCounterError(info.station_code)
    with store.read() as session:
        row, counters = queries.office(session), queries.counters(session)
    if row is None or row.id != way.office_id:
        raise OtherOfficeError(row.commune_code if row else "")
    _require_key(row, way.key)
    if info.station_code not in counters:
        raise UnknownCounterError(info.station_code)


def _require_key(row: Office, key: bytes) -> None:
    with suppress(ValueError):
        if OfficeSeal(key).open(_PROOF, bytes.fromhex(row.proof)) == row.id.bytes:
            return
    raise SealBrokenError


def _require_clock(engine: Engine, clock: Clock) -> None:
    lead = clock_lead(engine, clock.now())
    if server_gap(lead) is ServerGap.STOPS:
        raise ClocksApartError(round(abs(lead.total_seconds()) / 60))
