"""A stick that is full, read-only or gone: no half file, words that help, the same bytes later."""

import argparse
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.batch.copies import CopiesService
from desktop.batch.verify import verify_file
from desktop.cli import province as commands
from desktop.cli.context import CliContext
from desktop.common.clock import SystemClock
from desktop.common.errors import DiskFullError, InputFileError
from desktop.models import BatchCopy, ProvinceAnswer
from desktop.province.errors import AnswersKeptError
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def mounted(*words):
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode == 0


@pytest.fixture
def drive(tmp_path):
    """A real small drive; only who may mount has one."""
    folder = tmp_path / "drive"
    folder.mkdir()
    if not shutil.which("mount") or not mounted(
        "-t", "tmpfs", "-o", "size=16k,nr_inodes=20", "tmpfs", str(folder)
    ):
        pytest.skip("mounting a small drive is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


@contextmanager
def no_room(folder):
    """Leave less room on a drive than any file needs."""
    filler = folder / "phim.mp4"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(1024))
        except OSError:
            pass
    yield
    filler.unlink()


@contextmanager
def read_only(folder):
    assert mounted("-o", "remount,ro", str(folder))
    yield
    assert mounted("-o", "remount,rw", str(folder))


def received(loop):
    station = loop.make_station()
    for name in PEOPLE[:2]:
        station.receive(name)
        station.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    return station


def kept(loop):
    with loop.desk.data.read() as session:
        return {row.file_name: row.content for row in session.query(ProvinceAnswer)}


def written(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("trouble", [no_room, read_only])
def test_answers_that_a_drive_does_not_take_are_written_later_as_they_were(
    small_loop, drive, tmp_path, trouble
):
    loop = small_loop
    received(loop)
    with trouble(drive):
        with pytest.raises(AnswersKeptError) as caught:
            loop.desk.answering.answer(drive, actor=DESK)
        assert caught.value.title
        assert caught.value.advice
        assert [name for name in written(drive) if name != "phim.mp4"] == []
    before = kept(loop)
    assert len(before) == 2
    loop.desk.answering.answer(drive, actor=DESK, again=True)
    assert written(drive) == before
    other = tmp_path / "other"
    loop.desk.answering.answer(other, actor=DESK, again=True)
    assert written(other) == before == kept(loop)


def test_a_drive_that_was_pulled_out_is_not_made_anew(small_loop, tmp_path):
    loop = small_loop
    received(loop)
    gone = tmp_path / "media" / "usb"
    for target in (gone, loop.key_file):
        with pytest.raises(AnswersKeptError) as caught:
            loop.desk.answering.answer(target, actor=DESK, again=True)
        assert "Cắm lại USB" in caught.value.advice
    assert not gone.parent.exists()
    before = kept(loop)
    gone.mkdir(parents=True)
    assert len(loop.desk.answering.answer(gone, actor=DESK, again=True)) == 2
    assert written(gone) == before == kept(loop)


def test_a_drive_pulled_out_between_two_answers(small_loop, tmp_path):
    loop = small_loop
    received(loop)
    target = tmp_path / "usb2"
    target.mkdir()
    pull_after_first_rename(target)
    with pytest.raises(AnswersKeptError):
        loop.desk.answering.answer(target, actor=DESK)
    assert not target.exists()  # nothing comes up in its place on the local disk
    target.mkdir()
    assert len(loop.desk.answering.answer(target, actor=DESK, again=True)) == 2
    assert written(target) == kept(loop)


def pull_after_first_rename(folder):
    pulled = []

    def pull(name, arguments):
        if name == "os.rename" and str(arguments[1]).startswith(str(folder)) and not pulled:
            pulled.append(True)
            Path(arguments[0]).unlink()
            shutil.rmtree(folder)

    sys.addaudithook(pull)


def test_the_command_says_how_to_go_on(small_loop, capsys):
    loop = small_loop
    received(loop)
    (loop.stick / "MT02-000002-a01.qta").mkdir()  # stands in the way of the second answer
    parser = argparse.ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    args = parser.parse_args(["province", "answer", "--to", str(loop.stick)])
    args.data, args.unlock_with = None, None
    context = CliContext(args, lambda _args: SimpleNamespace(close=lambda: None))

    @contextmanager
    def ours(_args):
        yield loop.desk

    before, commands.opened = commands.opened, ours
    try:
        with pytest.raises(AnswersKeptError) as caught:
            commands.run_answer(args, context)
    finally:
        commands.opened = before
    assert "--again" in caught.value.advice
    assert list(loop.stick.glob(".*")) == []
    whole = loop.stick / "MT02-000001-a01.qta"
    assert whole.read_bytes() == kept(loop)[whole.name]


@pytest.mark.parametrize("trouble", [no_room, read_only])
def test_a_station_writes_no_half_enrolment_and_no_half_copy(small_loop, drive, trouble):
    station = small_loop.make_station()
    station.receive(PEOPLE[0])
    first = station.export()
    batch = station.batch.list_batches()[0].id
    copies = CopiesService(station.store, SystemClock())
    with trouble(drive):
        for act in (
            lambda: station.trust.enrol(drive, actor=CLERK),
            lambda: copies.write_again(batch, drive, actor=CLERK),
        ):
            with pytest.raises((DiskFullError, InputFileError)):
                act()
        assert [name for name in written(drive) if name != "phim.mp4"] == []
        with station.store.read() as session:
            assert session.query(BatchCopy).count() == 0
    made = station.trust.enrol(drive, actor=CLERK)
    assert (
        small_loop.desk.registry.enrol(made.path, actor=DESK, fingerprint=made.fingerprint).code
        == "MT02"
    )
    made.path.unlink()
    copy = copies.write_again(batch, small_loop.key_file.parent.parent, actor=CLERK)
    assert verify_file(copy.path).valid
    assert small_loop.desk.receiving.receive_file(first, actor=DESK).records == 1
    assert small_loop.desk.receiving.receive_file(copy.path, actor=DESK).again
