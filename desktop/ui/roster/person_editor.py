"""The line under the facts in which one of them is changed, with the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.keeping.views import STATUS
from desktop.roster.rules import STATUS_NAMES
from desktop.ui import theme
from desktop.ui.roster.column_words import as_typed
from desktop.ui.roster.person_file import FactLine
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, DigitsEdit, Field, FormEntry, TextEdit

_DATES = frozenset(
    {
        FieldKey.BIRTH_DATE,
        FieldKey.JOINED_ON,
        FieldKey.OFFICIAL_ON,
        FieldKey.CARD_ISSUED_ON,
        FieldKey.ID_ISSUED_ON,
    }
)
_DIGITS = {
    FieldKey.PERSONAL_ID: 12,
    FieldKey.OLD_ID: 9,
    FieldKey.CARD_NUMBER: 0,
    FieldKey.NEW_CARD_NUMBER: 0,
    FieldKey.PHONE: 0,
}


def make_field(key: str, latest_year: int) -> Field:
    """Return the input that fits a fact."""
    if key == STATUS:
        return ChoiceEdit([(status.value, tr(STATUS_NAMES[status])) for status in MemberStatus])
    if key == FieldKey.SEX:
        sexes = [(sex.value, as_typed(key, sex.value)) for sex in Sex]
        return ChoiceEdit(sexes, empty=tr("Chưa chọn"))
    if key in _DATES:
        return DateEdit(latest_year=latest_year)
    if key in _DIGITS:
        return DigitsEdit(length=_DIGITS[FieldKey(key)])
    return TextEdit()


def typed(field: Field) -> str:
    """Return what stands in a field; a date that is none yet comes back as typed."""
    if isinstance(field, DateEdit):
        date = field.value()
        return date.shown if date else clean(field.text())
    return field.value()


class PersonEditor(QWidget):
    """New value and reason side by side; the page's Enter saves, its Esc gives up.

    Args:
        latest_year: the latest year that makes sense.

    Signals:
        wanted (str, str, str): field, value as typed, reason; both are there.
    """

    wanted = Signal(str, str, str)

    def __init__(self, latest_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest_year = latest_year
        self._line: FactLine | None = None
        self.value: FormEntry | None = None
        self.reason = FormEntry(tr("Lý do sửa"), TextEdit(limit=200))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.reason, 1)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        side = look.fixed(16, 12)
        self._row.setContentsMargins(side, look.fixed(10, 6), side, look.fixed(10, 6))
        self._row.setSpacing(side)

    @property
    def is_open(self) -> bool:
        """Whether somebody is changing a fact."""
        return self._line is not None

    @property
    def line(self) -> FactLine | None:
        """The fact that is being changed."""
        return self._line

    def open(self, line: FactLine) -> None:
        """Start to change a fact."""
        self._drop()
        self._line = line
        field = make_field(line.field, self._latest_year)
        self.value = FormEntry(line.label, field)
        self._row.insertWidget(0, self.value, 1)
        if isinstance(field, ChoiceEdit | DigitsEdit):
            field.set_value(line.value)
        else:
            field.setText(as_typed(line.field, line.value))
            field.setCursorPosition(0)
        self.reason.field.setText("")  # type: ignore[union-attr]  # always a line of text
        self.reason.set_error("")
        QWidget.setTabOrder(field, self.reason.field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not isinstance(field, ChoiceEdit):
            field.selectAll()

    def close_line(self) -> None:
        """Give up or be done."""
        self._line = None
        self._drop()

    def _drop(self) -> None:
        if self.value is not None:
            self._row.removeWidget(self.value)
            self.value.hide()
            self.value.deleteLater()
            self.value = None

    def submit(self) -> None:
        """Check what can be checked without the list, and ask for the change."""
        if self._line is None or self.value is None:
            return
        field, reason = self.value.field, typed(self.reason.field)
        problem = field.problem() if isinstance(field, DateEdit) else ""
        self.value.set_error(problem)
        missing = "" if reason else tr("Ghi ngắn gọn vì sao sửa, theo giấy tờ nào.")
        self.reason.set_error(missing)
        if problem:
            field.setFocus()
        elif missing:
            self.reason.field.setFocus()
        else:
            self.wanted.emit(self._line.field, typed(field), reason)

    def refuse(self, advice: str) -> None:
        """Say beside the value why it cannot be kept; nothing typed is lost."""
        if self.value is not None:
            self.value.set_error(advice)
            self.value.field.setFocus()
