"""Columns of the register of equipment and of what places need."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.campaign.resources.views import DeviceView, ResourceBoard, SupplyLine
from desktop.campaign.resources.words import kind_words, state_words, where_words
from desktop.common.clock import show_date
from desktop.common.equipment import DeviceState
from desktop.common.i18n import tr, trn
from desktop.ui.theme import Kind
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_LOOKS: dict[DeviceState, Kind] = {
    DeviceState.WORKS: "ok",
    DeviceState.FAULTY: "bad",
    DeviceState.AWAY: "warn",
    DeviceState.WRITTEN_OFF: "neutral",
}


def device_columns() -> tuple[Column, ...]:
    """Return the columns of devices."""
    return (
        Column(tr("Số"), lambda one: Cell(str(one.number), quiet=True), width=60, drop=3),
        Column(tr("Thiết bị"), lambda one: Cell(one.name, strong=True), stretch=4, least=180),
        Column(tr("Loại"), lambda one: kind_words(one.kind), stretch=3, least=150, drop=2),
        Column(tr("Nơi, người giữ"), lambda one: where_words(one.where), stretch=4, least=170),
        Column(tr("Kiểm tra"), _checked, width=124, drop=1, tags=True),
        Column(tr("Tình trạng"), _state, width=160, tags=True),
    )


def supply_columns() -> tuple[Column, ...]:
    """Return the columns of what places need."""
    return (
        Column(tr("Nơi"), lambda one: Cell(one.place, strong=True), stretch=4, least=180),
        Column(tr("Loại"), lambda one: kind_words(one.kind), stretch=3, least=150),
        Column(tr("Cần"), lambda one: str(one.needed), width=76, right=True),
        Column(tr("Đang có"), lambda one: str(one.there), width=104, right=True),
        Column(tr("Tình trạng"), _supplied, width=160, tags=True),
    )


def sums_words(board: ResourceBoard) -> str:
    """Return how many devices there are, how many do not work, and how much is missing."""
    count, missing = len(board.devices), sum(one.missing for one in board.supplies)
    idle = sum(one.state is not DeviceState.WORKS for one in board.devices)
    parts = []
    if count:
        words = trn(
            "{n} thiết bị, {idle} không dùng được", "{n} thiết bị, {idle} không dùng được", count
        )
        parts.append(words.format(n=count, idle=idle))
    if missing:
        parts.append(tr("các nơi còn thiếu {n}").format(n=missing))
    return " · ".join(parts)


def _checked(one: DeviceView) -> Cell:
    if one.checked_at is None:
        return Cell(tr("chưa"), quiet=True)
    return Cell(show_date(one.checked_at))


def _state(one: DeviceView) -> Cell:
    return Cell(state_words(one.state), tag=_LOOKS[one.state])


def _supplied(one: SupplyLine) -> Cell:
    if one.missing:
        return Cell(tr("Thiếu {n}").format(n=one.missing), tag="warn")
    return Cell(tr("Đủ"), tag="ok")


class RegisterTables(QWidget):
    """The table of devices and that of needs, of which one is seen.

    Signals:
        row_changed: another row is selected.
    """

    row_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.devices = Table(device_columns(), tr("Thiết bị"))
        self.needs = Table(supply_columns(), tr("Nơi cần gì"))
        self._shown = self.devices
        no_device = EmptyState(
            tr("Chưa có thiết bị nào ở đây."),
            tr("Bấm Ctrl+N để ghi: máy gì, số máy, đang ở đâu, ai giữ."),
            icon="monitor",
        )
        no_need = EmptyState(
            tr("Chưa ghi nơi nào cần gì."),
            tr("Bấm Ctrl+N để ghi: mỗi nơi cần mấy máy, mấy bàn, mấy người."),
            icon="monitor",
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._panels = {}
        for table, empty in ((self.devices, no_device), (self.needs, no_need)):
            table.row_changed.connect(self._tell)
            panel = TablePanel(table, empty)
            # Shown before it has a parent it would be a window of its own.
            layout.addWidget(panel)
            panel.setVisible(table is self._shown)
            self._panels[table] = panel

    def _tell(self, *_: object) -> None:
        self.row_changed.emit()

    def show_board(self, board: ResourceBoard, *, needs: bool) -> None:
        """Show what was read; the device that was selected stays selected."""
        chosen, ids = self.device, [one.id for one in board.devices]
        place = ids.index(chosen.id) if chosen and chosen.id in ids else 0
        self.devices.set_rows(board.devices, select=place)
        self.needs.set_rows(board.supplies)
        self._shown = self.needs if needs else self.devices
        rows = {self.devices: board.devices, self.needs: board.supplies}
        for table, panel in self._panels.items():
            panel.set_filled(bool(rows[table]))
            panel.setVisible(table is self._shown)

    def take_focus(self) -> None:
        """Put the focus into the table in sight."""
        self._shown.setFocus()

    @property
    def is_filled(self) -> bool:
        """Whether the table in sight has rows."""
        return self._panels[self._shown].is_filled

    @property
    def device(self) -> DeviceView | None:
        """The device that is selected."""
        row = self.devices.current_row()
        return row if isinstance(row, DeviceView) else None

    @property
    def line(self) -> SupplyLine | None:
        """The line of needs that is selected."""
        row = self.needs.current_row()
        return row if isinstance(row, SupplyLine) else None
