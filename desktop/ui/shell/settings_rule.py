"""The line under the rules in which one of them is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import MemberStatus
from desktop.roster.eligibility.rules import LONGEST_REASON
from desktop.roster.eligibility.views import RuleRow
from desktop.roster.rules import APART
from desktop.ui import theme
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import rule

_YES, _NO = "yes", "no"


def is_apart(status: MemberStatus) -> bool:
    """Whether people of this status are counted apart, so that only the words can change."""
    return status in APART


class RuleEditor(QWidget):
    """Yes or no and the words, side by side; the page's Enter keeps, Esc gives up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: RuleRow | None = None
        self.answer = ChoiceEdit([(_YES, tr("Được đổi thẻ")), (_NO, tr("Chưa đổi thẻ"))])
        self.answer.value_changed.connect(self._answered)
        self.reason = TextEdit(limit=LONGEST_REASON)
        self._answer_entry = FormEntry(tr("Quy tắc"), self.answer)
        hint = tr("Enter để lưu, Esc để thôi.")
        self.reason_entry = FormEntry(tr("Lý do nói với người đến"), self.reason, hint=hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule())
        self._row = QHBoxLayout()
        self._row.addWidget(self._answer_entry)
        self._row.addWidget(self.reason_entry, 1)
        outer.addLayout(self._row)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        side, gap = look.fixed(16, 12), look.fixed(10, 6)
        self._row.setContentsMargins(side, gap, side, gap)
        self._row.setSpacing(side)
        self._answer_entry.setFixedWidth(look.pick(206, 188))

    @property
    def rule(self) -> RuleRow | None:
        """The rule that is being changed, None while there is none."""
        return self._rule

    @property
    def is_open(self) -> bool:
        """Whether somebody is changing a rule."""
        return self._rule is not None

    def open(self, row: RuleRow) -> None:
        """Start to change a rule; of people counted apart only the words."""
        self._rule = row
        words = tr("Quy tắc: {status}").format(status=row.status_name)
        self._answer_entry.setVisible(not is_apart(row.status))
        self.answer.setAccessibleName(words)
        self.answer.set_value(_YES if row.eligible else _NO)
        self.reason.setText(row.reason)
        self.reason_entry.set_error("")
        self.show()
        first = self.reason if is_apart(row.status) else self.answer
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_rule(self) -> None:
        """Give up or be done."""
        self._rule = None
        self.hide()

    def _answered(self) -> None:
        self.reason_entry.set_error("")

    def asked(self) -> tuple[bool, str] | None:
        """Return what is to hold and its words; None when words are missing, and say so."""
        eligible, words = self.answer.value() == _YES, self.reason.value()
        if not eligible and not words:
            self.refuse(tr("Ghi lý do và việc cần làm để cán bộ đọc cho người đến quầy."))
            return None
        return eligible, words

    def refuse(self, advice: str) -> None:
        """Say below the words why the rule cannot be kept; nothing typed is lost."""
        self.reason_entry.set_error(advice)
        self.reason.setFocus()
