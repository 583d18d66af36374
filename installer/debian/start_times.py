"""How long the installed program takes to its first picture, beside `python main.py`."""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass

from benchmarks.startup import OURS, key_of
from installer.console import BuildError
from installer.debian.root import USER, Root
from installer.debian.tree import TOP
from installer.report import table

ROUNDS = 7
_SOURCE = "qtn-source"
_RUNS = """\
import os, subprocess, sys, time
given = os.environ["QTN_GIVEN"].split()
for number in range(int(sys.argv[1]) + 1):
    for variant in sys.argv[2:]:
        name, folder, code, *command = variant.split()
        begun = time.time()
        done = subprocess.run(
            [*command, "-c", open(code).read(), *given], cwd=folder, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        for line in done.stdout.splitlines():
            mark, moment = line.split()
            print(number, name, mark, float(moment) - begun)
"""


@dataclass(frozen=True)
class StartTimes:
    """Seconds from the command to a mark, the median of some starts.

    Attributes:
        installed: "paint" (first picture) and "ready" (log-in page, store open).
        source: the same of `python main.py` in a checkout, same Python, same libraries.
    """

    installed: dict[str, float]
    source: dict[str, float]

    def in_words(self) -> str:
        """Return the figures in one line."""
        return (
            f"first picture {self.installed['paint']:.2f} s against {self.source['paint']:.2f} s; "
            f"log-in {self.installed['ready']:.2f} s against {self.source['ready']:.2f} s"
        )

    def as_table(self, load: float) -> str:
        """Return them as Markdown.

        Args:
            load: load average of the machine meanwhile.
        """
        rows = [
            (name, f"{self.installed[mark]:.2f} s", f"{self.source[mark]:.2f} s", f"{ratio:.2f}")
            for name, mark in (("first picture", "paint"), ("log-in page, store open", "ready"))
            for ratio in (self.installed[mark] / self.source[mark],)
        ]
        return table(
            (
                f"Start, median of {ROUNDS}, warm, load {load:.0f}",
                "installed",
                "`python main.py`",
                "ratio",
            ),
            rows,
        )


def measure(root: Root, screen: str, code_name: str) -> StartTimes:
    """Start both in turn inside the root, as the ordinary account; the first turn only warms up.

    Args:
        root: where the program is installed and set up.
        screen: the command that gives a virtual screen.
        code_name: file with the recovery code, in the account's home.

    Raises:
        BuildError: a start failed.
    """
    home = root.folder / "home" / USER
    profile = f"/home/{USER}/.local/share/quay-tiep-nhan"
    key = key_of(root.folder / profile.lstrip("/"), home / code_name).hex()
    shutil.rmtree(home / _SOURCE, ignore_errors=True)
    shutil.copytree(root.folder / TOP / "app", home / _SOURCE)
    first = f"import sys; sys.path[:0] = ['/{TOP}/app', '/{TOP}/lib']\n"
    (home / "code.py").write_text(first + OURS, encoding="utf-8")
    (home / "source.py").write_text(OURS, encoding="utf-8")
    (home / "runs.py").write_text(_RUNS, encoding="utf-8")
    root.must(f"chown -R {USER}: /home/{USER}/{_SOURCE}")
    marks: dict[str, dict[str, list[float]]] = {"installed": {}, "source": {}}
    python = f"/usr/bin/python{root.python}"
    variants = (
        f"installed /{TOP} code.py {python} -I -S -X utf8",
        f"source /home/{USER}/{_SOURCE} source.py {python}",
    )
    # `code.py` is opened where runs.py runs, in the home folder.
    script = (
        f"export QTN_GIVEN='{profile} {key}' PYTHONPATH=/{TOP}/lib "
        f"PYTHON_KEYRING_BACKEND=keyring.backends.fail.Keyring\n"
        f"{screen} {python} runs.py {ROUNDS} '{variants[0]}' '{variants[1]}'"
    )
    for line in root.must(script, user=True).splitlines():
        number, name, mark, seconds = line.split()
        if number != "0":
            marks[name].setdefault(mark, []).append(float(seconds))
    if not all(len(found.get("ready", [])) == ROUNDS for found in marks.values()):
        raise BuildError(f"starts without a window: {marks}")
    installed, source = (
        {mark: statistics.median(values) for mark, values in found.items()}
        for found in marks.values()
    )
    return StartTimes(installed, source)
