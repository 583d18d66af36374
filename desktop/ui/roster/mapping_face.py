"""How the columns of a file are understood, and the way to say otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import EXTRA, IGNORE, ColumnChoice, HeaderMapping, mapping_of
from desktop.roster.reading.sheet import IN_PIECES
from desktop.roster.views import ImportPreview
from desktop.ui import theme
from desktop.ui.roster.column_words import OLD_NUMBER, mask, meaning_word, meanings, shown
from desktop.ui.roster.face_words import FaceWords
from desktop.ui.roster.import_flow import Looked, Question, Reading, names_people
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table

_MUST_BE_SURE = (FieldKey.FULL_NAME.value, FieldKey.PERSONAL_ID.value)


@dataclass(frozen=True)
class ColumnLine:
    """One column of the file.

    Attributes:
        meaning: a field, `extra` or `ignore`.
        was: what it was taken for before.
    """

    letters: str
    header: str
    samples: tuple[str, ...]
    meaning: str
    was: str
    is_hidden: bool = False


def column_lines(preview: ImportPreview) -> list[ColumnLine]:
    """Return the columns of a preview."""
    found = []
    for column in preview.source.columns:
        meaning = IGNORE if column.is_ignored else column.field or EXTRA
        texts = tuple(_sample(meaning, text) for text in column.samples)
        found.append(
            ColumnLine(column.letters, column.header, texts, meaning, meaning, column.is_hidden)
        )
    return found


def _sample(meaning: str, text: str) -> str:
    # A number of a person stays masked, whatever its column is taken for.
    return mask(text) if text.isdigit() and len(text) >= OLD_NUMBER else shown(meaning, text)


def _meaning_cell(line: ColumnLine) -> Cell:
    words = meaning_word(line.meaning)
    if line.meaning != line.was:
        return Cell(words, tag="info", icon="edit")
    if line.meaning in {EXTRA, IGNORE}:
        return Cell(words, tag="neutral", plain_tag=True)
    return Cell(words, tag="ok", plain_tag=True)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Cột"), lambda line: Cell(line.letters, strong=True), width=64),
        Column(tr("Tiêu đề trong tệp"), lambda line: line.header or tr("(không có)"), stretch=3),
        Column(
            tr("Ví dụ"),
            lambda line: Cell(" · ".join(line.samples), quiet=True),
            stretch=3,
            drop=1,
        ),
        Column(tr("Được hiểu là"), _meaning_cell, width=244),
    )


class _ColumnPanel(Panel):
    """One column and what it is taken for."""

    def __init__(self) -> None:
        super().__init__(tr("Cột đang chọn"))
        self.header = PlainLabel("", "strong", wrap=True)
        self.hint = PlainLabel("", "hint", "ink2", wrap=True)
        self.samples = PlainLabel("", "body", "ink2", wrap=True)
        self.choice = ChoiceEdit(meanings(), tr("Cột này là"))
        self.choice.setMaxVisibleItems(14)
        self.place = PlainLabel("", "strong")
        self.up = OutlineButton(tr("Lên"), key="Alt+Up", small=True)
        self.down = OutlineButton(tr("Xuống"), key="Alt+Down", small=True)
        self.body.addWidget(self.header)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.samples)
        self.body.addWidget(FormEntry(tr("Cột này là"), self.choice))
        self.body.addStretch(1)
        self.body.addWidget(rule())
        self.body.addWidget(PlainLabel(tr("Dòng tiêu đề"), "label", "ink2"))
        self.body.addWidget(self.place)
        moves = QHBoxLayout()
        moves.setSpacing(8)
        moves.addWidget(self.up)
        moves.addWidget(self.down)
        self.body.addLayout(moves)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(344, 324))

    def show_line(self, line: ColumnLine | None) -> None:
        """Show a column; its choice does not tell anybody."""
        self.choice.setEnabled(line is not None)
        if line is None:
            return
        self.set_title(tr("Cột {letters}").format(letters=line.letters))
        self.header.setText(line.header or tr("Cột không có tiêu đề"))
        self.hint.setText(tr("Cột này bị ẩn trong tệp."))
        self.hint.setVisible(line.is_hidden)
        self.samples.setText("\n".join(line.samples) or tr("Cột không có dữ liệu."))
        self.choice.blockSignals(True)
        self.choice.set_value(line.meaning)
        self.choice.blockSignals(False)


class MappingFace(QWidget):
    """The columns as a table; the chosen one can be taken for something else.

    Signals:
        header_moved (int): the header is to begin at this row of the file.
        changed: a column was taken for something else.
    """

    header_moved = Signal(int)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looked: Looked | None = None
        self._row = 1
        self.text = PlainLabel("", "body", "ink2", wrap=True)
        self.table = Table(_columns(), tr("Các cột của tệp"))
        self.table.setMinimumHeight(170)
        self.side = _ColumnPanel()
        self.table.row_changed.connect(self.side.show_line)
        QShortcut(QKeySequence("F4"), self.table).activated.connect(self.open_choice)
        self.side.choice.activated.connect(self._choose)
        self.side.up.clicked.connect(self._up)
        self.side.down.clicked.connect(self._down)
        frame = Panel(padded=False)
        frame.body.addWidget(self.table)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(frame, 1)
        both.addWidget(self.side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.text)
        box.addLayout(both, 1)

    def show_columns(self, looked: Looked) -> None:
        """Show how a file was understood."""
        self._looked = looked
        source = looked.preview.source
        rows = source.header_rows
        self._row = rows[0] if rows else 0
        self.side.place.setText(_place_words(rows))
        self.side.up.setEnabled(self._row > 0)
        if looked.trouble:
            words = (
                looked.trouble + " " + tr("Chỉ ra từng cột, hoặc chuyển dòng tiêu đề lên, xuống.")
            )
        elif looked.is_known_header:
            words = tr("Đã dùng cách ghép cột lần trước. Sửa ở đây nếu lần này khác.")
        elif any(column.is_told for column in source.columns):
            words = tr(
                "Tiêu đề chưa rõ nên một số cột được hiểu theo nội dung. Xem lại từng cột, rồi "
                "xem trước."
            )
        else:
            words = tr(
                "Chọn một cột rồi nói cột đó là gì. Cách ghép được nhớ cho tệp sau cùng mẫu."
            )
        self.text.setText(words)
        kept = self.table.currentIndex().row()
        self.table.set_rows(column_lines(looked.preview), select=max(kept, 0))
        self.table.setFocus()

    def words(self) -> FaceWords:
        """Return what stands around the face."""
        title = tr("Các cột trong tệp được hiểu thế nào?")
        primary = tr("Ghép lại và xem trước") if self.is_changed else tr("Xem trước")
        return FaceWords(title, primary, reason=self.trouble(), stop=tr("Thôi"))

    def open_choice(self) -> None:
        """Open the choice of the selected column."""
        self.side.choice.setFocus()
        self.side.choice.showPopup()

    def trouble(self) -> str:
        """Return why the columns cannot be used like this, empty when they can."""
        lines: list[ColumnLine] = self.table.rows
        fields = [line.meaning for line in lines if line.meaning not in {EXTRA, IGNORE}]
        if not names_people(set(fields)):
            return tr("Chọn cột họ và tên trước.")
        in_doubt = set(_MUST_BE_SURE if self._looked and self._looked.trouble else ())
        touched = {line.meaning for line in lines if line.meaning != line.was}
        for field in (in_doubt | touched) - {EXTRA, IGNORE, *IN_PIECES}:
            if fields.count(field) > 1:
                return tr("Hai cột cùng là “{field}”.").format(field=meaning_word(field))
        return ""

    @property
    def is_changed(self) -> bool:
        """Whether a column was taken for something else."""
        return any(line.meaning != line.was for line in self.table.rows)

    def answered(self) -> Reading | None:
        """Return the reading with the columns as they stand on the face."""
        looked = self._looked
        if looked is None:
            return None
        reading = looked.reading
        if not self.is_changed:
            return reading.saying(Question.COLUMNS)
        choices = tuple(
            ColumnChoice(line.header, line.meaning, line.letters) for line in self.table.rows
        )
        fingerprint = mapping_of(looked.preview.source).header_fingerprint
        row = looked.preview.source.header_rows[:1] or (0,)
        return reading.saying(
            Question.COLUMNS, mapping=HeaderMapping(fingerprint, choices), header_row=row[0]
        )

    def _choose(self) -> None:
        line = self.table.current_row()
        if not isinstance(line, ColumnLine):
            return
        rows: list[ColumnLine] = self.table.rows
        place = self.table.currentIndex().row()
        rows[place] = replace(line, meaning=self.side.choice.value())
        self.table.set_rows(rows, select=place)
        self.changed.emit()

    def _up(self) -> None:
        self.header_moved.emit(max(0, self._row - 1))

    def _down(self) -> None:
        self.header_moved.emit(self._row + 1)


def _place_words(rows: tuple[int, ...]) -> str:
    if not rows:
        return tr("Tệp không có dòng tiêu đề")
    if len(rows) == 1:
        return tr("Dòng {n} của tệp").format(n=rows[0])
    return tr("Dòng {first} đến {last} của tệp").format(first=rows[0], last=rows[-1])
