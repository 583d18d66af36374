from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from desktop.common.errors import DiskFullError, InputFileError, WrongKeyError
from desktop.security.sealing import (
    checked_public_key,
    new_identity,
    read_identities,
    read_public_key,
    seal,
    unseal,
    unseal_file,
)

PLAIN = b"\xff\xd8\xff" + bytes(range(256)) * 1000


def sealed(*identities) -> bytes:
    out = io.BytesIO()
    seal(io.BytesIO(PLAIN), out, [identity.public for identity in identities])
    return out.getvalue()


def test_each_recipient_opens_it_and_age_too(tmp_path) -> None:
    one, two = new_identity(), new_identity()
    data = sealed(one, two)
    (tmp_path / "x.age").write_bytes(data)
    for identity in (one, two):
        out = io.BytesIO()
        unseal(io.BytesIO(data), out, [identity])
        assert out.getvalue() == PLAIN
        (tmp_path / "key").write_text(identity.secret + "\n")
        done = subprocess.run(
            ["age", "-d", "-i", tmp_path / "key", tmp_path / "x.age"],
            capture_output=True,
            check=True,
        )
        assert done.stdout == PLAIN
    with pytest.raises(WrongKeyError):
        unseal(io.BytesIO(data), io.BytesIO(), [new_identity()])


def test_keys_of_age_keygen_are_read(tmp_path) -> None:
    subprocess.run(["age-keygen", "-o", tmp_path / "key.txt"], check=True, capture_output=True)
    (identity,) = read_identities(tmp_path / "key.txt")
    assert f"# public key: {identity.public}" in (tmp_path / "key.txt").read_text()
    assert unsealed(sealed(identity), identity) == PLAIN


def unsealed(data: bytes, identity) -> bytes:
    out = io.BytesIO()
    unseal(io.BytesIO(data), out, [identity])
    return out.getvalue()


def test_a_file_gets_its_name_only_when_all_was_authenticated(tmp_path) -> None:
    identity = new_identity()
    data = sealed(identity)
    source, target = tmp_path / "x.age", tmp_path / "x"
    for damaged in (data[:-1], data[:-40], data[: len(data) // 2], data[:-1] + b"!", b"junk", b""):
        source.write_bytes(damaged)
        with pytest.raises(InputFileError):
            unseal_file(source, target, [identity])
        assert [path.name for path in tmp_path.iterdir()] == ["x.age"]
    source.write_bytes(data)
    with pytest.raises(WrongKeyError):
        unseal_file(source, target, [new_identity()])
    assert not target.exists()
    unseal_file(source, target, [identity])
    assert target.read_bytes() == PLAIN
    with pytest.raises(InputFileError):
        unseal_file(tmp_path / "missing", target, [identity])


def test_errors_of_the_streams_come_out_as_they_were() -> None:
    class Full(io.BytesIO):
        def write(self, *_data):
            raise OSError(28, "No space left on device")

    class Gone(io.BytesIO):
        def read(self, *_size):
            raise OSError(5, "Input/output error")

    identity = new_identity()
    with pytest.raises(OSError, match="No space") as caught:
        seal(io.BytesIO(PLAIN), Full(), [identity.public])
    assert caught.value.errno == 28
    with pytest.raises(OSError, match="Input/output"):
        seal(Gone(), io.BytesIO(), [identity.public])
    with pytest.raises(OSError, match="No space"):
        unseal(io.BytesIO(sealed(identity)), Full(), [identity])
    with pytest.raises(ValueError, match="at least one"):
        seal(io.BytesIO(), io.BytesIO(), [])


def test_a_full_disk_leaves_no_plain_file(tmp_path, monkeypatch) -> None:
    import os

    identity = new_identity()
    (tmp_path / "x.age").write_bytes(sealed(identity))
    # The real device that is always full stands in for the temporary file.
    monkeypatch.setattr(os, "fdopen", lambda handle, _mode: _full(os, handle))
    with pytest.raises(DiskFullError):
        unseal_file(tmp_path / "x.age", tmp_path / "x", [identity])
    assert [path.name for path in tmp_path.iterdir()] == ["x.age"]


def _full(os, handle):
    os.close(handle)
    return Path("/dev/full").open("wb", buffering=0)


def test_public_keys_are_checked(tmp_path) -> None:
    key = new_identity().public
    assert checked_public_key(f"# tỉnh\n  {key}\r\n") == key
    file = tmp_path / "p.pub"
    file.write_text(f"# public key\n{key}\n", encoding="utf-8-sig")
    assert read_public_key(file) == key
    last = "q" if key[-1] != "q" else "p"
    for text in (
        "",
        "age1",
        key[:-1],
        key[:-1] + last,
        key.upper(),
        f"{key} {key}",
        f"{key}\n{new_identity().public}",
    ):
        with pytest.raises(InputFileError):
            checked_public_key(text)
    with pytest.raises(InputFileError) as caught:
        checked_public_key(new_identity().secret)
    assert caught.value.code == "QTN-221"
    with pytest.raises(InputFileError):
        read_public_key(tmp_path / "missing.pub")


def test_files_without_a_secret_key(tmp_path) -> None:
    file = tmp_path / "key"
    for text in ("", new_identity().public, "AGE-SECRET-KEY-1" + "Q" * 58):
        file.write_text(text)
        with pytest.raises(InputFileError):
            read_identities(file)
