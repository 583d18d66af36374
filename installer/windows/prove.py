"""`python3 dev.py prove windows`: both installers under Wine, from installation to removal.

Wine is not Windows: what holds here is a hint, and docs/huong-dan/cai-dat-windows.md has the list
of what IT looks at on a real one. Takes long, needs root and mmdebstrap; what it measures goes
into docs/install-proof.md. After a part that did not hold, `--resume` goes on with it; `--small`
proves in minutes what the installers themselves do, with a small tree.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from functools import partial

from installer import manifest, source
from installer.console import BuildError, megabytes, say
from installer.proof import Proof, add_options, hold, size_tables, sizes
from installer.report import replace_section
from installer.stage import Staged
from installer.target import BUILD, WINDOWS
from installer.windows import nsis, small, steps
from installer.windows.build import Built, build
from installer.windows.seen import Machine
from installer.windows.steps import OLD
from installer.windows.wine import Wine

PARTS = ("build-old", "build", "windows", *steps.PARTS)
SMALL_PARTS = ("build", "windows", *small.STEPS)

NOT_UNDER_WINE = """\
- NumPy 2.2 and later call `crealf`, which Wine 10 does not have: for the windows and the smoke
  test NumPy 2.1.3 is put into the installed copy; photo checks with the shipped NumPy were not run.
- Wine puts the shortcuts of a per-machine MSI into the account's own menu, sets no permissions by
  SDDL, and its `icacls` does nothing.
- Cameras (Media Foundation), printers, card readers, keys behind Windows' own log-in, SmartScreen,
  antivirus, high-resolution screens: only on a real Windows."""
"""What was not seen, and what was done instead."""


def prove(machine: Machine, *, there: bool = False, compressor: str = nsis.SMALL) -> None:
    """Go through all parts; the first that does not hold ends it.

    Args:
        machine: the stand-in for an office computer.
        there: take the installers that were built before.
        compressor: of the setup program, `nsis.FAST` for a trial.

    Raises:
        BuildError: a part did not hold.
    """
    proof = machine.proof
    if there:
        proof.part("build-old", partial(_take, proof, OLD))
        proof.part("build", partial(_take, proof, machine.version))
    proof.part("build-old", partial(_build_old, proof))
    proof.part("build", partial(_build, proof, compressor))
    proof.part("windows", partial(_prepare, machine))
    for name, work in steps.PARTS.items():
        proof.part(name, partial(work, machine))


def prove_small(machine: Machine) -> None:
    """Go through what the installers themselves do; the first part that does not hold ends it.

    Raises:
        BuildError: a part did not hold.
    """
    proof = machine.proof
    proof.part("build", partial(small.build_both, proof, machine.build, machine.version))
    proof.part("windows", partial(_prepare, machine))
    small.go_through(machine)


def _build_old(proof: Proof) -> None:
    with proof.step(f"build {OLD} from the same tree") as seen:
        old = build(OLD, compressor=nsis.FAST)
        seen.append(f"{_sizes(old)} (zlib)")
        shutil.rmtree(BUILD / "windows" / OLD, ignore_errors=True)


def _build(proof: Proof, compressor: str) -> None:
    with proof.step("build the version itself, twice") as seen:
        first = build(compressor=compressor)
        bytes_of = {file: file.read_bytes() for file in (first.setup, first.msi) if file}
        second = build(compressor=compressor)
        same = [file.suffix for file in bytes_of if file.read_bytes() == bytes_of[file]]
        is_same = first.tree_sha256 == second.tree_sha256 and len(same) == len(bytes_of)
        hold(is_same, f"two builds differ; the same: {same}")
        kind = "zlib" if compressor == nsis.FAST else "lzma"
        seen.append(f"tree, .exe and .msi bit-identical; {_sizes(second)} ({kind})")
        proof.note(installers=_sizes(second), **sizes(second.staged))


def _take(proof: Proof, version: str) -> None:
    with proof.step(f"take {version} as it was built before") as seen:
        stem = BUILD / "windows" / f"quay-tiep-nhan-{version}-x64"
        setup, msi = (stem.with_name(f"{stem.name}.{kind}") for kind in ("exe", "msi"))
        hold(setup.is_file() and msi.is_file(), "build first: python3 dev.py build windows")
        tree = BUILD / "windows" / version / "tree"
        if version != OLD:
            hold((tree / manifest.NAME).is_file(), "build first: python3 dev.py build windows")
            staged = Staged(tree, WINDOWS, version, [], [])
            told = _sizes(Built(setup, msi, staged, ""))
            proof.note(installers=told, **sizes(staged))
            seen.append(told)


def _prepare(machine: Machine) -> None:
    """Put both versions of both installers on a stick; make a fresh Windows."""
    for folder in (machine.pictures, machine.stick):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for which in (OLD, machine.version):
        for kind in ("exe", "msi"):
            file = machine.build / f"quay-tiep-nhan-{which}-x64.{kind}"
            shutil.copyfile(file, machine.stick / f"qtn-{which}.{kind}")
    with machine.proof.step("make a bare Debian 13 with Wine and an empty Windows"):
        machine.wine.make()
        machine.proof.note(wine=machine.wine.run("wine --version").text.splitlines()[-1])


def _sizes(one: Built) -> str:
    files = [file for file in (one.setup, one.msi) if file is not None]
    return ", ".join(f"{file.suffix} {megabytes(file.stat().st_size)}" for file in files)


def report(proof: Proof) -> str:
    """Return the section of docs/install-proof.md."""
    head = (
        f"{proof.head()}. Version {proof.figure('version')}, under {proof.figure('wine')} of "
        "Debian 13. **No step below is a statement about a real Windows.**"
    )
    size = (
        f"Installers: {proof.figure('installers')}; installed {proof.figure('installed')} in "
        f"{proof.figure('files')} files, compiled modules included."
    )
    smoke = json.dumps(proof.figure("smoke"), ensure_ascii=False)
    paragraphs = (
        head,
        proof.as_table(),
        "What Wine cannot do, and what was done instead:",
        NOT_UNDER_WINE,
        size,
        f"Smoke test: `{smoke}`",
        *size_tables(proof),
    )
    return "\n\n".join(paragraphs)


def main(arguments: list[str]) -> int:
    """Prove, and write the report."""
    parser = argparse.ArgumentParser(prog="dev.py prove windows", description=__doc__)
    parser.add_argument("--built", action="store_true", help="take the installers that are there")
    parser.add_argument(
        "--small", action="store_true", help="what the installers do, with a small tree; minutes"
    )
    parser.add_argument("--fast", action="store_true", help="zlib: larger, for a trial")
    add_options(parser, PARTS)
    chosen = parser.parse_args(arguments)
    shared = BUILD / ("windows-small" if chosen.small else "windows")
    proof, names = Proof(shared / "proof.json"), SMALL_PARTS if chosen.small else PARTS
    try:
        windows = ".wine-small" if chosen.small else ".wine"
        wine = Wine(BUILD / "wine-root", shared, windows)
        if chosen.resume or chosen.again:
            proof.take_up(names, chosen.again)
        machine = Machine(wine, proof, source.version(), shared)
        if chosen.small:
            prove_small(machine)
            replace_section("windows-small", f"{proof.head()}.\n\n{proof.as_table()}")
        else:
            compressor = nsis.FAST if chosen.fast else nsis.SMALL
            prove(machine, there=chosen.built, compressor=compressor)
            replace_section("windows", report(proof))
    except BuildError as error:
        say(f"NOT PROVED: {error}\nMend it and go on: dev.py prove windows --resume")
        return 1
    say(
        f"Proved; the figures stand in docs/install-proof.md, pictures in build/{shared.name}/seen."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
