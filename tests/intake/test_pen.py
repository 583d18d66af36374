"""A hand's strokes: widths, smooth curves, the drawing, the replay, the stored forms."""

import itertools
import math
import random
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.intake.pen import (
    PEN,
    PenPoint,
    drawn_until,
    duration,
    from_json,
    from_plain,
    is_signature,
    pieces,
    plain,
    to_json,
    widths,
)
from desktop.intake.signature_svg import signature_svg
from desktop.ui.widgets.signature_ink import signature_png


def wave(speed=0.5, *, pressure=None, begin=0, points=80, seed=4):
    """A signature-like wave; `speed` in px a ms, `pressure` a function of the share done."""
    hand = random.Random(seed)
    made, at = [], float(begin)
    for step in range(points):
        part = step / (points - 1)
        x, y = 40 + 380 * part, 120 + 55 * math.sin(14 * part) + hand.uniform(-0.4, 0.4)
        if made:
            at += math.hypot(x - made[-1].x, y - made[-1].y) / speed
        made.append(PenPoint(x, y, round(at), pressure(part) if pressure else None))
    return tuple(made)


def pixels(image):
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows.reshape(image.height(), -1, 4)[:, : image.width()].copy()


def rendered(svg):
    """What Qt's own reader of SVG makes of a drawing."""
    reader = QSvgRenderer(QByteArray(svg))
    assert reader.isValid()
    image = QImage(reader.defaultSize(), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    reader.render(painter, QRectF(image.rect()))
    painter.end()
    return pixels(image)


def test_a_fast_hand_leaves_a_thinner_line_than_a_slow_one():
    slow, fast = widths(wave(0.15)), widths(wave(3.0))
    assert min(slow) > PEN > max(fast[5:])
    assert max(slow) <= 1.3 * PEN
    assert min(fast) >= 0.55 * PEN


def test_pressure_decides_where_it_is_felt_and_speed_where_it_is_constant():
    pressed = widths(wave(3.0, pressure=lambda part: 0.05 + 0.9 * part))
    assert pressed[-1] > 1.2 * PEN > PEN > pressed[0]
    constant = widths(wave(3.0, pressure=lambda _part: 0.6))
    assert constant == widths(wave(3.0))


def test_a_width_never_jumps():
    restless = random.Random(9)
    stroke = wave(pressure=lambda _part: restless.random())
    steps = [abs(one - other) for one, other in itertools.pairwise(widths(stroke))]
    assert max(steps) < 0.3 * PEN


def test_strokes_without_times_have_one_width():
    stroke = tuple(point._replace(at=0) for point in wave())
    assert set(widths(stroke)) == {PEN}


def test_smoothing_keeps_every_point_under_the_ink():
    """The curve stays within a quarter of the gap between points: no letter changes shape."""
    for seed in range(5):
        hand = random.Random(seed)
        stroke, x, y = [], 200.0, 150.0
        for at in range(120):
            x, y = x + hand.uniform(-9, 9), y + hand.uniform(-9, 9)
            stroke.append(PenPoint(x, y, 10 * at))
        ends = [piece.start for piece in pieces(stroke)]
        curve = [ends[0]]
        for piece in pieces(stroke):
            here = piece.start
            assert here == pytest.approx(curve[-1])
            for cx, cy, ex, ey in piece.curves:
                for part in (0.25, 0.5, 0.75, 1.0):
                    rest = 1 - part
                    curve.append(
                        (
                            rest * rest * here[0] + 2 * rest * part * cx + part * part * ex,
                            rest * rest * here[1] + 2 * rest * part * cy + part * part * ey,
                        )
                    )
                here = (ex, ey)
        assert curve[-1] == pytest.approx((stroke[-1].x, stroke[-1].y))
        for before, point in itertools.pairwise(stroke):
            away = min(math.dist(place, (point.x, point.y)) for place in curve)
            after = stroke[stroke.index(point) + 1] if point is not stroke[-1] else point
            gap = max(math.dist(before[:2], point[:2]), math.dist(after[:2], point[:2]))
            assert away <= 0.26 * gap + 0.5


@pytest.mark.parametrize(
    ("points", "says"),
    [
        ([], False),
        ([(10, 10)], False),
        ([(10, 10), (12, 11), (10, 10)], False),
        ([(10, 10), (30, 10)], False),
        ([(x, 10 + x % 3) for x in range(10, 33)] * 3, False),
        ([(x, 40 + 20 * (x % 2)) for x in range(10, 60)], True),
    ],
)
def test_a_dot_or_a_slip_is_no_signature(points, says):
    assert is_signature([[PenPoint(x, y) for x, y in points]]) is says


def test_the_drawing_is_valid_small_and_shows_what_the_picture_shows(qapp):
    strokes = (
        wave(pressure=lambda part: 0.2 + 0.6 * part),
        wave(2.0, begin=2000, seed=7),
        (PenPoint(200, 60, 4000),),
    )
    svg = signature_svg(strokes)
    assert len(svg) < 16_000
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {one.tag.rpartition("}")[2] for one in root.iter()} == {"svg", "g", "path"}
    drawing = rendered(svg)
    picture = pixels(QImage.fromData(signature_png(strokes)))
    assert drawing.shape == picture.shape
    difference = np.abs(drawing[..., 3].astype(int) - picture[..., 3])
    assert difference.mean() < 2.0  # of 255
    assert (difference > 128).mean() < 0.002
    ink = drawing[drawing[..., 3] == 255][:, :3]
    assert (np.abs(ink.astype(int) - (0x16, 0x26, 0x5C)) <= 1).all()


def test_the_picture_has_one_ink_and_a_byte_for_each_pixel(qapp):
    data = signature_png((wave(),))
    depth, colour = data[24:26]
    assert (depth, colour) == (8, 3)  # PNG: a palette
    found = pixels(QImage.fromData(data))
    assert {tuple(one) for one in found[found[..., 3] > 0][:, :3]} == {(0x16, 0x26, 0x5C)}
    assert found[0, 0, 3] == 0
    assert found[..., 3].max() == 255
    assert len(np.unique(found[..., 3])) > 50  # its edges are smooth


def test_the_drawing_names_nobody_and_runs_nothing():
    words = set(re.findall(rb"[a-zA-Z-]{3,}", signature_svg((wave(),))))
    allowed = rb"xml version encoding UTF- svg xmlns http www org width height viewBox fill none "
    allowed += rb"stroke EC stroke-linecap round stroke-linejoin path stroke-width"
    assert words <= set(allowed.split())


def test_nothing_is_drawn_of_nothing():
    with pytest.raises(ValueError, match="no strokes"):
        signature_svg(())
    assert pieces(()) == []
    assert duration(()) == 0


def test_the_replay_draws_the_strokes_in_their_order_and_pace():
    first, second = wave(), wave(begin=9000, seed=7)
    strokes = (first, second)
    whole = duration(strokes)
    # the long rest between the strokes is shortened
    assert whole < second[-1].at - 5000
    seen = [drawn_until(strokes, moment) for moment in range(-1, whole + 1, 7)]
    seen.append(drawn_until(strokes, whole))
    assert seen[0] == ()
    lengths = [[len(stroke) for stroke in shown] for shown in seen]
    assert all(one <= other for one, other in itertools.pairwise(lengths))
    assert [len(first)] in lengths, "the first stroke is whole before the second begins"
    assert lengths[-1] == [len(first), len(second)]
    halfway = drawn_until((first,), first[-1].at // 2)[0]
    assert 0.4 < len(halfway) / len(first) < 0.6
    assert [point[:2] for point in halfway] == [point[:2] for point in first[: len(halfway)]]


def test_strokes_without_times_are_replayed_point_after_point():
    strokes = from_plain(plain((wave(), wave(seed=7))))
    assert 1000 < duration(strokes) < 3000
    assert len(drawn_until(strokes, 100)[0]) == 11


def test_the_stored_form_gives_the_strokes_back():
    strokes = (wave(pressure=lambda part: round(part, 3)), (PenPoint(1.5, 2.5, 7),))
    back = from_json(to_json(strokes))
    for one, other in zip(sum(strokes, ()), sum(back, ()), strict=True):
        assert other[:2] == pytest.approx(one[:2], abs=0.051)
        assert other.at == one.at
        assert other.pressure == one.pressure
    assert len(to_json(strokes)) < 3000
