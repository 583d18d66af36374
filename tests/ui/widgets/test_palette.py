"""Contrast is computed, not believed: WCAG AA for every pair that stands on a screen."""

from __future__ import annotations

import pytest

from desktop.ui.theme import DAY, KINDS, NIGHT
from desktop.ui.theme.palette import contrast, palette_of

PALETTES = {"day": DAY, "night": NIGHT, "field": palette_of("day", field=True)}
GROUNDS = ("bg", "surface", "sunk", "tint")


def _text_pairs():
    for ground in GROUNDS:
        for ink in ("ink", "ink2", "ink3"):
            yield ink, ground
        for kind in ("ok", "warn", "bad", "info"):
            if ground in {"bg", "surface"}:
                yield f"{kind}.text", ground
    for kind in KINDS:
        yield f"{kind}.text", f"{kind}.tint"
    yield from [
        ("on_action", "action"),
        ("on_action", "hover"),
        ("on_brand", "brand"),
        ("action", "surface"),
        ("action", "bg"),
        ("action", "tint"),
        ("ink", "mark"),
        ("ink", "mark_row"),
        ("ink2", "mark_row"),
        ("ink", "pressed"),
        ("toast_text", "toast"),
        ("toast_action", "toast"),
        ("camera_text", "camera"),
        ("ink2", "neutral.tint"),
    ]


def _graphic_pairs():
    for ground in ("bg", "surface", "sunk"):
        yield "line2", ground
        yield "focus", ground
    yield from [
        ("focus", "tint"),
        ("brand", "surface"),
        ("action", "surface"),
        ("action", "sunk"),
        ("action", "tint"),
        ("bad.text", "surface"),
        ("toast_line", "toast"),
        ("ok.text", "ok.tint"),
    ]


def _colour(palette, token):
    name, _, part = token.partition(".")
    value = getattr(palette, name)
    return getattr(value, part) if part else value


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", list(_text_pairs()), ids=" on ".join)
def test_text_has_contrast_of_4_5(name, pair):
    ink, ground = (_colour(PALETTES[name], token) for token in pair)
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("pair", list(_graphic_pairs()), ids=" on ".join)
def test_graphics_have_contrast_of_3(name, pair):
    ink, ground = (_colour(PALETTES[name], token) for token in pair)
    assert contrast(ink, ground) >= 3.0


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#777777") == pytest.approx(1.0)
