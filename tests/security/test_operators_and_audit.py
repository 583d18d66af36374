from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desktop.common.clock import FixedClock
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.models import AuditEvent
from desktop.security.sealing import new_identity
from desktop.security.service import SecurityService
from desktop.storage import guards
from tests import engines


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2025, 8, 20, tzinfo=UTC))


@pytest.fixture
def security(request, tmp_path, clock, engine_name) -> Iterator[SecurityService]:
    commune = ("06982", "")
    with engines.station_store(request, tmp_path, clock, commune, "TN01") as store:
        yield SecurityService(store, clock)


def tags(security: SecurityService) -> list[str]:
    with security._store.read() as session:
        return [row.tag for row in session.query(AuditEvent).order_by(AuditEvent.number)]


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
    with security._store.write() as session:
        guards.remove_from_trail(session.connection())
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
