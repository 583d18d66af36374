"""One record for the reviewer: photo and signature, reasons to look, the list beside the record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, Source
from desktop.intake.comparison import differing_words
from desktop.intake.review.rules import same_words
from desktop.intake.review.views import FieldLine, ReviewDetail
from desktop.intake.review.words import finding_words
from desktop.intake.witness_words import screen_words
from desktop.ui import theme
from desktop.ui.intake import field_words as words
from desktop.ui.intake.photo_words import photo_reason_text
from desktop.ui.intake.review_list import taken_words
from desktop.ui.theme import Role, Span
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.row_ground import GroundRows

_TOP = Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LINES = 3  # reasons that stand one below the other; more of them take two columns


class _Head(QWidget):
    """Photo left, who and why in the middle, signature right."""

    def __init__(self) -> None:
        super().__init__()
        self.photo = ImageView(tr("Ảnh của hồ sơ"), framed=True)
        self.name = PlainLabel("", "section", wrap=True)
        self.about = PlainLabel("", "label", "ink2", wrap=True)
        self.taken = PlainLabel("", "label", "ink2", wrap=True)
        self.why = PlainLabel("", "strong", "warn", wrap=True)
        self.more = PlainLabel("", "strong", "warn", wrap=True)
        self.signature = ImageView(tr("Chữ ký"), framed=True, background="#FFFFFF")
        self.unsigned = PlainLabel("", "label", "ink2", wrap=True)
        middle = QVBoxLayout()
        middle.setSpacing(3)
        for part in (self.name, self.about, self.taken):
            middle.addWidget(part)
        middle.addStretch(1)
        reasons = QHBoxLayout()
        reasons.setSpacing(12)
        for part in (self.why, self.more):
            reasons.addWidget(part, 1, _TOP)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.signature)
        right.addWidget(self.unsigned)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(14)
        row.addWidget(self.photo, 0, _TOP)
        beside = QGridLayout()
        beside.setHorizontalSpacing(14)
        beside.setVerticalSpacing(3)
        beside.setColumnStretch(0, 1)
        beside.setRowStretch(1, 1)
        beside.addLayout(middle, 0, 0)
        beside.addLayout(right, 0, 1)
        beside.addLayout(reasons, 1, 0, 1, 2)
        row.addLayout(beside, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.photo.setFixedSize(QSize(look.pick(120, 84), look.pick(160, 112)))
        self.signature.setFixedSize(QSize(look.pick(170, 120), look.pick(84, 60)))
        self.unsigned.setFixedWidth(look.pick(170, 120))
        role: Role = "label" if look.compact else "strong"
        for reasons in (self.why, self.more):
            reasons.set_role(role)

    def show_record(self, detail: ReviewDetail) -> None:
        """Show who, why and both pictures."""
        row, signed = detail.row, detail.sign_exception
        self.photo.set_image(QImage.fromData(detail.photo) if detail.photo else None)
        ink = detail.signature or detail.second_signature
        self.signature.set_image(QImage.fromData(ink) if ink else None)
        self.signature.setVisible(signed is None or ink is not None)
        self.signature.setAccessibleName(tr("Chữ ký") if signed is None else tr("Chữ ký thứ hai"))
        self.name.setText(row.full_name)
        about = [tr("Biên nhận {number}").format(number=row.receipt_number), row.cell]
        if detail.papers:
            about.append(tr("{n} giấy tờ kèm").format(n=len(detail.papers)))
        self.about.setText(" · ".join(part for part in about if part))
        self.taken.setText(taken_words(row))
        self.unsigned.setText("")
        if signed is not None:
            self.unsigned.setText(screen_words(signed))
        why = [f"• {text}" for text in self._reasons(detail)]
        # Many of them one below the other would leave no room for the record itself.
        half = (len(why) + 1) // 2 if len(why) > _LINES else len(why)
        self.why.setText("\n".join(why[:half]) or tr("Máy không thấy điều gì cần xem."))
        self.why.set_color("warn" if why else "ink2")
        self.more.setText("\n".join(why[half:]))
        self.more.setVisible(len(why) > half)

    @staticmethod
    def _reasons(detail: ReviewDetail) -> list[str]:
        found = [finding_words(one) for one in detail.row.findings]
        if detail.photo_exception:
            found.append(photo_reason_text(detail.photo_exception))
        if detail.said is not None:
            found.append(tr("Lần trước: {words}").format(words=detail.said.words))
        return found


class LineRow:
    """The widgets of one field; made once, filled for every record."""

    def __init__(self, grid: QGridLayout, number: int) -> None:
        self.label = PlainLabel("", "label", "ink2", wrap=True)
        self.old = PlainLabel("", "table", wrap=True)
        self.new = PlainLabel("", "table", wrap=True)
        self.remark = PlainLabel("", "hint", "ink2", wrap=True)
        self.boxes = []
        for column, part in enumerate((self.label, self.old, self.new, self.remark)):
            box = QWidget()
            layout = QHBoxLayout(box)
            layout.setContentsMargins(12, 3, 8, 3)
            layout.addWidget(part, 1, _MIDDLE)
            grid.addWidget(box, number, column)
            self.boxes.append(box)

    def show(self, line: FieldLine, *, revealed: bool) -> bool:
        """Fill the row; return whether somebody should look at it."""
        old = words.show_value(line.field, line.listed, revealed=revealed)
        new = words.show_value(line.field, line.value, revealed=revealed)
        differs = bool(line.listed) and not same_words(line.listed, line.value)
        edited = line.source is Source.DECLARED and bool(line.card)
        edited = edited and not same_words(line.card, line.value)
        self.label.setText(words.field_label(line.field, short=True))
        spans: tuple[list[Span], list[Span]] = ([], [])
        if differs and old == line.listed and new == line.value:
            marks = differing_words(old, new)
            spans = _spans(marks[0]), _spans(marks[1])
        for label, shown, stored, mark in (
            (self.old, old, line.listed, spans[0]),
            (self.new, new, line.value, spans[1]),
        ):
            label.set_role("table_strong" if differs else "table")
            label.set_color("ink" if stored else "ink3")
            label.setText(shown or tr("Không có"))
            label.set_spans(mark)
        remark = words.source_word(line.source) if line.source and line.value else ""
        if edited:
            card = words.show_value(line.field, line.card, revealed=revealed)
            remark = tr("Gõ lại, thẻ ghi: {value}").format(value=card)
        self.remark.setText(remark)
        self.remark.set_color("warn" if edited else "ink2")
        for box in self.boxes:
            box.show()
        return differs or edited

    def hide(self) -> None:
        """Take no room."""
        for box in self.boxes:
            box.hide()


def _spans(marks: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(at, size, "mark") for at, size in marks]


class ReviewSheet(Panel):
    """The record at hand; numbers are masked until somebody asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._detail: ReviewDetail | None = None
        self.is_revealed = False
        self.head_view = _Head()
        self.body.setSpacing(0)
        self.body.addWidget(self.head_view)
        self.body.addWidget(rule())
        self._rows = GroundRows(LineRow)
        titles = ("", tr("Danh sách (cũ)"), tr("Hồ sơ (mới)"), tr("Lấy từ đâu"))
        self._rows.put_titles(titles)
        self._scroll = self._rows.frame
        self.body.addWidget(self._scroll, 1)
        theme.on_change(self.refresh_rows)

    def show_detail(self, detail: ReviewDetail) -> None:
        """Show a record; another one than before comes masked."""
        before = self._detail
        if before is None or before.row.application_id != detail.row.application_id:
            self.is_revealed = False
            self._rows.to_top()
        self._detail = detail
        self.head_view.show_record(detail)
        self.refresh_rows()

    def reveal(self, revealed: bool) -> None:
        """Show the numbers whole, or masked again."""
        self.is_revealed = revealed
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Fill the rows anew."""
        look, grid = theme.current(), self._rows.grid
        grid.setColumnMinimumWidth(0, look.pick(150, 118))
        grid.setColumnMinimumWidth(3, look.pick(190, 140))
        lines = self._detail.lines if self._detail else ()
        show = partial(LineRow.show, revealed=self.is_revealed)
        self._rows.fill(lines, show, height=look.pick(34, 28))

    def texts(self) -> dict[FieldKey, tuple[str, str, str]]:
        """Return what each row shows: list, record, where it comes from."""
        lines = self._detail.lines if self._detail else ()
        return {
            line.field: (row.old.text(), row.new.text(), row.remark.text())
            for line, row in zip(lines, self._rows.rows, strict=False)
        }

    @property
    def marked(self) -> set[FieldKey]:
        """The fields somebody should look at."""
        lines = self._detail.lines if self._detail else ()
        return {line.field for n, line in enumerate(lines, 1) if n in self._rows.ground.marked}

    def use_key(self, key: int) -> bool:
        """Scroll by a page, when the key is one of these."""
        return self._rows.use_key(key)
