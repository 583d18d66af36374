"""Figures, days and forecasts in the words of papers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from desktop.common.figures import Forecast
from desktop.common.i18n import vi

Value = str | int | Decimal | None


def shown(value: Value) -> str:
    """Return a value as papers write it: `80.381`, `88,0`."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return value or ""


def finish_words(found: Forecast) -> str:
    """Return the day of the forecast, empty when nobody can tell."""
    return f"{found.finish:%d/%m/%Y}" if found.finish else ""


def forecast_words(found: Forecast, days: int, deadline: date | None, today: date) -> str:
    """Return pace, forecast and deadline in words; empty when there is nothing to say.

    Args:
        found: the forecast.
        days: so many days the pace was counted in.
        deadline: the last day, None when there is none.
        today: as people here read it.
    """
    parts = []
    if found.pace is not None:
        parts.append(
            vi("Tốc độ trong {days} ngày gần nhất: {pace} hồ sơ một ngày.").format(
                days=days, pace=shown(found.pace)
            )
        )
    if found.finish is not None:
        parts.append(vi("Với tốc độ này dự kiến xong ngày {day}.").format(day=finish_words(found)))
    if deadline is not None and found.needed is not None:
        text = vi("Hạn {day}: cần {needed} hồ sơ một ngày.")
        parts.append(text.format(day=f"{deadline:%d/%m/%Y}", needed=shown(found.needed)))
    elif deadline is not None and deadline < today:
        parts.append(vi("Đã quá hạn {day}.").format(day=f"{deadline:%d/%m/%Y}"))
    return " ".join(parts)


def dated(place: str, day: datetime) -> str:
    """Return place and date as State papers write them: days below 10, January, February as 0n.

    Args:
        place: empty leaves it out.
        day: as people here read it.
    """
    date = vi("ngày {day} tháng {month} năm {year}").format(
        day=f"{day:%d}", month=day.month if day.month > 2 else f"{day:%m}", year=day.year
    )
    return f"{place}, {date}" if place else date[0].upper() + date[1:]
