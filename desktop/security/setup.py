"""Making a profile and opening it: the only two ways to the key of the store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import UUID

from desktop import __version__
from desktop.common.clock import Clock
from desktop.common.errors import (
    KeyUnavailableError,
    NotAllowedError,
    StoreError,
    WrongKeyError,
)
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.security import recovery, rules
from desktop.security import store as queries
from desktop.security.keystore import KeyStorePort
from desktop.security.profile_making import Keeping, make_profile
from desktop.security.station_identity import StationIdentity, fingerprint, make_identity
from desktop.security.tags import Tag
from desktop.security.views import CreatedProfile
from desktop.storage.engine import make_copy_engine, make_engine
from desktop.storage.migrate import current_revision, upgrade
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store

SETUP_ACTOR = "setup"
VERSION_NOTE = "program_version"
"""The version that had the store last; nobody's choice, so not among the declared settings."""


def create_profile(
    profile: Profile,
    *,
    commune_code: str,
    commune_name: str = "",
    station_code: str,
    keystore: KeyStorePort,
    clock: Clock,
    recovery_file: Path | None = None,
    is_practice: bool = False,
    furnish: Callable[[Store], None] | None = None,
) -> CreatedProfile:
    """Make a ready profile; if anything fails, nothing of it is left.

    Args:
        profile: where; the folder may exist, but not hold a profile or a store.
        commune_code: 5 digits.
        commune_name: as people write it; may be empty.
        station_code: 2 to 6 capital letters or digits.
        keystore: where the key goes.
        clock: where the time comes from.
        recovery_file: text file to write the recovery code to; needed without a keyring.
        is_practice: invented people only.
        furnish: puts more into the new store; if it fails, nothing is left either.

    Raises:
        InputFileError: a code is not in its form, or a folder cannot be written.
        NotAllowedError: a profile or the recovery file is already there.
        KeyUnavailableError: this machine has no keyring and no recovery file was asked for.
        DiskFullError: there is no room.
    """
    rules.checked_commune_code(commune_code)
    rules.checked_station_code(station_code)
    info = ProfileInfo(str(new_id()), commune_code, station_code, is_practice)
    identity = make_identity(commune_code, station_code, now=clock.now())
    name = clean(commune_name)
    made: list[UUID] = []

    def fill(store: Store) -> None:
        made.append(_fill(store, info, identity, name, clock))
        if furnish is not None:
            furnish(store)

    paper = recovery.make_code()
    code, in_keyring = make_profile(
        profile, info, Keeping(keystore, paper, recovery_file, name), clock, fill
    )
    return CreatedProfile(
        profile_id=info.profile_id,
        station_id=made[0],
        recovery_code=code,
        certificate_pem=identity.certificate_pem,
        key_in_keyring=in_keyring,
        recovery_file=str(recovery_file) if recovery_file else None,
    )


def create_role_profile(
    profile: Profile,
    *,
    role: str,
    unit_code: str,
    keystore: KeyStorePort,
    clock: Clock,
    fill: Callable[[Store], None],
    recovery_file: Path | None = None,
    is_practice: bool = False,
) -> str:
    """Make a profile that is not a counter's and return its recovery code.

    Args:
        profile: where; the folder may exist, but not hold a profile or a store.
        role: what it is, see `storage/profile.py`.
        unit_code: official code of whom it belongs to.
        keystore: where the key goes.
        clock: where the time comes from.
        fill: writes the first rows into the new store.
        recovery_file: text file to write the recovery code to; needed without a keyring.
        is_practice: invented people only.

    Raises:
        NotAllowedError: a profile or the recovery file is already there.
        KeyUnavailableError: this machine has no keyring and no recovery file was asked for.
        InputFileError: a folder cannot be written.
    """
    info = ProfileInfo(str(new_id()), unit_code, "", is_practice, role=role)
    keeping = Keeping(keystore, recovery.make_code(), recovery_file)
    return make_profile(profile, info, keeping, clock, fill)[0]


def open_store(
    profile: Profile, keystore: KeyStorePort, unlock_code: str | None, clock: Clock
) -> Store:
    """Open the store of a profile and bring it to the shape this program needs.

    The key comes from the keyring; when it is not there, or does not fit, from the recovery
    code, and is then put into the keyring (if there is one) so that the next start needs none.

    Raises:
        InputFileError: there is no profile here, or one of its files is damaged.
        KeyUnavailableError: no key in the keyring and no code given.
        WrongKeyError: the code (or the key in the keyring, when no code is given) does not fit.
        NewerStoreError: a newer program wrote the store.
        StoreError: the store is missing or cannot be read.
        NotAllowedError: profile.json and the store differ about practice.
    """
    info = profile.read_info()
    if not profile.store_file.is_file():
        raise StoreError(
            tr("Không thấy kho dữ liệu trong “{folder}”.").format(folder=profile.folder),
            tr("Chép lại cả thư mục dữ liệu từ bản sao lưu; đừng tạo quầy mới đè lên."),
        )
    try:
        key, unavailable = keystore.get(info.profile_id), None
    except KeyUnavailableError as error:
        key, unavailable = None, error
    if key is None and unlock_code is None:
        raise unavailable or _no_key()
    if key is not None:
        try:
            return _opened(profile, key, clock)
        except WrongKeyError:
            if unlock_code is None:
                raise
    # A scanned QR code or a pasted paragraph may have more around the code.
    code = recovery.find_code(unlock_code or "") or unlock_code or ""
    key = recovery.unwrap(_wrapped_key(profile), code)
    store = _opened(profile, key, clock)
    try:
        with store.write() as session:
            queries.record(session, Tag.STORE_UNLOCKED, at=clock.now(), actor=SETUP_ACTOR)
        with suppress(KeyUnavailableError):
            keystore.set(info.profile_id, key)
    except BaseException:
        store.close()
        raise
    return store


def prove_code(profile: Profile, code: str) -> None:
    """Make sure that a recovery code opens this very store; nothing is changed.

    The key is tried on the store itself: a recovery file that somebody put into the folder
    proves nothing.

    Raises:
        WrongKeyError: the code is not the one of this store.
        InputFileError: the file keys/recovery.json is damaged.
        KeyUnavailableError: it is not there.
        StoreError: the store cannot be read.
    """
    found = recovery.find_code(code) or code
    engine = make_engine(profile.store_file, recovery.unwrap(_wrapped_key(profile), found))
    try:
        current_revision(engine)
    finally:
        engine.dispose()


def _opened(profile: Profile, key: bytes, clock: Clock) -> Store:
    engine = make_engine(profile.store_file, key)
    try:
        copy = upgrade(engine, profile.store_file, now=clock.now())
        store = Store(engine, partial(make_copy_engine, key=key), key=key)
        if copy is not None:
            with store.write() as session:
                detail = {"copy": copy.name}
                queries.record(
                    session, Tag.STORE_MIGRATED, at=clock.now(), actor=SETUP_ACTOR, detail=detail
                )
        _require_its_side(profile, store)
        _note_version(store, clock)
    except BaseException:
        engine.dispose()
        raise
    return store


def _require_its_side(profile: Profile, store: Store) -> None:
    """Believe profile.json no word about practice that the store does not say."""
    with store.read() as session:
        station = queries.read_station(session)
    if station is not None and station.is_practice != profile.read_info().is_practice:
        raise NotAllowedError(
            tr("Tệp profile.json và kho dữ liệu nói khác nhau về việc thực hành."),
            tr("Chép lại profile.json từ bản sao lưu; kho dữ liệu vẫn còn nguyên."),
            code="QTN-611",
        )


def _note_version(store: Store, clock: Clock) -> None:
    """Say in the trail that another version of the program has the store from now on."""
    with store.read() as session:
        before = queries.stored_value(session, VERSION_NOTE)
    if before == __version__:
        return
    # A full disk must not keep people from what is in the store; the next start says it then.
    with suppress(StoreError), store.write() as session:
        queries.put_setting(session, VERSION_NOTE, __version__, at=clock.now())
        if before is not None:
            queries.record(
                session,
                Tag.PROGRAM_CHANGED,
                at=clock.now(),
                actor=SETUP_ACTOR,
                target=__version__,
                detail={"before": before, "after": __version__},
            )


def _wrapped_key(profile: Profile) -> bytes:
    try:
        return profile.recovery_file.read_bytes()
    except OSError as error:
        raise KeyUnavailableError(
            tr("Thư mục dữ liệu không có tệp keys/recovery.json."),
            tr("Chép lại tệp này từ bản sao lưu rồi mở lại bằng mã khôi phục."),
        ) from error


def _no_key() -> KeyUnavailableError:
    return KeyUnavailableError(
        tr("Kho khóa của máy này không có khóa của quầy."),
        tr("Mở bằng mã khôi phục in trên giấy của quầy; lần sau sẽ không phải nhập lại."),
    )


def _fill(
    store: Store, info: ProfileInfo, identity: StationIdentity, commune_name: str, clock: Clock
) -> UUID:
    with store.write() as session:
        station_id: UUID = queries.add_station(
            session,
            identity,
            commune_code=info.commune_code,
            commune_name=commune_name,
            code=info.station_code,
            is_practice=info.is_practice,
            at=clock.now(),
        )
        for tag in (Tag.STATION_CREATED, Tag.RECOVERY_CODE_MADE):
            queries.record(
                session,
                tag,
                at=clock.now(),
                actor=SETUP_ACTOR,
                target=str(station_id),
                detail={"certificate_sha256": fingerprint(identity.certificate_pem)},
            )
    return station_id
