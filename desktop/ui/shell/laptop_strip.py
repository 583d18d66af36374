"""On a laptop of a mobile team, below the header of every page: battery, room, what to bring back.

A station is such a laptop once it has opened a kit; all others never see the strip.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import decimal, tr
from desktop.ui.tasks import Task, TaskRunner
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.strip import LineStrip

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from desktop.field.machine import Machine
    from desktop.services import Services

_EVERY_MS = 30_000


@dataclass(frozen=True)
class Standing:
    """How a laptop stands.

    Attributes:
        unexported: finished records that no written return carries.
    """

    machine: Machine
    unexported: int


def look(services: Services) -> Standing | None:
    """Read how the laptop stands; None where no kit was opened."""
    from desktop.field.machine import read_machine  # noqa: PLC0415 - after the first paint
    from desktop.security.access.guarding import as_the_program  # noqa: PLC0415

    with as_the_program():
        if not services.kits.opening.kits():
            return None
        unexported = services.kits.returning.state().unexported
    return Standing(read_machine(services.profile.folder), unexported)


class LaptopStrip(LineStrip):
    """One calm line; whatever needs somebody is in the colour of a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing: Standing | None = None
        self.battery, self.room, self.waiting = (PlainLabel("", "label", "ink2") for _ in range(3))
        self._icons = [IconLabel(name, "ink2", 16) for name in ("battery", "disk", "usb")]
        for icon, label in zip(self._icons, (self.battery, self.room, self.waiting), strict=True):
            self.row.addWidget(icon)
            self.row.addWidget(label)
            self.row.addSpacing(18)
        self.row.addStretch(1)
        self.keys = PlainLabel(tr("Ctrl + số thay phím F"), "hint", "ink2")
        self.row.addWidget(self.keys)

    def show_standing(self, standing: Standing | None) -> None:
        """Show how the laptop stands."""
        self.standing = standing
        if standing is None:
            return
        machine, n = standing.machine, standing.unexported
        if machine.battery is None:
            battery = tr("Không có pin")
        elif machine.is_plugged:
            battery = tr("Pin {n} %, đang cắm điện").format(n=machine.battery)
        elif machine.is_battery_low:
            battery = tr("Pin {n} %, cần sạc").format(n=machine.battery)
        else:
            battery = tr("Pin {n} %").format(n=machine.battery)
        room = tr("Ổ đĩa còn {n} GB").format(n=decimal(machine.free / 1024**3))
        waiting = tr("{n} hồ sơ chưa mang về").format(n=n) if n else tr("Đã mang về đủ")
        for label, words, needs in (
            (self.battery, battery, machine.is_battery_low),
            (self.room, room, machine.is_room_low),
            (self.waiting, waiting, bool(n)),
        ):
            label.setText(words)
            label.set_color("warn" if needs else "ink2")
        self.setAccessibleName(f"{battery}, {room}, {waiting}")


class LaptopWatch(QObject):
    """Looks again every half minute, and when somebody did something.

    Args:
        tasks: the way off the GUI thread.
        parent: whose it is.

    Signals:
        looked (Standing or None): how the laptop stands.
    """

    looked = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._services: Services | None = None
        self._asked: Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._again)

    def look(self, services: Services) -> None:
        """Look now, and go on looking."""
        self._services = services
        self._again()
        self._timer.start()

    def stop(self) -> None:
        """Look no more: nobody has the counter, or the store is closed."""
        self._timer.stop()
        if self._asked is not None:
            self._asked.cancel()

    def _again(self) -> None:
        if self._services is not None:
            self._asked = self._tasks.query(partial(look, self._services), self.looked.emit)
