"""`python3 dev.py build debian`: the package, from the locked wheels, the same bytes every time."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installer import source
from installer.console import BuildError, megabytes, say
from installer.debian.control import NAME
from installer.debian.tree import TOP, furnish, write_control
from installer.stage import Staged, seal, stage
from installer.target import BUILD, LINUX, PYTHONS, ROOT, linux

_LEVEL = "9"
"""Of zstd. Measured: 3 gives 151 MB, 9 136 MB in 10 s of a processor, 15 134 MB in 100 s."""


@dataclass(frozen=True)
class Built:
    """A finished package.

    Attributes:
        file: the .deb.
        staged: the tree inside, still there.
        tree_sha256: hash of paths and contents below /opt/quay-tiep-nhan.
        sha256: hash of the file.
    """

    file: Path
    staged: Staged
    tree_sha256: str
    sha256: str


def build(version: str | None = None, *, python: str = LINUX.python, level: str = _LEVEL) -> Built:
    """Build the package below `build/debian`.

    Args:
        version: another one than pyproject's, to prove an upgrade.
        python: minor version of the system's Python that will run it.
        level: of zstd.

    Raises:
        BuildError: a tool or a wheel is missing.
    """
    if shutil.which("dpkg-deb") is None:
        raise BuildError("dpkg-deb is needed: a Debian or Ubuntu machine has it.")
    chosen = version or source.version()
    numbered = _numbered(chosen, python)
    root = BUILD / "debian" / f"{NAME}-{numbered}"
    shutil.rmtree(root, ignore_errors=True)
    staged = stage(linux(python), root / TOP, version=chosen)
    shutil.copyfile(ROOT / "installer/start.py", root / TOP / "start.py")
    digest = seal(staged)
    moment = source.epoch()
    furnish(root, chosen, python, moment)
    write_control(root, numbered, python)
    file = package_file(chosen, python)
    pack(root, file, moment, level)
    with file.open("rb") as stream:
        whole = hashlib.file_digest(stream, "sha256").hexdigest()
    return Built(file, staged, digest, whole)


def package_file(version: str, python: str) -> Path:
    """Return where the package of a version is built."""
    return BUILD / "debian" / f"{NAME}_{_numbered(version, python)}_amd64.deb"


def _numbered(version: str, python: str) -> str:
    """The package for Debian 12 has the plain number; others say for which Python they are."""
    return version if python == LINUX.python else f"{version}+py{python}"


def pack(root: Path, file: Path, moment: int, level: str = _LEVEL) -> None:
    """Let dpkg-deb make the file: owner root, times clamped, one thread: the same every time."""
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{level}", "--threads-max=1"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    done = subprocess.run(
        [*command, "--build", str(root), str(file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"dpkg-deb: {done.stderr.strip()}")


def main(arguments: list[str]) -> int:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(prog="dev.py build debian", description=__doc__)
    parser.add_argument("--version", help="another version, to prove an upgrade")
    parser.add_argument(
        "--python", default=LINUX.python, choices=PYTHONS, help="of the system; 3.11 is Debian 12's"
    )
    parser.add_argument("--level", default=_LEVEL, help="of zstd, 1 to 22")
    chosen = parser.parse_args(arguments)
    try:
        built = build(chosen.version, python=chosen.python, level=chosen.level)
    except BuildError as error:
        say(str(error))
        return 1
    for left in built.staged.left_out:
        say(f"  left out {megabytes(left.size):>9}  {left.what}: {left.why}")
    say(f"{built.file.relative_to(ROOT)}  {megabytes(built.file.stat().st_size)}")
    say(f"  sha256 {built.sha256}")
    say(f"  tree   {built.tree_sha256}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
