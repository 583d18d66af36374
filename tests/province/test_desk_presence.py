"""A provincial desk that is open marks it: an update of the program waits for it."""

import pytest

from desktop.common.clock import FixedClock
from desktop.province.desk import create_desk, open_desk
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import open_store
from desktop.storage.profile import Profile
from desktop.updates.errors import UpdateError
from desktop.updates.presence import Presence
from tests import factories


def test_an_update_waits_for_an_open_desk_and_a_desk_for_an_update(tmp_path):
    keyring, clock = MemoryKeyring(), FixedClock(factories.MORNING)
    profile = Profile(tmp_path / "p")
    create_desk(profile, province="14", name="Tỉnh", keystore=keyring, clock=clock)
    desk = open_desk(profile, keyring, None, clock)
    own = open_store(profile, keyring, None, clock)
    with pytest.raises(UpdateError), Presence(own).alone():
        pytest.fail("the desk is open")
    desk.close()
    with Presence(own).alone(), pytest.raises(UpdateError):
        open_desk(profile, keyring, None, clock)
    own.close()
