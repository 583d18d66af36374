"""Pages and papers as cards and pictures: their words, and pictures that are made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias
from uuid import UUID

from PySide6.QtGui import QImage

from desktop.common.i18n import tr
from desktop.intake.attachments.views import AttachedView, PageView
from desktop.photo.paper_views import PageLook
from desktop.services import Services
from desktop.ui.intake import papers_work as work
from desktop.ui.intake.papers_side import kind_words
from desktop.ui.photo.page_strip import Leaf

Item: TypeAlias = PageView | AttachedView
Ask: TypeAlias = Callable[[Callable[[], work.Shown], Callable[[work.Shown], object]], object]
_Mark: TypeAlias = tuple[UUID, int, str]


def key_of(item: Item) -> UUID:
    """Return the key of a page or a paper."""
    return item.page_id if isinstance(item, PageView) else item.paper_id


def look_words(look: PageLook) -> str:
    """Return what a look is called."""
    return {
        PageLook.BLACK_WHITE: tr("Đen trắng"),
        PageLook.GREY: tr("Xám"),
        PageLook.COLOUR: tr("Màu"),
    }[look]


def name_of(item: Item) -> str:
    """Return what a page or a paper is called."""
    if isinstance(item, PageView):
        return tr("Trang {n}").format(n=item.place + 1)
    return item.title or kind_words()[item.kind]


def words_above(item: Item, number: int) -> str:
    """Return the line above a page or a paper in view."""
    if isinstance(item, PageView):
        return tr("Trang {n}: đọc rõ chưa?").format(n=item.place + 1)
    if item.pages == 1:
        return name_of(item)
    words = tr("{name}, trang {n}/{pages}, xem tiếp: PgDn")
    return words.format(name=name_of(item), n=number + 1, pages=item.pages)


def leaf_of(item: Item, picture: QImage) -> Leaf:
    """Return the card of a page or a paper."""
    if isinstance(item, PageView):
        look = look_words(item.treatment.look)
        return Leaf(name_of(item), look, tr("Chưa lưu"), "warn", picture)
    pages = tr("{n} trang").format(n=item.pages)
    return Leaf(name_of(item), pages, tr("Đã lưu"), "ok", picture)


class LeafPictures:
    """Pictures of pages and papers; each is made once, in a worker.

    Args:
        services: all use cases.
        ask: asks a question in a worker; its answer comes only while the page is open.
        came: called when a picture came.
    """

    def __init__(self, services: Services, ask: Ask, came: Callable[[], object]) -> None:
        self._services = services
        self._ask = ask
        self._came = came
        self._known: dict[_Mark, work.Shown] = {}
        self._asked: set[_Mark] = set()

    def clear(self) -> None:
        """Forget all pictures."""
        self._known.clear()
        self._asked.clear()

    def known(self, item: Item, number: int = 0) -> work.Shown | None:
        """Return a picture that is there already."""
        return self._known.get(_mark(item, number))

    def of(self, item: Item, number: int = 0) -> work.Shown | None:
        """Return a picture; where it is not there yet, ask for it and return None."""
        mark = _mark(item, number)
        if mark not in self._known and mark not in self._asked:
            self._asked.add(mark)
            read = (
                partial(work.show_page, self._services, item)
                if isinstance(item, PageView)
                else partial(work.show_paper, self._services, item, number)
            )
            self._ask(read, partial(self._take, mark))
        return self._known.get(mark)

    def _take(self, mark: _Mark, shown: work.Shown) -> None:
        self._known[mark] = shown
        self._came()


def _mark(item: Item, number: int) -> _Mark:
    """Return what tells one picture from another: a page looks different when it is turned."""
    made = str(item.treatment) if isinstance(item, PageView) else ""
    return key_of(item), number, made
