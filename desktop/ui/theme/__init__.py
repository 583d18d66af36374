"""The look: colours, type, spacing and icons in one place, applied to the whole application.

Widgets ask `current()` while painting and call `on_change(self.refresh_theme)` once, so that a
switch of palette, text size or screen size reaches every open window at once.

The first paint needs this module, so what it imports is counted: everything that touches the `Qt`
namespace (18 ms for its enums) waits behind `__getattr__`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.ui.theme import icons
from desktop.ui.theme.fonts import (
    Role,
    family_in_use,
    load_fonts,
    missing_glyphs,
    number_font,
    role_font,
)
from desktop.ui.theme.icons import icon_names, paint_icon
from desktop.ui.theme.palette import DAY, KINDS, NIGHT, Kind, Mode, Palette, contrast, palette_of
from desktop.ui.theme.stylesheet import style_sheet

if TYPE_CHECKING:
    from desktop.ui.theme.typeset import Span, Typeset, elide, line_height, text_width

__all__ = [
    "COMPACT_WIDTH",
    "DAY",
    "KINDS",
    "NIGHT",
    "SCALES",
    "Kind",
    "Mode",
    "Palette",
    "Role",
    "Span",
    "Theme",
    "Typeset",
    "apply_theme",
    "colour",
    "contrast",
    "current",
    "elide",
    "family_in_use",
    "fit_to_width",
    "icon",
    "icon_names",
    "line_height",
    "load_fonts",
    "missing_glyphs",
    "number_font",
    "on_change",
    "paint_icon",
    "palette_of",
    "text_width",
]

COMPACT_WIDTH = 1120  # logical px; at or below this the small-screen sizes hold
SCALES = (1.0, 1.15, 1.3)
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6 = 4, 8, 12, 16, 24, 32
HAS_FUSION = "has-fusion"
"""Property of an application that was given its style as an argument; asking for it is slow."""
RADIUS, RADIUS_SMALL, RADIUS_BAR = 6, 4, 3


def __getattr__(name: str) -> Any:
    """Bring in the typesetting with its first use, after the first paint."""
    if name not in __all__:
        raise AttributeError(name)
    from desktop.ui.theme import typeset  # noqa: PLC0415 - the reason is above

    found = globals()[name] = getattr(typeset, name)
    return found


@dataclass(frozen=True)
class Theme:
    """The look in force."""

    mode: Mode = "day"
    scale: float = 1.0
    compact: bool = False
    field: bool = False
    palette: Palette = DAY

    def pick(self, normal: int, small: int) -> int:
        """Return a size in px for normal or small screens, grown with the text."""
        return round((small if self.compact else normal) * self.scale)

    def fixed(self, normal: int, small: int) -> int:
        """Return a size in px for normal or small screens that does not grow with the text."""
        return small if self.compact else normal

    def font(self, role: Role) -> QFont:
        """Return the font of a role."""
        scale = self.scale * (14 / 12 if self.field else 1.0)
        return role_font(role, scale=scale, compact=self.compact)


class _Notifier(QObject):
    """Tells widgets that the look changed.

    Signals:
        changed: the theme in force is another one.
    """

    changed = Signal()


_current = Theme()
_notifier: _Notifier | None = None


def current() -> Theme:
    """Return the look in force."""
    return _current


def on_change(refresh: Callable[[], None]) -> None:
    """Call a bound method of a widget now and after every change of the look."""
    global _notifier  # noqa: PLW0603 - one notifier for the one look of a process
    if _notifier is None:
        _notifier = _Notifier()
    _notifier.changed.connect(refresh)
    refresh()


def colour(token: str) -> str:
    """Return a colour by token (`ink3`, `ok`, `bad.tint`); `#RRGGBB` passes unchanged."""
    if token.startswith("#"):
        return token
    name, _, part = token.partition(".")
    value = getattr(_current.palette, name)
    return value if isinstance(value, str) else str(getattr(value, part or "text"))


def icon(name: str, color: str = "ink2", size: int = 20) -> QIcon:
    """Return an icon tinted with a colour token or `#RRGGBB`."""
    return icons.icon(name, colour(color), size)


def _qt_palette(colours: Palette) -> QPalette:
    roles = QPalette.ColorRole
    table = {
        roles.Window: colours.bg,
        roles.WindowText: colours.ink,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.sunk,
        roles.Text: colours.ink,
        roles.Button: colours.surface,
        roles.ButtonText: colours.ink,
        roles.ToolTipBase: colours.toast,
        roles.ToolTipText: colours.toast_text,
        roles.PlaceholderText: colours.ink3,
        roles.Highlight: colours.tint_line,
        roles.HighlightedText: colours.ink,
        roles.Link: colours.action,
        roles.BrightText: colours.bad.text,
        roles.Light: colours.line,
        roles.Midlight: colours.line,
        roles.Mid: colours.line2,
        roles.Dark: colours.line2,
        roles.Shadow: colours.line2,
    }
    result = QPalette()
    for role, value in table.items():
        result.setColor(role, QColor(value))
    off = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(off, role, QColor(colours.ink3))
    return result


def apply_theme(
    app: QApplication,
    mode: Mode = "day",
    scale: float = 1.0,
    *,
    compact: bool | None = None,
    field: bool = False,
) -> Theme:
    """Dress the application: Fusion, fonts, colours, style sheet; safe to call again.

    Args:
        app: the application.
        mode: `day` or `night`.
        scale: text size, one of `SCALES`.
        compact: small-screen sizes; None keeps what is in force.
        field: larger text and stronger lines for work in sunlight.
    """
    global _current  # noqa: PLW0603 - a process has one look at a time
    load_fonts()
    colours = palette_of(mode, field=field)
    small = _current.compact if compact is None else compact
    _current = Theme(mode=mode, scale=scale, compact=small, field=field, palette=colours)
    if not app.property(HAS_FUSION) and not app.styleSheet():
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_qt_palette(colours))
    app.setFont(_current.font("body"))
    app.setStyleSheet(style_sheet(colours, field_height=_current.pick(38, 38)))
    if _notifier is not None:
        _notifier.changed.emit()
    return _current


def fit_to_width(app: QApplication, width: int) -> bool:
    """Switch to small-screen sizes at or below `COMPACT_WIDTH`; return whether it changed."""
    small = width <= COMPACT_WIDTH
    if small == _current.compact:
        return False
    apply_theme(app, _current.mode, _current.scale, compact=small, field=_current.field)
    return True
