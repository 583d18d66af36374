"""The member list: what there is, and a new file seen before it is taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.roster.views import ImportPreview, ImportReport, RosterCounts
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.busy_face import BusyFace
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.overview_panel import OverviewPanel
from desktop.ui.roster.preview_face import PreviewFace
from desktop.ui.roster.report_panel import ReportPanel
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page

_BAR = "roster"


class ImportPage(Page):
    """Three faces: the list as it is, a file before it is taken, what an import did."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Danh sách đảng viên"))
        self._context = context
        self._file: Path | None = None
        self._preview: ImportPreview | None = None
        self._report: ImportReport | None = None
        self._task: Task | None = None
        self.setAcceptDrops(True)
        self.overview = OverviewPanel()
        self.report = ReportPanel()
        self.preview = PreviewFace()
        self.preview.sheet_chosen.connect(self._other_sheet)
        self._busy = BusyFace()
        self.faces = QStackedWidget()
        for face in (self.overview, self.preview, self._busy, self.report):
            self.faces.addWidget(face)
        self.content.addWidget(self.faces, 1)
        self._make_bar()

    def _make_bar(self) -> None:
        self.stop = self.action_bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.save_rows = self.action_bar.add_left(
            OutlineButton(tr("Xuất dòng cần sửa"), key="Ctrl+S")
        )
        self.save_rows.clicked.connect(self._choose_export)
        self.choose = self.action_bar.add_right(
            OutlineButton(tr("Chọn tệp khác"), key="Ctrl+O", icon="file")
        )
        self.choose.clicked.connect(self._choose_file)
        self.action_bar.set_primary(tr("Chọn tệp danh sách"), self._go)

    # ------------------------------------------------------------ faces

    def enter(self) -> None:
        """Show the list as it is; a preview that was open stays open."""
        super().enter()
        self._load_overview()
        if self.faces.currentWidget() is self.overview:
            self._show_overview()

    def _load_overview(self) -> None:
        roster = self._context.services.roster

        def load() -> tuple[RosterCounts, list[str], bool]:
            return roster.counts(), roster.cells(), roster.latest_import_id() is not None

        self._context.tasks.query(load, self._show_counts)

    def _show_counts(self, found: tuple[RosterCounts, list[str], bool]) -> None:
        counts, cells, has_import = found
        self.overview.show_counts(counts, cells, has_import=has_import)
        if self.faces.currentWidget() is self.overview:
            self.save_rows.setVisible(has_import)

    def _face(self, face: QWidget, *, title: str, primary: str) -> None:
        self.faces.setCurrentWidget(face)
        self.title = title
        self.action_bar.set_primary(primary)
        self.action_bar.set_reason("")
        self.stop.setVisible(face in {self.preview, self._busy})
        self.choose.setVisible(face is self.preview)
        has_aside = self._report is not None and self._report.set_aside > 0
        self.save_rows.setVisible(face is self.report and has_aside)

    def _show_overview(self) -> None:
        self._file = self._preview = None
        title, primary = tr("Danh sách đảng viên"), tr("Chọn tệp danh sách")
        self._face(self.overview, title=title, primary=primary)
        self.save_rows.setVisible(self.overview.has_import)

    # ------------------------------------------------------------ choosing

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Chọn tệp danh sách"),
            str(self._file.parent if self._file else Path.home()),
            tr("Danh sách (*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.open_file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Preview the file that was dropped."""
        path = event.mimeData().urls()[0].toLocalFile()
        if path:
            event.acceptProposedAction()
            self.open_file(Path(path))

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Preview a file; nothing is stored."""
        self.bars.clear(_BAR)
        roster = self._context.services.roster
        self.action_bar.set_reason(tr("Đang đọc tệp…"))
        if self._task is not None:
            self._task.cancel()
        self._task = self._context.tasks.query(
            lambda: (path, roster.preview(path, sheet=sheet or None)),
            self._show_preview,
            self._unreadable,
        )

    @property
    def has_preview(self) -> bool:
        """Whether a file is shown that could be taken in."""
        return self._preview is not None

    def _other_sheet(self, name: str) -> None:
        if self._file is not None:
            self.open_file(self._file, name)

    def _unreadable(self, error: UserFacingError) -> None:
        self._task = None
        self.action_bar.set_reason("")
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _show_preview(self, found: tuple[Path, ImportPreview]) -> None:
        self._task = None
        self._file, self._preview = found
        preview = self._preview
        self.preview.show_preview(preview)
        primary = tr("Nhận {n} dòng đạt").format(n=grouped(len(preview.people)))
        self._face(self.preview, title=tr("Xem trước khi nhập danh sách"), primary=primary)
        if not preview.people:
            self.action_bar.set_reason(tr("Tệp không có dòng nào nhận được."))
        for text in preview.messages[:2]:
            self.bars.show_message(Message("info", text, key=f"{_BAR}:{text[:20]}"))
        self.preview.table.setFocus()

    # ------------------------------------------------------------ taking in

    def _go(self) -> None:
        face = self.faces.currentWidget()
        if face is self.preview:
            self._take_in()
        elif face is self.overview:
            self._choose_file()
        elif face is self.report:
            self._load_overview()
            self._show_overview()

    def _take_in(self) -> None:
        file, preview = self._file, self._preview
        if file is None or preview is None or not preview.people:
            return
        self.bars.clear()
        roster, actor, sheet = (
            self._context.services.roster,
            self._context.actor,
            self.preview.sheet.value(),
        )
        self._busy.show_progress(0, 3, "")
        self._face(self._busy, title=tr("Đang nhận danh sách"), primary=tr("Đang nhận…"))
        self.action_bar.set_reason(tr("Bấm Thôi thì không dòng nào được lưu."))

        def run(work: Work) -> ImportReport:
            return roster.import_file(file, actor=actor, work=work, sheet=sheet or None)

        self._task = self._context.tasks.run_long(
            run,
            self._taken,
            self._not_taken,
            on_progress=self._busy.show_progress,
            on_cancelled=self._not_taken,
        )

    def _taken(self, report: ImportReport) -> None:
        self._task = None
        self._report = report
        self._file = self._preview = None
        self.report.show_report(report)
        self._face(self.report, title=self.report.headline, primary=tr("Xong"))
        # Enter was pressed to take the rows in; it must not close the result unseen.
        super().enter()

    def _not_taken(self, error: UserFacingError | None = None) -> None:
        """Say why nothing was stored; without an error the person stopped it."""
        self._back_to_preview()
        if error is None:
            words = tr("Đã thôi nhận. Danh sách cũ vẫn nguyên.")
            message = Message("info", words, key=_BAR)
        else:
            message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    def _back_to_preview(self) -> None:
        self._task = None
        if self._preview is None or self._file is None:
            self._show_overview()
        else:
            self._show_preview((self._file, self._preview))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.work.cancel()
        elif self.faces.currentWidget() is self.preview:
            self.bars.clear()
            self._show_overview()

    # ------------------------------------------------------------ rows to mend

    def _choose_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("Xuất dòng cần sửa"),
            str(Path.home() / "dong-can-sua.xlsx"),
            tr("Excel (*.xlsx)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            path = Path(name)
            self.export_rows(path if path.suffix == ".xlsx" else path.with_suffix(".xlsx"))

    def export_rows(self, target: Path) -> None:
        """Write the rows of the last import that were set aside."""
        roster = self._context.services.roster

        def run() -> tuple[Path, int]:
            import_id = roster.latest_import_id()
            return target, roster.export_set_aside(import_id, target) if import_id else 0

        self._context.tasks.query(run, self._exported)

    def _exported(self, found: tuple[Path, int]) -> None:
        target, count = found
        words = tr("Đã xuất {n} dòng ra {file}.").format(n=grouped(count), file=target.name)
        self._context.feedback.toast(words)
