"""Turns a staged tree into the folders of a Debian package, with its control files."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path

from installer import manifest, source
from installer.debian.control import NAME, control
from installer.debian.manpage import manual
from installer.target import ROOT

FILES = Path(__file__).resolve().parent / "files"
SCRIPTS = ("postinst", "prerm", "postrm")
COMMANDS = ("qtn", "quay-tiep-nhan")
TOP = f"opt/{NAME}"
NOTE = f"etc/{NAME}/DOC-TRUOC.txt"
EXAMPLE = "quay.json"


def furnish(root: Path, version: str, python: str, moment: int) -> None:
    """Put everything beside the staged tree at `root/opt/quay-tiep-nhan`: commands, menu, manual.

    Args:
        root: top of the package's files.
        version: of the program.
        python: minor version of the Python that runs it.
        moment: seconds since 1970, for the date in the manual.
    """
    for command in COMMANDS:
        _script(FILES / command, root / "usr/bin" / command, python)
    _copy(FILES / f"{NAME}.desktop", root / f"usr/share/applications/{NAME}.desktop")
    icons = root / "usr/share/icons/hicolor/scalable/apps"
    _copy(ROOT / "installer/icon.svg", icons / f"{NAME}.svg")
    documents = root / "usr/share/doc" / NAME
    _copy(FILES / "copyright", documents / "copyright")
    _packed(documents / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    for guide in sorted((ROOT / "docs/huong-dan").glob("*.md")):
        _copy(guide, documents / "huong-dan" / guide.name)
    _copy(FILES / EXAMPLE, documents / "examples" / EXAMPLE)
    _copy(FILES / "DOC-TRUOC.txt", root / NOTE)
    for folder, chosen in (("man1", "en"), ("vi/man1", "vi")):
        page = manual(version, moment, chosen).encode()
        _packed(root / "usr/share/man" / folder / "qtn.1.gz", page)
        again = root / "usr/share/man" / folder / f"{NAME}.1.gz"
        _packed(again, b".so man1/qtn.1\n")


def write_control(root: Path, version: str, python: str) -> None:
    """Write DEBIAN/: control, conffiles, md5sums and the scripts.

    dpkg knows MD5 alone for `dpkg --verify`; manifest.json has SHA-256 of everything in /opt.
    """
    listed = manifest.entries(root)
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text(
        control(version, python, sum(entry.size for entry in listed)), encoding="utf-8"
    )
    (folder / "conffiles").write_text(f"/{NOTE}\n", encoding="utf-8")
    sums = []
    for entry in listed:
        if entry.path != NOTE:
            data = (root / entry.path).read_bytes()
            digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
            sums.append(f"{digest}  {entry.path}\n")
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    for script in SCRIPTS:
        _script(FILES / script, folder / script, python)
    manifest.set_times(root, source.epoch())


def _copy(file: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, place)
    place.chmod(0o644)


def _script(file: Path, place: Path, python: str) -> None:
    """Write a shell script that runs the Python it was made for."""
    place.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text(encoding="utf-8").replace("@PYTHON@", f"python{python}")
    place.write_text(text, encoding="utf-8", newline="\n")
    place.chmod(0o755)


def _packed(place: Path, data: bytes) -> None:
    """Write a gzip file that says nothing of when and from what it was made."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(gzip.compress(data, 9, mtime=0))
