"""The printed recovery code: opens the store on a machine that has no key in its keyring.

The code is 160 random bits in Crockford's Base 32 (no I, L, O, U), written as 8 groups of 5
characters: 4 characters of the code and one check character. The check character follows the
hybrid recursive method of ISO/IEC 7064 (as in its MOD 37,36), with the 32 characters of the
alphabet, that is MOD 33,32, over the number of the group and its 4 characters. So one wrong
character is always noticed, as are groups in the wrong order, and the person is told which
group to look at. What finally decides is the authenticated decryption.

The file `keys/recovery.json` holds the store key wrapped by AES-256-GCM under a key that
Argon2id (RFC 9106) derives from the 160 bits; its parameters stand in the file and are
authenticated with it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop.common.errors import InputFileError, NewerStoreError, WrongKeyError
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
GROUP_DATA = 4
CODE_BYTES = GROUPS * GROUP_DATA * 5 // 8
FORMAT = 1

_VALUE = {char: index for index, char in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BETWEEN = r"[\s\-\u2010-\u2015_.]*"
_LETTER = "[0-9A-Za-z]"
# A look-ahead finds overlapping places too, so a word of five letters before a code is harmless.
_ANYWHERE = re.compile(
    rf"(?<!{_LETTER})(?=((?:{_LETTER}{_BETWEEN}){{{GROUPS * (GROUP_DATA + 1)}}})(?!{_LETTER}))"
)
_GROUP = f"{_LETTER}{{{GROUP_DATA + 1}}}"
_AS_PRINTED = re.compile(rf"^\s*({_GROUP}(?:-{_GROUP}){{{GROUPS - 1}}})\s*$", re.MULTILINE)
_LARGEST_FILE = 1 << 20
_LARGEST_MEMORY_KIB = 1 << 20
_LARGEST_TIME = 64


@dataclass(frozen=True)
class Argon2Parameters:
    """Cost of deriving the wrapping key; the second recommendation of RFC 9106, section 4."""

    time_cost: int = 3
    memory_kib: int = 65536
    parallelism: int = 4


def make_code() -> str:
    """Return a new code, `XXXXX-XXXXX-…` (8 groups of 5, dashes between)."""
    return _written(secrets.token_bytes(CODE_BYTES))


def _written(secret: bytes) -> str:
    number = int.from_bytes(secret)
    chars = [ALPHABET[(number >> (5 * i)) & 31] for i in reversed(range(GROUPS * GROUP_DATA))]
    groups = []
    for index in range(GROUPS):
        data = "".join(chars[index * GROUP_DATA : (index + 1) * GROUP_DATA])
        groups.append(data + check_character(index, data))
    return "-".join(groups)


def check_character(index: int, data: str) -> str:
    """Return the check character of the group at `index` (0 to 7) with its 4 characters."""
    modulus = len(ALPHABET)
    product = modulus
    for value in [index, *(_VALUE[char] for char in data)]:
        total = (product + value) % modulus or modulus
        product = total * 2 % (modulus + 1)
    return ALPHABET[(1 - product) % modulus]


def normal_code(text: str) -> str:
    """Return the code as printed, however it was typed (case, spaces, dashes, O for 0, I for 1).

    Raises:
        WrongKeyError: the length or a group is wrong; the advice names the group.
    """
    bare = re.sub(_BETWEEN, "", text.strip()).upper()
    size = GROUP_DATA + 1
    if len(bare) != GROUPS * size:
        raise WrongKeyError(
            tr("Mã khôi phục chưa đủ."),
            tr("Mã có {groups} nhóm, mỗi nhóm {size} ký tự. Đối chiếu với tờ giấy đã in.").format(
                groups=GROUPS, size=size
            ),
            code="QTN-110",
        )
    groups = []
    for index in range(GROUPS):
        group = bare[index * size : (index + 1) * size]
        plain = "".join(ALPHABET[_VALUE[c]] if c in _VALUE else "?" for c in group)
        data, check = plain[:-1], plain[-1]
        if "?" in plain or check_character(index, data) != check:
            raise WrongKeyError(
                tr("Mã khôi phục sai ở nhóm thứ {number}: “{group}”.").format(
                    number=index + 1, group=group
                ),
                tr("Đối chiếu nhóm này với tờ giấy đã in rồi gõ lại."),
                code="QTN-111",
            )
        groups.append(plain)
    return "-".join(groups)


def find_code(text: str) -> str | None:
    """Return the first whole code that stands anywhere in a text, or None."""
    for found in _ANYWHERE.finditer(text):
        try:
            return normal_code(found[1])
        except WrongKeyError:
            continue
    return None


def read_code_file(path: Path) -> str:
    """Return the code that stands anywhere in a text file (UTF-8 or UTF-16, as Notepad saves).

    Raises:
        InputFileError: the file cannot be read, is too large, or holds no code.
        WrongKeyError: what stands there as a code has a wrong group; the title names it.
    """
    data = first_bytes(path, _LARGEST_FILE + 1)
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = data.decode(coding, errors="replace") if len(data) <= _LARGEST_FILE else ""
    code = find_code(text)
    if code is None:
        for printed in _AS_PRINTED.finditer(text):
            normal_code(printed[1])  # says which group was copied wrongly
        raise InputFileError(
            tr("Tệp “{file}” không chứa mã khôi phục.").format(file=path.name),
            tr("Chọn đúng tệp mã khôi phục của quầy, hoặc gõ mã in trên giấy."),
        )
    return code


def _secret(code: str) -> bytes:
    number = 0
    for group in normal_code(code).split("-"):
        for char in group[:-1]:
            number = number << 5 | _VALUE[char]
    return number.to_bytes(CODE_BYTES)


def _derived(code: str, salt: bytes, cost: Argon2Parameters) -> bytes:
    from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw  # noqa: PLC0415 - slow

    return hash_secret_raw(
        secret=_secret(code),
        salt=salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_kib,
        parallelism=cost.parallelism,
        hash_len=32,
        type=Type.ID,
        version=ARGON2_VERSION,
    )


def _bound(header: dict[str, Any]) -> bytes:
    return json.dumps(header, sort_keys=True, separators=(",", ":")).encode()


def wrap(key: bytes, code: str, cost: Argon2Parameters | None = None) -> bytes:
    """Return the content of `recovery.json`: the key, readable only with the code.

    Raises:
        WrongKeyError: the code itself is mistyped.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow import

    cost = cost or Argon2Parameters()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header: dict[str, Any] = {
        "format": FORMAT,
        "kdf": {"name": "argon2id", "version": 19, **asdict(cost), "salt": _b64(salt)},
        "cipher": "AES-256-GCM",
        "nonce": _b64(nonce),
    }
    wrapped = AESGCM(_derived(code, salt, cost)).encrypt(nonce, key, _bound(header))
    return json.dumps({**header, "wrapped_key": _b64(wrapped)}, indent=2).encode()


def unwrap(data: bytes, code: str) -> bytes:
    """Return the store key from the content of `recovery.json`.

    Raises:
        WrongKeyError: the code is not the one of this file.
        NewerStoreError: a newer program wrote the file.
        InputFileError: the file is damaged.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow import
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    code = normal_code(code)
    header, salt, cost, nonce, wrapped = _parsed(data)
    try:
        return AESGCM(_derived(code, salt, cost)).decrypt(nonce, wrapped, _bound(header))
    except InvalidTag as error:
        raise WrongKeyError(
            tr("Mã khôi phục này không mở được kho dữ liệu."),
            tr("Dùng tờ mã khôi phục của đúng quầy này; mã của quầy khác không mở được."),
        ) from error


def _parsed(data: bytes) -> tuple[dict[str, Any], bytes, Argon2Parameters, bytes, bytes]:
    try:
        values = json.loads(data)
        if isinstance(values["format"], int) and values["format"] > FORMAT:
            raise NewerStoreError(
                tr("Tệp khôi phục do bản phần mềm mới hơn tạo ra."),
                tr("Cập nhật phần mềm trên máy này rồi mở lại."),
            )
        kdf = values["kdf"]
        cost = Argon2Parameters(kdf["time_cost"], kdf["memory_kib"], kdf["parallelism"])
        salt, nonce = _unb64(kdf["salt"]), _unb64(values["nonce"])
        wrapped = _unb64(values.pop("wrapped_key"))
        known = (values["format"], kdf["name"], kdf["version"], values["cipher"])
        fits = (
            known == (FORMAT, "argon2id", 19, "AES-256-GCM")
            and 0 < cost.time_cost <= _LARGEST_TIME
            and 0 < cost.parallelism <= 64
            and 8 * cost.parallelism <= cost.memory_kib <= _LARGEST_MEMORY_KIB
            and (len(salt), len(nonce), len(wrapped)) == (16, 12, 48)
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged() from error
    if not fits:
        raise _damaged()
    return values, salt, cost, nonce, wrapped


def _damaged() -> InputFileError:
    return InputFileError(
        tr("Tệp keys/recovery.json bị hỏng."),
        tr("Lấy lại tệp này từ bản sao lưu của thư mục dữ liệu rồi mở lại."),
    )


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unb64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
