"""A Debian 13 with Wine in a folder: what stands in for Windows where there is none.

Every command runs in namespaces that vanish with it; nothing outlives a call.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from installer.console import BuildError

SUITE = "trixie"
PACKAGES = (
    *("wine64", "wine", "xvfb", "xauth", "x11-utils", "imagemagick", "ca-certificates"),
    "fonts-noto-core",
)
_NEEDED = ("mmdebstrap", "unshare", "chroot")
_SPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation=private")
_MOUNTS = """\
mount -t proc proc "$0/proc"
mount --rbind /sys "$0/sys"
mount --rbind /dev "$0/dev"
mount -t tmpfs tmpfs "$0/tmp"
mkdir -p "$0/build"
mount --bind "$1" "$0/build"
exec chroot "$0" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    TZ=UTC WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=;winedbg.exe=d' XDG_RUNTIME_DIR=/tmp \
    DISPLAY=:99 WINEPREFIX="$3" /bin/bash -c "$2"
"""
"""From /sys Wine knows the processors; without it OpenCV's own scheduler ends every call."""
_ON_A_SCREEN = """\
Xvfb :99 -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 & screen=$!
sleep 2
win() {{ wine "$@" </dev/null 2>&1 | cat; return "${{PIPESTATUS[0]}}"; }}
({script}
)
code=$?
wineserver -k 2>/dev/null
kill "$screen" 2>/dev/null
exit "$code"
"""
"""Wine wants pipes: on plain files Python says "init_sys_streams: Invalid handle"."""


@dataclass(frozen=True)
class Said:
    """What a script printed, and its exit code."""

    text: str
    code: int


class Wine:
    """One Debian root with one Windows in it.

    Args:
        folder: where it is made, and kept between proofs.
        shared: folder of this machine that the root sees as /build.
        windows: name of the folder of the Windows in it; a root can have several.
    """

    def __init__(self, folder: Path, shared: Path, windows: str = ".wine") -> None:
        self.folder, self._shared, self._windows = folder, shared, windows
        missing = [name for name in _NEEDED if shutil.which(name) is None]
        if missing:
            raise BuildError("needs root and: apt-get install mmdebstrap util-linux coreutils")

    @property
    def drive(self) -> Path:
        """Drive C: as a folder of this machine."""
        return self.folder / "root" / self._windows / "drive_c"

    def make(self) -> None:
        """Make the root unless it is there, and a fresh Windows in it.

        Raises:
            BuildError: that did not work.
        """
        if not (self.folder / "usr/lib/wine").is_dir():  # `usr/bin/wine` is a link out of the root
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            command = ["mmdebstrap", "--variant=minbase", "--mode=root", "--quiet"]
            command += [f"--include={','.join(PACKAGES)}", SUITE, str(self.folder)]
            if subprocess.run(command, check=False).returncode:
                raise BuildError("mmdebstrap could not make a Debian root with Wine")
        shutil.rmtree(self.drive.parent, ignore_errors=True)
        self.run("win wineboot -i; wineserver -w")
        if not (self.drive / "windows/system32").is_dir():
            raise BuildError("Wine could not make its Windows")

    def run(self, script: str, *, seconds: int = 3600) -> Said:
        """Run a shell script beside a virtual screen; `win PROGRAM...` starts a Windows program.

        Raises:
            BuildError: it did not end in time.
        """
        whole = _ON_A_SCREEN.format(script=script)
        inside = PurePosixPath("/", "root", self._windows)
        try:
            done = subprocess.run(
                [
                    *(*_SPACES, "/bin/sh", "-ec", _MOUNTS),
                    *(str(self.folder), str(self._shared), whole, str(inside)),
                ],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BuildError(f"it did not end within {seconds} s: {script[:200]}") from error
        return Said((done.stdout + done.stderr).strip(), done.returncode)
