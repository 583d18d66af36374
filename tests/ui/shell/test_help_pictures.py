"""F1 on every page: its keys and three pictures of it, at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.context import PageName
from desktop.ui.shell import help_texts
from desktop.ui.shell.routes import ROUTES
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.shell.office import SIZES, open_office, shown
from tests.ui.shell.test_every_page import cut, unnamed, visit

PAGES = [page for page in ROUTES if page not in {PageName.LOGIN, PageName.HELP}]


def colours(image):
    """Return how many different colours a picture has, looked at from afar."""
    small = image.scaled(96, 54)
    return len({small.pixel(x, y) for x in range(96) for y in range(54)})


def trouble_with(page, name):
    """Return what is wrong with the F1 page of a page."""
    found = cut(page) + unnamed(page)
    if len(page.pictures) != 3 or not page.column.isVisible():
        found.append(f"{len(page.pictures)} pictures")
    for picture in page.pictures:
        if picture.image.width() < 300 or colours(picture.image) < 4:
            found.append(f"nothing to see: {picture.words}")
    if len({picture.words for picture in page.pictures}) != len(page.pictures):
        found.append("two pictures of the same name")
    if not page._here.findChildren(KeyCap):
        found.append("no keys of its own")
    if help_texts.page_words(name) not in page.title:
        found.append("no name")
    return found


def unmarked(window):
    """Return whether the mark of practice is missing, doubled or cut."""
    marks = [label for label in shown(window, PlainLabel) if label.text() == "THỰC HÀNH"]
    if len(marks) != 1:
        return [f"{len(marks)} marks of practice"]
    is_whole = marks[0].width() >= marks[0].sizeHint().width()
    return [] if is_whole else ["the mark of practice is cut"]


@pytest.mark.parametrize("turn", range(len(SIZES)))
def test_every_page_says_practice_and_has_keys_and_three_pictures(tmp_path, turn):
    wrong = {}
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.window.set_station("Quầy TN01 · Mường Thử", practice=True)
        office.window.resize(*SIZES[turn])
        for name in PAGES[turn :: len(SIZES)]:  # the pages in turns, at one size each
            visit(office, name)
            found = unmarked(office.window)
            office.press(Qt.Key.Key_F1)
            assert office.here is PageName.HELP, name
            QTest.qWait(30)
            found += unmarked(office.window) + trouble_with(office.page, name)
            if found:
                wrong[name.value] = found
    assert not wrong, "\n".join(f"{name}: {text}" for name in wrong for text in wrong[name])


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_words_of_its_own(name):
    words, keys = help_texts.about(name)
    assert words.endswith(".")
    assert keys
    assert help_texts.page_words(name) != "Trợ giúp"


def test_a_picture_is_seen_large_by_its_number_and_left_with_escape(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.ROSTER)
        office.press(Qt.Key.Key_F1)
        page = office.page
        assert page.column.isVisible()
        for key, number in ((Qt.Key.Key_2, 2), (Qt.Key.Key_3, 3), (Qt.Key.Key_1, 1)):
            office.press(key)
            assert page.large.isVisible()
            assert not page.column.isVisible()
            assert page.large.view.image == page.pictures[number - 1].image
            assert page.large.words.text().startswith(f"{number}. ")
        office.press(Qt.Key.Key_Escape)
        assert office.here is PageName.HELP
        assert page.column.isVisible()
        page.column.cards[1].setFocus()
        office.press(Qt.Key.Key_Space)
        assert page.large.isVisible()
        office.press(Qt.Key.Key_F7)
        assert office.here is PageName.ROSTER
        assert page.pictures == ()  # nobody is kept in them


def test_numbers_shown_in_full_are_masked_again_in_the_pictures(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = visit(office, PageName.PERSON)
        office.press(Qt.Key.Key_F5)
        office.idle()
        assert page.facts.is_revealed
        office.press(Qt.Key.Key_F1)
        assert office.page.pictures
        assert not page.facts.is_revealed
