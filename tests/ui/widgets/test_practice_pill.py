"""The mark of practice in the header, while the header sheds what there is no room for."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.header import Header, Tab

TABS = ("Quầy", "Hôm nay", "Dở dang", "Danh sách", "Lô hồ sơ", "Tiến độ", "Ca trực")


@pytest.fixture
def header(qtbot):
    """A header in practice on top of a window."""
    window = QWidget()
    shown = Header(
        "Quầy Tiếp Nhận",
        [Tab(str(place), word) for place, word in enumerate(TABS)],
        station="Quầy MT02",
        person="Lò Thị Hương",
        practice=True,
    )
    pile = QVBoxLayout(window)
    pile.setContentsMargins(0, 0, 0, 0)
    pile.addWidget(shown)
    pile.addStretch()
    qtbot.addWidget(window)
    window.show()
    yield shown
    window.close()  # the fixture keeps the window: what holds only a child lets it go


def _on_the_screen(window) -> QImage:
    """Return what stands on the screen now, stale places and all."""
    return window.screen().grabWindow(window.winId()).toImage()


@pytest.mark.parametrize("width", [1093, 1366, 1480, 1490])
def test_the_mark_of_practice_leaves_nothing_behind(header, qapp, width):
    """Counts come and go and push it aside: the screen is what a whole repaint would draw."""
    window = header.window()
    window.resize(width, 100)
    qapp.processEvents()
    for key, count in (("1", 3), ("4", 12), ("2", 3), ("1", 0), ("4", 0), ("2", 0)):
        header.tabs[key].set_count(count)
        qapp.processEvents()
        qapp.processEvents()
        shown = _on_the_screen(window)
        assert shown == window.grab().toImage().convertToFormat(shown.format())


def test_the_mark_of_practice_can_be_seen(header, qapp):
    """The box is there, in the colour of practice."""
    qapp.processEvents()
    image = _on_the_screen(header.window())
    mark = QColor(theme.current().palette.mark).rgb()
    filled = sum(image.pixel(x, y) == mark for x in range(image.width()) for y in range(52))
    assert filled > 1000
