"""One thing that was measured: value, word, how to mend it, and a button to measure it again."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.diagnostics.words import steps
from desktop.ui import theme
from desktop.ui.theme import Kind
from desktop.ui.widgets.buttons import FlatButton, KeyButton, OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

_ICONS = {
    "store": "file",
    "audit": "seal",
    "key": "lock",
    "backup": "disk",
    "camera": "camera",
    "printer": "printer",
    "scanner": "scan",
    "input_method": "keyboard",
    "pad": "edit",
    "paper_fonts": "text",
    "screen_fonts": "text",
    "screen": "monitor",
    "disk": "disk",
    "clock": "clock",
    "shift": "users",
    "unexported": "batch",
    "versions": "info",
}
_UNIT = re.compile(r"([0-9]) (GB|MB|KB|ms|dpi|%)")
_FLAT_PAD = 12
"""px that a flat button keeps free beside its words."""
KINDS: dict[Verdict, Kind] = {Verdict.OK: "ok", Verdict.LOOK: "warn", Verdict.BAD: "bad"}


def verdict_words(verdict: Verdict) -> str:
    """Return the word on the tag of a row."""
    words = {
        Verdict.OK: tr("Tốt"),
        Verdict.LOOK: tr("Nên xem"),
        Verdict.BAD: tr("Phải sửa"),
    }
    return words[verdict]


def _glued(text: str) -> str:
    """Return a text in which no unit goes to the next line without its number."""
    return _UNIT.sub("\\1\u00a0\\2", text)


class CheckLine(QWidget):
    """Icon and label, value with its remedy below, the word, and `Thử lại`.

    Args:
        row: what was measured.
        further: buttons below the value, such as `In thử`.
        retries: whether it can be measured again from here.

    Signals:
        retry_wanted (str): measure the thing of this name again.
    """

    retry_wanted = Signal(str)

    def __init__(
        self, row: CheckRow, further: tuple[KeyButton, ...] = (), *, retries: bool = True
    ) -> None:
        super().__init__()
        self.row = row
        self._waits = False
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 12, 12)
        line.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(IconLabel(_ICONS.get(row.name, "info"), "ink2", 20), 0, top)
        self._label = PlainLabel(row.label, "table_strong", wrap=True)
        line.addWidget(self._label, 0, top)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.value = PlainLabel(_glued(row.value), "table", wrap=True)
        words.addWidget(self.value)
        # With a parent from the start: shown without one it would be a window of its own.
        self.advice = PlainLabel(row.advice, "hint", self._tone(), wrap=True, parent=self)
        self.advice.setHidden(not row.advice)
        words.addWidget(self.advice)
        self.how = FlatButton(tr("Cách sửa"), small=True, parent=self)
        self._steps = self._make_steps()
        self._add_buttons(words, further)
        words.addWidget(self._steps)
        words.addStretch(1)
        line.addLayout(words, 1)
        line.addWidget(Tag(verdict_words(row.verdict), KINDS[row.verdict]), 0, top)
        self.retry = OutlineButton(tr("Thử lại"), small=True, parent=self)
        self.retry.setAccessibleName(tr("Thử lại: {what}").format(what=row.label))
        self.retry.clicked.connect(self._retry)
        self.retry.setHidden(not retries)
        line.addWidget(self.retry, 0, top)
        self.setAccessibleName(
            f"{row.label}: {verdict_words(row.verdict)}. {row.value}. {row.advice}"
        )
        theme.on_change(self.refresh_theme)

    def _tone(self) -> str:
        return KINDS[self.row.verdict] if self.row.verdict is not Verdict.OK else "ink2"

    def _make_steps(self) -> QWidget:
        place = QWidget(self)
        below = QVBoxLayout(place)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(4)
        for number, step in enumerate(steps(self.row.name), 1):
            below.addWidget(PlainLabel(f"{number}. {step}", "body", "ink", wrap=True))
        place.hide()
        return place

    def _add_buttons(self, words: QVBoxLayout, further: tuple[KeyButton, ...]) -> None:
        has_steps = self.row.verdict is not Verdict.OK and bool(steps(self.row.name))
        self.how.setHidden(not has_steps)
        self.how.setAccessibleName(tr("Cách sửa: {what}").format(what=self.row.label))
        self.how.clicked.connect(self.show_steps)
        buttons = (*further, self.how) if has_steps else further
        if not buttons:
            return
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addSpacing(-_FLAT_PAD)  # their words stand below the words above
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        words.addLayout(row)

    def show_steps(self) -> None:
        """Show step by step how to mend it, or put the steps away."""
        opened = self._steps.isHidden()
        self._steps.setVisible(opened)
        self.how.setText(tr("Thu lại") if opened else tr("Cách sửa"))
        self.how.setAccessibleName(tr("Cách sửa: {what}").format(what=self.row.label))

    @property
    def shows_steps(self) -> bool:
        """Whether the steps are in sight."""
        return not self._steps.isHidden()

    def _retry(self) -> None:
        if not self._waits:
            # It keeps the focus: disabled, it would pass it to the header.
            self._waits = True
            self.retry.setText(tr("Đang đo…"))
            self.retry_wanted.emit(self.row.name)

    def refresh_theme(self) -> None:
        """Align the values of all rows."""
        self._label.setFixedWidth(theme.current().pick(128, 110))
