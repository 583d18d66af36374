"""Lists for the printing office, and what it says of its cards."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.common.errors import InputFileError
from desktop.common.vocabulary import HandOverWay
from desktop.models import AuditEvent, PrintRecord, PrintTransfer, ReceivedRecord
from desktop.province.errors import AtPrintingError
from desktop.province.printing.columns import ColumnsFileError, read_columns
from desktop.province.printing.errors import ClearTransferError, NoTransferError, TransferKeptError
from desktop.province.printing.sheets import ListFormat
from desktop.province.views import Decision
from desktop.returns.errors import NoCardColumnsError
from desktop.returns.service import ReturnedCards
from desktop.returns.views import HandOver
from desktop.security.preferences import Preferences
from desktop.security.sealing import new_identity, unseal_file
from tests import factories
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def accepted(loop: Any, *names: str) -> Any:
    """Let a station send people whom the province accepts."""
    station = loop.make_station()
    for name in names:
        station.receive(name)
    station.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    for written in loop.desk.answering.answer(loop.stick, actor=DESK):
        station.answers.apply(written.path, actor=CLERK)
    return station


def transfer(loop: Any, **more: Any) -> Any:
    return loop.desk.printing.transfers.transfer(
        loop.stick / "in", actor=DESK, **{"clear": True, **more}
    )


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def receipts(loop: Any) -> list[str]:
    with loop.desk.data.read() as session:
        rows = session.query(ReceivedRecord).filter_by(is_current=True)
        return sorted(row.receipt_number for row in rows)


def result_file(loop: Any, *lines: str, name: str = "ket-qua.csv") -> Path:
    path = loop.stick / name
    head = "Số biên nhận;Số thẻ mới;Kết quả;Lý do"
    path.write_text("\n".join([head, *lines]), encoding="utf-8-sig")
    return path


def states(loop: Any) -> list[str]:
    with loop.desk.data.read() as session:
        rows = session.query(PrintRecord).join(PrintTransfer)
        return [
            row.state for row in rows.order_by(PrintTransfer.number, PrintRecord.position).all()
        ]


def test_the_whole_way_of_a_card(loop: Any) -> None:
    station = accepted(loop, *PEOPLE[:3])
    first = transfer(loop)
    assert (first.number, first.records, first.photos, first.sealed) == (1, 3, 3, False)
    assert transfer(loop) is None
    assert loop.desk.printing.transfers.counts() == {"ready": 0, "sent": 3, "printed": 0}
    one, two, three = receipts(loop)
    path = result_file(
        loop, f"{one};001400000001;Đã in;", f"{two};;Không đạt;Ảnh mờ", "ZZ99-000001-10;;Đã in;"
    )
    results = loop.desk.printing.results
    seen = results.preview(path)
    assert (seen.printed, seen.failed, len(seen.aside)) == (1, 1, 1)
    assert set(states(loop)) == {"sent"}
    found = results.take(path, actor=DESK)
    assert (found.printed, found.failed, found.unchanged) == (1, 1, 0)
    assert [row.text for row in found.aside] == ["Tỉnh chưa chuyển in hồ sơ mang số đó."]
    again = results.take(path, actor=DESK)
    assert (again.already_taken, again.printed, again.failed) == (True, 0, 0)
    assert states(loop) == ["printed", "failed", "sent"]
    # What failed goes with the next list, under the next number.
    second = transfer(loop)
    assert (second.number, second.records) == (2, 1)
    (row,) = openpyxl.load_workbook(
        io.BytesIO(opened(second.path)["danh-sach.xlsx"])
    ).active.iter_rows(min_row=2, values_only=True)
    assert row[1] == two

    (cards,) = loop.desk.printing.cards.write(loop.stick / "the", actor=DESK)
    assert (cards.station, cards.printed, cards.waiting) == ("MT02", 1, 2)
    clock = factories.clock()
    home = ReturnedCards.of(station.store, clock, Preferences(station.store, clock))
    taken = home.lists.take(cards.path, actor=CLERK)
    assert (taken.printed, taken.sent, taken.failed, taken.aside) == (1, 2, 0, ())
    results.take(
        result_file(loop, f"{two};001400000002;OK;", f"{three};001400000003;;", name="2.csv"),
        actor=DESK,
    )
    assert states(loop) == ["printed", "failed", "printed", "printed"]
    (cards,) = loop.desk.printing.cards.write(loop.stick / "the", actor=DESK)
    taken = home.lists.take(cards.path, actor=CLERK)
    assert (taken.printed, taken.unchanged, taken.aside) == (2, 1, ())
    keys = [home.counts.find(number).application_id for number in (one, two, three)]
    for key in keys:
        home.counts.mark(key, actor=CLERK)
    assert home.counts.close(actor=CLERK).counted == 3
    home.hand_overs.hand_over(
        keys, HandOver(HandOverWay.PAPER, old_card_collected=True), actor=CLERK
    )
    assert set(station.states().values()) == {"handed_over"}
    assert loop.desk.printing.transfers.counts() == {"ready": 0, "sent": 0, "printed": 3}
    with loop.desk.data.read() as session:
        tags = [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert [tag for tag in tags if tag.startswith(("print", "card"))] == [
        "print_list:made", "print_list:written", "print_result:taken", "print_list:made",
        "print_list:written", "card_lists:written", "print_result:taken", "card_lists:written",
    ]  # fmt: skip


def test_without_a_key_nothing_leaves_in_clear_unasked(small_loop: Any) -> None:
    accepted(small_loop, PEOPLE[0])
    with pytest.raises(ClearTransferError):
        transfer(small_loop, clear=False)
    assert not (small_loop.stick / "in").exists()
    assert states(small_loop) == []
    settings = small_loop.desk.reports.settings
    with pytest.raises(InputFileError):
        settings.change({"print_key": "age1sai"}, actor=DESK)
    office = new_identity()
    settings.change({"print_key": office.public}, actor=DESK)
    made = transfer(small_loop, clear=False)
    assert (made.sealed, made.path.suffixes) == (True, [".zip", ".age"])
    assert made.path.read_bytes().startswith(b"age-encryption.org/v1")
    assert hashlib.sha256(made.path.read_bytes()).hexdigest() == made.sha256
    plain = small_loop.stick / "mo.zip"
    unseal_file(made.path, plain, [office])
    found = opened(plain)
    manifest = json.loads(found["manifest.json"])
    assert (manifest["number"], manifest["records"]) == (1, 1)
    assert manifest["list"]["sha256"] == hashlib.sha256(found["danh-sach.xlsx"]).hexdigest()
    (photo,) = manifest["photos"]
    content = found[f"photos/{photo['name']}"]
    assert hashlib.sha256(content).hexdigest() == photo["sha256"]
    assert content == factories.jpeg(300, 400)


def test_written_again_it_is_the_same_and_no_number_is_lost(small_loop: Any) -> None:
    loop = small_loop
    station = accepted(loop, *PEOPLE[:2])
    blocked = loop.stick / "tep"
    blocked.write_text("")
    with pytest.raises(TransferKeptError) as caught:
        loop.desk.printing.transfers.transfer(blocked, actor=DESK, clear=True)
    assert "--again 1" in caught.value.advice
    transfers = loop.desk.printing.transfers
    first = transfers.again(1, loop.stick / "in", actor=DESK, clear=True)
    before = first.path.read_bytes()
    # The record goes on; the list that left stays as it was.
    key = next(iter(station.states()))
    with loop.desk.data.write() as session:
        session.query(ReceivedRecord).filter_by(record_id=key).one().full_name = "Khác"
    other = transfers.again(1, loop.stick / "khac", actor=DESK, clear=True)
    assert other.path.read_bytes() == before
    assert other.list_sha256 == first.list_sha256
    assert sorted(path.name for path in (loop.stick / "in").iterdir()) == [
        "chuyen-in-14-000001-ban-giao.pdf",
        "chuyen-in-14-000001.zip",
    ]
    with pytest.raises(NoTransferError):
        transfers.again(2, loop.stick, actor=DESK, clear=True)
    station.receive(PEOPLE[2])
    loop.desk.receiving.receive([station.export()], actor=DESK)
    loop.desk.answering.answer(loop.stick, actor=DESK)
    assert transfer(loop).number == 2


def test_the_minutes_name_nobody(small_loop: Any) -> None:
    accepted(small_loop, *PEOPLE[:2])
    small_loop.desk.reports.settings.change(
        {"place": "Sơn La", "print_office": "Nơi in thử"}, actor=DESK
    )
    made = transfer(small_loop)
    text = " ".join(page.extract_text() for page in PdfReader(made.minutes).pages)
    text = re.sub(r"\s+", " ", text)
    for part in (
        "BIÊN BẢN BÀN GIAO DANH SÁCH IN THẺ",
        "2 (hai)",
        "xã Mường Thử",
        "03862",
        "chuyen-in-14-000001.zip",
        "Sơn La, ngày 20 tháng 8 năm 2025",
        "Nơi in thử",
    ):
        assert part in text, part
    assert made.sha256[:4].upper() in text
    assert "Giàng" not in text
    assert "MT02-000001" not in text


def test_columns_are_what_the_file_says(small_loop: Any) -> None:
    loop = small_loop
    station = loop.make_station()
    station.receive(PEOPLE[0], hometown="=SUM(A1)", birth_place="Yên Ba\u0301i")
    station.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    loop.desk.answering.answer(loop.stick, actor=DESK)
    form = loop.stick / "cot.json"
    form.write_text(
        json.dumps(
            {
                "date_format": "yyyymmdd",
                "photos": False,
                "columns": [
                    {"title": "Mã", "field": "record_id"},
                    {"title": "Loại", "value": "Cấp đổi"},
                    {"title": "Quê", "field": "hometown"},
                    {"title": "Nơi sinh", "field": "birth_place"},
                    {"title": "Sinh", "field": "birth_date"},
                    {"title": "Sinh ngày", "field": "birth_date", "date_format": "dd-mm-yyyy"},
                    {"title": "Giới", "field": "sex"},
                ],
            }
        ),
        encoding="utf-8",
    )
    made = transfer(loop, columns=read_columns(form), list_format=ListFormat.CSV)
    assert made.photos == 0
    found = opened(made.path)
    assert sorted(found) == ["danh-sach.csv", "manifest.json"]
    assert found["danh-sach.csv"].startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(found["danh-sach.csv"].decode("utf-8-sig")))
    assert head == ["Mã", "Loại", "Quê", "Nơi sinh", "Sinh", "Sinh ngày", "Giới"]
    assert row[1:] == ["Cấp đổi", "'=SUM(A1)", "Yên Bái", "19780312", "12-03-1978", "Nam"]
    # The key alone tells the record when the result comes back.
    back = loop.stick / "ve.json"
    back.write_text(json.dumps([{"id": row[0], "status": "printed", "card_number": "0" * 12}]))
    assert loop.desk.printing.results.take(back, actor=DESK).printed == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "[]",
        "{",
        '{"columns": []}',
        '{"columns": [{"title": "A", "field": "full_name"}]}',
        '{"columns": [{"title": "A", "field": "receipt_number", "value": "1"}]}',
        '{"columns": [{"title": "A", "field": "salary"}]}',
        '{"columns": [{"title": "A", "field": "receipt_number"}], "date_format": "%d"}',
        '{"columns": [{"title": "A", "field": "receipt_number"}], "colums": 1}',
        '{"columns": [{"title": "A", "field": "receipt_number"}, {"title": "A", "value": ""}]}',
    ],
)
def test_a_form_that_is_not_understood_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "cot.json"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(ColumnsFileError):
        read_columns(path)


def test_json_lists_and_results(small_loop: Any) -> None:
    loop = small_loop
    accepted(loop, *PEOPLE[:2])
    made = transfer(loop, list_format=ListFormat.JSON)
    rows = json.loads(opened(made.path)["danh-sach.json"])
    assert [row["Số biên nhận"] for row in rows] == receipts(loop)
    one, two = receipts(loop)
    back = loop.stick / "ve.json"
    records = [
        {"receipt_number": one, "status": "printed", "card_number": "001400000001"},
        {"receipt_number": two, "status": "printed", "card_number": "001400000001"},
        {"receipt_number": one, "status": "failed", "reason": "x"},
    ]
    back.write_text(json.dumps({"records": records}), encoding="utf-8")
    found = loop.desk.printing.results.take(back, actor=DESK)
    assert found.printed == 1
    assert [row.code.value for row in found.aside] == ["number_taken", "twice"]
    for wrong in ("{}", "[1]", '[{"a": {}}]', "["):
        back.write_text(wrong, encoding="utf-8")
        with pytest.raises(NoCardColumnsError):
            loop.desk.printing.results.preview(back)


def test_a_record_at_the_printing_office_is_not_sent_back(small_loop: Any) -> None:
    loop = small_loop
    station = accepted(loop, *PEOPLE[:2])
    transfer(loop)
    one, two = receipts(loop)
    back = [Decision(two, accepted=False, reason="printing", note="Ảnh mờ")]
    with pytest.raises(AtPrintingError):
        loop.desk.answering.decide(back, actor=DESK)
    path = result_file(loop, f"{one};001400000001;Đã in;", f"{two};;Lỗi;Ảnh mờ")
    loop.desk.printing.results.take(path, actor=DESK)
    # What failed for a fault of the record goes to its station, and then not to print again.
    loop.desk.answering.decide(back, actor=DESK)
    (written,) = loop.desk.answering.answer(loop.stick, actor=DESK)
    assert transfer(loop) is None
    assert station.answers.apply(written.path, actor=CLERK).rejected == 1
    (cards,) = loop.desk.printing.cards.write(loop.stick / "the", actor=DESK)
    assert (cards.printed, cards.waiting) == (1, 0)
    # Mended, it comes as a new version, and goes with the next list.
    key = next(key for key, state in station.states().items() if state == "rejected")
    station.reception.correct(key, actor=CLERK)
    station.receive(PEOPLE[1])
    loop.desk.receiving.receive([station.export()], actor=DESK)
    loop.desk.answering.answer(loop.stick, actor=DESK)
    assert transfer(loop).records == 1


def test_a_new_version_waits_until_the_old_one_is_settled(small_loop: Any) -> None:
    loop = small_loop
    station = accepted(loop, PEOPLE[0])
    transfer(loop)
    with loop.desk.data.write() as session:
        old = session.query(ReceivedRecord).one()
        values = {column.name: getattr(old, column.name) for column in old.__table__.columns}
        old.is_current = False
        session.flush()
        newer = {"id": factories.new_id(), "record_version": old.record_version + 9}
        # The unique (batch, record) is not in the way: it came in a later batch.
        batch = factories.new_id()
        from desktop.models import ReceivedBatch

        first = session.get(ReceivedBatch, old.batch_id)
        copy = {c.name: getattr(first, c.name) for c in first.__table__.columns}
        session.add(ReceivedBatch(**{**copy, "id": batch, "sequence": 2}))
        session.flush()
        session.add(ReceivedRecord(**{**values, **newer, "batch_id": batch}))
    assert transfer(loop) is None
    (one,) = receipts(loop)
    path = result_file(loop, f"{one};001400000001;Đã in;")
    loop.desk.printing.results.take(path, actor=DESK)
    assert transfer(loop).records == 1
    # The new card may have the number of the old one: it is the same person's.
    again = result_file(loop, f"{one};001400000001;Đã in;in lại", name="2.csv")
    assert loop.desk.printing.results.take(again, actor=DESK).printed == 1
    assert station.states()
