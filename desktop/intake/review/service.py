"""The second pair of eyes: what waits by risk, one record in full, approve, give back, take back.

Nobody approves what they worked on themselves: opened, typed, photographed, had signed, received
or took over from somebody. That is asked in the same transaction that approves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.settings import REVIEW_REQUIRED
from desktop.common.vocabulary import ApplicationState, FieldKey, Source
from desktop.intake import store as intake_queries
from desktop.intake import witnessing
from desktop.intake.errors import WrongStateError
from desktop.intake.holding import holder_of
from desktop.intake.moves import store as moves
from desktop.intake.moves.store import Cause
from desktop.intake.review import returning, samples
from desktop.intake.review import store as queries
from desktop.intake.review.errors import OwnRecordError, ReturnError
from desktop.intake.review.queue import known, review_row
from desktop.intake.review.returning import GivenBack
from desktop.intake.review.rules import card_of
from desktop.intake.review.sampling import SampleService
from desktop.intake.review.views import (
    FieldLine,
    ReturnedRow,
    ReviewCounts,
    ReviewDetail,
    ReviewRow,
)
from desktop.intake.rules import EDITABLE
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

State = ApplicationState


class ReviewService:
    """Records between reception and the batch.

    Args:
        store: the opened store.
        clock: where the time comes from.

    Attributes:
        samples: approval by sample.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.samples = SampleService(store, clock)

    # ------------------------------------------------------------ looking

    def counts(self) -> ReviewCounts:
        """Return how the review stands."""
        with self._store.read() as session:
            return ReviewCounts(
                required=bool(security_queries.stored_setting(session, REVIEW_REQUIRED)),
                waiting=queries.count_in_state(session, State.RECEIVED),
                approved=queries.count_in_state(session, State.APPROVED),
                returned=len(queries.given_back(session)),
            )

    def waiting(self, *, actor: str = "") -> tuple[ReviewRow, ...]:
        """Return what waits for approval, the most to be looked at first.

        Args:
            actor: who asks; their own records are marked.
        """
        with self._store.read() as session:
            sample = samples.open_sample(session)
            drawn = frozenset(sample.drawn if sample else ())
            rows = [review_row(one, actor, drawn) for one in known(session, State.RECEIVED)]
        rows.sort(key=lambda row: (-row.weight, not row.in_sample, row.received_at))
        return tuple(rows)

    def approved(self, *, actor: str = "") -> tuple[ReviewRow, ...]:
        """Return what was approved and has not left, the latest first."""
        with self._store.read() as session:
            rows = [review_row(one, actor, frozenset()) for one in known(session, State.APPROVED)]
        rows.sort(key=lambda row: row.approved_at or row.received_at, reverse=True)
        return tuple(rows)

    def detail(self, row: ReviewRow) -> ReviewDetail:
        """Return one record in full, frozen as it would leave.

        Raises:
            WrongStateError: it is not there.
        """
        with self._store.read() as session:
            found = intake_queries.required(session, row.application_id)
            snapshot: dict[str, Any] = found.snapshot or {}
            way = queries.moves(session, [row.application_id])[row.application_id]
            said = [returning.read(move.reason) for move in way]
            return ReviewDetail(
                row=row,
                lines=field_lines(snapshot),
                photo=intake_queries.blob(session, found.photo_digest),
                photo_exception=found.photo_exception,
                signature=intake_queries.blob(session, found.signature_digest),
                sign_exception=witnessing.read(found.sign_exception),
                second_signature=intake_queries.blob(session, found.second_signature_digest),
                papers=tuple(paper["title"] for paper in snapshot.get("papers", [])),
                said=next((one for one in reversed(said) if one is not None), None),
            )

    def returned(self) -> tuple[ReturnedRow, ...]:
        """Return what was given back and not received again, the latest first."""
        with self._store.read() as session:
            return tuple(_returned(*row) for row in queries.given_back(session))

    def last_word(self, application_id: UUID) -> ReturnedRow | None:
        """Return why a record was given back, None unless it has to be mended."""
        found = (row for row in self.returned() if row.application_id == application_id)
        return next(found, None)

    # ------------------------------------------------------------ deciding

    def approve(self, application_ids: Sequence[UUID], *, actor: str) -> None:
        """Let received records leave; all of them or none.

        Raises:
            WrongStateError: one of them is not received.
            OwnRecordError: whoever approves worked on one of them.
        """
        now = self._clock.now()
        with self._store.write() as session:
            rows = queries.some(session, application_ids)
            hands = queries.hands(session, rows.values())
            for key in application_ids:
                if queries.person_key(actor) in hands.get(key, ()):
                    raise OwnRecordError(rows[key].receipt_number or "")
                seen = moves.standing(session, key)
                moves.move(session, seen, State.APPROVED, Cause(now, actor))
                security_queries.record(
                    session, Tag.APPLICATION_APPROVED, at=now, actor=actor, target=str(key)
                )

    def give_back(self, application_id: UUID, said: GivenBack, *, actor: str) -> None:
        """Give a record back to the counter with what has to be mended; all else is kept.

        Raises:
            ReturnError: the clerk would not know what to mend.
            WrongStateError: it is neither received nor approved.
        """
        said, now = returning.checked(said), self._clock.now()
        with self._store.write() as session:
            seen = moves.standing(session, application_id)
            if seen.state not in {State.RECEIVED, State.APPROVED}:
                raise _not_here()
            cause = Cause(now, actor, returning.stored(said))
            moves.move(session, seen, State.NEEDS_SUPPLEMENT, cause)
            detail = {"code": said.reason.value, "field": said.field.value if said.field else ""}
            security_queries.record(
                session,
                Tag.APPLICATION_GIVEN_BACK,
                at=now,
                actor=actor,
                target=str(application_id),
                detail=detail,
            )

    def take_back(self, application_id: UUID, *, actor: str) -> None:
        """Undo the last decision on a record: it waits again, just as it was received.

        Raises:
            WrongStateError: it has left, or was not decided.
            ReturnError: it was given back and somebody is mending it already.
        """
        now = self._clock.now()
        with self._store.write() as session:
            seen = moves.standing(session, application_id)
            if seen.state is State.APPROVED:
                moves.move(session, seen, State.RECEIVED, Cause(now, actor))
                tag = Tag.APPROVAL_TAKEN_BACK
            else:
                self._take_return_back(session, seen, Cause(now, actor, returning.TAKEN_BACK))
                tag = Tag.RETURN_TAKEN_BACK
            security_queries.record(session, tag, at=now, actor=actor, target=str(application_id))

    @staticmethod
    def _take_return_back(session: Session, seen: moves.Standing, cause: Cause) -> None:
        """Bring a record that nobody has opened since to where it was, its snapshot untouched."""
        way = queries.moves(session, [seen.id])[seen.id]
        if seen.state is State.DRAFT and any(returning.read(one.reason) for one in way):
            raise ReturnError(
                tr("Quầy đã mở hồ sơ này để sửa."), tr("Chờ quầy lưu lại rồi xem hồ sơ mới.")
            )
        if seen.state is not State.NEEDS_SUPPLEMENT or returning.read(way[-1].reason) is None:
            raise _not_here()
        version = moves.move(session, seen, State.DRAFT, cause)
        again = moves.Standing(seen.id, State.DRAFT, version)
        moves.move(session, again, State.RECEIVED, cause)


def _not_here() -> WrongStateError:
    return WrongStateError(
        tr("Hồ sơ này không chờ duyệt nữa."), tr("Mở lại danh sách để xem hồ sơ đang ở đâu.")
    )


def field_lines(snapshot: dict[str, Any]) -> tuple[FieldLine, ...]:
    """Return the fields of a record that the list, the card or the record has, in form order."""
    values, sources = snapshot.get("fields", {}), snapshot.get("sources", {})
    listed, card = snapshot.get("member", {}).get("listed", {}), card_of(snapshot)
    order = [*EDITABLE, *(field for field in FieldKey if field not in EDITABLE)]
    return tuple(
        FieldLine(
            field=field,
            listed=listed.get(field.value, ""),
            value=values.get(field.value, ""),
            card=card.get(field, ""),
            source=Source(sources[field.value]) if field.value in sources else None,
        )
        for field in order
        if values.get(field.value) or listed.get(field.value) or card.get(field)
    )


def _returned(row: Any, member: Any, move: Any) -> ReturnedRow:
    said = returning.read(move.reason)
    assert said is not None, "chosen by its reason"
    fields = row.fields
    return ReturnedRow(
        application_id=row.id,
        member_id=row.member_id,
        state=State(row.state),
        full_name=fields.get(FieldKey.FULL_NAME.value) or member.full_name,
        cell=fields.get(FieldKey.CELL.value, ""),
        receipt_number=row.receipt_number or "",
        returned_at=move.moved_at,
        returned_by=move.moved_by,
        said=said,
        held_by=holder_of(row),
    )
