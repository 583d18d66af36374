"""The register as a sheet that goes to the cells and comes back filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.sheet_out import Column, harmless, write_sheet
from desktop.common.text import clean, fold
from desktop.common.vocabulary import SourceKind
from desktop.roster.reading.table import Cell
from desktop.roster.reading.tables import ListFile
from desktop.roster.register import rules
from desktop.roster.register.errors import DecisionFileError, DecisionRefusedError
from desktop.roster.register.rules import LIST, OTHER
from desktop.roster.register.views import DecisionLine, DecisionSheet, DiscrepancyView
from desktop.roster.register.words import LIKENESS_NAMES, SOURCE_NAMES

SOURCES = (LIST, SourceKind.POPULATION.value, SourceKind.MEMBER_FILE.value)
"""The digit 1, 2 or 3 in the column of decisions chooses one of these."""

_DECISION, _REASON, _MARK = 9, 10, 11
"""Columns from 0; the first is the code of the line."""


@dataclass(frozen=True)
class FilledLine:
    """One line as it came back."""

    row_number: int
    discrepancy_id: UUID
    decision: str
    reason: str
    mark: str


@dataclass(frozen=True)
class Filled:
    """A sheet as it came back: lines of the register, and (row, reason) that cannot be read."""

    file_name: str
    lines: tuple[FilledLine, ...]
    unread: tuple[tuple[int, str], ...]


def mark_of(line: DiscrepancyView) -> str:
    """Return eight letters that change when what the sources say changes."""
    said = "\x1f".join(f"{one.source}={one.value}" for one in line.said)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def write(target: Path, lines: Sequence[DiscrepancyView], *, practice: bool) -> None:
    """Write lines with empty columns for decision and reason; `practice` data is marked.

    Raises:
        DiskFullError: there is no room.
        InputFileError: the folder cannot be written.
    """
    columns = (
        Column(tr("Mã dòng (giữ nguyên)"), 12),
        Column(tr("Chi bộ"), 22),
        Column(tr("Họ và tên"), 24),
        Column(tr("Ngày sinh"), 12),
        Column(tr("Mục"), 16),
        *(
            Column(f"{n}. {tr(SOURCE_NAMES[one])}", 26, wraps=True)
            for n, one in enumerate(SOURCES, 1)
        ),
        Column(tr("Nhận xét"), 20, wraps=True),
        Column(tr("Quyết định: ghi 1, 2, 3 hoặc giá trị đúng"), 28, wraps=True, is_filled_in=True),
        Column(tr("Lý do, giấy tờ làm căn cứ"), 30, wraps=True, is_filled_in=True),
        Column(tr("Dấu (giữ nguyên)"), 10),
    )
    rows = (_cells(line) for line in lines)
    write_sheet(target, tr("Sổ đối chiếu"), columns, rows, practice=practice)


def _cells(line: DiscrepancyView) -> tuple[str, ...]:
    return (
        str(line.discrepancy_id),
        line.cell,
        line.full_name,
        line.birth_shown,
        line.field_name,
        *(rules.shown(line.field, line.value_of(source)) for source in SOURCES),
        tr(LIKENESS_NAMES[line.kind]),
        "",
        "",
        mark_of(line),
    )


def read(path: Path) -> Filled:
    """Read a sheet that came back, from Excel, LibreOffice or as text.

    Raises:
        ListFileError: the file cannot be read.
        DecisionFileError: no row carries the code of a line.
    """
    lines: list[FilledLine] = []
    unread: list[tuple[int, str]] = []
    table = ListFile(path).table()
    formulas = {row for row, column in table.marks.uncomputed if column == _DECISION}
    for number, row in enumerate(table.rows, start=1):
        cells = [_text(cell) for cell in row] + [""] * (_MARK + 1 - len(row))
        try:
            code = UUID(cells[0])
        except ValueError:
            if lines and (cells[_DECISION] or cells[_REASON]):
                unread.append((number, tr("Dòng này mất mã: không biết thuộc mục nào.")))
            continue
        if number - 1 in formulas:
            unread.append((number, tr("Ô quyết định là công thức: gõ lại giá trị.")))
            continue
        lines.append(FilledLine(number, code, cells[_DECISION], cells[_REASON], fold(cells[_MARK])))
    if not lines and not unread:
        raise DecisionFileError(
            tr("Tệp này không phải sổ đối chiếu đã xuất."),
            tr("Chọn tệp xuất từ sổ đối chiếu, giữ nguyên cột mã dòng ở đầu."),
        )
    return Filled(path.name, tuple(lines), tuple(unread))


def _text(cell: Cell) -> str:
    if isinstance(cell, (date, datetime)):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = clean(str(cell))
    # The apostrophe that kept a spreadsheet from taking the text for a formula.
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def checked(filled: Filled, lines: Mapping[UUID, DiscrepancyView], *, today: date) -> DecisionSheet:
    """Check a sheet against the register as it is now.

    Args:
        filled: as it came back.
        lines: open lines by id.
        today: no date lies after it.
    """
    decisions: list[DecisionLine] = []
    refused = list(filled.unread)
    seen: set[UUID] = set()
    blank = 0
    for one in filled.lines:
        if not one.decision:
            blank += 1
            continue
        if one.discrepancy_id in seen:
            refused.append((one.row_number, tr("Mã dòng này đã có ở một dòng trên.")))
            continue
        try:
            decisions.append(_decision(one, lines.get(one.discrepancy_id), today))
            seen.add(one.discrepancy_id)
        except DecisionRefusedError as error:
            refused.append((one.row_number, f"{error.title} {error.advice}".strip()))
    return DecisionSheet(filled.file_name, tuple(decisions), tuple(sorted(refused)), blank)


def _decision(one: FilledLine, line: DiscrepancyView | None, today: date) -> DecisionLine:
    """Return what a line decides.

    Raises:
        DecisionRefusedError: the line is closed or changed, or the value is unfit.
    """
    if line is None:
        raise DecisionRefusedError(
            tr("Mục này không còn mở trong sổ."), tr("Xuất lại sổ nếu cần quyết định lại.")
        )
    if one.mark != mark_of(line):
        raise DecisionRefusedError(
            tr("Nguồn của mục này đã thay đổi sau khi xuất."), tr("Xuất lại và xem lại mục này.")
        )
    source = _source(one.decision, line)
    if source == OTHER:
        rules.checked_value(line.field, one.decision, today=today)
        if not one.reason:
            raise DecisionRefusedError(
                tr("Giá trị này không có trong nguồn nào."),
                tr("Ghi lý do: theo giấy tờ nào, ai xác nhận."),
            )
    elif source != LIST and not line.value_of(source):
        raise DecisionRefusedError(
            tr("Nguồn này không ghi mục này."), tr("Chọn giá trị của nguồn khác.")
        )
    value = one.decision if source == OTHER else ""
    return DecisionLine(one.row_number, line.discrepancy_id, source, value, one.reason)


def _source(decision: str, line: DiscrepancyView) -> str:
    """Return which source is meant: by its digit, or by writing its value again."""
    if decision in {"1", "2", "3"}:
        return SOURCES[int(decision) - 1]
    for source in SOURCES:
        value = line.value_of(source)
        if value and decision in {value, rules.shown(line.field, value)}:
            return source
    return OTHER
