"""Taking a list in: a file chosen, looked at against the list, mended, and only then stored."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.roster.keeping.views import UndoReport
from desktop.roster.views import ImportReport
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.import_files import ask_for_list, ask_for_target
from desktop.ui.roster.import_flow import Looked
from desktop.ui.roster.import_reading import BAR, ReadingPage
from desktop.ui.roster.import_taker import ImportTaker


class ImportPage(ReadingPage):
    """From the list of earlier imports to the report of this one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._report: ImportReport | None = None
        self.taker = ImportTaker(context, self)
        self.taker.moved.connect(self.busy.show_progress)
        self.taker.taken.connect(self._taken)
        self.taker.refused.connect(self._not_taken)
        self.taker.exported.connect(self._exported)
        self.reader.mended.connect(self._mended)
        self.start.asking_changed.connect(self.fit)
        self.start.undone.connect(self._undone)
        self.preview.mend_wanted.connect(self._mend)
        self.preview.chosen_changed.connect(self.fit)
        self.buttons.stop.clicked.connect(self._stop)
        self.buttons.save.clicked.connect(self._choose_target)
        self.buttons.undo.clicked.connect(self._ask_to_undo)
        self.buttons.walk.clicked.connect(self.preview.show_what_matters)
        self.buttons.columns.clicked.connect(self.show_columns)
        self.action_bar.set_primary(tr("Chọn tệp danh sách"), self._go)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self._choose_file)
        self.fit()

    @property
    def has_preview(self) -> bool:
        """Whether a file is shown that could be taken in."""
        return self.looked is not None and self.face is self.preview

    def enter(self) -> None:
        """Begin, or stay with the file that was open."""
        super().enter()
        if self.face is self.start:
            self.show_start()

    def leave(self) -> None:
        """Let a file that is being read go; one that is being taken in is not stopped."""
        if self.reader.is_reading and not self.reader.is_mending:
            self.stop_reading()

    def on_enter(self, key: int) -> None:
        """Enter in the field that mends a value takes the value, not the list."""
        if self.face is self.preview and self.preview.row.is_mending:
            self.preview.row.mend()
        else:
            super().on_enter(key)

    def _go(self) -> None:
        if self.face is self.start:
            if self.start.asked is not None:
                self.start.take_back()
            else:
                self._choose_file()
        elif self.face is self.preview:
            self._take_in()
        elif self.face is self.report:
            self.show_start()
            self._context.navigator.show(PageName.ROSTER)
        else:
            self.answer()

    def _stop(self) -> None:
        if self.taker.is_taking:
            self.taker.stop()
        elif self.reader.is_reading and not self.reader.is_mending:
            self.stop_reading()
        elif self.face is self.start:
            self._stop_on_start()
        elif self.face is self.preview and self.preview.row.is_mending:
            self.preview.row.leave_field()
            self.preview.table.setFocus()
        elif self.face is self.columns and self.looked and not self.looked.trouble:
            self.go_on(self.looked)
        else:
            self.bars.clear()
            self.show_start()

    def _stop_on_start(self) -> None:
        if self.start.asked is not None:
            self.start.stop_asking()
        else:
            self._context.navigator.show(PageName.ROSTER)

    def _choose_file(self) -> None:
        if self.taker.is_taking:
            return
        folder = self.looked.reading.path.parent if self.looked else Path.home()
        path = ask_for_list(self, folder)
        if path is not None:
            self.open_file(path)

    # ------------------------------------------------------------ mending and taking in

    def _mend(self, row_number: int, field: str, text: str) -> None:
        if self.looked is not None:
            self.reader.mend(self.looked, row_number, field, text)
            self.fit()

    def _mended(self, looked: Looked, row_number: int) -> None:
        self.looked = looked
        self.preview.show_mended(looked, row_number)
        if not self.preview.row.is_mending:
            self.preview.table.setFocus()
        self.fit()

    def _take_in(self) -> None:
        looked = self.looked
        if looked is None or not looked.preview.people or self.reader.is_reading:
            return
        self.bars.clear()
        promise = tr("Bấm Thôi thì không dòng nào được lưu.")
        self.busy.begin(tr("Đang nhận danh sách"), promise)
        self.taker.take(looked, self.preview.chosen.choices(looked.difference))
        self.show_face(self.busy)

    def _taken(self, report: ImportReport) -> None:
        self._report = report
        self.looked = None
        self.report.show_report(report)
        self.show_face(self.report)

    def _not_taken(self, error: UserFacingError | None) -> None:
        """Say why nothing was stored; without an error the person stopped it."""
        self.show_face(self.preview)
        if error is None:
            words = tr("Đã thôi nhận. Danh sách cũ vẫn nguyên.")
            message = Message("info", words, key=BAR)
        else:
            message = Message("bad", error.title, error.advice, key=BAR, code=error.code)
        self.bars.show_message(message)
        self.preview.table.setFocus()

    # ------------------------------------------------------------ afterwards

    def _ask_to_undo(self) -> None:
        report, self.looked = self._report, None
        self.show_face(self.start)
        self.start.load(report.import_id if report else None, asks=True)

    def _undone(self, report: UndoReport) -> None:
        words = tr(
            "Đã hoàn tác lần nhập “{file}”: {retired} người rời danh sách, {restored} người "
            "như trước."
        )
        self._context.feedback.toast(
            words.format(
                file=report.file_name,
                retired=grouped(report.retired),
                restored=grouped(report.restored),
            )
        )

    def _choose_target(self) -> None:
        folder = self.looked.reading.path.parent if self.looked else Path.home()
        target = ask_for_target(self, folder)
        if target is not None:
            self.export_rows(target)

    def export_rows(self, target: Path) -> None:
        """Write the rows to mend: of the preview, or those the import set aside."""
        report = self._report if self.face is self.report else None
        self.taker.export(target, self.looked, report)

    def _exported(self, target: Path, count: int) -> None:
        words = tr("Đã lưu {n} dòng ra {file}.").format(n=grouped(count), file=target.name)
        self._context.feedback.toast(words)
