"""Writes what a proof measured into docs/install-proof.md, in the section of its platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from installer.console import BuildError
from installer.target import ROOT

FILE = ROOT / "docs" / "install-proof.md"


def replace_section(name: str, text: str, file: Path = FILE) -> None:
    """Put text between the marks of a section; the rest of the file stays.

    Raises:
        BuildError: the file has no such section.
    """
    begin, end = f"<!-- proof:{name} -->", f"<!-- end:{name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    before = file.read_text(encoding="utf-8")
    if not pattern.search(before):
        raise BuildError(f"{file.name} has no section {name}")
    whole = f"{begin}\n{text.strip()}\n{end}"
    after = pattern.sub(lambda _found: whole, before)
    file.write_text(after, encoding="utf-8", newline="\n")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)
