"""A counter that sends teams out, on a real encrypted store."""

import pytest

from tests import factories
from tests.field.visit_desk import open_desk


@pytest.fixture
def desk(tmp_path):
    """A counter on its own store."""
    store, time = factories.open_profile(tmp_path / "profile")
    yield open_desk(store, time, tmp_path)
    store.close()
