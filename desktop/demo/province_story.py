"""The part of the headless practice run at the province, in the window of its desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.batch.answering.reasons import Reason
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.demo.hands import Hands
from desktop.demo.province_place import ProvincePlace
from desktop.province.desk import Desk
from desktop.province.records.views import RecordQuery
from desktop.ui.context import PageName
from desktop.ui.province.desk_page import DeskPage
from desktop.ui.province.own_keys_page import OwnKeysPage
from desktop.ui.province.print_page import PrintPage
from desktop.ui.province.review_page import ReviewPage
from desktop.ui.province.stations_page import StationsPage
from desktop.ui.shell.province_session import ProvinceSession
from desktop.ui.shell.session import Session
from desktop.ui.shell.start import make_province_session

_MOST = 200  # records that the printing office answers for at once


@dataclass(frozen=True)
class Desks:
    """The province's window with everything around it.

    Attributes:
        hands: what types and presses in it.
        place: where the desk and its papers lie.
        other: the counter's window, which goes away meanwhile.
    """

    hands: Hands[ProvinceSession]
    place: ProvincePlace
    other: QWidget

    @property
    def desk(self) -> Desk:
        """What the desk can do.

        Raises:
            TypeError: the window is closed.
        """
        desk = self.hands.session.desk
        if desk is None:
            raise TypeError("no desk")
        return desk

    @contextmanager
    def in_front(self) -> Iterator[None]:
        """Show this window instead of the counter's, and give that one back afterwards."""
        self.hands.come_forward(self.other)
        self.hands.wait_for("the desk", lambda: self.hands.session.desk is not None)
        self.hands.finish()
        try:
            yield
        finally:
            self.hands.window.hide()
            self.other.show()
            self.other.activateWindow()
            self.hands.settle()

    @contextmanager
    def looked_at(self, page: PageName) -> Iterator[None]:
        """The same, on a page."""
        with self.in_front():
            self.hands.open(page)
            yield


@contextmanager
def open_desk_window(
    app: QApplication, place: ProvincePlace, counter: Hands[Session]
) -> Iterator[Desks]:
    """Open the window of the province behind the counter's; close it afterwards."""
    window, session = make_province_session(app, place.launch)
    hands = Hands(window, session, counter.folder, counter.pictures)
    window.resize(counter.window.size())
    try:
        yield Desks(hands, place, counter.window)
    finally:
        session.close()
        window.close()
        hands.settle()


def hand_out_key(desks: Desks) -> str:
    """Write the key file for the stations; return the digits that are read out on the phone.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = desks.hands
    with desks.looked_at(PageName.PROVINCE):
        hands.picture("tinh-chua-co-quay")
        hands.open(PageName.PROVINCE_OWN_KEYS)
        page = hands.page_as(OwnKeysPage)
        page.write(desks.place.stick)
        hands.finish()
        hands.picture("tinh-khoa-cua-tinh")
    return next(key.fingerprint for key in desks.desk.keys.own() if key.signs)


def enrol_station(desks: Desks, digits: str) -> None:
    """Enter the counter in the register, its digits compared.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = desks.hands
    with desks.looked_at(PageName.PROVINCE_STATIONS):
        page = hands.page_as(StationsPage)
        page.use_file(next(desks.place.stick.glob("*.qte")))
        hands.finish()
        hands.write(digits.replace(" ", ""))
        hands.picture("tinh-ghi-danh")
        hands.enter()
        hands.finish()
        hands.picture("tinh-noi-tiep-nhan")


def receive_and_answer(desks: Desks) -> None:
    """Take the batch in, send one record back for its photo, and answer.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = desks.hands
    with desks.looked_at(PageName.PROVINCE):
        _receive(desks)
        hands.picture("tinh-vua-nhan")
        hands.open(PageName.PROVINCE_REVIEW)
        hands.picture("tinh-can-xem")
        hands.open(PageName.PROVINCE_RECORDS)
        hands.picture("tinh-ho-so")
        hands.enter()
        hands.wait_for_page(PageName.PROVINCE_RECORD)
        hands.finish()
        page = hands.page_as(ReviewPage)
        page.face.decision.reason.set_value(Reason.PHOTO.value)
        page.face.decision.note.set_value(tr("Tóc che mắt trái, chụp lại."))
        page.setFocus()
        hands.picture("tinh-mot-ho-so")
        hands.press(Qt.Key.Key_R)
        hands.finish()
        _answer(desks)
        hands.picture("tinh-vua-tra-loi")


def receive_the_rest(desks: Desks) -> None:
    """Take in the mended record, answer, send all to the printing office and take its word.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, papers = desks.hands, desks.place.papers
    with desks.looked_at(PageName.PROVINCE):
        _receive(desks)
        _answer(desks)
        hands.open(PageName.PROVINCE_PRINT)
        page = hands.page_as(PrintPage)
        hands.enter()
        page.make.sealing.set_value("clear")
        hands.settle()
        hands.picture("tinh-lap-danh-sach-in")
        page.work.write(page.make.wanted(), papers)
        hands.finish()
        page.use_file(_office_result(desks, papers))
        hands.finish()
        hands.picture("tinh-ket-qua-in")
        hands.enter()
        hands.finish()
        page.work.tell(desks.place.stick)
        hands.finish()
        hands.picture("tinh-in-the")


def report(desks: Desks) -> None:
    """Take in where the cards are, and write the report.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = desks.hands
    with desks.looked_at(PageName.PROVINCE):
        _receive(desks)
        hands.page_as(DeskPage).work.report(desks.place.papers)
        hands.finish()
        hands.picture("tinh-bao-cao")
        hands.open(PageName.PROVINCE_TRAIL)
        hands.picture("tinh-nhat-ky")


def _receive(desks: Desks) -> None:
    hands = desks.hands
    hands.page_as(DeskPage).work.receive([desks.place.stick])
    hands.finish()


def _answer(desks: Desks) -> None:
    hands = desks.hands
    hands.open(PageName.PROVINCE)
    hands.page_as(DeskPage).work.answer(desks.place.stick)
    hands.finish()


def _office_result(desks: Desks, folder: Path) -> Path:
    """Write what the printing office answers, as it would: a list with a number for each card."""
    records = desks.desk.records
    found = records.page(records.marks(RecordQuery(), page=_MOST), 0)
    lines = [
        f"{receipt};0099000{number:05d};Đã in;"
        for number, receipt in enumerate(sorted({one.receipt_number for one in found}), start=1)
    ]
    path = folder / "ket-qua-in.csv"
    text = "\n".join(["Số biên nhận;Số thẻ mới;Kết quả;Ghi chú", *lines])
    write_whole(path, text.encode("utf-8-sig"))
    return path
