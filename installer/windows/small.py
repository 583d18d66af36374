"""A small tree of the same shape: proves what the installers themselves do, in two minutes.

Its two programs stand in for ours: the window stays open, the console says its version. All else
(table, scripts, tools, steps) is what the large tree goes through.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import partial
from pathlib import Path

from installer import manifest, source
from installer.console import BuildError
from installer.proof import Proof
from installer.windows import launcher, nsis, product, steps, wix
from installer.windows.build import ensure_tools
from installer.windows.icon import make_icon
from installer.windows.seen import Machine

_STANDS_IN = """\
#include <stdio.h>
#include <windows.h>
#ifdef CONSOLE
int wmain(void) { printf("qtn " VERSION "\\n"); return 0; }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR rest, int shown)
{
    (void)self, (void)before, (void)rest, (void)shown;
    Sleep(600000);
    return 0;
}
#endif
"""
_NEED_THE_PROGRAM = {
    *("bad-file", "station", "window", "kill", "data", "smoke", "refuse-others", "update"),
}
STEPS = tuple(name for name in steps.PARTS if name not in _NEED_THE_PROGRAM)


def build_small(version: str, folder: Path) -> None:
    """Build both installers of a small tree, under the names that the large ones have.

    Args:
        version: of the tree.
        folder: gets them.

    Raises:
        BuildError: a tool is missing or says no.
    """
    ensure_tools()
    work = folder / version
    tree = work / "tree"
    shutil.rmtree(work, ignore_errors=True)
    for name in product.OWNED_FOLDERS:
        (tree / name / "desktop").mkdir(parents=True)
        for file in ("main.py", "desktop/app.py"):
            (tree / name / file).write_text(f"{version} {name}/{file}\n", encoding="utf-8")
    (tree / "start.py").write_text(version, encoding="utf-8")
    _compile(work, tree / product.WINDOW_EXE, version, "-mwindows")
    _compile(work, tree / product.CONSOLE_EXE, version, "-DCONSOLE")
    digest = manifest.write(tree, version=version, target="windows")
    icon, moment = make_icon(work / "icon"), source.epoch()
    stem = folder / f"quay-tiep-nhan-{version}-x64"
    setup, msi = stem.with_name(f"{stem.name}.exe"), stem.with_name(f"{stem.name}.msi")
    nsis.make_setup(tree, setup, work / "nsis", version, icon, moment, nsis.SMALL)
    wix.make_msi(tree, msi, work / "msi", version, icon, digest, moment)


def _compile(work: Path, program: Path, version: str, kind: str) -> None:
    code = work / "stands-in.c"
    code.write_text(_STANDS_IN, encoding="ascii")
    options = ["-municode", "-static", "-s", kind, f'-DVERSION="{version}"']
    done = subprocess.run(
        [launcher.COMPILER, *options, "-o", str(program), str(code)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"{launcher.COMPILER}: {done.stderr[-1000:]}")


def build_both(proof: Proof, folder: Path, version: str) -> None:
    """Build the version of before and the version itself."""
    with proof.step("build both installers of a small tree, two versions"):
        for each in (steps.OLD, version):
            build_small(each, folder)


def lay_data(machine: Machine) -> None:
    """Put data of a counter where the file of the computer says; no program is there to do it."""
    data = machine.wine.drive / "QTN"
    data.mkdir(exist_ok=True)
    (data / "profile.json").write_text("{}", encoding="utf-8")


def go_through(machine: Machine) -> None:
    """Live through all that needs no program of ours.

    Raises:
        BuildError: a part did not hold.
    """
    lay_data(machine)
    for name in STEPS:
        machine.proof.part(name, partial(steps.PARTS[name], machine))
