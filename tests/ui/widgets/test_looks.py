"""Nothing is cut, nothing is too small, nothing is without a name, by day and by night."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.theme.fonts import ROLES, pixel_size
from desktop.ui.widgets.buttons import KeyButton, OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.choice_row import ChoiceList, ChoiceRow
from desktop.ui.widgets.gallery import Gallery
from desktop.ui.widgets.header import Header, Tab, initials
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.search_box import SearchBox
from desktop.ui.widgets.step_strip import StepStrip
from desktop.ui.widgets.tag import Tag

LOOKS = list(itertools.product(("day", "night"), theme.SCALES, (False, True)))
WORST = "ẤỖỠỮỢ Ngữ gỵ"  # two marks on a capital, a mark below, descenders


def _ink_rows(image):
    """Return how many rows of a picture carry ink."""
    ground = image.pixelColor(0, 0)
    return sum(
        any(image.pixelColor(x, y) != ground for x in range(image.width()))
        for y in range(image.height())
    )


class Window(QWidget):
    """A window with the usual frame."""

    header: Header
    page: Page


def usual_window(practice=False):
    window = Window()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    tabs = [Tab("counter", "Quầy"), Tab("today", "Hôm nay"), Tab("drafts", "Dở dang")]
    header = Header(
        "Quầy Tiếp Nhận",
        tabs,
        station="Quầy 2 · Mường Thử",
        person="Lò Thị Hương",
        practice=practice,
    )
    header.set_counts({"today": 22, "drafts": 3})
    header.set_current("counter")
    column.addWidget(header)
    page = Page("Quét thẻ hoặc gõ tên, số")
    strip = StepStrip(["Tìm", "Đối chiếu", "Chụp ảnh", "Ký xác nhận", "Kiểm tra và in"])
    strip.set_step(1, "Giàng A Páo", "1978 · Chi bộ bản Nà Sang")
    page.top.addWidget(strip)
    page.content.addWidget(SearchBox("Tìm người", hint="họ tên không dấu · 4 số cuối"))
    page.content.addWidget(
        ChoiceList([("a", "Giàng A Páo", "theo thẻ"), ("b", "Giàng A Pao", "")], name="Tên nào")
    )
    page.content.addStretch(1)
    page.action_bar.add_back(page.leave)
    page.action_bar.add_later(page.leave)
    page.action_bar.set_primary("Lưu và in biên nhận")
    page.action_bar.show_saved("14:33:08")
    column.addWidget(page, 1)
    window.header, window.page = header, page
    return window


@pytest.mark.parametrize(("mode", "scale", "compact"), LOOKS)
def test_no_word_is_cut_on_the_sheet_of_all_parts(qtbot, dressed_app, mode, scale, compact):
    theme.apply_theme(dressed_app, mode, scale, compact=compact)
    sheet = Gallery()
    qtbot.addWidget(sheet)
    sheet.resize(round(760 * scale), 1200)
    sheet.show()
    dressed_app.processEvents()
    for part in sheet.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, (KeyButton, Tag, Chip, ChoiceRow)):
            need = part.sizeHint()
            assert part.width() >= need.width(), part.accessibleName()
            assert part.height() >= need.height(), part.accessibleName()
        if isinstance(part, PlainLabel) and part.text():
            assert part.height() >= 1.36 * pixel_size(part.font()), part.text()
            if not part.wordWrap():
                wide = theme.text_width(part.text(), part.font())
                assert part.width() + 1 >= wide, part.text()
            else:
                assert part.height() >= part.heightForWidth(part.width()), part.text()


@pytest.mark.parametrize("scale", theme.SCALES)
def test_every_target_is_at_least_40_px_high(qtbot, dressed_app, scale):
    theme.apply_theme(dressed_app, "day", scale, compact=True)
    sheet, window = Gallery(), usual_window()
    for widget in (sheet, window):
        qtbot.addWidget(widget)
        widget.resize(1093, 1100)
        widget.show()
    dressed_app.processEvents()
    small = [
        (type(part).__name__, part.accessibleName(), part.height())
        for widget in (sheet, window)
        for part in widget.findChildren(QAbstractButton)
        + widget.findChildren(QComboBox)
        + [line for line in widget.findChildren(QLineEdit) if not line.property("bare")]
        if part.isVisible()
        and not isinstance(part.parent(), QLineEdit)  # the lock sign is no target
        and (part.height() < 40 or part.width() < 36)
    ]
    assert small == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scale", theme.SCALES)
def test_vietnamese_marks_stay_inside_the_line(qtbot, dressed_app, role, scale):
    """Draw the tallest and deepest letters in the label's own height and in a roomy one."""
    theme.apply_theme(dressed_app, "day", scale)
    label = PlainLabel(WORST, role)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    image = label.grab().toImage()
    roomy = PlainLabel(WORST, role)
    qtbot.addWidget(roomy)
    roomy.resize(label.width(), label.height() + 40)
    assert _ink_rows(image) == _ink_rows(roomy.grab().toImage())


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1366, 768, 1.0), (1366, 768, 1.3), (1093, 570, 1.0), (911, 512, 1.0), (911, 512, 1.15)],
)
@pytest.mark.parametrize("practice", [False, True])
def test_the_frame_of_a_page_fits_old_screens(qtbot, dressed_app, width, height, scale, practice):
    theme.apply_theme(dressed_app, "day", scale, compact=width <= theme.COMPACT_WIDTH)
    window = usual_window(practice)
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    dressed_app.processEvents()
    assert (window.width(), window.height()) == (width, height)
    bar = window.page.action_bar
    primary = bar.primary
    corner = primary.mapTo(window, QPoint(primary.width(), primary.height()))
    assert corner.x() <= width
    assert corner.y() <= height
    needed = window.header.findChildren(QAbstractButton) + bar.findChildren(KeyButton)
    cut = [b.accessibleName() for b in needed if b.isVisible() and b.width() < b.sizeHint().width()]
    assert cut == []
    labels = [part for part in window.header.findChildren(PlainLabel) if part.isVisible()]
    assert [part.text() for part in labels if part.width() < part.sizeHint().width()] == []
    assert window.header._help.isVisible()
    assert window.header._ribbon.isVisible() == practice


def test_every_control_has_a_name_for_screen_readers(qtbot):
    sheet, window = Gallery(), usual_window()
    for widget in (sheet, window):
        qtbot.addWidget(widget)
    controls = [
        part
        for widget in (sheet, window)
        for kind in (QAbstractButton, QLineEdit, QComboBox, QTableView)
        for part in widget.findChildren(kind)
        if part.isVisibleTo(widget)
    ]
    assert len(controls) > 25
    for part in controls:
        interface = QAccessible.queryAccessibleInterface(part)
        assert interface.text(QAccessible.Text.Name), part


def test_a_key_cap_and_a_tag_are_read_aloud(qtbot):
    header = Header("Quầy Tiếp Nhận", [Tab("today", "Hôm nay")], person="Lò Thị Hương")
    qtbot.addWidget(header)
    header.set_counts({"today": 22})
    assert header.tabs["today"].accessibleName() == "Hôm nay 22"
    assert initials("Lò Thị Hương") == "LH"
    assert initials("") == ""
    tag = Tag("Đã xong", "ok")
    qtbot.addWidget(tag)
    assert tag.accessibleName() == "Đã xong"
    meter = Meter("Lịch hẹn đã đến")
    qtbot.addWidget(meter)
    meter.set(1024, 1766)
    assert meter.accessibleName() == "Lịch hẹn đã đến 1.024 / 1.766"


def test_who_works_here_stays_longer_than_the_name_of_the_program(qtbot, dressed_app):
    words = ("Quầy", "Hôm nay", "Dở dang", "Danh sách", "Lô hồ sơ", "Ca trực")
    header = Header(
        "Quầy Tiếp Nhận",
        [Tab(str(number), word) for number, word in enumerate(words)],
        station="Quầy MT02 · Mường Thử – ca sáng",
        person="Nguyễn Văn Thử",
        practice=True,
        parent=(room := QWidget()),  # a window of its own would not go below its least width
    )
    qtbot.addWidget(room)
    header.set_counts({"1": 124, "2": 3, "4": 88})
    room.show()
    seen = []
    for width in (1900, 1366, 1093, 911):
        header.resize(width, 52)
        theme.fit_to_width(dressed_app, width)
        dressed_app.processEvents()
        shown = {label.text() for label in header.findChildren(PlainLabel) if label.isVisible()}
        seen.append((header._name.isVisible(), header._person.text(), header._person.isVisible()))
        assert "THỰC HÀNH" in shown
        assert header._wanted() <= width
    dressed_app.sendPostedEvents()
    for width in (1900, 911):
        header.resize(width, 52)
        for tab in header.tabs.values():  # before the loop comes round again
            assert tab.width() >= tab.minimumSizeHint().width(), (width, tab.tab.text)
    assert seen[0] == (True, "Nguyễn Văn Thử", True)
    assert seen[1] == (False, "Nguyễn Văn Thử", True)
    assert not seen[2][0]
    assert not seen[3][0]
    theme.apply_theme(dressed_app, "day", 1.0, compact=False)


def test_night_reaches_every_pixel_of_ground(qtbot, dressed_app):
    window = usual_window()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    day = window.grab().toImage()
    theme.apply_theme(dressed_app, "night")
    dressed_app.processEvents()
    night = window.grab().toImage()
    ground = (683, 640)
    assert day.pixelColor(*ground) == QColor(theme.DAY.bg)
    assert night.pixelColor(*ground) == QColor(theme.NIGHT.bg)
    bright = sum(
        night.pixelColor(x, y).lightness() > 128
        for x in range(0, 1366, 7)
        for y in range(0, 768, 7)
    )
    assert bright < 0.1 * (1366 // 7) * (768 // 7)


def test_a_bigger_text_size_reaches_open_windows(qtbot, dressed_app):
    label, button = PlainLabel("Đúng người này?", "title"), OutlineButton("Để sau", key="Esc")
    for widget in (label, button):
        qtbot.addWidget(widget)
    before = (label.sizeHint(), button.sizeHint())
    theme.apply_theme(dressed_app, "day", 1.3)
    assert label.sizeHint().height() > before[0].height()
    assert button.sizeHint().width() > before[1].width()


def test_small_screens_switch_at_1120_px_and_back(dressed_app):
    assert theme.fit_to_width(dressed_app, 1093) is True
    assert theme.current().font("title").pointSizeF() == pytest.approx(15)
    assert theme.fit_to_width(dressed_app, 1093) is False
    assert theme.fit_to_width(dressed_app, 1366) is True
    assert theme.current().font("title").pointSizeF() == pytest.approx(18)
