"""What a proof under Wine sees: timed steps, and the few questions every step asks."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from installer import manifest
from installer.console import BuildError, say
from installer.windows import product
from installer.windows.wine import Said, Wine

TOP = f"C:\\Program Files\\{product.FOLDER}"
"""Where the program is installed."""


@dataclass
class Proof:
    """What was seen, step by step.

    Attributes:
        pictures: folder for screenshots.
        steps: (what was done, what came of it, seconds).
        figures: values for the report.
    """

    pictures: Path
    steps: list[tuple[str, str, float]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """Time a step; the list takes what came of it."""
        say(f"> {what}")
        seen: list[str] = []
        begun = time.monotonic()
        yield seen
        self.steps.append((what, "; ".join(seen) or "done", time.monotonic() - begun))
        say(f"  {self.steps[-1][1]} ({self.steps[-1][2]:.1f} s)")


@dataclass(frozen=True)
class Machine:
    """The stand-in for an office computer, with a stick in it.

    Attributes:
        wine: the stand-in.
        proof: takes what is seen.
        version: of the installers on the stick, beside older ones.
        stick: the folder of the stick on this machine.
    """

    wine: Wine
    proof: Proof
    version: str
    stick: Path

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

    def setup(self, version: str, wanted: int) -> None:
        """Run a setup program silently.

        Raises:
            BuildError: it ended with another code.
        """
        name = f"Z:\\build\\stick\\qtn-{version}.exe"
        code = self.wine.run(f'win "{name}" /S; code=$?; wineserver -w; exit $code').code
        hold(code == wanted, f"exit code {code} instead of {wanted}")

    def uninstall(self, options: str) -> None:
        """Run the uninstaller, which goes on from a copy of itself: wait for the last to end."""
        self.wine.run(f'win "{TOP}\\uninstall.exe" {options}; wineserver -w')

    def msiexec(self, option: str, version: str) -> None:
        """Run Windows Installer silently."""
        name = f"Z:\\build\\stick\\qtn-{version}.msi"
        self.wine.run(f'win msiexec {option} "{name}" /qn; wineserver -w')

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


def hold(is_so: bool, otherwise: str) -> None:
    """Go on only if something is so.

    Raises:
        BuildError: it is not.
    """
    if not is_so:
        raise BuildError(otherwise)
