"""Whatever is done to the tree in whatever order, nobody falls out of it and the history fits."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.common.errors import NotAllowedError
from desktop.common.vocabulary import MemberStatus, UnitKind
from tests import engines, seeding
from tests.roster.organisation.office import CLERK, Office, person

NAMES = ("Bản Nà Sang", "bản nà sang", "Chi bộ 1", "Chi bộ 01", "Trường học", "Cơ quan", "Bản Hoà")
COMMITTEES = ("", "", "Đảng bộ A", "Đảng bộ B")
KINDS = tuple(UnitKind)
PICK = st.integers(0, 50)


class AnyOrder(RuleBasedStateMachine):
    """A clerk without a plan; refusals are answers, anything else is a defect."""

    def __init__(self, request):
        super().__init__()
        self._opened = ExitStack()
        folder = Path(self._opened.enter_context(tempfile.TemporaryDirectory()))
        self.store = self._opened.enter_context(engines.empty_store(request, folder))
        seeding.station(self.store)
        self.office = Office(self.store)
        self.tree = self.office.tree
        self.members = [
            person(self.store, f"Người {place}", NAMES[place % len(NAMES)], COMMITTEES[place % 4])
            for place in range(9)
        ]
        self.members.append(person(self.store, "Không chi bộ", ""))
        self.tree.take_in(actor=CLERK)

    def teardown(self):
        self._opened.close()

    def unit(self, pick):
        rows = self.tree.tree().rows
        return rows[pick % len(rows)].unit

    def tried(self, act):
        before = self.office.frozen()
        try:
            act()
        except NotAllowedError:
            assert self.office.frozen() == before

    @rule(pick=PICK, name=st.sampled_from(NAMES), kind=st.sampled_from(KINDS))
    def add(self, pick, name, kind):
        parent = self.unit(pick)
        self.tried(lambda: self.tree.add(parent.unit_id, kind, name, actor=CLERK))

    @rule(pick=PICK, name=st.sampled_from((*NAMES, "Đảng bộ A", "Đảng bộ mới")))
    def rename(self, pick, name):
        unit = self.unit(pick)
        self.tried(lambda: self.tree.rename(unit.unit_id, name, actor=CLERK))

    @rule(pick=PICK, other=PICK)
    def merge(self, pick, other):
        one, two = self.unit(pick), self.unit(other)
        self.tried(lambda: self.tree.merge(one.unit_id, two.unit_id, actor=CLERK))

    @rule(pick=PICK, other=PICK, place=PICK)
    def move(self, pick, other, place):
        one, two, before = self.unit(pick), self.unit(other), self.unit(place).unit_id
        self.tried(lambda: self.tree.move(one.unit_id, two.unit_id, before=before, actor=CLERK))

    @rule(pick=PICK, name=st.sampled_from(NAMES), share=st.integers(1, 3))
    def split(self, pick, name, share):
        unit = self.unit(pick)
        some = [one.member_id for one in self.tree.people(unit.unit_id)][::share]
        self.tried(lambda: self.tree.split(unit.unit_id, name, some, actor=CLERK))

    @rule(pick=PICK, some=st.sets(st.integers(0, 9), max_size=4))
    def move_people(self, pick, some):
        unit = self.unit(pick)
        chosen = [self.members[place] for place in some]
        self.tried(lambda: self.tree.move_people(chosen, unit.unit_id, actor=CLERK))

    @rule(pick=PICK)
    def close(self, pick):
        unit = self.unit(pick)
        self.tried(lambda: self.tree.close(unit.unit_id, reason="hết người", actor=CLERK))

    @rule()
    def undo(self):
        self.tried(lambda: self.tree.undo(actor=CLERK))

    @precondition(lambda self: len(self.members) < 14)
    @rule(
        cell=st.sampled_from((*NAMES, "")),
        committee=st.sampled_from(COMMITTEES),
        status=st.sampled_from((MemberStatus.OFFICIAL, MemberStatus.TEMPORARY_RESIDENT)),
    )
    def a_list_brings_somebody(self, cell, committee, status):
        self.members.append(person(self.store, "Mới", cell, committee, status))
        self.tree.take_in(actor=CLERK)

    @invariant()
    def everybody_is_in_one_place_and_the_history_fits(self):
        self.office.checked()


IN_ANY_ORDER = settings(
    max_examples=8,
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_whatever_is_done_in_whatever_order(request, engine_name):
    run_state_machine_as_test(partial(AnyOrder, request), settings=IN_ANY_ORDER)
