from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from desktop.common.clock import FixedClock
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.models import AuditEvent
from desktop.security import rules
from desktop.security.keystore import MemoryKeyring
from desktop.security.sealing import new_identity
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store
from desktop.security.views import Role
from desktop.storage.profile import Profile


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2025, 8, 20, tzinfo=UTC))


@pytest.fixture
def security(tmp_path, clock) -> Iterator[SecurityService]:
    keyring, profile = MemoryKeyring(), Profile(tmp_path / "p")
    create_profile(
        profile, commune_code="06982", station_code="TN01", keystore=keyring, clock=clock
    )
    store = open_store(profile, keyring, None, clock)
    yield SecurityService(store, clock)
    store.close()


def tags(security: SecurityService) -> list[str]:
    with security._store.read() as session:
        return [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]


def test_an_operator_comes_in_with_the_pin(security) -> None:
    view = security.add_operator("  Nguyễn   Thị Hà ", "4711", Role.CLERK, actor="setup")
    assert (view.full_name, view.initials, view.role) == ("Nguyễn Thị Hà", "NTH", Role.CLERK)
    assert security.operators() == (view,)
    assert security.check_pin(view.id, "4711") == view
    assert tags(security)[-2:] == ["operator:added", "operator:logged_in"]


def test_wrong_pins_lock_for_a_growing_time_even_after_a_restart(security, clock) -> None:
    view = security.add_operator("Lò Văn Thử", "4711", Role.SUPERVISOR, actor="setup")
    for _ in range(5):
        with pytest.raises(NotAllowedError):
            security.check_pin(view.id, "0000")
    again = SecurityService(security._store, clock)
    with pytest.raises(NotAllowedError) as caught:
        again.check_pin(view.id, "4711")  # right, but locked
    assert caught.value.code == "QTN-315"
    clock.advance(timedelta(seconds=61))
    with pytest.raises(NotAllowedError):
        again.check_pin(view.id, "0000")  # the sixth: two minutes
    clock.advance(timedelta(seconds=61))
    with pytest.raises(NotAllowedError):
        again.check_pin(view.id, "4711")
    clock.advance(timedelta(seconds=61))
    assert again.check_pin(view.id, "4711") == view
    with pytest.raises(NotAllowedError) as caught:
        again.check_pin(view.id, "0000")  # counted from the start again
    assert caught.value.code == "QTN-314"
    assert tags(security).count("operator:refused") == 7
    assert tags(security).count("operator:locked") == 2


def test_the_pin_is_not_in_the_store(security) -> None:
    from desktop.models import Operator

    view = security.add_operator("Lò Văn Thử", "471147", Role.CLERK, actor="setup")
    with security._store.read() as session:
        row = session.get(Operator, view.id)
    assert row.pin_hash.startswith("$argon2id$")
    assert "471147" not in row.pin_hash


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "abcd", "1111", "12 4", "١٢٣٤"])
def test_pins_of_another_shape(security, pin: str) -> None:
    with pytest.raises(NotAllowedError):
        security.add_operator("Lò Văn Thử", pin, Role.CLERK, actor="setup")
    assert security.operators() == ()


def test_an_unknown_operator_is_refused(security) -> None:
    from desktop.common.ids import new_id

    with pytest.raises(NotAllowedError):
        security.check_pin(new_id(), "4711")


def test_locks_grow_and_end(security) -> None:
    del security
    seconds = [rules.lock_seconds(tries) for tries in range(12)]
    assert seconds == [0, 0, 0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600]
    assert rules.lock_seconds(10**6) == 3600


def test_initials() -> None:
    assert rules.initials("K'Brêu") == "K"
    assert rules.initials("Đỗ ánh") == "ĐÁ"
    assert rules.initials("Nguyễn Trần Thị Ngọc Ánh") == "NTTÁ"


def test_recipients_are_added_once_and_removed(security) -> None:
    key = new_identity().public
    view = security.add_recipient("Tỉnh", f"  {key}\n", actor="a")
    assert security.add_recipient("Tỉnh", key, actor="a") == view
    renamed = security.add_recipient("Công an tỉnh", key, actor="a")
    assert (renamed.id, renamed.name) == (view.id, "Công an tỉnh")
    assert security.recipients() == (renamed,)
    security.remove_recipient(view.id, actor="a")
    assert security.recipients() == ()
    with pytest.raises(NotAllowedError):
        security.remove_recipient(view.id, actor="a")
    assert security.add_recipient("Tỉnh", key, actor="a").id == view.id
    with pytest.raises(InputFileError):
        security.add_recipient("Tỉnh", "age1xyz", actor="a")
    with pytest.raises(NotAllowedError):
        security.add_recipient(" ", key, actor="a")
    assert tags(security).count("recipient:added") == 3
    assert security.audit_verify() == (True, None)


def test_the_audit_chain_notices_every_change(security) -> None:
    for number in range(4):
        security.reveal_number(f"member-{number}", actor="op")
    assert security.audit_verify() == (True, None)
    changes = {
        "actor": "somebody",
        "target": "member-9",
        "tag": "batch:exported",
        "detail": {"x": 1},
        "previous": "0" * 64,
        "digest": "f" * 64,
        "at": datetime(2020, 1, 1, tzinfo=UTC),
    }
    for column, value in changes.items():
        with security._store.write() as session:
            row = session.get(AuditEvent, 4)
            old = getattr(row, column)
            setattr(row, column, value)
        assert security.audit_verify() == (False, 4), column
        with security._store.write() as session:
            setattr(session.get(AuditEvent, 4), column, old)
    assert security.audit_verify().ok
    with security._store.write() as session:
        session.delete(session.get(AuditEvent, 3))
    assert security.audit_verify() == (False, 3)
