"""What stands beside the register: one thing at a time, looked at or asked about."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.resources.views import DeviceView, SupplyLine, Whereabouts
from desktop.ui.campaign import resource_acts as acts
from desktop.ui.campaign.resource_forms import (
    CheckSide,
    DeviceSide,
    EndSide,
    MendSide,
    MoveSide,
    NeedSide,
    NewDeviceSide,
    SupplySide,
)
from desktop.ui.context import UiContext
from desktop.ui.widgets.side_panel import SidePanel


class Side(Enum):
    """What stands beside the table."""

    LOOK = "look"
    NEW = "new"
    CHECK = "check"
    MOVE = "move"
    MEND = "mend"
    END = "end"
    NEED = "need"


class ResourceSides:
    """The panels beside the register, of which one is seen.

    Args:
        layout: where they stand, one after the other.
    """

    def __init__(self, layout: QHBoxLayout) -> None:
        self.device, self.supply = DeviceSide(), SupplySide()
        self.new, self.check, self.carry = NewDeviceSide(), CheckSide(), MoveSide()
        self.mend, self.end, self.need = MendSide(), EndSide(), NeedSide()
        self._forms: dict[Side, SidePanel] = {
            Side.NEW: self.new,
            Side.CHECK: self.check,
            Side.MOVE: self.carry,
            Side.MEND: self.mend,
            Side.END: self.end,
            Side.NEED: self.need,
        }
        for panel in (self.device, self.supply, *self._forms.values()):
            panel.hide()
            layout.addWidget(panel)

    def show(self, side: Side, *, needs: bool) -> None:
        """Show one panel.

        Args:
            side: which.
            needs: whether the table beside it is that of needs.
        """
        looks = side is Side.LOOK
        self.device.setVisible(looks and not needs)
        self.supply.setVisible(looks and needs)
        for one, form in self._forms.items():
            form.setVisible(one is side)

    def ask(
        self, side: Side, device: DeviceView | None, line: SupplyLine | None, place: str
    ) -> None:
        """Fill a form and put the focus into it.

        Args:
            side: which form.
            device: the selected device.
            line: the need to be mended, None for a new one.
            place: where a new need is proposed.
        """
        if side is Side.NEW:
            self.new.ask(device.where if device else Whereabouts(""))
        elif side is Side.NEED:
            self.need.ask(line, place)
        elif device is not None:
            asks: dict[Side, Callable[[DeviceView], None]] = {
                Side.CHECK: self.check.ask,
                Side.MOVE: self.carry.ask,
                Side.MEND: self.mend.ask,
                Side.END: self.end.ask,
            }
            asks[side](device)

    def act(self, context: UiContext, side: Side, device: DeviceView | None) -> acts.Act | None:
        """Return what a filled form does; None when there is nothing it could be done with."""
        if side is Side.NEW:
            return acts.adding(context, self.new)
        if side is Side.NEED:
            return acts.needing(context, self.need)
        if device is None:
            return None
        acting: dict[Side, Callable[[], acts.Act]] = {
            Side.CHECK: lambda: acts.checking(context, device, self.check),
            Side.MOVE: lambda: acts.moving(context, device, self.carry),
            Side.MEND: lambda: acts.mending(context, device, self.mend),
            Side.END: lambda: acts.ending(context, device, self.end),
        }
        return acting[side]()
