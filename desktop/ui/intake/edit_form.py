"""Labelled inputs for fields of a person: forgiving, never blocking a keystroke."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey
from desktop.intake.rules import DATES, REQUIRED, Problem, Severity
from desktop.ui import theme
from desktop.ui.intake import field_words as words
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, DigitsEdit, Field, FormEntry, TextEdit
from desktop.ui.widgets.tab_order import OWN_ORDER

_DIGITS: dict[FieldKey, int] = {
    FieldKey.PERSONAL_ID: 12,
    FieldKey.OLD_ID: 0,
    FieldKey.PHONE: 0,
}


def make_field(key: FieldKey, latest_year: int) -> Field:
    """Return the input that fits a field."""
    if key in DATES:
        return DateEdit(latest_year=latest_year)
    if key is FieldKey.SEX:
        return ChoiceEdit(words.sex_choices(), empty=tr("Chưa chọn"))
    if key is FieldKey.OLD_CARD:
        return ChoiceEdit(words.old_card_choices(), empty=tr("Chưa ghi"))
    if key in _DIGITS:
        return DigitsEdit(length=_DIGITS[key])
    return TextEdit()


def stored(field: Field) -> str:
    """Return what a field holds in stored form; a date that is none yet is kept as typed."""
    if isinstance(field, DateEdit):
        date = field.value()
        return date.iso if date else clean(field.text())
    return field.value()


def show(field: Field, value: str) -> None:
    """Show a stored value in a field."""
    if isinstance(field, DateEdit):
        try:
            field.set_value(PartialDate.from_iso(value) if value else None)
        except ValueError:
            field.setText(value)
    else:
        field.set_value(value)
    if not isinstance(field, ChoiceEdit):
        field.setCursorPosition(0)  # a long address shows its beginning


class FieldsForm(QWidget):
    """Labelled inputs in columns.

    Args:
        fields: which, in order; they run down the columns.
        latest_year: the latest year that makes sense.
        columns: how many columns.
        needed: fields without `(không bắt buộc)`.

    Signals:
        edited (FieldKey, str): the person changed a field; the stored form of its value.
    """

    edited = Signal(object, str)

    def __init__(
        self,
        fields: Sequence[FieldKey],
        latest_year: int,
        *,
        columns: int,
        needed: Iterable[FieldKey] = REQUIRED,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.entries: dict[FieldKey, FormEntry] = {}
        self._quiet = False
        wanted = set(needed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 6, 6, 6)
        per_column = -(-len(fields) // columns)
        for number, key in enumerate(fields):
            field = make_field(key, latest_year)
            label = words.field_label(key)
            entry = FormEntry(label, field)
            if key not in wanted:
                field.setAccessibleName(tr("{label} (không bắt buộc)").format(label=label))
            field.value_changed.connect(self._told(key))
            self.entries[key] = entry
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(entry, number % per_column, number // per_column, top)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._tab_down(fields)
        self.setProperty(OWN_ORDER, True)
        theme.on_change(self.refresh_layout)

    def _told(self, key: FieldKey) -> _Told:
        return _Told(self, key)

    def _tab_down(self, fields: Sequence[FieldKey]) -> None:
        """Tab follows the columns, as the eye does."""
        for before, after in pairwise(fields):
            QWidget.setTabOrder(self.entries[before].field, self.entries[after].field)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self._grid.setHorizontalSpacing(look.fixed(24, 16))
        self._grid.setVerticalSpacing(look.fixed(10, 8))

    def tell(self, key: FieldKey) -> None:
        """Pass on that a field was changed by the person."""
        if self._quiet:
            return
        entry = self.entries[key]
        if entry.error:
            entry.set_error("")
        self.edited.emit(key, stored(entry.field))

    def set_values(self, values: Mapping[FieldKey, str]) -> None:
        """Show stored values; nothing is emitted."""
        self._quiet = True
        for key, entry in self.entries.items():
            show(entry.field, values.get(key, ""))
            entry.set_error("")
            entry.set_warning("")
        self._quiet = False

    def values(self) -> dict[FieldKey, str]:
        """Return all values in stored form."""
        return {key: stored(entry.field) for key, entry in self.entries.items()}

    def show_problems(self, problems: Iterable[Problem]) -> FieldKey | None:
        """Show errors and warnings beside their fields; return the first field with an error."""
        first: FieldKey | None = None
        for entry in self.entries.values():
            entry.set_error("")
            entry.set_warning("")
        for problem in problems:
            place = self.entries.get(problem.field)
            if place is None:
                continue
            if problem.severity is Severity.ERROR:
                if not place.error:
                    place.set_error(problem.message)
                first = first or problem.field
            else:
                place.set_warning(problem.message)
        return first

    def show_warnings(self, problems: Iterable[Problem]) -> None:
        """Show only what to look at again, while somebody is still typing."""
        found = {p.field: p.message for p in problems if p.severity is Severity.WARNING}
        for key, entry in self.entries.items():
            entry.set_warning(found.get(key, ""))

    def focus_field(self, key: FieldKey) -> None:
        """Come to a field with its text selected."""
        field = self.entries[key].field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not isinstance(field, ChoiceEdit):
            field.selectAll()


class _Told:
    """Remembers which field a signal without arguments came from."""

    def __init__(self, form: FieldsForm, key: FieldKey) -> None:
        self._form, self._key = form, key

    def __call__(self) -> None:
        self._form.tell(self._key)
