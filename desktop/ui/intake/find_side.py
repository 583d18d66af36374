"""Beside the results: the day's numbers, late answers, what lies unfinished or waits to print."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.batch.board.views import BatchLine, CardsGiven
from desktop.campaign.tasks.views import DueTasks
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.intake.leases.words import where_short
from desktop.intake.review.views import ReviewCounts
from desktop.intake.views import DraftRow, PrintResult, Today
from desktop.roster.views import RosterCounts
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.backup.copy_line import CopyLine
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import field_words as words
from desktop.ui.intake import opening
from desktop.ui.intake.due_panel import DuePanel
from desktop.ui.intake.late_panel import LatePanel
from desktop.ui.intake.reprint import print_waiting
from desktop.ui.intake.review_panel import ReviewPanel
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.yielding import Yielding

_DRAFTS_SHOWN = 3


class DayPanel(Panel):
    """Today's numbers at this counter."""

    def __init__(self, station: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Hôm nay ở {station}").format(station=station), parent=parent)
        self.since = PlainLabel("", "label", "ink2")
        self.head.addWidget(self.since)
        self.done = PlainLabel("0", "figure")
        self.minutes = PlainLabel("–", "figure")
        figures = QHBoxLayout()
        for number, word in (
            (self.done, tr("người đã xong")),
            (self.minutes, tr("phút mỗi người")),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(PlainLabel(word, "label", "ink2"))
            figures.addLayout(column, 1)
        self.body.addLayout(figures)
        self.given = PlainLabel("", "label", "ink2")
        self.given.hide()
        self.body.addWidget(self.given)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_day(self, today: Today, given: CardsGiven) -> None:
        """Show the numbers; that of cards once the first one was handed over."""
        self.given.setText(words.given_words(given))
        self.given.setVisible(bool(given.handed_over))
        self.done.setText(str(today.done))
        self.minutes.setText(words.minutes(today.median_seconds))
        since = tr("từ {time}").format(time=show_time(today.first_at)) if today.first_at else ""
        self.since.setText(since)


class _DraftLine(QWidget):
    """One unfinished file with its `Mở`."""

    opened = Signal(object)

    def __init__(self, draft: DraftRow, when: str, why_not: str) -> None:
        super().__init__()
        self.draft = draft
        button = self._button = OutlineButton(tr("Mở"), small=True)
        button.setAccessibleName(tr("Mở hồ sơ {name}").format(name=draft.full_name))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._open)
        button.forbid(why_not)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(PlainLabel(draft.full_name or tr("Chưa ghi tên"), "table"))
        stopped = words.stopped_at(draft.step)
        if theme.current().compact:
            stopped = words.step_name(draft.step)
        held = draft.holder
        said = f"{stopped} · {when}"
        if held is not None:
            name = held.operator
            if theme.current().compact:
                name = name.rpartition(" ")[2]  # as in the header of a small screen
            said = f"{where_short(held)} · {name}"
        column.addWidget(PlainLabel(said, "hint", "ink2"))
        layout = QHBoxLayout()
        side = theme.current().fixed(16, 12)
        layout.setContentsMargins(side, 9, side - 4, 9)
        layout.addLayout(column, 1)
        layout.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(layout)
        outer.addWidget(rule())

    @property
    def has_focus(self) -> bool:
        """Whether its button has the focus."""
        return self._button.hasFocus()

    def take_focus(self) -> None:
        """Give its button the focus."""
        self._button.setFocus()

    def _open(self) -> None:
        self.opened.emit(self.draft)


class DraftsPanel(Panel):
    """What lies unfinished, the freshest first, and prints that wait.

    Args:
        why_not: whom to ask to go on with a file, "" for who may.

    Signals:
        draft_opened (DraftRow): go on with it.
        all_wanted: show the whole list.
        print_wanted: print what waits.
    """

    draft_opened = Signal(object)
    all_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, why_not: str = "") -> None:
        super().__init__(tr("Dở dang"), padded=False)
        self._why_not = why_not
        self.count = PlainLabel("", "table_strong", "ink2")
        self.head.insertWidget(1, self.count)
        self.more = OutlineButton(tr("Xem hết"), key="Ctrl+D", small=True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.all_wanted)
        theme.on_change(self.refresh_layout)
        self.head.addWidget(self.more)
        self._drafts = 0
        self._shown: tuple[tuple[DraftRow, ...], str] | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.setSpacing(0)
        self.body.addLayout(self._lines)
        self.empty = EmptyState(
            tr("Không có hồ sơ dở dang."), tr("Hồ sơ để sau sẽ nằm ở đây."), icon="clock"
        )
        self.body.addWidget(self.empty, 1)
        self.body.addStretch(0)
        self._print = PlainLabel("", "table")
        self.print_button = OutlineButton(tr("In ngay"), key="Ctrl+P", small=True)
        self.print_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.print_button.clicked.connect(self.print_wanted)
        self._icon = IconLabel("printer", "ink2", 20)
        self.foot.addWidget(self._icon)
        self.foot.addWidget(self._print, 1)
        self.foot.addWidget(self.print_button)
        self.show_waiting(0)

    def refresh_layout(self) -> None:
        """Follow the look in force: a small screen has room for one word."""
        self.more.setText(tr("Xem") if theme.current().compact else tr("Xem hết"))
        self.more.setAccessibleName(tr("Xem hết hồ sơ dở dang"))

    def show_drafts(self, drafts: tuple[DraftRow, ...], today: str) -> None:
        """Show the freshest; `today` is the date that needs no date."""
        if (drafts, today) == self._shown:
            return
        self._shown = drafts, today
        pressed = [line.draft.application_id for line in self._shown_lines() if line.has_focus]
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for draft in drafts[:_DRAFTS_SHOWN]:
            day = show_date(draft.saved_at)
            when = show_time(draft.saved_at) if day == today else day[:5]
            line = _DraftLine(draft, when, self._why_not)
            line.opened.connect(self.draft_opened)
            self._lines.addWidget(line)
            if draft.application_id in pressed:
                line.take_focus()
        self._drafts = len(drafts)
        self.more.setVisible(bool(drafts))
        self._fit()

    def _shown_lines(self) -> list[_DraftLine]:
        widgets = (self._lines.itemAt(number).widget() for number in range(self._lines.count()))
        return [one for one in widgets if isinstance(one, _DraftLine)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many files as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = [self._lines.itemAt(number).widget() for number in range(self._lines.count())]
        around = self.head.sizeHint().height() + self.foot.sizeHint().height() + 4
        room = self.height() - around
        for line in lines:
            room -= line.sizeHint().height()
            line.setVisible(room >= 0 or line is lines[0])
        # Where the words have no room, the number says it.
        spoken = not self._drafts and room >= self.empty.sizeHint().height()
        self.empty.setVisible(spoken)
        self.count.setText("" if spoken else str(self._drafts))

    def show_waiting(self, count: int) -> None:
        """Say how many receipts wait for the printer."""
        self._icon.set("printer", "warn" if count else "ink3")
        text = tr("{n} chờ in").format(n=count) if count else tr("Không có gì chờ in")
        self._print.setText(text)
        self.print_button.setVisible(count > 0)


@dataclass(frozen=True)
class _Day:
    """What one look at the store gave."""

    today: Today
    drafts: tuple[DraftRow, ...]
    counts: RosterCounts
    late: tuple[BatchLine, ...]
    given: CardsGiven
    review: ReviewCounts
    due: DueTasks


class FindSide(Yielding):
    """The right column of the page "Quầy".

    Signals:
        counted (RosterCounts): how many people the list holds.
        served (tuple of ReceivedRow): who was served today, the latest first.
        trouble (Message): a print failed.
    """

    served = Signal(object)
    counted = Signal(object)
    trouble = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.day = DayPanel(context.services.info.station_code)
        self.drafts = DraftsPanel(context.why_not(Permission.RECORD_TAKE))
        context.forbid(Permission.RECORD_PRINT, self.drafts.print_button)
        self.drafts.draft_opened.connect(self._open)
        self.drafts.all_wanted.connect(self._all)
        self.drafts.print_wanted.connect(self._print)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.late = LatePanel()
        self.late.wanted.connect(self._batches)
        self._layout.addWidget(self.day)
        self.review = ReviewPanel()
        self.review.wanted.connect(context.navigator.show)
        self._layout.addWidget(self.late)
        self._layout.addWidget(self.review)
        self.due = DuePanel()
        self.due.wanted.connect(self._tasks)
        self._layout.addWidget(self.due)
        self._layout.addWidget(self.drafts, 1)
        self.copy = CopyLine(context.services)
        self.copy.page_wanted.connect(self._copies)
        self._layout.addWidget(self.copy)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self._layout.setSpacing(look.fixed(16, 12))
        self.setFixedWidth(look.pick(336, 264))

    def reload(self) -> None:
        """Read the day anew."""
        services, actor = self._context.services, self._context.actor

        def read() -> _Day:
            overview, board = services.overview, services.board
            return _Day(
                overview.today(),
                overview.drafts(),
                services.roster.counts(),
                board.late(),
                board.cards_given(),
                services.review.counts(),
                services.duties.tasks.due(actor),
            )

        self._context.tasks.query(read, self._show)

    def _show(self, day: _Day) -> None:
        self.day.show_day(day.today, day.given)
        self.drafts.show_drafts(day.drafts, show_date(self._context.services.clock.now()))
        self.drafts.show_waiting(day.today.waiting_prints)
        self.late.show_late(day.late)
        may_review = self._context.services.login.seat.may(Permission.RECORD_APPROVE)
        self.review.show_counts(day.review, may_review=may_review)
        leads = self._context.services.login.seat.may(Permission.SHIFT_PLAN)
        self.due.show_due(day.due, leads=leads)
        self.served.emit(day.today.rows)
        self.counted.emit(day.counts)

    def _open(self, draft: DraftRow) -> None:
        page = opening.page_of(draft.step)
        self._context.navigator.show(page, application_id=draft.application_id)

    def _batches(self) -> None:
        self._context.navigator.show(PageName.BATCHES)

    def _tasks(self, of_others: bool) -> None:
        self._context.navigator.show(PageName.TASKS, everybody=of_others)

    def _copies(self) -> None:
        self._context.navigator.show(PageName.BACKUP)

    def _all(self) -> None:
        self._context.navigator.show(PageName.DRAFTS)

    def _print(self) -> None:
        self.drafts.print_button.set_disabled(tr("Đang in"))
        print_waiting(self._context, self._printed)

    def _printed(self, results: tuple[PrintResult, ...]) -> None:
        self.drafts.print_button.set_disabled()
        failed = [result for result in results if not result.printed]
        if failed:
            self.trouble.emit(Message("warn", failed[0].title, failed[0].advice, key="print"))
        else:
            self._context.feedback.toast(tr("Đã in {n} biên nhận.").format(n=len(results)))
        self.reload()
