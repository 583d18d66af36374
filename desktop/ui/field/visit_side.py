"""One visit changed: its time, its place on the list; taken off it; its outcome taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.i18n import tr
from desktop.field.visits.rules import TYPED
from desktop.field.visits.views import VisitView
from desktop.field.visits.words import outcome_words
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class VisitSide(SidePanel):
    """What can be changed about one visit.

    Attributes:
        undo: takes the outcome back; connected by the page.
        remove: takes the person off the list; connected by the page.
    """

    def __init__(self) -> None:
        super().__init__(tr("Sửa lượt đi"), width=320, small_width=284)
        self.who = PlainLabel("", "strong", wrap=True)
        self.told = PlainLabel("", "label", "ink2", wrap=True)
        self.time, self.place = TextEdit(limit=8), TextEdit(limit=3)
        self.place_entry = FormEntry(tr("Thứ tự"), self.place)
        self.inside.addWidget(self.who)
        self.inside.addWidget(self.told)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(FormEntry(tr("Giờ hẹn"), self.time, hint=tr("Trống nếu chưa hẹn.")), 1)
        both.addWidget(self.place_entry, 1)
        self.inside.addLayout(both)
        self.inside.addStretch(1)
        self.undo = OutlineButton(tr("Bỏ kết quả"), icon="undo", small=True)
        self.remove = OutlineButton(tr("Bỏ khỏi danh sách"), icon="cross", small=True)
        for button in (self.undo, self.remove):
            self.below.addWidget(button)

    def ask(self, visit: VisitView, of: int) -> None:
        """Ask about one visit of a list with `of` visits."""
        self.who.setText(visit.full_name)
        told = [outcome_words(visit.outcome), visit.done_shown, visit.outcome_note]
        self.told.setText(" · ".join(part for part in told if part))
        self.time.set_value(visit.planned_time)
        self.place.set_value(str(visit.position))
        self.place_entry.set_hint(tr("Từ 1 đến {n}.").format(n=of))
        is_typed = visit.outcome in TYPED
        nothing = tr("Chưa có kết quả nào để bỏ.")
        taken = tr("Kết quả này có từ biên nhận, không sửa được ở đây.")
        self.undo.set_disabled("" if is_typed else nothing if visit.outcome is None else taken)
        self.remove.set_disabled("" if visit.outcome is None else tr("Người này đã có kết quả."))
        self.time.setFocus()

    @property
    def position(self) -> int | None:
        """The place that was written, None when it is no number."""
        text = self.place.value()
        return int(text) if text.isascii() and text.isdigit() else None

    @property
    def lacks(self) -> str:
        """What is missing, "" when nothing is."""
        return "" if self.position else tr("Ghi thứ tự bằng số")
