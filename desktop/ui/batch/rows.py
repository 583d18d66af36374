"""Words and columns of the lists of batches and of their records."""

from __future__ import annotations

from datetime import datetime

from desktop.batch.board.rules import BatchState
from desktop.batch.board.views import BatchLine, Board, RecordLine, RejectedRow
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.ui.batch.choice_words import taken_words
from desktop.ui.intake.mending import bad_item_words
from desktop.ui.widgets.state_words import state_kind, state_name
from desktop.ui.widgets.table import Cell, Column


def grouped(number: int) -> str:
    """Return 1766 as people write it: 1.766."""
    return f"{number:,}".replace(",", ".")


def size_words(size: int) -> str:
    """Return a size in bytes as people read it: `58,2 MB`, `14,3 GB`."""
    if size < 1024 * 1024:
        return tr("{n} KB").format(n=grouped(max(1, round(size / 1024))))
    if size >= 1 << 30:
        return tr("{n} GB").format(n=f"{size / (1 << 30):.1f}".replace(".", ","))
    return tr("{n} MB").format(n=f"{size / 1024 / 1024:.1f}".replace(".", ","))


def check_code(digest: str) -> str:
    """Return the head of a digest as it is read out by phone: `9C41-0B7E`."""
    head = digest[:8].upper()
    return f"{head[:4]}-{head[4:]}"


def moment(when: datetime | None) -> str:
    """Return `17:31 20/08/2025`, nothing for no moment."""
    return f"{show_time(when)} {show_date(when)}" if when else ""


def age_words(days: int) -> str:
    """Return how long ago something was, in days."""
    return tr("{n} ngày").format(n=grouped(days)) if days else tr("hôm nay")


def board_words(board: Board) -> str:
    """Return `12 lô: 10 đã trả lời, 2 chờ, lâu nhất 3 ngày`."""
    waiting = board.waiting
    answered = len(board.batches) - len(waiting)
    if not waiting:
        return tr("{n} lô, tỉnh đã trả lời đủ").format(n=grouped(len(board.batches)))
    days = max(line.days for line in waiting)
    words = tr("{n} lô: {answered} đã trả lời, {waiting} chờ, lâu nhất {days} ngày")
    if not days:
        words = tr("{n} lô: {answered} đã trả lời, {waiting} mới gửi hôm nay")
    return words.format(
        n=grouped(len(board.batches)),
        answered=grouped(answered),
        waiting=grouped(len(waiting)),
        days=grouped(days),
    )


def batch_tag(line: BatchLine) -> Cell:
    """Return the tag of a batch: what it waits for, and since when."""
    if line.state is BatchState.ANSWERED:
        return Cell(tr("Đã trả lời đủ"), tag="ok")
    if line.state is BatchState.TO_MEND:
        return Cell(tr("Còn {n} hồ sơ sửa").format(n=grouped(line.to_mend)), tag="warn")
    if line.state is BatchState.PART:
        words = tr("Còn chờ {n} hồ sơ").format(n=grouped(line.waiting))
    else:
        words = tr("Chờ tỉnh {n} ngày").format(n=line.days) if line.days else tr("Gửi hôm nay")
    return Cell(words, tag="warn" if line.is_late else "info")


def verdict_words(row: RecordLine | RejectedRow) -> str:
    """Return the province's word on a record."""
    return row.said.words


def record_tag(row: RecordLine) -> Cell:
    """Return the tag of a record of a batch."""
    if row.is_open and row.state is ApplicationState.DRAFT:
        return Cell(tr("Đang sửa"), tag="warn")
    return Cell(state_name(row.state), tag=state_kind(row.state))


def batch_columns() -> list[Column]:
    """Return the columns of the list of batches."""
    return [
        Column(tr("Lô"), lambda row: Cell(row.file_name, strong=True), stretch=2, least=140),
        Column(tr("Hồ sơ"), lambda row: grouped(row.records), width=76, right=True),
        Column(tr("Gồm hồ sơ"), lambda row: taken_words(row.choice), width=140, drop=1),
        Column(tr("Xuất lúc"), lambda row: moment(row.exported_at), width=176),
        Column(tr("Tỉnh nhận"), lambda row: _count(row, row.accepted), width=118, right=True),
        Column(tr("Trả về"), lambda row: _count(row, row.rejected), width=80, right=True),
        Column(tr("Người xuất"), lambda row: row.exported_by, width=160, drop=3),
        Column(tr("Mã kiểm"), lambda row: check_code(row.file_sha256), width=116, drop=2),
        Column(tr("Trạng thái"), batch_tag, width=186),
    ]


def _count(row: BatchLine, count: int) -> str:
    return "" if row.waiting == row.records else grouped(count)


def _name(row: RecordLine | RejectedRow) -> Cell:
    return Cell(row.full_name, strong=True)


def record_columns() -> list[Column]:
    """Return the columns of the records of a batch."""
    return [
        Column(tr("Họ và tên"), _name, stretch=3, least=190),
        Column(tr("Số biên nhận"), lambda row: row.receipt_number, width=168, drop=1),
        Column(tr("Chi bộ"), lambda row: row.cell, stretch=2, least=130, drop=2),
        Column(tr("Tỉnh nói"), verdict_words, stretch=4),
        Column(tr("Trạng thái"), record_tag, width=160),
    ]


def sent_back_columns() -> list[Column]:
    """Return the columns of the list of records that came back."""
    return [
        Column(tr("Họ và tên"), _name, stretch=3, least=190),
        Column(tr("Chi bộ"), lambda row: row.cell, stretch=2, drop=2),
        Column(tr("Tỉnh nói"), verdict_words, stretch=5),
        Column(tr("Lô"), lambda row: row.batch_file, width=180, drop=1),
        Column(tr("Trả lời lúc"), lambda row: moment(row.rejected_at), width=176, drop=3),
        Column(tr("Cần sửa"), _bad_item, width=180),
    ]


def _bad_item(row: RejectedRow) -> Cell:
    return Cell(bad_item_words(row), tag="bad", icon="edit")
