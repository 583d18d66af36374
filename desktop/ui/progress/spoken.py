"""Figures of the progress page in words of the chosen language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from desktop.common.channels import IntakeSource, source_words
from desktop.common.clock import local
from desktop.common.i18n import language, tr, trn
from desktop.documents.figure_words import shown
from desktop.progress.views import ProgressReport
from desktop.progress.words import remaining_parts


def number(value: int | Decimal | None) -> str:
    """Return a figure as the language in force writes it, a dash for what nobody knows."""
    if value is None:
        return "–"
    text = shown(value)
    return text.translate(str.maketrans(".,", ",.")) if language() == "en" else text


def share(report: ProgressReport, part: int, whole: int) -> str:
    """Return a share in per cent, rounded as the campaign's setting says."""
    found = report.percent(part, whole)
    return "–" if found is None else f"{number(found)} %"


def cell(name: str) -> str:
    """Return a cell as screens name it."""
    return name or tr("Chưa rõ chi bộ")


def remaining(state: str, reason: str) -> str:
    """Return why somebody is not received yet."""
    words, given = remaining_parts(state, reason)
    return tr("{state}: {reason}").format(state=tr(words), reason=given) if given else tr(words)


def sources(report: ProgressReport) -> list[tuple[str, int]]:
    """Return (where, people) of everybody received."""
    found = report.total.sources
    return [
        (source_words(source), found[source.value])
        for source in IntakeSource
        if found.get(source.value)
    ]


def end_of(day: date) -> datetime:
    """Return the last moment of a day in Vietnam, in UTC."""
    noon = datetime.combine(day, time(12), UTC)
    return noon + (
        datetime.combine(day + timedelta(days=1), time(0)) - local(noon).replace(tzinfo=None)
    )


def is_today(report: ProgressReport) -> bool:
    """Whether the figures are those of this very moment, not of the end of a past day."""
    return report.as_of == local(report.made_at).date()


def left(report: ProgressReport) -> str:
    """Return how long it is to the end of the last day: `2 ngày 9 giờ`; a dash without one."""
    deadline = report.campaign.deadline
    if deadline is None:
        return "–"
    now = report.made_at if is_today(report) else end_of(report.as_of)
    hours = round((end_of(deadline) - now).total_seconds()) // 3600
    if hours < 0:
        return tr("Quá hạn")
    days, rest = divmod(hours, 24)
    day_words = trn("{n} ngày", "{n} ngày", days).format(n=days)
    hour_words = trn("{n} giờ", "{n} giờ", rest).format(n=rest)
    if not days:
        return hour_words
    return day_words if days > 9 or not rest else f"{day_words} {hour_words}"


def until(report: ProgressReport) -> str:
    """Return what `left` is measured to."""
    deadline = report.campaign.deadline
    if deadline is None:
        return tr("chưa đặt hạn của đợt")
    return tr("đến hết ngày {day}").format(day=f"{deadline:%d/%m}")


def until_short(report: ProgressReport) -> str:
    """Return `until` where there is little room."""
    deadline = report.campaign.deadline
    return tr("hạn {day}").format(day=f"{deadline:%d/%m}") if deadline else tr("chưa đặt hạn")


def as_of(report: ProgressReport) -> str:
    """Return when the figures are from."""
    if is_today(report):
        made = local(report.made_at)
        return tr("Số liệu đến {time} hôm nay, {day}").format(
            time=f"{made:%H:%M}", day=f"{made:%d/%m/%Y}"
        )
    return tr("Số liệu đến hết ngày {day}").format(day=f"{report.as_of:%d/%m/%Y}")
