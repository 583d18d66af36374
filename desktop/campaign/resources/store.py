"""Queries of the register of equipment."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.campaign.resources.views import DeviceStepView, DeviceView, NeedView, Whereabouts
from desktop.common.equipment import DeviceAct, DeviceState, PlaceKind, ResourceKind
from desktop.common.text import fold
from desktop.models import DeviceStep, RegisteredDevice, ResourceNeed
from desktop.storage.sharing import one_at_a_time


def stand_alone(session: Session) -> None:
    """Let nobody else number or change a device until this transaction ends."""
    one_at_a_time(session, "resources")


def next_number(session: Session) -> int:
    """Return the number after the last one."""
    return (session.scalar(select(func.max(RegisteredDevice.number))) or 0) + 1


def device_row(session: Session, number: int) -> RegisteredDevice | None:
    """Return one device as it is stored."""
    return session.scalar(select(RegisteredDevice).where(RegisteredDevice.number == number))


def devices(session: Session) -> tuple[DeviceView, ...]:
    """Return every device, also those written off, by number."""
    rows = session.scalars(select(RegisteredDevice).order_by(RegisteredDevice.number))
    return tuple(view(row) for row in rows)


def steps(session: Session, device_id: UUID) -> tuple[DeviceStepView, ...]:
    """Return what was done with a device, the first act first."""
    wanted = select(DeviceStep).where(DeviceStep.device_id == device_id).order_by(DeviceStep.step)
    return tuple(
        DeviceStepView(
            DeviceAct(row.act),
            row.at,
            row.by,
            DeviceState(row.state),
            Whereabouts(row.place, PlaceKind(row.place_kind), row.holder),
            row.note,
        )
        for row in session.scalars(wanted)
    )


def next_step(session: Session, device_id: UUID) -> int:
    """Return the number after the last thing done with a device."""
    wanted = select(func.max(DeviceStep.step)).where(DeviceStep.device_id == device_id)
    return (session.scalar(wanted) or 0) + 1


def need_row(session: Session, place: str, kind: ResourceKind) -> ResourceNeed | None:
    """Return what was said of a place and kind, as it is stored."""
    wanted = select(ResourceNeed).where(ResourceNeed.place_folded == fold(place))
    return session.scalar(wanted.where(ResourceNeed.kind == kind.value))


def needs(session: Session) -> tuple[NeedView, ...]:
    """Return what every place needs."""
    rows = session.scalars(select(ResourceNeed).order_by(ResourceNeed.created_at, ResourceNeed.id))
    return tuple(NeedView(row.place, ResourceKind(row.kind), row.needed, row.there) for row in rows)


def view(row: RegisteredDevice) -> DeviceView:
    """Return one device as it is shown."""
    return DeviceView(
        id=row.id,
        number=row.number,
        kind=ResourceKind(row.kind),
        name=row.name,
        serial=row.serial,
        asset=row.asset,
        where=Whereabouts(row.place, PlaceKind(row.place_kind), row.holder),
        since=row.since,
        state=DeviceState(row.state),
        note=row.note,
        checked_at=row.checked_at,
        checked_by=row.checked_by,
    )
