"""The values on the check page: label, value, Sửa; an editor opens in the row itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, Source
from desktop.intake.comparison import Verdict
from desktop.intake.rules import DATES, REQUIRED, Severity
from desktop.intake.views import Draft
from desktop.ui import theme
from desktop.ui.intake.field_words import (
    field_label,
    old_card_choices,
    sex_choices,
    show_value,
    shown_or_none,
    source_word,
)
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, DigitsEdit, Field, FormEntry, TextEdit
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

LEFT = (
    FieldKey.FULL_NAME,
    FieldKey.OTHER_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.ETHNICITY,
    FieldKey.RELIGION,
    FieldKey.PERSONAL_ID,
    FieldKey.OLD_ID,
    FieldKey.PHONE,
)
RIGHT = (
    FieldKey.CELL,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_NUMBER,
    FieldKey.CARD_ISSUED_ON,
    FieldKey.FILE_NUMBER,
    FieldKey.OLD_CARD,
    FieldKey.HAND_OVER_AT,
    FieldKey.BIRTH_PLACE,
)
WIDE = (FieldKey.HOMETOWN, FieldKey.RESIDENCE)
ORDER = (*LEFT, *RIGHT, *WIDE)
"""The order of the arrows: down the left column, down the right one, then the wide rows."""

_UNLIKE = {Verdict.DIFFERENT, Verdict.LESS_PRECISE, Verdict.RENAMED, Verdict.POSSIBLE}

IDENTIFIERS = (FieldKey.PERSONAL_ID, FieldKey.CARD_NUMBER, FieldKey.FILE_NUMBER)
"""Locked once card or list gave them; a mistake there is another person, not a slip."""

_DIGITS = {FieldKey.PERSONAL_ID: 12, FieldKey.OLD_ID: 0, FieldKey.PHONE: 0}


@dataclass(frozen=True)
class RowView:
    """What one row shows.

    Attributes:
        value: as stored.
        locked: whether card or list decided it for good.
        note: words of a tag, "" for none.
        warn: whether the tag asks to look again.
        advice: the whole sentence behind a warning tag.
    """

    value: str
    locked: bool = False
    note: str = ""
    warn: bool = False
    advice: str = ""


def row_view(draft: Draft, field: FieldKey) -> RowView:
    """Return what the row of a field shows."""
    value = draft.fields.get(field, "")
    source = draft.choices.get(field)
    problem = next((p for p in draft.problems if p.field is field), None)
    is_error = problem is not None and problem.severity is Severity.ERROR
    given = bool(value) and source in {Source.CARD, Source.LIST}
    locked = field in IDENTIFIERS and given and not is_error
    if problem is not None:
        note = tr("Cần sửa") if is_error else tr("Xem lại")
        return RowView(value, locked, note, warn=True, advice=problem.message)
    differs = any(row.field is field and row.verdict in _UNLIKE for row in draft.comparison)
    if value and source is not None and (differs or source is Source.DECLARED):
        note = source_word(source)
        return RowView(value, locked, note[:1].upper() + note[1:])
    return RowView(value, locked)


def _editor(field: FieldKey, year: int) -> Field:
    """Return the field that edits a fact."""
    if field in DATES:
        return DateEdit(latest_year=year)
    if field in _DIGITS:
        return DigitsEdit(length=_DIGITS[field])
    if field is FieldKey.SEX:
        return ChoiceEdit(sex_choices(), empty=tr("Chưa chọn"))
    if field is FieldKey.OLD_CARD:
        return ChoiceEdit(old_card_choices(), empty=tr("Chưa ghi"))
    return TextEdit(limit=300)


def _label(field: FieldKey) -> str:
    """Return a label that fits the narrow column."""
    if field is FieldKey.CARD_ISSUED_ON:
        return tr("Ngày cấp thẻ cũ")
    if field is FieldKey.HAND_OVER_AT:
        return tr("Nơi nhận thẻ")
    return field_label(field, short=True)


class _EditButton(FlatButton):
    """`Sửa`; the arrows belong to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CheckRow(QWidget):
    """One fact.

    Args:
        field: which fact.
        year: the present year, for dates typed short.

    Signals:
        edit_asked (FieldKey): somebody pressed `Sửa`.
        typed (FieldKey): the open editor changed.
        done (FieldKey): `Xong` was pressed.
        cancelled (FieldKey): `Thôi` was pressed.
    """

    edit_asked = Signal(object)
    typed = Signal(object)
    done = Signal(object)
    cancelled = Signal(object)

    def __init__(self, field: FieldKey, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._year = year
        self.view = RowView("")
        self.entry: FormEntry | None = None
        self._editing: QWidget | None = None
        self.label = PlainLabel(_label(field), "label", "ink2")
        self.value = PlainLabel("", "strong")
        self.tag = Tag("", "info")
        self.button = _EditButton(tr("Sửa"), small=True)
        self.button.setAccessibleName(tr("Sửa {field}").format(field=field_label(field)))
        self.button.clicked.connect(self._ask)
        self.lock = IconLabel("lock", "ink3", 18)
        self.lock.setToolTip(tr("Số này lấy từ thẻ hoặc danh sách, không sửa ở đây."))
        self._shown = QWidget()
        # It asks for no width: a tag would hold the column open, and the value be cut for it.
        self._shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = self._line = QHBoxLayout(self._shown)
        line.setContentsMargins(16, 0, 8, 0)
        line.setSpacing(10)
        line.addWidget(self.label)
        line.addWidget(self.value, 1)
        line.addWidget(self.tag)
        line.addWidget(self.button)
        self._lock_box = QWidget()
        inside = QHBoxLayout(self._lock_box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self._lock_box)
        line.addSpacing(2)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._shown, 1)
        self._layout.addWidget(rule())
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.label.setFixedWidth(look.pick(124, 112))
        self._lock_box.setFixedWidth(self.button.sizeHint().width())
        self._fit()

    def show_view(self, view: RowView) -> None:
        """Show a value."""
        self.view = view
        self.value.setText(shown_or_none(self.field, view.value))
        self.value.set_color("ink" if view.value else "ink3")
        self.value.setAccessibleName(f"{self.label.text()}: {self.value.text()}")
        self.tag.set(view.note, "warn" if view.warn else "info")
        self.tag.setToolTip(view.advice)
        self.button.setVisible(not view.locked)
        self._lock_box.setVisible(view.locked)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the value whole before the words on its source."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep the value whole: drop a tag that only names a source, then take a second line."""
        view, look = self.view, theme.current()
        self.value.setWordWrap(False)
        self.tag.setVisible(bool(view.note))
        short = self._shortage()
        if short > 0 and view.note and not view.warn:
            self.tag.hide()
            short = self._shortage()
        height = look.pick(42, 40)
        if short > 0 and self.width() > 0:
            self.value.setWordWrap(True)
            room = max(48, self.value.sizeHint().width() - short)
            height = max(height, self.value.heightForWidth(room) + 4)
        self._shown.setMinimumHeight(height)
        self.value.setToolTip(view.note)

    def _shortage(self) -> int:
        """Return how many px the line wants beyond the width of the row."""
        self._line.invalidate()
        return self._line.sizeHint().width() - self.width()

    def _ask(self) -> None:
        self.edit_asked.emit(self.field)

    def _typed(self) -> None:
        self.typed.emit(self.field)

    def _finish(self) -> None:
        self.done.emit(self.field)

    def _give_up(self) -> None:
        self.cancelled.emit(self.field)

    # ------------------------------------------------------------ editor

    @property
    def is_open(self) -> bool:
        """Whether the editor is open."""
        return self.entry is not None

    def open_editor(self, value: str | None = None) -> None:
        """Turn the row into an editor with the present value, or with one not stored yet."""
        shown = self.view.value if value is None else value
        editor = _editor(self.field, self._year)
        optional = self.field not in REQUIRED
        self.entry = FormEntry(field_label(self.field), editor, optional=optional)
        if isinstance(editor, DateEdit):
            editor.setText(show_value(self.field, shown))
        else:
            editor.set_value(shown)
        editor.value_changed.connect(self._typed)
        finish = OutlineButton(tr("Xong"), key="Enter", small=True)
        finish.clicked.connect(self._finish)
        cancel = FlatButton(tr("Thôi"), key="Esc", small=True)
        cancel.clicked.connect(self._give_up)
        self._editing = QWidget()
        self._editing.setProperty("surface", "bg")
        self._editing.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._editing)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.entry)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(finish)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self._shown.hide()
        self._layout.insertWidget(0, self._editing)
        editor.setFocus()
        if not isinstance(editor, ChoiceEdit):
            editor.selectAll()

    def close_editor(self) -> None:
        """Show the row again, with the focus on its `Sửa`."""
        if self._editing is not None:
            self._layout.removeWidget(self._editing)
            self._editing.hide()
            self._editing.deleteLater()
        self._editing, self.entry = None, None
        self._shown.show()

    def typed_value(self) -> tuple[str, str]:
        """Return the value to store and what is wrong with its form ("" if nothing)."""
        assert self.entry is not None
        editor = self.entry.field
        if isinstance(editor, DateEdit):
            date = editor.value()
            return (date.iso if date else ""), editor.problem()
        return editor.value(), ""
