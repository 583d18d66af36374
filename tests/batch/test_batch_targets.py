"""Several sticks at once: copied, read back, and what is wrong with one stops no other."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.batch.copies import CopiesService
from desktop.batch.drives import Drive, Fit, fit, is_removable_device
from desktop.batch.errors import FileTakenError, NotAsWrittenError, StoppedCopyError, TargetError
from desktop.batch.handover import HandoverService
from desktop.batch.sending import SendingService
from desktop.common.errors import DiskFullError
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, Batch
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag


@pytest.fixture
def desk(batch_station):
    """A station with two records, and the services that send and copy."""
    store, clock = batch_station.store, batch_station.clock
    for number in (1, 2):
        batch_station.add_record(number)
    batch_station.copies = CopiesService(store, clock)
    sheets = HandoverService(store, clock, Preferences(store, clock))
    batch_station.sending = SendingService(batch_station.batch, batch_station.copies, sheets)
    return batch_station


def stick(station, name: str) -> Path:
    folder = station.folder / name
    folder.mkdir()
    return folder


@contextmanager
def small_drive(folder: Path, size: str):
    """Mount a real file system of this size there; needs the rights to mount."""
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this account may not mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True, capture_output=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_sticks_get_the_same_file_and_its_sheet(desk):
    a, b = stick(desk, "a"), stick(desk, "b")
    told = []
    work = Work(lambda done, total, text: told.append((done, total, text)))
    sent = desk.sending.send([a, b], actor="op", work=work)
    assert [path.parent for path in sent.paths] == [a, b]
    assert sent.troubles == ()
    assert names(a) == names(b) == ["TN01-000001-ban-giao.pdf", "TN01-000001.qtn"]
    assert sent.paths[0].read_bytes() == sent.paths[1].read_bytes()
    assert hashlib.sha256(sent.paths[1].read_bytes()).hexdigest() == sent.export.file_sha256
    assert told[-1] == (told[-1][1], told[-1][1], "chép sang b")
    with desk.store.read() as session:
        assert session.query(Batch).count() == 1
        copied = session.query(AuditEvent).filter_by(tag=Tag.BATCH_WRITTEN_AGAIN.value).one()
    assert copied.detail["file_sha256"] == sent.export.file_sha256
    assert desk.security.audit_verify().ok


def test_a_stick_that_cannot_take_it_stops_no_other(desk):
    good, taken = stick(desk, "a"), stick(desk, "b")
    (taken / "TN01-000001.qtn").write_bytes(b"somebody else's")
    sent = desk.sending.send([desk.folder / "gone", taken, good], actor="op")
    assert sent.export.path.parent == good
    assert [(folder.name, type(error)) for folder, error in sent.troubles] == [
        ("gone", TargetError),
        ("b", FileTakenError),
    ]
    assert (taken / "TN01-000001.qtn").read_bytes() == b"somebody else's"
    assert desk.states() == ["exported", "exported"]


def test_when_no_place_can_take_it_nothing_is_marked(desk):
    with pytest.raises(TargetError):
        desk.sending.send([desk.folder / "gone", desk.folder / "gone too"], actor="op")
    assert desk.states() == ["received", "received"]
    assert desk.sending.send([desk.out], actor="op").export.sequence == 1


def test_a_full_stick_is_told_and_keeps_no_half_file(desk, monkeypatch):
    """The room is checked first; what fills up between the check and the end is the hard case."""
    for number in (3, 4, 5):
        desk.add_record(number, photo=b"\xff\xd8\xff\xe0" + bytes(400_000))
    a, b = stick(desk, "a"), stick(desk, "b")
    with small_drive(b, "1m"):
        sent = desk.sending.send([a, b], actor="op")
        ((folder, error),) = sent.troubles
        assert (folder, type(error)) == (b, DiskFullError)
        usage = shutil.disk_usage(b)._replace(free=1 << 40)
        with monkeypatch.context() as patch:
            patch.setattr(shutil, "disk_usage", lambda _path: usage)
            with pytest.raises(DiskFullError):
                desk.copies.copy_file(sent.export.batch_id, sent.export.path, b, actor="op")
            with pytest.raises(DiskFullError):
                desk.copies.write_again(sent.export.batch_id, b, actor="op")
        assert names(b) == []
    # With room, the same batch is copied afterwards.
    copy = desk.copies.copy_file(sent.export.batch_id, sent.export.path, b, actor="op")
    assert copy.path.read_bytes() == sent.export.path.read_bytes()


@pytest.mark.parametrize("half", [0, 1])
def test_a_stick_pulled_while_it_is_copied_or_read_back(desk, half):
    export = desk.batch.export(desk.out, actor="op")
    other = stick(desk, "b")

    def pull(done, total, _text):
        if done > half * total // 2:
            shutil.rmtree(other, ignore_errors=True)

    with pytest.raises(TargetError):
        desk.copies.copy_file(export.batch_id, export.path, other, actor="op", work=Work(pull))
    assert not other.exists()
    other.mkdir()
    again = desk.copies.copy_file(export.batch_id, export.path, other, actor="op")
    assert again.file_sha256 == export.file_sha256


def test_a_first_stick_that_changed_its_bytes_is_not_copied(desk):
    export = desk.batch.export(desk.out, actor="op")
    data = bytearray(export.path.read_bytes())
    data[len(data) // 2] ^= 1
    export.path.write_bytes(data)
    other = stick(desk, "b")
    with pytest.raises(NotAsWrittenError):
        desk.copies.copy_file(export.batch_id, export.path, other, actor="op")
    assert names(other) == []


def test_stopping_the_copy_keeps_the_batch_and_no_half_file(desk):
    a, b = stick(desk, "a"), stick(desk, "b")
    work = Work()

    def stop(_done, _total, text):
        if text:
            work.cancel()

    work._on_progress = stop
    sent = desk.sending.send([a, b], actor="op", work=work)
    ((folder, error),) = sent.troubles
    assert (folder, type(error)) == (b, StoppedCopyError)
    assert names(b) == []
    assert desk.states() == ["exported", "exported"]


def test_stopping_before_the_batch_is_marked_leaves_nothing_anywhere(desk):
    a, b = stick(desk, "a"), stick(desk, "b")
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        desk.sending.send([a, b], actor="op", work=work)
    assert names(a) == names(b) == []
    assert desk.states() == ["received", "received"]


G = 1 << 30


@pytest.mark.parametrize(
    ("drive", "needed", "judged"),
    [
        (Drive(Path("/a"), "A", 14 * G, 16 * G, "exfat"), 5 * G, Fit.FITS),
        (Drive(Path("/a"), "A", 14 * G, 16 * G, "vfat"), 5 * G, Fit.TOO_LARGE),
        (Drive(Path("/a"), "A", 14 * G, 16 * G, "FAT32"), 5 * G, Fit.TOO_LARGE),
        (Drive(Path("/a"), "A", 14 * G, 16 * G, "vfat"), 3 * G, Fit.FITS),
        (Drive(Path("/a"), "A", 1 * G, 16 * G, "vfat"), 1 * G, Fit.FULL),
        (Drive(Path("/a"), "A", 14 * G, 16 * G, "exfat", is_read_only=True), 1, Fit.READ_ONLY),
    ],
)
def test_a_drive_is_judged_before_anything_is_written(drive, needed, judged):
    assert fit(drive, needed) is judged


def kernel(tmp_path: Path, place: str, partition: str = "", **files: str) -> Path:
    """Lay out a block device as the kernel describes it; return the folder of links."""
    disk = tmp_path / "devices" / place
    disk.mkdir(parents=True)
    for name, text in files.items():
        path = disk / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    blocks = tmp_path / "block"
    blocks.mkdir()
    (blocks / disk.name).symlink_to(disk)
    if partition:
        inside = disk / partition
        inside.mkdir()
        (inside / "partition").write_text("1\n")
        (blocks / partition).symlink_to(inside)
    return blocks


@pytest.mark.parametrize(
    ("place", "partition", "files", "device", "can_go"),
    [
        ("pci0/ata1/block/sda", "sda1", {"removable": "0\n"}, "/dev/sda1", False),
        ("pci0/usb2/2-1/block/sdb", "sdb1", {"removable": "1\n"}, "/dev/sdb1", True),
        ("pci0/usb2/2-1/block/sdc", "", {"removable": "0\n"}, "/dev/sdc", True),  # disk in a case
        ("pci0/scsi/block/sdd", "sdd1", {"removable": "1\n"}, "/dev/sdd1", True),
        ("mmc0/block/mmcblk0", "mmcblk0p1", {"device__type": "SD\n"}, "/dev/mmcblk0p1", True),
        ("mmc0/block/mmcblk1", "mmcblk1p1", {"device__type": "MMC\n"}, "/dev/mmcblk1p1", False),
        ("pci0/block/sda", "", {"removable": "1\n"}, "tmpfs", False),
        ("pci0/block/sda", "", {"removable": "1\n"}, "/dev/sdz", False),
    ],
)
def test_what_can_be_pulled_is_known_from_the_kernel(
    tmp_path, place, partition, files, device, can_go
):
    assert is_removable_device(device, kernel(tmp_path, place, partition, **files)) is can_go


def test_written_again_to_several_places_one_of_them_bad(desk):
    export = desk.sending.send([stick(desk, "lost")], actor="op").export
    a, b = stick(desk, "a"), stick(desk, "b")
    gone = desk.folder / "pulled out"
    report = desk.sending.send_again(export.batch_id, [gone, a, b], actor="op")
    assert [copy.path.parent for copy in report.copies] == [a, b]
    assert [(folder, type(error)) for folder, error in report.troubles] == [(gone, TargetError)]
    first, second = (copy.path.read_bytes() for copy in report.copies)
    assert first == second != export.path.read_bytes()
    assert {copy.file_sha256 for copy in report.copies} == {hashlib.sha256(first).hexdigest()}
    with pytest.raises(FileTakenError):
        desk.sending.send_again(export.batch_id, [a, b], actor="op")


def test_writing_again_that_is_stopped_keeps_what_is_whole(desk):
    export = desk.sending.send([stick(desk, "lost")], actor="op").export
    a, b = stick(desk, "a"), stick(desk, "b")
    work = Work(lambda _done, _total, text: work.cancel() if text == "chép sang b" else None)
    report = desk.sending.send_again(export.batch_id, [a, b], actor="op", work=work)
    assert [copy.path.parent for copy in report.copies] == [a]
    assert isinstance(report.troubles[0][1], StoppedCopyError)
    assert names(b) == []
    c = stick(desk, "c")
    work = Work(lambda _done, _total, _text: work.cancel())
    with pytest.raises(CancelledError):
        desk.sending.send_again(export.batch_id, [c], actor="op", work=work)
    assert names(c) == []
