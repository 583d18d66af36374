"""One person at one counter: held, refused with the holder's name, run out, taken over."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text

from desktop.common.clock import FixedClock
from desktop.common.ids import new_id
from desktop.intake.changes.service import ChangesService
from desktop.intake.changes.words import trouble_of
from desktop.intake.leases.errors import HeldElsewhereError, NotHeldError
from desktop.intake.leases.service import LeaseService
from desktop.intake.leases.store import held_elsewhere
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.models import AuditEvent, CounterLease, Station
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.security.access.errors import DeniedError
from desktop.security.office.errors import ClocksApartError
from desktop.security.operators.login import LoginService
from desktop.security.operators.service import OperatorsService
from desktop.security.tags import Tag
from desktop.security.views import Role
from desktop.storage.unit_of_work import Store
from tests import factories, seeding

CLERK, CHIEF = "Lò Thị Hương", "Vừ A Dình"


def counter(store, clock):
    """The services of one counter that the tests need."""
    roster = RosterService(store, clock)
    intake = IntakeService(store, clock, roster)
    return SimpleNamespace(
        store=store,
        roster=roster,
        intake=intake,
        reception=ReceptionService(store, clock, intake),
        leases=LeaseService(store, clock, LoginService(store, clock, str).vouch),
    )


@pytest.fixture
def office(postgres_store, tmp_path):
    """Two counters on one server, a list, and somebody who is on it."""
    clock = FixedClock(datetime.now(UTC))
    seeding.station(postgres_store)
    with postgres_store.write() as session:
        certificate = {"certificate_pem": "", "private_key_pem": ""}
        made = {**seeding.made(), "id": new_id(), "commune_code": "03862"}
        session.add(Station(**made, **certificate, code="MT03"))
    first, second = (
        counter(Store(postgres_store.engine, station=code), clock) for code in ("MT02", "MT03")
    )
    RosterImports(first.store, clock).import_list(factories.list_file(tmp_path), actor=CLERK)
    operators = OperatorsService(first.store, clock)
    people = {
        role: operators.add(name, "258036", role, actor="setup").id
        for name, role in ((CHIEF, Role.ADMINISTRATOR), (CLERK, Role.CLERK))
    }
    member = first.roster.search("giang a pao").rows[0].member_id
    return SimpleNamespace(first=first, second=second, member=member, people=people, clock=clock)


def run_out(office):
    """Let the leases of a counter that was killed run out."""
    with office.first.store.engine.begin() as connection:
        connection.execute(
            text("UPDATE counter_leases SET renewed_at = renewed_at - interval '91 seconds'")
        )


def finish(one, key):
    """Take photo and signature and receive."""
    one.intake.accept_photo(key, factories.jpeg(), report={}, actor=CLERK)
    one.intake.accept_signature(key, factories.signature_png(), actor=CLERK)
    return one.reception.receive(key, actor=CLERK).receipt_number


def test_somebody_open_at_one_counter_is_refused_at_the_other_by_name(office):
    first, second = office.first, office.second
    key = first.intake.open(office.member, actor=CLERK).application_id
    with pytest.raises(HeldElsewhereError) as refused:
        second.intake.open(office.member, actor=CHIEF)
    assert (refused.value.holder.station, refused.value.holder.operator) == ("MT02", CLERK)
    assert "MT02" in refused.value.title
    with pytest.raises(HeldElsewhereError):
        second.intake.save(key, actor=CHIEF)
    assert second.leases.held_elsewhere()[office.member].operator == CLERK
    assert first.leases.held_elsewhere() == {}
    first.intake.open(office.member, actor=CLERK)
    assert finish(first, key).startswith("MT02")
    assert second.leases.held_elsewhere() == {}, "a record that is done is held by nobody"


def test_a_killed_counter_gives_free_by_itself_and_does_not_write_any_more(office):
    first, second = office.first, office.second
    key = first.intake.open(office.member, actor=CLERK).application_id
    run_out(office)
    assert second.leases.held_elsewhere() == {}
    first.leases.renew(key, actor=CLERK)
    assert office.member in second.leases.held_elsewhere()
    run_out(office)
    assert second.intake.open(office.member, actor=CHIEF).application_id == key
    for late in (
        lambda: first.intake.save(key, actor=CLERK),
        lambda: first.leases.renew(key, actor=CLERK),
        lambda: first.intake.accept_photo(key, factories.jpeg(), report={}, actor=CLERK),
    ):
        with pytest.raises(HeldElsewhereError):
            late()
    assert finish(second, key).startswith("MT03")


def test_a_record_is_not_received_behind_the_back_of_the_counter_that_has_it(office):
    first, second = office.first, office.second
    key = first.intake.open(office.member, actor=CLERK).application_id
    first.intake.accept_photo(key, factories.jpeg(), report={}, actor=CLERK)
    first.intake.accept_signature(key, factories.signature_png(), actor=CLERK)
    run_out(office)
    second.intake.open(office.member, actor=CHIEF)
    with pytest.raises(HeldElsewhereError):
        first.reception.receive(key, actor=CLERK)
    assert second.reception.receive(key, actor=CHIEF).receipt_number.startswith("MT03")


def test_only_a_supervisor_takes_over_and_the_trail_says_so(office):
    first, second = office.first, office.second

    def take_over(one, who):
        why = "Người này đã sang quầy này"
        return one.leases.take_over(office.member, who, "258036", reason=why, actor=CHIEF)

    key = first.intake.open(office.member, actor=CLERK).application_id
    with pytest.raises(DeniedError):
        take_over(second, office.people[Role.CLERK])
    chief = office.people[Role.ADMINISTRATOR]
    before = take_over(second, chief)
    assert (before.station, before.operator) == ("MT02", CLERK)
    with pytest.raises(HeldElsewhereError):
        first.intake.save(key, actor=CLERK)
    assert second.intake.open(office.member, actor=CHIEF).application_id == key
    with pytest.raises(NotHeldError):
        take_over(second, chief)
    with second.store.read() as session:
        wanted = select(AuditEvent).where(AuditEvent.tag == Tag.DRAFT_TAKEN_OVER.value)
        events = session.scalars(wanted.order_by(AuditEvent.number)).all()
    told = {"from": CLERK, "to": CHIEF, "vouched": str(chief)}
    assert events[0].detail == {**told, "reason": "Người này đã sang quầy này"}


def test_whoever_is_put_aside_may_be_opened_elsewhere_at_once(office):
    key = office.first.intake.open(office.member, actor=CLERK).application_id
    office.second.leases.give_free(office.member)
    assert office.member in office.second.leases.held_elsewhere(), "not ours to give"
    office.first.leases.give_free(key)
    office.second.intake.open(office.member, actor=CHIEF)


def test_nobody_is_begun_under_a_clock_that_is_apart_and_what_is_open_is_saved(office):
    key = office.first.intake.open(office.member, actor=CLERK).application_id
    office.clock.advance(timedelta(minutes=6))
    other = office.second.roster.search("lo thi pang").rows[0].member_id
    with pytest.raises(ClocksApartError):
        office.second.intake.open(other, actor=CHIEF)
    assert finish(office.first, key).startswith("MT02")


def test_the_look_tells_of_clocks_apart_and_of_tables_it_does_not_know(office):
    changes = ChangesService(office.first.store, office.clock)
    assert trouble_of(changes.look()) is None
    office.clock.advance(timedelta(minutes=3))
    assert trouble_of(changes.look()).code == "QTN-686"
    assert not trouble_of(changes.look()).stops
    office.clock.advance(timedelta(minutes=3))
    assert trouble_of(changes.look()).stops
    with office.first.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert trouble_of(changes.look()).code == "QTN-690"


def test_a_counter_on_its_own_holds_nobody(tmp_path):
    store, clock = factories.open_profile(tmp_path / "profile")
    one = counter(store, clock)
    RosterImports(store, clock).import_list(factories.list_file(tmp_path), actor=CLERK)
    member = one.roster.search("giang a pao").rows[0].member_id
    key = one.intake.open(member, actor=CLERK).application_id
    one.leases.renew(key, actor=CLERK)
    one.leases.give_free(member)
    with store.read() as session:
        assert session.scalars(select(CounterLease)).all() == []
        assert held_elsewhere(session) == {}
    finish(one, key)
    store.close()
