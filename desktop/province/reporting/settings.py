"""Settings of a provincial desk; they lie with the data, so that all desks of one server agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.figures import Rounding
from desktop.common.i18n import mark, tr
from desktop.common.settings import CAMPAIGN_TITLE, Group, SettingDef
from desktop.common.text import clean
from desktop.province.rules import MEASURED
from desktop.security.named_settings import NamedSettings
from desktop.security.sealing import checked_public_key
from desktop.storage.unit_of_work import Store

LATE_DAYS = SettingDef(
    "province_late_days",
    Group.PAPERS,
    3,
    mark("Xã là chậm khi không gửi lô trong (ngày)"),
    low=1,
    high=60,
)
PACE_DAYS = SettingDef(
    "province_pace_days",
    Group.PAPERS,
    7,
    mark("Tính tốc độ theo số ngày gần nhất"),
    low=1,
    high=60,
)
DEADLINE = SettingDef(
    "province_deadline", Group.PAPERS, "", mark("Hạn hoàn thành (năm-tháng-ngày)")
)
ROUNDING = SettingDef(
    "province_rounding",
    Group.PAPERS,
    Rounding.HALF_UP.value,
    mark("Cách làm tròn tỷ lệ"),
    choices=(
        (Rounding.HALF_UP.value, mark("Làm tròn")),
        (Rounding.TRUNCATE.value, mark("Cắt bỏ")),
    ),
)
DECIMALS = SettingDef(
    "province_decimals", Group.PAPERS, 1, mark("Số chữ số sau dấu phẩy của tỷ lệ"), low=0, high=3
)
UPPER = SettingDef("province_upper", Group.PAPERS, "", mark("Cơ quan cấp trên"))
PLACE = SettingDef("province_place", Group.PAPERS, "", mark("Nơi lập giấy tờ"))
CAMPAIGN = SettingDef(
    "province_campaign", Group.PAPERS, str(CAMPAIGN_TITLE.default), mark("Tên đợt")
)

PRINT_KEY = SettingDef("province_print_key", Group.PAPERS, "", mark("Khóa công khai của nơi in"))
PRINT_OFFICE = SettingDef("province_print_office", Group.PAPERS, "", mark("Tên nơi in"))
PRINT_COLUMNS = SettingDef(
    "province_print_columns", Group.PAPERS, "", mark("Các cột của danh sách chuyển in")
)

DEFINITIONS: Final[dict[str, SettingDef]] = {
    one.name.removeprefix("province_"): one
    for one in (
        LATE_DAYS,
        PACE_DAYS,
        DEADLINE,
        ROUNDING,
        DECIMALS,
        UPPER,
        PLACE,
        CAMPAIGN,
        PRINT_KEY,
        PRINT_OFFICE,
        PRINT_COLUMNS,
        MEASURED,
    )
}
"""By the name that people type."""


class DeskSettingError(InputFileError):
    """A setting of the desk that does not exist, or a value that does not fit."""

    code = "QTN-284"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Không đặt được “{name}”.").format(name=name),
            tr("Các tên và giá trị đang dùng xem bằng lệnh “province settings”."),
        )


@dataclass(frozen=True)
class DeskSettings:
    """The values in force.

    Attributes:
        deadline: None when there is none.
        place: where papers are made; empty leaves it out.
        print_office: name of the printing office; empty leaves it out.
    """

    late_days: int
    pace_days: int
    deadline: date | None
    rounding: Rounding
    decimals: int
    upper: str
    place: str
    campaign: str
    print_office: str


class DeskSettingsService:
    """Reads and changes the settings of a provincial desk."""

    def __init__(self, data: Store, clock: Clock) -> None:
        readers = {"deadline": _written_day, "print_key": _key}
        self._named = NamedSettings(data, clock, DEFINITIONS, DeskSettingError, readers)

    def all(self) -> dict[str, bool | int | float | str]:
        """Return every value in force, by the name that people type."""
        return self._named.all()

    def read(self) -> DeskSettings:
        """Return what the report needs."""
        values = self.all()
        return DeskSettings(
            late_days=int(values["late_days"]),
            pace_days=int(values["pace_days"]),
            deadline=_day(str(values["deadline"])),
            rounding=Rounding(str(values["rounding"])),
            decimals=int(values["decimals"]),
            upper=str(values["upper"]),
            place=str(values["place"]),
            campaign=str(values["campaign"]),
            print_office=str(values["print_office"]),
        )

    def change(self, wanted: Mapping[str, str], *, actor: str) -> None:
        """Store values; all of them or none.

        Raises:
            DeskSettingError: there is no such setting, or the value does not fit.
            InputFileError: the printing office's key is mistyped, or a secret one.
        """
        self._named.change(wanted, actor=actor)


def _written_day(text: str) -> str | None:
    return clean(text) if _day(text) else None


def _key(text: str) -> str:
    return checked_public_key(text) if clean(text) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
