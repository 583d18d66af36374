"""The page "Lịch nghỉ lễ": the year's holidays, and the days this office keeps otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr, trn
from desktop.common.vocabulary import DayKind
from desktop.security.access.permissions import Permission
from desktop.shifts.views import CalendarRow
from desktop.shifts.words import weekday_words
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.shifts.day_side import DaySide
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table

_BAR = "holidays"


class HolidaysPage(Page):
    """Days at the left, one day to be kept otherwise at the right; looking is open to everybody."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Lịch nghỉ lễ"))
        self._context = context
        self._asked: Task | None = None
        self._chosen: date | None = None  # selected again after a change
        self.year = today(context.services.clock).year
        self.before = OutlineButton(tr("Năm trước"), key="PgUp", small=True)
        self.after = OutlineButton(tr("Năm sau"), key="PgDown", small=True)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        for button in (self.before, self.after):
            self.title_row.addWidget(button)
        self.table = Table(_columns(), tr("Ngày lễ và ngày đặt khác"))
        self.table.row_changed.connect(self._fit)
        self.table.row_activated.connect(self._take)
        self.panel = Panel(tr("Ngày lễ và ngày đặt khác"), padded=False)
        self.sums = PlainLabel("", "label", "ink2")
        self.panel.head.addWidget(self.sums)
        self.panel.body.addWidget(self.table, 1)
        self.side = DaySide(latest_year=self.year + 5)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        self.forget_button = FlatButton(tr("Theo lịch chung"), key="F6")
        self.forget_button.clicked.connect(self._forget)
        self.action_bar.add_back(context.navigator.back)
        self.action_bar.add_left(self.forget_button)
        self.action_bar.set_primary(tr("Ghi ngày này"), self._keep)

    # ------------------------------------------------------------ reading

    def enter(self) -> None:
        """Show this year; who may change it begins with a day."""
        super().enter()
        self.side.clear()
        self.side.setEnabled(not self._refusal)
        self.action_bar.set_reason(self._refusal)
        self._chosen = None
        self._load()
        (self.table if self._refusal else self.side.day).setFocus()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    @property
    def _refusal(self) -> str:
        return self._context.why_not(Permission.SHIFT_PLAN)

    def _turn(self, years: int) -> None:
        self.year += years
        self._load()

    def _load(self) -> None:
        read = partial(self._context.services.shifts.calendar.year, self.year)
        self._asked = self._context.tasks.query(read, self._show, self._not_read)

    def _show(self, rows: tuple[CalendarRow, ...]) -> None:
        self.bars.clear(_BAR)
        self.title = tr("Lịch nghỉ lễ năm {year}").format(year=self.year)
        free = sum(row.is_holiday for row in rows)
        self.sums.setText(trn("{n} ngày nghỉ", "{n} ngày nghỉ", free).format(n=free))
        days = [row.day for row in rows]
        self.table.set_rows(rows, select=days.index(self._chosen) if self._chosen in days else 0)
        self._fit()

    def _not_read(self, error: UserFacingError) -> None:
        """A year beyond the calendar: stay on the one that is shown."""
        shown = self.table.rows
        if shown and isinstance(shown[0], CalendarRow):
            self.year = shown[0].day.year
        self._failed(error)

    def _fit(self, *_: object) -> None:
        row = self.row
        by_hand = row is not None and row.override is not None
        reason = self._refusal or ("" if by_hand else tr("Ngày này đang theo lịch chung."))
        self.forget_button.set_disabled(reason)

    @property
    def row(self) -> CalendarRow | None:
        """The day that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, CalendarRow) else None

    # ------------------------------------------------------------ changing

    def _take(self, row: object) -> None:
        """Put a day of the table into the form."""
        if isinstance(row, CalendarRow) and not self._refusal:
            self.side.show_day(row)

    def _keep(self) -> None:
        day = self.side.checked()
        if day is None:
            return
        calendar, actor = self._context.services.shifts.calendar, self._context.actor
        keep = partial(calendar.keep, day, self.side.kind, self.side.name.value(), actor=actor)
        words = tr("Đã đặt ngày {day}.").format(day=f"{day:%d/%m/%Y}")
        self._context.tasks.change(keep, lambda _: self._kept(day, words), self._failed)

    def _kept(self, day: date, words: str) -> None:
        self.side.clear()
        self._changed(day, words)
        self.side.day.setFocus()

    def _forget(self) -> None:
        row = self.row
        if row is None or row.override is None:
            return
        calendar, actor = self._context.services.shifts.calendar, self._context.actor
        back = partial(calendar.keep, row.day, row.override, row.name, actor=actor)

        def undo() -> None:
            words_ = tr("Đã đặt lại ngày {day}.").format(day=f"{row.day:%d/%m/%Y}")
            self._context.tasks.change(back, lambda _: self._changed(row.day, words_), self._failed)

        words = tr("Ngày {day} theo lịch chung trở lại.").format(day=f"{row.day:%d/%m/%Y}")
        self._context.tasks.change(
            partial(calendar.forget, row.day, actor=actor),
            lambda _: self._changed(row.day, words, undo),
            self._failed,
        )

    def _changed(self, day: date, words: str, undo: Callable[[], object] | None = None) -> None:
        self._context.feedback.toast(words, undo)
        self.year, self._chosen = day.year, day
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Ngày"), lambda row: Cell(f"{row.day:%d/%m/%Y}", strong=True), width=140),
        Column(tr("Thứ"), lambda row: weekday_words(row.day), width=116, drop=1),
        Column(tr("Ngày gì"), lambda row: row.name, stretch=1),
        Column(tr("Theo"), _by, width=130),
        Column(tr("Tính là"), _counts_as, width=124, tags=True),
    )


def _by(row: CalendarRow) -> Cell:
    if row.override is None:
        return Cell(tr("Lịch chung"), quiet=True)
    return Cell(tr("Cơ quan đặt"), strong=True)


def _counts_as(row: CalendarRow) -> Cell:
    if row.is_holiday:
        return Cell(tr("Nghỉ"), tag="info", icon="calendar")
    word = tr("Làm bù") if row.override is DayKind.WORKING else tr("Làm việc")
    return Cell(word, tag="warn", icon="clock")
