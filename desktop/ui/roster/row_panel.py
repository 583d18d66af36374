"""What is the matter with one row of a file, and what to do about it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.ui import theme
from desktop.ui.roster.preview_rows import Line, Mood
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_SHOWN = 4


class RowPanel(Panel):
    """The side panel of the preview."""

    def __init__(self) -> None:
        super().__init__(tr("Dòng đang chọn"))
        self._name = PlainLabel("", "section", wrap=True)
        self._cell = PlainLabel("", "hint", "ink2", wrap=True)
        self._file = PlainLabel("", "label", "ink2")
        self._raw = PlainLabel("", "strong", wrap=True)
        self._texts = [PlainLabel("", "body", wrap=True) for _ in range(_SHOWN)]
        self._fate = PlainLabel("", "body", "ink2", wrap=True)
        for part in (self._name, self._cell, self._file, self._raw):
            self.body.addWidget(part)
        box = QVBoxLayout()
        box.setSpacing(6)
        for text in self._texts:
            box.addWidget(text)
        self.body.addLayout(box)
        self.body.addWidget(self._fate)
        self.body.addStretch(1)
        self.show_line(None)

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(344, 264))

    def show_line(self, line: Line | None) -> None:
        """Show a row; None shows an empty panel."""
        if line is None:
            self.set_title(tr("Dòng đang chọn"))
            for part in (self._cell, self._file, self._raw, self._fate, *self._texts):
                part.hide()
            self._name.setText(tr("Chọn một dòng để xem."))
            return
        self.set_title(tr("Dòng {n}").format(n=line.number))
        self._name.setText(line.name)
        self._put(self._cell, line.values.get(FieldKey.CELL.value, ""))
        raw = " · ".join(text for _, text in line.raw if text)
        self._put(self._file, tr("Trong tệp") if raw else "")
        self._put(self._raw, raw)
        for number, label in enumerate(self._texts):
            self._put(label, line.messages[number] if number < len(line.messages) else "")
        fates = {
            Mood.GOOD: tr("Dòng này đủ, sẽ được nhận."),
            Mood.LOOK: tr("Dòng này vẫn được nhận, kèm lời nhắc khi người đó đến."),
            Mood.ASIDE: tr("Dòng này để riêng. Sửa trong tệp rồi nhập lại."),
        }
        self._put(self._fate, fates[line.mood])

    @staticmethod
    def _put(label: PlainLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
