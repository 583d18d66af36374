"""The report in words and rows: the same tables for the paper and for the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.batch.answering.reasons import reason_on_paper
from desktop.common.channels import SOURCE_WORDS, UnitKind
from desktop.common.clock import local, show_date, show_time
from desktop.common.figures import percent
from desktop.common.i18n import vi
from desktop.documents.figure_words import Value, finish_words, forecast_words, shown
from desktop.province.reporting.rules import Late
from desktop.province.reporting.views import Report, UnitCount


@dataclass(frozen=True)
class Field:
    """One column of a table: title, share of the width, what stands there."""

    title: str
    width: float
    value: Callable[[int, UnitCount], Value]
    right: bool = True


def unit_fields() -> tuple[Field, ...]:
    """Return the columns of the table of units."""
    return (
        Field(vi("STT"), 12, lambda n, _one: n or ""),
        Field(vi("Đơn vị"), 37, lambda n, one: one.name if n else vi("Cộng"), right=False),
        Field(vi("Đủ điều kiện"), 17, lambda _n, one: _eligible(one)),
        Field(vi("Đã nhận"), 16, lambda _n, one: one.received),
        Field(vi("Tỷ lệ (%)"), 15, lambda _n, one: one.percent),
        Field(vi("Chấp nhận"), 16, lambda _n, one: one.accepted),
        Field(vi("Trả về"), 13, lambda _n, one: one.rejected),
        Field(vi("Đang xét"), 14, lambda _n, one: one.waiting),
        Field(vi("Để riêng"), 13, lambda _n, one: one.quarantined),
        Field(vi("Dự kiến xong"), 24, lambda _n, one: finish_words(one.forecast)),
    )


def card_fields() -> tuple[Field, ...]:
    """Return the columns of the table of printed cards."""
    return (
        *unit_fields()[:3],
        Field(vi("Ở xã"), 18, lambda _n, one: one.cards.returned),
        Field(vi("Đã trao"), 18, lambda _n, one: one.cards.handed_over),
        Field(vi("Hoàn thành (%)"), 24, lambda _n, one: one.completed),
        Field(vi("Chờ in lại"), 20, lambda _n, one: one.cards.to_reprint),
    )


def tells_of_cards(report: Report) -> bool:
    """Whether any station told of a card yet."""
    cards = report.total.cards
    return bool(cards.returned or cards.handed_over or cards.to_reprint)


def _eligible(one: UnitCount) -> Value:
    if one.eligible is None:
        return vi("chưa có số") if one.kind is UnitKind.COMMUNE else ""
    return one.eligible


def source_rows(report: Report) -> list[tuple[str, int, Decimal | None]]:
    """Return (source, records, share in per cent) of the whole."""
    settings = report.settings
    return [
        (
            SOURCE_WORDS[source],
            count,
            percent(
                count,
                report.total.received,
                decimals=settings.decimals,
                rounding=settings.rounding,
            ),
        )
        for source, count in report.total.sources.items()
    ]


def reason_rows(report: Report) -> list[tuple[str, int]]:
    """Return (reason in words, records)."""
    return [(reason_on_paper(code), count) for code, count in report.reasons]


def late_rows(report: Report) -> list[tuple[str, str, str]]:
    """Return (unit, why it is late, last batch) of the late ones."""
    return [
        (
            one.name,
            "; ".join(late_words(one, late, report.settings.late_days) for late in one.late),
            show_date(one.last_received_at) if one.last_received_at else vi("chưa có"),
        )
        for one in report.late
    ]


def late_words(one: UnitCount, late: Late, days: int) -> str:
    """Return why a unit is late."""
    if late is Late.NOTHING:
        return vi("Chưa gửi lô nào")
    if late is Late.SILENT:
        return vi("Không gửi lô trong {n} ngày trở lên").format(n=days)
    if late is Late.TRAIL:
        return vi("Nhật ký không nối tiếp ở lô {numbers}").format(numbers=ranges(one.broken))
    return vi("Thiếu lô {numbers}").format(numbers=ranges(one.missing))


def ranges(numbers: Sequence[str]) -> str:
    """Return `MT02-3, MT02-5…7` of `MT02-000003` and so on."""
    parts: list[tuple[str, int, int]] = []
    for text in numbers:
        station, _, digits = text.rpartition("-")
        number = int(digits)
        if parts and parts[-1][0] == station and parts[-1][2] == number - 1:
            parts[-1] = (station, parts[-1][1], number)
        else:
            parts.append((station, number, number))
    return ", ".join(
        f"{station}-{first}" if first == last else f"{station}-{first}…{last}"
        for station, first, last in parts
    )


def as_of(report: Report) -> str:
    """Return when the figures were counted."""
    return vi("Số liệu đến {time} ngày {date}").format(
        time=show_time(report.made_at), date=show_date(report.made_at)
    )


def sentences(report: Report) -> tuple[str, ...]:
    """Return the paragraphs before the tables."""
    whole = report.total
    found = [_result(report)]
    found.append(
        vi(
            "Trong số đã nhận: chấp nhận {accepted}, trả về {rejected}, đang xét {waiting}. "
            "Để riêng {apart} hồ sơ không đọc được hoặc sai dạng, không tính vào số đã nhận."
        ).format(
            accepted=shown(whole.accepted),
            rejected=shown(whole.rejected),
            waiting=shown(whole.waiting),
            apart=shown(whole.quarantined),
        )
    )
    if tells_of_cards(report):
        found.append(_cards(report.total))
    if report.late:
        found.append(
            vi("{late} trên {all} đơn vị cần hỏi lại: chậm gửi, thiếu lô, xem bảng cuối.").format(
                late=shown(len(report.late)), all=shown(len(report.units))
            )
        )
    settings = report.settings
    today = local(report.made_at).date()
    found.append(forecast_words(whole.forecast, settings.pace_days, settings.deadline, today))
    return tuple(one for one in found if one)


def _result(report: Report) -> str:
    whole = report.total
    if whole.eligible is not None:
        return vi(
            "Đã nhận {received} trên {eligible} hồ sơ đủ điều kiện, đạt {percent}%, của "
            "{units} đơn vị."
        ).format(
            received=shown(whole.received),
            eligible=shown(whole.eligible),
            percent=shown(whole.percent),
            units=shown(len(report.units)),
        )
    return vi(
        "Đã nhận {received} hồ sơ của {units} đơn vị. Chưa có tỷ lệ chung vì {n} xã chưa có số "
        "đủ điều kiện."
    ).format(
        received=shown(whole.received),
        units=shown(len(report.units)),
        n=shown(report.without_eligible),
    )


def _cards(whole: UnitCount) -> str:
    cards = whole.cards
    text = vi(
        "Đã trao {handed} thẻ cho đảng viên, {returned} thẻ chờ trao ở xã, {again} thẻ in lại."
    )
    if whole.completed is not None:
        text = vi(
            "Đã trao {handed} thẻ cho đảng viên, đạt {percent}% số đủ điều kiện; {returned} thẻ "
            "chờ trao ở xã, {again} thẻ in lại."
        )
    return text.format(
        handed=shown(cards.handed_over),
        percent=shown(whole.completed),
        returned=shown(cards.returned),
        again=shown(cards.to_reprint),
    )
