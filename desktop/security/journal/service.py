"""Use cases of reading the trail: page by page, or all that was asked for as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from desktop.common.clock import VIETNAM, Clock, local, show_date
from desktop.common.i18n import tr
from desktop.common.sheet_out import Column, write_sheet
from desktop.common.text import name_sort_key
from desktop.common.work import Work
from desktop.security.journal import store as queries
from desktop.security.journal import telling
from desktop.security.journal.errors import TooManyEventsError
from desktop.security.journal.sentences import SENTENCES
from desktop.security.journal.store import Span, Wanted
from desktop.security.journal.views import Actor, Entry, JournalFrame, JournalPage, JournalQuery
from desktop.security.store import is_practice, record_shared
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

PAGE = 200
"""Events of one page: four screens."""

MOST = 1_000_000
"""Events of one workbook; a sheet has 1.048.576 rows."""


class JournalService:
    """What screens may ask of the trail.

    Args:
        store: the opened store.
        clock: for the event that an export leaves.
        may_name: whether whoever asks may see whom an event was about.
        practice: whether everybody here is invented; None asks the station of the store.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        may_name: Callable[[], bool] = lambda: True,
        *,
        practice: bool | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._may_name = may_name
        self._practice = practice
        self._known: tuple[int, frozenset[tuple[str, str]]] = (0, frozenset())

    def frame(self) -> JournalFrame:
        """Return who is named in the trail and how long it is.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._store.read() as session:
            return JournalFrame(_actors(session, self._pairs(session)), queries.newest(session))

    def page(
        self, query: JournalQuery, *, before: int | None = None, after: int | None = None
    ) -> JournalPage:
        """Return a page of events, the newest first.

        Args:
            query: which events.
            before: only older ones than this number; neither gives the newest.
            after: only newer ones than this number, those next to it.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._store.read() as session:
            wanted = self._wanted(session, query)
            span = queries.whole_span(session, wanted)
            if after is not None:
                part = Span(max(span.low, after + 1), span.high, newest_first=False)
            else:
                part = Span(span.low, span.high if before is None else min(span.high, before - 1))
            found = queries.entries(session, wanted, part, PAGE + 1)
            has_more, shown = len(found) > PAGE, found[:PAGE]
            if after is not None:
                shown.reverse()
            entries = self._named(session, shown)
            if after is not None:
                return JournalPage(entries, has_older=True, has_newer=has_more)
            return JournalPage(entries, has_older=has_more, has_newer=before is not None)

    def export(
        self, target: Path, query: JournalQuery, *, actor: str, work: Work | None = None
    ) -> int:
        """Write every event that was asked for to a workbook, the oldest first; return how many.

        Raises:
            CancelledError: the work was cancelled; no file is left.
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
            TooManyEventsError: more than a sheet has room for.
        """
        count = 0

        def lines() -> Iterator[tuple[str, ...]]:
            nonlocal count
            for entry in self._all(query):
                if count == MOST:
                    raise TooManyEventsError(MOST)
                count += 1
                if work is not None and count % PAGE == 0:
                    work.report(count, 0)
                yield _line(entry)

        write_sheet(target, tr("Nhật ký"), _columns(), lines(), practice=self._is_practice())
        with self._store.write() as session:
            record_shared(
                session,
                Tag.TRAIL_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                detail={"events": count, **_plain(query)},
            )
        return count

    def _is_practice(self) -> bool:
        if self._practice is not None:
            return self._practice
        with self._store.read() as session:
            return is_practice(session)

    def _all(self, query: JournalQuery) -> Iterator[Entry]:
        with self._store.read() as session:
            wanted = self._wanted(session, query)
            span = replace(queries.whole_span(session, wanted), newest_first=False)
            while found := queries.entries(session, wanted, span, PAGE):
                yield from self._named(session, found)
                span = span.beyond(found[-1].number)

    def _wanted(self, session: Session, query: JournalQuery) -> Wanted:
        wanted = _wanted(session, query)
        return replace(wanted, pairs=self._pairs(session)) if query.actors or query.kind else wanted

    def _pairs(self, session: Session) -> frozenset[tuple[str, str]]:
        """Return who did what; what was known before is kept, for a trail only grows."""
        before, known = self._known
        newest = queries.newest(session)
        if newest != before:
            known |= frozenset(queries.pairs(session, before if newest > before else 0))
            self._known = newest, known
        return known

    def _named(self, session: Session, entries: list[Entry]) -> tuple[Entry, ...]:
        """Say whom each event was about, as far as the viewer may see it."""
        names = queries.people(session, {entry.target for entry in entries})
        colleagues = queries.operators(session, {entry.actor for entry in entries})
        shown = names if self._may_name() else {}
        return tuple(
            replace(
                entry,
                who=telling.actor_words(colleagues.get(entry.actor, entry.actor)),
                person=shown.get(entry.target, ""),
                is_record=entry.target in names,
            )
            for entry in entries
        )


def _actors(session: Session, pairs: Iterable[tuple[str, str]]) -> tuple[Actor, ...]:
    """Return who is named in the trail, each once, whether by name or by key."""
    keys = {actor for _, actor in pairs}
    colleagues = queries.operators(session, keys)
    found: dict[str, set[str]] = {}
    for key in keys:
        found.setdefault(telling.actor_words(colleagues.get(key, key)), set()).add(key)
    return tuple(Actor(name, frozenset(found[name])) for name in sorted(found, key=name_sort_key))


def _wanted(session: Session, query: JournalQuery) -> Wanted:
    return Wanted(
        start=_midnight(query.first) if query.first else None,
        end=_midnight(query.last + timedelta(days=1)) if query.last else None,
        tags=frozenset(tag.value for tag in SENTENCES[query.kind]) if query.kind else None,
        actors=query.actors,
        targets=queries.targets_of(session, query.about) if query.about else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _plain(query: JournalQuery) -> dict[str, str]:
    """Return what was asked for, for the event: days and kind, nothing about people."""
    parts = {
        "first": query.first.isoformat() if query.first else "",
        "last": query.last.isoformat() if query.last else "",
        "kind": query.kind.value if query.kind else "",
    }
    return {name: value for name, value in parts.items() if value}


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Số"), 10),
        Column(tr("Ngày"), 12),
        Column(tr("Giờ"), 10),
        Column(tr("Người làm"), 24),
        Column(tr("Việc"), 80, wraps=True),
        Column(tr("Loại"), 22),
        Column(tr("Mã trong nhật ký"), 24),
        Column(tr("Mã băm"), 68),
    )


def _line(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.number),
        show_date(entry.at) if entry.at else "",
        f"{local(entry.at):%H:%M:%S}" if entry.at else "",
        entry.who,
        telling.sentence(entry),
        telling.kind_words(telling.kind_of(entry)),
        entry.tag,
        entry.digest,
    )
