"""The report as a workbook: the numbers of the paper, as numbers."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.common.i18n import vi
from desktop.documents import workbook
from desktop.documents.workbook import SheetContent
from desktop.province.reporting import words
from desktop.province.reporting.views import Report
from desktop.province.reporting.words import Field


def write_workbook(report: Report) -> bytes:
    """Return the report as .xlsx: units, sources, reasons, late units, and cards if there are."""
    sheets = [
        _by_unit(report, vi("Theo đơn vị"), words.unit_fields(), words.sentences(report)),
        SheetContent(
            vi("Nguồn thu nhận"),
            (vi("Nguồn"), vi("Hồ sơ"), vi("Tỷ lệ (%)")),
            (*words.source_rows(report), (vi("Cộng"), report.total.received, None)),
            has_total=True,
        ),
        SheetContent(
            vi("Lý do trả về, để riêng"),
            (vi("Lý do"), vi("Hồ sơ")),
            tuple(words.reason_rows(report)),
        ),
        SheetContent(
            vi("Chậm, thiếu lô"),
            (vi("Đơn vị"), vi("Lý do"), vi("Lô cuối nhận ngày")),
            tuple(words.late_rows(report)),
        ),
    ]
    if words.tells_of_cards(report):
        sheets.append(_by_unit(report, vi("Thẻ đã in"), words.card_fields()))
    heads = [report.name, report.settings.campaign, words.as_of(report)]
    return workbook.write_workbook(
        heads, sheets, decimals=report.settings.decimals, practice=report.practice
    )


def _by_unit(
    report: Report, title: str, fields: Sequence[Field], notes: tuple[str, ...] = ()
) -> SheetContent:
    rows = [tuple(one.value(n, unit) for one in fields) for n, unit in enumerate(report.units, 1)]
    rows.append(tuple(one.value(0, report.total) for one in fields))
    return SheetContent(
        title, tuple(one.title for one in fields), tuple(rows), notes, has_total=True
    )
