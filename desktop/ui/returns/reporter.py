"""Writes for the province where the cards are, off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.batch.card_report.service import WrittenReport
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.settings import BATCH_TARGETS
from desktop.common.work import Work
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton


class CardReporter(QObject):
    """One report at a time; the button says what it is about.

    Signals:
        failed (UserFacingError): nothing was written.
    """

    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._page = parent
        self.button = OutlineButton(tr("Báo tỉnh"), key="Ctrl+T", icon="usb")
        self.button.clicked.connect(self.choose)
        context.forbid(Permission.CARD_COUNT, self.button)

    def choose(self) -> None:
        """Let a person choose where to; the place of the last batch comes first."""
        name = QFileDialog.getExistingDirectory(
            self._page,
            tr("Ghi tình hình thẻ vào USB hoặc thư mục"),
            str(self._last()),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            self.write(Path(name))

    def write(self, folder: Path) -> None:
        """Write the report into a folder."""
        reports, actor = self._context.services.card_reports, self._context.actor
        self.button.set_disabled(tr("Đang ghi tệp"))

        def run(work: Work) -> WrittenReport:
            del work
            return reports.write(folder, actor=actor)

        self._context.tasks.run_long(run, self._written, self._not_written)

    def _last(self) -> Path:
        lines = self._context.services.preferences.text(BATCH_TARGETS).splitlines()
        found = [path for line in lines if line and (path := Path(line)).is_dir()]
        return found[0] if found else Path.home()

    def _written(self, made: WrittenReport) -> None:
        self.button.set_disabled()
        words = tr("Đã ghi tình hình {n} thẻ vào “{file}”.")
        self._context.feedback.toast(words.format(n=made.cards, file=made.path.name))

    def _not_written(self, error: UserFacingError) -> None:
        self.button.set_disabled()
        self.failed.emit(error)
