"""The office's front door: a lacquer-red panel at the left of every page before the counter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import __version__
from desktop.common.clock import SystemClock, local, show_date, show_time
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel


def weekday(number: int) -> str:
    """Return the name of a weekday (0 is Monday) in the chosen language."""
    names = (
        tr("Thứ Hai"),
        tr("Thứ Ba"),
        tr("Thứ Tư"),
        tr("Thứ Năm"),
        tr("Thứ Sáu"),
        tr("Thứ Bảy"),
        tr("Chủ nhật"),
    )
    return names[number]


class _Seal(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.current().fixed(48, 36)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on_brand = theme.current().palette.on_brand
        painter.setPen(QPen(QColor(on_brand), 1))
        painter.drawRoundedRect(area, 6, 6)
        inset = area.width() / 5
        theme.paint_icon(painter, area.adjusted(inset, inset, -inset, -inset), "mark", on_brand)
        painter.end()


class FrontPanel(QWidget):
    """Seal, name, campaign, place, clock and version on red.

    Args:
        campaign: name of the campaign; empty before it is known.
        place: the intake point.
        foot: a last line.
    """

    def __init__(self, campaign: str = "", place: str = "", foot: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(_Seal())
        head.addWidget(PlainLabel(tr("Quầy Tiếp Nhận"), "title", "on_brand"), 1)
        layout.addLayout(head)
        layout.addStretch(2)
        self._campaign = PlainLabel(campaign, "body", "on_brand", wrap=True)
        self._place = PlainLabel(place, "section", "on_brand", wrap=True)
        self._clock = PlainLabel("", "receipt", "on_brand")
        self._date = PlainLabel("", "body", "on_brand")
        for part in (self._campaign, self._place):
            layout.addWidget(part)
        layout.addStretch(1)
        for part in (self._clock, self._date):
            layout.addWidget(part)
        layout.addStretch(4)
        self._foot = PlainLabel("", "hint", "on_brand")
        self.set_foot(foot)
        layout.addWidget(self._foot)
        self._tick = QTimer(self)
        self._tick.setInterval(5000)
        self._tick.timeout.connect(self._show_time)
        self._show_time()
        theme.on_change(self.refresh_theme)

    def set_place(self, campaign: str, place: str) -> None:
        """Show campaign and place."""
        self._campaign.setText(campaign)
        self._place.setText(place)

    def set_foot(self, text: str) -> None:
        """Show a last line, with the version."""
        version = tr("phiên bản {version}").format(version=__version__)
        self._foot.setText(f"{text} · {version}" if text else version)

    def _show_time(self) -> None:
        now = SystemClock().now()
        self._clock.setText(show_time(now))
        self._date.setText(f"{weekday(local(now).weekday())}, {show_date(now)}")

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        layout = self.layout()
        assert layout is not None
        side = theme.current().fixed(32, 20)
        layout.setContentsMargins(side, side, side, theme.current().fixed(24, 16))
        self.setFixedWidth(theme.current().pick(352, 268))
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        self._show_time()
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock nobody sees."""
        self._tick.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with lacquer red."""
        del event
        painter = QPainter(self)
        # The deep red at night too: the lighter one is made for small marks, not for a wall.
        painter.fillRect(self.rect(), QColor(theme.DAY.brand))
        painter.end()


class FrontPage(Page):
    """A page with the red panel at its left.

    Args:
        title: as in `Page`.
        panel: what stands at the left.
        action_bar: as in `Page`.
    """

    def __init__(
        self, title: str, panel: FrontPanel | None = None, *, action_bar: bool = True
    ) -> None:
        super().__init__(title, action_bar=action_bar)
        self.panel = panel or FrontPanel()
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        at = outer.indexOf(self._scroll)
        outer.removeWidget(self._scroll)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(self._scroll, 1)
        outer.insertLayout(at, row, 1)

    def refresh_theme(self) -> None:
        """Give the content more air than inside the counter."""
        super().refresh_theme()
        look = theme.current()
        side, top = look.fixed(48, 24), look.fixed(36, 20)
        self._stack.setContentsMargins(side, top, side, top)
