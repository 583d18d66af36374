"""Two records of one person side by side: the office's left, the laptop's right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.field.kits.views import ConflictDetail, Face, FieldPair, Side
from desktop.intake.review.views import FieldLine
from desktop.ui import theme
from desktop.ui.intake.review_sheet import LineRow
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.row_ground import GroundRows
from desktop.ui.widgets.state_words import state_name

_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class _Half(QWidget):
    """One record: whose it is, its number, when and by whom; photo and signature."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.title = PlainLabel(words, "label", "ink2")
        self.number = PlainLabel("", "section")
        self.about = PlainLabel("", "label", "ink2", wrap=True)
        self.photo = ImageView(tr("Ảnh của hồ sơ"), framed=True)
        self.signature = ImageView(tr("Chữ ký"), framed=True, background="#FFFFFF")
        told = QVBoxLayout()
        told.setSpacing(2)
        for part in (self.title, self.number, self.about):
            told.addWidget(part)
        told.addWidget(self.signature, 0, Qt.AlignmentFlag.AlignLeft)
        told.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.photo, 0, _TOP)
        row.addLayout(told, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.photo.setFixedSize(QSize(look.pick(120, 84), look.pick(160, 112)))
        self.signature.setFixedSize(QSize(look.pick(170, 120), look.pick(72, 44)))

    def show_side(self, side: Side | None, face: Face | None) -> None:
        """Show a record, or that there is none."""
        has = side is not None and face is not None
        self.photo.setVisible(has)
        self.signature.setVisible(has)
        if side is None or face is None:
            self.number.setText(tr("Chưa có hồ sơ"))
            self.about.setText(
                tr("Sau máy này, người này đã được giao cho máy khác; hồ sơ của máy đó chưa về.")
            )
            return
        self.photo.set_image(QImage.fromData(face.photo) if face.photo else None)
        self.signature.set_image(QImage.fromData(face.signature) if face.signature else None)
        self.number.setText(side.receipt_number or tr("Chưa có số biên nhận"))
        about = [state_name(ApplicationState(side.state))]
        if side.received_at is not None:
            about.append(f"{show_time(side.received_at)} {show_date(side.received_at)}")
        about.append(tr("Quầy {code}").format(code=side.station))
        if side.received_by:
            about.append(side.received_by)
        self.about.setText(" · ".join(about))


class ConflictSheet(Panel):
    """The conflict at hand; numbers are masked until somebody asks for them."""

    def __init__(self) -> None:
        super().__init__(padded=False)
        self._detail: ConflictDetail | None = None
        self.is_revealed = False
        self.ours, self.theirs = _Half(tr("Văn phòng")), _Half(tr("Máy lưu động"))
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self.ours, 1)
        both.addWidget(self.theirs, 1)
        self.body.setSpacing(0)
        self.body.addLayout(both)
        self.body.addWidget(rule())
        self._rows = GroundRows(_pair_row)
        self._rows.put_titles(("", tr("Văn phòng"), tr("Máy lưu động")))
        self.body.addWidget(self._rows.frame, 1)
        theme.on_change(self.refresh_rows)

    def show_detail(self, detail: ConflictDetail) -> None:
        """Show both records; masked."""
        self._detail = detail
        self.is_revealed = False
        self._rows.to_top()
        self.ours.show_side(detail.conflict.ours, detail.ours)
        self.theirs.show_side(detail.conflict.theirs, detail.theirs)
        self.refresh_rows()

    def reveal(self, revealed: bool) -> None:
        """Show the numbers whole, or masked again."""
        self.is_revealed = revealed
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Fill the rows anew."""
        look = theme.current()
        self._rows.grid.setColumnMinimumWidth(0, look.pick(150, 118))
        pairs = self._detail.pairs if self._detail else ()
        self._rows.fill(pairs, self._show_pair, height=look.pick(34, 28))

    def _show_pair(self, row: LineRow, pair: FieldPair) -> bool:
        line = FieldLine(pair.field, pair.ours, pair.theirs, "", None)
        row.show(line, revealed=self.is_revealed)
        return pair.ours != pair.theirs

    def scroll_by(self, pages: int) -> None:
        """Scroll by pages of the rows."""
        self._rows.scroll_by(pages)


def _pair_row(grid: QGridLayout, number: int) -> LineRow:
    row = LineRow(grid, number)
    row.boxes.pop().hide()  # where a value comes from is not asked here
    return row
