"""What every builder says to the person at the terminal."""

from __future__ import annotations

import sys


class BuildError(Exception):
    """The build cannot go on; the text says what to mend."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def megabytes(count: int) -> str:
    """Return bytes as "12.3 MB" (millions of bytes, as `ls` and package tables count)."""
    return f"{count / 1e6:.1f} MB"
