"""Old letters: what the file says, what it would become, and the choice of another reading."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.ui import theme
from desktop.ui.roster.import_flow import Looked
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table

_LINES = 5


def encoding_words() -> list[tuple[str, str]]:
    """Return every encoding a person may choose, (value, words)."""
    return [
        ("tcvn3", tr("TCVN3 (phông .VnTime, .VnArial)")),
        ("vni", tr("VNI (phông VNI-Times)")),
        ("cp1258", tr("Windows-1258")),
        ("mojibake", tr("Unicode bị đọc nhầm (Ã, áº)")),
        ("utf-8", tr("Unicode, giữ nguyên chữ trong tệp")),
        ("utf-16", tr("Unicode UTF-16, giữ nguyên chữ trong tệp")),
    ]


class EncodingFace(QWidget):
    """Five lines before and after.

    Signals:
        tried (str): another encoding was chosen; the file is to be read with it.
    """

    tried = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.text = PlainLabel("", "body", "ink2", wrap=True)
        self.table = Table(
            (
                Column(tr("Trong tệp"), lambda pair: Cell(pair[0], quiet=True)),
                Column(tr("Sẽ thành"), lambda pair: Cell(pair[1], strong=True)),
            ),
            tr("Chữ trước và sau khi chuyển"),
            selectable=False,
        )
        self.choice = ChoiceEdit(encoding_words(), tr("Bảng mã của tệp"))
        self.choice.activated.connect(self._try)
        frame = Panel(padded=False)
        frame.body.addWidget(self.table)
        side = Panel()
        side.body.addWidget(FormEntry(tr("Bảng mã của tệp"), self.choice))
        hint = tr(
            "Chưa đúng thì chọn bảng mã khác; bảng bên trái đổi theo. Phím F4 mở các lựa chọn."
        )
        side.body.addWidget(PlainLabel(hint, "hint", "ink2", wrap=True))
        side.body.addStretch(1)
        self._frame, self._side = frame, side
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(frame, 1)
        both.addWidget(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.text)
        box.addLayout(both)
        box.addStretch(1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force: five lines and the head, no more."""
        look = theme.current()
        self._frame.setFixedHeight(look.pick(44, 40) * _LINES + look.pick(34, 30) + 2)
        self._side.setFixedWidth(look.pick(380, 368))

    def ask(self, looked: Looked) -> None:
        """Show what the conversion does."""
        source = looked.preview.source
        pairs = list(source.samples[:_LINES])
        if not pairs:
            names = [row.fields[FieldKey.FULL_NAME] for row in looked.preview.people[:_LINES]]
            pairs = [(name, name) for name in names]
        words = tr(
            "Tệp “{file}” dùng chữ {kind}. Xem vài dòng dưới đây trước khi chuyển sang Unicode."
        )
        known = dict(encoding_words())
        kind = known.get(source.encoding, source.encoding)
        self.text.setText(words.format(file=source.file_name, kind=kind))
        self.table.set_rows(pairs)
        self.choice.set_value(looked.reading.encoding or source.encoding)
        self.choice.setFocus()

    def _try(self) -> None:
        self.tried.emit(self.choice.value())
