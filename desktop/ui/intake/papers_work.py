"""What the page of papers asks of the services, in workers: open, look at, take, treat, bind."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from desktop.common.vocabulary import AttachedKind
from desktop.intake.attachments.views import AttachedView, PageView, PapersView
from desktop.photo.paper_views import Corners, PageLook, Treatment
from desktop.photo.ports import Frame
from desktop.services import Services
from desktop.ui.documents.pdf_preview import preview_image
from desktop.ui.photo.paper_watcher import shares

_SMALL, _LARGE = QSize(160, 160), QSize(1000, 1000)


@dataclass(frozen=True)
class Opened:
    """All that lies with an application.

    Attributes:
        application_id: whose.
        full_name: as it stands on the record.
        papers: pages and papers.
        added: the page that was just taken, if one was.
        sure: whether its edges were found.
    """

    application_id: UUID
    full_name: str
    papers: PapersView
    added: UUID | None = None
    sure: bool = True


@dataclass(frozen=True)
class Shown:
    """A page or paper as it is seen.

    Attributes:
        key: of the page or paper.
        number: which page of a paper, from 0.
        image: for the main view.
        small: for its card.
    """

    key: UUID
    number: int
    image: QImage
    small: QImage


@dataclass(frozen=True)
class Editable:
    """A page whose corners can be set.

    Attributes:
        page: which.
        image: its whole frame.
        corners: shares of width and height.
    """

    page: PageView
    image: QImage
    corners: Corners


def open_papers(services: Services, application_id: UUID) -> Opened:
    """Read what lies with an application."""
    name = services.intake.draft(application_id).full_name
    return Opened(application_id, name, services.papers.of(application_id))


def show_page(services: Services, page: PageView) -> Shown:
    """Make a page as it will stand in the PDF."""
    flat = services.papers.flat(page.page_id)
    return _shown(page.page_id, 0, QImage.fromData(flat.content))


def show_paper(services: Services, paper: AttachedView, number: int) -> Shown:
    """Read one page of a paper."""
    return _shown(
        paper.paper_id, number, preview_image(services.papers.pdf(paper.paper_id), number)
    )


def _shown(key: UUID, number: int, image: QImage) -> Shown:
    # black and white is smooth only when it is made smaller here; the view draws fast, not fine
    drawn = image.convertToFormat(QImage.Format.Format_RGB32)
    large, small = (
        drawn.scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        for size in (_LARGE, _SMALL)
    )
    return Shown(key, number, large, small)


def take_frame(
    services: Services, application_id: UUID, frame: Frame, habit: Treatment | None, actor: str
) -> Opened:
    """Keep a photographed page: its edges where they are found, else a little inside the frame.

    Args:
        services: all use cases.
        application_id: whose.
        frame: the whole picture.
        habit: how the page before was treated; turns and look are taken from it.
        actor: who photographed.
    """
    studio = services.papers.studio
    found = studio.find(frame)
    corners = found.corners if found else studio.whole(frame)
    treatment = Treatment(corners)
    if habit is not None:
        turns = habit.turns if _lies(corners) == _lies(habit.corners) else 0
        treatment = Treatment(corners, turns, habit.look)
    added = services.papers.add_page(application_id, studio.keep(frame), treatment, actor=actor)
    return replace(open_papers(services, application_id), added=added, sure=found is not None)


def take_file(
    services: Services, application_id: UUID, path: Path, habit: Treatment | None, actor: str
) -> Opened:
    """Keep a page from a picture file.

    Raises:
        PictureFileError: the file cannot be read as a picture.
    """
    frame = services.papers.studio.load_file(path)
    return take_frame(services, application_id, frame, habit, actor)


def _lies(corners: Corners) -> bool:
    """Whether a sheet is wider than high."""
    return abs(corners[1][0] - corners[0][0]) > abs(corners[3][1] - corners[0][1])


def edit_page(services: Services, page: PageView) -> Editable:
    """Read the frame of a page, for setting its corners."""
    image = QImage.fromData(services.papers.picture(page.page_id))
    corners = shares(page.treatment.corners, max(1, image.width()), max(1, image.height()))
    tl, tr_, br, bl = ((_within(x), _within(y)) for x, y in corners)
    return Editable(page, image, (tl, tr_, br, bl))


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))


def treat(
    services: Services, application_id: UUID, page: PageView, to: Treatment, actor: str
) -> Opened:
    """Make a page in another way."""
    services.papers.treat(page.page_id, to, actor=actor)
    return open_papers(services, application_id)


def move(services: Services, application_id: UUID, page: PageView, by: int, actor: str) -> Opened:
    """Move a page up (-1) or down (1)."""
    services.papers.move(page.page_id, max(0, page.place + by), actor=actor)
    return open_papers(services, application_id)


@dataclass(frozen=True)
class Removed:
    """What was taken away, to be put back with Ctrl+Z.

    Attributes:
        opened: what is left.
        item: the page or paper.
        picture: the frame of a page; kept in memory only.
    """

    opened: Opened
    item: PageView | AttachedView
    picture: bytes = field(default=b"", repr=False)


def remove(
    services: Services, application_id: UUID, item: PageView | AttachedView, actor: str
) -> Removed:
    """Drop a page, or take a paper off."""
    picture = b""
    if isinstance(item, PageView):
        picture = services.papers.picture(item.page_id)
        services.papers.remove_page(item.page_id, actor=actor)
    else:
        services.papers.remove(item.paper_id, actor=actor)
    return Removed(open_papers(services, application_id), item, picture)


def put_back(services: Services, removed: Removed, actor: str) -> Opened:
    """Undo a removal."""
    application_id, item = removed.opened.application_id, removed.item
    if isinstance(item, PageView):
        added = services.papers.add_page(
            application_id, removed.picture, item.treatment, actor=actor, place=item.place
        )
    else:
        services.papers.restore(item.paper_id, actor=actor)
        added = item.paper_id
    return replace(open_papers(services, application_id), added=added)


def bind(
    services: Services, application_id: UUID, kind: AttachedKind, title: str, actor: str
) -> Opened:
    """Bind the waiting pages into a paper."""
    paper = services.papers.bind(application_id, kind, title, actor=actor)
    return replace(open_papers(services, application_id), added=paper.paper_id)


def next_look(look: PageLook) -> PageLook:
    """Return the look that follows: black/white, grey, colour."""
    looks = list(PageLook)
    return looks[(looks.index(look) + 1) % len(looks)]
