"""The report in words and rows: the same for paper, workbook, screen and message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from desktop.common.channels import SOURCE_WORDS, IntakeSource
from desktop.common.clock import local, show_date, show_time
from desktop.common.i18n import mark, vi
from desktop.common.vocabulary import ApplicationState
from desktop.documents.figure_words import Value, forecast_words, shown
from desktop.progress.rules import NOT_COME, REOPENED, Totals
from desktop.progress.views import ProgressReport
from desktop.roster.rules import reason_text

_PRINTED = (
    ApplicationState.PRINTED,
    ApplicationState.RETURNED,
    ApplicationState.HANDED_OVER,
)
_REMAINING = {
    NOT_COME: mark("Chưa đến"),
    REOPENED: mark("Đang sửa hồ sơ bị trả về"),
    ApplicationState.DRAFT.value: mark("Đang làm dở"),
    ApplicationState.NEEDS_SUPPLEMENT.value: mark("Chờ bổ sung"),
    ApplicationState.NOT_ELIGIBLE.value: mark("Không đủ điều kiện"),
    ApplicationState.NOT_RECEIVED.value: mark("Không thu nhận được"),
}


@dataclass(frozen=True)
class Field:
    """One column of the table of cells: title, share of the width, what stands there."""

    title: str
    width: float
    value: Callable[[int, str, Totals], Value]
    right: bool = True


def cell_fields(report: ProgressReport) -> tuple[Field, ...]:
    """Return the columns of the table of cells."""

    def share(part: int, whole: int) -> Decimal | None:
        return report.percent(part, whole)

    return (
        Field(vi("STT"), 10, lambda n, _name, _one: n or ""),
        Field(vi("Chi bộ"), 44, lambda n, name, _one: cell_name(name) if n else vi("Cộng"), False),
        Field(vi("Đủ điều kiện"), 17, lambda _n, _name, one: one.eligible),
        Field(vi("Đã thu nhận"), 17, lambda _n, _name, one: one.received),
        Field(vi("Tỷ lệ (%)"), 15, lambda _n, _name, one: share(one.received, one.eligible)),
        Field(vi("Tính riêng"), 15, lambda _n, _name, one: one.temporary),
        Field(vi("Tại nhà"), 15, lambda _n, _name, one: at_home(one)),
        Field(vi("Còn lại"), 15, lambda _n, _name, one: one.eligible - one.received),
        Field(vi("Đã trao thẻ"), 16, lambda _n, _name, one: handed_over(one)),
    )


def cell_name(name: str) -> str:
    """Return a cell as papers name it."""
    return name or vi("Chưa rõ chi bộ")


def at_home(one: Totals) -> int:
    """Return how many were received where they live or lie ill."""
    away = (IntakeSource.MOBILE_TEAM, IntakeSource.MEDICAL_FACILITY)
    return sum(one.sources.get(source.value, 0) for source in away)


def handed_over(one: Totals) -> int:
    """Return how many of the denominator have their card."""
    return one.states.get(ApplicationState.HANDED_OVER.value, 0)


def source_rows(report: ProgressReport) -> list[tuple[str, int, Decimal | None]]:
    """Return (where, people, share in per cent) of everybody received."""
    whole = report.total.received_total
    return [
        (SOURCE_WORDS[source], count, report.percent(count, whole))
        for source in IntakeSource
        if (count := report.total.sources.get(source.value, 0))
    ]


def remaining_rows(report: ProgressReport) -> list[tuple[str, int]]:
    """Return (why not received yet, people), the most frequent first."""
    found: dict[str, int] = {}
    for (state, reason), people in report.total.remaining.items():
        text, given = remaining_parts(state, reason)
        if given:
            text = vi("{state}: {reason}").format(state=text, reason=given)
        found[text] = found.get(text, 0) + people
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def left_out_rows(report: ProgressReport) -> list[tuple[str, int]]:
    """Return (why outside the denominator, people), the most frequent first."""
    rows = [(reason_text(code) or code, people) for code, people in report.total.left_out.items()]
    return sorted(rows, key=lambda one: (-one[1], one[0]))


def remaining_parts(state: str, reason: str) -> tuple[str, str]:
    """Return why somebody is not received yet: the state in words, and what was noted."""
    return _REMAINING.get(state, state), reason


def as_of(report: ProgressReport) -> str:
    """Return when the figures are from: the hour for today, the end of the day before that."""
    made = local(report.made_at)
    if report.as_of == made.date():
        return vi("Số liệu đến {time} ngày {date}").format(
            time=show_time(report.made_at), date=show_date(report.made_at)
        )
    return vi("Số liệu đến hết ngày {date}").format(date=f"{report.as_of:%d/%m/%Y}")


def sentences(report: ProgressReport) -> tuple[str, ...]:
    """Return the paragraphs of the report."""
    whole = report.total
    percent = report.percent(whole.received, whole.eligible)
    found = [
        vi("Đã thu nhận {received} trên {eligible} đảng viên đủ điều kiện, đạt {percent}%.").format(
            received=shown(whole.received), eligible=shown(whole.eligible), percent=shown(percent)
        )
        if percent is not None
        else vi("Danh sách chưa có đảng viên nào đủ điều kiện.")
    ]
    if whole.temporary:
        found.append(
            vi(
                "Ngoài ra đã thu nhận {temporary} người tính riêng (tạm trú, ngoài danh sách); tất "
                "cả là {all} hồ sơ."
            ).format(temporary=shown(whole.temporary), all=shown(whole.received_total))
        )
    found.append(_way(report))
    found.append(
        forecast_words(
            report.forecast, report.campaign.pace_days, report.campaign.deadline, report.as_of
        )
    )
    return tuple(one for one in found if one)


def _way(report: ProgressReport) -> str:
    states = report.total.states
    sent = sum(
        states.get(state.value, 0)
        for state in (
            ApplicationState.EXPORTED,
            ApplicationState.ACKNOWLEDGED,
            ApplicationState.SENT_TO_PRINT,
            *_PRINTED,
        )
    )
    printed = sum(states.get(state.value, 0) for state in _PRINTED)
    done = handed_over(report.total)
    if not sent:
        return ""
    return vi("Đã chuyển lên tỉnh {sent}, đã in thẻ {printed}, đã trao thẻ {done}.").format(
        sent=shown(sent), printed=shown(printed), done=shown(done)
    )


def message(report: ProgressReport) -> str:
    """Return the report as a short text for a message."""
    rest = "; ".join(f"{text} {shown(count)}" for text, count in remaining_rows(report))
    lines = [f"{report.office}. {as_of(report)}.", *sentences(report)]
    if rest:
        lines.append(vi("Còn lại: {rest}.").format(rest=rest))
    return "\n".join(lines)
