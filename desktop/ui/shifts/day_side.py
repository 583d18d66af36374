"""Beside the year's holidays: one day the office keeps otherwise than the public calendar."""

from __future__ import annotations

from datetime import date

from desktop.common.i18n import tr
from desktop.common.vocabulary import DayKind
from desktop.shifts.views import CalendarRow
from desktop.shifts.words import weekday_words
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

LONGEST_NAME = 80


class DaySide(SidePanel):
    """A day, what it counts as, and why.

    Args:
        latest_year: the latest year a day typed without century may mean.
    """

    def __init__(self, *, latest_year: int) -> None:
        super().__init__(tr("Đặt một ngày"), width=344, small_width=284)
        self.day = DateEdit(latest_year=latest_year)
        self.day.value_changed.connect(self._say_weekday)
        self.choice = ChoiceEdit(
            [
                (DayKind.WORKING.value, tr("Làm việc, làm bù")),
                (DayKind.HOLIDAY.value, tr("Nghỉ")),
            ]
        )
        self.name = TextEdit(limit=LONGEST_NAME)
        self.day_entry = FormEntry(tr("Ngày"), self.day)
        self.name_entry = FormEntry(
            tr("Ngày gì, theo văn bản nào"),
            self.name,
            hint=tr("Ví dụ: Làm bù, Công văn 15."),
        )
        lead = tr(
            "Ngày đặt ở đây thay cho lịch chung. Ca đã mở không đổi; ca mở sau theo lịch mới."
        )
        self.inside.addWidget(self.day_entry)
        self.inside.addWidget(FormEntry(tr("Ngày này"), self.choice))
        self.inside.addWidget(self.name_entry)
        self.inside.addWidget(PlainLabel(lead, "hint", "ink2", wrap=True))
        self.inside.addStretch(1)
        self.foot_box.hide()

    @property
    def kind(self) -> DayKind:
        """What the day counts as."""
        return DayKind(self.choice.value())

    def checked(self) -> date | None:
        """Return the day when nothing is missing, else mark what is; the first gets the focus."""
        typed = self.day.value()
        day = date.fromisoformat(typed.iso) if typed is not None and typed.day else None
        self.day_entry.set_error("" if day else tr("Gõ đủ ngày, tháng, năm, như 03012026."))
        self.name_entry.set_error("" if self.name.value() else tr("Ghi ngày gì, theo văn bản nào."))
        if day is None:
            self.day.setFocus()
        elif not self.name.value():
            self.name.setFocus()
            return None
        return day

    def show_day(self, row: CalendarRow) -> None:
        """Begin with a day of the table: as it is kept, or the other way round."""
        opposite = DayKind.WORKING if row.is_holiday else DayKind.HOLIDAY
        self.clear()
        self.day.setText(f"{row.day:%d/%m/%Y}")
        self.choice.set_value((row.override or opposite).value)
        if row.override is not None:
            self.name.set_value(row.name)
        self.name.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.day.set_value(None)
        self.name.set_value("")
        self.choice.set_value(DayKind.WORKING.value)
        for entry in (self.day_entry, self.name_entry):
            entry.set_error("")

    def _say_weekday(self) -> None:
        typed = self.day.value()
        whole = typed is not None and typed.day
        words = weekday_words(date.fromisoformat(typed.iso)) if typed and whole else ""
        self.day_entry.set_hint(words)
