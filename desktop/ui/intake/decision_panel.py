"""The question "Đúng người này?" and, field by field, which of two values holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, Source
from desktop.intake.comparison import Comparison, Verdict
from desktop.intake.views import Draft
from desktop.ui import theme
from desktop.ui.intake import field_words as words
from desktop.ui.intake.card_question import CardQuestion, question_of
from desktop.ui.widgets.buttons import DangerButton, FlatButton, OutlineButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

# The units of the country changed on this day; cards issued before carry the old names.
NEW_UNITS = "2025-07-01"
_RING = 6


def is_explained(row: Comparison, draft: Draft) -> bool:
    """Whether a difference has a known, harmless reason and needs no answer."""
    if row.field is not FieldKey.RESIDENCE or row.verdict is Verdict.POSSIBLE:
        return False
    issued = draft.card.get(FieldKey.ID_ISSUED_ON, "")
    return not issued or issued < NEW_UNITS


def questions(draft: Draft) -> tuple[Comparison, ...]:
    """Return the fields for which the clerk should say which value holds."""
    return tuple(row for row in draft.comparison if row.is_unlike and not is_explained(row, draft))


def notes(draft: Draft) -> tuple[str, ...]:
    """Return what is worth knowing and needs no answer."""
    found = []
    for row in draft.comparison:
        if row.verdict is Verdict.DIFFERENT and is_explained(row, draft):
            if draft.choices.get(row.field, Source.LIST) is not Source.LIST:
                continue
            found.append(
                tr(
                    "Thẻ cấp trước 01/07/2025 ghi tên xã, tỉnh cũ. Hồ sơ giữ địa chỉ trong "
                    "danh sách."
                )
            )
        elif row.verdict is Verdict.RENAMED:
            found.append(tr("Xã đã đổi tên hoặc sáp nhập: thẻ và danh sách ghi cùng một nơi."))
        elif row.verdict is Verdict.LESS_PRECISE:
            text = tr("{label}: một bên chỉ ghi năm. Hồ sơ ghi theo thẻ.")
            found.append(text.format(label=words.field_label(row.field, short=True)))
    place = draft.place
    if place is not None and draft.fields.get(FieldKey.RESIDENCE, "") in place.addresses:
        text = tr("Thẻ ghi tên xã, tỉnh cũ. Hồ sơ ghi: {address}.")
        found.append(text.format(address=draft.fields[FieldKey.RESIDENCE]))
    if not draft.card:
        found.append(tr("Chưa quét thẻ: nhìn thẻ, so tên, ngày sinh và 4 số cuối."))
    return tuple(found)


def edited(draft: Draft) -> str:
    """Return which fields hold what the person declared, or ""."""
    named = [
        words.field_label(field, short=True)
        for field, source in draft.choices.items()
        if source is Source.DECLARED
    ]
    return tr("Đã sửa theo lời khai: {fields}.").format(fields=", ".join(named)) if named else ""


class _Question(QWidget):
    """One differing field: two answers, chosen by digit; folded to one line when not at hand.

    Signals:
        chosen (FieldKey, Source): the person chose.
        unfold: the person wants to see the answers.
    """

    chosen = Signal(object, object)
    unfold = Signal(object)

    def __init__(self, row: Comparison, draft: Draft, *, open_: bool) -> None:
        super().__init__()
        self.row = row
        self.answers: dict[Source, ChoiceRow] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if open_:
            self._unfolded(layout, draft)
        else:
            self._folded(layout, draft)

    def _unfolded(self, layout: QVBoxLayout, draft: Draft) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("warning", "warn", 18))
        head.addWidget(PlainLabel(self._asks(), "table", wrap=True), 1)
        layout.addLayout(head)
        row = self.row
        options = [(Source.CARD, row.card), (Source.LIST, row.listed)]
        if draft.choices.get(row.field) is Source.DECLARED:
            options.append((Source.DECLARED, draft.fields.get(row.field, "")))
        shown = [words.shown_or_none(row.field, value) for _source, value in options]
        for number, (source, _value) in enumerate(options, start=1):
            detail = self._why(source)
            if shown.count(shown[number - 1]) > 1:
                # Two numbers that differ only where they are masked.
                detail = tr("{why} · F5 xem cả số").format(why=detail)
            label = shown[number - 1]
            if row.field is FieldKey.RESIDENCE:
                # A whole address is wider than this column; it stands in the table beside it.
                label, detail = _side(source), self._advised(source)
            answer = ChoiceRow(label, detail=detail, key=str(number))
            answer.setChecked(draft.choices.get(row.field) is source)
            self._group.addButton(answer, number)
            self.answers[source] = answer
            layout.addWidget(answer)
        self._group.idClicked.connect(self._clicked)

    def _folded(self, layout: QVBoxLayout, draft: Draft) -> None:
        field = self.row.field
        source = draft.choices.get(field, Source.LIST)
        value = words.shown_or_none(field, draft.fields.get(field, ""))
        line = QHBoxLayout()
        line.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(PlainLabel(words.field_label(field, short=True), "hint", "ink2"))
        column.addWidget(PlainLabel(f"{value} · {words.source_word(source)}", "body"))
        line.addLayout(column, 1)
        change = FlatButton(tr("Đổi"), small=True)
        label = words.field_label(field)
        change.setAccessibleName(tr("Đổi {label}").format(label=label))
        change.clicked.connect(self._unfold)
        line.addWidget(change)
        layout.addLayout(line)

    def _asks(self) -> str:
        row = self.row
        if row.field is FieldKey.FULL_NAME:
            return tr("Khác {n} chữ: chọn tên đúng").format(n=row.differing)
        if row.verdict is Verdict.POSSIBLE:
            return tr("Có thể cùng một nơi: hỏi xã, bản hiện nay rồi chọn")
        label = words.field_label(row.field, short=True)
        return tr("{label} khác nhau: chọn bên đúng").format(label=label)

    def _why(self, source: Source) -> str:
        if source is Source.DECLARED:
            return tr("đã sửa theo lời khai")
        suggested = self.row.suggested is source
        if source is Source.CARD:
            return tr("theo thẻ · nên chọn") if suggested else tr("theo thẻ")
        return tr("theo danh sách · nên chọn") if suggested else tr("giữ theo danh sách")

    def _advised(self, source: Source) -> str:
        return tr("nên chọn") if self.row.suggested is source else ""

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self.row.field, list(self.answers)[number - 1])

    def _unfold(self) -> None:
        self.unfold.emit(self.row.field)

    def focus(self) -> None:
        """Come to the answer that holds now."""
        checked = [answer for answer in self.answers.values() if answer.isChecked()]
        for answer in checked or list(self.answers.values())[:1]:
            answer.setFocus()


class DecisionPanel(Panel):
    """The right column of the page "Đối chiếu".

    Signals:
        chosen (FieldKey, Source): which value of a field holds.
        answered (FieldKey, str, bool): what the card says, and whether it was typed.
        refused: this is somebody else.
        edit_wanted: show the form with all fields.
    """

    chosen = Signal(object, object)
    answered = Signal(object, str, bool)
    refused = Signal()
    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._draft: Draft | None = None
        self._open: FieldKey | None = None
        self._answered: set[FieldKey] = set()
        self._questions: list[_Question] = []
        self.card_question: CardQuestion | None = None
        self.title = PlainLabel(tr("Đúng người này?"), "title")
        self.body.addLayout(
            _inset(self.title, PlainLabel(tr("Nhìn mặt, nhìn thẻ, hỏi tên."), "body", "ink2"))
        )
        # Many differences scroll by themselves; the ways out stay in sight.
        inner = QWidget()
        inner.setProperty("surface", "none")
        self._middle = QVBoxLayout()
        self._middle.setSpacing(10)
        around = QVBoxLayout(inner)
        around.setContentsMargins(_RING, _RING, _RING, _RING)
        around.addLayout(self._middle)
        around.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        self.refuse_button = DangerButton(tr("Không đúng người"), key="F6")
        self.refuse_button.clicked.connect(self.refused)
        self.edit_button = OutlineButton(tr("Sửa thông tin"), key="Ctrl+E")
        self.edit_button.clicked.connect(self.edit_wanted)
        self.body.addLayout(_inset(self.refuse_button, self.edit_button))

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        look = theme.current()
        self.setFixedWidth(look.pick(336, 272))
        # The scrolled part needs room for the ring; what stands around it is set in as much.
        side = look.fixed(16, 12) - _RING
        self.body.setContentsMargins(side, 12, side, 12)

    def show_draft(self, draft: Draft, *, fresh: bool = True) -> None:
        """Show the questions; `fresh` opens the first one again."""
        self._draft = draft
        asked = [row.field for row in questions(draft)]
        if fresh:
            self._answered = set()
            self._open = asked[0] if asked else None
        self._rebuild(draft)

    def focus_question(self) -> bool:
        """Come to the open question; False when there is none."""
        if self.card_question is not None:
            self.card_question.focus()
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.minimum())  # the question stands on top and stays in sight
            return True
        for question in self._questions:
            if question.answers:
                question.focus()
                self._scroll.ensureWidgetVisible(question, 0, _RING)
                return True
        return False

    @property
    def open_question(self) -> FieldKey | None:
        """The field whose answers are shown."""
        return self._open

    def _rebuild(self, draft: Draft) -> None:
        while item := self._middle.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._questions = []
        # What the card says comes first; the digits belong to one question at a time.
        self.card_question = question_of(draft)
        if self.card_question is not None:
            self.card_question.answered.connect(self.answered)
            self._middle.addWidget(self.card_question)
            self.card_question.show()
        for row in questions(draft):
            is_open = row.field is self._open and self.card_question is None
            question = _Question(row, draft, open_=is_open)
            question.chosen.connect(self._chosen)
            question.unfold.connect(self._unfold)
            self._questions.append(question)
            self._middle.addWidget(question)
            question.show()  # now, not with the next turn of the loop: a digit may be on its way
        for text in (*notes(draft), edited(draft)):
            if text:
                self._middle.addWidget(_note(text))

    def _unfold(self, field: FieldKey) -> None:
        if self.card_question is not None:
            self.focus_question()
            return
        self._open = field
        if self._draft is not None:
            self._rebuild(self._draft)
            self.focus_question()

    def _chosen(self, field: FieldKey, source: Source) -> None:
        """Tell it, and go on to the next question that was not answered yet."""
        self._answered.add(field)
        if self._draft is not None:
            rest = [r.field for r in questions(self._draft) if r.field not in self._answered]
            self._open = rest[0] if rest else field
        self.chosen.emit(field, source)


def _side(source: Source) -> str:
    sides = {Source.CARD: tr("Theo thẻ"), Source.LIST: tr("Theo danh sách")}
    return sides.get(source, tr("Theo lời khai"))


def _inset(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(_RING, 0, _RING, 0)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return column


def _note(text: str) -> QWidget:
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    icon = IconLabel("info", "info", 18)
    column = QVBoxLayout()
    column.addWidget(icon)
    column.addStretch(1)
    layout.addLayout(column)
    layout.addWidget(PlainLabel(text, "hint", "ink2", wrap=True), 1)
    return box
