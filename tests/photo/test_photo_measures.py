"""Each measure on pictures whose answer is known."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from desktop.photo import quality
from desktop.photo.views import FaceGeometry

SIDE = 400


def synthetic_mesh(roll: float = 0.0, yaw: float = 0.0, pitch_up: float = 0.0) -> np.ndarray:
    """Return 468 points of a plain face of 200 px width around (200, 200), turned in degrees."""
    angles = np.linspace(0, 2 * math.pi, 468, endpoint=False)
    mesh = np.stack([100 * np.cos(angles), 130 * np.sin(angles), 0 * angles], axis=1)
    oval = np.array(quality._OVAL)
    turn = -math.pi / 2 + np.arange(len(oval)) * 2 * math.pi / len(oval)
    mesh[oval] = np.stack([100 * np.cos(turn), 130 * np.sin(turn), 0 * turn], axis=1)
    mesh[[33, 133]] = [(-70, -30, 0), (-30, -30, 0)]
    mesh[[362, 263]] = [(30, -30, 0), (70, -30, 0)]
    mesh[[50, 280]] = [(-55, 30, 0), (55, 30, 0)]
    # the mesh of a level face leans back by the offset that face_geometry takes out
    lean = math.radians(quality._PITCH_ZERO - pitch_up)
    mesh[[10, 152]] = [(0, -130, -130 * math.tan(lean)), (0, 130, 130 * math.tan(lean))]
    depth = 100 * math.tan(math.radians(yaw))
    mesh[[234, 454]] = [(-100, 0, -depth), (100, 0, depth)]
    c, s = math.cos(math.radians(roll)), math.sin(math.radians(roll))
    mesh[:, :2] = mesh[:, :2] @ np.array([[c, s], [-s, c]])
    mesh[:, :2] += SIDE / 2
    return np.asarray(mesh, np.float32)


@pytest.fixture
def noise() -> np.ndarray:
    blocks = np.random.default_rng(3).integers(30, 180, (SIDE // 40, SIDE // 40, 3))
    return blocks.astype(np.uint8).repeat(40, axis=0).repeat(40, axis=1)


def test_geometry_of_a_level_face() -> None:
    face = quality.face_geometry(synthetic_mesh())

    assert face.eye_x == pytest.approx(200, abs=0.1)
    assert face.eye_y == pytest.approx(170, abs=0.1)
    assert face.eye_distance == pytest.approx(100, abs=0.1)
    assert face.head_height == pytest.approx(2.05 * 160, abs=1)
    assert (face.roll, face.yaw, face.pitch) == pytest.approx((0, 0, 0), abs=0.1)


@pytest.mark.parametrize("angle", [-20.0, -9.0, 9.0, 20.0])
def test_each_turn_is_measured_with_its_sign_and_without_the_others(angle: float) -> None:
    rolled = quality.face_geometry(synthetic_mesh(roll=angle))
    turned = quality.face_geometry(synthetic_mesh(yaw=angle))
    raised = quality.face_geometry(synthetic_mesh(pitch_up=angle))

    assert (rolled.roll, rolled.yaw, rolled.pitch) == pytest.approx((angle, 0, 0), abs=0.5)
    # the networks see 0.86 of a turn, which the measure takes back
    assert (turned.roll, turned.yaw * 0.86, turned.pitch) == pytest.approx((0, angle, 0), abs=0.5)
    assert (raised.roll, raised.yaw, raised.pitch) == pytest.approx((0, 0, angle), abs=0.5)


@pytest.mark.parametrize(("gap", "expected"), [(0.0, 0.0), (6.0, 0.2), (9.0, 0.3)])
def test_eye_opening_is_the_lid_gap_over_the_width(gap: float, expected: float) -> None:
    lower = [(30 * i / 8, gap / 2 * math.sin(math.pi * i / 8)) for i in range(9)]
    upper = [(30 * i / 8, -gap / 2 * math.sin(math.pi * i / 8)) for i in range(1, 8)]

    assert quality.eye_opening(np.array(lower + upper, np.float32)) == pytest.approx(
        expected, abs=0.005
    )


def test_the_white_of_the_eyes_is_measured_between_the_lids() -> None:
    frame = np.full((SIDE, SIDE, 3), 60, np.uint8)
    assert quality.face_light(frame, synthetic_mesh()).eye_white == pytest.approx(60, abs=1)
    mesh = synthetic_mesh()
    for index in (33, 160, 158, 133, 153, 144):
        x, y = mesh[index, :2]
        frame[int(y) - 14 : int(y) + 15, int(x) - 14 : int(x) + 15] = 200

    assert quality.face_light(frame, mesh).eye_white > 150


def test_light_of_an_evenly_lit_face() -> None:
    light = quality.face_light(np.full((SIDE, SIDE, 3), 140, np.uint8), synthetic_mesh())

    assert light.mean == pytest.approx(140, abs=1)
    assert light.bright_share == 0
    assert light.side_difference == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("dark_side", "sign"), [(slice(0, 200), -1), (slice(200, 400), 1)])
def test_side_light_is_measured_and_told_by_side(dark_side: slice, sign: int) -> None:
    frame = np.full((SIDE, SIDE, 3), 160, np.uint8)
    frame[:, dark_side] = 80

    light = quality.face_light(frame, synthetic_mesh())

    assert light.side_difference == pytest.approx(0.5, abs=0.05)
    assert light.darker_side == sign


def test_burnt_out_pixels_are_counted() -> None:
    frame = np.full((SIDE, SIDE, 3), 120, np.uint8)
    frame[:200] = 255

    assert quality.face_light(frame, synthetic_mesh()).bright_share == pytest.approx(0.5, abs=0.05)


def test_sharpness_falls_with_blur_and_ignores_brightness(noise: np.ndarray) -> None:
    mesh = synthetic_mesh()
    sharp = quality.sharpness(noise, mesh)
    soft = quality.sharpness(cv2.GaussianBlur(noise, (0, 0), 2), mesh)
    softer = quality.sharpness(cv2.GaussianBlur(noise, (0, 0), 5), mesh)
    brighter = quality.sharpness(noise + np.uint8(60), mesh)

    assert sharp > 2 * soft
    assert soft > 1.2 * softer
    assert brighter == pytest.approx(sharp, rel=0.05)


def test_sharpness_of_a_face_at_the_edge_of_the_frame_is_still_a_number(noise: np.ndarray) -> None:
    mesh = synthetic_mesh()
    mesh[:, 0] += 350  # all but a strip lies outside

    assert 0 <= quality.sharpness(noise, mesh) < 100
    assert quality.face_light(noise, mesh).mean >= 0


def face() -> FaceGeometry:
    return FaceGeometry(200, 200, 60, 220, 0, 0, 0)


def test_a_plain_wall_has_no_gradient_and_no_spread() -> None:
    behind = quality.background(np.full((SIDE, SIDE, 3), 220, np.uint8), face())

    assert behind.gradient == pytest.approx(0, abs=0.01)
    assert behind.spread == pytest.approx(0, abs=0.01)
    assert behind.light == pytest.approx(220, abs=1)
    assert behind.chroma == pytest.approx(0, abs=1)


def test_a_shelf_behind_raises_the_gradient_and_a_soft_shadow_the_spread() -> None:
    shelf = np.full((SIDE, SIDE, 3), 220, np.uint8)
    shelf[:, ::12] = 30
    shelf[:, 1::12] = 30
    ramp = np.repeat(np.linspace(60, 240, SIDE)[None, :, None], SIDE, axis=0)
    soft = np.repeat(ramp, 3, axis=2).astype(np.uint8)

    assert quality.background(shelf, face()).gradient > 20
    assert quality.background(soft, face()).gradient < 10
    assert quality.background(soft, face()).spread > 65


def test_a_yellow_wall_has_chroma() -> None:
    wall = np.empty((SIDE, SIDE, 3), np.uint8)
    wall[:] = (60, 180, 200)

    assert quality.background(wall, face()).chroma > 40


@pytest.mark.parametrize(
    ("colour", "low", "high"),
    [((140, 175, 220), 0, 0), ((220, 150, 90), 25, 90), ((128, 128, 128), 6, 8)],
)
def test_skin_colour_distance(colour: tuple[int, int, int], low: float, high: float) -> None:
    frame = np.empty((SIDE, SIDE, 3), np.uint8)
    frame[:] = colour

    assert low <= quality.skin_colour_distance(frame, synthetic_mesh()) <= high
