"""Counters of one office on a real server: founded, joined, opened again, and what is refused."""

import json
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import text

from desktop import wiring
from desktop.common.clock import FixedClock
from desktop.common.errors import WrongKeyError
from desktop.common.settings import OFFICE_NAME, PRINTER
from desktop.diagnostics.views import Verdict
from desktop.intake.changes.words import trouble_of
from desktop.security.keystore import MemoryKeyring
from desktop.security.office.errors import (
    ClocksApartError,
    CounterTakenError,
    NoOfficeError,
    OfficeThereError,
    OtherOfficeError,
    TwinCounterError,
    UnknownCounterError,
)
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter
from desktop.security.operators.service import OperatorsService
from desktop.security.recovery import make_code
from desktop.security.views import Role
from desktop.storage.address import ServerError, read_address
from desktop.storage.migrate import HEAD, current_revision
from desktop.storage.profile import Profile
from desktop.storage.server import connect, has_tables
from desktop.wiring import Adapters
from tests import factories
from tests.postgres import PASSWORD
from tests.soak.network import Network

COMMUNE, CHIEF = "03862", "Lò Thị Hương"


@pytest.fixture
def office(postgres_server, tmp_path):
    """A database without tables, and makers of counters on it; all share one keyring."""
    name = postgres_server.empty_database()
    address, password = read_address(postgres_server.address(name))
    keyring, clock = MemoryKeyring(), FixedClock(datetime.now(UTC))
    opened = []

    def make(code, joins_with=None, commune=COMMUNE, furnish=None, at=None):
        server = OfficeServer(address, password, joins_with)
        return create_counter(
            Profile(tmp_path / code),
            NewCounter(commune, "xã Mường Thử", code, server),
            keystore=keyring,
            clock=at or clock,
            recovery_file=None if joins_with else tmp_path / f"{code}.txt",
            furnish=furnish,
        )

    def start(code, at=None):
        adapters = Adapters(keystore=keyring, clock=at or clock)
        opened.append(wiring.open_services(tmp_path / code, adapters=adapters))
        opened[-1].login.seat.take(Role.ADMINISTRATOR, CHIEF)
        return opened[-1]

    def first_person(store):
        OperatorsService(store, clock).add_first(CHIEF, "258036", actor="setup")

    yield SimpleNamespace(
        make=make,
        start=start,
        found=lambda: make("MT02", furnish=first_person).recovery_code,
        clock=clock,
        folder=tmp_path,
        address=address,
        password=password,
        later=lambda minutes: FixedClock(clock.now() + timedelta(minutes=minutes)),
    )
    for one in opened:
        one.close()
    postgres_server.drop(name)


def serve(counter, name):
    """Take somebody up to the receipt; return its number."""
    person = counter.roster.search(name).rows[0].member_id
    key = counter.intake.open(person, actor=CHIEF).application_id
    counter.intake.accept_photo(key, factories.jpeg(), report={}, actor=CHIEF)
    counter.intake.accept_signature(key, factories.signature_png(), actor=CHIEF)
    return counter.reception.receive(key, actor=CHIEF).receipt_number


def test_two_counters_one_list_and_receipts_of_their_own(office):
    code = office.found()
    office.make("MT03", joins_with=code)
    first, second = office.start("MT02"), office.start("MT03")
    first.imports.import_list(factories.list_file(office.folder), actor=CHIEF)
    assert serve(first, "giang a pao").startswith("MT02")
    # What one counter took is there at the other without anything being loaded again.
    assert second.roster.search("giang a pao").rows
    assert serve(second, "lo thi pang").startswith("MT03")
    assert [one.security.station().code for one in (first, second)] == ["MT02", "MT03"]
    first.preferences.set(PRINTER, "May-in-1", actor=CHIEF)
    first.preferences.set(OFFICE_NAME, "Công an xã Mường Thử", actor=CHIEF)
    second.preferences.forget()
    assert first.preferences.text(PRINTER) == "May-in-1"
    assert second.preferences.text(PRINTER) == "", "a printer belongs to one machine"
    assert second.preferences.text(OFFICE_NAME) == "Công an xã Mường Thử"
    assert second.trail.verify().broken is None
    kept = (office.folder / "MT02" / "profile.json").read_text()
    assert office.address.host in kept
    assert PASSWORD not in kept


def test_the_one_paper_opens_a_counter_whose_keyring_is_gone(office):
    code = office.found()
    office.make("MT03", joins_with=code)
    bare = Adapters(keystore=MemoryKeyring(), clock=office.clock)
    services = wiring.open_services(office.folder / "MT03", code, bare)
    assert services.security.station().code == "MT03"
    services.close()


def test_what_cannot_be_founded_or_joined_leaves_nothing(office):
    with pytest.raises(NoOfficeError):
        office.make("MT03", joins_with=make_code())
    code = office.found()
    (office.folder / "MT02").rename(office.folder / "elsewhere")
    for refused, counter, arguments in (
        (OfficeThereError, "MT04", {}),
        (CounterTakenError, "MT02", {"joins_with": code}),
        (OtherOfficeError, "MT05", {"joins_with": code, "commune": "03865"}),
        (WrongKeyError, "MT06", {"joins_with": make_code()}),
        (ClocksApartError, "MT07", {"joins_with": code, "at": office.later(6)}),
    ):
        with pytest.raises(refused):
            office.make(counter, **arguments)
        assert not (office.folder / counter).exists()
    office.make("MT08", joins_with=code, at=office.later(4))


def test_a_copied_profile_on_another_machine_is_noticed_at_both(office, postgres_server):
    """Whole drives are copied to set up many machines; leases would take both for one counter."""
    office.found()
    first = office.start("MT02")
    first.imports.import_list(factories.list_file(office.folder), actor=CHIEF)
    assert trouble_of(first.changes.look()) is None
    network = Network(postgres_server.port)
    way = network.way(machine="127.0.0.5")
    try:
        copied = office.folder / "copied"
        shutil.copytree(office.folder / "MT02", copied)
        told = json.loads((copied / "profile.json").read_text("utf-8"))
        told["server"]["port"] = way.port
        (copied / "profile.json").write_text(json.dumps(told), "utf-8")
        second = office.start("copied")
        said = trouble_of(first.changes.look())
        assert (said.code, said.stops) == ("QTN-712", False)
        assert "127.0.0.5" in said.title
        assert trouble_of(second.changes.look()).stops, "whoever came second"
        pang = first.roster.search("lo thi pang").rows[0].member_id
        with pytest.raises(TwinCounterError):
            second.intake.open(pang, actor=CHIEF)
        assert serve(first, "lo thi pang").startswith("MT02")
    finally:
        way.close()
        network.close()
    deadline = time.monotonic() + 20
    while trouble_of(first.changes.look()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert trouble_of(first.changes.look()) is None, "it is gone again"


def test_a_server_of_an_older_version_is_brought_up_to_date_and_keeps_all(office):
    """The first counter that was updated upgrades the office; two that start at once do it once."""
    code = office.found()
    office.make("MT03", joins_with=code)
    first = office.start("MT02")
    first.imports.import_list(factories.list_file(office.folder), actor=CHIEF)
    number = serve(first, "giang a pao")
    with first.store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE field_devices DROP COLUMN counter"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0038'"))
    first.close()
    with ThreadPoolExecutor(2) as both:
        again, second = both.map(office.start, ("MT02", "MT03"))
    for one in (again, second):
        assert current_revision(one.store.engine) == HEAD
        pao = one.roster.search("giang a pao").rows[0].member_id
        assert one.overview.progress_of([pao])[pao].receipt_number == number
        assert one.trail.verify().broken is None
    assert serve(second, "lo thi pang").startswith("MT03")


def test_the_check_of_the_machine_and_the_bundle_speak_of_the_server(office):
    """A server has no pages that this program could read; it answers, or its clock is apart."""
    office.found()
    counter = office.start("MT02")
    row = counter.diagnostics.check("store")
    assert row.verdict is Verdict.OK
    assert "máy chủ PostgreSQL" in row.value
    assert row.facts["encrypted"].startswith("TLS")
    target = office.folder / "goi.zip"
    counter.diagnostics.bundle(target, counter.diagnostics.run(), actor=CHIEF)
    assert target.is_file()
    counter.close()
    late = office.start("MT02", at=office.later(4)).diagnostics.check("store")
    assert late.verdict is Verdict.LOOK
    assert "lệch nhau" in late.advice


def test_a_founding_that_fails_leaves_the_database_empty(office):
    def fails(_store):
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        office.make("MT02", furnish=fails)
    engine = connect(office.address, office.password)
    assert not has_tables(engine)
    engine.dispose()
    assert not (office.folder / "MT02").exists()
    office.found()


def test_another_office_and_a_server_that_forgot_the_counter_are_refused(office):
    office.found()
    with pytest.raises(ClocksApartError):
        office.start("MT02", at=office.later(-6))
    engine = connect(office.address, office.password)

    def change(statement):
        with engine.begin() as connection:
            assert connection.execute(text(statement)).rowcount == 1

    change("UPDATE stations SET code = 'MT99'")
    with pytest.raises(UnknownCounterError):
        office.start("MT02")
    change(f"UPDATE offices SET id = '{uuid4()}'")
    with pytest.raises(OtherOfficeError):
        office.start("MT02")
    engine.dispose()


def test_a_server_that_is_away_is_said_and_nothing_is_lost(office):
    office.found()
    profile = Profile(office.folder / "MT02")
    kept = profile.info_file.read_text()
    profile.info_file.write_text(kept.replace(f'"port": {office.address.port}', '"port": 1'))
    with pytest.raises(ServerError) as away:
        office.start("MT02")
    assert away.value.code == "QTN-675"
    profile.info_file.write_text(kept)
    assert office.start("MT02").security.station().code == "MT02"
