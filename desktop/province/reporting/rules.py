"""Pure: where records come from, and who is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import Channel


class UnitKind(StrEnum):
    """What a unit of the report is; stored codes."""

    COMMUNE = "commune"
    PROVINCIAL_DESK = "provincial_desk"
    OTHER_PARTY = "other_party"


class Source(StrEnum):
    """Where a record was taken, as the report counts it; their sum is the whole."""

    COMMUNE_COUNTER = "commune_counter"
    PROVINCIAL_DESK = "provincial_desk"
    MOBILE_TEAM = "mobile_team"
    MEDICAL_FACILITY = "medical_facility"
    OTHER_PARTY = "other_party"
    UNKNOWN = "unknown"


class Late(StrEnum):
    """Why a unit is on the list of late ones; stable codes."""

    NOTHING = "nothing"
    SILENT = "silent"
    MISSING = "missing"


SOURCE_WORDS: Final[dict[Source, str]] = {
    Source.COMMUNE_COUNTER: mark("Quầy tại xã"),
    Source.PROVINCIAL_DESK: mark("Bàn thu nhận của tỉnh"),
    Source.MOBILE_TEAM: mark("Tổ lưu động, tại nhà"),
    Source.MEDICAL_FACILITY: mark("Cơ sở y tế"),
    Source.OTHER_PARTY: mark("Đảng bộ khác"),
    Source.UNKNOWN: mark("Không rõ nguồn"),
}
_BY_CHANNEL: Final = {
    Channel.COUNTER.value: Source.COMMUNE_COUNTER,
    Channel.HOME.value: Source.MOBILE_TEAM,
    Channel.MEDICAL.value: Source.MEDICAL_FACILITY,
}
_BY_KIND: Final = {
    UnitKind.PROVINCIAL_DESK: Source.PROVINCIAL_DESK,
    UnitKind.OTHER_PARTY: Source.OTHER_PARTY,
}


def source_of(kind: UnitKind, channel: str) -> Source:
    """Return where a record was taken; what the unit is comes before what the counter noted."""
    return _BY_KIND.get(kind) or _BY_CHANNEL.get(channel, Source.UNKNOWN)


def source_words(source: Source) -> str:
    """Return a source in words."""
    return tr(SOURCE_WORDS[source])


def lateness(
    *,
    kind: UnitKind,
    is_finished: bool,
    last: date | None,
    missing: Sequence[str],
    today: date,
    days: int,
) -> tuple[Late, ...]:
    """Return why a unit is late; nothing for one that is not.

    Args:
        kind: only communes are expected to send something.
        is_finished: everybody eligible was received.
        last: day of its last batch, None for no batch.
        missing: numbers of batches that never arrived.
        today: at the province.
        days: so many days without a batch are late.
    """
    found = [Late.MISSING] if missing else []
    if kind is UnitKind.COMMUNE and not is_finished:
        if last is None:
            found.insert(0, Late.NOTHING)
        elif (today - last).days >= days:
            found.insert(0, Late.SILENT)
    return tuple(found)


def total_of(sources: Sequence[Mapping[Source, int]]) -> dict[Source, int]:
    """Return the sum of some counts by source, every source among them but an unused UNKNOWN."""
    summed = {source: sum(one.get(source, 0) for one in sources) for source in Source}
    if not summed[Source.UNKNOWN]:
        del summed[Source.UNKNOWN]
    return summed
