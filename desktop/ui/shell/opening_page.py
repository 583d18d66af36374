"""Before the counter: the program is opening; the first thing the person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import icons

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.ui.theme import Role
    from desktop.ui.widgets.inline_bar import BarArea

_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none" stroke="{colour}">'
    '<rect x="0.5" y="0.5" width="47" height="47" rx="6"/></svg>'
)


class OpeningPage(QWidget):
    """Says that the store is being opened, in the frame of the log-in page that follows.

    It is put together from the plainest parts: a `Page` with its buttons, bars and labels would
    double the time to the first picture (`benchmarks/startup.py`), and so would a painter that is
    given a pen, because that makes PySide build the hundred enums of the `Qt` namespace. What the
    window asks of every page is here.

    Args:
        practice: show the ribbon of practice, which the window does not have yet.
        title: what is being opened, when it is not a counter.
    """

    def __init__(self, *, practice: bool = False, title: str = "") -> None:
        super().__init__()
        self.title = title or tr("Đang mở dữ liệu của quầy")
        self.setAccessibleName(self.title)
        self._bars: BarArea | None = None
        # The ground shows through: an opaque page would keep the window from being asked to paint.
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._ribbon = _ribbon()
        self._ribbon.setVisible(practice)
        outer.addWidget(self._ribbon)
        row = QHBoxLayout()
        row.setSpacing(0)
        outer.addLayout(row, 1)
        row.addWidget(_name_panel())
        self._content = QVBoxLayout()
        side, top = look.fixed(48, 24), look.fixed(36, 20)
        self._content.setContentsMargins(side, top, side, top)
        self._content.setSpacing(look.fixed(12, 10))
        self._content.addWidget(_label(self.title, "title", look.palette.ink))
        self._content.addWidget(_label(tr("Việc này mất vài giây."), "body", look.palette.ink2))
        self._content.addStretch(1)
        row.addLayout(self._content, 1)

    @property
    def bars(self) -> BarArea:
        """Where a message is shown, should something go wrong meanwhile."""
        if self._bars is None:
            from desktop.ui.widgets.inline_bar import BarArea  # noqa: PLC0415 - only in trouble

            self._bars = BarArea()
            self._content.insertWidget(0, self._bars)
        return self._bars

    def drop_ribbon(self) -> None:
        """Show no ribbon any more: the window has one now."""
        self._ribbon.hide()

    def enter(self) -> None:
        """Nothing to load."""

    def leave(self) -> None:
        """Nothing to stop."""

    def handle_key(self, event: QKeyEvent) -> bool:
        """Leave every key to the window: there is nothing to press yet."""
        del event
        return False


class _Seal(QWidget):
    def __init__(self) -> None:
        super().__init__()
        side = theme.current().fixed(48, 36)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colour = theme.current().palette.on_brand
        area = QRectF(self.rect())
        inset = area.width() / 5
        painter = QPainter(self)
        frame = QSvgRenderer(QByteArray(_FRAME.format(colour=colour).encode()))
        frame.render(painter, area)
        icons.paint_icon(painter, area.adjusted(inset, inset, -inset, -inset), "mark", colour)
        painter.end()


def _fill(widget: QWidget, colour: str) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)


def _label(words: str, role: Role, colour: str) -> QLabel:
    # Our own words, never text from outside, so a plain QLabel may carry them.
    label = QLabel(words)
    label.setFont(theme.current().font(role))
    label.setStyleSheet(f"color: {colour}")  # the sheet of the application outdoes a palette
    return label


def _name_panel() -> QWidget:
    look = theme.current()
    panel = QWidget()
    _fill(panel, theme.DAY.brand)
    panel.setFixedWidth(look.pick(352, 268))
    side = look.fixed(32, 20)
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(side, side, side, side)
    head = QHBoxLayout()
    head.setSpacing(14)
    head.addWidget(_Seal())
    head.addWidget(_label(tr("Quầy Tiếp Nhận"), "title", look.palette.on_brand), 1)
    layout.addLayout(head)
    layout.addStretch(1)
    return panel


def _ribbon() -> QWidget:
    look = theme.current()
    ribbon = QWidget()
    _fill(ribbon, look.palette.mark)
    ribbon.setFixedHeight(look.pick(40, 36))
    layout = QHBoxLayout(ribbon)
    side = look.fixed(32, 20)
    layout.setContentsMargins(side, 4, side, 0)
    layout.setSpacing(12)
    layout.addWidget(_label(tr("THỰC HÀNH"), "strong", look.palette.ink))
    about = tr("Người và số liệu ở đây không có thật, không gửi đi đâu.")
    layout.addWidget(_label(about, "label", look.palette.ink), 1)
    return ribbon
