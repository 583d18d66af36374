"""What is wrong with a clock, and how it is set, in plain words."""

from __future__ import annotations

from datetime import timedelta, timezone

from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.security.timekeeping.views import ClockFault, ClockState


def zone_words(offset: timedelta) -> str:
    """Return a time zone as `UTC+07:00`."""
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def says(state: ClockState) -> str:
    """Return what the clock says, as people read it: the machine's own time where it differs."""
    here = f"{show_time(state.now)} {show_date(state.now)}"
    if state.offset == timedelta(hours=7):
        return here
    own = state.now.astimezone(timezone(state.offset))
    return tr("{own} (giờ Việt Nam {here})").format(own=f"{own:%H:%M %d/%m/%Y}", here=here)


def trusted_words(state: ClockState) -> str:
    """Return the latest time that was believed."""
    if state.trusted is None:
        return tr("chưa có")
    return f"{show_time(state.trusted)} {show_date(state.trusted)}"


def title(fault: ClockFault) -> str:
    """Say what is wrong, in one short sentence."""
    return {
        ClockFault.BACKWARDS: tr("Đồng hồ máy chậm hơn lần làm việc trước."),
        ClockFault.TOO_EARLY: tr("Đồng hồ máy sai ngày, sai năm."),
        ClockFault.TOO_LATE: tr("Đồng hồ máy sai ngày, sai năm."),
        ClockFault.WRONG_ZONE: tr("Máy không đặt múi giờ Việt Nam."),
    }[fault]


def advice(state: ClockState) -> str:
    """Say what to do."""
    if state.fault is ClockFault.WRONG_ZONE:
        return tr("Đặt múi giờ của máy là Việt Nam (UTC+07:00), rồi kiểm tra lại.")
    return tr("Chỉnh ngày giờ của máy theo điện thoại, rồi kiểm tra lại.")


def how_on_windows() -> str:
    """Say how the clock is set on Windows."""
    return tr(
        "Windows: Cài đặt → Thời gian và ngôn ngữ → Ngày và giờ. Chọn múi giờ "
        "(UTC+07:00) Bangkok, Hanoi, Jakarta; bật đặt giờ tự động, hoặc bấm Thay đổi để gõ giờ."
    )


def how_on_debian() -> str:
    """Say how the clock is set on Debian."""
    return tr(
        "Debian: Thiết lập → Ngày và giờ, chọn múi giờ Hồ Chí Minh. Người kỹ thuật có thể gõ: "
        "timedatectl set-timezone Asia/Ho_Chi_Minh, rồi timedatectl set-time “2025-08-20 07:30”."
    )
