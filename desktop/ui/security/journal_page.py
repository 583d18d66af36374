"""The page "Nhật ký": who did what, found among any number of events; the chain proved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.security.journal.service import JournalService
from desktop.security.journal.views import Entry, JournalFrame, JournalPage, JournalQuery
from desktop.ui.feedback import Message
from desktop.ui.security.chain_check import ChainCheck
from desktop.ui.security.journal_desk import JournalDesk, Trail
from desktop.ui.security.journal_filters import JournalFilters
from desktop.ui.security.journal_table import JournalTable, grouped
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.file_question import ask_for_file
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "journal"


@dataclass(frozen=True)
class _Answer:
    """A page of events, and what stands around it when that was asked for."""

    page: JournalPage
    frame: JournalFrame | None = None
    select: int = 0


class TrailPage(Page):
    """A page of the trail at a time, the newest first; nothing here changes it.

    Args:
        desk: what the page may use.
    """

    def __init__(self, desk: JournalDesk) -> None:
        super().__init__(tr("Nhật ký"))
        self._desk = desk
        self._asked: Task | None = None
        self._writing: Task | None = None
        self.length = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.length)
        self.which = ChoiceEdit(
            [(str(place), one.name) for place, one in enumerate(desk.trails)], tr("Nhật ký nào")
        )
        self.which.setVisible(len(desk.trails) > 1)
        self.which.value_changed.connect(self._other_trail)
        self.title_row.addWidget(self.which)
        self.check = ChainCheck(desk.tasks, lambda: self._trail.proof)
        self.check.progressed.connect(self.length.setText)
        self.check.told.connect(self._verdict)
        self.title_row.addWidget(self.check.button)
        self.filters = JournalFilters(today(desk.clock))
        self.filters.changed.connect(self._ask)
        self.content.addWidget(self.filters)
        self.events = JournalTable()
        self.events.older_wanted.connect(self._older)
        self.events.newer_wanted.connect(self._newer)
        self.events.selected.connect(self._selected)
        self.events.table.row_activated.connect(self._follow_record)
        self.content.addWidget(self.events, 1)
        self._build_bar()

    def _build_bar(self) -> None:
        bar = self.action_bar
        bar.add_back(self._desk.navigator.back)
        self.clear = bar.add_left(OutlineButton(tr("Bỏ lọc"), key="Esc"))
        self.clear.clicked.connect(self._clear)
        self.clear.hide()
        self.save = bar.add_right(OutlineButton(tr("Xuất Excel"), key="Ctrl+S", icon="file"))
        self.save.clicked.connect(self._choose_export)
        bar.set_primary(tr("Xem cả hồ sơ này"), self._follow_record)

    # ------------------------------------------------------------ coming and going

    def enter(self, about: str = "", name: str = "") -> None:
        """Read the newest events; `about` shows one record or person alone."""
        super().enter()
        self.filters.today = today(self._desk.clock)
        self.filters.show_record(about, name)
        denied = "" if self._desk.may_export else tr("Vai trò này chỉ xem, không xuất tệp")
        self.save.set_disabled(denied)
        self._ask()
        self.events.table.setFocus()

    def leave(self) -> None:
        """Ask nothing more; a proof nobody waits for stops."""
        super().leave()
        self.check.stop()
        for task in (self._asked, self._writing):
            if task is not None:
                task.cancel()

    @property
    def _trail(self) -> Trail:
        return self._desk.trails[int(self.which.value() or 0)]

    def _other_trail(self) -> None:
        self.check.stop()
        self.bars.clear()
        self.filters.clear()

    # ------------------------------------------------------------ events

    def _ask(self, *, before: int | None = None, after: int | None = None, select: int = 0) -> None:
        if self._asked is not None:
            self._asked.cancel()
        journal, query = self._trail.journal, self.filters.query()
        is_anew = before is None and after is None

        def load() -> _Answer:
            page = journal.page(query, before=before, after=after)
            return _Answer(page, journal.frame() if is_anew else None, select)

        self._asked = self._desk.tasks.query(load, self._show, self._failed)

    def _show(self, found: _Answer) -> None:
        self.bars.clear(_BAR)
        page = found.page
        if found.frame is not None:
            self.filters.offer(found.frame.actors)
            self.length.setText(tr("{n} sự kiện").format(n=grouped(found.frame.newest)))
        select = len(page.entries) - 1 if found.select < 0 else found.select
        self.events.show_entries(page.entries, select=max(0, select))
        self.events.offer(newer=page.has_newer, older=page.has_older)
        self.clear.setVisible(self.filters.is_narrowed)
        self._selected(self.events.current())

    def _older(self) -> None:
        rows = self.events.table.rows
        if rows:
            self._ask(before=rows[-1].number)

    def _newer(self) -> None:
        rows = self.events.table.rows
        if rows:
            self._ask(after=rows[0].number, select=-1)

    def _selected(self, entry: Entry | None) -> None:
        """Offer the whole way of a record where the event was about one."""
        if entry is None:
            reason = tr("Chưa chọn sự kiện nào.")
        elif self.filters.query().about:
            reason = tr("Đang xem một hồ sơ; Esc để xem tất cả.")
        elif not entry.is_record:
            reason = tr("Sự kiện này không về một người.")
        else:
            reason = ""
        self.action_bar.set_reason(reason)

    def _follow_record(self, *_: object) -> None:
        """Show everything that was done to the same record or person."""
        entry = self.events.current()
        if entry is None or not entry.is_record or self.filters.query().about:
            return
        self.filters.show_record(entry.target, entry.person)
        self._ask()

    def _failed(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _clear(self) -> None:
        self.filters.clear()
        self.events.table.setFocus()

    # ------------------------------------------------------------ proof

    def _verdict(self, message: Message, number: int) -> None:
        """Show what came out of a proof, and where the first break is."""
        if number:
            message = self.check.with_way(message, partial(self._show_break, number))
        self.bars.show_message(message)
        self._ask()

    def _show_break(self, number: int) -> None:
        self.filters.blockSignals(True)
        self.filters.clear()
        self.filters.blockSignals(False)
        self.events.table.setFocus()
        self._ask(before=number + 1)

    # ------------------------------------------------------------ as a file

    def _choose_export(self) -> None:
        path = ask_for_file(self, self.save.label, "nhat-ky.xlsx", tr("Excel (*.xlsx)"))
        if path is not None:
            self.export(path.with_suffix(".xlsx"))

    def export(self, target: Path) -> None:
        """Write every event of the filters to a workbook; the export is an event itself."""
        journal, query, actor = self._trail.journal, self.filters.query(), self._desk.actor
        self.save.set_disabled(tr("Đang ghi tệp"))
        self._writing = self._desk.tasks.run_long(
            partial(_written, journal, target, query, actor),
            partial(self._exported, target),
            self._not_exported,
            on_progress=self._exporting,
        )

    def _exporting(self, done: int, total: int, text: str) -> None:
        del total, text
        self.length.setText(tr("Đã ghi {n} sự kiện").format(n=grouped(done)))

    def _exported(self, target: Path, count: int) -> None:
        self.save.set_disabled()
        words = tr("Đã xuất {n} sự kiện ra {file}.").format(n=grouped(count), file=target.name)
        self._desk.feedback.toast(words)
        self._ask()

    def _not_exported(self, error: UserFacingError) -> None:
        self.save.set_disabled()
        self._failed(error)


def _written(
    journal: JournalService, target: Path, query: JournalQuery, actor: str, work: Work
) -> int:
    return journal.export(target, query, actor=actor, work=work)
