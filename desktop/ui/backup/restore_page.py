"""On a new machine: a copy, the printed code, and the same counter is here again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.backup.views import Restored
from desktop.common.check_digits import verify
from desktop.common.clock import show_date, show_time
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.feedback import Message
from desktop.ui.security.front import FrontPage
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "restore"


@dataclass(frozen=True)
class RestoreAnswers:
    """What was answered.

    Attributes:
        source: a backup's file or the folder of a twin copy.
        code: the recovery code as typed, or the file that holds it.
        last_receipt: running number of the last receipt on paper; None when nobody knows.
    """

    source: Path
    code: str | Path
    last_receipt: int | None


class RestorePage(FrontPage):
    """Asks for the copy and the code, restores in a worker, says what is there again.

    Args:
        restore: makes the profile; runs off the GUI thread; raises UserFacingError.
        tasks: the way off the GUI thread.

    Signals:
        restored: the profile is there.
        back_wanted: rather make a new counter.
    """

    restored = Signal()
    back_wanted = Signal()

    def __init__(self, restore: Callable[[RestoreAnswers], Restored], tasks: TaskRunner) -> None:
        super().__init__(tr("Khôi phục quầy từ bản sao"))
        self._restore, self._tasks = restore, tasks
        self._done: Restored | None = None
        self._form = QWidget()
        form = QHBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(16)
        form.addWidget(self._copy_panel(), 1)
        form.addWidget(self._code_panel(), 1)
        self.content.addWidget(self._form)
        self._result = Panel(tr("Đã khôi phục"))
        self._words = PlainLabel("", "body", "ink", wrap=True)
        self._result.body.addWidget(self._words)
        self._result.hide()
        self.content.addWidget(self._result)
        self.content.addStretch(1)
        self._back = self.action_bar.add_back(self.back_wanted.emit)
        self.action_bar.set_primary(tr("Khôi phục"), self._go)

    def _copy_panel(self) -> QWidget:
        panel = Panel(tr("Bản sao"))
        self.source = TextEdit(limit=400)
        self._source_entry = FormEntry(
            tr("Thư mục bản sao trên thẻ nhớ, hoặc tệp .qtnb"), self.source
        )
        folder = OutlineButton(tr("Chọn thẻ nhớ, USB"), key="F6", icon="usb")
        folder.clicked.connect(self._choose_folder)
        file = OutlineButton(tr("Chọn tệp sao lưu"), key="F8", icon="file")
        file.clicked.connect(self._choose_file)
        panel.body.addWidget(self._source_entry)
        panel.body.addLayout(_line(folder))
        panel.body.addLayout(_line(file))
        panel.body.addStretch(1)
        return panel

    def _code_panel(self) -> QWidget:
        panel = Panel(tr("Mã khôi phục và số biên nhận"))
        self.code = TextEdit(limit=400)
        self._code_entry = FormEntry(
            tr("Mã khôi phục"),
            self.code,
            hint=tr("In trên giấy niêm phong của quầy. Chữ O là số 0, chữ I và L là số 1."),
        )
        choose = OutlineButton(tr("Mở tệp mã khôi phục"), key="Ctrl+O", icon="file")
        choose.clicked.connect(self._choose_code)
        self.receipt = TextEdit(upper=True, limit=30)
        self._receipt_entry = FormEntry(
            tr("Số biên nhận cuối cùng đã in (nếu biết chắc)"),
            self.receipt,
            hint=tr("Bỏ trống thì số mới nhảy qua mọi số có thể đã in, không bao giờ trùng."),
        )
        panel.body.addWidget(self._code_entry)
        panel.body.addLayout(_line(choose))
        panel.body.addWidget(self._receipt_entry)
        panel.body.addStretch(1)
        return panel

    def enter(self) -> None:
        """Start with the copy."""
        super().enter()
        self.source.setFocus()

    def _answers(self) -> RestoreAnswers | None:
        source, code, receipt = self.source.value(), self.code.value(), self.receipt.value()
        numbers = [part for part in receipt.split("-")[1:] if part.isdigit()]
        is_receipt = not receipt or (verify(receipt) and bool(numbers))
        problems = (
            (self._source_entry, "" if source else tr("Chọn thẻ nhớ hoặc tệp sao lưu.")),
            (self._code_entry, "" if code else tr("Gõ mã khôi phục, hoặc mở tệp chứa mã.")),
            (
                self._receipt_entry,
                "" if is_receipt else tr("Số này chưa đúng; chép cả hai số kiểm tra ở cuối."),
            ),
        )
        for entry, words in problems:
            entry.set_error(words)
        for entry, words in problems:
            if words:
                entry.field.setFocus()
                return None
        file = Path(code)
        is_file = file.suffix.lower() in {".txt", ".png", ".jpg", ".jpeg"}
        return RestoreAnswers(
            Path(source), file if is_file else code, int(numbers[0]) if receipt else None
        )

    def _go(self) -> None:
        if self._done is not None:
            self.restored.emit()
            return
        answers = self._answers()
        if answers is None:
            return
        self.bars.clear(_BAR)
        self.action_bar.set_reason(tr("Đang chép, mở và đọc hết bản sao…"))
        self._tasks.change(lambda: self._restore(answers), self._made, self._failed)

    def _made(self, restored: Restored) -> None:
        self._done = restored
        self.action_bar.set_reason("")
        self.code.clear()
        self._form.hide()
        self._back.hide()
        manifest, counts = restored.manifest, restored.summary.counts
        lines = [
            tr("Quầy {station}: {n} hồ sơ đã nhận, {m} người trong danh sách.").format(
                station=manifest.station_code, n=counts["received"], m=counts["members"]
            ),
            tr("Đúng như lúc {time} {date}; việc làm sau lúc đó phải làm lại.").format(
                time=show_time(manifest.made_at), date=show_date(manifest.made_at)
            ),
        ]
        if "receipt" in restored.numbers:
            last, now = restored.numbers["receipt"]
            lines.append(
                tr("Biên nhận tiếp theo mang số {n}; bản sao dừng ở số {last}.").format(
                    n=now + 1, last=last
                )
            )
        lines.append(tr("Chọn lại thẻ nhớ cho bản sao liên tục ở trang Sao lưu."))
        self._words.setText("\n".join(lines))
        self._result.show()
        primary = self.action_bar.set_primary(tr("Vào quầy"))
        super().enter()  # anew, so that one Enter too many does not skip what is said here
        primary.setFocus()

    def _failed(self, error: UserFacingError) -> None:
        self.action_bar.set_reason("")
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Chọn thẻ nhớ, USB"),
            str(Path.home()),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            self.source.set_value(name)

    def _choose_file(self) -> None:
        self._ask_file(self.source, tr("Chọn tệp sao lưu"), tr("Bản sao lưu (*.qtnb)"))

    def _choose_code(self) -> None:
        kinds = tr("Mã khôi phục (*.txt *.png *.jpg *.jpeg)")
        self._ask_file(self.code, tr("Mở tệp mã khôi phục"), kinds)

    def _ask_file(self, field: TextEdit, title: str, kinds: str) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            title,
            str(Path.home()),
            kinds,
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            field.set_value(name)


def _line(*buttons: OutlineButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line
