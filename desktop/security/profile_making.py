"""Making a profile's key, its recovery file and its store; if anything fails, nothing is left."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.common.clock import Clock, local
from desktop.common.errors import InputFileError, KeyUnavailableError, NotAllowedError
from desktop.common.files import translated, write_whole
from desktop.common.i18n import tr, vi
from desktop.security import recovery
from desktop.security.keystore import KEY_BYTES, KeyStorePort
from desktop.storage.engine import make_engine
from desktop.storage.migrate import upgrade
from desktop.storage.profile import PROVINCE_ROLE, Profile, ProfileInfo
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class Keeping:
    """Who keeps the key of a new profile.

    Attributes:
        keystore: the keyring.
        code: the recovery code that wraps it as well.
        recovery_file: text file to write the code to; needed without a keyring.
        name: of the commune, as the file says it.
        is_known: whether somebody has the code on paper already.
    """

    keystore: KeyStorePort
    code: str
    recovery_file: Path | None = None
    name: str = ""
    is_known: bool = False


def make_profile(
    profile: Profile,
    info: ProfileInfo,
    keeping: Keeping,
    clock: Clock,
    fill: Callable[[Store], None],
) -> tuple[str, bool]:
    """Make key, recovery file and store; return the code and whether a keyring has the key.

    Args:
        profile: where; the folder may exist, but not hold a profile or a store.
        info: what profile.json will say.
        keeping: who keeps the key.
        clock: where the time comes from.
        fill: writes the first rows into the new store; if it fails, nothing is left.

    Raises:
        UserFacingError: as `create_profile` and `fill` do.
    """
    file = keeping.recovery_file
    _refuse_existing(profile, file)
    key, code, keystore = secrets.token_bytes(KEY_BYTES), keeping.code, keeping.keystore
    with _undone_on_failure(profile, file):
        needed = file is None and not keeping.is_known
        in_keyring = _kept(keystore, info.profile_id, key, needed=needed)
        try:
            write_whole(profile.recovery_file, recovery.wrap(key, code))
            if file is not None:
                text = _recovery_text(code, info, keeping.name, clock)
                write_whole(file, text.encode("utf-8-sig"))
            _make_store(profile, key, clock, fill)
            profile.save_info(info)  # last: this file makes the folder a profile
        except BaseException:
            with suppress(KeyUnavailableError):
                keystore.delete(info.profile_id)
            raise
    return code, in_keyring


def _make_store(profile: Profile, key: bytes, clock: Clock, fill: Callable[[Store], None]) -> None:
    profile.store_file.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(profile.store_file, key)
    try:
        upgrade(engine, now=clock.now())
        fill(Store(engine))
    finally:
        engine.dispose()


def _refuse_existing(profile: Profile, recovery_file: Path | None) -> None:
    if profile.exists() or profile.store_file.exists() or profile.recovery_file.exists():
        raise NotAllowedError(
            tr("Thư mục “{folder}” đã có dữ liệu của một quầy.").format(folder=profile.folder),
            tr("Chọn thư mục mới, hoặc mở quầy đã có. Dữ liệu cũ vẫn nguyên."),
            code="QTN-316",
        )
    if recovery_file is not None and recovery_file.exists():
        raise NotAllowedError(
            tr("Tệp “{file}” đã có sẵn.").format(file=recovery_file),
            tr("Chọn tên tệp khác cho mã khôi phục, để không mất mã của quầy khác."),
            code="QTN-317",
        )


def _kept(keystore: KeyStorePort, profile_id: str, key: bytes, *, needed: bool) -> bool:
    try:
        keystore.set(profile_id, key)
    except KeyUnavailableError as error:
        if not needed:
            return False
        raise KeyUnavailableError(
            tr("Máy này không có kho khóa, nên phải có mã khôi phục."),
            tr("Tạo lại và cho biết nơi ghi tệp mã khôi phục (“--recovery TỆP”)."),
        ) from error
    return True


def _recovery_text(code: str, info: ProfileInfo, commune_name: str, clock: Clock) -> str:
    lines = [
        tr("MÃ KHÔI PHỤC – QUẦY TIẾP NHẬN"),
        _titled(info, commune_name),
        tr("Lập ngày {date}").format(date=f"{local(clock.now()):%d/%m/%Y}"),
        "",
        code,
        "",
        vi("Ai có mã này và thư mục dữ liệu thì mở được toàn bộ hồ sơ."),
        vi("In ra, niêm phong, cất két; rồi xóa tệp này khỏi máy."),
        vi("Chữ O là số 0, chữ I và L là số 1."),
        "",
    ]
    return "\r\n".join(lines)


def _titled(info: ProfileInfo, commune_name: str) -> str:
    if info.role == PROVINCE_ROLE:
        return tr("Bàn tỉnh, mã tỉnh {code}").format(code=info.commune_code)
    text = tr("Quầy {station}, xã {commune} {name}")
    return text.format(
        station=info.station_code, commune=info.commune_code, name=commune_name
    ).rstrip()


@contextmanager
def _undone_on_failure(profile: Profile, recovery_file: Path | None) -> Iterator[None]:
    """Remove what was made, and only that, if the block fails."""
    made_folders = [
        folder
        for folder in (
            profile.folder,
            profile.store_file.parent,
            profile.recovery_file.parent,
        )
        if not folder.exists()
    ]
    try:
        yield
    except BaseException as error:
        for path in (profile.info_file, profile.recovery_file, recovery_file):
            if path is not None:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        for path in profile.store_file.parent.glob(profile.store_file.name + "*"):
            with suppress(OSError):
                path.unlink()
        for folder in reversed(made_folders):
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            if isinstance(error, FileExistsError | NotADirectoryError | PermissionError):
                raise InputFileError(
                    tr("Không tạo được thư mục “{folder}”.").format(folder=profile.folder),
                    tr("Chọn thư mục khác mà tài khoản này ghi được."),
                ) from error
            raise translated(error, profile.folder) from error
        raise
