"""Why somebody comes first or needs another way: the reasons, and their history beside them."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.priority import rules
from desktop.campaign.priority.views import FlagEntry, FlagSheet, PersonPriority
from desktop.campaign.priority.words import reason_words
from desktop.common.clock import show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.flags import FlagReason
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.tick_row import TickRow
from desktop.ui.tasks import Task
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.yielding import Yielding

_BAR = "priority"
QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own limit, which PySide does not name."""


class HistorySide(SidePanel):
    """What was said of the person before, and who said it."""

    def __init__(self) -> None:
        super().__init__(tr("Lịch sử"), width=380, small_width=300)
        self._lines: list[PlainLabel] = []
        hidden = tr("Lý do sức khỏe không hiện ở danh sách, hàng chờ hay phiếu số.")
        self.below.addWidget(PlainLabel(hidden, "hint", "ink2", wrap=True))

    def show_entries(self, entries: tuple[FlagEntry, ...]) -> None:
        """Show flags, the newest first."""
        while self.inside.count():
            item = self.inside.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._lines = []
        if not entries:
            self._add(tr("Chưa ghi lý do nào."), "table", "ink2")
        for one in entries:
            said = reason_words(one.reason)
            self._add(f"{said}: {one.note}" if one.note else said, "table_strong", "ink")
            self._add(tr("{who} ghi lúc {when}").format(who=one.set_by, when=_when(one)), "table")
            if one.cleared_at is not None:
                when = f"{show_time(one.cleared_at)} {show_date(one.cleared_at)}"
                self._add(tr("{who} bỏ lúc {when}").format(who=one.cleared_by, when=when), "table")
        self.inside.addStretch(1)

    def texts(self) -> list[str]:
        """Return everything that is said, from the top."""
        return [line.text() for line in self._lines]

    def _add(self, text: str, role: theme.Role, color: str = "ink2") -> None:
        line = PlainLabel(text, role, color, wrap=True)
        self._lines.append(line)
        self.inside.addWidget(line)


def _when(one: FlagEntry) -> str:
    return f"{show_time(one.set_at)} {show_date(one.set_at)}"


class PriorityPage(Page):
    """One digit for each reason; opening the page is the look that the audit trail notes."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Ưu tiên, trường hợp riêng"))
        self._context = context
        self._member_id: UUID | None = None
        self._asked: Task | None = None
        self.sheet: FlagSheet | None = None
        self.about = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.about)
        self.reasons = SidePanel(tr("Vì sao được ưu tiên"))
        self.reasons.foot_box.hide()
        self.age = PlainLabel("", "body", "ink2", wrap=True)
        self.reasons.inside.addWidget(self.age)
        self.rows: dict[FlagReason, TickRow] = {}
        for place, reason in enumerate(FlagReason, start=1):
            row = TickRow(reason_words(reason), detail="", key=str(place), on=False)
            row.toggled.connect(self._fit)
            self.rows[reason] = row
            self.reasons.inside.addWidget(row)
        self.note = TextEdit(limit=rules.LONGEST_NOTE)
        self.entry = FormEntry(tr("Lý do khác là gì"), self.note)
        self.reasons.inside.addWidget(self.entry)
        self.reasons.inside.addStretch(1)
        self.history = HistorySide()
        place_ = Yielding()
        self._columns = QHBoxLayout(place_)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.reasons, 1)
        self._columns.addWidget(self.history)
        self.content.addWidget(place_, 1)
        self.back = self.action_bar.add_back(context.navigator.back)
        self.primary = self.action_bar.set_primary(tr("Lưu"), self._save)
        context.forbid(Permission.RECORD_SET_ASIDE, self.primary)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force; the reasons take what the history leaves."""
        self._columns.setSpacing(theme.current().fixed(16, 12))
        self.reasons.setMinimumWidth(0)
        self.reasons.setMaximumWidth(QWIDGETSIZE_MAX)

    # ------------------------------------------------------------ coming and going

    def enter(self, member_id: UUID | None = None) -> None:
        """Show a person's reasons; the look is recorded first.

        Args:
            member_id: whom; None shows the person of before again.
        """
        super().enter()
        self.leave()
        self.bars.clear(_BAR)
        self._member_id = member_id or self._member_id
        self.sheet = None
        self._fit()
        if self._member_id is None:
            return
        look = partial(
            self._context.services.priority.reveal, self._member_id, actor=self._context.actor
        )
        self._asked = self._context.tasks.change(look, self._show, self._failed)

    def leave(self) -> None:
        """Show nobody's reasons any more."""
        if self._asked is not None:
            self._asked.cancel()
        self.sheet = None
        self.about.setText("")
        self.age.setText("")
        self.history.show_entries(())
        for row in self.rows.values():
            row.setChecked(False)
        self.note.set_value("")

    def _show(self, sheet: FlagSheet) -> None:
        self.sheet = sheet
        parts = (sheet.full_name, sheet.birth_shown, sheet.cell)
        self.about.setText(" · ".join(part for part in parts if part))
        self.age.setText(_age_words(sheet))
        self.note.set_value(sheet.note)
        for reason, row in self.rows.items():
            row.setChecked(reason in sheet.reasons)
        self.history.show_entries(sheet.entries)
        self._fit()
        self.rows[FlagReason.ILL].setFocus()

    def _fit(self, *_: object) -> None:
        other = self.rows[FlagReason.OTHER].isChecked()
        if other and self.entry.isHidden() and self.sheet is not None:
            self.entry.show()
            self.note.setFocus()
        self.entry.setVisible(other)
        self.action_bar.set_reason("" if self.sheet else tr("Đang mở"))

    # ------------------------------------------------------------ keeping

    @property
    def chosen(self) -> frozenset[FlagReason]:
        """The reasons that are ticked."""
        return frozenset(reason for reason, row in self.rows.items() if row.isChecked())

    def _save(self) -> None:
        if self.sheet is None or self._member_id is None:
            return
        self.bars.clear(_BAR)
        change = self._context.services.priority.change
        self._context.tasks.change(
            partial(
                change,
                self._member_id,
                self.chosen,
                actor=self._context.actor,
                note=self.note.value(),
            ),
            self._saved,
            self._failed,
        )

    def _saved(self, found: PersonPriority) -> None:
        said = tr("Đã ghi: được ưu tiên.") if found.comes_first else tr("Đã ghi: không ưu tiên.")
        self._context.feedback.toast(said)
        self._context.navigator.back()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("warn", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Esc comes back without a change."""
        if event.key() == Qt.Key.Key_Escape and self._is_plain(event):
            self.back.click()
            return True
        return super().handle_key(event)


def _age_words(sheet: FlagSheet) -> str:
    if sheet.is_old:
        return tr("Cao tuổi: máy tính từ ngày sinh, từ {n} tuổi là ưu tiên.").format(
            n=sheet.old_from
        )
    if not sheet.birth_shown:
        return tr("Chưa biết ngày sinh, máy không tính được tuổi.")
    return tr("Chưa đến {n} tuổi: máy tính từ ngày sinh.").format(n=sheet.old_from)
