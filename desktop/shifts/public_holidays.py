"""Vietnam's public holidays, lunar ones and moved working days among them, from `holidays`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=8)
def public_holidays(year: int) -> dict[date, str]:
    """Return the public holidays of a year with their Vietnamese names."""
    import holidays  # noqa: PLC0415 - a tenth of a second, not at start-up

    found = holidays.country_holidays("VN", years=year, language="vi")
    return {day: str(name) for day, name in found.items()}
