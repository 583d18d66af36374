"""The page "Việc được giao": mine or everybody's, overdue ones first, each ended with a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.campaign.tasks.views import NOTHING, About, TaskBoard, TaskView
from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign import task_acts as acts
from desktop.ui.campaign.sided_page import SidedPage
from desktop.ui.campaign.task_forms import EndTaskSide, GiveTaskSide, NewTaskSide, TaskSide
from desktop.ui.campaign.task_rows import TaskLine, columns, lines_of, sums_words
from desktop.ui.context import PageName, UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel


class Whose(Enum):
    """Which tasks are shown."""

    MINE = "mine"
    ALL = "all"
    ENDED = "ended"


class _Side(Enum):
    """What stands beside the tasks."""

    TASK = "task"
    NEW = "new"
    DONE = "done"
    CANCEL = "cancel"
    GIVE = "give"


@dataclass(frozen=True)
class _Seen:
    """Everything the page shows, read at once."""

    board: TaskBoard
    people: Mapping[UUID, str]


class TasksPage(SidedPage[_Side]):
    """Who does what by when."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Việc được giao"), _Side.TASK)
        self._about = NOTHING
        self._people: Mapping[UUID, str] = {}
        self.board = TaskBoard(today(context.services.clock))
        self.title_row.addStretch(1)
        self.chips = self._make_chips()
        self.table = Table(columns(), tr("Việc được giao"))
        self.table.row_changed.connect(self._row_changed)
        empty = EmptyState(
            tr("Không có việc nào đang chờ."),
            tr("Bấm Ctrl+N để ghi một việc: làm gì, ai làm, hạn ngày nào."),
            icon="check",
        )
        self.panel = TablePanel(self.table, empty)
        self.task_side = TaskSide()
        self.new_side = NewTaskSide(self.board.today)
        self.end_side = EndTaskSide()
        self.give_side = GiveTaskSide(self.board.today)
        self.task_side.person.clicked.connect(self._open_person)
        sides: dict[_Side, QWidget] = {
            _Side.TASK: self.task_side,
            _Side.NEW: self.new_side,
            _Side.DONE: self.end_side,
            _Side.CANCEL: self.end_side,
            _Side.GIVE: self.give_side,
        }
        self._put_sides(self.panel, sides)
        self._fill_bar()
        self._open(_Side.TASK)

    def _make_chips(self) -> dict[Whose, Chip]:
        leads = not self._context.why_not(Permission.SHIFT_PLAN)
        chips = {
            Whose.MINE: Chip(tr("Của tôi"), on=not leads),
            Whose.ALL: Chip(tr("Mọi người"), on=leads),
            Whose.ENDED: Chip(tr("Đã xong, đã bỏ")),
        }
        self._number_chips(chips, self._choose)
        return chips

    def _fill_bar(self) -> None:
        bar = self.action_bar
        self._fill_back()
        self.hard = OutlineButton(tr("Vướng mắc"), key="Ctrl+D")
        self.hard.clicked.connect(self._to_difficulties)
        bar.add_left(self.hard)
        self.add = OutlineButton(tr("Thêm việc"), key="Ctrl+N", icon="plus")
        self.give, self.drop = self.task_side.give, self.task_side.drop
        self.add.clicked.connect(partial(self._open, _Side.NEW))
        self.give.clicked.connect(partial(self._open, _Side.GIVE))
        self.drop.clicked.connect(partial(self._open, _Side.CANCEL))
        bar.add_right(self.add)
        self.primary = bar.set_primary(tr("Ghi kết quả"), self._go_on)
        self._plain_buttons = (self.hard, self.add)
        self._context.forbid(Permission.SHIFT_PLAN, self.give, self.drop)
        self._context.forbid(Permission.RECORD_TAKE, self.add, self.primary)
        self._context.wait_for_server(self.add, self.primary)

    # ------------------------------------------------------------ coming and going

    def enter(self, about: About = NOTHING, *, everybody: bool | None = None) -> None:
        """Show tasks; with `about` a new one about it is begun.

        Args:
            about: whom a new task is about.
            everybody: whether those of all are shown; None leaves what was chosen last.
        """
        super().enter()
        self._about = about
        if everybody is not None:
            self.chips[Whose.ALL if everybody else Whose.MINE].setChecked(True)
        self._open(_Side.TASK)
        self._load()

    def _choose(self, whose: Whose, *_: object) -> None:
        self.chips[whose].setChecked(True)
        self._open(_Side.TASK)
        self._load()

    @property
    def whose(self) -> Whose:
        """Which tasks are shown."""
        return next(one for one, chip in self.chips.items() if chip.isChecked())

    def _load(self) -> None:
        tasks, whose, actor = self._context.services.duties.tasks, self.whose, self._context.actor

        def read() -> _Seen:
            people = tasks.people()
            mine = actor if whose is Whose.MINE else ""
            known = not mine or actor in people.values()
            ended = whose is Whose.ENDED
            board = tasks.board(mine, ended=ended) if known else TaskBoard(self.board.today)
            return _Seen(board, people)

        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._context.tasks.query(read, self._show)

    def _show(self, seen: _Seen) -> None:
        chosen = self.task.id if self.task else None
        self.board, self._people = seen.board, seen.people
        lines = lines_of(seen.board)
        ids = [line.task.id for line in lines]
        self.sums.setText(sums_words(seen.board) if self.whose is not Whose.ENDED else "")
        self.panel.set_filled(bool(lines))
        self.table.set_rows(lines, select=ids.index(chosen) if chosen in ids else 0)
        self._row_changed()
        if self._about != NOTHING:
            self._open(_Side.NEW)
        elif self.side is _Side.TASK:
            (self.table if lines else self).setFocus()

    @property
    def task(self) -> TaskView | None:
        """The task that is selected."""
        row = self.table.current_row()
        return row.task if isinstance(row, TaskLine) else None

    def _row_changed(self, *_: object) -> None:
        task = self.task
        self.task_side.show_task(task)
        if self._past is not None:
            self._past.cancel()
        if task is not None:
            read = partial(self._context.services.duties.tasks.history, task.id)
            self._past = self._context.tasks.query(read, self.task_side.show_history)
        self._fit()

    def _fit(self) -> None:
        if self.side is not _Side.TASK:
            return
        task, nothing = self.task, tr("Chưa chọn việc nào.")
        waits = task is not None and task.is_unfinished
        ended = tr("Việc này đã kết thúc.") if task else nothing
        self.give.set_disabled("" if waits else ended)
        self.drop.set_disabled("" if waits else ended)
        is_ended = self.whose is Whose.ENDED
        self.action_bar.set_primary(tr("Mở lại") if is_ended else tr("Ghi kết quả"))
        self.action_bar.set_reason("" if task else nothing)

    # ------------------------------------------------------------ forms

    def _open(self, side: _Side, *_: object) -> None:
        """Put a form beside the tasks, or the selected task itself."""
        if self.task is not None or side in {_Side.TASK, _Side.NEW}:
            super()._open(side)

    def _fill_form(self, side: _Side) -> None:
        task, day = self.task, self.board.today
        verbs = {_Side.DONE: tr("Lưu kết quả"), _Side.CANCEL: tr("Bỏ việc này")}
        self.action_bar.set_primary(verbs.get(side, tr("Lưu việc")))
        if side is _Side.NEW:
            about, self._about = self._about, NOTHING
            self.new_side.ask(
                acts.givable(self._context, self._people), self._context.actor, day, about
            )
        elif task is not None and side is _Side.GIVE:
            self.give_side.ask(task, self._people, day)
        elif task is not None:
            self.end_side.ask(task, done=side is _Side.DONE)

    def _focus_table(self) -> None:
        self.table.setFocus()

    def _go_on(self) -> None:
        """Do what the primary says."""
        task, context = self.task, self._context
        if self.side is _Side.NEW:
            self._change(acts.adding(context, self.new_side))
        elif task is None:
            return
        elif self.side is _Side.TASK and self.whose is Whose.ENDED:
            self._change(acts.reopening(context, task))
        elif self.side is _Side.TASK:
            self._open(_Side.DONE)
        elif self.side is _Side.GIVE:
            self._change(acts.giving(context, task, self.give_side))
        else:
            done = self.side is _Side.DONE
            undo = partial(self._change, acts.reopening(context, task))
            self._change(acts.ending(context, task, self.end_side.result.value(), done=done), undo)

    def _change(self, act: acts.Act, undo: Callable[[], object] | None = None) -> None:
        self._context.tasks.change(act, partial(self._changed, undo=undo), self._failed)

    def _to_difficulties(self) -> None:
        self._context.navigator.show(PageName.DIFFICULTIES)

    def _open_person(self) -> None:
        task = self.task
        if task is not None and task.about.member_id is not None:
            self._context.navigator.show(PageName.PERSON, member_id=task.about.member_id)
