"""Two desks of one office on one server: what they merge or begin at once is there once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.common.vocabulary import ApplicationState, Channel
from desktop.field.kits.errors import ChoiceError, NobodyToPackError
from desktop.intake.errors import AlreadyReceivedError
from desktop.models import Application, AuditEvent
from desktop.security.service import SecurityService
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.unit_of_work import Store
from tests import factories
from tests.field.places import CLERK, lend, office_on, opened, place, visit_list, with_list


class Desks:
    """Two programs on one database, and laptops beside them."""

    def __init__(self, server, folder):
        self.server, self.name, self.folder = server, server.new_database(), folder
        self.clock, stick = factories.clock(), folder / "usb"
        first = office_on(Store(server.engine(self.name)), self.clock, stick)
        with_list(first, folder)
        second = opened(Store(server.engine(self.name)), "MT02", self.clock, stick)
        self.both = (first, second)
        self.laptops = []

    def laptop(self, code):
        made = place(self.folder, code, self.clock, self.folder / "usb")
        self.laptops.append(made)
        return made

    def at_once(self, *acts, door="audit_events"):
        """Do things at once: none writes its first event before all of them are under way.

        An act that fails before it comes so far fails here, with its own error.

        Args:
            acts: what is done, each in a thread of its own.
            door: the table before which they wait for each other.
        """
        with ThreadPoolExecutor(len(acts)) as pool:
            with self.both[0].store.engine.begin() as held:
                held.exec_driver_sql(f"LOCK TABLE {door} IN SHARE ROW EXCLUSIVE MODE")
                running = [pool.submit(act) for act in acts]
                self.wait_for_waiting(running)
            return [one.result(60) for one in running]

    def wait_for_waiting(self, running):
        """Wait until each of them waits for a lock that somebody else holds."""
        until = time.monotonic() + 60
        sql = (
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        with self.both[0].store.engine.connect() as connection:
            while connection.exec_driver_sql(sql).scalar() < len(running):
                for one in running:
                    if one.done():
                        pytest.fail(f"it did not wait for the others: {one.result()}")
                assert time.monotonic() < until, "the desks never met"
                connection.rollback()
                time.sleep(0.05)

    def live(self):
        """Return how many records each person has that were not taken back."""
        with self.both[0].store.read() as session:
            rows = session.query(Application).filter(
                Application.state != ApplicationState.WITHDRAWN.value
            )
            people = [row.member_id for row in rows]
        return {one: people.count(one) for one in people}

    def events(self, tag):
        with self.both[0].store.read() as session:
            return session.query(AuditEvent).filter_by(tag=tag).count()

    def is_proved(self):
        return SecurityService(self.both[0].store, self.clock).audit_verify().ok

    def end(self):
        for one in (*self.both, *self.laptops):
            one.store.close()
        self.server.drop(self.name)


@pytest.fixture
def desks(postgres_server, tmp_path):
    made = Desks(postgres_server, tmp_path)
    yield made
    made.end()


def merging(desk, *files):
    return lambda: desk.kits.merging.merge(files, actor=CLERK)


def test_two_desks_merge_the_same_returns_at_once_and_each_is_there_once(desks):
    first, second = desks.both
    people, files = first.members(), []
    for number, (code, some) in enumerate((("MT03", people[:2]), ("MT04", people[2:4])), start=1):
        laptop = desks.laptop(code)
        laptop.kits.opening.open_kit(
            lend(first, laptop, visit_list(first, some, number)), actor=CLERK
        )
        for one in some:
            laptop.receive(one)
        files.append(laptop.kits.returning.write(laptop.stick, actor=CLERK).path)
    told = desks.at_once(merging(first, *files), merging(second, *reversed(files)))
    assert sum(one.merged for one in told) == 4
    assert sum(one.unchanged for one in told) == 4
    assert all(not one.conflicts for one in told)
    assert desks.live() == dict.fromkeys(people[:4], 1)
    assert desks.events("field_record:merged") == 4
    assert desks.events("field_return:merged") == 2
    assert desks.is_proved()


def test_a_person_whom_two_laptops_bring_at_once_is_a_conflict_not_two_records(desks):
    first, second = desks.both
    (person, *_), files = first.members(), []
    for number, code in enumerate(("MT03", "MT04"), start=1):
        laptop = desks.laptop(code)
        laptop.kits.opening.open_kit(
            lend(first, laptop, visit_list(first, [person], number)), actor=CLERK
        )
        laptop.receive(person)
        files.append(laptop.kits.returning.write(laptop.stick, actor=CLERK).path)
        first.kits.packing.take_back(person, reason="Giao máy khác đi", actor=CLERK)
    desks.at_once(merging(first, files[0]), merging(second, files[1]))
    assert desks.live() == {person: 1}
    (conflict,) = first.kits.merging.conflicts()
    # Two supervisors choose at once: one of them is told that it was settled.
    record = conflict.theirs.record_id

    def choosing(desk):
        def choose():
            try:
                desk.kits.merging.choose(record, "theirs", reason="Ảnh rõ hơn", actor=CLERK)
            except ChoiceError:
                return 0
            return 1

        return choose

    assert sum(desks.at_once(choosing(first), choosing(second))) == 1
    assert desks.live() == {person: 1}
    assert desks.is_proved()


def test_a_counter_that_begins_somebody_while_they_are_merged_makes_no_second_record(desks):
    first, second = desks.both
    (person, *_) = first.members()
    laptop = desks.laptop("MT03")
    laptop.kits.opening.open_kit(lend(first, laptop, visit_list(first, [person])), actor=CLERK)
    laptop.receive(person)
    file = laptop.kits.returning.write(laptop.stick, actor=CLERK).path
    first.kits.packing.take_back(person, reason="Người này tự đến quầy", actor=CLERK)

    def begin():
        try:
            second.intake.open(person, actor=CLERK, channel=Channel.COUNTER)
        except AlreadyReceivedError:
            return False
        return True

    _, begun = desks.at_once(merging(first, file), begin)
    assert desks.live() == {person: 1}
    assert len(first.kits.merging.conflicts()) == int(begun)


def test_two_counters_that_begin_the_same_person_at_once_share_one_record(desks):
    (person, *_) = desks.both[0].members()

    def beginning(desk):
        return lambda: desk.intake.open(person, actor=CLERK).application_id

    assert len(set(desks.at_once(*map(beginning, desks.both)))) == 1
    assert desks.live() == {person: 1}


def test_two_programs_that_keep_the_time_for_the_first_time_at_once_both_go_on(desks):
    watches = [ClockWatch(one.store, desks.clock) for one in desks.both]
    desks.at_once(*(one.require for one in watches), door="settings")
    assert all(one.state().trusted == desks.clock.now() for one in watches)


def test_two_desks_that_pack_at_once_lend_nobody_twice(desks):
    first, second = desks.both
    people = first.members()[:3]
    number = visit_list(first, people)
    keys = [desks.laptop(code).key_file() for code in ("MT03", "MT04")]
    for key in keys:
        first.kits.devices.enrol(key, actor=CLERK)

    def packing(desk, key):
        def pack():
            try:
                return desk.kits.packing.pack(number, key, desk.stick, actor=CLERK)
            except NobodyToPackError:
                return None

        return pack

    made = desks.at_once(packing(first, keys[0]), packing(second, keys[1]))
    (kit,) = [one for one in made if one is not None]
    assert (kit.number, kit.members) == (1, 3)
    assert {first.kits.packing.lease_of(one).device for one in people} == {kit.device}
    assert desks.is_proved()
