"""The fingerprint of a key as it is read on the phone: each group in digits and in words."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui.widgets.plain_label import PlainLabel

_GROUPS = 6


def in_words(digits: str) -> str:
    """Return digits as one says them, one by one: 4 is never `tư`, 0 never `linh`."""
    words = tr("không một hai ba bốn năm sáu bảy tám chín").split()
    return " ".join(words[int(digit)] for digit in digits)


class SpokenFingerprint(QWidget):
    """Six lines: five digits, and the same in words, so that both sides say them alike."""

    def __init__(self) -> None:
        super().__init__()
        self.digits = [PlainLabel("", "section") for _ in range(_GROUPS)]
        self.words = [PlainLabel("", "body", "ink2", wrap=True) for _ in range(_GROUPS)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, pair in enumerate(zip(self.digits, self.words, strict=True)):
            for column, label in enumerate(pair):
                grid.addWidget(label, row, column)
        self.set("")

    def set(self, fingerprint: str) -> None:
        """Show another fingerprint; "" shows nothing."""
        groups = fingerprint.split()
        for at, (digits, words) in enumerate(zip(self.digits, self.words, strict=True)):
            group = groups[at] if at < len(groups) else ""
            digits.setText(group)
            words.setText(in_words(group))
        self.setVisible(bool(groups))
        self.setAccessibleName(fingerprint)
