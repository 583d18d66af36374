"""Beside the table while the campaign is being set: its name, what it rests on, and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.phases.rules import Span
from desktop.campaign.phases.views import Board
from desktop.campaign.phases.words import phase_words
from desktop.common.figures import Rounding
from desktop.common.i18n import tr
from desktop.common.phases import Phase
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_LONGEST = 500


@dataclass(frozen=True)
class Wanted:
    """What is to be kept: settings by name, as typed, and the days of the phases."""

    settings: dict[str, str]
    spans: dict[Phase, Span]


class SettingsSide(SidePanel):
    """The campaign's settings.

    Args:
        latest_year: the latest year a day typed without century may mean.
    """

    def __init__(self, *, latest_year: int) -> None:
        super().__init__(tr("Đặt đợt"), width=344, small_width=276)
        self.name = TextEdit(limit=_LONGEST)
        self.basis = TextEdit(limit=_LONGEST)
        self.start = DateEdit(latest_year=latest_year)
        self.deadline = DateEdit(latest_year=latest_year)
        self.rounding = ChoiceEdit(
            [
                (Rounding.HALF_UP.value, tr("Làm tròn")),
                (Rounding.TRUNCATE.value, tr("Cắt bỏ")),
            ]
        )
        self.days = {
            phase: (DateEdit(latest_year=latest_year), DateEdit(latest_year=latest_year))
            for phase in Phase
        }
        basis = tr("In trên giấy tờ; để trống thì không in.")
        self.inside.addWidget(FormEntry(tr("Tên đợt"), self.name))
        self.inside.addWidget(FormEntry(tr("Căn cứ"), self.basis, optional=True, hint=basis))
        self._entries: list[FormEntry] = []
        self._pair(tr("Ngày bắt đầu"), self.start, tr("Hạn hoàn thành"), self.deadline)
        for phase, (first, last) in self.days.items():
            words = phase_words(phase)
            self._pair(tr("{phase} từ").format(phase=words), first, tr("đến"), last)
        self.inside.addWidget(FormEntry(tr("Tỷ lệ phần trăm"), self.rounding))
        self.inside.addWidget(PlainLabel(tr("Ngày gõ như 07082025."), "hint", "ink2", wrap=True))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def _pair(self, first: str, left: DateEdit, second: str, right: DateEdit) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, field in ((first, left), (second, right)):
            entry = FormEntry(words, field)
            field.setMinimumWidth(60)
            self._entries.append(entry)
            row.addWidget(entry, 1)
        self.inside.addLayout(row)

    def show_campaign(self, values: dict[str, Any], board: Board) -> None:
        """Show what is in force."""
        self.name.set_value(str(values["name"]))
        self.basis.set_value(str(values["legal_basis"]))
        for field, key in ((self.start, "start"), (self.deadline, "deadline")):
            field.setText(_shown(date.fromisoformat(values[key]) if values[key] else None))
        self.rounding.set_value(str(values["rounding"]))
        for row in board.phases:
            for field, day in zip(self.days[row.phase], row.span, strict=True):
                field.setText(_shown(day))
        for entry in self._entries:
            entry.set_error("")
        self.scroll_up()

    def checked(self) -> Wanted | None:
        """Return what was typed, or mark what cannot be read; the first gets the focus."""
        wrong = []
        for entry in self._entries:
            field = entry.field
            is_bad = bool(field.text().strip()) and _day(field) is None  # type: ignore[union-attr, arg-type]  # all are DateEdit
            entry.set_error(tr("Gõ đủ ngày, tháng, năm.") if is_bad else "")
            if is_bad:
                wrong.append(entry)
        for phase, (first, last) in self.days.items():
            if Span(_day(first), _day(last)).is_turned:
                entry = next(one for one in self._entries if one.field is last)
                entry.set_error(
                    tr("Trước ngày bắt đầu của bước {phase}.").format(phase=phase_words(phase))
                )
                wrong.append(entry)
        if wrong:
            wrong[0].field.setFocus()
            return None
        start, deadline = _day(self.start), _day(self.deadline)
        return Wanted(
            {
                "name": self.name.value(),
                "legal_basis": self.basis.value(),
                "start": start.isoformat() if start else "",
                "deadline": deadline.isoformat() if deadline else "",
                "rounding": self.rounding.value(),
            },
            {phase: Span(_day(first), _day(last)) for phase, (first, last) in self.days.items()},
        )


def _shown(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _day(field: DateEdit) -> date | None:
    typed = field.value()
    return date.fromisoformat(typed.iso) if typed is not None and typed.day else None
