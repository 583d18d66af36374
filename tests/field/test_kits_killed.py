"""Opening, returning and merging killed at any moment: all of it is there, or nothing.

Each round forks a real process and kills it with SIGKILL before its n-th statement to the store;
n is drawn from a seed. Afterwards the same act is done again and must end where it always ends.
"""

from __future__ import annotations

import os
import random
import signal

import pytest
from sqlalchemy import event

from desktop.models import Application, Blob, FieldRecord, Member, OpenedKit, Visit
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from tests import factories
from tests.field.places import CLERK, either_office, lend, opened, visit_list

ROUNDS = int(os.environ.get("QTN_KILL_ROUNDS", "3"))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked")


def killed(store, steps, act):
    """Do something in a child that dies before its n-th statement; return whether it died."""
    store.engine.dispose()
    child = os.fork()
    if child == 0:
        store.engine.dispose(close=False)
        left = [steps]

        def step(*_):
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store.engine, "before_cursor_execute", step)
        try:
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def count(at, *models):
    with at.store.read() as session:
        return tuple(session.query(model).count() for model in models)


@pytest.fixture
def pair(request, tmp_path, engine_name):
    clock, stick = factories.clock(), tmp_path / "usb"
    stick.mkdir()
    keyring, profile = MemoryKeyring(), Profile(tmp_path / "MT03")
    create_profile(
        profile,
        commune_code="03862",
        commune_name="xã Mường Thử",
        station_code="MT03",
        keystore=keyring,
        clock=clock,
    )
    laptop = opened(open_store(profile, keyring, None, clock), "MT03", clock, stick)
    with either_office(request, tmp_path, clock, stick) as home:
        yield home, laptop
    laptop.store.close()


def rounds(seed, most):
    rng = random.Random(seed)
    return [rng.randint(1, most) for _ in range(ROUNDS)]


def test_a_killed_opening_leaves_nothing_half(pair):
    home, laptop = pair
    kit = lend(home, laptop, visit_list(home, home.members()[:4]))
    died = 0
    for steps in rounds(11, 30):
        died += killed(laptop.store, steps, lambda: laptop.kits.opening.open_kit(kit, actor=CLERK))
        assert count(laptop, Member, Visit, OpenedKit) in {(0, 0, 0), (4, 4, 1)}
    laptop.kits.opening.open_kit(kit, actor=CLERK)
    assert count(laptop, Member, Visit, OpenedKit) == (4, 4, 1)
    assert died


def test_a_killed_return_and_a_killed_merge_leave_nothing_half(pair):
    home, laptop = pair
    people = home.members()[:3]
    laptop.kits.opening.open_kit(lend(home, laptop, visit_list(home, people)), actor=CLERK)
    for one in people:
        laptop.receive(one)
    died = 0
    for steps in rounds(12, 40):
        died += killed(
            laptop.store, steps, lambda: laptop.kits.returning.write(laptop.stick, actor=CLERK)
        )
        for file in laptop.stick.glob("*.qtr"):
            assert home.kits.merging.merge([file], actor=CLERK).conflicts == ()
            file.unlink()
    assert died
    file = laptop.kits.returning.write(laptop.stick, actor=CLERK).path
    died = 0
    for steps in rounds(13, 60):
        died += killed(home.store, steps, lambda: home.kits.merging.merge([file], actor=CLERK))
        applications, records, blobs = count(home, Application, FieldRecord, Blob)
        assert (applications, records) in {(0, 0), (3, 3)}
        assert bool(blobs) == bool(applications)
    assert died
    home.kits.merging.merge([file], actor=CLERK)
    assert count(home, Application, FieldRecord) == (3, 3)
