"""Queries of frames, papers and pages beside a record, and of bytes that nobody needs any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, Row, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from desktop.common.application_moves import BEFORE_ANSWER
from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState
from desktop.models import Application, AttachedPaper, Base, Blob, CapturedPage
from desktop.models.base import table_of
from desktop.storage.prepared import Prepared, Work

T = TypeVar("T")

_AT_ONCE = 400  # SQLite takes a limited number of values in one statement
_BLOBS = table_of(Blob)
_STILL_NEEDED = tuple(
    state.value
    for state in ApplicationState
    if state in BEFORE_ANSWER or state is ApplicationState.REJECTED
)


def pointers() -> Iterator[Column[str]]:
    """Yield every column that points at kept bytes, in whatever table."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is _BLOBS.c.digest:
                yield key.parent


def release(session: Session, digests: Iterable[str | None]) -> int:
    """Delete bytes that nothing points at any more; return how many.

    Whatever still points at some of them keeps them.
    """
    session.flush()
    gone = 0
    for some in _portions({digest for digest in digests if digest}):
        kept: set[str] = set()
        for column in pointers():
            kept.update(session.scalars(select(column).where(column.in_(some))))
        unused = [digest for digest in some if digest not in kept]
        if unused:
            session.execute(delete(Blob).where(Blob.digest.in_(unused)))
        gone += len(unused)
    return gone


def originals_of(session: Session, application_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the original frames of records that have left, by application."""
    found: dict[UUID, str] = {}
    for some in _portions(application_ids):
        rows = session.execute(
            select(Application.id, Application.photo_original_digest).where(
                Application.id.in_(some),
                Application.photo_original_digest.is_not(None),
                Application.state.not_in(_STILL_NEEDED),
            )
        )
        found.update((key, digest) for key, digest in rows if digest)
    return found


def forget_originals(session: Session, application_ids: Collection[UUID]) -> None:
    """Take the pointer to the original frame off some records."""
    for some in _portions(application_ids):
        session.execute(
            update(Application).where(Application.id.in_(some)).values(photo_original_digest=None)
        )


def originals_kept(session: Session) -> tuple[int, int]:
    """Return how many records still have their original frame, and the bytes of these."""
    query = select(func.count(), func.coalesce(func.sum(Blob.size), 0)).join(
        Application, Application.photo_original_digest == Blob.digest
    )
    count, size = session.execute(query).one()
    return int(count), int(size)


# ---------------------------------------------------------------- pages and papers


def pages_of(session: Session, application_id: UUID) -> list[CapturedPage]:
    """Return the pages that wait to be bound, in their order."""
    return list(
        session.scalars(
            select(CapturedPage)
            .where(CapturedPage.application_id == application_id)
            .order_by(CapturedPage.place, CapturedPage.id)
        )
    )


def drop_pages(session: Session, pages: Sequence[CapturedPage]) -> None:
    """Delete pages and their frames."""
    for page in pages:
        session.delete(page)
    release(session, [page.blob_digest for page in pages])


def papers_of(session: Session, application_id: UUID) -> list[Row[AttachedPaper, int]]:
    """Return the papers of an application that were not removed, with their bytes."""
    return list(
        session.execute(
            select(AttachedPaper, Blob.size)
            .join(Blob, Blob.digest == AttachedPaper.blob_digest)
            .where(
                AttachedPaper.application_id == application_id, AttachedPaper.removed_at.is_(None)
            )
            .order_by(AttachedPaper.id)
        )
    )


def papers_again(session: Session, application_id: UUID, copy_id: UUID, *, at: datetime) -> None:
    """Let the papers of a record that is taken back lie with the draft that follows it too."""
    for paper, _size in papers_of(session, application_id):
        session.add(
            AttachedPaper(
                id=new_id(),
                origin=paper.origin,
                created_at=paper.created_at,
                updated_at=at,
                application_id=copy_id,
                kind=paper.kind,
                title=paper.title,
                pages=paper.pages,
                blob_digest=paper.blob_digest,
                made_by=paper.made_by,
            )
        )


# The save that counts runs below the ORM, see intake/store.py.
_PAPERS = table_of(AttachedPaper)
_PAGES = table_of(CapturedPage)
_PAPERS_OF = Prepared(
    select(_PAPERS)
    .where(_PAPERS.c.application_id == bindparam("of"), _PAPERS.c.removed_at.is_(None))
    .order_by(_PAPERS.c.id)
)
_PAGES_LEFT = Prepared(
    select(func.count().label("count")).where(_PAGES.c.application_id == bindparam("of"))
)


def plain_papers(work: Work, application_id: UUID) -> Sequence[Any]:
    """Return the papers of an application as plain rows, oldest first."""
    return _PAPERS_OF.rows(work, {"of": application_id})


def pages_left(work: Work, application_id: UUID) -> int:
    """Return how many photographed pages were not bound."""
    return int(_PAGES_LEFT.rows(work, {"of": application_id})[0].count)


def _portions(values: Iterable[T]) -> Iterator[Sequence[T]]:
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
