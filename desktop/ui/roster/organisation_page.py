"""The organisation tree: looked at by everybody, edited by whoever takes lists in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import UnitAct
from desktop.common.work import Work
from desktop.roster.organisation.errors import OpenCasesError, UnitNameNearError
from desktop.roster.organisation.views import Done
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.organisation_view import BAR, OrganisationView
from desktop.ui.roster.unit_acts import Acts
from desktop.ui.roster.unit_ask import Question
from desktop.ui.roster.unit_files import UnitFiles
from desktop.ui.roster.unit_panel import step_words
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton


class OrganisationPage(OrganisationView):
    """What is done to the tree is asked in the place of the unit."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._running: Task | None = None
        self.acts = Acts(context)
        self.files = UnitFiles(context, self, self.take, self._failed)
        for act, button in self.buttons.items():
            button.clicked.connect(partial(self._ask, act))
        self._make_bar()
        self.tree.unit_dropped.connect(self._unit_dropped)
        self.tree.people_dropped.connect(self._people_dropped)
        self.unit.confirmed.connect(self._confirm)
        self.unit.merge_wanted.connect(self._merge_pair)
        self.unit.people.picked.connect(self._fit)
        self.ask.changed.connect(self._fit)

    def _make_bar(self) -> None:
        bar = self.action_bar
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.back = bar.add_back(self._context.navigator.back)
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.save = OutlineButton(tr("Xuất Excel"), key="Ctrl+S", small=True)
        self.load = OutlineButton(tr("Nhập Excel"), key="Ctrl+O", small=True)
        for button in (self.save, self.load):
            self.title_row.addWidget(button)
        self.stop.clicked.connect(self._stop)
        self.undo.clicked.connect(self._undo)
        self.save.clicked.connect(self.files.choose_export)
        self.load.clicked.connect(self.files.choose_import)
        bar.set_primary(tr("Thêm đơn vị"), self._go)
        assert bar.primary is not None
        forbid = self._context.forbid
        edits = (*self.buttons.values(), self.undo, self.load, self.unit.confirm, self.unit.join)
        forbid(Permission.ROSTER_IMPORT, *edits, bar.primary)
        forbid(Permission.ROSTER_EXPORT, self.save)

    # ------------------------------------------------------------ coming and going

    def enter(self, unit_id: UUID | None = None) -> None:
        """Read the tree anew; the first time, and after lists, with the names they brought."""
        super().enter()
        self._close_question()
        self._wanted = unit_id or self._wanted
        self._read(takes_in=not self._context.why_not(Permission.ROSTER_IMPORT))
        self.tree.setFocus()

    # ------------------------------------------------------------ the unit looked at

    # ------------------------------------------------------------ asking and doing

    def _ask(self, act: UnitAct) -> None:
        question = self.questions.of(act)
        if question is not None:
            self._put_question(question)

    def _put_question(self, question: Question) -> None:
        self.bars.clear(BAR)
        self.acts.begin()
        self.right.setCurrentWidget(self.ask)
        self.ask.ask(question)
        self._fit()

    def _close_question(self) -> None:
        self.ask.question = None
        self.right.setCurrentWidget(self.unit)
        self._fit()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            return
        self.bars.clear(BAR)
        self._close_question()
        self.tree.setFocus()

    def _go(self) -> None:
        question = self.ask.question
        if question is None:
            self._ask(UnitAct.ADD)
        else:
            self._run(self.acts.of(question, self.ask.answer()))

    def _confirm(self) -> None:
        if self._wanted is not None:
            self._run(self.acts.confirm(self._wanted))

    def _undo(self) -> None:
        self._run(self.acts.undo())

    def _merge_pair(self, source: UUID, target: UUID) -> None:
        question = self.questions.merging(source, target)
        if question is not None:
            self._put_question(question)

    def _unit_dropped(self, unit_id: UUID, parent_id: UUID, before: UUID | None) -> None:
        if self._may_run:
            self._run(self.acts.place(unit_id, parent_id, before))

    def _people_dropped(self, people: list[UUID], unit_id: UUID) -> None:
        question = self.questions.taking(people, unit_id)
        if self._may_run and question is not None:
            self._put_question(question)

    @property
    def _may_run(self) -> bool:
        return self._running is None and not self._context.why_not(Permission.ROSTER_IMPORT)

    def _run(self, act: Callable[[Work], Done]) -> None:
        if self._running is not None:
            return
        self.bars.clear(BAR)
        self._running = self._context.tasks.run_long(
            act,
            self._did,
            self._refused,
            on_progress=self._progress,
            on_cancelled=self._cancelled,
        )
        self._fit()

    def _progress(self, done: int, total: int, text: str) -> None:
        words = tr("{text}: {done} trong {all} người")
        self.total.setText(words.format(text=text, done=grouped(done), all=grouped(total)))

    def _did(self, done: Done) -> None:
        self._running = None
        step = done.step
        words = tr("Không có gì phải đổi.")
        if step is not None:
            self._wanted = step.unit_id
            words = step_words(step)
        self._context.feedback.toast(words)
        if (remark := self.acts.remark()) is not None:
            self.bars.show_message(remark)
        self._close_question()
        self._read()
        self.tree.setFocus()

    def _cancelled(self) -> None:
        self._running = None
        self.bars.show_message(Message("info", tr("Đã thôi. Chưa gì thay đổi."), key=BAR))
        self._read()

    def _refused(self, error: UserFacingError) -> None:
        self._running = None
        self._failed(error)
        if isinstance(error, OpenCasesError):
            # Seen now: the same key goes on, and the button says what it does.
            self.acts.has_seen_cases = True
        elif isinstance(error, UnitNameNearError):
            self.acts.sure_of = self.ask.answer().name
            self.ask.come()
        elif self.ask.question is not None:
            self.ask.come()
        self._fit()

    # ------------------------------------------------------------ as a file

    def take(self, source: Path) -> None:
        """Take a sheet of units in; one step, which can be taken back."""
        self._run(self.acts.sheet(source))

    # ------------------------------------------------------------ what can be done now

    def _fit(self) -> None:
        is_busy, question = self._running is not None, self.ask.question
        is_asking = question is not None
        for act, button in self.buttons.items():
            reason = (
                tr("Đang làm việc khác.") if is_busy or is_asking else self.questions.why_not(act)
            )
            button.set_disabled(reason)
        self.stop.setVisible(is_busy or is_asking)
        tree = self._tree
        can_undo = tree is not None and tree.undoable is not None
        for part in (self.back, self.save, self.load):
            part.setVisible(not is_busy and not is_asking)
        self.undo.setVisible(can_undo and not is_busy and not is_asking)
        words = (
            tr("Thêm đơn vị") if question is None else self.acts.verb(question, self.ask.answer())
        )
        reason = "" if question is None else self.ask.why_not()
        if is_busy:
            words, reason = tr("Đang làm"), tr("Bấm Esc để dừng.")
        elif question is None and not (tree and tree.rows):
            reason = tr("Chưa có cây tổ chức.")
        self.action_bar.set_primary(words)
        self.action_bar.set_reason(reason)
