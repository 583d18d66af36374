"""A closed choice: one of a few, and dots where its words find no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from desktop.ui import theme


class ChoiceEdit(QComboBox):
    """One of a few: opens with F4 or Space, typed letters jump.

    Args:
        choices: (value, words) in order.
        name: accessible name.
        empty: words for "nothing chosen"; empty text leaves that entry out.

    Signals:
        value_changed: another entry was chosen.
    """

    value_changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        name: str = "",
        *,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if empty:
            self.addItem(empty, "")
        for value, words in choices:
            self.addItem(words, value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(self._tell)
        theme.on_change(self.refresh_theme)

    def _tell(self) -> None:
        self.value_changed.emit()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFont(theme.current().font("body"))

    def value(self) -> str:
        """Return the value of the chosen entry."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose the entry of a value; an unknown value chooses the first."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other entries without telling; the chosen value stays where it is still offered."""
        value = self.value()
        self.blockSignals(True)
        self.clear()
        for one, words in choices:
            self.addItem(words, one)
        self.set_value(value)
        self.blockSignals(False)

    def set_failed(self, failed: bool) -> None:
        """Show the red line of a field that must be mended."""
        self.setProperty("state", "error" if failed else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must never change a value by accident."""
        event.ignore()

    def words_in_sight(self) -> str:
        """Return the chosen words as the closed field shows them, dots for what finds no room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width()
        dots = Qt.TextElideMode.ElideRight
        return QFontMetrics(self.font()).elidedText(self.currentText(), dots, room)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of what is cut, and what the page has to say of it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            whole = self.currentText()
            said = [whole] if self.words_in_sight() != whole else []
            told = "\n".join([*said, self.toolTip()]).strip()
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the chosen words, then our own arrow."""
        del event
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.words_in_sight()  # type: ignore[attr-defined]  # not in the stubs
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        spot = QRectF(self.width() - 30, self.height() / 2 - 9, 18, 18)
        theme.paint_icon(painter, spot, "chevron-down", theme.colour("ink2"))
        painter.end()
