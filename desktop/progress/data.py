"""A report as data for other programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from desktop.common.figures import Rounding
from desktop.progress.rules import NOT_COME, Totals
from desktop.progress.views import ProgressReport

NOT_COME_CODE = "not_come"


def as_data(report: ProgressReport) -> dict[str, Any]:
    """Return a report as JSON holds it; percentages are numbers, days ISO.

    `received` is inside the denominator; `received_total` is `received` and
    `temporary_residents` together, and the sum of `channels`.
    """
    found = report.forecast
    return {
        "as_of": report.as_of.isoformat(),
        "made_at": report.made_at.isoformat(),
        "practice": report.is_practice,
        "office": report.office,
        "campaign": report.campaign.name,
        "deadline": report.campaign.deadline.isoformat() if report.campaign.deadline else None,
        **_totals(report, report.total),
        "remaining_reasons": [
            {"state": state or NOT_COME_CODE, "reason": reason, "people": people}
            for (state, reason), people in sorted(report.total.remaining.items())
            if reason
        ],
        "left_out": dict(sorted(report.total.left_out.items())),
        "by_unit": [{"unit": one.name, **_totals(report, one.totals)} for one in report.cells],
        "by_day": [
            {"day": day.isoformat(), "received": more, "so_far": so_far}
            for day, more, so_far in report.course.each_day()
        ],
        "other_services": {kind.value: number for kind, number in report.services},
        "pace": _number(found.pace),
        "forecast": {
            "finish": found.finish.isoformat() if found.finish else None,
            "needed": found.needed,
            "in_time": found.in_time,
        },
    }


def _totals(report: ProgressReport, found: Totals) -> dict[str, Any]:
    remaining: dict[str, int] = {}
    for (state, _), people in found.remaining.items():
        code = NOT_COME_CODE if state == NOT_COME else state
        remaining[code] = remaining.get(code, 0) + people
    return {
        "eligible": found.eligible,
        "received": found.received,
        "received_total": found.received_total,
        "temporary_residents": found.temporary,
        "outside_list": found.outside_list,
        "channels": dict(sorted(found.sources.items())),
        "remaining": dict(sorted(remaining.items())),
        "states": {state: n for state, n in sorted(found.states.items()) if state != NOT_COME},
        "percent": {
            "rounded": _number(report.percent(found.received, found.eligible, Rounding.HALF_UP)),
            "truncated": _number(report.percent(found.received, found.eligible, Rounding.TRUNCATE)),
        },
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
