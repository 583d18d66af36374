"""One list as a whole: who goes, its papers, and its end."""

from __future__ import annotations

from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.vocabulary import VisitOutcome
from desktop.field.visits.views import VisitListView
from desktop.field.visits.words import outcome_words
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class ListSide(SidePanel):
    """What a list is, and what can be done with all of it.

    Attributes:
        pdf: writes the route sheet into a file.
        workbook: writes it as Excel.
        close_list: closes the list. All three are connected by the page.
    """

    def __init__(self) -> None:
        super().__init__(tr("Danh sách đi"), width=320, small_width=284)
        self.number = PlainLabel("", "section", wrap=True)
        self.told = PlainLabel("", "body", "ink2", wrap=True)
        self.counts = PlainLabel("", "body", wrap=True)
        for part in (self.number, self.told, self.counts):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.pdf = OutlineButton(tr("Ghi phiếu đi đường ra PDF"), icon="file", small=True)
        self.workbook = OutlineButton(tr("Ghi danh sách ra Excel"), icon="file", small=True)
        self.close_list = OutlineButton(tr("Khép danh sách"), icon="check", small=True)
        for button in (self.pdf, self.workbook, self.close_list):
            self.below.addWidget(button)

    def show_list(self, one: VisitListView) -> None:
        """Show a list."""
        day = show_iso(one.day)
        self.number.setText(tr("Số {n}, ngày {day}").format(n=one.number, day=day))
        self.told.setText(
            "\n".join(part for part in (one.team_name, one.device, one.vehicle) if part)
        )
        lines = [tr("Chưa đến thăm: {n}").format(n=len(one.waiting))]
        lines += [
            tr("{outcome}: {n}").format(outcome=outcome_words(outcome), n=one.count(outcome))
            for outcome in VisitOutcome
            if one.count(outcome)
        ]
        self.counts.setText("\n".join(lines))
        left = tr("Còn {n} người chưa có kết quả.").format(n=len(one.waiting))
        self.close_list.set_disabled(left if one.waiting else "")
        self.pdf.setFocus()
