"""The story the headless practice run tells, through the real window, from log-in to batch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import tr
from desktop.demo.hands import Hands
from desktop.demo.list_story import show_the_list
from desktop.demo.people import Person
from desktop.demo.practice import Practice
from desktop.photo.demo_portraits import draw_portrait
from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.intake.photo_page import PhotoPage
from desktop.ui.security.login_page import LoginPage
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.start import make_session
from desktop.ui.widgets.signature_pad import SignaturePad

Entry = dict[str, str]
SMALL, LARGE = (1093, 614), (1366, 768)
STROKES = (
    ((0.10, 0.70), (0.18, 0.25), (0.24, 0.72), (0.30, 0.40), (0.36, 0.66)),
    ((0.42, 0.60), (0.50, 0.35), (0.55, 0.68), (0.64, 0.42), (0.70, 0.64), (0.88, 0.48)),
)
OFFICE_PAGES = {
    PageName.TODAY: "hom-nay",
    PageName.DRAFTS: "do-dang",
    PageName.SETTINGS: "cai-dat",
    PageName.DOCTOR: "kiem-tra-may",
}


def tell(practice: Practice, *, applicants: int, say: Callable[[str], None]) -> list[Entry]:
    """Drive the window through the whole story and return what was left behind.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    launch = Launch(practice.profile, practice.open, lambda _station: None)
    with _window(app, practice, launch) as hands:
        _log_in(hands, practice)
        _import_list(hands, practice, say)
        people = practice.applicants(applicants)
        for number, person in enumerate(people):
            presses = _serve(hands, practice, person, number)
            say(
                tr("{name}: {presses} phím từ lúc quét đến biên nhận").format(
                    name=person.card_name, presses=presses
                )
            )
        _exceptions(hands, practice, people)
        _office(hands)
        show_the_list(hands, practice, say)
        batch = _export(hands, practice, say)
        _night_and_small(hands, app)
        pictures = hands.pictures
    files = [{"kind": "screenshot", "file": _place(practice, picture)} for picture in pictures]
    files += [
        {"kind": "receipt", "file": _place(practice, file)} for file in practice.printer.printed
    ]
    files.append({"kind": "batch", "file": _place(practice, batch)})
    sheet = batch.with_name(batch.stem + "-ban-giao.pdf")
    files.append({"kind": "handover", "file": _place(practice, sheet)})
    return files


@contextmanager
def _window(app: QApplication, practice: Practice, launch: Launch) -> Iterator[Hands]:
    window, session = make_session(app, launch)
    hands = Hands(window, session, practice.folder / "screenshots")
    window.resize(*LARGE)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 3000)
    try:
        hands.wait_for("the log-in page", lambda: isinstance(window.page, LoginPage))
        yield hands
    finally:
        session.close()
        window.close()
        hands.settle()


def _log_in(hands: Hands, practice: Practice) -> None:
    page = hands.window.page
    if not isinstance(page, LoginPage):
        raise TypeError(type(page).__name__)
    hands.wait_for("the people of the counter", lambda: bool(page.tiles))
    hands.settle(GUARD)
    hands.picture("dang-nhap")
    # One person plays the whole story, so it is the one who may import and export, too.
    hands.press(Qt.Key.Key_Down)
    hands.write(practice.pin)
    hands.enter()
    hands.wait_for_page(PageName.FIND)


def _import_list(hands: Hands, practice: Practice, say: Callable[[str], None]) -> None:
    from desktop.ui.roster.import_page import ImportPage  # noqa: PLC0415 - made when first needed

    hands.session.navigation.show(PageName.IMPORT)
    hands.wait_for_page(PageName.IMPORT)
    page = hands.window.page
    if not isinstance(page, ImportPage):
        raise TypeError(type(page).__name__)
    page.open_file(practice.roster_file)
    hands.wait_for("the preview", lambda: page.has_preview)
    hands.settle(GUARD)
    hands.picture("danh-sach-xem-truoc")
    page.show_columns()
    hands.settle(GUARD)
    hands.picture("danh-sach-cac-cot")
    hands.enter()
    hands.wait_for("the preview again", lambda: page.has_preview)
    hands.settle(GUARD)
    hands.enter()
    services = hands.session.services
    if services is None:
        raise TypeError("no services")
    hands.wait_for("the import", lambda: services.roster.counts().total > 0)
    hands.settle(400)
    hands.picture("danh-sach-da-nhap")
    say(tr("Đã nhập {count} người từ Excel").format(count=services.roster.counts().total))


GUARD = 450


def _serve(hands: Hands, practice: Practice, person: Person, number: int) -> int:
    """Serve one person from the scan to the receipt; return the keys a clerk pressed."""
    first = number == 0
    practice.camera.show([draw_portrait(number)])
    hands.session.navigation.show(PageName.FIND)
    hands.wait_for_page(PageName.FIND)
    if first:
        hands.write("bu th")
        hands.wait_for("the search", hands.is_idle)
        hands.settle(200)
        hands.picture("quay-tim")
    hands.presses = 0
    hands.scan(practice.card(person))
    hands.wait_for_page(PageName.COMPARE)
    _shot(hands, "doi-chieu", first=first)
    hands.enter()
    hands.wait_for_page(PageName.PHOTO)
    page = hands.window.page
    if not isinstance(page, PhotoPage):
        raise TypeError(type(page).__name__)
    hands.wait_for("a shot", lambda: page.shot is not None)
    hands.settle(GUARD)
    _shot(hands, "chup-anh", first=first)
    hands.enter()
    hands.wait_for_page(PageName.SIGN)
    _shot(hands, "ky-xac-nhan-truoc", first=first)
    sign(hands)
    _shot(hands, "ky-xac-nhan", first=first)
    hands.enter()
    hands.wait_for_page(PageName.CHECK)
    hands.settle(600)
    _shot(hands, "kiem-tra-va-in", first=first)
    hands.enter()
    hands.wait_for_page(PageName.DONE)
    presses = hands.presses
    hands.wait_for("the paper", lambda: len(practice.printer.printed) > number)
    hands.settle(300)
    _shot(hands, "da-xong", first=first)
    return presses


def sign(hands: Hands) -> None:
    """Draw a signature on the pad with the mouse."""
    pad = hands.window.findChild(SignaturePad)
    if pad is None:
        raise TypeError("no pad")

    def at(point: tuple[float, float]) -> QPoint:
        return QPoint(int(point[0] * pad.width()), int(point[1] * pad.height()))

    for stroke in STROKES:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=at(stroke[0]))
        for start, end in pairwise(stroke):
            for part in range(1, 7):
                x = start[0] + (end[0] - start[0]) * part / 6
                y = start[1] + (end[1] - start[1]) * part / 6
                QTest.mouseMove(pad, at((x, y)))
                hands.settle(4)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=at(stroke[-1]))
    hands.settle(100)


def _exceptions(hands: Hands, practice: Practice, people: tuple[Person, ...]) -> None:
    """Show the calm pages: not on the list, already done."""
    hands.session.navigation.show(PageName.FIND)
    hands.wait_for_page(PageName.FIND)
    hands.picture("quay")
    hands.scan(practice.card(practice.commune.strangers[0]))
    hands.wait_for_page(PageName.NOT_LISTED)
    hands.settle(300)
    hands.picture("khong-co-trong-danh-sach")
    hands.scan(practice.card(people[0]))
    hands.wait_for_page(PageName.ALREADY_DONE)
    hands.settle(300)
    hands.picture("da-lam-roi")
    others = [person for person in practice.applicants(len(people) + 1) if person not in people]
    hands.scan(practice.card(others[0]))
    hands.wait_for_page(PageName.COMPARE)
    hands.press(Qt.Key.Key_Escape)
    hands.wait_for_page(PageName.FIND)


def _office(hands: Hands) -> None:
    """Show the pages around the counter."""
    for page, name in OFFICE_PAGES.items():
        hands.session.navigation.show(page)
        hands.wait_for_page(page)
        hands.wait_for("the page's content", hands.is_idle)
        hands.settle(300)
        hands.picture(name)
    hands.session.navigation.show(PageName.FIND)
    hands.wait_for_page(PageName.FIND)
    hands.press(Qt.Key.Key_F1)
    hands.wait_for_page(PageName.HELP)
    hands.picture("tro-giup")


def _export(hands: Hands, practice: Practice, say: Callable[[str], None]) -> Path:
    """Export the batch through its page and return the file."""
    from desktop.ui.batch.batches_page import BatchesPage  # noqa: PLC0415 - made when needed

    hands.session.navigation.show(PageName.BATCHES)
    hands.wait_for_page(PageName.BATCHES)
    page = hands.window.page
    if not isinstance(page, BatchesPage):
        raise TypeError(type(page).__name__)
    folder = practice.folder / "batches"
    folder.mkdir(exist_ok=True)
    page.waits.targets.set_value(str(folder))
    hands.settle(400)
    hands.picture("lo-ho-so-truoc-khi-xuat")
    hands.enter()
    hands.wait_for("the batch", lambda: bool(list(folder.glob("*-ban-giao.pdf"))))
    hands.wait_for("the end of the export", hands.is_idle)
    hands.settle(500)
    hands.picture("lo-ho-so-da-xuat")
    batch = next(folder.glob("*.qtn"))
    say(tr("Đã xuất lô {file}, ký bởi quầy, mã hóa cho tỉnh").format(file=batch.name))
    return batch


def _night_and_small(hands: Hands, app: QApplication) -> None:
    """The same counter at night, and on a small screen."""
    hands.session.navigation.show(PageName.FIND)
    hands.wait_for_page(PageName.FIND)
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


def _shot(hands: Hands, name: str, *, first: bool) -> None:
    if first:
        hands.wait_for("the page's content", hands.is_idle)
        hands.settle()
        hands.picture(name)


def _place(practice: Practice, file: Path) -> str:
    return file.relative_to(practice.folder).as_posix()
