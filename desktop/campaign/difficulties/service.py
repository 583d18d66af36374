"""What can be done with the log of difficulties; one method per verb."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.campaign.difficulties import store as queries
from desktop.campaign.difficulties.errors import (
    DifficultyFormError,
    DifficultyRefusedError,
    DifficultyUnknownError,
    NothingToTellError,
)
from desktop.campaign.difficulties.papers import FORMATS, Told
from desktop.campaign.difficulties.views import DifficultyView, NewDifficulty
from desktop.common.clock import Clock
from desktop.common.duties import DifficultyState
from desktop.common.files import whole_file
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.settings import CAMPAIGN_TITLE, OFFICE_NAME, OFFICE_UPPER
from desktop.common.text import clean
from desktop.models import Difficulty
from desktop.security import store as security
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

LONGEST = 400
"""Characters of a difficulty and of an answer."""


class DifficultiesService:
    """The log of one station.

    Args:
        store: the opened store.
        clock: tells the time.
        preferences: what stands on papers.
    """

    def __init__(self, store: Store, clock: Clock, preferences: Preferences) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences

    def log(self, *, answered: bool = True) -> tuple[DifficultyView, ...]:
        """Return the entries, those that wait for an answer first.

        Args:
            answered: whether those that have one are shown, too.
        """
        with self._store.read() as session:
            return queries.entries(session, answered=answered)

    def add(self, entry: NewDifficulty, *, actor: str) -> DifficultyView:
        """Write down what makes the work hard.

        Raises:
            DifficultyRefusedError: nothing was said, or too much; nothing was kept.
        """
        text, now = _checked(entry.text, tr("Chưa ghi vướng mắc.")), self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            if entry.member_id is not None and not queries.member_known(session, entry.member_id):
                raise DifficultyUnknownError
            row = Difficulty(
                id=new_id(),
                origin=security.station_of(session).code,
                version=0,
                created_at=now,
                number=queries.next_number(session),
                kind=entry.kind.value,
                place=clean(entry.place)[:LONGEST],
                text=text,
                member_id=entry.member_id,
                said_by=actor,
                state=DifficultyState.OPEN.value,
            )
            session.add(row)
            self._record(session, Tag.DIFFICULTY_NOTED, row, actor, kind=row.kind)
            return _view(session, row.number)

    def answer(self, number: int, text: str, *, actor: str) -> DifficultyView:
        """Write down what the province said; another answer takes the place of the first.

        Raises:
            DifficultyRefusedError: nothing was said, or too much.
            DifficultyUnknownError: no entry has this number.
        """
        said = _checked(text, tr("Chưa ghi trả lời."))
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _row(session, number)
            row.state, row.answer = DifficultyState.ANSWERED.value, said
            row.answered_at, row.answered_by = self._clock.now(), actor
            self._record(session, Tag.DIFFICULTY_ANSWERED, row, actor)
            return _view(session, number)

    def send(self, target: Path, *, actor: str, answered: bool = False) -> int:
        """Write the log for the province, masked, and note that it was sent; return the entries.

        Args:
            target: the ending says how: .pdf or .xlsx; the file is whole or not there.
            actor: who sends it.
            answered: whether those that have an answer go along.

        Raises:
            DifficultyFormError: another ending.
            NothingToTellError: there is nothing to send; no file was written.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        make = FORMATS.get(target.suffix.lower())
        if make is None:
            raise DifficultyFormError(target.suffix)
        now = self._clock.now()
        with whole_file(target) as stream, self._store.write() as session:
            queries.stand_alone(session)
            found = queries.entries(session, answered=answered)
            if not found:
                raise NothingToTellError
            stream.write(make(self._told(session, found)))
            stream.flush()
            # Under its name only when it is on record that it was sent.
            for one in found:
                if one.state is DifficultyState.OPEN:
                    row = _row(session, one.number)
                    row.state = DifficultyState.SENT.value
                    row.sent_at, row.sent_by = now, actor
                    row.updated_at, row.version = now, row.version + 1
            form = target.suffix.lower()[1:]
            security.record_shared(
                session,
                Tag.DIFFICULTIES_SENT,
                at=now,
                actor=actor,
                detail={"entries": len(found), "form": form},
            )
            return len(found)

    # ------------------------------------------------------------ inside one transaction

    def _told(self, session: Session, found: tuple[DifficultyView, ...]) -> Told:
        station, text = security.station_of(session), self._preferences.text
        return Told(
            entries=found,
            office=text(OFFICE_NAME) or station.name or station.commune_name or station.code,
            upper=text(OFFICE_UPPER),
            place=station.commune_name or station.code,
            campaign=text(CAMPAIGN_TITLE),
            made_at=self._clock.now(),
            practice=station.is_practice,
        )

    def _record(self, session: Session, tag: Tag, row: Difficulty, actor: str, **more: Any) -> None:
        now = self._clock.now()
        row.updated_at, row.version = now, row.version + 1
        session.flush()
        detail = {"number": row.number, **more}
        security.record_shared(session, tag, at=now, actor=actor, target=str(row.id), detail=detail)


def _checked(text: str, missing: str) -> str:
    kept = clean(text)
    if not kept:
        raise DifficultyRefusedError(missing, tr("Ghi một hai câu: vướng ở đâu, cần gì."))
    if len(kept) > LONGEST:
        raise DifficultyRefusedError(
            tr("Câu này dài quá {n} chữ.").format(n=LONGEST), tr("Rút gọn rồi lưu lại.")
        )
    return kept


def _row(session: Session, number: int) -> Difficulty:
    row = queries.difficulty_row(session, number)
    if row is None:
        raise DifficultyUnknownError
    return row


def _view(session: Session, number: int) -> DifficultyView:
    session.flush()
    found = queries.entries(session, answered=True)
    return next(one for one in found if one.number == number)
