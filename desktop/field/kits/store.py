"""Queries of devices, kits and leases at the office."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState
from desktop.field.kits.views import Lease
from desktop.models import (
    Application,
    FieldDevice,
    FieldKit,
    FieldLease,
    Member,
    SpecialCase,
    Team,
    TeamMember,
    Visit,
    VisitList,
)
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400

KITS = "field_kit"
"""The series that numbers kits."""


def alone(session: Session) -> None:
    """Lend, take back and merge one after the other where several desks work on one server.

    Two that did it at once would both find that nobody has a person.
    """
    one_at_a_time(session, "field")


def device_by_print(session: Session, sha256: str) -> FieldDevice | None:
    """Return the device with a certificate, revoked or not."""
    wanted = select(FieldDevice).where(FieldDevice.certificate_sha256 == sha256)
    return session.scalars(wanted).one_or_none()


def devices(session: Session) -> list[FieldDevice]:
    """Return every laptop, oldest first; copies of counters are none."""
    laptops = select(FieldDevice).where(FieldDevice.counter == "")
    return list(session.scalars(laptops.order_by(FieldDevice.known_at, FieldDevice.id)))


def devices_named(session: Session, station: str) -> list[FieldDevice]:
    """Return the devices of a station code that are in force."""
    wanted = select(FieldDevice).where(
        FieldDevice.station == station, FieldDevice.revoked_at.is_(None)
    )
    return list(session.scalars(wanted))


def list_numbered(session: Session, number: int) -> VisitList | None:
    """Return the list of visits with a number."""
    return session.scalars(select(VisitList).where(VisitList.number == number)).one_or_none()


def around_list(session: Session, visits: VisitList, members: Collection[UUID]) -> dict[str, Any]:
    """Return everything of a list that travels with some of its people."""
    team = session.get_one(Team, visits.team_id)
    return {
        "teams": [team],
        "team_members": session.scalars(
            select(TeamMember).where(TeamMember.team_id == team.id).order_by(TeamMember.id)
        ).all(),
        "lists": [visits],
        "members": _of_members(session, Member.id, Member, members),
        "cases": _of_members(session, SpecialCase.member_id, SpecialCase, members),
        "visits": [
            one
            for one in _of_members(session, Visit.member_id, Visit, members)
            if one.list_id == visits.id and one.removed_at is None
        ],
    }


def people_of(session: Session, list_id: UUID) -> list[UUID]:
    """Return who stands on a list and is still on it."""
    wanted = select(Visit.member_id).where(Visit.list_id == list_id, Visit.removed_at.is_(None))
    return list(dict.fromkeys(session.scalars(wanted.order_by(Visit.position, Visit.id))))


def received(session: Session, members: Collection[UUID]) -> set[UUID]:
    """Return who of some people has a record in force already."""
    closed = (ApplicationState.WITHDRAWN.value, ApplicationState.NOT_RECEIVED.value)
    found: set[UUID] = set()
    for some in _portions(members):
        found.update(
            session.scalars(
                select(Application.member_id).where(
                    Application.member_id.in_(some), Application.state.not_in(closed)
                )
            )
        )
    return found


def last_leases(session: Session, members: Collection[UUID]) -> dict[UUID, FieldLease]:
    """Return the newest lease of each of some people, in force or not."""
    found: dict[UUID, FieldLease] = {}
    for some in _portions(members):
        newest = (
            select(FieldLease.member_id, func.max(FieldLease.place).label("place"))
            .where(FieldLease.member_id.in_(some))
            .group_by(FieldLease.member_id)
            .subquery()
        )
        rows = session.scalars(
            select(FieldLease).join(
                newest,
                (newest.c.member_id == FieldLease.member_id) & (newest.c.place == FieldLease.place),
            )
        )
        found.update((one.member_id, one) for one in rows)
    return found


def kits_with_leases(
    session: Session, now: datetime
) -> list[tuple[FieldKit, FieldDevice, VisitList, int]]:
    """Return each kit, its laptop, its list, how many the laptop still has; newest first."""
    still = select(FieldLease.kit_id, func.count().label("n")).where(
        FieldLease.ended_at.is_(None), FieldLease.until > now
    )
    out = still.group_by(FieldLease.kit_id).subquery()
    wanted = (
        select(FieldKit, FieldDevice, VisitList, func.coalesce(out.c.n, 0))
        .join(FieldDevice, FieldDevice.id == FieldKit.device_id)
        .join(VisitList, VisitList.id == FieldKit.list_id)
        .outerjoin(out, out.c.kit_id == FieldKit.id)
        .order_by(FieldKit.number.desc())
    )
    return [(kit, device, visits, n) for kit, device, visits, n in session.execute(wanted)]


def is_in_force(lease: FieldLease, now: datetime) -> bool:
    """Whether a lease still keeps others away: it ends by itself when its time is over."""
    return lease.ended_at is None and now < lease.until


def lease_in_force(session: Session, member_id: UUID, now: datetime) -> FieldLease | None:
    """Return the lease that keeps others away from a person."""
    lease = last_leases(session, [member_id]).get(member_id)
    return lease if lease is not None and is_in_force(lease, now) else None


def lend(
    session: Session,
    kit: FieldKit,
    members: Sequence[UUID],
    before: Mapping[UUID, FieldLease],
) -> None:
    """Lend people to the device of a kit; a lease the same device had ends with it."""
    for member in members:
        last = before.get(member)
        if last is not None and is_in_force(last, kit.packed_at):
            end(last, kit.packed_at, kit.packed_by, "")
        session.add(
            FieldLease(
                id=new_id(),
                kit_id=kit.id,
                device_id=kit.device_id,
                member_id=member,
                place=last.place + 1 if last is not None else 1,
                until=kit.until,
                ended_at=None,
            )
        )
    session.flush()


def end(lease: FieldLease, at: datetime, actor: str, reason: str) -> None:
    """End a lease before its time."""
    lease.ended_at, lease.ended_by, lease.reason = at, actor, reason


def leases_of_device(session: Session, device_id: UUID, now: datetime) -> list[FieldLease]:
    """Return what a device has in force."""
    wanted = select(FieldLease).where(
        FieldLease.device_id == device_id, FieldLease.ended_at.is_(None), FieldLease.until > now
    )
    return list(session.scalars(wanted.order_by(FieldLease.member_id)))


def told_lease(session: Session, lease: FieldLease) -> Lease:
    """Return a lease as it is told."""
    device = session.get_one(FieldDevice, lease.device_id)
    kit = session.get_one(FieldKit, lease.kit_id)
    return Lease(lease.member_id, device.station, kit.number, lease.until)


def _of_members(session: Session, column: Any, model: Any, members: Collection[UUID]) -> list[Any]:
    found: list[Any] = []
    for some in _portions(members):
        found.extend(session.scalars(select(model).where(column.in_(some))))
    return sorted(found, key=lambda one: one.id)


def _portions(values: Collection[UUID]) -> list[list[UUID]]:
    every = list(values)
    return [every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE)]
