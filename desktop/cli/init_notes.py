"""What is wrong in a set-up file: collected with its lines instead of stopping at the first."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.placed_json import Path, Placed
from desktop.common.text import clean


@dataclass(frozen=True)
class SetupProblem:
    """One mistake.

    Attributes:
        line: counted from 1; of something that is missing, where its group begins.
        place: `operators[1].name`; "" when the line is no JSON.
        said: what is wrong there.
    """

    line: int
    place: str
    said: str

    def told(self) -> str:
        """Return it as one line for people."""
        if not self.place:
            return tr("dòng {line}: {said}").format(line=self.line, said=self.said)
        return tr("dòng {line}, {place}: {said}").format(
            line=self.line, place=self.place, said=self.said
        )


class Notes:
    """Collects the problems of one file.

    Args:
        placed: the file, whose faults are the first problems.
    """

    def __init__(self, placed: Placed) -> None:
        self._lines = placed.lines
        self.problems = [SetupProblem(one.line, "", one.said) for one in placed.faults]

    def in_order(self) -> tuple[SetupProblem, ...]:
        """Return all problems by line."""
        return tuple(sorted(self.problems, key=lambda one: one.line))

    def problem(self, path: Path, said: str) -> None:
        """Note a mistake at a place; of a place that is not there, at the group around it."""
        around = path
        while around and around not in self._lines:
            around = around[:-1]
        self.problems.append(SetupProblem(self._lines.get(around, 1), _name(path), said))

    def checked(self, path: Path, check: Callable[[str], object], value: str) -> None:
        """Note what a rule of the program says against a value."""
        try:
            check(value)
        except UserFacingError as error:
            self.problem(path, f"{error.title} {error.advice}".strip())

    def unknown(self, values: Mapping[str, Any], path: Path, known: Sequence[str]) -> None:
        """Note every key that does not exist, with the one that may be meant."""
        for name in values:
            if name not in known:
                said = tr("không có mục này") + self.nearest(name, known)
                self.problem((*path, name), said)

    @staticmethod
    def nearest(name: str, known: Sequence[str]) -> str:
        """Return a question about the name that may be meant, or ""."""
        found = difflib.get_close_matches(name.casefold(), known, n=1)
        return tr("; có phải “{name}”?").format(name=found[0]) if found else ""

    def text(self, values: Mapping[str, Any], name: str, path: Path = ()) -> str:
        """Return a clean text; what is no text, or was saved in a wrong code page, is noted."""
        path = path or (name,)
        value = values.get(name, "")
        if not isinstance(value, str):
            self.problem(path, tr("phải là chữ trong ngoặc kép"))
            return ""
        meant = _meant(value)
        if meant:
            said = tr("chữ bị lưu sai bảng mã, có lẽ là “{text}”; gõ lại")
            self.problem(path, said.format(text=clean(meant)))
        return clean(value)


def _name(path: Path) -> str:
    """Return `operators[1].name`, counted as people count."""
    name = ""
    for part in path:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        else:
            name += f".{part}" if name else part
    return name


def _meant(text: str) -> str:
    """Return what a text says whose UTF-8 was once read as Windows-1252, or ""."""
    if text.isascii():
        return ""
    try:
        meant = text.encode("cp1252").decode("utf-8")
    except ValueError:
        return ""
    return meant if meant != text else ""
