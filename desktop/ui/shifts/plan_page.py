"""The page "Lịch trực": weeks are looked at and planned by keys; who worked shows by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.shifts.plan import rules, words
from desktop.shifts.plan.views import Person, PlanChange, Repeated, WeekPlan
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.shifts import plan_files
from desktop.ui.shifts.plan_edits import PlanEdits
from desktop.ui.shifts.plan_face import PlanFace
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.page import Page

_BAR, _FAILED = "plan", "plan-failed"
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class _Found:
    """What the page was told.

    Attributes:
        can_copy: whether anybody is planned in the week before.
        week: the week that is shown.
        people: who works here.
        today: what the clock says.
    """

    can_copy: bool
    week: WeekPlan
    people: tuple[Person, ...]
    today: date


class PlanPage(Page):
    """A week with its cells; below it the chosen cell and everybody who can be planned."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Lịch trực"))
        self._context = context
        self._asked: Task | None = None
        self._found: _Found | None = None
        self._monday: date | None = None
        self.edits = PlanEdits(context, self._written, self._failed)
        self.face = PlanFace(self.edits)
        self.face.acted.connect(partial(self.bars.clear, _FAILED))
        self.face.refused.connect(self._refused)
        self.grid, self.editor = self.face.grid, self.face.editor
        self._make_title()
        self.content.addWidget(self.face, 1)
        self._make_bar()

    def _make_title(self) -> None:
        self.before = OutlineButton(tr("Trước"), key="PgUp", small=True)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after = OutlineButton(tr("Sau"), key="PgDown", small=True)
        self.after.clicked.connect(partial(self._turn, 1))
        self.pattern = ChoiceEdit(
            (
                ("1:4", tr("4 tuần tới")),
                ("1:8", tr("8 tuần tới")),
                ("1:12", tr("12 tuần tới")),
                ("2:8", tr("2 tuần xen kẽ")),
            ),
            tr("Lặp lại thế nào"),
        )
        self.repeat_button = OutlineButton(tr("Lặp lại tuần"), key="Ctrl+D", small=True)
        self.repeat_button.clicked.connect(self._repeat)
        for part in (self.before, self.after, self.pattern, self.repeat_button):
            self.title_row.addWidget(part)

    def _make_bar(self) -> None:
        bar = self.action_bar
        bar.add_back(partial(self._context.navigator.show, PageName.SHIFT))
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.undo.clicked.connect(self.edits.undo)
        self.save = bar.add_right(OutlineButton(tr("Xuất Excel"), key="Ctrl+S"))
        self.save.clicked.connect(self._save)
        self.print_button = bar.add_right(
            OutlineButton(tr("In tuần"), key="Ctrl+P", icon="printer")
        )
        self.print_button.clicked.connect(self._print)
        bar.set_primary(tr("Sang tuần sau"), self._go)
        bar.set_reason(tr("Đang đọc lịch trực"))

    @property
    def _may_plan(self) -> bool:
        return self._context.services.login.seat.may(Permission.SHIFT_PLAN)

    # ------------------------------------------------------------ reading

    def enter(self) -> None:
        """Read the week that one is in, or the one that was looked at."""
        super().enter()
        self.edits.forget()
        self._ask()
        self.grid.setFocus()

    def leave(self) -> None:
        """Ask nothing more; what was chosen is being written."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        services, monday = self._context.services, self._monday

        def read() -> _Found:
            now = today(services.clock)
            first = monday or rules.monday_of(now)
            plan = services.shifts.plan
            people = tuple(Person(one.full_name, one.id) for one in services.login.active())
            return _Found(plan.is_planned(first - _WEEK), plan.week(first), people, now)

        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._context.tasks.query(read, self._show)

    def _show(self, found: _Found) -> None:
        if self.edits.is_busy:
            return  # the last of the changes under way reads it again
        self._found, self._monday = found, found.week.monday
        self.edits.forget_cells()
        self.title = words.week_words(found.week.monday)
        self.face.show_week(found.week, found.people, found.today, may_plan=self._may_plan)
        self._say(found.week)
        self._fit()

    def _say(self, week: WeekPlan) -> None:
        """Say what to do with an empty week, and what should be looked at in another."""
        self.bars.clear(_BAR)
        found = words.warnings(week)
        if week.is_empty and self._may_plan and week.days[-1].day >= self._today:
            how = tr("Chọn ô bằng phím mũi tên, rồi bấm số của từng người.")
            self.bars.show_message(Message("info", tr("Chưa xếp ai trực tuần này."), how, key=_BAR))
        elif found:
            shown = ". ".join(words.upper_first(text) for text in found[:2])
            rest = tr("và {n} điều nữa").format(n=len(found) - 2) if len(found) > 2 else ""
            title = tr("Cần xem lại {n} điều.").format(n=len(found))
            self.bars.show_message(
                Message("warn", title, f"{shown}, {rest}." if rest else f"{shown}.", key=_BAR)
            )

    @property
    def _today(self) -> date:
        return self._found.today if self._found else today(self._context.services.clock)

    # ------------------------------------------------------------ changing

    def _repeat(self) -> None:
        if self._monday is None:
            return
        pattern, weeks = (int(part) for part in self.pattern.value().split(":"))
        self.edits.repeat(self._monday, self._monday + pattern * _WEEK, weeks, pattern)

    def _written(self, done: PlanChange | Repeated) -> None:
        if isinstance(done, Repeated):
            self._context.feedback.toast(words.repeated_words(done))
        self._fit()
        self._ask()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_FAILED, code=error.code)
        self.bars.show_message(message)
        self._ask()

    def _refused(self, words_: str) -> None:
        self.bars.show_message(Message("warn", words_, key=_FAILED))

    # ------------------------------------------------------------ ways

    @property
    def _may_copy_before(self) -> bool:
        found = self._found
        return bool(
            found
            and self._may_plan
            and found.week.is_empty
            and found.can_copy
            and found.week.days[-1].day >= found.today
        )

    def _fit(self) -> None:
        may_plan, found = self._may_plan, self._found
        for part in (self.pattern, self.repeat_button):
            part.setVisible(may_plan)
        empty = tr("Tuần này chưa có ai để lặp lại")
        self.repeat_button.set_disabled(empty if found is None or found.week.is_empty else "")
        self.undo.setVisible(self.edits.can_undo)
        copies = self._may_copy_before
        self.action_bar.set_primary(tr("Chép lịch tuần trước") if copies else tr("Sang tuần sau"))
        self.action_bar.set_reason("")

    def _go(self) -> None:
        """Do what the primary says."""
        if self._may_copy_before and self._monday is not None:
            self.edits.repeat(self._monday - _WEEK, self._monday, 1, 1)
        else:
            self._turn(1)

    def _turn(self, weeks: int) -> None:
        if self._monday is not None:
            self._monday += weeks * _WEEK
            self._ask()
            self.grid.setFocus()

    def _print(self) -> None:
        if self._monday is not None:
            plan_files.print_week(self._context, self._monday, self._failed)

    def _save(self) -> None:
        if self._monday is not None:
            plan_files.choose_and_save(self, self._context, self._monday, self._failed)

    # ------------------------------------------------------------ keys

    def on_enter(self, key: int) -> None:
        """Take a typed name first; else go on."""
        if not self.editor.add_typed():
            super().on_enter(key)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Digits put people in and take them out; Delete empties the cell."""
        if not isinstance(QApplication.focusWidget(), QLineEdit) and self._is_plain(event):
            if event.key() == Qt.Key.Key_Delete:
                self.face.clear_spot()
                return True
            number = event.key() - Qt.Key.Key_0
            if 1 <= number <= 9 and not event.isAutoRepeat() and self.editor.toggle(number):
                return True
        return super().handle_key(event)
