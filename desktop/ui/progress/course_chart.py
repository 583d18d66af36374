"""The cumulative line against needed pace, deadline and forecast; arrow keys walk its days.

Lines differ in kind (solid, dotted, dashed), not only in colour, and carry their names, so that
they are told apart in a grey print and by people who see colours differently. This module is
imported when the page first needs it: pyqtgraph takes some 0.3 s to load.
"""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.scale import steps
from desktop.progress.course import Course
from desktop.ui import theme
from desktop.ui.progress import spoken

_RIGHT, _ABOVE = 112, 26
"""Px at scale 1 kept free behind the last day and above the line of all, for what stands there."""


class CourseChart(QWidget):
    """Draws one course; it is looked at, and read day by day with the keys.

    Signals:
        day_changed (str): what is to be said of the day under the cursor.
    """

    day_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._is_live = True
        self._at = 0
        self._cursor: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Biểu đồ lũy kế, mũi tên để đi từng ngày"))
        self.plot: Any = pg.PlotWidget(self)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.getPlotItem().setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        theme.on_change(self.refresh_theme)

    def show_course(self, course: Course, *, is_live: bool) -> None:
        """Draw a course; the cursor stands on its last day.

        Args:
            course: what to draw.
            is_live: whether the last day is today, not the end of a past day.
        """
        self._course, self._is_live = course, is_live
        self._at = len(course.days) - 1
        self._draw()
        self._tell()

    def reading(self) -> str:
        """Return what is said of the day under the cursor."""
        if self._course is None:
            return ""
        return spoken.day(self._course, self._at)

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from day to day; Home and End go to the ends."""
        if self._course is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        last = len(self._course.days) - 1
        places = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() not in places:
            super().keyPressEvent(event)
            return
        self._go(places[Qt.Key(event.key())])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day that was pressed on."""
        super().mousePressEvent(event)
        view = self.plot.getPlotItem().vb
        place = view.mapSceneToView(QPointF(self.plot.mapFromParent(event.position().toPoint())))
        self._go(round(place.x()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        super().focusOutEvent(event)
        self._mark()

    def _go(self, place: int) -> None:
        if self._course is not None:
            self._at = max(0, min(place, len(self._course.days) - 1))
            self._mark()
            self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.reading())
        self.day_changed.emit(self.reading())

    # ------------------------------------------------------------ drawing

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.plot.setBackground(theme.current().palette.surface)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room of the labels."""
        super().resizeEvent(event)
        self._draw()

    def _font(self, *, bold: bool = False) -> QFont:
        font = theme.number_font(theme.current().font("label"))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _draw(self) -> None:
        course = self._course
        if course is None:
            return
        self.plot.clear()
        self._cursor = []
        end = (course.last - course.days[0].day).days
        span = max(1, end)
        top = max(1, course.whole, course.days[-1].received)
        scale = theme.current().scale
        right = min(0.4, _RIGHT * scale / max(1, self.width() - 60))
        above = min(0.4, _ABOVE * scale / max(1, self.height() - 30))
        self.plot.setXRange(-0.02 * span, end + span * right / (1 - right), padding=0)
        self.plot.setYRange(0, top / (1 - above), padding=0)
        self._axes(course, end, top)
        self._lines(course, end)
        self._mark()

    def _axes(self, course: Course, end: int, top: int) -> None:
        colours = theme.current().palette
        marks = steps(top, max(2, min(5, self.height() // 42)))
        for value in marks:
            self.plot.addItem(pg.InfiniteLine(value, 0, pen=pg.mkPen(colours.line)))
        every = max(1, -(-end // max(3, self.width() // 110)))
        days = [
            (n, f"{course.days[0].day.fromordinal(course.days[0].day.toordinal() + n):%d/%m}")
            for n in range(0, end + 1, every)
        ]
        for side, ticks in (
            ("left", [(value, spoken.number(value)) for value in marks]),
            ("bottom", days),
        ):
            axis = self.plot.getAxis(side)
            axis.setTicks([ticks])
            axis.setStyle(tickFont=self._font(), tickLength=0, tickTextOffset=6)
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(colours.ink3))

    def _lines(self, course: Course, end: int) -> None:
        colours = theme.current().palette
        first = course.days[0].day
        counts = [one.received for one in course.days]
        now = len(counts) - 1
        whole = tr("Đủ {n} người").format(n=spoken.number(course.whole))
        self._line([-0.5, end], [course.whole] * 2, colours.brand, 1.5, Qt.PenStyle.DashLine)
        self._label(whole, 0, course.whole, (0, 1), colours.ink2)
        if course.deadline is not None and course.a_day is not None:
            due = max(0, (course.deadline - first).days)
            self._line(
                [0, due], [course.a_day, course.whole], colours.line2, 2, Qt.PenStyle.DotLine
            )
            words = tr("Cần {n} người mỗi ngày").format(n=spoken.number(course.a_day))
            room = theme.text_width(words, self._font()) / self._day_width(end)
            at = min(due, max(due // 3, math.ceil(room)))
            ahead = at <= now and counts[at] > (
                course.needed_on(first.fromordinal(first.toordinal() + at)) or 0
            )
            height = course.a_day + (course.whole - course.a_day) * at / max(1, due)
            if room <= due * 0.6:  # else the lines have no room for their names
                self._label(
                    words, at, height, (-0.06, -0.25) if ahead else (1.0, 1.2), colours.ink2
                )
            self.plot.addItem(pg.InfiniteLine(due, 90, pen=pg.mkPen(colours.brand, width=1.5)))
            self._label(
                tr("Hạn {day}").format(day=f"{course.deadline:%d/%m}"),
                due, course.whole, (0, 1), colours.ink, bold=True,
            )  # fmt: skip
        if course.ahead:
            reached = course.ahead[-1]
            x = (reached.day - first).days
            self._line(
                [now, x], [counts[-1], reached.received], colours.action, 2.5, Qt.PenStyle.DashLine
            )
            self._label(
                tr("Dự báo {n}").format(n=spoken.number(reached.received)),
                x, reached.received, (0, -0.1), colours.action, bold=True,
            )  # fmt: skip
        self._line(range(len(counts)), counts, colours.action, 3, Qt.PenStyle.SolidLine)
        self._point(now, counts[-1], colours.action)
        words = tr("Hôm nay: {n}") if self._is_live else tr("Hết ngày: {n}")
        said = words.format(n=spoken.number(counts[-1]))
        # Below the point where there is room above the axis, else above it.
        is_low = counts[-1] * (self.height() - 50) < 44 * max(1, course.whole)
        across, down = (0.5, 1.35) if is_low else (0.92, -0.9)
        # On the first days there is no room to the left of the point.
        said_px = theme.text_width(said, self._font(bold=True))
        across = min(across, now * self._day_width(end) / said_px)
        self._label(said, now, counts[-1], (across, down), colours.action, bold=True)

    def _day_width(self, end: int) -> float:
        """Return the px of a day; axis and the room for labels are taken off."""
        room = self.width() - 60 - _RIGHT * theme.current().scale
        return max(1.0, room / max(1, end))

    def _line(self, x: Any, y: Any, colour: str, width: float, style: Qt.PenStyle) -> None:
        pen = pg.mkPen(colour, width=width, style=style)
        self.plot.addItem(pg.PlotCurveItem(list(x), list(y), pen=pen, antialias=True))

    def _point(self, x: float, y: float, colour: str) -> Any:
        spot = pg.ScatterPlotItem(
            [x], [y], size=10, pen=pg.mkPen(None), brush=pg.mkBrush(colour), antialias=True
        )
        self.plot.addItem(spot)
        return spot

    def _label(
        self,
        text: str,
        x: float,
        y: float,
        anchor: tuple[float, float],
        colour: str,
        *,
        bold: bool = False,
    ) -> None:
        item = pg.TextItem(text, color=colour, anchor=anchor)
        item.setFont(self._font(bold=bold))
        self.plot.addItem(item, ignoreBounds=True)
        item.setPos(x, y)

    def _mark(self) -> None:
        """Draw the cursor while the keys belong to the chart."""
        for item in self._cursor:
            self.plot.removeItem(item)
        self._cursor = []
        if self._course is None or not self.hasFocus():
            return
        focus = theme.current().palette.focus
        line = pg.InfiniteLine(self._at, 90, pen=pg.mkPen(focus, width=1.5))
        self.plot.addItem(line)
        point = self._point(self._at, self._course.days[self._at].received, focus)
        self._cursor = [line, point]
