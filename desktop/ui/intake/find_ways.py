"""Before anything is typed: three ways to find a person, and who was served last."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import show_time
from desktop.common.i18n import tr
from desktop.intake.views import ReceivedRow
from desktop.ui import theme
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import rule
from desktop.ui.widgets.plain_label import PlainLabel

_MOST = 6
"""So many people served last are worth a look; the page "Hôm nay" has all of them."""


class _Way(QWidget):
    """One way to find a person."""

    def __init__(self, icon: str, title: str, text: str) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(title, "strong"))
        words.addWidget(PlainLabel(text, "table", "ink2", wrap=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(IconLabel(icon, "action", 24), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)


class _Served(QWidget):
    """The people served last, the latest on top; as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ReceivedRow, ...] = ()
        self._lines: list[tuple[PlainLabel, ...]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._rule = rule()
        self._head = PlainLabel(tr("Vừa xong"), "section")
        layout.addWidget(self._rule)
        layout.addWidget(self._head)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        for number in range(_MOST):
            line = (
                PlainLabel("", "table", "ink2"),
                PlainLabel("", "table_strong"),
                PlainLabel("", "table", "ink2"),
                PlainLabel("", "table"),
            )
            for column, label in enumerate(line):
                self._grid.addWidget(label, number, column)
            self._lines.append(line)
        theme.on_change(self.refresh_theme)

    def show_rows(self, rows: tuple[ReceivedRow, ...]) -> None:
        """Show the first of these."""
        self._rows = rows
        for line, row in zip(self._lines, rows, strict=False):
            shown = (show_time(row.received_at), row.full_name, row.cell, row.receipt_number)
            for label, text in zip(line, shown, strict=True):
                label.setText(text)
        self.fit()

    def fit(self) -> None:
        """Show as many lines as there is room for; half a line helps nobody."""
        pitch = theme.line_height(theme.current().font("table")) + self._grid.verticalSpacing()
        room = self.height() - 1 - 2 * 8 - self._head.sizeHint().height()
        count = min(len(self._rows), _MOST, max(0, room // pitch))
        for number, line in enumerate(self._lines):
            for label in line:
                label.setVisible(number < count)
        self._rule.setVisible(count > 0)
        self._head.setVisible(count > 0)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._grid.setVerticalSpacing(theme.current().fixed(10, 6))
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer."""
        super().resizeEvent(event)
        self.fit()


class FindWays(QWidget):
    """What to do at an empty search box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel("", "section")
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.title)
        for icon, title, text in (
            (
                "scan",
                tr("Quét thẻ căn cước"),
                tr("Đưa mã QR vào máy quét, ở trang nào cũng được. Dùng máy ảnh: Ctrl+M."),
            ),
            (
                "text",
                tr("Gõ vài chữ của tên"),
                tr("Không cần dấu, không cần đủ chữ: “gi a pa” cũng ra Giàng A Páo."),
            ),
            (
                "keyboard",
                tr("Gõ số hoặc năm sinh"),
                tr("4 số cuối của số định danh, hoặc tên kèm năm: “lò thị 1950”."),
            ),
        ):
            self._layout.addWidget(_Way(icon, title, text))
        self.served = _Served()
        self._layout.addWidget(self.served, 1)
        theme.on_change(self.refresh_theme)

    def set_total(self, total: int | None) -> None:
        """Say how many people the list holds; None while unknown."""
        if total is None:
            self.title.setText(tr("Ba cách tìm một người"))
            return
        shown = f"{total:,}".replace(",", ".")
        self.title.setText(tr("Ba cách tìm trong {n} người").format(n=shown))

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        side, top = look.fixed(24, 16), look.fixed(20, 12)
        self._layout.setContentsMargins(side, top, side, look.fixed(16, 8))
        self._layout.setSpacing(look.fixed(16, 10))
