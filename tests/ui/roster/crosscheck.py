"""What the tests of the cross-check share: a list, other lists about it, keys without a guard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.common.vocabulary import SourceKind
from tests.roster.register.people import PEOPLE, with_changes, write_list
from tests.ui.shell.office import HUONG, Office, open_office

# K'Brêu's day and month are swapped and his number is missing: a person must be asked.
POPULATION = with_changes(
    {
        "Giàng A Pao": {"Họ và tên": "Giàng A Páo"},
        "Nguyễn Thị Hoà": {"Số định danh cá nhân": "014194000555"},
        "K'Brêu": {
            "Ngày sinh": "11/05/1981",
            "Số định danh cá nhân": "",
            "Số thẻ đảng": "",
            "Ngày vào Đảng": "",
            "Ngày chính thức": "",
        },
    }
)
TWIN = {
    "Họ và tên": "Giàng A Páo",
    "Ngày sinh": "12/03/1978",
    "Giới tính": "Nam",
    "Dân tộc": "Mông",
    "Chi bộ": "Bản Huổi Bon",
    "Ngày vào Đảng": "03/02/2006",
    "Ngày chính thức": "03/02/2007",
    "Số thẻ đảng": "14123418",
}


@contextmanager
def counter(tmp_path: Path, *, sources: bool = True, doubled: bool = False) -> Iterator[Office]:
    """A counter with the small list, and perhaps the population extract compared with it."""
    with open_office(tmp_path / "p") as office:
        office.log_in()
        people = [*PEOPLE, TWIN] if doubled else PEOPLE
        office.services.imports.import_list(write_list(tmp_path / "ds.csv", people), actor=HUONG)
        if sources:
            file = write_list(tmp_path / "dan-cu.csv", POPULATION)
            office.services.sources.take_source(file, SourceKind.POPULATION, actor=HUONG)
        yield office
