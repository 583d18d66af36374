"""The list page itself with 250,000 people against 2,000, in one window each, taking turns.

First page: from the question to the first rows painted. Jump: from a jump of the scroll bar to
every row in sight painted, the list just opened: its rows come from the store at both sizes.
Scroll: the same in a list one has moved in before; a short one is then in memory whole. Each whole
(wall clock, the worker's answer included), and what of it the drawing thread was busy: that is what
a person feels as a page that hangs.

    python3 dev.py bench roster_view
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.i18n import install_translations
from tests.ui.roster.big_list import fill
from tests.ui.shell.office import Office, open_office

SIZES = (2_000, 250_000)
WARM_UP, TURNS = 5, 40
_PATIENCE = 120.0


def main() -> int:
    """Measure and print."""
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    install_translations(app, "vi")
    theme.apply_theme(app)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        pages = {
            count: _page(stack.enter_context(open_office(Path(folder) / str(count))), count)
            for count in SIZES
        }
        for name, act in (
            ("first page", _first_page),
            ("jump", _jump),
            ("scroll", _scroll),
            ("sort", _sort),
        ):
            _print(name, _measure(pages, act))
        for count, page in pages.items():
            print(f"{count:,} people: {page.people.table.pages_held} pages in memory")
    return 0


def _page(office: Office, count: int) -> Any:
    office.wait_for("LoginPage")
    fill(office.services.store, count)
    office.services.roster.forget_index()
    office.services.roster.warm_up()
    office.log_in()
    page = office.show(PageName.ROSTER)
    office.wait(lambda: page.people.table.count > count, int(_PATIENCE * 1000))
    office.idle()
    return page


def _until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(1)


def _arrived(page: Any) -> bool:
    table = page.people.table
    first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
    rows = range(max(first, 0), (last if last >= 0 else table.count - 1) + 1)
    return all(table.row_at(row) is not None for row in rows)


def _first_page(page: Any, _rng: random.Random) -> None:
    page.people.table.begin(0)
    page.enter()
    _until(lambda: page.people.table.count > 0 and _arrived(page))
    page.people.table.viewport().repaint()


def _scroll(page: Any, rng: random.Random) -> None:
    bar = page.people.table.verticalScrollBar()
    bar.setValue(rng.randrange(bar.maximum() + 1))
    _until(lambda: _arrived(page))
    page.people.table.viewport().repaint()


def _jump(page: Any, rng: random.Random) -> None:
    bar = page.people.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 + rng.randrange(bar.maximum() // 2))
    _until(lambda: _arrived(page))
    page.people.table.viewport().repaint()


def _sort(page: Any, rng: random.Random) -> None:
    choice = page.filters.sort
    choice.set_value(choice.itemData((choice.currentIndex() + 1) % choice.count()))
    page.people.table.begin(0)
    page.enter()
    _until(lambda: page.people.table.count > 0 and _arrived(page))
    del rng


Times = dict[int, list[tuple[float, float]]]


def _measure(pages: dict[int, Any], act: Callable[[Any, random.Random], None]) -> Times:
    """Return (whole, drawing thread) in ms by size, taking turns."""
    took: Times = {count: [] for count in pages}
    for turn in range(WARM_UP + TURNS):
        for count, page in pages.items():
            rng = random.Random(turn)
            if act is _jump:
                _first_page(page, rng)
            whole, busy = time.perf_counter(), time.thread_time()
            act(page, rng)
            if turn >= WARM_UP:
                times = (time.perf_counter() - whole, time.thread_time() - busy)
                took[count].append((times[0] * 1000, times[1] * 1000))
    return took


def _print(name: str, took: Times) -> None:
    for place, what in enumerate(("whole", "drawing thread")):
        small, large = (statistics.median(one[place] for one in took[count]) for count in SIZES)
        worst = max(one[place] for one in took[SIZES[1]])
        print(
            f"{name:11} {what:14} {small:7.1f} ms at {SIZES[0]:,}, {large:7.1f} at {SIZES[1]:,} "
            f"(at most {worst:.0f}): {large / small:.2f}  (goal 2)"
        )


if __name__ == "__main__":
    sys.exit(main())
