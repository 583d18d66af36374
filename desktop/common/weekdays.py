"""Names of the days of the week, to be translated where they are shown; Monday leads."""

from __future__ import annotations

from typing import Final

from desktop.common.i18n import mark

WEEKDAYS: Final = (
    mark("thứ Hai"),
    mark("thứ Ba"),
    mark("thứ Tư"),
    mark("thứ Năm"),
    mark("thứ Sáu"),
    mark("thứ Bảy"),
    mark("Chủ nhật"),
)

SHORT_WEEKDAYS: Final = (
    mark("T2"),
    mark("T3"),
    mark("T4"),
    mark("T5"),
    mark("T6"),
    mark("T7"),
    mark("CN"),
)
