"""Taking the bytes of a file that somebody else may be writing, and refusing what is no list."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from desktop.common.i18n import tr
from desktop.roster.errors import EmptyListError, FileBusyError, ListFileError, ListTooLargeError

MAX_FILE_BYTES = 128 * 2**20
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK"

_TRIES = 3
_PIECE = 2**20
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"MZ": "exe",
    b"{\\rtf": "RTF",
}


@dataclass(frozen=True)
class Taken:
    """A file's bytes and what to tell about them."""

    data: bytes
    notes: tuple[str, ...] = ()


def take(path: Path) -> Taken:
    """Read a whole file that did not change meanwhile.

    Raises:
        ListFileError: it is not there or cannot be opened.
        FileBusyError: it is open in another program, or kept changing.
        ListTooLargeError: it is larger than a list can be; nothing was read.
        EmptyListError: it holds nothing.
    """
    if path.name.startswith("~$"):
        raise FileBusyError(
            tr("“{name}” là tệp tạm mà Excel tạo ra khi đang mở danh sách.").format(name=path.name),
            tr("Đóng Excel rồi chọn tệp cùng tên không có dấu “~$”."),
        )
    data = _steady(path)
    # Text of NULs and blanks only is as empty as no text at all.
    if not data[:_PIECE].strip(b"\x00 \t\r\n") and not data.strip(b"\x00 \t\r\n"):
        raise EmptyListError(
            tr("Tệp “{name}” trống.").format(name=path.name),
            tr("Chọn tệp danh sách khác."),
        )
    return Taken(data, _open_elsewhere(path))


def _steady(path: Path) -> bytes:
    for _try in range(_TRIES):
        try:
            with path.open("rb") as file:
                before = os.fstat(file.fileno())
                if before.st_size > MAX_FILE_BYTES:
                    raise too_large()
                # One byte more than said shows a file that grew.
                data = file.read(before.st_size + 1)
            after = path.stat()
        except FileNotFoundError as error:
            raise ListFileError(
                tr("Không tìm thấy tệp “{name}”.").format(name=path.name),
                tr("Xem lại tên tệp và thư mục."),
            ) from error
        except IsADirectoryError as error:
            raise ListFileError(
                tr("“{name}” là thư mục, không phải tệp.").format(name=path.name),
                tr("Mở thư mục rồi chọn tệp danh sách ở trong."),
            ) from error
        except PermissionError as error:
            raise FileBusyError(
                tr("Không mở được tệp “{name}”.").format(name=path.name),
                tr("Đóng tệp đang mở trong Excel hoặc chép sang thư mục khác rồi chọn lại."),
            ) from error
        except OSError as error:
            raise ListFileError(
                tr("Không đọc được tệp “{name}”.").format(name=path.name),
                tr("Cắm lại USB hoặc chép tệp sang máy này rồi chọn lại."),
            ) from error
        is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if is_same and len(data) == after.st_size:
            return data
    raise FileBusyError(
        tr("Tệp “{name}” đang thay đổi trong khi đọc.").format(name=path.name),
        tr("Chờ chép hoặc lưu xong rồi chọn lại."),
        code="QTN-261",
    )


def _open_elsewhere(path: Path) -> tuple[str, ...]:
    """Excel and LibreOffice leave a small file beside the one they have open."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    try:
        is_open = any(lock.exists() for lock in locks)
    except OSError:
        is_open = False
    if not is_open:
        return ()
    return (tr("Tệp đang mở trong chương trình khác: chỉ đọc được bản đã lưu lần cuối."),)


def refuse_other(data: bytes, path: Path) -> None:
    """Refuse a file that is neither a workbook nor text.

    Raises:
        ListFileError: the words name what it is and what to do.
    """
    kind = next((name for magic, name in _OTHERS.items() if data.startswith(magic)), "")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in head:
        raise ListFileError(
            tr("Tệp “{name}” là trang web, không phải bảng Excel.").format(name=path.name),
            tr("Mở tệp bằng Excel, chọn Lưu thành, kiểu “Excel Workbook (.xlsx)”, rồi chọn lại."),
        )
    if head.startswith(b"<?xml"):
        kind = "XML"
    if kind or (path.suffix.lower() in {".xlsx", ".xls", ".ods", ".xlsm", ".xlsb"}):
        raise ListFileError(
            tr("Tệp “{name}” không phải danh sách Excel hay CSV.").format(name=path.name),
            tr("Chọn tệp .xlsx hoặc .csv; nếu tệp bị hỏng thì xin lại bản khác."),
        )


def too_large() -> ListTooLargeError:
    """Return the refusal of a file beyond every list."""
    return ListTooLargeError(
        tr("Tệp lớn hơn mức một danh sách đảng viên cần đến."),
        tr("Tách riêng trang danh sách đảng viên ra một tệp mới rồi chọn lại."),
    )


def damaged() -> ListFileError:
    """Return the refusal of a file that is not whole."""
    return ListFileError(
        tr("Tệp bị hỏng hoặc chép chưa hết."),
        tr("Chép lại tệp từ nơi gửi, mở thử bằng Excel rồi chọn lại."),
        code="QTN-216",
    )
