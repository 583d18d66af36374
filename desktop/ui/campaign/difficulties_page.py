"""The page "Vướng mắc": written down by whoever meets it, sent masked, answered by the province."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.difficulties.views import DifficultyView, NewDifficulty
from desktop.campaign.difficulties.words import kind_words, state_words
from desktop.common.clock import show_date, today
from desktop.common.duties import DifficultyKind, DifficultyState
from desktop.common.i18n import tr, trn
from desktop.common.work import Work
from desktop.security.access.permissions import Permission
from desktop.ui.campaign.difficulty_forms import AnswerSide, DifficultySide, NewDifficultySide
from desktop.ui.campaign.sided_page import SidedPage
from desktop.ui.context import UiContext
from desktop.ui.theme import Kind
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.file_question import ask_for_file
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_LOOKS: dict[DifficultyState, Kind] = {
    DifficultyState.OPEN: "warn",
    DifficultyState.SENT: "info",
    DifficultyState.ANSWERED: "ok",
}


class _Side(Enum):
    """What stands beside the log."""

    ENTRY = "entry"
    NEW = "new"
    ANSWER = "answer"


class DifficultiesPage(SidedPage[_Side]):
    """What makes the work hard, and what the province said."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Vướng mắc"), _Side.ENTRY)
        self.table = Table(_columns(), tr("Vướng mắc"))
        self.table.row_changed.connect(self._row_changed)
        empty = EmptyState(
            tr("Chưa ghi vướng mắc nào."),
            tr("Bấm Ctrl+N để ghi: vướng ở đâu, cần tỉnh trả lời điều gì."),
            icon="info",
        )
        self.panel = TablePanel(self.table, empty)
        self.entry_side, self.new_side = DifficultySide(), NewDifficultySide()
        self.answer_side = AnswerSide()
        sides: dict[_Side, QWidget] = {
            _Side.ENTRY: self.entry_side,
            _Side.NEW: self.new_side,
            _Side.ANSWER: self.answer_side,
        }
        self._put_sides(self.panel, sides)
        self._fill_bar()
        self._open(_Side.ENTRY)

    def _fill_bar(self) -> None:
        bar = self.action_bar
        self._fill_back()
        self.send = OutlineButton(tr("Gửi tỉnh"), key="Ctrl+S", icon="file")
        self.send.clicked.connect(self._send)
        self.add = OutlineButton(tr("Thêm"), key="Ctrl+N", icon="plus")
        self.add.clicked.connect(partial(self._open, _Side.NEW))
        bar.add_left(self.send)
        bar.add_right(self.add)
        self.primary = bar.set_primary(tr("Ghi trả lời"), self._go_on)
        self._plain_buttons = (self.send, self.add)
        self._context.forbid(Permission.ROSTER_EXPORT, self.send)
        self._context.forbid(Permission.RECORD_TAKE, self.add)
        self._context.wait_for_server(self.add, self.primary)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Show the log."""
        super().enter()
        self._open(_Side.ENTRY)
        self._load()

    def _load(self) -> None:
        log = self._context.services.duties.difficulties.log
        self._asked = self._context.tasks.query(log, self._show)

    def _show(self, found: tuple[DifficultyView, ...]) -> None:
        waiting, count = sum(one.waits for one in found), len(found)
        words = trn(
            "{n} vướng mắc, {waiting} chờ trả lời", "{n} vướng mắc, {waiting} chờ trả lời", count
        )
        self.sums.setText(words.format(n=count, waiting=waiting) if found else "")
        self.panel.set_filled(bool(found))
        self.table.set_rows(found)
        self.send.set_disabled("" if waiting else tr("Không có gì chờ trả lời."))
        self._row_changed()
        if self.side is _Side.ENTRY:
            (self.table if found else self).setFocus()

    @property
    def entry(self) -> DifficultyView | None:
        """The entry that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, DifficultyView) else None

    def _row_changed(self, *_: object) -> None:
        self.entry_side.show_entry(self.entry)
        self._fit()

    def _fit(self) -> None:
        if self.side is _Side.ENTRY:
            may_not = self._context.why_not(Permission.SHIFT_PLAN)
            nothing = "" if self.entry else tr("Chưa chọn vướng mắc nào.")
            self.action_bar.set_primary(tr("Ghi trả lời"))
            self.action_bar.set_reason(may_not or nothing)

    # ------------------------------------------------------------ forms

    def _fill_form(self, side: _Side) -> None:
        is_new = side is _Side.NEW
        self.action_bar.set_primary(tr("Lưu vướng mắc") if is_new else tr("Lưu trả lời"))
        if is_new:
            self.new_side.ask()
        elif self.entry is not None:
            self.answer_side.ask(self.entry)

    def _focus_table(self) -> None:
        self.table.setFocus()

    def _go_on(self) -> None:
        """Do what the primary says."""
        if self.side is _Side.NEW:
            self._change(self._adding())
        elif self.entry is not None and self.side is _Side.ANSWER:
            self._change(self._answering(self.entry.number))
        elif self.entry is not None:
            self._open(_Side.ANSWER)

    def _adding(self) -> Callable[[], str]:
        form, duties = self.new_side, self._context.services.duties
        text, place, about = form.text.value(), form.place.value(), form.about.value()
        kind, actor = DifficultyKind(form.kind.value()), self._context.actor

        def act() -> str:
            member = duties.tasks.find_about(about).member_id
            made = duties.difficulties.add(NewDifficulty(kind, text, place, member), actor=actor)
            return tr("Đã ghi vướng mắc số {n}.").format(n=made.number)

        return act

    def _answering(self, number: int) -> Callable[[], str]:
        text, actor = self.answer_side.answer.value(), self._context.actor

        def act() -> str:
            self._context.services.duties.difficulties.answer(number, text, actor=actor)
            return tr("Đã ghi trả lời cho vướng mắc số {n}.").format(n=number)

        return act

    def _change(self, act: Callable[[], str]) -> None:
        self._context.tasks.change(act, self._changed, self._failed)

    # ------------------------------------------------------------ sending

    def _send(self) -> None:
        day = today(self._context.services.clock)
        name = f"vuong-mac-{day:%d-%m-%Y}.pdf"
        target = ask_for_file(self, self.send.label, name, tr("PDF (*.pdf);;Excel (*.xlsx)"))
        if target is None:
            return
        log, actor = self._context.services.duties.difficulties, self._context.actor

        def run(work: Work) -> str:
            del work
            log.send(target, actor=actor)
            return tr("Đã ghi tệp gửi tỉnh: {file}").format(file=target.name)

        self._context.tasks.run_long(run, self._changed, self._failed)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Số"), lambda one: Cell(str(one.number), quiet=True), width=60, drop=3),
        Column(tr("Vướng mắc"), _text, stretch=5, least=260),
        Column(tr("Loại"), lambda one: kind_words(one.kind), stretch=2, least=150, drop=1),
        Column(tr("Ngày"), lambda one: show_date(one.said_at), width=124, drop=2, tags=True),
        Column(tr("Tình trạng"), _state, width=160, tags=True),
    )


def _text(one: DifficultyView) -> Cell:
    return Cell(masked_numbers(one.text), strong=True)


def _state(one: DifficultyView) -> Cell:
    return Cell(state_words(one.state), tag=_LOOKS[one.state])
