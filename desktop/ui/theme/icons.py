"""Icons: our own SVG files, tinted to a colour and drawn sharp at the screen's own resolution."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICON_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "icons"


def icon_names() -> list[str]:
    """Return the names of all icons, sorted."""
    return sorted(path.stem for path in ICON_FOLDER.glob("*.svg"))


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (ICON_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def renderer(name: str, colour: str, stroke: float = 1.75) -> QSvgRenderer:
    """Return the renderer of an icon in a colour.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    source = _source(name).replace("currentColor", colour)
    source = source.replace('stroke-width="1.75"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(source.encode()))


def paint_icon(
    painter: QPainter, rect: QRectF, name: str, colour: str, stroke: float = 1.75
) -> None:
    """Draw an icon into a rectangle (square, logical pixels)."""
    renderer(name, colour, stroke).render(painter, rect)


def pixmap(name: str, colour: str, size: int = 20, ratio: float = 2.0) -> QPixmap:
    """Return the icon as a picture of `size` logical pixels."""
    source = renderer(name, colour)  # before the painter opens: there may be no such icon
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    source.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Return the icon for Qt parts that want a `QIcon`."""
    return QIcon(pixmap(name, colour, size))
