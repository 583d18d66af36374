"""Figures of the progress page in words of the chosen language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from desktop.common.channels import IntakeSource, source_words
from desktop.common.clock import end_of_day, local, show_time
from desktop.common.i18n import language, tr, trn
from desktop.documents.figure_words import shown
from desktop.progress.course import Course
from desktop.progress.views import Board, ProgressReport
from desktop.progress.words import remaining_parts
from desktop.ui.theme import Kind


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


def made_on(report: ProgressReport) -> date:
    """Return the day on which the figures were asked for."""
    return local(report.made_at).date()


def is_today(report: ProgressReport) -> bool:
    """Whether the figures are those of this very moment, not of the end of a past day."""
    return report.as_of == made_on(report)


def left(report: ProgressReport) -> str:
    """Return how long it is to the end of the last day: `2 ngày 9 giờ`; a dash without one."""
    deadline = report.campaign.deadline
    if deadline is None:
        return "–"
    now = report.made_at if is_today(report) else end_of_day(report.as_of)
    hours = round((end_of_day(deadline) - now).total_seconds()) // 3600
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


def as_of_short(report: ProgressReport) -> str:
    """Return when the figures are from, to stand behind a comma."""
    if is_today(report):
        return tr("số liệu lúc {time}").format(time=show_time(report.made_at))
    return tr("số liệu hết ngày {day}").format(day=f"{report.as_of:%d/%m/%Y}")


def day(course: Course, place: int) -> str:
    """Return what is said of a day: `14/08: 876 người, trong ngày 92, cần 880`."""
    one = course.days[place]
    before = course.days[place - 1].received if place else 0
    parts = [
        tr("{day}: {n} người, trong ngày {more}").format(
            day=f"{one.day:%d/%m}", n=number(one.received), more=number(one.received - before)
        )
    ]
    needed = course.needed_on(one.day)
    if needed is not None:
        parts.append(tr("cần đạt {n}").format(n=number(needed)))
    return ", ".join(parts)


def verdict(board: Board) -> tuple[str, Kind]:
    """Return in a few words whether it will be done in time; "" where nobody can tell."""
    short, course = board.course.short, board.course
    if short is None:
        return "", "neutral"
    left_ = board.report.total.eligible - board.report.total.received
    if not left_:
        return tr("Đã đủ"), "ok"
    if course.deadline is not None and course.deadline < board.report.as_of:
        return trn("Quá hạn, còn {n} người", "Quá hạn, còn {n} người", left_).format(
            n=number(left_)
        ), "bad"
    if short:
        words = trn("Có thể thiếu {n} người", "Có thể thiếu {n} người", short)
        return words.format(n=number(short)), "warn"
    return tr("Kịp hạn"), "ok"


def per_hundred(part: int, whole: int) -> str:
    """Return how many there are for each hundred, rounded; a dash where nothing was looked at."""
    return number((200 * part + whole) // (2 * whole)) if whole else "–"
