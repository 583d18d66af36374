"""A maker with real keys, real repositories and sticks; and machines that know its keys."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from desktop import __version__
from desktop.common.clock import SystemClock
from desktop.storage import migrate
from desktop.updates.place import Place, this_platform, this_python
from desktop.updates.service import UpdatesService
from installer.release import keys, tree
from installer.release.repository import Repository

SOURCES = keys.SOURCES
PASSPHRASE = "một câu mật khẩu dài"
LOCK = SOURCES / "requirements" / "linux.txt"
NOTES = "Sửa lỗi in biên nhận.\n\n  Thêm trang Cập nhật. \n"


def now():
    return datetime.now(UTC)


class Workshop:
    """Keys in one folder, made once; repositories as many as are asked for."""

    def __init__(self, base):
        self.base = base
        self.passphrase_file = base / "passphrase.txt"
        self.passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
        keys.make(base / "keys", PASSPHRASE.encode())
        self.signers = keys.load([base / "keys"], [PASSPHRASE.encode()])
        self._count = 0

    def folder(self, name):
        self._count += 1
        return self.base / f"{name}-{self._count}"

    def repository(self, at=None, signers=None):
        made = Repository(self.folder("repository"), signers or self.signers, at or now())
        made.begin()
        return made

    def tree(self, version, schema=migrate.HEAD):
        """The least that is a version: enough to be described and packed."""
        folder = self.folder("tree")
        (folder / "desktop" / "storage").mkdir(parents=True)
        (folder / "main.py").write_text("print('main')\n")
        (folder / "desktop" / "__init__.py").write_text(f'"""x"""\n\n__version__ = "{version}"\n')
        (folder / "desktop" / "storage" / "migrate.py").write_text(f'HEAD = "{schema}"\n')
        return folder

    def add(self, repository, folder, platform=None, at=None, python=None):
        release = tree.describe(
            folder,
            platform or this_platform(),
            python=python or this_python(),
            lock=LOCK,
            notes=NOTES,
            now=at or now(),
        )
        archive = self.folder("archive")
        tree.pack(folder, release, repository.anchor(), archive)
        repository.add(archive, release)
        return release

    def release(self, version="0.2.0", **more):
        """A repository with one release."""
        repository = self.repository(more.get("at"), more.pop("signers", None))
        schema = more.pop("schema", migrate.HEAD)
        self.add(repository, self.tree(version, schema), **more)
        return repository

    def stick(self, repository):
        folder = self.folder("stick")
        repository.put(folder)
        return folder

    def machine(self, anchor, opened=None, version=__version__):
        """An installed program that believes these root keys, and its data folder."""
        folder = self.folder("machine")
        home = folder / "app"
        home.mkdir(parents=True)
        made = tree.describe(
            self.tree(version),
            this_platform(),
            python=this_python(),
            lock=LOCK,
            notes="",
            now=now(),
        )
        tree.stamp(home, made, anchor)
        return UpdatesService(Place(home), folder / "data", opened, SystemClock())


def copy_of(stick, name="copy"):
    target = stick.with_name(f"{stick.name}-{name}")
    shutil.copytree(stick, target)
    return Path(target)
