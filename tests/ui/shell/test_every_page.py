"""Every page in the real window: nothing cut, nothing unnamed, nothing in the wrong language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.shell.routes import ROUTES
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.plain_label import PlainLabel
from tests.ui.shell.office import HUONG, SIZES, open_office, shown

_ENGLISH_WORDS = """
    the of and open close save cancel file folder search print next back yes error warning
    name date day night person people record records list card cards photo sign check help
    settings printer camera receipt today draft drafts batch retry loading please invalid
    language theme scale key wrong unknown
"""
ENGLISH = frozenset(_ENGLISH_WORDS.split())
# Words of the trade that Vietnamese offices use as they are, and keys as printed on keyboards.
LOAN = frozenset({"enter", "esc", "space", "backspace", "ctrl", "excel", "usb", "pin", "key"})


def visit(office, name: PageName) -> Any:
    """Open a page with what it needs."""
    inside = {PageName.COMPARE, PageName.PHOTO, PageName.SIGN, PageName.PAPERS, PageName.CHECK}
    if name in inside:
        application = office.draft("pao")
        if name is PageName.CHECK:
            from tests import factories

            intake = office.services.intake
            intake.accept_photo(application, factories.jpeg(), report={}, actor=HUONG)
            png = factories.signature_png()
            intake.accept_signature(application, png, actor=HUONG)
        return office.show(name, application_id=application)
    if name is PageName.LOGIN:
        office.session.lock()
        page = office.wait_for("LoginPage")
        office.idle()
        return page
    return office.show(name, **_payload(office, name))


def _payload(office, name: PageName) -> dict[str, Any]:
    if name is PageName.NOT_LISTED:
        return {"text": "Nguyễn Văn Không", "card": None}
    if name is PageName.ALREADY_DONE:
        application = _received(office).application_id
        return {"member_id": office.member("anh"), "application_id": application}
    if name is PageName.DONE:
        return {"received": _received(office)}
    if name in {PageName.PERSON, PageName.PRIORITY}:
        return {"member_id": office.member("pao")}
    return {"about": PageName.COMPARE} if name is PageName.HELP else {}


def _received(office):
    if not hasattr(office, "_done"):
        office._done = office.receive("anh")
    return office._done


def cut(window: QWidget) -> list[str]:
    """Return what does not fit its place."""
    found = []
    for button in shown(window, KeyButton):
        hint = button.minimumSizeHint()
        if button.width() < hint.width() or button.height() < hint.height():
            found.append(f"button {button.label!r} {button.size()} < {hint}")
    for label in shown(window, PlainLabel):
        if label.wordWrap():
            need = label.heightForWidth(label.width())
            if label.height() + 1 < need:
                found.append(f"text {label.text()!r} {label.height()} < {need}")
        elif label.height() < theme.line_height(label.font()) - 1:
            found.append(f"line {label.text()!r} {label.height()}")
    for area in shown(window, QScrollArea):
        inside = area.widget()
        if inside is not None and inside.width() > area.viewport().width() + 1:
            found.append(f"wider than the page: {inside.width()} > {area.viewport().width()}")
    return found


def doubled(window: QWidget) -> list[str]:
    """Return keys that two buttons in sight show: Qt presses neither of them."""
    keys = [button.key for button in shown(window, KeyButton) if button.isEnabled() and button.key]
    return [f"key {key} twice" for key in sorted({key for key in keys if keys.count(key) > 1})]


def texts(window: QWidget) -> list[str]:
    """Return every text a person could read or hear."""
    found = [window.windowTitle()]
    for widget in shown(window, QWidget):
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(number) for number in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for column in range(model.columnCount()):
                head = model.headerData(column, Qt.Orientation.Horizontal)
                found.append(str(head or ""))
    return [text for text in found if text]


def english(window: QWidget) -> list[str]:
    """Return texts with a word from the English list."""
    found = []
    for text in texts(window):
        words = {word.lower() for word in re.findall(r"[A-Za-zÀ-ỹĐđ]+", text)}
        if (words & ENGLISH) - LOAN:
            found.append(text)
    return found


def unnamed(window: QWidget) -> list[str]:
    """Return controls that a screen reader could not name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for kind in kinds
        for widget in shown(window, kind)
        if not widget.accessibleName()
        and not isinstance(widget, QHeaderView)
        and not isinstance(widget.parentWidget(), QComboBox)
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_fits_and_is_named(tmp_path, size, language):
    wrong: dict[str, list[str]] = {}
    with open_office(tmp_path / "p", language=language) as office:
        office.log_in()
        office.window.resize(*size)
        for name in (*(page for page in ROUTES if page is not PageName.LOGIN), PageName.LOGIN):
            visit(office, name)
            QTest.qWait(30)
            trouble = cut(office.window) + unnamed(office.window) + doubled(office.window)
            if language == "vi":
                trouble += [f"English: {text!r}" for text in english(office.window)]
            assert office.window.width() == size[0], name
            if trouble:
                wrong[name.value] = sorted(set(trouble))
    assert not wrong, "\n".join(f"{name}: {text}" for name in wrong for text in wrong[name])


def test_the_night_palette_reaches_every_page(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        theme.apply_theme(office.app, "night")
        for name in (PageName.FIND, PageName.SETTINGS, PageName.ROSTER, PageName.BATCHES):
            visit(office, name)
            picture = office.window.grab().toImage()
            corner = picture.pixelColor(4, picture.height() // 2)
            assert corner.lightness() < 60, name


@pytest.mark.parametrize(
    "name", [PageName.SETTINGS, PageName.ROSTER, PageName.BATCHES, PageName.DOCTOR, PageName.HELP]
)
def test_every_control_is_reached_with_tab(tmp_path, name):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = visit(office, name)
        wanted = {
            widget
            for widget in shown(page, QWidget)
            if widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
            and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
        }
        reached = set()
        for _ in range(80):
            QTest.keyClick(QApplication.focusWidget() or office.window, Qt.Key.Key_Tab)
            reached.add(QApplication.focusWidget())
        missing = [widget.accessibleName() for widget in wanted - reached]
        assert wanted
        assert not missing


def test_no_page_flashes_a_window_of_its_own(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        before = set(QApplication.topLevelWidgets())
        flashed = []

        class Spy(QWidget):
            def eventFilter(self, watched, event):
                is_shown = event.type() == event.Type.Show and isinstance(watched, QWidget)
                if is_shown and watched.isWindow() and watched not in before:
                    flashed.append(type(watched).__name__)
                return False

        spy = Spy(office.window)
        office.app.installEventFilter(spy)
        try:
            for name in ROUTES:
                if name is not PageName.LOGIN:
                    visit(office, name)
        finally:
            office.app.removeEventFilter(spy)
        assert not flashed


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_practice_is_said_on_every_page_and_never_cut(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        office.window.set_station("Quầy TN01 · Mường Thử", practice=True)
        office.window.resize(*size)
        said = [label for label in shown(office.window, PlainLabel) if label.text() == "THỰC HÀNH"]
        assert len(said) == 1
        office.log_in()
        _received(office)  # numbers beside the tabs take the most room
        office.window.set_station("Quầy TN01 · Mường Thử", practice=True)
        for name in (PageName.FIND, PageName.CHECK, PageName.DRAFTS):
            visit(office, name)
            QTest.qWait(30)
            ribbons = [
                label for label in shown(office.window, PlainLabel) if label.text() == "THỰC HÀNH"
            ]
            assert len(ribbons) == 1, name
            assert ribbons[0].width() >= ribbons[0].sizeHint().width(), name


def test_the_station_stands_in_the_header_with_numbers_beside_the_tabs(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        _received(office)
        office.window.resize(1366, 768)
        office.show(PageName.DRAFTS)
        texts = [label.text() for label in shown(office.window, PlainLabel)]
        assert any("Mường Thử" in text for text in texts)


@pytest.mark.parametrize("name", [PageName.FIND, PageName.PHOTO, PageName.SIGN, PageName.CHECK])
def test_the_page_itself_does_not_scroll_on_the_smallest_screen(tmp_path, name):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.window.resize(911, 512)
        page = visit(office, name)
        QTest.qWait(50)
        assert page._scroll.verticalScrollBar().maximum() == 0
        assert page._scroll.horizontalScrollBar().maximum() == 0
