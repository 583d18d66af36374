"""Cards at the counter: whoever is open is kept, the person whose card was read comes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.context import PageName
from desktop.ui.feedback import Message
from desktop.ui.identity.ear_choice import ear_choice
from desktop.ui.shell.routes import STEP_OF

if TYPE_CHECKING:
    # The window is painted before any of these is imported.
    from desktop.identity.card import CardReading
    from desktop.ui.context import UiContext
    from desktop.ui.identity.card_ear import CardEar
    from desktop.ui.shell.navigation import Navigation


_HEAR_SCANS = frozenset({PageName.CARDS, PageName.QUEUE, PageName.DOCTOR})
"""Pages beside "Quầy" to which a scanned card means something of their own."""


class Desk(Protocol):
    """What is asked of the desk: who sits here and where they are."""

    context: UiContext | None
    is_locked: bool
    file_name: str
    navigation: Navigation


class DeskCards(QObject):
    """Hears cards wherever the focus is; deaf while the desk is locked.

    Args:
        app: the application.
        desk: who sits here and where they are.
        parent: the owner.
    """

    def __init__(self, app: QApplication, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._desk = app, desk
        self._ear: CardEar | None = None

    def listen(self) -> None:
        """Hear scanners that type, scanners that send, and programs that read chips."""
        if self._ear is not None:
            return
        # after the first paint
        from desktop.ui.identity.card_ear import CardEar  # noqa: PLC0415

        ear = CardEar(self._app)
        ear.scanned.connect(self.take_text)
        ear.chip_read.connect(self.take_reading)
        ear.chip_refused.connect(self._chip_refused)
        ear.lost_changed.connect(self._scanner_lost)
        ear.install()
        self._ear = ear

    def follow(self) -> None:
        """Listen where it is chosen now; does nothing when that is the same as before."""
        context = self._desk.context
        if self._ear is not None and context is not None:
            chosen = context.services.preferences
            context.tasks.query(partial(ear_choice, chosen.text), self._ear.follow)

    def stop(self) -> None:
        """Let go of keyboard, port and folder."""
        if self._ear is not None:
            self._ear.remove()
            self._ear = None

    @property
    def _is_deaf(self) -> bool:
        desk = self._desk
        return desk.is_locked or desk.context is None or desk.navigation.current is None

    def take_text(self, text: str) -> None:
        """Take a card that was scanned somewhere."""
        self._take("scan", text)

    def take_reading(self, card: CardReading) -> None:
        """Take a card that another program read."""
        self._take("card", card)

    def _take(self, kind: str, content: Any) -> None:
        desk = self._desk
        if self._is_deaf or desk.context is None:
            return
        navigation = desk.navigation
        name = navigation.current
        aside = desk.file_name if name in STEP_OF else ""
        if name in _HEAR_SCANS and kind == "scan" and navigation.page is not None:
            counter: Any = navigation.page  # as below
            counter.on_scan(content)
            return
        if name is PageName.FIND and navigation.page is not None:
            page: Any = navigation.page  # the shell knows the find page by name only
            (page.on_scan if kind == "scan" else page.on_reading)(content)
            return
        navigation.show(PageName.FIND, **{kind: content})
        if aside:
            words = tr("Đã để hồ sơ của {name} sang Dở dang.").format(name=aside)
            desk.context.feedback.toast(words)

    def _chip_refused(self, error: UserFacingError) -> None:
        if not self._is_deaf and self._desk.context is not None:
            message = Message("warn", error.title, error.advice, key="chip")
            self._desk.context.feedback.show(message)

    def _scanner_lost(self, lost: bool) -> None:
        """Say that the serial scanner is away, and when it is back."""
        context = self._desk.context
        if context is None or self._desk.is_locked:
            return
        if lost:
            title = tr("Chưa kết nối được máy quét thẻ (cổng COM).")
            advice = tr("Kiểm tra dây cắm, máy sẽ tự nối lại. Vẫn gõ được tên hoặc số.")
            context.feedback.show(Message("warn", title, advice, key="scanner"))
        else:
            context.feedback.clear("scanner")
            context.feedback.toast(tr("Máy quét thẻ đã kết nối."))
