"""Rows read a column at a time are the rows that would be read singly, to the letter."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from desktop.roster.reading.kinds import RowKinds
from desktop.roster.reading.layout import Layout
from desktop.roster.reading.names import NameReader
from desktop.roster.reading.person import PersonReader
from desktop.roster.reading.plain import PlainRows
from desktop.roster.reading.sheet import Sheet
from desktop.roster.reading.table import Marks, Table

TODAY = date(2025, 8, 20)
HEADER = (
    "STT|Họ và tên|Ngày sinh|Giới tính|Dân tộc|Số CCCD|Số CMND cũ|Ngày vào Đảng|Ngày chính thức|"
    "Số thẻ đảng|Ngày cấp thẻ|Số thẻ mới|Chi bộ|Thôn, bản|Nơi thường trú|Chức vụ|Ghi chú|"
    "Tình trạng|Miễn sinh hoạt|Trình độ"
)
NAMES = ["Lò Văn An", "Giàng A Páo", "Y Bhăm Niê", "K’Brêu Kđăm", "đ/c Bàn Thị Ba", "Páo"]
ODD = (
    "|x|-|0|1950|12/1980|31/02/1970|29/02/1980|30/04/1975|3/2/1990|1.2.99|12-03-1978|12/03-1978|"
    "1/1/2030|12/03/1850|01/02/1929|Nam|nữ|gái|014166000005|14166000005|050000005|5E+10|123|"
    "014 166 000 005|0141660000051|12.000001|12000001|123456789012|dự bị|đã mất|chính thức|"
    "đã chuyển đi nơi khác rồi lại về|K’Brêu|1. Lò Văn An|Ông Ba 2|Chi bộ 3|CB bản Mẫu|45000|"
    "tổng cộng|Chi bộ bản Xa|có|Lò Văn An (Bí thư)|"
    "Lò Văn An và Bàn Văn Ba|014166000005 (CMND 050000005)"
)


def line(r: random.Random, number: int) -> list[object]:
    born = date(1945, 1, 1) + timedelta(days=r.randrange(16_000))
    joined = born + timedelta(days=366 * r.randint(18, 30))
    official = joined + timedelta(days=366)
    is_male = r.random() < 0.6
    personal = f"014{int(not is_male)}{born.year % 100:02d}{number:06d}"
    return [
        number, r.choice(NAMES[:5]), r.choice([born, f"{born:%d/%m/%Y}", f"{born:%d.%m.%Y}"]),
        "Nam" if is_male else "Nữ", "Thái", personal, r.choice(["", f"05{number:07d}"]),
        f"{joined:%d/%m/%Y}", official, f"12.{number:06d}", official, "",
        f"Chi bộ bản {number % 9}", f"Bản {number % 9}", "Sơn La", r.choice(["", "Bí thư"]),
        r.choice(["", "", "chính thức"]), "", "", r.choice(["", "12/12"]),
    ]  # fmt: skip


def spoilt(seed: int, share: float) -> Table:
    """Return a list of 120 people; so much of its cells says something odd, columns move."""
    r = random.Random(seed)
    header, oddities = HEADER.split("|"), ODD.split("|")
    places = [place for place in range(2, len(header)) if r.random() > share]
    if seed % 3 == 0:
        r.shuffle(places)
    places = [0, 1, *places]
    rows = [[header[place] for place in places]]
    for number in range(1, 121):
        cells = line(r, number)
        for place, cell in enumerate(cells):
            if r.random() < share:
                odd = r.choice(oddities)
                cells[place] = int(odd) if odd.isdigit() and r.random() < 0.3 else odd
            elif r.random() < share and isinstance(cell, str) and cell.isdigit():
                cells[place] = float(cell)  # Excel lost the zeros
        if number % 40 == 0:
            rows.append(["", r.choice(["Chi bộ bản Mới", "Bản Mới", "Đảng bộ xã"])])
        if number == 100 and seed % 5 == 4:
            rows.append(["TT", "Tên vật tư", "Số lượng", "Đơn giá"])
        rows.append([cells[place] for place in places])
    marks = Marks(errors={(7, 2): "#REF!"}, uncomputed={(9, 0), (11, 4)}, is_1904=seed % 2 == 0)
    return Table([list(row) for row in rows], (), "DS", ("DS",), "", "", marks=marks)


def compare(table: Table) -> tuple[int, int]:
    """Return how many rows were read with their column and how many singly."""
    sheet = Sheet(table)
    layout = Layout(sheet, TODAY)
    reader, kinds, beside = PersonReader(layout), RowKinds(sheet), RowKinds(sheet)
    names = NameReader(sheet)
    plain = PlainRows(layout, names)
    counts = [0, 0]
    for index in range(len(sheet.texts)):
        # Both tellers of kinds walk down the list, one of them past all that is plain.
        person = plain.person(index, beside)
        kind = kinds.kind_of(index)
        if person is None:
            assert beside.kind_of(index) == kind
        else:
            assert not kind
            assert not kinds.is_under_another_header
            assert person == reader.read(index, names.read(index), kinds.section)
        counts[person is None] += 1
    return counts[0], counts[1]


@pytest.mark.parametrize("seed", range(30))
def test_both_ways_read_the_same(seed):
    compare(spoilt(seed, share=(0.01, 0.04, 0.12)[seed % 3]))


def test_a_clean_list_is_read_a_column_at_a_time():
    plain, others = compare(spoilt(0, share=0))
    # Beside the header, three sections and two cells that the workbook marks.
    assert (plain, others) == (118, 6)


def test_a_list_without_numbered_rows_is_read_singly():
    table = spoilt(0, share=0)
    for row in table.rows:
        row[0] = ""
    assert compare(table)[0] == 0
