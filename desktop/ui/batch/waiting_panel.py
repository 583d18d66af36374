"""What the next batch would hold, who can open it, and where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.batch.views import WaitingView
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.batch.rows import grouped, size_words
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class WaitingPanel(Panel):
    """The side panel of the batches page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chờ xuất"), parent=parent)
        self.count = PlainLabel("–", "figure")
        self.about = PlainLabel("", "body", "ink2", wrap=True)
        self.readers = PlainLabel("", "body", wrap=True)
        self.folder = TextEdit(limit=400)
        self.entry = FormEntry(
            tr("Ghi vào USB hoặc thư mục"), self.folder, hint=tr("Cắm USB, rồi chọn ổ của USB.")
        )
        choose = OutlineButton(tr("Chọn thư mục"), key="Ctrl+O", icon="usb", small=True)
        choose.clicked.connect(self._choose)
        self.meter = Meter(tr("Đang niêm phong"))
        self.meter.hide()
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        for part in (self.count, self.about, self.readers, self.entry):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.body.addWidget(self.meter)
        self.body.addStretch(1)

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(376, 300))

    def show_waiting(self, waiting: WaitingView) -> None:
        """Show what waits."""
        number = grouped(waiting.count)
        self.count.setText(number)
        self.count.setAccessibleName(tr("{n} hồ sơ chờ xuất").format(n=number))
        words = tr("Hồ sơ đã nhận đều đã xuất.")
        if waiting.count and waiting.oldest is not None:
            when = f"{show_time(waiting.oldest)} {show_date(waiting.oldest)}"
            words = tr("hồ sơ, cũ nhất nhận lúc {when}, khoảng {size}.").format(
                when=when, size=size_words(waiting.estimated_bytes)
            )
        self.about.setText(words)
        names = ", ".join(waiting.recipients)
        self.readers.setText(tr("Chỉ {names} mở được.").format(names=names) if names else "")
        self.readers.setVisible(bool(names))

    def propose_folder(self) -> None:
        """Fill in the documents folder where nothing was chosen; a USB drive is chosen."""
        if not self.folder.value():
            place = QStandardPaths.StandardLocation.DocumentsLocation
            self.folder.set_value(QStandardPaths.writableLocation(place) or str(Path.home()))

    def check(self) -> bool:
        """Ask for a folder when there is none."""
        has_folder = bool(self.folder.value())
        self.entry.set_error("" if has_folder else tr("Chọn USB hoặc thư mục để ghi."))
        if not has_folder:
            self.folder.setFocus()
        return has_folder

    def set_busy(self, busy: bool) -> None:
        """Show the meter and hold the folder while a batch is being written."""
        self.meter.setVisible(busy)
        self.folder.setReadOnly(busy)

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Chọn thư mục"),
            self.folder.value(),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            self.folder.set_value(name)
