"""What one cell of the week shows: names with what is wrong with them, or what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.common.shifts import DayPart, Shift
from desktop.shifts import words as shift_words
from desktop.shifts.plan import words
from desktop.shifts.plan.views import HERE, Presence, Slot, Turn, WeekPlan


@dataclass(frozen=True)
class Spot:
    """One cell: a shift at a place."""

    shift: Shift
    place: str


@dataclass(frozen=True)
class NameLine:
    """One line of a cell.

    Attributes:
        text: a name, or that there is none.
        tone: colour token of text and symbol.
        icon: symbol before the text; "" for none.
    """

    text: str
    tone: str = "ink"
    icon: str = ""


_LOOKS = {
    Presence.COMING: ("ink", ""),
    Presence.CAME: ("ok", "check"),
    Presence.MISSED: ("warn", "cross"),
    Presence.UNKNOWN: ("ink2", ""),
}


def rows_of(week: WeekPlan, wanted: Sequence[str]) -> list[tuple[DayPart, str]]:
    """Return the rows of a week: every shift of this counter, and where else somebody is planned.

    Args:
        week: the week.
        wanted: places that are to have all their rows.
    """
    used = {(turn.shift.part, turn.place) for turn in week.turns}
    places = dict.fromkeys([*week.places, *wanted])
    return [
        (part, place)
        for part in DayPart
        for place in places
        if place == HERE or place in wanted or (part, place) in used
    ]


def name_lines(slot: Slot, place: str) -> tuple[NameLine, ...]:
    """Return the lines of a cell: the planned, then who came to this counter unplanned."""
    lines = [_turn_line(turn) for turn in slot.at(place)]
    if place == HERE:
        lines += [NameLine(seen.name, "ink2", "plus") for seen in slot.unplanned]
        if slot.lacks:
            lines.append(NameLine(tr("Chưa có ai"), "warn", "warning"))
    return tuple(lines)


def _turn_line(turn: Turn) -> NameLine:
    if turn.troubles:
        return NameLine(turn.person.name, "bad", "warning")
    tone, icon = _LOOKS[turn.presence]
    return NameLine(turn.person.name, tone, icon)


def told(slot: Slot, place: str) -> str:
    """Return a cell in words, for the line below the week and for readers of the screen."""
    parts = []
    for turn in slot.at(place):
        said = [words.trouble_words(turn, trouble) for trouble in turn.troubles]
        if said:
            parts += said
        elif turn.seen is not None:
            parts.append(tr("{who}: đã làm").format(who=words.seen_words(turn.seen)))
        elif slot.is_over:
            how = tr(words.PRESENCES[turn.presence])
            parts.append(tr("{who}: {how}").format(who=turn.person.name, how=how))
    if place == HERE:
        parts += [
            tr("{who}: làm ngoài lịch").format(who=words.seen_words(seen))
            for seen in slot.unplanned
        ]
    return ". ".join(parts)


def spot_title(spot: Spot, week: WeekPlan) -> str:
    """Return `Ca tối thứ Tư 20/08 · Quầy MT02`."""
    when = words.upper_first(words.shift_words(spot.shift))
    return f"{when} · {words.place_words(spot.place, week.station)}"


def spot_kind(spot: Spot, week: WeekPlan) -> str:
    """Return what the shift counts as, with the name of a holiday."""
    slot = week.slot(spot.shift)
    day = next(day for day in week.days if day.day == spot.shift.day)
    kind = shift_words.kind_words(slot.kind)
    return f"{kind}, {day.holiday}" if day.holiday else kind
