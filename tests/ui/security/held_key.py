"""A key that is held down, as the window system tells of it: pressed, repeated, let go."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

_PLAIN = Qt.KeyboardModifier.NoModifier


def hold(office: Any, key: Qt.Key, text: str = "", *, repeats: int = 6) -> None:
    """Hold a key until everything it asked for is done, and let it go.

    Args:
        office: of `open_office` or `open_province_window`.
        key: which.
        text: what it types.
        repeats: how often the system says that it is still down: half of them at once, half when
            the page has done what the first asked for.
    """

    def target() -> Any:
        return QApplication.focusWidget() or office.window

    QTest.simulateEvent(target(), True, key.value, _PLAIN, text, False)
    for number in range(repeats):
        if number == repeats // 2:
            office.idle()
        QTest.simulateEvent(target(), False, key.value, _PLAIN, text, True)
        QTest.simulateEvent(target(), True, key.value, _PLAIN, text, True)
    office.idle()
    QTest.simulateEvent(target(), False, key.value, _PLAIN, text, False)
    office.idle()
