"""The tables of the page: what is left, who did what, which shifts were closed."""

from __future__ import annotations

from desktop.common.clock import show_time
from desktop.common.i18n import tr
from desktop.common.vocabulary import Unfinished
from desktop.shifts.views import OpenItem, OperatorFigures, ShiftState
from desktop.shifts.words import kind_words, minutes_words, part_words
from desktop.ui.intake import field_words
from desktop.ui.widgets.table import Cell, Column


def item_columns() -> tuple[Column, ...]:
    """Return the columns of what lies open."""
    return (
        Column(tr("Họ và tên, số biên nhận"), _name, stretch=3),
        Column(tr("Việc"), _what, width=200),
        Column(tr("Người làm"), lambda item: item.held_by, stretch=2, drop=1),
        Column(tr("Ca sau"), _given, width=170),
    )


def _name(item: OpenItem) -> Cell:
    return Cell(item.name or tr("Chưa ghi tên"), strong=True)


def _what(item: OpenItem) -> Cell:
    if item.kind is Unfinished.PRINT:
        return Cell(tr("Chưa in được"), tag="warn")
    if item.step is None:
        return Cell(tr("Phiếu chưa xong"), tag="warn", icon="edit")
    return Cell(field_words.step_and_number(item.step), tag="warn", icon="edit")


def _given(item: OpenItem) -> Cell:
    if item.given_to:
        return Cell(item.given_to)
    return Cell(tr("Chưa giao"), quiet=True)


def people_columns() -> tuple[Column, ...]:
    """Return the columns of who did what."""
    return (
        Column(tr("Ai làm"), lambda one: Cell(one.name, strong=True), stretch=2, least=156),
        Column(tr("Hồ sơ"), lambda one: str(one.received), width=76, right=True),
        Column(tr("Phút"), lambda one: minutes_words(one.median_seconds), width=70, right=True),
        Column(tr("9/10"), lambda one: minutes_words(one.p90_seconds), width=70, right=True),
        Column(tr("Trả lại"), _returned, width=80, right=True, drop=2),
        Column(tr("Ghi đè"), _overrides, width=80, right=True, drop=1),
    )


def _returned(one: OperatorFigures) -> str:
    return str(one.returned)


def _overrides(one: OperatorFigures) -> str:
    return str(one.overrides)


def closed_columns() -> tuple[Column, ...]:
    """Return the columns of closed shifts."""
    return (
        Column(tr("Số"), lambda state: str(state.shift.number), width=64, right=True),
        Column(tr("Ca"), _part, stretch=2),
        Column(tr("Loại ngày"), lambda state: kind_words(state.shift.kind), width=156, drop=2),
        Column(tr("Mở, chốt"), _span, width=150),
        Column(tr("Người chốt"), lambda state: state.shift.closed_by, stretch=2, drop=1),
        Column(tr("Hồ sơ"), lambda state: str(state.figures.received), width=80, right=True),
        Column(tr("Đã xong"), lambda state: str(state.figures.done), width=108, right=True),
        Column(tr("Giao lại"), lambda state: str(state.figures.handed_on), width=104, right=True),
    )


def _part(state: ShiftState) -> Cell:
    shift = state.shift
    part = part_words(shift.part)
    return Cell(f"{part[:1].upper()}{part[1:]} {shift.day:%d/%m/%Y}", strong=True)


def _span(state: ShiftState) -> str:
    shift = state.shift
    return f"{show_time(shift.opened_at)}–{show_time(shift.closed_at or shift.opened_at)}"
