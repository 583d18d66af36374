"""Seeded lists as many hands make them, each with its truth: people, set aside, no data.

A `Case` says how a list looks; `write` puts it into a file; the truth comes from the same rows, so
it cannot drift. Names and numbers are invented.
"""

from __future__ import annotations

import csv
import io
import subprocess
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.roster.list_encodings import to_cp1258, to_mojibake, to_tcvn3, to_vni
from tests.roster.list_people import CELLS, Person, invent

_EPOCH = date(1899, 12, 30)


@dataclass
class Case:
    """How one list looks.

    Attributes:
        form: file type: `xlsx xls ods csv`, or `soffice-xlsx` … for a round trip.
        header: `one two three merged plain`; `plain` has no letterhead over it.
        name: `one`, `split` (họ đệm | tên) or `under` (one header over two columns).
        birth: how birth dates stand: `text real year words serial short pieces nam-nu mixed`.
        sex: `word`, `ticks`, `none`, or given by the birth columns.
        number: `text`, `number` (lost zeros), `grouped`, `float-text`.
        cells: `column section village-section letterhead merged`.
        encoding: of text, or of the letters in a workbook (`tcvn3`, `vni`).
        dirt: `nfd spaces invisible` ways to spoil texts.
        extras: `numbering totals repeated signature blanks cover hidden no_name double`.
    """

    form: str = "xlsx"
    header: str = "one"
    name: str = "one"
    birth: str = "text"
    sex: str = "word"
    number: str = "text"
    cells: str = "column"
    encoding: str = "utf-8-sig"
    separator: str = ","
    above: int = 4
    dirt: str = ""
    extras: tuple[str, ...] = ()
    people: int = 24


@dataclass
class Made:
    """A file and its truth."""

    path: Path
    people: list[Person]
    set_aside: list[tuple[int, str]]
    not_data: int
    rows: int
    hidden: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


# ---------------------------------------------------------------- rows


def _shown(iso: str, how: str) -> Any:
    year, month, day = (int(part) for part in iso.split("-"))
    real = date(year, month, day)
    return {
        "text": f"{day:02d}/{month:02d}/{year}",
        "real": real,
        "year": year,
        "words": f"ngày {day} tháng {month} năm {year}",
        "serial": (real - _EPOCH).days,
        "short": f"{day}.{month}.{year % 100:02d}",
        "dashes": f"{day}-{month}-{year}",
        "unknown": f"00/00/{year}",
        "month": f"{month:02d}/{year}",
        "time": f"{year}-{month:02d}-{day:02d} 00:00:00",
        "spaced": f"{day} / {month} / {year}",
    }[how]


def _known(iso: str, how: str) -> str:
    return {"year": iso[:4], "unknown": iso[:4], "month": iso[:7]}.get(how, iso)


_MIXED = ("text", "real", "year", "words", "short", "dashes", "unknown", "month", "spaced")


def _number(person: Person, how: str) -> Any:
    number = person.personal_id
    return {
        "text": number,
        "number": int(number),
        "grouped": f"{number[:3]} {number[3:6]} {number[6:]}",
        "float-text": f"{int(number)}.0",
        "quoted": f"'{number}",
    }[how]


def _columns(case: Case) -> list[tuple[str, str]]:
    columns = [("STT", "")]
    columns += {
        "one": [("Họ và tên", "")],
        "split": [("Họ và tên đệm", ""), ("Tên", "")],
        "under": [("Họ và tên", ""), ("Họ và tên", "")],
    }[case.name]
    if case.birth == "nam-nu":
        columns += [("Năm sinh", "Nam"), ("Năm sinh", "Nữ")]
    elif case.birth == "pieces":
        columns += [("Ngày sinh", "Ngày"), ("Ngày sinh", "Tháng"), ("Ngày sinh", "Năm")]
    else:
        columns += [("Ngày, tháng, năm sinh", "")]
    if case.sex == "word":
        columns += [("Giới tính", "")]
    elif case.sex == "ticks":
        columns += [("Giới tính", "Nam"), ("Giới tính", "Nữ")]
    columns += [("Dân tộc", ""), ("Số CCCD/ĐDCN", "")]
    columns += [("Ngày vào Đảng", "Dự bị"), ("Ngày vào Đảng", "Chính thức"), ("Số thẻ đảng", "")]
    if case.cells in {"column", "merged"}:
        columns += [("Chi bộ", "")]
    return [*columns, ("Ghi chú", "")]


def _line(case: Case, place: int, person: Person) -> list[Any]:
    family, _, given = person.full_name.rpartition(" ")
    cells: list[Any] = [place]
    cells += [person.full_name] if case.name == "one" else [family, given]
    how = _MIXED[place % len(_MIXED)] if case.birth == "mixed" else case.birth
    if case.birth == "nam-nu":
        year = int(person.birth[:4])
        cells += [year, ""] if person.sex == "male" else ["", year]
        person.birth = person.birth[:4]
    elif case.birth == "pieces":
        cells += [int(part) for part in reversed(person.birth.split("-"))]
    else:
        cells += [_shown(person.birth, how)]
        person.birth = _known(person.birth, how)
    if case.sex == "word":
        cells += ["Nam" if person.sex == "male" else "Nữ"]
    elif case.sex == "ticks":
        cells += ["x", ""] if person.sex == "male" else ["", "X"]
    elif case.birth != "nam-nu":
        person.sex = ""
    cells += [person.ethnicity, _number(person, case.number)]
    cells += [_shown(person.joined, "text"), _shown(person.official, "text")]
    cells += [f"{person.card[:2]}.{person.card[2:]}"]
    if case.cells in {"column", "merged"}:
        cells += [f"Chi bộ {person.cell[:1].lower()}{person.cell[1:]}"]
    return [*cells, ""]


def build(case: Case, seed: int) -> tuple[list[list[Any]], Made]:
    """Return the rows of a list and its truth; `Made.path` is set when it is written."""
    people = invent(seed, case.people)
    columns = _columns(case)
    width = len(columns)
    made = Made(Path(), [], [], 0, 0)
    rows: list[list[Any]] = []

    def add(*cells: Any, counts: bool = True) -> None:
        rows.append([*cells, *[""] * (width - len(cells))][:width])
        made.not_data += counts

    letterhead = ["ĐẢNG BỘ XÃ MƯỜNG THỬ", "", "DANH SÁCH ĐẢNG VIÊN", "(Kèm theo báo cáo)", ""]
    if case.cells == "letterhead":
        letterhead[1] = "Chi bộ Bản Nà Sang"
        for person in people:
            person.cell = "Bản Nà Sang"
    for place in range(case.above):
        add(letterhead[place % len(letterhead)])
    header = _header_rows(case, columns, made, len(rows))
    for row in header:
        add(*row)
    if "numbering" in case.extras:
        add(*[f"({number})" for number in range(1, width + 1)])
    _body(case, people, header, add, rows, made)
    if "totals" in case.extras:
        add("", f"Tổng cộng: {len(people)} đảng viên")
    if "signature" in case.extras:
        add("", "", "", "", "", "Mường Thử, ngày 18 tháng 8 năm 2025")
        add("", "NGƯỜI LẬP BIỂU", "", "", "", "T/M ĐẢNG ỦY")
        add("", "", "", "", "", "BÍ THƯ")
    made.rows = len(rows)
    return rows, made


def _header_rows(
    case: Case, columns: list[tuple[str, str]], made: Made, first: int
) -> list[list[str]]:
    if case.header == "one" and not any(child for _parent, child in columns):
        return [[parent for parent, _child in columns]]
    if case.header == "one":
        # One row has to say it all.
        return [[f"{parent} {child}".strip() for parent, child in columns]]
    top = [parent for parent, _child in columns]
    low = [child for _parent, child in columns]
    if case.header == "merged":
        made.merged += _merged(top, low, first)
    bare = [text if text != left else "" for text, left in zip(top, ["", *top], strict=False)]
    if case.header == "three":
        return [["Thông tin chung", *[""] * (len(top) - 1)], bare, low]
    return [bare, low]


def _merged(top: list[str], low: list[str], first: int) -> list[tuple[int, int, int, int]]:
    found = [(first, at, first + 1, at) for at, text in enumerate(low) if not text]
    starts = [at for at, text in enumerate(top) if low[at] and (not at or top[at - 1] != text)]
    found.extend((first, at, first, at + top.count(top[at]) - 1) for at in starts)
    return found


def _body(
    case: Case, people: list[Person], header: list[list[str]], add: Any, rows: Any, made: Made
) -> None:
    now = ""
    for place, person in enumerate(people, start=1):
        if person.cell != now and case.cells in {"section", "village-section"}:
            if now and "totals" in case.extras:
                add("", f"Cộng: {place - 1}")
            number = CELLS.index(person.cell) + 1
            name = f"{person.cell[:1].lower()}{person.cell[1:]}"
            title = f"Chi bộ {name}" if case.cells == "section" else f"Bản {number}"
            add(["I", "II", "III", "IV"][number - 1], f"{title}: 6 đảng viên")
        now = person.cell
        if case.cells == "village-section":
            person.cell = f"Bản {CELLS.index(now) + 1}"
        if "repeated" in case.extras and place % 10 == 0:
            for row in header:
                add(*row)
        if "blanks" in case.extras and place % 9 == 0:
            add()
        add(*[_dirty(cell, case.dirt, place) for cell in _line(case, place, person)], counts=False)
        person.row = len(rows)
        made.people.append(person)
    if "no_name" in case.extras:
        add(90, *[""] * (2 if case.name != "one" else 1), "01/01/1950", counts=False)
        made.set_aside.append((len(rows), "no_name"))
    if "double" in case.extras:
        first = made.people[0]
        add(*_line(case, 91, Person(**vars(first))), counts=False)
        made.set_aside.append((len(rows), "repeated"))


def _dirty(cell: Any, dirt: str, place: int) -> Any:
    if not isinstance(cell, str) or not cell or not dirt:
        return cell
    if "nfd" in dirt:
        cell = unicodedata.normalize("NFD", cell)
    if "spaces" in dirt:
        gap = "\u00a0 " if place % 2 else "  "
        cell = "  " + cell.replace(" ", gap) + " "
    if "invisible" in dirt:
        cell = f"\u200b{cell[:1]}\u2060{cell[1:]}\u202c\ufeff"
    return cell


# ---------------------------------------------------------------- files


def write(folder: Path, case: Case, seed: int) -> Made:
    """Write one list; `soffice-…` makes an .xlsx first and lets LibreOffice turn it."""
    rows, made = build(case, seed)
    form = case.form.removeprefix("soffice-")
    if form == "csv":
        made.path = folder / "danh sách.csv"
        _write_csv(made.path, rows, case)
    elif case.form == "xls":
        made.path = folder / "danh sách.xls"
        _write_xls(made.path, rows, made)
    else:
        made.path = folder / "danh sách.xlsx"
        _write_xlsx(made.path, rows, case, made)
        if case.form != "xlsx":
            made.path = convert(made.path, form)
    return made


def _write_csv(path: Path, rows: list[list[Any]], case: Case) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=case.separator, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row])
    text = out.getvalue()
    data = {
        "tcvn3": lambda: to_tcvn3(text).encode("latin-1", errors="replace"),
        "vni": lambda: to_vni(text).encode("cp1252", errors="replace"),
        "mojibake": lambda: to_mojibake(text).encode("utf-8"),
        "cp1258": lambda: to_cp1258(text),
    }.get(case.encoding, lambda: text.encode(case.encoding))()
    path.write_bytes(data)


def _write_xlsx(path: Path, rows: list[list[Any]], case: Case, made: Made) -> None:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    if "cover" in case.extras:
        sheet.title = "Hướng dẫn"
        sheet.append(["Cách điền", "Ghi chú"])
        sheet.append(["Điền đủ họ tên", "không viết tắt"])
        sheet = book.create_sheet("DS đảng viên")
    turn = {"tcvn3": to_tcvn3, "vni": to_vni}.get(case.encoding)
    font = Font(name=".VnTime" if case.encoding == "tcvn3" else "VNI-Times")
    for r, row in enumerate(rows, start=1):
        for c, cell in enumerate(row, start=1):
            if cell == "":
                continue
            one = sheet.cell(r, c)
            one.value = turn(cell) if turn and isinstance(cell, str) else cell
            if turn:
                one.font = font
    for top, left, bottom, right in made.merged:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    if "hidden" in case.extras:
        for person in made.people[3:6]:
            sheet.row_dimensions[person.row].hidden = True
        made.hidden = 3
    book.save(path)


def _write_xls(path: Path, rows: list[list[Any]], made: Made) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DS")
    style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    covered = set()
    for top, left, bottom, right in made.merged:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell != "" and (r, c) not in covered:
                sheet.write(r, c, cell, *([style] if isinstance(cell, date) else []))
    book.save(str(path))


def convert(path: Path, form: str) -> Path:
    """Let LibreOffice turn a file into another form; it stands in a folder of its own."""
    out = path.parent / "turned"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(path.parent / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(out),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=150,
    )
    return out / f"{path.stem}.{form}"


CASES: dict[str, Case] = {
    "plain": Case(above=0),
    "letterhead": Case(extras=("numbering", "totals", "signature")),
    "two-rows": Case(header="two", extras=("numbering",)),
    "merged": Case(header="merged", birth="real", extras=("totals", "signature")),
    "three-rows": Case(header="three", sex="ticks"),
    "split-name": Case(name="split", birth="mixed"),
    "name-over-two": Case(name="under", header="merged", birth="year"),
    "nam-nu": Case(header="merged", birth="nam-nu", sex="none", cells="section"),
    "nam-nu-two": Case(header="two", birth="nam-nu", sex="none"),
    "pieces": Case(header="merged", birth="pieces"),
    "sections": Case(cells="section", extras=("totals", "signature", "numbering")),
    "villages": Case(cells="village-section"),
    "one-cell": Case(cells="letterhead"),
    "pages": Case(extras=("repeated", "blanks"), people=40),
    "pages-two-rows": Case(header="merged", extras=("repeated", "numbering"), people=40),
    "far-down": Case(above=31),
    "lost-zeros": Case(number="number", birth="real"),
    "float-numbers": Case(number="float-text"),
    "grouped-numbers": Case(number="grouped", birth="dashes"),
    "serials": Case(birth="serial"),
    "words": Case(birth="words", sex="none"),
    "two-digit-years": Case(birth="short"),
    "mixed-dates": Case(birth="mixed", number="quoted"),
    "dirt": Case(dirt="nfd spaces"),
    "invisible": Case(dirt="invisible spaces", birth="dashes"),
    "aside": Case(extras=("no_name", "double", "totals")),
    "cover": Case(extras=("cover",)),
    "hidden-rows": Case(extras=("hidden",)),
    "fonts-tcvn3": Case(encoding="tcvn3", header="merged", cells="section"),
    "fonts-vni": Case(encoding="vni", header="merged", birth="real"),
    "xls": Case(form="xls", header="merged", birth="real", extras=("totals", "signature")),
    "xls-sections": Case(form="xls", cells="section", number="number", birth="year"),
    "csv": Case(form="csv"),
    "csv-semicolon": Case(form="csv", separator=";", encoding="utf-8", header="two"),
    "csv-tab-utf16": Case(form="csv", separator="\t", encoding="utf-16", extras=("signature",)),
    "csv-utf16-bare": Case(form="csv", encoding="utf-16-le", cells="section"),
    "csv-utf16-big": Case(form="csv", encoding="utf-16-be", separator=";"),
    "csv-cp1258": Case(form="csv", encoding="cp1258", birth="mixed"),
    "csv-tcvn3": Case(form="csv", encoding="tcvn3", cells="section", extras=("totals",)),
    "csv-tcvn3-two": Case(form="csv", encoding="tcvn3", header="two", birth="nam-nu", sex="none"),
    "csv-vni": Case(form="csv", encoding="vni", separator=";", extras=("repeated",)),
    "csv-mojibake": Case(form="csv", encoding="mojibake", birth="words"),
    "csv-bars": Case(form="csv", separator="|", name="split", dirt="spaces"),
}
OFFICE_CASES: dict[str, Case] = {
    "office-xlsx": Case(form="soffice-xlsx", header="merged", birth="real", number="number"),
    "office-xls": Case(form="soffice-xls", header="merged", birth="nam-nu", sex="none"),
    "office-ods": Case(form="soffice-ods", header="two", birth="real", cells="section"),
    "office-ods-hidden": Case(form="soffice-ods", birth="mixed", extras=("hidden", "totals")),
    "office-csv": Case(form="soffice-csv", birth="text", extras=("totals", "signature")),
}
ENCODING_SHOWN = {"tcvn3": "tcvn3", "vni": "vni", "mojibake": "mojibake", "cp1258": "cp1258"}
