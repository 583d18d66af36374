"""What is the matter with one line of the preview, and what to do about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.roster.keeping.views import PROBLEMS, FieldChange, GonePerson
from desktop.ui import theme
from desktop.ui.roster.column_words import STATUS, field_word, shown
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.import_flow import Chosen
from desktop.ui.roster.preview_rows import Line, Mood
from desktop.ui.roster.row_answers import (
    MEND,
    answer_of,
    answers_for,
    text_to_mend,
)
from desktop.ui.roster.tick_row import TickRow
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_TEXTS = 3
_TICKS = 5
_NOT_BY_ITSELF = frozenset({PROBLEMS})


class RowPanel(SidePanel):
    """The side panel of the preview.

    Signals:
        answered (Line, str): the line is kept, dropped, or given a status; see `row_answers`.
        mended (Line, str, str): a field and what it is to be.
        change_switched (Line, FieldChange, bool): whether one change is made.
        next_wanted: the next line.
    """

    answered = Signal(object, str)
    mended = Signal(object, str, str)
    change_switched = Signal(object, object, bool)
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Dòng đang chọn"), width=360, small_width=288)
        self._line: Line | None = None
        self._chosen = Chosen()
        self._field = ""
        self._parts: list[QWidget] = []
        self.answers: ChoiceList | None = None
        self.ticks: list[TickRow] = []
        self.count = PlainLabel("", "label", "ink2")
        self.head.addWidget(self.count)
        self._name = PlainLabel("", "section", wrap=True)
        self._cell = PlainLabel("", "hint", "ink2", wrap=True)
        self._file = PlainLabel("", "label", "ink2")
        self._raw = PlainLabel("", "strong", wrap=True)
        self._texts = [PlainLabel("", "body", wrap=True) for _ in range(_TEXTS)]
        self.field = TextEdit(tr("Sửa thành"))
        self.entry = FormEntry(tr("Sửa thành"), self.field, hint=tr("Enter để ghi vào dòng này."))
        self.next = OutlineButton(tr("Dòng tiếp theo"), key="PgDn", small=True)
        self.next.clicked.connect(self.next_wanted)
        # The layout has to come to the field before it can be scrolled to.
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._lay_out()
        self._reveal.timeout.connect(self._show_field)
        theme.on_change(self._fit)
        self.show_line(None, Chosen())

    def _lay_out(self) -> None:
        for part in (self._name, self._cell, self._file, self._raw, *self._texts):
            self.inside.addWidget(part)
        self._choices = QVBoxLayout()
        self.inside.addLayout(self._choices)
        self.inside.addWidget(self.entry)
        self.inside.addStretch(1)
        self.below.addWidget(self.next)

    def _fit(self) -> None:
        """Follow the look in force; a small screen needs the room of the button."""
        look = theme.current()
        self.foot_box.setVisible(not look.compact)
        self.inside.setSpacing(look.fixed(6, 4))
        self._choices.setSpacing(look.fixed(8, 6))

    # ------------------------------------------------------------ what is shown

    def show_place(self, place: int, total: int) -> None:
        """Say which of the lines shown this is."""
        words = tr("{n} trong {all}").format(n=grouped(place), all=grouped(total))
        self.count.setText(words if total else "")
        self.next.setEnabled(place < total)

    def show_line(self, line: Line | None, chosen: Chosen) -> None:
        """Show a line and the answer that holds; None shows an empty panel."""
        self._line, self._chosen = line, chosen
        self.scroll_up()
        self._clear()
        if line is None:
            self.set_title(tr("Dòng đang chọn"))
            for part in (self._cell, self._file, self._raw, *self._texts):
                part.hide()
            self._name.setText(tr("Không có dòng nào để xem."))
            return
        number = tr("Dòng {n}").format(n=grouped(line.number))
        self.set_title(number if line.number else tr("Không có trong tệp"))
        self._name.setText(line.name)
        self._put(self._cell, line.value(FieldKey.CELL))
        raw = " · ".join(
            shown(field, said) for field in sorted(line.guilty) if (said := line.said(field))
        )
        self._put(self._file, tr("Trong tệp") if raw and not theme.current().compact else "")
        self._put(self._raw, raw)
        texts = line.messages or (_calm_words(line),)
        for number_, label in enumerate(self._texts):
            self._put(label, texts[number_] if number_ < len(texts) else "")
        self._show_choices(line, chosen)

    def _show_choices(self, line: Line, chosen: Chosen) -> None:
        answers = answers_for(line)
        changes = [
            pair
            for pair in chosen.changes_of(line.number, line.changed)
            if pair[0].field not in _NOT_BY_ITSELF
        ]
        if answers:
            self.answers = ChoiceList(
                answers, selected=answer_of(line, chosen), name=tr("Làm gì với dòng này")
            )
            self.answers.chosen.connect(self._answer)
        if len(changes) == 1 and changes[0][1]:
            # The two answers say all there is to say.
            self._add(PlainLabel(_change_words(changes[0][0]), "body", wrap=True))
            changes = []
        if self.answers is not None:
            self._add(self.answers)
        for number, (change, is_made) in enumerate(changes[:_TICKS], start=len(answers) + 1):
            self._add(self._tick(change, is_made, number))
        if len(changes) > _TICKS:
            words = tr("và {n} chỗ nữa").format(n=len(changes) - _TICKS)
            self._add(PlainLabel(words, "hint", "ink2"))

    def _tick(self, change: FieldChange, is_made: bool, number: int) -> QWidget:
        can_be_left = change.field == STATUS or change.field in set(FieldKey)
        if not can_be_left:
            return PlainLabel(_change_words(change), "hint", "ink2", wrap=True)
        row = TickRow(
            field_word(change.field),
            detail=_from_to(change),
            key=str(number) if number < 10 else "",
            on=is_made,
        )
        row.toggled.connect(partial(self._switch, change))
        self.ticks.append(row)
        return row

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._choices.addWidget(part)
        # At once, not when the layout comes to it: its digits must work for a quick hand.
        part.show()

    def _clear(self) -> None:
        self.entry.hide()
        self.entry.set_error("")
        self._field = ""
        self.answers = None
        self.ticks = []
        for part in self._parts:
            self._choices.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []

    @staticmethod
    def _put(label: PlainLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    # ------------------------------------------------------------ answers

    @property
    def is_mending(self) -> bool:
        """Whether the cursor stands in the field that mends a value."""
        return bool(self._field) and self.field.hasFocus()

    def typed(self) -> tuple[int, str, str] | None:
        """Return what is being typed: row, field and text; None when nothing is."""
        if self._line is None or not self.is_mending:
            return None
        return self._line.number, self._field, self.field.text()

    def resume(self, row_number: int, field: str, text: str) -> None:
        """Go on typing where the table was shown anew meanwhile."""
        line = self._line
        if line is None or line.number != row_number or self.answers is None:
            return
        if f"{MEND}{field}" in self.answers.rows:
            self.answers.set_value(f"{MEND}{field}")
            self._open_field(line, field)
            self.field.setText(text)

    def mend(self) -> None:
        """Take what was typed as the value of the field."""
        if self._line is not None and self._field:
            field, self._field = self._field, ""
            self.entry.hide()
            self.mended.emit(self._line, field, self.field.value())

    def leave_field(self) -> None:
        """Close the field without taking anything."""
        self.show_line(self._line, self._chosen)

    def _answer(self, value: str) -> None:
        line = self._line
        if line is None:
            return
        if value.startswith(MEND):
            self._open_field(line, value.removeprefix(MEND))
            return
        self.entry.hide()
        self._field = ""
        self.answered.emit(line, value)

    def _open_field(self, line: Line, field: str) -> None:
        self._field = field
        self.entry.label.setText(field_word(field))
        self.field.setAccessibleName(field_word(field))
        self.field.set_value(text_to_mend(line, field))
        self.entry.show()
        self.field.setFocus()
        self.field.selectAll()
        if theme.current().compact:
            # The field says the same; it needs the room.
            for part in (self._cell, self._file, self._raw):
                part.hide()
        self._reveal.start()

    def _show_field(self) -> None:
        self.bring_into_sight(self.entry)

    def _switch(self, change: FieldChange, is_made: bool) -> None:
        if self._line is not None:
            self.change_switched.emit(self._line, change, is_made)


def _from_to(change: FieldChange) -> str:
    old, new = (shown(change.field, text) for text in (change.old, change.new))
    return f"{old or tr('Không có')} → {new or tr('Không có')}"


def _change_words(change: FieldChange) -> str:
    return f"{field_word(change.field)}: {_from_to(change)}"


def _calm_words(line: Line) -> str:
    if isinstance(line.row, GonePerson):
        return tr("Có trong danh sách trước, tệp này không ghi. Không ai bị xóa.")
    if Mood.CHANGED in line.moods:
        only = line.changed is not None and not line.changed.fields
        words = tr("Không giá trị nào đổi, chỉ lời nhắc trên dòng khác lần trước.")
        return words if only else ""
    if Mood.NEW in line.moods:
        return tr("Người này chưa có trong danh sách.")
    return tr("Giống danh sách đang có, không đổi gì.")
