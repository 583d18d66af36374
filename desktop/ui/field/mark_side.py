"""Who cannot come to the counter: why, where they can be met, a few words for the team."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.common.i18n import tr
from desktop.common.vocabulary import CannotCome, VisitPlace
from desktop.field.visits import rules, words
from desktop.field.visits.views import ToVisit
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class MarkSide(SidePanel):
    """What is written down about people who cannot come."""

    def __init__(self) -> None:
        super().__init__(tr("Không đến quầy được"), width=340, small_width=290)
        self.who = PlainLabel("", "strong", wrap=True)
        self.reason = ChoiceEdit(
            [(one.value, words.reason_words(one)) for one in CannotCome], empty=tr("Chọn")
        )
        self.place = ChoiceEdit([(one.value, words.place_words(one)) for one in VisitPlace])
        self.address = TextEdit(limit=rules.LONGEST_NOTE)
        self.note = TextEdit(limit=rules.LONGEST_NOTE)
        hidden = tr("Chỉ hiện cho người bấm xem, và có ghi nhật ký.")
        same = tr("Để trống: địa chỉ trong danh sách.")
        self.inside.addWidget(self.who)
        self.inside.addWidget(FormEntry(tr("Vì sao"), self.reason, hint=hidden))
        self.inside.addWidget(FormEntry(tr("Gặp ở đâu"), self.place))
        self.inside.addWidget(FormEntry(tr("Địa chỉ"), self.address, optional=True, hint=same))
        self.inside.addWidget(FormEntry(tr("Ghi chú cho tổ"), self.note, optional=True))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, people: Sequence[ToVisit]) -> None:
        """Ask about one person or several."""
        if len(people) == 1:
            self.who.setText(people[0].full_name)
        else:
            self.who.setText(tr("{n} người đã chọn").format(n=len(people)))
        self.reason.set_value("")
        self.place.set_value(VisitPlace.HOME.value)
        self.address.set_value("")
        self.note.set_value("")
        self.reason.setFocus()

    @property
    def lacks(self) -> str:
        """What is missing, "" when nothing is."""
        return "" if self.reason.value() else tr("Chọn vì sao không đến được")
