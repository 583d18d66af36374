"""Sticks as the release command makes them, and everything that can be wrong with one."""

import json
from datetime import timedelta

import pytest

from desktop.common.errors import InputFileError
from desktop.updates.errors import UpdateError
from desktop.updates.place import this_platform
from installer.release import keys
from installer.release.repository import MakerError
from tests.updates.workshop import PASSPHRASE, copy_of, now

OTHER = "windows-x86_64" if this_platform() != "windows-x86_64" else "linux-x86_64"


def refused(service, folder):
    with pytest.raises(UpdateError) as caught:
        service.check(folder)
    assert caught.value.title
    assert caught.value.advice
    return caught.value


def code_of(service, folder):
    return refused(service, folder).code


@pytest.fixture
def machine(workshop, repository):
    return workshop.machine(repository.anchor())


def test_a_newer_version_is_offered_with_what_is_new(machine, stick):
    offer = machine.check(stick)
    assert offer.is_new
    assert offer.release.version == "0.2.0"
    assert offer.release.platform == this_platform()
    assert offer.release.notes == "Sửa lỗi in biên nhận.\nThêm trang Cập nhật."
    assert timedelta(days=115) < offer.expires_at - now() < timedelta(days=121)
    assert machine.check(stick) == offer  # and again: what is kept does not stand in the way


def test_the_update_may_lie_in_a_folder_of_a_stick_with_other_things(machine, stick, tmp_path):
    copy_of(stick).rename(tmp_path / "QTN-CAP-NHAT")
    assert machine.check(tmp_path).is_new


def test_the_version_that_runs_is_an_answer(workshop):
    repository = workshop.release("0.1.0")
    offer = workshop.machine(repository.anchor()).check(workshop.stick(repository))
    assert not offer.is_new


def test_signatures_by_others_are_refused(workshop, machine, tmp_path):
    keys.make(tmp_path / "theirs", PASSPHRASE.encode())
    theirs = keys.load([tmp_path / "theirs"], [PASSPHRASE.encode()])
    stick = workshop.stick(workshop.release("0.9.0", signers=theirs))
    assert code_of(machine, stick) == "QTN-621"


def test_an_expired_stick_is_refused_and_told_with_the_clock(workshop):
    repository = workshop.release(at=now() - timedelta(days=130))
    error = refused(workshop.machine(repository.anchor()), workshop.stick(repository))
    assert error.code == "QTN-622"
    assert "đồng hồ máy đang là ngày" in error.title


def test_a_renewed_stick_is_believed_again(workshop):
    repository = workshop.release(at=now() - timedelta(days=130))
    machine = workshop.machine(repository.anchor())
    assert code_of(machine, workshop.stick(repository)) == "QTN-622"
    stick_keys = {n: s for n, s in workshop.signers.items() if n in {"snapshot-1", "timestamp-1"}}
    until = type(repository)(repository.folder, stick_keys, now()).renew()
    assert until > now() + timedelta(days=100)
    assert machine.check(workshop.stick(repository)).is_new


def test_an_older_stick_than_the_last_one_is_refused(workshop, machine, repository, stick):
    before = copy_of(stick, "before")
    try:
        newer = copy_of(stick, "newer-home")
        again = type(repository)(newer, workshop.signers, now())
        workshop.add(again, workshop.tree("0.3.0"))
        assert machine.check(newer).release.version == "0.3.0"
        assert code_of(machine, before) == "QTN-623"
    finally:
        assert machine.check(newer).is_new  # the refusal changed nothing


def test_files_of_two_releases_are_refused(workshop, machine, repository, stick):
    newer = copy_of(stick, "two")
    workshop.add(type(repository)(newer, workshop.signers, now()), workshop.tree("0.3.0"))
    mixed = copy_of(stick, "mixed")
    (mixed / "metadata" / "timestamp.json").write_bytes(
        (newer / "metadata" / "timestamp.json").read_bytes()
    )
    assert code_of(machine, mixed) == "QTN-624"


@pytest.mark.parametrize(
    ("name", "code"),
    [("timestamp.json", "QTN-625"), ("2.snapshot.json", "QTN-624"), ("2.targets.json", "QTN-624")],
)
def test_damaged_metadata_is_refused(machine, stick, name, code):
    copy = copy_of(stick, f"damaged-{name}")
    file = copy / "metadata" / name
    file.write_bytes(file.read_bytes()[:-200])
    assert code_of(machine, copy) == code


def test_a_changed_byte_of_signed_metadata_is_noticed(machine, stick):
    copy = copy_of(stick, "changed")
    file = copy / "metadata" / "timestamp.json"
    values = json.loads(file.read_bytes())
    values["signed"]["expires"] = "2099-01-01T00:00:00Z"
    file.write_text(json.dumps(values))
    assert code_of(machine, copy) == "QTN-621"


def test_a_stick_for_other_machines_says_for_which(workshop):
    repository = workshop.release(platform=OTHER)
    error = refused(workshop.machine(repository.anchor()), workshop.stick(repository))
    assert error.code == "QTN-627"
    assert OTHER in error.title


def test_a_version_older_than_the_program_is_refused(workshop):
    repository = workshop.release("0.0.9")
    machine = workshop.machine(repository.anchor())
    assert code_of(machine, workshop.stick(repository)) == "QTN-628"


def test_a_clock_behind_the_day_of_the_release_is_refused(workshop):
    repository = workshop.release(at=now() + timedelta(days=3))
    machine = workshop.machine(repository.anchor())
    assert code_of(machine, workshop.stick(repository)) == "QTN-629"


def test_a_version_that_could_not_read_the_store_is_refused(workshop, counter):
    repository = workshop.release(schema="0001")
    machine = workshop.machine(repository.anchor(), counter)
    assert code_of(machine, workshop.stick(repository)) == "QTN-630"


def test_packages_for_another_python_need_the_installer(workshop):
    repository = workshop.release(python="3.99")
    machine = workshop.machine(repository.anchor())
    assert code_of(machine, workshop.stick(repository)) == "QTN-634"


def test_a_folder_without_an_update_says_so(machine, tmp_path):
    assert code_of(machine, tmp_path) == "QTN-620"
    assert code_of(machine, tmp_path / "gone") == "QTN-620"


def test_a_program_without_keys_believes_nobody(workshop, machine, stick):
    bare = workshop.machine(b"")
    (bare._place.home / "root.json").unlink()
    assert code_of(bare, stick) == "QTN-633"
    assert not bare.status().has_keys
    assert machine.status().has_keys


def test_a_data_folder_that_cannot_be_written_is_no_fault_of_the_stick(workshop, repository, stick):
    machine = workshop.machine(repository.anchor())
    machine._data.write_text("a file where a folder should be")
    with pytest.raises(InputFileError):
        machine.check(stick)


def test_a_new_root_is_followed_only_from_the_old_one(workshop, repository, stick, tmp_path):
    """A key was lost: two root keys and its successor lead on, the successor alone does not."""
    machine = workshop.machine(repository.anchor())
    keys.make(tmp_path / "new", PASSPHRASE.encode(), ("root-3", "targets-2"))
    new = keys.load([tmp_path / "new"], [PASSPHRASE.encode()])
    kept = {n: s for n, s in workshop.signers.items() if n not in {"root-3", "targets-2"}}
    home = copy_of(stick, "rotated")
    maker = type(repository)(home, kept, now())
    assert maker.rotate(new) == 2
    stale = {name: workshop.signers[name] for name in ("targets-2", "snapshot-1", "timestamp-1")}
    one = type(repository)(home, {"targets-1": kept["targets-1"], **stale}, now())
    with pytest.raises(MakerError, match="2 of its keys"):  # the lost key counts no more
        workshop.add(one, workshop.tree("0.4.0"))
    workshop.add(type(repository)(home, {**kept, **new}, now()), workshop.tree("0.4.0"))
    assert machine.check(home).release.version == "0.4.0"


def test_a_new_root_without_the_old_keys_is_refused(workshop, repository, stick, tmp_path):
    keys.make(tmp_path / "theirs", PASSPHRASE.encode())
    theirs = keys.load([tmp_path / "theirs"], [PASSPHRASE.encode()])
    other = workshop.repository(signers=theirs)
    other.rotate({})
    thief = copy_of(stick, "thief")
    (thief / "metadata" / "2.root.json").write_bytes(other.anchor())
    assert code_of(workshop.machine(repository.anchor()), thief) == "QTN-621"
