"""The three lines on the back of a card, typed with live help: which place, which check digit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.identity.mrz import LINES, WIDTH, Verdict, mrz_help
from desktop.identity.mrz_advice import Advice, advise, template, typed_form
from desktop.ui import theme
from desktop.ui.theme import Typeset, number_font
from desktop.ui.widgets import paint
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class _Line(QLineEdit):
    """One line: capitals, `<` for a space, no input method; thirty signs go on to the next.

    Signals:
        typed: something changed.
        filled: the thirtieth sign was typed.
    """

    typed = Signal()
    filled = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setAccessibleName(tr("Dòng {n} ở mặt sau thẻ").format(n=number + 1))
        self.textEdited.connect(self._tidy)
        theme.on_change(self.refresh_theme)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]
        """Say that no input method is wanted: it would eat letters and digits."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)

    def _tidy(self, text: str) -> None:
        form = typed_form(text)
        if form != text:
            place = len(typed_form(text[: self.cursorPosition()]))
            self.setText(form)
            self.setCursorPosition(place)
        self.typed.emit()
        if len(form) == WIDTH and self.cursorPosition() == WIDTH:
            self.filled.emit()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.setFont(number_font(theme.current().font("section")))


class _Strip(QWidget):
    """Thirty small places below a line, each in the colour of what is known of it."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self._line, self._text = line, ""
        self._verdicts: tuple[Verdict, ...] = ()
        self._marked = range(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.on_change(self.updateGeometry)

    def show_line(self, text: str, verdicts: tuple[Verdict, ...], marked: range) -> None:
        """Show what is typed and judged; `marked` are the places the advice is about."""
        self._text, self._verdicts, self._marked = text, verdicts, marked
        self.update()

    def sizeHint(self) -> QSize:
        """Return one row of places."""
        return QSize(30 * 18, theme.line_height(theme.current().font("table")) + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the places."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        font = number_font(look.font("table"))
        width = self.width() / WIDTH
        for place, verdict in enumerate(self._verdicts):
            typed = place < len(self._text)
            sign = self._text[place] if typed else template(self._line)[place]
            bad = verdict is Verdict.WRONG_SIGN or (
                verdict is Verdict.CHECK_FAILS and place in self._marked
            )
            fill = colours.surface
            if bad:
                fill = colours.bad.tint
            elif verdict is Verdict.OK:
                fill = colours.ok.tint
            area = QRectF(place * width + 1, 0.5, width - 2, self.height() - 1)
            line = colours.bad.line if bad else colours.line2
            paint.box(painter, area, fill, line, theme.RADIUS_SMALL)
            block = Typeset(sign, font)
            ink = colours.bad.text if bad else colours.ink if typed else colours.ink3
            corner = area.center()
            corner.setX(corner.x() - block.width / 2)
            corner.setY(corner.y() - block.height / 2)
            block.draw(painter, corner, ink)
        painter.end()


class MrzForm(Panel):
    """Three lines, their places, and one sentence.

    Signals:
        changed (Advice): after every change, what is known now.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.lines = tuple(_Line(number) for number in range(LINES))
        self._strips = tuple(_Strip(number) for number in range(LINES))
        for number, (line, strip) in enumerate(zip(self.lines, self._strips, strict=True)):
            box = QVBoxLayout()
            box.setSpacing(4)
            label = PlainLabel(tr("Dòng {n}").format(n=number + 1), "label", "ink2")
            label.setBuddy(line)
            box.addWidget(label)
            box.addWidget(line)
            box.addWidget(strip)
            self.body.addLayout(box)
            line.typed.connect(self._judge)
            if number + 1 < LINES:
                line.filled.connect(self.lines[number + 1].setFocus)
        self._icon = IconLabel("info", "info", 18)
        self._words = PlainLabel("", "strong", wrap=True)
        self._words.setAccessibleName(tr("Cần xem lại"))
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._icon)
        words.addWidget(self._words, 1)
        self.body.addLayout(words)
        self.body.addStretch(1)
        self._judge()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is typed, line by line."""
        return tuple(line.text() for line in self.lines)

    @property
    def words(self) -> str:
        """The sentence below the lines."""
        return self._words.text()

    def clear(self) -> None:
        """Begin anew."""
        for line in self.lines:
            line.clear()
        self._judge()

    def _judge(self) -> None:
        texts = self.texts
        advice, judged = advise(texts), mrz_help(texts)
        for number, (strip, verdicts) in enumerate(zip(self._strips, judged, strict=True)):
            marked = range(advice.first, advice.end) if advice.line == number else range(0)
            strip.show_line(texts[number], verdicts, marked)
        self._words.setText(advice.text)
        failing = {Verdict.WRONG_SIGN, Verdict.CHECK_FAILS}
        wrong = any(verdict in failing for verdicts in judged for verdict in verdicts)
        self._icon.set(*_sign_of(advice, wrong=wrong))
        self.changed.emit(advice)


def _sign_of(advice: Advice, *, wrong: bool) -> tuple[str, str]:
    if advice.complete:
        return "check", "ok"
    return ("warning", "warn") if wrong else ("info", "info")
