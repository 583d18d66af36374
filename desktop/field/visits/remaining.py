"""Somebody who was visited and remains: their application is set aside under the reason."""

from __future__ import annotations

from uuid import UUID

from desktop.common.vocabulary import ApplicationState, Channel, Source
from desktop.field.visits.errors import VisitUnknownError
from desktop.intake import opening
from desktop.intake import store as intake
from desktop.intake.moves import store as moves
from desktop.intake.moves.service import reopen
from desktop.intake.moves.store import Cause
from desktop.models import Application, Member
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.person import view_of
from desktop.roster.views import PersonView
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session

__all__ = ["Cause", "person", "set_aside", "take_up"]

_BY_DRAFT = frozenset(
    {ApplicationState.NOT_ELIGIBLE, ApplicationState.NOT_RECEIVED, ApplicationState.REJECTED}
)
"""States out of which an application is a draft again before it is set aside."""


def person(session: Session, member_id: UUID) -> PersonView:
    """Return what the list says of somebody.

    Raises:
        VisitUnknownError: they are not on it any more.
    """
    row = session.get(Member, member_id)
    if row is None or row.retired:
        raise VisitUnknownError
    return view_of(row, rules_in_force(session))


def set_aside(session: Session, who: PersonView, channel: Channel, cause: Cause) -> None:
    """Close somebody's application as not received, for a reason; open one first if there is none.

    The reports count the person among the remaining under that reason. The counter goes on with
    the same application as soon as somebody opens it again.

    Raises:
        WrongStateError: the record was taken before.
    """
    row = intake.live_application(session, who.member_id)
    if row is None:
        home = intake.station(session)
        row = opening.new_row(home, who, cause.actor, cause.at)
        opening.take_at(row, channel)
        session.add(row)
        session.flush()
        _note(session, Tag.APPLICATION_OPENED, row, cause)
    elif ApplicationState(row.state) in _BY_DRAFT:
        reopen(session, row.id, actor=cause.actor, at=cause.at)
    seen = moves.standing(session, row.id)
    moves.move(session, seen, ApplicationState.NOT_RECEIVED, cause)
    _note(session, Tag.APPLICATION_SET_ASIDE, row, cause, to=ApplicationState.NOT_RECEIVED)


def take_up(session: Session, member_id: UUID, cause: Cause) -> None:
    """Undo `set_aside`: the application is a draft again, or gone when nothing was in it.

    One that somebody has gone on with meanwhile stays as it is.
    """
    row = intake.live_application(session, member_id)
    if row is None or row.state != ApplicationState.NOT_RECEIVED.value:
        return
    last = moves.moves_of(session, row.id)[-1]
    if last.reason != cause.reason:
        return
    reopen(session, row.id, actor=cause.actor, at=cause.at)
    if row.photo_digest or intake.newest_reading(session, row.id, Source.CARD):
        return
    moves.move(session, moves.standing(session, row.id), ApplicationState.WITHDRAWN, cause)
    _note(session, Tag.APPLICATION_WITHDRAWN, row, cause)


def _note(
    session: Session,
    tag: Tag,
    row: Application,
    cause: Cause,
    *,
    to: ApplicationState | None = None,
) -> None:
    detail = {"to": to.value} if to else {}
    target = str(row.id)
    security.record(session, tag, at=cause.at, actor=cause.actor, target=target, detail=detail)
