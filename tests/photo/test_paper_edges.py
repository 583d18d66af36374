"""Sheets are found where they lie, on any table; where there is none, none is found."""

import cv2
import numpy as np
import pytest

from desktop.photo.paper import PaperStudio
from desktop.photo.paper_edges import _judged, find_page, ordered
from tests.photo.paper_scenes import EMPTY_KINDS, KINDS, corner_error, scene

SURE_KINDS = [kind for kind in KINDS if kind != "sheet_on_sheet"]
WITHIN = 0.5  # % of the frame's diagonal; about 7 px of 1280 x 720


@pytest.mark.parametrize("kind", SURE_KINDS)
def test_the_sheet_is_found(kind):
    drawn = scene(kind, seed=3)
    found = find_page(drawn.frame)
    assert found is not None
    assert corner_error(found.corners, drawn) < WITHIN
    assert 0.5 <= found.support <= 1.0


@pytest.mark.parametrize("kind", EMPTY_KINDS)
def test_where_there_is_no_sheet_none_is_found(kind):
    assert find_page(scene(kind, seed=3).frame) is None


def test_a_sheet_upon_another_gives_a_sheet_or_none_but_never_an_error():
    drawn = scene("sheet_on_sheet", seed=3)
    found = find_page(drawn.frame)
    assert found is None or np.isfinite(found.corners).all()


def test_the_quick_look_for_a_live_picture_is_near_the_fine_one():
    drawn = scene("plain", seed=3)
    quick = find_page(drawn.frame, fine=False)
    assert quick is not None
    assert corner_error(quick.corners, drawn) < WITHIN


def test_a_large_photograph_is_as_good():
    drawn = scene("plain", seed=3)
    large = cv2.resize(drawn.frame, None, fx=2.3, fy=2.3, interpolation=cv2.INTER_CUBIC)
    found = find_page(large)
    assert found is not None
    assert corner_error(found.corners / 2.3, drawn) < WITHIN


@pytest.mark.parametrize("size", [(1, 1), (16, 400), (31, 31), (40, 40), (720, 64), (33, 2000)])
def test_pictures_of_any_shape_are_borne(size):
    rng = np.random.default_rng(7)
    for frame in (
        np.zeros((*size, 3), np.uint8),
        np.full((*size, 3), 255, np.uint8),
        rng.integers(0, 256, (*size, 3), np.uint8),
    ):
        find_page(frame)


def test_a_frame_that_is_a_view_of_another_is_borne():
    drawn = scene("plain", seed=3)
    assert find_page(drawn.frame[::-1, ::-1]) is not None
    assert find_page(drawn.frame[:, :, ::-1]) is not None


def test_corners_are_told_clockwise_from_the_top_left():
    square = np.array([[10, 90], [90, 10], [10, 10], [90, 90]], np.float32)
    assert ordered(square).tolist() == [[10, 10], [90, 10], [90, 90], [10, 90]]


def test_where_nothing_is_found_the_hand_begins_inside_the_frame():
    corners = PaperStudio().whole(scene("flat", seed=3).frame)
    assert all(0 < x < 1280 and 0 < y < 720 for x, y in corners)


def test_squared_paper_with_lines_all_over_is_borne():
    """The most candidates there can be: every line of one direction with every one of the other."""
    frame = np.full((720, 1280, 3), 235, np.uint8)
    frame[40::60] = frame[41::60] = frame[:, 40::60] = frame[:, 41::60] = 60
    find_page(frame)
    find_page(np.ascontiguousarray(np.rot90(frame)))


def test_many_candidates_at_once_are_borne():
    """OpenCV's table of places is limited to 32,766 rows; the candidates of lines are not."""
    quad = np.array([[100, 60], [400, 60], [400, 250], [100, 250]], np.float32)
    judged = _judged(np.repeat(quad[None], 700, axis=0), np.zeros((288, 512, 3), np.float32))
    assert len(judged.score) == 700
