"""Drawn portraits of people who do not exist, for practice data and tests.

Every picture follows from its seed alone: the same bytes on the same OpenCV build. The faces
are drawn well enough that the real detector, mesh and eye networks accept them, so practice
runs through exactly the code that judges people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from desktop.photo.ports import Frame

WIDTH, HEIGHT = 1280, 720
VARIANTS = ("good", "none", "two", "off_centre", "dark", "too_far")

Plane: TypeAlias = npt.NDArray[np.float32]
Colour: TypeAlias = tuple[float, float, float]  # blue, green, red
Shape: TypeAlias = list[tuple[float, float]]

_SKINS: tuple[Colour, ...] = (
    (178, 204, 240),
    (162, 192, 234),
    (146, 178, 224),
    (128, 164, 214),
    (112, 148, 200),
    (94, 128, 182),
)
_HAIRS: tuple[Colour, ...] = (
    (24, 22, 24),
    (26, 26, 32),
    (32, 38, 50),
    (80, 80, 84),
    (160, 160, 164),
)
_CLOTHES: tuple[Colour, ...] = (
    (92, 70, 52),
    (60, 58, 56),
    (120, 92, 60),
    (70, 60, 110),
    (100, 108, 70),
    (176, 168, 158),
)
_WALLS: tuple[Colour, ...] = ((226, 228, 228), (216, 222, 226), (232, 226, 218), (222, 226, 220))


@dataclass(frozen=True)
class _Person:
    """What makes one invented person; lengths in eye distances."""

    skin: Colour
    hair: Colour
    clothes: Colour
    wall: Colour
    cheek: float  # half width of the face
    chin: float  # below the eyes
    jaw: float  # how square, 2 is an ellipse
    brow: float  # thickness
    lips: float  # redness
    mouth: float  # half width
    nose: float  # half width
    style: int  # of the hair: 0 short, 1 parted, 2 shoulder length, 3 tied back
    lapels: bool


def _person(seed: int) -> _Person:
    rng = np.random.default_rng([seed, 7919])
    style = int(rng.integers(0, 4))

    def pick(choices: tuple[Colour, ...]) -> Colour:
        return choices[int(rng.integers(0, len(choices)))]

    return _Person(
        skin=pick(_SKINS),
        hair=pick(_HAIRS),
        clothes=pick(_CLOTHES),
        wall=pick(_WALLS),
        cheek=float(rng.uniform(1.12, 1.22)),
        chin=float(rng.uniform(1.68, 1.8)),
        jaw=float(rng.uniform(2.1, 2.5)),
        brow=float(rng.uniform(0.035, 0.06) if style < 2 else rng.uniform(0.022, 0.035)),
        lips=float(rng.uniform(0.15, 0.3) if style < 2 else rng.uniform(0.3, 0.5)),
        mouth=float(rng.uniform(0.37, 0.44)),
        nose=float(rng.uniform(0.27, 0.33)),
        style=style,
        lapels=bool(rng.integers(0, 2)),
    )


@dataclass(frozen=True)
class _Mask:
    """Opacity 0..1 of a part of the frame."""

    rows: slice
    columns: slice
    alpha: Plane

    def full(self) -> Plane:
        """Return the opacity of the whole frame."""
        plane = np.zeros((HEIGHT, WIDTH), np.float32)
        plane[self.rows, self.columns] = self.alpha
        return plane

    def inside(self, other: _Mask) -> _Mask:
        """Return this mask where the other one is."""
        return _Mask(self.rows, self.columns, self.alpha * other.full()[self.rows, self.columns])


class _Canvas:
    """A frame with a coordinate system in eye distances around the middle of the eyes."""

    def __init__(self, wall: Colour, rng: np.random.Generator) -> None:
        self.pixels: Plane = np.empty((HEIGHT, WIDTH, 3), np.float32)
        self.pixels[:] = wall
        # a wall is a little brighter above, and never perfectly even
        self.pixels *= np.linspace(1.02, 0.93, HEIGHT, dtype=np.float32)[:, None, None]
        self._rng = rng
        self.place(WIDTH / 2, HEIGHT / 2, 100.0)

    def place(self, x: float, y: float, eye_distance: float) -> None:
        """Move the coordinate system."""
        self.x, self.y, self.unit = x, y, eye_distance

    def _window(
        self, left: float, top: float, right: float, bottom: float, margin: float
    ) -> tuple[slice, slice]:
        """Return rows and columns of a region given in eye distances, clipped to the frame."""
        reach = margin * self.unit + 3
        x0, x1 = self.x + left * self.unit - reach, self.x + right * self.unit + reach
        y0, y1 = self.y + top * self.unit - reach, self.y + bottom * self.unit + reach
        rows = slice(min(max(int(y0), 0), HEIGHT - 1), min(max(int(y1), 1), HEIGHT))
        return rows, slice(min(max(int(x0), 0), WIDTH - 1), min(max(int(x1), 1), WIDTH))

    def mask(self, shape: Shape, blur: float = 0.0) -> _Mask:
        """Return a filled shape with edges softened by `blur` eye distances."""
        array = np.asarray(shape, np.float64)
        (left, top), (right, bottom) = array.min(axis=0), array.max(axis=0)
        rows, columns = self._window(left, top, right, bottom, 3 * blur)
        plane = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
        pixels = array * self.unit + (self.x - columns.start, self.y - rows.start)
        # fixed point with 4 fractional bits keeps the edges smooth
        cv2.fillPoly(plane, [np.round(pixels * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        soft: Plane = plane.astype(np.float32) * np.float32(1 / 255)
        if blur > 0:
            soft = cv2.GaussianBlur(soft, (0, 0), max(0.6, blur * self.unit))
        return _Mask(rows, columns, soft)

    def fill(self, mask: _Mask, colour: Colour, strength: float = 1.0) -> None:
        """Paint a colour through a mask."""
        part = self.pixels[mask.rows, mask.columns]
        part += (np.asarray(colour, np.float32) - part) * (mask.alpha * strength)[:, :, None]

    def shade(self, mask: _Mask, factor: float) -> None:
        """Darken (below 1) or lighten (above 1) through a mask."""
        part = self.pixels[mask.rows, mask.columns]
        part *= (1 + (factor - 1) * mask.alpha)[:, :, None]

    def spot(
        self, x: float, y: float, rx: float, ry: float, factor: float, within: _Mask | None = None
    ) -> None:
        """Shade a soft elliptic spot, if wanted only inside a mask."""
        rows, columns = self._window(x - 3 * rx, y - 3 * ry, x + 3 * rx, y + 3 * ry, 0.0)
        gx = (np.arange(columns.start, columns.stop) - (self.x + x * self.unit)) / (rx * self.unit)
        gy = (np.arange(rows.start, rows.stop) - (self.y + y * self.unit)) / (ry * self.unit)
        alpha = np.exp(-0.5 * gy[:, None] ** 2) * np.exp(-0.5 * gx[None, :] ** 2)
        mask = _Mask(rows, columns, alpha.astype(np.float32))
        self.shade(mask if within is None else mask.inside(within), factor)

    def texture(self, strength: float) -> Plane:
        """Return a plane of fine noise around 1."""
        noise = self._rng.standard_normal((HEIGHT, WIDTH), np.float32)
        soft: Plane = cv2.GaussianBlur(noise, (0, 0), 0.008 * self.unit)
        return 1 + strength * soft / max(float(soft.std()), 1e-6)

    def finish(self, light: float) -> Frame:
        """Return the picture as a camera would give it: light, a little blur, noise."""
        soft: Plane = cv2.GaussianBlur(self.pixels * light, (0, 0), 0.5)
        soft += self._rng.standard_normal(soft.shape, np.float32) * 1.6
        frame: Frame = np.clip(soft, 0, 255).astype(np.uint8)
        return frame


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> Shape:
    angles = np.linspace(0, 2 * math.pi, 64, endpoint=False)
    return [(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in angles]


def _mirrored(right: Shape) -> Shape:
    """Close a right half with its mirror image."""
    return right + [(-x, y) for x, y in reversed(right)]


def _times(colour: Colour, factor: float) -> Colour:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def _face_outline(person: _Person) -> Shape:
    """Return forehead (ellipse) and jaw (superellipse), centred a bit below the eyes."""
    middle, top = 0.15, 1.62
    shape = []
    for t in np.linspace(0, 2 * math.pi, 96, endpoint=False):
        c, s = math.cos(t), math.sin(t)
        power = 1.0 if s > 0 else 2 / person.jaw
        x = math.copysign(abs(c) ** power, c) * person.cheek
        reach = person.chin - middle if s > 0 else top
        # the jaw narrows faster than an ellipse would
        shape.append((x * (1 - 0.13 * max(0.0, s) ** 2), middle + s * reach))
    return shape


def _body(canvas: _Canvas, person: _Person) -> None:
    clothes = person.clothes
    throat = _mirrored([(0.72, 0.9), (0.74, 2.0), (1.1, 2.6)])
    neck = canvas.mask(throat, 0.03)
    canvas.fill(neck, _times(person.skin, 0.9))
    canvas.spot(0, person.chin + 0.1, 0.9, 0.24, 0.64, neck)  # the chin's shadow
    right = [(0.3, 2.66), (0.72, 2.06), (1.3, 2.28), (2.2, 2.5), (2.7, 2.78), (2.98, 3.3)]
    shoulders = canvas.mask(_mirrored([*right, (3.15, 4.2), (3.2, 9.0)]), 0.025)
    canvas.fill(shoulders, clothes)
    canvas.spot(0, 3.4, 1.6, 0.8, 1.12, shoulders)
    for side in (-1.0, 1.0):
        canvas.spot(side * 0.72, 1.9, 0.18, 0.6, 0.85, neck)
        canvas.spot(side * 2.9, 4.2, 0.5, 1.6, 0.8, shoulders)
    if person.lapels:
        shirt = _mirrored([(0.3, 2.66), (0.72, 2.04), (0.86, 2.3), (0.1, 5.2)])
        canvas.fill(canvas.mask(shirt, 0.012), (232, 230, 228))
        tie = _mirrored([(0.13, 2.86), (0.24, 4.8), (0.0, 5.1)])
        canvas.fill(canvas.mask(tie, 0.01), (60, 40, 110))
    shade = (240.0, 238.0, 236.0) if person.lapels else _times(clothes, 0.82)
    for side in (-1.0, 1.0):
        flap = [(side * 0.74, 1.98), (side * 0.06, 2.72), (side * 0.5, 3.02), (side * 0.98, 2.3)]
        canvas.fill(canvas.mask(flap, 0.012), shade)
        edge = [(side * 0.06, 2.72), (side * 0.5, 3.02), (side * 0.52, 3.07), (side * 0.06, 2.78)]
        canvas.fill(canvas.mask(edge, 0.01), _times(shade, 0.7))


def _hair_behind(canvas: _Canvas, person: _Person) -> None:
    if person.style == 2:
        fall = _ellipse(0, 0.35, person.cheek + 0.3, 2.2)
        canvas.fill(canvas.mask(fall, 0.03), _times(person.hair, 0.9))
    cap = _ellipse(0, -0.32, person.cheek + 0.12, 1.52)
    canvas.fill(canvas.mask(cap, 0.03), person.hair)


def _hair_front(canvas: _Canvas, person: _Person) -> None:
    wide = person.cheek + 0.1
    peak = {0: 0.0, 1: -0.45, 2: 0.3, 3: 0.0}[person.style]
    line = [(-wide, 0.05), (-wide * 0.94, -0.35), (-0.9, -0.78), (peak - 0.35, -1.06)]
    line += [(peak, -1.12), (peak + 0.35, -1.06), (0.9, -0.78), (wide * 0.94, -0.35), (wide, 0.05)]
    angles = np.linspace(-0.12, math.pi + 0.12, 40)
    line += [(wide * math.cos(t), -0.32 - 1.54 * math.sin(t)) for t in angles]
    top = canvas.mask(line, 0.03)
    canvas.fill(top, person.hair)
    canvas.spot(-0.2, -1.4, 0.6, 0.12, 1.3, top)  # shine


def _skin(canvas: _Canvas, person: _Person) -> None:
    for side in (-1.0, 1.0):
        ear = canvas.mask(_ellipse(side * (person.cheek + 0.02), 0.24, 0.13, 0.36), 0.02)
        canvas.fill(ear, _times(person.skin, 0.88))
        canvas.spot(side * (person.cheek + 0.04), 0.22, 0.05, 0.16, 0.82, ear)
    outline = canvas.mask(_face_outline(person), 0.02)
    canvas.fill(outline, person.skin)
    # a ball lit from above in front: brightness falls off to the sides and the jaw
    gx = (np.arange(WIDTH) - canvas.x) / canvas.unit / (person.cheek + 0.1)
    gy = ((np.arange(HEIGHT) - canvas.y) / canvas.unit - 0.1) / (person.chin + 0.05)
    depth = np.sqrt(np.clip(1 - gx[None, :] ** 2 - gy[:, None] ** 2, 0.02, 1))
    light = (0.64 + 0.42 * depth - 0.06 * gy[:, None]).astype(np.float32)
    # skin is never smooth: pores about a pixel wide
    light *= canvas.texture(0.022)
    canvas.pixels *= (1 + (light - 1) * outline.full())[:, :, None]
    for side in (-1.0, 1.0):
        canvas.spot(side * 0.64, 0.5, 0.26, 0.22, 1.06)  # cheekbone
        canvas.spot(side * 0.74, 1.1, 0.2, 0.35, 0.94, outline)  # hollow below it
        canvas.spot(side * 0.5, -0.02, 0.3, 0.17, 0.86)  # eye socket
        canvas.spot(side * 0.22, 0.02, 0.1, 0.2, 0.86)  # beside the bridge of the nose
    canvas.spot(0, -0.7, 0.5, 0.25, 1.06)  # forehead


def _lines(curve: Shape, thick: float, below: float = 0.0) -> Shape:
    """Return a band under a curve."""
    upper = [(x, y + below) for x, y in curve]
    return upper + [(x, y + thick) for x, y in reversed(upper)]


def _eye(canvas: _Canvas, person: _Person, side: float) -> None:
    x, wide, high = side * 0.5, 0.25, 0.078
    steps = np.linspace(-1, 1, 25)
    # the outer corner sits a little higher, the upper lid is fuller than the lower
    tilt = -0.02 * side
    upper = [(x + wide * t, tilt * t - high * (1 - t * t) ** 0.75) for t in steps]
    lower = [(x + wide * t, tilt * t + high * 0.7 * (1 - t * t)) for t in steps]
    opening = canvas.mask(upper + lower[::-1], 0.006)
    canvas.fill(opening, (206, 212, 220))
    canvas.fill(canvas.mask(_ellipse(x, -0.012, 0.1, 0.1), 0.006).inside(opening), (30, 42, 60))
    canvas.fill(canvas.mask(_ellipse(x, -0.012, 0.045, 0.045), 0.005).inside(opening), (10, 10, 12))
    lid_shadow = canvas.mask([*upper, (x + wide, -0.01), (x - wide, -0.01)], 0.03)
    canvas.shade(lid_shadow.inside(opening), 0.75)
    canvas.fill(canvas.mask(_ellipse(x + 0.03, -0.04, 0.017, 0.017)), (250, 250, 250))
    canvas.fill(canvas.mask(_lines(upper, -0.026), 0.006), (26, 24, 28), 0.9)  # lashes
    canvas.fill(canvas.mask(_lines(upper, -0.02, -0.075), 0.012), _times(person.skin, 0.55), 0.55)
    canvas.fill(canvas.mask(_lines(lower, 0.016), 0.008), _times(person.skin, 0.5), 0.55)
    canvas.spot(x, 0.19, 0.2, 0.05, 0.93)  # under the eye
    inner, arch, outer = x - side * 0.27, x + side * 0.06, x + side * 0.34
    thick = person.brow
    brow = [(inner, -0.29), (arch, -0.37), (outer, -0.29)]
    brow += [(arch, -0.37 + 1.6 * thick), (inner, -0.29 + 1.7 * thick)]
    canvas.fill(canvas.mask(brow, 0.016), _times(person.hair, 0.9), 0.8)


def _nose(canvas: _Canvas, person: _Person) -> None:
    canvas.spot(0, 0.3, 0.06, 0.36, 1.09)  # bridge
    canvas.spot(0, 0.64, 0.1, 0.09, 1.1)  # tip
    canvas.spot(0, 0.83, person.nose * 0.8, 0.06, 0.76)  # shadow below
    for side in (-1.0, 1.0):
        canvas.spot(side * 0.13, 0.42, 0.05, 0.28, 0.94)
        canvas.spot(side * person.nose, 0.7, 0.05, 0.08, 0.82)  # wing
        hole = canvas.mask(_ellipse(side * 0.12, 0.785, 0.06, 0.026), 0.012)
        canvas.fill(hole, _times(person.skin, 0.3), 0.8)
        canvas.spot(side * (person.nose + 0.1), 0.94, 0.05, 0.16, 0.94)  # fold to the mouth


def _mouth(canvas: _Canvas, person: _Person) -> None:
    wide, y, red, skin = person.mouth, 1.12, person.lips, person.skin
    lip = (skin[0] * (1 - red * 0.7), skin[1] * (1 - red), skin[2] * (1 - red * 0.25))
    corner = y - 0.03  # a trace of a smile
    upper = [(-wide, corner), (-0.14, y - 0.08), (0, y - 0.055), (0.14, y - 0.08), (wide, corner)]
    canvas.fill(canvas.mask([*upper, (0, y + 0.03)], 0.015), _times(lip, 0.8))
    lower = [(-wide, corner), (0, y + 0.015), (wide, corner)]
    lower += [(0.2, y + 0.11), (0, y + 0.135), (-0.2, y + 0.11)]
    canvas.fill(canvas.mask(lower, 0.02), _times(lip, 0.92))
    steps = np.linspace(-1, 1, 15)
    between = [((wide + 0.02) * t, y - 0.04 * t * t) for t in steps]
    canvas.fill(canvas.mask(_lines(between, 0.026), 0.01), _times(skin, 0.32), 0.8)
    canvas.spot(0, y + 0.075, 0.14, 0.03, 1.1)
    canvas.spot(0, y + 0.21, 0.22, 0.05, 0.86)  # below the lower lip
    canvas.spot(0, person.chin - 0.2, 0.22, 0.12, 1.05)  # chin


def _draw(canvas: _Canvas, person: _Person) -> None:
    _hair_behind(canvas, person)
    _body(canvas, person)
    _skin(canvas, person)
    _eye(canvas, person, -1.0)
    _eye(canvas, person, 1.0)
    _nose(canvas, person)
    _mouth(canvas, person)
    _hair_front(canvas, person)


def draw_portrait(seed: int, variant: str = "good") -> Frame:
    """Return a drawn frame of 1280 x 720, shape (720, 1280, 3).

    Args:
        seed: which invented person, 0 or more.
        variant: `good` passes every check; `none` is an empty room; `two` people;
            `off_centre` sits at image left (even seeds) or right; `dark`; `too_far`.

    Raises:
        ValueError: unknown variant.
    """
    if variant not in VARIANTS:
        raise ValueError(variant)
    person = _person(seed)
    rng = np.random.default_rng([seed, VARIANTS.index(variant)])
    canvas = _Canvas(person.wall, rng)
    shift_x, shift_y = rng.uniform(-1, 1, 2)
    x, y = WIDTH / 2 + 14 * shift_x, 318 + 8 * shift_y
    unit = 112.0
    if variant == "off_centre":
        x += 290 if seed % 2 else -290
    elif variant == "too_far":
        unit = 56.0
    elif variant == "two":
        x, unit = 400.0, 100.0
        canvas.place(900.0, y, unit)
        _draw(canvas, _person(seed + 1))
    if variant != "none":
        canvas.place(x, y, unit)
        _draw(canvas, person)
    return canvas.finish(0.3 if variant == "dark" else 1.0)
