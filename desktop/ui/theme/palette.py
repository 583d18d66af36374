"""The colours, by day, by night and for sunlight; every other module asks for them by name.

Lacquer red is the brand and never a button, indigo is what one can do or has selected,
turmeric answers "where am I?". docs/design.md carries the computed contrast of each pair.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Mode = Literal["day", "night"]
Kind = Literal["ok", "warn", "bad", "info", "neutral"]
KINDS: tuple[Kind, ...] = ("ok", "warn", "bad", "info", "neutral")


@dataclass(frozen=True)
class Triad:
    """What a tag or bar is made of: text, background tint and its 1 px line."""

    text: str
    tint: str
    line: str


@dataclass(frozen=True)
class Palette:
    """One complete set of colours as `#RRGGBB`."""

    bg: str
    surface: str
    sunk: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    brand: str
    on_brand: str
    action: str
    hover: str
    on_action: str
    pressed: str
    tint: str
    tint_line: str
    focus: str
    mark: str
    mark_row: str
    ok: Triad
    warn: Triad
    bad: Triad
    info: Triad
    neutral: Triad
    toast: str = "#2B2723"
    toast_text: str = "#F7F2E9"
    toast_line: str = "#8B8176"
    toast_action: str = "#FFE39A"
    camera: str = "#231F1B"
    camera_text: str = "#FFE39A"

    def kind(self, kind: Kind) -> Triad:
        """Return the three colours of a tag kind."""
        return {
            "ok": self.ok,
            "warn": self.warn,
            "bad": self.bad,
            "info": self.info,
            "neutral": self.neutral,
        }[kind]


DAY = Palette(
    bg="#F5F2EB",
    surface="#FFFFFF",
    sunk="#EDE8DD",
    line="#DCD5C8",
    line2="#857B6D",
    ink="#231F1B",
    ink2="#544C42",
    ink3="#6B6256",
    brand="#8E1B1F",
    on_brand="#FFFFFF",
    action="#1D4F80",
    hover="#163E66",
    on_action="#FFFFFF",
    pressed="#9DB9D4",
    tint="#E5EEF7",
    tint_line="#9DB9D4",
    focus="#B86E00",
    mark="#FFE39A",
    mark_row="#FFFBEF",
    ok=Triad("#1B6338", "#E2F1E6", "#9CCBA9"),
    warn=Triad("#754600", "#FBEED0", "#E0BC6C"),
    bad=Triad("#9C1D14", "#FBE5E1", "#E2A69E"),
    info=Triad("#1D4F80", "#E5EEF7", "#9DB9D4"),
    neutral=Triad("#544C42", "#EDE8DD", "#CFC6B7"),
)

NIGHT = Palette(
    bg="#191715",
    surface="#23201E",
    sunk="#2D2926",
    line="#403A35",
    line2="#8B8176",
    ink="#F0EAE0",
    ink2="#C6BDB0",
    ink3="#A89F92",
    brand="#C4484C",
    on_brand="#FFFFFF",
    action="#8DBBE8",
    hover="#B3D3F2",
    on_action="#0E1F30",
    pressed="#3A5A7C",
    tint="#22344A",
    tint_line="#4B6E93",
    focus="#F2B544",
    mark="#6B5312",
    mark_row="#2E2818",
    ok=Triad("#93D6A8", "#1E3527", "#3D6A4C"),
    warn=Triad("#F1C771", "#3A2E15", "#755E2B"),
    bad=Triad("#F4A49B", "#43221F", "#85453F"),
    info=Triad("#8DBBE8", "#22344A", "#4B6E93"),
    neutral=Triad("#C6BDB0", "#332E2A", "#524A43"),
)


def palette_of(mode: Mode, *, field: bool = False) -> Palette:
    """Return the colours of a mode; `field` darkens hints and lines for sunlight (day only)."""
    if mode == "night":
        return NIGHT
    return replace(DAY, ink3="#4E463C", line="#BDB4A5") if field else DAY


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2) of `#RRGGBB`, from 0 to 1."""
    parts = []
    for start in (1, 3, 5):
        value = int(colour[start : start + 2], 16) / 255
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG 2) of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
