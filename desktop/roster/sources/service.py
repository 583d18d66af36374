"""What an operator can do with other lists; one method per verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.dates import PartialDate
from desktop.common.i18n import tr
from desktop.common.practice import refuse_practice_sheet
from desktop.common.vocabulary import DiscrepancyState, FieldKey, LinkState, SourceKind
from desktop.common.work import Work
from desktop.models import SourceLink
from desktop.roster.reading.preview import preview_file
from desktop.roster.register import computing
from desktop.roster.register import store as register_store
from desktop.roster.sources import linking, rules, store
from desktop.roster.sources.checking import checks_of
from desktop.roster.sources.errors import PairTakenError, PairUnknownError
from desktop.roster.sources.offering import offer_next
from desktop.roster.sources.views import (
    Check,
    ListInfo,
    PairReason,
    PairView,
    Side,
    SourceReport,
    SourceSummary,
)
from desktop.roster.store import fields_of
from desktop.roster.views import ImportPreview
from desktop.security.store import is_practice, record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

Members = Mapping[UUID, Mapping[FieldKey, str]]


class SourcesService:
    """Extracts of the population data and of the member files, checked against the list.

    Args:
        on_change: called after people's lines may have changed.
    """

    def __init__(
        self, store_: Store, clock: Clock, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store_
        self._clock = clock
        self._on_change = on_change

    # ---------------------------------------------------------------- take in

    def take_source(
        self,
        source: Path | ImportPreview,
        kind: SourceKind,
        *,
        actor: str,
        as_of: str = "",
        work: Work | None = None,
    ) -> SourceReport:
        """Take another list in: keep its people, link the sure ones, open the differences.

        It replaces the current list of its kind; what people said of pairs stays. The same file
        again is compared again with the list as it is now.

        Args:
            source: a file, or a preview of it that somebody looked at.
            kind: which list it is.
            actor: who does this.
            as_of: the day it describes (ISO, reduced), empty when nobody says.
            work: told how far this is.

        Raises:
            ListFileError, PracticeMixedError: it cannot be read, holds no list, is of practice.
            ValueError: `as_of` is not a date.
            StoreError: nothing was stored.
            CancelledError: the work was cancelled; nothing was stored.
        """
        from desktop.roster.linkage.sources import fields_of_row  # noqa: PLC0415 - numpy, not at start-up

        work = work or Work()
        as_of = PartialDate.from_iso(as_of).iso if as_of else ""
        work.report(0, 100, tr("Đang đọc tệp"))
        preview = _preview_of(source, self._store, self._clock)
        rows = sorted((*preview.people, *preview.doubles), key=lambda row: row.row_number)
        records = [fields_of_row(row) for row in rows]
        with self._store.read() as session:
            current = store.current_lists(session).get(kind)
            members = _members(session)
            said = _said(session, current, members)
            is_again = _is_again(session, current, preview, as_of, records)
        if current is not None and is_again:
            return self._again(current, kind, members, said, actor, work)
        ids = store.new_ids(len(rows))
        links = linking.compare(members, records, ids, linking.carried(said, records), work)
        work.report(0, 100, tr("Đang lưu"))
        with self._store.write() as session:
            at = self._clock.now()
            counts = _counts(links, records, members)
            list_id = store.add_list(
                session, preview.source, kind, as_of=as_of, counts=counts, actor=actor, at=at
            )
            store.add_records(session, list_id, ids, rows, records)
            report = self._keep(session, list_id, kind, links, counts, actor=actor)
            work.report(100, 100)  # the last moment in which a wish to stop is heard
        self._on_change()
        file = preview.source.file_name
        return replace(report, file_name=file, messages=preview.messages)

    def relink(
        self, kind: SourceKind, *, actor: str, work: Work | None = None
    ) -> SourceReport | None:
        """Compare the current list of a kind with the list as it is now; None when there is none.

        Raises:
            StoreError: nothing was stored.
            CancelledError: the work was cancelled; nothing was changed.
        """
        with self._store.read() as session:
            current = store.current_lists(session).get(kind)
            if current is None:
                return None
            members = _members(session)
            said = _said(session, current, members)
        return self._again(current, kind, members, said, actor, work or Work())

    def _again(
        self,
        current: ListInfo,
        kind: SourceKind,
        members: Members,
        said: Sequence[store.Spoken],
        actor: str,
        work: Work,
    ) -> SourceReport:
        with self._store.read() as session:
            kept = store.records_of(session, current.list_id)
        places = {one.id: place for place, one in enumerate(kept)}
        records = [{FieldKey(key): str(text) for key, text in one.fields.items()} for one in kept]
        spoken = [(places[one.record_id], one) for one in said]
        links = linking.compare(members, records, [*places], spoken, work)
        with self._store.write() as session:
            counts = _counts(links, records, members)
            report = self._keep(session, current.list_id, kind, links, counts, actor=actor)
            store.put_counts(session, current.list_id, counts)
            work.report(100, 100)  # the last moment in which a wish to stop is heard
        self._on_change()
        return replace(report, file_name=current.file_name, is_new=False)

    def _keep(
        self,
        session: Session,
        list_id: UUID,
        kind: SourceKind,
        links: Sequence[store.NewLink],
        counts: dict[str, int],
        *,
        actor: str,
    ) -> SourceReport:
        at = self._clock.now()
        store.replace_links(session, list_id, links, at=at)
        computing.refresh(session, at=at)
        record(
            session,
            Tag.SOURCE_TAKEN,
            at=at,
            actor=actor,
            target=str(list_id),
            detail={"source": kind.value, "counts": counts},
        )
        counted = register_store.register_counts(session).items()
        is_open = DiscrepancyState.OPEN.value
        opened = sum(number for (_cell, state), number in counted if state == is_open)
        return SourceReport(
            list_id=list_id,
            kind=kind,
            file_name="",
            is_new=True,
            records=counts["records"],
            linked=counts["linked"],
            waiting=counts["waiting"],
            refused=counts["refused"],
            unmatched=counts["unmatched"],
            members_without=counts["members_without"],
            discrepancies=opened,
        )

    # ---------------------------------------------------------------- pairs

    def waiting_pairs(
        self, kind: SourceKind | None = None, *, offset: int = 0, limit: int = 50
    ) -> tuple[tuple[PairView, ...], int]:
        """Return pairs that somebody must confirm, likeliest first, and how many there are."""
        return self.pairs(LinkState.WAITING, kind, offset=offset, limit=limit)

    def pairs(
        self,
        state: LinkState,
        kind: SourceKind | None = None,
        *,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[tuple[PairView, ...], int]:
        """Return pairs of a state, likeliest first, and how many there are."""
        with self._store.read() as session:
            found, total = store.pairs(session, state, kind=kind, offset=offset, limit=limit)
            return tuple(_pair_view(one) for one in found), total

    def confirm_pair(self, link_id: UUID, *, is_same: bool, actor: str) -> PairView:
        """Keep somebody's word on a pair; also on one that was linked without asking.

        Raises:
            PairUnknownError: the pair is gone.
            PairTakenError: the record or the person is linked with another already.
        """
        with self._store.write() as session:
            found = _required(session, link_id)
            link, _record, source, _member = found
            if is_same and store.rival(session, link, source.id):
                raise PairTakenError(
                    tr("Một trong hai bên đã được ghép với người khác."),
                    tr("Mở cặp đã ghép, chọn “Không phải một người”, rồi xác nhận lại cặp này."),
                )
            state = LinkState.LINKED if is_same else LinkState.REFUSED
            tag = Tag.PAIR_CONFIRMED if is_same else Tag.PAIR_REFUSED
            if is_same:
                store.drop_offers(session, link, source.id)
            self._say(session, link, state, tag, by=actor, actor=actor)
            return _pair_view(found)

    def offer_next(
        self, link_id: UUID, *, actor: str, work: Work | None = None
    ) -> tuple[PairView, ...]:
        """Look who else the two people of a refused pair may be; keep these pairs to be asked.

        Returns:
            the new pairs, heaviest first; nothing when nobody else is alike enough.

        Raises:
            CancelledError: the work was cancelled; nothing was kept.
        """
        new = offer_next(self._store, self._clock, link_id, actor=actor, work=work or Work())
        with self._store.read() as session:
            found = [store.pair(session, one) for one in new]
        return tuple(_pair_view(one) for one in found if one is not None)

    def ask_again(self, link_id: UUID, *, actor: str) -> PairView:
        """Take somebody's word back: the pair is what the comparison found.

        Raises:
            PairUnknownError: the pair is gone.
        """
        with self._store.write() as session:
            found = _required(session, link_id)
            link, _record, source, _member = found
            store.drop_offers(session, link, source.id)
            is_sure = link.zone == "same" and not store.rival(session, link, source.id)
            state = LinkState.LINKED if is_sure else LinkState.WAITING
            self._say(session, link, state, Tag.PAIR_REOPENED, by="", actor=actor)
            return _pair_view(found)

    def _say(
        self, session: Session, link: SourceLink, state: LinkState, tag: Tag, *, by: str, actor: str
    ) -> None:
        at = self._clock.now()
        link.state = state.value
        link.decided_by, link.decided_at = by, at if by else None
        link.version += 1
        link.updated_at = at
        computing.refresh(session, at=at, member_ids=[link.member_id])
        record(session, tag, at=at, actor=actor, target=str(link.id))

    # ---------------------------------------------------------------- how far

    def summary(self) -> tuple[SourceSummary, ...]:
        """Return what was done with each kind of source."""
        with self._store.read() as session:
            lists = store.current_lists(session)
            counts = store.link_counts(session)
        return tuple(rules.summary(kind, lists.get(kind), counts) for kind in SourceKind)

    def checks(self, member_id: UUID) -> tuple[Check, ...]:
        """Return how far a person was checked: against which source, when, by whom."""
        with self._store.read() as session:
            return checks_of(session, member_id)


def _is_again(
    session: Session,
    current: ListInfo | None,
    preview: ImportPreview,
    as_of: str,
    records: Sequence[Mapping[FieldKey, str]],
) -> bool:
    """Whether a file was taken in already, and its columns were understood in the same way."""
    source = preview.source
    if current is None or (current.sha256, current.sheet) != (source.sha256, source.sheet):
        return False
    if as_of not in {"", current.as_of}:
        return False
    kept = store.records_of(session, current.list_id)
    return [one.fields for one in kept] == [
        {key.value: text for key, text in fields.items()} for fields in records
    ]


def _preview_of(source: Path | ImportPreview, store_: Store, clock: Clock) -> ImportPreview:
    """Return what a file holds; a list of practice is refused where everything is true."""
    preview = source if isinstance(source, ImportPreview) else preview_file(source, clock)
    with store_.read() as session:
        practice = is_practice(session)
    refuse_practice_sheet(preview.source.file_name, preview.source.sheet, practice=practice)
    return preview


def _members(session: Session) -> Members:
    return {person.member_id: person.fields for person in register_store.people(session)}


def _said(session: Session, current: ListInfo | None, members: Members) -> list[store.Spoken]:
    """Return what people said of pairs, about whom the people became since."""
    if current is None:
        return []
    kept = store.merged_into(session)
    found: dict[tuple[UUID, UUID], store.Spoken] = {}
    for one in store.spoken_of(session, current.list_id):
        member_id = one.member_id
        while member_id in kept:
            member_id = kept[member_id]
        if member_id in members:
            found.setdefault((one.record_id, member_id), one._replace(member_id=member_id))
    return list(found.values())


def _counts(
    links: Sequence[store.NewLink], records: Sequence[Any], members: Members
) -> dict[str, int]:
    states = {state: [one for one in links if one.state is state] for state in LinkState}
    linked, waiting = states[LinkState.LINKED], states[LinkState.WAITING]
    pending = {one.record_id for one in (*linked, *waiting)}
    refused = {one.record_id for one in states[LinkState.REFUSED]} - pending
    return {
        "records": len(records),
        "linked": len(linked),
        "waiting": len(waiting),
        "refused": len(refused),
        "unmatched": len(records) - len(pending) - len(refused),
        "members_without": len(members) - len({one.member_id for one in (*linked, *waiting)}),
    }


def _required(session: Session, link_id: UUID) -> store.Pair:
    found = store.pair(session, link_id)
    if found is None:
        raise PairUnknownError(
            tr("Cặp này không còn nữa: đã có bản trích mới hơn."),
            tr("Mở lại danh sách cặp chờ xác nhận."),
        )
    return found


def _pair_view(found: store.Pair) -> PairView:
    link, kept, source, member = found
    return PairView(
        link_id=link.id,
        member_id=member.id,
        kind=SourceKind(source.kind),
        row_number=kept.row_number,
        zone=link.zone,
        state=LinkState(link.state),
        weight=link.weight,
        reasons=tuple(PairReason(**one) for one in link.reasons),
        member=Side(fields_of(member)),
        record=Side({FieldKey(key): str(text) for key, text in kept.fields.items()}),
        decided_by=link.decided_by,
        decided_at=link.decided_at,
    )
