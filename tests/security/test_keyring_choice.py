from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretServiceKeyring

from desktop.common.errors import KeyUnavailableError
from desktop.security import keystore
from desktop.security.keystore import MemoryKeyring, OsKeyring

ROOT = Path(__file__).resolve().parents[2]


class PlaintextKeyring(KeyringBackend):
    """Stands for the file keyring of `keyrings.alt`, which would be chosen silently."""

    priority = 0.5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password


def test_unsafe_keyrings_are_refused() -> None:
    for backend in (PlaintextKeyring(), NullKeyring(), FailKeyring()):
        with pytest.raises(KeyUnavailableError):
            keystore.choose(backend)


def test_a_chain_is_unwrapped(monkeypatch) -> None:
    good = SecretServiceKeyring()
    monkeypatch.setattr(
        ChainerBackend, "backends", [PlaintextKeyring(), good, NullKeyring()], raising=False
    )
    assert keystore.choose(ChainerBackend()) is good
    monkeypatch.setattr(ChainerBackend, "backends", [PlaintextKeyring()], raising=False)
    with pytest.raises(KeyUnavailableError):
        keystore.choose(ChainerBackend())


def test_a_plain_file_keyring_of_the_machine_is_not_used(monkeypatch) -> None:
    import keyring

    plain = PlaintextKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: plain)
    with pytest.raises(KeyUnavailableError) as caught:
        OsKeyring().set("p", bytes(32))
    assert "mã khôi phục" in caught.value.advice
    assert plain.kept == {}
    assert OsKeyring().describe() == ""


def test_only_whole_keys_are_kept() -> None:
    ring = MemoryKeyring()
    for key in (b"", bytes(31), bytes(33)):
        with pytest.raises(ValueError, match="32 bytes"):
            ring.set("p", key)
    assert ring.get("p") is None
    ring.set("p", bytes(32))
    ring.delete("p")
    ring.delete("p")
    assert ring.get("p") is None


def test_keys_in_the_real_keyring_that_were_damaged_are_noticed(monkeypatch) -> None:
    class Damaged(PlaintextKeyring):
        def get_password(self, *_names):
            return "AAAA"

    monkeypatch.setattr(keystore, "_backend", Damaged)
    with pytest.raises(KeyUnavailableError):
        OsKeyring().get("p")


SCRIPT = """
import sys
from desktop.common.clock import SystemClock
from desktop.security.keystore import OsKeyring
from desktop.security.setup import create_profile, open_store
from desktop.storage.profile import Profile
from pathlib import Path

ring, profile, clock = OsKeyring(), Profile(Path(sys.argv[1])), SystemClock()
made = create_profile(profile, commune_code="06982", station_code="TN01", keystore=ring,
                      clock=clock)
assert made.key_in_keyring
key = OsKeyring().get(made.profile_id)
assert len(key) == 32
assert OsKeyring().get("another") is None
open_store(profile, OsKeyring(), None, clock).close()
ring.delete(made.profile_id)
ring.delete(made.profile_id)
assert ring.get(made.profile_id) is None
open_store(profile, ring, made.recovery_code, clock).close()
assert ring.get(made.profile_id) == key
print("KEYRING", ring.describe())
"""

SHELL = """
set -e
printf test-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$0" -c "$1" "$2"
"""


@pytest.mark.secretservice
def test_a_real_secret_service_keeps_the_key(tmp_path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("DBUS_")},
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("PYTHON_KEYRING_BACKEND", None)
    command = ["dbus-run-session", "--", "bash", "-c", SHELL, sys.executable, SCRIPT]
    done = subprocess.run(
        [*command, str(tmp_path / "profile")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "KEYRING Secret Service" in done.stdout


def test_without_a_session_bus_there_is_a_clear_error(tmp_path) -> None:
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("DBUS_")},
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    script = "from desktop.security.keystore import OsKeyring; OsKeyring().get('p')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "KeyUnavailableError" in done.stderr


def test_errors_that_keyrings_let_through_are_explained(monkeypatch) -> None:
    from keyring.errors import KeyringLocked
    from secretstorage.exceptions import PromptDismissedException

    bus_error = importlib.import_module("jeepney.wrappers").DBusErrorResponse
    for error in (
        KeyringLocked("locked"),
        PromptDismissedException("dismissed"),
        bus_error.__new__(bus_error),
        TimeoutError("no answer"),
    ):

        class Failing(PlaintextKeyring):
            raised = error

            def get_password(self, *_names):
                raise self.raised

        monkeypatch.setattr(keystore, "_backend", Failing)
        for act in (
            lambda: OsKeyring().get("p"),
            lambda: OsKeyring().set("p", bytes(32)),
            lambda: OsKeyring().delete("p"),
        ):
            with pytest.raises(KeyUnavailableError):
                act()
