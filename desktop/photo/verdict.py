"""The verdict on a picture: every measure with value, unit and judgement. Pure decisions."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.photo.faults import Fault, faults
from desktop.photo.profile import PhotoProfile, Thresholds
from desktop.photo.readings import Readings
from desktop.photo.views import Measure, MeasureName, PictureVerdict

UNITS = {
    MeasureName.FACE_COUNT: "faces",
    MeasureName.HEAD_SIZE: "share of picture height",
    MeasureName.EYE_DISTANCE: "px",
    MeasureName.CENTRING: "share of picture width",
    MeasureName.ROLL: "degrees",
    MeasureName.YAW: "degrees",
    MeasureName.PITCH: "degrees",
    MeasureName.EYES_OPEN: "lid gap / eye width",
    MeasureName.MOUTH_CLOSED: "lip gap / eyes to chin",
    MeasureName.SHARPNESS: "Laplacian variance / grey variance",
    MeasureName.EXPOSURE: "mean luminance 0-255",
    MeasureName.DYNAMIC_RANGE: "bits",
    MeasureName.LIGHT_BALANCE: "difference / brighter cheek",
    MeasureName.NATURAL_COLOUR: "CIELAB a*b* distance",
    MeasureName.BACKGROUND: "Sobel length 0-255",
    MeasureName.OCCLUSION: "limit = 1",
    MeasureName.HEAD_COVERING: "share of crown",
    MeasureName.RESOLUTION: "dpi of the print",
    MeasureName.COMPRESSION: "block step / other step",
}


def judge(seen: Readings, profile: PhotoProfile) -> PictureVerdict:
    """Judge a picture with at least one face."""
    found = faults(seen, profile)
    failed = _names(found, refuses=True)
    values = _values(seen, profile.limits)
    parts = _parts(seen)
    measures = tuple(
        Measure(
            name,
            float(values[name]),
            UNITS[name],
            not any(fault.measure is name for fault in found),
            parts.get(name, {}),
        )
        for name in MeasureName
    )
    if found:
        first = next((fault for fault in found if fault.refuses), found[0])
        advice = first.advice
    else:
        advice = tr("Ảnh đạt, dùng được.")
    return PictureVerdict(not failed, failed, _names(found, refuses=False), advice, measures)


def nobody(dpi: float, profile: PhotoProfile) -> PictureVerdict:
    """Return the verdict on a picture without a face; all but its size stays unmeasured."""
    enough = dpi >= profile.limits.min_dpi
    measures = tuple(
        Measure(MeasureName.FACE_COUNT, 0.0, UNITS[name], ok=False)
        if name is MeasureName.FACE_COUNT
        else Measure(name, dpi, UNITS[name], enough)
        if name is MeasureName.RESOLUTION
        else Measure(name, None, UNITS[name], None)
        for name in MeasureName
    )
    failed = tuple(measure.name for measure in measures if measure.ok is False)
    advice = tr("Không thấy khuôn mặt trong ảnh, chụp lại với mặt nhìn thẳng và đủ sáng.")
    return PictureVerdict(False, failed, (), advice, measures)


def _names(found: tuple[Fault, ...], *, refuses: bool) -> tuple[MeasureName, ...]:
    """Return each measure once; one that refuses is no warning as well."""
    refused = {fault.measure for fault in found if fault.refuses}
    names = (fault.measure for fault in found if (fault.measure in refused) is refuses)
    return tuple(dict.fromkeys(names))


def covering(seen: Readings, limits: Thresholds) -> float:
    """Return the stronger sign of something before the face; above 1 is too much."""
    return max(seen.lens_sign / limits.max_lens_sign, seen.mask_sign / limits.max_mask_sign)


def _values(seen: Readings, limits: Thresholds) -> dict[MeasureName, float]:
    face = seen.face
    return {
        MeasureName.FACE_COUNT: seen.faces,
        MeasureName.HEAD_SIZE: seen.head_share,
        MeasureName.EYE_DISTANCE: face.eye_distance,
        MeasureName.CENTRING: seen.off_centre,
        MeasureName.ROLL: face.roll,
        MeasureName.YAW: face.yaw,
        MeasureName.PITCH: face.pitch,
        MeasureName.EYES_OPEN: seen.eye_opening,
        MeasureName.MOUTH_CLOSED: seen.mouth_gap,
        MeasureName.SHARPNESS: seen.sharpness,
        MeasureName.EXPOSURE: seen.light,
        MeasureName.DYNAMIC_RANGE: seen.dynamic_range,
        MeasureName.LIGHT_BALANCE: seen.side_difference,
        MeasureName.NATURAL_COLOUR: seen.colour_distance,
        MeasureName.BACKGROUND: seen.gradient,
        MeasureName.OCCLUSION: covering(seen, limits),
        MeasureName.HEAD_COVERING: seen.head_cover,
        MeasureName.RESOLUTION: seen.dpi,
        MeasureName.COMPRESSION: seen.blockiness,
    }


def _parts(seen: Readings) -> dict[MeasureName, dict[str, float]]:
    quality = {} if seen.jpeg_quality is None else {"jpeg_quality": float(seen.jpeg_quality)}
    return {
        MeasureName.HEAD_SIZE: {"box_share": seen.box_share},
        MeasureName.CENTRING: {
            "eye_line": seen.face.eye_y / seen.frame_size[1],
            "overflow": max(seen.overflow),
        },
        MeasureName.EXPOSURE: {
            "highlight": seen.highlight,
            "bright_share": seen.bright_share,
            "eye_white": seen.eye_white,
        },
        MeasureName.BACKGROUND: {
            "spread": seen.spread,
            "light": seen.background_light,
            "chroma": seen.background_chroma,
        },
        MeasureName.OCCLUSION: {
            "lens_sign": seen.lens_sign,
            "mask_sign": seen.mask_sign,
        },
        MeasureName.COMPRESSION: quality,
    }
