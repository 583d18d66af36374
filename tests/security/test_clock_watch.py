"""Intake stops under a clock that contradicts what the store knows; nobody else lets it pass."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.common.clock import FixedClock
from desktop.common.errors import NotAllowedError
from desktop.models import Application, AuditEvent
from desktop.security.access.errors import DeniedError
from desktop.security.keystore import MemoryKeyring
from desktop.security.timekeeping import rules, words
from desktop.security.timekeeping.service import ClockError, ClockWatch
from desktop.security.timekeeping.views import ClockFault, Mark
from desktop.security.views import Role
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_services
from tests import factories

BOSS, CLERK = "Lò Thị Hương", "Đinh Văn Tới"
VIETNAM = timedelta(hours=7)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    return FixedClock(factories.MORNING)


@pytest.fixture
def services(tmp_path, clock):
    outside = Adapters(keystore=MemoryKeyring(), clock=clock)
    station = NewStation("06982", "Mường Thử", "TN01", tmp_path / "ma.txt", BOSS, "246810")
    create_station(tmp_path / "p", station, outside)
    opened = open_services(tmp_path / "p", None, outside)
    opened.operators.add(CLERK, "135790", Role.CLERK, actor=BOSS)
    opened.imports.import_list(factories.list_file(tmp_path), actor=BOSS)
    yield opened
    opened.close()


def person(services, name):
    return next(one for one in services.login.active() if one.full_name == name)


def begin(services, who="giang a pao"):
    member = services.roster.search(who).rows[0].member_id
    return services.intake.open(member, actor=CLERK).application_id


def finish(services, key):
    services.intake.accept_photo(key, factories.jpeg(300, 400), report={}, actor=CLERK)
    services.intake.accept_signature(key, factories.signature_png(), actor=CLERK)
    return services.reception.receive(key, actor=CLERK)


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (factories.MORNING, VIETNAM, None),
        (factories.MORNING - timedelta(seconds=90), VIETNAM, None),
        (factories.MORNING - timedelta(minutes=3), VIETNAM, ClockFault.BACKWARDS),
        (datetime(2009, 1, 1, tzinfo=UTC), VIETNAM, ClockFault.TOO_EARLY),
        (factories.MORNING + timedelta(days=729), VIETNAM, None),
        (factories.MORNING + timedelta(days=733), VIETNAM, ClockFault.TOO_LATE),
        (factories.MORNING, timedelta(0), ClockFault.WRONG_ZONE),
        (factories.MORNING, timedelta(hours=8), ClockFault.WRONG_ZONE),
    ],
)
def test_what_is_believed(now, zone, expected):
    assert rules.fault(now, zone, Mark(factories.MORNING)) is expected


def test_a_store_without_a_mark_still_knows_the_campaign():
    assert rules.fault(datetime(2036, 1, 1, tzinfo=UTC), VIETNAM, Mark()) is ClockFault.TOO_LATE
    assert rules.fault(factories.MORNING, VIETNAM, Mark()) is None


@pytest.mark.parametrize(
    ("by", "zone", "fault"),
    [
        (-DAY, VIETNAM, ClockFault.BACKWARDS),
        (-9000 * DAY, VIETNAM, ClockFault.TOO_EARLY),
        (4000 * DAY, VIETNAM, ClockFault.TOO_LATE),
        (timedelta(0), timedelta(hours=1), ClockFault.WRONG_ZONE),
    ],
)
def test_the_services_refuse_and_keep_the_draft(services, clock, by, zone, fault):
    key = begin(services)
    clock.advance(by)
    clock.zone = zone
    with pytest.raises(ClockError) as caught:
        begin(services, "lo thi pang")
    assert (caught.value.code, caught.value.state.fault) == ("QTN-390", fault)
    assert caught.value.title == words.title(fault)
    with pytest.raises(ClockError):
        finish(services, key)
    with services.store.read() as session:
        (row,) = session.query(Application)
        assert (row.id, row.state, row.photo_digest is not None) == (key, "draft", True)
    clock.advance(-by)
    clock.zone = VIETNAM
    assert services.reception.receive(key, actor=CLERK).receipt_number


def test_before_the_first_applicant_no_event_of_a_clock_years_ahead_is_believed(services, clock):
    clock.advance(4000 * DAY)
    services.login.log_in(person(services, CLERK).id, "135790")  # leaves an event of that day
    watch = ClockWatch(services.store, clock)
    assert (watch.state().fault, watch.state().trusted) == (
        ClockFault.TOO_LATE,
        factories.MORNING,
    )
    with pytest.raises(ClockError):
        watch.require_year()
    clock.zone = timedelta(hours=8)
    clock.advance(-4000 * DAY)
    watch.require_year()  # another time zone is for the counter, not for every command
    clock.zone = VIETNAM
    watch.require()
    assert watch.state().fault is None


def test_the_latest_time_is_kept_over_a_restart(services, clock, tmp_path):
    begin(services)
    clock.advance(3 * DAY)
    begin(services, "lo thi pang")
    clock.advance(-2 * DAY)
    # Whoever logs in under such a clock leaves an event; it moves nothing.
    services.login.log_in(person(services, CLERK).id, "135790")
    state = ClockWatch(services.store, clock).state()
    assert (state.fault, state.trusted) == (ClockFault.BACKWARDS, factories.MORNING + 3 * DAY)


def test_only_who_answers_for_it_lets_a_clock_pass(services, clock):
    begin(services)
    clock.advance(-DAY)
    boss, clerk = person(services, BOSS), person(services, CLERK)
    watch = services.clock_watch
    with pytest.raises(NotAllowedError):
        watch.override(boss.id, "000000", "giờ này mới đúng", actor=CLERK)
    with pytest.raises(DeniedError):
        watch.override(clerk.id, "135790", "giờ này mới đúng", actor=CLERK)
    with pytest.raises(NotAllowedError):
        watch.override(boss.id, "246810", " ", actor=CLERK)
    assert watch.state().fault is ClockFault.BACKWARDS
    assert watch.override(boss.id, "246810", "giờ này mới đúng", actor=CLERK).fault is None
    assert finish(services, begin(services, "lo thi pang")).receipt_number
    with services.store.read() as session:
        (event,) = session.query(AuditEvent).filter_by(tag="clock:overridden")
    assert (event.actor, event.target) == (CLERK, str(boss.id))
    assert event.detail["faults"] == ["backwards"]
    assert event.detail["reason"] == "giờ này mới đúng"
    assert services.trail.verify().ok


def test_another_time_zone_passes_for_one_shift_only(services, clock):
    clock.zone = timedelta(hours=8)
    boss = person(services, BOSS)
    services.clock_watch.override(boss.id, "246810", "máy của đoàn bạn", actor=CLERK)
    begin(services)
    clock.advance(timedelta(hours=13))
    with pytest.raises(ClockError):
        begin(services)
