"""Settings of a provincial desk; they lie with the data, so that all desks of one server agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.figures import Rounding
from desktop.common.i18n import mark, tr
from desktop.common.settings import CAMPAIGN_TITLE, Group, SettingDef
from desktop.common.text import clean
from desktop.province.rules import MEASURED
from desktop.security import store as security
from desktop.security.sealing import checked_public_key
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

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
        self._data = data
        self._clock = clock

    def all(self) -> dict[str, bool | int | float | str]:
        """Return every value in force, by the name that people type."""
        with self._data.read() as session:
            return _values(session)

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
        values = {name: _checked(name, text) for name, text in wanted.items()}
        now = self._clock.now()
        with self._data.write() as session:
            for name, value in values.items():
                security.put_setting(session, DEFINITIONS[name].name, value, at=now)
            session.flush()
            for name in values:
                security.record_shared(
                    session,
                    Tag.SETTING_CHANGED,
                    at=now,
                    actor=actor,
                    target=DEFINITIONS[name].name,
                )


def _values(session: Session) -> dict[str, Any]:
    stored = security.all_settings(session)
    found = {}
    for name, definition in DEFINITIONS.items():
        value = stored.get(definition.name, definition.default)
        found[name] = value if definition.accepts(value) else definition.default
    return found


def _checked(name: str, text: str) -> Any:
    definition = DEFINITIONS.get(name)
    if definition is None:
        raise DeskSettingError(name)
    value: object = clean(text)
    if isinstance(definition.default, int):
        value = int(text) if text.isascii() and text.isdigit() else None
    if definition is PRINT_KEY and value:
        return checked_public_key(text)
    if definition is DEADLINE and text and _day(text) is None:
        value = None
    if not definition.accepts(value):
        raise DeskSettingError(name)
    return value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
