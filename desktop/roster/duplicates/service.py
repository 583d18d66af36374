"""What an operator can do about people who stand twice; one method per verb."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import (
    ChangeCause,
    DuplicateState,
    FieldKey,
    MemberStatus,
    Retired,
)
from desktop.common.work import Work
from desktop.models import DuplicatePair, Member
from desktop.roster.duplicates import rules, store
from desktop.roster.duplicates.errors import DuplicateUnknownError, MergeRefusedError
from desktop.roster.duplicates.views import (
    DuplicateReason,
    DuplicateView,
    FieldRow,
    FindReport,
    TwinView,
)
from desktop.roster.keeping import store as keeping
from desktop.roster.keeping.difference import edited
from desktop.roster.register import computing
from desktop.roster.register import store as register_store
from desktop.roster.register.rules import COMPARED, compare_values
from desktop.roster.register.words import FIELD_NAMES
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

if TYPE_CHECKING:
    from desktop.roster.linkage import Explainer, LinkPair


class HasApplication(Protocol):
    """Answered by the counter: who of these has an application?"""

    def __call__(self, session: Session, member_ids: Collection[UUID]) -> set[UUID]:
        """Return those with any application, also one withdrawn."""
        ...


def nobody_applied(session: Session, member_ids: Collection[UUID]) -> set[UUID]:
    """Answer for a list without a counter."""
    del session, member_ids
    return set()


class DuplicatesService:
    """Pairs of rows that may be one person.

    Args:
        has_application: asked before a row leaves the list.
        on_change: called after the list changed, so that searches look again.
    """

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        *,
        has_application: HasApplication = nobody_applied,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store_
        self._clock = clock
        self._has_application = has_application
        self._on_change = on_change

    # ---------------------------------------------------------------- find and look

    def find(self, *, actor: str, work: Work | None = None) -> FindReport:
        """Look through the whole list, all cells; nothing is merged by it.

        Raises:
            StoreError: nothing was stored.
            CancelledError: the work was cancelled; nothing was stored.
        """
        from desktop.roster import linkage  # noqa: PLC0415 - numpy, not at start-up

        with self._store.read() as session:
            people = register_store.people(session)
            known = store.known_pairs(session)
        columns = linkage.people_of(person.fields for person in people)
        pairs = linkage.find_duplicates(columns, work=work)
        explainer = linkage.Explainer(columns, columns)
        found = []
        for pair in pairs:
            ids = sorted((people[pair.member].member_id, people[pair.other].member_id))
            if known.get((ids[0], ids[1])) in {None, DuplicateState.OPEN}:
                reasons = _reasons(explainer, pair)
                found.append(store.Found(ids[0], ids[1], pair.weight, reasons))
        report = FindReport(
            len(found), sum((one.first_id, one.second_id) not in known for one in found)
        )
        with self._store.write() as session:
            at = self._clock.now()
            store.replace_open(session, found, at=at)
            detail = {"found": report.found, "new": report.new}
            record(session, Tag.DUPLICATES_FOUND, at=at, actor=actor, detail=detail)
            if work is not None:
                work.report(1, 1)  # the last moment in which a wish to stop is still heard
        return report

    def pairs(
        self, state: DuplicateState = DuplicateState.OPEN, *, offset: int = 0, limit: int = 50
    ) -> tuple[tuple[DuplicateView, ...], int]:
        """Return pairs of a state, likeliest first, and how many there are."""
        with self._store.read() as session:
            found, total = store.pairs(session, state, offset=offset, limit=limit)
            return tuple(self._view(session, one) for one in found), total

    def get(self, pair_id: UUID) -> DuplicateView:
        """Return one pair side by side.

        Raises:
            DuplicateUnknownError: there is no such pair.
        """
        with self._store.read() as session:
            return self._view(session, _required(session, pair_id))

    # ---------------------------------------------------------------- decide

    def merge(
        self,
        pair_id: UUID,
        *,
        keep: UUID,
        from_other: Collection[FieldKey] = (),
        reason: str,
        actor: str,
    ) -> DuplicateView:
        """Make two rows one: the kept row takes over what was chosen and what it lacks.

        The other row stays in the store as it was, off the list.

        Args:
            pair_id: an open pair.
            keep: which of the two stays.
            from_other: fields whose value is taken from the other.
            reason: why they are one person; needed.
            actor: who decides.

        Raises:
            DuplicateUnknownError: the pair is not open.
            MergeRefusedError: no reason, or the row that would leave has an application.
            ValueError: `keep` is none of the two, or a field that the other does not have.
            StoreError: nothing was changed.
        """
        why = clean(reason)
        if not why:
            raise MergeRefusedError(
                tr("Chưa có lý do gộp."), tr("Ghi vì sao biết hai dòng là một người.")
            )
        with self._store.write() as session:
            pair, first, second = _required(session, pair_id, DuplicateState.OPEN)
            if keep not in {first.id, second.id}:
                raise ValueError(keep)
            kept, lost = (first, second) if keep == first.id else (second, first)
            self._refuse_applications(session, kept, lost)
            at = self._clock.now()
            ours = keeping.standing_of(kept)
            values = rules.merged_values(ours.fields, keeping.standing_of(lost).fields, from_other)
            keeping.write_versions(
                session, [kept, lost], cause=ChangeCause.MERGE, at=at, actor=actor, reason=why
            )
            keeping.put(kept, edited(ours, values), at=at)
            lost.retired, lost.merged_into = Retired.MERGED.value, kept.id
            lost.version += 1
            lost.updated_at = at
            detail = {
                "fields": sorted(field.value for field in values),
                "members": [str(kept.id), str(lost.id)],
            }
            _settle(pair, DuplicateState.MERGED, at=at, by=actor, reason=why, kept_id=kept.id)
            record(
                session, Tag.MEMBER_MERGED, at=at, actor=actor, target=str(kept.id), detail=detail
            )
            computing.refresh(session, at=at, member_ids=[kept.id])
            view = self._view(session, (pair, first, second))
        self._on_change()
        return view

    def _refuse_applications(self, session: Session, kept: Member, lost: Member) -> None:
        applied = self._has_application(session, (kept.id, lost.id))
        if {kept.id, lost.id} <= applied:
            raise MergeRefusedError(
                tr("Cả hai dòng đều đã có hồ sơ nên chưa gộp được."),
                tr("Hủy hồ sơ nhận nhầm với cấp ủy trước, hoặc ghi hai dòng là hai người."),
            )
        if lost.id in applied:
            raise MergeRefusedError(
                tr("Dòng bị bỏ đã có hồ sơ."), tr("Giữ dòng đã có hồ sơ, bỏ dòng kia.")
            )

    def undo_merge(self, pair_id: UUID, *, reason: str = "", actor: str) -> DuplicateView:
        """Take a merge back: both rows stand as before; what was changed since is left alone.

        Raises:
            DuplicateUnknownError: the pair is not merged.
            MergeRefusedError: the kept row was merged further.
            StoreError: nothing was changed.
        """
        with self._store.write() as session:
            pair, first, second = _required(session, pair_id, DuplicateState.MERGED)
            kept, lost = (first, second) if pair.kept_id == first.id else (second, first)
            before_lost = store.before_merge(session, lost.id)
            # The kept row may have been merged again since: both rows have the same moment.
            at_merge = before_lost.changed_at if before_lost else None
            before_kept = store.before_merge(session, kept.id, at=at_merge)
            if kept.retired or before_kept is None or before_lost is None:
                raise MergeRefusedError(
                    tr("Dòng được giữ sau đó đã gộp vào người khác."),
                    tr("Hoàn tác lần gộp sau trước, rồi hoàn tác lần này."),
                )
            at = self._clock.now()
            keeping.write_versions(
                session,
                [kept, lost],
                cause=ChangeCause.UNMERGE,
                at=at,
                actor=actor,
                reason=clean(reason),
            )
            keeping.restore(lost, before_lost.values, at=at)
            if kept.version == before_kept.version + 1:
                keeping.restore(kept, before_kept.values, at=at)
            else:
                merged = store.values_at(session, kept.id, before_kept.version + 1) or {}
                now = keeping.standing_of(kept)
                back = rules.given_back(
                    keeping.standing_in(before_kept.values).fields,
                    keeping.standing_in(merged).fields,
                    now.fields,
                )
                keeping.put(kept, edited(now, back), at=at)
            _settle(pair, DuplicateState.OPEN, at=at)
            record(
                session,
                Tag.MERGE_UNDONE,
                at=at,
                actor=actor,
                target=str(kept.id),
                detail={"members": [str(kept.id), str(lost.id)]},
            )
            computing.refresh(session, at=at, member_ids=[kept.id, lost.id])
            view = self._view(session, (pair, first, second))
        self._on_change()
        return view

    def mark_distinct(self, pair_id: UUID, *, reason: str = "", actor: str) -> DuplicateView:
        """Say that two rows are two people; they are not asked about again.

        Raises:
            DuplicateUnknownError: the pair is not open.
        """
        return self._decide(
            pair_id, DuplicateState.OPEN, DuplicateState.DISTINCT, Tag.PAIR_DISTINCT, reason, actor
        )

    def ask_again(self, pair_id: UUID, *, actor: str) -> DuplicateView:
        """Take back that two rows are two people.

        Raises:
            DuplicateUnknownError: nobody said so.
        """
        return self._decide(
            pair_id, DuplicateState.DISTINCT, DuplicateState.OPEN, Tag.PAIR_REOPENED, "", actor
        )

    def _decide(
        self,
        pair_id: UUID,
        before: DuplicateState,
        after: DuplicateState,
        tag: Tag,
        reason: str,
        actor: str,
    ) -> DuplicateView:
        with self._store.write() as session:
            twins = _required(session, pair_id, before)
            at = self._clock.now()
            by = actor if after is not DuplicateState.OPEN else ""
            _settle(twins[0], after, at=at, by=by, reason=clean(reason))
            record(session, tag, at=at, actor=actor, target=str(pair_id))
            return self._view(session, twins)

    def _view(self, session: Session, twins: store.Twins) -> DuplicateView:
        pair, first, second = twins
        applied = self._has_application(session, (first.id, second.id))
        return _view_of(pair, first, second, applied)


def _required(session: Session, pair_id: UUID, state: DuplicateState | None = None) -> store.Twins:
    found = store.pair(session, pair_id)
    is_open = state is DuplicateState.OPEN
    if (
        found is None
        or (state is not None and found[0].state != state.value)
        or (is_open and (found[1].retired or found[2].retired))
    ):
        raise DuplicateUnknownError(
            tr("Cặp này đã được xử lý, hoặc một dòng đã rời danh sách."),
            tr("Mở lại danh sách người trùng."),
        )
    return found


def _settle(
    pair: DuplicatePair,
    state: DuplicateState,
    *,
    at: datetime,
    by: str = "",
    reason: str = "",
    kept_id: UUID | None = None,
) -> None:
    pair.state, pair.reason, pair.kept_id = state.value, reason, kept_id
    pair.decided_by, pair.decided_at = by, at if by else None
    pair.version += 1
    pair.updated_at = at


def _reasons(explainer: Explainer, pair: LinkPair) -> list[dict[str, Any]]:
    return [
        {
            "fact": str(one.fact),
            "verdict": str(one.verdict),
            "weight": one.weight,
            "contradicts": one.contradicts,
        }
        for one in explainer.reasons(pair.member, pair.other)
    ]


def _view_of(
    pair: DuplicatePair, first: Member, second: Member, applied: Collection[UUID]
) -> DuplicateView:
    one, two = keeping.standing_of(first).fields, keeping.standing_of(second).fields
    rows = tuple(
        FieldRow(
            field,
            tr(FIELD_NAMES[field]),
            one.get(field, ""),
            two.get(field, ""),
            compare_values(field, one.get(field, ""), two.get(field, "")),
        )
        for field in COMPARED
        if field in one or field in two
    )
    return DuplicateView(
        pair_id=pair.id,
        first=_twin(first, first.id in applied),
        second=_twin(second, second.id in applied),
        rows=rows,
        weight=pair.weight,
        reasons=tuple(DuplicateReason(**reason) for reason in pair.reasons),
        state=DuplicateState(pair.state),
        kept_id=pair.kept_id,
        reason=pair.reason,
        decided_by=pair.decided_by,
        decided_at=pair.decided_at,
    )


def _twin(person: Member, has_application: bool) -> TwinView:
    return TwinView(
        person.id,
        person.full_name,
        person.cell,
        MemberStatus(person.status),
        person.row_number,
        has_application,
    )
