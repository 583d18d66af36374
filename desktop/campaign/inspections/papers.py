"""The minutes of an inspection: A4, in the form of State papers, signed by two sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.inspections.views import Finding, InspectionView, MarkView
from desktop.campaign.inspections.words import measured_words, state_words, verdict_words
from desktop.common.clock import local, show_date, show_time
from desktop.common.i18n import vi
from desktop.common.inspections import FindingState, Verdict
from desktop.documents.figure_words import dated, shown
from desktop.documents.minutes import MinutesContent, MinutesTable, render_minutes
from desktop.documents.ruled_table import Column


@dataclass(frozen=True)
class Recorded:
    """What the paper is made from.

    Attributes:
        inspection: a closed one.
        office, upper: the body that was inspected, and the one above it.
        place: of the date.
        campaign: what it belongs to.
    """

    inspection: InspectionView
    office: str
    upper: str
    place: str
    campaign: str
    made_at: datetime
    practice: bool


def write_paper(told: Recorded) -> bytes:
    """Return the minutes as a PDF of A4 pages; numbers of people are masked."""
    one = told.inspection
    tables = [MinutesTable(vi("I. Kết quả theo từng mục"), _item_columns(), _items(one))]
    if one.findings:
        rows = tuple(_finding(mark, found) for mark, found in one.findings)
        tables.append(MinutesTable(vi("II. Điều phải khắc phục"), _finding_columns(), rows))
    return render_minutes(
        MinutesContent(
            office_lines=tuple(line for line in (told.upper, told.office) if line),
            place_date=dated(told.place, local(one.closed_at or told.made_at)),
            title=vi("BIÊN BẢN KIỂM TRA"),
            subject=vi("Việc tiếp nhận hồ sơ cấp, đổi thẻ đảng viên"),
            campaign_title=told.campaign,
            facts=_facts(one),
            sentences=(_sums(one),),
            tables=tuple(tables),
            closing=vi("Biên bản lập thành hai bản, mỗi bên giữ một bản."),
            signers=(vi("Đại diện điểm thu nhận"), vi("Người kiểm tra")),
            practice=told.practice,
        )
    )


def _facts(one: InspectionView) -> tuple[tuple[str, str], ...]:
    ended = one.closed_at or one.begun_at
    when = vi("từ {begun} ngày {day} đến {ended} ngày {last}").format(
        begun=show_time(one.begun_at),
        day=show_date(one.begun_at),
        ended=show_time(ended),
        last=show_date(ended),
    )
    return (
        (vi("Lần kiểm tra"), vi("Số {n}").format(n=one.number)),
        (vi("Điểm thu nhận"), one.point),
        (vi("Người kiểm tra"), one.inspectors),
        (vi("Thời gian"), when),
    )


def _sums(one: InspectionView) -> str:
    return vi(
        "Đã xem {n} mục: {passed} đạt, {failed} chưa đạt, {other} không áp dụng. "
        "Dòng “Máy …” là số do phần mềm đo lúc ghi, mục không có dòng này là người xem."
    ).format(
        n=shown(len(one.marks)),
        passed=shown(one.count(Verdict.PASSED)),
        failed=shown(one.count(Verdict.FAILED)),
        other=shown(one.count(Verdict.NOT_APPLICABLE)),
    )


def _item_columns() -> tuple[Column, ...]:
    return (
        Column(vi("TT"), 10, centred=True),
        Column(vi("Mục kiểm tra"), 68, max_lines=6),
        Column(vi("Kết quả"), 26, centred=True),
        Column(vi("Ghi chú, số đo của máy"), 66, max_lines=12),
    )


def _items(one: InspectionView) -> tuple[tuple[str, ...], ...]:
    rows = []
    for number, mark in enumerate(one.marks, start=1):
        told = (masked_numbers(mark.note), measured_words(mark.measured, vi))
        remark = ". ".join(text.rstrip(".") for text in told if text)
        rows.append((shown(number), mark.text, verdict_words(mark.verdict, vi), remark))
    return tuple(rows)


def _finding_columns() -> tuple[Column, ...]:
    return (
        Column(vi("Số"), 12, centred=True),
        Column(vi("Phải khắc phục"), 66, max_lines=12),
        Column(vi("Hạn"), 24, centred=True),
        Column(vi("Tình trạng"), 68, max_lines=12),
    )


def _finding(mark: MarkView, found: Finding) -> tuple[str, ...]:
    day = f"{mark.deadline:%d/%m/%Y}" if mark.deadline else ""
    return (shown(found.number), masked_numbers(mark.note), day, _standing(found))


def _standing(found: Finding) -> str:
    parts = [state_words(found.state, vi)]
    if found.mended_at is not None:
        told = vi("{who} ghi ngày {day}: {how}")
        parts.append(
            told.format(
                who=found.mended_by,
                day=show_date(found.mended_at),
                how=masked_numbers(found.how),
            )
        )
    if found.state is FindingState.CONFIRMED and found.confirmed_at is not None:
        told = vi("{who} xác nhận ngày {day}")
        parts.append(told.format(who=found.confirmed_by, day=show_date(found.confirmed_at)))
    elif found.word:
        parts.append(vi("Người kiểm tra: {word}").format(word=masked_numbers(found.word)))
    return ". ".join(part.rstrip(".") for part in parts)
