"""What is said on an open page when clerk and server do not fit together any more."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.intake.changes.views import Look
from desktop.security.office.errors import ClocksApartError, TwinCounterError
from desktop.security.timekeeping.rules import server_gap
from desktop.security.timekeeping.views import ServerGap


@dataclass(frozen=True)
class Trouble:
    """A title, what to do, a code, and whether nobody new may be begun with."""

    title: str
    advice: str
    code: str
    stops: bool


def trouble_of(look: Look) -> Trouble | None:
    """Return what is wrong between this counter and its server, None when nothing is."""
    if look.is_newer:
        return Trouble(
            tr("Quầy khác đã nâng cấp máy chủ bằng bản phần mềm mới hơn."),
            tr("Lưu hồ sơ đang mở, đóng chương trình, cập nhật máy này rồi mở lại."),
            "QTN-690",
            stops=True,
        )
    if look.twin is not None:
        said = TwinCounterError(look.twin.address)
        return Trouble(said.title, said.advice, said.code, stops=look.twin.came_first)
    gap = server_gap(look.lead)
    if gap is ServerGap.FINE:
        return None
    minutes = max(1, round(abs(look.lead.total_seconds()) / 60))
    return Trouble(
        tr("Đồng hồ máy này và máy chủ lệch nhau {n} phút.").format(n=minutes),
        tr("Chỉnh giờ cả hai máy theo điện thoại. Lệch quá 5 phút thì không mở được người mới."),
        ClocksApartError.code,
        stops=gap is ServerGap.STOPS,
    )
