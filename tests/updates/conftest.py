"""The maker's keys are made once."""

import pytest

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
