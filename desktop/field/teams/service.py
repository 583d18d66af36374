"""Teams are made, changed and ended; one method per verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.text import fold
from desktop.common.vocabulary import TeamRole
from desktop.field.teams import rules
from desktop.field.teams import store as queries
from desktop.field.teams.errors import TeamBusyError, TeamUnknownError
from desktop.field.teams.views import TeamPerson, TeamView
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class TeamsService:
    """The mobile teams of this station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ------------------------------------------------------------ looking

    def all(self, *, ended: bool = False) -> tuple[TeamView, ...]:
        """Return the teams with what each still has before it."""
        with self._store.read() as session:
            return views(session, ended=ended)

    def get(self, team_id: UUID) -> TeamView:
        """Return one team, also one that was ended.

        Raises:
            TeamUnknownError: there is none under this key.
        """
        for one in self.all(ended=True):
            if one.team_id == team_id:
                return one
        raise TeamUnknownError

    def named(self, name: str) -> TeamView:
        """Return the team of this name, however it is capitalised or accented.

        Raises:
            TeamUnknownError: no team in use has it.
        """
        for one in self.all():
            if fold(one.name) == fold(name):
                return one
        raise TeamUnknownError(name)

    # ------------------------------------------------------------ changing

    def add(
        self,
        name: str,
        people: Sequence[TeamPerson],
        *,
        actor: str,
        device: str = "",
        vehicle: str = "",
    ) -> TeamView:
        """Make a team.

        Whoever has the name of an account here is linked to it.

        Raises:
            TeamRefusedError: the name or the people cannot be kept so; nothing was changed.
            StoreError: nothing was changed.
        """
        key, now = new_id(), self._clock.now()
        with self._store.write() as session:
            kept = _checked(session, None, (name, device, vehicle), people)
            home = security.station_of(session)
            row = queries.add_team(session, home, key, kept.name, now)
            row.device, row.vehicle = kept.device, kept.vehicle
            queries.replace_people(session, row, kept.people, actor=actor, at=now)
            self._note(session, Tag.TEAM_MADE, row.id, actor, {"people": len(kept.people)})
        return self.get(key)

    def change(
        self,
        team_id: UUID,
        name: str,
        people: Sequence[TeamPerson],
        *,
        actor: str,
        device: str = "",
        vehicle: str = "",
    ) -> TeamView:
        """Give a team another name, other people, another device or vehicle.

        Lists that were made keep the device and vehicle they were made with.

        Raises:
            TeamRefusedError: it cannot be kept so; nothing was changed.
            TeamUnknownError: there is no such team any more.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.team(session, team_id)
            if row is None or row.ended_at is not None:
                raise TeamUnknownError
            kept = _checked(session, team_id, (name, device, vehicle), people)
            before = (row.name, row.device, row.vehicle)
            row.name, row.device, row.vehicle = kept.name, kept.device, kept.vehicle
            changed = queries.replace_people(session, row, kept.people, actor=actor, at=now)
            if changed or before != (row.name, row.device, row.vehicle):
                row.version, row.updated_at = row.version + 1, now
                self._note(session, Tag.TEAM_CHANGED, row.id, actor, {"people": len(kept.people)})
        return self.get(team_id)

    def end(self, team_id: UUID, *, actor: str) -> None:
        """End a team; its lists stay.

        Raises:
            TeamUnknownError: there is no such team any more.
            TeamBusyError: people still wait for it.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.team(session, team_id)
            if row is None or row.ended_at is not None:
                raise TeamUnknownError
            waiting, _ = queries.loads(session).get(team_id, (0, 0))
            if waiting:
                raise TeamBusyError(waiting)
            row.ended_at, row.ended_by = now, actor
            row.version, row.updated_at = row.version + 1, now
            self._note(session, Tag.TEAM_ENDED, row.id, actor, {})

    def _note(
        self, session: Session, tag: Tag, team_id: UUID, actor: str, detail: dict[str, Any]
    ) -> None:
        at = self._clock.now()
        security.record(session, tag, at=at, actor=actor, target=str(team_id), detail=detail)


def views(session: Session, *, ended: bool = False) -> tuple[TeamView, ...]:
    """Return the teams in the caller's own transaction."""
    people, loads = queries.people(session), queries.loads(session)
    found = []
    for row in queries.teams(session, ended=ended):
        members = rules.in_order(
            TeamPerson(TeamRole(one.role), one.name, one.operator_id)
            for one in people.get(row.id, ())
        )
        waiting, visited = loads.get(row.id, (0, 0))
        found.append(
            TeamView(
                row.id,
                row.name,
                row.device,
                row.vehicle,
                members,
                rules.missing(members),
                waiting,
                visited,
                row.ended_at is not None,
            )
        )
    return tuple(found)


def _checked(
    session: Session,
    own: UUID | None,
    texts: tuple[str, str, str],
    people: Sequence[TeamPerson],
) -> TeamView:
    name, device, vehicle = texts
    others = [row.name for row in queries.teams(session) if row.id != own]
    accounts = queries.operators_named(session)
    kept = tuple(
        replace(one, operator_id=one.operator_id or accounts.get(one.name))
        for one in rules.checked_people(people)
    )
    return TeamView(
        own or new_id(),
        rules.checked_name(name, others),
        rules.checked_text(device, tr("Tên thiết bị")),
        rules.checked_text(vehicle, tr("Phương tiện")),
        kept,
        rules.missing(kept),
    )
