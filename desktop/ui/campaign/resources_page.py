"""The page "Thiết bị": which device is where and how it stands, and what places lack."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtWidgets import QSizePolicy

from desktop.campaign.resources.views import ResourceBoard, SupplyLine
from desktop.common.clock import today
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign import resource_acts as acts
from desktop.ui.campaign.resource_rows import RegisterTables, sums_words
from desktop.ui.campaign.resource_sides import ResourceSides, Side
from desktop.ui.campaign.sided_page import SidedPage
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.file_question import ask_for_file


class Shown(Enum):
    """What the page shows."""

    IN_USE = "in_use"
    NEEDS = "needs"
    ENDED = "ended"


class ResourcesPage(SidedPage[Side]):
    """The register of equipment and what intake points need."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, tr("Thiết bị"), Side.LOOK)
        self._line: SupplyLine | None = None
        self.title_row.setStretch(0, 0)
        self.title_row.addStretch(1)
        # On a narrow screen the sums give way (whole in their tool tip), never the title.
        self._title.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.chips = self._make_chips()
        self.tables = RegisterTables()
        self.tables.row_changed.connect(self._row_changed)
        self.both.addWidget(self.tables, 1)
        self.sides = ResourceSides(self.both)
        self.content.addLayout(self.both, 1)
        self._fill_bar()
        self._open(Side.LOOK)

    def _make_chips(self) -> dict[Shown, Chip]:
        chips = {
            Shown.IN_USE: Chip(tr("Đang dùng"), on=True),
            Shown.NEEDS: Chip(tr("Nơi cần gì")),
            Shown.ENDED: Chip(tr("Đã bỏ")),
        }
        self._number_chips(chips, self._choose)
        return chips

    def _fill_bar(self) -> None:
        bar = self.action_bar
        self._fill_back()
        self.export = OutlineButton(tr("Xuất tệp"), key="Ctrl+S", icon="file")
        self.export.clicked.connect(self._export)
        bar.add_left(self.export)
        self.add = OutlineButton(tr("Thêm"), key="Ctrl+N", icon="plus")
        self.add.clicked.connect(self._begin)
        bar.add_right(self.add)
        beside = self.sides.device
        for button, side in (
            (beside.carry, Side.MOVE),
            (beside.mend, Side.MEND),
            (beside.drop, Side.END),
        ):
            button.clicked.connect(partial(self._open, side))
            self._context.forbid(Permission.SETTING_CHANGE, button)
        self.primary = bar.set_primary(tr("Ghi kiểm tra"), self._go_on)
        self._plain_buttons = (self.export, self.add)
        self._context.forbid(Permission.SETTING_CHANGE, self.add)
        self._context.forbid(Permission.ROSTER_EXPORT, self.export)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Show the register."""
        super().enter()
        self._open(Side.LOOK)
        self._load()

    @property
    def shown(self) -> Shown:
        """What the page shows."""
        return next(one for one, chip in self.chips.items() if chip.isChecked())

    def _choose(self, shown: Shown, *_: object) -> None:
        self.chips[shown].setChecked(True)
        self._open(Side.LOOK)
        self._load()

    def _load(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        ended = self.shown is Shown.ENDED
        read = partial(self._context.services.resources.board, ended=ended)
        self._asked = self._context.tasks.query(read, self._show)

    def _show(self, board: ResourceBoard) -> None:
        self.tables.show_board(board, needs=self.shown is Shown.NEEDS)
        self.sums.setText("" if self.shown is Shown.ENDED else sums_words(board))
        self._row_changed()
        if self.side is Side.LOOK:
            self._focus_table()

    def _focus_table(self) -> None:
        if self.tables.is_filled:
            self.tables.take_focus()
        else:
            self.setFocus()

    def _row_changed(self) -> None:
        device = self.tables.device
        self.sides.device.show_device(device)
        self.sides.supply.show_line(self.tables.line, self.tables.devices.rows)
        if self._past is not None:
            self._past.cancel()
        if device is not None:
            read = partial(self._context.services.resources.history, device.number)
            self._past = self._context.tasks.query(read, self.sides.device.show_history)
        self._fit()

    # ------------------------------------------------------------ forms

    def _fit(self) -> None:
        if self.side is not Side.LOOK:
            return
        if self.shown is Shown.NEEDS:
            may_not = self._context.why_not(Permission.SETTING_CHANGE)
            words = tr("Sửa số cần")
            missing = "" if self.tables.line else tr("Chưa chọn dòng nào.")
        else:
            may_not = self._context.why_not(Permission.DEVICE_CHOOSE)
            words = tr("Ghi kiểm tra")
            missing = "" if self.tables.device else tr("Chưa chọn thiết bị nào.")
        self.action_bar.set_primary(words)
        self.action_bar.set_reason(may_not or missing)

    def _begin(self) -> None:
        """Begin what can be added to what is shown."""
        self._line = None
        self._open(Side.NEED if self.shown is Shown.NEEDS else Side.NEW)

    def _open(self, side: Side, *_: object) -> None:
        """Put a form beside the table, or what is selected in it."""
        if self.tables.device is not None or side in {Side.LOOK, Side.NEW, Side.NEED}:
            super()._open(side)

    def _show_side(self, side: Side) -> None:
        self.sides.show(side, needs=self.shown is Shown.NEEDS)

    def _fill_form(self, side: Side) -> None:
        line = self.tables.line
        self.action_bar.set_primary(tr("Bỏ khỏi sổ") if side is Side.END else tr("Lưu"))
        self.sides.ask(side, self.tables.device, self._line, line.place if line else "")

    def _go_on(self) -> None:
        """Do what the primary says."""
        if self.side is Side.LOOK:
            self._line = self.tables.line
            self._open(Side.NEED if self.shown is Shown.NEEDS else Side.CHECK)
            return
        act = self.sides.act(self._context, self.side, self.tables.device)
        if act is not None:
            self._context.tasks.change(act, self._changed, self._failed)

    def _export(self) -> None:
        day = today(self._context.services.clock)
        name = f"so-thiet-bi-{day:%d-%m-%Y}.xlsx"
        kinds = tr("Excel (*.xlsx);;PDF (*.pdf)")
        target = ask_for_file(self, self.export.label, name, kinds)
        if target is not None:
            run = acts.writing(self._context, target)
            self._context.tasks.run_long(run, self._changed, self._failed)
