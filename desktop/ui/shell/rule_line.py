"""The rule that applies to a page: a small line on it, the whole of it with one key."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.campaign.rule_notes.views import NotePlace, RuleNote
from desktop.campaign.rule_notes.words import short_words, source_words
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.page import Page

_BAR = "rule"
_PLACES = {PageName(one.value): one for one in NotePlace}


class RuleLine:
    """Puts the note of a page on it each time the page is opened; Ctrl+Q shows all of it.

    Args:
        window: where the key is heard.
    """

    def __init__(self, window: QWidget) -> None:
        self._asked: Task | None = None
        self._page: Page | None = None
        self._note: RuleNote | None = None
        # Only where there is a note: on other pages the key belongs to the page.
        self._key = QShortcut(QKeySequence("Ctrl+Q"), window, self._turn)
        self._key.setEnabled(False)

    def follow(self, context: UiContext, name: PageName, page: Page) -> None:
        """Show the note of the page that was opened; most pages have none."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        self._key.setEnabled(False)
        place = _PLACES.get(name)
        if place is None:
            return
        page.bars.clear(_BAR)
        show = partial(self._show, page, place)
        # A note that cannot be read is no reason to stop anybody.
        self._asked = context.tasks.query(context.services.rule_notes.notes, show, lambda _: None)

    def _show(self, page: Page, place: NotePlace, notes: tuple[RuleNote, ...]) -> None:
        note = next(one for one in notes if one.place is place)
        self._page, self._note = page, note
        self._key.setEnabled(bool(note.text))
        page.set_rule(short_words(note) if note.text else "")

    def _turn(self) -> None:
        """Show the whole note on top of the page, or put it away again."""
        page, note = self._page, self._note
        if page is None or note is None:
            return
        if any(bar.message.key == _BAR for bar in page.bars.bars):
            page.bars.clear(_BAR)
        else:
            page.bars.show_message(Message("info", note.text, source_words(note), key=_BAR))
