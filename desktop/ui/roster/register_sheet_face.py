"""A sheet of decisions that came back: what it would do, what it did, which rows were refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.roster.register.views import DecisionReport, DecisionSheet
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import Figures, grouped
from desktop.ui.roster.register_face import RegisterFace
from desktop.ui.tasks import Task
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table

_Refused = tuple[int, str]


def _row(one: _Refused) -> Cell:
    return Cell(grouped(one[0]), quiet=True)


def _why(one: _Refused) -> str:
    return one[1]


class SheetFace(RegisterFace):
    """Seen before it is kept; afterwards the report.

    Signals:
        opened: a sheet was read and stands on the face.
        kept (DecisionReport): its decisions were kept.
        closed: the person is done with it.
    """

    opened = Signal()
    kept = Signal(object)
    closed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sheet: DecisionSheet | None = None
        self._report: DecisionReport | None = None
        self._task: Task | None = None
        self.words = PlainLabel("", "body", "ink2", wrap=True)
        self.figures = Figures((tr("quyết định"), tr("dòng không nhận"), tr("dòng để trống")))
        top = Panel()
        top.body.addWidget(self.words)
        top.body.addWidget(self.figures)
        columns = (
            Column(tr("Dòng"), _row, width=90),
            Column(tr("Vì sao không nhận, sửa thế nào"), _why),
        )
        self.table = Table(columns, tr("Dòng không nhận"))
        self._refused = Panel(tr("Dòng không nhận"), padded=False)
        self._refused.body.addWidget(self.table)
        self._none = Panel()
        self._none.body.addWidget(
            EmptyState(tr("Mọi dòng có quyết định đều nhận được"), icon="check")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(top)
        box.addWidget(self._refused, 1)
        box.addWidget(self._none, 1)

    def read(self, path: Path) -> None:
        """Read a sheet; nothing is stored."""
        register = self._context.services.register
        self.stop()
        self._task = self._context.tasks.query(
            lambda: register.read_decisions(path), self._read, self._unreadable
        )

    def stop(self) -> None:
        """Ask nothing more."""
        if self._task is not None and not self._task.is_change:
            self._task.cancel()
            self._task = None

    def _read(self, sheet: DecisionSheet) -> None:
        self._task = None
        self._sheet, self._report = sheet, None
        words = tr("Tệp {file}. Chưa gì được lưu: xem rồi bấm Enter để ghi các quyết định.")
        self.words.setText(words.format(file=sheet.file_name))
        self._show(len(sheet.decisions), sheet.refused, sheet.blank)
        self.opened.emit()

    def _unreadable(self, error: UserFacingError) -> None:
        self._task = None
        self.fail(error)

    def _show(self, decisions: int, refused: tuple[_Refused, ...], blank: int) -> None:
        self.figures.set((decisions, len(refused), blank))
        self.table.set_rows(refused)
        self._refused.setVisible(bool(refused))
        self._none.setVisible(not refused)
        self.moved.emit()

    @property
    def title(self) -> str:
        """What stands over the face."""
        return tr("Đã ghi quyết định từ Excel") if self._report else tr("Sổ đối chiếu từ Excel")

    @property
    def is_reported(self) -> bool:
        """Whether the decisions were kept already."""
        return self._report is not None

    def primary(self) -> tuple[str, str]:
        """Return the verb of Enter."""
        if self._report is not None or self._sheet is None:
            return tr("Xong"), ""
        count = len(self._sheet.decisions)
        words = tr("Ghi {n} quyết định").format(n=grouped(count))
        if self._task is not None:
            return words, tr("Đang ghi…")
        return words, "" if count else tr("Không có quyết định nào để ghi.")

    def go(self) -> None:
        """Keep the decisions, or close the report."""
        sheet = self._sheet
        if self._report is not None or sheet is None:
            self.closed.emit()
            return
        if self._task is not None or not sheet.decisions:
            return
        register, actor = self._context.services.register, self._context.actor
        self._task = self._context.tasks.change(
            lambda: register.apply_decisions(sheet, actor=actor), self._applied, self._not_applied
        )
        self.moved.emit()

    def _applied(self, report: DecisionReport) -> None:
        self._task = None
        self._report = report
        blank = self._sheet.blank if self._sheet else 0
        self.words.setText(
            tr("Đã lưu vào danh sách. Dòng không nhận thì sửa trong tệp rồi đọc lại.")
        )
        self._show(report.kept, report.refused, blank)
        self.kept.emit(report)

    def _not_applied(self, error: UserFacingError) -> None:
        self._task = None
        self.fail(error)
        self.moved.emit()
