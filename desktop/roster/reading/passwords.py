"""Opening a workbook that is locked with a password; the open copy stays in memory."""

from __future__ import annotations

import io
from typing import Any

from desktop.common.i18n import tr
from desktop.roster.errors import PasswordNeededError
from desktop.roster.reading.files import OLE, damaged

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FILEPASS = 0x2F  # the BIFF record of a locked .xls
_PASSWORD_OF_EXCEL = "VelvetSweatshop"  # noqa: S105 - public: Excel tries it by itself


def is_locked(data: bytes) -> bool:
    """Whether the bytes are a workbook that opens only with a password."""
    if not data.startswith(OLE):
        return False
    if _ENCRYPTED in data:
        return True
    from msoffcrypto import exceptions  # noqa: PLC0415 - only for old workbooks

    try:
        return bool(_office_file(data).is_encrypted())
    except (exceptions.FileFormatError, exceptions.ParseError, ValueError, OSError):
        return False


def unlock(data: bytes, password: str | None) -> bytes:
    """Return the open workbook.

    Excel protects some workbooks with a password that everybody knows; that one is tried first.

    Raises:
        PasswordNeededError: no password was given, or it is not the right one.
        ListFileError: the file is damaged.
    """
    tries = (_PASSWORD_OF_EXCEL, *((password,) if password else ()))
    for one in tries:
        opened = _opened(data, one)
        if opened is not None:
            return opened
    if password:
        raise PasswordNeededError(
            tr("Mật khẩu chưa đúng nên chưa mở được tệp."),
            tr("Hỏi lại người gửi rồi gõ lại mật khẩu; chú ý chữ hoa, chữ thường."),
            code="QTN-262",
        )
    raise PasswordNeededError(
        tr("Tệp có đặt mật khẩu."),
        tr("Gõ mật khẩu của tệp; nếu không biết thì hỏi người gửi."),
    )


def _opened(data: bytes, password: str) -> bytes | None:
    from msoffcrypto import exceptions  # noqa: PLC0415 - only for locked workbooks

    try:
        file = _office_file(data)
        # The whole check of a new workbook compares digests; old ones check while decrypting.
        file.load_key(password=password)
        out = io.BytesIO()
        file.decrypt(out)
    except (exceptions.InvalidKeyError, exceptions.DecryptionError):
        return None
    except (exceptions.FileFormatError, exceptions.ParseError, ValueError, OSError) as error:
        raise damaged() from error
    opened = out.getvalue()
    return opened if opened.startswith((b"PK", OLE)) else None


def _office_file(data: bytes) -> Any:
    import msoffcrypto  # noqa: PLC0415 - only for old or locked workbooks

    return msoffcrypto.OfficeFile(io.BytesIO(data))
