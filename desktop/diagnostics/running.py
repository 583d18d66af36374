"""Running checks side by side, each with a limit of its own: one that hangs holds up no other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.within import within
from desktop.common.work import Work
from desktop.diagnostics.views import Check, CheckRow, Probe, Verdict
from desktop.diagnostics.words import label_of, late_advice
from desktop.security.access.guarding import as_the_program

_AT_ONCE = 6
"""Most checks wait for a device, not for the processor."""
_DISPENSABLE = frozenset({"printer", "scanner", "input_method", "backup", "unexported"})
"""Records can be taken without these; their trouble is worth a look and stops nobody."""


def measured(check: Check) -> CheckRow:
    """Return the row of a check; whatever goes wrong becomes a row as well."""
    began = time.perf_counter()
    try:
        row = check.probe() if check.is_here else within(check.seconds, _as_program(check.probe))
    except TimeoutError:
        value = tr("chưa trả lời sau {n} giây").format(n=round(check.seconds))
        row = _trouble(check, value, late_advice(check.name), hangs=True)
    except UserFacingError as error:
        row = _trouble(check, error.title, error.advice, code=error.code)
    except OSError as error:
        value = tr("máy không cho đo ({what})").format(what=type(error).__name__)
        row = _trouble(check, value, late_advice(check.name))
    return replace(row, seconds=round(time.perf_counter() - began, 3))


def run_all(checks: Sequence[Check], work: Work | None = None) -> tuple[CheckRow, ...]:
    """Return the rows of checks in their order, measured side by side.

    Args:
        checks: what to measure.
        work: told of every check that is done.

    Raises:
        CancelledError: nobody waits for the answer any more.
    """
    told = work or Work()
    with ThreadPoolExecutor(_AT_ONCE, "doctor") as pool:
        waiting = [None if check.is_here else pool.submit(measured, check) for check in checks]
        # Qt's own are measured in this thread, while the others are at work.
        here = {check.name: measured(check) for check in checks if check.is_here}
        rows = []
        for number, (check, future) in enumerate(zip(checks, waiting, strict=True), 1):
            rows.append(here[check.name] if future is None else future.result())
            told.report(number, len(checks), rows[-1].label)
        return tuple(rows)


def _as_program(probe: Probe) -> Probe:
    def ask() -> CheckRow:
        with as_the_program():  # whoever asked was asked for their permission
            return probe()

    return ask


def _trouble(
    check: Check, value: str, advice: str, *, hangs: bool = False, code: str = ""
) -> CheckRow:
    facts: dict[str, str | bool] = {"hangs": True} if hangs else {"code": code} if code else {}
    verdict = Verdict.LOOK if check.name in _DISPENSABLE else Verdict.BAD
    return CheckRow(check.name, label_of(check.name), value, verdict, advice, facts)
