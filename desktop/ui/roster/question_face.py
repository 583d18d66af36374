"""What must be said before a file can be shown: one calm question at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.roster.views import SourceInfo
from desktop.ui import theme
from desktop.ui.roster.encoding_face import EncodingFace
from desktop.ui.roster.face_words import FaceWords
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.import_flow import Looked, Question, Reading
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

INCLUDE, SKIP = "include", "skip"


class PasswordEdit(TextEdit):
    """A password: hidden, and kept exactly as typed."""

    def __init__(self) -> None:
        super().__init__(tr("Mật khẩu của tệp"))
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Return what was typed, spaces and all."""
        return self.text()


class _Narrow(QWidget):
    """A panel no wider than a sentence, at the top of an empty page."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.panel = Panel()
        self.text = PlainLabel("", "body", "ink2", wrap=True)
        self.panel.body.addWidget(self.text)
        box.addWidget(self.panel)
        box.addStretch(1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.panel.setMaximumWidth(theme.current().pick(720, 640))


class PasswordFace(_Narrow):
    """Asks for the password of a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.field = PasswordEdit()
        self.entry = FormEntry(tr("Mật khẩu của tệp"), self.field)
        self.panel.body.addWidget(self.entry)

    def ask(self, file_name: str, trouble: str) -> None:
        """Ask, or say that the last one was wrong."""
        words = tr("Tệp “{file}” có đặt mật khẩu. Mật khẩu chỉ dùng để mở tệp, không được lưu lại.")
        self.text.setText(words.format(file=file_name))
        self.entry.set_error(trouble)
        self.field.setFocus()
        self.field.selectAll()


class ChoiceFace(_Narrow):
    """Asks with a few answers."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: ChoiceList | None = None

    def ask(self, text: str, choices: list[tuple[str, str, str]], selected: str) -> None:
        """Show the answers, one of them chosen."""
        if self._answers is not None:
            self.panel.body.removeWidget(self._answers)
            self._answers.hide()
            self._answers.deleteLater()
        self.text.setText(text)
        self._answers = ChoiceList(choices, selected=selected, name=text)
        self.panel.body.addWidget(self._answers)
        self._answers.rows[selected].setFocus()

    def value(self) -> str:
        """Return the chosen answer."""
        return self._answers.value() if self._answers else ""

    def choose(self, value: str) -> None:
        """Choose an answer."""
        if self._answers is not None:
            self._answers.set_value(value)


class QuestionFace(QStackedWidget):
    """The questions about a file, one at a time.

    Signals:
        encoding_tried (str): how the text would look in this encoding is wanted.
    """

    encoding_tried = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Question.PASSWORD
        self._words = FaceWords("", "")
        self.password = PasswordFace()
        self.encoding = EncodingFace()
        self.encoding.tried.connect(self.encoding_tried)
        self.choice = ChoiceFace()
        for face in (self.password, self.encoding, self.choice):
            self.addWidget(face)

    def words(self) -> FaceWords:
        """Return what stands around the face."""
        return self._words

    def ask_password(self, file_name: str, trouble: str = "") -> None:
        """Ask for the password of a file."""
        self.question = Question.PASSWORD
        self.setCurrentWidget(self.password)
        self.password.ask(file_name, trouble)
        self._words = FaceWords(tr("Tệp này cần mật khẩu"), tr("Mở tệp"), stop=tr("Thôi"))

    def ask(self, question: Question, looked: Looked) -> None:
        """Ask what `next_question` found."""
        self.question = question
        source = looked.preview.source
        if question is Question.ENCODING:
            self.setCurrentWidget(self.encoding)
            self.encoding.ask(looked)
            self._words = FaceWords(
                tr("Chữ trong tệp đọc như thế này có đúng không?"),
                tr("Đúng, chuyển"),
                stop=tr("Thôi"),
            )
            return
        self.setCurrentWidget(self.choice)
        if question is Question.SHEET:
            words = tr("Tệp “{file}” có {n} trang tính. Danh sách nằm ở trang nào?")
            text = words.format(file=source.file_name, n=len(source.sheets))
            sheets = [(name, name, "") for name in source.sheets]
            self.choice.ask(text, sheets, source.sheet)
            self._words = FaceWords(tr("Chọn trang tính"), tr("Đọc trang này"), stop=tr("Thôi"))
            return
        self.choice.ask(_hidden_words(source), _hidden_choices(source), INCLUDE)
        self._words = FaceWords(
            tr("Tệp có phần bị ẩn: nhập hay bỏ?"), tr("Đi tiếp"), stop=tr("Thôi")
        )

    def answered(self, reading: Reading) -> Reading:
        """Return the reading with the answer that stands on the face."""
        if self.question is Question.PASSWORD:
            return reading.saying(Question.PASSWORD, password=self.password.field.value())
        if self.question is Question.ENCODING:
            return reading.saying(Question.ENCODING)
        if self.question is Question.SHEET:
            return reading.saying(Question.SHEET, sheet=self.choice.value())
        return reading.saying(Question.HIDDEN, hidden=self.choice.value())


def _hidden_parts(source: SourceInfo) -> str:
    parts = []
    if source.hidden_rows:
        parts.append(tr("{n} dòng ẩn").format(n=grouped(source.hidden_rows)))
    if source.hidden_columns:
        letters = ", ".join(column.letters for column in source.columns if column.is_hidden)
        parts.append(tr("{n} cột ẩn ({letters})").format(n=source.hidden_columns, letters=letters))
    return tr(" và ").join(parts)


def _hidden_words(source: SourceInfo) -> str:
    words = tr(
        "Trong trang tính có {parts}, mở bằng Excel sẽ không thấy. Người lập có thể đã ẩn vì không "
        "còn dùng, hoặc chỉ quên hiện lại."
    )
    return words.format(parts=_hidden_parts(source))


def _hidden_choices(source: SourceInfo) -> list[tuple[str, str, str]]:
    parts = _hidden_parts(source)
    return [
        (INCLUDE, tr("Nhập cả phần ẩn"), tr("{parts} được đọc như phần khác").format(parts=parts)),
        (SKIP, tr("Bỏ phần ẩn"), tr("{parts} được đếm riêng, không lấy").format(parts=parts)),
    ]
