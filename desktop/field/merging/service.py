"""Use cases of merging at the office: returns, conflicts, and the choice between two records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop.batch.signed_file import DocumentError, DocumentVersionError
from desktop.common.clock import Clock
from desktop.common.errors import WrongKeyError
from desktop.common.handed_files import unreadable
from desktop.common.i18n import tr
from desktop.common.practice import PracticeMixedError
from desktop.common.text import clean
from desktop.common.vocabulary import ApplicationState, FieldState
from desktop.common.work import Work
from desktop.field.adopting.store import hold_people
from desktop.field.kits import store as kits
from desktop.field.kits.errors import BadReturnError, ChoiceError, UnknownDeviceError
from desktop.field.kits.reasons import SHORTEST_REASON
from desktop.field.kits.record_rows import from_values
from desktop.field.kits.return_file import SealedReturn, read_inside, read_outside
from desktop.field.kits.views import Conflict, ConflictDetail, MergeReport
from desktop.field.merging import store as queries
from desktop.field.merging.landing import Arrival
from desktop.field.merging.settling import Settling
from desktop.field.merging.showing import conflict_of, detail_of
from desktop.field.merging.store import alone
from desktop.intake.errors import WrongStateError
from desktop.intake.moves.store import Cause, Standing, move, require_move
from desktop.models import FieldDevice, MergedReturn, Station
from desktop.security import sealing
from desktop.security import store as security
from desktop.security.sealing import AgeIdentity
from desktop.security.tags import Tag
from desktop.security.timekeeping.service import ClockWatch
from desktop.storage.bulk import ROOM, with_room
from desktop.storage.unit_of_work import Session, Store

OURS: Final = "ours"
THEIRS: Final = "theirs"
_MOST_ROOM: Final = 192 << 20
"""Bytes of a large return's pages that stay in memory until they are written once, at the end."""


class MergingService:
    """Returns at the office.

    Args:
        store: the office's store.
        clock: its clock.
        on_change: called when records or people came.
    """

    def __init__(
        self, store: Store, clock: Clock, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._clock = clock
        self._watch = ClockWatch(store, clock)
        self._on_change = on_change

    def merge(self, files: Sequence[Path], *, actor: str, work: Work | None = None) -> MergeReport:
        """Merge returns; each file whole or not at all. Order and repetition make no difference.

        Args:
            files: returns, of any laptops.
            actor: who.
            work: hears of progress, and may be cancelled between two records.

        Raises:
            BadReturnError: a file is no return, or damaged; the ones before it are merged.
            UnknownDeviceError: made by a laptop that this office does not know, or has revoked.
            ClockError: the clock of this machine cannot be believed.
            InputFileError: a file cannot be read.
        """
        self._watch.require()
        work = work or Work()
        try:
            arrivals = [self._merged(file, actor, work) for file in files]
        finally:
            self._on_change()
        keys = {key for arrival in arrivals for key in arrival.keys}
        conflicts = tuple(one for one in self.conflicts() if one.theirs.record_id in keys)
        waiting = {one.theirs.record_id for one in conflicts}
        return MergeReport(
            merged=sum(len(arrival.fresh - waiting) for arrival in arrivals),
            unchanged=sum(len(arrival.keys - arrival.fresh - waiting) for arrival in arrivals),
            visits=sum(arrival.visits for arrival in arrivals),
            conflicts=conflicts,
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every record that waits for a decision, oldest first."""
        with self._store.read() as session:
            return tuple(conflict_of(session, one) for one in queries.waiting(session))

    def detail(self, record_id: UUID) -> ConflictDetail:
        """Return both records of one conflict, with what was taken of the person.

        Raises:
            ChoiceError: nothing waits under this key any more.
        """
        with self._store.read() as session:
            record = queries.field_record(session, record_id)
            if record is None or record.state != FieldState.WAITING.value:
                raise _gone()
            return detail_of(session, record)

    def choose(self, record_id: UUID, keep: str, *, reason: str, actor: str) -> None:
        """Settle one conflict; the record that was not chosen stays, with the reason.

        Args:
            record_id: the record that waits (`theirs`).
            keep: `ours` or `theirs`.
            reason: why.
            actor: who answers for it.

        Raises:
            ChoiceError: nothing waits under this key, there is no reason, or our record has left
                in a batch.
        """
        why, now = clean(reason), self._clock.now()
        if len(why) < SHORTEST_REASON:
            raise ChoiceError(
                tr("Chưa có lý do."), tr("Ghi lý do bằng vài chữ, để người sau hiểu.")
            )
        try:
            with self._store.write() as session:
                alone(session)
                # All of it comes after the first event, from which on the others wait.
                hold_people(session, {one.member_id for one in queries.waiting(session)})
                self._choose(session, record_id, keep, Cause(now, actor, why))
        finally:
            self._on_change()

    # ------------------------------------------------------------ inside

    def _merged(self, file: Path, actor: str, work: Work) -> Arrival:
        outside = _outside(file)
        room = max(min(2 * outside.payload_size, _MOST_ROOM), ROOM)
        with self._store.write() as session, with_room(session.connection(), room):
            alone(session)
            now = self._clock.now()
            home = security.station_of(session)
            device = _device(session, home, outside)
            settling = Settling(session, now, actor)
            arrival = Arrival(session, outside.head, device, settling)
            _take(arrival, outside, sealing.identities_of(home.answer_key), work)
            settling.settle()
            settling.tell()
            self._note(session, outside, device, arrival, actor, now)
        return arrival

    @staticmethod
    def _note(
        session: Session,
        outside: SealedReturn,
        device: FieldDevice,
        arrival: Arrival,
        actor: str,
        now: datetime,
    ) -> None:
        head = outside.head
        if queries.merged_return(session, head.return_id) is not None:
            return
        session.add(
            MergedReturn(
                id=head.return_id,
                device_id=device.id,
                number=head.number,
                audit_number=head.audit_number,
                audit_digest=head.audit_digest,
                merged_at=now,
                merged_by=actor,
            )
        )
        security.record_shared(
            session,
            Tag.FIELD_RETURN_MERGED,
            at=now,
            actor=actor,
            target=str(head.return_id),
            detail={
                "device": head.station,
                "number": head.number,
                "records": len(arrival.keys),
                "visits": arrival.visits,
                "audit_number": head.audit_number,
                "audit_digest": head.audit_digest,
            },
        )

    def _choose(self, session: Session, record_id: UUID, keep: str, cause: Cause) -> None:
        record = queries.field_record(session, record_id)
        if record is None or record.state != FieldState.WAITING.value:
            raise _gone()
        settling = Settling(session, cause.at, cause.actor)
        if keep == THEIRS:
            ours = queries.rival(session, record)
            if queries.application(session, record.id) is not None:
                raise ChoiceError(
                    tr("Văn phòng đã sửa tiếp chính hồ sơ này."),
                    tr("Giữ bản của văn phòng, rồi mở hồ sơ để sửa theo bản của máy lưu động."),
                )
            while ours is not None:
                _withdraw(
                    session, Standing(ours.id, ApplicationState(ours.state), ours.version), cause
                )
                session.refresh(ours)
                ours = queries.rival(session, record)
            rows = from_values(record.document, record.id, drafts=True)
            settling.adopt(record, rows)
        else:
            record.state = FieldState.SET_ASIDE.value
        record.decided_at, record.decided_by, record.reason = cause.at, cause.actor, cause.reason
        security.record_shared(
            session,
            Tag.FIELD_CONFLICT_CHOSEN,
            at=cause.at,
            actor=cause.actor,
            target=str(record.id),
            detail={"kept": keep, "reason": cause.reason, "sha256": record.sha256},
        )
        settling.settle()
        settling.tell()


def _withdraw(session: Session, seen: Standing, cause: Cause) -> None:
    try:
        require_move(seen.state, ApplicationState.WITHDRAWN)
    except WrongStateError as error:
        raise ChoiceError(
            tr("Hồ sơ của văn phòng đã vào lô, không rút được."),
            tr("Giữ hồ sơ của văn phòng; chờ tỉnh trả lời nếu cần đổi."),
        ) from error
    move(session, seen, ApplicationState.WITHDRAWN, cause)
    security.record_shared(
        session,
        Tag.APPLICATION_WITHDRAWN,
        at=cause.at,
        actor=cause.actor,
        target=str(seen.id),
        detail={"from": seen.state.value, "reason": cause.reason},
    )


def _take(
    arrival: Arrival, outside: SealedReturn, identities: Sequence[AgeIdentity], work: Work
) -> None:
    """Read all of a return into the caller's transaction."""
    file = outside.path
    try:
        with closing(read_inside(outside, identities)) as parts:
            for part in parts:
                arrival.take(part)
                work.report(len(arrival.keys), outside.head.records)
    except WrongKeyError as error:
        raise BadReturnError(file.name, tr("tệp niêm phong cho nơi khác.")) from error
    except DocumentError as error:
        raise BadReturnError(file.name, tr("nội dung bên trong hỏng.")) from error
    except OSError as error:
        raise unreadable(file) from error


def _outside(file: Path) -> SealedReturn:
    try:
        return read_outside(file)
    except DocumentVersionError as error:
        raise BadReturnError(file.name, tr("kết quả của bản chương trình khác.")) from error
    except DocumentError as error:
        raise BadReturnError(file.name, tr("tệp hỏng, hoặc không phải tệp kết quả.")) from error
    except OSError as error:
        raise unreadable(file) from error


def _device(session: Session, home: Station, outside: SealedReturn) -> FieldDevice:
    """Return the laptop that made a return.

    Raises:
        PracticeMixedError: of practice where everything is true, or the other way round.
        UnknownDeviceError: this office does not know it, or has revoked it.
        BadReturnError: it is for another office.
    """
    head = outside.head
    if head.practice != home.is_practice:
        raise PracticeMixedError(outside.path.name, here=home.is_practice)
    device = kits.device_by_print(session, outside.certificate_sha256)
    if device is None or device.revoked_at is not None:
        raise UnknownDeviceError(head.station)
    if (head.commune_code, head.office) != (home.commune_code, home.code):
        raise BadReturnError(outside.path.name, tr("tệp này của văn phòng khác."))
    return device


def _gone() -> ChoiceError:
    return ChoiceError(tr("Hồ sơ này không còn chờ chọn."), tr("Mở lại danh sách hồ sơ trùng."))
