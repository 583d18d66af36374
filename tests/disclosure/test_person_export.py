"""The extract for a person who asks: complete, whole, with pictures; one event; read back."""

from __future__ import annotations

import hashlib
import re

import pytest
from pypdf import PdfReader
from sqlalchemy.exc import IntegrityError

from desktop.campaign.precheck.views import Remark
from desktop.cli.context import CliContext
from desktop.cli.main import build_parser
from desktop.common.clock import today
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.ids import new_id
from desktop.common.phases import CaseReason, PrecheckReason
from desktop.common.vocabulary import FieldKey, Source
from desktop.models import AuditEvent, CaseExplanation, Member
from desktop.roster.errors import MemberUnknownError
from desktop.security.access.errors import DeniedError
from desktop.security.views import Role
from tests.engines import EMBEDDED, SERVER
from tests.received import clock, office, services  # noqa: F401 - fixtures

HUONG = "Lò Thị Hương"
NUMBER = "014078000001"
NO_MORE = {
    EMBEDDED: """CREATE TRIGGER no_more BEFORE INSERT ON audit_events
        BEGIN SELECT RAISE(ABORT, 'no more'); END""",
    SERVER: """CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'no more'; END $$;
        CREATE TRIGGER no_more BEFORE INSERT ON audit_events
        FOR EACH ROW EXECUTE FUNCTION no_more()""",
}


@pytest.fixture
def member(services):  # noqa: F811 - the fixture above
    """The first of three people with a receipt."""
    return services.roster.find_by_personal_id(NUMBER).member_id


def text_of(file) -> str:
    """All pages as one text with single spaces."""
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(file).pages)


def events(services, tag):  # noqa: F811 - the fixture above
    with services.store.read() as session:
        rows = session.query(AuditEvent).filter_by(tag=tag).order_by(AuditEvent.number)
        return [(row.actor, row.target, dict(row.detail)) for row in rows]


def test_everything_about_the_person_is_on_the_paper(services, member, tmp_path):  # noqa: F811
    services.people.edit_person(
        member, {FieldKey.CELL: "Bản Nà Sang"}, reason="chuyển sinh hoạt", actor=HUONG
    )
    services.people.edit_person(
        member, {FieldKey.CELL: "Bản Xím Vàng"}, reason="ghi nhầm", actor="Đinh Văn Tới"
    )
    services.security.reveal_number(str(member), actor="Đinh Văn Tới")
    with services.store.write() as session:
        waited = {"reason": CaseReason.ILL.value, "note": "mổ mắt, tháng sau về"}
        by = {"explained_at": services.clock.now(), "explained_by": HUONG}
        session.add(CaseExplanation(member_id=member, state="", **waited, **by))
    report = services.batch.export(tmp_path, actor=HUONG)
    file = tmp_path / "trich-xuat.pdf"
    made = services.disclosure.export(member, file, actor=HUONG)
    text = text_of(file)
    record = services.overview.record_of(member)
    for part in (
        "TRÍCH XUẤT DỮ LIỆU CÁ NHÂN",
        "Lò Văn Thử 1",
        "0140 7800 0001",
        "Số định danh cá nhân",
        record.receipt_number,
        "Chi bộ: trống → Bản Nà Sang",
        "lý do: chuyển sinh hoạt",
        "Chi bộ: Bản Nà Sang → Bản Xím Vàng",
        "Đinh Văn Tới",
        "lý do: ghi nhầm",
        "Dữ liệu đã gửi đi đâu",
        "Lô số 1",
        report.path.name,
        "Lý do chưa xong khi xem sổ chi bộ",
        "Chưa đến, Ốm, nằm viện, mổ mắt, tháng sau về",
        "Ai đã xem số đầy đủ",
        "xem số đầy đủ",
        "Đã vào lô",
        "Nhật ký về người này",
        f"{HUONG} lập lúc",
        "chỉ giao cho chính người có tên",
        "Trang 1/",
    ):
        assert part in text, part
    for other in ("Lò Văn Thử 2", "Lò Văn Thử 3", "014078000002"):
        assert other not in text
    assert (made.records, made.corrections, made.transfers, made.looks) == (1, 2, 1, 1)
    pages = PdfReader(file).pages
    assert made.pages == len(pages)
    portrait, signature = sorted(
        (picture.image.size for picture in pages[0].images), key=lambda size: size[0] / size[1]
    )
    assert portrait[0] < portrait[1]
    assert signature[0] > signature[1]
    assert all(not page.images for page in pages[1:])


def test_one_event_with_the_digest_of_the_file_and_no_name(services, member, tmp_path):  # noqa: F811
    file = tmp_path / "trich-xuat.pdf"
    made = services.disclosure.export(member, file, actor=HUONG)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert made.sha256 == digest
    assert events(services, "person:exported") == [
        (HUONG, str(member), {"sha256": digest, "pages": made.pages})
    ]
    again = services.disclosure.export(member, file, actor=HUONG)
    assert again.looks == 1, "an extract is a look itself"
    assert "trích xuất dữ liệu cá nhân này" in text_of(file)
    assert services.trail.verify().ok


def test_what_changed_on_a_record_stands_with_both_values(services, member, tmp_path):  # noqa: F811
    application = services.overview.record_of(member).application_id
    draft = services.reception.reopen(application, actor=HUONG).application_id
    services.intake.save(
        draft,
        fields={FieldKey.RESIDENCE: "Bản Nà Sang, xã Xím Vàng"},
        sources={FieldKey.RESIDENCE: Source.DECLARED},
        actor=HUONG,
    )
    services.reception.receive(draft, actor="Đinh Văn Tới")
    file = tmp_path / "trich-xuat.pdf"
    made = services.disclosure.export(member, file, actor=HUONG)
    text = text_of(file)
    assert made.records == 2
    assert "Nơi thường trú: trống → Bản Nà Sang, xã Xím Vàng" in text
    assert "theo người nộp khai" in text
    assert "Đã rút" in text


def test_what_cannot_be_written_leaves_no_file_and_no_event(services, member, tmp_path):  # noqa: F811
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(InputFileError):
        services.disclosure.export(member, tmp_path / "file" / "a.pdf", actor=HUONG)
    with pytest.raises(MemberUnknownError):
        services.disclosure.export(new_id(), tmp_path / "b.pdf", actor=HUONG)
    assert not (tmp_path / "b.pdf").exists()
    assert events(services, "person:exported") == []


def test_a_store_that_takes_no_event_lets_no_extract_out(
    request,
    services,  # noqa: F811
    member,
    tmp_path,
    engine_name,
):
    file, engine = tmp_path / "trich-xuat.pdf", services.store.engine
    if engine_name == SERVER:  # whoever keeps the server may do what no counter may
        engine = request.getfixturevalue("postgres_server").engine(engine.url.database)
    with engine.begin() as connection:
        connection.exec_driver_sql(NO_MORE[engine_name])
    if engine is not services.store.engine:
        engine.dispose()
    file.write_bytes(b"of before")
    with pytest.raises(IntegrityError):
        services.disclosure.export(member, file, actor=HUONG)
    assert file.read_bytes() == b"of before"
    assert [one.name for one in tmp_path.glob(".*.part")] == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.INSPECTOR])
def test_who_may_not_gets_nothing(services, member, tmp_path, role):  # noqa: F811
    services.login.seat.take(role, "Đinh Văn Tới")
    with pytest.raises(DeniedError):
        services.disclosure.export(member, tmp_path / "a.pdf", actor="Đinh Văn Tới")
    assert not (tmp_path / "a.pdf").exists()


def test_the_command_names_the_person_by_number_or_by_key(services, member, tmp_path, capsys):  # noqa: F811
    def run(*arguments):
        args = build_parser().parse_args(["person", "export", *map(str, arguments), "--json"])
        return args.handler(args, CliContext(args, lambda _args: services))

    for number, who in enumerate((("--id", "0140 7800 0001"), ("--member", member))):
        file = tmp_path / f"{number}.pdf"
        assert run(*who, "--out", file) == 0
        out = capsys.readouterr().out
        assert str(member) in out
        assert "Lò Văn" not in out
        assert NUMBER not in out
        assert "Lò Văn Thử 1" in text_of(file)
    with pytest.raises(NotAllowedError, match="Không có ai"):
        run("--id", "000000000000", "--out", tmp_path / "c.pdf")
    assert not (tmp_path / "c.pdf").exists()


def test_what_the_cell_wrote_and_when_one_was_asked_to_come_are_on_the_paper(
    services,  # noqa: F811 - the fixture above
    member,
    tmp_path,
):
    with services.store.read() as session:
        cell = session.get_one(Member, member).cell
    day = today(services.clock)
    remarks = [Remark(member, "", PrecheckReason.FRAIL, "nhờ đến nhà")]
    services.precheck.enter(cell, "Lò Văn Hặc", day, remarks, actor=HUONG)
    file = tmp_path / "trich-xuat.pdf"
    services.disclosure.export(member, file, actor=HUONG)
    text = text_of(file)
    assert "ốm, già yếu, nhờ đến nhà, Lò Văn Hặc ký ngày" in text
    assert "Lịch mời và phiếu của chi bộ" in text
