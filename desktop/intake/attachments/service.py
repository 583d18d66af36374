"""Papers people bring: photographed page by page, bound into a PDF, kept with the application.

Each page is in the encrypted store as soon as it is photographed, so neither a power cut nor a
page left by mistake loses one. Binding makes the PDF first and then, in one short transaction,
keeps it and drops the pages it was made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr, vi
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.common.vocabulary import AttachedKind, BlobKind
from desktop.documents.scanned_pages import render_scanned_pages
from desktop.intake import store as intake_queries
from desktop.intake.attachments import store as queries
from desktop.intake.attachments.views import MOST_PAGES, AttachedView, PageView, PapersView
from desktop.intake.errors import NotReadyError, WrongStateError
from desktop.models import AttachedPaper, CapturedPage
from desktop.photo.paper import PaperStudio
from desktop.photo.paper_views import FlatPage, Treatment
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_TITLE_LIMIT = 80


class AttachedPapers:
    """Pages and papers of one application, one method per verb."""

    def __init__(self, store: Store, clock: Clock, studio: PaperStudio | None = None) -> None:
        self._store = store
        self._clock = clock
        self.studio = studio or PaperStudio()

    # ------------------------------------------------------------ looking

    def of(self, application_id: UUID) -> PapersView:
        """Return the pages that wait and the papers that lie with an application."""
        with self._store.read() as session:
            return PapersView(
                tuple(_page_view(row) for row in queries.pages_of(session, application_id)),
                tuple(
                    _paper_view(row, size)
                    for row, size in queries.papers_of(session, application_id)
                ),
            )

    def picture(self, page_id: UUID) -> bytes:
        """Return the frame of a page as JPEG.

        Raises:
            WrongStateError: the page was bound or removed.
        """
        with self._store.read() as session:
            return _picture(session, _page(session, page_id))

    def flat(self, page_id: UUID) -> FlatPage:
        """Return a page as it will stand in the PDF.

        Raises:
            WrongStateError: the page was bound or removed.
            PictureFileError: its frame is not readable any more.
        """
        with self._store.read() as session:
            row = _page(session, page_id)
            picture = _picture(session, row)
        return self.studio.flatten(picture, Treatment.from_json(row.treatment))

    def pdf(self, paper_id: UUID) -> bytes:
        """Return a bound paper.

        Raises:
            WrongStateError: there is no such paper.
        """
        with self._store.read() as session:
            row = _paper(session, paper_id)
            content = intake_queries.blob(session, row.blob_digest)
        if content is None:
            raise _gone()
        return content

    # ------------------------------------------------------------ pages

    def add_page(
        self,
        application_id: UUID,
        picture: bytes,
        treatment: Treatment,
        *,
        actor: str,
        place: int | None = None,
    ) -> UUID:
        """Keep a photographed page; return its key.

        Args:
            application_id: the draft it belongs to.
            picture: the whole frame as JPEG.
            treatment: how the page is made from it.
            actor: who photographed it.
            place: from 0; behind the others when not given.

        Raises:
            WrongStateError: the application is not a draft any more.
            NotReadyError: there are too many pages already.
        """
        now = self._clock.now()
        with self._store.write() as session:
            intake_queries.open_draft(session, application_id)
            pages = queries.pages_of(session, application_id)
            if len(pages) >= MOST_PAGES:
                raise NotReadyError(
                    tr("Đã đủ {n} trang cho một giấy.").format(n=MOST_PAGES),
                    tr("Lưu giấy này, rồi chụp tiếp vào giấy khác."),
                )
            digest = intake_queries.put_blob(session, BlobKind.PAGE, "image/jpeg", picture, at=now)
            row = CapturedPage(
                id=new_id(),
                application_id=application_id,
                place=len(pages),
                blob_digest=digest,
                treatment=treatment.as_json(),
                captured_at=now,
                captured_by=actor,
            )
            session.add(row)
            pages.insert(len(pages) if place is None else place, row)
            _number(pages)
            _note(session, Tag.PAGE_CAPTURED, row, actor, self._clock.now(), {"digest": digest})
            return row.id

    def treat(self, page_id: UUID, treatment: Treatment, *, actor: str) -> None:
        """Make a page in another way: other corners, turned, another look.

        Raises:
            WrongStateError: the page was bound or removed.
        """
        with self._store.write() as session:
            row = _page(session, page_id)
            row.treatment = treatment.as_json()
            _note(session, Tag.PAGE_TREATED, row, actor, self._clock.now())

    def move(self, page_id: UUID, place: int, *, actor: str) -> None:
        """Put a page at another place, from 0; beyond the ends is at the end.

        Raises:
            WrongStateError: the page was bound or removed.
        """
        with self._store.write() as session:
            row = _page(session, page_id)
            pages = [one for one in queries.pages_of(session, row.application_id) if one is not row]
            pages.insert(max(0, place), row)
            _number(pages)
            _note(session, Tag.PAGE_MOVED, row, actor, self._clock.now(), {"place": row.place})

    def remove_page(self, page_id: UUID, *, actor: str) -> None:
        """Drop a page that was not bound.

        Raises:
            WrongStateError: the page was bound or removed before.
        """
        with self._store.write() as session:
            row = _page(session, page_id)
            pages = [one for one in queries.pages_of(session, row.application_id) if one is not row]
            _note(
                session,
                Tag.PAGE_REMOVED,
                row,
                actor,
                self._clock.now(),
                {"digest": row.blob_digest},
            )
            queries.drop_pages(session, [row])
            _number(pages)

    # ------------------------------------------------------------ papers

    def bind(
        self, application_id: UUID, kind: AttachedKind, title: str, *, actor: str
    ) -> AttachedView:
        """Bind the waiting pages into one paper and keep it with the application.

        Raises:
            NotReadyError: no page waits, or pages came or went in the meantime.
            PictureFileError: a frame is not readable any more.
            WrongStateError: the application is not a draft any more.
        """
        with self._store.read() as session:
            intake_queries.open_draft(session, application_id)
            pages = queries.pages_of(session, application_id)
            before = _state(pages)
            pictures = [
                (_picture(session, row), Treatment.from_json(row.treatment)) for row in pages
            ]
        if not pages:
            raise NotReadyError(tr("Chưa có trang nào."), tr("Chụp ít nhất một trang."))
        made = [self.studio.flatten(picture, treatment).content for picture, treatment in pictures]
        pdf = render_scanned_pages(made, vi("Giấy tờ kèm hồ sơ"))
        now = self._clock.now()
        with self._store.write() as session:
            intake_queries.open_draft(session, application_id)
            rows = queries.pages_of(session, application_id)
            if _state(rows) != before:
                raise NotReadyError(
                    tr("Các trang vừa thay đổi."), tr("Xem lại các trang rồi lưu lần nữa.")
                )
            paper = _new_paper(session, application_id, kind, title, len(rows), pdf, actor, now)
            queries.drop_pages(session, rows)
            security_queries.record(
                session,
                Tag.PAPER_ATTACHED,
                at=now,
                actor=actor,
                target=str(application_id),
                detail={
                    "paper": str(paper.id),
                    "kind": kind.value,
                    "pages": paper.pages,
                    "digest": paper.blob_digest,
                },
            )
            return _paper_view(paper, len(pdf))

    def remove(self, paper_id: UUID, *, actor: str) -> None:
        """Take a paper off its application; it stays in the store, marked as removed.

        Raises:
            WrongStateError: there is no such paper, or the application is not a draft any more.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = _paper(session, paper_id)
            intake_queries.open_draft(session, row.application_id)
            row.removed_at, row.removed_by = now, actor
            row.updated_at = now
            row.version += 1
            security_queries.record(
                session,
                Tag.PAPER_REMOVED,
                at=now,
                actor=actor,
                target=str(row.application_id),
                detail={"paper": str(row.id), "pages": row.pages},
            )

    def restore(self, paper_id: UUID, *, actor: str) -> None:
        """Put a removed paper back.

        Raises:
            WrongStateError: the paper was not removed, or the application is not a draft any more.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(AttachedPaper, paper_id)
            if row is None or row.removed_at is None:
                raise _gone()
            intake_queries.open_draft(session, row.application_id)
            row.removed_at, row.removed_by = None, ""
            row.updated_at = now
            row.version += 1
            security_queries.record(
                session,
                Tag.PAPER_ATTACHED,
                at=now,
                actor=actor,
                target=str(row.application_id),
                detail={"paper": str(row.id), "pages": row.pages, "restored": True},
            )


def _note(
    session: Session,
    tag: Tag,
    page: CapturedPage,
    actor: str,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Leave an event about a page that is not bound yet."""
    security_queries.record(
        session,
        tag,
        at=at,
        actor=actor,
        target=str(page.application_id),
        detail={"page": str(page.id), **(detail or {})},
    )


def _new_paper(
    session: Session,
    application_id: UUID,
    kind: AttachedKind,
    title: str,
    pages: int,
    pdf: bytes,
    actor: str,
    now: datetime,
) -> AttachedPaper:
    row = AttachedPaper(
        id=new_id(),
        origin=intake_queries.station(session).code,
        created_at=now,
        updated_at=now,
        application_id=application_id,
        kind=kind.value,
        title=clean(title)[:_TITLE_LIMIT],
        pages=pages,
        blob_digest=intake_queries.put_blob(
            session, BlobKind.ATTACHED, "application/pdf", pdf, at=now
        ),
        made_by=actor,
    )
    session.add(row)
    session.flush()
    return row


def _number(pages: Sequence[CapturedPage]) -> None:
    for place, row in enumerate(pages):
        row.place = place


def _state(pages: Sequence[CapturedPage]) -> list[tuple[UUID, str]]:
    return [(row.id, str(row.treatment)) for row in pages]


def _page(session: Session, page_id: UUID) -> CapturedPage:
    row = session.get(CapturedPage, page_id)
    if row is None:
        raise WrongStateError(
            tr("Trang này không còn nữa."), tr("Trang đã được lưu vào giấy hoặc đã xóa.")
        )
    intake_queries.open_draft(session, row.application_id)
    return row


def _picture(session: Session, row: CapturedPage) -> bytes:
    content = intake_queries.blob(session, row.blob_digest)
    if content is None:
        raise _gone()
    return content


def _paper(session: Session, paper_id: UUID) -> AttachedPaper:
    row = session.get(AttachedPaper, paper_id)
    if row is None or row.removed_at is not None:
        raise _gone()
    return row


def _gone() -> WrongStateError:
    return WrongStateError(
        tr("Giấy này không còn trong hồ sơ."), tr("Mở lại trang Giấy tờ kèm để xem các giấy khác.")
    )


def _page_view(row: CapturedPage) -> PageView:
    return PageView(row.id, row.place, Treatment.from_json(row.treatment), row.captured_at)


def _paper_view(row: AttachedPaper, size: int) -> AttachedView:
    return AttachedView(
        row.id,
        AttachedKind(row.kind),
        row.title,
        row.pages,
        size,
        row.created_at,
        row.made_by,
    )
