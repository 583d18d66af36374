"""On any path: every reception is in exactly one shift, and closed figures are the records.

A machine walks at random through what a counter can do, also across midnight, with the clock put
back, with records received while no shift is open, taken back and received again.
"""

import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.backup.service import BackupService
from desktop.common.vocabulary import ApplicationState as State
from desktop.intake.moves import store as moves
from desktop.intake.moves.service import reopen
from desktop.models import Application, AuditEvent, Station
from desktop.security import store as trail
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.shifts import rules
from desktop.shifts.bundle import Shifts
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from tests import factories, seeding

CLERK = "Lò Thị Hương"


def as_counter(store, clock, key, to, tag, detail=None):
    """Move a record and leave the event, as the service that does it would."""
    with store.write() as session:
        seen = moves.standing(session, key)
        values = {}
        if to is State.RECEIVED:
            number = session.get(Application, key).receipt_number or f"MT02-{key}"
            values = {
                "received_at": clock.now(),
                "received_by": CLERK,
                "receipt_number": number,
                "snapshot": {},
            }
        moves.move(session, seen, to, moves.Cause(clock.now(), CLERK, "for a test"), values)
        trail.record(
            session, tag, at=clock.now(), actor=CLERK, target=str(key), detail=detail or {}
        )


class Counter(RuleBasedStateMachine):
    """One station and its people."""

    fresh = None
    """Gives an empty store and how to end it; set by the test for one engine."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        # The folder of a counter, also beside a store on the server.
        own, self.clock = factories.open_profile(root / "profile")
        self.store, self.end = self.fresh(own)
        profile = Profile(root / "profile")
        preferences = Preferences(self.store, self.clock)
        backups = BackupService(self.store, profile, profile.read_info(), self.clock, preferences)
        self.shifts = Shifts.of(self.store, self.clock, preferences, backups).desk
        self.states = {}
        self.is_open = False
        self.now = set()  # received since the last closing
        self.frozen = []  # (state at closing, records received in it)

    def teardown(self):
        if not hasattr(self, "store"):
            return
        try:
            self.reconcile()
        finally:
            self.end()
            self.folder.cleanup()

    def any_in(self, data, *states):
        keys = sorted(key for key, state in self.states.items() if state in states)
        return data.draw(st.sampled_from(keys)) if keys else None

    # ---------------------------------------------------------------- what a counter can do

    @rule(minutes=st.integers(-90, 900))
    def time_goes_on_or_is_put_back(self, minutes):
        self.clock.advance(timedelta(minutes=minutes))

    @precondition(lambda self: not self.is_open)
    @rule()
    def open(self):
        self.shifts.open(actor=CLERK)
        self.is_open = True

    @precondition(lambda self: self.is_open)
    @rule()
    def close(self):
        from desktop.common.vocabulary import Unfinished

        drafts = {key for key, state in self.states.items() if state is State.DRAFT}
        lying = {item.subject_id for item in self.shifts.state().in_the_way}
        assert lying == drafts
        for key in drafts:  # given up: nobody works here to whom they could be handed on
            detail = {"from": State.DRAFT.value, "reason": "x"}
            as_counter(
                self.store, self.clock, key, State.WITHDRAWN, Tag.APPLICATION_WITHDRAWN, detail
            )
            self.states[key] = State.WITHDRAWN
        assert Unfinished.DRAFT not in rules.counted(self.shifts.state().items)
        state = self.shifts.close(actor=CLERK)
        self.is_open = False
        self.frozen.append((state, frozenset(self.now)))
        self.now = set()

    @rule()
    def somebody_comes(self):
        with self.store.read() as session:
            home = session.query(Station).one().id
        begun = {"compare": self.clock.now().isoformat()}
        member = seeding.member(self.store)
        key = seeding.draft(self.store, home, member, step_times=begun)
        self.states[key] = State.DRAFT

    @rule(data=st.data())
    def receive(self, data):
        key = self.any_in(data, State.DRAFT)
        if key is not None:
            as_counter(self.store, self.clock, key, State.RECEIVED, Tag.APPLICATION_RECEIVED)
            self.states[key] = State.RECEIVED
            self.now.add(key)

    @rule(data=st.data())
    def withdraw(self, data):
        key = self.any_in(data, State.RECEIVED, State.DRAFT)
        if key is not None:
            detail = {"from": self.states[key].value, "reason": "x"}
            as_counter(
                self.store, self.clock, key, State.WITHDRAWN, Tag.APPLICATION_WITHDRAWN, detail
            )
            self.states[key] = State.WITHDRAWN

    @rule(data=st.data())
    def set_aside_and_take_up_again(self, data):
        key = self.any_in(data, State.RECEIVED)
        if key is None:
            return
        detail = {"from": "received", "to": "needs_supplement"}
        as_counter(
            self.store,
            self.clock,
            key,
            State.NEEDS_SUPPLEMENT,
            Tag.APPLICATION_SET_ASIDE,
            detail,
        )
        self.states[key] = State.NEEDS_SUPPLEMENT
        if data.draw(st.booleans()):
            with self.store.write() as session:
                reopen(session, key, actor=CLERK, at=self.clock.now())
            self.states[key] = State.DRAFT

    # ---------------------------------------------------------------- what must hold

    def reconcile(self):
        """Everything received belongs to one shift; frozen figures are what was received."""
        if not self.is_open:
            self.open()
        with self.store.read() as session:
            received = [
                (row.number, UUID(row.target))
                for row in session.query(AuditEvent).order_by(AuditEvent.number)
                if row.tag == Tag.APPLICATION_RECEIVED.value
            ]
        numbers = {}
        for state, expected in [*self.frozen, (self.shifts.state(), frozenset(self.now))]:
            figures, number = state.figures, state.shift.number
            assert self.shifts.recounted(number) == expected
            assert figures.received == len(expected)
            assert figures.received == figures.done + figures.withdrawn + figures.put_back
            assert sum(one.received for one in figures.operators) == figures.received
            numbers[number] = expected
        # Each record is new in exactly one shift, so the new ones of all shifts are all records.
        states = [*(state for state, _ in self.frozen), self.shifts.state()]
        every = {key for _, key in received}
        assert sum(one.figures.received - one.figures.again for one in states) == len(every)
        # A record belongs to the shift of its newest reception, and to no other.
        for key in every:
            owner = self.shifts.shift_of_record(key)
            assert owner.number == max(n for n, keys in numbers.items() if key in keys)
        # What now stands as received is what the shifts say of it.
        live = {key for key, state in self.states.items() if state is State.RECEIVED}
        assert live <= every


@pytest.mark.parametrize(("engine", "examples"), [("sqlcipher", 3), ("postgresql", 2)])
def test_shifts_reconcile_on_any_path(request, engine, examples):
    def fresh(own):
        if engine == "sqlcipher":
            return own, own.close
        own.close()
        server = request.getfixturevalue("postgres_server")
        name = server.new_database()
        store = Store(server.engine(name))
        seeding.station(store)

        def end():
            store.close()
            server.drop(name)

        return store, end

    class Here(Counter):
        pass

    Here.fresh = staticmethod(fresh)
    run = settings(
        phases=(Phase.generate,),
        max_examples=examples,
        stateful_step_count=24,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Here, settings=run)
