"""What stands beside the kits: packing one, a laptop's key, digits to read out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.field.kits.packing import DAYS, MOST_DAYS
from desktop.field.visits.views import VisitListView
from desktop.ui.field.kit_acts import Order
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, DigitsEdit, FormEntry
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.spoken_digits import SpokenDigits


class PackSide(SidePanel):
    """A list, the key file of a laptop, how many days; or only the key file, to enrol it.

    Attributes:
        file: the key file that was chosen.
        packs: whether a kit is packed; else the laptop is only enrolled.

    Signals:
        file_wanted: a key file is to be chosen.
        changed: something was chosen or typed.
    """

    file_wanted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Đóng gói"), width=372, small_width=330)
        self.file: Path | None = None
        self.packs = True
        self.lists = ChoiceEdit([])
        self.lists.setMinimumContentsLength(12)
        self.lists.setSizeAdjustPolicy(
            ChoiceEdit.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.lists_entry = FormEntry(tr("Danh sách đi"), self.lists)
        self.choose = OutlineButton(tr("Chọn tệp khóa"), key="Ctrl+K", icon="file")
        self.choose.clicked.connect(self.file_wanted)
        self.name = PlainLabel("", "label", "ink2", wrap=True)
        self.days = DigitsEdit(length=0)
        self.days_entry = FormEntry(tr("Giao trong mấy ngày"), self.days)
        self.digits = SpokenDigits()
        self.digits_entry = FormEntry(
            tr("Dãy số máy đó đọc"),
            self.digits,
            optional=True,
            hint=tr("Nghe người giữ máy đọc qua điện thoại; chưa có thì để trống."),
        )
        self.digits.value_changed.connect(self.changed)
        self.days.value_changed.connect(self.changed)
        self.lists.value_changed.connect(self.changed)
        key = PlainLabel(tr("Tệp khóa của máy lưu động (.qte)"), "label", "ink2", wrap=True)
        for part in (self.lists_entry, key, self.choose, self.name):
            self.inside.addWidget(part)
        self.inside.addWidget(self.days_entry)
        self.inside.addWidget(self.digits_entry)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def ask(self, lists: Sequence[VisitListView], *, packs: bool, file: Path | None = None) -> None:
        """Begin anew: with a kit for one of the lists, or only with a laptop."""
        self.packs = packs
        self.title_label.setText(tr("Đóng gói") if packs else tr("Ghi danh máy lưu động"))
        words = tr("Số {n}, {day}, {people} người")
        self.lists.set_choices(
            [
                (
                    str(one.number),
                    words.format(n=one.number, day=show_iso(one.day), people=len(one.visits)),
                )
                for one in lists
            ]
        )
        self.days.set_value(str(DAYS))
        self.digits.set_value("")
        self.lists_entry.setVisible(packs)
        self.days_entry.setVisible(packs)
        self.use_file(file)
        if packs and lists:
            self.lists.setFocus()
        else:
            self.choose.setFocus()

    def use_file(self, file: Path | None) -> None:
        """Show which key file was chosen."""
        self.file = file
        self.name.setText(file.name if file is not None else tr("Chưa chọn tệp."))
        self.changed.emit()

    def order(self) -> Order:
        """Return what was chosen; only when nothing is `missing`."""
        assert self.file is not None
        return Order(
            int(self.lists.value() or 0),
            self.file,
            int(self.days.value() or 0),
            self.digits.value(),
        )

    def missing(self) -> str:
        """Say what is still to be done, "" when nothing is."""
        if self.packs and not self.lists.value():
            return tr("Chưa có danh sách đi.")
        if self.file is None:
            return tr("Chọn tệp khóa của máy.")
        if self.packs and not 1 <= int(self.days.value() or 0) <= MOST_DAYS:
            return tr("Từ 1 đến {n} ngày.").format(n=MOST_DAYS)
        left = self.digits.remaining() if self.digits.value() else 0
        return tr("Còn {n} số chưa gõ.").format(n=left) if left else ""


class ReadOutSide(SidePanel):
    """How a kit goes out and comes back; digits that somebody has to read out or hear."""

    def __init__(self) -> None:
        super().__init__(tr("Đi và về"), width=344, small_width=284)
        self.lead = PlainLabel("", "strong", wrap=True)
        self.ways = PlainLabel("", "body", "ink2", wrap=True)
        self.spoken = [PlainLabel("", "section") for _ in range(2)]
        for part in (self.lead, self.ways, *self.spoken):
            self.inside.addWidget(part)
        self.inside.addStretch(1)
        self.foot_box.hide()

    def say(self, lead: str, *ways: str, digits: str = "") -> None:
        """Show a sentence, the steps after it, and digits in two lines."""
        self.lead.setText(lead)
        self.ways.setText("\n".join(ways))
        groups = digits.split()
        for label, part in zip(self.spoken, (groups[:3], groups[3:]), strict=True):
            label.setText(" ".join(part))
            label.setVisible(bool(part))

    def say_way(self, *, laptop: bool) -> None:
        """Say how a kit goes out and comes back."""
        if laptop:
            self.say(
                tr("Máy lưu động mang đi và mang về bằng tệp."),
                tr("1. Ghi tệp khóa, đưa văn phòng, đọc dãy số qua điện thoại."),
                tr("2. Mở gói văn phòng đưa, đi thu nhận không cần mạng."),
                tr("3. Ghi kết quả ra USB, mang về văn phòng gộp."),
            )
            return
        self.say(
            tr("Văn phòng giao gói và gộp kết quả."),
            tr("1. Nhận tệp khóa của máy (.qte), nghe dãy số."),
            tr("2. Đóng gói một danh sách; người trong gói chỉ máy đó thu nhận."),
            tr("3. Máy về: gộp kết quả (.qtr). Gộp lại lần nữa không sao."),
        )

    @property
    def digits(self) -> str:
        """The digits that are shown, "" for none."""
        return " ".join(label.text() for label in self.spoken).strip()
