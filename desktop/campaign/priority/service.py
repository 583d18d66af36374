"""Who comes first, and why; one method per verb."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from desktop.campaign.priority import rules
from desktop.campaign.priority import store as queries
from desktop.campaign.priority.errors import PriorityRefusedError
from desktop.campaign.priority.views import FlagEntry, FlagSheet, PersonPriority
from desktop.campaign.service import CampaignService
from desktop.common.clock import Clock, today
from desktop.common.dates import show_iso
from desktop.common.flags import FlagReason
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.models import Member, PriorityFlag
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class PriorityService:
    """Flags of people on the list.

    Args:
        store: the opened store.
        clock: tells the day and the time.
        campaign: from which age people come first.
    """

    def __init__(self, store: Store, clock: Clock, campaign: CampaignService) -> None:
        self._store = store
        self._clock = clock
        self._campaign = campaign

    def of(self, member_id: UUID) -> PersonPriority:
        """Return whether somebody comes first; a reason of health is not among what is told."""
        old_from = self._old_from()
        with self._store.read() as session:
            row = queries.person(session, member_id)
            if row is None:
                return PersonPriority()
            return self._told(session, row, old_from)

    def reveal(self, member_id: UUID, *, actor: str) -> FlagSheet:
        """Return every reason of somebody with its history; that somebody looked is in the trail.

        A look at somebody without a reason of health leaves no event: there was nothing to see.

        Raises:
            PriorityRefusedError: nobody has this key.
            StoreError: the look could not be recorded.
        """
        old_from = self._old_from()
        with self._store.write() as session:
            row = _person(session, member_id)
            entries = tuple(_entry(one) for one in queries.flags_of(session, member_id))
            # “Another reason” is free text: it may tell of health as well.
            if any(one.reason in rules.HEALTH or one.note for one in entries):
                self._record(session, Tag.PRIORITY_REVEALED, member_id, actor)
            return FlagSheet(
                full_name=row.full_name,
                birth_shown=show_iso(row.birth_date),
                cell=row.cell,
                is_old=rules.is_old(row.birth_date, today(self._clock), old_from),
                old_from=old_from,
                entries=entries,
            )

    def change(
        self, member_id: UUID, reasons: Collection[FlagReason], *, actor: str, note: str = ""
    ) -> PersonPriority:
        """Let these be the reasons that hold; what held before stays in the history.

        Args:
            member_id: of whom.
            reasons: all of them; none takes every flag back.
            actor: who says so.
            note: beside “another reason”, which needs it; the others have none.

        Raises:
            PriorityRefusedError: nobody has this key, or the note is missing or too long.
            StoreError: nothing was changed.
        """
        said = _checked(reasons, note)
        old_from, now = self._old_from(), self._clock.now()
        with self._store.write() as session:
            queries.stand_alone(session)
            row = _person(session, member_id)
            kept: set[FlagReason] = set()
            for flag in queries.flags_of(session, member_id):
                reason = FlagReason(flag.reason)
                if flag.cleared_at is not None:
                    continue
                if reason in reasons and flag.note == _note_of(reason, said):
                    kept.add(reason)
                    continue
                flag.cleared_at, flag.cleared_by = now, actor
                flag.updated_at, flag.version = now, flag.version + 1
                self._record(session, Tag.PRIORITY_CLEARED, member_id, actor)
            origin = security.station_of(session).code
            for reason in sorted(set(reasons) - kept):
                session.add(
                    PriorityFlag(
                        id=new_id(),
                        origin=origin,
                        version=1,
                        created_at=now,
                        updated_at=now,
                        member_id=member_id,
                        reason=reason.value,
                        note=_note_of(reason, said),
                        set_by=actor,
                    )
                )
                self._record(session, Tag.PRIORITY_FLAGGED, member_id, actor)
            session.flush()
            return self._told(session, row, old_from)

    # ------------------------------------------------------------ inside one transaction

    def _old_from(self) -> int:
        return int(self._campaign.all()["priority_age"])

    def _told(self, session: Session, row: Member, old_from: int) -> PersonPriority:
        found = queries.reasons_of(session, row.id)
        return PersonPriority(
            is_old=rules.is_old(row.birth_date, today(self._clock), old_from),
            reasons=tuple(one for one in FlagReason if one in found - rules.HEALTH),
            has_hidden=bool(found & rules.HEALTH),
        )

    def _record(self, session: Session, tag: Tag, member_id: UUID, actor: str) -> None:
        now, target = self._clock.now(), str(member_id)
        security.record_shared(session, tag, at=now, actor=actor, target=target)


def _person(session: Session, member_id: UUID) -> Member:
    row = queries.person(session, member_id)
    if row is None:
        raise PriorityRefusedError(
            tr("Không có người này trong danh sách."), tr("Tìm lại người đó ở trang Danh sách.")
        )
    return row


def _checked(reasons: Collection[FlagReason], note: str) -> str:
    said = clean(note)
    if FlagReason.OTHER in reasons and not said:
        raise PriorityRefusedError(
            tr("Chưa ghi lý do khác là gì."), tr("Ghi vài chữ, hoặc bỏ chọn “Lý do khác”.")
        )
    if len(said) > rules.LONGEST_NOTE:
        raise PriorityRefusedError(
            tr("Câu này dài quá {n} chữ.").format(n=rules.LONGEST_NOTE),
            tr("Rút gọn rồi lưu lại."),
        )
    return said


def _note_of(reason: FlagReason, said: str) -> str:
    return said if reason is FlagReason.OTHER else ""


def _entry(row: PriorityFlag) -> FlagEntry:
    return FlagEntry(
        reason=FlagReason(row.reason),
        note=row.note,
        set_at=row.created_at,
        set_by=row.set_by,
        cleared_at=row.cleared_at,
        cleared_by=row.cleared_by,
    )
