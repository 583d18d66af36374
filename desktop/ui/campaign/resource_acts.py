"""What the page of equipment does: each act runs away from the window and comes back as words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.campaign.resources.views import DeviceView
from desktop.campaign.resources.words import kind_words
from desktop.common.equipment import DeviceState
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.campaign.resource_forms import (
    CheckSide,
    EndSide,
    MendSide,
    MoveSide,
    NeedSide,
    NewDeviceSide,
)
from desktop.ui.context import UiContext

Act = Callable[[], str]


def adding(context: UiContext, form: NewDeviceSide) -> Act:
    """Return the act that writes a device into the register."""
    new, resources, actor = form.value(), context.services.resources, context.actor

    def act() -> str:
        made = resources.add(new, actor=actor)
        return tr("Đã ghi thiết bị số {n} vào sổ.").format(n=made.number)

    return act


def checking(context: UiContext, one: DeviceView, form: CheckSide) -> Act:
    """Return the act that says how a device stands."""
    state, note = DeviceState(form.state.value()), form.note.value()
    resources, actor = context.services.resources, context.actor

    def act() -> str:
        resources.check(one.number, state, note, actor=actor)
        return tr("Đã ghi kiểm tra thiết bị số {n}.").format(n=one.number)

    return act


def moving(context: UiContext, one: DeviceView, form: MoveSide) -> Act:
    """Return the act that says where a device is now."""
    where, note = form.where.value(), form.note.value()
    resources, actor = context.services.resources, context.actor

    def act() -> str:
        resources.move(one.number, where, note, actor=actor)
        return tr("Thiết bị số {n} nay ở {place}.").format(n=one.number, place=where.place)

    return act


def mending(context: UiContext, one: DeviceView, form: MendSide) -> Act:
    """Return the act that sets right what was written of a device."""
    name, serial, asset = form.name.value(), form.serial.value(), form.asset.value()
    resources, actor = context.services.resources, context.actor

    def act() -> str:
        resources.mend(one.number, name=name, serial=serial, asset=asset, actor=actor)
        return tr("Đã sửa thông tin thiết bị số {n}.").format(n=one.number)

    return act


def ending(context: UiContext, one: DeviceView, form: EndSide) -> Act:
    """Return the act that writes a device off."""
    reason, resources, actor = form.reason.value(), context.services.resources, context.actor

    def act() -> str:
        resources.end(one.number, reason, actor=actor)
        return tr("Đã bỏ thiết bị số {n} khỏi sổ; lịch sử vẫn còn.").format(n=one.number)

    return act


def needing(context: UiContext, form: NeedSide) -> Act:
    """Return the act that keeps what a place needs."""
    need, resources, actor = form.value(), context.services.resources, context.actor

    def act() -> str:
        resources.need(need, actor=actor)
        kind = kind_words(need.kind)
        words = tr("Đã ghi {place} cần {n}: {kind}.")
        return words.format(place=need.place, n=need.needed, kind=kind)

    return act


def writing(context: UiContext, target: Path) -> Callable[[Work], str]:
    """Return the long act that writes the register as a file."""
    resources, actor = context.services.resources, context.actor

    def run(work: Work) -> str:
        del work
        resources.write(target, actor=actor)
        return tr("Đã ghi sổ thiết bị: {file}").format(file=target.name)

    return run
