"""A counter for tests of the pages around finding: a real list in a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.documents.printers import FolderPrinter
from desktop.intake.views import Draft, Received
from desktop.photo.ports import CameraPort
from desktop.security.keystore import MemoryKeyring
from desktop.security.setup import create_profile
from desktop.services import Services
from desktop.storage.profile import Profile
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Feedback, Message, Notice
from desktop.ui.identity.scan_filter import ScanFilter
from desktop.ui.intake.already_done_page import AlreadyDonePage
from desktop.ui.intake.card_page import CardPage
from desktop.ui.intake.compare_page import ComparePage
from desktop.ui.intake.drafts_page import DraftsPage
from desktop.ui.intake.find_page import FindPage
from desktop.ui.intake.not_listed_page import NotListedPage
from desktop.ui.intake.today_page import TodayPage
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.page import Page
from desktop.wiring import Adapters, open_services
from tests import factories

ACTOR = "Lò Thị Hương"
MAKERS: dict[PageName, Callable[[UiContext], Page]] = {
    PageName.FIND: FindPage,
    PageName.CARD: CardPage,
    PageName.NOT_LISTED: NotListedPage,
    PageName.ALREADY_DONE: AlreadyDonePage,
    PageName.COMPARE: ComparePage,
    PageName.TODAY: TodayPage,
    PageName.DRAFTS: DraftsPage,
}
PAO = "Giàng A Pao"


class FindingDesk(QStackedWidget):
    """A window that shows the real pages around finding and writes down all other ways."""

    def __init__(self, services: Services, clock: Any) -> None:
        super().__init__()
        self.services, self.clock = services, clock
        self.keyring = MemoryKeyring()
        self.messages: list[Message] = []
        self.toasts: list[str] = []
        self.shown: list[tuple[PageName, dict[str, Any]]] = []
        self.feedback = Feedback()
        self.feedback.bar_requested.connect(self._message)
        self.feedback.toast_requested.connect(self._toast)
        self.tasks = TaskRunner(self.feedback)
        self.context = UiContext(services, self.tasks, self.feedback, self, ACTOR)
        self.pages: dict[PageName, Page] = {}
        self.elsewhere = QWidget()
        self.addWidget(self.elsewhere)
        self.here: PageName | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.scans = ScanFilter(app)
        self.scans.scanned.connect(self._scanned)
        self.scans.install()
        self.resize(1366, 676)

    def _message(self, message: Message) -> None:
        self.messages.append(message)

    def _toast(self, notice: Notice) -> None:
        self.toasts.append(notice.text)

    def _scanned(self, text: str) -> None:
        self.show(PageName.FIND, scan=text)

    # the navigator

    def show(self, page: PageName | None = None, **payload: Any) -> None:
        """Show a page; without one, the window itself."""
        if page is None:
            super().show()
            return
        if self.here in self.pages:
            self.pages[self.here].bars.clear()
            self.pages[self.here].leave()
        self.here = page
        self.shown.append((page, payload))
        if page in MAKERS and page not in self.pages:
            self.pages[page] = MAKERS[page](self.context)
            self.addWidget(self.pages[page])
        widget = self.pages.get(page)
        self.setCurrentWidget(widget or self.elsewhere)
        if widget is not None:
            enter: Callable[..., None] = widget.enter
            enter(**payload)
            widget._opened = 0.0  # no test waits for the guard, but the one about it

    def back(self) -> None:
        """Nothing to go back to."""

    # what a person does

    @property
    def page(self) -> Any:
        assert self.here is not None
        return self.pages[self.here]

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.currentWidget(), key, modifier)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def bars(self) -> list[str]:
        return [f"{bar.message.title} {bar.message.text}".strip() for bar in self.page.bars.bars]

    def person(self, text: str) -> UUID:
        return self.services.roster.search(text).rows[0].member_id

    def open(self, text: str) -> Draft:
        return self.services.intake.open(self.person(text), actor=ACTOR)

    def receive(self, text: str, *, printed: bool = True) -> Received:
        draft = self.open(text)
        self.clock.advance(timedelta(seconds=64))
        intake = self.services.intake
        intake.accept_photo(draft.application_id, factories.jpeg(), report={}, actor=ACTOR)
        png = factories.signature_png()
        intake.accept_signature(draft.application_id, png, actor=ACTOR)
        received = self.services.reception.receive(draft.application_id, actor=ACTOR)
        if printed:
            printer = self.services.printer()
            self.services.printing.print_job(received.print_job, printer, actor=ACTOR)
        return received

    def end(self) -> None:
        self.scans.remove()
        if self.here in self.pages:
            self.pages[self.here].leave()
        card = self.pages.get(PageName.CARD)
        if isinstance(card, CardPage):
            assert card.camera.wait(10), "camera threads did not end"
        self.tasks.stop()
        self.close()
        self.deleteLater()
        self.scans.deleteLater()
        QApplication.processEvents()
        self.services.close()


@contextmanager
def finding_desk(
    folder: Path,
    *,
    people: bool = True,
    failing_printer: bool = False,
    camera: Callable[[], CameraPort | None] = lambda: None,
) -> Iterator[FindingDesk]:
    """Open a counter whose list holds the five people of `factories`."""
    keyring, clock = MemoryKeyring(), factories.clock()
    place = folder / "profile"
    create_profile(
        Profile(place),
        commune_code="03862",
        commune_name="xã Mường Thử",
        station_code="MT02",
        keystore=keyring,
        clock=clock,
    )
    device = FolderPrinter(folder / "papers", failing=failing_printer)
    adapters = Adapters(keystore=keyring, clock=clock, camera=camera, printer=lambda _name: device)
    services = open_services(place, None, adapters)
    if people:
        services.imports.import_list(factories.list_file(folder), actor=ACTOR)
    window = FindingDesk(services, clock)
    window.keyring = keyring
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    try:
        yield window
    finally:
        window.end()
