"""Beside the findings: one with its inspection, and the forms that carry it on."""

from __future__ import annotations

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.inspections.rules import LONGEST, SHORT
from desktop.campaign.inspections.views import Finding
from desktop.campaign.inspections.words import item_words, measured_words
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.common.inspections import FindingState, Verdict
from desktop.ui.campaign.inspection_rows import Line
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_WIDTH, _SMALL = 360, 290
_MENDED, _REOPEN = "mended", "reopen"


class LineSide(SidePanel):
    """The selected finding, what became of it, and below it its inspection."""

    def __init__(self) -> None:
        super().__init__(tr("Dòng đang chọn"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "strong", wrap=True)
        self.item = PlainLabel("", "table", "ink2", wrap=True)
        self.way = PlainLabel("", "table", wrap=True)
        self.visit_head = PlainLabel(tr("Lần kiểm tra:"), "label", "ink2")
        self.about = PlainLabel("", "table", "ink2", wrap=True)
        for part in (self.text, self.item, self.way, self.visit_head, self.about):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_line(self, line: Line | None) -> None:
        """Show one line."""
        mark, finding = (line.mark, line.finding) if line else (None, None)
        self.text.setText(masked_numbers(mark.note) if mark else "")
        self.text.setVisible(mark is not None)
        item = [item_words(mark.text), measured_words(mark.measured)] if mark else []
        self.item.setText("\n".join(text for text in item if text))
        self.item.setVisible(mark is not None)
        way = "\n".join(_way(finding)) if finding else ""
        self.way.setText(way)
        self.way.setVisible(bool(way))
        self.visit_head.setVisible(line is not None)
        self.about.setText(_about(line) if line else tr("Chưa chọn dòng nào."))


def _way(found: Finding) -> list[str]:
    """Return what was done about a finding, the oldest first."""
    lines = []
    if found.mended_at is not None:
        words = tr("{who} ghi đã khắc phục ngày {day}: {how}")
        day, how = show_date(found.mended_at), masked_numbers(found.how)
        lines.append(words.format(who=found.mended_by, day=day, how=how))
    elif found.how:
        lines.append(tr("Lần trước ghi: {how}").format(how=masked_numbers(found.how)))
    if found.confirmed_at is not None:
        words = tr("{who} xác nhận ngày {day}")
        lines.append(words.format(who=found.confirmed_by, day=show_date(found.confirmed_at)))
    if found.word:
        lines.append(tr("Người kiểm tra: {word}").format(word=masked_numbers(found.word)))
    return lines


def _about(line: Line) -> str:
    one = line.inspection
    begun = f"{show_time(one.begun_at)} {show_date(one.begun_at)}"
    counts = tr("{passed} đạt, {failed} chưa đạt, {other} không áp dụng").format(
        passed=one.count(Verdict.PASSED),
        failed=one.count(Verdict.FAILED),
        other=one.count(Verdict.NOT_APPLICABLE),
    )
    return f"{one.inspectors}\n{one.point}\n{begun}\n{counts}"


class NewInspectionSide(SidePanel):
    """A new inspection: who looks, at which point."""

    def __init__(self) -> None:
        super().__init__(tr("Kiểm tra mới"), width=_WIDTH, small_width=_SMALL)
        self.inspectors, self.point = TextEdit(limit=SHORT), TextEdit(limit=SHORT)
        who, where = tr("Họ tên, đơn vị của đoàn."), tr("Bỏ trống là điểm này.")
        self.inside.addWidget(FormEntry(tr("Ai kiểm tra"), self.inspectors, hint=who))
        point = FormEntry(tr("Điểm thu nhận"), self.point, optional=True, hint=where)
        self.inside.addWidget(point)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, actor: str) -> None:
        """Ask for a new one; whoever asks is offered as the inspector."""
        self.inspectors.set_value(actor)
        self.point.set_value("")
        self.inspectors.setFocus()
        self.inspectors.selectAll()


class MendSide(SidePanel):
    """How a finding was mended."""

    def __init__(self) -> None:
        super().__init__(tr("Đã khắc phục"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "strong", wrap=True)
        self.how = TextEdit(limit=LONGEST)
        self.inside.addWidget(self.text)
        hint = tr("Người kiểm tra sẽ xem lại rồi xác nhận.")
        self.inside.addWidget(FormEntry(tr("Đã làm gì"), self.how, hint=hint))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, line: Line) -> None:
        """Ask about one finding; what was said before can be mended."""
        self.text.setText(masked_numbers(line.mark.note) if line.mark else "")
        self.how.set_value(line.finding.how if line.finding else "")
        self.how.setFocus()


class ConfirmSide(SidePanel):
    """The inspector looked again: it is mended, or it is not."""

    def __init__(self) -> None:
        super().__init__(tr("Xem lại"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "strong", wrap=True)
        self.how = PlainLabel("", "table", "ink2", wrap=True)
        choices = [(_MENDED, tr("Đã khắc phục xong")), (_REOPEN, tr("Chưa xong, mở lại"))]
        self.choice = ChoiceEdit(choices)
        self.word = TextEdit(limit=LONGEST)
        self.inside.addWidget(self.text)
        self.inside.addWidget(self.how)
        self.inside.addWidget(FormEntry(tr("Kết luận"), self.choice))
        hint = tr("Mở lại thì ghi còn thiếu gì.")
        self.inside.addWidget(FormEntry(tr("Ý kiến"), self.word, optional=True, hint=hint))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, line: Line) -> None:
        """Ask about one finding."""
        finding = line.finding
        self.text.setText(masked_numbers(line.mark.note) if line.mark else "")
        self.how.setText("\n".join(_way(finding)) if finding else "")
        self.choice.set_value(_MENDED)
        self.word.set_value("")
        self.choice.setFocus()

    @property
    def is_mended(self) -> bool:
        """Whether the inspector is content."""
        return self.choice.value() == _MENDED


def waits_for(line: Line | None) -> FindingState | None:
    """Return the state of the finding of a line; None where nothing can be done about one."""
    if line is None or line.finding is None or line.finding.state is FindingState.CONFIRMED:
        return None
    return line.finding.state
