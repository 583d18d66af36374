"""Pure: which outcomes ask for what, in which order a team goes, how people are shared out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from desktop.common.i18n import mark, tr
from desktop.common.text import clean, fold
from desktop.common.vocabulary import CannotCome, Channel, VisitOutcome, VisitPlace
from desktop.field.visits.errors import VisitRefusedError

LONGEST_REVISIT: Final = 90
"""Days ahead; a later day is a slip of the keyboard."""
LONGEST_NOTE: Final = 200
HEALTH_REASONS: Final = frozenset(
    {CannotCome.ILL, CannotCome.DISABLED, CannotCome.IN_HOSPITAL, CannotCome.OLD}
)
"""Tell of somebody's health, which the law on personal data calls sensitive."""

ASK_REVISIT: Final = frozenset({VisitOutcome.NOT_AT_HOME, VisitOutcome.IN_HOSPITAL})
"""Somebody goes again, so a day is asked for."""

REMAINING: Final[dict[VisitOutcome, str]] = {
    VisitOutcome.MOVED: mark("đã chuyển đi"),
    VisitOutcome.REFUSED: mark("từ chối"),
    VisitOutcome.DECEASED: mark("đã mất"),
}
"""Outcomes that say why somebody remains, with the reason the reports count them under."""

TYPED: Final = frozenset(VisitOutcome) - {VisitOutcome.DONE, VisitOutcome.AT_COUNTER}
"""Outcomes that people write; the others follow from a reception."""

_CHANNELS: Final[dict[VisitPlace, Channel]] = {
    VisitPlace.HOME: Channel.HOME,
    VisitPlace.MEDICAL: Channel.MEDICAL,
    VisitPlace.OTHER: Channel.HOME,
}
_VILLAGES: Final = (
    "ban ",
    "thon ",
    "xom ",
    "ap ",
    "lang ",
    "buon ",
    "bon ",
    "khom ",
    "khu ",
    "to ",
    "tieu khu ",
    "phum ",
    "soc ",
)
"""What villages, hamlets and quarters are called, folded."""
_TIME: Final = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)?")
_T = TypeVar("_T", bound=Hashable)


class Stop(NamedTuple):
    """Somebody to be visited, as sharing out and ordering need it."""

    member_id: UUID
    village: str
    name_sort: str


def village_of(village: str, residence: str) -> str:
    """Return the village of somebody; a list without that column names it before the first comma.

    `Bản Nà Sang, xã Mường Thử` is in `Bản Nà Sang`; `12 Trần Phú, phường 3` is in none.
    """
    if village:
        return village
    first = clean(residence.split(",", maxsplit=1)[0])
    return first if fold(first).startswith(_VILLAGES) else ""


def channel_of(place: VisitPlace) -> Channel:
    """Return through which channel a record is taken at a place; elsewhere, the team counts."""
    return _CHANNELS[place]


def outcome_of_reception(channel: str) -> VisitOutcome:
    """Return what a reception makes of a visit that still waits."""
    is_here = channel == Channel.COUNTER.value
    return VisitOutcome.AT_COUNTER if is_here else VisitOutcome.DONE


def checked_time(text: str) -> str:
    """Return a time as `HH:MM`; `7h30`, `7:30` and `8h` are understood, "" is none.

    Raises:
        VisitRefusedError: it is no time of a day.
    """
    kept = clean(text).replace(" ", "").lower()
    if not kept:
        return ""
    found = _TIME.fullmatch(kept)
    if found is None:
        raise VisitRefusedError(
            tr("“{text}” không phải là giờ.").format(text=clean(text)),
            tr("Ghi như 07:30 hoặc 14h00; để trống nếu chưa hẹn giờ."),
        )
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def checked_minutes(minutes: int) -> int:
    """Return how far visits lie apart.

    Raises:
        VisitRefusedError: not between five minutes and four hours.
    """
    if not 5 <= minutes <= 240:
        raise VisitRefusedError(
            tr("Mỗi lượt {n} phút không dùng được.").format(n=minutes), tr("Ghi từ 5 đến 240 phút.")
        )
    return minutes


def checked_text(text: str) -> str:
    """Return an address or a note as it is kept.

    Raises:
        VisitRefusedError: it fits no line of a route sheet.
    """
    kept = clean(text)
    if len(kept) > LONGEST_NOTE:
        raise VisitRefusedError(
            tr("Ghi dài quá {n} chữ cái.").format(n=LONGEST_NOTE), tr("Rút gọn lại rồi lưu.")
        )
    return kept


def require_waiting(outcome: str) -> None:
    """Refuse to change a visit that has its outcome.

    Raises:
        VisitRefusedError: it has one.
    """
    if outcome:
        raise VisitRefusedError(
            tr("Lượt đi này đã có kết quả."), tr("Bỏ kết quả trước, nếu đã ghi nhầm.")
        )


def checked_day(day: str, today: date) -> str:
    """Return the ISO day of a list: from today on, not far away.

    Raises:
        VisitRefusedError: it is past, far away, or no day.
    """
    if _day_fits(day, today, today):
        return day
    raise VisitRefusedError(
        tr("Ngày đi này không dùng được."),
        tr("Chọn một ngày từ hôm nay đến {n} ngày tới.").format(n=LONGEST_REVISIT),
    )


def checked_outcome(
    outcome: VisitOutcome, revisit_on: str, note: str, today: date
) -> tuple[str, str]:
    """Return the day of the next visit and the note as they are kept.

    Raises:
        VisitRefusedError: an outcome only a reception gives, a missing or unfit day, a long note.
    """
    if outcome not in TYPED:
        raise VisitRefusedError(
            tr("Kết quả này chương trình tự ghi khi hồ sơ được nhận."),
            tr("Thu nhận hồ sơ của người này, hoặc chọn kết quả khác."),
        )
    kept = checked_text(note)
    if outcome not in ASK_REVISIT:
        return "", kept
    if not _day_fits(revisit_on, today, today):
        raise VisitRefusedError(
            tr("Chưa có ngày đi lại, hoặc ngày không dùng được."),
            tr("Ghi ngày từ hôm nay đến {n} ngày tới.").format(n=LONGEST_REVISIT),
        )
    return revisit_on, kept


def _day_fits(text: str, first: date, today: date) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return first <= day <= today + timedelta(days=LONGEST_REVISIT)


def route(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Return stops in the order they are visited: village by village, names as lists sort them."""
    return tuple(
        sorted(stops, key=lambda one: (fold(one.village), one.name_sort, str(one.member_id)))
    )


def times(count: int, start: str, minutes: int) -> tuple[str, ...]:
    """Return planned times from a start (`HH:MM`, "" for none), `minutes` apart, within the day."""
    if not start:
        return ("",) * count
    first = datetime.strptime(start, "%H:%M").replace(tzinfo=None)  # noqa: DTZ007 - a time of day
    planned = [first + timedelta(minutes=minutes * place) for place in range(count)]
    return tuple(f"{one:%H:%M}" if one.day == first.day else "" for one in planned)


def shared_out(stops: Sequence[Stop], loads: Mapping[_T, int]) -> dict[_T, tuple[Stop, ...]]:
    """Share people out over teams so that what is left before each is even.

    Villages stay together; only one with more people than a fair share is cut. The largest part
    goes first, always to the team that has the least before it, so no two teams that got somebody
    differ by more than the largest part. The same people and loads always give the same shares.

    Args:
        stops: who is to be visited.
        loads: team -> how many people wait for it already; in the order ties are broken.

    Raises:
        ValueError: there is no team.
    """
    if not loads:
        raise ValueError("nobody to go")
    fair = max(1, ceil((sum(loads.values()) + len(stops)) / len(loads)))
    villages: dict[str, list[Stop]] = defaultdict(list)
    for stop in route(stops):
        villages[fold(stop.village)].append(stop)
    parts = [
        people[start : start + fair]
        for _, people in sorted(villages.items())
        for start in range(0, len(people), fair)
    ]
    before = dict(loads)
    shares: dict[_T, list[Stop]] = {team: [] for team in loads}
    for part in sorted(parts, key=len, reverse=True):
        team = min(before, key=lambda one: before[one])
        shares[team].extend(part)
        before[team] += len(part)
    return {team: route(share) for team, share in shares.items()}
