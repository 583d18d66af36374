"""What a heavy proof saw, part by part, on disk: a run that stopped goes on where it stopped."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from installer.console import BuildError, megabytes, say
from installer.report import table
from installer.stage import Staged, parts

_ROWS = 20
"""Parts of a tree that stand in the table one by one."""


@dataclass(frozen=True)
class Step:
    """One thing that was done.

    Attributes:
        what: it was.
        seen: what came of it.
        seconds: it took.
    """

    what: str
    seen: str
    seconds: float


@dataclass
class Part:
    """What a part of a proof saw; only whole parts are kept.

    Attributes:
        name: of the part.
        run: when the run began that went through it.
        load: load averages of the machine over a minute, one after each step.
        steps: in order.
        figures: values for the report.
    """

    name: str
    run: str
    load: list[float] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


class Proof:
    """Goes through parts in their order, the first that does not hold ends it.

    Args:
        journal: file that keeps the parts that held.

    Attributes:
        done: parts that held, earlier runs included.
    """

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._run = datetime.now(UTC).isoformat(timespec="seconds")
        self.done: list[Part] = []
        self._at: Part | None = None

    def take_up(self, names: Sequence[str], again: str = "") -> None:
        """Go on after the parts that held in an earlier run.

        Args:
            names: of all parts, in order.
            again: the part to begin with; it and all after it are gone through anew.

        Raises:
            BuildError: there was no earlier run, or it did not come as far as that part.
        """
        try:
            kept = json.loads(self._journal.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BuildError("there is no earlier run to go on from") from error
        found = [Part(**{**one, "steps": [Step(**s) for s in one["steps"]]}) for one in kept]
        held = [one.name for one in found]
        if held != list(names[: len(held)]):
            raise BuildError("the earlier run went through other parts: begin anew")
        if again and again not in names[: len(held) + 1]:
            raise BuildError(f"the earlier run came as far as {names[len(held)]}, not to {again}")
        self.done = found[: names.index(again)] if again else found

    def part(self, name: str, work: Callable[[], object]) -> None:
        """Go through a part unless it held before.

        Raises:
            BuildError: it does not hold; nothing of it is kept.
        """
        if any(one.name == name for one in self.done):
            say(f"= {name} held before")
            return
        self._at = Part(name, self._run)
        try:
            work()
            self.done.append(self._at)
        finally:
            self._at = None
        self._journal.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(one) for one in self.done], ensure_ascii=False, indent=1)
        self._journal.write_text(text, encoding="utf-8")

    @contextmanager
    def step(self, what: str) -> Iterator[list[str]]:
        """Time a step of the part; the list takes what came of it."""
        at = self._now()
        say(f"> {what}")
        seen: list[str] = []
        begun = time.monotonic()
        yield seen
        at.steps.append(Step(what, "; ".join(seen) or "done", time.monotonic() - begun))
        at.load.append(round(os.getloadavg()[0], 1))
        say(f"  {at.steps[-1].seen} ({at.steps[-1].seconds:.1f} s)")

    def note(self, **figures: Any) -> None:
        """Keep figures of the part for the report; they survive as JSON."""
        self._now().figures.update(figures)

    def figure(self, name: str) -> Any:
        """Return a figure of this run or an earlier one.

        Raises:
            BuildError: no part that held has it.
        """
        for one in reversed(self.done):
            if name in one.figures:
                return one.figures[name]
        raise BuildError(f"no figure {name}: begin anew")

    def load_of(self, name: str) -> float:
        """Return the highest load average of a part that held."""
        return max(value for one in self.done if one.name == name for value in one.load)

    def head(self) -> str:
        """Return when, under which load, and in how many runs it was seen."""
        runs = sorted({one.run for one in self.done})
        load = [value for one in self.done for value in one.load]
        times = (
            "in one run" if len(runs) == 1 else f"in {len(runs)} runs, each from where it stopped"
        )
        return (
            f"Last run: {runs[-1][:10]}, every step {times}; load of the machine (2 cores) "
            f"{min(load):.0f} to {max(load):.0f}, which the seconds show"
        )

    def as_table(self) -> str:
        """Return all steps as Markdown."""
        rows = (
            (step.what, step.seen, f"{step.seconds:.0f}") for one in self.done for step in one.steps
        )
        return table(("Step", "Seen", "Seconds"), rows)

    def _now(self) -> Part:
        if self._at is None:
            raise RuntimeError("outside of a part")
        return self._at


def sizes(staged: Staged) -> dict[str, Any]:
    """Return the figures of a tree for the report: what is inside, what was left out."""
    inside = parts(staged.tree)
    rows = [(part.name, megabytes(part.size), str(part.files)) for part in inside[:_ROWS]]
    rest = inside[_ROWS:]
    if rest:
        size, files = sum(one.size for one in rest), sum(one.files for one in rest)
        rows.append(("the rest", megabytes(size), str(files)))
    return {
        "version": staged.version,
        "installed": megabytes(sum(part.size for part in inside)),
        "files": sum(part.files for part in inside),
        "inside": rows,
        "left_out": [(one.what, megabytes(one.size), one.why) for one in staged.left_out],
    }


def size_tables(proof: Proof) -> list[str]:
    """Return the two tables of `sizes` as Markdown paragraphs."""
    told = [table(("Part", "Size", "Files"), proof.figure("inside"))]
    if left := proof.figure("left_out"):  # a trial of finished installers does not know
        told += ["Left out of the locked packages:", table(("What", "Size", "Why"), left)]
    return told


def add_options(parser: argparse.ArgumentParser, names: Sequence[str]) -> None:
    """Let a proof be taken up again."""
    parser.add_argument(
        "--resume", action="store_true", help="go on after the parts that held in the last run"
    )
    parser.add_argument(
        "--from", dest="again", choices=names, default="", help="go on, beginning with this part"
    )


def hold(is_so: bool, otherwise: str) -> None:
    """Go on only if something is so.

    Raises:
        BuildError: it is not.
    """
    if not is_so:
        raise BuildError(otherwise)
