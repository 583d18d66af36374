"""Lists as offices send them, for the tests of the import page; all names are invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from desktop.ui.context import PageName
from tests.ui.shell.office import Office, open_office

HEADERS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh cá nhân",
    "Chi bộ",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ đảng",
)
DATES = ("03/02/1990", "03/02/1991", "14555001")
GOOD = (1, "Lường Văn Panh", "20/02/1966", "Nam", "014066006619", "Bản Nà Sang")
NOT_REAL = (2, "Hà Thị Bun", "31/02/1972", "Nữ", "014172000581", "Bản Tà Xen")
NAMELESS = (3, "", "02/04/1980", "Nam", "014080002930", "Bản Pá Lau")


def workbook(
    folder: Path, rows: Sequence[Sequence[Any]], name: str = "moi.xlsx", header: Any = HEADERS
) -> Path:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    if header:
        sheet.append(header)
    for row in rows:
        sheet.append((*row, *DATES))
    book.save(folder / name)
    return folder / name


@contextmanager
def import_page(tmp_path: Path) -> Iterator[tuple[Office, Any]]:
    """Open the page on a store with five people."""
    with open_office(tmp_path / "p") as office:
        office.log_in()
        yield office, office.show(PageName.IMPORT)


def names(page: Any) -> list[str]:
    """Return the names in the table of the preview."""
    return [line.name for line in page.preview.table.rows]


def only(page: Any, *moods: Any) -> None:
    """Let only these lines be shown."""
    for mood, chip in page.preview.chips.items():
        if chip.isChecked() != (mood in moods):
            chip.click()
