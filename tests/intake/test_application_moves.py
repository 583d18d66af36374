"""Records move by the table only: in code, and in the store whoever writes to it."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState as State
from desktop.intake import rules
from desktop.intake.errors import WrongStateError
from desktop.intake.moves import store as moves
from desktop.intake.moves.service import MovesService
from desktop.intake.moves.store import Cause, Standing
from desktop.intake.review.errors import OwnRecordError
from desktop.intake.review.service import ReviewService
from desktop.models import Application, ApplicationMove, ApplicationVersion, Station
from desktop.storage import guards
from tests import factories, seeding

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)
CLERK = "Lò Thị Hương"
OFFICER = "Đinh Văn Tới"


@pytest.fixture
def any_store(either_store):
    """The same tables on both engines, with a station, a person and a batch."""
    with either_store.read() as session:
        station = session.query(Station).one().id
    return either_store, (station, seeding.member(either_store), factories.add_batch(either_store))


def values_for(to, number):
    is_received = to is State.RECEIVED
    return {"receipt_number": f"MT02-{number}", "snapshot": {"n": number}} if is_received else {}


class Way(RuleBasedStateMachine):
    """Walks at random, by the front door and by the back; the store stays what the model says."""

    store = None
    keys = None
    number = 0

    @initialize()
    def begin(self):
        station, member, self.batch = self.keys
        self.key = seeding.draft(self.store, station, member)
        self.state, self.version, self.way = State.DRAFT, 1, []

    def seen(self):
        return Standing(self.key, self.state, self.version)

    @rule(data=st.data())
    @precondition(lambda self: rules.MOVES[self.state])
    def move_as_the_table_says(self, data):
        to = data.draw(st.sampled_from(sorted(rules.MOVES[self.state])))
        Way.number += 1
        cause = Cause(NOW, CLERK, "vì thế", self.batch)
        with self.store.write() as session:
            version = moves.move(session, self.seen(), to, cause, values_for(to, self.number))
        self.way.append((self.state, to))
        self.state, self.version = to, version

    @rule(to=st.sampled_from(sorted(State)))
    def move_as_the_table_forbids(self, to):
        if rules.may_move(self.state, to):
            return
        with self.store.write() as session, pytest.raises(WrongStateError):
            moves.move(session, self.seen(), to, Cause(NOW, CLERK, "vì thế", self.batch))

    @rule(to=st.sampled_from(sorted(State)))
    def write_the_state_behind_our_back(self, to):
        if to is self.state:
            return
        change = update(Application).where(Application.id == self.key)
        values = {"state": to.value, "receipt_number": "X", "snapshot": {}}
        with pytest.raises(IntegrityError), self.store.write() as session:
            session.execute(change.values(version=self.version + 1, **values))

    @rule(to=st.sampled_from(sorted(State)))
    def write_a_move_that_is_not_in_the_table(self, to):
        if rules.may_move(self.state, to):
            return
        with pytest.raises(IntegrityError), self.store.write() as session:
            session.add(row_of(self, to))

    @rule(
        to=st.sampled_from(sorted(rules.NEEDS_REASON)), state=st.sampled_from(sorted(rules.MOVES))
    )
    def write_a_move_without_its_reason(self, to, state):
        if not rules.may_move(state, to):
            return
        with pytest.raises(IntegrityError), self.store.write() as session:
            session.add(row_of(self, to, from_state=state.value, reason=""))

    @rule()
    @precondition(lambda self: self.way)
    def change_what_was_written(self):
        ours = ApplicationMove.application_id == self.key
        with pytest.raises(IntegrityError), self.store.write() as session:
            session.execute(update(ApplicationMove).where(ours).values(moved_by="ai đó"))

    @invariant()
    def the_store_is_what_the_model_says(self):
        with self.store.read() as session:
            row = session.get(Application, self.key)
            assert (row.state, row.version) == (self.state, self.version)
            written = moves.moves_of(session, self.key)
        assert [(one.from_state, one.to_state) for one in written] == self.way
        assert [one.version for one in written] == list(range(2, len(self.way) + 2))
        assert all(one.moved_by == CLERK and one.moved_at == NOW for one in written)


def row_of(machine, to, **other):
    values = {
        "id": new_id(),
        "application_id": machine.key,
        "version": machine.version + 1,
        "from_state": machine.state.value,
        "to_state": to.value,
        "moved_at": NOW,
        "moved_by": CLERK,
        "reason": "vì thế",
        "batch_id": machine.batch,
    }
    return ApplicationMove(**{**values, **other})


def test_random_ways_stay_in_the_table(any_store):
    store, keys = any_store

    class Here(Way):
        pass

    Here.store, Here.keys = store, keys
    run = settings(
        max_examples=25,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Here, settings=run)


def test_every_state_can_be_reached_and_only_two_are_ends():
    reached, waiting = {State.DRAFT}, [State.DRAFT]
    while waiting:
        found = rules.MOVES[waiting.pop()] - reached
        reached |= found
        waiting += found
    assert reached == set(State)
    assert {state for state in State if not rules.MOVES[state]} == {
        State.HANDED_OVER,
        State.WITHDRAWN,
    }


def test_the_main_way_goes_to_the_end(any_store):
    store, (station, member, batch) = any_store
    key = seeding.draft(store, station, member)
    with store.write() as session:
        seen = moves.standing(session, key)
        moves.move(session, seen, State.RECEIVED, Cause(NOW, CLERK), values_for(State.RECEIVED, 0))
    way = ("approved", "exported", "rejected", "draft", "received", "exported", "acknowledged")
    factories.bring(store, key, *way, batch_id=batch)
    factories.bring(store, key, "sent_to_print", "printed", "returned", "handed_over")
    with store.read() as session:
        assert session.get(Application, key).state == "handed_over"


def test_a_received_record_has_its_number_whoever_writes(any_store):
    store, (station, member, _) = any_store
    key = seeding.draft(store, station, member)
    with pytest.raises(IntegrityError), store.write() as session:
        moves.move(session, moves.standing(session, key), State.RECEIVED, Cause(NOW, CLERK))


def test_two_who_move_one_record_do_not_both_succeed(any_store):
    store, (station, member, _) = any_store
    key = seeding.draft(store, station, member)
    with store.read() as session:
        seen = moves.standing(session, key)
    factories.bring(store, key, "withdrawn")
    with store.read() as session:
        assert session.get(Application, key).version == seen.version + 1
    with pytest.raises((WrongStateError, IntegrityError)), store.write() as session:
        moves.move(session, seen, State.WITHDRAWN, Cause(NOW, CLERK))


def test_whoever_is_second_to_move_is_told_so(any_store):
    store, (station, member, _) = any_store
    key = seeding.draft(store, station, member)
    seen = Standing(key, State.DRAFT, 1)
    factories.bring(store, key, "withdrawn")
    with pytest.raises(moves.MovedAwayError), store.write() as session:
        moves.move_many(session, [seen], State.NOT_RECEIVED, Cause(NOW, CLERK, "đi viện"))


def test_a_move_cannot_be_deleted_or_replaced_by_any_statement(any_store):
    store, (station, member, _) = any_store
    key = seeding.draft(store, station, member)
    factories.bring(store, key, "withdrawn")
    is_sqlite = store.engine.dialect.name == "sqlite"
    columns = "application_id, version, from_state, to_state, moved_at, reason, batch_id"
    same = f"SELECT id, {columns}, 'ai' FROM application_moves"
    into = f"INTO application_moves (id, {columns}, moved_by)"
    change = "ON CONFLICT (id) DO UPDATE SET moved_by = 'ai'"
    statements = [
        "DELETE FROM application_moves",
        "DELETE FROM application_moves WHERE to_state = 'withdrawn'",
        "UPDATE application_moves SET moved_by = 'ai'",
        "UPDATE application_moves SET reason = reason",
    ]
    if is_sqlite:
        other = same.replace("SELECT id", "SELECT lower(hex(randomblob(16)))")
        statements += [
            f"REPLACE {into} {same}",
            f"INSERT OR REPLACE {into} {other}",
            f"INSERT {into} {same} WHERE true {change}",
        ]
    else:
        statements += [
            "TRUNCATE application_moves",
            "TRUNCATE applications CASCADE",
            f"INSERT {into} {same} {change}",
            "WITH gone AS (DELETE FROM application_moves RETURNING 1) SELECT count(*) FROM gone",
        ]
    for statement in statements:
        with pytest.raises(DBAPIError, match="a move is never"), store.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    with store.read() as session:
        (kept,) = moves.moves_of(session, key)
        assert kept.to_state == "withdrawn"
        assert kept.moved_by != "ai"


def test_a_purge_takes_the_guards_away_for_its_own_transaction_only(any_store):
    """The way that decision 0010 describes; undone, everything is as it was."""
    store, (station, member, _) = any_store
    key = seeding.draft(store, station, member)
    factories.bring(store, key, "withdrawn")
    delete = "DELETE FROM application_moves"

    def purge(*, power_goes):
        with store.write() as session:
            guards.remove(session.connection())
            session.connection().exec_driver_sql(delete)
            if power_goes:
                raise RuntimeError
            guards.install(session.connection())

    with pytest.raises(RuntimeError):
        purge(power_goes=True)
    with store.read() as session:
        assert len(moves.moves_of(session, key)) == 1
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.exec_driver_sql(delete)
    purge(power_goes=False)
    with store.read() as session:
        assert moves.moves_of(session, key) == []
    other = seeding.draft(store, station, member)
    factories.bring(store, other, "withdrawn")
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.exec_driver_sql(delete)


# ---------------------------------------------------------------- the verbs


def receive(desk, name="giang a pao"):
    draft = desk.intake.open(desk.person(name), actor=CLERK)
    desk.intake.accept_photo(draft.application_id, factories.jpeg(), report={}, actor=CLERK)
    desk.intake.accept_signature(draft.application_id, factories.signature_png(), actor=CLERK)
    return desk.reception.receive(draft.application_id, actor=CLERK)


def test_a_rejected_record_is_mended_as_a_new_version_of_itself(desk):
    first = receive(desk)
    key = first.application_id
    factories.bring(
        desk.store, key, "exported", "rejected", batch_id=factories.add_batch(desk.store)
    )
    with pytest.raises(WrongStateError):
        desk.reception.reopen(key, actor=CLERK)
    draft = desk.reception.correct(key, actor=CLERK)
    assert (draft.application_id, draft.state) == (key, State.DRAFT)
    assert draft.photo is not None
    with desk.store.read() as session:
        kept = session.query(ApplicationVersion).filter_by(application_id=key).one()
        assert kept.snapshot["receipt_number"] == first.receipt_number
    desk.intake.save(key, actor=CLERK, fields={rules.FieldKey.FULL_NAME: "Giàng A Páo"})
    again = desk.reception.receive(key, actor=CLERK)
    assert (again.application_id, again.receipt_number) == (key, first.receipt_number)
    assert desk.printing.waiting() == (first.print_job, again.print_job)
    with desk.store.read() as session:
        row = session.query(Application).one()
        assert row.snapshot["fields"]["full_name"] == "Giàng A Páo"
        assert kept.snapshot["fields"]["full_name"] == "Giàng A Pao"
        assert kept.replaced_version < row.version


def test_only_what_was_rejected_is_opened_again(desk):
    key = receive(desk).application_id
    with pytest.raises(WrongStateError):
        desk.reception.correct(key, actor=CLERK)


def test_set_aside_with_a_reason_and_taken_up_again(desk):
    ways = MovesService(desk.store, desk.clock)
    key = receive(desk).application_id
    with pytest.raises(WrongStateError):
        ways.ask_for_more(key, actor=CLERK, reason=" ")
    ways.ask_for_more(key, actor=CLERK, reason="thiếu giấy chuyển sinh hoạt")
    assert desk.overview.today().done == 0
    draft = desk.intake.open(desk.person("giang a pao"), actor=CLERK)
    assert (draft.application_id, draft.state) == (key, State.DRAFT)
    told = [(one.before, one.after, one.reason) for one in ways.history(key)]
    assert told[1:] == [
        (State.RECEIVED, State.NEEDS_SUPPLEMENT, "thiếu giấy chuyển sinh hoạt"),
        (State.NEEDS_SUPPLEMENT, State.DRAFT, ""),
    ]


def test_who_could_not_be_received_is_tried_again(desk):
    ways = MovesService(desk.store, desk.clock)
    key = desk.intake.open(desk.person("lo thi pang"), actor=CLERK).application_id
    ways.could_not_receive(key, actor=CLERK, reason="đi viện")
    ways.not_eligible(key, actor=CLERK, reason="đã chuyển đi")
    assert desk.intake.open(desk.person("lo thi pang"), actor=CLERK).application_id == key


def test_approval_is_given_and_taken_back(desk):
    review = ReviewService(desk.store, desk.clock)
    key = receive(desk).application_id
    with pytest.raises(OwnRecordError):
        review.approve([key], actor=CLERK)
    review.approve([key], actor=OFFICER)
    review.take_back(key, actor=OFFICER)
    with pytest.raises(WrongStateError):
        review.take_back(key, actor=OFFICER)
