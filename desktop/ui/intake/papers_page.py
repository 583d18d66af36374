"""Giấy tờ kèm: photograph the signed form or a supporting paper, page by page, and bind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.common.i18n import tr
from desktop.intake.attachments.views import AttachedView, PageView, PapersView
from desktop.photo.camera_service import WatchSettings
from desktop.photo.paper_views import Treatment
from desktop.photo.ports import Frame
from desktop.ui.context import PageName, UiContext
from desktop.ui.intake import papers_work as work
from desktop.ui.intake.papers_leaves import (
    Item,
    LeafPictures,
    key_of,
    leaf_of,
    look_words,
    words_above,
)
from desktop.ui.intake.papers_side import PageTools, PapersSide
from desktop.ui.intake.papers_tools import PapersTools
from desktop.ui.intake.step_page import StepPage
from desktop.ui.photo.paper_panel import PaperPanel
from desktop.ui.photo.paper_watcher import PaperWatcher
from desktop.ui.widgets.buttons import FlatButton, OutlineButton

T = TypeVar("T")


class PapersPage(StepPage):
    """Photographs papers; comes from the sign or the check page and returns there.

    Args:
        context: services and friends.
        patience: of the camera's watchdog; tests make it shorter.
    """

    def __init__(self, context: UiContext, patience: WatchSettings | None = None) -> None:
        super().__init__(context, tr("Giấy tờ kèm"))
        services = context.services
        self.watcher = PaperWatcher(
            services.make_camera, services.papers.studio, patience=patience, parent=self
        )
        self.panel = PaperPanel(self.watcher)
        self.view = self.panel.view
        self.side = PapersSide()
        both = QHBoxLayout()
        both.setSpacing(16)
        self.buttons = PageTools()
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.panel, 1)
        column.addWidget(self.buttons)
        both.addLayout(column, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        self.papers = PapersView()
        self.pictures = LeafPictures(services, self.ask, self._show_chosen)
        self.tools = PapersTools(self, self.buttons)
        self._back = PageName.CHECK
        self._chosen: UUID | None = None
        self._leaf = 0  # which page of a chosen paper
        self._editing: work.Editable | None = None
        self._habit: Treatment | None = None
        bar = self.action_bar
        bar.add_back(self._return)
        self.fix = bar.add_left(FlatButton(tr("Sửa bốn góc"), key="F6"))
        self.shutter = bar.add_right(OutlineButton(tr("Chụp trang"), key="Space", icon="camera"))
        bar.add_later(self.later)
        bar.set_primary(tr("Chụp trang"), self._go_on)
        self.fix.clicked.connect(self._toggle_corners)
        self.shutter.clicked.connect(self.shoot)
        self.watcher.taken.connect(self._taken)
        self.panel.file_given.connect(self.use_file)
        self.side.strip.chosen.connect(self.choose)
        self.side.from_file.clicked.connect(self.panel.ask_file)
        for key, step in (("PgUp", -1), ("PgDown", 1)):
            turn = QShortcut(QKeySequence(key), self)
            turn.activated.connect(partial(self._turn_leaf, step))

    # ------------------------------------------------------------ coming and going

    def enter(self, **payload: Any) -> None:
        """Come with `application_id` and `back`, the page to return to."""
        super().enter(**payload)
        services = self.context.services
        self._back = payload.get("back", PageName.CHECK)
        self.papers, self._chosen, self._editing, self._habit = PapersView(), None, None, None
        self.pictures.clear()
        self.side.begin_paper()
        self.panel.start()
        self.view.setFocus()
        self._refresh()
        self.ask(partial(work.open_papers, services, self.id), self.show_after)

    def leave(self) -> None:
        """Let the camera go; what was photographed is in the store."""
        super().leave()
        self.panel.stop()
        self.pictures.clear()

    def _return(self) -> None:
        again = {"again": True} if self.from_check and self._back is not PageName.CHECK else {}
        self.context.navigator.show(self._back, application_id=self.id, **again)

    # ------------------------------------------------------------ what there is

    @property
    def items(self) -> tuple[Item, ...]:
        """Papers, then the pages that wait, as the cards show them."""
        return (*self.papers.papers, *self.papers.pages)

    @property
    def item(self) -> Item | None:
        """The chosen paper or page; None while the camera is in view."""
        return next((one for one in self.items if key_of(one) == self._chosen), None)

    def change(self, change: Callable[[], T], done: Callable[[T], object]) -> None:
        """Change something and hand on what became of it; one change at a time."""
        if self.begin():
            self.context.tasks.change(change, done, self.trouble)

    def _apply(self, change: Callable[[], work.Opened]) -> None:
        self.change(change, self.show_after)

    def show_after(self, opened: work.Opened, *, removed: bool = False) -> None:
        """Show what lies with the application now, the newest page in view."""
        self._working = False
        if not self.is_here or opened.application_id != self.application_id:
            return
        self.bars.clear("trouble")
        self.title = tr("Giấy tờ kèm của {name}").format(name=opened.full_name)
        self.papers, self._editing = opened.papers, None
        self.view.end_editing()
        if removed:
            self._chosen = None
            self.view.setFocus()
        elif opened.added is not None:
            self._chosen, self._leaf = opened.added, 0
        page = self.item
        if isinstance(page, PageView):
            self._habit = page.treatment
        elif opened.added is not None:
            self.side.begin_paper()
            self.view.setFocus()
        for one in self.items:
            self.pictures.of(one)
        self._show_chosen()
        if not opened.sure and isinstance(page, PageView):
            text = tr("Đưa bốn góc về góc giấy rồi bấm Enter, hoặc chụp lại trên nền sẫm.")
            self.say("warn", tr("Chưa thấy rõ mép giấy."), text, key="edges")
            self._toggle_corners()

    def _show_chosen(self) -> None:
        """Show the chosen page or paper; nothing moves while corners are set."""
        item = self.item
        if self._editing is None and item is None and not self.view.is_live:
            self.panel.show_live()
        elif self._editing is None and item is not None:
            shown = self.pictures.of(item, self._leaf)
            if shown is not None:
                self.panel.show_page(shown.image, words_above(item, self._leaf))
        self._refresh()

    def choose(self, place: int) -> None:
        """Choose a card, from 0."""
        self._chosen, self._leaf, self._editing = key_of(self.items[place]), 0, None
        self.view.end_editing()
        self._show_chosen()

    def _turn_leaf(self, step: int) -> None:
        """Show the next or previous page of a bound paper."""
        item = self.item
        if isinstance(item, AttachedView):
            self._leaf = max(0, min(item.pages - 1, self._leaf + step))
            self._show_chosen()

    def _refresh(self) -> None:
        """Make words and buttons fit what there is."""
        items, item, side = self.items, self.item, self.side
        is_editing = self._editing is not None
        known = [self.pictures.known(one) for one in items]
        small = [one.small if one else QImage() for one in known]
        keys = [key_of(one) for one in items]
        leaves = [leaf_of(one, picture) for one, picture in zip(items, small, strict=True)]
        side.strip.show_leaves(leaves, keys.index(key_of(item)) if item else -1)
        side.empty.setVisible(not items)
        side.strip.setVisible(bool(items))
        self.buttons.offer(
            page=isinstance(item, PageView) and not is_editing,
            paper=isinstance(item, AttachedView),
            several=len(self.papers.pages) > 1,
        )
        if isinstance(item, PageView):
            self.buttons.look.setText(look_words(item.treatment.look))
        side.show_binding(pages=0 if is_editing else len(self.papers.pages))
        self.fix.setVisible(isinstance(item, PageView))
        self.fix.setText(tr("Thôi sửa góc") if is_editing else tr("Sửa bốn góc"))
        self.shutter.setVisible(bool(items) and not is_editing)
        self.shutter.setText(tr("Chụp trang") if item is None else tr("Chụp trang nữa"))
        if is_editing:
            words = tr("Dùng bốn góc này")
        elif self.papers.pages:
            words = tr("Lưu giấy, {n} trang").format(n=len(self.papers.pages))
        else:
            words = tr("Xong") if items else tr("Chụp trang")
        self.action_bar.set_primary(words)

    # ------------------------------------------------------------ taking

    def shoot(self) -> None:
        """Take a page; from a page in view, go back to the camera first."""
        if self._editing is not None:
            return
        self.bars.clear("edges")
        if self.item is not None:
            self._chosen = None
            self._show_chosen()
            self.view.setFocus()
        elif self.panel.sees:
            self.watcher.shoot()

    def _taken(self, frame: Frame) -> None:
        services, actor = self.context.services, self.context.actor
        self._apply(partial(work.take_frame, services, self.id, frame, self._habit, actor))

    def use_file(self, path: Path) -> None:
        """Take a page from a picture file."""
        services, actor = self.context.services, self.context.actor
        self._apply(partial(work.take_file, services, self.id, path, self._habit, actor))

    # ------------------------------------------------------------ corners

    def _toggle_corners(self) -> None:
        item = self.item
        if self._editing is not None:
            self._editing = None
            self.view.end_editing()
            self.bars.clear("edges")
            self._show_chosen()
        elif isinstance(item, PageView):
            self.ask(partial(work.edit_page, self.context.services, item), self._edit)

    def _edit(self, editable: work.Editable) -> None:
        if editable.page.page_id == self._chosen:
            self._editing = editable
            self.panel.edit(editable.image, editable.corners)
            self._refresh()

    # ------------------------------------------------------------ going on

    def handle_key(self, event: QKeyEvent) -> bool:
        """Let Esc give corners up first, and Space shoot also where Enter does."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self._editing is not None:
            self._toggle_corners()
            return True
        if key == Qt.Key.Key_Space and self._is_plain(event) and not self.shutter.isVisible():
            if not event.isAutoRepeat():
                self.shoot()
            return True
        return super().handle_key(event)

    def _go_on(self) -> None:
        corners = self.view.corners
        if self._editing is not None and corners is not None:
            self.bars.clear("edges")
            self.tools.set_corners(self._editing, corners)
        elif self.papers.pages:
            services, actor, side = self.context.services, self.context.actor, self.side
            self._apply(partial(work.bind, services, self.id, side.kind, side.title, actor))
        elif self.items:
            self._return()
        else:
            self.shoot()
