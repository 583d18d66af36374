"""Everything a passer-by could read from a window, and whole numbers of people in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.models import Member, PrintRecord, ReceivedRecord, SourceRecord
from desktop.storage.unit_of_work import Store

_KEYS = ("personal_id", "old_id", "card_number", "new_card_number", "phone")
_GAPS = re.compile(r"[\s.\-–\u00a0]")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def numbers_of(store: Store) -> set[str]:
    """Return every number of a person that a store holds: identity, card, phone."""
    found: set[str] = set()
    with store.read() as session:
        for member in session.query(Member):
            found |= {getattr(member, key) for key in _KEYS}
        for row in session.query(SourceRecord):
            found |= {str(row.fields.get(key, "")) for key in _KEYS}
        for received in session.query(ReceivedRecord):
            fields = received.document.get("fields", {})
            found |= {received.personal_id, *(str(fields.get(key, "")) for key in _KEYS)}
        found |= {row.card_number for row in session.query(PrintRecord)}
    return {one for one in found if len(one) >= 7}


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of every visible widget and every row of every table, seen or not."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        where = f"{type(widget).__name__} {widget.accessibleName()[:30]}"
        for text in (*_own(widget), widget.toolTip(), widget.accessibleDescription()):
            yield where, text
        yield where, widget.accessibleName()
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((where, text) for text in _cells(widget.model()))


def _own(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    # Painted parts keep their words in an attribute of this name.
    words: Any = getattr(widget, "text", None)
    if callable(words) and not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        words = words()
    if isinstance(words, str):
        yield words


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        for column in range(model.columnCount(QModelIndex())):
            for role in _ROLES:
                text = model.data(model.index(row, column), role)
                if isinstance(text, str):
                    yield text


def whole_numbers(root: QWidget, numbers: set[str]) -> list[str]:
    """Return where a number can be read in full, however it is grouped."""
    return sorted(
        {
            f"{where}: {text[:60]}"
            for where, text in texts(root)
            for plain in (_GAPS.sub("", text),)
            for number in numbers
            if number in plain
        }
    )


def readable(root: QWidget) -> str:
    """Return all of it, to see that a page was filled when it was looked at."""
    return "\n".join(text for _, text in texts(root))
