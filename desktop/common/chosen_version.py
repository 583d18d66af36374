"""Which installed version is started; standard library only, because it runs before all else.

ROOT/start.py                 what is called, always; where it is missing, app/main.py
ROOT/app/, ROOT/lib/          the version that the installer brought, and its packages
ROOT/versions/0.2.0/          a version from a USB drive, whole in itself
ROOT/versions/current.json    which of them is started; absent: the installer's

A version's folder has `main.py`, `desktop/`, `resources/`, `release.json` (what it is),
`root.json` (whose updates it believes) and, where its packages changed, `lib/`. A copy of the
sources has no `release.json`: it is not installed, and always starts itself.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

APP, VERSIONS, POINTER = "app", "versions", "current.json"
RELEASE, ANCHOR = "release.json", "root.json"
STARTER = "start.py"
CHOICE = "QTN_VERSION"
"""Environment variable that names the version to start; `installer` for the one in `app/`."""
_NUMBER = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")


def chosen(home: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the folder of the version to start instead of the one in `home`.

    Args:
        home: where the `main.py` lies that was called.
        environ: of this process.

    Returns:
        None when `home` itself is to be started; also when the chosen version is not whole.
    """
    if home.parent.name == VERSIONS or not (home / RELEASE).is_file():
        return None
    wanted = environ.get(CHOICE) or pointed_at(home)
    folder = home.parent / VERSIONS / wanted
    is_whole = (folder / "main.py").is_file() and (folder / RELEASE).is_file()
    return folder if _NUMBER.fullmatch(wanted) and is_whole else None


def pointed_at(home: Path) -> str:
    """Return the version that the pointer names; empty for the installer's own.

    A pointer from before the installer was run again counts no more: what was installed last wins.
    """
    try:
        pointer = json.loads((home.parent / VERSIONS / POINTER).read_text(encoding="utf-8"))
        brought = json.loads((home / RELEASE).read_text(encoding="utf-8"))
        return str(pointer["version"]) if pointer["installer"] == brought["version"] else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def give_way(home: Path, environ: Mapping[str, str]) -> None:
    """Let what is imported from `desktop` from now on come from the chosen version.

    Args:
        home: the version whose starter runs; called before anything else of it is imported.
        environ: of this process.
    """
    folder = chosen(home, environ)
    if folder is None:
        return
    own = home.resolve()
    sys.path[:] = [
        str(folder),
        str(folder / "lib"),
        *(entry for entry in sys.path if Path(entry or ".").resolve() != own),
    ]
    for name in [name for name in sys.modules if name.partition(".")[0] == "desktop"]:
        del sys.modules[name]
