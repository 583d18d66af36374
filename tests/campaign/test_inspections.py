"""Inspections on both engines: kept word by word, mended, confirmed by somebody else, printed."""

import re
from datetime import timedelta

import pypdfium2
import pytest

from desktop.backup.views import LastBackup
from desktop.campaign.inspections.checklist import CheckListService
from desktop.campaign.inspections.errors import (
    InspectionFormError,
    InspectionRefusedError,
    InspectionUnknownError,
    OwnMendingError,
)
from desktop.campaign.inspections.findings import FindingsService
from desktop.campaign.inspections.first import FIRST
from desktop.campaign.inspections.service import InspectionsService
from desktop.campaign.inspections.views import Measured, NewMark
from desktop.campaign.inspections.words import measured_words
from desktop.common.errors import InputFileError
from desktop.common.inspections import FindingState, Measure, Verdict
from desktop.models import AuditEvent
from desktop.progress.inspected import measures_of
from desktop.security.preferences import Preferences
from tests import factories
from tests.progress.conftest import CLERK

INSPECTOR = "Sùng Thị Mỷ"
CODES = [one.code for one in FIRST]
MISSING = "Tủ hỏng khóa, gọi 0912 345 678"


class _Backups:
    """The newest backup, made when a test says so."""

    made = None

    def last(self):
        return self.made


class _Keeper:
    def __init__(self):
        self.backups = _Backups()


@pytest.fixture
def desk(office):
    """Everything around inspections, over either engine."""
    office.keeper = _Keeper()
    measures = measures_of(office.store, office.clock, office.keeper, office.progress.board)
    preferences = Preferences(office.store, office.clock)
    office.inspections = InspectionsService(office.store, office.clock, preferences, measures)
    office.checklist = CheckListService(office.store, office.clock)
    office.findings = FindingsService(office.store, office.clock)
    office.until = (factories.MORNING + timedelta(days=3)).date().isoformat()
    return office


def failing(desk, code="locked", note=MISSING):
    return NewMark(code, Verdict.FAILED, note, desk.until)


def marks(desk, *others):
    named = {one.code for one in others}
    return [*(NewMark(code, Verdict.PASSED) for code in CODES if code not in named), *others]


def recorded(desk, *others):
    return desk.inspections.record(
        INSPECTOR, marks(desk, *(others or (failing(desk),))), actor=INSPECTOR
    )


def test_what_was_said_stays_while_the_inspection_is_under_way(desk):
    begun = desk.inspections.begin(f"  {INSPECTOR} ", point="Điểm 2", actor=INSPECTOR)
    assert (begun.number, begun.point, begun.inspectors) == (1, "Điểm 2", INSPECTOR)
    assert begun.is_open
    assert [one.code for one in begun.marks] == CODES
    desk.inspections.mark(1, NewMark("photo", Verdict.PASSED, "5 ảnh"), actor=INSPECTOR)
    desk.inspections.mark(1, failing(desk, "photo", "Nền tối"), actor=INSPECTOR)
    desk.inspections.mark(1, NewMark("notice", Verdict.NOT_APPLICABLE), actor=INSPECTOR)
    (found,) = desk.inspections.log()
    photo = found.marks[1]
    assert (photo.verdict, photo.note, photo.deadline.isoformat()) == (
        Verdict.FAILED,
        "Nền tối",
        desk.until,
    )
    assert found.count(None) == len(CODES) - 2
    with pytest.raises(InspectionRefusedError, match="10 mục"):
        desk.inspections.close(1, actor=INSPECTOR)
    with pytest.raises(InspectionRefusedError, match="số 1 chưa chốt"):
        desk.inspections.begin("Đoàn khác", actor=INSPECTOR)
    for code in CODES:
        if code not in {"photo", "notice"}:
            desk.inspections.mark(1, NewMark(code, Verdict.PASSED), actor=INSPECTOR)
    closed = desk.inspections.close(1, actor=INSPECTOR)
    ((mark, finding),) = closed.findings
    assert (mark.code, finding.number, finding.state) == ("photo", 1, FindingState.OPEN)
    for late in (
        lambda: desk.inspections.mark(1, NewMark("photo", Verdict.PASSED), actor=INSPECTOR),
        lambda: desk.inspections.close(1, actor=INSPECTOR),
    ):
        with pytest.raises(InspectionRefusedError, match="đã chốt"):
            late()
    assert desk.inspections.show(1) == closed


def test_a_finding_is_mended_looked_at_opened_again_and_confirmed_by_somebody_else(desk):
    recorded(desk)
    with pytest.raises(InspectionRefusedError, match="Chưa ai ghi"):
        desk.findings.confirm(1, actor=INSPECTOR)
    with pytest.raises(InspectionRefusedError, match="thế nào"):
        desk.findings.answer(1, "  ", actor=CLERK)
    mended = desk.findings.answer(1, "Thay khóa", actor=CLERK)
    assert (mended.state, mended.mended_by, mended.how) == (
        FindingState.MENDED,
        CLERK,
        "Thay khóa",
    )
    with pytest.raises(InspectionRefusedError, match="vì sao"):
        desk.findings.confirm(1, mended=False, actor=INSPECTOR)
    again = desk.findings.confirm(1, mended=False, word="Chưa có chìa", actor=INSPECTOR)
    assert (again.state, again.mended_at, again.how) == (FindingState.OPEN, None, "Thay khóa")
    desk.findings.answer(1, "Đã có chìa", actor=CLERK)
    with pytest.raises(OwnMendingError):
        desk.findings.confirm(1, actor=CLERK)
    with pytest.raises(OwnMendingError):
        desk.findings.confirm(1, by=f" {CLERK} ", actor="cli")
    done = desk.findings.confirm(1, word="Tốt", actor=INSPECTOR)
    assert (done.state, done.confirmed_by, done.word) == (
        FindingState.CONFIRMED,
        INSPECTOR,
        "Tốt",
    )
    for late in (
        lambda: desk.findings.answer(1, "Nữa", actor=CLERK),
        lambda: desk.findings.confirm(1, actor=INSPECTOR),
    ):
        with pytest.raises(InspectionRefusedError, match="đã được xác nhận"):
            late()
    with desk.store.read() as session:
        tags = AuditEvent.tag.like("finding:%")
        events = session.query(AuditEvent).filter(tags).order_by(AuditEvent.number).all()
    assert [event.tag for event in events] == [
        "finding:mended",
        "finding:reopened",
        "finding:mended",
        "finding:confirmed",
    ]
    assert not any("khóa" in str(event.detail) for event in events)


def test_what_is_refused_leaves_nothing(desk):
    yesterday = (factories.MORNING - timedelta(days=1)).date().isoformat()
    wrong = (
        [NewMark("locked", Verdict.FAILED, "", desk.until)],
        [NewMark("locked", Verdict.FAILED, "Hỏng", "")],
        [NewMark("locked", Verdict.FAILED, "Hỏng", yesterday)],
        [NewMark("locked", Verdict.PASSED, "x" * 301)],
    )
    for some in wrong:
        with pytest.raises(InspectionRefusedError):
            recorded(desk, *some)
    with pytest.raises(InspectionRefusedError, match="11 mục"):
        desk.inspections.record(INSPECTOR, [failing(desk)], actor=INSPECTOR)
    with pytest.raises(InspectionRefusedError, match="ai kiểm tra"):
        desk.inspections.record(" ", marks(desk), actor=INSPECTOR)
    with pytest.raises(InspectionUnknownError):
        recorded(desk, NewMark("no such item", Verdict.PASSED))
    with pytest.raises(InspectionUnknownError):
        desk.findings.answer(1, "Xong", actor=CLERK)
    assert desk.inspections.log() == ()
    with desk.store.read() as session:
        assert not session.query(AuditEvent).filter(AuditEvent.tag.like("inspection:%")).count()


def test_the_check_list_is_worded_anew_added_to_and_cut_for_later_inspections_only(desk):
    first = recorded(desk)
    desk.checklist.set_item("photo", "Ảnh nền trắng", actor=CLERK)
    desk.checklist.set_item("notice", used=False, actor=CLERK)
    desk.checklist.set_item("fire", "Có bình chữa cháy", actor=CLERK)
    with pytest.raises(InspectionRefusedError):
        desk.checklist.set_item("empty", " ", actor=CLERK)
    items = {one.code: one for one in desk.checklist.items()}
    assert items["photo"].text == "Ảnh nền trắng"
    assert items["photo"].measure is Measure.RETAKES
    assert not items["notice"].is_used
    assert list(items)[-1] == "fire"
    begun = desk.inspections.begin("Đoàn", actor=INSPECTOR)
    asked = {one.code: one.text for one in begun.marks}
    assert asked["photo"] == "Ảnh nền trắng"
    assert "fire" in asked
    assert "notice" not in asked
    assert desk.inspections.show(1) == first
    desk.checklist.set_item("notice", used=True, actor=CLERK)
    assert "notice" not in {one.code for one in desk.inspections.show(2).marks}


def test_figures_are_measured_or_not_claimed(desk):
    now = desk.inspections.measured()
    assert Measure.DIFFERENCES not in now  # nothing was compared
    assert Measure.RETAKES not in now  # nobody was received
    assert Measure.MINUTES not in now
    assert now[Measure.BACKUP] == Measured(Measure.BACKUP, is_good=False)
    assert measured_words(now[Measure.BACKUP]) == "Máy chưa có bản sao lưu nào"
    assert now[Measure.TRAIL].is_good
    assert now[Measure.OPEN_CASES] == Measured(Measure.OPEN_CASES, True, 0)
    desk.keeper.backups.made = LastBackup("b.qtn", desk.clock.now() - timedelta(hours=30))
    desk.take("giang a pao")
    desk.intake.open(desk.roster.search("lo thi").rows[0].member_id, actor=CLERK)
    found = {one.code: one for one in recorded(desk).marks}
    assert found["backup"].measured == Measured(Measure.BACKUP, False, 30)
    assert measured_words(found["backup"].measured) == "Máy thấy bản sao lưu 30 giờ trước"
    assert found["photo"].measured == Measured(Measure.RETAKES, None, 0, 1)
    assert found["cases"].measured == Measured(Measure.OPEN_CASES, False, 1)
    assert found["list"].measured is None
    assert found["locked"].measured is None  # nobody can measure a cupboard
    assert measured_words(found["locked"].measured) == ""
    desk.keeper.backups.made = None
    assert desk.inspections.show(1).marks[4].measured.value == 30  # as it was that day


def pdf_text(file):
    pages = pypdfium2.PdfDocument(file.read_bytes())
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\s+", " ", text)


def test_the_minutes_say_it_all_and_mask_numbers(desk, tmp_path):
    file = tmp_path / "bien-ban.pdf"
    with pytest.raises(InspectionUnknownError):
        desk.inspections.export(None, file, actor=CLERK)
    recorded(desk, failing(desk), NewMark("notice", Verdict.NOT_APPLICABLE, "Điểm lưu động"))
    desk.findings.answer(1, "Thay khóa mới", actor=CLERK)
    with pytest.raises(InspectionFormError):
        desk.inspections.export(1, tmp_path / "bien-ban.docx", actor=CLERK)
    (tmp_path / "tep").write_text("không phải thư mục")
    with pytest.raises(InputFileError):
        desk.inspections.export(1, tmp_path / "tep" / "a.pdf", actor=CLERK)
    assert desk.inspections.export(None, file, actor=CLERK) == 1
    text = pdf_text(file)
    for said in (
        "BIÊN BẢN KIỂM TRA",
        INSPECTOR,
        "Đã xem 12 mục: 10 đạt, 1 chưa đạt, 1 không áp dụng",
        "Tủ hỏng khóa, gọi ••••678",
        "Chờ xác nhận",
        "Thay khóa mới",
        "Máy chưa có bản sao lưu nào",
        "Đại diện điểm thu nhận",
        "Người kiểm tra",
    ):
        assert said in text, said
    assert "0912" not in text
    desk.inspections.begin("Đoàn", actor=INSPECTOR)
    kept = file.read_bytes()
    with pytest.raises(InspectionRefusedError, match="chưa xong"):
        desk.inspections.export(2, file, actor=CLERK)
    assert file.read_bytes() == kept


def test_long_minutes_run_over_pages_and_end_with_signatures(desk, tmp_path):
    long = "Phải sửa lại cho đúng hướng dẫn của tỉnh. " * 6
    recorded(desk, *(failing(desk, code, long) for code in CODES))
    file = tmp_path / "dai.pdf"
    desk.inspections.export(1, file, actor=CLERK)
    pages = pypdfium2.PdfDocument(file.read_bytes())
    assert len(pages) >= 3
    last = pages[len(pages) - 1].get_textpage().get_text_range()
    assert "Người kiểm tra" in last
    assert "Phải sửa lại" in last  # signatures never stand alone
    assert pdf_text(file).count("Chưa khắc phục") == len(CODES)
