"""An export killed when its file had its name: that file and the one that follows are one batch."""

import os
import signal

import pytest

from desktop.batch.leaving import service as leaving
from desktop.province.views import Decision
from tests.province.conftest import CLERK, PEOPLE

DESK = "cán bộ tỉnh"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked")


def kill_when_named(station, folder):
    """Export in a process of its own, which dies as soon as the file has its name."""
    child = os.fork()
    if child == 0:
        try:
            station.store.engine.dispose(close=False)  # the parent's connections stay its own
            real = leaving.sync_folder

            def die(place):
                real(place)
                if list(place.glob("*.qtn")):
                    os.kill(os.getpid(), signal.SIGKILL)

            leaving.sync_folder = die
            station.batch.export(folder, actor=CLERK)
        finally:
            os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("carried_first", [True, False])
def test_the_province_takes_whichever_file_comes_first(loop, carried_first):
    station, desk = loop.make_station(), loop.desk
    keys = [station.receive(name) for name in PEOPLE[:2]]
    lost = loop.stick / "lost"
    lost.mkdir()
    kill_when_named(station, lost)
    (carried,) = lost.iterdir()
    station.receive(PEOPLE[2])
    written = station.export()
    order = [carried, written] if carried_first else [written, carried]
    first = desk.receiving.receive([order[0]], actor=DESK)
    second = desk.receiving.receive([order[1]], actor=DESK)
    assert (first.refused, second.refused) == ((), ())
    assert [one.again for one in (*first.taken, *second.taken)] == [False, True]
    desk.answering.decide([Decision(str(key), accepted=True) for key in keys], actor=DESK)
    (answer,) = desk.answering.answer(loop.stick, actor=DESK)
    assert station.answers.apply(answer.path, actor=CLERK).accepted == 2
    # The one that came later leaves under the next number, which is free at the province too.
    following = desk.receiving.receive([station.export()], actor=DESK)
    assert ([one.sequence for one in following.taken], following.refused) == ([2], ())
