"""Beside the register of equipment: one device with its history, and the forms that change it."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.campaign.resources.spoken import LONGEST, LONGEST_NOTE
from desktop.campaign.resources.views import (
    DeviceStepView,
    DeviceView,
    NeedView,
    NewDevice,
    SupplyLine,
    Whereabouts,
)
from desktop.campaign.resources.words import (
    KINDS,
    PLACES,
    act_words,
    kind_words,
    place_words,
    state_words,
    where_words,
)
from desktop.common.clock import show_date, show_time
from desktop.common.equipment import COUNTED, DeviceAct, DeviceState, PlaceKind, ResourceKind
from desktop.common.i18n import tr
from desktop.common.text import fold
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, DigitsEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_WIDTH, _SMALL = 344, 284
_CHECKED = (DeviceState.WORKS, DeviceState.FAULTY, DeviceState.AWAY)


class _FormSide(SidePanel):
    """A panel of entries, one below the other."""

    def __init__(self, title: str) -> None:
        super().__init__(title, width=_WIDTH, small_width=_SMALL)
        self.foot_box.hide()


class DeviceSide(_FormSide):
    """The selected device, whole, and its history.

    Attributes:
        carry, mend, drop: bring it elsewhere, set right what was written of it, write it off.
    """

    def __init__(self) -> None:
        super().__init__(tr("Thiết bị đang chọn"))
        self.name = PlainLabel("", "section", wrap=True)
        self.about = PlainLabel("", "table", "ink2", wrap=True)
        self.note = PlainLabel("", "table", wrap=True)
        self.carry = OutlineButton(tr("Chuyển nơi"), key="Ctrl+T", small=True)
        self.mend = OutlineButton(tr("Sửa thông tin"), key="Ctrl+E", small=True)
        self.drop = OutlineButton(tr("Bỏ khỏi sổ"), key="Del", small=True)
        self.past = PlainLabel("", "hint", "ink2", wrap=True)
        for part in (self.name, self.about, self.note, self.carry, self.mend, self.drop, self.past):
            self.inside.addWidget(part)
        self.inside.addStretch(1)

    def show_device(self, one: DeviceView | None) -> None:
        """Show a device; its history follows when it has been read."""
        self.past.setText("")
        self.name.setText(one.name if one else tr("Chưa chọn thiết bị nào."))
        self.about.setText(_about(one) if one else "")
        self.note.setText(one.note if one else "")
        self.note.setVisible(bool(one and one.note))
        self.about.setVisible(one is not None)
        for button in (self.carry, self.mend, self.drop):
            button.setVisible(one is not None and one.is_in_use)

    def show_history(self, steps: tuple[DeviceStepView, ...]) -> None:
        """Show where the device was and who looked at it, the latest first."""
        lines = [_step(one) for one in reversed(steps)]
        self.past.setText("\n\n".join([tr("Lịch sử"), *lines]) if lines else "")


def _about(one: DeviceView) -> str:
    words = tr("{kind}, số {n} trong sổ")
    lines = [words.format(kind=kind_words(one.kind), n=one.number)]
    if one.serial:
        lines.append(tr("Số máy {number}").format(number=one.serial))
    if one.asset:
        lines.append(tr("Mã tài sản {number}").format(number=one.asset))
    lines.append(f"{place_words(one.where.kind)}: {one.where.place}")
    if one.where.holder:
        lines.append(tr("Người giữ: {who}").format(who=one.where.holder))
    lines.append(tr("Ở đó từ {day}").format(day=show_date(one.since)))
    if one.checked_at is None:
        lines.append(tr("Chưa ai kiểm tra"))
    else:
        when = f"{show_time(one.checked_at)} {show_date(one.checked_at)}"
        lines.append(tr("Kiểm tra {when}, {who}").format(when=when, who=one.checked_by))
    return "\n".join(lines)


def _step(one: DeviceStepView) -> str:
    when = f"{show_time(one.at)} {show_date(one.at)}"
    parts = [act_words(one.act)]
    if one.act in {DeviceAct.ADDED, DeviceAct.MOVED}:
        parts.append(where_words(one.where))
    if one.act is DeviceAct.CHECKED:
        parts.append(state_words(one.state))
    said = ": ".join(parts) if len(parts) > 1 else parts[0]
    note = one.note
    if one.act is DeviceAct.MENDED:
        note = tr("Trước đó: {what}").format(what=note)
    return "\n".join(part for part in (f"{when} · {one.by}", said, note) if part)


class SupplySide(_FormSide):
    """What a place needs of a kind, and what it has."""

    def __init__(self) -> None:
        super().__init__(tr("Nơi đang chọn"))
        self.place = PlainLabel("", "section", wrap=True)
        self.about = PlainLabel("", "table", "ink2", wrap=True)
        for part in (self.place, self.about):
            self.inside.addWidget(part)
        self.inside.addStretch(1)

    def show_line(self, one: SupplyLine | None, devices: Iterable[DeviceView]) -> None:
        """Show a line in words, and which devices of the register it counts.

        Args:
            one: the line.
            devices: those in use, wherever they are.
        """
        self.place.setText(one.place if one else tr("Chưa chọn dòng nào."))
        self.about.setText(_supply_words(one, devices) if one else "")


def _supply_words(one: SupplyLine, devices: Iterable[DeviceView]) -> str:
    words = tr("{kind}: cần {needed}, có {there}")
    lines = [words.format(kind=kind_words(one.kind), needed=one.needed, there=one.there)]
    if one.kind not in COUNTED:
        place = fold(one.place)
        here = [each for each in devices if fold(each.where.place) == place]
        lines += [
            tr("{name} (số {n}): {state}").format(
                name=each.name, n=each.number, state=state_words(each.state)
            )
            for each in here
            if each.kind is one.kind
        ]
        lines.append(tr("Số có đếm từ sổ thiết bị: máy dùng được ở nơi này."))
    return "\n".join(lines)


class _WhereEntries:
    """The entries that say where a device is, put into a form."""

    def __init__(self, form: SidePanel) -> None:
        self.place = TextEdit(limit=LONGEST)
        self.kind = ChoiceEdit([(one.value, place_words(one)) for one in PLACES])
        self.holder = TextEdit(limit=LONGEST)
        hint = tr("Nhà văn hóa xã, Quầy 1, Tổ 2…")
        form.inside.addWidget(FormEntry(tr("Nơi"), self.place, hint=hint))
        form.inside.addWidget(FormEntry(tr("Loại nơi"), self.kind))
        form.inside.addWidget(FormEntry(tr("Người giữ"), self.holder, optional=True))

    def show(self, where: Whereabouts) -> None:
        """Show where a device is."""
        self.place.set_value(where.place)
        self.kind.set_value(where.kind.value)
        self.holder.set_value(where.holder)

    def value(self) -> Whereabouts:
        """Return what was typed."""
        kind = PlaceKind(self.kind.value())
        return Whereabouts(self.place.value(), kind, self.holder.value())


class NewDeviceSide(_FormSide):
    """A new device: what it is, its numbers, where it is."""

    def __init__(self) -> None:
        super().__init__(tr("Thiết bị mới"))
        self.name = TextEdit(limit=LONGEST)
        kinds = [(one.value, kind_words(one)) for one in KINDS if one not in COUNTED]
        self.kind = ChoiceEdit(kinds)
        self.inside.addWidget(FormEntry(tr("Hãng và kiểu máy"), self.name))
        self.inside.addWidget(FormEntry(tr("Loại"), self.kind))
        self.where = _WhereEntries(self)
        self.serial, self.asset = TextEdit(limit=LONGEST), TextEdit(limit=LONGEST)
        self.note = TextEdit(limit=LONGEST_NOTE)
        for words, field in (
            (tr("Số máy"), self.serial),
            (tr("Mã tài sản"), self.asset),
            (tr("Ghi chú"), self.note),
        ):
            self.inside.addWidget(FormEntry(words, field, optional=True))
        self.inside.addStretch(1)

    def ask(self, where: Whereabouts) -> None:
        """Ask for a new device; it is proposed where the selected one is."""
        for field in (self.name, self.serial, self.asset, self.note):
            field.set_value("")
        self.kind.set_value(ResourceKind.CAMERA.value)
        self.where.show(where)
        self.scroll_up()
        self.name.setFocus()

    def value(self) -> NewDevice:
        """Return what was typed."""
        return NewDevice(
            ResourceKind(self.kind.value()),
            self.name.value(),
            self.where.value(),
            self.serial.value(),
            self.asset.value(),
            self.note.value(),
        )


class CheckSide(_FormSide):
    """How a device stands now that somebody has looked at it."""

    def __init__(self) -> None:
        super().__init__(tr("Kiểm tra thiết bị"))
        self.name = PlainLabel("", "strong", wrap=True)
        self.state = ChoiceEdit([(one.value, state_words(one)) for one in _CHECKED])
        self.note = TextEdit(limit=LONGEST_NOTE)
        hint = tr("Để trống thì giữ ghi chú đang có.")
        self.inside.addWidget(self.name)
        self.inside.addWidget(FormEntry(tr("Tình trạng"), self.state))
        self.inside.addWidget(FormEntry(tr("Ghi chú"), self.note, optional=True, hint=hint))
        self.inside.addStretch(1)

    def ask(self, one: DeviceView) -> None:
        """Ask how a device stands; one that is found again is proposed as working."""
        self.name.setText(one.name)
        state = one.state if one.is_in_use else DeviceState.WORKS
        self.state.set_value(state.value)
        self.note.set_value("")
        self.state.setFocus()


class MoveSide(_FormSide):
    """Where a device goes, and to whom."""

    def __init__(self) -> None:
        super().__init__(tr("Chuyển nơi"))
        self.name = PlainLabel("", "strong", wrap=True)
        self.inside.addWidget(self.name)
        self.where = _WhereEntries(self)
        self.note = TextEdit(limit=LONGEST_NOTE)
        self.inside.addWidget(FormEntry(tr("Ghi chú"), self.note, optional=True))
        self.inside.addStretch(1)

    def ask(self, one: DeviceView) -> None:
        """Ask where a device is now; where it was is shown to be written over."""
        self.name.setText(one.name)
        self.where.show(one.where)
        self.note.set_value("")
        self.where.place.setFocus()
        self.where.place.selectAll()


class MendSide(_FormSide):
    """What a device is called, and its numbers, to be set right."""

    def __init__(self) -> None:
        super().__init__(tr("Sửa thông tin"))
        self.name, self.serial, self.asset = (TextEdit(limit=LONGEST) for _ in range(3))
        self.inside.addWidget(FormEntry(tr("Hãng và kiểu máy"), self.name))
        self.inside.addWidget(FormEntry(tr("Số máy"), self.serial, optional=True))
        self.inside.addWidget(FormEntry(tr("Mã tài sản"), self.asset, optional=True))
        self.inside.addStretch(1)

    def ask(self, one: DeviceView) -> None:
        """Show what was written of a device."""
        self.name.set_value(one.name)
        self.serial.set_value(one.serial)
        self.asset.set_value(one.asset)
        self.name.setFocus()


class EndSide(_FormSide):
    """Why a device is written off."""

    def __init__(self) -> None:
        super().__init__(tr("Bỏ khỏi sổ"))
        self.name = PlainLabel("", "strong", wrap=True)
        self.reason = TextEdit(limit=LONGEST_NOTE)
        hint = tr("Hỏng hẳn, mất, trả lại. Lịch sử của thiết bị vẫn còn.")
        self.inside.addWidget(self.name)
        self.inside.addWidget(FormEntry(tr("Lý do"), self.reason, hint=hint))
        self.inside.addStretch(1)

    def ask(self, one: DeviceView) -> None:
        """Ask why."""
        self.name.setText(one.name)
        self.reason.set_value("")
        self.reason.setFocus()


class NeedSide(_FormSide):
    """How many of a kind a place needs, and how many were counted there."""

    def __init__(self) -> None:
        super().__init__(tr("Nơi cần gì"))
        self.place = TextEdit(limit=LONGEST)
        self.kind = ChoiceEdit([(one.value, kind_words(one)) for one in KINDS])
        self.needed, self.there = DigitsEdit(length=3), DigitsEdit(length=3)
        self.there_entry = FormEntry(tr("Đang có"), self.there)
        self.counted = PlainLabel(
            tr("Máy đang có được đếm từ sổ thiết bị."), "hint", "ink2", wrap=True
        )
        self.inside.addWidget(FormEntry(tr("Nơi"), self.place))
        self.inside.addWidget(FormEntry(tr("Loại"), self.kind))
        self.inside.addWidget(FormEntry(tr("Cần"), self.needed))
        self.inside.addWidget(self.there_entry)
        self.inside.addWidget(self.counted)
        self.inside.addStretch(1)
        self.kind.value_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        by_hand = ResourceKind(self.kind.value()) in COUNTED
        self.there_entry.setVisible(by_hand)
        self.counted.setVisible(not by_hand)

    def ask(self, one: SupplyLine | None, place: str) -> None:
        """Ask for a need; that of a line is shown to be mended.

        Args:
            one: the line, None for a new one.
            place: where a new one is proposed.
        """
        self.place.set_value(one.place if one else place)
        self.kind.set_value((one.kind if one else ResourceKind.TABLE).value)
        self.needed.set_value(str(one.needed) if one else "")
        by_hand = one is not None and one.kind in COUNTED
        self.there.set_value(str(one.there) if one and by_hand else "")
        (self.needed if one else self.place).setFocus()

    def value(self) -> NeedView:
        """Return what was typed; nothing typed counts as none."""
        kind = ResourceKind(self.kind.value())
        there = int(self.there.value() or 0) if kind in COUNTED else 0
        return NeedView(self.place.value(), kind, int(self.needed.value() or 0), there)
