"""`python3 dev.py prove windows`: both installers under Wine, from installation to removal.

Wine is not Windows: what holds here is a hint, and docs/huong-dan/cai-dat.md has the list of what
IT looks at on a real one. Takes long, needs root and mmdebstrap; what it measures goes into
docs/install-proof.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from installer import manifest, source
from installer.console import BuildError, megabytes, say
from installer.report import replace_section, table
from installer.stage import Staged, parts
from installer.target import BUILD, WINDOWS
from installer.windows import nsis
from installer.windows.build import Built, build
from installer.windows.seen import Machine, Proof
from installer.windows.steps import OLD, live_through_msi, live_through_setup
from installer.windows.wine import Wine

NOT_UNDER_WINE = """\
- NumPy 2.2 and later call `crealf`, which Wine 10 does not have: for the smoke test alone NumPy
  2.1.3 is put into the installed copy; photo checks with the shipped NumPy were not run.
- Wine puts the shortcuts of a per-machine MSI into the account's own menu, sets no permissions by
  SDDL, and its `icacls` does nothing.
- Cameras (Media Foundation), printers, card readers, keys behind Windows' own log-in, SmartScreen,
  antivirus, high-resolution screens: only on a real Windows."""
"""What was not seen, and what was done instead."""


def built(proof: Proof) -> tuple[Built, Built]:
    """Build the version of before, and the version itself twice.

    Raises:
        BuildError: two builds differ, or a tool or a wheel is missing.
    """
    with proof.step(f"build {OLD} from the same tree") as seen:
        old = build(OLD, compressor=nsis.FAST)
        seen.append(f"{_sizes(old)} (zlib)")
        shutil.rmtree(BUILD / "windows" / OLD, ignore_errors=True)
    with proof.step("build the version itself, twice") as seen:
        first = build(compressor=nsis.SMALL)
        bytes_of = {file: file.read_bytes() for file in (first.setup, first.msi) if file}
        second = build(compressor=nsis.SMALL)
        same = [file.suffix for file in bytes_of if file.read_bytes() == bytes_of[file]]
        if first.tree_sha256 != second.tree_sha256 or len(same) != 2:
            raise BuildError(f"two builds differ; the same: {same}")
        seen.append(f"tree, .exe and .msi bit-identical; {_sizes(second)} (lzma)")
    return old, second


def go_through(wine: Wine, proof: Proof, version: str, shared: Path) -> None:
    """Put both versions of both installers on a stick, and live through them on a fresh Windows.

    Raises:
        BuildError: a step did not hold.
    """
    shutil.rmtree(proof.pictures, ignore_errors=True)
    proof.pictures.mkdir(parents=True)
    stick = shared / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    stick.mkdir(parents=True)
    for which in (OLD, version):
        for kind in ("exe", "msi"):
            name = f"quay-tiep-nhan-{which}-x64.{kind}"
            shutil.copyfile(shared / name, stick / f"qtn-{which}.{kind}")
    with proof.step("make a bare Debian 13 with Wine and an empty Windows"):
        wine.make()
    proof.figures["wine"] = wine.run("wine --version").text.splitlines()[-1]
    machine = Machine(wine, proof, version, stick)
    live_through_setup(machine)
    live_through_msi(machine)


def _sizes(one: Built) -> str:
    files = [file for file in (one.setup, one.msi) if file is not None]
    return ", ".join(f"{file.suffix} {megabytes(file.stat().st_size)}" for file in files)


def report(proof: Proof, one: Built) -> str:
    """Return the section of docs/install-proof.md."""
    inside = parts(one.staged.tree)
    whole, files = sum(part.size for part in inside), sum(part.files for part in inside)
    rows = [(part.name, megabytes(part.size), str(part.files)) for part in inside[:20]]
    rest = inside[20:]
    rows.append(
        ("the rest", megabytes(sum(one.size for one in rest)), str(sum(one.files for one in rest)))
    )
    left = [(row.what, megabytes(row.size), row.why) for row in one.staged.left_out]
    load = ", ".join(f"{value:.0f}" for value in os.getloadavg())
    day = datetime.now(UTC).date().isoformat()
    steps = ((what, seen, f"{took:.0f}") for what, seen, took in proof.steps)
    wine = proof.figures["wine"]
    head = (
        f"Last run: {day}, version {one.staged.version}, under {wine} of Debian 13; load of the "
        f"machine {load} (2 cores). **No step below is a statement about a real Windows.**"
    )
    size = (
        f"Installers: {_sizes(one)}; installed {megabytes(whole)} in {files} files, compiled "
        "modules included."
    )
    smoke = json.dumps(proof.figures["smoke"], ensure_ascii=False)
    paragraphs: tuple[str, ...] = (
        head,
        table(("Step", "Seen", "Seconds"), steps),
        "What Wine cannot do, and what was done instead:",
        NOT_UNDER_WINE,
        size,
        f"Smoke test: `{smoke}`",
        table(("Part", "Size", "Files"), rows),
    )
    if left:  # a trial of finished installers does not know
        paragraphs += ("Left out of the locked packages:", table(("What", "Size", "Why"), left))
    return "\n\n".join(paragraphs)


def main(arguments: list[str]) -> int:
    """Prove, and write the report."""
    parser = argparse.ArgumentParser(prog="dev.py prove windows", description=__doc__)
    parser.add_argument("--built", action="store_true", help="take the installers that are there")
    chosen = parser.parse_args(arguments)
    shared = BUILD / "windows"
    wine, proof = Wine(BUILD / "wine-root", shared), Proof(shared / "seen")
    try:
        one = there() if chosen.built else built(proof)[1]
        go_through(wine, proof, one.staged.version, shared)
        replace_section("windows", report(proof, one))
    except BuildError as error:
        say(f"NOT PROVED: {error}")
        return 1
    say("Proved; the figures stand in docs/install-proof.md, pictures in build/windows/seen.")
    return 0


def there() -> Built:
    """Return the installers that were built before.

    Raises:
        BuildError: there are none.
    """
    version = source.version()
    stem = BUILD / "windows" / f"quay-tiep-nhan-{version}-x64"
    setup, msi = stem.with_name(f"{stem.name}.exe"), stem.with_name(f"{stem.name}.msi")
    tree = BUILD / "windows" / version / "tree"
    if not (setup.is_file() and msi.is_file() and tree.is_dir()):
        raise BuildError("build first: python3 dev.py build windows")
    digest = manifest.tree_hash(manifest.entries(tree))
    return Built(setup, msi, Staged(tree, WINDOWS, version, [], []), digest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
