"""A photographed sheet becomes a page that can be read: flat, in proportion, black on white."""

import cv2
import numpy as np
import pytest

from desktop.photo.errors import PictureFileError
from desktop.photo.paper import PaperStudio
from desktop.photo.paper_page import proportion
from desktop.photo.paper_views import PageLook, Treatment
from tests.photo.paper_scenes import rotation, scene

ALONG = 1754 / 1240


def page(kind, look=PageLook.BLACK_WHITE, *, turns=0, seed=3):
    """The page made of a scene with its true corners, as an array; and the scene."""
    drawn, studio = scene(kind, seed), PaperStudio()
    corners = tuple(map(tuple, drawn.corners.tolist()))
    made = studio.flatten(studio.keep(drawn.frame), Treatment(corners, turns, look))
    flags = cv2.IMREAD_UNCHANGED
    return cv2.imdecode(np.frombuffer(made.content, np.uint8), flags), made, drawn


@pytest.mark.parametrize("kind", ["plain", "shadow", "crumpled", "white_table"])
def test_black_and_white_keeps_ink_and_stamp_and_drops_shadows_and_folds(kind):
    picture, made, _drawn = page(kind)
    assert made.media_type == "image/png"
    assert len(made.content) < 150_000
    assert set(np.unique(picture)) == {0, 255}
    # a hard shadow or a fold would blacken half of the page
    assert 0.03 < (picture == 0).mean() < 0.16
    upright = picture if made.height > made.width else np.rot90(picture)
    height, width = upright.shape
    rows = (upright == 0).any(axis=1)
    assert rows[round(0.1 * height) : round(0.45 * height)].mean() > 0.35, "lines of text"
    both = [upright, upright[::-1, ::-1]]
    foot = max((half[round(0.86 * height) :] == 0).mean() for half in both)
    assert foot > 0.015, "the red stamp and the blue signature are ink as well"
    assert (upright[:, : round(0.02 * width)] == 0).mean() < 0.02, "the edge of the sheet is none"


@pytest.mark.parametrize("look", [PageLook.GREY, PageLook.COLOUR])
def test_grey_and_colour_are_lit_evenly(look):
    picture, made, _drawn = page("shadow", look)
    assert made.media_type == "image/jpeg"
    assert picture.ndim == (2 if look is PageLook.GREY else 3)
    light = picture if picture.ndim == 2 else picture.min(axis=2)
    paper = [
        np.percentile(part, 80)
        for half in np.array_split(light, 3, axis=0)
        for part in np.array_split(half, 3, axis=1)
    ]
    assert min(paper) > 215
    assert max(paper) - min(paper) < 25
    if look is PageLook.COLOUR:
        red = picture[..., 2].astype(int) - picture[..., 0]
        assert (red > 60).sum() > 200, "the stamp stays red"


def test_a_page_is_a4_whatever_the_view():
    for kind in ("plain", "slanted", "crumpled"):
        _picture, made, _drawn = page(kind)
        long, short = max(made.width, made.height), min(made.width, made.height)
        assert long / short == pytest.approx(ALONG, rel=0.002)


def test_turning_turns_clockwise():
    once, made, _drawn = page("plain", turns=1)
    plain, before, _drawn = page("plain")
    assert (made.width, made.height) == (before.height, before.width)
    assert (np.rot90(plain, -1) == once).mean() > 0.999
    thrice, _made, _drawn = page("plain", turns=3)
    assert (np.rot90(thrice, 2) == once).mean() > 0.999


@pytest.mark.parametrize("tilt", [0.0, 0.2, 0.35, -0.3])
@pytest.mark.parametrize("ratio", [1.0, 1.4142, 0.7071, 1.586])
def test_the_proportion_of_a_sheet_is_known_from_its_corners(tilt, ratio):
    half = np.array([ratio, 1.0]) * 60
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    points = np.c_[flat, np.zeros(4)] @ rotation(tilt, tilt / 2, 0.1).T + (0, 0, 300)
    seen = points[:, :2] / points[:, 2:] * 950 + (640, 360)
    assert proportion(seen.astype(np.float32), (1280, 720)) == pytest.approx(ratio, rel=0.04)


@pytest.mark.parametrize(
    "corners",
    [
        ((5, 5), (5, 5), (5, 5), (5, 5)),
        ((0, 0), (1279, 719), (1279, 719), (0, 0)),
        ((-50, -80), (1500, -20), (1400, 900), (-90, 800)),
        ((600, 100), (100, 600), (1200, 90), (30, 30)),
    ],
)
@pytest.mark.parametrize("look", list(PageLook))
def test_corners_set_by_hand_may_be_anything(corners, look):
    studio = PaperStudio()
    kept = studio.keep(np.full((720, 1280, 3), 180, np.uint8))
    made = studio.flatten(kept, Treatment(corners, 0, look))
    assert made.width >= 100
    assert made.height >= 100


def test_a_page_that_is_no_picture_any_more_is_told():
    corners = ((0, 0), (9, 0), (9, 9), (0, 9))
    for damaged in (b"", b"not a picture"):
        with pytest.raises(PictureFileError):
            PaperStudio().flatten(damaged, Treatment(corners))


def test_a_treatment_survives_storing():
    treatment = Treatment(((1.04, 2), (3, 4), (5, 6), (7, 8)), 3, PageLook.GREY)
    stored = treatment.as_json()
    assert Treatment.from_json(stored) == Treatment(((1.0, 2), (3, 4), (5, 6), (7, 8)), 3, "grey")


def test_the_sharpest_of_some_frames_is_taken():
    drawn = scene("plain", seed=3).frame
    moved = cv2.GaussianBlur(drawn, (0, 0), 4)
    assert PaperStudio().sharpest([moved, drawn, moved]) is drawn
