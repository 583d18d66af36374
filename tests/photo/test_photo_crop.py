"""Geometry of the finished portrait, measured again on its own pixels."""

from __future__ import annotations

import struct
from dataclasses import replace

import cv2
import numpy as np
import pytest

from desktop.photo import crop
from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.errors import PortraitError
from desktop.photo.profile import load_profile
from desktop.photo.service import PhotoStudio
from desktop.photo.views import FaceGeometry

PROFILE = load_profile()
FACE = FaceGeometry(640, 330, 112, 400, 0, 0, 0)


def decoded(data: bytes) -> np.ndarray:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture)


@pytest.mark.parametrize(("name", "size"), [("3x4", (709, 945)), ("2x3", (472, 709))])
def test_exact_size_and_density(name: str, size: tuple[int, int]) -> None:
    studio = PhotoStudio(load_profile(name))
    frame = draw_portrait(1)
    portrait = studio.crop(frame, studio.check_shot(frame))

    assert (portrait.width, portrait.height, portrait.dpi) == (*size, 600)
    assert decoded(portrait.jpeg).shape == (size[1], size[0], 3)
    assert portrait.jpeg[:3] == b"\xff\xd8\xff"
    assert portrait.jpeg[6:11] == b"JFIF\0"
    assert struct.unpack(">BHH", portrait.jpeg[13:18]) == (1, 600, 600)
    assert b"Exif" not in portrait.jpeg


@pytest.mark.parametrize("seed", [0, 3])
def test_eye_line_and_head_height_are_as_the_profile_says(seed: int, studio: PhotoStudio) -> None:
    frame = draw_portrait(seed)
    picture = decoded(studio.crop(frame, studio.check_shot(frame)).jpeg)
    again = studio.check_shot(picture).geometry
    assert again is not None

    assert again.eye_x / 709 == pytest.approx(0.5, abs=0.01)
    assert again.eye_y / 945 == pytest.approx(PROFILE.eye_line, abs=0.01)
    assert again.head_height / 945 == pytest.approx(PROFILE.head_share, rel=0.03)


@pytest.mark.parametrize("degrees", [-6, 6])
def test_a_small_lean_is_taken_out(degrees: float, studio: PhotoStudio) -> None:
    turn = cv2.getRotationMatrix2D((640, 330), degrees, 1)
    leaning = cv2.warpAffine(draw_portrait(3), turn, (1280, 720), borderMode=cv2.BORDER_REPLICATE)
    report = studio.check_shot(leaning)
    assert report.geometry is not None
    assert report.geometry.roll == pytest.approx(-degrees, abs=1.5)

    picture = decoded(studio.crop(leaning, report).jpeg)
    again = studio.check_shot(picture).geometry
    assert again is not None
    assert abs(again.roll) < 1.5


def test_a_large_lean_is_left_to_the_person() -> None:
    assert crop.crop_box(replace(FACE, roll=5.0), PROFILE, (1280, 720)).roll == 5
    assert crop.crop_box(replace(FACE, roll=20.0), PROFILE, (1280, 720)).roll == 0


def test_the_box_shrinks_in_a_tight_frame_but_only_so_far() -> None:
    wide = crop.crop_box(FACE, PROFILE, (1280, 720))
    tight = crop.crop_box(FACE, PROFILE, (1280, 620))
    tighter = crop.crop_box(FACE, PROFILE, (1280, 500))

    assert wide.height == pytest.approx(400 / PROFILE.head_share)
    assert 400 / PROFILE.max_head_share < tight.height < wide.height
    assert max(tight.overflow(1280, 620)) == pytest.approx(0, abs=1e-6)
    assert tighter.height == pytest.approx(400 / PROFILE.max_head_share)
    assert tighter.overflow(1280, 500)[3] > 0.1


def test_a_face_at_the_edge_is_refused_with_advice() -> None:
    frame = np.full((720, 1280, 3), 200, np.uint8)
    with pytest.raises(PortraitError) as caught:
        crop.cut(frame, replace(FACE, eye_x=90.0), PROFILE)

    assert "sát mép" in caught.value.title
    assert "lùi ra" in caught.value.advice


def test_a_sliver_outside_is_continued_from_the_edge() -> None:
    frame = np.full((720, 1280, 3), (200, 180, 160), np.uint8)
    least = 400 / PROFILE.max_head_share
    just_out = replace(FACE, eye_x=least * 0.75 / 2 - 5)
    picture = crop.cut(frame, just_out, PROFILE)

    assert picture.shape == (945, 709, 3)
    assert (picture == (200, 180, 160)).all()


def test_a_large_photo_shrinks_without_aliasing() -> None:
    frame = np.zeros((3000, 3000, 3), np.uint8)
    frame[:, ::2] = 255  # stripes one pixel wide must become grey, not stripes
    face = FaceGeometry(1500, 1400, 500, 1700, 0, 0, 0)
    picture = crop.cut(frame, face, PROFILE)

    assert picture[100:-100, 100:-100].std() < 25


def test_no_crop_without_exactly_one_face(studio: PhotoStudio) -> None:
    for variant in ("none", "two"):
        frame = draw_portrait(1, variant)
        with pytest.raises(PortraitError, match="đúng một khuôn mặt"):
            studio.crop(frame, studio.check_shot(frame))
