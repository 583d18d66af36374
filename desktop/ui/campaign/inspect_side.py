"""Beside a check list under way: the selected item with its three verdicts, and the forms."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.inspections.rules import LONGEST
from desktop.campaign.inspections.views import InspectionView, MarkView, Measured
from desktop.campaign.inspections.words import item_words, measured_words
from desktop.common.dates import parse_date
from desktop.common.i18n import tr
from desktop.common.inspections import Verdict
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import DateEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_WIDTH, _SMALL = 360, 290
_DAYS_TO_MEND = 3
"""The deadline that is offered; inspectors type another."""


class ItemSide(SidePanel):
    """The selected item: what the program measures now, what was said, the verdicts by digit."""

    def __init__(self) -> None:
        super().__init__(tr("Mục đang chọn"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "strong", wrap=True)
        self.measured = PlainLabel("", "table", wrap=True)
        self.note = PlainLabel("", "table", "ink2", wrap=True)
        self.passed = OutlineButton(tr("Đạt"), key="1", small=True)
        self.failed = OutlineButton(tr("Chưa đạt, ghi thiếu gì"), key="2", small=True)
        self.other = OutlineButton(tr("Không áp dụng"), key="3", small=True)
        self.remark = OutlineButton(tr("Ghi chú"), key="Ctrl+E", small=True)
        self.buttons = (self.passed, self.failed, self.other, self.remark)
        for part in (self.text, self.measured, self.note, *self.buttons):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_mark(self, mark: MarkView | None, told: Measured | None, *, can_tell: bool) -> None:
        """Show one item.

        Args:
            mark: the item; None for none.
            told: what the program measures now.
            can_tell: whether there is anything about it that a program can measure.
        """
        self.text.setText(item_words(mark.text) if mark else tr("Chưa chọn mục nào."))
        unknown = tr("Máy chưa đo được, người kiểm tra tự xem.")
        by_eye = tr("Mục này người kiểm tra tự xem.")
        words = measured_words(told) or (unknown if can_tell else by_eye)
        self.measured.setText(words if mark else "")
        self.measured.setVisible(mark is not None)
        note = _note(mark) if mark else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        for button in self.buttons:
            button.setVisible(mark is not None)
        self.remark.set_disabled("" if mark and mark.verdict else tr("Ghi kết quả trước."))


def _note(mark: MarkView) -> str:
    parts = [tr("Ghi chú: {note}").format(note=masked_numbers(mark.note))] if mark.note else []
    if mark.deadline is not None:
        parts.append(tr("Hạn khắc phục: {day}").format(day=f"{mark.deadline:%d/%m/%Y}"))
    return "\n".join(parts)


class VerdictSide(SidePanel):
    """What is missing and until when, or a note to another verdict.

    Args:
        today: the deadline is offered some days later.
    """

    def __init__(self, today: date) -> None:
        super().__init__(tr("Chưa đạt"), width=_WIDTH, small_width=_SMALL)
        self.verdict = Verdict.FAILED
        self.text = PlainLabel("", "strong", wrap=True)
        self.note = TextEdit(limit=LONGEST)
        self.deadline = DateEdit(latest_year=today.year + 1)
        self.note_entry = FormEntry(tr("Thiếu gì, phải sửa thế nào"), self.note)
        self.until_entry = FormEntry(tr("Hạn khắc phục"), self.deadline)
        for part in (self.text, self.note_entry, self.until_entry):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, mark: MarkView, verdict: Verdict, today: date) -> None:
        """Ask about one item; what was said before can be mended."""
        self.verdict = verdict
        failed = verdict is Verdict.FAILED
        words = tr("Thiếu gì, phải sửa thế nào") if failed else tr("Ghi chú")
        self.set_title(tr("Chưa đạt") if failed else tr("Ghi chú"))
        self.note_entry.label.setText(words)
        self.note.setAccessibleName(words)
        self.text.setText(item_words(mark.text))
        self.note.set_value(mark.note)
        self.until_entry.setVisible(failed)
        day = mark.deadline or today + timedelta(days=_DAYS_TO_MEND)
        self.deadline.set_value(parse_date(f"{day:%d/%m/%Y}", latest_year=day.year))
        self.note.setFocus()

    @property
    def deadline_iso(self) -> str:
        """ISO day, "" where none is wanted or none was typed."""
        day = self.deadline.value() if self.verdict is Verdict.FAILED else None
        return day.iso if day else ""


class CloseSide(SidePanel):
    """What closing means, before it is done."""

    def __init__(self) -> None:
        super().__init__(tr("Chốt lần kiểm tra"), width=_WIDTH, small_width=_SMALL)
        self.counts = PlainLabel("", "strong", wrap=True)
        after = tr(
            "Chốt rồi thì không sửa được nữa. Mục chưa đạt thành điều phải khắc phục, có hạn. "
            "Phụ trách ca ghi đã làm gì, người kiểm tra xem lại rồi xác nhận."
        )
        self.after = PlainLabel(after, "table", "ink2", wrap=True)
        self.inside.addWidget(self.counts)
        self.inside.addWidget(self.after)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, one: InspectionView) -> None:
        """Show what would be closed."""
        self.counts.setText(
            tr("{passed} đạt, {failed} chưa đạt, {other} không áp dụng").format(
                passed=one.count(Verdict.PASSED),
                failed=one.count(Verdict.FAILED),
                other=one.count(Verdict.NOT_APPLICABLE),
            )
        )
