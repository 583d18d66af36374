"""One line of the register: what each source says, which value holds, and why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.common.i18n import tr
from desktop.common.vocabulary import DiscrepancyState
from desktop.roster.register.rules import LIST, OTHER, Said
from desktop.roster.register.views import DiscrepancyView
from desktop.roster.register.words import SOURCE_NAMES
from desktop.ui import theme
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.pairs_words import marks_of
from desktop.ui.roster.person_words import MASKED, moment, shown
from desktop.ui.roster.register_answers import AnswerList, Offer
from desktop.ui.theme import Span
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


@dataclass(frozen=True)
class Answer:
    """What somebody chose on a line."""

    line: DiscrepancyView
    source: str
    value: str
    reason: str


class LinePanel(SidePanel):
    """The side panel of the register.

    Signals:
        moved: the answer became another.
    """

    moved = Signal()

    def __init__(self) -> None:
        super().__init__(small_width=308)
        self._line: DiscrepancyView | None = None
        self._is_revealed = False
        self.choices: AnswerList | None = None
        self.name = PlainLabel("", "section", wrap=True)
        self.about = PlainLabel("", "hint", "ink2", wrap=True)
        self.asks = PlainLabel("", "strong", wrap=True)
        self.value = TextEdit(tr("Giá trị đúng"))
        self.value_entry = FormEntry(tr("Giá trị đúng"), self.value)
        self.reason = TextEdit(tr("Lý do, giấy tờ làm căn cứ"))
        self.reason_entry = FormEntry(tr("Lý do, giấy tờ làm căn cứ"), self.reason)
        self.decided = PlainLabel("", "body", "ink2", wrap=True)
        self.reveal = OutlineButton(tr("Hiện số"), key="F5", icon="eye", small=True)
        self.reopen = OutlineButton(tr("Mở lại"), key="Ctrl+R", icon="undo", small=True)
        for field in (self.value, self.reason):
            field.value_changed.connect(self._typed)
        self._lay_out()

    def _lay_out(self) -> None:
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        for part in (self.name, self.about, rule(), self.asks):
            self.inside.addWidget(part)
        self.inside.addLayout(self._place)
        for below in (self.value_entry, self.reason_entry, self.decided):
            self.inside.addWidget(below)
        self.inside.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reveal, 1)
        buttons.addWidget(self.reopen, 1)
        self.below.addLayout(buttons)

    # ------------------------------------------------------------ show

    @property
    def line(self) -> DiscrepancyView | None:
        """The line at hand."""
        return self._line

    def show_line(self, line: DiscrepancyView | None) -> None:
        """Show a line; None shows nothing."""
        self._line = line
        self._is_revealed = False
        self.setVisible(line is not None)
        if line is None:
            return
        self.name.setText(line.full_name)
        about = [line.birth_shown, line.cell]
        self.about.setText(" · ".join(part for part in about if part))
        is_decided = line.state is DiscrepancyState.DECIDED
        words = tr("{field}: đã chọn") if is_decided else tr("{field}: chọn giá trị đúng")
        # On a small screen the answers need the line; the bar below says to choose.
        is_short = theme.current().compact and not is_decided
        self.asks.setText(line.field_name if is_short else words.format(field=line.field_name))
        self.value.blockSignals(True)
        self.reason.blockSignals(True)
        is_other = line.chosen_source == OTHER
        self.value.set_value(self._kept_value() if is_other else "")
        self.reason.set_value(line.reason)
        self.value.blockSignals(False)
        self.reason.blockSignals(False)
        self._show_choices()
        self.decided.setText(_decided_words(line))
        self.decided.setVisible(bool(self.decided.text()))
        self.reopen.setVisible(is_decided)
        self.reveal.setVisible(line.field in MASKED)
        self.foot_box.setVisible(is_decided or line.field in MASKED)
        self.set_error("")

    def reveal_numbers(self, *, revealed: bool) -> None:
        """Show the numbers whole, or mask them again."""
        is_untouched = self.value.value() == self._kept_value()
        self._is_revealed = revealed
        if is_untouched:
            self.value.blockSignals(True)
            self.value.set_value(self._kept_value())
            self.value.blockSignals(False)
        kept = self.source
        self._show_choices()
        if kept and self.choices is not None:
            self.choices.set_value(kept)
        self._show_fields()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask the numbers: whoever comes back to the page has not asked for them."""
        super().hideEvent(event)
        if self._is_revealed and self._line is not None:
            self.reveal_numbers(revealed=False)

    def _kept_value(self) -> str:
        """Return the value that somebody typed for this line before, as the field may show it."""
        line = self._line
        if line is None or line.chosen_source != OTHER:
            return ""
        return shown(line.field, line.chosen_value, revealed=self._is_revealed)

    @property
    def is_revealed(self) -> bool:
        """Whether the numbers are shown whole."""
        return self._is_revealed

    def _show_choices(self) -> None:
        if self.choices is not None:
            self._place.removeWidget(self.choices)
            self.choices.hide()
            self.choices.deleteLater()
        line = self._line
        assert line is not None
        answers = [self._offer(one) for one in _offered(line)]
        answers.append(Offer(OTHER, tr("Giá trị khác"), tr("theo giấy tờ, ghi lý do")))
        self.choices = AnswerList(answers, selected=line.chosen_source, name=line.field_name)
        self.choices.chosen.connect(self._chosen)
        self._place.addWidget(self.choices)
        self.reveal.setText(tr("Che số") if self._is_revealed else tr("Hiện số"))
        self._show_fields()

    def _offer(self, said: Said) -> Offer:
        line = self._line
        assert line is not None
        words = shown(line.field, said.value, revealed=self._is_revealed) or tr("Để trống")
        marks: list[Span] = []
        if said.is_at_odds:
            ours = line.value_of(LIST)
            marks = marks_of(line.field, ours, said.value, revealed=self._is_revealed)[1]
        return Offer(said.source, words, _detail(line, said), tuple(marks))

    def _show_fields(self) -> None:
        is_other = self.source == OTHER
        self.value_entry.setVisible(is_other)
        self.reason_entry.setVisible(bool(self.source))
        label = tr("Lý do, giấy tờ làm căn cứ")
        words = label if is_other else tr("{label} (không bắt buộc)").format(label=label)
        self.reason_entry.label.setText(words)

    # ------------------------------------------------------------ answer

    @property
    def source(self) -> str:
        """The source chosen, "" for none."""
        return self.choices.value() if self.choices else ""

    def choose(self, source: str) -> None:
        """Choose a source."""
        if self.choices is not None:
            self.choices.set_value(source)
            self._chosen(source)

    def _chosen(self, source: str) -> None:
        self.set_error("")
        self._show_fields()
        if source == OTHER:
            self.value.setFocus()
            # The fields have no place yet; they have one after this turn of the event loop.
            QTimer.singleShot(0, self._bring_into_sight)
        self.moved.emit()

    def _bring_into_sight(self) -> None:
        self.bring_into_sight(self.reason_entry)

    def _typed(self) -> None:
        self.set_error("")
        self.moved.emit()

    def missing(self) -> str:
        """Return what must be said before the line can be kept, "" when nothing."""
        line = self._line
        if line is None:
            return tr("Không có mục nào để quyết định.")
        if not self.source:
            return tr("Chọn một giá trị bằng phím số.")
        if self.source == OTHER and not self.value.value():
            return tr("Ghi giá trị đúng.")
        if self.source == OTHER and not self.reason.value():
            return tr("Ghi lý do: theo giấy tờ nào, ai xác nhận.")
        is_same = (self.source, self.reason.value()) == (line.chosen_source, line.reason)
        is_value = self.source != OTHER or self.value.value() == self._kept_value()
        if line.state is DiscrepancyState.DECIDED and is_same and is_value and not line.has_news:
            return tr("Đã chọn như vậy.")
        return ""

    def answer(self) -> Answer | None:
        """Return what is to be kept; None while something is missing."""
        line = self._line
        if line is None or self.missing():
            return None
        value = self.value.value() if self.source == OTHER else ""
        if value and value == self._kept_value():  # it may stand there masked
            value = shown(line.field, line.chosen_value, revealed=True)
        return Answer(line, self.source, value, self.reason.value())

    def set_error(self, text: str) -> None:
        """Say why a value was not kept, below the field."""
        self.value_entry.set_error(text)


def _detail(line: DiscrepancyView, said: Said) -> str:
    parts = [tr(SOURCE_NAMES[said.source])]
    if said.source != LIST and said.row:
        parts.append(tr("dòng {n}").format(n=grouped(said.row)))
    if line.has_news and said.is_at_odds and not said.was_seen:
        parts.append(tr("mới, chưa xem"))
    return " · ".join(parts)


def _offered(line: DiscrepancyView) -> list[Said]:
    """Return the list's word and each other source that says something."""
    return [one for one in line.said if one.source == LIST or one.value]


def _decided_words(line: DiscrepancyView) -> str:
    if line.state is not DiscrepancyState.DECIDED or line.decided_at is None:
        return ""
    words = tr("{who} quyết định lúc {when}.").format(
        who=line.decided_by, when=moment(line.decided_at)
    )
    if line.has_news:
        words += " " + tr("Sau đó nguồn có giá trị mới: xem lại.")
    return words
