"""All rows of the check: what asks for a hand on top, the rest in columns, versions last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.ui import theme
from desktop.ui.diagnostics.check_line import CheckLine
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.panel import Panel, rule

Further = Callable[[CheckRow], tuple[KeyButton, ...]]
"""Makes the buttons below the value of a row."""


class RowsGrid(QWidget):
    """Panels of rows; made anew for each measurement.

    Args:
        further: makes the buttons that a row has besides `Thử lại`.
        retries: whether single rows can be measured again.

    Signals:
        retry_wanted (str): measure the thing of this name again.
    """

    retry_wanted = Signal(str)

    def __init__(self, further: Further, *, retries: bool = True) -> None:
        super().__init__()
        self._further, self._retries = further, retries
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self.lines: list[CheckLine] = []
        self._panels: list[Panel] = []
        self._rows: tuple[CheckRow, ...] = ()
        self._columns = 0
        theme.on_change(self.refresh_theme)

    @property
    def rows(self) -> tuple[CheckRow, ...]:
        """What is shown, in the order it was measured."""
        return self._rows

    def refresh_theme(self) -> None:
        """Take one column where two would be too narrow."""
        if self._rows and self._wanted_columns() != self._columns:
            self.show_rows(self._rows)

    @staticmethod
    def _wanted_columns() -> int:
        return 1 if theme.current().compact else 2

    def show_row(self, row: CheckRow) -> None:
        """Show one row that was measured again in the place of what it was."""
        self.show_rows(tuple(row if one.name == row.name else one for one in self._rows))

    def show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        """Show what was measured."""
        opened = {line.row.name for line in self.lines if line.shows_steps}
        focus = QApplication.focusWidget()
        held = {line.row.name for line in self.lines if focus and line.isAncestorOf(focus)}
        self._clear()
        self._rows, self._columns = rows, self._wanted_columns()
        worst = (Verdict.BAD, Verdict.LOOK)
        to_do = [row for verdict in worst for row in rows if row.verdict is verdict]
        about = [row for row in rows if row.name == "versions" and row.verdict is Verdict.OK]
        fine = [row for row in rows if row.verdict is Verdict.OK and row not in about]
        if to_do:
            self._grid.addWidget(self._panel(tr("Việc cần làm"), to_do), 0, 0, 1, 2)
        for place, part in enumerate(self._shared(fine)):
            if part:
                row, column = (1 + place, 0) if self._columns == 1 else (1, place)
                span = 2 if self._columns == 1 else 1
                self._grid.addWidget(self._panel("", part), row, column, 1, span)
            self._grid.setColumnStretch(place, 1)
        if about:  # one long line
            self._grid.addWidget(self._panel("", about), 3, 0, 1, 2)
        for line in self.lines:
            if line.row.name in opened and line.row.verdict is not Verdict.OK:
                line.show_steps()
            if line.row.name in held:
                line.retry.setFocus()

    def _shared(self, rows: list[CheckRow]) -> tuple[list[CheckRow], ...]:
        if self._columns == 1:
            return rows, []
        half = (len(rows) + 1) // 2
        return rows[:half], rows[half:]

    def _clear(self) -> None:
        for panel in self._panels:
            self._grid.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self._panels, self.lines = [], []

    def _panel(self, title: str, rows: list[CheckRow]) -> Panel:
        panel = Panel(title, padded=False)
        panel.body.setSpacing(0)
        for number, row in enumerate(rows):
            if number:
                panel.body.addWidget(rule())
            line = CheckLine(row, self._further(row), retries=self._retries)
            line.retry_wanted.connect(self.retry_wanted)
            self.lines.append(line)
            panel.body.addWidget(line)
        panel.body.addStretch(1)
        self._panels.append(panel)
        return panel
