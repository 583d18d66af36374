"""What can be done with tasks; one method per verb."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from desktop.campaign.tasks import rules
from desktop.campaign.tasks import store as queries
from desktop.campaign.tasks.errors import (
    AboutManyError,
    AboutUnknownError,
    TaskMovedOnError,
    TaskOwnerError,
    TaskUnknownError,
)
from desktop.campaign.tasks.views import (
    UNFINISHED,
    About,
    DueTasks,
    NewTask,
    TaskBoard,
    TaskStepView,
    TaskView,
)
from desktop.common.clock import Clock, today
from desktop.common.duties import TaskAct, TaskState
from desktop.common.ids import new_id
from desktop.common.text import clean, fold
from desktop.models import CampaignTask
from desktop.roster.service import RosterService
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class TasksService:
    """Tasks of a station: given, done, handed over, cancelled.

    Args:
        store: the opened store.
        clock: tells the day and the time.
        roster: finds whom a task is about.
    """

    def __init__(self, store: Store, clock: Clock, roster: RosterService) -> None:
        self._store = store
        self._clock = clock
        self._roster = roster

    # ------------------------------------------------------------ looking

    def board(self, owner: str = "", *, ended: bool = False) -> TaskBoard:
        """Return tasks as they should be looked at.

        Args:
            owner: whose, by the name they log in with; "" for everybody's.
            ended: those done or cancelled instead of those still to be done.

        Raises:
            TaskOwnerError: nobody of this name works here.
        """
        with self._store.read() as session:
            key = _operator(session, owner) if owner else None
            if ended:
                return TaskBoard(today(self._clock), tuple(queries.ended(session, key)))
            found = rules.in_order(queries.unfinished(session, key))
        return TaskBoard(today(self._clock), found)

    def due(self, owner: str) -> DueTasks:
        """Return how much somebody has to do today; nothing for who is no operator."""
        day = today(self._clock)
        with self._store.read() as session:
            found = queries.unfinished(session, None)
        mine = [one for one in found if one.owner == owner]
        overdue = sum(one.is_overdue(day) for one in mine)
        return DueTasks(
            today=sum(one.deadline == day for one in mine),
            overdue=overdue,
            overdue_of_others=sum(one.is_overdue(day) for one in found) - overdue,
        )

    def numbered(self, number: int) -> TaskView:
        """Return one task.

        Raises:
            TaskUnknownError: no task has this number.
        """
        with self._store.read() as session:
            found = queries.numbered(session, number)
        if found is None:
            raise TaskUnknownError
        return found

    def history(self, task_id: UUID) -> tuple[TaskStepView, ...]:
        """Return what was done to a task, the oldest first."""
        with self._store.read() as session:
            return tuple(queries.steps(session, task_id))

    def of_person(self, member_id: UUID) -> tuple[TaskView, ...]:
        """Return every task about somebody, by number."""
        with self._store.read() as session:
            return tuple(queries.of_member(session, member_id))

    def people(self) -> dict[UUID, str]:
        """Return who can be given a task, by key."""
        with self._store.read() as session:
            return queries.operators(session)

    def find_about(self, text: str) -> About:
        """Return what somebody means: a person, a cell, a receipt; nothing for "".

        Raises:
            AboutUnknownError: nobody and nothing has this name or number.
            AboutManyError: several people have it.
        """
        wanted = clean(text)
        if not wanted:
            return About()
        with self._store.read() as session:
            found = queries.application_of(session, wanted.upper())
        if found is not None:
            return About(found[1], found[0], "", found[2])
        for cell in self._roster.cells():
            if fold(cell) == fold(wanted):
                return About(cell=cell, words=cell)
        people = self._roster.search(wanted, 2)
        if not people.rows:
            raise AboutUnknownError(wanted)
        if people.total > 1:
            raise AboutManyError(wanted, people.total)
        return About(people.rows[0].member_id, None, "", people.rows[0].full_name)

    # ------------------------------------------------------------ changing

    def note(self, task: NewTask, *, actor: str) -> TaskView:
        """Take on a task oneself.

        Raises:
            TaskOwnerError: whoever asks is no operator of this counter.
            TaskRefusedError: it does not say what or by when; nothing was kept.
        """
        with self._store.write() as session:
            return self._add(session, task, _operator(session, actor), actor)

    def assign(self, task: NewTask, owner_id: UUID, *, actor: str) -> TaskView:
        """Give somebody a task.

        Raises:
            TaskOwnerError: they do not work here any more.
            TaskRefusedError: it does not say what or by when; nothing was kept.
        """
        with self._store.write() as session:
            return self._add(session, task, _working(session, owner_id), actor)

    def finish(self, task_id: UUID, result: str, *, actor: str) -> TaskView:
        """Say what came of a task.

        Raises:
            TaskRefusedError: the result is missing.
            TaskMovedOnError: it is finished already.
        """
        return self._end(task_id, TaskState.DONE, result, actor)

    def cancel(self, task_id: UUID, reason: str, *, actor: str) -> TaskView:
        """Let a task fall, and say why.

        Raises:
            TaskRefusedError: the reason is missing.
            TaskMovedOnError: it is finished already.
        """
        return self._end(task_id, TaskState.CANCELLED, reason, actor)

    def reopen(self, task_id: UUID, *, actor: str) -> TaskView:
        """Take a task up again that was ended; its last result stays in the history.

        Raises:
            TaskMovedOnError: it is not ended.
        """
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _row(session, task_id, {TaskState.DONE, TaskState.CANCELLED})
            row.state, row.result = TaskState.OPEN.value, ""
            row.ended_at, row.ended_by = None, ""
            self._step(session, row, TaskAct.REOPENED, Tag.TASK_REOPENED, actor)
            return _view(session, row)

    def hand_over(
        self, task_id: UUID, owner_id: UUID, deadline: str, *, actor: str, note: str = ""
    ) -> TaskView:
        """Give an unfinished task to somebody else, or the same one another deadline.

        Raises:
            TaskOwnerError: they do not work here any more.
            TaskRefusedError: the deadline is over.
            TaskMovedOnError: it is finished already.
        """
        day = rules.checked_deadline(deadline, today(self._clock))
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _row(session, task_id, UNFINISHED)
            row.owner_id = _working(session, owner_id)
            row.deadline, row.state = day, TaskState.HANDED_OVER.value
            said = clean(note)[: rules.LONGEST]
            self._step(session, row, TaskAct.HANDED_OVER, Tag.TASK_HANDED_OVER, actor, said)
            return _view(session, row)

    # ------------------------------------------------------------ inside one transaction

    def _add(self, session: Session, task: NewTask, owner_id: UUID, actor: str) -> TaskView:
        text = rules.checked_text(task.text)
        deadline = rules.checked_deadline(task.deadline, today(self._clock))
        queries.stand_alone(session)
        now = self._clock.now()
        row = CampaignTask(
            id=new_id(),
            origin=security.station_of(session).code,
            version=0,
            created_at=now,
            updated_at=now,
            number=queries.next_number(session),
            kind=task.kind.value,
            text=text,
            member_id=task.about.member_id,
            application_id=task.about.application_id,
            cell=task.about.cell,
            owner_id=owner_id,
            deadline=deadline,
            state=TaskState.OPEN.value,
            made_by=actor,
        )
        session.add(row)
        self._step(session, row, TaskAct.MADE, Tag.TASK_GIVEN, actor)
        return _view(session, row)

    def _end(self, task_id: UUID, state: TaskState, result: str, actor: str) -> TaskView:
        said = rules.checked_result(result)
        done = state is TaskState.DONE
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _row(session, task_id, UNFINISHED)
            row.state, row.result = state.value, said
            row.ended_at, row.ended_by = self._clock.now(), actor
            act = TaskAct.DONE if done else TaskAct.CANCELLED
            tag = Tag.TASK_DONE if done else Tag.TASK_CANCELLED
            self._step(session, row, act, tag, actor, said)
            return _view(session, row)

    def _step(
        self,
        session: Session,
        row: CampaignTask,
        act: TaskAct,
        tag: Tag,
        actor: str,
        note: str = "",
    ) -> None:
        now = self._clock.now()
        row.updated_at, row.version = now, row.version + 1
        queries.add_step(session, row, act, at=now, by=actor, note=note)
        names = queries.operators(session)
        # What a task says may name people; the trail keeps who has it and until when.
        detail: dict[str, Any] = {
            "number": row.number,
            "kind": row.kind,
            "owner": names.get(row.owner_id, ""),
            "deadline": row.deadline,
        }
        security.record_shared(session, tag, at=now, actor=actor, target=str(row.id), detail=detail)


def _operator(session: Session, name: str) -> UUID:
    for key, one in queries.operators(session).items():
        if fold(one) == fold(name):
            return key
    raise TaskOwnerError(name)


def _working(session: Session, owner_id: UUID) -> UUID:
    if owner_id not in queries.operators(session):
        raise TaskOwnerError("…")
    return owner_id


def _row(
    session: Session, task_id: UUID, states: frozenset[TaskState] | set[TaskState]
) -> CampaignTask:
    row = queries.task_row(session, task_id)
    if row is None:
        raise TaskUnknownError
    if TaskState(row.state) not in states:
        raise TaskMovedOnError
    return row


def _view(session: Session, row: CampaignTask) -> TaskView:
    session.flush()
    found = queries.numbered(session, row.number)
    assert found is not None  # it was just written
    return found
