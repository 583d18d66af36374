"""Why a record goes back to the counter: reason, field where one is meant, note."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.review.returning import (
    GivenBack,
    ReturnReason,
    checked,
    reason_words,
    short_reason,
)
from desktop.intake.review.rules import Finding, Risk
from desktop.intake.review.views import ReviewDetail
from desktop.intake.rules import EDITABLE
from desktop.ui.intake import field_words as words
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel

_PROPOSED: Final = {
    Risk.DUPLICATE: ReturnReason.DUPLICATE,
    Risk.PHOTO_EXCEPTION: ReturnReason.PHOTO,
    Risk.SIGN_EXCEPTION: ReturnReason.SIGNATURE,
    Risk.NAME_DIFFERS: ReturnReason.FULL_NAME,
    Risk.LOW_PHOTO: ReturnReason.PHOTO,
}


class ReturnPanel(Panel):
    """Below the record."""

    def __init__(self) -> None:
        super().__init__()
        choices = [(one.value, short_reason(one)) for one in ReturnReason]
        self.reason = ChoiceEdit(choices, tr("Lý do trả về"), empty=tr("Chọn lý do trả về"))
        fields = [(one.value, words.field_label(one)) for one in EDITABLE]
        self.field = ChoiceEdit(fields, tr("Ô cần sửa"), empty=tr("Chọn ô cần sửa"))
        self.note = TextEdit(tr("Ghi chú cho quầy"))
        for choice in (self.reason, self.field):
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(
                ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.value_changed.connect(self._changed)
        self.note.value_changed.connect(self._changed)
        self.reason_entry = FormEntry(tr("Lý do trả về"), self.reason)
        self.field_entry = FormEntry(tr("Ô cần sửa"), self.field)
        self.note_entry = FormEntry(tr("Ghi chú cho quầy"), self.note, optional=True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.reason_entry, 3)
        line.addWidget(self.field_entry, 2)
        line.addWidget(self.note_entry, 3)
        self.body.addLayout(line)
        self._changed()

    def show_record(self, detail: ReviewDetail) -> None:
        """Propose the reason that follows from what was found."""
        reason, field = _proposed(detail.row.findings)
        for part in (self.reason, self.field, self.note):
            part.blockSignals(True)
        self._choose(self.reason, reason.value if reason else "")
        self._choose(self.field, field.value if field else "")
        self.note.set_value("")
        for part in (self.reason, self.field, self.note):
            part.blockSignals(False)
        self._changed()

    @staticmethod
    def _choose(choice: ChoiceEdit, value: str) -> None:
        at = choice.findData(value) if value else 0
        choice.setCurrentIndex(max(at, 0))

    def said(self) -> GivenBack | None:
        """Return what was chosen; None when something is missing, which is then pointed out."""
        if not self.reason.value():
            self.reason_entry.set_error(tr("Chọn lý do trả về trước."))
            self.reason.setFocus()
            return None
        field = self.field.value()
        said = GivenBack(
            ReturnReason(self.reason.value()),
            FieldKey(field) if field else None,
            self.note.value(),
        )
        try:
            return checked(said)
        except UserFacingError as error:
            is_field = said.reason is ReturnReason.OTHER_FIELD
            (self.field_entry if is_field else self.note_entry).set_error(error.title)
            (self.field if is_field else self.note).setFocus()
            return None

    @property
    def has_focus(self) -> bool:
        """Whether somebody is choosing or typing here."""
        return any(part.hasFocus() for part in (self.reason, self.field, self.note))

    def _changed(self) -> None:
        reason = self.reason.value()
        self.field_entry.setVisible(reason == ReturnReason.OTHER_FIELD.value)
        for entry in (self.reason_entry, self.field_entry, self.note_entry):
            entry.set_error("")
        self._tell_counter(reason)

    def _tell_counter(self, reason: str) -> None:
        """Say what the clerk will read: the choice names it in a few words only."""
        said = ""
        if reason:
            whole = reason_words(ReturnReason(reason))
            said = tr("Quầy sẽ đọc: {words}").format(words=whole)
        self.reason.setToolTip(said)
        self.reason.setAccessibleDescription(said)


def _proposed(findings: tuple[Finding, ...]) -> tuple[ReturnReason | None, FieldKey | None]:
    for one in findings:
        if one.risk in _PROPOSED:
            return _PROPOSED[one.risk], None
        editable = [field for field in one.fields if field in EDITABLE]
        if one.risk is Risk.EDITED and editable:
            return ReturnReason.OTHER_FIELD, editable[0]
    return None, None
