"""Why somebody could not be received: chosen, with the day of the next visit where one is due."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.common.vocabulary import VisitOutcome
from desktop.field.visits import rules, words
from desktop.field.visits.views import VisitView
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_CHOICES = (
    VisitOutcome.NOT_AT_HOME,
    VisitOutcome.IN_HOSPITAL,
    VisitOutcome.MOVED,
    VisitOutcome.REFUSED,
    VisitOutcome.DECEASED,
)


class OutcomeSide(SidePanel):
    """What is written down when nobody could be received.

    Args:
        year: the latest year that makes sense for a day.

    Signals:
        changed: something was chosen or typed.
    """

    changed = Signal()

    def __init__(self, year: int) -> None:
        super().__init__(tr("Không gặp được"), width=320, small_width=284)
        self.who = PlainLabel("", "strong", wrap=True)
        self.choice = ChoiceEdit([(one.value, words.outcome_words(one)) for one in _CHOICES])
        self.day = DateEdit(latest_year=year)
        self.note = TextEdit(limit=rules.LONGEST_NOTE)
        self.day_entry = FormEntry(tr("Ngày đi lại"), self.day)
        self.inside.addWidget(self.who)
        self.inside.addWidget(FormEntry(tr("Kết quả"), self.choice))
        self.inside.addWidget(self.day_entry)
        self.inside.addWidget(FormEntry(tr("Ghi chú"), self.note, optional=True))
        self.inside.addStretch(1)
        self.foot_box.hide()
        for field in (self.choice, self.day, self.note):
            field.value_changed.connect(self._changed)
        self._changed()

    def ask(self, visit: VisitView) -> None:
        """Ask about one visit."""
        self.who.setText(visit.full_name)
        self.choice.set_value((visit.outcome or VisitOutcome.NOT_AT_HOME).value)
        self.day.set_value(None)
        self.note.set_value(visit.outcome_note)
        self.choice.setFocus()

    @property
    def outcome(self) -> VisitOutcome:
        """What was chosen."""
        return VisitOutcome(self.choice.value())

    @property
    def revisit_on(self) -> str:
        """ISO day of the next visit, "" for none."""
        day = self.day.value()
        return day.iso if day and self.outcome in rules.ASK_REVISIT else ""

    def _changed(self) -> None:
        self.day_entry.setVisible(self.outcome in rules.ASK_REVISIT)
        self.changed.emit()
