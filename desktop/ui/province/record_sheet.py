"""One record as its station sent it, or two side by side with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.province.records.views import standing_words
from desktop.province.review.views import RecordDetail
from desktop.ui import theme
from desktop.ui.province.record_words import KINDS, field_order, place_words
from desktop.ui.roster.pairs_words import marks_of
from desktop.ui.roster.person_words import MASKED, field_name, shown
from desktop.ui.theme import Span
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.row_ground import GroundRows
from desktop.ui.widgets.tag import Tag

_TOP = Qt.AlignmentFlag.AlignTop
_NARROW = 640  # px below which words stand under the photo


class _Head(QWidget):
    """Photo, who sent it, receipt number, and how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.photo = ImageView(tr("Ảnh của hồ sơ"), framed=True)
        self.place = PlainLabel("", "strong", wrap=True)
        self.batch = PlainLabel("", "hint", "ink2", wrap=True)
        self.number = PlainLabel("", "hint", "ink2", wrap=True)
        self.tag = Tag("", "neutral")
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (self.place, self.batch, self.number):
            words.addWidget(part)
        words.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(12, 10, 8, 10)
        self._row.setSpacing(12)
        self._row.addWidget(self.photo, 0, _TOP | Qt.AlignmentFlag.AlignLeft)
        self._row.addLayout(words, 1)

    def show_record(self, record: RecordDetail) -> None:
        line = record.line
        picture = QImage.fromData(record.photo) if record.photo else None
        self.photo.set_image(picture)
        self.place.setText(place_words(line))
        self.batch.setText(tr("Lô {n}").format(n=line.sequence))
        self.number.setText(tr("Biên nhận {number}").format(number=line.receipt_number))
        self.tag.set(standing_words(line.standing), KINDS[line.standing])

    def fit(self, size: QSize, *, narrow: bool) -> None:
        self.photo.setFixedSize(size)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


class _Row:
    """The widgets of one field; made once, filled for every record."""

    def __init__(self, grid: QGridLayout, number: int) -> None:
        self.label = PlainLabel("", "label", "ink2", wrap=True)
        self.values = (PlainLabel("", "table", wrap=True), PlainLabel("", "table", wrap=True))
        self.boxes = []
        for column, part in enumerate((self.label, *self.values)):
            box = QWidget()
            layout = QHBoxLayout(box)
            layout.setContentsMargins(12, 4, 8, 4)
            layout.addWidget(part, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(box, number, column)
            self.boxes.append(box)

    def show(self, key: FieldKey, texts: Sequence[str], *, revealed: bool) -> bool:
        """Fill the row; return whether the two values differ."""
        differs = len(texts) == 2 and texts[0] != texts[1]
        spans: tuple[list[Span], list[Span]] = ([], [])
        if differs:
            spans = marks_of(key, texts[0], texts[1], revealed=revealed)
        self.label.setText(field_name(key))
        for side, label in enumerate(self.values):
            stored = texts[side] if side < len(texts) else ""
            label.set_role("table_strong" if differs else "table")
            label.set_color("ink" if stored else "ink3")
            label.setText(shown(key, stored, revealed=revealed) or tr("Không có"))
            label.set_spans(spans[side])
            self.boxes[side + 1].setVisible(side < len(texts))
        self.boxes[0].show()
        return differs

    def hide(self) -> None:
        """Take no room."""
        for box in self.boxes:
            box.hide()


class RecordSheet(Panel):
    """Fields in rows under the photos; numbers are masked until somebody asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._records: tuple[RecordDetail, ...] = ()
        self.is_revealed = False
        self._rows = GroundRows(_Row)
        self.heads = (_Head(), _Head())
        for side, head in enumerate(self.heads):
            self._rows.grid.addWidget(head, 0, side + 1)
        self.body.addWidget(self._rows.frame, 1)
        theme.on_change(self.refresh_rows)

    def show_records(self, *records: RecordDetail) -> None:
        """Show one record, or two side by side; others than before come masked."""
        if [one.line.id for one in records] != [one.line.id for one in self._records]:
            self.is_revealed = False
            self._rows.to_top()
        self._records = records
        self.refresh_rows()

    def reveal(self, revealed: bool) -> None:
        """Show the numbers whole, or masked again."""
        self.is_revealed = revealed
        self.refresh_rows()

    @property
    def has_numbers(self) -> bool:
        """Whether any number is masked."""
        return any(one.fields.get(key) for one in self._records for key in MASKED)

    def refresh_rows(self) -> None:
        """Fill the rows anew."""
        look, grid = theme.current(), self._rows.grid
        grid.setColumnMinimumWidth(0, look.pick(150, 124))
        grid.setColumnStretch(2, 1 if len(self._records) == 2 else 0)
        narrow = self.width() < _NARROW * look.scale
        size = QSize(look.pick(120, 84), look.pick(160, 112))
        for side, head in enumerate(self.heads):
            head.fit(size, narrow=narrow)
            head.setVisible(side < len(self._records))
            if side < len(self._records):
                head.show_record(self._records[side])
        self._rows.fill(field_order(self._records), self._show_field, height=look.pick(36, 30))

    def _show_field(self, row: _Row, key: FieldKey) -> bool:
        texts = [one.fields.get(key, "") for one in self._records]
        return row.show(key, texts, revealed=self.is_revealed)

    def texts(self) -> list[tuple[str, ...]]:
        """Return what each row shows: field, then a value for each record."""
        sides = len(self._records)
        return [
            (row.label.text(), *(label.text() for label in row.values[:sides]))
            for row in self._rows.rows
            if not row.boxes[0].isHidden()
        ]

    @property
    def marked(self) -> list[str]:
        """The names of the fields that differ."""
        marked = self._rows.ground.marked
        return [row.label.text() for n, row in enumerate(self._rows.rows, 1) if n in marked]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it gets narrow, words stand under the photo."""
        super().resizeEvent(event)
        limit = _NARROW * theme.current().scale
        if (event.oldSize().width() < limit) is not (event.size().width() < limit):
            self.refresh_rows()

    def use_key(self, key: int) -> bool:
        """Scroll by a page, when the key is one of these."""
        return self._rows.use_key(key)
