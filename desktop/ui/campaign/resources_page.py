"""The page "Thiết bị": which device is where and how it stands, and what places lack."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from desktop.campaign.resources.views import DeviceView, ResourceBoard, SupplyLine, Whereabouts
from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign import resource_acts as acts
from desktop.ui.campaign.resource_forms import (
    CheckSide,
    DeviceSide,
    EndSide,
    MoveSide,
    NeedSide,
    NewDeviceSide,
    SupplySide,
)
from desktop.ui.campaign.resource_rows import device_columns, sums_words, supply_columns
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "resources"


class Shown(Enum):
    """What the page shows."""

    IN_USE = "in_use"
    NEEDS = "needs"
    ENDED = "ended"


class _Side(Enum):
    """What stands beside the table."""

    LOOK = "look"
    NEW = "new"
    CHECK = "check"
    MOVE = "move"
    END = "end"
    NEED = "need"


class ResourcesPage(Page):
    """The register of equipment and what intake points need."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Thiết bị"))
        self._context = context
        self._asked: Task | None = None
        self._past: Task | None = None
        self._line: SupplyLine | None = None
        self.board = ResourceBoard()
        self.side = _Side.LOOK
        self.sums = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.sums)
        self.title_row.addStretch(1)
        self.chips = self._make_chips()
        self.devices = Table(device_columns(), tr("Thiết bị"))
        self.needs = Table(supply_columns(), tr("Nơi cần gì"))
        self.panels = self._make_panels()
        self.device_side, self.supply_side = DeviceSide(), SupplySide()
        self.new_side, self.check_side, self.move_side = NewDeviceSide(), CheckSide(), MoveSide()
        self.end_side, self.need_side = EndSide(), NeedSide()
        both = QHBoxLayout()
        both.setSpacing(16)
        for panel in self.panels.values():
            both.addWidget(panel, 1)
        for side in (self.device_side, self.supply_side, *self._forms().values()):
            both.addWidget(side)
        self.content.addLayout(both, 1)
        self._fill_bar()
        self._open(_Side.LOOK)

    def _forms(self) -> dict[_Side, SidePanel]:
        return {
            _Side.NEW: self.new_side,
            _Side.CHECK: self.check_side,
            _Side.MOVE: self.move_side,
            _Side.END: self.end_side,
            _Side.NEED: self.need_side,
        }

    def _make_chips(self) -> dict[Shown, Chip]:
        chips = {
            Shown.IN_USE: Chip(tr("Đang dùng"), on=True),
            Shown.NEEDS: Chip(tr("Nơi cần gì")),
            Shown.ENDED: Chip(tr("Đã bỏ")),
        }
        group = QButtonGroup(self)
        for number, (shown, chip) in enumerate(chips.items(), start=1):
            group.addButton(chip)
            chip.clicked.connect(partial(self._choose, shown))
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(chip.click)
            self.title_row.addWidget(chip)
        for part in (KeyCap("Ctrl+1"), PlainLabel("–", "label", "ink2"), KeyCap("3")):
            self.title_row.addWidget(part)
        return chips

    def _make_panels(self) -> dict[bool, TablePanel]:
        """Return the table of devices and, under True, that of needs."""
        for table in (self.devices, self.needs):
            table.row_changed.connect(self._row_changed)
        self.no_device = EmptyState(
            tr("Chưa có thiết bị nào ở đây."),
            tr("Bấm Ctrl+N để ghi: máy gì, số máy, đang ở đâu, ai giữ."),
            icon="monitor",
        )
        self.no_need = EmptyState(
            tr("Chưa ghi nơi nào cần gì."),
            tr("Bấm Ctrl+N để ghi: mỗi nơi cần mấy máy, mấy bàn, mấy người."),
            icon="monitor",
        )
        return {
            False: TablePanel(self.devices, self.no_device),
            True: TablePanel(self.needs, self.no_need),
        }

    def _fill_bar(self) -> None:
        bar = self.action_bar
        self.back = bar.add_back(self._context.navigator.back)
        self.leave_form = OutlineButton(tr("Thôi"), key="Esc")
        self.leave_form.clicked.connect(self._close_form)
        bar.add_left(self.leave_form)
        self.export = OutlineButton(tr("Xuất tệp"), key="Ctrl+S", icon="file")
        self.export.clicked.connect(self._export)
        bar.add_left(self.export)
        self.add = OutlineButton(tr("Thêm"), key="Ctrl+N", icon="plus")
        self.add.clicked.connect(self._begin)
        bar.add_right(self.add)
        self.move, self.end = self.device_side.move, self.device_side.end
        self.move.clicked.connect(partial(self._open, _Side.MOVE))
        self.end.clicked.connect(partial(self._open, _Side.END))
        self.primary = bar.set_primary(tr("Ghi kiểm tra"), self._go_on)
        self._context.forbid(Permission.SETTING_CHANGE, self.add, self.move, self.end)
        self._context.forbid(Permission.ROSTER_EXPORT, self.export)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Show the register."""
        super().enter()
        self._open(_Side.LOOK)
        self._load()

    def leave(self) -> None:
        """Ask nothing more."""
        for asked in (self._asked, self._past):
            if asked is not None:
                asked.cancel()

    @property
    def shown(self) -> Shown:
        """What the page shows."""
        return next(one for one, chip in self.chips.items() if chip.isChecked())

    def _choose(self, shown: Shown, *_: object) -> None:
        self.chips[shown].setChecked(True)
        self._open(_Side.LOOK)
        self._load()

    def _load(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        ended = self.shown is Shown.ENDED
        read = partial(self._context.services.resources.board, ended=ended)
        self._asked = self._context.tasks.query(read, self._show)

    def _show(self, board: ResourceBoard) -> None:
        chosen, self.board = self.device, board
        ids = [one.id for one in board.devices]
        is_needs = self.shown is Shown.NEEDS
        for key, rows in ((False, board.devices), (True, board.supplies)):
            self.panels[key].setVisible(key is is_needs)
            self.panels[key].set_filled(bool(rows))
        place = ids.index(chosen.id) if chosen and chosen.id in ids else 0
        self.devices.set_rows(board.devices, select=place)
        self.needs.set_rows(board.supplies)
        self.sums.setText("" if self.shown is Shown.ENDED else sums_words(board))
        self._row_changed()
        if self.side is _Side.LOOK:
            self._focus_table()

    def _focus_table(self) -> None:
        is_needs = self.shown is Shown.NEEDS
        rows = self.board.supplies if is_needs else self.board.devices
        table = self.needs if is_needs else self.devices
        (table if rows else self).setFocus()

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

    def _row_changed(self, *_: object) -> None:
        device = self.device
        self.device_side.show_device(device)
        self.supply_side.show_line(self.line)
        if self._past is not None:
            self._past.cancel()
        if device is not None:
            read = partial(self._context.services.resources.history, device.number)
            self._past = self._context.tasks.query(read, self.device_side.show_history)
        self._fit()

    # ------------------------------------------------------------ forms

    def _fit(self) -> None:
        if self.side is not _Side.LOOK:
            return
        if self.shown is Shown.NEEDS:
            may_not = self._context.why_not(Permission.SETTING_CHANGE)
            words, missing = tr("Sửa số cần"), "" if self.line else tr("Chưa chọn dòng nào.")
        else:
            may_not = self._context.why_not(Permission.DEVICE_CHOOSE)
            words, missing = tr("Ghi kiểm tra"), "" if self.device else tr("Chưa chọn thiết bị.")
        self.action_bar.set_primary(words)
        self.action_bar.set_reason(may_not or missing)

    def _begin(self) -> None:
        """Begin what can be added to what is shown."""
        self._line = None
        self._open(_Side.NEED if self.shown is Shown.NEEDS else _Side.NEW)

    def _open(self, side: _Side, *_: object) -> None:
        """Put a form beside the table, or what is selected in it."""
        device = self.device
        if device is None and side in {_Side.CHECK, _Side.MOVE, _Side.END}:
            return
        self.bars.clear(_BAR)
        self.side = side
        is_plain, is_needs = side is _Side.LOOK, self.shown is Shown.NEEDS
        self.device_side.setVisible(is_plain and not is_needs)
        self.supply_side.setVisible(is_plain and is_needs)
        for one, form in self._forms().items():
            form.setVisible(one is side)
        for button in (self.back, self.export, self.add):
            button.setVisible(is_plain)
        self.leave_form.setVisible(not is_plain)
        if is_plain:
            self._fit()
            return
        self.action_bar.set_reason("")
        self.action_bar.set_primary(tr("Bỏ khỏi sổ") if side is _Side.END else tr("Lưu"))
        self._ask(side, device)

    def _ask(self, side: _Side, device: DeviceView | None) -> None:
        where = device.where if device else Whereabouts("")
        if side is _Side.NEW:
            self.new_side.ask(where)
        elif side is _Side.NEED:
            place = self.line.place if self.line else where.place
            self.need_side.ask(self._line, place)
        elif device is not None:
            asks: dict[_Side, Callable[[DeviceView], None]] = {
                _Side.CHECK: self.check_side.ask,
                _Side.MOVE: self.move_side.ask,
                _Side.END: self.end_side.ask,
            }
            asks[side](device)

    def _close_form(self) -> None:
        self._open(_Side.LOOK)
        self._focus_table()

    def _go_on(self) -> None:
        """Do what the primary says."""
        if self.side is _Side.LOOK:
            self._line = self.line
            self._open(_Side.NEED if self.shown is Shown.NEEDS else _Side.CHECK)
            return
        act = self._act()
        if act is not None:
            self._context.tasks.change(act, self._changed, self._failed)

    def _act(self) -> acts.Act | None:
        context, device = self._context, self.device
        if self.side is _Side.NEW:
            return acts.adding(context, self.new_side)
        if self.side is _Side.NEED:
            return acts.needing(context, self.need_side)
        if device is None:
            return None
        if self.side is _Side.CHECK:
            return acts.checking(context, device, self.check_side)
        if self.side is _Side.MOVE:
            return acts.moving(context, device, self.move_side)
        return acts.ending(context, device, self.end_side)

    def _changed(self, said: str) -> None:
        self._open(_Side.LOOK)
        self._context.feedback.toast(said)
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    def _export(self) -> None:
        day = today(self._context.services.clock)
        target = acts.ask_for_file(self, self.export.label, f"so-thiet-bi-{day:%d-%m-%Y}.xlsx")
        if target is not None:
            run = acts.writing(self._context, target)
            self._context.tasks.run_long(run, self._changed, self._failed)
