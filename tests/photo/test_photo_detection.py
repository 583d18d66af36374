"""The real networks on real portraits, on drawn ones, and on nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from desktop.photo.demo_portraits import HEIGHT, WIDTH, draw_portrait
from desktop.photo.detector import ssd_anchors, suppress
from desktop.photo.service import PhotoStudio
from desktop.photo.views import Arrow, CheckName

REAL = ("eileen_collins.jpg", "grace_hopper.jpg")
# eyes of the two portraits, read off an enlarged picture by hand (image left, image right)
EYES = {
    "eileen_collins.jpg": ((203, 102), (246, 104)),
    "grace_hopper.jpg": ((221, 190), (304, 187)),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_portrait_has_one_face_and_its_eyes_are_where_they_are(
    name: str, studio: PhotoStudio, portraits: Path
) -> None:
    frame = studio.load_file(portraits / name)
    report = studio.check_shot(frame)
    (left_x, left_y), (right_x, right_y) = EYES[name]

    assert report.faces == 1
    assert report.geometry is not None
    tolerance = 0.08 * (right_x - left_x)
    assert report.geometry.eye_x == pytest.approx((left_x + right_x) / 2, abs=tolerance)
    assert report.geometry.eye_y == pytest.approx((left_y + right_y) / 2, abs=tolerance)
    assert report.geometry.eye_distance == pytest.approx(right_x - left_x, rel=0.12)
    assert abs(report.geometry.roll) < 6
    assert abs(report.geometry.yaw) < 11


def test_a_real_portrait_passes_when_only_its_small_size_is_forgiven(portraits: Path) -> None:
    plain = PhotoStudio()
    limits = replace(plain.profile.limits, min_frame_head=0.2)
    forgiving = PhotoStudio(replace(plain.profile, limits=limits))
    frame = plain.load_file(portraits / "eileen_collins.jpg")

    codes = [finding.code for finding in plain.check_shot(frame).failures]
    assert codes == ["distance"]
    assert forgiving.check_shot(frame).verdict


def test_a_real_portrait_turned_dark_blurred_or_tinted_is_refused_for_that(
    studio: PhotoStudio, portraits: Path
) -> None:
    frame = studio.load_file(portraits / "eileen_collins.jpg")
    blue = np.clip(frame * np.array([1.0, 0.75, 0.45]), 0, 255).astype(np.uint8)
    cases = {
        "light": (frame * 0.25).astype(np.uint8),
        "sharp": cv2.GaussianBlur(frame, (0, 0), 4),
        "colour": blue,
        "straight": cv2.warpAffine(
            frame,
            cv2.getRotationMatrix2D((222, 114), 20, 1),
            (512, 512),
            borderMode=cv2.BORDER_REPLICATE,
        ),
    }
    for code, picture in cases.items():
        found = [finding.code for finding in studio.check_shot(picture).failures]
        assert code in found, (code, found)


@pytest.mark.parametrize("seed", range(6))
def test_drawn_people_pass_guide_and_shot(seed: int, studio: PhotoStudio) -> None:
    frame = draw_portrait(seed)
    guidance = studio.guide(frame)
    report = studio.check_shot(frame)

    assert guidance.ready, guidance
    assert guidance.face_box is not None
    assert report.verdict, report.failures
    assert report.faces == 1
    json.dumps(report.as_json())


@pytest.mark.parametrize("seed", [0, 1])
def test_drawn_mistakes_are_named(seed: int, studio: PhotoStudio) -> None:
    def codes(variant: str) -> list[str]:
        return [item.code for item in studio.check_shot(draw_portrait(seed, variant)).failures]

    assert codes("none") == ["no_face"]
    assert codes("two") == ["many_faces"]
    assert codes("off_centre") == ["centred"]
    assert "light" in codes("dark")
    assert codes("too_far")[0] == "distance"


def test_two_people_and_nobody_are_said_in_words(studio: PhotoStudio) -> None:
    two = studio.check_shot(draw_portrait(2, "two"))
    none = studio.check_shot(draw_portrait(2, "none"))

    assert two.faces == 2
    assert "2 khuôn mặt" in two.failures[0].text
    assert two.geometry is None
    assert none.faces == 0
    assert "Không thấy khuôn mặt" in none.failures[0].text
    assert "một người" in studio.guide(draw_portrait(2, "two")).instruction
    assert studio.guide(draw_portrait(2, "none")).passed == 0


def test_directions_are_told_to_the_person_opposite(studio: PhotoStudio) -> None:
    at_image_left = draw_portrait(0, "off_centre")
    at_image_right = cv2.flip(at_image_left, 1)

    assert studio.guide(at_image_left).arrow is Arrow.LEFT
    assert studio.guide(at_image_right).arrow is Arrow.RIGHT


def test_a_leaning_person_is_told_to_straighten_up(studio: PhotoStudio) -> None:
    frame = draw_portrait(3)
    for degrees, arrow in ((-15, Arrow.RIGHT), (15, Arrow.LEFT)):
        turn = cv2.getRotationMatrix2D((WIDTH / 2, 320), degrees, 1)
        leaning = cv2.warpAffine(frame, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
        guidance = studio.guide(leaning)
        failed = [check.name for check in guidance.checks if not check.ok]

        assert failed == [CheckName.STRAIGHT], failed
        assert guidance.arrow is arrow


def test_shut_eyes_are_noticed(studio: PhotoStudio) -> None:
    frame = draw_portrait(2)
    report = studio.check_shot(frame)
    assert report.geometry is not None
    face = report.geometry
    skin = frame[int(face.eye_y + 45), int(face.eye_x - 62)].tolist()
    for side in (-1, 1):
        centre = (int(face.eye_x + side * face.eye_distance / 2), int(face.eye_y))
        cv2.ellipse(frame, centre, (36, 18), 0, 0, 360, skin, -1, cv2.LINE_AA)
        lash = (centre[0], centre[1] + 1)
        cv2.ellipse(frame, lash, (28, 5), 0, 0, 180, (30, 28, 34), 3, cv2.LINE_AA)
    guidance = studio.guide(cv2.GaussianBlur(frame, (0, 0), 1))

    eyes = guidance.checks[4]
    assert eyes.name is CheckName.EYES
    assert not eyes.ok, eyes


def test_dark_glasses_and_a_mask_are_noticed(studio: PhotoStudio) -> None:
    glasses, mask = draw_portrait(2), draw_portrait(2)
    report = studio.check_shot(glasses)
    assert report.geometry is not None
    face = report.geometry
    unit, x, y = face.eye_distance, int(face.eye_x), int(face.eye_y)
    for side in (-1, 1):
        centre = (int(x + side * unit / 2), y + 6)
        cv2.ellipse(glasses, centre, (46, 32), 0, 0, 360, (18, 16, 16), -1, cv2.LINE_AA)
    outline = np.array([(-1.1, 0.45), (0, 0.3), (1.1, 0.45), (0.8, 1.5), (0, 1.9), (-0.8, 1.5)])
    pixels = (outline * unit + (x, y)).astype(np.int32)
    cv2.fillPoly(mask, [pixels], (216, 196, 160), cv2.LINE_AA)

    assert "eyes" in [finding.code for finding in studio.check_shot(glasses).failures]
    assert "covered" in [finding.code for finding in studio.check_shot(mask).failures]


@pytest.mark.parametrize("shape", [(720, 1280), (1280, 720), (90, 160), (33, 2000)])
def test_frames_without_people_of_any_shape_find_nobody(
    shape: tuple[int, int], studio: PhotoStudio
) -> None:
    for value in (0, 128, 255):
        frame = np.full((*shape, 3), value, np.uint8)
        assert studio.guide(frame).faces == 0
        assert studio.check_shot(frame).faces == 0


def test_drawing_is_repeatable_and_people_differ() -> None:
    assert np.array_equal(draw_portrait(5), draw_portrait(5))
    assert not np.array_equal(draw_portrait(5), draw_portrait(6))
    assert draw_portrait(5).shape == (720, 1280, 3)
    with pytest.raises(ValueError, match="upside_down"):
        draw_portrait(1, "upside_down")


def test_anchors_cover_the_grid_of_the_model_card() -> None:
    short = ssd_anchors(128, (8, 16, 16, 16), 2)
    full = ssd_anchors(192, (4,), 1)

    assert short.shape == (896, 2)
    assert full.shape == (2304, 2)
    assert short[0] == pytest.approx((1 / 32, 1 / 32))
    assert full[1] == pytest.approx((1.5 / 48, 0.5 / 48))


def test_overlapping_boxes_become_one_and_distant_ones_stay() -> None:
    def row(x: float) -> list[float]:
        return [x, 0, x + 10, 10, *([x] * 12)]

    boxes = np.array([row(0), row(1), row(50)], np.float32)
    found = suppress(boxes, np.array([0.9, 0.3, 0.6], np.float32))

    assert [round(score, 2) for _, score in found] == [0.9, 0.6]
    assert found[0][0][0] == pytest.approx(0.25)  # the weighted mean of 0 and 1
