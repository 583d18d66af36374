"""The release command: keys that are kept apart, thresholds, archives that come out the same."""

import json
import zipfile

import pytest

from desktop.updates.place import read_release, this_platform
from installer.release import __main__ as command
from installer.release import keys, tree
from installer.release.repository import MakerError, Repository
from tests.updates.workshop import PASSPHRASE, SOURCES, now


def release(capsys, *arguments):
    code = command.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_from_keys_to_a_stick_by_the_command(workshop, tmp_path, capsys):
    signing = ("--keys", tmp_path / "one", "--keys", tmp_path / "two")
    signing += ("--passphrase-file", workshop.passphrase_file)
    names = (("one", ("root-1", "targets-1", "snapshot-1", "timestamp-1", "root-3")),)
    names += (("two", ("root-2", "targets-2", "targets-3")),)
    for folder, only in names:
        made = ("keys", "--keys", tmp_path / folder, "--only", *only)
        assert release(capsys, *made, "--passphrase-file", workshop.passphrase_file)[0] == 0
    repository, stick = tmp_path / "repository", tmp_path / "stick"
    assert release(capsys, "begin", repository, *signing)[0] == 0
    version = workshop.tree("0.2.0")
    assert release(capsys, "stamp", repository, "--tree", version)[0] == 0
    assert read_release(version).version == "0.2.0"
    notes = tmp_path / "notes.txt"
    notes.write_text("Bản mới.\n", encoding="utf-8")
    code, said = release(capsys, "add", repository, "--tree", version, "--notes", notes, *signing)
    assert code == 0, said
    assert release(capsys, "renew", repository, *signing)[0] == 0
    assert release(capsys, "rotate", repository, *signing)[0] == 0
    code, said = release(capsys, "put", repository, stick)
    assert code == 0, said
    machine = workshop.machine((version / "root.json").read_bytes())
    assert machine.check(stick).release.notes == "Bản mới."
    code, said = release(capsys, "put", repository, stick)
    assert (code, "not empty" in said) == (1, True)


def test_private_keys_are_encrypted_and_kept_out_of_the_repository(workshop, tmp_path):
    for file in (workshop.base / "keys").iterdir():
        assert b"BEGIN ENCRYPTED PRIVATE KEY" in file.read_bytes()
        assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(keys.KeyFileError, match="lies in the repository"):
        keys.make(SOURCES / "keys", PASSPHRASE.encode())
    with pytest.raises(keys.KeyFileError, match="already there"):
        keys.make(workshop.base / "keys", PASSPHRASE.encode())
    with pytest.raises(keys.KeyFileError, match="none of the passphrases"):
        keys.load([workshop.base / "keys"], [b"another passphrase"])
    short = tmp_path / "short.txt"
    short.write_text("short\n")
    with pytest.raises(keys.KeyFileError, match="fewer than 12"):
        keys.read_passphrase(short)


def test_one_of_three_keys_releases_nothing(workshop):
    repository = workshop.repository()
    before = sorted((repository.folder / "metadata").iterdir())
    alone = {n: s for n, s in workshop.signers.items() if n not in {"targets-2", "targets-3"}}
    with pytest.raises(MakerError, match="2 of its keys"):
        workshop.add(Repository(repository.folder, alone, now()), workshop.tree("0.2.0"))
    assert sorted((repository.folder / "metadata").iterdir()) == before
    lacking = {n: s for n, s in workshop.signers.items() if n != "root-2"}
    with pytest.raises(MakerError, match=r"root-2.pem is missing"):
        workshop.repository(signers=lacking)
    with pytest.raises(MakerError, match="is a repository already"):
        repository.begin()


def test_the_same_files_give_the_same_archive(workshop, tmp_path):
    folder = workshop.tree("0.2.0")
    (folder / "desktop" / "__pycache__").mkdir()
    (folder / "desktop" / "__pycache__" / "x.pyc").write_bytes(b"x")
    made = tree.describe(
        folder, this_platform(), python="3.11", lock=folder / "main.py", notes="", now=now()
    )
    for name in ("a.zip", "b.zip"):
        tree.pack(folder, made, b"{}", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    lib = tmp_path / "staged"
    (lib / "package").mkdir(parents=True)
    (lib / "package" / "__init__.py").write_text("x = 1\n")
    tree.pack(folder, made, b"{}", tmp_path / "c.zip", lib)
    with zipfile.ZipFile(tmp_path / "c.zip") as packed:
        assert "lib/package/__init__.py" in packed.namelist()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.namelist()[-1] == "release.json"
        assert not [name for name in packed.namelist() if "pycache" in name]
        assert json.loads(packed.read("release.json"))["version"] == "0.2.0"


def test_a_folder_that_is_no_version_is_not_released(workshop, tmp_path):
    def described(folder, platform=None):
        return tree.describe(
            folder,
            platform or this_platform(),
            python="3.11",
            lock=SOURCES / "main.py",
            notes="",
            now=now(),
        )

    with pytest.raises(MakerError, match=r"no main.py"):
        described(tmp_path)
    with pytest.raises(MakerError, match="three numbers"):
        described(workshop.tree("0.2"))
    with pytest.raises(MakerError, match="one of windows"):
        described(workshop.tree("0.2.0"), "amiga")
