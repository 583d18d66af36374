"""A panel of the settings: who may renew now, by status, and everybody counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import MemberStatus
from desktop.roster.eligibility.views import RuleRow
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.shell.settings_outside import OutsideButton
from desktop.ui.shell.settings_rule import RuleEditor, is_apart
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.yielding import Yielding


@dataclass(frozen=True)
class Standing:
    """The rules and what follows from them: `on_list == eligible + left_out`, `apart` beside."""

    rules: tuple[RuleRow, ...]
    on_list: int
    eligible: int
    left_out: int
    apart: int
    outside: Mapping[MemberStatus, int]


@dataclass(frozen=True)
class RuleLine:
    """One line of the table: a rule, and how many it keeps outside the denominator."""

    rule: RuleRow
    outside: int


def standing(services: Services) -> Standing:
    """Count everybody by the rules in force; for a worker thread."""
    found = services.eligibility.denominator()
    return Standing(
        services.eligibility.rules(),
        found.on_list,
        found.eligible,
        len(found.left_out),
        len(found.apart),
        Counter(one.status for one in (*found.left_out, *found.apart)),
    )


class EligibilityPanel(Panel):
    """The table "Ai được đổi thẻ"; Enter or F2 edits the line, Enter keeps, Esc gives up.

    Args:
        context: what a page may use.
        may_edit: False for those who only read.

    Signals:
        enter_changed: Enter means something else now; see `enter_words`.
    """

    enter_changed = Signal()

    def __init__(self, context: UiContext, *, may_edit: bool) -> None:
        super().__init__(tr("Ai được đổi thẻ"), padded=False)
        self._context = context
        self._may_edit = may_edit
        self._at_table = False
        self.total = PlainLabel(tr("Đang đếm…"), "strong", wrap=True)
        self.apart = PlainLabel("", "hint", "ink2", wrap=True)
        self.table = _table()
        self.table.row_changed.connect(self._row_changed)
        self.table.doubleClicked.connect(self.edit)
        self.table.installEventFilter(self)
        self.editor = RuleEditor()
        self.note = PlainLabel("", "hint", "ink2", wrap=True)
        self.edit_button = OutlineButton(tr("Sửa"), key="F2", icon="edit", small=True)
        self.edit_button.clicked.connect(self.edit)
        self.reset_button = OutlineButton(tr("Trả về ban đầu"), key="Ctrl+R", small=True)
        self.reset_button.clicked.connect(self._reset)
        self.save = OutsideButton(context)
        self._lay_out()
        theme.on_change(self.refresh_layout)

    def _lay_out(self) -> None:
        self._top = QVBoxLayout()
        self._top.setSpacing(2)
        self._top.addWidget(self.total)
        self._top.addWidget(self.apart)
        self.body.setSpacing(0)
        self.body.addLayout(self._top)
        self.body.addWidget(rule())
        # The table scrolls by itself, so that the page need not while a line is edited.
        room = Yielding()
        inside = QVBoxLayout(room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table)
        self.body.addWidget(room, 1)
        self.body.addWidget(self.editor)
        self.advice = QWidget()
        self._below = QHBoxLayout(self.advice)
        self._below.addWidget(self.note, 1)
        self.body.addWidget(self.advice)
        for button in (self.edit_button, self.reset_button):
            self.foot.addWidget(button)
            button.setVisible(self._may_edit)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save)
        self.editor.hide()

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        side, gap = theme.current().fixed(16, 12), theme.current().fixed(10, 6)
        self._top.setContentsMargins(side, gap, side, gap)
        self._below.setContentsMargins(side, gap, side, gap)

    # ------------------------------------------------------------ showing

    def load(self) -> None:
        """Show the rules in force and count everybody by them."""
        services = self._context.services
        self._context.tasks.query(lambda: standing(services), self._show)

    def _show(self, now: Standing) -> None:
        words = tr("{all} trong danh sách = {inside} đủ điều kiện + {out} không thuộc diện")
        self.total.setText(
            words.format(
                all=grouped(now.on_list), inside=grouped(now.eligible), out=grouped(now.left_out)
            )
        )
        words = tr("Tính riêng, không vào tổng: {n} người tạm trú hoặc ngoài danh sách.")
        self.apart.setText(words.format(n=grouped(now.apart)))
        self.apart.setVisible(now.apart > 0)
        self.save.offer(now.left_out + now.apart)
        place = max(0, self.table.currentIndex().row())
        lines = [RuleLine(one, now.outside.get(one.status, 0)) for one in now.rules]
        self.table.set_rows(lines, select=place)

    def _row_changed(self, line: RuleLine | None) -> None:
        can_edit = line is not None and self._may_edit and not line.rule.is_fixed
        self.edit_button.setEnabled(can_edit)
        self.reset_button.setEnabled(line is not None and can_edit and not line.rule.is_default)
        self.note.setText(_advice(line, may_edit=self._may_edit))
        self.enter_changed.emit()

    @property
    def _line(self) -> RuleLine | None:
        line = self.table.current_row()
        return line if isinstance(line, RuleLine) else None

    # ------------------------------------------------------------ Enter

    def enter_words(self) -> str:
        """Return the verb of Enter while it works here, "" when it is the page's."""
        if self.isHidden():
            return ""
        if self.editor.is_open:
            return tr("Lưu quy tắc")
        return tr("Sửa dòng này") if self._at_table and self.edit_button.isEnabled() else ""

    def submit(self) -> bool:
        """Do what `enter_words` says; False when Enter is the page's."""
        if not self.enter_words():
            return False
        if self.editor.is_open:
            self._keep()
        else:
            self.edit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know whether one walks in the table; pressing the page's button does not end that."""
        if watched is self.table and isinstance(event, QFocusEvent):
            if event.gotFocus():
                self._at_table = True
            elif event.reason() is not Qt.FocusReason.MouseFocusReason:
                self._at_table = False
            self.enter_changed.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives an edit up; F2 on a line that cannot be changed does not leave the page."""
        if event.key() == Qt.Key.Key_F2:
            return
        if event.key() == Qt.Key.Key_Escape and self.editor.is_open:
            self.close_editor()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------ changing

    def edit(self) -> None:
        """Change the selected line below the table."""
        line = self._line
        if line is None or not self.edit_button.isEnabled() or self.editor.is_open:
            return
        self.editor.open(line.rule)
        self.advice.hide()
        self.table.scrollTo(self.table.currentIndex())
        self.edit_button.setEnabled(False)
        self.enter_changed.emit()

    def close_editor(self) -> None:
        """Go back to the table; what was typed is given up."""
        self.editor.close_rule()
        self.advice.show()
        self._row_changed(self._line)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        before = self.editor.rule
        asked = self.editor.asked()
        if before is None or asked is None:
            return
        eligible, reason = asked
        rules, actor = self._context.services.eligibility, self._context.actor

        def keep() -> RuleRow:
            rules.set_rule(before.status, eligible=eligible, reason=reason, actor=actor)
            return before

        self._context.tasks.change(keep, self._changed, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self.editor.refuse(f"{error.title} {error.advice}".strip())

    def _reset(self) -> None:
        line = self._line
        if line is None or not self.reset_button.isEnabled():
            return
        rules, actor = self._context.services.eligibility, self._context.actor
        before = line.rule

        def reset() -> RuleRow:
            rules.reset_rule(before.status, actor=actor)
            return before

        self._context.tasks.change(reset, self._changed)

    def _changed(self, before: RuleRow) -> None:
        self.close_editor()
        words = tr("Đã đổi quy tắc: {status}.").format(status=before.status_name)
        self._context.feedback.toast(words, self._way_back(before))
        self.load()

    def _way_back(self, before: RuleRow) -> Callable[[], None]:
        rules, actor = self._context.services.eligibility, self._context.actor

        def again() -> object:
            if before.is_default:
                return rules.reset_rule(before.status, actor=actor)
            return rules.set_rule(
                before.status, eligible=before.eligible, reason=before.reason, actor=actor
            )

        def undo() -> None:
            self._context.tasks.change(again, self._undone)

        return undo

    def _undone(self, result: object) -> None:
        del result
        self.load()


def _advice(line: RuleLine | None, *, may_edit: bool) -> str:
    if line is None:
        return ""
    if line.rule.is_fixed:
        return tr("Người chính thức có số thẻ là đủ điều kiện; quy tắc này không đổi được.")
    # The table cuts long words; here they stand whole.
    words = line.rule.reason
    said = tr("Quầy nói: {words}").format(words=words) if words else tr("Quầy nhận hồ sơ.")
    if not may_edit:
        return f"{said} {tr('Người phụ trách máy đổi được quy tắc này.')}"
    return f"{said} {tr('Chỉ đổi được lời nói.')}" if is_apart(line.rule.status) else said


def _verdict(line: RuleLine) -> Cell:
    if is_apart(line.rule.status):
        return Cell(tr("Tính riêng"), tag="info", icon="home")
    if line.rule.eligible:
        return Cell(tr("Được đổi"), tag="ok")
    return Cell(tr("Chưa đổi"), tag="bad")


def _reason(line: RuleLine) -> Cell:
    if line.rule.is_fixed:
        return Cell(tr("Chưa ghi số thẻ thì hỏi chi bộ."), quiet=True)
    return Cell(line.rule.reason or tr("Không cần nói gì"), quiet=not line.rule.reason)


def _outside(line: RuleLine) -> Cell:
    return Cell(grouped(line.outside), quiet=not line.outside)


def _status(line: RuleLine) -> Cell:
    # What the commune changed itself stands out from what was delivered.
    return Cell(line.rule.status_name, strong=not line.rule.is_default)


def _table() -> Table:
    return Table(
        (
            Column(tr("Tình trạng"), _status, width=206),
            Column(tr("Lý do nói với người đến"), _reason),
            Column(tr("Ngoài diện"), _outside, width=124, right=True),
            Column(tr("Đổi thẻ"), _verdict, width=138),
        ),
        tr("Ai được đổi thẻ"),
    )
