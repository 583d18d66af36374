"""The first half of taking a list in: a file is chosen, read, and everything about it asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.roster.errors import PasswordNeededError
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.busy_face import BusyFace
from desktop.ui.roster.face_words import FaceButtons
from desktop.ui.roster.import_files import DropPage
from desktop.ui.roster.import_flow import Looked, Question, Reading, is_same_reading, next_question
from desktop.ui.roster.import_reader import ImportReader
from desktop.ui.roster.mapping_face import MappingFace
from desktop.ui.roster.preview_face import PreviewFace
from desktop.ui.roster.question_face import QuestionFace
from desktop.ui.roster.report_panel import ReportPanel
from desktop.ui.roster.start_face import StartFace

BAR = "import"
_PATIENCE = 400  # ms before a reading shows its progress

Face = StartFace | QuestionFace | MappingFace | PreviewFace | BusyFace | ReportPanel


class ReadingPage(DropPage):
    """Faces, one at a time; reads a file and asks until it can be shown.

    Attributes:
        looked: the file that is open, as it was understood; None for none.
    """

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Nhập danh sách"))
        self._context = context
        self.looked: Looked | None = None
        self._locked: Reading | None = None
        self.start = StartFace(context)
        self.questions = QuestionFace()
        self.columns = MappingFace()
        self.preview = PreviewFace()
        self.busy = BusyFace()
        self.report = ReportPanel()
        self.faces = QStackedWidget()
        every = (self.start, self.questions, self.columns, self.preview, self.busy, self.report)
        for face in every:
            self.faces.addWidget(face)
        self.content.addWidget(self.faces, 1)
        self.buttons = FaceButtons(self)
        self.reader = ImportReader(context.services.imports, context.tasks, self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._still_reading)
        self.file_dropped.connect(self.open_file)
        self.reader.looked.connect(self._read_well)
        self.reader.failed.connect(self._unreadable)
        self.reader.moved.connect(self.busy.show_progress)
        self.questions.encoding_tried.connect(self._try_encoding)
        self.columns.header_moved.connect(self._move_header)
        self.columns.changed.connect(self.fit)
        self.preview.sheet_chosen.connect(self._other_sheet)

    # ------------------------------------------------------------ faces

    @property
    def face(self) -> Face:
        """The face that is shown."""
        return cast("Face", self.faces.currentWidget())  # no other was added

    def show_face(self, face: QWidget) -> None:
        """Show a face; Enter that led to it does not answer it, too."""
        if face is not self.faces.currentWidget():
            self.faces.setCurrentWidget(face)
            super().enter()
        self.fit()

    def refresh_theme(self) -> None:
        """Follow the look in force; the title of a small screen says more."""
        super().refresh_theme()
        if hasattr(self, "reader"):  # the base asks before anything is there
            self.fit()

    def fit(self) -> None:
        """Put the words and buttons of the present face around it."""
        words = self.face.words()
        if self.reader.is_reading and self.face is not self.busy:
            words = replace(words, reason=tr("Đang đọc tệp…"))
        self.buttons.show(words)

    def show_start(self) -> None:
        """Let go of the file; nothing of it was stored."""
        self.reader.cancel()
        self._patience.stop()
        self.looked = self._locked = None
        self.show_face(self.start)
        self.start.load()

    # ------------------------------------------------------------ reading

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Read a file; nothing is stored."""
        self.looked = None
        answered = frozenset({Question.SHEET}) if sheet else frozenset[Question]()
        self.read(Reading(path, sheet=sheet or None, answered=answered))

    def read(self, reading: Reading) -> None:
        """Read a file in this way; the present face stays until it is clear that it takes long."""
        self.bars.clear()
        title = tr("Đang đọc danh sách")
        self.busy.begin(title, tr("Chưa gì được lưu. Bấm Thôi để dừng đọc."))
        self._patience.start()
        self.reader.read(reading)
        self.fit()

    def stop_reading(self) -> None:
        """Let the reading go and return to what was shown before it."""
        self.reader.cancel()
        self._patience.stop()
        if self.looked is None:
            self.show_start()
        else:
            self.go_on(self.looked)

    def _still_reading(self) -> None:
        if self.reader.is_reading:
            self.show_face(self.busy)

    def _read_well(self, looked: Looked) -> None:
        self._patience.stop()
        self.go_on(looked)

    def _unreadable(self, reading: Reading, error: UserFacingError) -> None:
        self._patience.stop()
        if isinstance(error, PasswordNeededError):
            self._locked = reading
            trouble = f"{error.title} {error.advice}" if reading.password is not None else ""
            self.questions.ask_password(reading.path.name, trouble)
            self.show_face(self.questions)
            self.questions.password.field.setFocus()
            return
        if self.face is self.busy:
            self.stop_reading()
        self.fit()
        self.bars.show_message(Message("bad", error.title, error.advice, key=BAR, code=error.code))

    # ------------------------------------------------------------ asking

    def go_on(self, looked: Looked) -> None:
        """Ask what is still open about a file, or show it."""
        self.looked = looked
        question = next_question(looked)
        if question is None:
            shown = self.preview.looked
            if shown is None or shown.preview is not looked.preview:
                # Coming back from the columns keeps what was decided row by row.
                self.preview.show_file(looked)
            self.show_face(self.preview)
            self._say_notes(looked)
            self.preview.table.setFocus()
        elif question is Question.COLUMNS:
            self.show_columns()
        else:
            self.questions.ask(question, looked)
            self.show_face(self.questions)

    def _say_notes(self, looked: Looked) -> None:
        """Say in one bar what the reader noticed; the rows need the room of a second."""
        notes = looked.preview.messages
        if notes:
            first, *others = notes
            self.bars.show_message(Message("info", first, " ".join(others), key=f"{BAR}-notes"))

    def show_columns(self) -> None:
        """Show how the columns are understood."""
        if self.looked is not None:
            self.bars.clear()
            self.columns.show_columns(self.looked)
            self.show_face(self.columns)

    def answer(self) -> None:
        """Take the answer that stands on the face and go on."""
        if self.face is self.columns:
            reading = self.columns.answered()
        elif self.questions.question is Question.PASSWORD:
            reading = self.questions.answered(self._locked) if self._locked else None
        else:
            reading = self.questions.answered(self.looked.reading) if self.looked else None
        if reading is None:
            return
        if self.looked is not None and is_same_reading(self.looked, reading):
            self.go_on(replace(self.looked, reading=reading))
        else:
            self.read(reading)

    def _try_encoding(self, encoding: str) -> None:
        if self.looked is not None:
            answered = self.looked.reading.answered - {Question.ENCODING}
            self.read(replace(self.looked.reading, encoding=encoding, answered=answered))

    def _move_header(self, row: int) -> None:
        if self.looked is not None:
            self.read(self.looked.reading.with_header_at(row))

    def _other_sheet(self, sheet: str) -> None:
        if self.looked is not None:
            self.read(self.looked.reading.saying(Question.SHEET, sheet=sheet))
