"""Says what a support bundle holds before it is written, asks where to, and writes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.common.clock import local
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.diagnostics.bundling import BundleMade
from desktop.diagnostics.summary import contents, left_out
from desktop.diagnostics.views import CheckRow
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.file_question import ask_for_file
from desktop.ui.widgets.panel import Panel, row
from desktop.ui.widgets.plain_label import PlainLabel


class BundlePanel(Panel):
    """What is in the zip, what is not, and two buttons; hidden until it is asked for.

    Args:
        context: what the page was given.
        rows: gives what was measured.

    Signals:
        ended: it was written, or rather not.
        troubled (UserFacingError): it could not be written.
    """

    ended = Signal()
    troubled = Signal(object)

    def __init__(self, context: UiContext, rows: Callable[[], tuple[CheckRow, ...]]) -> None:
        super().__init__(tr("Gói hỗ trợ: một tệp zip gửi cho người giúp từ xa"))
        self._context, self._rows = context, rows
        self.body.addWidget(PlainLabel(tr("Trong gói có:"), "strong"))
        for line in contents():
            self.body.addWidget(PlainLabel(f"· {line}", "body", wrap=True))
        self.body.addWidget(PlainLabel(left_out(), "body", "ok", wrap=True))
        self.choose = OutlineButton(tr("Chọn chỗ ghi"), key="F9", icon="disk", small=True)
        self.choose.clicked.connect(self._ask)
        self.drop = OutlineButton(tr("Thôi"), key="Esc", small=True)
        self.drop.clicked.connect(self._end)
        self.body.addLayout(row(self.choose, self.drop, 1))
        self.hide()

    def open(self) -> None:
        """Say what a bundle holds."""
        self.show()
        self.choose.setFocus()

    def _end(self) -> None:
        self.hide()
        self.ended.emit()

    def _ask(self) -> None:
        now = local(self._context.services.clock.now())
        code = self._context.services.info.station_code
        target = ask_where(self, f"goi-ho-tro-{code}-{now:%Y%m%d-%H%M}.zip")
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write the bundle of what is in sight."""
        make = self._context.services.diagnostics.bundle
        act = partial(make, target, self._rows(), actor=self._context.actor)
        self._context.tasks.change(act, self._written, self._failed)

    def _written(self, made: BundleMade) -> None:
        self._end()
        words = tr("Đã ghi gói hỗ trợ {file}, {size} KB.")
        size = max(1, made.size // 1024)
        self._context.feedback.toast(words.format(file=made.file.name, size=size))

    def _failed(self, error: UserFacingError) -> None:
        self.troubled.emit(error)


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Ask where to write a bundle."""
    file = ask_for_file(parent, tr("Ghi gói hỗ trợ"), name, tr("Tệp nén (*.zip)"))
    if file is None:
        return None
    return file if file.suffix.lower() == ".zip" else file.with_name(f"{file.name}.zip")
