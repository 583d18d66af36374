"""The setup program: what `files/setup.nsi` is told, and makensis."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from installer.console import BuildError
from installer.windows import product

SCRIPT = Path(__file__).resolve().parent / "files" / "setup.nsi"
FAST, SMALL = "zlib", "/SOLID lzma"


def make_setup(
    tree: Path, out: Path, work: Path, version: str, icon: Path, moment: int, compressor: str
) -> None:
    """Pack a tree into a setup program.

    Args:
        tree: the sealed tree.
        out: the program.
        work: folder for what lies between.
        version: of the product.
        icon: the icon file.
        moment: seconds since 1970 that stand in the file instead of now.
        compressor: `SMALL`, or `FAST` for a trial.

    Raises:
        BuildError: makensis says no.
    """
    work.mkdir(parents=True, exist_ok=True)
    files = listed(tree)
    size = sum((tree / name).stat().st_size for name in files)
    text = definitions(files, tree, out, version, icon, size, compressor)
    (work / "product.nsh").write_text(text, encoding="utf-8-sig")
    done = subprocess.run(
        ["makensis", "-V2", "-INPUTCHARSET", "UTF8", "-NOCD", str(SCRIPT)],
        cwd=work,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"makensis: {(done.stdout + done.stderr).strip()[-2000:]}")


def listed(tree: Path) -> list[str]:
    """Return the files of a tree in the one order both installers use."""
    return sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())


def definitions(
    files: list[str],
    tree: Path,
    out: Path,
    version: str,
    icon: Path,
    size: int,
    compressor: str,
) -> str:
    """Return product.nsh: every name of the table, both languages, the list of files."""
    defines: dict[str, str | int] = {
        "TITLE": product.TITLE,
        "PUBLISHER": product.PUBLISHER,
        "FOLDER": product.FOLDER,
        "KEY": product.KEY,
        "SHARED_FOLDER": product.SHARED_FOLDER,
        "CONFIG": product.CONFIG,
        "WINDOW_EXE": product.WINDOW_EXE,
        "CONSOLE_EXE": product.CONSOLE_EXE,
        "UPDATES": product.UPDATES,
        "LEAST_BUILD": product.LEAST_BUILD,
        "EXIT_FAILED": product.EXIT_FAILED,
        "EXIT_RUNNING": product.EXIT_RUNNING,
        "EXIT_FOLDER": product.EXIT_FOLDER,
        "EXIT_OLD_WINDOWS": product.EXIT_OLD_WINDOWS,
        "EXIT_CONFIG": product.EXIT_CONFIG,
        "EXIT_OTHER_KIND": product.EXIT_OTHER_KIND,
        "VERSION": version,
        "FOUR_NUMBERS": product.four_numbers(version),
        "SIZE_KB": size // 1024,
        "OUT": str(out),
        "ICON": str(icon),
    }
    lines = [f'!define {name} "{quoted(str(value))}"' for name, value in defines.items()]
    lines.append(f"SetCompressor {compressor}")
    lines += ["!macro TEXTS", *_texts(), "!macroend"]
    lines += ["!macro FILES top", *_files(files, tree), "!macroend"]
    lines += ["!macro REMOVE_OWNED folder", *_owned(), "!macroend"]
    return "\n".join(lines) + "\n"


def _texts() -> list[str]:
    lines = []
    for text in product.TEXTS:
        for tongue, said in (("VIETNAMESE", text.vi), ("ENGLISH", text.en)):
            lines.append(f'  LangString {text.name} ${{LANG_{tongue}}} "{quoted(said)}"')
    return lines


def _files(files: list[str], tree: Path) -> list[str]:
    """Name every file: `File /r` would take them in the order of the file system."""
    lines, folder = [], None
    for name in sorted(files, key=lambda one: (str(PurePosixPath(one).parent), one)):
        parent = PurePosixPath(name).parent
        if parent != folder:
            folder = parent
            below = "" if str(parent) == "." else "\\" + str(parent).replace("/", "\\")
            lines.append(f'  SetOutPath "${{top}}{quoted(below)}"')
        lines.append(f'  File "{quoted(str(tree / name))}"')
    return lines


def _owned() -> list[str]:
    folders = [f'  RMDir /r "${{folder}}\\{name}"' for name in product.OWNED_FOLDERS]
    return [*folders, *(f'  Delete "${{folder}}\\{name}"' for name in product.OWNED_FILES)]


def quoted(text: str) -> str:
    """Return a text for a string in double quotes of the script."""
    return text.replace("$", "$$").replace('"', '$\\"')
