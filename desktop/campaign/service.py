"""The campaign as this station was told; one method per verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from desktop.campaign.errors import CampaignSettingError
from desktop.common.channels import UnitKind
from desktop.common.clock import Clock
from desktop.common.figures import Rounding
from desktop.common.i18n import mark
from desktop.common.settings import CAMPAIGN_TITLE, LEGAL_BASIS, Group, SettingDef
from desktop.security.named_settings import NamedSettings, day_of, iso_day
from desktop.storage.unit_of_work import Store

START = SettingDef("campaign_start", Group.PAPERS, "", mark("Ngày bắt đầu"))
DEADLINE = SettingDef("campaign_deadline", Group.PAPERS, "", mark("Hạn hoàn thành"))
ROUNDING = SettingDef(
    "percent_rounding",
    Group.PAPERS,
    Rounding.HALF_UP.value,
    mark("Cách làm tròn tỷ lệ"),
    choices=(
        (Rounding.HALF_UP.value, mark("Làm tròn")),
        (Rounding.TRUNCATE.value, mark("Cắt bỏ")),
    ),
)
DECIMALS = SettingDef(
    "percent_decimals", Group.PAPERS, 1, mark("Số chữ số sau dấu phẩy của tỷ lệ"), low=0, high=3
)
PACE_DAYS = SettingDef(
    "pace_days", Group.PAPERS, 7, mark("Tính tốc độ theo số ngày gần nhất"), low=1, high=60
)
KIND = SettingDef(
    "station_kind",
    Group.COUNTER,
    UnitKind.COMMUNE.value,
    mark("Điểm thu nhận này thuộc"),
    choices=(
        (UnitKind.COMMUNE.value, mark("Xã, phường, đặc khu")),
        (UnitKind.PROVINCIAL_DESK.value, mark("Bàn thu nhận của tỉnh")),
        (UnitKind.OTHER_PARTY.value, mark("Đảng bộ khác")),
    ),
)
PRIORITY_AGE = SettingDef(
    "priority_age", Group.COUNTER, 70, mark("Ưu tiên người từ tuổi này"), low=50, high=120
)
QUEUE_LONGEST = SettingDef(
    "queue_longest",
    Group.COUNTER,
    30,
    mark("Người không ưu tiên chờ quá số phút này thì mời xen kẽ"),
    low=5,
    high=240,
)
DEFINITIONS: Final[dict[str, SettingDef]] = {
    "name": CAMPAIGN_TITLE,
    "legal_basis": LEGAL_BASIS,
    "start": START,
    "deadline": DEADLINE,
    "rounding": ROUNDING,
    "decimals": DECIMALS,
    "pace_days": PACE_DAYS,
    "kind": KIND,
    "priority_age": PRIORITY_AGE,
    "queue_longest": QUEUE_LONGEST,
}
"""By the name that people type."""


@dataclass(frozen=True)
class Campaign:
    """The values in force.

    Attributes:
        legal_basis: printed on papers; empty leaves it out.
        start: None while nobody told it.
        deadline: the last day; None when there is none.
        pace_days: the pace is that of so many days.
        kind: what this station belongs to; it decides where its records are counted.
    """

    name: str
    legal_basis: str
    start: date | None
    deadline: date | None
    rounding: Rounding
    decimals: int
    pace_days: int
    kind: UnitKind


class CampaignService:
    """Reads and changes what the campaign is.

    Args:
        on_change: called after a change, so that papers are written with what holds now.
    """

    def __init__(
        self, store: Store, clock: Clock, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        days = {"start": iso_day, "deadline": iso_day}
        self._on_change = on_change
        self._settings = NamedSettings(store, clock, DEFINITIONS, CampaignSettingError, days)

    def all(self) -> dict[str, Any]:
        """Return every value in force, by the name that people type."""
        return self._settings.all()

    def read(self) -> Campaign:
        """Return the campaign."""
        values = self.all()
        return Campaign(
            name=values["name"],
            legal_basis=values["legal_basis"],
            start=day_of(values["start"]),
            deadline=day_of(values["deadline"]),
            rounding=Rounding(values["rounding"]),
            decimals=values["decimals"],
            pace_days=values["pace_days"],
            kind=UnitKind(values["kind"]),
        )

    def change(self, wanted: Mapping[str, str], *, actor: str) -> None:
        """Store values as they were typed; all of them or none.

        Raises:
            CampaignSettingError: there is no such setting, or a value does not fit.
        """
        self._settings.change(wanted, actor=actor)
        self._on_change()
