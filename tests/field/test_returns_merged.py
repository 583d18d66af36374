"""What a laptop brings back is merged whole, in any order, and nothing is overwritten silently."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.common.vocabulary import Channel, FieldKey, MemberStatus
from desktop.erasure.store import erase
from desktop.erasure.views import DueRecord
from desktop.field.kits.errors import (
    BadReturnError,
    ChoiceError,
    NothingToReturnError,
    UnknownDeviceError,
)
from desktop.field.merging import landing
from desktop.models import (
    Application,
    ApplicationMove,
    AuditEvent,
    Blob,
    FieldBlob,
    FieldRecord,
    Member,
    Reading,
    Visit,
    VisitAside,
)
from desktop.security.service import SecurityService
from desktop.security.tags import Tag
from tests import factories
from tests.field.places import (
    CLERK,
    either_office,
    lend,
    note_outcome,
    place,
    visit_list,
)


@pytest.fixture
def clock():
    return factories.clock()


@pytest.fixture
def home(request, tmp_path, clock, engine_name):
    with either_office(request, tmp_path, clock, tmp_path / "usb") as made:
        yield made


@pytest.fixture
def laptop(tmp_path, clock):
    made = place(tmp_path, "MT03", clock, tmp_path / "usb")
    yield made
    made.store.close()


@pytest.fixture
def people(home, laptop):
    """Four people lent to the laptop."""
    found = home.members()[:4]
    laptop.kits.opening.open_kit(lend(home, laptop, visit_list(home, found)), actor=CLERK)
    return found


def bring(laptop):
    return laptop.kits.returning.write(laptop.stick, actor=CLERK).path


def merge(home, *files):
    return home.kits.merging.merge(files, actor=CLERK)


def counted(report):
    return report.merged, report.unchanged, len(report.conflicts)


def test_the_round_trip_brings_records_with_all_their_bytes(home, laptop, people):
    first, second = laptop.receive(people[0]), laptop.receive(people[1])
    draft = laptop.draft(people[2])
    note_outcome(laptop, people[3], "not_at_home", "Cả nhà đi nương")
    made = laptop.kits.returning.write(laptop.stick, actor=CLERK)
    assert (made.records, made.fresh, made.drafts, made.visits) == (2, 2, 1, 1)
    assert made.path.name == "MT03-luudong-000001.qtr"
    report = merge(home, made.path)
    assert counted(report) == (2, 0, 0)
    assert report.visits == 1
    for key in (first, second):
        ours, theirs = home.application(key), laptop.application(key)
        assert ours.receipt_number == theirs.receipt_number
        assert ours.receipt_number.startswith("MT03-")
        for name in ("state", "version", "snapshot", "fields", "channel", "photo_report", "origin"):
            assert getattr(ours, name) == getattr(theirs, name)
        with home.store.read() as there, laptop.store.read() as here:
            for digest in (ours.photo_digest, ours.signature_digest):
                assert there.get(Blob, digest).content == here.get(Blob, digest).content
            moves = there.query(ApplicationMove).filter_by(application_id=key).all()
            assert [(one.from_state, one.to_state) for one in moves] == [("draft", "received")]
            assert there.query(Reading).filter_by(application_id=key).count() >= 1
            assert there.query(AuditEvent).filter_by(target=str(key)).count() == 1
    assert home.application(draft) is None
    assert laptop.application(draft).state == "draft"
    with home.store.read() as session:
        row = session.query(Visit).filter_by(member_id=people[3]).one()
        assert (row.outcome, row.outcome_note, row.done_by) == (
            "not_at_home",
            "Cả nhà đi nương",
            CLERK,
        )
        assert session.query(FieldBlob).count() == 0
    # They go on as any other record: the lease is over, the counter says they have a receipt.
    assert home.kits.packing.lease_of(people[0]) is None
    assert home.kits.packing.lease_of(people[2]).device == "MT03"


def test_merged_again_and_older_after_newer_change_nothing(home, laptop, people):
    laptop.receive(people[0])
    older = bring(laptop)
    laptop.receive(people[1])
    newer = bring(laptop)
    assert counted(merge(home, newer)) == (2, 0, 0)
    with home.store.read() as session:
        events = session.query(AuditEvent).count()
    assert counted(merge(home, newer)) == (0, 2, 0)
    with home.store.read() as session:
        assert session.query(AuditEvent).count() == events
    assert counted(merge(home, older)) == (0, 1, 0)


def test_a_record_mended_on_the_laptop_follows(home, laptop, people):
    key = laptop.receive(people[0])
    first = bring(laptop)
    laptop_moves = laptop.reception
    copy = laptop_moves.reopen(key, actor=CLERK).application_id
    laptop.intake.save(copy, actor=CLERK, fields={FieldKey.PHONE: "0912345678"})
    laptop.reception.receive(copy, actor=CLERK)
    second = bring(laptop)
    assert counted(merge(home, first)) == (1, 0, 0)
    assert counted(merge(home, second)) == (2, 0, 0)
    assert home.application(key).state == "withdrawn"
    mended = home.application(copy)
    assert (mended.state, mended.fields["phone"]) == ("received", "0912345678")
    assert counted(merge(home, first)) == (0, 1, 0)


def taken_at_both(home, laptop, person):
    """Let the counter take somebody who is lent; return our key and theirs."""
    home.kits.packing.take_back(person, reason="Người này tự đến quầy", actor=CLERK)
    return home.receive(person, Channel.COUNTER), laptop.receive(person)


def test_the_same_person_taken_at_the_counter_meanwhile_keeps_both(home, laptop, people):
    ours, theirs = taken_at_both(home, laptop, people[0])
    file = bring(laptop)
    report = merge(home, file)
    assert counted(report) == (0, 0, 1)
    (conflict,) = report.conflicts
    assert (conflict.member_id, conflict.ours.record_id, conflict.theirs.record_id) == (
        people[0],
        ours,
        theirs,
    )
    assert home.application(ours).state == "received"
    assert home.application(theirs) is None
    with home.store.read() as session:
        record = session.get(FieldRecord, theirs)
        assert record.document["application"][0]["receipt_number"].startswith("MT03-")
        kept = {one.digest for one in session.query(FieldBlob).filter_by(record_id=theirs)}
    with laptop.store.read() as session:
        row = session.get(Application, theirs)
        assert {row.photo_digest, row.signature_digest} <= kept
    # Merged again, it still waits and nothing else changes.
    assert counted(merge(home, file)) == (0, 0, 1)


def test_theirs_is_chosen_and_ours_is_set_aside_with_the_reason(home, laptop, people):
    ours, theirs = taken_at_both(home, laptop, people[0])
    file = bring(laptop)
    merge(home, file)
    choose = home.kits.merging.choose
    with pytest.raises(ChoiceError):
        choose(theirs, "theirs", reason="", actor=CLERK)
    choose(theirs, "theirs", reason="Ảnh chụp tại nhà rõ hơn", actor=CLERK)
    assert home.application(theirs).state == "received"
    assert home.application(ours).state == "withdrawn"
    assert home.application(ours).photo_digest is not None
    with home.store.read() as session:
        (last,) = session.query(ApplicationMove).filter_by(
            application_id=ours, to_state="withdrawn"
        )
        assert last.reason == "Ảnh chụp tại nhà rõ hơn"
    assert home.kits.merging.conflicts() == ()
    assert counted(merge(home, file)) == (0, 1, 0)
    with pytest.raises(ChoiceError):
        choose(theirs, "ours", reason="Đổi ý sau khi xem", actor=CLERK)


def test_ours_is_chosen_and_theirs_is_kept_with_its_bytes(home, laptop, people):
    ours, theirs = taken_at_both(home, laptop, people[0])
    file = bring(laptop)
    merge(home, file)
    home.kits.merging.choose(theirs, "ours", reason="Đã in biên nhận ở quầy", actor=CLERK)
    with home.store.read() as session:
        record = session.get(FieldRecord, theirs)
        assert (record.state, record.reason) == ("set_aside", "Đã in biên nhận ở quầy")
        assert session.query(FieldBlob).filter_by(record_id=theirs).count() >= 2
        assert record.document["member"]
    assert home.application(ours).state == "received"
    assert counted(merge(home, file)) == (0, 1, 0)
    # It goes with the record that was chosen, when that is erased.
    with home.store.write() as session:
        erase(session, DueRecord(ours, "", factories.MORNING), factories.MORNING)
        assert session.get(FieldRecord, theirs).document == {}
        assert session.query(FieldBlob).count() == session.query(Blob).count() == 0


def test_a_record_that_left_cannot_be_put_aside(home, laptop, people):
    ours, theirs = taken_at_both(home, laptop, people[0])
    merge(home, bring(laptop))
    factories.bring(home.store, ours, "exported", batch_id=factories.add_batch(home.store))
    with pytest.raises(ChoiceError):
        home.kits.merging.choose(theirs, "theirs", reason="Ảnh rõ hơn", actor=CLERK)
    assert home.application(ours).state == "exported"
    assert len(home.kits.merging.conflicts()) == 1


def test_who_was_lent_last_decides_between_two_laptops_in_either_order(
    home, laptop, people, tmp_path, clock
):
    second = place(tmp_path, "MT04", clock, tmp_path / "usb")
    home.kits.packing.take_back(people[0], reason="Máy thứ nhất đi bản khác", actor=CLERK)
    second.kits.opening.open_kit(lend(home, second, visit_list(home, people[:1], 2)), actor=CLERK)
    early, late = laptop.receive(people[0]), second.receive(people[0])
    # The one that came first had lent the person to somebody else: it waits, alone.
    report = merge(home, bring(laptop))
    assert counted(report) == (0, 0, 1)
    assert report.conflicts[0].ours is None
    assert counted(merge(home, bring(second))) == (1, 0, 0)
    (conflict,) = home.kits.merging.conflicts()
    assert (conflict.ours.record_id, conflict.theirs.record_id) == (late, early)
    second.store.close()


def test_somebody_whom_only_the_laptop_knows_comes_as_outside_the_list(home, laptop, people):
    key = laptop_only(laptop)
    record = laptop.receive(key)
    assert counted(merge(home, bring(laptop))) == (1, 0, 0)
    assert home.application(record).member_id == key
    with home.store.read() as session:
        assert session.get(Member, key).import_id is None


def test_what_is_damaged_or_from_nobody_known_is_refused_whole(home, laptop, people, tmp_path):
    laptop.receive(people[0])
    file = bring(laptop)
    data = file.read_bytes()
    for part in (0.05, 0.4, 0.8, 0.97, 0.9995):
        bad = bytearray(data)
        bad[int(len(bad) * part)] ^= 1
        file.write_bytes(bad)
        with pytest.raises(BadReturnError):
            merge(home, file)
    file.write_bytes(data[: len(data) - 700])
    with pytest.raises(BadReturnError):
        merge(home, file)
    with home.store.read() as session:
        assert session.query(Application).count() == session.query(FieldRecord).count() == 0
        assert session.query(Blob).count() == 0
    file.write_bytes(data)
    (known,) = home.kits.devices.devices()
    home.kits.devices.revoke(known.device_id, reason="Mất máy", actor=CLERK)
    with pytest.raises(UnknownDeviceError):
        merge(home, file)
    home.kits.devices.enrol(laptop.key_file(), digits=laptop.digits(), actor=CLERK)
    assert counted(merge(home, file)) == (1, 0, 0)


def test_where_a_block_ends_makes_no_difference(home, laptop, people, monkeypatch):
    for person in people:
        laptop.receive(person)
    again = laptop.reception.reopen(laptop.receive(laptop_only(laptop)), actor=CLERK)
    laptop.reception.receive(again.application_id, actor=CLERK)
    monkeypatch.setattr(landing, "RECORDS", 2)
    assert counted(merge(home, bring(laptop))) == (6, 0, 0)
    assert SecurityService(home.store, home.clock).audit_verify().ok
    with home.store.read() as session:
        states = sorted(one.state for one in session.query(Application))
        assert states == ["received"] * 5 + ["withdrawn"]
        merged = session.query(AuditEvent).filter_by(tag=Tag.FIELD_RECORD_MERGED.value).all()
        assert len({one.target for one in merged}) == len(merged) == 6


def laptop_only(laptop):
    """Add somebody whom only the laptop knows."""
    fields = {
        FieldKey.FULL_NAME: "Sùng A Lử",
        FieldKey.BIRTH_DATE: "1970-04-12",
        FieldKey.PERSONAL_ID: "014070001234",
        FieldKey.SEX: "male",
    }
    apart = MemberStatus.TEMPORARY_RESIDENT
    return laptop.roster.add_outside(fields, status=apart, actor=CLERK).member_id


def test_a_result_of_an_expired_lease_is_still_taken(home, laptop, people, clock):
    laptop.receive(people[0])
    file = bring(laptop)
    clock.advance(timedelta(days=9))
    assert home.kits.packing.lease_of(people[0]) is None
    assert counted(merge(home, file)) == (1, 0, 0)


def test_two_outcomes_of_one_visit_are_both_kept(home, laptop, people):
    note_outcome(laptop, people[0], "not_at_home", "Vắng buổi sáng")
    note_outcome(home, people[0], "refused", "Gọi điện, chưa đồng ý")
    file = bring(laptop)
    merge(home, file)
    merge(home, file)
    with home.store.read() as session:
        row = session.query(Visit).filter_by(member_id=people[0]).one()
        (aside,) = session.query(VisitAside)
        assert {row.outcome, aside.values["outcome"]} == {"not_at_home", "refused"}


def test_nothing_is_returned_before_a_kit_was_opened_and_what_waits_is_counted(home, laptop):
    with pytest.raises(NothingToReturnError):
        bring(laptop)
    (person,) = home.members()[:1]
    laptop.kits.opening.open_kit(lend(home, laptop, visit_list(home, [person])), actor=CLERK)
    laptop.receive(person)
    assert laptop.kits.returning.state().unexported == 1
    bring(laptop)
    state = laptop.kits.returning.state()
    assert (state.records, state.unexported, state.drafts) == (1, 0, 0)
