from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.common.clock import FixedClock
from desktop.common.errors import (
    DiskFullError,
    InputFileError,
    KeyUnavailableError,
    NotAllowedError,
    StoreError,
    WrongKeyError,
)
from desktop.models import AuditEvent, Blob
from desktop.security import profile_making, recovery, setup
from desktop.security.keystore import MemoryKeyring
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile

NOW = datetime(2025, 8, 20, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


class NoKeyring(MemoryKeyring):
    """A machine without any keyring we accept."""

    def get(self, *_key):
        raise KeyUnavailableError("none")

    def set(self, *_key):
        raise KeyUnavailableError("none")

    def delete(self, *_key):
        raise KeyUnavailableError("none")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


def made(profile: Profile, clock: FixedClock, keyring=None, **more):
    arguments = {"commune_code": "06982", "station_code": "TN01"} | more
    return create_profile(profile, keystore=keyring or MemoryKeyring(), clock=clock, **arguments)


def test_a_profile_opens_with_the_keyring(tmp_path, clock) -> None:
    profile, keyring = Profile(tmp_path / "p"), MemoryKeyring()
    created = made(profile, clock, keyring, commune_name="Xã Bản Thử", is_practice=True)
    assert created.key_in_keyring
    info = profile.read_info()
    assert (info.commune_code, info.station_code, info.is_practice) == ("06982", "TN01", True)
    store = open_store(profile, keyring, None, clock)
    station = SecurityService(store, clock).station()
    assert (station.code, station.commune_name, station.is_practice) == ("TN01", "Xã Bản Thử", True)
    assert station.certificate_pem == created.certificate_pem
    store.close()


def test_two_profiles_never_share_a_key(tmp_path, clock) -> None:
    keyring = MemoryKeyring()
    ids = [made(Profile(tmp_path / name), clock, keyring).profile_id for name in "ab"]
    assert keyring.get(ids[0]) != keyring.get(ids[1])


def test_the_recovery_file_opens_it_on_another_machine_and_fills_its_keyring(
    tmp_path, clock
) -> None:
    profile = Profile(tmp_path / "p")
    code_file = tmp_path / "safe" / "code.txt"
    created = made(profile, clock, recovery_file=code_file)
    code = recovery.read_code_file(code_file)
    assert code == created.recovery_code
    shutil.copytree(profile.folder, tmp_path / "moved")
    moved, keyring = Profile(tmp_path / "moved"), MemoryKeyring()
    with pytest.raises(KeyUnavailableError):
        open_store(moved, keyring, None, clock)
    with pytest.raises(WrongKeyError):
        open_store(moved, keyring, recovery.make_code(), clock)
    assert keyring.get(created.profile_id) is None
    spoken = f"QTN-RC:{code.lower().replace('-', ' ')} (TN01)"
    store = open_store(moved, keyring, spoken, clock)
    with store.read() as session:
        tags = [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert tags == ["station:created", "recovery:made", "store:unlocked"]
    assert SecurityService(store, clock).audit_verify().ok
    store.close()
    open_store(moved, keyring, None, clock).close()


def test_a_wrong_key_in_the_keyring_gives_way_to_the_code(tmp_path, clock) -> None:
    profile, keyring = Profile(tmp_path / "p"), MemoryKeyring()
    created = made(profile, clock, keyring)
    right = keyring.get(created.profile_id)
    keyring.set(created.profile_id, bytes(32))
    with pytest.raises(WrongKeyError):
        open_store(profile, keyring, None, clock)
    open_store(profile, keyring, created.recovery_code, clock).close()
    assert keyring.get(created.profile_id) == right


def test_a_machine_without_a_keyring_needs_a_recovery_file(tmp_path, clock) -> None:
    profile = Profile(tmp_path / "p")
    with pytest.raises(KeyUnavailableError) as caught:
        made(profile, clock, NoKeyring())
    assert "--recovery" in caught.value.advice
    assert list(tmp_path.iterdir()) == []
    created = made(profile, clock, NoKeyring(), recovery_file=tmp_path / "code.txt")
    assert not created.key_in_keyring
    with pytest.raises(KeyUnavailableError):
        open_store(profile, NoKeyring(), None, clock)
    open_store(profile, NoKeyring(), created.recovery_code, clock).close()


@pytest.mark.parametrize(
    "code", ["", "T", "tn01", "TN-1", "TNTNTN1", "ĐN01", "TN01\n", "T N", "٣٤"]
)
def test_station_codes_of_another_shape(tmp_path, clock, code: str) -> None:
    with pytest.raises(InputFileError):
        made(Profile(tmp_path / "p"), clock, station_code=code)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["", "6982", "069821", "0698a", "٠٦٩٨٢", "06982\n"])
def test_commune_codes_of_another_shape(tmp_path, clock, code: str) -> None:
    with pytest.raises(InputFileError):
        made(Profile(tmp_path / "p"), clock, commune_code=code)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_profile_or_recovery_file_is_never_touched(tmp_path, clock) -> None:
    profile, keyring = Profile(tmp_path / "p"), MemoryKeyring()
    made(profile, clock, keyring, recovery_file=tmp_path / "code.txt")
    before = snapshot(tmp_path)
    with pytest.raises(NotAllowedError):
        made(profile, clock)
    with pytest.raises(NotAllowedError):
        made(Profile(tmp_path / "q"), clock, recovery_file=tmp_path / "code.txt")
    assert snapshot(tmp_path) == before
    profile.info_file.unlink()  # a damaged profile still holds a store
    with pytest.raises(NotAllowedError):
        made(profile, clock)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("step", ["wrap", "_recovery_text", "upgrade", "fingerprint", "save_info"])
def test_a_failure_at_any_step_leaves_nothing(tmp_path, clock, monkeypatch, step: str) -> None:
    def fail(*_args, **_names):
        raise OSError(28, "No space left on device")

    owners = {"wrap": recovery, "save_info": Profile, "fingerprint": setup}
    owner = owners.get(step, profile_making)
    monkeypatch.setattr(owner, step, fail)
    keyring = MemoryKeyring()
    with pytest.raises(DiskFullError):
        made(Profile(tmp_path / "p"), clock, keyring, recovery_file=tmp_path / "code.txt")
    assert list(tmp_path.iterdir()) == []
    assert keyring._keys == {}


def test_a_folder_that_cannot_be_made(tmp_path, clock) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputFileError):
        made(Profile(tmp_path / "file" / "p"), clock)
    assert (tmp_path / "file").read_text() == "x"


def test_what_is_missing_or_damaged_is_said(tmp_path, clock) -> None:
    with pytest.raises(InputFileError):
        open_store(Profile(tmp_path), MemoryKeyring(), None, clock)
    profile, keyring = Profile(tmp_path / "p"), MemoryKeyring()
    created = made(profile, clock, keyring)
    profile.recovery_file.unlink()
    with pytest.raises(KeyUnavailableError):
        open_store(profile, MemoryKeyring(), created.recovery_code, clock)
    profile.recovery_file.write_bytes(b"{}")
    with pytest.raises(InputFileError):
        open_store(profile, MemoryKeyring(), created.recovery_code, clock)
    profile.store_file.unlink()
    with pytest.raises(StoreError):
        open_store(profile, keyring, None, clock)
    assert not profile.store_file.exists()


def test_nothing_readable_lies_on_the_disk(tmp_path, clock) -> None:
    """Names, numbers and pictures are in no file of the profile, nor in the temporary folder."""
    script = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from desktop.common.clock import SystemClock
from desktop.models import Blob, Member
from desktop.common.ids import new_id
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
folder = Path(sys.argv[1])
ring, profile, clock, now = MemoryKeyring(), Profile(folder), SystemClock(), datetime.now(UTC)
made = create_profile(profile, commune_code="06982", station_code="TN01", keystore=ring,
                      clock=clock)
store = open_store(profile, ring, None, clock)
with store.write() as session:
    for i in range(300):
        session.add(Member(id=new_id(), full_name="Lò Văn Bí Mật", name_folded="lo van bi mat",
            name_sort="", personal_id="014078012345", status="official", problems=[], extra={},
            created_at=now, updated_at=now))
    session.add(Blob(digest="0" * 64, kind="photo", media_type="image/jpeg", size=1, created_at=now,
        content=b"\\xff\\xd8\\xff\\xe0\\x00\\x10JFIF" + b"portrait" * 50000))
with store.read() as session:
    from desktop.models import Member as M
    assert session.query(M).order_by(M.full_name, M.personal_id).count() == 300
print(made.recovery_code, ring.get(made.profile_id).hex(), flush=True)
time.sleep(60)
"""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    environment["SQLITE_TMPDIR"] = str(temporary)
    program = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "p"],
        env=environment,
        cwd=temporary,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        code, key = program.stdout.readline().split()
        files = snapshot(tmp_path)  # while it runs: the write-ahead log is still there
    finally:
        program.kill()
        program.wait()
        if program.stdout is not None:
            program.stdout.close()
    assert any(name.endswith("-wal") for name in files)
    secrets = [
        "Lò Văn".encode(),
        b"lo van bi mat",
        b"014078012345",
        b"portrait",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"SQLite format 3",
        b"BEGIN PRIVATE KEY",
        b"CREATE TABLE",
        key.encode(),
        bytes.fromhex(key),
        code.encode(),
        code.replace("-", "").encode(),
    ]
    for name, data in files.items():
        for secret in secrets:
            assert secret not in data, (name, secret)
    assert re.search(b"profile_id", files["p/profile.json"])
    assert Blob.__tablename__ == "blobs"
