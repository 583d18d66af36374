"""How many counters there are and when they are open: settings by the name that people type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.campaign.schedule.errors import ScheduleSettingError
from desktop.common.clock import Clock
from desktop.common.i18n import mark
from desktop.common.settings import Group, SettingDef
from desktop.common.shifts import DayPart
from desktop.security.named_settings import NamedSettings
from desktop.storage.unit_of_work import Session, Store

_LAST = 24 * 60

DEFINITIONS: Final[dict[str, SettingDef]] = {
    "counters": SettingDef(
        "schedule_counters", Group.PAPERS, 1, mark("Số quầy thu nhận cùng lúc"), low=1, high=20
    ),
    "morning": SettingDef(
        "schedule_morning", Group.PAPERS, "07:30-11:30", mark("Giờ thu nhận buổi sáng")
    ),
    "afternoon": SettingDef(
        "schedule_afternoon", Group.PAPERS, "13:30-17:00", mark("Giờ thu nhận buổi chiều")
    ),
    "evening": SettingDef(
        "schedule_evening", Group.PAPERS, "18:00-20:30", mark("Giờ thu nhận buổi tối")
    ),
}

_PARTS: Final = {
    "morning": DayPart.MORNING,
    "afternoon": DayPart.AFTERNOON,
    "evening": DayPart.EVENING,
}


class ScheduleSettings:
    """Reads and changes them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._named = NamedSettings(store, clock, DEFINITIONS, ScheduleSettingError)

    def all(self) -> dict[str, Any]:
        """Return every value in force, by the name that people type."""
        return self._named.all()

    def within(self, session: Session) -> tuple[int, dict[DayPart, tuple[int, int]]]:
        """Return counters and opening hours, in the caller's own transaction."""
        values = self._named.within(session)
        return values["counters"], _hours(values)

    def change(self, wanted: Mapping[str, str], *, actor: str) -> None:
        """Store values as they were typed; all of them or none.

        Raises:
            ScheduleSettingError: there is no such setting, a value does not fit, or two parts of
                the day overlap.
        """
        for name, text in wanted.items():
            if name in _PARTS and stretch(text) is None:
                raise ScheduleSettingError(name)
        hours = _hours({**self._named.all(), **wanted})
        ends = [minute for part in DayPart for minute in hours[part]]
        if ends != sorted(ends):
            raise ScheduleSettingError(next(iter(wanted), ""))
        self._named.change(wanted, actor=actor)


def _hours(values: Mapping[str, Any]) -> dict[DayPart, tuple[int, int]]:
    return {
        part: stretch(values[name]) or stretch(str(DEFINITIONS[name].default)) or (0, _LAST)
        for name, part in _PARTS.items()
    }


def stretch(text: str) -> tuple[int, int] | None:
    """Return `07:30-11:30` in minutes since midnight; None for anything else."""
    start, dash, end = text.replace(" ", "").partition("-")
    found = minute_of(start), minute_of(end)
    if not dash or found[0] is None or found[1] is None or found[0] >= found[1]:
        return None
    return found[0], found[1]


def minute_of(text: str) -> int | None:
    """Return `07:30`, `7:30` or `7h30` in minutes since midnight; None for anything else."""
    hour, _, minute = text.strip().lower().replace("h", ":").partition(":")
    minute = minute or "0"
    if not (hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
        return None
    found = int(hour) * 60 + int(minute)
    return found if int(hour) < 24 and int(minute) < 60 else None
