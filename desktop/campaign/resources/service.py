"""What can be done with the register of equipment; one method per verb."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.campaign.resources import rules
from desktop.campaign.resources import store as queries
from desktop.campaign.resources.errors import (
    DeviceUnknownError,
    NothingRegisteredError,
    ResourceFormError,
    ResourceRefusedError,
)
from desktop.campaign.resources.papers import FORMATS, Register
from desktop.campaign.resources.spoken import (
    mended,
    spoken_name,
    spoken_need,
    spoken_note,
    spoken_where,
    told,
)
from desktop.campaign.resources.views import (
    DeviceStepView,
    DeviceView,
    NeedView,
    NewDevice,
    ResourceBoard,
    Whereabouts,
)
from desktop.common.clock import Clock
from desktop.common.equipment import COUNTED, DeviceAct, DeviceState
from desktop.common.files import whole_file
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME, OFFICE_UPPER
from desktop.common.text import fold
from desktop.models import DeviceStep, RegisteredDevice, ResourceNeed
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class ResourcesService:
    """The register of one office.

    Args:
        store: the opened store.
        clock: tells the time.
        preferences: what stands on papers.
    """

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    def board(self, *, ended: bool = False) -> ResourceBoard:
        """Return the register by place, and what each place needs against what it has.

        Args:
            ended: those written off are shown instead of those in use.
        """
        with self._store.read() as session:
            return _board(session, ended=ended)

    def history(self, number: int) -> tuple[DeviceStepView, ...]:
        """Return what was done with a device and where it was, the first act first.

        Raises:
            DeviceUnknownError: no device has this number.
        """
        with self._store.read() as session:
            return queries.steps(session, _row(session, number).id)

    def add(self, device: NewDevice, *, actor: str) -> DeviceView:
        """Write a device into the register; it counts as working until somebody checks it.

        Raises:
            ResourceRefusedError: name or place is missing or too long, the kind is only counted,
                or a device in use has this serial or asset number; nothing was kept.
        """
        name, where, now = spoken_name(device.name), spoken_where(device.where), self._clock.now()
        serial, asset = told(device.serial), told(device.asset)
        note = spoken_note(device.note)
        if device.kind in COUNTED:
            raise ResourceRefusedError(
                tr("Loại này chỉ đếm số lượng."), tr("Ghi ở mục “Nơi cần gì”.")
            )
        with self._store.write() as session:
            queries.stand_alone(session)
            _refuse_twice(session, serial, asset)
            row = RegisteredDevice(
                id=new_id(),
                origin=security.station_of(session).code,
                version=0,
                created_at=now,
                number=queries.next_number(session),
                kind=device.kind.value,
                name=name,
                serial=serial,
                asset=asset,
                since=now,
                state=DeviceState.WORKS.value,
                note=note,
                checked_by="",
            )
            _put(row, where)
            session.add(row)
            return self._step(session, row, DeviceAct.ADDED, note, actor)

    def check(self, number: int, state: DeviceState, note: str = "", *, actor: str) -> DeviceView:
        """Write down that somebody looked at a device, and how it stands.

        A device that was written off and is found again counts from then on. A note that is not
        given leaves the one that is there.

        Raises:
            DeviceUnknownError: no device has this number.
            ResourceRefusedError: writing off is no check, or the note is too long.
        """
        said = spoken_note(note)
        if state is DeviceState.WRITTEN_OFF:
            raise ResourceRefusedError(
                tr("Kiểm tra không bỏ thiết bị khỏi sổ."), tr("Dùng “Bỏ khỏi sổ”, có ghi lý do.")
            )
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _row(session, number)
            row.state, row.note = state.value, said or row.note
            row.checked_at, row.checked_by = self._clock.now(), actor
            return self._step(session, row, DeviceAct.CHECKED, said, actor)

    def move(self, number: int, where: Whereabouts, note: str = "", *, actor: str) -> DeviceView:
        """Write down that a device is somewhere else, or in other hands.

        Raises:
            DeviceUnknownError: no device has this number.
            ResourceRefusedError: no place was given, it is there already, or it was written off.
        """
        to, said = spoken_where(where), spoken_note(note)
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _in_use(session, number)
            if queries.view(row).where == to:
                raise ResourceRefusedError(
                    tr("Thiết bị đang ở đúng nơi này."), tr("Ghi nơi mới hoặc người giữ mới.")
                )
            _put(row, to)
            row.since = self._clock.now()
            return self._step(session, row, DeviceAct.MOVED, said, actor)

    def mend(
        self,
        number: int,
        *,
        name: str | None = None,
        serial: str | None = None,
        asset: str | None = None,
        actor: str,
    ) -> DeviceView:
        """Set right what a device is called and which numbers it has; None leaves what is there.

        What stood there before stays in its history.

        Raises:
            DeviceUnknownError: no device has this number.
            ResourceRefusedError: nothing changes, the name is missing, a text is too long, or
                another device in use has this number.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _in_use(session, number)
            before = row.name, row.serial, row.asset
            row.name, row.serial, row.asset = mended(before, (name, serial, asset))
            _refuse_twice(session, row.serial, row.asset, but=number)
            note = " · ".join(one for one in before if one)
            return self._step(session, row, DeviceAct.MENDED, note, actor)

    def end(self, number: int, reason: str, *, actor: str) -> DeviceView:
        """Write a device off; it stays readable with its history.

        Raises:
            DeviceUnknownError: no device has this number.
            ResourceRefusedError: there is no reason, or it was written off before.
        """
        if not (said := spoken_note(reason)):
            raise ResourceRefusedError(
                tr("Chưa ghi lý do."), tr("Ghi vì sao bỏ: hỏng hẳn, mất, trả lại.")
            )
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _in_use(session, number)
            row.state, row.note = DeviceState.WRITTEN_OFF.value, said
            return self._step(session, row, DeviceAct.ENDED, said, actor)

    def need(self, need: NeedView, *, actor: str) -> None:
        """Write down how many of a kind a place needs; it takes the place of what was said before.

        Raises:
            ResourceRefusedError: no place, or a count that cannot be; nothing was changed.
        """
        said, now = spoken_need(need), self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            row = queries.need_row(session, said.place, said.kind)
            if row is None:
                row = ResourceNeed(
                    id=new_id(),
                    origin=security.station_of(session).code,
                    version=0,
                    created_at=now,
                    place=said.place,
                    place_folded=fold(said.place),
                    kind=said.kind.value,
                )
                session.add(row)
            row.needed, row.there = said.needed, said.there
            row.updated_at, row.version = now, row.version + 1
            session.flush()
            detail = {"kind": row.kind, "needed": row.needed, "there": row.there}
            self._record(session, Tag.RESOURCE_NEED_SET, actor, str(row.id), detail)

    def write(self, target: Path, *, actor: str) -> int:
        """Write the register and what is missing as a file; return how many devices are in it.

        Args:
            target: the ending says how: .pdf or .xlsx; the file is whole or not there.
            actor: who writes it.

        Raises:
            ResourceFormError: another ending.
            NothingRegisteredError: neither device nor need was written down.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        form = target.suffix.lower()
        make = FORMATS.get(form)
        if make is None:
            raise ResourceFormError(target.suffix)
        with whole_file(target) as stream, self._store.write() as session:
            found = _board(session)
            if not found.devices and not found.supplies:
                raise NothingRegisteredError
            stream.write(make(_register(session, found, self._preferences, self._clock)))
            stream.flush()
            # Under its name only when it is on record that it was written.
            detail = {"devices": len(found.devices), "form": form[1:]}
            self._record(session, Tag.RESOURCES_WRITTEN, actor, "", detail)
            return len(found.devices)

    # ------------------------------------------------------------ inside one transaction

    def _step(
        self, session: Session, row: RegisteredDevice, act: DeviceAct, note: str, actor: str
    ) -> DeviceView:
        """Keep what was done with a device in its history and in the trail."""
        now = self._clock.now()
        row.updated_at, row.version = now, row.version + 1
        session.flush()
        step = DeviceStep(
            device_id=row.id,
            step=queries.next_step(session, row.id),
            act=act.value,
            at=now,
            by=actor,
            state=row.state,
            place_kind=row.place_kind,
            place=row.place,
            holder=row.holder,
            note=note,
        )
        session.add(step)
        session.flush()
        detail = {"number": row.number, "kind": row.kind, "state": row.state}
        self._record(session, _TAGS[act], actor, str(row.id), detail)
        return queries.view(row)

    def _record(
        self, session: Session, tag: Tag, actor: str, target: str, detail: dict[str, Any]
    ) -> None:
        now = self._clock.now()
        security.record_shared(session, tag, at=now, actor=actor, target=target, detail=detail)


_TAGS = {
    DeviceAct.ADDED: Tag.DEVICE_ADDED,
    DeviceAct.CHECKED: Tag.DEVICE_CHECKED,
    DeviceAct.MOVED: Tag.DEVICE_MOVED,
    DeviceAct.MENDED: Tag.DEVICE_MENDED,
    DeviceAct.ENDED: Tag.DEVICE_WRITTEN_OFF,
}


def _board(session: Session, *, ended: bool = False) -> ResourceBoard:
    everything = queries.devices(session)
    shown = (one for one in everything if one.is_in_use is not ended)
    needs = queries.needs(session)
    return ResourceBoard(rules.by_place(shown), rules.supplies(everything, needs))


def _register(
    session: Session, found: ResourceBoard, preferences: Preferences, clock: Clock
) -> Register:
    """Return the register with what stands around it on a paper."""
    station, text = security.station_of(session), preferences.text
    return Register(
        board=found,
        office=text(OFFICE_NAME) or station.name or station.commune_name or station.code,
        upper=text(OFFICE_UPPER),
        place=station.commune_name or station.code,
        campaign=text(CAMPAIGN_TITLE),
        made_at=clock.now(),
        practice=station.is_practice,
    )


def _refuse_twice(session: Session, serial: str, asset: str, *, but: int = 0) -> None:
    """Refuse a number that another device in use has."""
    other = rules.same_number(queries.devices(session), serial, asset, but=but)
    if other is not None:
        raise ResourceRefusedError(
            tr("Số máy hoặc mã tài sản này là của thiết bị số {n}.").format(n=other.number),
            tr("Xem lại số ghi trên máy."),
        )


def _put(row: RegisteredDevice, where: Whereabouts) -> None:
    row.place, row.place_kind, row.holder = where.place, where.kind.value, where.holder


def _row(session: Session, number: int) -> RegisteredDevice:
    row = queries.device_row(session, number)
    if row is None:
        raise DeviceUnknownError
    return row


def _in_use(session: Session, number: int) -> RegisteredDevice:
    row = _row(session, number)
    if row.state == DeviceState.WRITTEN_OFF.value:
        raise ResourceRefusedError(
            tr("Thiết bị số {n} đã bỏ khỏi sổ.").format(n=number),
            tr("Nếu tìm thấy lại, ghi kiểm tra để đưa vào sổ."),
        )
    return row
