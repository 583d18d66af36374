"""Beside the phone list: whom to call, what to say, and what is written with the outcome."""

from __future__ import annotations

from datetime import date

from desktop.common.i18n import tr
from desktop.intake.calls.service import grouped_phone
from desktop.intake.calls.views import CallLine
from desktop.intake.calls.words import last_words
from desktop.ui.widgets.fields import DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class CallsSide(SidePanel):
    """The person at hand."""

    def __init__(self, today: date) -> None:
        super().__init__(tr("Người đang gọi"), width=344, small_width=284)
        self.name = PlainLabel("", "section", wrap=True)
        self.phone = PlainLabel("", "title")
        self.need = PlainLabel("", "body", wrap=True)
        self.said = PlainLabel("", "label", "ink2", wrap=True)
        self.last = PlainLabel("", "label", "ink2", wrap=True)
        self.day = DateEdit(latest_year=today.year + 1)
        self.day_entry = FormEntry(
            tr("Ngày đến, hoặc ngày gọi lại"),
            self.day,
            hint=tr("Để trống: mai đến, mai gọi lại, nhờ bí thư thì hai ngày."),
        )
        self.words = TextEdit(limit=120)
        self.note_entry = FormEntry(tr("Ghi chú"), self.words, optional=True)
        for part in (self.name, self.phone, self.need, self.said, self.last):
            self.inside.addWidget(part)
        self.inside.addWidget(self.day_entry)
        self.inside.addWidget(self.note_entry)
        self.inside.addStretch(1)
        self.foot_box.hide()

    @property
    def on_day(self) -> str:
        """The ISO day typed; "" for none, and what is no date stays as it was typed."""
        date_ = self.day.value()
        return date_.iso if date_ else self.day.text().strip()

    def show_line(self, line: CallLine | None, *, revealed: bool) -> None:
        """Show somebody; what was typed for the one before is gone."""
        self.setEnabled(line is not None)
        self.day.set_value(None)
        self.words.set_value("")
        if line is None:
            for label in (self.name, self.phone, self.need, self.said, self.last):
                label.setText("")
            return
        one = line.callee
        self.name.setText(one.full_name)
        self.need.setText(tr(one.need))
        self.said.setText(tr("Tỉnh ghi: {note}").format(note=one.note) if one.note else "")
        self.said.setVisible(bool(one.note))
        self.last.setText(last_words(line))
        self.last.setVisible(line.last is not None)
        self.show_phone(line, revealed=revealed)

    def show_phone(self, line: CallLine, *, revealed: bool) -> None:
        """Show the number for dialling, or how it is got at."""
        if not line.callee.phone:
            self.phone.setText(tr("Chưa có số điện thoại"))
        elif revealed:
            self.phone.setText(grouped_phone(line.callee.phone))
        else:
            self.phone.setText("•••• ••• •••")
