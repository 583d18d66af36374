"""The figures of one shift, counted from the audit trail and from the records it names."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import ApplicationState, Step, Unfinished
from desktop.intake.rules import TAKEN
from desktop.security.tags import Tag
from desktop.shifts import rules
from desktop.shifts import store as queries
from desktop.shifts.store import Event, Record
from desktop.shifts.views import Figures, OpenItem, OperatorFigures, OverrideCount, Worked
from desktop.storage.unit_of_work import Session

_TAGS = (
    Tag.APPLICATION_RECEIVED,
    Tag.APPLICATION_WITHDRAWN,
    Tag.APPLICATION_SET_ASIDE,
    Tag.APPLICATION_REOPENED,
    Tag.PHOTO_EXCEPTION,
    Tag.SIGNATURE_EXCEPTION,
    Tag.PRINT_FAILED,
    Tag.BATCH_EXPORTED,
    Tag.OPERATOR_LOGGED_IN,
)
_TAKEN_BACK = (Tag.APPLICATION_WITHDRAWN, Tag.APPLICATION_SET_ASIDE, Tag.APPLICATION_REOPENED)
_WAS_RECEIVED = {state.value for state in TAKEN}
_PUT_BACK = {
    ApplicationState.DRAFT,
    ApplicationState.NEEDS_SUPPLEMENT,
    ApplicationState.NOT_ELIGIBLE,
    ApplicationState.NOT_RECEIVED,
    ApplicationState.REJECTED,
}


class ShiftCount:
    """Counts one stretch of the audit trail.

    Args:
        session: the caller's own transaction.
        first: number of the first event that belongs to the shift.
        opened: number of the event that opened it.
        last: number of the last event; None for everything until now.
    """

    def __init__(self, session: Session, first: int, opened: int, last: int | None = None) -> None:
        self._session = session
        self._opened = opened
        self._events = queries.events(session, first, last, _TAGS)
        self.received: dict[UUID, list[Event]] = {}
        for event in self._of(Tag.APPLICATION_RECEIVED):
            self.received.setdefault(UUID(event.target), []).append(event)
        excepted = {
            UUID(event.target) for event in self._of(Tag.PHOTO_EXCEPTION, Tag.SIGNATURE_EXCEPTION)
        }
        self._records = queries.records(session, set(self.received) | excepted)

    def figures(self, items: tuple[OpenItem, ...], last_backup_at: datetime | None) -> Figures:
        """Return the figures as they are now.

        Args:
            items: what lies open.
            last_backup_at: newest backup that this station remembers.
        """
        states = Counter(self._where(key) for key in self.received)
        often = queries.receptions(self._session, set(self.received))
        times = self._times()
        spans = [seconds for found in times.values() for seconds in found]
        kinds = Counter(item.kind for item in items)
        return Figures(
            received=len(self.received),
            again=sum(often.get(key, 0) > len(own) for key, own in self.received.items()),
            before_opening=sum(own[0].number < self._opened for own in self.received.values()),
            done=states["done"],
            withdrawn=states["withdrawn"],
            put_back=states["put_back"],
            unfinished=kinds[Unfinished.DRAFT] + kinds[Unfinished.FORM],
            handed_on=sum(bool(item.given_to) for item in items),
            returned=len(self._returned()),
            failed_prints=len(self._of(Tag.PRINT_FAILED)),
            open_prints=kinds[Unfinished.PRINT],
            median_seconds=rules.middle(spans),
            p90_seconds=rules.p90(spans),
            operators=self._operators(times),
            overrides=self._overrides(),
            waiting_export=queries.waiting_for_export(self._session),
            batches=len(self._of(Tag.BATCH_EXPORTED)),
            unanswered_batches=queries.unanswered_batches(self._session),
            last_backup_at=last_backup_at,
            worked=self._worked(),
        )

    def _of(self, *tags: Tag) -> list[Event]:
        return [event for event in self._events if event.tag in tags]

    def _where(self, key: UUID) -> str:
        state = self._records[key].state
        if state is ApplicationState.WITHDRAWN:
            return "withdrawn"
        return "put_back" if state in _PUT_BACK else "done"

    def _returned(self) -> list[Event]:
        """Return the acts that took a received record back; drafts that were given up are none."""
        return [
            event
            for event in self._of(*_TAKEN_BACK)
            if event.detail.get("from") in _WAS_RECEIVED
            or "reopened_as" in event.detail
            or event.tag is Tag.APPLICATION_REOPENED
        ]

    def _times(self) -> dict[str, list[int]]:
        """Return the seconds of each applicant, by who received them."""
        found: dict[str, list[int]] = {}
        for key, own in self.received.items():
            record: Record = self._records[key]
            if record.received_at is None:
                continue
            seconds = rules.span(record.step_times.get(Step.COMPARE.value), record.received_at)
            if seconds is not None:
                found.setdefault(own[-1].actor, []).append(seconds)
        return found

    def _operators(self, times: dict[str, list[int]]) -> tuple[OperatorFigures, ...]:
        received = Counter(own[-1].actor for own in self.received.values())
        returned = Counter(event.actor for event in self._returned())
        overrides = Counter(
            event.actor for event in self._of(Tag.PHOTO_EXCEPTION, Tag.SIGNATURE_EXCEPTION)
        )
        names = sorted({*received, *returned, *overrides}, key=lambda name: (-received[name], name))
        return tuple(
            OperatorFigures(
                name=name,
                received=received[name],
                median_seconds=rules.middle(times.get(name, [])),
                p90_seconds=rules.p90(times.get(name, [])),
                returned=returned[name],
                overrides=overrides[name],
            )
            for name in names
        )

    def _overrides(self) -> tuple[OverrideCount, ...]:
        """Return what was done without, by reason, the most frequent first."""
        found: Counter[tuple[str, str]] = Counter()
        for event in self._of(Tag.SIGNATURE_EXCEPTION):
            found["signature", str(event.detail.get("reason", ""))] += 1
        for event in self._of(Tag.PHOTO_EXCEPTION):
            found["photo", self._records[UUID(event.target)].photo_exception] += 1
        ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return tuple(OverrideCount(what, reason, n) for (what, reason), n in ordered)

    def _worked(self) -> tuple[Worked, ...]:
        names = queries.operators(self._session)
        spans: dict[str, tuple[datetime, datetime]] = {}
        for event in self._of(Tag.OPERATOR_LOGGED_IN):
            name = names.get(event.actor, event.actor)
            spans[name] = (spans.get(name, (event.at, event.at))[0], event.at)
        return tuple(Worked(name, start, end) for name, (start, end) in spans.items())
