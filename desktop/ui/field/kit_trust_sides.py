"""Beside the kits: a laptop believed no more, and the digits of an office that is followed anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.common.i18n import tr
from desktop.field.kits.reasons import SHORTEST_REASON
from desktop.field.kits.views import DeviceView
from desktop.ui.field.kit_acts import Farewell
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.spoken_digits import SpokenDigits
from desktop.ui.widgets.table import Cell, Column, Table


class DevicesSide(SidePanel):
    """Every laptop the office knows; the selected one is revoked with a reason.

    Signals:
        changed: another laptop was selected, or something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Máy lưu động đã biết"), width=372, small_width=330)
        self.table = Table(_columns(), tr("Máy lưu động đã biết"))
        self.table.setMinimumHeight(120)
        self.nobody = PlainLabel(
            tr("Chưa có máy nào. Ghi danh bằng tệp khóa của máy."), "body", "ink2", wrap=True
        )
        self.reason = TextEdit()
        self.entry = FormEntry(tr("Vì sao thu hồi"), self.reason)
        self.about = PlainLabel(
            tr(
                "Thu hồi: người đang giao máy này về lại văn phòng, kết quả của máy không gộp "
                "được nữa. Ghi danh lại kèm dãy số thì gộp được."
            ),
            "label",
            "ink2",
            wrap=True,
        )
        self.inside.addWidget(self.table, 1)
        for part in (self.nobody, self.entry, self.about):
            self.inside.addWidget(part)
        self.foot_box.hide()
        self.table.row_changed.connect(self.changed)
        self.reason.value_changed.connect(self.changed)

    def ask(self, devices: Sequence[DeviceView]) -> None:
        """Show the laptops; the first that is still believed is selected."""
        at = next((place for place, one in enumerate(devices) if not one.revoked), 0)
        self.reason.set_value("")
        self.table.set_rows(devices, select=at)
        for part in (self.table, self.entry, self.about):
            part.setVisible(bool(devices))
        self.nobody.setVisible(not devices)
        self.table.setFocus()
        self.changed.emit()

    @property
    def device(self) -> DeviceView | None:
        """The laptop that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, DeviceView) else None

    def order(self) -> Farewell:
        """Return whom to believe no more, and why; only when nothing is `missing`."""
        assert self.device is not None
        return Farewell(self.device.device_id, self.device.station, self.reason.value())

    def missing(self) -> str:
        """Say what is still to be done, "" when nothing is."""
        if self.device is None:
            return tr("Chưa có máy nào.")
        if self.device.revoked:
            return tr("Máy này đã thu hồi.")
        if len(self.reason.value().strip()) < SHORTEST_REASON:
            return tr("Ghi lý do thu hồi.")
        return ""


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Máy"), lambda one: Cell(one.station, strong=True), least=80, stretch=1),
        Column(tr("Tình trạng"), _standing, width=190, tags=True),
    )


def _standing(one: DeviceView) -> Cell:
    if one.revoked:
        return Cell(tr("Đã thu hồi"), tag="bad")
    if one.compared:
        return Cell(tr("Đã đối chiếu"), tag="ok")
    return Cell(tr("Chưa đối chiếu"), tag="warn")


class OfficeSide(SidePanel):
    """A kit of an office that this laptop does not follow: only its digits open it.

    Attributes:
        file: the kit that was refused.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Văn phòng khác"), width=372, small_width=330)
        self.file: Path | None = None
        self.name = PlainLabel("", "strong", wrap=True)
        self.digits = SpokenDigits()
        entry = FormEntry(
            tr("Dãy số văn phòng đọc"),
            self.digits,
            hint=tr("Gọi số điện thoại đã biết của văn phòng và nghe đọc dãy số."),
        )
        about = PlainLabel(
            tr(
                "Đúng dãy số thì từ đây máy này theo văn phòng mới và không nhận gói của văn "
                "phòng cũ. Hồ sơ đang có vẫn ở máy này."
            ),
            "label",
            "ink2",
            wrap=True,
        )
        for part in (self.name, entry, about):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()
        self.digits.value_changed.connect(self.changed)

    def ask(self, file: Path) -> None:
        """Ask for the digits of the office that packed a kit."""
        self.file = file
        self.name.setText(file.name)
        self.digits.set_value("")
        self.digits.setFocus()
        self.changed.emit()

    def missing(self) -> str:
        """Say what is still to be done, "" when nothing is."""
        left = self.digits.remaining()
        return tr("Còn {n} số chưa gõ.").format(n=left) if left else ""
