"""A small list in the store, and two other lists about the same people."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

HEADER = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số định danh cá nhân", "Chi bộ",
    "Quê quán", "Nơi thường trú", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ đảng",
)  # fmt: skip

PEOPLE: tuple[dict[str, str], ...] = (
    {
        "Họ và tên": "Giàng A Pao", "Ngày sinh": "12/03/1978", "Giới tính": "Nam",
        "Dân tộc": "Mông", "Số định danh cá nhân": "014078012345", "Chi bộ": "Bản Nà Sang",
        "Quê quán": "xã Hang Chú, huyện Bắc Yên, tỉnh Sơn La",
        "Nơi thường trú": "Bản Nà Sang, xã Xím Vàng, tỉnh Sơn La",
        "Ngày vào Đảng": "03/02/2006", "Ngày chính thức": "03/02/2007", "Số thẻ đảng": "14123417",
    },
    {
        "Họ và tên": "Lò Thị Pâng", "Ngày sinh": "1950", "Giới tính": "Nữ", "Dân tộc": "Thái",
        "Số định danh cá nhân": "014150000123", "Chi bộ": "Bản Huổi Bon",
        "Nơi thường trú": "Bản Huổi Bon, xã Xím Vàng, tỉnh Sơn La",
        "Ngày vào Đảng": "19/05/1975", "Ngày chính thức": "19/05/1976", "Số thẻ đảng": "14000321",
    },
    {
        "Họ và tên": "Nguyễn Thị Hoà", "Ngày sinh": "27/06/1994", "Giới tính": "Nữ",
        "Dân tộc": "Kinh", "Số định danh cá nhân": "", "Chi bộ": "Trường học",
        "Ngày vào Đảng": "02/09/2020", "Ngày chính thức": "02/09/2021", "Số thẻ đảng": "14200999",
    },
    {
        "Họ và tên": "K'Brêu", "Ngày sinh": "05/11/1981", "Giới tính": "Nam", "Dân tộc": "Cơ Ho",
        "Số định danh cá nhân": "068081000777", "Chi bộ": "Bản Nà Sang",
        "Ngày vào Đảng": "03/02/2010", "Ngày chính thức": "03/02/2011", "Số thẻ đảng": "14123999",
    },
    {
        "Họ và tên": "Vừ Thị Dơ", "Ngày sinh": "01/01/2001", "Giới tính": "Nữ", "Dân tộc": "Mông",
        "Số định danh cá nhân": "014301000888", "Chi bộ": "Bản Nà Sang",
        "Ngày vào Đảng": "03/02/2023", "Ngày chính thức": "03/02/2024", "Số thẻ đảng": "14201888",
    },
)  # fmt: skip


def with_changes(changes: Mapping[str, Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the people with other words in some columns, by name."""
    return [{**person, **changes.get(person["Họ và tên"], {})} for person in PEOPLE]


def write_list(target: Path, people: Sequence[Mapping[str, str]]) -> Path:
    """Write people as a list an office would send."""
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for number, person in enumerate(people, start=1):
            rows.writerow([str(number), *(person.get(key, "") for key in HEADER[1:])])
    return target
