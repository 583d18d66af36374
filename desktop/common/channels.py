"""Where records are taken, as reports count them; their sums are the whole. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import Channel


class UnitKind(StrEnum):
    """What a unit of the report is; stored codes."""

    COMMUNE = "commune"
    PROVINCIAL_DESK = "provincial_desk"
    OTHER_PARTY = "other_party"


class IntakeSource(StrEnum):
    """Where a record was taken, as the report counts it; their sum is the whole."""

    COMMUNE_COUNTER = "commune_counter"
    PROVINCIAL_DESK = "provincial_desk"
    MOBILE_TEAM = "mobile_team"
    MEDICAL_FACILITY = "medical_facility"
    OTHER_PARTY = "other_party"
    UNKNOWN = "unknown"


SOURCE_WORDS: Final[dict[IntakeSource, str]] = {
    IntakeSource.COMMUNE_COUNTER: mark("Quầy tại xã"),
    IntakeSource.PROVINCIAL_DESK: mark("Bàn thu nhận của tỉnh"),
    IntakeSource.MOBILE_TEAM: mark("Tổ lưu động, tại nhà"),
    IntakeSource.MEDICAL_FACILITY: mark("Cơ sở y tế"),
    IntakeSource.OTHER_PARTY: mark("Đảng bộ khác"),
    IntakeSource.UNKNOWN: mark("Không rõ nguồn"),
}
_BY_CHANNEL: Final = {
    Channel.COUNTER.value: IntakeSource.COMMUNE_COUNTER,
    Channel.HOME.value: IntakeSource.MOBILE_TEAM,
    Channel.MEDICAL.value: IntakeSource.MEDICAL_FACILITY,
}
_BY_KIND: Final = {
    UnitKind.PROVINCIAL_DESK: IntakeSource.PROVINCIAL_DESK,
    UnitKind.OTHER_PARTY: IntakeSource.OTHER_PARTY,
}


def source_of(kind: UnitKind, channel: str) -> IntakeSource:
    """Return where a record was taken; what the unit is comes before what the counter noted."""
    return _BY_KIND.get(kind) or _BY_CHANNEL.get(channel, IntakeSource.UNKNOWN)


def source_words(source: IntakeSource) -> str:
    """Return a source in words."""
    return tr(SOURCE_WORDS[source])
