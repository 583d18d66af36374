"""The events of one page of the trail: when, what in one sentence, of which kind, its number."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.common.clock import local
from desktop.common.i18n import tr
from desktop.security.journal import telling
from desktop.security.journal.views import Entry
from desktop.ui import theme
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel


def grouped(number: int) -> str:
    """Return a number as people read it: `1.766`."""
    return f"{number:,}".replace(",", ".")


def moment_words(entry: Entry) -> str:
    """Return `20/08/2025 14:33:08`; a time that nobody can read is said to be none."""
    return f"{local(entry.at):%d/%m/%Y %H:%M:%S}" if entry.at else tr("không rõ giờ")


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Lúc"), lambda row: Cell(moment_words(row), quiet=True), width=190, tags=True),
        Column(tr("Sự việc"), telling.sentence, stretch=1, least=380),
        Column(
            tr("Loại việc"),
            lambda row: Cell(telling.kind_words(telling.kind_of(row)), quiet=True),
            width=190,
            drop=1,
        ),
        Column(tr("Số"), lambda row: grouped(row.number), width=110, right=True),
    )


class JournalTable(TablePanel):
    """One page of events; below it what is known of the selected one, and the ways on.

    Signals:
        selected (Entry or None): another event is selected.
        older_wanted: the events before these.
        newer_wanted: the events after these.
    """

    selected = Signal(object)
    older_wanted = Signal()
    newer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.table = Table(_columns(), tr("Nhật ký"))
        self.none = EmptyState(
            tr("Không có sự kiện nào khớp."),
            tr("Bấm Esc để bỏ lọc, hoặc chọn khoảng ngày dài hơn."),
            icon="search",
        )
        self.reading = EmptyState(tr("Đang đọc nhật ký"), icon="clock")
        super().__init__(self.table, self.none, self.reading, parent=parent)
        self.table.row_changed.connect(self._row_changed)
        self.note = PlainLabel("", "label", "ink2")
        self.foot.addWidget(self.note, 1)
        self.newer = OutlineButton(tr("Mới hơn"), key="Ctrl+PgUp", small=True)
        self.older = OutlineButton(tr("Cũ hơn"), key="Ctrl+PgDown", small=True)
        self.newer.clicked.connect(self.newer_wanted)
        self.older.clicked.connect(self.older_wanted)
        self.foot.addWidget(self.newer)
        self.foot.addWidget(self.older)
        self.show_empty(self.reading)
        theme.on_change(self.refresh_theme)

    def show_entries(self, entries: tuple[Entry, ...], *, select: int = 0) -> None:
        """Show the events of a page."""
        self.table.set_rows(entries, select=select)
        self.set_filled(bool(entries))

    def offer(self, *, newer: bool, older: bool) -> None:
        """Say in which direction there is more."""
        self.newer.set_disabled("" if newer else tr("Đây là các sự kiện mới nhất"))
        self.older.set_disabled("" if older else tr("Đây là các sự kiện đầu tiên"))

    def current(self) -> Entry | None:
        """Return the selected event."""
        row = self.table.current_row() if self.is_filled else None
        return row if isinstance(row, Entry) else None

    def _row_changed(self, row: object) -> None:
        entry = row if isinstance(row, Entry) else None
        self.note.setText(_note(entry) if entry else "")
        self.selected.emit(entry)


def _note(entry: Entry) -> str:
    """Return the word of the trail and the beginning of the digest, for whoever compares."""
    return tr("Mã việc {tag} · mã băm {digest}…").format(tag=entry.tag, digest=entry.digest[:16])
