"""The part of the headless practice run about people and shifts: opened, taken over, closed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from desktop.common.i18n import tr
from desktop.demo.people import Person
from desktop.demo.practice import ADMINISTRATOR, CLERK, SUPERVISOR
from desktop.demo.stage import Stage, sign
from desktop.ui.backup.backup_page import BackupPage
from desktop.ui.context import PageName
from desktop.ui.intake.photo_page import PhotoPage
from desktop.ui.shifts.shift_page import ShiftPage

_CTRL = Qt.KeyboardModifier.ControlModifier


def open_shift(stage: Stage) -> None:
    """Open the shift on its page.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.SHIFT)
    hands.picture("ca-truc-chua-mo")
    hands.enter()
    hands.wait_for_page(PageName.FIND)
    hands.finish()


def take_over(stage: Stage, person: Person) -> None:
    """Leave a person's file open behind the lock; somebody else takes it over and finishes it.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, printed = stage.hands, len(stage.practice.printer.printed)
    stage.seat(person.card_name)
    hands.open(PageName.FIND)
    hands.scan(stage.practice.card(person))
    hands.wait_for_page(PageName.COMPARE)
    hands.enter()
    hands.wait_for_page(PageName.PHOTO)
    stage.change_to(SUPERVISOR, picture="man-hinh-khoa")
    hands.picture("nhan-lam-tiep")
    hands.press(Qt.Key.Key_T, _CTRL)
    hands.wait_for_page(PageName.PHOTO)
    page = hands.page_as(PhotoPage)
    hands.wait_for("a shot", lambda: page.shot is not None)
    hands.enter()
    hands.wait_for_page(PageName.SIGN)
    sign(hands)
    hands.enter()
    hands.wait_for_page(PageName.CHECK)
    hands.enter()
    hands.wait_for_page(PageName.DONE)
    hands.wait_for("the paper", lambda: len(stage.practice.printer.printed) > printed)
    stage.say(
        tr("{name}: {second} nhận làm tiếp của {first}").format(
            name=person.card_name, first=CLERK, second=SUPERVISOR
        )
    )


def back_up(stage: Stage) -> None:
    """Keep a twin copy and a backup, look at the page that tells of both, and at the trail.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.BACKUP)
    page = hands.page_as(BackupPage)
    for folder, keep in (("twin", page.keep_twin_in), ("backup", page.keep_backups_in)):
        place = stage.practice.folder / folder
        place.mkdir(exist_ok=True)
        keep(place)
        hands.finish()
    hands.enter()
    hands.wait_for("the backup", lambda: bool(page.table.rows))
    hands.finish()
    hands.picture("sao-luu")
    hands.open(PageName.TRAIL)
    hands.picture("nhat-ky")


def close_shift(stage: Stage) -> None:
    """Hand on what is unfinished, close the shift and print its page.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, printer = stage.hands, stage.practice.printer
    hands.open(PageName.SHIFT)
    page = hands.page_as(ShiftPage)
    hands.picture("ca-truc-con-viec-do")
    page.face.next_one.set_value(ADMINISTRATOR)
    while left := _in_the_way(stage):
        page.face.hand_button.click()
        hands.wait_for("one thing less", partial(_is_less, stage, left))
        hands.finish()
    hands.picture("ca-truc-truoc-khi-chot")
    hands.enter()
    hands.wait_for("the end of the shift", lambda: bool(page.closed.rows))
    hands.finish()
    printed = len(printer.printed)
    hands.press(Qt.Key.Key_P, _CTRL)
    hands.wait_for("its page", lambda: len(printer.printed) > printed)
    hands.finish()
    hands.picture("ca-truc-da-chot")
    stage.say(tr("Đã chốt ca, biên bản: {file}").format(file=printer.printed[-1].name))


def _in_the_way(stage: Stage) -> int:
    """Return how many things keep the shift from being closed."""
    state = stage.services.shifts.desk.state()
    return len(state.in_the_way) if state is not None else 0


def _is_less(stage: Stage, before: int) -> bool:
    return _in_the_way(stage) < before
