"""Everybody on the list, however many: searched, filtered, sorted, opened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.common.work import Work
from desktop.roster.views import ListChoices, ListQuery, RosterCounts
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.people_filters import PeopleFilters
from desktop.ui.roster.people_following import PeopleFollowing
from desktop.ui.roster.people_table import ListedRow, PeopleTable
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.file_question import ask_for_file
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.paged_table import PAGE
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "people"
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


@dataclass(frozen=True)
class _Around:
    """What stands around the list and does not change while one types."""

    choices: ListChoices
    counts: RosterCounts
    members: dict[ApplicationState, frozenset[UUID]]

    @property
    def everybody(self) -> int:
        return self.counts.total + self.counts.outside


@dataclass(frozen=True)
class _Answer:
    """The first rows of a query, and in which row the person looked at before stands."""

    query: ListQuery
    rows: tuple[ListedRow, ...]
    total: int
    select: int


def _ways() -> tuple[tuple[PageName, str, str, str], ...]:
    """Return the pages one goes to from the list: page, words, key, icon."""
    return (
        (PageName.REGISTER, tr("Đối chiếu"), "Ctrl+D", ""),
        (PageName.DUPLICATES, tr("Người trùng"), "Ctrl+T", ""),
        (PageName.IMPORT, tr("Nhập danh sách"), "Ctrl+O", "file"),
    )


def _read_rows(
    services: Services, query: ListQuery, number: int
) -> tuple[tuple[ListedRow, ...], int]:
    page = services.roster.list_page(query, number * PAGE, PAGE)
    progress = services.overview.progress_of(row.member_id for row in page.rows)
    held = services.leases.held_elsewhere()
    rows = tuple(
        ListedRow(row, progress.get(row.member_id), held.get(row.member_id)) for row in page.rows
    )
    return rows, page.total


class PeoplePage(Page):
    """The list as a table of any length; rows come from the store as they are looked at."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Danh sách đảng viên"))
        self._context = context
        self._around: _Around | None = None
        self._query: ListQuery | None = None
        self._asked: Task | None = None
        self._pages: list[Task] = []
        self._open_when_found = False
        self.total = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.total)
        self.ways: dict[PageName, OutlineButton] = {}
        for page, text, key, icon in _ways():
            way = self.ways[page] = OutlineButton(text, key=key, icon=icon)
            way.clicked.connect(partial(self._context.navigator.show, page))
            self.title_row.addWidget(way)
        self.filters = PeopleFilters()
        self.filters.changed.connect(self._ask)
        self.filters.search.input.installEventFilter(self)
        self.content.addWidget(self.filters)
        self.people = PeopleTable()
        self.people.page_wanted.connect(self._ask_page)
        self.people.opened.connect(self._go)
        self.content.addWidget(self.people, 1)
        self._following = PeopleFollowing(context, self.people, self._ask, self)
        self.clear = self.action_bar.add_left(OutlineButton(tr("Bỏ lọc"), key="Esc"))
        self.clear.clicked.connect(self._clear)
        self.clear.hide()
        self.save = self.action_bar.add_left(OutlineButton(tr("Xuất Excel"), key="Ctrl+S"))
        self.save.clicked.connect(self._choose_export)
        tree = self.action_bar.add_left(OutlineButton(tr("Cây tổ chức"), key="Ctrl+U"))
        tree.clicked.connect(partial(self._context.navigator.show, PageName.ORGANISATION))
        self.action_bar.set_primary(tr("Mở"), self._go)
        forbid = self._context.forbid
        forbid(Permission.ROSTER_EXPORT, self.save)
        forbid(Permission.ROSTER_IMPORT, self.ways[PageName.IMPORT])
        forbid(Permission.ROSTER_DECIDE, self.ways[PageName.DUPLICATES])

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read the list anew, and stay with the person who was looked at."""
        super().enter()
        self._open_when_found = False
        self.save.set_disabled()
        self._ask_around()
        self._ask()
        self.filters.search.focus()

    def follow(self) -> None:
        """Another counter changed something: the same rows as they are now."""
        self._following.look(self._query)

    def leave(self) -> None:
        """Ask nothing more."""
        self._cancel()

    def _cancel(self) -> None:
        for task in (*self._pages, self._asked):
            if task is not None:
                task.cancel()
        self._pages.clear()

    def _ask_around(self) -> None:
        services = self._context.services

        def load() -> _Around:
            roster = services.roster
            members = services.overview.members_by_state()
            return _Around(roster.list_choices(), roster.counts(), members)

        self._context.tasks.query(load, self._show_around)

    def _show_around(self, found: _Around) -> None:
        self._around = found
        counts = found.counts
        self.filters.show_choices(found.choices, counts.total - counts.eligible)
        if self.filters.show_progress(found.members, found.everybody):
            self._ask()
        self._show_frame()

    # ------------------------------------------------------------ rows

    def _ask(self) -> None:
        services, query = self._context.services, self.filters.query()
        current = self.people.current()
        kept = current.person.member_id if current else None
        self._cancel()

        def load() -> _Answer:
            row = services.roster.list_row_of(query, kept) if kept else None
            rows, total = _read_rows(services, query, 0)
            return _Answer(query, rows, total, row or 0)

        self._asked = self._context.tasks.query(load, self._show)

    def _show(self, found: _Answer) -> None:
        self._query = found.query
        outside = found.query.eligible is False
        self.people.begin(found.total, found.rows, select=found.select, outside=outside)
        self._show_frame()
        if self._open_when_found:
            self._open_when_found = False
            self._go()

    def _show_frame(self) -> None:
        """Say how many there are, and offer what can be done with them."""
        around, total = self._around, self.people.table.count
        if around is None or self._query is None:
            return
        everybody = around.everybody
        words = tr("{shown} người") if total == everybody else tr("{shown} trong {all} người")
        shown, of_all = grouped(total), grouped(everybody)
        self.total.setText(words.format(shown=shown, all=of_all) if everybody else "")
        self.filters.setVisible(bool(everybody))
        self.clear.setVisible(self.filters.is_narrowed)
        self.save.setVisible(bool(everybody))
        self.save.setText(tr("Xuất kèm lý do") if self._is_outside else tr("Xuất Excel"))
        # With nobody to open, the way forward is a file.
        self.ways[PageName.IMPORT].setVisible(bool(everybody))
        self.action_bar.set_primary(tr("Mở") if everybody else tr("Nhập danh sách"))
        if not everybody:
            self.people.show_empty()
        reason = "" if total or not everybody else tr("Không ai khớp để mở.")
        if not everybody:
            reason = self._context.why_not(Permission.ROSTER_IMPORT)
        self.action_bar.set_reason(reason)

    def _ask_page(self, number: int) -> None:
        services, query = self._context.services, self._query
        if query is None:
            return

        def load() -> tuple[ListQuery, int, tuple[ListedRow, ...]]:
            return query, number, _read_rows(services, query, number)[0]

        self._pages = [task for task in self._pages if not task.is_finished]
        self._pages.append(self._context.tasks.query(load, self._show_page))

    def _show_page(self, found: tuple[ListQuery, int, tuple[ListedRow, ...]]) -> None:
        query, number, rows = found
        if query is self._query:
            self.people.put_page(number, rows)

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows in the search field move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.people.table.move_selection(step)
                return True
        return super().eventFilter(watched, event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Ctrl+F comes to the search field."""
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F and is_control:
            self.filters.search.focus()
            return True
        return super().handle_key(event)

    def on_enter(self, key: int) -> None:
        """Open the selected person; when the rows are not there yet, as soon as they are."""
        is_known = self._query is not None and self._query.text == self.filters.search.text()
        if is_known:
            super().on_enter(key)
        else:
            self._open_when_found = True

    def _clear(self) -> None:
        self.filters.clear()
        self.filters.search.focus()

    def _go(self) -> None:
        if self.people.is_empty:
            self._context.navigator.show(PageName.IMPORT)
            return
        row = self.people.current()
        if row is not None:
            member_id = row.person.member_id
            self._context.navigator.show(PageName.PERSON, member_id=member_id)

    # ------------------------------------------------------------ as a file

    @property
    def _is_outside(self) -> bool:
        return self.filters.excluded.isChecked()

    def _choose_export(self) -> None:
        proposed = "khong-thuoc-dien.xlsx" if self._is_outside else "danh-sach-dang-vien.xlsx"
        path = ask_for_file(self, self.save.label, proposed, tr("Excel (*.xlsx)"))
        if path is not None:
            self.export(path.with_suffix(".xlsx"))

    def export(self, target: Path) -> None:
        """Write everybody on the list to a workbook, or everybody outside it with the reason.

        Other filters narrow the screen, not the file: what leaves can be taken in again whole.
        """
        services, actor, outside = self._context.services, self._context.actor, self._is_outside

        def run(work: Work) -> tuple[Path, int]:
            if outside:
                return target, services.eligibility.export_outside(target, actor=actor)
            return target, services.people.export_list(target, actor=actor, work=work)

        self.save.set_disabled(tr("Đang ghi tệp"))
        self._context.tasks.run_long(
            run, self._exported, self._not_exported, on_progress=self._exporting
        )

    def _exporting(self, done: int, total: int, text: str) -> None:
        del text
        share = tr("Đang ghi tệp: {done} trong {all} người").format(
            done=grouped(done), all=grouped(total)
        )
        self.total.setText(share)

    def _exported(self, found: tuple[Path, int]) -> None:
        target, count = found
        self.save.set_disabled()
        self._show_frame()
        words = tr("Đã xuất {n} người ra {file}.").format(n=grouped(count), file=target.name)
        self._context.feedback.toast(words)

    def _not_exported(self, error: UserFacingError) -> None:
        self.save.set_disabled()
        self._show_frame()
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
