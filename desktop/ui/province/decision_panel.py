"""The answer to one record: why it waits, the reason of sending it back, a note."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.batch.answering.reasons import Reason, reason_words
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.province.records.views import Standing
from desktop.province.review.views import RecordDetail, Verdict
from desktop.province.rules import ID_DIFFERS, NO_PHOTO, NOT_ELIGIBLE
from desktop.ui.province.record_words import decision_words, field_order, told_words, why_held
from desktop.ui.roster.person_words import field_name
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

# Reasons that only the program or the printing office gives.
_NOT_BY_HAND: Final = frozenset(
    {Reason.BAD_RECORD, Reason.OLDER_VERSION, Reason.PHOTO_UNREADABLE, Reason.PRINTING}
)
_NAMING: Final = frozenset({Reason.OTHER_FIELD, Reason.DATA_MISSING})
_PROPOSED: Final = {
    NO_PHOTO: Reason.PHOTO,
    NOT_ELIGIBLE: Reason.NOT_ELIGIBLE,
    ID_DIFFERS: Reason.PERSONAL_ID,
}


class DecisionPanel(Panel):
    """Below the record.

    Signals:
        changed: another reason, field or note.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.why = PlainLabel("", "strong", wrap=True)
        self.said = PlainLabel("", "label", "ink2", wrap=True)
        choices = [(one.value, reason_words(one)) for one in Reason if one not in _NOT_BY_HAND]
        self.reason = ChoiceEdit(choices, tr("Lý do trả về"), empty=tr("Chọn lý do trả về"))
        self.field = ChoiceEdit([], tr("Ô cần sửa"), empty=tr("Chọn ô cần sửa"))
        self.note = TextEdit(tr("Ghi chú cho quầy"))
        for choice in (self.reason, self.field):
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(
                ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.value_changed.connect(self._typed)
        self.note.value_changed.connect(self._typed)
        self.reason_entry = FormEntry(tr("Lý do trả về"), self.reason)
        self.field_entry = FormEntry(tr("Ô cần sửa"), self.field)
        self.note_entry = FormEntry(tr("Ghi chú cho quầy"), self.note, optional=True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.reason_entry, 3)
        line.addWidget(self.field_entry, 2)
        line.addWidget(self.note_entry, 3)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.why)
        words.addWidget(self.said)
        self.body.addLayout(words)
        self.body.addLayout(line)

    def show_record(self, found: RecordDetail) -> None:
        """Say why a record waits, and propose the reason that follows from it."""
        why = " ".join(why_held(found))
        self.why.setText(why or tr("Máy không thấy điều gì cần xem."))
        said = " ".join(part for part in (decision_words(found), told_words(found.line)) if part)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        kept = found.line.standing is Standing.REJECTED
        for part in (self.reason, self.field, self.note):
            part.blockSignals(True)
        while self.field.count() > 1:
            self.field.removeItem(1)
        for key in field_order([found]) or list(FieldKey)[:1]:
            self.field.addItem(field_name(key), key.value)
        self._choose(self.reason, found.line.reason if kept else _proposed(found))
        self._choose(self.field, found.field if kept else "")
        self.note.set_value(found.note if kept else "")
        for part in (self.reason, self.field, self.note):
            part.blockSignals(False)
        self._typed()

    @staticmethod
    def _choose(field: ChoiceEdit, value: str) -> None:
        at = field.findData(value) if value else 0
        field.setCurrentIndex(max(at, 0))

    def rejection(self) -> Verdict:
        """Return what sending it back would say."""
        field = self.field.value() if self.field_entry.isVisibleTo(self) else ""
        return Verdict(
            accepted=False, reason=self.reason.value(), field=field, note=self.note.value()
        )

    def missing(self) -> str:
        """Return what is missing to send it back, in words; "" when nothing is."""
        if not self.reason.value():
            return tr("Chọn lý do trả về trước.")
        if self.reason.value() == Reason.OTHER and not self.note.value():
            return tr("Ghi chú cho quầy biết phải sửa gì.")
        return ""

    def _typed(self) -> None:
        value = self.reason.value()
        self.field_entry.setVisible(bool(value) and Reason(value) in _NAMING)
        self.reason_entry.set_error("")
        self.note_entry.set_error("")
        self.changed.emit()

    def ask_for_missing(self) -> None:
        """Come to what is missing and say so there."""
        words = self.missing()
        at_reason = not self.reason.value()
        (self.reason_entry if at_reason else self.note_entry).set_error(words)
        (self.reason if at_reason else self.note).setFocus()


def _proposed(found: RecordDetail) -> str:
    if found.doubles and not found.line.findings:
        return Reason.DUPLICATE.value
    for code in found.line.findings:
        if code in _PROPOSED:
            return _PROPOSED[code].value
    return ""
