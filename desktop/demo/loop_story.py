"""The part of the headless practice run between counter and province: batches, answers, cards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from desktop.common.i18n import tr
from desktop.common.vocabulary import CallFor, HandOverWay
from desktop.demo.stage import Stage, sign
from desktop.ui.batch.batches_page import BatchesPage
from desktop.ui.batch.province_keys_page import ProvinceKeysPage
from desktop.ui.batch.sent_back_page import SentBackPage
from desktop.ui.context import PageName
from desktop.ui.intake.photo_page import PhotoPage
from desktop.ui.returns.cards_page import CardsPage

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def trust_the_province(stage: Stage, stick: Path, digits: str) -> str:
    """Believe the province's key, and write the enrolment; return the digits to be read out.

    Args:
        stage: the counter.
        stick: where the key file lies.
        digits: what the province reads out on the phone.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.PROVINCE_KEYS)
    page = hands.page_as(ProvinceKeysPage)
    page.ask(next(stick.glob("*.qtp")))
    hands.settle()
    hands.write(digits.replace(" ", ""))
    hands.picture("khoa-cua-tinh-doi-chieu")
    hands.enter()
    hands.finish()
    page.enrol(stick)
    hands.finish()
    hands.picture("khoa-cua-tinh")
    return page.trust.spoken_digits


def export(stage: Stage, stick: Path) -> Path:
    """Export what waits through the page, and return the file.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, before = stage.hands, set(stick.glob("*.qtn"))
    hands.open(PageName.BATCHES)
    page = hands.page_as(BatchesPage)
    page.waits.targets.set_value(str(stick))
    hands.settle()
    if not before:
        hands.picture("lo-ho-so-truoc-khi-xuat")
    hands.enter()
    hands.wait_for("the batch", lambda: set(stick.glob("*.qtn")) > before)
    hands.finish()
    if not before:
        hands.picture("lo-ho-so-da-xuat")
    batch = next(iter(set(stick.glob("*.qtn")) - before))
    stage.say(tr("Đã xuất lô {file}, ký bởi quầy, mã hóa cho tỉnh").format(file=batch.name))
    return batch


def take_answers(stage: Stage, stick: Path, *, picture: str = "") -> None:
    """Take in what the province answered; old answers change nothing.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.BATCHES)
    hands.page_as(BatchesPage).taker.take(sorted(stick.glob("*.qta")))
    hands.finish()
    if picture:
        hands.picture(picture)


def mend_what_the_province_sent_back(stage: Stage) -> None:
    """Call the person, mend the photo of the same record, and nothing else.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, printed = stage.hands, len(stage.practice.printer.printed)
    hands.open(PageName.SENT_BACK)
    hands.picture("tinh-tra-ve")
    stage.seat(hands.page_as(SentBackPage).table.rows[0].full_name)
    hands.open(PageName.CALLS, call_for=CallFor.MEND)
    hands.enter()
    hands.finish()
    hands.picture("goi-dien")
    hands.press(Qt.Key.Key_1)
    hands.finish()
    hands.open(PageName.SENT_BACK)
    hands.enter()
    hands.wait_for_page(PageName.PHOTO)
    page = hands.page_as(PhotoPage)
    hands.press(Qt.Key.Key_Backspace)
    hands.wait_for("a shot", lambda: page.shot is not None)
    hands.picture("sua-anh")
    hands.enter()
    hands.wait_for_page(PageName.CHECK)
    hands.enter()
    hands.wait_for_page(PageName.DONE)
    hands.wait_for("the paper", lambda: len(stage.practice.printer.printed) > printed)


def count_cards(stage: Stage, stick: Path) -> None:
    """Take the list of printed cards, count what came and print the protocol.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.CARDS)
    page = hands.page_as(CardsPage)
    page.lists.use(next(stick.glob("the-*.xlsx")))
    hands.finish()
    hands.picture("the-danh-sach-ve")
    hands.enter()
    hands.finish()
    hands.press(Qt.Key.Key_2, _ALT)
    hands.finish()
    numbers = [card.card_number for card in stage.services.cards.counts.waiting()]
    for number in numbers:
        hands.scan(number)
        hands.finish()
        if number == numbers[-2]:
            hands.picture("the-kiem-dem")
    hands.press(Qt.Key.Key_G, _CTRL)
    hands.finish()
    hands.press(Qt.Key.Key_P, _CTRL)
    hands.finish()
    stage.say(tr("Đã kiểm đếm {n} thẻ về xã").format(n=len(numbers)))


def hand_over_cards(stage: Stage, stick: Path) -> None:
    """Hand one card over against a signature on the pad, note one as not fetched, tell all.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    page = hands.page_as(CardsPage)
    hands.press(Qt.Key.Key_3, _ALT)
    hands.finish()
    form = page.hands.form
    form.way_choice.set_value(HandOverWay.PAD.value)
    form.old.set_value("yes")
    hands.picture("the-trao")
    hands.enter()
    hands.settle()
    sign(hands)
    hands.picture("the-ky-nhan")
    hands.enter()
    hands.finish()
    hands.press(Qt.Key.Key_P, _CTRL)
    hands.finish()
    hands.picture("the-da-trao")
    page.reporter.write(stick)
    hands.finish()
