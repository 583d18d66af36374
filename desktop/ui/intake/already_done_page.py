"""The person has a receipt already: show it, print it again if wanted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.batch.board.views import RejectedRow
from desktop.common.clock import show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.intake.views import Draft, PrintResult
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import field_words as words
from desktop.ui.intake.find_results import Fact
from desktop.ui.intake.mending import open_to_mend, words_of_the_province
from desktop.ui.intake.reprint import reprint
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.state_words import state_kind, state_name
from desktop.ui.widgets.tag import Tag


@dataclass(frozen=True)
class _Earlier:
    """The record, how often its receipt was printed again, and why it came back if it did."""

    record: Draft
    received_by: str
    reprints: int
    sent_back: RejectedRow | None


class AlreadyDonePage(Page):
    """Number, when, by whom; `In lại`."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Người này đã có biên nhận"))
        self._context = context
        self._application_id: UUID | None = None
        self._asked: Task | None = None
        self.name = PlainLabel("", "section")
        self.state = Tag("", "ok")
        self.number = PlainLabel("", "receipt")
        self.when = Fact(tr("Nhận lúc"), strong=False)
        self.by = Fact(tr("Người nhận"))
        self.cell = Fact(tr("Chi bộ"))
        self.born = Fact(tr("Ngày sinh"), strong=False)
        self.copies = Fact(tr("Đã in lại"), strong=False)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.name)
        head.addWidget(self.state)
        head.addStretch(1)
        facts = QHBoxLayout()
        facts.setSpacing(32)
        for fact in (self.when, self.by, self.born, self.cell, self.copies):
            facts.addWidget(fact)
        facts.addStretch(1)
        self.panel = Panel()
        self.panel.body.setSpacing(12)
        self.panel.body.addLayout(head)
        number = QVBoxLayout()
        number.setSpacing(0)
        number.addWidget(PlainLabel(tr("Số biên nhận"), "label", "ink2"))
        number.addWidget(self.number)
        self.panel.body.addLayout(number)
        self.panel.body.addLayout(facts)
        self.print_button = OutlineButton(tr("In lại"), key="Ctrl+P", icon="printer", small=True)
        self.print_button.clicked.connect(self._print)
        context.forbid(Permission.RECORD_PRINT, self.print_button)
        advice = tr("Mất biên nhận thì in lại; lần in lại có ghi vào nhật ký.")
        self.panel.foot.addWidget(PlainLabel(advice, "hint", "ink2"), 1)
        self.panel.foot.addWidget(self.print_button)
        self.calm = PlainLabel(
            tr("Không cần làm lại. Hồ sơ đã lưu và không đổi nữa."), "body", "ink2", wrap=True
        )
        self.content.addWidget(self.calm)
        self.content.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addStretch(1)
        self.action_bar.add_back(self._to_find)
        self.action_bar.set_primary(tr("Người tiếp theo"), self._go)
        self._to_mend = False

    def enter(self, application_id: UUID | None = None, member_id: UUID | None = None) -> None:
        """Show an earlier receipt.

        Args:
            application_id: the record.
            member_id: whose it is; not needed to show it.
        """
        del member_id
        super().enter()
        self._application_id = application_id
        self.panel.hide()
        self.bars.clear()
        self._offer(None)
        self._ask()
        primary = self.action_bar.primary
        if primary is not None:
            primary.setFocus()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        services, application_id = self._context.services, self._application_id
        if application_id is None:
            return

        def read() -> _Earlier:
            record = services.intake.draft(application_id)
            reprints = services.printing.reprints(application_id)
            sent_back = services.board.last_word(application_id)
            return _Earlier(record, record.received_by, reprints, sent_back)

        self._asked = self._context.tasks.query(read, self._show, self._trouble)

    def _show(self, earlier: _Earlier) -> None:
        record = earlier.record
        self.name.setText(record.full_name)
        self.state.set(state_name(record.state), state_kind(record.state))
        self.number.setText(record.receipt_number or "")
        at = record.received_at
        self.when.set(
            tr("{time} ngày {date}").format(time=show_time(at), date=show_date(at)) if at else ""
        )
        self.by.set(earlier.received_by)
        self.cell.set(record.fields.get(FieldKey.CELL, ""))
        born = words.show_value(FieldKey.BIRTH_DATE, record.fields.get(FieldKey.BIRTH_DATE, ""))
        self.born.set(born)
        self.copies.set(tr("{n} lần").format(n=earlier.reprints) if earlier.reprints else "")
        self.panel.show()
        self._offer(earlier.sent_back)

    def _offer(self, row: RejectedRow | None) -> None:
        """Offer to mend what the province sent back; else the next person comes."""
        self._to_mend = row is not None
        needed = Permission.RECORD_TAKE
        self.action_bar.set_reason(self._context.why_not(needed) if self._to_mend else "")
        self.calm.setVisible(row is None)
        self.action_bar.set_primary(tr("Người tiếp theo") if row is None else tr("Sửa hồ sơ này"))
        if row is not None:
            self.title = tr("Tỉnh trả hồ sơ này về")
            self.bars.show_message(words_of_the_province(row))
        else:
            self.title = tr("Người này đã có biên nhận")

    def _go(self) -> None:
        if self._to_mend and self._application_id is not None:
            open_to_mend(self._context, self._application_id)
        else:
            self._to_find()

    def _print(self) -> None:
        if self._application_id is None:
            return
        self.print_button.set_disabled(tr("Đang in"))
        reprint(self._context, self._application_id, self._printed)

    def _printed(self, result: PrintResult) -> None:
        self.print_button.set_disabled()
        if result.printed:
            self.bars.clear("print")
            self._context.feedback.toast(tr("Đã in lại biên nhận."))
        else:
            self.bars.show_message(Message("warn", result.title, result.advice, key="print"))
        if self.isVisible():
            self._ask()

    def _trouble(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key="trouble"))

    def _to_find(self) -> None:
        self._context.navigator.show(PageName.FIND)
