"""The report as a paper and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop.common.clock import local
from desktop.common.figures import Forecast
from desktop.common.i18n import vi
from desktop.documents.figure_words import dated, shown
from desktop.documents.ruled_table import Column
from desktop.documents.state_report import ReportContent, ReportTable, render_report
from desktop.province.reporting import words
from desktop.province.reporting.views import Report, UnitCount


def write_paper(report: Report) -> bytes:
    """Return the report as PDF."""
    return render_report(
        ReportContent(
            office_lines=tuple(one for one in (report.settings.upper, report.name) if one),
            place_date=dated(report.settings.place, local(report.made_at)),
            subject=vi("Kết quả thu nhận hồ sơ"),
            campaign_title=report.settings.campaign,
            as_of=words.as_of(report),
            sentences=words.sentences(report),
            tables=_numbered(_tables(report)),
            practice=report.practice,
        )
    )


def _numbered(tables: Sequence[ReportTable]) -> tuple[ReportTable, ...]:
    """Return the tables that have rows, their titles numbered from 1."""
    found = [table for table in tables if table.rows]
    return tuple(
        replace(table, title=f"{number}. {table.title}")
        for number, table in enumerate(found, start=1)
    )


def _tables(report: Report) -> tuple[ReportTable, ...]:
    fields = words.unit_fields()
    units = tuple(
        tuple(shown(field.value(n, one)) for field in fields)
        for n, one in enumerate(report.units, start=1)
    )
    sources = tuple(
        (name, shown(count), shown(share)) for name, count, share in words.source_rows(report)
    )
    reasons = tuple((text, shown(count)) for text, count in words.reason_rows(report))
    text, number = vi("Hồ sơ"), vi("Tỷ lệ (%)")
    return (
        ReportTable(
            vi("Theo đơn vị"),
            tuple(
                Column(one.title, one.width, right=one.right, max_lines=1 if one.right else 2)
                for one in fields
            ),
            units,
            tuple(shown(field.value(0, report.total)) for field in fields),
        ),
        ReportTable(
            vi("Theo nguồn thu nhận"),
            (
                Column(vi("Nguồn"), 100),
                Column(text, 30, right=True),
                Column(number, 30, right=True),
            ),
            sources,
            (vi("Cộng"), shown(report.total.received), ""),
        ),
        ReportTable(
            vi("Lý do trả về, để riêng"),
            (Column(vi("Lý do"), 130), Column(text, 30, right=True)),
            reasons,
        ),
        ReportTable(
            vi("Đơn vị chậm gửi, thiếu lô"),
            (
                Column(vi("Đơn vị"), 50),
                Column(vi("Lý do"), 80, max_lines=3),
                Column(vi("Lô cuối nhận ngày"), 30, centred=True),
            ),
            tuple(words.late_rows(report)),
        ),
        _cards(report),
    )


def _cards(report: Report) -> ReportTable:
    """Return how far the cards are; without rows, and so not on the paper, before the first."""
    fields = words.card_fields()
    rows = tuple(
        tuple(shown(field.value(n, one)) for field in fields)
        for n, one in enumerate(report.units, start=1)
    )
    return ReportTable(
        vi("Thẻ đảng viên đã in"),
        tuple(
            Column(one.title, one.width, right=one.right, max_lines=1 if one.right else 2)
            for one in fields
        ),
        rows if words.tells_of_cards(report) else (),
        tuple(shown(field.value(0, report.total)) for field in fields),
    )


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as JSON holds it; percentages are numbers, days ISO."""
    settings = report.settings
    return {
        "made_at": report.made_at.isoformat(),
        "province": report.province,
        "name": report.name,
        "practice": report.practice,
        "settings": {
            "late_days": settings.late_days,
            "pace_days": settings.pace_days,
            "deadline": settings.deadline.isoformat() if settings.deadline else None,
            "rounding": settings.rounding.value,
            "decimals": settings.decimals,
        },
        "total": _data(report.total),
        "units": [_data(one) for one in report.units],
        "without_eligible": report.without_eligible,
        "late": [
            {"code": one.code, "reasons": [late.value for late in one.late]} for one in report.late
        ],
        "missing_sequences": list(report.total.missing),
        "trail_breaks": list(report.total.broken),
        "communes": [
            {
                "commune_code": one.commune_code,
                "channel": one.channel,
                "records": one.records,
                "accepted": one.accepted,
            }
            for one in report.channels
        ],
        "reasons": [{"reason": code, "records": count} for code, count in report.reasons],
        "records": report.total.received,
        "accepted": report.total.accepted,
    }


def _data(one: UnitCount) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind.value,
        "stations": one.stations,
        "batches": one.batches,
        "eligible": one.eligible,
        "received": one.received,
        "percent": None if one.percent is None else float(one.percent),
        "accepted": one.accepted,
        "rejected": one.rejected,
        "waiting": one.waiting,
        "quarantined": one.quarantined,
        "sources": {source.value: count for source, count in one.sources.items()},
        "missing_sequences": list(one.missing),
        "trail_breaks": list(one.broken),
        "last_received_at": one.last_received_at.isoformat() if one.last_received_at else None,
        "late": [late.value for late in one.late],
        "forecast": _forecast(one.forecast),
        "returned": one.cards.returned,
        "handed_over": one.cards.handed_over,
        "to_reprint": one.cards.to_reprint,
        "completed_percent": None if one.completed is None else float(one.completed),
    }


def _forecast(found: Forecast) -> dict[str, Any]:
    return {
        "pace": None if found.pace is None else float(found.pace),
        "finish": found.finish.isoformat() if found.finish else None,
        "needed": found.needed,
        "in_time": found.in_time,
    }
