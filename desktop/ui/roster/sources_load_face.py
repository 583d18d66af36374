"""Taking another list in: which kind, which file, as of when; seen before it is compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import SourceKind
from desktop.common.work import Work
from desktop.roster.errors import PasswordNeededError
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.sources.views import SourceReport
from desktop.roster.views import ImportPreview
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.import_files import ask_for_list
from desktop.ui.roster.register_face import RegisterFace
from desktop.ui.roster.sources_file_panel import FilePanel, OpenedFile
from desktop.ui.tasks import Task
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import DateEdit, FormEntry
from desktop.ui.widgets.panel import Panel


class SourcesLoadFace(RegisterFace):
    """Kind, file, day; then the comparison with its progress.

    Signals:
        taken (SourceReport): a list was taken in and compared.
    """

    taken = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path: Path | None = None
        self._opened: OpenedFile | None = None
        self._task: Task | None = None
        self._is_taking = False
        self.kinds = ChoiceList(
            [(kind.value, tr(SOURCE_NAMES[kind.value]), _detail(kind)) for kind in SourceKind],
            name=tr("Nguồn nào"),
        )
        self.kinds.chosen.connect(self.moved)
        self.day = DateEdit(tr("Số liệu đến ngày"), latest_year=today(context.services.clock).year)
        self.day_entry = FormEntry(
            tr("Số liệu đến ngày"), self.day, optional=True, hint=tr("Ngày lập bản trích.")
        )
        self.file = FilePanel()
        self.file.choose.clicked.connect(self._choose_file)
        self.file.sheet.value_changed.connect(self._otherwise)
        self.file.encoding.value_changed.connect(self._otherwise)
        self.file.password.value_changed.connect(self.moved)
        self._lay_out()

    def _lay_out(self) -> None:
        left = Panel(tr("Nguồn nào"))
        left.body.addWidget(self.kinds)
        left.body.addSpacing(8)
        left.body.addWidget(self.day_entry)
        left.body.addStretch(1)
        self._left = left
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.file, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._left.setFixedWidth(theme.current().pick(400, 340))

    # ------------------------------------------------------------ what Enter does

    def primary(self) -> tuple[str, str]:
        """Return the next step."""
        if self._is_taking:
            return tr("Đang đối chiếu"), tr("Bấm Esc thì không gì được lưu.")
        if self._task is not None:
            return tr("Đối chiếu"), tr("Đang đọc tệp…")
        if self.file.asks_password:
            reason = "" if self.file.password.value() else tr("Gõ mật khẩu của tệp.")
            return tr("Mở tệp"), reason
        if self._opened is None:
            return tr("Chọn tệp"), ""
        return tr("Đối chiếu với danh sách"), self._missing(self._opened.preview)

    def _missing(self, preview: ImportPreview) -> str:
        if not (preview.people or preview.doubles):
            return tr("Tệp không có người nào đọc được.")
        return "" if self.kinds.value() else tr("Chọn nguồn bằng phím 1 hoặc 2.")

    def go(self) -> None:
        """Choose, open or compare: what comes next."""
        if self._is_taking or self._task is not None:
            return
        if self.file.asks_password and self._path is not None:
            self.open_file(self._path, password=self.file.password.value())
        elif self._opened is None:
            self._choose_file()
        else:
            self.take()

    @property
    def is_taking(self) -> bool:
        """Whether a comparison is under way."""
        return self._is_taking

    def begin(self) -> None:
        """Start anew."""
        self._path = self._opened = None
        self.kinds.set_value("")
        self.day.clear()
        self.file.show_nothing()
        self.file.show_progress(None)
        self.kinds.rows[SourceKind.POPULATION.value].setFocus()
        self.moved.emit()

    def stop(self) -> None:
        """Stop reading or comparing; nothing is stored."""
        if self._task is not None:
            self._task.cancel()
            if not self._is_taking:
                self._task = None

    # ------------------------------------------------------------ the file

    def _choose_file(self) -> None:
        folder = self._path.parent if self._path else Path.home()
        path = ask_for_list(self, folder)
        if path is not None:
            self.open_file(path)

    def open_file(
        self, path: Path, *, sheet: str = "", password: str = "", encoding: str = ""
    ) -> None:
        """Read a file; nothing is stored."""
        if self._is_taking:
            return
        self.stop()
        self._path, self._opened = path, None
        imports = self._context.services.imports

        def run() -> OpenedFile:
            found = imports.preview(
                path,
                sheet=sheet or None,
                password=password or None,
                encoding=encoding or None,
            )
            return OpenedFile(path, found)

        self._task = self._context.tasks.query(run, self._read, self._unreadable)
        self.moved.emit()

    def _otherwise(self) -> None:
        """Read the same file again: another sheet, or its letters in another way."""
        if self._opened is None:
            return
        is_old = not self.file.encoding_entry.isHidden()
        self.open_file(
            self._opened.path,
            sheet=self.file.sheet.value(),
            password=self.file.password.value(),
            encoding=self.file.encoding.value() if is_old else "",
        )

    def _read(self, opened: OpenedFile) -> None:
        self._task = None
        self._opened = opened
        self.file.show_opened(opened)
        self.moved.emit()

    def _unreadable(self, error: UserFacingError) -> None:
        self._task = None
        assert self._path is not None
        if isinstance(error, PasswordNeededError):
            self.file.ask_password(self._path.name, error.title)
        else:
            self.file.show_nothing()
            self.fail(error)
        self.moved.emit()

    # ------------------------------------------------------------ comparing

    def take(self) -> None:
        """Take the list in and compare it."""
        opened, kind = self._opened, self.kinds.value()
        trouble = self.day.problem()
        self.day_entry.set_error(trouble)
        if opened is None or not kind or trouble:
            return
        as_of = day.iso if (day := self.day.value()) else ""
        if as_of > today(self._context.services.clock).isoformat():
            self.day_entry.set_error(tr("Ngày này chưa đến. Ghi ngày lập bản trích."))
            return
        sources, actor = self._context.services.sources, self._context.actor

        def run(work: Work) -> SourceReport:
            return sources.take_source(
                opened.preview, SourceKind(kind), actor=actor, as_of=as_of, work=work
            )

        self._run(run)

    def relink(self, kinds: tuple[SourceKind, ...]) -> None:
        """Compare what was taken in with the list as it is now."""
        sources, actor = self._context.services.sources, self._context.actor

        def run(work: Work) -> SourceReport | None:
            report = None
            for kind in kinds:
                report = sources.relink(kind, actor=actor, work=work) or report
            return report

        self._run(run)

    def _run(self, run: Callable[[Work], SourceReport | None]) -> None:
        self._is_taking = True
        self.file.show_progress((0, 100, tr("Đang đối chiếu")))
        self._task = self._context.tasks.run_long(
            run,
            self._taken,
            self._not_taken,
            on_progress=self._progressed,
            on_cancelled=self._cancelled,
        )
        self.moved.emit()

    def _progressed(self, done: int, total: int, text: str) -> None:
        self.file.show_progress((done, total, text))

    def _end(self) -> None:
        self._task = None
        self._is_taking = False
        self.file.show_progress(None)

    def _taken(self, report: SourceReport | None) -> None:
        self._end()
        self.taken.emit(report)

    def _not_taken(self, error: UserFacingError) -> None:
        self._end()
        self.fail(error)
        self.moved.emit()

    def _cancelled(self) -> None:
        self._end()
        self.moved.emit()
        self._context.feedback.toast(tr("Đã thôi đối chiếu. Chưa gì được lưu."))


def _detail(kind: SourceKind) -> str:
    if kind is SourceKind.POPULATION:
        return tr("bản trích của công an xã")
    return tr("lý lịch, phiếu đảng viên")
