"""The log of difficulties on both engines; what leaves is read back and names nobody."""

import re
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from desktop.campaign.difficulties.errors import (
    DifficultyFormError,
    DifficultyRefusedError,
    DifficultyUnknownError,
    NothingToTellError,
)
from desktop.campaign.difficulties.masking import initials, masked_text
from desktop.campaign.difficulties.service import DifficultiesService
from desktop.campaign.difficulties.views import NewDifficulty
from desktop.common.duties import DifficultyKind, DifficultyState
from desktop.common.errors import InputFileError
from desktop.common.text import fold
from desktop.models import AuditEvent
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from tests.progress.conftest import CLERK

ID, CARD, PHONE = "014078000001", "01.234567", "0912 345 678"
HARD = (
    f"Anh Giàng A Pao, số định danh {ID}, thẻ cũ {CARD}, điện thoại {PHONE}: thẻ mờ từ 20/08/2025."
)


@pytest.fixture
def log(office):
    """A log of one operator."""
    OperatorsService(office.store, office.clock).add_first(CLERK, "246810", actor="setup")
    return DifficultiesService(office.store, office.clock, Preferences(office.store, office.clock))


def note(log_, text=HARD, **more):
    return log_.add(NewDifficulty(DifficultyKind.PAPERS, text, **more), actor=CLERK)


def pdf_text(file):
    pages = pypdfium2.PdfDocument(file.read_bytes())
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\s+", " ", text)


def sheet_text(file):
    book = openpyxl.load_workbook(BytesIO(file.read_bytes()))
    return " ".join(str(cell.value or "") for row in book.active.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Số {ID} bị mờ", "Số ••••001 bị mờ"),
        ("014 078 000 001", "••••001"),
        ("0140-7800-0001", "••••001"),
        ("(014)078.000.001", "(••••001"),
        ("0 1 4 0 7 8 0 0 0 0 0 1", "••••001"),
        ("٠١٤٠٧٨٠٠٠٠٠١", "••••٠٠١"),
        ("thẻ 01.234567 cũ", "thẻ ••••567 cũ"),
        ("gọi 0912345678 hoặc +84 912 345 678", "gọi ••••678 hoặc +••••678"),
        ("sinh 20/08/1978, hẹn 5-9-2025", "sinh 20/08/1978, hẹn 5-9-2025"),
        ("1688/1766 người, năm 2025, lớp 12", "1688/1766 người, năm 2025, lớp 12"),
        ("014/078/000001", "••••001"),
        ("Ông Pao và bà Lò Thị Pâng ở bản Púng", "Ông P. và bà L.T.P. ở bản Púng"),
        ("gặp Nguyễn Văn An rồi", "gặp N.V.A. rồi"),
        ("đồng chí Hà Văn Sơn", "đồng chí H.V.S."),
        ("ở Hà Nội, xã Mường Thử", "ở Hà Nội, xã Mường Thử"),
        ("", ""),
    ],
)
def test_a_text_is_masked(text, told):
    assert masked_text(text) == told
    assert masked_text(told) == told  # once more changes nothing


def test_names_of_the_list_are_masked_however_they_are_written():
    names = {fold("Hà Thị Bé"), fold("Y Bhăm Niê")}
    assert masked_text("cho ha thi be ký", names) == "cho H.T.B. ký"
    assert masked_text("Y Bhăm Niê vắng", names) == "Y.B.N. vắng"
    assert masked_text("hà. thị bé", names) == "hà. thị bé"  # three words, no name
    assert initials("  Giàng  A Pao ") == "G.A.P."


def test_what_leaves_names_nobody_and_shows_no_number(log, office, tmp_path):
    member = office.roster.search("giang a pao").rows[0].member_id
    note(log, member_id=member, place="Nhà Lò Thị Pâng, bản Púng")
    note(log, "Bà lo thi pang hỏi đổi thẻ bị rách")
    log.answer(1, f"Nhận thẻ của Giàng A Pao, số {ID}", actor=CLERK)
    files = [tmp_path / name for name in ("vuong-mac.pdf", "vuong-mac.xlsx")]
    for file, read in zip(files, (pdf_text, sheet_text), strict=True):
        assert log.send(file, actor=CLERK, answered=True) == 2
        text = read(file)
        digits = re.sub(r"\D", "", text)
        for number in (ID, CARD, PHONE):
            whole = re.sub(r"\D", "", number)
            assert whole not in digits
            assert whole[:-3] not in digits
        for name in ("Pao", "Pâng", "lo thi pang", "Hương"):
            assert name not in text, name
        for part in ("G.A.P.", "L.T.P.", "20/08/2025", "bản Púng", "Giấy tờ"):
            assert part in text, part
    # What was written here stays as it was written.
    assert HARD in [one.text for one in log.log()]


def test_what_was_sent_is_noted_and_waits_for_its_answer(log, office, tmp_path):
    with pytest.raises(NothingToTellError):
        log.send(tmp_path / "a.pdf", actor=CLERK)
    assert list(tmp_path.glob("a.pdf")) == []
    for _ in range(2):
        note(log)
    with pytest.raises(DifficultyFormError):
        log.send(tmp_path / "a.docx", actor=CLERK)
    (tmp_path / "none").write_text("a file, no folder")
    with pytest.raises(InputFileError):
        log.send(tmp_path / "none" / "a.pdf", actor=CLERK)
    assert {one.state for one in log.log()} == {DifficultyState.OPEN}
    log.send(tmp_path / "a.pdf", actor=CLERK)
    assert {one.state for one in log.log()} == {DifficultyState.SENT}
    note(log, "Máy in hết mực")
    log.answer(2, "Dùng mẫu 2", actor=CLERK)
    assert [(one.number, one.state.value) for one in log.log()] == [
        (3, "open"),
        (1, "sent"),
        (2, "answered"),
    ]
    assert [one.number for one in log.log(answered=False)] == [3, 1]
    again = log.answer(2, "Dùng mẫu 3", actor=CLERK)
    assert (again.answer, again.waits) == ("Dùng mẫu 3", False)
    with office.store.read() as session:
        found = session.query(AuditEvent).filter(AuditEvent.tag.like("difficult%"))
        events = found.order_by(AuditEvent.number).all()
    assert [event.tag for event in events] == [
        *["difficulty:noted"] * 2,
        "difficulties:sent",
        "difficulty:noted",
        *["difficulty:answered"] * 2,
    ]
    assert not any("mẫu" in str(event.detail) or "Pao" in str(event.detail) for event in events)


@pytest.mark.parametrize("text", ["  ", "x" * 401])
def test_an_entry_and_an_answer_say_something(log, text):
    with pytest.raises(DifficultyRefusedError):
        note(log, text)
    assert log.log() == ()
    note(log)
    with pytest.raises(DifficultyRefusedError):
        log.answer(1, text, actor=CLERK)
    with pytest.raises(DifficultyUnknownError):
        log.answer(7, "Có", actor=CLERK)
