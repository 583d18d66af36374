"""What a card says where the scanner damaged it, or where its commune is called otherwise today.

The answers are chosen by digit; the last one is typed as it stands on the card.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.identity.places import MOST
from desktop.intake.views import Draft
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.fields import TextEdit
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel


def asks_for_name(draft: Draft) -> bool:
    """Whether nobody has said yet what name stands on the card."""
    return draft.doubt is not None and FieldKey.FULL_NAME in draft.doubt.fields


def asks_for_place(draft: Draft) -> bool:
    """Whether the record holds an old address of the card whose commune was split."""
    place = draft.place
    if place is None or not place.is_asked or not place.renamed or len(place.addresses) > MOST:
        return False
    return draft.fields.get(FieldKey.RESIDENCE) == place.written


def names_of(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Return (name, remark) of what the card may say, the likeliest first; at most eight.

    The name of the list stands in front where the damaged text can be read so, or where nothing
    at all can be read.
    """
    found = draft.doubt.candidates if draft.doubt else ()
    listed = draft.listed.get(FieldKey.FULL_NAME, "")
    is_like = not found or listed in found or fold(listed) in {fold(name) for name in found}
    rows = [(listed, tr("như danh sách"))] if listed and is_like else []
    rows += [(name, "") for name in found if name != listed]
    return tuple(rows[:MOST])


class _Typed(TextEdit):
    """The typed answer; its Enter answers and goes no further.

    Signals:
        entered: Enter was pressed.
    """

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter; the page must not go on with what was typed and not taken."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.value():
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class CardQuestion(QWidget):
    """One question about the card with its answers.

    Args:
        field: what it is about.
        asks: the question.
        answers: (value, remark), chosen by digit.
        typed: the words in the field for another answer.

    Signals:
        answered (FieldKey, str, bool): a value, and whether it was typed.
    """

    answered = Signal(object, str, bool)

    def __init__(
        self,
        field: FieldKey,
        asks: str,
        answers: Sequence[tuple[str, str]],
        typed: str,
    ) -> None:
        super().__init__()
        self.field = field
        self.rows: list[ChoiceRow] = []
        self._values = [value for value, _ in answers]
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("warning", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(PlainLabel(asks, "table_strong", wrap=True), 1)
        layout.addLayout(head)
        for number, (value, remark) in enumerate(answers, start=1):
            row = ChoiceRow(value, detail=remark, key=str(number))
            self._group.addButton(row, number)
            self.rows.append(row)
            layout.addWidget(row)
        # Nothing is chosen beforehand: it must be read on the card.
        self._group.setExclusive(False)
        for row in self.rows:
            row.setAutoExclusive(False)
        self._group.idClicked.connect(self._clicked)
        self.typed = _Typed(typed)
        self.typed.setPlaceholderText(typed)
        self.typed.entered.connect(self._entered)
        layout.addWidget(self.typed)

    def focus(self) -> None:
        """Come to the first answer, or to the field when there is none."""
        (self.rows[0] if self.rows else self.typed).setFocus()

    def _clicked(self, number: int) -> None:
        self.answered.emit(self.field, self._values[number - 1], False)

    def _entered(self) -> None:
        self.answered.emit(self.field, self.typed.value(), True)


def question_of(draft: Draft) -> CardQuestion | None:
    """Return the question about the card that must be answered first; None when there is none."""
    if asks_for_name(draft) and draft.doubt is not None:
        return CardQuestion(
            FieldKey.FULL_NAME,
            tr("Họ tên trên thẻ là gì?"),
            names_of(draft),
            tr("Khác: gõ như trên thẻ, Enter"),
        )
    if asks_for_place(draft) and draft.place is not None:
        # The village is the same in all of them; what differs must not be cut.
        communes = [name for _, name, _ in draft.place.communes]
        return PlaceQuestion(draft.place.addresses, communes)
    return None


class PlaceQuestion(CardQuestion):
    """Which of today's communes an old address lies in; answers are whole addresses."""

    def __init__(self, addresses: Sequence[str], communes: Sequence[str]) -> None:
        super().__init__(
            FieldKey.RESIDENCE,
            tr("Xã ghi trên thẻ nay đã chia. Hỏi người dân nay thuộc xã nào."),
            [(name, "") for name in communes],
            tr("Khác: gõ địa chỉ, Enter"),
        )
        self._values = list(addresses)
