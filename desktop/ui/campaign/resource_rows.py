"""Columns of the register of equipment and of what places need."""

from __future__ import annotations

from desktop.campaign.resources.views import DeviceView, ResourceBoard, SupplyLine
from desktop.campaign.resources.words import kind_words, state_words, where_words
from desktop.common.clock import show_date
from desktop.common.equipment import DeviceState
from desktop.common.i18n import tr, trn
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column

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
        Column(tr("Có"), lambda one: str(one.there), width=76, right=True),
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
