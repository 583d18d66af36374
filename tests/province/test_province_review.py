"""The list of all records, paged by key, and decisions that can be taken back."""

from __future__ import annotations

import pytest

from desktop.models import AuditEvent, RecordPair
from desktop.province.records.views import RecordQuery, Standing
from desktop.province.review.errors import (
    DecidedElsewhereError,
    NoReasonError,
    RecordMovedError,
)
from desktop.province.review.views import Verdict
from tests import factories
from tests.province.conftest import PEOPLE
from tests.province.many_records import fill

WHO = "cán bộ tỉnh"


def every(desk, query, page):
    marks = desk.records.marks(query, page=page)
    rows = [row for number in range(len(marks.starts)) for row in desk.records.page(marks, number)]
    return marks.count, rows


def twins(loop):
    """Two stations, one person at both; return the two records, the earlier first."""
    for code, commune in (("MT02", "03862"), ("MT03", "03863")):
        station = loop.make_station(code, commune)
        station.receive(PEOPLE[0], birth_date="1961-04-05")
        station.export()
    loop.desk.receiving.receive([loop.stick], actor=WHO)
    return every(loop.desk, RecordQuery(standing=Standing.DOUBLED, oldest_first=True), 10)[1]


@pytest.mark.parametrize("oldest_first", [True, False])
def test_pages_by_key_give_every_record_once_and_in_order(loop, oldest_first):
    fill(loop.desk, 1_100, clock=factories.clock(), stations=3)
    query = RecordQuery(oldest_first=oldest_first)
    count, rows = every(loop.desk, query, 100)
    keys = [row.id for row in rows]
    assert count == len(keys) == len(set(keys)) == 1_100
    assert keys == sorted(keys, reverse=not oldest_first)
    for page in (1, 7, 1_100, 5_000):
        some = loop.desk.records.marks(query, page=page)
        assert some.count == 1_100
        last = loop.desk.records.page(some, len(some.starts) - 1)
        assert last[-1].id == keys[-1]
    assert loop.desk.records.page(some, 99) == ()


def test_filters_narrow_and_add_up(loop):
    fill(loop.desk, 1_100, clock=factories.clock(), stations=3)
    everybody = every(loop.desk, RecordQuery(), 200)[1]
    parts = {one: every(loop.desk, RecordQuery(standing=one), 200) for one in Standing}
    for standing, (count, rows) in parts.items():
        assert count == len(rows)
        expected = Standing.HELD if standing is Standing.DOUBLED else standing
        assert {row.standing for row in rows} <= {expected}
    assert parts[Standing.HELD][0] + parts[Standing.CLEAN][0] == 1_100
    assert parts[Standing.DOUBLED][0] == 4
    assert {row.id for row in parts[Standing.HELD][1]} == {
        row.id for row in everybody if row.standing is Standing.HELD
    }
    choices = loop.desk.records.choices("03801")
    assert [code for code, _ in choices.communes] == ["03801", "03802", "03800"]
    assert [batch.records for batch in choices.batches] == [500]
    commune = RecordQuery(commune="03801")
    assert every(loop.desk, commune, 200)[0] == 500
    batch = RecordQuery(commune="03801", batch=choices.batches[0].id)
    assert {row.station for row in every(loop.desk, batch, 200)[1]} == {"MT001"}
    assert every(loop.desk, RecordQuery(commune="03802", batch=batch.batch), 200) == (0, [])


def test_a_name_in_any_order_and_digits_of_a_number_are_found(loop):
    fill(loop.desk, 600, clock=factories.clock(), stations=2)
    wanted = every(loop.desk, RecordQuery(), 200)[1][123]
    words = wanted.full_name.split()
    for text in (
        wanted.full_name,
        " ".join(reversed(words)),
        wanted.personal_id[-6:],
        wanted.receipt_number,
    ):
        found = every(loop.desk, RecordQuery(text=text), 200)[1]
        assert wanted.id in {row.id for row in found}, text
    assert every(loop.desk, RecordQuery(text="100%_"), 200) == (0, [])


def test_a_decision_is_taken_back_with_its_pairs(loop):
    first, second = twins(loop)
    review = loop.desk.review
    detail = review.detail(first.id)
    assert [one.line.id for one in detail.doubles] == [second.id]
    assert detail.photo
    assert review.counts().doubled == 2
    decided = review.decide(first.id, Verdict(accepted=True), actor=WHO)
    assert review.counts().doubled == 0  # the pair is settled: both are told apart
    assert review.detail(first.id).line.standing is Standing.ACCEPTED
    review.take_back(decided, actor=WHO)
    assert review.counts().doubled == 2
    assert review.detail(first.id).line.standing is Standing.HELD
    with loop.desk.data.read() as session:
        assert [row.state for row in session.query(RecordPair)] == ["open"]
        tags = [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert tags[-2:] == ["records:decided", "records:reopened"]


def test_what_was_told_or_decided_anew_is_not_taken_back(loop, tmp_path):
    first, second = twins(loop)
    review = loop.desk.review
    with pytest.raises(NoReasonError):
        review.decide(second.id, Verdict(accepted=False), actor=WHO)
    kept = review.decide(first.id, Verdict(accepted=True), actor=WHO)
    back = review.decide(
        second.id, Verdict(accepted=False, reason="duplicate", note="Trùng MT02"), actor=WHO
    )
    review.decide(first.id, Verdict(accepted=False, reason="photo"), actor="người khác")
    with pytest.raises(DecidedElsewhereError):
        review.take_back(kept, actor=WHO)
    target = tmp_path / "answers"
    target.mkdir()
    loop.desk.answering.answer(target, actor=WHO)
    with pytest.raises(DecidedElsewhereError):
        review.take_back(back, actor=WHO)
    told = review.detail(second.id)
    assert (told.line.standing, told.line.is_told) == (Standing.REJECTED, True)
    assert (told.line.reason, told.note, told.decided_by) == ("duplicate", "Trùng MT02", WHO)
    said = [one.answers.apply(file, actor="Hương") for one, file in _answers(loop, target)]
    assert sum(one.rejected for one in said) == 2


def _answers(loop, folder):
    for file in sorted(folder.glob("*.qta")):
        code = "MT02" if "MT02" in file.name else "MT03"
        yield loop.stations[["MT02", "MT03"].index(code)], file


def test_all_clean_records_at_once_and_back(loop, tmp_path):
    fill(loop.desk, 600, clock=factories.clock(), stations=2)
    review = loop.desk.review
    counts = review.counts()
    assert counts.held + counts.clean == 600
    by_hand = every(loop.desk, RecordQuery(standing=Standing.HELD), 200)[1][0]
    review.decide(by_hand.id, Verdict(accepted=False, reason="photo"), actor=WHO)
    accepted = review.accept_clean(actor=WHO)
    assert accepted.count >= counts.clean
    assert review.counts().clean == 0
    assert review.take_back_clean(accepted, actor=WHO) == accepted.count
    assert review.counts().clean == accepted.count
    assert review.detail(by_hand.id).line.standing is Standing.REJECTED


def test_a_record_that_is_not_there_is_said(loop):
    first, _ = twins(loop)
    with pytest.raises(RecordMovedError):
        loop.desk.review.detail(loop.desk.records.choices("03862").batches[0].id)
    loop.desk.review.reveal(first.id, actor=WHO)
    with loop.desk.data.read() as session:
        newest = session.query(AuditEvent).order_by(AuditEvent.number.desc()).first()
    assert (newest.tag, newest.target) == ("number:revealed", str(first.id))
