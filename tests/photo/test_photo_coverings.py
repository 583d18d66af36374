"""Coverings, mouth, dynamic range and compression on pictures whose answer is known."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from desktop.photo import compression, covering, quality

SIDE = 400
SKIN = (120, 150, 205)


@pytest.fixture
def mesh() -> np.ndarray:
    """Return a face of 200 x 260 px around (200, 200); points not named lie on its oval."""
    turn = np.linspace(0, 2 * np.pi, 468, endpoint=False)
    points = np.stack([200 + 100 * np.cos(turn), 200 + 130 * np.sin(turn), 0 * turn], axis=1)
    places = {
        10: (200, 70), 152: (200, 330), 33: (130, 170), 133: (170, 170), 362: (230, 170),
        263: (270, 170), 151: (200, 105), 108: (180, 110), 337: (220, 110), 168: (200, 165),
        50: (145, 230), 280: (255, 230), 230: (150, 195), 119: (150, 200), 450: (250, 195),
        348: (250, 200), 205: (150, 265), 425: (250, 265), 200: (200, 312), 164: (200, 250),
        6: (200, 190), 195: (200, 210), 4: (200, 232), 199: (200, 315), 98: (185, 245),
        327: (215, 245), 13: (200, 272), 14: (200, 274), 82: (190, 272), 87: (190, 274),
        312: (210, 272), 317: (210, 274),
    }  # fmt: skip
    for index, place in places.items():
        points[index, :2] = place
    lips = np.array(covering._LIPS)
    around = np.linspace(0, 2 * np.pi, len(lips), endpoint=False)
    points[lips, 0], points[lips, 1] = 200 + 35 * np.cos(around), 273 + 12 * np.sin(around)
    return points.astype(np.float32)


def bare_face(skin: tuple[int, int, int]) -> np.ndarray:
    """Draw skin with lids, eyes, nostrils and lips where the mesh has them."""
    frame = np.full((SIDE, SIDE, 3), skin, np.uint8)
    shade = tuple(value * 0.6 for value in skin)
    for x in (150, 250):
        cv2.ellipse(frame, (x, 170), (20, 8), 0, 0, 360, (235, 235, 235), -1)
        cv2.circle(frame, (x, 170), 8, (25, 30, 40), -1)
    for x in (188, 212):
        cv2.circle(frame, (x, 243), 4, shade, -1)
    cv2.ellipse(frame, (200, 273), (35, 12), 0, 0, 360, (skin[0] * 0.8, skin[1] * 0.6, skin[2]), -1)
    cv2.line(frame, (170, 273), (230, 273), shade, 3)
    return frame


@pytest.fixture
def bare() -> np.ndarray:
    return bare_face(SKIN)


@pytest.mark.parametrize("cloth", [(220, 190, 150), (245, 245, 245), (30, 30, 30), SKIN])
@pytest.mark.parametrize("skin", [SKIN, (45, 62, 92)])
def test_a_mask_hides_lips_and_nostrils_whatever_its_colour(
    cloth: tuple[int, int, int], skin: tuple[int, int, int], mesh: np.ndarray
) -> None:
    face = bare_face(skin)
    masked = face.copy()
    masked[215:] = cloth

    assert covering.mask_sign(face, mesh) < 0.9
    assert covering.mask_sign(masked, mesh) > 1.2


def test_a_patterned_mask_is_a_mask(bare: np.ndarray, mesh: np.ndarray) -> None:
    bare[215:] = (150, 150, 160)
    bare[215::6] = (130, 130, 140)

    assert covering.mask_sign(bare, mesh) > 1


def test_a_fringe_over_the_forehead_is_no_mask(bare: np.ndarray, mesh: np.ndarray) -> None:
    bare[:140] = (25, 28, 35)

    assert covering.mask_sign(bare, mesh) < 0.9


def test_a_dark_beard_is_no_mask(bare: np.ndarray, mesh: np.ndarray) -> None:
    rng = np.random.default_rng(3)
    bearded = bare.copy()
    bearded[255:] = rng.integers(15, 55, (SIDE - 255, SIDE, 1))
    lips = slice(261, 286), slice(165, 236)
    bearded[lips] = bare[lips]

    assert covering.mask_sign(bearded, mesh) < 1


def test_tinted_light_is_no_mask(bare: np.ndarray, mesh: np.ndarray) -> None:
    blue = np.clip(bare * np.array([1.6, 0.8, 0.3]), 0, 255).astype(np.uint8)
    blue[290:] = (240, 240, 240)  # a collar

    assert covering.mask_sign(blue, mesh) < 1


@pytest.mark.parametrize("skin", [SKIN, (45, 62, 92)])
@pytest.mark.parametrize("lens", [(15, 15, 15), (120, 70, 20), (125, 125, 122)])
def test_lenses_hide_eyes_and_skin_whatever_their_colours(
    skin: tuple[int, int, int], lens: tuple[int, int, int], mesh: np.ndarray
) -> None:
    face = bare_face(skin)
    lenses = face.copy()
    for x in (150, 250):
        cv2.ellipse(lenses, (x, 178), (46, 36), 0, 0, 360, lens, -1)

    assert covering.lens_sign(face, mesh) < 0.9
    assert covering.lens_sign(lenses, mesh) > 1.1


def test_clear_glasses_and_one_covered_eye_are_no_sunglasses(
    bare: np.ndarray, mesh: np.ndarray
) -> None:
    glasses, patch = bare.copy(), bare.copy()
    for x in (150, 250):
        cv2.ellipse(glasses, (x, 178), (46, 36), 0, 0, 360, (20, 20, 20), 5)
    cv2.ellipse(patch, (150, 178), (46, 36), 0, 0, 360, (15, 15, 15), -1)

    assert covering.lens_sign(glasses, mesh) < 1
    assert covering.lens_sign(patch, mesh) < 1


@pytest.mark.parametrize(
    ("colour", "covered"), [((200, 60, 30), True), ((40, 45, 60), False), ((150, 150, 150), False)]
)
def test_a_blue_cap_is_noticed_dark_and_grey_hair_are_not(
    colour: tuple[int, int, int], covered: bool, mesh: np.ndarray
) -> None:
    frame = np.full((SIDE, SIDE, 3), 225, np.uint8)
    cv2.ellipse(frame, (200, 200), (100, 130), 0, 0, 360, SKIN, -1)
    cv2.ellipse(frame, (200, 70), (95, 66), 0, 0, 360, colour, -1)
    frame = cv2.copyMakeBorder(frame, 80, 0, 0, 0, cv2.BORDER_CONSTANT, value=(225, 225, 225))
    cv2.ellipse(frame, (200, 130), (95, 70), 0, 180, 360, colour, -1)
    mesh[:, 1] += 80

    assert (covering.head_cover(frame, mesh) > 0.35) is covered


def test_mouth_gap_is_the_lips_over_eyes_to_chin(mesh: np.ndarray) -> None:
    assert quality.mouth_gap(mesh) == pytest.approx(2 / 160, abs=0.001)
    mesh[14, 1] += 46
    assert quality.mouth_gap(mesh) == pytest.approx(48 / 160, abs=0.001)


def test_dynamic_range_is_entropy_in_bits(mesh: np.ndarray) -> None:
    flat = np.full((SIDE, SIDE, 3), 130, np.uint8)
    halves = flat.copy()
    halves[:, 200:] = 60
    noise = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE, 1), np.uint8).repeat(3, axis=2)

    assert quality.dynamic_range(flat, mesh) == pytest.approx(0, abs=0.01)
    assert quality.dynamic_range(halves, mesh) == pytest.approx(1, abs=0.3)
    assert quality.dynamic_range(noise, mesh) > 6


def photo_like() -> np.ndarray:
    rng = np.random.default_rng(4)
    soft = cv2.GaussianBlur(rng.uniform(0, 255, (320, 320, 3)), (0, 0), 6)
    soft = (soft - soft.mean()) * 8 + 128 + rng.normal(0, 2, soft.shape)
    return np.clip(soft, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("quality_", [10, 30, 50, 75, 90, 95])
def test_the_quality_of_a_jpeg_is_read_from_its_tables(quality_: int) -> None:
    data = cv2.imencode(".jpg", photo_like(), [cv2.IMWRITE_JPEG_QUALITY, quality_])[1].tobytes()

    assert compression.jpeg_quality(data) == pytest.approx(quality_, abs=2)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xdb", b"\xff\xd8\xff\xdb\0\0"])
def test_a_cut_jpeg_header_has_no_quality(data: bytes) -> None:
    assert compression.jpeg_quality(data) is None


def test_blocks_are_seen_after_strong_compression_only() -> None:
    frame = photo_like()

    def after(quality_: int) -> float:
        data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality_])[1]
        back = cv2.imdecode(data, cv2.IMREAD_COLOR)
        assert back is not None
        return compression.blockiness(back[3:, 5:])  # the grid may start anywhere

    assert compression.blockiness(frame) < 1.2
    assert after(90) < 1.3
    assert after(8) > 1.9
    assert compression.blockiness(frame[:20, :20]) == 1
