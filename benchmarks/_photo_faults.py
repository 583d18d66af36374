"""Faulty pictures made from good ones, for photo_accuracy: every fault is drawn, none is real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks._photo_turn import turned
from desktop.photo.ports import Frame
from desktop.photo.views import FaceGeometry

SIZE = (1280, 720)
Maker = Callable[["Subject"], Frame]


@dataclass(frozen=True)
class Subject:
    """A portrait and where the face lies in it."""

    frame: Frame
    face: FaceGeometry


@dataclass(frozen=True)
class Kind:
    """One category.

    Attributes:
        reasons: the measures that name it; empty when the picture should pass.
        pictures: makers, each of which makes one picture of a subject.
    """

    reasons: set[str]
    pictures: tuple[Maker, ...]


def wall(colour: tuple[int, int, int]) -> Frame:
    """A plain wall with a soft gradient and sensor noise."""
    rng = np.random.default_rng(sum(colour))
    ramp = np.linspace(1.03, 0.94, SIZE[0])[None, :, None]
    picture = np.full((SIZE[1], SIZE[0], 3), colour, np.float32) * ramp
    return np.clip(picture + rng.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)


def camera(
    subject: Subject, head: float = 0.56, turn: float = 0.0, place: float = 0.5
) -> tuple[Frame, FaceGeometry]:
    """Put the person into a 1280 x 720 frame, leaning by `turn` degrees.

    `head` is the head height as a share of the frame's height, `place` the share of its width.

    What the portrait does not show is continued with its edge pixels, softened.
    """
    face = subject.face
    scale = head * SIZE[1] / face.head_height
    frame = subject.frame
    if scale < 0.7:  # no aliasing
        frame = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        rest, factor = 1.0, scale
    else:
        rest, factor = scale, 1.0
    eye = (SIZE[0] * place, SIZE[1] * 0.46)
    matrix = cv2.getRotationMatrix2D(
        (face.eye_x * factor, face.eye_y * factor), face.roll - turn, rest
    )
    matrix[:, 2] += np.array(eye) - np.array([face.eye_x, face.eye_y]) * factor
    picture = cv2.warpAffine(
        frame, matrix, SIZE, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    # the continued edge is streaky: replace what lies beside and above by its smooth version
    inside = np.full(frame.shape[:2], 255, np.uint8)
    shown = cv2.warpAffine(inside, matrix, SIZE)
    shown = cv2.erode(shown, np.ones((5, 5), np.uint8))
    soft = cv2.GaussianBlur(cv2.blur(picture, (1, 151)), (0, 0), 8)
    weight = cv2.GaussianBlur(shown, (0, 0), 4).astype(np.float32)[..., None] / 255
    picture = (picture * weight + soft * (1 - weight)).astype(np.uint8)
    placed = FaceGeometry(
        *eye, face.eye_distance * scale, face.head_height * scale, turn, face.yaw, 0
    )
    return picture, placed


def _plain(subject: Subject, **where: float) -> Frame:
    return camera(subject, **where)[0]


def brightness(factor: float, gamma: float = 1.0) -> Maker:
    def make(subject: Subject) -> Frame:
        picture = (_plain(subject) / 255.0) ** gamma * 255 * factor
        noise = np.random.default_rng(1).normal(0, 2, picture.shape)
        return np.clip(picture + noise, 0, 255).astype(np.uint8)

    return make


def blurred(sigma: float) -> Maker:
    return lambda subject: cv2.GaussianBlur(_plain(subject), (0, 0), sigma)


def moved(length: int, angle: float) -> Maker:
    def make(subject: Subject) -> Frame:
        kernel = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1
        turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), angle, 1)
        kernel = cv2.warpAffine(kernel, turn, (length, length))
        return cv2.filter2D(_plain(subject), -1, kernel / kernel.sum())

    return make


def shifted(**where: float) -> Maker:
    return lambda subject: _plain(subject, **where)


def yawed(degrees: float) -> Maker:
    """Turn the head in space to an angle, by the depth of its mesh (`_photo_turn`)."""

    def make(subject: Subject) -> Frame:
        picture, face = camera(subject)
        return turned(picture, degrees - face.yaw)

    return make


def _axes(face: FaceGeometry) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return eye middle, unit to image right and unit down, in eye distances."""
    turn = np.radians(face.roll)
    right = np.array([np.cos(turn), np.sin(turn)]) * face.eye_distance
    return np.array([face.eye_x, face.eye_y]), right, np.array([-right[1], right[0]])


def _skin(picture: Frame, face: FaceGeometry) -> np.ndarray:
    middle, right, down = _axes(face)
    spots = []
    for side in (-1, 1):
        x, y = (middle + side * 0.55 * right + 0.55 * down).astype(int)
        spots.append(picture[y - 6 : y + 6, x - 6 : x + 6].reshape(-1, 3).mean(axis=0))
    return np.mean(spots, axis=0)


def lids(subject: Subject) -> Frame:
    """Paint closed lids: skin over the eye and a line of lashes."""
    picture, face = camera(subject)
    middle, right, down = _axes(face)
    skin = _skin(picture, face) * 0.94
    soft = picture.copy()
    mask = np.zeros(picture.shape[:2], np.uint8)
    for side in (-1, 1):
        centre = tuple(int(v) for v in middle + side * 0.5 * right + 0.0 * down)
        axes = (int(0.27 * face.eye_distance), int(0.13 * face.eye_distance))
        cv2.ellipse(mask, centre, axes, face.roll, 0, 360, 255, -1, cv2.LINE_AA)
    soft[:] = skin
    weight = cv2.GaussianBlur(mask, (0, 0), 3).astype(np.float32)[..., None] / 255
    picture = (picture * (1 - weight) + soft * weight).astype(np.uint8)
    for side in (-1, 1):
        centre = tuple(int(v) for v in middle + side * 0.5 * right + 0.03 * down)
        axes = (int(0.22 * face.eye_distance), int(0.06 * face.eye_distance))
        lash = tuple(int(v) for v in skin * 0.35)
        thick = max(2, int(0.025 * face.eye_distance))
        cv2.ellipse(picture, centre, axes, face.roll, 10, 170, lash, thick, cv2.LINE_AA)
    noise = np.random.default_rng(2).normal(0, 2, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def sunglasses(colour: tuple[int, int, int], opacity: float, shape: float) -> Maker:
    """Paint two lenses and a bridge; `shape` is height over width."""

    def make(subject: Subject) -> Frame:
        picture, face = camera(subject)
        middle, right, down = _axes(face)
        layer = picture.copy()
        width = 0.42 * face.eye_distance
        for side in (-1, 1):
            centre = tuple(int(v) for v in middle + side * 0.52 * right + 0.08 * down)
            axes = (int(width), int(width * shape))
            cv2.ellipse(layer, centre, axes, face.roll, 0, 360, colour, -1, cv2.LINE_AA)
        mixed = cv2.addWeighted(layer, opacity, picture, 1 - opacity, 0)
        start, end = middle - 0.14 * right, middle + 0.14 * right
        points = [tuple(int(v) for v in point) for point in (start, end)]
        cv2.line(mixed, points[0], points[1], (25, 25, 25), 5, cv2.LINE_AA)
        return mixed

    return make


def clear_glasses(subject: Subject) -> Frame:
    """Paint a thin dark frame around both eyes; must still pass."""
    picture, face = camera(subject)
    middle, right, down = _axes(face)
    for side in (-1, 1):
        centre = tuple(int(v) for v in middle + side * 0.52 * right + 0.08 * down)
        axes = (int(0.42 * face.eye_distance), int(0.34 * face.eye_distance))
        cv2.ellipse(picture, centre, axes, face.roll, 0, 360, (40, 35, 35), 3, cv2.LINE_AA)
    start, end = middle - 0.1 * right, middle + 0.1 * right
    cv2.line(picture, tuple(start.astype(int)), tuple(end.astype(int)), (40, 35, 35), 3)
    return picture


def mask(colour: tuple[int, int, int]) -> Maker:
    """Paint a folded cloth mask over nose, mouth and chin."""

    def make(subject: Subject) -> Frame:
        picture, face = camera(subject)
        middle, right, down = _axes(face)
        outline = [(-1.05, 0.5), (-0.4, 0.55), (0, 0.42), (0.4, 0.55), (1.05, 0.5)]
        outline += [(0.95, 1.3), (0.5, 1.85), (0, 2.0), (-0.5, 1.85), (-0.95, 1.3)]
        points = np.array([middle + x * right + y * down for x, y in outline])
        layer = picture.astype(np.float32)
        area = np.zeros(picture.shape[:2], np.uint8)
        cv2.fillPoly(area, [points.astype(np.int32)], 255, cv2.LINE_AA)
        y = np.mgrid[0 : SIZE[1], 0 : SIZE[0]][0].astype(np.float32)
        folds = 1 + 0.05 * np.sin(y / max(face.eye_distance * 0.05, 1))
        cloth = np.array(colour, np.float32)[None, None] * folds[..., None]
        weight = (area / 255.0)[..., None]
        return np.clip(layer * (1 - weight) + cloth * weight, 0, 255).astype(np.uint8)

    return make


def side_lit(subject: Subject) -> Frame:
    """Darken one side by a smooth ramp over the face."""
    picture, face = camera(subject)
    x = (np.arange(SIZE[0]) - face.eye_x) / face.eye_distance
    ramp = 0.22 + 0.78 / (1 + np.exp(-3 * x))
    return np.clip(picture * ramp[None, :, None], 0, 255).astype(np.uint8)


def back_lit(subject: Subject) -> Frame:
    """Darken the person and brighten everything else, as before a window."""
    picture, face = camera(subject)
    area = np.zeros(picture.shape[:2], np.uint8)
    centre = (int(face.eye_x), int(face.eye_y + 0.02 * face.head_height))
    axes = (int(0.42 * face.head_height), int(0.6 * face.head_height))
    cv2.ellipse(area, centre, axes, 0, 0, 360, 255, -1)
    shoulders = (int(face.eye_x), int(face.eye_y + 1.15 * face.head_height))
    axes = (int(0.95 * face.head_height), int(0.6 * face.head_height))
    cv2.ellipse(area, shoulders, axes, 0, 0, 360, 255, -1)
    weight = cv2.GaussianBlur(area, (0, 0), 12).astype(np.float32)[..., None] / 255
    dark, bright = picture * 0.28, np.minimum(picture * 1.1 + 70, 255)
    return (dark * weight + bright * (1 - weight)).astype(np.uint8)


def doubled(subject: Subject) -> Frame:
    """The same person twice, side by side, the second one mirrored."""
    half = SIZE[0] // 2
    one = _plain(subject, head=0.5)[:, SIZE[0] // 4 : SIZE[0] // 4 + half]
    return np.hstack([one, cv2.flip(one, 1)])


def behind(subject: Subject) -> Frame:
    """A second, smaller person at the side."""
    picture = _plain(subject)
    small = _plain(subject, head=0.28)[:, 440:840]
    picture[:, :400] = cv2.flip(small, 1)
    return picture


def nobody(subject: Subject) -> Frame:
    """The background without the person."""
    colour = np.median(subject.frame[:20].reshape(-1, 3), axis=0)
    return wall(tuple(int(value) for value in colour))


def shelf(subject: Subject) -> Frame:
    """A shelf of coloured books behind the person."""
    picture, face = camera(subject)
    rng = np.random.default_rng(5)
    books = np.repeat(rng.integers(20, 230, (5, 64, 3)), 20, axis=1).repeat(144, axis=0)
    area = np.zeros(picture.shape[:2], np.uint8)
    centre = (int(face.eye_x), int(face.eye_y))
    axes = (int(0.45 * face.head_height), int(0.62 * face.head_height))
    cv2.ellipse(area, centre, axes, 0, 0, 360, 255, -1)
    area[int(face.eye_y + 0.5 * face.head_height) :] = 255
    weight = cv2.GaussianBlur(area, (0, 0), 4).astype(np.float32)[..., None] / 255
    return (picture * weight + books * (1 - weight)).astype(np.uint8)


def compressed(quality: int) -> Maker:
    def make(subject: Subject) -> Frame:
        data = cv2.imencode(".jpg", _plain(subject), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return cv2.imdecode(data, cv2.IMREAD_COLOR)

    return make


def tinted(factors: tuple[float, float, float]) -> Maker:
    def make(subject: Subject) -> Frame:
        return np.clip(_plain(subject) * np.array(factors), 0, 255).astype(np.uint8)

    return make


GOOD = Kind(
    set(),
    (
        shifted(),
        shifted(head=0.62),
        shifted(head=0.5, place=0.47),
        shifted(turn=3),
        shifted(turn=-3),
        brightness(0.85),
        brightness(1.08),
        compressed(80),
        clear_glasses,
    ),
)
FAULTS = {
    "eyes closed": Kind({"eyes_open"}, (lids,)),
    "leaning (12, 15, 20 degrees)": Kind(
        {"roll"}, (shifted(turn=12), shifted(turn=-12), shifted(turn=15), shifted(turn=-20))
    ),
    "turned (25, 33 degrees)": Kind({"yaw"}, (yawed(25), yawed(-25), yawed(33), yawed(-33))),
    "blurred": Kind({"sharpness"}, (blurred(3), blurred(5), moved(15, 0), moved(15, 45))),
    "dark": Kind({"exposure"}, (brightness(0.3), brightness(0.2), brightness(0.8, 2.6))),
    "over-exposed": Kind({"exposure"}, (brightness(2.2), brightness(3.0))),
    "lit from one side": Kind({"light_balance"}, (side_lit,)),
    "back light": Kind({"exposure"}, (back_lit,)),
    "two faces": Kind({"face_count"}, (doubled, behind)),
    "nobody": Kind({"face_count"}, (nobody,)),
    "sunglasses": Kind(
        {"occlusion"},
        (
            sunglasses((15, 15, 15), 1.0, 0.75),
            sunglasses((30, 25, 25), 0.85, 0.85),
            sunglasses((30, 45, 70), 0.9, 0.7),
        ),
    ),
    "mask": Kind({"occlusion"}, (mask((220, 200, 160)), mask((240, 240, 240)), mask((35, 35, 35)))),
    "too far": Kind({"head_size", "eye_distance"}, (shifted(head=0.3), shifted(head=0.2))),
    "too close": Kind({"head_size"}, (shifted(head=1.05),)),
    "off centre": Kind({"centring"}, (shifted(place=0.22), shifted(place=0.78))),
    "busy background": Kind({"background"}, (shelf,)),
    "colour cast": Kind({"natural_colour"}, (tinted((1.5, 0.95, 0.6)), tinted((0.35, 0.85, 1.25)))),
    "strong compression": Kind({"compression"}, (compressed(8), compressed(12))),
}
