"""What screens are given of photographed pages and attached papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import AttachedKind
from desktop.photo.paper_views import Treatment

MOST_PAGES = 40
"""Of one paper; a counter that needs more should bind two."""


@dataclass(frozen=True)
class PageView:
    """A photographed page that is not part of a paper yet.

    Attributes:
        page_id: its key.
        place: from 0, in the order they will be bound.
        treatment: how the page is made from its frame.
        captured_at: when it was photographed.
    """

    page_id: UUID
    place: int
    treatment: Treatment
    captured_at: datetime


@dataclass(frozen=True)
class AttachedView:
    """A paper that lies with a record.

    Attributes:
        paper_id: its key.
        kind: the signed form, or something that supports the record.
        title: what the clerk called it; may be empty.
        pages: how many.
        size: bytes of its PDF.
        made_at: when it was bound.
        made_by: by whom.
    """

    paper_id: UUID
    kind: AttachedKind
    title: str
    pages: int
    size: int
    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class PapersView:
    """All that lies with one record.

    Attributes:
        pages: photographed and not bound yet, in their order.
        papers: bound, the oldest first.
    """

    pages: tuple[PageView, ...] = ()
    papers: tuple[AttachedView, ...] = ()
