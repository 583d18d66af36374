"""The words about who is open at another counter."""

from __future__ import annotations

from desktop.common.clock import show_time
from desktop.common.i18n import tr
from desktop.intake.leases.views import Holder


def where(holder: Holder) -> str:
    """Return `Đang mở ở quầy MT02, cán bộ Lò Thị Hương`."""
    return tr("Đang mở ở quầy {station}, cán bộ {operator}").format(
        station=holder.station, operator=holder.operator
    )


def where_and_when(holder: Holder) -> str:
    """Return the same with the time since when, as a sentence."""
    return tr("Đang mở ở quầy {station}, cán bộ {operator}, từ {time}.").format(
        station=holder.station, operator=holder.operator, time=show_time(holder.since)
    )


def where_short(holder: Holder) -> str:
    """Return `Ở quầy MT02`, for a narrow column."""
    return tr("Ở quầy {station}").format(station=holder.station)
