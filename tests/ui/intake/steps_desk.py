"""A counter for tests of steps 3 to 5: a real encrypted store, a drawn applicant, real pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.common.clock import SystemClock
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.documents.ports import PrinterPort
from desktop.documents.printers import FolderPrinter
from desktop.identity.card import parse_card_text
from desktop.intake.views import Draft
from desktop.photo.camera_service import WatchSettings
from desktop.photo.ports import CameraPort
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile
from desktop.services import Services
from desktop.storage.profile import Profile
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Feedback, Message, Notice
from desktop.ui.intake.check_page import CheckPage
from desktop.ui.intake.done_page import DonePage
from desktop.ui.intake.papers_page import PapersPage
from desktop.ui.intake.photo_page import PhotoPage
from desktop.ui.intake.sign_page import SignPage
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.page import Page
from desktop.wiring import Adapters, open_services

ACTOR = "Lò Thị Hương"
IMPATIENT = WatchSettings(
    frame_age=0.4, dark_for=0.2, same_for=0.3, retry_first=0.1, retry_most=0.2, skip=0
)
PERSON = {
    FieldKey.FULL_NAME: "Giàng A Páo",
    FieldKey.BIRTH_DATE: "1978-03-12",
    FieldKey.SEX: "male",
    FieldKey.PERSONAL_ID: "014078002345",
    FieldKey.ETHNICITY: "Mông",
    FieldKey.CELL: "Chi bộ bản Nà Sang",
    FieldKey.JOINED_ON: "2006-02-03",
    FieldKey.OFFICIAL_ON: "2007-02-03",
    FieldKey.CARD_NUMBER: "42123417",
    FieldKey.RESIDENCE: "Bản Nà Sang, xã Mường Thử, tỉnh Sơn La",
}


class Desk(QStackedWidget):
    """A window that shows the real pages of steps 3 to 5 and writes down all other ways."""

    def __init__(self, services: Services, pages: tuple[PageName, ...]) -> None:
        super().__init__()
        self.services = services
        self.messages: list[Message] = []
        self.toasts: list[str] = []
        self._undo: Callable[[], object] | None = None
        self.shown: list[tuple[PageName, dict[str, Any]]] = []
        self.feedback = Feedback()
        self.feedback.bar_requested.connect(self._message)
        self.feedback.toast_requested.connect(self._toast)
        self.tasks = TaskRunner(self.feedback)
        self.context = UiContext(services, self.tasks, self.feedback, self, ACTOR)
        makers: dict[PageName, Callable[[], Page]] = {
            PageName.PHOTO: lambda: PhotoPage(self.context, IMPATIENT),
            PageName.SIGN: lambda: SignPage(self.context),
            PageName.PAPERS: lambda: PapersPage(self.context, IMPATIENT),
            PageName.CHECK: lambda: CheckPage(self.context),
            PageName.DONE: lambda: DonePage(self.context),
        }
        self.pages: dict[PageName, Any] = {name: makers[name]() for name in pages}
        self.elsewhere = QWidget()
        self.addWidget(self.elsewhere)
        for page in self.pages.values():
            self.addWidget(page)
        self.here: PageName | None = None
        self.resize(1366, 676)

    def _message(self, message: Message) -> None:
        self.messages.append(message)

    def _toast(self, notice: Notice) -> None:
        self.toasts.append(notice.text)
        self._undo = notice.on_undo

    # the navigator

    def show(self, page: PageName | None = None, **payload: Any) -> None:
        """Show a page; without one, the window itself."""
        if page is None:
            super().show()
            return
        if self.here in self.pages:
            self.pages[self.here].leave()
        self.here = page
        self.shown.append((page, payload))
        widget = self.pages.get(page)
        self.setCurrentWidget(widget or self.elsewhere)
        if widget is not None:
            widget.enter(**payload)
            widget._opened = 0.0  # no test waits for the guard, but the one about it

    def back(self) -> None:
        """Nothing to go back to."""

    # what a person does

    def undo(self) -> None:
        """Press `Hoàn tác` on the newest toast."""
        assert self._undo is not None
        self._undo()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.currentWidget()
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def draft(self, application_id: UUID) -> Draft:
        return self.services.intake.draft(application_id)

    def end(self) -> None:
        if self.here in self.pages:
            self.pages[self.here].leave()
        self.tasks.stop()
        for page in self.pages.values():
            if isinstance(page, PhotoPage | PapersPage):
                assert page.watcher.wait(5), "camera threads did not end"
        self.close()
        self.deleteLater()
        QApplication.processEvents()
        self.services.close()


def type_text(widget: QWidget | None, text: str) -> None:
    """Type a text with any letters, which QTest cannot do for Vietnamese ones."""
    assert widget is not None
    for letter in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, key)


@contextmanager
def desk(
    folder: Path,
    *pages: PageName,
    camera: Callable[[], CameraPort | None] = lambda: None,
    printer: PrinterPort | None = None,
) -> Iterator[Desk]:
    """Open a counter with its window."""
    keyring, clock = MemoryKeyring(), SystemClock()
    place = folder / "profile"
    create_profile(
        Profile(place),
        commune_code="03850",
        commune_name="Mường Thử",
        station_code="MT02",
        keystore=keyring,
        clock=clock,
    )
    device = printer or FolderPrinter(folder / "papers")
    adapters = Adapters(keystore=keyring, clock=clock, camera=camera, printer=lambda _name: device)
    window = Desk(open_services(place, None, adapters), pages)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 5000)
    try:
        yield window
    finally:
        window.end()


def new_draft(services: Services, **changes: str) -> UUID:
    """Take in an invented person and open an application with the card in hand."""
    fields = {**PERSON, **{FieldKey(key): value for key, value in changes.items()}}
    view = services.roster.add_outside(fields, status=MemberStatus.OUTSIDE_LIST, actor=ACTOR)
    birth = "".join(reversed(fields[FieldKey.BIRTH_DATE].split("-")))
    text = "|".join(
        (
            fields[FieldKey.PERSONAL_ID],
            "",
            fields[FieldKey.FULL_NAME],
            birth,
            "Nam",
            fields[FieldKey.RESIDENCE],
            "10052021",
        )
    )
    card = parse_card_text(text, source="scanner")
    return services.intake.open(view.member_id, actor=ACTOR, card=card).application_id
