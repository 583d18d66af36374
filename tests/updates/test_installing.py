"""From the stick into the program and back, with real processes of both versions."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.common.chosen_version import chosen
from desktop.common.clock import SystemClock
from desktop.security.keystore import MemoryKeyring
from desktop.security.tags import Tag
from desktop.storage import migrate
from desktop.updates.errors import UpdateError
from desktop.updates.place import Place
from desktop.updates.service import UpdatesService
from desktop.wiring import Adapters, open_services
from tests import factories
from tests.updates.installed import NEXT_SCHEMA, Installed, lay_out


@pytest.fixture(scope="module")
def house(workshop, counter_template, tmp_path_factory):
    """An installed program, a counter with people, and a stick with the next version."""
    base = tmp_path_factory.mktemp("house")
    repository = workshop.repository()
    workshop.add(repository, lay_out(base / "next", "0.2.0"))
    installed = Installed(base / "program", repository.anchor())
    installed.stick = workshop.stick(repository)
    installed.data, installed.code = base / "data", counter_template / "recovery.txt"
    shutil.copytree(counter_template / "data", installed.data)
    installed.at = ("--data", installed.data, "--unlock-with", installed.code)
    with opened(installed) as services:
        services.imports.import_list(factories.list_file(base), actor="x")
    return installed


@contextmanager
def opened(house):
    services = open_services(house.data, house.code, Adapters(keystore=MemoryKeyring()))
    try:
        yield services
    finally:
        services.close()


def tags_of(house):
    with opened(house) as services:
        with services.store.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT tag, detail FROM audit_events ORDER BY number"
            )
            found = [(tag, json.loads(detail)) for tag, detail in rows]
        assert services.security.audit_verify().ok
        return found


@pytest.mark.timeout(600)  # seven starts of the whole program, two of them on a copy
def test_the_whole_way_there_and_back(house):
    applied = house.told(*house.at, "update", "apply", house.stick)
    assert applied["before"] == "0.1.0"
    assert applied["tried"]["schema"] == NEXT_SCHEMA
    assert applied["tried"]["counts"]["members"] == 5
    assert not list((house.data / "updates").glob("trial-*"))
    left = {path.name for path in house.versions.iterdir()}
    assert left == {"0.2.0", "current.json", "update.lock"}
    assert not list((house.data / "store").glob("before-*.db"))  # the store waits for its start

    offer = house.told(*house.at, "update", "check", house.stick)  # the next start is new
    assert (offer["is_new"], offer["running"]) == (False, "0.2.0")
    assert len(list((house.data / "store").glob(f"before-{migrate.HEAD}-*.db"))) == 1

    gone = house.told(*house.at, "update", "back")
    assert (gone["left"], gone["version"], gone["schema"]) == ("0.2.0", "0.1.0", migrate.HEAD)
    assert Path(gone["copy"]).is_file()
    assert chosen(house.app, {}) is None
    found = tags_of(house)  # opened by this version, which knows the older schema only
    assert [(tag, detail.get("after")) for tag, detail in found if tag.startswith("program:")] == [
        (Tag.PROGRAM_INSTALLED, "0.2.0"),
        (Tag.PROGRAM_CHANGED, "0.2.0"),
        (Tag.PROGRAM_TAKEN_BACK, "0.1.0"),
        (Tag.PROGRAM_CHANGED, "0.1.0"),
    ]


def test_a_machine_without_a_counter_is_updated_too(house, tmp_path):
    bare = UpdatesService(Place(house.app), tmp_path / "none", None, SystemClock())
    with pytest.raises(UpdateError) as caught:
        bare.back(actor="x")
    assert caught.value.code == "QTN-638"
    assert bare.apply(house.stick, actor="x").tried is None
    assert chosen(house.app, {}).name == "0.2.0"
    assert not (tmp_path / "none" / "profile.json").exists()
    new = UpdatesService(Place(chosen(house.app, {})), tmp_path / "none", None, SystemClock())
    assert new.status().back == "0.1.0"
    assert new.back(actor="x").version == "0.1.0"
    assert chosen(house.app, {}) is None


def test_an_installer_that_ran_later_wins_over_the_stick(workshop, repository, tmp_path):
    place = workshop.machine(repository.anchor())._place
    home, versions = place.home, place.versions
    (versions / "0.2.0").mkdir(parents=True)
    for name in ("main.py", "release.json"):
        (versions / "0.2.0" / name).write_text("{}")
    pointer = versions / "current.json"
    pointer.write_text(json.dumps({"version": "0.2.0", "installer": "0.1.0", "before": "0.1.0"}))
    assert chosen(home, {}).name == "0.2.0"
    assert chosen(home, {"QTN_VERSION": "installer"}) is None
    pointer.write_text(json.dumps({"version": "0.2.0", "installer": "0.0.9", "before": "0.0.9"}))
    assert chosen(home, {}) is None
    for broken in ("", "[]", '{"version": "../../evil", "installer": "0.1.0"}'):
        pointer.write_text(broken)
        assert chosen(home, {}) is None
    pointer.write_text(json.dumps({"version": "0.7.0", "installer": "0.1.0"}))
    assert chosen(home, {}) is None  # it is not there
