"""Records that were kept apart: which, from whom, why; nobody can accept them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.batch.answering.reasons import reason_words
from desktop.common.clock import show_date
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.province.review.views import ApartLine
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.rows import Line
from desktop.ui.province.side_lines import Lines
from desktop.ui.roster.person_words import field_name, moment
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_AT_ONCE = 200


def _columns() -> list[Column]:
    return [
        Column(tr("Quầy"), lambda row: Cell(row.station, strong=True), width=84),
        Column(tr("Xã"), lambda row: row.commune_name, drop=2),
        Column(tr("Lô"), lambda row: str(row.sequence), width=56, right=True),
        Column(tr("Vì sao để riêng"), lambda row: reason_words(row.reason), stretch=3, least=220),
        Column(tr("Nhận ngày"), lambda row: show_date(row.kept_at), width=118, drop=1),
        Column(tr("Trả lời"), _told, width=116),
    ]


def _told(row: ApartLine) -> Cell:
    if row.is_told:
        return Cell(tr("Đã báo"), tag="ok", plain_tag=True)
    return Cell(tr("Chưa báo"), tag="warn", plain_tag=True)


class ApartFace(QWidget):
    """Left the list, newest first; right what stands behind the selected one.

    Signals:
        shown (int): how many are listed.
    """

    shown = Signal(int)

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__()
        self._context = context
        self._asked: Task | None = None
        self._rows: list[ApartLine] = []
        self.table = Table(_columns(), tr("Hồ sơ để riêng"))
        self.table.row_changed.connect(self._row_changed)
        self.more = OutlineButton(tr("Xem thêm"), key="Ctrl+M", small=True)
        self.more.clicked.connect(self._ask_more)
        empty = EmptyState(
            tr("Không có hồ sơ nào để riêng."),
            tr("Hồ sơ hỏng hoặc trái với lô của nó sẽ nằm ở đây, tự trả về quầy với lý do."),
            icon="check",
        )
        self.panel = TablePanel(self.table, empty)
        self.panel.foot.addStretch(1)
        self.panel.foot.addWidget(self.more)
        self.side = SidePanel(tr("Hồ sơ để riêng"))
        self.lines = Lines()
        self.side.inside.addWidget(self.lines)
        self.side.inside.addStretch(1)
        self.side.foot_box.hide()
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.side)

    def load(self) -> None:
        """Read the newest ones."""
        self._rows = []
        self._ask_more()

    def stop(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask_more(self) -> None:
        self.stop()
        review = self._context.desk.review
        before = self._rows[-1].id if self._rows else None
        self._asked = self._context.tasks.query(
            lambda: review.apart(before=before, limit=_AT_ONCE), self._show
        )

    def _show(self, rows: Sequence[ApartLine]) -> None:
        at = len(self._rows)
        self._rows += rows
        self.table.set_rows(self._rows, select=min(at, max(len(self._rows) - 1, 0)))
        self.panel.set_filled(bool(self._rows))
        self.side.setVisible(bool(self._rows))
        self.more.setVisible(len(rows) == _AT_ONCE)
        if self._rows and self.isVisible():
            self.table.setFocus()
        self.shown.emit(len(self._rows))

    def _row_changed(self, row: object) -> None:
        if not isinstance(row, ApartLine):
            self.lines.set(())
            return
        told = tr("Đã báo quầy trong một tệp trả lời.")
        if not row.is_told:
            told = tr("Quầy được báo ở lần tạo tệp trả lời tới.")
        lines = [
            Line(reason_words(row.reason), strong=True),
            Line(
                tr("{station} · {commune} · lô {n}").format(
                    station=row.station, commune=row.commune_name, n=row.sequence
                )
            ),
            Line(tr("Để riêng lúc {when}").format(when=moment(row.kept_at))),
        ]
        if row.place in set(FieldKey):
            lines.append(Line(tr("Chỗ sai: {field}").format(field=field_name(row.place))))
        lines.append(Line(told))
        lines.append(Line(tr("Không ai nhận thay được: quầy lập lại rồi gửi trong lô sau.")))
        self.lines.set(lines)
