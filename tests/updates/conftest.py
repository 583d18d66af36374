"""The maker's keys, and a counter with people, are made once."""

import shutil

import pytest

from desktop.security.keystore import MemoryKeyring
from desktop.security.recovery import read_code_file
from desktop.security.setup import open_store
from desktop.storage.profile import Profile
from desktop.updates.presence import Presence
from desktop.updates.service import OpenedStore
from tests import factories
from tests.updates.workshop import Workshop


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    return Workshop(tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="session")
def repository(workshop):
    """The first release that machines here see: 0.2.0 for this platform."""
    return workshop.release()


@pytest.fixture(scope="session")
def stick(workshop, repository):
    return workshop.stick(repository)


@pytest.fixture(scope="session")
def counter_template(tmp_path_factory):
    """A folder with a counter's data and, beside it, its recovery code."""
    base = tmp_path_factory.mktemp("counter")
    store, _ = factories.open_profile(base / "data")
    store.close()
    return base


@pytest.fixture
def counter(counter_template, tmp_path):
    """The counter, opened by this process."""
    profile = Profile(tmp_path / "data")
    shutil.copytree(counter_template / "data", profile.folder)
    code = read_code_file(counter_template / "recovery.txt")
    store = open_store(profile, MemoryKeyring(), code, factories.clock())
    yield OpenedStore(store, profile, Presence(store))
    store.close()
