"""Pure decisions: shapes of codes and PINs, how long wrong tries lock, initials."""

from __future__ import annotations

import re

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr
from desktop.common.text import clean

FREE_TRIES = 5
FIRST_LOCK_SECONDS = 60
LONGEST_LOCK_SECONDS = 3600

_STATION = re.compile(r"[A-Z0-9]{2,6}", re.ASCII)
_COMMUNE = re.compile(r"[0-9]{5}", re.ASCII)
_PIN = re.compile(r"[0-9]{4,12}", re.ASCII)


def checked_station_code(text: str) -> str:
    """Return the code of an intake point, `TN01`.

    Raises:
        InputFileError: it is not 2 to 6 capital letters or digits.
    """
    if not _STATION.fullmatch(text):
        raise InputFileError(
            tr("Mã quầy “{code}” chưa đúng dạng.").format(code=text),
            tr("Mã quầy gồm 2 đến 6 chữ cái in hoa không dấu hoặc chữ số, ví dụ TN01."),
            code="QTN-250",
        )
    return text


def checked_commune_code(text: str) -> str:
    """Return the official code of a commune, `06982`.

    Raises:
        InputFileError: it is not 5 digits.
    """
    if not _COMMUNE.fullmatch(text):
        raise InputFileError(
            tr("Mã xã “{code}” chưa đúng dạng.").format(code=text),
            tr("Mã xã gồm đúng 5 chữ số theo danh mục đơn vị hành chính, ví dụ 06982."),
            code="QTN-251",
        )
    return text


def checked_name(text: str) -> str:
    """Return a name of a person or of a recipient as it is stored.

    Raises:
        NotAllowedError: nothing is left after cleaning, or it is longer than 120 characters.
    """
    name = clean(text)
    if not name or len(name) > 120:
        raise NotAllowedError(
            tr("Chưa có tên, hoặc tên quá dài."),
            tr("Ghi tên từ 1 đến 120 ký tự rồi làm lại."),
            code="QTN-350",
        )
    return name


def checked_pin(text: str) -> str:
    """Return a new PIN.

    Raises:
        NotAllowedError: it is not 4 to 12 digits, or all digits are the same.
    """
    if not _PIN.fullmatch(text) or len(set(text)) == 1:
        raise NotAllowedError(
            tr("Mã PIN này chưa dùng được."),
            tr("Chọn 4 đến 12 chữ số, không lặp một chữ số duy nhất."),
            code="QTN-351",
        )
    return text


def lock_seconds(failed_tries: int) -> int:
    """Return how long the next try must wait after so many wrong ones in a row.

    Nothing for the first four; 1 minute at the fifth, doubled by each further one, at most 1 hour.
    """
    if failed_tries < FREE_TRIES:
        return 0
    doublings = min(failed_tries - FREE_TRIES, 16)
    return min(FIRST_LOCK_SECONDS << doublings, LONGEST_LOCK_SECONDS)


def initials(full_name: str) -> str:
    """Return the capitals of a name: `Nguyễn Thị Hà` gives `NTH`; at most 4, the last kept."""
    letters = [word[0].upper() for word in clean(full_name).split()]
    return "".join(letters if len(letters) <= 4 else [*letters[:3], letters[-1]])
