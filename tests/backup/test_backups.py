"""Backups: written while the counter goes on, read back, opened; bad ones are told apart."""

import json
import threading
import zipfile
from datetime import timedelta

import pytest

from desktop.backup import rescue, rules
from desktop.backup.errors import DamagedCopyError, NotACopyError
from desktop.common.clock import FixedClock
from desktop.common.errors import (
    InputFileError,
    KeyUnavailableError,
    NewerStoreError,
    WrongKeyError,
)
from desktop.common.settings import BACKUP_KEEP
from desktop.common.work import CancelledError, Work
from desktop.security.keystore import MemoryKeyring
from desktop.security.recovery import make_code, read_code_file
from tests import factories
from tests.backup.conftest import receive


def check(office, file, code=None, keystore=None):
    code = code or read_code_file(office.unlock)
    return rescue.check(file, code, keystore or MemoryKeyring(), FixedClock(factories.MORNING))


def test_a_backup_holds_every_record_and_opens_with_the_printed_code(services, office, tmp_path):
    made = services.backup.now(tmp_path / "usb", actor="x")
    assert made.file.name == "QTN-THUC-HANH-MT02-20250820-071500.qtnb"
    assert made.manifest.summary.counts["received"] == 3
    checked = check(office, made.file)
    assert checked == made.manifest
    assert [file.name for file in (tmp_path / "usb").iterdir()] == [made.file.name]
    assert [one.file for one in services.backup.list(tmp_path / "usb")] == [made.file]
    last = services.backup.last()
    assert (last.file, last.made_at) == (str(made.file), factories.MORNING)
    assert services.security.audit_verify().ok
    with zipfile.ZipFile(made.file) as archive:
        assert archive.namelist() == ["profile.json", "recovery.json", "qtn.db", "manifest.json"]
        assert json.loads(archive.read("manifest.json"))["summary"]["counts"]["received"] == 3
    data = made.file.read_bytes()
    assert "Lò Văn Thử".encode() not in data
    assert b"SQLite format 3" not in data
    left = [path.name for path in office.profile.rglob(".check-*")]
    assert left == []


def test_the_counter_goes_on_while_a_backup_is_written(services, office, tmp_path):
    given: list[str] = []
    stop = threading.Event()

    def work_on():
        number = 10
        while not stop.is_set():
            given.append(receive(services, number))
            number += 1

    counter = threading.Thread(target=work_on)
    counter.start()
    try:
        files = []
        for _ in range(4):
            services.clock.advance(timedelta(seconds=1))
            files.append(services.backup.now(tmp_path / "usb", actor="x").file)
    finally:
        stop.set()
        counter.join()
    assert given, "nobody was kept waiting"
    counts = [check(office, file).summary.counts["received"] for file in files]
    assert counts == sorted(counts)
    assert services.security.audit_verify().ok


def test_a_backup_that_begins_during_another_waits_for_it(services, office, tmp_path):
    made, others = [], []

    def begin_another(*_):
        if not others:
            other = threading.Thread(
                target=lambda: made.append(services.backup.now(tmp_path / "usb", actor="y"))
            )
            others.append(other)
            other.start()
            other.join(0.6)  # long enough to sweep away what this one is about to check
            assert other.is_alive()

    receive(services, 10)
    made.append(services.backup.now(tmp_path / "usb", actor="x", work=Work(begin_another)))
    others[0].join(30)
    assert len(made) == 2
    received = {file.manifest.summary.counts["received"] for file in made}
    assert {check(office, file.file).summary.counts["received"] for file in made} == received


def test_the_newest_stay_and_what_is_not_ours_stays_too(services, tmp_path):
    folder = tmp_path / "usb"
    services.preferences.set(BACKUP_KEEP, 2, actor="x")
    folder.mkdir()
    strange = folder / "QTN-THUC-HANH-MT02-20240101-000000.qtnb"
    strange.write_bytes(b"of another profile, or no backup at all")
    other = folder / "QTN-TN01-20240101-000000.qtnb"
    other.write_bytes(b"of another station")
    for _ in range(4):
        services.clock.advance(timedelta(minutes=1))
        made = services.backup.now(folder, actor="x")
    kept = sorted(file.name for file in folder.iterdir())
    assert kept == [
        strange.name,
        "QTN-THUC-HANH-MT02-20250820-071800.qtnb",
        made.file.name,
        other.name,
    ]
    assert [file.name for file in made.removed] == ["QTN-THUC-HANH-MT02-20250820-071700.qtnb"]


def test_a_stopped_backup_leaves_nothing(services, tmp_path):
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        services.backup.now(tmp_path / "usb", actor="x", work=work)
    assert list((tmp_path / "usb").iterdir()) == []
    assert services.backup.last() is None


def test_a_folder_that_is_a_file_is_said_so(services, tmp_path):
    (tmp_path / "usb").write_text("no folder")
    with pytest.raises(InputFileError):
        services.backup.now(tmp_path / "usb", actor="x")
    assert services.backup.last() is None


@pytest.mark.parametrize("place", ["middle", "cut", "manifest", "end"])
def test_one_wrong_byte_anywhere_is_found(services, office, tmp_path, place):
    file = services.backup.now(tmp_path / "usb", actor="x").file
    data = bytearray(file.read_bytes())
    if place == "cut":
        del data[len(data) // 2 :]
    elif place == "end":
        data[-10] ^= 0xFF
    else:
        at = len(data) // 2 if place == "middle" else data.index(b'"audit_head": "') + 20
        data[at] ^= 0x01
    file.write_bytes(data)
    with pytest.raises((DamagedCopyError, NotACopyError)) as told:
        check(office, file)
    assert file.name in told.value.title
    assert not list(file.parent.glob(".check*"))


def test_what_is_no_backup_is_said_to_be_none(office, tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"PK no")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    for name in ("letter.docx", "empty", "other.zip", "not-there.qtnb"):
        with pytest.raises(NotACopyError):
            check(office, tmp_path / name)


def test_wrong_keys_are_told_apart_from_damage(services, office, tmp_path):
    file = services.backup.now(tmp_path / "usb", actor="x").file
    with pytest.raises(WrongKeyError):
        check(office, file, code=make_code())
    with pytest.raises(WrongKeyError) as told:
        check(office, file, code="0000-1111")
    assert told.value.code == "QTN-110"
    with pytest.raises(KeyUnavailableError):
        rescue.check(file, None, MemoryKeyring(), services.clock)


def test_a_backup_of_a_newer_program_is_refused(services, office, tmp_path):
    file = services.backup.now(tmp_path / "usb", actor="x").file
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    for change in ({"format": 99}, {"summary": {**manifest["summary"], "revision": "9999"}}):
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in parts.items():
                text = json.dumps({**manifest, **change})
                archive.writestr(name, text if name == "manifest.json" else data)
        with pytest.raises(NewerStoreError):
            check(office, file)


def test_numbers_jump_over_all_that_may_stand_on_papers():
    day = timedelta(days=1)
    at = factories.MORNING
    assert rules.number_after_restore("receipt", 123, at, at + day / 24) == 1000
    assert rules.number_after_restore("receipt", 501, at, at + day / 24) == 1500
    assert rules.number_after_restore("receipt", 123, at, at + 3.5 * day) == 2500
    assert rules.number_after_restore("batch", 7, at, at + day / 24) == 20
    assert rules.number_after_restore("receipt", 123, at, at + day, known=130) == 130
    assert rules.number_after_restore("receipt", 123, at, at + day, known=100) == 123
    assert rules.number_after_restore("receipt", 10, at, at - day) == 1000, "a clock that went back"
