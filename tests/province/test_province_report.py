"""The report of a province on both engines: figures, papers, units, settings."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.common.channels import IntakeSource, UnitKind
from desktop.common.errors import InputFileError
from desktop.models import AuditEvent
from desktop.province.reporting.paper import as_data
from desktop.province.reporting.rules import Late
from desktop.province.reporting.settings import DeskSettingError
from desktop.province.reporting.unit_list import UnitListError
from tests.province.report_data import Commune, fill

DESK = "cán bộ tỉnh"
COMMUNES = (
    Commune("MT01", "03862", "xã Mường Thử", {"counter": 30, "home": 6, "medical": 2}, rejected=4,
            reasons=("photo", "photo", "signature"), undecided=3, sequences=(1, 2, 5)),
    Commune("MT02", "03862", "xã Mường Thử", {"counter": 12}),
    Commune("KB01", "03863", "=HYPERLINK(1)", {"counter": 5}, days_ago=4, apart=2),
    Commune("TINH", "03862", "xã Mường Thử", {"counter": 7, "home": 1}),
)  # fmt: skip


def units_csv(loop: Any, *lines: str, name: str = "don-vi.csv") -> Any:
    path = loop.stick / name
    text = "\n".join(["DANH SÁCH ĐƠN VỊ", "Mã;Tên đơn vị;Đủ điều kiện;Loại", *lines])
    path.write_text(text, encoding="utf-8-sig")
    return path


@pytest.fixture
def counted(loop: Any) -> Any:
    """A province with the stations above, on each engine; the last one is its own desk."""
    fill(loop.desk.data, COMMUNES)
    path = units_csv(
        loop,
        "03862;;60;xã",
        "03863;Xã Khác;;",
        "03864;xã Chưa Gửi;1.200;",
        "TINH;Bàn tỉnh;;Bàn tỉnh",
        ";Cộng;1.260;",
    )
    loop.desk.reports.take_units(path, actor=DESK)
    return loop


def test_every_unit_adds_up_to_the_whole(counted: Any) -> None:
    report = counted.desk.reports.report()
    found = {one.code: one for one in report.units}
    assert list(found) == ["03862", "03863", "03864", "TINH"]
    one = found["03862"]
    assert (one.stations, one.batches, one.received, one.eligible) == (2, 4, 50, 60)
    assert (one.accepted, one.rejected, one.waiting, str(one.percent)) == (43, 4, 3, "83.3")
    assert one.sources == {
        IntakeSource.COMMUNE_COUNTER: 42,
        IntakeSource.MOBILE_TEAM: 6,
        IntakeSource.MEDICAL_FACILITY: 2,
    }
    assert (found["TINH"].kind, found["TINH"].received) == (UnitKind.PROVINCIAL_DESK, 8)
    assert found["TINH"].sources == {IntakeSource.PROVINCIAL_DESK: 8}
    whole = report.total
    assert (whole.received, whole.accepted, whole.rejected, whole.waiting) == (63, 56, 4, 3)
    assert whole.quarantined == 2
    assert sum(whole.sources.values()) == whole.received
    assert sum(one.records for one in report.channels) == whole.received
    assert report.reasons == (("photo", 3), ("bad_record", 2), ("signature", 1))


def test_an_eligible_count_that_nobody_told_stays_unknown(counted: Any) -> None:
    report = counted.desk.reports.report()
    assert (report.total.eligible, report.total.percent, report.without_eligible) == (None, None, 1)
    path = units_csv(counted, "03863;;5;", name="them.csv")
    found = counted.desk.reports.take_units(path, actor=DESK)
    assert (found.changed, found.rows[0].name) == (1, "Xã Khác")
    report = counted.desk.reports.report()
    # The province's own desk needs no number: its people are counted in their communes.
    assert (report.total.eligible, report.without_eligible) == (1265, 0)
    assert str(report.total.percent) == "5.0"


def test_late_units_and_numbers_that_never_came(counted: Any) -> None:
    report = counted.desk.reports.report()
    late = {one.code: one.late for one in report.late}
    assert late == {
        "03862": (Late.MISSING,),
        "03863": (Late.SILENT,),
        "03864": (Late.NOTHING,),
    }
    assert report.total.missing == ("MT01-000003", "MT01-000004")
    counted.desk.reports.settings.change({"late_days": "5"}, actor=DESK)
    assert {one.code for one in counted.desk.reports.report().late} == {"03862", "03864"}


def test_the_forecast_and_the_deadline(counted: Any) -> None:
    settings = counted.desk.reports.settings
    settings.change({"deadline": "2025-08-24", "pace_days": "2"}, actor=DESK)
    one = counted.desk.reports.report().units[0]
    # 50 records today, over the two days of the setting; ten people are left.
    assert (str(one.forecast.pace), one.forecast.finish) == ("25.0", date(2025, 8, 21))
    assert (one.forecast.needed, one.forecast.in_time) == (2, True)
    assert counted.desk.reports.report().total.forecast.finish is None


def test_the_rounding_is_a_setting(counted: Any) -> None:
    settings = counted.desk.reports.settings
    settings.change({"rounding": "truncate", "decimals": "3"}, actor=DESK)
    assert str(counted.desk.reports.report().units[0].percent) == "83.333"
    for wrong in ({"rounding": "up"}, {"decimals": "9"}, {"deadline": "mai"}, {"khac": "1"}):
        with pytest.raises(DeskSettingError):
            settings.change({"late_days": "9", **wrong}, actor=DESK)
    assert settings.all()["late_days"] == 3
    with counted.desk.data.read() as session:
        tags = [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert tags[-2:] == ["setting:changed", "setting:changed"]


def test_the_list_of_units_is_taken_whole_or_not_at_all(small_loop: Any) -> None:
    reports = small_loop.desk.reports
    book = openpyxl.Workbook()
    for row in (["STT", "Mã xã", "Tên xã", "Số đủ điều kiện"], [1, 3862, "xã Mường Thử", 1766]):
        book.active.append(row)
    path = small_loop.stick / "don-vi.xlsx"
    book.save(path)
    assert reports.take_units(path, actor=DESK, dry_run=True).changed == 1
    assert reports.units() == ()
    assert reports.take_units(path, actor=DESK).changed == 1
    again = reports.take_units(path, actor=DESK)
    assert (again.changed, again.unchanged) == (0, 1)
    (row,) = reports.units()
    assert (row.code, row.eligible, row.kind) == ("03862", 1766, UnitKind.COMMUNE)
    for wrong in ("03863;;mười;", "03862;;5;\n03862;;6;", "03863;;5;chợ"):
        with pytest.raises(UnitListError) as caught:
            reports.take_units(units_csv(small_loop, "03865;;7;", wrong), actor=DESK)
        assert re.search(r"dòng: [45]", caught.value.advice)
    with pytest.raises(UnitListError):
        reports.take_units(units_csv(small_loop, ";Cộng;7;"), actor=DESK)
    assert reports.units() == (row,)


def test_paper_workbook_and_data_say_the_same(counted: Any, tmp_path: Any) -> None:
    counted.desk.reports.settings.change({"upper": "UBND TỈNH", "place": "Sơn La"}, actor=DESK)
    paths = counted.desk.reports.write_all(tmp_path / "bao cao")
    assert [path.suffix for path in paths] == [".pdf", ".xlsx", ".json"]
    pages = [page.extract_text() for page in PdfReader(BytesIO(paths[0].read_bytes())).pages]
    text = re.sub(r"\s+", " ", " ".join(pages))
    for part in (
        "UBND TỈNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Sơn La, ngày 20 tháng 8 năm 2025",
        "Số liệu đến 07:15 ngày 20/08/2025",
        "chưa có số",
        "83,3",
        "Thiếu lô MT01-3…4",
        "Thủ trưởng đơn vị",
        "Bàn thu nhận của tỉnh",
    ):
        assert part in text, part
    book = openpyxl.load_workbook(paths[1])
    rows = [[cell.value for cell in row] for row in book["Theo đơn vị"].iter_rows()]
    (line,) = [row for row in rows if row[1] == "xã Mường Thử"]
    assert line[2:9] == [60, 50, 83.3, 43, 4, 3, 0]
    assert rows[-1][3:9] == [63, None, 56, 4, 3, 2]
    data = json.loads(paths[2].read_text(encoding="utf-8"))
    assert data == as_data(counted.desk.reports.report())
    assert data["total"]["received"] == data["records"] == 63
    with pytest.raises(InputFileError):
        counted.desk.reports.write(counted.desk.reports.report(), tmp_path / "bao-cao.doc")


def test_a_name_is_never_a_formula(loop: Any, tmp_path: Any) -> None:
    fill(loop.desk.data, COMMUNES[2:3])
    path = tmp_path / "bao-cao.xlsx"
    loop.desk.reports.write(loop.desk.reports.report(), path)
    cells = [c for row in openpyxl.load_workbook(path)["Theo đơn vị"].iter_rows() for c in row]
    (cell,) = [one for one in cells if one.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"


def test_a_large_province_runs_over_pages_with_titles_on_each(small_loop: Any) -> None:
    many = [Commune(f"T{n:03d}", f"{10_000 + n}", f"xã Số {n}", {"counter": 1}) for n in range(148)]
    fill(small_loop.desk.data, many)
    report = small_loop.desk.reports.report()
    path = small_loop.stick / "bao-cao.pdf"
    small_loop.desk.reports.write(report, path)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) >= 4
    for number in range(148):
        assert sum(len(re.findall(rf"xã Số {number}\b", page)) for page in pages) == 1
    for number, page in enumerate(pages, start=1):
        if "xã Số" in page:
            assert "Đủ điều" in page
        assert number == 1 or page.lstrip().startswith(str(number)) or f"\n{number}\n" in page
    assert sum("Thủ trưởng đơn vị" in page for page in pages) == 1
