"""All parts in all their states on one sheet, by day and by night; for eyes and for docs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.common.i18n import mark, tr
from desktop.ui import theme
from desktop.ui.feedback import Message, Notice
from desktop.ui.widgets import paint
from desktop.ui.widgets.buttons import (
    DangerButton,
    FlatButton,
    KeyButton,
    OutlineButton,
    PrimaryButton,
)
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import DateEdit, DigitsEdit, FormEntry
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.inline_bar import InlineBar
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag
from desktop.ui.widgets.toast import Toast

SWATCHES = (
    {
        "bg": mark("Nền"),
        "surface": mark("Mặt"),
        "sunk": mark("Lõm"),
        "line": mark("Kẻ"),
        "line2": mark("Viền"),
        "ink": mark("Mực"),
        "ink2": mark("Mực 2"),
        "ink3": mark("Mực 3"),
    },
    {
        "brand": mark("Sơn"),
        "action": mark("Chàm"),
        "tint": mark("Chọn"),
        "focus": mark("Nghệ"),
        "ok": mark("Đạt"),
        "warn": mark("Cần xem"),
        "bad": mark("Lỗi"),
        "mark": mark("Khác"),
    },
)


class Swatch(QWidget):
    """A colour of the palette."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of the colour."""
        return QSize(72, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the colour."""
        del event
        painter = QPainter(self)
        line = theme.current().palette.line2
        area = QRectF(self.rect())
        paint.box(painter, area, theme.colour(self._token), line, theme.RADIUS_SMALL)
        painter.end()


class Gallery(QWidget):
    """The sheet; `focus_samples` are the widgets whose focus ring it wants to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(12)
        for line in SWATCHES:
            self._column.addLayout(self._swatches(line))
        self._buttons()
        self._tags()
        self._fields()
        self._choices()
        self._bars()
        self._icons()
        self._column.addStretch(1)

    @staticmethod
    def _swatches(tokens: dict[str, str]) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(5)
        grid.setVerticalSpacing(0)
        for place, (token, word) in enumerate(tokens.items()):
            grid.addWidget(Swatch(token), 0, place)
            grid.addWidget(PlainLabel(tr(word), "label", "ink2"), 1, place)
        return grid

    def _line(self, word: str, *parts: QWidget, stretch: bool = True) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        name = PlainLabel(word, "label", "ink2")
        name.setFixedWidth(82)
        line.addWidget(name)
        for part in parts:
            line.addWidget(part)
        if stretch:
            line.addStretch(1)
        self._column.addLayout(line)

    def _buttons(self) -> None:
        off = PrimaryButton(tr("Khóa"))
        off.set_disabled(tr("Chưa chọn hồ sơ nào."))
        self.primary = PrimaryButton(tr("Tiêu điểm"))
        self._line(tr("Nút chính"), PrimaryButton(tr("Thường")), self.primary, off)
        gray: KeyButton = OutlineButton(tr("Khóa"))
        gray.set_disabled(tr("Chưa chọn hồ sơ nào."))
        held = OutlineButton(tr("Nhấn"))
        held.setDown(True)
        self._line(
            tr("Nút phụ"),
            OutlineButton(tr("Thường")),
            held,
            OutlineButton(tr("In lại"), key="Ctrl+P", icon="printer"),
            gray,
            DangerButton(tr("Trả lại")),
            FlatButton(tr("Phẳng")),
        )

    def _tags(self) -> None:
        self._line(
            tr("Nhãn"),
            Tag(tr("Đã xong"), "ok"),
            Tag(tr("Chờ bổ sung"), "warn"),
            Tag(tr("Trùng"), "bad"),
            Tag(tr("Tạm trú"), "info"),
            Tag(tr("Chưa làm"), "neutral"),
            Tag(tr("Khớp"), "ok", boxed=False),
        )

    def _fields(self) -> None:
        number = DigitsEdit()
        locked = FormEntry(tr("Số định danh"), number)
        number.setText("•••• •••• 2345")
        number.set_locked(tr("Số định danh lấy từ thẻ, không sửa ở đây."))
        self.date = DateEdit(latest_year=2025)
        born = FormEntry(tr("Ngày sinh"), self.date, hint=tr("còn 2 số"))
        self.date.setText("12/03/19")
        wrong_field = DigitsEdit()
        wrong = FormEntry(tr("Số định danh"), wrong_field)
        wrong_field.set_value("0140850")
        wrong.set_error(tr("Số định danh phải có đủ 12 chữ số."))
        self._line(tr("Ô nhập"), locked, born, wrong, stretch=False)

    def _choices(self) -> None:
        chosen = ChoiceRow(tr("Theo thẻ"), key="1")
        chosen.setChecked(True)
        self._line(
            tr("Lựa chọn"),
            Chip(tr("Chờ duyệt"), count=12, on=True),
            Chip(tr("Đã trả"), count=2),
            chosen,
            ChoiceRow(tr("Giữ cũ"), key="2"),
        )

    def _bars(self) -> None:
        full = Message(
            "bad",
            tr("Chưa lưu được: ổ đĩa đầy."),
            tr("Hồ sơ vẫn giữ trên màn hình."),
            action=tr("Dọn ổ đĩa"),
        )
        paper = Message(
            "warn", tr("Máy in hết giấy."), tr("2 biên nhận đang chờ."), action=tr("In lại")
        )
        self._column.addWidget(InlineBar(full))
        self._column.addWidget(InlineBar(paper))
        self._column.addWidget(Toast(Notice(tr("Đã duyệt Giàng A Páo"), on_undo=self.update)))
        panel = Panel(padded=False)
        panel.body.addWidget(
            EmptyState(tr("Chưa có hồ sơ nào hôm nay"), tr("Đưa thẻ vào máy quét để bắt đầu."))
        )
        self._column.addWidget(panel)

    def _icons(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(11)
        for place, name in enumerate(theme.icon_names()):
            grid.addWidget(IconLabel(name, "ink2", 20), place // 20, place % 20)
        self._column.addLayout(grid)


def save_pictures(app: QApplication, folder: Path) -> list[Path]:
    """Save the sheet by day and by night as PNG and return the files, for docs and for eyes."""
    before, files = theme.current(), []
    for mode in ("day", "night"):
        theme.apply_theme(app, "night" if mode == "night" else "day", compact=False)
        sheet = Gallery()
        ring = FocusRing(sheet)
        sheet.resize(720, 860)
        sheet.show()
        sheet.activateWindow()
        sheet.primary.setFocus()
        app.processEvents()
        ring.place()
        path = folder / f"parts-{mode}.png"
        sheet.grab().save(str(path))
        sheet.close()
        sheet.deleteLater()
        files.append(path)
    theme.apply_theme(app, before.mode, before.scale, compact=before.compact, field=before.field)
    return files
