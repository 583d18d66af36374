"""The page "Quầy": one box finds a person by card, number, name or village; Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.identity.card import CardReading
from desktop.identity.scanned import read_scanned
from desktop.roster.views import RosterCounts
from desktop.security.access.permissions import Permission
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import opening
from desktop.ui.intake.card_picture import ask_for_card, read_picture
from desktop.ui.intake.find_results import FoundRow, HintLine, ResultsPane
from desktop.ui.intake.find_side import FindSide
from desktop.ui.intake.queue_line import QueueLine
from desktop.ui.intake.unfinished_bar import UnfinishedBar
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.dropped_file import PICTURES, TakesDroppedFile
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.tag import Tag
from desktop.ui.widgets.yielding import Yielding

LIMIT = 50
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


@dataclass(frozen=True)
class _Found:
    """The answer to one query."""

    text: str
    rows: tuple[FoundRow, ...]
    total: int
    by: str


@dataclass(frozen=True)
class _Scanned:
    """Whom a card belongs to; None when nobody on the list has its number."""

    card: CardReading
    row: FoundRow | None


class FindPage(TakesDroppedFile, Page):
    """Finds people; the search box keeps the focus."""

    dropped_endings = PICTURES

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Quét thẻ hoặc gõ tên, số"))
        self._context = context
        self._query: Task | None = None
        self._scan: Task | None = None
        self._shown_for = ""
        self._open_when_found = False
        self._counts: RosterCounts | None = None
        self.title_row.addWidget(Tag(tr("Sẵn sàng nhận thẻ quét"), "ok"))
        # No rest between key and search: all keys of one turn of the event loop become one query.
        self.box = SearchBox(
            tr("Tìm người"), hint=tr("họ tên không dấu · 4 số cuối · năm sinh"), delay=0
        )
        self.box.searched.connect(self._search)
        self.box.input.installEventFilter(self)
        self.results = ResultsPane(context)
        self.results.opened.connect(self._open_row)
        self.results.selected.connect(self._selected)
        self.results.list_wanted.connect(partial(context.navigator.show, PageName.ROSTER))
        self.hint = HintLine()
        self.side = FindSide(context)
        self.side.counted.connect(self._counted)
        self.side.served.connect(self.results.ways.served.show_rows)
        self.side.trouble.connect(self.bars.show_message)
        self._main = QVBoxLayout()
        self._main.addWidget(self.box)
        self._main.addWidget(_yielding(self.results), 1)
        self._main.addWidget(self.hint)
        self._columns = QHBoxLayout()
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self.side)
        self.unfinished = UnfinishedBar(context)
        self.queue = QueueLine(context, self.box)
        self.content.addWidget(self.unfinished)
        self.content.addWidget(self.queue)
        self.content.addLayout(self._columns, 1)
        not_listed = _button(tr("Không có trong danh sách"), "F6", "", self._to_not_listed)
        to_card = partial(context.navigator.show, PageName.CARD)
        camera = _button(tr("Quét bằng máy ảnh"), "Ctrl+M", "camera", to_card)
        self._picture = _button(tr("Đọc ảnh thẻ"), "Ctrl+O", "scan", self._ask_for_card)
        context.forbid(Permission.RECORD_TAKE, not_listed, camera, self._picture)
        for button in (not_listed, camera, self._picture):
            self.action_bar.add_left(button)
        # On a small screen the bar has no room for the button; its key goes on working.
        self._picture_key = QShortcut(QKeySequence("Ctrl+O"), self, self._ask_for_card)
        self._quiet_keys = _quiet_keys(self, context, self.results)
        self.setAcceptDrops(True)
        self.action_bar.set_primary(tr("Mở hồ sơ"), self._open_selected)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self._picture.setVisible(not look.compact)
        self._picture_key.setEnabled(look.compact)
        self._columns.setSpacing(look.fixed(16, 12))
        self._main.setSpacing(look.fixed(12, 10))

    # ------------------------------------------------------------ coming and going

    def enter(self, text: str = "", scan: str = "", card: CardReading | None = None) -> None:
        """Show the counter, ready for the next person.

        Args:
            text: look for this at once.
            scan: the text of a card that was scanned on another page.
            card: a card that was read by the camera, from its back, or by another program.
        """
        super().enter()
        self.bars.clear("refusal")
        self.bars.clear("scan")
        self._open_when_found = False
        self.box.set_text(text)
        self.box.focus()
        self.side.reload()
        self.unfinished.reload()
        self.queue.reload()
        if scan:
            self.on_scan(scan)
        elif card is not None:
            self.on_reading(card)

    def leave(self) -> None:
        """Ask nothing more."""
        for task in (self._query, self._scan):
            if task is not None:
                task.cancel()
        self.results.stop()
        self.unfinished.stop()
        self.queue.stop()
        self._open_when_found = False

    def follow(self) -> None:
        """Another counter changed something: read anew what is shown, and nothing else moves."""
        self.side.reload()
        self.queue.reload()
        if self.results.table.rows and self.box.text() == self._shown_for:
            self._query = self._context.tasks.query(
                partial(_find, self._context.services, self._shown_for), self._followed
            )

    def _followed(self, found: _Found) -> None:
        if found.text == self._shown_for == self.box.text() and found.rows:
            self.results.follow_rows(found.rows)
            self.hint.set(_how_many(found), choose=len(found.rows) > 1)

    def _counted(self, counts: RosterCounts) -> None:
        self._counts = counts
        if not self.results.table.rows:
            self.results.show_nothing(self._shown_for, counts)

    # ------------------------------------------------------------ finding

    def _search(self, text: str) -> None:
        if self._query is not None:
            self._query.cancel()
        if not text:
            self._show_found(_Found("", (), 0, "none"))
            return
        find = partial(_find, self._context.services, text)
        self._query = self._context.tasks.query(find, self._show_found)

    def _show_found(self, found: _Found) -> None:
        self._shown_for = found.text
        self.results.show_rows(found.rows)
        if not found.rows:
            self._open_when_found = False
            self.results.show_nothing(found.text, self._counts)
            self.hint.set("")
            reason = tr("Chưa chọn ai") if found.text else tr("Quét hoặc gõ tên")
            self.action_bar.set_reason(reason)
            return
        self.hint.set(_how_many(found), choose=len(found.rows) > 1)
        self.action_bar.set_reason("")
        if self._open_when_found:
            self._open_when_found = False
            self._open_selected()

    def _selected(self, row: FoundRow | None) -> None:
        del row
        self.bars.clear("refusal")

    # ------------------------------------------------------------ opening

    def on_enter(self, key: int) -> None:
        """Open the selected person; when the results are not there yet, as soon as they are."""
        del key
        if self.box.text() == self._shown_for:
            self._open_selected()
        else:
            self._open_when_found = True

    def _open_selected(self) -> None:
        row = self.results.current()
        if row is not None:
            self._open_row(row)

    def _open_row(self, row: FoundRow, card: CardReading | None = None) -> None:
        person = row.person
        is_done = opening.is_done(row.progress)
        if not is_done and (whom := self._context.why_not(Permission.RECORD_TAKE)):
            title = tr("Vai trò này chỉ xem được biên nhận đã có.")
            self.bars.show_message(Message("info", title, whom, key="refusal"))
            return
        if not person.eligible and not is_done:
            self.bars.show_message(opening.refusal(person))
            return
        opening.open_person(self._context.navigator, person.member_id, row.progress, card)

    def _to_not_listed(self) -> None:
        QGuiApplication.inputMethod().commit()
        self._context.navigator.show(PageName.NOT_LISTED, text=self.box.text(), card=None)

    # ------------------------------------------------------------ scanning

    def on_scan(self, text: str) -> None:
        """Open the person whose card was scanned; called by the window wherever one was."""
        day = today(self._context.services.clock)
        self._read(lambda: read_scanned(text, today=day))

    def on_reading(self, card: CardReading) -> None:
        """Open the person whose card was read in another way."""
        self._read(lambda: card)

    def use_file(self, file: Path) -> None:
        """Open the person whose card's QR code is in a picture."""
        self._read(lambda: read_picture(file))

    def _ask_for_card(self) -> None:
        if self._picture.forbidden:
            return
        file = ask_for_card(self)
        if file is not None:
            self.use_file(file)

    def _read(self, read: Callable[[], CardReading]) -> None:
        services = self._context.services

        def find() -> _Scanned:
            card = read()
            person = services.roster.find_by_personal_id(card.personal_id)
            if person is None:
                return _Scanned(card, None)
            progress = services.overview.progress_of([person.member_id])
            return _Scanned(card, FoundRow(person, progress.get(person.member_id)))

        self.bars.clear("scan")
        if self._scan is not None:
            self._scan.cancel()
        self._scan = self._context.tasks.query(find, self._show_scanned, self._scan_failed)

    def _show_scanned(self, scanned: _Scanned) -> None:
        if scanned.row is None and (whom := self._context.why_not(Permission.RECORD_TAKE)):
            title = tr("Chưa thấy người này trong danh sách.")
            self.bars.show_message(Message("info", title, whom, key="scan"))
            return
        if scanned.row is None:
            self._context.navigator.show(PageName.NOT_LISTED, text="", card=scanned.card)
            return
        if not scanned.row.person.eligible:
            self._show_found(_Found(self.box.text(), (scanned.row,), 1, "number"))
        self._open_row(scanned.row, scanned.card)

    def _scan_failed(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("warn", error.title, error.advice, key="scan"))
        self.box.focus()

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up, Down and Esc work while the focus stays in the box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and self.results.table.rows:
                self.results.table.move_selection(step)
                return True
            if event.key() == Qt.Key.Key_Escape and self.box.text():
                self.box.clear()
                return True
        return super().eventFilter(watched, event)


def _find(services: Services, text: str) -> _Found:
    """Look somebody up; for a worker thread."""
    result = services.roster.search(text, LIMIT)
    progress = services.overview.progress_of(row.member_id for row in result.rows)
    held = services.leases.held_elsewhere()
    rows = tuple(
        FoundRow(row, progress.get(row.member_id), held.get(row.member_id)) for row in result.rows
    )
    return _Found(text, rows, result.total, result.by)


def _yielding(inside: QWidget) -> Yielding:
    place = Yielding()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inside)
    return place


def _quiet_keys(page: QWidget, context: UiContext, results: ResultsPane) -> list[QShortcut]:
    """Return the keys that have no button here: the check of the morning, and who cannot come."""
    morning = partial(context.navigator.show, PageName.MORNING)
    keys = [QShortcut(QKeySequence("Ctrl+H"), page, morning)]
    if not context.why_not(Permission.RECORD_SET_ASIDE):
        mark = partial(_cannot_come, context, results)
        keys.append(QShortcut(QKeySequence("Ctrl+K"), page, mark))
    return keys


def _cannot_come(context: UiContext, results: ResultsPane) -> None:
    """Mark the selected person as unable to come."""
    row = results.current()
    if row is not None:
        context.navigator.show(PageName.VISIT_PLAN, member_id=row.person.member_id)


def _button(text: str, key: str, icon: str, on_click: Callable[[], object]) -> OutlineButton:
    button = OutlineButton(text, key=key, icon=icon)
    button.clicked.connect(on_click)
    return button


def _how_many(found: _Found) -> str:
    total = f"{found.total:,}".replace(",", ".")
    if found.by == "typo" and len(found.rows) > 1:
        text = tr("Không ai đúng như gõ; {n} người gần giống “{text}”. Phím")
    elif found.by == "typo":
        text = tr("Không ai đúng như gõ; 1 người gần giống “{text}”.")
    elif found.total > len(found.rows):
        text = tr("{n} người khớp với “{text}”, gõ thêm để thu hẹp. Phím")
    elif len(found.rows) == 1:
        text = tr("1 người khớp với “{text}”.")
    else:
        text = tr("{n} người khớp với “{text}”. Phím")
    return text.format(n=total, text=found.text)
