"""Where taking a list in begins: a file to choose, and the files that were taken in before."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.roster.keeping.views import ImportEntry, UndoReport
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.face_words import FaceWords
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table


def _when(entry: ImportEntry) -> str:
    return f"{local(entry.imported_at):%d/%m/%Y %H:%M}"


def _count(name: str, title: str) -> Column:
    return Column(
        title, lambda entry: grouped(int(entry.counts.get(name, 0))), width=100, right=True
    )


def _state(entry: ImportEntry) -> Cell:
    if entry.undone_at is not None:
        return Cell(tr("Đã hoàn tác"), tag="neutral", icon="undo")
    return Cell(tr("Đang dùng"), tag="ok", plain_tag=True)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Tệp"), lambda entry: Cell(entry.file_name, strong=True), stretch=3),
        Column(tr("Lúc"), _when, width=176),
        Column(tr("Người nhập"), lambda entry: entry.imported_by, stretch=2, drop=1),
        _count("new", tr("Mới")),
        _count("changed", tr("Đổi")),
        _count("set_aside", tr("Để riêng")),
        Column(tr("Trạng thái"), _state, width=140),
    )


class _EntryPanel(Panel):
    """One earlier import, and taking it back."""

    def __init__(self) -> None:
        super().__init__(tr("Lần nhập đang chọn"))
        self.file = PlainLabel("", "strong", wrap=True)
        self.when = PlainLabel("", "hint", "ink2", wrap=True)
        self.counts = PlainLabel("", "body", wrap=True)
        self.words = PlainLabel("", "body", "ink2", wrap=True)
        self.undo = OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo", small=True)
        for part in (self.file, self.when, self.counts, self.words):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.undo)

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(344, 284))

    def show_entry(self, entry: ImportEntry) -> None:
        """Show an import."""
        self.file.setText(entry.file_name)
        who = tr("{when} · {who}").format(when=_when(entry), who=entry.imported_by)
        self.when.setText(who)
        words = tr(
            "{rows} dòng trong tệp: {new} người mới, {changed} có thay đổi, {same} giữ nguyên, "
            "{aside} để riêng, {rest} không phải dữ liệu."
        )
        count = {name: grouped(int(number)) for name, number in entry.counts.items()}
        self.counts.setText(
            words.format(
                rows=count.get("source_rows", "0"),
                new=count.get("new", "0"),
                changed=count.get("changed", "0"),
                same=count.get("unchanged", "0"),
                aside=count.get("set_aside", "0"),
                rest=count.get("not_data", "0"),
            )
        )
        self.say("")
        self.undo.setVisible(entry.undone_at is None)
        if entry.undone_at is not None:
            words = tr("Đã hoàn tác lúc {when} bởi {who}.")
            at = f"{local(entry.undone_at):%d/%m/%Y %H:%M}"
            self.say(words.format(when=at, who=entry.undone_by))

    def say(self, text: str, color: str = "ink2") -> None:
        """Say what taking back would mean, or why it cannot be."""
        self.words.setText(text)
        self.words.set_color(color)
        self.words.setVisible(bool(text))


class StartFace(QWidget):
    """Choose a file; below, what was taken in before.

    Signals:
        asking_changed: taking an import back is being confirmed, or no more.
        undone (UndoReport): an import was taken back.
    """

    asking_changed = Signal()
    undone = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._select: UUID | None = None
        self._asks_at_once = False
        self.asked: ImportEntry | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self.begin = PlainLabel("", "body", "ink2", wrap=True)
        self._say_begin()
        box.addWidget(self.begin)
        self.table = Table(_columns(), tr("Các lần nhập trước"))
        self.table.row_changed.connect(self._show_entry)
        self.side = _EntryPanel()
        self.side.undo.clicked.connect(self.ask)
        frame = Panel(tr("Các lần nhập trước"), padded=False)
        frame.body.addWidget(self.table)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(frame, 1)
        both.addWidget(self.side)
        self._earlier = QWidget()
        both.setContentsMargins(0, 0, 0, 0)
        self._earlier.setLayout(both)
        box.addWidget(self._earlier, 1)
        self._none = Panel()
        self.empty = EmptyState(
            tr("Chưa có danh sách nào."),
            tr("Bấm Enter để chọn tệp Excel hoặc CSV, hoặc kéo tệp thả vào đây."),
            icon="list",
        )
        self._none.body.addWidget(self.empty)
        box.addWidget(self._none, 1)
        self._earlier.hide()
        self._none.hide()

    def words(self) -> FaceWords:
        """Return what stands around the face."""
        if self.asked is not None:
            title = tr("Hoàn tác lần nhập này?")
            return FaceWords(title, tr("Hoàn tác lần nhập"), stop=tr("Thôi"))
        title = tr("Nhập danh sách")
        return FaceWords(title, tr("Chọn tệp danh sách"), stop=tr("Về danh sách"))

    # ------------------------------------------------------------ what was taken in

    def load(self, select: UUID | None = None, *, asks: bool = False) -> None:
        """Read the earlier imports.

        Args:
            select: the import to stand on.
            asks: ask at once whether it is to be taken back.
        """
        self._select, self._asks_at_once = select, asks
        self._stop_asking()
        self._context.tasks.query(self._context.services.imports.history, self._show)

    def _show(self, entries: Sequence[ImportEntry]) -> None:
        self._earlier.setVisible(bool(entries))
        self.begin.setVisible(bool(entries))
        self._none.setVisible(not entries)
        places = {entry.import_id: place for place, entry in enumerate(entries)}
        self.table.set_rows(entries, select=places.get(self._select, 0) if self._select else 0)
        if entries:
            self.table.setFocus()
        if self._asks_at_once and entries:
            self._asks_at_once = False
            self.ask()

    def _show_entry(self, entry: ImportEntry | None) -> None:
        self._stop_asking()
        if entry is not None:
            self.side.show_entry(entry)

    # ------------------------------------------------------------ taking back

    def ask(self) -> None:
        """Ask whether the selected import is to be taken back; say why when it cannot be."""
        entry = self.table.current_row()
        if not isinstance(entry, ImportEntry) or entry.undone_at is not None:
            return
        imports = self._context.services.imports

        def why() -> tuple[ImportEntry, str]:
            return entry, imports.why_it_stands(entry.import_id)

        self._context.tasks.query(why, self._asked)

    def _asked(self, found: tuple[ImportEntry, str]) -> None:
        entry, reason = found
        if entry != self.table.current_row():
            return
        if reason:
            self.side.say(reason, "warn")
            return
        self.asked = entry
        words = tr(
            "Nếu hoàn tác, {new} người mới rời danh sách, {changed} người trở về như "
            "trước. Tệp gốc vẫn còn để nhập lại."
        )
        new, changed = (int(entry.counts.get(name, 0)) for name in ("new", "changed"))
        self.side.say(words.format(new=grouped(new), changed=grouped(changed)), "ink")
        self.side.undo.hide()
        self._say_begin()
        self.asking_changed.emit()

    def stop_asking(self) -> None:
        """Leave everything as it is."""
        entry = self.table.current_row()
        self._stop_asking()
        if isinstance(entry, ImportEntry):
            self.side.show_entry(entry)

    def _say_begin(self) -> None:
        asks = tr("Đọc con số bên phải: đúng lần nhập cần bỏ thì bấm Enter, không thì bấm Esc.")
        begins = tr(
            "Chọn tệp Excel, ODS hoặc CSV, hoặc kéo tệp thả vào trang này. Chưa gì được lưu "
            "cho đến khi anh chị xem xong và bấm Nhận."
        )
        self.begin.setText(begins if self.asked is None else asks)

    def _stop_asking(self) -> None:
        was, self.asked = self.asked, None
        self._say_begin()
        if was is not None:
            self.asking_changed.emit()

    def take_back(self) -> None:
        """Take back the import that was asked about."""
        entry, self.asked = self.asked, None
        if entry is None:
            return
        imports, actor = self._context.services.imports, self._context.actor

        def run() -> UndoReport:
            return imports.undo_import(entry.import_id, actor=actor)

        self._context.tasks.change(run, self._done, self._refused)

    def _done(self, report: UndoReport) -> None:
        self.load(report.import_id)
        self.asking_changed.emit()
        self.undone.emit(report)

    def _refused(self, error: UserFacingError) -> None:
        self.stop_asking()
        self.asking_changed.emit()
        self.side.say(f"{error.title} {error.advice}", "warn")
