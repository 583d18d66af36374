"""The second pair of eyes, on the counter's store and on a server's."""

import random

import pytest

from desktop.batch.service import BatchService
from desktop.batch.store import count_to_review
from desktop.common.settings import REVIEW_REQUIRED
from desktop.common.vocabulary import ApplicationState as State
from desktop.common.vocabulary import FieldKey
from desktop.intake.errors import WrongStateError
from desktop.intake.review import drawing
from desktop.intake.review.errors import OwnRecordError, ReturnError, SampleError
from desktop.intake.review.returning import GivenBack, ReturnReason
from desktop.intake.review.rules import Risk
from desktop.intake.review.samples import open_sample
from desktop.models import Application, AuditEvent, PrintJob
from desktop.security.service import SecurityService
from tests import factories
from tests.intake import review_desk as office
from tests.intake.review_desk import CLERK, HELPER, OFFICER, by_sample, take

PEOPLE = 24


@pytest.fixture(params=["counter", "server"])
def desk(request, tmp_path):
    if request.param == "counter":
        store, time = factories.open_profile(tmp_path / "profile")
    else:
        store, time = request.getfixturevalue("postgres_store"), factories.clock()
        office.add_station(store)
    found = office.open_desk(store, time)
    found.imports.import_list(office.write_list(tmp_path, PEOPLE), actor=CLERK)
    yield found
    assert SecurityService(store, time).audit_verify().ok
    if request.param == "counter":
        store.close()


def state(desk, key):
    with desk.store.read() as session:
        return State(session.get(Application, key).state)


def events(desk, tag):
    with desk.store.read() as session:
        found = session.query(AuditEvent).filter_by(tag=tag).order_by(AuditEvent.number)
        return [(one.actor, one.target, one.detail) for one in found]


def test_what_waits_comes_by_risk_with_its_reasons(desk):
    plain = take(desk, 0)
    typed = take(desk, 1, card=None)
    unsigned = take(desk, 2, unsigned=True)
    odd_name = take(desk, 3, card=office.scan(3, "Lò Văn Khác"), seconds=20)
    rows = desk.review.waiting(actor=OFFICER)
    found = {row.application_id: [one.risk for one in row.findings] for row in rows}
    assert found == {
        unsigned: [Risk.SIGN_EXCEPTION],
        odd_name: [Risk.NAME_DIFFERS, Risk.FAST],
        typed: [Risk.TYPED],
        plain: [],
    }
    # 30 + 10 are as heavy as 40: of equals the older one
    assert [row.application_id for row in rows] == [unsigned, odd_name, typed, plain]
    assert not any(row.is_own for row in rows)
    assert all(row.is_own for row in desk.review.waiting(actor=" lò thị  hương "))


def test_two_records_with_one_number_may_be_one_person(desk):
    one, two = take(desk, 0), take(desk, 1, fields={FieldKey.PERSONAL_ID: office.card_number(0)})
    found = {row.application_id: row.findings[0].risk for row in desk.review.waiting()}
    assert found == {one: Risk.DUPLICATE, two: Risk.DUPLICATE}


def test_nobody_approves_what_they_worked_on(desk):
    key = take(desk, 0, helper=HELPER, fields=office.PHONE)
    for name in (CLERK, HELPER, HELPER.upper()):
        with pytest.raises(OwnRecordError):
            desk.review.approve([key], actor=name)
    assert state(desk, key) is State.RECEIVED
    desk.review.approve([key], actor=OFFICER)
    assert state(desk, key) is State.APPROVED
    assert events(desk, "application:approved") == [(OFFICER, str(key), {})]


def test_who_helped_in_between_and_handed_on_is_asked_too(desk):
    member = desk.roster.find_by_personal_id(office.card_number(0)).member_id
    desk.intake.open(member, actor=HELPER, card=office.scan(0))
    desk.intake.open(member, actor=OFFICER)
    key = take(desk, 0)  # the clerk takes it over, ends and receives it
    for name in (HELPER, OFFICER, CLERK):
        with pytest.raises(OwnRecordError):
            desk.review.approve([key], actor=name)


def test_all_or_none_are_approved(desk):
    others, own = take(desk, 0), take(desk, 1, actor=OFFICER)
    with pytest.raises(OwnRecordError):
        desk.review.approve([others, own], actor=OFFICER)
    assert state(desk, others) is State.RECEIVED
    assert events(desk, "application:approved") == []


def test_nothing_leaves_without_approval_when_it_is_required(desk):
    batch = BatchService(desk.store, desk.clock)
    key, waits = take(desk, 0), take(desk, 1)
    assert (batch.waiting().count, batch.waiting().to_review) == (0, 2)
    assert batch.groups() == ()
    desk.review.approve([key], actor=OFFICER)
    assert (batch.waiting().count, batch.waiting().to_review) == (1, 1)
    desk.preferences.set(REVIEW_REQUIRED, False, actor=OFFICER)
    assert (batch.waiting().count, batch.waiting().to_review) == (2, 0)
    with desk.store.read() as session:
        assert count_to_review(session) == 0
    assert state(desk, waits) is State.RECEIVED
    counts = desk.review.counts()
    assert (counts.required, counts.waiting, counts.approved) == (False, 1, 1)


def test_given_back_mended_and_received_under_its_number(desk):
    key = take(desk, 0)
    number = desk.review.waiting()[0].receipt_number
    said = GivenBack(ReturnReason.OTHER_FIELD, FieldKey.CELL, "  ghi   nhầm chi bộ ")
    desk.review.give_back(key, said, actor=OFFICER)
    assert state(desk, key) is State.NEEDS_SUPPLEMENT
    (row,) = desk.review.returned()
    assert (row.receipt_number, row.returned_by, row.held_by) == (number, OFFICER, CLERK)
    assert (row.said.bad_field, row.said.note) == (FieldKey.CELL, "ghi nhầm chi bộ")
    assert events(desk, "application:given_back") == [
        (OFFICER, str(key), {"code": "other_field", "field": "cell"})
    ]
    draft = desk.intake.open(row.member_id, actor=CLERK)
    assert (draft.application_id, draft.receipt_number) == (key, number)
    assert draft.photo is not None
    assert draft.signature is not None
    assert desk.review.last_word(key).said == row.said
    desk.intake.save(key, actor=CLERK, fields={FieldKey.CELL: "Chi bộ 7"})
    desk.reception.receive(key, actor=CLERK)
    assert desk.review.returned() == ()
    assert desk.review.last_word(key) is None
    (again,) = desk.review.waiting(actor=OFFICER)
    assert again.receipt_number == number
    assert [one.risk for one in again.findings] == [Risk.RETURNED]
    assert not again.is_own  # giving it back was no work on it
    desk.review.approve([key], actor=OFFICER)


def test_an_approved_record_can_still_be_given_back(desk):
    key = take(desk, 0)
    desk.review.approve([key], actor=OFFICER)
    desk.review.give_back(key, GivenBack(ReturnReason.PHOTO), actor=HELPER)
    with pytest.raises(WrongStateError):
        desk.review.give_back(key, GivenBack(ReturnReason.PHOTO), actor=HELPER)
    with pytest.raises(WrongStateError):
        desk.review.approve([key], actor=OFFICER)


def test_a_return_is_taken_back_untouched_until_somebody_mends_it(desk):
    key = take(desk, 0)
    with desk.store.read() as session:
        before = session.get(Application, key).snapshot
    desk.review.give_back(key, GivenBack(ReturnReason.PHOTO), actor=OFFICER)
    desk.review.take_back(key, actor=OFFICER)
    with desk.store.read() as session:
        row = session.get(Application, key)
        assert (row.state, row.snapshot, row.received_by) == ("received", before, CLERK)
        assert session.query(PrintJob).count() == 1  # no second receipt
    assert desk.review.waiting()[0].findings == ()
    assert desk.review.returned() == ()
    desk.review.give_back(key, GivenBack(ReturnReason.PHOTO), actor=OFFICER)
    desk.intake.open(desk.review.returned()[0].member_id, actor=CLERK)
    with pytest.raises(ReturnError):
        desk.review.take_back(key, actor=OFFICER)
    assert len(events(desk, "return:taken_back")) == 1


def test_what_was_not_returned_by_a_reviewer_is_not_taken_back(desk):
    key = take(desk, 0)
    with pytest.raises(WrongStateError):
        desk.review.take_back(key, actor=OFFICER)
    desk.moves.ask_for_more(key, actor=CLERK, reason="thiếu giấy")
    with pytest.raises(WrongStateError):
        desk.review.take_back(key, actor=OFFICER)
    assert desk.review.returned() == ()


def test_one_record_in_full(desk):
    key = take(desk, 0, card=office.scan(0, "Lò Văn Khác"), fields={FieldKey.PHONE: "0912"})
    detail = desk.review.detail(desk.review.waiting()[0])
    lines = {line.field: line for line in detail.lines}
    name = lines[FieldKey.FULL_NAME]
    assert (name.listed, name.value, name.card) == ("Lò Văn Ban", "Lò Văn Khác", "Lò Văn Khác")
    assert (lines[FieldKey.PHONE].listed, lines[FieldKey.PHONE].value) == ("", "0912")
    assert detail.photo is not None
    assert detail.signature is not None
    assert detail.said is None
    assert detail.row.application_id == key


# ---------------------------------------------------------------- by sample


def test_by_sample_reconciles(desk):
    by_sample(desk, 20)
    keys = [take(desk, n) for n in range(14)]
    odd, own = take(desk, 14, card=None), take(desk, 15, actor=OFFICER)
    sample = desk.samples.draw(actor=OFFICER, seed="2025")
    assert (sample.population, sample.exceptions, sample.drawn, sample.open) == (14, 1, 3, 3)
    with desk.store.read() as session:
        kept = open_sample(session)
    assert kept.drawn == drawing.drawn(keys, seed="2025", percent=20)
    with pytest.raises(SampleError):
        desk.samples.approve_rest(actor=OFFICER)
    with pytest.raises(SampleError):
        desk.samples.draw(actor=OFFICER)  # one is open
    drawn = [row for row in desk.review.waiting(actor=OFFICER) if row.in_sample]
    assert {row.application_id for row in drawn} == set(kept.drawn)
    desk.review.approve([row.application_id for row in drawn], actor=OFFICER)
    late = take(desk, 16)  # came after the drawing
    assert desk.samples.current().is_ready
    assert desk.samples.approve_rest(actor=OFFICER) == 11
    assert desk.samples.current() is None
    waiting = {row.application_id for row in desk.review.waiting()}
    assert waiting == {odd, own, late}
    approved = desk.review.approved()
    assert {row.application_id for row in approved if row.by_sample} == set(kept.rest)
    assert {row.application_id for row in approved if not row.by_sample} == set(kept.drawn)
    ((who, target, detail),) = events(desk, "sample:approved")
    assert (who, target, detail["approved"], detail["left"]) == (OFFICER, str(sample.id), 11, 0)
    assert detail["approved_sha256"] == drawing.digest(kept.rest)
    reasons = {desk.moves.history(key)[-1].reason for key in kept.rest}
    assert reasons == {f"sample:{sample.id}"}
    ((_, _, told),) = events(desk, "sample:drawn")
    assert (told["seed"], told["population_sha256"]) == ("2025", drawing.digest(keys))


def test_a_sample_with_a_bad_record_fails_and_all_of_it_is_looked_at(desk):
    by_sample(desk, 10)
    keys = [take(desk, n) for n in range(12)]
    desk.samples.draw(actor=OFFICER)
    drawn = [row.application_id for row in desk.review.waiting() if row.in_sample]
    desk.review.approve(drawn[1:], actor=OFFICER)
    desk.review.give_back(drawn[0], GivenBack(ReturnReason.PHOTO), actor=OFFICER)
    assert desk.samples.current().failed
    desk.review.take_back(drawn[0], actor=OFFICER)
    assert not desk.samples.current().failed
    desk.review.give_back(drawn[0], GivenBack(ReturnReason.PHOTO), actor=OFFICER)
    with pytest.raises(SampleError):
        desk.samples.approve_rest(actor=OFFICER)
    rows = desk.review.waiting()
    assert len(rows) == len(keys) - len(drawn)
    assert {one.risk for row in rows for one in row.findings} == {Risk.SAMPLE_FAILED}
    with pytest.raises(SampleError):  # nothing is left that nobody doubts
        desk.samples.draw(actor=OFFICER)
    take(desk, 12)
    assert desk.samples.draw(actor=OFFICER).population == 1


def test_what_changed_since_the_drawing_waits(desk):
    by_sample(desk, 1)
    keys = [take(desk, n) for n in range(5)]
    desk.samples.draw(actor=OFFICER, seed="a")
    with desk.store.read() as session:
        kept = open_sample(session)
    desk.review.approve(kept.drawn, actor=OFFICER)
    changed = kept.rest[0]
    draft = desk.reception.reopen(changed, actor=CLERK)
    desk.reception.receive(draft.application_id, actor=CLERK)
    helped = kept.rest[1]
    desk.review.give_back(helped, GivenBack(ReturnReason.PHOTO), actor=OFFICER)
    desk.review.take_back(helped, actor=OFFICER)
    assert desk.samples.approve_rest(actor=OFFICER) == len(keys) - 1 - 2
    waiting = {row.application_id for row in desk.review.waiting()}
    assert waiting == {draft.application_id, helped}


def test_every_record_is_looked_at_where_there_are_no_samples(desk):
    take(desk, 0)
    with pytest.raises(SampleError):
        desk.samples.draw(actor=OFFICER)
    with pytest.raises(SampleError):
        desk.samples.approve_rest(actor=OFFICER)


@pytest.mark.parametrize("seed", range(2))
def test_any_work_of_a_day_reconciles(desk, seed):
    """Whatever is approved, returned, taken back and sampled: every record is in one place."""
    by_sample(desk, 30)
    chance = random.Random(seed)
    keys = [take(desk, n, **chance.choice([{}, {}, {"card": None}])) for n in range(10)]
    for _ in range(25):
        key, act = chance.choice(keys), chance.randrange(5)
        try:
            if act == 0:
                desk.review.approve([key], actor=OFFICER)
            elif act == 1:
                desk.review.give_back(key, GivenBack(ReturnReason.PHOTO), actor=OFFICER)
            elif act == 2:
                desk.review.take_back(key, actor=OFFICER)
            elif act == 3:
                desk.samples.draw(actor=OFFICER)
            else:
                desk.samples.approve_rest(actor=OFFICER)
        except (WrongStateError, SampleError, ReturnError):
            pass
        waiting = {row.application_id for row in desk.review.waiting()}
        approved = {row.application_id for row in desk.review.approved()}
        returned = {row.application_id for row in desk.review.returned()}
        assert waiting | approved | returned == set(keys)
        assert len(waiting) + len(approved) + len(returned) == len(keys)
    by_move = {
        row.application_id
        for row in desk.review.approved()
        if desk.moves.history(row.application_id)[-1].reason.startswith("sample:")
    }
    assert by_move == {row.application_id for row in desk.review.approved() if row.by_sample}
