"""Flags and services stand in the extract of their person, and go when the person is erased."""

from datetime import timedelta

from desktop.common.flags import FlagReason, VisitService
from desktop.common.settings import ERASE_AFTER_DAYS
from desktop.models import OtherService, PriorityFlag
from tests import factories
from tests.disclosure.test_person_export import HUONG, NUMBER, text_of
from tests.erasure.test_erasure import WAY
from tests.received import clock, office, services  # noqa: F401 - fixtures


def test_flags_and_services_are_told_and_erased(services, clock, tmp_path):  # noqa: F811
    member = services.roster.find_by_personal_id(NUMBER).member_id
    reasons = {FlagReason.ILL, FlagReason.OTHER}
    services.priority.change(member, reasons, actor=HUONG, note="Chờ mổ mắt")
    services.priority.change(member, {FlagReason.ILL}, actor=HUONG)
    key = services.overview.record_of(member).application_id
    services.same_visit.note(key, VisitService.ID_CARD, actor=HUONG)
    services.same_visit.note(key, VisitService.E_ID, actor=HUONG)
    services.same_visit.undo(key, VisitService.E_ID, actor=HUONG)
    file = tmp_path / "trich-xuat.pdf"
    services.disclosure.export(member, file, actor=HUONG)
    text = text_of(file)
    for part in (
        "Diện ưu tiên",
        "Ốm đau, bệnh nặng",
        "Lý do khác, Chờ mổ mắt, đã bỏ",
        "Việc làm thêm cùng lúc",
        "Cấp căn cước",
        "Định danh điện tử, đã bỏ",
    ):
        assert part in text, part

    batch = factories.add_batch(services.store)
    factories.bring(services.store, key, *WAY, batch_id=batch)
    services.preferences.set(ERASE_AFTER_DAYS, 30, actor="x")
    before = services.same_visit.counts()
    clock.advance(timedelta(days=31))
    services.erasure.run(tmp_path, actor=HUONG)
    with services.store.read() as session:
        assert session.query(PriorityFlag).count() == 0
        assert {row.application_id for row in session.query(OtherService)} == {None}
    assert not services.priority.of(member).has_hidden
    # Nobody's any more, and counted all the same.
    assert services.same_visit.counts() == before
    assert before[VisitService.ID_CARD] == 1
