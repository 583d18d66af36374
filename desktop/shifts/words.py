"""Shifts in words, for screens, papers and commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.common import weekdays
from desktop.common.i18n import mark, tr, trn, vi
from desktop.common.shifts import DayPart
from desktop.common.vocabulary import CannotSign, ShiftKind, Unfinished
from desktop.intake.witness_words import CANNOT_SIGN
from desktop.shifts import rules
from desktop.shifts.views import OpenItem, OverrideCount

PARTS = {
    DayPart.MORNING: mark("ca sáng"),
    DayPart.AFTERNOON: mark("ca chiều"),
    DayPart.EVENING: mark("ca tối"),
}
KINDS = {
    ShiftKind.DAY: mark("ngày thường"),
    ShiftKind.EVENING: mark("ngoài giờ"),
    ShiftKind.WEEKEND: mark("cuối tuần"),
    ShiftKind.HOLIDAY: mark("ngày lễ"),
}
WEEKDAYS = weekdays.WEEKDAYS
SHORT_WEEKDAYS = weekdays.SHORT_WEEKDAYS


def part_words(part: DayPart) -> str:
    """Return `ca sáng` in the chosen language."""
    return tr(PARTS[part])


def kind_words(kind: ShiftKind) -> str:
    """Return `ngày thường` in the chosen language."""
    return tr(KINDS[kind])


def weekday_words(day: date) -> str:
    """Return `thứ Tư` in the chosen language."""
    return tr(WEEKDAYS[day.weekday()])


def in_the_way_words(items: Iterable[OpenItem]) -> str:
    """Return `2 hồ sơ dở dang, 1 biên nhận chưa in`; "" when nothing is in the way."""
    counts = rules.counted(items)
    parts = []
    if n := counts.get(Unfinished.DRAFT):
        parts.append(trn("còn {n} hồ sơ dở dang", "còn {n} hồ sơ dở dang", n).format(n=n))
    if n := counts.get(Unfinished.FORM):
        one = trn("còn {n} phiếu ngoài danh sách", "còn {n} phiếu ngoài danh sách", n)
        parts.append(one.format(n=n))
    if n := counts.get(Unfinished.PRINT):
        parts.append(trn("còn {n} biên nhận chưa in", "còn {n} biên nhận chưa in", n).format(n=n))
    return ", ".join(parts)


def minutes_words(seconds: int | None) -> str:
    """Return `1:09` (minutes and seconds), or a dash without a time."""
    return "–" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def override_words(override: OverrideCount) -> str:
    """Return what was done without and why, as papers say it."""
    if override.what == "signature":
        known = {one.value for one in CannotSign}
        reason = vi(CANNOT_SIGN[CannotSign(override.reason)]) if override.reason in known else ""
        words = vi("Không ký được: {reason}")
    else:
        reason, words = override.reason, vi("Ảnh chưa đạt: {reason}")
    return words.format(reason=reason or vi("không ghi lý do"))
