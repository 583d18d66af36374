"""Fields: forgiving about what is typed, exact about what is kept.

`value()` is always clean: NFC text, digits only, or a real date. A field never complains while
one types or leaves it; the page checks when the person goes on and calls `FormEntry.set_error`.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.common.dates import PartialDate, parse_date
from desktop.common.i18n import tr
from desktop.common.text import clean, only_digits
from desktop.ui import theme
from desktop.ui.theme import number_font
from desktop.ui.widgets.choice_edit import ChoiceEdit
from desktop.ui.widgets.plain_label import PlainLabel

__all__ = ["ChoiceEdit", "DateEdit", "DigitsEdit", "Field", "FormEntry", "TextEdit"]


class _Line(QLineEdit):
    """What all one-line fields share.

    Signals:
        value_changed: something was typed, also while the input method still composes.
    """

    value_changed = Signal()
    _numbers = False

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.textChanged.connect(self._tell)
        theme.on_change(self.refresh_theme)

    def _tell(self) -> None:
        self.value_changed.emit()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        font = theme.current().font("body")
        self.setFont(number_font(font) if self._numbers else font)

    def set_locked(self, reason: str) -> None:
        """Show the value but let nobody change it; "" unlocks."""
        self.setReadOnly(bool(reason))
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)
        for old in self.actions():
            self.removeAction(old)
        if reason:
            lock = QAction(theme.icon("lock", "ink3", 18), reason, self)
            self.addAction(lock, QLineEdit.ActionPosition.TrailingPosition)
        self.style().polish(self)

    def set_failed(self, failed: bool) -> None:
        """Show the red line of a field that must be mended."""
        self.setProperty("state", "error" if failed else "")
        self.style().unpolish(self)
        self.style().polish(self)


class TextEdit(_Line):
    """One line of words.

    Args:
        name: accessible name.
        upper: shown and kept in capitals after leaving (names on cards).
        limit: longest text in characters.
    """

    def __init__(
        self,
        name: str = "",
        *,
        upper: bool = False,
        limit: int = 200,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._upper = upper
        self.setMaxLength(limit)
        self.editingFinished.connect(self._tidy)

    def value(self) -> str:
        """Return the clean text (NFC, single spaces, nothing invisible)."""
        text = clean(self.text())
        return text.upper() if self._upper else text

    def set_value(self, text: str) -> None:
        """Show a text."""
        self.setText(clean(text))

    def _tidy(self) -> None:
        if not self.isReadOnly() and self.text() != self.value():
            self.setText(self.value())


class DigitsEdit(_Line):
    """Digits only, shown in groups of four; the input method is switched off.

    Args:
        name: accessible name.
        length: how many digits are wanted, 0 for any number.
    """

    _numbers = True

    def __init__(self, name: str = "", *, length: int = 12, parent: QWidget | None = None) -> None:
        self._length = length
        super().__init__(name, parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._keep_digits)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]
        """Say that no input method is wanted: under one, typed digits stay out of `text()`."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)

    def value(self) -> str:
        """Return the digits."""
        return only_digits(self.text())

    def set_value(self, digits: str) -> None:
        """Show digits in groups."""
        self.setText(self._grouped(only_digits(digits)))

    def remaining(self) -> int:
        """Return how many digits are still wanted."""
        return max(0, self._length - len(self.value())) if self._length else 0

    def counter_text(self) -> str:
        """Return `còn 2 số`, or nothing when the field is empty or full."""
        left = self.remaining()
        if not self.value() or not left:
            return ""
        return tr("còn {n} số").format(n=left)

    def _grouped(self, digits: str) -> str:
        if self._length != 12:
            return digits
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    def _keep_digits(self, typed: str) -> None:
        before = len(only_digits(typed[: self.cursorPosition()]))
        digits = only_digits(typed)
        shown = self._grouped(digits[: self._length] if self._length else digits)
        if shown == typed:
            return
        self.setText(shown)
        place = 0
        while before and place < len(shown):
            before -= shown[place].isdigit()
            place += 1
        self.setCursorPosition(place)


class DateEdit(_Line):
    """A date typed without separators: 01111978 becomes 01/11/1978 on leaving.

    Args:
        name: accessible name.
        latest_year: the latest year that makes sense, usually this year.
    """

    _numbers = True

    def __init__(self, name: str = "", *, latest_year: int, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._latest_year = latest_year
        self.setMaxLength(24)
        self.setPlaceholderText(tr("ngày/tháng/năm"))
        self.editingFinished.connect(self._tidy)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]
        """Say that no input method is wanted: a date has no letters."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)

    def value(self) -> PartialDate | None:
        """Return the date; None when the field is empty or holds no date."""
        try:
            return parse_date(self.text(), latest_year=self._latest_year)
        except ValueError:
            return None

    def problem(self) -> str:
        """Return what to do when something was typed that is no date, else ""."""
        if not clean(self.text()) or self.value() is not None:
            return ""
        return tr("Gõ đủ ngày, tháng, năm, như 27031978, hoặc chỉ năm 1978.")

    def set_value(self, date: PartialDate | None) -> None:
        """Show a date."""
        self.setText(date.shown if date else "")

    def counter_text(self) -> str:
        """Return how many digits are missing while a whole date is being typed."""
        digits = len(only_digits(self.text()))
        if digits in {0, 4, 6} or digits >= 8 or self.value() is not None:
            return ""
        return tr("còn {n} số").format(n=8 - digits)

    def _tidy(self) -> None:
        date = self.value()
        if date is not None and not self.isReadOnly() and self.text() != date.shown:
            self.setText(date.shown)


Field = TextEdit | DigitsEdit | DateEdit | ChoiceEdit


class FormEntry(QWidget):
    """A label, its field, and below it what is missing or wrong.

    Args:
        label: the field's name; it becomes the accessible name too.
        field: the field.
        optional: adds `(không bắt buộc)`.
        hint: a quiet line below the field while there is nothing else to say.
    """

    def __init__(
        self,
        label: str,
        field: Field,
        *,
        optional: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._error = ""
        self._warning = ""
        words = tr("{label} (không bắt buộc)").format(label=label) if optional else label
        self.label = PlainLabel(words, "label", "ink2")
        self.note = PlainLabel("", "hint", "ink2", wrap=True)
        self.note.hide()
        self.label.setBuddy(field)
        field.setAccessibleName(words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.label, field, self.note):
            layout.addWidget(part)
        layout.addStretch(1)
        field.value_changed.connect(self._typed)
        field.installEventFilter(self)
        self._typed()

    @property
    def error(self) -> str:
        """The sentence shown in red, or ""."""
        return self._error

    def set_error(self, text: str) -> None:
        """Say what must be mended; "" takes it back."""
        self._error = text
        self.field.set_failed(bool(text))
        self.field.setAccessibleDescription(text)
        self._typed()

    def set_hint(self, text: str) -> None:
        """Show another quiet line while there is nothing else to say."""
        self._hint = text
        self._typed()

    def set_warning(self, text: str) -> None:
        """Say what to look at again; it blocks nothing and gives way to an error."""
        self._warning = text
        self._typed()

    def _typed(self) -> None:
        counter = self.field.counter_text() if hasattr(self.field, "counter_text") else ""
        counter = counter if self.field.hasFocus() else ""
        words = self._error or counter or self._warning or self._hint
        is_warning = bool(self._warning) and words == self._warning
        self.note.setText(words)
        self.note.set_color("bad" if self._error else "warn" if is_warning else "ink2")
        self.note.setVisible(bool(words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus of the field: the counter is for the one who types."""
        if isinstance(event, QFocusEvent):
            self._typed()
        return super().eventFilter(watched, event)
