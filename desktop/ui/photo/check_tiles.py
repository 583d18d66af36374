"""The seven checks under the preview; only what fails is loud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.photo.views import Check, CheckName
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint


def check_titles() -> dict[CheckName, str]:
    """Return the words on the tiles before the first judgement."""
    return {
        CheckName.DISTANCE: tr("Khoảng cách"),
        CheckName.CENTRED: tr("Giữa khung"),
        CheckName.STRAIGHT: tr("Nhìn thẳng"),
        CheckName.LIGHT: tr("Ánh sáng"),
        CheckName.EYES: tr("Mắt mở"),
        CheckName.BACKGROUND: tr("Nền trơn"),
        CheckName.SHARP: tr("Độ nét"),
    }


class _Tile(QWidget):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.text = title, ""
        self.ok: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_result("", None)
        theme.on_change(self.refresh_theme)

    def show_result(self, text: str, ok: bool | None) -> None:
        """Show a finding; None is neither good nor bad."""
        if (text, ok) == (self.text, self.ok) and self.accessibleName():
            return
        self.text, self.ok = text, ok
        self.setAccessibleName(f"{self.title}: {text}" if text else self.title)
        self.update()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(100, theme.current().pick(56, 50))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest tile."""
        return QSize(72, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw symbol, title and finding."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        failed = self.ok is False
        loud = colours.warn
        area = QRectF(self.rect())
        if failed:
            paint.box(painter, area, loud.tint, loud.text, width=2)
        else:
            paint.box(painter, area, colours.surface, colours.line)
        icon = {True: "check", False: "warning", None: "dot"}[self.ok]
        tint = loud.text if failed else colours.ok.text if self.ok else colours.ink3
        left = look.fixed(12, 6)
        theme.paint_icon(painter, QRectF(left, area.center().y() - 8, 16, 16), icon, tint, 2.0)
        left += look.fixed(24, 22)
        room = area.width() - left - 4
        title_font, text_font = look.font("tag"), look.font("tag")
        title = Typeset(theme.elide(self.title, title_font, room), title_font)
        text = Typeset(theme.elide(self.text, text_font, room), text_font)
        top = area.center().y() - (title.height + (text.height if self.text else 0)) / 2
        title.draw(painter, QPointF(left, top), loud.text if failed else colours.ink)
        if self.text:
            quiet = loud.text if failed else colours.ink2
            text.draw(painter, QPointF(left, top + title.height), quiet)
        painter.end()


class CheckTiles(QWidget):
    """Seven tiles in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.tiles: dict[CheckName, _Tile] = {}
        for name, title in check_titles().items():
            self.tiles[name] = _Tile(title)
            row.addWidget(self.tiles[name])
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Give longer words more room."""
        look = theme.current()
        self._row.setSpacing(look.fixed(8, 6))
        for place, tile in enumerate(self.tiles.values()):
            words = theme.text_width(tile.title, look.font("tag"))
            self._row.setStretch(place, round(max(60.0, words)) + 34)

    def show_checks(self, checks: Sequence[Check], *, face: bool) -> None:
        """Show findings; without a face nothing is judged, so nothing is loud."""
        for check in checks:
            self.tiles[check.name].show_result(check.text, check.ok if face else None)

    def clear(self) -> None:
        """Show that nothing is judged."""
        for tile in self.tiles.values():
            tile.show_result("", None)
