"""One folder holds one station's whole profile.

DIR/profile.json          what this folder is (no personal data, readable without the key)
DIR/store/qtn.db          the encrypted store (plus -wal and -shm beside it)
DIR/store/before-*.db     encrypted copies made before a migration
DIR/keys/recovery.json    the store key, wrapped by the printed recovery code
DIR/log/qtn.log           technical log without names or numbers
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop.common.errors import InputFileError, NewerStoreError
from desktop.common.files import write_whole
from desktop.common.i18n import tr

PROFILE_FORMAT = 2
_ALONE = 1
"""The format of a counter without a server, which every earlier program reads as well."""
STATION_ROLE, PROVINCE_ROLE = "station", "province"


@dataclass(frozen=True)
class ProfileInfo:
    """What profile.json says.

    Attributes:
        profile_id: names the key in the keyring; random, so two profiles never share a key.
        commune_code: official code of the commune (text, 5 digits today).
        station_code: short code of the intake point, part of every receipt number.
        is_practice: invented people only; marked on every screen and paper.
        role: a counter or a provincial desk; for a desk the codes are the province's.
        server: where the server is that the counters of an office share, as
            `storage/address.py` keeps it; never a password. None for a counter on its own.
    """

    profile_id: str
    commune_code: str
    station_code: str
    is_practice: bool = False
    format: int = _ALONE
    role: str = STATION_ROLE
    server: dict[str, Any] | None = None


@dataclass(frozen=True)
class Profile:
    """The paths of a profile folder; making one touches no disk."""

    folder: Path

    @property
    def info_file(self) -> Path:
        """The file that makes a folder a profile."""
        return self.folder / "profile.json"

    @property
    def store_file(self) -> Path:
        """The encrypted database."""
        return self.folder / "store" / "qtn.db"

    @property
    def recovery_file(self) -> Path:
        """The store key, wrapped by the recovery code."""
        return self.folder / "keys" / "recovery.json"

    @property
    def log_file(self) -> Path:
        """The technical log."""
        return self.folder / "log" / "qtn.log"

    def exists(self) -> bool:
        """Whether a profile has been made here."""
        return self.info_file.is_file()

    def save_info(self, info: ProfileInfo) -> None:
        """Write profile.json whole."""
        values = asdict(info)
        if info.role == STATION_ROLE:
            del values["role"]  # programs from before there were desks still read a counter's file
        if info.server is None:
            del values["server"]
        else:
            values["format"] = PROFILE_FORMAT  # a program that knows no servers says it is too old
        write_whole(self.info_file, json.dumps(values, indent=2).encode())

    def read_info(self) -> ProfileInfo:
        """Read profile.json.

        Raises:
            InputFileError: there is no profile here, or the file is damaged.
            NewerStoreError: a newer program wrote it.
        """
        try:
            values = json.loads(self.info_file.read_text(encoding="utf-8"))
            info = ProfileInfo(**values)
        except FileNotFoundError as error:
            raise InputFileError(
                tr("Thư mục “{folder}” chưa có dữ liệu quầy.").format(folder=self.folder),
                tr("Tạo quầy mới bằng lệnh “init”, hoặc chọn đúng thư mục dữ liệu."),
            ) from error
        except (OSError, ValueError, TypeError) as error:
            raise InputFileError(
                tr("Tệp profile.json trong “{folder}” bị hỏng.").format(folder=self.folder),
                tr("Gọi người phụ trách máy; dữ liệu trong kho vẫn còn nguyên."),
            ) from error
        if info.format > PROFILE_FORMAT:
            raise NewerStoreError(
                tr("Dữ liệu này do bản phần mềm mới hơn tạo ra."),
                tr("Cập nhật phần mềm trên máy này rồi mở lại."),
            )
        return info
