"""Every page by night and by day, and by the Tab key alone: read, reached, in order, seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.shell.routes import ROUTES
from desktop.ui.widgets.toast import ToastButton
from tests.ui.shell import looking
from tests.ui.shell.office import open_office
from tests.ui.shell.test_every_page import visit

PAGES = (*(name for name in ROUTES if name is not PageName.LOGIN), PageName.LOGIN)


def walk(office, look):
    """Visit every page; return what `look` finds wrong there, a line each."""
    wrong = []
    for name in PAGES:
        visit(office, name)
        QTest.qWait(20)
        wrong += [f"{name.value}: {words}" for words in sorted(set(look(office)))]
    return wrong


def unseen(office, widget):
    """Return a widget that has the focus while no ring stands around it in sight."""
    ring = office.window.furnish().ring.ring
    middle = QRect(widget.mapTo(office.window, QPoint(0, 0)), widget.size()).center()
    return [] if ring.contains(middle) else [f"no ring: {looking.name(widget)}"]


def by_tab(office):
    stops, found = looking.tabbed(office.window), []
    inside = [stop for stop in stops if office.page.isAncestorOf(stop)]
    for stop in stops:
        stop.setFocus()
        if QApplication.focusWidget() is stop:
            found += unseen(office, stop)
    missed = looking.wanted(office.window) - set(stops)
    found += [f"not reached: {looking.name(widget)}" for widget in missed]
    # What floats over the page and goes by itself has no place in its order.
    inside = [stop for stop in inside if not isinstance(stop, ToastButton)]
    return found + looking.out_of_order(inside, office.window)


def faint(office):
    picture = looking.pixels(office.window.grab().toImage())
    return looking.too_faint(office.window, picture)


def faint_or_by_day(office):
    picture = looking.pixels(office.window.grab().toImage())
    return looking.too_faint(office.window, picture) + looking.by_day(office.window, picture)


def test_every_page_is_walked_with_tab_alone_and_can_be_read_by_day(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        wrong = walk(office, lambda office: faint(office) + by_tab(office))
    assert not wrong, "\n".join(wrong)


def test_every_page_can_be_read_by_night(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        for name in (PageName.FIND, PageName.BATCHES, PageName.SHIFT):
            visit(office, name)  # made by day: they have to change their clothes
        theme.apply_theme(office.app, "night")
        wrong = walk(office, faint_or_by_day)
    assert not wrong, "\n".join(wrong)
