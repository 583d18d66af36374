"""What single parts draw: letters, digits, icons, marks, long words."""

from __future__ import annotations

from typing import get_args

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
)

from desktop.ui import theme
from desktop.ui.theme.fonts import FONT_FILES, role_font
from desktop.ui.widgets import paint
from desktop.ui.widgets.action_bar import ActionBar
from desktop.ui.widgets.buttons import DangerButton, FlatButton, OutlineButton
from desktop.ui.widgets.gallery import save_pictures
from desktop.ui.widgets.plain_label import PlainLabel


def test_the_bundled_fonts_have_every_vietnamese_letter(dressed_app):
    assert theme.load_fonts() == []
    assert len(FONT_FILES) == 7
    for role in get_args(theme.Role):
        assert theme.missing_glyphs(theme.current().font(role)) == "", role
    assert theme.family_in_use(role_font("body")) == "Be Vietnam Pro"
    assert theme.family_in_use(role_font("key")) == "Noto Sans"
    assert theme.missing_glyphs(role_font("body"), "a漢b") == "漢"


def test_digits_line_up(dressed_app):
    font = role_font("table")
    widths = {round(theme.text_width(f"{d * 2}/{d * 2}/{d * 4}", font), 2) for d in "0123456789"}
    assert len(widths) == 1
    bare = {QFont(font).family()}
    assert bare == {"Be Vietnam Pro"}


def test_every_icon_draws_and_takes_its_colour(dressed_app):
    names = theme.icon_names()
    assert len(names) >= 47
    for name in names:
        image = theme.icon(name, "#FF0000", 48).pixmap(48, 48).toImage()
        seen = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 250
        }
        assert "#ff0000" in seen, name
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_red_is_only_for_refusing(qtbot):
    bad = QColor(theme.DAY.bad.text)
    for kind, red in ((OutlineButton, False), (FlatButton, False), (DangerButton, True)):
        button = kind("Trả lại")
        qtbot.addWidget(button)
        button.resize(button.sizeHint())
        image = button.grab().toImage()
        middle = image.height() // 2
        line = [image.pixelColor(x, middle) for x in range(image.width())]
        assert (bad in line) is red


def test_a_disabled_button_says_why(qtbot):
    button = OutlineButton("Chốt ca")
    qtbot.addWidget(button)
    button.set_disabled("Còn 3 việc ở mục 1.")
    assert not button.isEnabled()
    assert button.accessibleDescription() == button.toolTip() == "Còn 3 việc ở mục 1."
    button.set_disabled("")
    assert button.isEnabled()


def test_an_ampersand_in_a_word_is_not_a_mnemonic(qtbot):
    button = OutlineButton("Kim & Sơn", key="Ctrl+P")
    qtbot.addWidget(button)
    assert button.label == "Kim & Sơn"
    assert button.accessibleName() == "Kim & Sơn"
    assert button.shortcut().toString() == "Ctrl+P"


def test_a_long_text_ends_in_dots_and_is_whole_in_the_tool_tip(qtbot):
    label = PlainLabel("Chi bộ bản Huổi Bon, xã Mường Thử, tỉnh Sơn La")
    qtbot.addWidget(label)
    label.resize(120, label.sizeHint().height())
    label.grab()
    assert label.toolTip() == label.text()
    short = theme.elide(label.text(), label.font(), 120)
    assert short.endswith("…")
    assert theme.text_width(short, label.font()) <= 120


def test_mark_up_is_shown_and_not_obeyed(qtbot):
    label = PlainLabel("<b>Giàng</b> & <img src='x'>")
    qtbot.addWidget(label)
    plain = theme.text_width("<b>Giàng</b> & <img src='x'>", label.font())
    assert label.sizeHint().width() >= plain


def test_the_pictures_of_all_parts_show_both_palettes_and_the_ring(dressed_app, tmp_path):
    day, night = save_pictures(dressed_app, tmp_path)
    for path, palette in ((day, theme.DAY), (night, theme.NIGHT)):
        image = QImage(str(path))
        assert image.pixelColor(4, 4) == QColor(palette.bg)
        focus = QColor(palette.focus)
        ring = sum(image.pixelColor(x, 150) == focus for x in range(image.width()))
        assert ring >= 4
    assert theme.current().mode == "day"


def test_an_action_bar_without_primary_still_shows(qtbot):
    bar = ActionBar()
    qtbot.addWidget(bar)
    bar.set_reason("Chưa có gì để làm.")
    row = QHBoxLayout()
    row.addWidget(bar)
    assert bar.primary is None
    assert paint.key_height() >= 22
    assert QApplication.instance() is not None


def test_a_marked_word_keeps_its_ground_off_its_neighbours():
    font = theme.current().font("strong")
    text = "Giàng A Páo"
    plain = theme.Typeset(text, font)
    marked = theme.Typeset(text, font, spans=[theme.Span(8, 3, "mark")])
    bold = theme.Typeset(text, font, spans=[theme.Span(8, 3, "strong")])
    assert marked.width >= bold.width + 3
    assert plain.width <= bold.width


@pytest.mark.parametrize("role", ["table", "table_strong", "label"])
def test_two_marks_on_a_capital_leave_the_words_of_a_row_on_one_line(role):
    font = theme.current().font(role)

    def foot(text, height):
        """Return the lowest pixel of the letter in front, in a row of this height."""
        image = QImage(200, height, QImage.Format.Format_RGB32)
        image.fill("white")
        row = QRectF(0, 0, 200, height)
        painter = QPainter(image)
        paint.text_in(painter, row, text, font, "#000000")
        painter.end()
        wide = int(theme.text_width("H", font))
        dark = [
            y
            for y in range(height)
            if any(image.pixelColor(x, y).lightness() < 128 for x in range(wide))
        ]
        return dark[-1]

    assert foot("HỂ", 44) == foot("HE", 44)
    # Without room above, the marks are worth more than the line.
    low = theme.line_height(font)
    assert foot("HỂ", low) >= foot("HE", low)


def test_wrapped_lines_are_centred_one_by_one(qtbot):
    text = "Hồ sơ để sau sẽ nằm ở đây cho đến khi có người mở lại và làm tiếp."
    label = PlainLabel(text, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
    qtbot.addWidget(label)
    label.resize(260, label.heightForWidth(260))
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    pitch = theme.line_height(label.font())
    for line in range(label.height() // pitch):
        inked = [
            x
            for x in range(image.width())
            if any(
                image.pixelColor(x, y) != ground for y in range(line * pitch, (line + 1) * pitch)
            )
        ]
        assert abs(inked[0] - (259 - inked[-1])) <= 4, line


def test_a_primary_with_a_long_verb_is_never_cut(qtbot):
    bar = ActionBar()
    qtbot.addWidget(bar)
    bar.set_primary("Xong")
    bar.resize(900, 56)
    bar.show()
    primary = bar.set_primary("Lưu và in biên nhận cho người tiếp theo")
    bar.set_reason("Chờ đọc lại danh sách các lô đã xuất trong tuần này ở quầy số hai")
    qtbot.wait(20)
    assert primary.width() >= primary.sizeHint().width()
