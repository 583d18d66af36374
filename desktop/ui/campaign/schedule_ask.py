"""Where a slot should go: day, time and counters, in the place of the cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from desktop.campaign.schedule.hand import Wish
from desktop.campaign.schedule.rules import Slot, Window, clock_time
from desktop.campaign.schedule.settings import minute_of
from desktop.campaign.schedule.words import short_day, slot_words
from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.ui.campaign.schedule_lines import Line
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


@dataclass(frozen=True)
class Question:
    """What is to be placed.

    Attributes:
        slots: of the chosen day; empty when people without a place get a new slot.
        people: how many these are.
    """

    line: Line
    day: date
    slots: tuple[Slot, ...]
    people: int


class ScheduleAsk(SidePanel):
    """Asks for day, time and counters; an empty time takes the first that is free.

    Signals:
        changed: a field was typed in.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(" ", width=320, small_width=288)
        self.question: Question | None = None
        self._windows: Sequence[Window] = ()
        self.about = PlainLabel("", "body", wrap=True)
        self.which = ChoiceEdit([])
        self.which_entry = FormEntry(tr("Buổi"), self.which)
        self.day = DateEdit(latest_year=9999)
        self.day_entry = FormEntry(tr("Ngày"), self.day)
        self.time = TextEdit(limit=5)
        self.time_entry = FormEntry(
            tr("Từ giờ"), self.time, optional=True, hint=tr("Để trống: giờ trống đầu tiên.")
        )
        self.counters = ChoiceEdit([("", tr("Mọi quầy đang mở"))])
        self.counters_entry = FormEntry(tr("Số quầy"), self.counters)
        parts = (self.which_entry, self.day_entry, self.time_entry, self.counters_entry)
        self.inside.addWidget(self.about)
        for part in parts:
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.hours = PlainLabel("", "hint", "ink2", wrap=True)
        self.below.addWidget(self.hours)
        for field in (self.day, self.time, self.counters, self.which):
            field.value_changed.connect(self._typed)

    def ask(self, question: Question, windows: Sequence[Window], counters: int) -> None:
        """Show the fields, and come to the first of them."""
        self.question, self._windows = question, windows
        self.set_title(tr("Dời buổi") if question.slots else tr("Xếp buổi"))
        words = tr("{cell}: {n} người chưa có buổi.")
        if question.slots:
            words = tr("{cell}, đang xếp {slot}.")
        first = slot_words(question.slots[0]) if question.slots else ""
        self.about.setText(words.format(cell=question.line.name, n=question.people, slot=first))
        self.which.set_choices(
            [(str(place), slot_words(slot)) for place, slot in enumerate(question.slots)]
        )
        self.which_entry.setVisible(len(question.slots) > 1)
        self.counters.set_choices(
            [("", tr("Mọi quầy đang mở")), *((str(n), str(n)) for n in range(1, counters))]
        )
        self.counters_entry.setVisible(counters > 1)
        self.day.set_value(PartialDate(question.day.year, question.day.month, question.day.day))
        self.time.set_value("")
        self._typed()
        self.day.setFocus()
        self.day.selectAll()

    @property
    def slot(self) -> Slot | None:
        """The slot that is to be moved; None when one is to be made."""
        if self.question is None or not self.question.slots:
            return None
        return self.question.slots[int(self.which.value() or 0)]

    def wish(self) -> Wish | None:
        """Return what was filled in; None while something is missing."""
        day, typed = self._day(), self.time.value().strip()
        start = minute_of(typed) if typed else None
        if day is None or (typed and start is None):
            return None
        return Wish(day, start, int(self.counters.value()) if self.counters.value() else None)

    def why_not(self) -> str:
        """Return what is still missing, "" when nothing is."""
        if self._day() is None:
            return tr("Gõ đủ ngày, tháng, năm.")
        return "" if self.wish() is not None else tr("Gõ giờ như 07:30.")

    def _day(self) -> date | None:
        typed = self.day.value()
        return date.fromisoformat(typed.iso) if typed is not None and typed.day else None

    def _typed(self) -> None:
        day = self._day()
        opened = [one for one in self._windows if one.day == day]
        words = ", ".join(f"{clock_time(one.start)}–{clock_time(one.end)}" for one in opened)
        if day is None:
            said = ""
        elif opened:
            said = tr("{day} làm việc {hours}.").format(day=short_day(day), hours=words)
        else:
            said = tr("{day} không làm việc.").format(day=short_day(day))
        self.hours.setText(said)
        self.changed.emit()
