"""Every verb that writes leaves an event: followed from the verb to the trail, by looking."""

from __future__ import annotations

import pytest

from desktop.common.clock import FixedClock
from desktop.province.desk import create_desk, open_desk
from desktop.security import store as trail
from desktop.security.access import guarding
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from desktop.ui.shell.launch import NewStation
from desktop.wiring import Adapters, create_station, open_services
from tests import factories
from tests.security.reach import Reach, verbs

WITHOUT_EVENT = {
    # the latest time that was believed: a mark of the machine, not of anybody's work
    "clock_watch.require",
    # how long a counter has somebody: a mark of the machine, which runs out by itself
    "leases.give_free",
    "leases.renew",
    "leases.turn_to",
    # counts of what moves brought, each of which has its event
    "progress.board",
    "progress.by_cell",
    "progress.report",
    "remaining.list_them",
    # reads the counts, which are brought up to date first
    "phases.board",
    # the PDF of a receipt, drawn from the frozen record: the same bytes whoever asks first
    "printing.receipt_pdf",
}


def opened_counter(folder):
    outside = Adapters(keystore=MemoryKeyring(), clock=factories.clock(), camera=lambda: None)
    station = NewStation("06982", "Mường Thử", "TN01", folder / "ma.txt", "Lò Thị Hương", "4711")
    create_station(folder / "p", station, outside)
    return open_services(folder / "p", None, outside)


def opened_desk(folder):
    keyring, clock = MemoryKeyring(), FixedClock(factories.MORNING)
    create_desk(Profile(folder / "p"), province="14", name="Tỉnh", keystore=keyring, clock=clock)
    return open_desk(Profile(folder / "p"), keyring, None, clock)


@pytest.mark.parametrize("make", [opened_counter, opened_desk])
def test_every_writing_verb_reaches_the_trail(tmp_path, make):
    opened = make(tmp_path)
    try:
        silent, written = set(), set()
        for name, service, verb in verbs(opened, guarding.services_of):
            reach = Reach(service, verb)
            if not reach.opens_for_writing:
                continue
            written.add(name)
            if not reach.calls(trail.record):
                silent.add(name)
    finally:
        opened.close()
    assert len(written) > 20
    assert "papers.add_page" in written or "registry.enrol" in written
    assert silent == {name for name in WITHOUT_EVENT if name in written}


class _Silent:
    """A service as somebody might write it in a hurry."""

    def __init__(self, store):
        self._store = store

    def note(self, text):
        with self._store.write() as session:
            session.add(text)

    def look(self):
        with self._store.read() as session:
            return session


def test_a_verb_that_writes_and_tells_nobody_would_be_found():
    _Silent.__module__ = "desktop.test"
    for name in ("note", "look"):
        vars(_Silent)[name].__module__ = "desktop.test"
    hurried = Reach(_Silent(None), "note")
    assert hurried.opens_for_writing
    assert not hurried.calls(trail.record)
    assert not Reach(_Silent(None), "look").opens_for_writing
