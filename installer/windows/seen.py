"""The stand-in for an office computer, and the few questions every part of the proof asks it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from installer import manifest
from installer.proof import Proof, hold
from installer.windows import product
from installer.windows.wine import Said, Wine

TOP = f"C:\\Program Files\\{product.FOLDER}"
"""Where the program is installed."""


@dataclass(frozen=True)
class Machine:
    """The stand-in for an office computer, with a stick in it.

    Attributes:
        wine: the stand-in.
        proof: takes what is seen.
        version: of the installers on the stick, beside older ones.
        build: the folder of this machine that it sees as /build.
    """

    wine: Wine
    proof: Proof
    version: str
    build: Path

    @property
    def stick(self) -> Path:
        """The folder of the stick on this machine."""
        return self.build / "stick"

    @property
    def pictures(self) -> Path:
        """Folder for screenshots."""
        return self.build / "seen"

    @property
    def top(self) -> Path:
        """The folder of the installed program."""
        return self.wine.drive / "Program Files" / product.FOLDER

    @property
    def shared(self) -> Path:
        """The folder of the file of the computer."""
        return self.wine.drive / "ProgramData" / product.SHARED_FOLDER

    def qtn(self, words: str) -> Said:
        """Run the console program."""
        return self.wine.run(f'win "{TOP}\\{product.CONSOLE_EXE}" {words}')

    def said_version(self) -> str:
        """Return the version the installed program says, "" when it says none."""
        lines = self.qtn("--version").text.splitlines()
        return lines[-1].removeprefix("qtn ") if lines else ""

    def setup(self, version: str, wanted: int, options: str = "") -> None:
        """Run a setup program silently.

        Args:
            version: of the setup program.
            wanted: its exit code.
            options: more of them, as a shell takes them: backslashes in quotes.

        Raises:
            BuildError: it ended with another code.
        """
        name = f"Z:\\build\\stick\\qtn-{version}.exe"
        code = self.wine.run(f'win "{name}" /S {options}; code=$?; wineserver -w; exit $code').code
        hold(code == wanted, f"exit code {code} instead of {wanted}")

    def uninstall(self, options: str) -> None:
        """Run the uninstaller, which goes on from a copy of itself: wait for the last to end."""
        self.wine.run(f'win "{TOP}\\uninstall.exe" {options}; wineserver -w')

    def msiexec(self, option: str, version: str, more: str = "") -> None:
        """Run Windows Installer silently."""
        name = f"Z:\\build\\stick\\qtn-{version}.msi"
        self.wine.run(f'win msiexec {option} "{name}" {more} /qn; wineserver -w')

    def must_be_whole(self, version: str) -> None:
        """Make sure that every file is as in the manifest, and of a version.

        Raises:
            BuildError: one is not.
        """
        other = differences(self.top)
        hold(not other, f"files differ: {other[:5]}")
        said = self.said_version()
        hold(said == version, f"the program calls itself {said!r}")


def differences(top: Path) -> list[str]:
    """Return the files of an installed tree that are not as in its manifest, compiled ones, too."""
    content = json.loads((top / manifest.NAME).read_text(encoding="utf-8"))
    wanted = {(one["path"], one["sha256"]) for one in content["files"]}
    there = {(one.path, one.sha256) for one in manifest.entries(top)}
    made_there = {"uninstall.exe"}
    return sorted({path for path, _ in wanted ^ there} - made_there)
