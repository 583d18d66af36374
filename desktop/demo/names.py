"""How peoples of Vietnam are named, as tables for inventing; no real person is meant."""

from __future__ import annotations

import random
from dataclasses import dataclass

from desktop.common.vocabulary import Sex


def _words(text: str) -> tuple[str, ...]:
    """Split a list of words; an underscore is a space inside a name."""
    return tuple(word.replace("_", " ") for word in text.split())


_VI_MALE = _words(
    "An Anh Bình Công Cường Dũng Dương Đạt Đức Giang Hải Hiếu Hòa Hùng Huy Khánh Khoa Lâm Long "
    "Minh Nam Nghĩa Phong Phúc Quang Quân Sơn Tài Thắng Thành Thịnh Toàn Trung Tuấn Tùng Việt Vinh"
)
_VI_FEMALE = _words(
    "An Ánh Bích Chi Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hồng Huệ Hương Lan Liên Linh Loan Mai "
    "Minh Nga Ngân Ngọc Nhung Oanh Phương Quyên Tâm Thảo Thủy Thúy Trang Tuyết Vân Xuân Yến"
)
_VI_MIDDLE_MALE = _words("Văn Văn Văn Đức Hữu Quang Minh Xuân Ngọc Công")
_VI_MIDDLE_FEMALE = _words("Thị Thị Thị Thị Thị_Ngọc Thị_Thu Thị_Thanh Thị_Kim Ngọc Thu")


@dataclass(frozen=True)
class Naming:
    """How one people is named in this generator.

    Attributes:
        ethnicity: official name.
        province: first three digits of the numbers given at birth.
        family: family names; empty where names have none in front.
        male, female: (middle names, given names).
        pattern: `family middle given` with spaces, or a pattern of its own.
    """

    ethnicity: str
    province: str
    family: tuple[str, ...]
    male: tuple[tuple[str, ...], tuple[str, ...]]
    female: tuple[tuple[str, ...], tuple[str, ...]]
    pattern: str = "{family} {middle} {given}"


NAMINGS: dict[str, Naming] = {
    "kinh": Naming(
        "Kinh",
        "036",
        _words("Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Ngô Dương Lý"),
        (_VI_MIDDLE_MALE, _VI_MALE),
        (_VI_MIDDLE_FEMALE, _VI_FEMALE),
    ),
    "thai": Naming(
        "Thái",
        "014",
        _words("Lò Lò Lò Cầm Quàng Lường Hà Tòng Cà Bạc Vì Hoàng Đèo Điêu"),
        (_words("Văn Văn Văn Quốc"), _words("Panh Pâng Hặc Ín Xôm Biên Pản Chiến Thoan Dương Inh")),
        (_words("Thị Thị Thị Hồng"), _words("Pâng Bun Hương Xuân Ín Piềng Hoa Thoa Phương Lả")),
    ),
    "mong": Naming(
        "Mông",
        "014",
        _words("Giàng Giàng Sùng Vàng Mùa Thào Hạng Lầu Vừ Mùa Phàng Tráng Sồng"),
        (
            _words("A A A A Bả Chờ"),
            _words("Páo Chu Dê Tủa Sình Lử Vàng Pà Dơ Nủ Câu Sếnh Phừ Páng"),
        ),
        (_words("Thị Thị"), _words("Mẩy Dợ Mỷ Sua Xía Chư Pàng Vá Công Dua Máy")),
    ),
    "tay": Naming(
        "Tày",
        "004",
        _words("Nông Hoàng Lương Bế Ma Hà Lý Đàm"),
        (_words("Văn Văn Ích Đình"), _words("Thắng Páo Đoàn Hòa Bắc Kiên Thiết Tuân")),
        (_words("Thị Thị Bích"), _words("Slao Nhình Én Hà Thơm Lụa Hiên")),
    ),
    "muong": Naming(
        "Mường",
        "017",
        _words("Bùi Bùi Bùi Đinh Quách Hà Bạch"),
        (_words("Văn Văn Thanh"), _words("Ểu Nhàn Chiềng Khánh Lượng Thỏa Ển")),
        (_words("Thị Thị"), _words("Nhàn Ẻn Mến Thỉm Xuân Dậu")),
    ),
    "coho": Naming(
        "Cơ-ho",
        "068",
        (),
        ((), _words("K'Brêu K'Brểu K'Bra K'Tem K'Sơn K'Him K'Lởi K'Broh")),
        ((), _words("Ka_Brêm Ka_Hương Ka_Nhuy Ka_Bích Ka_Giang Ka_Thủy")),
        pattern="{given}",
    ),
    "ede": Naming(
        "Ê-đê",
        "066",
        _words("Niê Niê Êban Mlô Byă Ayun Ksơr"),
        ((), _words("Bhăm Blô Kuăn Thắng Wan Jŭ Ngông Siêm")),
        ((), _words("Hen Bia Yuôn Nuên Rĭm Wiu")),
        pattern="{mark}{given} {family}",
    ),
    "ma": Naming(
        "Mạ",
        "068",
        (),
        ((), _words("K'Brẽo K'Điệp K'Vần K'Hà K'Brô")),
        ((), _words("Ka_Thị Ka_Bép Ka_Rin Ka_Thúy")),
        pattern="{given}",
    ),
    "dao": Naming(
        "Dao",
        "010",
        _words("Triệu Bàn Phùng Đặng Lý Tẩn"),
        (_words("Văn Tiến Quý Phụ"), _words("Thọ Phin Sơn Lụa Chòi Quyên")),
        (_words("Thị Mùi Tả"), _words("Mẩy Sếnh Nhàn Pham Tá")),
    ),
}

WEIGHTS = {
    "thai": 34,
    "mong": 22,
    "kinh": 20,
    "muong": 7,
    "tay": 5,
    "dao": 4,
    "coho": 3,
    "ede": 3,
    "ma": 2,
}
"""How common each people is in the invented commune, per hundred."""


def invent_name(naming: Naming, sex: Sex, rng: random.Random) -> str:
    """Return a full name; Vietnamese apostrophes are the typographic ones."""
    middle_names, given_names = naming.male if sex is Sex.MALE else naming.female
    name = naming.pattern.format(
        family=rng.choice(naming.family) if naming.family else "",
        middle=rng.choice(middle_names) if middle_names else "",
        given=rng.choice(given_names),
        mark="Y " if sex is Sex.MALE else "H’",
    )
    return name.replace("'", "’").strip()
