"""The file of another list: what is asked to open it, and what was understood of it."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.roster.register.words import FIELD_NAMES
from desktop.roster.views import ImportPreview
from desktop.ui.roster.encoding_face import encoding_words
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.question_face import PasswordEdit
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel


class FilePanel(Panel):
    """The file: what is asked to open it, and what was understood of it."""

    def __init__(self) -> None:
        super().__init__(tr("Tệp"))
        self.choose = OutlineButton(tr("Chọn tệp"), key="Ctrl+O", icon="file", small=True)
        self.columns = OutlineButton(tr("Xem cột đã ghép"), key="Ctrl+G", small=True)
        self.head.addWidget(self.columns)
        self.head.addWidget(self.choose)
        self.name = PlainLabel("", "strong")
        self.words = PlainLabel("", "body", "ink2", wrap=True)
        self.sheet = ChoiceEdit([], tr("Trang tính"))
        self.sheet_entry = FormEntry(tr("Trang tính"), self.sheet)
        self.encoding = ChoiceEdit(encoding_words(), tr("Kiểu chữ của tệp"))
        self.encoding_entry = FormEntry(
            tr("Kiểu chữ của tệp"), self.encoding, hint=tr("Chữ đọc sai thì chọn kiểu khác.")
        )
        self.password = PasswordEdit()
        self.password_entry = FormEntry(tr("Mật khẩu của tệp"), self.password)
        self.rule = rule()
        self.meter = Meter(tr("Tiến độ"))
        self.doing = PlainLabel("", "body", "ink2", wrap=True)
        parts = (
            self.name,
            self.sheet_entry,
            self.password_entry,
            self.words,
            self.encoding_entry,
            self.rule,
            self.doing,
            self.meter,
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.show_nothing()
        self.end_steps()

    def show_nothing(self) -> None:
        """Ask for a file."""
        self.name.setText(tr("Chưa chọn tệp"))
        self.words.setText(
            tr("Excel, ODS hoặc CSV. Cần có cột họ tên, và ngày sinh hoặc số định danh.")
        )
        for part in (self.sheet_entry, self.password_entry, self.encoding_entry, self.columns):
            part.hide()

    def show_opened(self, preview: ImportPreview) -> None:
        """Say what was understood."""
        source = preview.source
        self.columns.show()
        self.name.setText(source.file_name)
        self.password_entry.hide()
        self.sheet.blockSignals(True)
        self.sheet.clear()
        for name in source.sheets:
            self.sheet.addItem(name, name)
        self.sheet.set_value(source.sheet)
        self.sheet.blockSignals(False)
        self.encoding.blockSignals(True)
        self.encoding.set_value(source.encoding)
        self.encoding.blockSignals(False)
        self.encoding_entry.setVisible(source.needs_confirmation)
        self.sheet_entry.setVisible(len(source.sheets) > 1)
        self.words.setText("\n".join(_understood(preview)))

    @property
    def asks_password(self) -> bool:
        """Whether the file is locked and waits for its password."""
        return not self.password_entry.isHidden()

    def ask_password(self, file_name: str, trouble: str) -> None:
        """Ask for the password of the file; say when the last one was wrong."""
        was_asked = self.asks_password
        self.columns.hide()
        self.name.setText(file_name)
        self.words.setText(tr("Mật khẩu chỉ dùng để mở tệp, không được lưu lại."))
        self.password_entry.show()
        self.password_entry.set_error(trouble if was_asked else "")
        self.password.setFocus()
        self.password.selectAll()

    def show_step(self, done: int, total: int, text: str) -> None:
        """Show how far the comparison is."""
        self._show_steps(shown=True)
        self.meter.set(done, total, tr("{n} %").format(n=done * 100 // max(total, 1)))
        if text:
            self.doing.setText(text)

    def end_steps(self) -> None:
        """Show that nothing is under way."""
        self._show_steps(shown=False)

    def _show_steps(self, *, shown: bool) -> None:
        for part in (self.rule, self.doing, self.meter):
            part.setVisible(shown)
        for button in (self.choose, self.columns):
            button.setEnabled(not shown)


def _understood(preview: ImportPreview) -> list[str]:
    people = len(preview.people) + len(preview.doubles)
    named = [tr(words) for field, words in FIELD_NAMES.items() if field.value in preview.mapping]
    lines = [tr("{n} người đọc được.").format(n=grouped(people))]
    aside = len(preview.set_aside) - len(preview.doubles)
    if aside > 0:
        lines.append(tr("{n} dòng không đọc được, để riêng.").format(n=grouped(aside)))
    if named:
        lines.append(tr("Cột nhận ra: {columns}.").format(columns=", ".join(named)))
    if preview.source.needs_confirmation:
        read = ", ".join(f"“{text}”" for _raw, text in preview.source.samples[:2])
        lines.append(tr("Chữ kiểu cũ được chuyển, đọc thành {texts}.").format(texts=read))
    return [*lines, *preview.messages[:2]]
