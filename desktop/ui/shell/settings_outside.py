"""The button that writes everybody outside the denominator to a workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.buttons import OutlineButton


class OutsideButton(OutlineButton):
    """Asks for a file and writes it; disabled while there is nobody to write."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Xuất người ngoài diện"), key="Ctrl+S", small=True)
        self._context = context
        self._count = 0
        self.clicked.connect(self._choose)
        context.forbid(Permission.ROSTER_EXPORT, self)
        self.offer(0)

    def offer(self, count: int) -> None:
        """Say how many people there are to write."""
        self._count = count
        self.set_disabled("" if count else tr("Không có ai ngoài diện"))

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window(),
            tr("Xuất người ngoài diện"),
            str(Path.home() / "nguoi-ngoai-dien.xlsx"),
            tr("Excel (*.xlsx)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            path = Path(name)
            self.export(path if path.suffix == ".xlsx" else path.with_suffix(".xlsx"))

    def export(self, target: Path) -> None:
        """Write everybody outside the denominator, with the reason."""
        rules, actor = self._context.services.eligibility, self._context.actor
        self.set_disabled(tr("Đang ghi tệp"))

        def write() -> tuple[Path, int]:
            return target, rules.export_outside(target, actor=actor)

        self._context.tasks.query(write, self._exported, self._not_exported)

    def _exported(self, found: tuple[Path, int]) -> None:
        target, count = found
        self.offer(self._count)
        words = tr("Đã xuất {n} người ra {file}.").format(n=grouped(count), file=target.name)
        self._context.feedback.toast(words)

    def _not_exported(self, error: UserFacingError) -> None:
        self.offer(self._count)
        self._context.feedback.error(error)
