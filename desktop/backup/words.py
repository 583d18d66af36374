"""How old a copy is, as people say it."""

from __future__ import annotations

from datetime import datetime

from desktop.common.i18n import trn


def age_words(at: datetime, now: datetime) -> str:
    """Return `20 giây trước`, `3 phút trước`, `5 giờ trước` or `2 ngày trước`."""
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < 60:
        return trn("{n} giây trước", "{n} giây trước", seconds).format(n=seconds)
    if (minutes := seconds // 60) < 60:
        return trn("{n} phút trước", "{n} phút trước", minutes).format(n=minutes)
    if (hours := minutes // 60) < 48:
        return trn("{n} giờ trước", "{n} giờ trước", hours).format(n=hours)
    days = hours // 24
    return trn("{n} ngày trước", "{n} ngày trước", days).format(n=days)
