"""From faults to words: seven checks, one instruction, one arrow. Pure decisions."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.photo.faults import GUIDE_SHARE, Fault, Severity, faults
from desktop.photo.profile import PhotoProfile, Thresholds
from desktop.photo.readings import Readings
from desktop.photo.views import Arrow, Check, CheckName, Finding, Guidance, GuideOval


def _fine(name: CheckName, seen: Readings) -> tuple[float, str]:
    """Return value and word of a check without a fault."""
    face = seen.face
    return {
        CheckName.DISTANCE: (face.eye_distance, tr("vừa")),
        CheckName.CENTRED: (seen.off_centre, tr("đạt")),
        CheckName.STRAIGHT: (max(abs(face.roll), abs(face.yaw), abs(face.pitch)), tr("đạt")),
        CheckName.LIGHT: (seen.light, tr("đều")),
        CheckName.EYES: (seen.eye_opening, tr("đạt")),
        CheckName.BACKGROUND: (seen.gradient, tr("đạt")),
        CheckName.SHARP: (seen.sharpness, tr("rõ")),
    }[name]


def title(name: CheckName) -> str:
    """Return what the check is called on screen."""
    return {
        CheckName.DISTANCE: tr("Khoảng cách"),
        CheckName.CENTRED: tr("Giữa khung"),
        CheckName.STRAIGHT: tr("Nhìn thẳng"),
        CheckName.LIGHT: tr("Ánh sáng"),
        CheckName.EYES: tr("Mắt mở"),
        CheckName.BACKGROUND: tr("Nền trơn"),
        CheckName.SHARP: tr("Độ nét"),
    }[name]


def _tiles(seen: Readings, found: tuple[Fault, ...]) -> tuple[Check, ...]:
    tiles = []
    for name in CheckName:
        fault = next((fault for fault in found if fault.group == name.value), None)
        value, text = (fault.value, fault.text) if fault else _fine(name, seen)
        tiles.append(Check(name, fault is None, float(value), title(name), text))
    return tuple(tiles)


def score(seen: Readings, limits: Thresholds) -> float:
    """Rate a frame 0..1 for choosing among good ones: sharp, straight, eyes well open."""
    sharp = min(1.0, seen.sharpness / (8 * max(limits.min_sharpness, 1e-6)))
    eyes = min(1.0, seen.eye_opening / (1.6 * max(limits.min_eye_opening, 1e-6)))
    turn = abs(seen.face.yaw) / limits.max_yaw + abs(seen.face.roll) / limits.max_roll
    return 0.5 * sharp + 0.3 * eyes + 0.2 * max(0.0, 1 - turn / 2)


def guide_oval(width: int, height: int, profile: PhotoProfile) -> GuideOval:
    """Return the oval for a head that fills the portrait as the profile wants.

    The portrait's box takes `GUIDE_SHARE` of the frame's height: small movements stay inside.
    """
    box = min(GUIDE_SHARE * height, GUIDE_SHARE * width * profile.height / profile.width)
    top = (height - box) / 2
    head = box * profile.head_share
    eye_y = top + box * profile.eye_line
    # the eyes are about in the middle of the head; the oval leaves room for hair and ears
    return GuideOval(width / 2, eye_y, 0.44 * head, 0.58 * head, eye_y)


def no_face() -> Guidance:
    """Return the guidance for a frame without a face."""
    checks = tuple(Check(name, False, 0.0, title(name), tr("chưa thấy mặt")) for name in CheckName)
    return Guidance(checks, tr("Ngồi vào giữa khung và nhìn vào máy ảnh"), Arrow.NONE, None, 0, 0.0)


def guidance(seen: Readings, profile: PhotoProfile) -> Guidance:
    """Return tiles and the one instruction that matters most now."""
    found = faults(seen, profile)
    asked = tuple(fault for fault in found if fault.severity is not Severity.NOTE)
    shown = {name.value for name in CheckName}
    wrong = next((fault for fault in asked if fault.group in shown), None)
    return Guidance(
        checks=_tiles(seen, asked),
        instruction=wrong.order if wrong else tr("Giữ yên, nhìn vào máy ảnh"),
        arrow=wrong.arrow if wrong else Arrow.NONE,
        face_box=seen.box,
        faces=seen.faces,
        score=score(seen, profile.limits),
    )


def shot_checks(seen: Readings, profile: PhotoProfile) -> tuple[Check, ...]:
    """Return the seven checks of a shot; what the guide only asks for does not fail them."""
    return _tiles(seen, tuple(fault for fault in faults(seen, profile) if fault.refuses))


def shot_notes(seen: Readings, profile: PhotoProfile) -> tuple[Finding, ...]:
    """Return what the clerk should look at although nothing refuses it."""
    found = faults(seen, profile)
    refused = {fault.measure for fault in found if fault.refuses}
    first: dict[str, Finding] = {}
    for fault in found:
        if fault.measure not in refused:
            first.setdefault(fault.measure.value, Finding(fault.measure.value, fault.advice))
    return tuple(first.values())


def shot_failures(seen: Readings, profile: PhotoProfile) -> tuple[Finding, ...]:
    """Return what speaks against a shot, most important first, each with one advice."""
    first: dict[str, Finding] = {}
    for fault in faults(seen, profile):
        if fault.refuses:
            first.setdefault(fault.group, Finding(fault.group, fault.advice))
    return tuple(first.values())


def no_face_finding() -> Finding:
    """Return the failure of a shot without a face."""
    return Finding(
        "no_face", tr("Không thấy khuôn mặt trong ảnh, chụp lại với mặt nhìn thẳng và đủ sáng.")
    )


def many_faces_finding(count: int) -> Finding:
    """Return the failure of a shot with several people."""
    text = tr("Có {count} khuôn mặt trong ảnh. Mời người khác ra khỏi khung rồi chụp lại.")
    return Finding("many_faces", text.format(count=count))
