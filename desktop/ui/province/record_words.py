"""Words of records at the province: how far, what was found, who sent it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.batch.answering.reasons import reason_words
from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey
from desktop.province.records.views import (
    RecordLine,
    Standing,
    finding_words,
    standing_words,
)
from desktop.province.review.views import RecordDetail
from desktop.ui.roster.person_words import shown
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column

KINDS: Final[dict[Standing, Kind]] = {
    Standing.HELD: "warn",
    Standing.DOUBLED: "warn",
    Standing.CLEAN: "info",
    Standing.ACCEPTED: "ok",
    Standing.REJECTED: "bad",
}
# A field that a station fills by itself and nobody here decides by.
_LEFT_OUT: Final = frozenset({FieldKey.NOTE, FieldKey.HAND_OVER_AT, FieldKey.OLD_CARD})


def place_words(line: RecordLine) -> str:
    """Return who sent a record: `MT02 · xã Mường Thử`."""
    return f"{line.station} · {line.commune_name or line.commune_code}"


def standing_cell(line: RecordLine) -> Cell:
    """Return the tag of how far a record is."""
    return Cell(standing_words(line.standing), tag=KINDS[line.standing])


def record_columns() -> list[Column]:
    """Return the columns of the list of all records."""
    return [
        Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), stretch=3),
        Column(tr("Ngày sinh"), lambda row: show_iso(row.birth_date), width=138),
        Column(tr("Số định danh"), _number, width=152, drop=2),
        Column(tr("Quầy"), lambda row: row.station, width=100),
        Column(tr("Xã"), lambda row: row.commune_name or row.commune_code, stretch=2, drop=1),
        Column(tr("Lô"), lambda row: str(row.sequence), width=56, right=True),
        Column(tr("Tình trạng"), standing_cell, width=202, tags=True),
    ]


def _number(line: RecordLine) -> str:
    return shown(FieldKey.PERSONAL_ID, line.personal_id)


def told_words(line: RecordLine) -> str:
    """Return whether the station knows of the decision."""
    if line.standing not in {Standing.ACCEPTED, Standing.REJECTED}:
        return ""
    return tr("Đã ghi vào tệp trả lời.") if line.is_told else tr("Chưa ghi tệp trả lời.")


def why_held(found: RecordDetail) -> list[str]:
    """Return, sentence by sentence, why somebody should look at a record."""
    lines = [finding_words(code) for code in found.line.findings]
    numbers = sum(one.same_number for one in found.doubles)
    if numbers:
        lines.append(tr("Trùng số định danh với {n} hồ sơ khác.").format(n=numbers))
    if others := len(found.doubles) - numbers:
        lines.append(tr("Trùng họ tên và ngày sinh với {n} hồ sơ khác.").format(n=others))
    return lines


def decision_words(found: RecordDetail) -> str:
    """Return what was decided, why, and by whom; "" when nothing was."""
    line = found.line
    if line.standing is Standing.REJECTED:
        said = f"{reason_words(line.reason)} {found.note}".strip()
        return tr("{who} đã trả về: {said}").format(who=found.decided_by, said=said)
    if line.standing is Standing.ACCEPTED:
        return tr("{who} đã chấp nhận.").format(who=found.decided_by)
    return ""


def field_order(records: Sequence[RecordDetail]) -> list[FieldKey]:
    """Return the fields that any of some records has, in the order of every screen."""
    return [
        key
        for key in FieldKey
        if key not in _LEFT_OUT and any(record.fields.get(key) for record in records)
    ]
