"""A clean Debian in a folder; every command in it runs in namespaces that vanish with it."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path

from installer.console import BuildError, say

SUITES = {"bookworm": "3.11", "trixie": "3.13"}
"""Debian 12 and 13, and the minor version of their Python."""
USER = "canbo"
_NEEDED = ("mmdebstrap", "unshare", "chroot")
_SOURCES = Path("/etc/apt")
_MOUNTS = """\
mount -t proc proc "$0/proc"
mount -t tmpfs tmpfs "$0/dev/shm"
mount -t devpts devpts "$0/dev/pts"
exec chroot "$0" /bin/sh -c "$1"
"""


class Root:
    """One Debian root.

    Args:
        folder: where it is made; an old one there is removed.
        suite: a key of `SUITES`.

    Attributes:
        python: the minor version of its Python.
    """

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder, self.suite, self.python = folder, suite, SUITES[suite]
        missing = [name for name in _NEEDED if shutil.which(name) is None]
        if missing:
            raise BuildError("needs root and: apt-get install mmdebstrap util-linux coreutils")

    def make(self) -> None:
        """Fill it with the smallest Debian there is, from the sources of this machine.

        Raises:
            BuildError: that did not work.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        command = ["mmdebstrap", "--variant=minbase", "--mode=root", "--quiet"]
        command += [f"--aptopt={line}" for line in _fetching()]
        done = subprocess.run(
            [*command, self.suite, str(self.folder), "-"],
            input=_sources(self.suite),
            text=True,
            check=False,
        )
        if done.returncode:
            raise BuildError("mmdebstrap could not make a Debian root")
        for name in ("resolv.conf", "hosts"):
            if (Path("/etc") / name).is_file():
                shutil.copyfile(Path("/etc") / name, self.folder / "etc" / name)
        self.must("apt-get update -qq")
        self.must(f"useradd --create-home {USER}")

    def run(self, script: str, *, user: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a shell script inside, as root or as an ordinary user; nothing outlives it."""
        inside = f"export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8\n{script}"
        if user:
            inside = f"exec su -l {USER} -c {_quoted(script)}"
        spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation=private"]
        return subprocess.run(
            [*spaces, "/bin/sh", "-ec", _MOUNTS, str(self.folder), inside],
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, script: str, *, user: bool = False) -> str:
        """Run a script that has to succeed; return what it printed.

        Raises:
            BuildError: it failed; the error has the end of what it said.
        """
        done = self.run(script, user=user)
        if done.returncode:
            said = (done.stdout + done.stderr)[-3000:]
            raise BuildError(f"in the root, code {done.returncode}: {script}\n{said}")
        return done.stdout

    def remove(self) -> None:
        """Take it away."""
        say(f"removing {self.folder.name}")
        shutil.rmtree(self.folder, ignore_errors=True)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _sources(suite: str) -> str:
    """Return the package sources of this machine, with its own suite replaced by another.

    Raises:
        BuildError: this is no Debian.
    """
    told = platform.freedesktop_os_release()
    if told.get("ID") != "debian" or "VERSION_CODENAME" not in told:
        raise BuildError("the proof needs a machine with Debian's own package sources")
    folder = _SOURCES / "sources.list.d"
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sources"))]
    if not texts:
        texts = [(_SOURCES / "sources.list").read_text(encoding="utf-8")]
    return "\n".join(texts).replace(told["VERSION_CODENAME"], suite)


def _fetching() -> list[str]:
    """Return how this machine's apt fetches, where that was set by hand (proxies, dates)."""
    texts = (file.read_text("utf-8") for file in sorted((_SOURCES / "apt.conf.d").iterdir()))
    lines = (line.strip() for text in texts for line in text.splitlines())
    return [line for line in lines if line.startswith("Acquire::") and line.endswith(";")]
