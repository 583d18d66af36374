"""A station changes its key: nothing of it is lost, and a revoked key is no dead end."""

import argparse
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from desktop.batch.copies import CopiesService
from desktop.batch.trust.errors import FingerprintError
from desktop.batch.verify import verify_file
from desktop.cli import batch as commands
from desktop.cli.context import CliContext
from desktop.models import AuditEvent, Station
from desktop.province.errors import EnrolmentRefusedError
from desktop.security.access.seat import Seat
from desktop.security.station_identity import fingerprint
from tests import factories
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"


def receive(loop, *paths):
    return loop.desk.receiving.receive(list(paths) or [loop.stick], actor=DESK)


def certificate(station):
    with station.store.read() as session:
        return session.query(Station).one().certificate_pem


def test_a_revoked_station_goes_on_with_another_key(loop):
    station = loop.make_station()
    first = station.receive(PEOPLE[0])
    station.export()
    receive(loop)
    (before,) = loop.desk.answering.answer(loop.stick, actor=DESK)  # sealed to the first key
    loop.desk.registry.revoke("MT02", actor=DESK, reason="mất máy")
    second = station.receive(PEOPLE[1])
    path = station.export()
    assert [one.reason for one in receive(loop, path).refused] == ["revoked_key"]
    same = station.trust.enrol(loop.stick, actor=CLERK)
    with pytest.raises(EnrolmentRefusedError):
        loop.desk.registry.enrol(same.path, actor=DESK, fingerprint=same.fingerprint)

    made = station.trust.renew(loop.stick, actor=CLERK)
    with pytest.raises(FingerprintError) as caught:  # a second key needs its digits
        loop.desk.registry.enrol(made.path, actor=DESK)
    told = f"{caught.value.title} {caught.value.advice}"
    assert not any(group in told for group in made.fingerprint.split())
    loop.desk.registry.enrol(made.path, actor=DESK, fingerprint=made.fingerprint)
    assert [one.reason for one in receive(loop, path).refused] == ["revoked_key"]
    path.unlink()
    copies = CopiesService(station.store, factories.clock())
    again = copies.write_again(station.batch.list_batches()[0].id, loop.stick, actor=CLERK)
    (taken,) = receive(loop, again.path).taken
    assert (taken.station, taken.sequence, taken.records) == ("MT02", 2, 1)
    assert loop.desk.overview.status().stations[0].missing == ()

    (answered,) = loop.desk.answering.answer(loop.stick, actor=DESK)
    for one in (answered, before):  # each is sealed to another key of the station
        assert station.answers.apply(one.path, actor=CLERK).applied == 1
    assert station.states() == {first: "acknowledged", second: "acknowledged"}
    with station.store.read() as session:
        assert session.query(AuditEvent).filter_by(tag="station:key_renewed").count() == 1


def test_what_left_before_the_change_is_taken_until_the_former_key_ends(small_loop):
    loop = small_loop
    station = loop.make_station()
    station.receive(PEOPLE[0])
    path = station.export()
    former = fingerprint(certificate(station))
    assert station.trust.former() == ()
    loop.clock.advance(timedelta(minutes=1))
    made = station.trust.renew(loop.stick, actor=CLERK)
    assert station.trust.former() == (former,)
    loop.desk.registry.enrol(made.path, actor=DESK, fingerprint=made.fingerprint)
    station.receive(PEOPLE[1])
    newer = station.export()
    assert verify_file(newer, trusted_certificate=certificate(station)).valid
    assert len(receive(loop, path, newer).taken) == 2
    assert loop.desk.registry.replace("MT02", actor=DESK) == 1
    assert [one.reason for one in receive(loop, path).refused] == ["revoked_key"]
    assert len(receive(loop, newer).taken) == 1


def test_the_key_is_changed_by_command(small_loop, capsys):
    loop = small_loop
    station = loop.make_station()

    def run(*words):
        parser = argparse.ArgumentParser()
        commands.add_parser(parser.add_subparsers())
        args = parser.parse_args(["batch", "enrol", "--to", str(loop.stick), "--json", *words])
        services = SimpleNamespace(
            trust=station.trust, login=SimpleNamespace(seat=Seat()), close=lambda: None
        )
        assert args.handler(args, CliContext(args, lambda _args: services)) == 0
        return json.loads(capsys.readouterr().out)

    first, other, same = run(), run("--new-key"), run()
    assert first["fingerprint"] != other["fingerprint"] == same["fingerprint"]
