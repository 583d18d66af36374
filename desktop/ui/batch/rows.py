"""Words and columns of the list of batches that left."""

from __future__ import annotations

from desktop.batch.views import BatchView
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.ui.widgets.table import Cell, Column


def grouped(number: int) -> str:
    """Return 1766 as people write it: 1.766."""
    return f"{number:,}".replace(",", ".")


def size_words(size: int) -> str:
    """Return a size in bytes as people read it: `58,2 MB`."""
    if size < 1024 * 1024:
        return tr("{n} KB").format(n=grouped(max(1, round(size / 1024))))
    return tr("{n} MB").format(n=f"{size / 1024 / 1024:.1f}".replace(".", ","))


def check_code(digest: str) -> str:
    """Return the head of a digest as it is read out by phone: `9C41-0B7E`."""
    head = digest[:8].upper()
    return f"{head[:4]}-{head[4:]}"


def columns() -> list[Column]:
    """Return the columns of the list."""
    return [
        Column(tr("Lô"), lambda row: Cell(row.file_name, strong=True), stretch=2),
        Column(tr("Hồ sơ"), lambda row: grouped(row.records), width=80, right=True),
        Column(tr("Xuất lúc"), _when, width=150),
        Column(tr("Người xuất"), lambda row: row.exported_by, stretch=1, drop=1),
        Column(tr("Dung lượng"), lambda row: size_words(row.size), width=110, right=True),
        Column(tr("Mã kiểm"), lambda row: check_code(row.file_sha256), width=130),
    ]


def _when(row: BatchView) -> str:
    return f"{show_time(row.exported_at)} {show_date(row.exported_at)}"
