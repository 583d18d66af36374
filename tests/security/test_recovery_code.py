from __future__ import annotations

import json
import random

import pytest

from desktop.common.errors import InputFileError, NewerStoreError, WrongKeyError
from desktop.security import recovery
from desktop.security.recovery import ALPHABET, Argon2Parameters

CHEAP = Argon2Parameters(time_cost=1, memory_kib=64, parallelism=1)
KEY = bytes(range(32))


def test_a_code_has_160_bits_in_eight_groups() -> None:
    codes = {recovery.make_code() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        groups = code.split("-")
        assert [len(group) for group in groups] == [5] * 8
        assert set(code) <= set(ALPHABET) | {"-"}
    assert recovery.CODE_BYTES * 8 == 160


def test_the_check_character_is_that_of_the_standard() -> None:
    # ISO/IEC 7064 hybrid recursion, computed here in the other direction: the sum must end at 1.
    rng = random.Random(3)
    for _ in range(500):
        index = rng.randrange(8)
        data = "".join(rng.choice(ALPHABET) for _ in range(4))
        check = recovery.check_character(index, data)
        product = 32
        for value in [index, *map(ALPHABET.index, data)]:
            product = ((product + value) % 32 or 32) * 2 % 33
        assert (product + ALPHABET.index(check)) % 32 == 1


def test_every_single_wrong_character_is_noticed_and_located() -> None:
    code = recovery.make_code()
    for place, old in enumerate(code):
        for char in ALPHABET:
            if old in {"-", char}:
                continue
            wrong = code[:place] + char + code[place + 1 :]
            with pytest.raises(WrongKeyError) as caught:
                recovery.normal_code(wrong)
            assert str(place // 6 + 1) in caught.value.title


def test_swapped_groups_are_noticed() -> None:
    noticed = 0
    for _ in range(200):
        groups = recovery.make_code().split("-")
        if groups[2] == groups[3]:
            continue
        groups[2], groups[3] = groups[3], groups[2]
        with pytest.raises(WrongKeyError):
            recovery.normal_code("-".join(groups))
        noticed += 1
    assert noticed > 190


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", "   "),
        lambda code: "  " + code.replace("-", " – ") + "\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "I"),
        lambda code: "\n".join(code.split("-")),
    ],
)
def test_a_code_is_read_as_people_type_it(typed) -> None:
    for _ in range(20):
        code = recovery.make_code()
        assert recovery.normal_code(typed(code)) == code


@pytest.mark.parametrize("text", ["", "ABC", "U" * 40, "0" * 39, "0" * 41, "é" * 40, "\x00" * 40])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(WrongKeyError):
        recovery.normal_code(text)


def test_the_key_comes_back_with_the_code_and_only_with_it() -> None:
    code = recovery.make_code()
    data = recovery.wrap(KEY, code, CHEAP)
    assert recovery.unwrap(data, code.lower().replace("-", " ")) == KEY
    assert KEY.hex() not in data.hex()
    with pytest.raises(WrongKeyError):
        recovery.unwrap(data, recovery.make_code())


def test_the_standing_cost_is_that_of_rfc_9106() -> None:
    values = json.loads(recovery.wrap(KEY, recovery.make_code()))
    kdf = values["kdf"]
    assert (kdf["name"], kdf["time_cost"], kdf["memory_kib"], kdf["parallelism"]) == (
        "argon2id",
        3,
        65536,
        4,
    )


def test_a_changed_file_does_not_open() -> None:
    code = recovery.make_code()
    good = json.loads(recovery.wrap(KEY, code, CHEAP))
    salt, nonce, wrapped = good["kdf"]["salt"], good["nonce"], good["wrapped_key"]
    other = json.loads(recovery.wrap(KEY, code, CHEAP))
    for change in (
        {"nonce": other["nonce"]},
        {"wrapped_key": other["wrapped_key"]},
        {"kdf": good["kdf"] | {"salt": other["kdf"]["salt"]}},
        {"kdf": good["kdf"] | {"time_cost": 2}},
        {"extra": 1},
    ):
        with pytest.raises(WrongKeyError):
            recovery.unwrap(json.dumps(good | change).encode(), code)
    for change in (
        {"nonce": nonce[:-4]},
        {"nonce": "***"},
        {"wrapped_key": wrapped[:-4]},
        {"kdf": good["kdf"] | {"salt": salt[:-4]}},
        {"kdf": good["kdf"] | {"memory_kib": 1 << 40}},
        {"kdf": good["kdf"] | {"time_cost": 10**9}},
        {"kdf": good["kdf"] | {"parallelism": 0}},
        {"kdf": good["kdf"] | {"name": "none"}},
        {"kdf": None},
        {"cipher": "none"},
        {"format": 0},
        {"format": "1"},
    ):
        with pytest.raises(InputFileError):
            recovery.unwrap(json.dumps(good | change).encode(), code)
    for data in (b"", b"[]", b"{", b"null", b"[" * 100_000, b"\xff\xfe"):
        with pytest.raises(InputFileError):
            recovery.unwrap(data, code)
    with pytest.raises(NewerStoreError):
        recovery.unwrap(json.dumps(good | {"format": 2}).encode(), code)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_code_is_found_anywhere_in_a_text_file(tmp_path, coding: str) -> None:
    code = recovery.make_code()
    spaced = code.replace("-", " ").lower()
    file = tmp_path / "code.txt"
    for text in (
        code,
        f"Quầy TN01, lập ngày 20/08/2025\r\n\r\nMã: {code}\r\nCất két.",
        f"khoan tiep nhan {spaced} xong",
        f"12345 67890 {code} 12345",
        f"QTN-RC:{code}",
    ):
        file.write_text(text, encoding=coding)
        assert recovery.read_code_file(file) == code


def test_a_file_with_one_wrong_group_says_which(tmp_path) -> None:
    code = recovery.make_code()
    group = code.split("-")[7]
    wrong = group[:-1] + ("A" if group[-1] != "A" else "B")
    file = tmp_path / "code.txt"
    file.write_text(f"MÃ KHÔI PHỤC\n\n{code[:-5]}{wrong}\n", "utf-8")
    with pytest.raises(WrongKeyError) as said:
        recovery.read_code_file(file)
    assert "nhóm thứ 8" in said.value.title
    assert wrong in said.value.title


def test_files_without_a_code(tmp_path) -> None:
    file = tmp_path / "code.txt"
    for data in (b"", b"hello", bytes(range(256)) * 100, b"A" * (2 << 20)):
        file.write_bytes(data)
        with pytest.raises(InputFileError):
            recovery.read_code_file(file)
    with pytest.raises(InputFileError):
        recovery.read_code_file(tmp_path / "missing.txt")
