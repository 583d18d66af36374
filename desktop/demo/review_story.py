"""The part of the headless practice run about the second pair of eyes, and what it gives back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.common.i18n import tr
from desktop.common.settings import REVIEW_REQUIRED
from desktop.demo.practice import ADMINISTRATOR, CLERK
from desktop.demo.stage import Stage, sign
from desktop.intake.review.returning import ReturnReason
from desktop.ui.context import PageName
from desktop.ui.intake.review_page import ReviewPage


def ask_for_review(stage: Stage) -> None:
    """From now on nothing leaves that a second person did not see."""
    stage.services.preferences.set(REVIEW_REQUIRED, True, actor=ADMINISTRATOR)


def review_and_give_back(stage: Stage) -> None:
    """Approve what is right, give one record back for its signature, and take a last look.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.REVIEW)
    page = hands.page_as(ReviewPage)
    _to_foreign(stage, page)
    hands.picture("duyet-ho-so")
    page.face.back.reason.set_value(ReturnReason.SIGNATURE.value)
    page.face.back.note.set_value(tr("Nét ký bị cụt, mời ký lại cả tên."))
    page.setFocus()
    hands.picture("duyet-tra-ve")
    name = page.face.row.full_name if page.face.row is not None else ""
    hands.press(Qt.Key.Key_R)
    hands.finish()
    hands.picture("duyet-da-tra-ve")
    stage.say(tr("Người duyệt trả về hồ sơ của {name}: ký lại").format(name=name))


def mend_what_came_back(stage: Stage) -> None:
    """At the clerk's own list: the record that was given back opens where it has to be mended.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands, printed = stage.hands, len(stage.practice.printer.printed)
    stage.change_to(CLERK)
    hands.picture("quay-co-ho-so-can-sua")
    hands.open(PageName.DRAFTS)
    hands.picture("do-dang-can-sua")
    hands.enter()
    hands.wait_for_page(PageName.SIGN)
    hands.finish()
    hands.picture("sua-chu-ky")
    hands.press(Qt.Key.Key_Backspace)
    sign(hands)
    hands.enter()
    hands.wait_for_page(PageName.CHECK)
    hands.enter()
    hands.wait_for_page(PageName.DONE)
    hands.wait_for("the paper", lambda: len(stage.practice.printer.printed) > printed)
    hands.finish()


def approve_all(stage: Stage, *, picture: str = "") -> None:
    """Approve one record after the other until nothing waits.

    Raises:
        StuckError: the window did not come to where it should be.
    """
    hands = stage.hands
    hands.open(PageName.REVIEW)
    page = hands.page_as(ReviewPage)
    while stage.services.review.counts().waiting:
        _to_foreign(stage, page)
        hands.enter()
        hands.finish()
    if picture:
        hands.picture(picture)


def _to_foreign(stage: Stage, page: ReviewPage) -> None:
    """Come to a record that somebody else took: nobody approves their own."""
    hands = stage.hands
    hands.wait_for("a record", lambda: page.face.row is not None and page.face.detail is not None)
    if page.face.row is not None and page.face.row.is_own:
        hands.press(Qt.Key.Key_J)
        hands.finish()
