"""The real program, driven from inside its own process; started by tests as a script.

`counter_process.py PROGRAM-OPTIONS -- ACT ACT …` runs `desktop.app.run` with the options, and
beside it hands that type, press and draw. After each act one line of JSON on standard output
says where the window is. After the last act the program stays open until it is killed.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import app as program
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.demo.hands import Hands
from desktop.demo.stage import sign
from desktop.ui.context import PageName
from desktop.ui.documents import qt_printer
from desktop.ui.intake.not_listed_page import NotListedPage
from desktop.ui.intake.papers_page import PapersPage
from desktop.ui.intake.sign_page import SignPage
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.session import Session
from tests import factories
from tests.journeys.counter import PIN

PHONE, HOMETOWN = "0912345678", "Huoi Bon, Bac Yen"
TYPED_AT_CHECK = "0987654321"
WITNESS = "Lo Van Sang"
STRANGER = "068086002771||K'Brêu|21041986|Nam|Thôn 4, xã Bảo Thử, tỉnh Lâm Đồng|01062021"
_LETTERS = "aeioubcdghklmnpst"
STRANGER_CELL = "Chi bo Thon 4"


class Acts:
    """What a clerk does, one method per word on the command line."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    @property
    def page(self) -> object:
        return self.hands.window.page

    def log_in(self) -> dict[str, object]:
        """Type the PIN, go past the check of the day, and wait for wherever the window then is."""
        hands = self.hands
        hands.wait_for("the store", lambda: hands.session.services is not None)
        hands.wait_for("the PIN field", self._asks_for_pin)
        hands.settle(450)
        hands.write(PIN)
        hands.enter()
        hands.wait_for("a page", lambda: hands.session.navigation.current is not None)
        morning = hands.session.navigation.current is PageName.MORNING
        if morning:  # one key, and nobody waits for what is being measured
            hands.press(Qt.Key.Key_Escape)
            hands.wait_for_page(PageName.FIND)
        hands.wait_for("the page's content", hands.is_idle)
        hands.settle(450)
        return {"morning": morning}

    def _asks_for_pin(self) -> bool:
        pin = getattr(self.page, "pin", None)
        return pin is not None and bool(pin.hasFocus())

    def scan(self) -> None:
        self.hands.scan(factories.CARD)
        self.hands.wait_for_page(PageName.COMPARE)
        self.hands.wait_until_ready()

    def edit(self) -> None:
        """Type into the form and leave it open."""
        self.hands.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        form = self.page.form.fields  # type: ignore[attr-defined]  # ComparePage
        for key, text in ((FieldKey.PHONE, PHONE), (FieldKey.HOMETOWN, HOMETOWN)):
            form.focus_field(key)
            QTest.keyClicks(form.entries[key].field, text)

    def to_photo(self) -> None:
        page = self.page
        if page.is_editing:  # type: ignore[attr-defined]  # ComparePage
            self.hands.enter()
            self.hands.wait_for("the comparison", lambda: not page.is_editing)  # type: ignore[attr-defined]  # as above
        self.hands.enter()
        self.hands.wait_for_page(PageName.PHOTO)

    def accept_photo(self) -> None:
        page = self.page
        self.hands.wait_for("a good shot", lambda: page.shot is not None)  # type: ignore[attr-defined]  # PhotoPage
        self.hands.enter()
        self.hands.wait_for_page(PageName.SIGN)

    def draw(self) -> None:
        """Draw and do not accept."""
        sign(self.hands)

    def refuse_to_sign(self) -> None:
        """Give a reason and a witness, let the witness sign, and do not accept."""
        page = self.page
        assert isinstance(page, SignPage)
        panel = page.reason_panel
        self.hands.press(Qt.Key.Key_F6)
        self.hands.press(Qt.Key.Key_3)
        field = panel.witness.field
        self.hands.wait_for("the witness field", field.hasFocus)
        QTest.keyClicks(field, WITNESS)
        QTest.keyClick(page.witness_side.relation, Qt.Key.Key_Down)  # the first: a relative
        sign(self.hands)

    def show_signing(self) -> dict[str, object]:
        """Say what stands on the page "Ký xác nhận"."""
        page = self.page
        assert isinstance(page, SignPage)
        panel = page.reason_panel
        return {
            "strokes": len(page.pad.strokes),
            "points": sum(len(stroke) for stroke in page.pad.strokes),
            "asked": not panel.isHidden(),
            "reason": panel.reason,
            "witness": panel.witness_name,
            "relation": page.witness_side.how.relation,
            "second": len(page.witness_side.strokes),
        }

    def open_papers(self) -> None:
        """Come to the papers, from signing or from the check page."""
        self.hands.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        self.hands.wait_for_page(PageName.PAPERS)
        self.hands.wait_for("the page's content", self.hands.is_idle)

    def photograph(self) -> None:
        """Take one page; the practice camera shows no sheet, so the corners are given up."""
        page = self.page
        assert isinstance(page, PapersPage)
        count = len(page.papers.pages)
        if page.view.is_editing:
            self.hands.press(Qt.Key.Key_F6)
        if page.item is not None:
            self.hands.press(Qt.Key.Key_Space)
        self.hands.wait_for("the camera", lambda: page.panel.sees)
        self.hands.press(Qt.Key.Key_Space)
        self.hands.wait_for("a page", lambda: len(page.papers.pages) == count + 1)
        self.hands.wait_for("its corners", lambda: page.view.is_editing)

    def show_papers(self) -> dict[str, object]:
        """Say what stands on the page of papers."""
        page = self.page
        assert isinstance(page, PapersPage)
        self.hands.wait_for("the pages", lambda: bool(page.items))
        return {"pages": len(page.papers.pages), "papers": len(page.papers.papers)}

    def bind(self) -> None:
        """Bind the pages that wait."""
        page = self.page
        assert isinstance(page, PapersPage)
        self.hands.enter()
        self.hands.wait_for("a paper", lambda: len(page.papers.papers) == 1)

    def accept_reason(self) -> None:
        self.hands.enter()
        self.hands.wait_for_page(PageName.CHECK)
        self.hands.wait_for("the page's content", self.hands.is_idle)

    def scan_stranger(self) -> None:
        self.hands.scan(STRANGER)
        self.hands.wait_for_page(PageName.NOT_LISTED)
        self.hands.wait_for("the page's content", self.hands.is_idle)
        self.hands.settle(450)

    def type_stranger(self) -> None:
        """Open the form, type into it and leave it open."""
        page = self.page
        assert isinstance(page, NotListedPage)
        self.hands.press(Qt.Key.Key_2)
        field = page.form.fields.entries[FieldKey.CELL].field
        self.hands.wait_for("the first empty field", field.hasFocus)
        QTest.keyClicks(field, STRANGER_CELL)
        page.form.status.rows[MemberStatus.OUTSIDE_LIST.value].click()

    def show_stranger(self) -> dict[str, object]:
        """Say what stands in the form."""
        page = self.page
        assert isinstance(page, NotListedPage)
        return {
            "adding": page.is_adding,
            "status": page.form.status.value(),
            "fields": {key.value: text for key, text in page.form.fields.values().items()},
        }

    def add_stranger(self) -> None:
        self.hands.enter()
        self.hands.wait_for_page(PageName.COMPARE)
        self.hands.wait_until_ready()

    def accept_signature(self) -> None:
        sign(self.hands)
        self.hands.enter()
        self.hands.wait_for_page(PageName.CHECK)
        self.hands.wait_for("the page's content", self.hands.is_idle)

    def type_at_check(self) -> None:
        """Type into a row and leave its editor open."""
        rows = self.page.list  # type: ignore[attr-defined]  # CheckPage
        rows.edit(FieldKey.PHONE)
        field = rows.rows[FieldKey.PHONE].entry.field
        QTest.keyClicks(field, TYPED_AT_CHECK)

    def type_on(self) -> None:
        """Type word after word into the form, at the pace of a quick clerk, until the end."""
        self.hands.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        form = self.page.form.fields  # type: ignore[attr-defined]  # ComparePage
        chance = random.Random(int(os.environ["SEED"]))
        while True:
            for key in (FieldKey.HOMETOWN, FieldKey.RESIDENCE, FieldKey.BIRTH_PLACE):
                form.focus_field(key)
                field = form.entries[key].field
                field.clear()
                for _ in range(chance.randint(4, 9)):
                    word = "".join(chance.choices(_LETTERS, k=chance.randint(2, 6)))
                    for letter in f"{word} ":
                        QTest.keyClicks(field, letter)
                        self.hands.settle(chance.randint(20, 90))
                    say(act="typed", field=key.value, text=field.text(), at=time.monotonic())

    def capture_on(self) -> None:
        """Photograph, accept, draw, go back and photograph again, until the end."""
        strokes = 0
        while True:
            self.hands.wait_for("a good shot", lambda: self.page.shot is not None)  # type: ignore[attr-defined]  # PhotoPage
            say(act="shot", at=time.monotonic())
            self.hands.enter()
            self.hands.wait_for_page(PageName.SIGN)
            say(act="photo", at=time.monotonic())
            self.hands.wait_for("the pad", self.hands.is_idle)
            sign(self.hands)
            page = self.page
            assert isinstance(page, SignPage)
            assert len(page.pad.strokes) > strokes
            strokes = len(page.pad.strokes)
            say(act="strokes", count=strokes, at=time.monotonic())
            self.hands.press(Qt.Key.Key_F7)
            self.hands.wait_for_page(PageName.PHOTO)
            self.hands.wait_for("the kept photo", self.hands.is_idle)
            self.hands.settle(100)
            self.hands.press(Qt.Key.Key_Backspace)

    def pause(self) -> None:
        """Let the window work until the test writes a line."""
        say(act="waits")
        heard = threading.Event()

        def listen() -> None:
            sys.stdin.readline()
            heard.set()

        threading.Thread(target=listen, daemon=True).start()
        self.hands.wait_for("a word of the test", heard.is_set, 60)

    def print_to_paper(self) -> None:
        """Put a printer there: Qt's own, with a PDF for paper, so that its ways are the real ones.

        Qt writes its PDF in the folder PAPERS, outside everything that must stay unreadable.
        """
        papers = Path(os.environ["PAPERS"])
        papers.mkdir()

        def to_file(device: QPrinter) -> None:
            device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            device.setOutputFileName(str(papers / "receipt.pdf"))

        qt_printer.make_printer = lambda name="": qt_printer.QtPrinter(name or "PDF", to_file)

    def receive(self) -> None:
        self.hands.enter()
        self.hands.wait_for_page(PageName.DONE)


def say(**words: object) -> None:
    """Tell the test; at once, for this process is about to be killed."""
    print(json.dumps(words), flush=True)


def drive(names: list[str]) -> None:
    """Do all acts, then wait for the end."""
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    session = window.findChild(Session)
    assert session is not None
    hands = Hands(window, session, Path(os.environ["TMPDIR"]))
    acts = Acts(hands)
    for name in names:
        act: Callable[[], dict[str, object] | None] = getattr(acts, name)
        told = act() or {}
        here = session.navigation.current
        say(
            act=name,
            page=here.value if here else None,
            person=session.desk.file_name,
            presses=hands.presses,
            **told,
        )
    say(act="done")


def main() -> int:
    """Start the program with hands on it."""
    cut = sys.argv.index("--")
    options, names = sys.argv[1:cut], sys.argv[cut + 1 :]
    application = QApplication(sys.argv[:1])

    def begin() -> None:
        try:
            drive(names)
        except BaseException:  # noqa: BLE001 - the test reads what went wrong, then this process ends
            traceback.print_exc()
            os._exit(3)

    QTimer.singleShot(0, application, begin)
    return program.run(options)


if __name__ == "__main__":
    sys.exit(main())
