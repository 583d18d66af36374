"""Photo profiles: sizes, geometry and thresholds, each one JSON file people can edit."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from desktop.common.i18n import tr
from desktop.photo.errors import ProfileError

DEFAULT_PROFILE = "3x4"
FORMAT = 3
"""Version of the profile files; one of another version is refused instead of guessed at."""
_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "photo_profiles"
_MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Thresholds:
    """Limits of the checks.

    Units and meaning are in the functions of `quality`, `covering` and `compression`, and in
    docs/photo-quality.md.

    `good_...` is what the live guide asks for; between it and the limit of the same measure a
    picture passes with a warning. `min_lit_face` and `min_lit_highlight` stand for
    `min_face_light` and `min_highlight` before a wall of at least
    `min_lit_wall`, from `max_lit_wall` on only with eyes of `min_eye_white` (`faults.too_dark`).

    Not measures of their own: `min_frame_head` and `max_overflow` (shares, `faults`),
    `min_dpi` (pixels per inch of the print that the picture allows), `min_face_certainty` (of
    the mesh network), `min_second_face` (width of another person's face over the main one's),
    `min_eyes_pixels` (eye distance below which the lids are not judged).
    """

    min_eye_distance: float
    good_eye_distance: float
    min_frame_head: float
    max_off_centre: float
    max_overflow: float
    max_roll: float
    good_roll: float
    max_yaw: float
    good_yaw: float
    max_pitch: float
    min_face_light: float
    min_highlight: float
    min_any_highlight: float
    min_lit_face: float
    min_lit_highlight: float
    min_lit_wall: float
    max_lit_wall: float
    min_eye_white: float
    max_face_light: float
    max_bright_share: float
    min_dynamic_range: float
    max_side_difference: float
    good_side_difference: float
    min_eye_opening: float
    min_eyes_pixels: float
    max_mouth_gap: float
    max_background_gradient: float
    max_background_spread: float
    min_background_light: float
    good_background_light: float
    max_background_chroma: float
    min_sharpness: float
    max_colour_distance: float
    max_lens_sign: float
    max_mask_sign: float
    max_head_cover: float
    min_dpi: float
    good_dpi: float
    max_blockiness: float
    min_jpeg_quality: float
    min_face_certainty: float
    min_second_face: float


@dataclass(frozen=True)
class PortraitLimits:
    """Where the head must be in a finished portrait, as shares of its width or height.

    Attributes:
        min_head_share: chin to crown over the height, at least.
        max_head_share: at most.
        min_eye_line: eyes below the top edge, at least.
        max_eye_line: at most.
        max_off_centre: of the eye middle from the vertical middle line.
    """

    min_head_share: float
    max_head_share: float
    min_eye_line: float
    max_eye_line: float
    max_off_centre: float


@dataclass(frozen=True)
class PhotoProfile:
    """One kind of portrait.

    Attributes:
        name: file name without `.json`.
        title: for people, in Vietnamese.
        width_mm: print width.
        height_mm: print height.
        dpi: pixels per inch of the stored master.
        head_share: chin-to-crown height as a share of the picture's height.
        max_head_share: how large the head may become when the frame is tight.
        eye_line: eye height below the top edge as a share of the picture's height.
        min_eye_line: how high the eyes may come when there is little room above the head.
        jpeg_quality: 1..100.
        limits: thresholds of the checks.
        portrait: what replaces distance and centring when a finished portrait is judged.
        version: of the format of the file.
    """

    name: str
    title: str
    width_mm: float
    height_mm: float
    dpi: int
    head_share: float
    max_head_share: float
    eye_line: float
    min_eye_line: float
    jpeg_quality: int
    limits: Thresholds
    portrait: PortraitLimits
    version: int = FORMAT

    @property
    def width(self) -> int:
        """Width of the master in pixels."""
        return round(self.width_mm * self.dpi / _MM_PER_INCH)

    @property
    def height(self) -> int:
        """Height of the master in pixels."""
        return round(self.height_mm * self.dpi / _MM_PER_INCH)


def _wrong(name: str) -> ProfileError:
    return ProfileError(
        tr("Không đọc được khuôn ảnh “{name}”").format(name=name),
        tr("Chọn khuôn ảnh khác trong Cài đặt, hoặc cài lại chương trình."),
    )


def _number(values: dict[str, Any], key: str, low: float, high: float) -> float:
    """Return a number within bounds.

    Raises:
        ValueError: it is missing, no number, or outside.
    """
    value = values.get(key)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= float(value or 0) <= high:
        raise ValueError(key)
    return float(value or 0)


def _group(kind: type[Any], values: Any) -> Any:
    """Fill a dataclass of numbers; unknown names are refused, because they are misspellings."""
    if set(values) != {item.name for item in fields(kind)}:
        raise ValueError(kind.__name__)
    return kind(**{item.name: _number(values, item.name, 0, 1000) for item in fields(kind)})


def _profile(name: str, values: Any) -> PhotoProfile:
    if values["version"] != FORMAT:
        raise ValueError("version")
    profile = PhotoProfile(
        name=name,
        title=str(values["title"]),
        width_mm=_number(values, "width_mm", 10, 200),
        height_mm=_number(values, "height_mm", 10, 200),
        dpi=round(_number(values, "dpi", 72, 1200)),
        head_share=_number(values, "head_share", 0.3, 0.95),
        max_head_share=_number(values, "max_head_share", 0.3, 0.95),
        eye_line=_number(values, "eye_line", 0.2, 0.7),
        min_eye_line=_number(values, "min_eye_line", 0.2, 0.7),
        jpeg_quality=round(_number(values, "jpeg_quality", 50, 100)),
        limits=_group(Thresholds, values["limits"]),
        portrait=_group(PortraitLimits, values["portrait"]),
    )
    if not profile.head_share <= profile.max_head_share:
        raise ValueError("max_head_share")
    if not profile.min_eye_line <= profile.eye_line:
        raise ValueError("min_eye_line")
    return profile


def load_profile(name: str = DEFAULT_PROFILE, folder: Path = _FOLDER) -> PhotoProfile:
    """Read one profile.

    Raises:
        ProfileError: the file is missing, is not JSON, or a value is missing or out of range.
    """
    try:
        return _profile(name, json.loads((folder / f"{name}.json").read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _wrong(name) from error


def profile_names(folder: Path = _FOLDER) -> tuple[str, ...]:
    """Return the names of all profiles, the default first."""
    names = sorted(path.stem for path in folder.glob("*.json"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_PROFILE))
