"""Beside the main way: every version is answered, and no key is believed unheard."""

import argparse
import json
from types import SimpleNamespace

import pytest

from desktop.batch.answering.errors import AnswerRefusedError
from desktop.batch.answering.views import AnswerRefusal
from desktop.batch.trust.errors import FingerprintError, UnknownDigitsError
from desktop.batch.trust.service import TrustService
from desktop.cli import batch as commands
from desktop.cli.context import CliContext
from desktop.models import AuditEvent, BatchRecord, TrustedProvince
from desktop.province.views import Decision
from desktop.security.access.seat import Seat
from tests import factories
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def not_compared(station):
    """Make the installed key one that was taken without its digits."""
    with station.store.write() as session:
        session.query(TrustedProvince).one().is_compared = False


def test_a_version_that_was_replaced_undecided_is_answered_and_moves_nothing(loop):
    station = loop.make_station()
    key, other = station.receive(PEOPLE[0]), station.receive(PEOPLE[1])
    first = station.export()
    batch = station.batch.list_batches()[0].id
    # The record leaves again although nobody answered: a store that was restored, a word on the
    # phone; what came to the province first is not decided yet.
    factories.bring(station.store, key, "rejected", batch_id=batch)
    station.reception.correct(key, actor=CLERK)
    station.receive(PEOPLE[0], full_name="Giàng A Páo")
    second = station.export()
    loop.desk.receiving.receive([first, second], actor=DESK)
    waits = {one.sequence: one.waiting for one in loop.desk.overview.station("MT02").batches}
    assert waits == {1: 2, 2: 1}
    answers = loop.desk.answering.answer(loop.stick, actor=DESK)
    told = {one.sequence: (one.accepted, one.rejected) for one in answers}
    assert told == {1: (1, 1), 2: (1, 0)}
    assert {one.waiting for one in loop.desk.overview.station("MT02").batches} == {0}
    newest_first = sorted(answers, key=lambda one: -one.sequence)
    for one in newest_first:
        station.answers.apply(one.path, actor=CLERK)
    assert station.states() == {key: "acknowledged", other: "acknowledged"}
    with station.store.read() as session:
        word = session.get(BatchRecord, (batch, key))
        assert (word.verdict, word.reason) == ("rejected", "older_version")
        assert word.note.startswith("Đã thay bằng bản ")
    assert [one.waiting for one in station.batch.list_batches()] == [0, 0]
    assert loop.desk.answering.answer(loop.stick, actor=DESK) == ()


def test_the_answer_to_a_replaced_version_may_come_first(loop):
    station = loop.make_station()
    key = station.receive(PEOPLE[0])
    station.export()
    batch = station.batch.list_batches()[0].id
    factories.bring(station.store, key, "rejected", batch_id=batch)
    station.reception.correct(key, actor=CLERK)
    station.receive(PEOPLE[0])
    station.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    first, second = sorted(
        loop.desk.answering.answer(loop.stick, actor=DESK), key=lambda one: one.sequence
    )
    report = station.answers.apply(first.path, actor=CLERK)
    assert (report.applied, report.unchanged, station.states()) == (0, 1, {key: "exported"})
    assert station.answers.apply(second.path, actor=CLERK).applied == 1
    assert station.states() == {key: "acknowledged"}


def answered(loop, station):
    keys = [station.receive(name) for name in PEOPLE[:2]]
    station.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    loop.desk.answering.decide([Decision(str(keys[0]), accepted=False, reason="photo")], actor=DESK)
    (written,) = loop.desk.answering.answer(loop.stick, actor=DESK)
    return keys, written.path


def test_an_answer_waits_until_the_digits_of_its_key_were_heard(loop):
    station = loop.make_station()
    not_compared(station)
    keys, path = answered(loop, station)
    for _ in range(2):
        with pytest.raises(AnswerRefusedError) as caught:
            station.answers.apply(path, actor=CLERK)
        assert caught.value.refusal is AnswerRefusal.NOT_COMPARED
        assert "gõ dãy số" in caught.value.advice
    assert set(station.states().values()) == {"exported"}
    (waits,) = station.answers.kept_aside()
    assert (waits.file_name, waits.refusal, waits.records) == (path.name, "not_compared", 2)
    assert station.answers.apply_waiting(actor=CLERK) == ()
    wrong = "0" + loop.fingerprint[1:] if loop.fingerprint[0] != "0" else "1" + loop.fingerprint[1:]
    with pytest.raises(UnknownDigitsError):
        station.trust.compare(wrong, actor=CLERK)
    assert station.trust.compare(loop.fingerprint, actor=CLERK).compared
    path.unlink()  # what waited was kept
    (report,) = station.answers.apply_waiting(actor=CLERK)
    assert (report.applied, report.accepted, report.rejected) == (2, 1, 1)
    assert station.states() == {keys[0]: "rejected", keys[1]: "acknowledged"}
    assert station.answers.kept_aside() == ()
    assert station.answers.apply_waiting(actor=CLERK) == ()
    with station.store.read() as session:
        tags = [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]
    assert tags[-2:] == ["province:trusted", "answer:applied"]


def test_a_key_that_nobody_compared_vouches_for_no_other(loop):
    station = loop.make_station()
    not_compared(station)
    loop.desk.keys.rotate(actor=DESK)
    made = loop.desk.keys.write_key_file(loop.stick)
    with pytest.raises(FingerprintError):
        station.trust.install(made.path, actor=CLERK)
    assert station.trust.install(made.path, actor=CLERK, fingerprint=made.fingerprint).compared


def test_the_first_key_without_its_digits_is_held_and_compared_by_command(loop, capsys):
    station = loop.make_station()
    with station.store.write() as session:
        session.query(TrustedProvince).delete()

    def run(*words):
        parser = argparse.ArgumentParser()
        commands.add_parser(parser.add_subparsers())
        args = parser.parse_args(["batch", *map(str, words), "--json"])
        services = SimpleNamespace(
            trust=TrustService(station.store, factories.clock()),
            answers=station.answers,
            login=SimpleNamespace(seat=Seat()),
            close=lambda: None,
        )
        code = args.handler(args, CliContext(args, lambda _args: services))
        return code, json.loads(capsys.readouterr().out)

    _, told = run("province", "--add", loop.key_file)
    assert [one["compared"] for one in told["provinces"]] == [False]
    _, path = answered(loop, station)
    with pytest.raises(AnswerRefusedError):
        run("answer", path)
    code, told = run("province", "--digits", loop.fingerprint)
    assert (code, [one["compared"] for one in told["provinces"]]) == (0, [True])
    assert told["answers"] == {"applied": 2, "unchanged": 0, "accepted": 1, "rejected": 1}
    assert run("answer", path)[1]["unchanged"] == 2
