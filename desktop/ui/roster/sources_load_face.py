"""Taking another list in: which kind, which file, as of when; seen before it is compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import SourceKind
from desktop.roster.errors import PasswordNeededError
from desktop.roster.register.words import SOURCE_NAMES
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.import_files import ask_for_list
from desktop.ui.roster.import_flow import (
    Looked,
    Question,
    Reading,
    asks_columns,
    is_same_reading,
    understood,
)
from desktop.ui.roster.import_reader import ImportReader
from desktop.ui.roster.mapping_face import MappingFace
from desktop.ui.roster.register_face import RegisterFace
from desktop.ui.roster.sources_file_panel import FilePanel
from desktop.ui.roster.sources_taker import SourceTaker
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import DateEdit, FormEntry
from desktop.ui.widgets.panel import Panel


class SourcesLoadFace(RegisterFace):
    """Kind, file, day; the columns where somebody wants to see them; then the comparison.

    Signals:
        taken (SourceReport): a list was taken in and compared.
    """

    taken = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path: Path | None = None
        self._looked: Looked | None = None
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
        self.file.columns.clicked.connect(self.show_columns)
        self.file.sheet.value_changed.connect(self._other_sheet)
        self.file.encoding.value_changed.connect(self._other_letters)
        self.file.password.value_changed.connect(self.moved)
        self.columns = MappingFace()
        self.columns.header_moved.connect(self._move_header)
        self.columns.changed.connect(self.moved)
        services, tasks = context.services, context.tasks
        self.reader = ImportReader(services.imports, tasks, self, look=understood)
        self.reader.looked.connect(self._understood)
        self.reader.failed.connect(self._unreadable)
        self.taker = SourceTaker(context, self)
        self.taker.moved.connect(self.file.show_step)
        self.taker.ended.connect(self._ended)
        self.taker.taken.connect(self.taken)
        self.taker.refused.connect(self.fail)
        self._lay_out()

    def _lay_out(self) -> None:
        left = Panel(tr("Nguồn nào"))
        left.body.addWidget(self.kinds)
        left.body.addSpacing(8)
        left.body.addWidget(self.day_entry)
        left.body.addStretch(1)
        self._left = left
        self._form = QWidget()
        row = QHBoxLayout(self._form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.file, 1)
        self._places = QStackedLayout(self)
        self._places.addWidget(self._form)
        self._places.addWidget(self.columns)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self._left.setFixedWidth(theme.current().pick(400, 340))

    # ------------------------------------------------------------ what Enter does

    @property
    def title(self) -> str:
        """What stands over the face."""
        return self.columns.words().title if self.shows_columns else tr("Nạp nguồn khác")

    def primary(self) -> tuple[str, str]:
        """Return the next step."""
        if self.is_taking:
            return tr("Đang đối chiếu"), tr("Bấm Esc thì không gì được lưu.")
        if self.reader.is_reading:
            return tr("Đối chiếu"), tr("Đang đọc tệp…")
        if self.shows_columns:
            words = tr("Ghép lại cột") if self.columns.is_changed else tr("Dùng cách ghép này")
            return words, self.columns.trouble()
        if self.file.asks_password:
            reason = "" if self.file.password.value() else tr("Gõ mật khẩu của tệp.")
            return tr("Mở tệp"), reason
        if self._looked is None:
            return tr("Chọn tệp"), ""
        return tr("Đối chiếu với danh sách"), _missing(self._looked, self.kinds.value())

    def go(self) -> None:
        """Choose, open, map or compare: what comes next."""
        if self.is_taking or self.reader.is_reading:
            return
        if self.shows_columns:
            self._use_columns()
        elif self.file.asks_password and self._path is not None:
            self.read(Reading(self._path, password=self.file.password.value()))
        elif self._looked is None:
            self._choose_file()
        else:
            self.take()

    @property
    def is_taking(self) -> bool:
        """Whether a comparison is under way."""
        return self.taker.is_taking

    def begin(self) -> None:
        """Start anew."""
        self._path = self._looked = None
        self.kinds.set_value("")
        self.day.clear()
        self.file.show_nothing()
        self.file.end_steps()
        self._places.setCurrentWidget(self._form)
        self.kinds.rows[SourceKind.POPULATION.value].setFocus()
        self.moved.emit()

    def stop(self) -> None:
        """Stop reading or comparing; nothing is stored."""
        self.reader.cancel()
        self.taker.stop()

    # ------------------------------------------------------------ the file

    def _choose_file(self) -> None:
        folder = self._path.parent if self._path else Path.home()
        path = ask_for_list(self, folder)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Read a file; nothing is stored."""
        self._looked = None
        self.read(Reading(path))

    def read(self, reading: Reading) -> None:
        """Read a file in this way; nothing is stored."""
        if not self.is_taking:
            self._path = reading.path
            self.reader.read(reading)
            self.moved.emit()

    def _other_sheet(self) -> None:
        if self._looked is not None:
            sheet = self.file.sheet.value()
            self.read(self._looked.reading.saying(Question.SHEET, sheet=sheet))

    def _other_letters(self) -> None:
        if self._looked is not None:
            self.read(replace(self._looked.reading, encoding=self.file.encoding.value()))

    def _understood(self, looked: Looked) -> None:
        self._looked = looked
        self.file.show_opened(looked.preview)
        if asks_columns(looked):
            self.show_columns()
        else:
            self.close_columns()

    def _unreadable(self, reading: Reading, error: UserFacingError) -> None:
        if isinstance(error, PasswordNeededError):
            self.file.ask_password(reading.path.name, error.title)
        else:
            if self._looked is None:
                self.file.show_nothing()
            self.fail(error)
        self.moved.emit()

    # ------------------------------------------------------------ its columns

    @property
    def shows_columns(self) -> bool:
        """Whether the columns of the file are shown."""
        return self._places.currentWidget() is self.columns

    def show_columns(self) -> None:
        """Show how the columns of the file are understood."""
        if self._looked is not None:
            self._places.setCurrentWidget(self.columns)
            self.columns.show_columns(self._looked)
            self.moved.emit()

    def close_columns(self) -> None:
        """Come back to the file; one whose columns nobody has told is let go."""
        if self._looked is not None and asks_columns(self._looked):
            self._looked = None
            self.file.show_nothing()
        self._places.setCurrentWidget(self._form)
        self.setFocus()
        self.moved.emit()

    def _use_columns(self) -> None:
        reading = self.columns.answered()
        if reading is None or self._looked is None:
            return
        if is_same_reading(self._looked, reading):
            self._looked = replace(self._looked, reading=reading)
            self.close_columns()
        else:
            self.read(reading)

    def _move_header(self, row: int) -> None:
        if self._looked is not None:
            self.read(self._looked.reading.with_header_at(row))

    # ------------------------------------------------------------ comparing

    def take(self) -> None:
        """Take the list in and compare it."""
        looked, kind = self._looked, self.kinds.value()
        trouble = self.day.problem()
        self.day_entry.set_error(trouble)
        if looked is None or not kind or trouble:
            return
        as_of = day.iso if (day := self.day.value()) else ""
        if as_of > today(self._context.services.clock).isoformat():
            self.day_entry.set_error(tr("Ngày này chưa đến. Ghi ngày lập bản trích."))
            return
        self.file.show_step(0, 100, tr("Đang đối chiếu"))
        self.taker.take(looked, SourceKind(kind), as_of=as_of)
        self.moved.emit()

    def relink(self, kinds: tuple[SourceKind, ...]) -> None:
        """Compare what was taken in with the list as it is now."""
        self.file.show_step(0, 100, tr("Đang đối chiếu"))
        self.taker.relink(kinds)
        self.moved.emit()

    def _ended(self) -> None:
        self.file.end_steps()
        self.moved.emit()


def _missing(looked: Looked, kind: str) -> str:
    if not (looked.preview.people or looked.preview.doubles):
        return tr("Tệp không có người nào đọc được.")
    return "" if kind else tr("Chọn nguồn bằng phím 1 hoặc 2.")


def _detail(kind: SourceKind) -> str:
    if kind is SourceKind.POPULATION:
        return tr("bản trích của công an xã")
    return tr("lý lịch, phiếu đảng viên")
