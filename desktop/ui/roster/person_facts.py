"""Left on the page of one person: every fact, what each source says of it, and its change."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.roster import person_words as words
from desktop.ui.roster.person_editor import PersonEditor
from desktop.ui.roster.person_file import FactLine, PersonFile
from desktop.ui.roster.preview_rows import SHORT
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table


class FactDetail(QWidget):
    """The selected fact in full: a table line cuts long values, this does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = PlainLabel("", "strong", wrap=True)
        self.note = PlainLabel("", "hint", "ink2", wrap=True)
        self.reveal_button = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.edit_button = OutlineButton(tr("Sửa dòng này"), key="F2", icon="edit", small=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.value)
        column.addWidget(self.note)
        column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addLayout(column, 1)
        for button in (self.reveal_button, self.edit_button):
            self._row.addWidget(button)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self._row.setContentsMargins(look.fixed(16, 12), 8, look.fixed(16, 12), 8)
        self._row.setSpacing(8)
        # Selecting another line must not move the table.
        lines = theme.line_height(look.font("strong")) + 2 * theme.line_height(look.font("hint"))
        self.setMinimumHeight(lines + 18)

    def show_line(self, line: FactLine | None, *, revealed: bool) -> None:
        """Show one fact; None shows nothing."""
        if line is None:
            self.value.setText("")
            self.note.setText("")
            self.edit_button.hide()
            return
        value = words.shown(line.field, line.value, revealed=revealed)
        shown = value or tr("chưa có")
        self.value.setText(tr("{field}: {value}").format(field=line.label, value=shown))
        note = _note(line, revealed=revealed) or _about_numbers(line, revealed)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.edit_button.setVisible(line.is_editable)


def _about_numbers(line: FactLine, revealed: bool) -> str:
    if line.field not in words.MASKED or not line.value:
        return ""
    if revealed:
        return tr("Đang hiện đủ số. Bản in lúc này cũng có đủ số.")
    return tr("Số được che. Mỗi lần hiện số đều ghi vào nhật ký.")


def _note(line: FactLine, *, revealed: bool) -> str:
    parts = [one.message for one in line.problems]
    for one in line.problems:
        if one.value and one.value != line.value:
            raw = words.shown(line.field, one.value, revealed=revealed)
            parts.append(tr("Trong tệp ghi: {value}.").format(value=raw))
    if line.own:
        own = words.shown(line.field, line.own, revealed=revealed)
        parts.append(tr("Danh sách gửi đến ghi: {value}; đã sửa tại đây.").format(value=own))
    for kind, value in line.said.items():
        if value and (kind in line.at_odds or not line.value):
            said = words.shown(line.field, value, revealed=revealed)
            parts.append(
                tr("{source} ghi: {value}.").format(source=words.source_name(kind), value=said)
            )
    if not line.is_editable:
        parts.append(tr("Cột khác trong tệp, giữ nguyên như tệp."))
    return " ".join(parts)


class PersonFacts(Panel):
    """The table of facts; numbers stay masked until F5.

    Signals:
        reveal_wanted: somebody wants to see the numbers whole.
        edit_wanted: the selected fact is to be changed.
        changed (str, str, str): field, value as typed and reason, ready to be kept.
    """

    reveal_wanted = Signal()
    edit_wanted = Signal()
    changed = Signal(str, str, str)

    def __init__(self, latest_year: int, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._file: PersonFile | None = None
        self._revealed = False
        self._tables: dict[tuple[str, ...], Table] = {}
        holder = QWidget(self)
        self._places = QStackedLayout(holder)
        self.body.setSpacing(0)
        self.body.addWidget(holder, 1)
        self.body.addWidget(rule())
        self.detail = FactDetail()
        self.detail.edit_button.clicked.connect(self.edit_wanted)
        self.editor = PersonEditor(latest_year)
        self.editor.wanted.connect(self.changed)
        self.editor.hide()
        self.body.addWidget(self.detail)
        self.body.addWidget(self.editor)
        self.reveal_button = self.detail.reveal_button
        self.reveal_button.clicked.connect(self.reveal_wanted)
        self.table = self._table_for(())

    # ------------------------------------------------------------ what is shown

    def _table_for(self, kinds: tuple[str, ...]) -> Table:
        """Return the table with a column for each source that speaks of the person."""
        table = self._tables.get(kinds)
        if table is None:
            columns = (
                Column(tr("Mục"), self._label, width=176),
                Column(tr("Danh sách"), self._value, stretch=3),
                *(
                    Column(words.source_name(kind), partial(self._said, kind), stretch=2)
                    for kind in kinds
                ),
                Column(tr("Cần xem"), _remark, width=196),
            )
            table = self._tables[kinds] = Table(columns, tr("Thông tin của người này"))
            table.row_changed.connect(self._selected)
            table.doubleClicked.connect(self.edit_wanted)
            self._places.addWidget(table)
        return table

    @staticmethod
    def _label(line: FactLine) -> Cell:
        return Cell(line.label, quiet=True)

    def _value(self, line: FactLine) -> Cell:
        shown = words.shown(line.field, line.value, revealed=self._revealed)
        tint: Literal["", "warn"] = "warn" if line.problems and shown else ""
        return Cell(shown or "–", strong=line.field == "full_name", quiet=not shown, tint=tint)

    def _said(self, kind: str, line: FactLine) -> Cell:
        shown = words.shown(line.field, line.said.get(kind, ""), revealed=self._revealed)
        tint: Literal["", "mark"] = "mark" if kind in line.at_odds else ""
        return Cell(shown or "–", quiet=not shown, tint=tint)

    @property
    def is_revealed(self) -> bool:
        """Whether the numbers are shown whole."""
        return self._revealed

    def set_revealed(self, revealed: bool) -> None:
        """Show numbers whole (the look was recorded) or masked."""
        self._revealed = revealed
        self.reveal_button.setText(tr("Che số") if revealed else tr("Hiện số"))
        self.table.viewport().update()
        self._selected(self.table.current_row())

    def show_file(self, file: PersonFile, *, keep: bool) -> None:
        """Show a person.

        Args:
            file: whom.
            keep: stay at the selected line: it is the same person as before.
        """
        current = self.current()
        self._file = file
        self.table = self._table_for(file.sources)
        self._places.setCurrentWidget(self.table)
        lines = file.facts()
        fields = [line.field for line in lines]
        is_there = keep and current is not None and current.field in fields
        select = fields.index(current.field) if current and is_there else 0
        self.table.set_rows(lines, select=select)

    def current(self) -> FactLine | None:
        """Return the selected fact."""
        line = self.table.current_row()
        return line if isinstance(line, FactLine) else None

    def select(self, field: str) -> None:
        """Select a fact."""
        fields = [line.field for line in self.table.rows]
        if field in fields:
            self.table.select_row(fields.index(field))

    def _selected(self, line: object) -> None:
        shown = line if isinstance(line, FactLine) else None
        self.detail.show_line(shown, revealed=self._revealed)

    # ------------------------------------------------------------ changing

    @property
    def is_editing(self) -> bool:
        """Whether the line below the table takes a new value."""
        return self.editor.is_open

    def open_editor(self, line: FactLine) -> None:
        """Change a fact in the line below the table."""
        self.detail.hide()
        self.editor.show()
        self.editor.open(line)
        self.table.setEnabled(False)
        # The table got another height: the line that is changed stays in sight.
        QTimer.singleShot(0, self.table, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self.table.scrollTo(self.table.currentIndex())

    def close_editor(self) -> None:
        """Come back to the table."""
        self.editor.close_line()
        self.editor.hide()
        self.detail.show()
        self.table.setEnabled(True)
        self.table.setFocus()


def _remark(line: FactLine) -> Cell:
    if line.problems:
        code = line.problems[0].code
        return Cell(tr(SHORT[code]) if code in SHORT else tr("Cần xem"), tag="warn")
    if line.at_odds:
        return Cell(tr("Khác nhau"), tag="warn")
    if line.own:
        return Cell(tr("Đã sửa tại đây"), tag="info", icon="edit")
    return Cell("")
