"""The table both Windows installers are made from: names, places, identities, texts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Final

TITLE: Final = "Quầy Tiếp Nhận"
PLAIN_TITLE: Final = "Quay Tiep Nhan"
"""For the MSI, whose maker crashes on letters of three bytes, and for folders."""

PUBLISHER: Final = "Quay Tiep Nhan"
FOLDER: Final = "Quay Tiep Nhan"
"""Below Program Files."""

KEY: Final = "QuayTiepNhan"
"""Below HKLM\\Software and in the list of installed programs."""

SHARED_FOLDER: Final = "quay-tiep-nhan"
"""Below ProgramData (the file of the computer) and below each account's local data (profiles)."""

CONFIG: Final = "quay.json"
WINDOW_EXE: Final = "QuayTiepNhan.exe"
CONSOLE_EXE: Final = "qtn.exe"
PYTHON: Final = "python"
OWNED_FOLDERS: Final = ("app", "lib", "licences", PYTHON)
"""Folders of the tree; an uninstaller removes these whole, and nothing else whole."""

OWNED_FILES: Final = (WINDOW_EXE, CONSOLE_EXE, "start.py", "manifest.json")
"""Files at the top of the tree."""

UPDATES: Final = "versions"
"""Folder that updates from USB drives are laid into beside the tree; a new tree keeps it, removing
the program removes it."""

LEAST_BUILD: Final = 17763
"""Windows 10 1809 (LTSC 2019), the oldest that Qt 6.9 supports."""

_HOME: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "quay-tiep-nhan.invalid")
MSI_REPAIR: Final = "REINSTALL=ALL REINSTALLMODE=amus"
"""What `msiexec /fa` stands for: all files, the registry and the shortcuts anew."""
UPGRADE_CODE: Final = str(uuid.uuid5(_HOME, "upgrade")).upper()
"""Never changes: by it Windows Installer knows an older version of this product."""

ONLY_ADMINISTRATORS_WRITE: Final = "D:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)"
"""SDDL of the shared folder: the file there chooses whose key records are sealed to."""

EXIT_FAILED: Final = 2
EXIT_RUNNING: Final = 3
EXIT_FOLDER: Final = 4
EXIT_OLD_WINDOWS: Final = 5
EXIT_CONFIG: Final = 6
EXIT_OTHER_KIND: Final = 7


@dataclass(frozen=True)
class Text:
    """A text of the setup program.

    Attributes:
        name: in the script.
        vi: Vietnamese.
        en: English.
    """

    name: str
    vi: str
    en: str


TEXTS: Final = (
    Text(
        "RUNNING",
        "Quầy Tiếp Nhận đang mở. Đóng chương trình ở mọi tài khoản rồi làm lại.",
        "The program is open. Close it in every account, then try again.",
    ),
    Text(
        "BAD_FOLDER",
        "Thư mục này có tệp khác. Chọn một thư mục trống hoặc thư mục đã cài chương trình.",
        "There are other files in this folder. Choose an empty one, or where the program is.",
    ),
    Text(
        "OLD_WINDOWS",
        "Cần Windows 10 bản 1809 (64 bit) trở lên.",
        "Windows 10 version 1809 (64 bit) or later is needed.",
    ),
    Text(
        "OTHER_KIND",
        "Máy này đã cài bằng tệp MSI. Gỡ bản ấy, hoặc nâng cấp bằng tệp MSI mới.",
        "This computer has it from an MSI. Remove that, or upgrade with the new MSI.",
    ),
    Text(
        "NOT_REPLACED",
        "Không thay được bản cũ. Bản cũ vẫn dùng được. Khởi động lại máy rồi cài lại.",
        "The old version could not be replaced. It still works. Restart and install again.",
    ),
    Text(
        "BAD_CONFIG",
        "Đã cài chương trình, nhưng chưa dùng quay.json vì có chỗ chưa đúng. Xem từng dòng ở:",
        "The program is installed, but quay.json was not taken because of mistakes, listed in:",
    ),
    Text(
        "KEEP_DATA",
        "Dữ liệu và cấu hình của quầy vẫn ở trong máy.",
        "The data and the configuration of the counter stay on this computer.",
    ),
    Text("START", "Mở Quầy Tiếp Nhận", "Start Quầy Tiếp Nhận"),
)


def product_code(version: str) -> str:
    """Return the identity of one version: the same in every build of it."""
    return str(uuid.uuid5(_HOME, f"product {version}")).upper()


def package_code(version: str, tree_sha256: str) -> str:
    """Return the identity of one MSI file: another one when anything inside is."""
    return str(uuid.uuid5(_HOME, f"package {version} {tree_sha256}")).upper()


def component_code(path: str) -> str:
    """Return the identity of one installed file, by its place: the same in every version."""
    return str(uuid.uuid5(_HOME, f"component {path}")).upper()


def four_numbers(version: str) -> str:
    """Return "0.1.0" as Windows wants it in a version resource: "0.1.0.0"."""
    plain = version.partition("+")[0]
    return ".".join((plain.split(".") + ["0"] * 4)[:4])
