"""The list of a tree: every file with size and SHA-256, so that any two trees can be compared."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from installer.console import BuildError

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One file.

    Attributes:
        path: from the top of the tree, with forward slashes.
        size: in bytes.
        sha256: of its contents, in hexadecimal.
    """

    path: str
    size: int
    sha256: str


def entries(tree: Path) -> list[Entry]:
    """Return the files of a tree in the order of their paths; the manifest itself is not one.

    Raises:
        BuildError: there is a link or something else that is no plain file.
    """
    found = []
    for file in sorted(tree.rglob("*"), key=lambda path: path.relative_to(tree).as_posix()):
        if file.is_symlink() or not (file.is_file() or file.is_dir()):
            raise BuildError(f"no plain file: {file}")
        path = file.relative_to(tree).as_posix()
        if file.is_dir() or path == NAME:
            continue
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        found.append(Entry(path, file.stat().st_size, digest))
    return found


def tree_hash(listed: list[Entry]) -> str:
    """Return one hash for paths and contents of a whole tree."""
    lines = "".join(f"{entry.sha256}  {entry.path}\n" for entry in listed)
    return hashlib.sha256(lines.encode()).hexdigest()


def write(tree: Path, *, version: str, target: str) -> str:
    """Write the manifest into the top of a tree; return the hash of the tree."""
    listed = entries(tree)
    digest = tree_hash(listed)
    content = {
        "format": FORMAT,
        "product": "quay-tiep-nhan",
        "version": version,
        "target": target,
        "tree_sha256": digest,
        "files": [asdict(entry) for entry in listed],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False)
    (tree / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")
    return digest


def compare(tree: Path) -> list[str]:
    """Return what in a tree is not as its manifest says; compiled Python files are passed over."""
    content = json.loads((tree / NAME).read_text(encoding="utf-8"))
    wanted = {entry["path"]: (entry["size"], entry["sha256"]) for entry in content["files"]}
    there = {
        entry.path: (entry.size, entry.sha256)
        for entry in entries(tree)
        if "__pycache__" not in entry.path.split("/")
    }
    missing = [f"missing: {path}" for path in wanted.keys() - there.keys()]
    added = [f"added: {path}" for path in there.keys() - wanted.keys()]
    other = [
        f"changed: {path}" for path in wanted.keys() & there.keys() if wanted[path] != there[path]
    ]
    return sorted(missing + added + other)


def set_times(tree: Path, moment: int) -> None:
    """Give all files and folders one time and plain modes: builds differ in nothing else."""
    for file in sorted(tree.rglob("*"), reverse=True):
        file.chmod(0o755 if file.is_dir() or os.access(file, os.X_OK) else 0o644)
        os.utime(file, (moment, moment))
    tree.chmod(0o755)
    os.utime(tree, (moment, moment))
