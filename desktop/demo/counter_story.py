"""The part of the headless practice run at the counter: the list comes in, people come."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import tr
from desktop.demo.hands import Hands
from desktop.demo.people import Person
from desktop.demo.stage import Stage, sign
from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.intake.photo_page import PhotoPage
from desktop.ui.roster.import_page import ImportPage
from desktop.ui.shell.session import Session

SMALL, LARGE = (1093, 614), (1366, 768)
"""The screens of an office, in px; the small one is the large one at 125 %."""
_OFFICE_PAGES = {
    PageName.TODAY: "hom-nay",
    PageName.DRAFTS: "do-dang",
    PageName.SETTINGS: "cai-dat",
    PageName.DOCTOR: "kiem-tra-may",
}


def import_list(stage: Stage) -> None:
    """Take the commune's list in, its problems and columns looked at.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, services = stage.hands, stage.services
    hands.open(PageName.IMPORT)
    page = hands.page_as(ImportPage)
    page.open_file(stage.practice.roster_file)
    hands.wait_for("the preview", lambda: page.has_preview)
    hands.finish()
    hands.picture("danh-sach-xem-truoc")
    page.show_columns()
    hands.finish()
    hands.picture("danh-sach-cac-cot")
    hands.enter()
    hands.wait_for("the preview again", lambda: page.has_preview)
    hands.enter()
    hands.wait_for("the import", lambda: services.roster.counts().total > 0)
    hands.finish()
    hands.picture("danh-sach-da-nhap")
    stage.say(tr("Đã nhập {count} người từ Excel").format(count=services.roster.counts().total))


def serve(stage: Stage, person: Person, number: int) -> int:
    """Serve one person from the scan to the receipt; return the keys a clerk pressed.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, practice, first = stage.hands, stage.practice, number == 0
    stage.seat(person.card_name)
    hands.open(PageName.FIND)
    if first:
        hands.write("bu th")
        hands.finish()
        hands.settle(200)
        hands.picture("quay-tim")
    hands.presses = 0
    hands.scan(practice.card(person))
    hands.wait_for_page(PageName.COMPARE)
    _shot(hands, "doi-chieu", first=first)
    hands.enter()
    hands.wait_for_page(PageName.PHOTO)
    page = hands.page_as(PhotoPage)
    hands.wait_for("a shot", lambda: page.shot is not None)
    _shot(hands, "chup-anh", first=first)
    hands.enter()
    hands.wait_for_page(PageName.SIGN)
    _shot(hands, "ky-xac-nhan-truoc", first=first)
    sign(hands)
    _shot(hands, "ky-xac-nhan", first=first)
    hands.enter()
    hands.wait_for_page(PageName.CHECK)
    _shot(hands, "kiem-tra-va-in", first=first, wait=600)
    hands.enter()
    hands.wait_for_page(PageName.DONE)
    presses = hands.presses
    hands.wait_for("the paper", lambda: len(practice.printer.printed) > number)
    _shot(hands, "da-xong", first=first, wait=300)
    return presses


def exceptions(stage: Stage, served: Person, other: Person) -> None:
    """Show the calm pages: not on the list, already done; and leave somebody's file for later.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, practice = stage.hands, stage.practice
    hands.open(PageName.FIND)
    hands.picture("quay")
    hands.scan(practice.card(practice.commune.strangers[0]))
    hands.wait_for_page(PageName.NOT_LISTED)
    hands.finish()
    hands.picture("khong-co-trong-danh-sach")
    hands.scan(practice.card(served))
    hands.wait_for_page(PageName.ALREADY_DONE)
    hands.finish()
    hands.picture("da-lam-roi")
    hands.scan(practice.card(other))
    hands.wait_for_page(PageName.COMPARE)
    hands.press(Qt.Key.Key_Escape)
    hands.wait_for_page(PageName.FIND)


def office(stage: Stage) -> None:
    """Show the pages around the counter.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    for page, name in _OFFICE_PAGES.items():
        hands.open(page)
        hands.picture(name)
    hands.open(PageName.FIND)
    hands.press(Qt.Key.Key_F1)
    hands.wait_for_page(PageName.HELP)
    hands.picture("tro-giup")


def night_and_small(stage: Stage, app: QApplication) -> None:
    """The same counter at night, and on a small screen.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.FIND)
    hands.write("lo thi")
    hands.settle(300)
    theme.apply_theme(app, "night", 1.0)
    hands.settle(200)
    hands.picture("quay-ban-dem")
    theme.apply_theme(app, "day", 1.0)
    hands.window.resize(*SMALL)
    hands.settle(300)
    hands.picture("quay-man-hinh-nho")
    hands.window.resize(*LARGE)
    hands.settle(100)


def _shot(hands: Hands[Session], name: str, *, first: bool, wait: int = 60) -> None:
    """Take a picture while the first person is served, once the page shows all it has."""
    if first:
        hands.finish()
        hands.settle(wait)
        hands.picture(name)
