"""`python3 dev.py build windows`: setup program and MSI from the locked wheels, on Debian."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from installer import source
from installer.console import BuildError, megabytes, say
from installer.stage import LIBRARY, Staged, parts, seal, stage
from installer.target import BUILD, ROOT, WINDOWS
from installer.windows import launcher, nsis, product, python_embed, wix
from installer.windows.icon import make_icon

TOOLS = {
    "makensis": "nsis",
    "wixl": "wixl",
    "msibuild": "msitools",
    launcher.COMPILER: "gcc-mingw-w64-x86-64-win32",
    launcher.RESOURCES: "binutils-mingw-w64-x86-64",
    "osslsigncode": "osslsigncode",
}
"""The command -> the Debian package that carries it."""

RUNTIME = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll")
"""Of the C++ runtime; PySide6 brings them, other packages need them, too."""

COMPILED = 3495
"""The number of CPython 3.11 in a compiled module; another Python would compile in vain."""


@dataclass(frozen=True)
class Built:
    """Finished installers.

    Attributes:
        setup: the setup program, None when it was not asked for.
        msi: the MSI, None likewise.
        staged: the tree inside, still there.
        tree_sha256: hash of its paths and contents.
    """

    setup: Path | None
    msi: Path | None
    staged: Staged
    tree_sha256: str


def ensure_tools() -> None:
    """Install missing tools where that is allowed.

    Raises:
        BuildError: something is missing; the exact line that installs it is said.
    """
    lacking = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if not lacking:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *lacking]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        if not subprocess.run([*install, "-qq"], check=False, env=environment).returncode:
            return
    raise BuildError(
        f"Missing: {', '.join(lacking)}. Install, then build again:\n  sudo {' '.join(install)}"
    )


def lay_tree(folder: Path, version: str) -> tuple[Staged, str, Path]:
    """Lay out and seal the tree of a version below a folder.

    Returns:
        The tree, its hash, and the icon file (which is outside of it).

    Raises:
        BuildError: something is missing.
    """
    staged = stage(WINDOWS, folder / "tree", version=version)
    tree, moment = staged.tree, source.epoch()
    for name, how in python_embed.lay_out(tree / product.PYTHON).items():
        say(f"  {name}: {how}")
    for name in RUNTIME:
        found = tree / LIBRARY / "PySide6" / name
        if found.is_file():
            shutil.copyfile(found, tree / product.PYTHON / name)
    shutil.copyfile(ROOT / "installer/start.py", tree / "start.py")
    icon = make_icon(folder / "icon")
    launcher.compile_programs(tree, folder / "launcher", version, icon, moment)
    compile_modules(tree)
    digest = seal(staged)
    refuse_unowned(tree)
    return staged, digest, icon


def refuse_unowned(tree: Path) -> None:
    """Make sure that the uninstaller knows everything at the top of a tree.

    Raises:
        BuildError: something would stay behind.
    """
    owned = {*product.OWNED_FOLDERS, *product.OWNED_FILES}
    other = sorted(path.name for path in tree.iterdir() if path.name not in owned)
    if other:
        raise BuildError(f"the uninstaller would leave {', '.join(other)} behind")


def compile_modules(tree: Path) -> None:
    """Compile the modules here: ordinary accounts cannot write below Program Files.

    Raises:
        BuildError: this is another Python than the one inside.
    """
    import importlib.util  # noqa: PLC0415 - only here

    if int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little") != COMPILED:
        raise BuildError(f"Build with Python {WINDOWS.python}: it compiles for the one inside.")
    # A few files of packages are for other Pythons and do not compile: that is no fault.
    subprocess.run(
        [
            *(sys.executable, "-m", "compileall", "-q", "-q", "-j", "1"),
            *("--invalidation-mode", "unchecked-hash", "-s", str(tree)),
            *(str(tree / "app"), str(tree / LIBRARY)),  # start.py would leave a folder at the top
        ],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        check=False,
    )


def build(
    version: str | None = None,
    *,
    compressor: str = nsis.SMALL,
    kinds: tuple[str, ...] = ("exe", "msi"),
) -> Built:
    """Build the installers below `build/windows`.

    Args:
        version: another one than pyproject's, to prove an upgrade.
        compressor: of the setup program.
        kinds: which installers.

    Raises:
        BuildError: a tool or a wheel is missing.
    """
    ensure_tools()
    chosen = version or source.version()
    folder = BUILD / "windows" / chosen
    shutil.rmtree(folder, ignore_errors=True)
    staged, digest, icon = lay_tree(folder, chosen)
    stem = BUILD / "windows" / f"quay-tiep-nhan-{chosen}-x64"
    setup, msi = stem.with_name(stem.name + ".exe"), stem.with_name(stem.name + ".msi")
    moment = source.epoch()
    if "exe" in kinds:
        nsis.make_setup(staged.tree, setup, folder / "nsis", chosen, icon, moment, compressor)
    if "msi" in kinds:
        wix.make_msi(staged.tree, msi, folder / "msi", chosen, icon, digest, moment)
    return Built(setup if "exe" in kinds else None, msi if "msi" in kinds else None, staged, digest)


def main(arguments: list[str]) -> int:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(prog="dev.py build windows", description=__doc__)
    parser.add_argument("--version", help="another version, to prove an upgrade")
    parser.add_argument("--fast", action="store_true", help="zlib: larger, for a trial")
    parser.add_argument("--only", choices=("exe", "msi"), help="only one of the two")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()
    try:
        built = build(
            chosen.version,
            compressor=nsis.FAST if chosen.fast else nsis.SMALL,
            kinds=(chosen.only,) if chosen.only else ("exe", "msi"),
        )
    except BuildError as error:
        say(str(error))
        return 1
    for left in built.staged.left_out:
        say(f"  left out {megabytes(left.size):>9}  {left.what}: {left.why}")
    for part in parts(built.staged.tree)[:15]:
        say(f"  inside   {megabytes(part.size):>9}  {part.name} ({part.files} files)")
    for file in (built.setup, built.msi):
        if file is not None:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            say(f"{file.relative_to(ROOT)}  {megabytes(file.stat().st_size)}\n  sha256 {digest}")
    say(f"  tree   {built.tree_sha256}  ({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
