"""The twin copy: follows the store, survives a pulled drive, and never loses the last good copy."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.backup import rescue, twin_files
from desktop.backup.views import TwinKind
from desktop.security.keystore import MemoryKeyring
from desktop.security.recovery import read_code_file
from tests import drives
from tests.backup.conftest import RECORDS, receive


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def kept(services, stick):
    """A counter with a stick that was chosen and has its first copy."""
    services.keeper.choose_folder(stick, actor="x")
    assert services.keeper.state.kind is TwinKind.WORKING
    assert services.keeper.round().kind is TwinKind.GOOD
    return services


def home(stick):
    (found,) = stick.iterdir()
    return found


def counted(office, clock, place):
    """Open the good copy with the printed code and read all of it."""
    code = read_code_file(office.unlock)
    return rescue.check(place, code, MemoryKeyring(), clock).summary.counts["received"]


def test_every_round_brings_what_was_received(kept, office, clock, stick):
    assert counted(office, clock, stick) == RECORDS
    for number in range(3):
        receive(kept, 100 + number)
        clock.advance(timedelta(seconds=20))
        state = kept.keeper.round()
        assert (state.kind, state.at) == (TwinKind.GOOD, clock.now())
        assert counted(office, clock, stick) == RECORDS + 1 + number
    names = sorted(path.name for path in home(stick).iterdir())
    assert names == ["a.db", "b.db", "profile.json", "recovery.json", "twin.json"]
    assert "Lò Văn".encode() not in b"".join(p.read_bytes() for p in home(stick).iterdir())


def test_only_what_changed_is_written_once_both_copies_are_there(kept, office, clock, stick):
    kept.security.reveal_number("x", actor="x")
    kept.keeper.round()  # the second copy is there now
    marks = {name: (home(stick) / f"{name}.db").read_bytes() for name in "ab"}
    receive(kept, 200)
    kept.keeper.round()
    good = twin_files.read_state(home(stick)).good
    other = twin_files.other(good)
    assert (home(stick) / f"{other}.db").read_bytes() == marks[other]
    # A page that nobody changed is not touched: what is spoilt there stays spoilt until all is
    # compared again, and is found then.
    file = home(stick) / f"{other}.db"
    old, new = marks[other], (home(stick) / f"{good}.db").read_bytes()
    same = [at for at in range(4096, len(old), 4096) if old[at : at + 4096] == new[at : at + 4096]]
    with file.open("r+b") as stream:
        stream.seek(same[-1])
        stream.write(b"\0" * 4096)
    kept.security.reveal_number("y", actor="x")
    kept.keeper.round()
    assert twin_files.read_state(home(stick)).good == other
    with pytest.raises(rescue.errors.DamagedCopyError):
        counted(office, clock, stick)
    kept.keeper._twin.release()  # as after a start
    for word in ("z", "zz"):
        kept.security.reveal_number(word, actor="x")
        kept.keeper.round()
    assert counted(office, clock, stick) == RECORDS + 1


def test_nothing_is_written_when_nothing_changed(kept, clock, stick):
    before = {path.name: path.stat().st_mtime_ns for path in home(stick).iterdir()}
    clock.advance(timedelta(minutes=5))
    state = kept.keeper.round()
    assert (state.kind, state.at) == (TwinKind.GOOD, clock.now())
    assert {path.name: path.stat().st_mtime_ns for path in home(stick).iterdir()} == before


def test_a_pulled_stick_is_said_and_taken_up_again_by_itself(kept, office, clock, stick, tmp_path):
    at = clock.now()
    stick.rename(tmp_path / "pocket")
    receive(kept, 300)
    clock.advance(timedelta(minutes=1))
    state = kept.keeper.round()
    assert (state.kind, state.at) == (TwinKind.MISSING, at)
    assert "Cắm lại" in state.advice
    stick.mkdir()  # the empty place where it was mounted: the disk beneath must not be filled
    assert kept.keeper.round().kind is TwinKind.MISSING
    assert list(stick.iterdir()) == []
    stick.rmdir()
    (tmp_path / "pocket").rename(stick)
    assert kept.keeper.round().kind is TwinKind.GOOD
    assert counted(office, clock, stick) == RECORDS + 1


def test_another_stations_stick_is_not_taken_for_ours(kept, stick):
    ours = home(stick)
    ours.rename(stick / "QTN-TN01-abcdef")
    assert kept.keeper.round().kind is TwinKind.MISSING


def test_a_full_stick_keeps_the_last_good_copy(services, office, clock, tmp_path):
    folder = tmp_path / "drive"
    folder.mkdir()
    with drives.small_drive(folder, "32m"):
        services.keeper.choose_folder(folder, actor="x")
        assert services.keeper.round().kind is TwinKind.GOOD
        receive(services, 400)
        with drives.full(folder, left=1 << 20):
            state = services.keeper.round()
            assert state.kind is TwinKind.FULL
            assert "cần thêm" in state.title
            assert counted(office, clock, folder) == RECORDS
        assert services.keeper.round().kind is TwinKind.GOOD
        assert counted(office, clock, folder) == RECORDS + 1


def test_a_stick_that_may_only_be_read_is_said(services, office, clock, tmp_path):
    folder = tmp_path / "drive"
    folder.mkdir()
    with drives.small_drive(folder, "32m"):
        services.keeper.choose_folder(folder, actor="x")
        assert services.keeper.round().kind is TwinKind.GOOD
        receive(services, 450)
        with drives.read_only(folder):
            state = services.keeper.round()
            assert state.kind is TwinKind.READ_ONLY
            assert "Gạt khóa ghi" in state.advice
            assert counted(office, clock, folder) == RECORDS
        assert services.keeper.round().kind is TwinKind.GOOD
        assert counted(office, clock, folder) == RECORDS + 1


def test_a_stick_pulled_out_under_an_open_copy_goes_on_when_it_is_back(
    services, office, clock, tmp_path
):
    folder = tmp_path / "drive"
    folder.mkdir()
    stick = drives.Stick(tmp_path / "stick.img", folder, 40)
    stick.plug_in()
    try:
        services.keeper.choose_folder(folder, actor="x")
        assert services.keeper.round().kind is TwinKind.GOOD
        receive(services, 480)
    finally:
        stick.pull_out()
    assert services.keeper.round().kind is TwinKind.MISSING
    assert list(folder.iterdir()) == [], "the disk beneath is not filled"
    stick.plug_in()
    try:
        assert counted(office, clock, folder) == RECORDS
        assert services.keeper.round().kind is TwinKind.GOOD
        assert counted(office, clock, folder) == RECORDS + 1
    finally:
        stick.pull_out()


# Device files whose driver refuses what is written to them, as a drive does.
DEVICES = {"/dev/full": TwinKind.FULL, "/proc/self/mem": TwinKind.MISSING}


@pytest.mark.parametrize("device", DEVICES)
def test_a_drive_that_fails_in_the_middle_of_writing_is_told_apart(
    kept, office, clock, stick, device
):
    if not Path(device).exists():
        pytest.skip("the system has no such device")
    receive(kept, 500)
    file = home(stick) / f"{twin_files.other(twin_files.read_state(home(stick)).good)}.db"
    file.symlink_to(device)
    assert kept.keeper.round().kind is DEVICES[device]
    assert counted(office, clock, stick) == RECORDS
    file.unlink()
    assert kept.keeper.round().kind is TwinKind.GOOD
    assert counted(office, clock, stick) == RECORDS + 1


@pytest.mark.skipif(os.name == "nt", reason="file size limits are of POSIX")
def test_a_drive_that_takes_no_file_of_that_size_is_told_apart(kept, office, clock, stick):
    import resource
    import signal

    receive(kept, 510)
    kept.keeper._twin.release()
    kept.store.fold_log()  # so that the store's own file need not be written meanwhile
    good = home(stick) / f"{twin_files.read_state(home(stick)).good}.db"
    usual, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (good.stat().st_size // 2, hard))
    try:
        assert kept.keeper.round().kind is TwinKind.FAILED
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert counted(office, clock, stick) == RECORDS
    assert kept.keeper.round().kind is TwinKind.GOOD
    assert counted(office, clock, stick) == RECORDS + 1


def test_choosing_a_folder_that_cannot_be_written_changes_nothing(kept, stick, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(rescue.InputFileError):
        kept.keeper.choose_folder(tmp_path / "file", actor="x")
    assert kept.keeper.round().folder == str(stick)


def test_off_it_leaves_what_was_copied(kept, office, clock, stick):
    kept.keeper.choose_folder(None, actor="x")
    receive(kept, 600)
    assert kept.keeper.round().kind is TwinKind.OFF
    assert counted(office, clock, stick) == RECORDS


def test_on_its_own_thread_it_follows_and_ends_with_the_last_moment(
    office, clock, stick, monkeypatch
):
    monkeypatch.setattr("desktop.backup.keeper.ROUND", 0.05)
    with office.services(clock=clock) as services:
        services.keeper.choose_folder(stick, actor="x")
        services.keeper.start()
        receive(services, 700)
        deadline = time.monotonic() + 60
        while services.keeper.state.kind is not TwinKind.GOOD and time.monotonic() < deadline:
            time.sleep(0.02)
        assert services.keeper.state.kind is TwinKind.GOOD
        receive(services, 701)
    assert counted(office, clock, stick) == RECORDS + 2


def test_the_daily_backup_is_made_when_it_is_due(office, clock, tmp_path, monkeypatch):
    usb = tmp_path / "usb"
    usb.mkdir()
    with office.services(clock=clock) as services:
        services.backup.choose_folder(usb, actor="x")
        services.keeper._backup_if_due()
        services.keeper._backup_if_due()
        clock.advance(timedelta(hours=19))
        services.keeper._backup_if_due()
        assert len(services.backup.list(usb)) == 1
        clock.advance(timedelta(hours=2))
        services.keeper._backup_if_due()
        assert len(services.backup.list(usb)) == 2
        usb.rename(tmp_path / "gone")
        clock.advance(timedelta(hours=21))
        services.keeper._backup_if_due()
        assert not usb.exists()
