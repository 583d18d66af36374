"""A second key for every function key: Ctrl and its digit; many laptops hide F-keys behind Fn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


def function_key_of(event: QKeyEvent) -> int:
    """Return the number of the function key that a key stands for; 0 for none."""
    is_plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if is_plain != Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat():
        return 0
    number = event.key() - Qt.Key.Key_0.value
    return number if 1 <= number <= 9 else 0


def press_function_key(window: QWidget, number: int) -> None:
    """Do what the function key does: press the button that shows it, or send the key itself."""
    name = f"F{number}"
    QGuiApplication.inputMethod().commit()
    for button in window.findChildren(QAbstractButton):
        shows = getattr(button, "key", "") == name
        if shows and button.isEnabled() and button.isVisibleTo(window):
            button.click()
            return
    key = Qt.Key(Qt.Key.Key_F1.value + number - 1)
    event = QKeyEvent(QEvent.Type.KeyPress, key.value, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(QApplication.focusWidget() or window, event)
