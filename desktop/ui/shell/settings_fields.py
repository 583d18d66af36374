"""One row for each declared setting, made from its declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.settings import SettingDef
from desktop.common.text import clean
from desktop.ui import theme
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.plain_label import PlainLabel

_REST_MS = 700


class LongText(QPlainTextEdit):
    """A few lines of plain text; Tab leaves the field."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        font = theme.current().font("body")
        self.setFont(font)
        self.setFixedHeight(3 * theme.line_height(font) + 26)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go to the page: these texts are one paragraph."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)


class SettingField(QWidget):
    """The row of one setting; tells every change after a short rest.

    Args:
        definition: the declared setting.
        value: the value in force.
        choices: (value, words) found at run time, for cameras and printers.

    Signals:
        changed (object, object): the definition and the new value.
    """

    changed = Signal(object, object)

    def __init__(
        self, definition: SettingDef, value: Any, choices: Sequence[tuple[str, str]] | None = None
    ) -> None:
        super().__init__()
        self.definition = definition
        self._value = value
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._tell)
        self._edit: ChoiceEdit | TextEdit | LongText
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        label = tr(definition.label)
        if definition.multiline:
            self._edit = LongText(label)
            self._edit.setPlainText(str(value))
            self._edit.textChanged.connect(self._typed)
            head = PlainLabel(label, "label", "ink2")
            head.setBuddy(self._edit)
            layout.addWidget(head)
            layout.addWidget(self._edit)
            return
        found = list(choices) if choices is not None else self._declared_choices()
        if found is None:
            self._edit = TextEdit(limit=300)
            self._edit.set_value(str(value))
        else:
            self._edit = ChoiceEdit(found)
            self._edit.set_value(self._key(value))
        self._edit.value_changed.connect(self._typed)
        layout.addWidget(FormEntry(label, self._edit))

    def _declared_choices(self) -> list[tuple[str, str]] | None:
        definition = self.definition
        if definition.choices:
            return [(value, tr(words)) for value, words in definition.choices]
        if isinstance(definition.default, bool):
            return [("1", tr("Có")), ("0", tr("Không"))]
        if isinstance(definition.default, int):
            low, high = int(definition.low or 0), int(definition.high or 9)
            return [(str(number), str(number)) for number in range(low, high + 1)]
        return None

    @staticmethod
    def _key(value: Any) -> str:
        return str(int(value)) if isinstance(value, bool) else str(value)

    def value(self) -> Any:
        """Return what is shown, in the type of the setting."""
        if isinstance(self._edit, LongText):
            return clean(self._edit.toPlainText())
        text = self._edit.value()
        if isinstance(self.definition.default, bool):
            return text == "1"
        if isinstance(self.definition.default, int):
            return int(text)
        return text

    def _typed(self) -> None:
        # A choice holds at once; a text when the person rests.
        if isinstance(self._edit, ChoiceEdit):
            self._tell()
        else:
            self._rest.start()

    def flush(self) -> None:
        """Tell a change that is still resting."""
        if self._rest.isActive():
            self._rest.stop()
            self._tell()

    def _tell(self) -> None:
        value = self.value()
        if value != self._value and self.definition.accepts(value):
            self._value = value
            self.changed.emit(self.definition, value)
