"""Beside the pad: what is read aloud, or the reason why somebody cannot sign and the witness."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import CannotSign
from desktop.intake.witness_words import cannot_sign_text
from desktop.ui import theme
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.image_view import ImageView
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel


class _Quote(QWidget):
    """A text with the red bar of something that is read aloud."""

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 0, 0, 0)
        self.words = PlainLabel("", "search", wrap=True)
        layout.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 4, self.height()), QColor(theme.colour("brand")))
        painter.end()


class ReadPanel(Panel):
    """What to read, whose portrait, and the way out for who cannot sign."""

    def __init__(self) -> None:
        super().__init__(tr("Đọc cho người ký nghe"))
        self.quote = _Quote()
        self.body.addWidget(self.quote)
        self.body.addSpacing(8)
        self.photo = ImageView(tr("Ảnh chân dung"), QSize(90, 120))
        self.photo.setFixedSize(90, 120)
        self.purpose = PlainLabel("", "strong", wrap=True)
        self._about = QWidget()
        words = QVBoxLayout(self._about)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(PlainLabel(tr("Mục đích"), "label", "ink2"))
        words.addWidget(self.purpose)
        words.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._about, 1)
        self.body.addLayout(both)
        self.body.addStretch(1)
        self.body.addWidget(rule())
        self.question = PlainLabel(tr("Không ký được?"), "strong")
        self.body.addWidget(self.question)
        text = tr("Yếu tay, mắt kém, không viết được: ghi lý do, có người làm chứng.")
        self.note = PlainLabel(text, "hint", "ink2", wrap=True)
        self.body.addWidget(self.note)
        self.button = OutlineButton(tr("Ghi lý do không ký"), key="F6")
        self.body.addWidget(self.button)
        self._is_tight = False
        self.refresh_theme()

    def make_room(self, is_tight: bool) -> None:
        """Give the lines that can be spared to a bar on top of the page, so nothing scrolls."""
        self._is_tight = is_tight
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Keep on a small screen what is read aloud and the way out."""
        super().refresh_theme()
        if hasattr(self, "note"):
            look = theme.current()
            small = look.compact or look.scale > 1.2
            self.note.setVisible(not small and not self._is_tight)
            self.question.setVisible(not small and not self._is_tight)
            self.photo.setVisible(not small)
            self._about.setVisible(not small)
            self.quote.words.set_role("body" if small else "search")


class ReasonPanel(Panel):
    """Numbered reasons and the witness."""

    def __init__(self) -> None:
        super().__init__(tr("Vì sao không ký được?"))
        choices = [(reason.value, capital(cannot_sign_text(reason)), "") for reason in CannotSign]
        self.reasons = ChoiceList(choices, name=tr("Lý do không ký được"))
        self.witness = FormEntry(tr("Họ và tên người làm chứng"), TextEdit(limit=80))
        self.body.setSpacing(4)
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.witness)
        self.body.addStretch(1)
        self.button = OutlineButton(tr("Thôi, để ký"), key="F6")
        self.body.addWidget(self.button)

    @property
    def witness_name(self) -> str:
        """The witness as typed, clean."""
        field = self.witness.field
        assert isinstance(field, TextEdit)
        return field.value()

    @property
    def reason(self) -> CannotSign | None:
        """The chosen reason."""
        chosen = self.reasons.value()
        return CannotSign(chosen) if chosen else None

    @property
    def lacks(self) -> str:
        """What is missing on this side, "" when nothing is."""
        if not self.reasons.value():
            return tr("Chọn một lý do")
        return "" if self.witness_name else tr("Ghi người làm chứng")

    def fill(self, reason: CannotSign | None, witness: str) -> None:
        """Show a reason and a witness."""
        self.reasons.set_value(reason.value if reason else "")
        field = self.witness.field
        assert isinstance(field, TextEdit)
        field.setText(witness)


def capital(words: str) -> str:
    """Return words as they begin a line."""
    return words[:1].upper() + words[1:]
