"""The way to the deadline on paper: the cumulative line, and beside it what came day by day.

Black and grey only. Lines differ in kind (solid, dotted, dashed), not in shade, so that a worn
office printer and a copy of a copy still tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from desktop.common.i18n import vi
from desktop.common.scale import steps
from desktop.documents import fonts
from desktop.documents.figure_words import shown
from desktop.documents.sheet import Box, Sheet

HEIGHT = 100.0
"""Points that the drawing takes, its titles and the legend among them."""

MOST_BARS = 14
"""Days that have a bar: the last two weeks."""

_TITLE, _FOOT, _AXIS = 15.0, 28.0, 30.0
_LABEL = 7.5
_DOTTED, _DASHED, _BROKEN = (1.2, 2.2), (4.0, 2.2), (9.0, 2.5)
_BAR_GREY, _GRID_GREY = 0.72, 0.8

Place = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class CourseContent:
    """What is drawn.

    Attributes:
        days: (day, received by its end), without gaps, the oldest first; never empty.
        whole: how many are to be received.
        deadline: the last day; None without one.
        a_day: people needed on each day to the deadline; None without one.
        ahead: the forecast as (day, received): as of now, and where it ends; empty for none.
    """

    days: tuple[tuple[date, int], ...]
    whole: int
    deadline: date | None = None
    a_day: int | None = None
    ahead: tuple[tuple[date, int], ...] = ()

    @property
    def last(self) -> date:
        """The last day that has a place."""
        ends = [self.days[-1][0], *(day for day, _ in self.ahead[-1:])]
        return max([*ends, *([self.deadline] if self.deadline else [])])

    def each_day(self) -> list[tuple[date, int]]:
        """Return how many came on each of the last days."""
        counts = [0, *(count for _, count in self.days)]
        more = [after - before for before, after in pairwise(counts)]
        return [(day, n) for (day, _), n in zip(self.days, more, strict=True)][-MOST_BARS:]


def draw_course(
    sheet: Sheet, content: CourseContent, left: float, top: float, width: float
) -> None:
    """Draw the course below `top`; it takes `HEIGHT` points.

    Args:
        sheet: where to.
        content: what to draw.
        left: x of the left edge.
        top: y of the upper edge.
        width: of both drawings together.
    """
    gap = 14.0
    wide = (width - gap) * 0.58
    high = HEIGHT - _TITLE - _FOOT
    line_box = Box(left + _AXIS, top + _TITLE, wide - _AXIS - 34, high)
    bar_box = Box(left + wide + gap + _AXIS, top + _TITLE, width - wide - gap - _AXIS, high)
    for box, words in (
        (line_box, vi("Lũy kế so với hạn (người)")),
        (bar_box, vi("Thu nhận mỗi ngày (người)")),
    ):
        sheet.line(words, box.left - _AXIS, top + 9, font=fonts.BOLD, size=9.5)
    _cumulative(sheet, content, line_box)
    _daily(sheet, content, bar_box)
    _legend(sheet, content, left, top + HEIGHT - 5)


# ---------------------------------------------------------------- the line


def _cumulative(sheet: Sheet, content: CourseContent, box: Box) -> None:
    first = content.days[0][0]
    span = max(1, (content.last - first).days)
    most = max(1, content.whole, content.days[-1][1])
    place = _scaled(box, span, most)
    _rules(sheet, box, place, steps(most, 4))
    _days_below(sheet, box, [place(n, 0)[0] for n in range(span + 1)], first)
    right = box.left + box.width
    sheet.path([place(0, content.whole), place(span, content.whole)], weight=0.9, dash=_BROKEN)
    if content.deadline is not None and content.a_day is not None:
        due = (content.deadline - first).days
        if due > 0:
            needed = [place(0, min(content.a_day, content.whole)), place(due, content.whole)]
            sheet.path(needed, weight=1.3, dash=_DOTTED)
        x, _ = place(max(0, due), 0)
        sheet.upright(x, box.top - 4, box.top + box.height, weight=0.6)
    counts = [place((day - first).days, n) for day, n in content.days]
    ends = [counts[-1]]
    if content.ahead:
        ends = [place((day - first).days, n) for day, n in content.ahead]
        sheet.path(ends, weight=1.2, dash=_DASHED)
    sheet.path(counts, weight=2.0)
    x, y = counts[-1]
    sheet.bar(Box(x - 2.4, y - 2.4, 4.8, 4.8), grey=0)
    labels = [(box.top + 2.5, shown(content.whole), fonts.REGULAR)]
    if content.ahead and content.ahead[-1][1] < content.whole:
        labels.append((ends[-1][1] + 2.5, shown(content.ahead[-1][1]), fonts.REGULAR))
    labels.append((y + 2.5, shown(content.days[-1][1]), fonts.BOLD))
    _beside(sheet, right + 5, labels)


def _beside(sheet: Sheet, x: float, labels: Sequence[tuple[float, str, str]]) -> None:
    """Write the ends of lines beside the drawing; the one that matters most is the last given."""
    used: list[float] = []
    for baseline, text, font in reversed(labels):
        if all(abs(baseline - one) >= _LABEL + 1 for one in used):
            sheet.line(text, x, baseline, font=font, size=_LABEL + 1)
            used.append(baseline)


# ---------------------------------------------------------------- the bars


def _daily(sheet: Sheet, content: CourseContent, box: Box) -> None:
    bars = content.each_day()
    most = max([1, content.a_day or 0, *(n for _, n in bars)])
    place = _scaled(box, 1, most * 1.12)
    _rules(sheet, box, place, steps(most, 4))
    wide = box.width / max(len(bars), 7)
    centres = [box.left + (n + 0.5) * wide for n in range(len(bars))]
    if content.a_day is not None:
        _, y = place(0, content.a_day)
        sheet.path([(box.left, y), (box.left + box.width, y)], weight=1.3, dash=_DOTTED)
    for x, (_, count) in zip(centres, bars, strict=True):
        words, (_, y) = shown(count), place(0, max(0, count))
        half = fonts.width(words, fonts.REGULAR, 6.5) / 2 + 0.8
        sheet.bar(Box(x - half, y - 7.4, 2 * half, 7), grey=1)  # no line runs through figures
        if count > 0:
            sheet.bar(Box(x - wide * 0.36, y, wide * 0.72, box.top + box.height - y), _BAR_GREY)
        sheet.line(words, x, y - 2, font=fonts.REGULAR, size=6.5, align="centre")
    _days_below(sheet, box, centres, bars[0][0])


# ---------------------------------------------------------------- what both have


def _scaled(box: Box, across: float, up: float) -> Place:
    """Return what turns (days, people) into a place on the paper."""

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            box.left + box.width * x / across,
            box.top + box.height * (1 - y / up),
        )

    return place


def _rules(sheet: Sheet, box: Box, place: Place, marks: Sequence[int]) -> None:
    for value in marks:
        _, y = place(0, value)
        if value:
            sheet.bar(Box(box.left, y - 0.25, box.width, 0.5), grey=_GRID_GREY)
        else:
            sheet.rule(box.left, box.left + box.width, y)
        sheet.line(
            shown(value), box.left - 4, y + 2.5, font=fonts.REGULAR, size=_LABEL, align="right"
        )


def _days_below(sheet: Sheet, box: Box, places: Sequence[float], first: date) -> None:
    """Write days below their places, as many as have room."""
    taken = -1e9
    for number, x in enumerate(places):
        if x - taken >= 27:
            words = f"{first + timedelta(days=number):%d/%m}"
            y = box.top + box.height + 9
            sheet.line(words, x, y, font=fonts.REGULAR, size=_LABEL, align="centre")
            taken = x


def _legend(sheet: Sheet, content: CourseContent, left: float, baseline: float) -> None:
    x = left
    parts: list[tuple[str, float, tuple[float, ...]]] = [(vi("đã thu nhận"), 2.0, ())]
    if content.a_day is not None and content.deadline is not None:
        words = vi("cần để kịp hạn {day} ({n} mỗi ngày)")
        words = words.format(day=f"{content.deadline:%d/%m}", n=shown(content.a_day))
        parts.append((words, 1.3, _DOTTED))
    if content.ahead:
        parts.append((vi("dự báo"), 1.2, _DASHED))
    parts.append((vi("đủ {n} người").format(n=shown(content.whole)), 0.9, _BROKEN))
    for words, weight, dash in parts:
        sheet.path([(x, baseline - 2.5), (x + 22, baseline - 2.5)], weight=weight, dash=dash)
        sheet.line(words, x + 26, baseline, font=fonts.REGULAR, size=_LABEL + 1)
        x += 26 + fonts.width(words, fonts.REGULAR, _LABEL + 1) + 14
