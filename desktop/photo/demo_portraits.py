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
Colour: TypeAlias = tuple[float, float, float]

# blue, green, red
_SKINS: tuple[Colour, ...] = (
    (150, 182, 226),
    (134, 168, 214),
    (118, 152, 202),
    (98, 132, 184),
    (84, 116, 168),
    (72, 100, 150),
)
_HAIRS: tuple[Colour, ...] = (
    (24, 22, 24),
    (30, 30, 36),
    (32, 38, 50),
    (90, 90, 94),
    (160, 160, 164),
)
_CLOTHES: tuple[Colour, ...] = (
    (92, 70, 52),
    (60, 58, 56),
    (120, 92, 60),
    (70, 60, 110),
    (100, 108, 70),
    (190, 186, 180),
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
        cheek=float(rng.uniform(1.08, 1.18)),
        chin=float(rng.uniform(1.74, 1.86)),
        jaw=float(rng.uniform(2.1, 2.5)),
        brow=float(rng.uniform(0.035, 0.06) if style < 2 else rng.uniform(0.022, 0.035)),
        lips=float(rng.uniform(0.15, 0.3) if style < 2 else rng.uniform(0.3, 0.5)),
        mouth=float(rng.uniform(0.37, 0.44)),
        nose=float(rng.uniform(0.27, 0.33)),
        style=style,
        lapels=bool(rng.integers(0, 2)),
    )


class _Canvas:
    """A frame with a coordinate system in eye distances around the middle of the eyes."""

    def __init__(self, wall: Colour, rng: np.random.Generator) -> None:
        self.pixels: Plane = np.empty((HEIGHT, WIDTH, 3), np.float32)
        self.pixels[:] = wall
        # a wall is a little brighter above, and never perfectly even
        self.pixels *= np.linspace(1.02, 0.93, HEIGHT, dtype=np.float32)[:, None, None]
        self._rng = rng
        self.place(WIDTH / 2, 320.0, 112.0)

    def place(self, x: float, y: float, eye_distance: float) -> None:
        """Move the coordinate system."""
        self.x, self.y, self.unit = x, y, eye_distance

    def points(self, shape: list[tuple[float, float]] | Plane) -> npt.NDArray[np.int32]:
        """Return shape points as fixed-point pixels with 4 fractional bits."""
        array = np.asarray(shape, np.float32) * self.unit + (self.x, self.y)
        return np.round(array * 16).astype(np.int32)

    def mask(self, shape: list[tuple[float, float]] | Plane, blur: float = 0.0) -> Plane:
        """Return a filled shape as 0..1, with edges softened by `blur` eye distances."""
        plane = np.zeros((HEIGHT, WIDTH), np.uint8)
        cv2.fillPoly(plane, [self.points(shape)], 255, cv2.LINE_AA, 4)
        soft = plane.astype(np.float32) / 255
        if blur > 0:
            soft = cv2.GaussianBlur(soft, (0, 0), max(0.6, blur * self.unit))
        return soft

    def fill(self, mask: Plane, colour: Colour, strength: float = 1.0) -> None:
        """Paint a colour through a mask."""
        alpha = (mask * strength)[:, :, None]
        self.pixels += (np.asarray(colour, np.float32) - self.pixels) * alpha

    def shade(self, mask: Plane, factor: float) -> None:
        """Darken (below 1) or lighten (above 1) through a mask."""
        self.pixels *= (1 + (factor - 1) * mask)[:, :, None]

    def spot(self, x: float, y: float, rx: float, ry: float, factor: float) -> None:
        """Shade a soft elliptic spot."""
        gx = (np.arange(WIDTH, dtype=np.float32) - (self.x + x * self.unit)) / (rx * self.unit)
        gy = (np.arange(HEIGHT, dtype=np.float32) - (self.y + y * self.unit)) / (ry * self.unit)
        self.shade(np.exp(-0.5 * gy[:, None] ** 2) * np.exp(-0.5 * gx[None, :] ** 2), factor)

    def finish(self, light: float) -> Frame:
        """Return the picture as a camera would give it: light, a little blur, noise."""
        soft = cv2.GaussianBlur(self.pixels * light, (0, 0), 0.8)
        noise = self._rng.normal(0, 1.6, soft.shape).astype(np.float32)
        return np.clip(soft + noise, 0, 255).astype(np.uint8)


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> list[tuple[float, float]]:
    angles = np.linspace(0, 2 * math.pi, 64, endpoint=False)
    return [(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in angles]


def _times(colour: Colour, factor: float) -> Colour:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def _face_outline(person: _Person) -> list[tuple[float, float]]:
    """Return forehead (ellipse) and jaw (superellipse), centred a bit below the eyes."""
    middle, top = 0.15, 1.62
    shape = []
    for t in np.linspace(0, 2 * math.pi, 96, endpoint=False):
        c, s = math.cos(t), math.sin(t)
        power = 2 / person.jaw if s > 0 else 1.0
        x = math.copysign(abs(c) ** (1.0 if s > 0 else power), c) * person.cheek
        reach = person.chin - middle if s > 0 else top
        # the jaw narrows faster than an ellipse would
        narrow = 1 - 0.16 * max(0.0, s) ** 2
        shape.append((x * narrow, middle + s * reach))
    return shape


def _body(canvas: _Canvas, person: _Person) -> None:
    skin, clothes = person.skin, person.clothes
    neck = [(-0.66, 1.0), (-0.66, 2.2), (-1.0, 2.7), (1.0, 2.7), (0.66, 2.2), (0.66, 1.0)]
    canvas.fill(canvas.mask(neck, 0.04), _times(skin, 0.86))
    canvas.spot(0, person.chin + 0.12, 0.8, 0.22, 0.62)  # the chin's shadow on the neck
    shoulders = [(-0.62, 2.25), (-1.2, 2.5), (-2.3, 2.8), (-2.9, 3.3), (-3.1, 5), (3.1, 5)]
    shoulders += [(2.9, 3.3), (2.3, 2.8), (1.2, 2.5), (0.62, 2.25), (0.3, 2.75), (-0.3, 2.75)]
    canvas.fill(canvas.mask(shoulders, 0.03), clothes)
    canvas.spot(0, 3.9, 1.6, 1.0, 1.08)
    if person.lapels:
        shirt = [(-0.62, 2.25), (-0.3, 2.75), (0, 3.0), (0.3, 2.75), (0.62, 2.25)]
        shirt += [(0.75, 2.5), (0, 5), (-0.75, 2.5)]
        canvas.fill(canvas.mask(shirt, 0.015), (228, 226, 224))
        tie = [(-0.12, 3.0), (0.12, 3.0), (0.22, 5), (-0.22, 5)]
        canvas.fill(canvas.mask(tie, 0.01), (60, 40, 110))
    else:
        for side in (-1.0, 1.0):
            collar = [(side * 0.64, 2.2), (side * 0.12, 2.78), (side * 0.5, 3.05)]
            collar.append((side * 0.95, 2.45))
            canvas.fill(canvas.mask(collar, 0.012), _times(clothes, 0.82))


def _hair_behind(canvas: _Canvas, person: _Person) -> None:
    if person.style == 2:
        fall = _ellipse(0, 0.35, person.cheek + 0.32, 2.3)
        canvas.fill(canvas.mask(fall, 0.05), _times(person.hair, 0.9))
    cap = _ellipse(0, -0.32, person.cheek + 0.14, 1.56)
    canvas.fill(canvas.mask(cap, 0.03), person.hair)


def _hair_front(canvas: _Canvas, person: _Person) -> None:
    wide = person.cheek + 0.12
    peak = {0: 0.0, 1: -0.45, 2: 0.3, 3: 0.0}[person.style]
    line = [(-wide, 0.05), (-wide * 0.93, -0.35), (-0.86, -0.78), (peak - 0.3, -1.08)]
    line += [(peak, -1.14), (peak + 0.3, -1.08), (0.86, -0.78), (wide * 0.93, -0.35)]
    line += [(wide, 0.05)]
    angles = np.linspace(-0.12, math.pi + 0.12, 40)
    line += [(wide * math.cos(t), -0.32 - 1.57 * math.sin(t)) for t in angles]
    canvas.fill(canvas.mask(line, 0.035), person.hair)
    canvas.spot(-0.25, -1.5, 0.5, 0.14, 1.35)  # shine


def _skin(canvas: _Canvas, person: _Person) -> None:
    for side in (-1.0, 1.0):
        ear = _ellipse(side * (person.cheek + 0.04), 0.32, 0.15, 0.36)
        canvas.fill(canvas.mask(ear, 0.025), _times(person.skin, 0.86))
        canvas.spot(side * (person.cheek + 0.06), 0.32, 0.06, 0.18, 0.85)
    outline = canvas.mask(_face_outline(person), 0.025)
    canvas.fill(outline, person.skin)
    # a ball lit from above in front: brightness falls off to the sides and the jaw
    gx = (np.arange(WIDTH, dtype=np.float32) - canvas.x) / canvas.unit / (person.cheek + 0.1)
    gy = (np.arange(HEIGHT, dtype=np.float32) - canvas.y) / canvas.unit
    gy = (gy - 0.1) / (person.chin + 0.05)
    depth = np.sqrt(np.clip(1 - gx[None, :] ** 2 - gy[:, None] ** 2, 0.02, 1))
    light = 0.62 + 0.45 * depth - 0.08 * gy[:, None]
    canvas.pixels *= (1 + (light - 1) * outline)[:, :, None]
    for side in (-1.0, 1.0):
        canvas.spot(side * 0.62, 0.55, 0.26, 0.22, 1.06)  # cheekbone
        canvas.spot(side * 0.72, 1.15, 0.2, 0.35, 0.93)  # hollow below it
        canvas.spot(side * 0.5, -0.02, 0.3, 0.17, 0.84)  # eye socket
        canvas.spot(side * 0.22, 0.02, 0.1, 0.2, 0.84)  # beside the bridge of the nose
    canvas.spot(0, -0.72, 0.5, 0.25, 1.07)  # forehead


def _eye(canvas: _Canvas, person: _Person, side: float) -> None:
    x, wide, high = side * 0.5, 0.245, 0.088
    steps = np.linspace(-1, 1, 25)
    # the outer corner sits a little higher, the upper lid is fuller than the lower
    tilt = -0.02 * side
    upper = [(x + wide * t, tilt * t - high * (1 - t * t) ** 0.75) for t in steps]
    lower = [(x + wide * t, tilt * t + high * 0.75 * (1 - t * t)) for t in steps]
    opening = canvas.mask(upper + lower[::-1], 0.006)
    canvas.fill(opening, (212, 216, 222))
    iris = canvas.mask(_ellipse(x, -0.012, 0.098, 0.098), 0.006) * opening
    canvas.fill(iris, (30, 44, 66))
    canvas.fill(canvas.mask(_ellipse(x, -0.012, 0.045, 0.045), 0.005) * opening, (10, 10, 12))
    canvas.shade(canvas.mask([*upper, (x + wide, -0.01), (x - wide, -0.01)], 0.03) * opening, 0.75)
    canvas.fill(canvas.mask(_ellipse(x + 0.03, -0.045, 0.017, 0.017)), (250, 250, 250))
    lash = [*upper, *[(px, py - 0.03) for px, py in reversed(upper)]]
    canvas.fill(canvas.mask(lash, 0.006), (26, 24, 28), 0.9)
    crease = [(px, py - 0.075) for px, py in upper] + [(px, py - 0.1) for px, py in upper[::-1]]
    canvas.fill(canvas.mask(crease, 0.012), _times(person.skin, 0.55), 0.6)
    below = [*lower, *[(px, py + 0.018) for px, py in reversed(lower)]]
    canvas.fill(canvas.mask(below, 0.008), _times(person.skin, 0.5), 0.6)
    canvas.spot(x, 0.19, 0.2, 0.05, 0.92)  # under the eye
    inner, outer = x - side * 0.27, x + side * 0.33
    brow = [(inner, -0.3), (x + side * 0.05, -0.39), (outer, -0.3)]
    brow += [(x + side * 0.05, -0.39 + 1.5 * person.brow), (inner, -0.3 + 1.6 * person.brow)]
    canvas.fill(canvas.mask(brow, 0.018), _times(person.hair, 0.9), 0.85)


def _nose_and_mouth(canvas: _Canvas, person: _Person) -> None:
    skin, nose = person.skin, person.nose
    canvas.spot(0, 0.3, 0.06, 0.4, 1.1)  # bridge
    canvas.spot(0, 0.68, 0.1, 0.09, 1.12)  # tip
    canvas.spot(-0.13, 0.42, 0.05, 0.3, 0.93)
    canvas.spot(0.13, 0.42, 0.05, 0.3, 0.93)
    canvas.spot(0, 0.86, nose * 0.8, 0.06, 0.72)  # shadow below
    for side in (-1.0, 1.0):
        canvas.spot(side * nose, 0.72, 0.05, 0.08, 0.8)  # wing
        hole = _ellipse(side * 0.12, 0.815, 0.065, 0.03)
        canvas.fill(canvas.mask(hole, 0.012), _times(skin, 0.28), 0.85)
        canvas.spot(side * (nose + 0.1), 0.98, 0.05, 0.16, 0.92)  # fold to the mouth
    wide, y = person.mouth, 1.17
    red = person.lips
    lip = (skin[0] * (1 - red * 0.7), skin[1] * (1 - red), skin[2] * (1 - red * 0.25))
    upper = [(-wide, y), (-0.14, y - 0.085), (0, y - 0.06), (0.14, y - 0.085), (wide, y)]
    canvas.fill(canvas.mask([*upper, (0, y + 0.03)], 0.015), _times(lip, 0.76))
    lower = [
        (-wide, y),
        (0, y + 0.015),
        (wide, y),
        (0.2, y + 0.12),
        (0, y + 0.14),
        (-0.2, y + 0.12),
    ]
    canvas.fill(canvas.mask(lower, 0.02), _times(lip, 0.88))
    line = [(-wide - 0.02, y - 0.01), (0, y + 0.008), (wide + 0.02, y - 0.01)]
    line += [(wide, y + 0.012), (0, y + 0.036), (-wide, y + 0.012)]
    canvas.fill(canvas.mask(line, 0.01), _times(skin, 0.3), 0.8)
    canvas.spot(0, y + 0.075, 0.14, 0.03, 1.12)
    canvas.spot(0, y + 0.22, 0.22, 0.05, 0.82)  # below the lower lip
    canvas.spot(0, person.chin - 0.2, 0.22, 0.12, 1.06)  # chin


def _draw(canvas: _Canvas, person: _Person) -> None:
    _hair_behind(canvas, person)
    _body(canvas, person)
    _skin(canvas, person)
    _eye(canvas, person, -1.0)
    _eye(canvas, person, 1.0)
    _nose_and_mouth(canvas, person)
    _hair_front(canvas, person)


def draw_portrait(seed: int, variant: str = "good") -> Frame:
    """Return a drawn frame of 1280 x 720, shape (720, 1280, 3).

    Args:
        seed: which invented person.
        variant: `good` passes every check; `none` is an empty chair; `two` people;
            `off_centre`; `dark`; `too_far`.

    Raises:
        ValueError: unknown variant.
    """
    if variant not in VARIANTS:
        raise ValueError(variant)
    person = _person(seed)
    rng = np.random.default_rng([seed, VARIANTS.index(variant)])
    canvas = _Canvas(person.wall, rng)
    shift = rng.uniform(-1, 1, 2)
    x, y = WIDTH / 2 + 14 * shift[0], 318 + 8 * shift[1]
    unit = 112.0
    if variant == "off_centre":
        x += 290 if seed % 2 else -290
    elif variant == "too_far":
        unit = 52.0
    elif variant == "two":
        x, unit = 420.0, 92.0
        canvas.place(880.0, y, unit)
        _draw(canvas, _person(seed + 1))
    if variant != "none":
        canvas.place(x, y, unit)
        _draw(canvas, person)
    return canvas.finish(0.3 if variant == "dark" else 1.0)
