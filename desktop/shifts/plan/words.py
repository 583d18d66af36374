"""The shift plan in words, for screens, papers and commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from desktop.common.clock import show_time
from desktop.common.i18n import mark, tr
from desktop.common.shifts import Shift
from desktop.shifts import words
from desktop.shifts.plan.views import (
    HERE,
    Presence,
    Repeated,
    Seen,
    Slot,
    Trouble,
    Turn,
    WeekPlan,
)

PRESENCES = {
    Presence.COMING: mark("sắp tới"),
    Presence.CAME: mark("đã làm"),
    Presence.MISSED: mark("không đăng nhập"),
    Presence.UNKNOWN: mark("máy này không biết"),
}
UNPLANNED = mark("làm ngoài lịch")
_PLACE = mark("Quầy {code}")
_WEEK = mark("Tuần {first} – {last}")


def upper_first(text: str) -> str:
    """Return a text that begins a sentence; `thứ Tư` keeps its other capital."""
    return f"{text[:1].upper()}{text[1:]}"


def place_words(place: str, station: str, say: Callable[[str], str] = tr) -> str:
    """Return what people call a place; `say` is `vi` for papers."""
    return say(_PLACE).format(code=station) if place == HERE else place


def week_words(monday: date, say: Callable[[str], str] = tr) -> str:
    """Return `Tuần 18/08 – 24/08/2025`."""
    last = monday + timedelta(days=6)
    return say(_WEEK).format(first=f"{monday:%d/%m}", last=f"{last:%d/%m/%Y}")


def shift_words(shift: Shift) -> str:
    """Return `ca tối thứ Tư 20/08`."""
    part = words.part_words(shift.part) if shift.part else ""
    return tr("{part} {weekday} {day}").format(
        part=part, weekday=words.weekday_words(shift.day), day=f"{shift.day:%d/%m}"
    )


def seen_words(seen: Seen) -> str:
    """Return `Lò Thị Hương 07:15–11:30`, the time at this counter."""
    first, last = show_time(seen.first_at), show_time(seen.last_at)
    return f"{seen.name} {first}–{last}" if first != last else f"{seen.name} {first}"


def trouble_words(turn: Turn, trouble: Trouble) -> str:
    """Return what is wrong with a turn, as a sentence without its full stop."""
    who, when = turn.person.name, shift_words(turn.shift)
    if trouble is Trouble.TWICE:
        return tr("{who} được xếp ở hai nơi trong {when}").format(who=who, when=when)
    if trouble is Trouble.GONE:
        return tr("{who} không còn làm ở quầy, vẫn có trong {when}").format(who=who, when=when)
    return tr("{who} đang bị khóa đăng nhập, có trong {when}").format(who=who, when=when)


def warnings(week: WeekPlan) -> tuple[str, ...]:
    """Return what should be looked at before a week is hung up: clashes first, then gaps."""
    clashes = [
        trouble_words(turn, trouble)
        for slot in week.slots
        for turn in slot.turns
        for trouble in turn.troubles
    ]
    gaps = [
        tr("{when} chưa có ai").format(when=shift_words(slot.shift))
        for slot in week.slots
        if slot.lacks
    ]
    return tuple(dict.fromkeys([*clashes, *gaps]))


def worked_words(slot: Slot) -> str:
    """Return who worked at this counter in a shift, by the log-ins; "" for nobody."""
    came = [seen_words(turn.seen) for turn in slot.turns if turn.seen is not None]
    extra = [tr("{who} (ngoài lịch)").format(who=seen_words(seen)) for seen in slot.unplanned]
    return "; ".join([*came, *extra])


def repeated_words(found: Repeated) -> str:
    """Return what came of repeating, with what was left out and why."""
    parts = [tr("Đã thêm {n} lượt trực.").format(n=len(found.change.added))]
    if found.already:
        parts.append(tr("{n} lượt đã có sẵn.").format(n=found.already))
    if found.holidays:
        listed = ", ".join(f"{day:%d/%m}" for day in found.holidays)
        parts.append(tr("Để trống ngày lễ {days}.").format(days=listed))
    if found.gone:
        parts.append(tr("Không xếp {names}, không còn làm.").format(names=", ".join(found.gone)))
    return " ".join(parts)
