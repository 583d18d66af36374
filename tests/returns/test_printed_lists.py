"""Lists of printed cards: what is read, what moves, what is kept aside, and twice is once."""

from __future__ import annotations

import pytest

from desktop.models import ApplicationMove, BatchRecord, Card, CardRowAside
from desktop.returns.errors import NoCardColumnsError
from desktop.returns.reading import read_card_list
from desktop.returns.rules import result_of
from desktop.returns.views import Aside, PrintResult


def test_printed_records_go_the_whole_way_and_twice_is_once(office) -> None:
    path = office.printed(0, 1)
    before = office.lists.preview(path)
    assert (before.printed, office.states()[0]) == (2, "exported")
    report = office.lists.take(path, actor="Lò Thị Hương")
    assert (report.printed, report.aside, report.already_taken) == (2, (), False)
    assert office.states() == ["printed", "printed", "exported", "exported", "exported"]
    assert office.way(0) == ["exported", "acknowledged", "sent_to_print", "printed"]
    tags = office.tags()
    again = office.lists.take(path, actor="Lò Thị Hương")
    assert (again.already_taken, again.printed, again.unchanged) == (True, 0, 2)
    # A file of another name with the same bytes is the same file.
    copy = path.rename(office.folder / "ban-sao.csv")
    assert office.lists.take(copy, actor="Lò Thị Hương").already_taken
    more = office.lists.take(office.printed(1, 0, 2, name="them.csv"), actor="Lò Thị Hương")
    assert (more.printed, more.unchanged) == (1, 2)
    assert office.tags() == [*tags, "member:card_numbered", "card_list:taken"]
    with office.store.read() as session:
        assert session.query(Card).count() == 3
        moves = session.query(ApplicationMove).filter_by(to_state="acknowledged").all()
        assert {move.batch_id for move in moves} == {office.batch_id}
        assert {move.moved_by for move in moves} == {"Lò Thị Hương"}


def test_every_row_that_fits_nothing_is_kept_with_its_reason(office) -> None:
    office.lists.take(office.printed(4), actor="thử")
    path = office.csv(
        f"1;{office.receipt(0)};;{office.card(0)};Đã in;",
        f"2;{office.receipt(0)};;{office.card(0)};Đã in;",
        f"3;MT02-000999-11;;{office.card(1)};Đã in;",
        f"4;;Lò Thị Pâng;{office.card(1)};Đã in;",
        f"5;{office.receipt(1)};Lò Thị Bâng;{office.card(1)};Đã in;",
        f"6;{office.receipt(1)};;;Đã in;",
        f"7;{office.receipt(1)};;0014;Đã in;",
        f"8;{office.receipt(1)};;{office.card(0)};Đã in;",
        f"9;{office.receipt(1)};;{office.card(1)};hình như;",
        f"10;{office.receipt(4)};;{office.card(3)};Đã in;",
        f"11;{office.receipt(4)};;;Lỗi;",
        ";Tổng cộng;;;;",
        ";;;;;",
    )
    report = office.lists.take(path, actor="thử")
    assert report.printed == 1
    assert [(row.number, row.code) for row in report.aside] == [
        (3, Aside.TWICE),
        (4, Aside.UNKNOWN),
        (5, Aside.NO_KEY),
        (6, Aside.NAME_DIFFERS),
        (7, Aside.NO_NUMBER),
        (8, Aside.BAD_NUMBER),
        (9, Aside.NUMBER_TAKEN),
        (10, Aside.NO_RESULT),
        (11, Aside.NUMBER_DIFFERS),
        (12, Aside.ALREADY_PRINTED),
        (13, Aside.UNKNOWN),
    ]
    assert all(row.text.endswith(".") for row in report.aside)
    with office.store.read() as session:
        kept = session.query(CardRowAside).order_by(CardRowAside.row_number).all()
        assert [row.row_number for row in kept] == list(range(3, 14))
        assert kept[3].cells[2] == "Lò Thị Bâng"
    ((name, _when, rows),) = office.lists.aside()
    assert (name, len(rows)) == ("in-the.csv", 11)
    assert office.states() == ["printed", "exported", "exported", "exported", "printed"]


def test_a_workbook_by_personal_number_gets_its_zeros_back(office) -> None:
    path = office.workbook(
        [
            ["CÔNG AN TỈNH THỬ"],
            ["DANH SÁCH THẺ ĐÃ IN"],
            [],
            ["TT", "Số thẻ căn cước", "Họ tên", "Số thẻ cũ", "Số thẻ đảng viên (12 số)"],
            [1, 14078012345, "GIÀNG A PÁO", 14123417, 1400000123],
            [2, 14150000123.0, "Lò Thị  Pâng", 14000321, "001 400 000 124"],
            [3, "001194004567", "Nguyễn Thị Ngọc Ánh", "", ""],
        ]
    )
    report = office.lists.take(path, actor="thử")
    assert report.printed == 2
    assert [row.code for row in report.aside] == [Aside.NO_RESULT]
    with office.store.read() as session:
        numbers = {row.application_id: row.card_number for row in session.query(Card)}
    assert [numbers[key] for key in office.keys[:2]] == ["001400000123", "001400000124"]


def test_a_failed_print_comes_back_like_a_rejected_record(office) -> None:
    path = office.csv(
        f"1;{office.receipt(0)};;;Không đạt;Ảnh bị tối",
        f"2;{office.receipt(1)};;;Đang in;",
    )
    report = office.lists.take(path, actor="thử")
    assert (report.failed, report.sent) == (1, 1)
    assert office.states()[:2] == ["rejected", "sent_to_print"]
    with office.store.read() as session:
        link = session.get(BatchRecord, (office.batch_id, office.keys[0]))
        assert (link.verdict, link.reason, link.note) == ("rejected", "printing", "Ảnh bị tối")
        last = session.query(ApplicationMove).filter_by(to_state="rejected").one()
        assert (last.reason, last.batch_id) == ("printing", office.batch_id)
    failed = f"1;{office.receipt(0)};;;Không đạt;Ảnh bị tối"
    printed = f"2;{office.receipt(0)};;{office.card(0)};Đã in;"
    again = office.lists.take(office.csv(failed, printed, name="lai.csv"), actor="thử")
    assert (again.unchanged, [row.code for row in again.aside]) == (1, [Aside.TWICE])
    late = office.lists.take(office.printed(0, name="muon.csv"), actor="thử")
    assert [row.code for row in late.aside] == [Aside.SENT_BACK]


def test_two_keys_must_name_one_person(office) -> None:
    path = office.csv(
        f"{office.receipt(0)};014150000123;{office.card(0)}",
        f"{office.receipt(1)};014150000123;{office.card(1)}",
        header="Mã hồ sơ;Số ĐDCN;Số thẻ",
    )
    report = office.lists.take(path, actor="thử")
    assert ([row.code for row in report.aside], report.printed) == ([Aside.DISAGREE], 1)


def test_another_list_is_refused_whole(office) -> None:
    path = office.csv("1;Giàng A Páo;1978", header="STT;Họ và tên;Ngày sinh")
    with pytest.raises(NoCardColumnsError) as caught:
        office.lists.take(path, actor="thử")
    assert "Số biên nhận" in caught.value.advice
    assert office.tags().count("card_list:taken") == 0


def test_receipt_numbers_are_read_however_they_are_written(office) -> None:
    written = office.receipt(0).replace("-", " ").lower()
    _digest, rows = read_card_list(office.csv(f"1;{written};;{office.card(0)};;"))
    assert rows[0].result is PrintResult.PRINTED
    assert office.lists.preview(office.csv(f"1;{written};;{office.card(0)};;")).printed == 1


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Đã in", PrintResult.PRINTED),
        ("ĐẠT", PrintResult.PRINTED),
        ("x", PrintResult.PRINTED),
        ("Không đạt", PrintResult.FAILED),
        ("Chưa đạt, in lại", PrintResult.FAILED),
        ("lỗi chip", PrintResult.FAILED),
        ("Chưa in", PrintResult.SENT),
        ("Đã chuyển in", PrintResult.SENT),
        ("hình như", None),
        ("", None),
    ],
)
def test_results_as_offices_write_them(text, result) -> None:
    assert result_of(text, has_number=False) is result
