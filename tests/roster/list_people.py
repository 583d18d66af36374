"""People who do not exist, for lists."""

from __future__ import annotations

import random
from dataclasses import dataclass

_FAMILIES = "Nguyễn Trần Lê Phạm Lò Giàng Sùng Vàng Hoàng Quàng Lường Đặng Bàn Đỗ"
_MIDDLE = {
    "male": ["Văn", "Đức", "Quốc", "A", "Hữu", "Xuân"],
    "female": ["Thị", "Thị Ngọc", "Thị Hồng", "Thị"],
}
_GIVENS = "An Bình Chỉnh Dũng Hà Hạnh Páo Pâng Sơn Thắng Ún Vừ Lan Liên Phương Quyết Ánh Ước"
_OTHERS = ["K’Brêu", "Y Bhăm Niê", "H’Lan Kđăm", "Điểu K’Lộc", "Thạch Sa Rinh"]
CELLS = ["Bản Nà Sang", "Bản Mẫu", "Trường học", "Trạm Y tế xã"]


@dataclass
class Person:
    """The truth about one row."""

    full_name: str
    sex: str
    birth: str
    personal_id: str
    ethnicity: str
    cell: str
    joined: str
    official: str
    card: str
    row: int = 0


def invent(seed: int, count: int) -> list[Person]:
    r = random.Random(seed)
    people = []
    for place in range(count):
        sex = r.choice(["male", "female"])
        year, month, day = r.randint(1940, 1995), r.randint(1, 12), r.randint(1, 28)
        joined = year + r.randint(19, 30)
        name = f"{r.choice(_FAMILIES.split())} {r.choice(_MIDDLE[sex])} {r.choice(_GIVENS.split())}"
        if r.random() < 0.15:
            name = r.choice(_OTHERS)
        people.append(
            Person(
                full_name=name,
                sex=sex,
                birth=f"{year}-{month:02d}-{day:02d}",
                personal_id=f"0{r.choice(['14', '25', '68'])}{int(sex == 'female')}"
                f"{year % 100:02d}{seed % 100:02d}{place:04d}",
                ethnicity=r.choice(["Kinh", "Thái", "Mông", "H’Mông", "Ê-đê"]),
                cell=CELLS[place * len(CELLS) // count],
                joined=f"{joined}-03-{r.randint(1, 28):02d}",
                official=f"{joined + 1}-03-28",
                card=f"12{seed % 100:02d}{place:04d}",
            )
        )
    return people
