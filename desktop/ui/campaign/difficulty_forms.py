"""Beside the log of difficulties: one entry as the province reads it, and the forms."""

from __future__ import annotations

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.difficulties.views import DifficultyView
from desktop.campaign.difficulties.words import KINDS, kind_words
from desktop.common.clock import show_date, show_time
from desktop.common.duties import DifficultyKind
from desktop.common.i18n import tr
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_WIDTH, _SMALL = 360, 290
_LONGEST = 400


class DifficultySide(SidePanel):
    """The selected entry, whole, and below it what the province will read."""

    def __init__(self) -> None:
        super().__init__(tr("Vướng mắc đang chọn"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "strong", wrap=True)
        self.about = PlainLabel("", "table", "ink2", wrap=True)
        self.told_head = PlainLabel(tr("Tỉnh sẽ đọc:"), "label", "ink2")
        self.told = PlainLabel("", "table", wrap=True)
        self.answer = PlainLabel("", "table", wrap=True)
        for part in (self.text, self.about, self.answer, self.told_head, self.told):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def show_entry(self, one: DifficultyView | None) -> None:
        """Show one entry."""
        self.text.setText(masked_numbers(one.text) if one else tr("Chưa chọn vướng mắc nào."))
        self.about.setText(_about(one) if one else "")
        answer = masked_numbers(one.answer) if one else ""
        self.answer.setText(tr("Trả lời: {answer}").format(answer=answer))
        self.answer.setVisible(bool(one and one.answer))
        differs = one is not None and one.told != masked_numbers(one.text)
        self.told.setText(one.told if one else "")
        self.told_head.setVisible(differs)
        self.told.setVisible(differs)


def _about(one: DifficultyView) -> str:
    parts = [kind_words(one.kind), one.person, one.place]
    when = f"{show_time(one.said_at)} {show_date(one.said_at)}"
    parts.append(tr("{who} ghi lúc {when}").format(who=one.said_by, when=when))
    if one.sent_at is not None:
        parts.append(tr("Gửi tỉnh ngày {day}").format(day=show_date(one.sent_at)))
    return "\n".join(part for part in parts if part)


class NewDifficultySide(SidePanel):
    """A new entry: what is hard, of which kind, about whom, where."""

    def __init__(self) -> None:
        super().__init__(tr("Vướng mắc mới"), width=_WIDTH, small_width=_SMALL)
        self.text = TextEdit(limit=_LONGEST)
        self.kind = ChoiceEdit([(one.value, kind_words(one)) for one in KINDS])
        self.about = TextEdit()
        self.place = TextEdit()
        hint = tr("Tên và số sẽ được che khi gửi tỉnh.")
        about = tr("Tên không dấu, 4 số cuối hoặc số biên nhận.")
        self.inside.addWidget(FormEntry(tr("Vướng điều gì"), self.text, hint=hint))
        self.inside.addWidget(FormEntry(tr("Loại"), self.kind))
        self.inside.addWidget(FormEntry(tr("Về ai"), self.about, optional=True, hint=about))
        self.inside.addWidget(FormEntry(tr("Ở đâu"), self.place, optional=True))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self) -> None:
        """Ask for a new entry."""
        for field in (self.text, self.about, self.place):
            field.set_value("")
        self.kind.set_value(DifficultyKind.PROCEDURE.value)
        self.text.setFocus()


class AnswerSide(SidePanel):
    """What the province said."""

    def __init__(self) -> None:
        super().__init__(tr("Trả lời của tỉnh"), width=_WIDTH, small_width=_SMALL)
        self.text = PlainLabel("", "strong", wrap=True)
        self.answer = TextEdit(limit=_LONGEST)
        self.inside.addWidget(self.text)
        self.inside.addWidget(FormEntry(tr("Trả lời"), self.answer))
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, one: DifficultyView) -> None:
        """Ask about one entry; an answer that is there can be mended."""
        self.text.setText(masked_numbers(one.text))
        self.answer.set_value(one.answer)
        self.answer.setFocus()
