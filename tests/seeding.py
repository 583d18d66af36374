"""Rows put straight into an empty store of either engine, for tests of what stands on them."""

from __future__ import annotations

from uuid import UUID

from desktop.common.ids import new_id
from desktop.models import Application, Member, Operator, Station
from desktop.security.views import Role
from desktop.storage.unit_of_work import Store
from tests.factories import MORNING

CODE = "MT02"


def made() -> dict[str, object]:
    """The columns of everything that is made at a counter."""
    return {"origin": CODE, "version": 1, "created_at": MORNING, "updated_at": MORNING}


def station(store: Store) -> UUID:
    """Put the station into a store and return its key."""
    key = new_id()
    with store.write() as session:
        session.add(
            Station(
                id=key,
                **made(),
                commune_code="03862",
                commune_name="xã Mường Thử",
                code=CODE,
                certificate_pem="",
                private_key_pem="",
            )
        )
    return key


def member(store: Store) -> UUID:
    """Put a person into the list and return their key."""
    key = new_id()
    with store.write() as session:
        session.add(
            Member(
                id=key,
                **made(),
                full_name="Lò Văn Thử",
                name_folded="",
                name_sort="",
                status="official",
                problems=[],
                extra={},
            )
        )
    return key


def draft(store: Store, station_id: UUID, member_id: UUID, **other: object) -> UUID:
    """Put an open application into a store and return its key."""
    key = new_id()
    values = {
        "state": "draft",
        "step": "check",
        "channel": "counter",
        "fields": {},
        "choices": {},
        "photo_report": {},
        "sign_exception": {},
        "step_times": {},
    }
    with store.write() as session:
        session.add(
            Application(
                id=key,
                **made(),
                member_id=member_id,
                station_id=station_id,
                **{**values, **other},
            )
        )
    return key


def operator(store: Store, full_name: str, role: Role = Role.CLERK) -> UUID:
    """Put somebody who works here into a store, without a secret to log in with."""
    key = new_id()
    with store.write() as session:
        session.add(Operator(id=key, **made(), full_name=full_name, pin_hash="", role=role.value))
    return key
