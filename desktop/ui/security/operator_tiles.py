"""The tiles of the log-in page: one for each person who works here, one of them chosen."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from desktop.security.views import OperatorView
from desktop.ui import theme
from desktop.ui.security.operator_tile import OperatorTile

KEYS = 9
"""Alt+1 to Alt+9 choose a name."""

_COLUMNS = 3


class OperatorTiles(QWidget):
    """Names to choose from, by mouse, by Alt and a digit, or one after the other.

    Signals:
        changed: somebody was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[OperatorTile] = []
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._keys = [
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._choose_at, number - 1))
            for number in range(1, KEYS + 1)
        ]
        theme.on_change(self.refresh_theme)

    def show_people(self, operators: tuple[OperatorView, ...], last: UUID | None) -> None:
        """Show these people; the last one who was here is chosen, else the first."""
        for tile in self.tiles:
            self._group.removeButton(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [
            OperatorTile(operator, f"Alt+{number}" if number <= KEYS else "")
            for number, operator in enumerate(operators, start=1)
        ]
        for tile in self.tiles:
            self._group.addButton(tile)
            tile.toggled.connect(self._toggled)
        self._place()
        remembered = [tile for tile in self.tiles if tile.operator.id == last]
        for tile in (remembered or self.tiles)[:1]:
            tile.setChecked(True)

    def _place(self) -> None:
        look = theme.current()
        most = 2 if look.compact or look.scale > 1.2 else _COLUMNS
        columns = max(2, min(most, len(self.tiles)))  # two people fill the row, as the PIN does
        self._grid.setSpacing(look.fixed(16, 10))
        for number, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def refresh_theme(self) -> None:
        """Two columns of tiles on a small screen."""
        self._place()

    @property
    def chosen(self) -> OperatorView | None:
        """Whose tile is chosen."""
        tile = self._group.checkedButton()
        return tile.operator if isinstance(tile, OperatorTile) else None

    def step(self, by: int) -> None:
        """Choose the next name, or the one before."""
        if self.tiles:
            at = next((i for i, tile in enumerate(self.tiles) if tile.isChecked()), 0)
            self.tiles[(at + by) % len(self.tiles)].setChecked(True)

    def _choose_at(self, place: int) -> None:
        if place < len(self.tiles):
            self.tiles[place].setChecked(True)
            self.changed.emit()  # the same name again gives the focus back, too

    def _toggled(self, on: bool) -> None:
        if on:
            self.changed.emit()
