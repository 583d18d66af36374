"""Trying the scanner: a code to scan, the keys as they came, and what became of the letters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.diagnostics import scan_words
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.documents.qr import qr_modules
from desktop.identity.trial import TEST_CARD, Trial, shape
from desktop.ui import theme
from desktop.ui.diagnostics.check_line import KINDS
from desktop.ui.diagnostics.scan_box import ScanBox
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_IN_A_ROW = 3
"""Figures; more are too wide for English on a small screen."""
_QUIET, _SCALE = 4, 3
"""Modules that stay white around a code; pixels of a module."""


def code_image(text: str) -> QImage:
    """Return a QR code, black on white in every palette, with its quiet zone."""
    code = qr_modules(text)
    side = code.size + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(code.rows):
        for x in range(code.size):
            if row[x // 8] >> (7 - x % 8) & 1:
                image.setPixel(x + _QUIET, y + _QUIET, 0)
    return image.scaled(side * _SCALE, side * _SCALE)


class _Figure(QWidget):
    """A quiet word with its value below."""

    def __init__(self, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel(words, "hint", "ink2"))
        self.value = PlainLabel("–", "strong")
        column.addWidget(self.value)


class ScanPanel(Panel):
    """The box, the code to scan, and the last scan.

    Signals:
        judged (CheckRow): what a scan says of the scanner.
    """

    judged = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Thử máy quét"))
        self.head.addWidget(PlainLabel(tr("không lưu lại gì"), "hint", "ink2"))
        self.box = ScanBox()
        self.box.tried.connect(self.show_trial)
        row = QHBoxLayout()
        row.setSpacing(16)
        image = code_image(TEST_CARD)
        self.code = ImageView(tr("Mã thử, không phải thẻ của ai"), image.size())
        self.code.setFixedSize(image.size())  # scaled, its modules would be unequal
        self.code.set_image(image)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(8)
        words = tr("Quét mã bên cạnh, hoặc một thẻ. Muốn thử bộ gõ thì gõ chậm: aa rồi đợi.")
        column.addWidget(PlainLabel(words, "hint", "ink2", wrap=True))
        column.addWidget(self.box)
        self.figures = {
            "what": _Figure(tr("Đã nhận")),
            "gap": _Figure(tr("Khoảng cách phím")),
            "end": _Figure(tr("Phím cuối")),
            "mode": _Figure(tr("Kiểu nối")),
            "damage": _Figure(tr("Chữ hỏng")),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for place, figure in enumerate(self.figures.values()):
            grid.addWidget(figure, place // _IN_A_ROW, place % _IN_A_ROW)
        grid.setColumnStretch(_IN_A_ROW, 1)
        column.addLayout(grid)
        self.raw = PlainLabel("", "body", "ink", wrap=True)
        self.raw.hide()
        column.addWidget(self.raw)
        self.advice = PlainLabel("", "body", "warn", wrap=True)
        self.advice.hide()
        column.addWidget(self.advice)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.body.addLayout(row)
        theme.on_change(self.refresh_theme)

    def show_trial(self, trial: Trial) -> None:
        """Show what was scanned or typed, and tell what it says of the scanner."""
        if trial.is_typed:
            self._show("", scan_words.typed_words(trial), is_fine=trial.is_whole)
            self.raw.setText(tr("Đã gõ ra: {text}").format(text=trial.text))
            self.raw.setVisible(bool(trial.text))
            return
        row = scan_words.trial_row(trial)
        for name, words in (
            ("what", scan_words.amount_words(trial)),
            ("gap", scan_words.gap_words(trial)),
            ("end", scan_words.end_words(trial)),
            ("mode", scan_words.mode_words(trial)),
            ("damage", scan_words.damage_words(trial)),
        ):
            self.figures[name].value.setText(words)
        self._show(shape(trial), _advice(trial, row), is_fine=row.verdict is Verdict.OK)
        self.judged.emit(row)

    def _show(self, raw: str, advice: str, *, is_fine: bool) -> None:
        self.raw.setText(raw)
        self.raw.setVisible(bool(raw))
        self.advice.setText(advice)
        self.advice.set_color("ok" if is_fine else KINDS[Verdict.LOOK])
        self.advice.setVisible(bool(advice))


def _advice(trial: Trial, row: CheckRow) -> str:
    if row.verdict is Verdict.OK:
        return tr("Máy quét tốt: chữ đến nguyên vẹn.")
    pairs = ", ".join(f"{should} → {came}" for should, came in trial.wrong[:6])
    return f"{row.advice} {pairs}".strip()
