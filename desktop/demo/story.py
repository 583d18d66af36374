"""The story the headless practice run tells, through the real windows, from log-in to card."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import tr
from desktop.demo import counter_story as counter
from desktop.demo import loop_story as loop
from desktop.demo import province_story as province
from desktop.demo import review_story as review
from desktop.demo import shift_story as shifts
from desktop.demo.campaign_story import a_week_later
from desktop.demo.hands import Hands
from desktop.demo.list_story import show_the_list
from desktop.demo.practice import ADMINISTRATOR, CLERK, STATION, SUPERVISOR, Practice
from desktop.demo.province_place import ProvincePlace, make_province
from desktop.demo.province_story import Desks, open_desk_window
from desktop.demo.stage import Stage
from desktop.ui.security.login_page import LoginPage
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.session import Session
from desktop.ui.shell.start import make_session

Entry = dict[str, str]
_RECEIPT = re.compile(rf"{STATION}-\d{{6}}-\d\d(-\d+)?")
"""Name of the file of a receipt; other papers are named after what they are."""


def tell(practice: Practice, *, applicants: int, say: Callable[[str], None]) -> list[Entry]:
    """Drive the windows through the whole story and return what was left behind.

    Args:
        practice: the practice place.
        applicants: how many people the clerk serves; one more is taken over by somebody else.
        say: gets a line for the person who waits.

    Raises:
        StuckError: a window did not come to where it should be.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    place = make_province(practice.folder)
    launch = Launch(practice.profile, practice.open, lambda _station: None)
    with (
        _window(app, practice, launch) as hands,
        open_desk_window(app, place, hands) as desks,
    ):
        stage = Stage(hands, practice, say)
        _before_the_day(stage, desks)
        stage.change_to(CLERK)
        counter.night_and_small(stage, app)  # while there are few pages to dress anew
        _at_the_counter(stage, applicants)
        batch = _to_the_province(stage, desks)
        _back_again(stage, desks)
        pictures = hands.pictures
    later = a_week_later(app, practice, pictures, say)
    found = _left_behind(practice, place, batch, pictures)
    evening = (("campaign_paper", paper) for paper in later)
    return found + [_entry(practice, kind, file) for kind, file in evening]


def _before_the_day(stage: Stage, desks: Desks) -> None:
    """Counter and province get to know each other; the list comes in, the shift begins."""
    digits = province.hand_out_key(desks)
    stage.log_in(ADMINISTRATOR, picture="dang-nhap")
    own = loop.trust_the_province(stage, desks.place.stick, digits)
    province.enrol_station(desks, own)
    review.ask_for_review(stage)
    shifts.open_shift(stage)
    counter.import_list(stage)


def _at_the_counter(stage: Stage, applicants: int) -> None:
    """People come, one file changes hands, the office is looked at."""
    people = stage.practice.applicants(applicants + 2)
    for number, person in enumerate(people[:applicants]):
        presses = counter.serve(stage, person, number)
        stage.say(
            tr("{name}: {presses} phím từ lúc quét đến biên nhận").format(
                name=person.card_name, presses=presses
            )
        )
    counter.exceptions(stage, people[0], people[-1])
    shifts.take_over(stage, people[applicants])
    counter.office(stage)
    review.review_and_give_back(stage)
    review.mend_what_came_back(stage)


def _to_the_province(stage: Stage, desks: Desks) -> Path:
    """Everything is approved and leaves; the province sends one record back."""
    stage.change_to(ADMINISTRATOR)
    review.approve_all(stage, picture="duyet-xong")
    show_the_list(stage)
    batch = loop.export(stage, desks.place.stick)
    province.receive_and_answer(desks)
    loop.take_answers(stage, desks.place.stick, picture="lo-ho-so-co-tra-loi")
    loop.mend_what_the_province_sent_back(stage)
    return batch


def _back_again(stage: Stage, desks: Desks) -> None:
    """The mended record leaves, cards come back and are handed over, the day ends."""
    stick = desks.place.stick
    stage.change_to(SUPERVISOR)
    review.approve_all(stage)
    loop.export(stage, stick)
    province.receive_the_rest(desks)
    loop.take_answers(stage, stick)
    loop.count_cards(stage, stick)
    loop.hand_over_cards(stage, stick)
    province.report(desks)
    shifts.back_up(stage)
    shifts.close_shift(stage)


@contextmanager
def _window(app: QApplication, practice: Practice, launch: Launch) -> Iterator[Hands[Session]]:
    window, session = make_session(app, launch)
    hands = Hands(window, session, practice.folder / "screenshots")
    window.resize(*counter.LARGE)
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


def _left_behind(
    practice: Practice, place: ProvincePlace, batch: Path, pictures: list[Path]
) -> list[Entry]:
    """List the files of the story by kind."""
    found = [
        *(("screenshot", picture) for picture in pictures),
        *(
            ("receipt" if _RECEIPT.fullmatch(paper.stem) else "paper", paper)
            for paper in practice.printer.printed
        ),
        ("batch", batch),
        ("handover", batch.with_name(batch.stem + "-ban-giao.pdf")),
        ("province_profile", place.profile),
        ("province_unlock", place.unlock),
        *(("province_paper", paper) for paper in sorted(place.papers.iterdir())),
    ]
    return [_entry(practice, kind, file) for kind, file in found]


def _entry(practice: Practice, kind: str, file: Path) -> Entry:
    return {"kind": kind, "file": file.relative_to(practice.folder).as_posix()}
