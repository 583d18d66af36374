"""Pure decisions: shapes of codes and secrets, roles, how long wrong tries lock, initials."""

from __future__ import annotations

import re
import secrets

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.security.views import COUNTER_ROLES, Role, SecretKind

FREE_TRIES = 5
FIRST_LOCK_SECONDS = 60
LONGEST_LOCK_SECONDS = 3600

_STATION = re.compile(r"[A-Z0-9]{2,6}", re.ASCII)
_COMMUNE = re.compile(r"[0-9]{5}", re.ASCII)
_PIN = re.compile(r"[0-9]{4,12}", re.ASCII)
_PASSWORD = re.compile(r"[\x20-\x7e]{8,64}", re.ASCII)
_LEAST_KINDS = 4  # different characters of a password


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


def checked_secret(text: str) -> SecretKind:
    """Return whether a new secret is a PIN or a password.

    A password has no Vietnamese letters: an input method composes nothing in a hidden field.

    Raises:
        NotAllowedError: it is neither 4 to 12 digits that differ, nor 8 to 64 letters, digits and
            signs of a plain keyboard.
    """
    if _PIN.fullmatch(text) and len(set(text)) > 1:
        return SecretKind.PIN
    is_number = all(char.isdigit() for char in text)
    if _PASSWORD.fullmatch(text) and len(set(text)) >= _LEAST_KINDS and not is_number:
        return SecretKind.PASSWORD
    if is_number:
        raise NotAllowedError(
            tr("Mã PIN này chưa dùng được."),
            tr("Chọn 4 đến 12 chữ số, không lặp một chữ số duy nhất."),
            code="QTN-351",
        )
    raise NotAllowedError(
        tr("Mật khẩu này chưa dùng được."),
        tr("Chọn 8 đến 64 chữ không dấu, số hoặc ký hiệu, ít nhất 4 ký tự khác nhau."),
        code="QTN-380",
    )


def checked_role(text: str) -> Role:
    """Return the role of somebody who works at a counter.

    Raises:
        NotAllowedError: there is no such role at a counter.
    """
    for role in COUNTER_ROLES:
        if role.value == text:
            return role
    raise NotAllowedError(
        tr("Không có vai trò “{role}” ở quầy.").format(role=clean(text)),
        tr("Chọn một trong: {roles}.").format(
            roles=", ".join(role.value for role in COUNTER_ROLES)
        ),
        code="QTN-381",
    )


def made_pin() -> str:
    """Return a new random PIN of six digits, for somebody who changes it at the first log-in."""
    while True:
        digits = "".join(secrets.choice("0123456789") for _ in range(6))
        if len(set(digits)) > 3:
            return digits


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
