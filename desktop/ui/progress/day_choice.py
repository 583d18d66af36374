"""Another day's figures: a field for the day, a button back to today, and what is shown now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.progress.views import ProgressReport
from desktop.ui import theme
from desktop.ui.progress import spoken
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import DateEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class DayChoice(Panel):
    """Hidden while today's figures are shown and nobody asked for another day.

    Signals:
        chosen (date | None): show the figures of the end of this day; None for today's.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._row = QHBoxLayout()
        super().__init__(parent=parent)
        self.said = PlainLabel("", "strong")
        self.problem = PlainLabel("", "label", "bad")
        self.field = DateEdit(tr("Xem số liệu hết ngày"), latest_year=2100)
        self.field.setFixedWidth(150)
        self.show_button = OutlineButton(tr("Xem ngày này"), small=True)
        self.show_button.clicked.connect(self.take)
        self.today_button = OutlineButton(tr("Về hôm nay"), key="Ctrl+H", small=True)
        self.today_button.clicked.connect(self._today)
        self._row.addWidget(self.said)
        self._row.addWidget(self.problem, 1)
        for part in (
            PlainLabel(tr("Xem số liệu hết ngày"), "label", "ink2"),
            self.field,
            self.show_button,
            self.today_button,
        ):
            self._row.addWidget(part)
        self.body.addLayout(self._row)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        side = theme.current().fixed(16, 12)
        self.body.setContentsMargins(side, 6, side, 6)
        self._row.setSpacing(8)

    def show_report(self, report: ProgressReport) -> None:
        """Say which day is shown; today's figures need no line of their own."""
        self._today_is = spoken.made_on(report)
        is_today = spoken.is_today(report)
        self.said.setText(spoken.as_of(report))
        self.problem.setText("")
        self.setVisible(not is_today)

    def open(self) -> None:
        """Let a day be typed."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def has_keys(self) -> bool:
        """Whether the person types a day."""
        focus = QApplication.focusWidget()
        return focus is self.field or focus is self.show_button

    def take(self) -> None:
        """Look at the typed day; say what is wrong with it instead."""
        typed = self.field.value()
        if typed is None or len(typed.iso) != 10:
            self.problem.setText(tr("Gõ đủ ngày, tháng, năm, như 20082025."))
            return
        day = date.fromisoformat(typed.iso)
        if day > self._today_is:
            self.problem.setText(tr("Ngày này chưa tới."))
            return
        self.chosen.emit(None if day == self._today_is else day)

    def _today(self) -> None:
        self.field.clear()
        self.chosen.emit(None)
