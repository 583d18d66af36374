"""How a hand moved: strokes with times and pressures, and the widths that a pen gives them.

Pure arithmetic, so the picture (drawn by the screen), the drawing (SVG) and the replay come from
one place and can never differ.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

PEN = 4.0  # px on the pad; the width where nothing is known of speed and pressure
LEAST_LENGTH = 60.0  # px of ink; a dot or a slip is shorter
LEAST_SPREAD = 24.0  # px; the larger side of what is drawn

_THIN, _THICK = 0.55, 1.3  # the narrowest and widest line, as shares of PEN
_LIGHT, _SPREAD = 0.5, 1.0  # shares of PEN without pressure, and added by the whole of it
_REACT = 0.35  # how fast a width follows hand or pressure, 0..1 a point
_HALF_SPEED = 1.2  # px a ms at which a line is half way between thick and thin
_SENSOR = 0.02  # pressures of a real sensor differ at least that much within a stroke
_STEP = 0.2  # px; widths closer than this are drawn as one
_TENTHS = 10  # points are kept in tenths of a px; a hand is not finer
_PAUSE = 400  # ms; a longer rest between two strokes is shortened in the replay

FORMAT = 1


class PenPoint(NamedTuple):
    """One place of the pen.

    Attributes:
        x: px from the left of the pad.
        y: px from the top of the pad.
        at: ms since the first point of the signature; 0 in strokes kept without times.
        pressure: 0..1 where the device feels it, else None.
    """

    x: float
    y: float
    at: int = 0
    pressure: float | None = None


PenStroke: TypeAlias = tuple[PenPoint, ...]
PenStrokes: TypeAlias = tuple[PenStroke, ...]


class Piece(NamedTuple):
    """A part of a stroke that is drawn with one width.

    Attributes:
        width: px.
        start: where it begins.
        curves: quadratic curves that follow: (control x, control y, end x, end y).
    """

    width: float
    start: tuple[float, float]
    curves: tuple[tuple[float, float, float, float], ...]


def box(strokes: Sequence[Sequence[PenPoint]]) -> tuple[float, float, float, float]:
    """Return left, top, width and height around all points; zeros when there are none."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    left, top = min(p.x for p in points), min(p.y for p in points)
    return left, top, max(p.x for p in points) - left, max(p.y for p in points) - top


def ink_length(strokes: Sequence[Sequence[PenPoint]]) -> float:
    """Return the length of all lines in px."""
    return sum(
        math.hypot(other.x - one.x, other.y - one.y)
        for stroke in strokes
        for one, other in itertools.pairwise(stroke)
    )


def is_signature(strokes: Sequence[Sequence[PenPoint]]) -> bool:
    """Whether there is more than a dot or a slip of the hand."""
    _left, _top, width, height = box(strokes)
    return max(width, height) >= LEAST_SPREAD and ink_length(strokes) >= LEAST_LENGTH


def widths(stroke: Sequence[PenPoint]) -> list[float]:
    """Return the width of the line at each point, px.

    By pressure where the device has a sensor for it (mice and most touch screens report a
    constant), else by speed: a fast hand leaves a thin line, as a ball pen does. Strokes that
    were kept without times have one width. A width follows slowly, so a line never jumps.
    """
    wanted = _pressed(stroke) or _moved(stroke)
    found: list[float] = []
    for width in wanted:
        before = found[-1] if found else width
        found.append(before + _REACT * (width - before))
    return found


def _pressed(stroke: Sequence[PenPoint]) -> list[float]:
    felt = [point.pressure for point in stroke if point.pressure is not None]
    if len(felt) < len(stroke) or max(felt) - min(felt) < _SENSOR:
        return []
    # the square root is how a nib spreads: much at first, little at the end
    shares = [_LIGHT + _SPREAD * math.sqrt(max(0.0, pressure)) for pressure in felt]
    return [PEN * min(_THICK, max(_THIN, share)) for share in shares]


def _moved(stroke: Sequence[PenPoint]) -> list[float]:
    if len(stroke) < 2 or stroke[-1].at <= stroke[0].at:
        return [PEN] * len(stroke)
    speeds = [
        math.hypot(other.x - one.x, other.y - one.y) / max(1, other.at - one.at)
        for one, other in itertools.pairwise(stroke)
    ]
    speeds.insert(0, speeds[0])
    return [PEN * (_THIN + (_THICK - _THIN) / (1 + (speed / _HALF_SPEED) ** 2)) for speed in speeds]


def pieces(stroke: Sequence[PenPoint]) -> list[Piece]:
    """Return a stroke as smooth curves: through the middles between points, points as controls.

    The line stays within a quarter of the distance between neighbouring points, so smoothing
    rounds corners of the raster and never alters the shape.
    """
    if not stroke:
        return []
    thick = [round(width / _STEP) * _STEP for width in widths(stroke)]
    here = (stroke[0].x, stroke[0].y)
    if len(stroke) == 1:
        return [Piece(thick[0], here, ((*here, here[0] + 0.1, here[1]),))]
    steps: list[tuple[float, tuple[float, float, float, float]]] = []
    for place, point in enumerate(stroke[1:], 1):
        is_last = place == len(stroke) - 1
        end = point if is_last else _middle(point, stroke[place + 1])
        steps.append((thick[place], (point.x, point.y, end[0], end[1])))
    made: list[Piece] = []
    for width, alike in itertools.groupby(steps, key=lambda step: step[0]):
        curves = tuple(curve for _width, curve in alike)
        made.append(Piece(width, here, curves))
        here = curves[-1][2:]
    return made


def _middle(one: PenPoint, other: PenPoint) -> tuple[float, float]:
    return (one.x + other.x) / 2, (one.y + other.y) / 2


# ---------------------------------------------------------------- replay


def duration(strokes: PenStrokes) -> int:
    """Return how long the replay lasts in ms, long rests between strokes shortened."""
    timed = _evenly_timed(strokes)
    return timed[-1][-1].at if timed else 0


def drawn_until(strokes: PenStrokes, moment: int) -> PenStrokes:
    """Return what was on the paper `moment` ms after the hand began, in the order it was drawn."""
    shown = (
        tuple(point for point in stroke if point.at <= moment) for stroke in _evenly_timed(strokes)
    )
    return tuple(stroke for stroke in shown if stroke)


def _evenly_timed(strokes: PenStrokes) -> list[PenStroke]:
    """Return strokes on one clock that only grows; points without times come every 10 ms."""
    made: list[PenStroke] = []
    clock = ended = 0
    for stroke in filter(None, strokes):
        first, last = stroke[0].at, stroke[-1].at
        if made:
            rest = first - ended if last > first else _PAUSE // 2
            clock += min(_PAUSE, max(1, rest))
        begun, ended = clock, last
        points: list[PenPoint] = []
        for place, point in enumerate(stroke):
            clock = max(clock, begun + (point.at - first if last > first else 10 * place))
            points.append(point._replace(at=clock))
        made.append(tuple(points))
    return made


# ---------------------------------------------------------------- stored forms


def plain(strokes: PenStrokes) -> list[list[int]]:
    """Return places in tenths of a px, `[x, y, x, y, ...]` for each stroke."""
    return [
        [round(part * _TENTHS) for point in stroke for part in (point.x, point.y)]
        for stroke in strokes
    ]


def plain_motion(strokes: PenStrokes) -> list[list[int]]:
    """Return times in ms and pressures in thousandths, -1 where nothing felt it."""
    return [
        [
            part
            for point in stroke
            for part in (
                point.at,
                -1 if point.pressure is None else round(point.pressure * 1000),
            )
        ]
        for stroke in strokes
    ]


def from_plain(places: list[list[int]], motion: list[list[int]] | None = None) -> PenStrokes:
    """Read the stored form; without `motion` the strokes have neither times nor pressures."""
    made: list[PenStroke] = []
    for number, flat in enumerate(places):
        moved = motion[number] if motion else [0, -1] * (len(flat) // 2)
        made.append(
            tuple(
                PenPoint(x / _TENTHS, y / _TENTHS, at, None if felt < 0 else felt / 1000)
                for x, y, at, felt in zip(
                    flat[::2], flat[1::2], moved[::2], moved[1::2], strict=True
                )
            )
        )
    return tuple(made)


def to_json(strokes: PenStrokes) -> bytes:
    """Return the strokes as they are kept beside a signature."""
    stored = {"format": FORMAT, "strokes": plain(strokes), "motion": plain_motion(strokes)}
    return json.dumps(stored, separators=(",", ":")).encode()


def from_json(data: bytes) -> PenStrokes:
    """Read what `to_json` wrote."""
    stored = json.loads(data)
    return from_plain(stored["strokes"], stored["motion"])
