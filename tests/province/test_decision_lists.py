"""Lists of decisions as a provincial office keeps them, and answers a script carries back."""

import argparse
import json
from types import SimpleNamespace

import pytest

from desktop.batch.answering.errors import AnswerRefusedError
from desktop.batch.answering.files import AnswerHead, Verdict, write_answer
from desktop.batch.answering.views import AnswerRefusal
from desktop.batch.schemas import SchemaError
from desktop.cli import batch as commands
from desktop.cli.context import MUST_ACT, OK, CliContext
from desktop.cli.review_file import read_decisions
from desktop.common.ids import new_id
from desktop.models import AuditEvent, BatchRecord, QuarantinedRecord, ReceivedRecord
from desktop.province.errors import ReviewFileError
from desktop.province.views import Decision
from desktop.security.access.seat import Seat
from tests import factories
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def sent(loop, count=2):
    """Let a station send some records; return it and their keys."""
    station = loop.make_station()
    keys = [station.receive(name) for name in PEOPLE[:count]]
    station.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    return station, keys


def answer(loop, folder=None):
    return loop.desk.answering.answer(folder or loop.stick, actor=DESK)


def tags(loop):
    with loop.desk.data.read() as session:
        return [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]


def test_a_list_of_decisions_may_grow_from_day_to_day(loop):
    station, keys = sent(loop)
    first = Decision(str(keys[0]), accepted=False, reason="photo", field="photo", note="Mờ")
    assert loop.desk.answering.decide([first], actor=DESK) == 1
    (written,) = answer(loop)
    station.answers.apply(written.path, actor=CLERK)
    before = tags(loop)
    assert loop.desk.answering.decide([first], actor=DESK) == 0
    assert (answer(loop), tags(loop)) == ((), before)
    second = Decision(str(keys[1]), accepted=False, reason="signature")
    assert loop.desk.answering.decide([first, second], actor=DESK) == 1
    (written,) = answer(loop)
    assert (written.number, written.accepted, written.rejected) == (2, 0, 1)
    assert loop.desk.answering.decide([Decision(str(keys[0]), accepted=True)], actor=DESK) == 1


def test_a_field_that_no_record_has_stops_the_whole_list(loop):
    station, keys = sent(loop)
    right = Decision(str(keys[0]), accepted=False, reason="other", note="n " * 400)
    for field in ("Họ tên", "full name", "x" * 60):
        wrong = Decision(str(keys[1]), accepted=False, reason="other_field", field=field)
        with pytest.raises(ReviewFileError):
            loop.desk.answering.decide([right, wrong], actor=DESK)
    (written,) = answer(loop)
    assert (written.accepted, written.rejected) == (2, 0)
    for field in ("", "photo", "signature", "residence"):
        told = Decision(str(keys[1]), accepted=False, reason="other", field=field, note="n " * 400)
        loop.desk.answering.decide([told], actor=DESK)
        (written,) = answer(loop)
        station.answers.apply(written.path, actor=CLERK)
    with station.store.read() as session:
        row = session.get(BatchRecord, (station.batch.list_batches()[0].id, keys[1]))
        assert (row.field, len(row.note) <= 500) == ("residence", True)


def test_no_answer_is_signed_that_its_station_could_not_read(loop):
    keys = loop.desk.keys.keys()
    head = AnswerHead(
        answer_id=new_id(),
        province="14",
        station="MT02",
        practice=False,
        batch_id=new_id(),
        sequence=1,
        payload_sha256="0" * 64,
        number=1,
        made_at=factories.MORNING,
    )
    verdict = Verdict(new_id(), 1, accepted=False, reason="other", field="Họ tên", note="")
    with pytest.raises(SchemaError):
        write_answer(keys.signing, head, [verdict], [one.public for one in keys.opening])


def test_what_was_kept_apart_for_an_odd_place_is_answered_without_it(loop):
    station, keys = sent(loop)
    with loop.desk.data.write() as session:
        row = session.query(ReceivedRecord).filter_by(record_id=keys[0]).one()
        apart = QuarantinedRecord(
            id=new_id(),
            batch_id=row.batch_id,
            station_id=row.station_id,
            record_id=row.record_id,
            record_version=0,
            reason="bad_record",
            place="ÔLạ",
            document=b"{}",
            kept_at=factories.MORNING,
        )
        session.delete(row)
        session.flush()
        session.add(apart)
    (written,) = answer(loop)
    report = station.answers.apply(written.path, actor=CLERK)
    assert (report.accepted, report.rejected) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        'record,verdict,reason,field,note\nMT02-000001-31,rejected,photo,photo,"Mờ\nchụp lại"\n',
        'record;verdict;reason;field;note\r\nMT02-000001-31;;photo;photo;"Mờ\nchụp lại"\r\n',
        '[{"record": "MT02-000001-31", "reason": "photo", "field": "photo", "note": "Mờ"}]',
    ],
)
def test_a_list_is_read_as_spreadsheets_and_scripts_write_it(tmp_path, text):
    file = tmp_path / "quyết định.csv"
    file.write_bytes(text.encode("utf-8-sig"))
    (found,) = read_decisions(file)
    note = "Mờ\nchụp lại" if "chụp lại" in text else "Mờ"
    assert found == Decision(
        "MT02-000001-31", accepted=False, reason="photo", field="photo", note=note
    )


def test_an_answer_may_come_before_the_key_that_signs_it(loop):
    station, _ = sent(loop)
    loop.desk.keys.rotate(actor=DESK)
    (written,) = answer(loop)
    with pytest.raises(AnswerRefusedError) as caught:
        station.answers.apply(written.path, actor=CLERK)
    assert caught.value.refusal is AnswerRefusal.BAD_SIGNATURE
    written.path.unlink()
    assert station.answers.apply_waiting(actor=CLERK) == ()
    made = loop.desk.keys.write_key_file(loop.stick)
    assert station.trust.install(made.path, actor=CLERK).compared  # the old key vouches for it
    (report,) = station.answers.apply_waiting(actor=CLERK)
    assert (report.applied, report.accepted) == (2, 2)
    assert station.answers.kept_aside() == ()


def test_a_folder_of_answers_is_taken_and_every_refusal_is_told(loop, capsys):
    station, _ = sent(loop)
    other = loop.make_station(code="MT09")
    other.receive(PEOPLE[2])
    other.export()
    loop.desk.receiving.receive([loop.stick], actor=DESK)
    mail = loop.stick / "trả lời"
    first, second = answer(loop, mail)

    def run(*words):
        parser = argparse.ArgumentParser()
        commands.add_parser(parser.add_subparsers())
        args = parser.parse_args(["batch", "answer", *map(str, words), "--json"])
        services = SimpleNamespace(
            answers=station.answers,
            info=SimpleNamespace(station_code="MT02"),
            login=SimpleNamespace(seat=Seat()),
            close=lambda: None,
        )
        code = args.handler(args, CliContext(args, lambda _args: services))
        return code, json.loads(capsys.readouterr().out)

    sums = {"applied": 2, "unchanged": 0, "accepted": 2, "rejected": 0}
    assert run(mail) == (OK, sums)
    assert station.answers.kept_aside() == ()
    gone = loop.stick / "MT02-000009-a01.qta"
    code, told = run(gone, second.path, first.path)
    assert code == MUST_ACT
    assert told == {
        **sums,
        "applied": 0,
        "unchanged": 2,
        "refused": [
            {"file": str(gone), "reason": "unreadable"},
            {"file": str(second.path), "reason": "other_station"},
        ],
    }
    empty = loop.stick / "không có gì"
    empty.mkdir()
    assert run(empty) == (OK, dict.fromkeys(sums, 0))
