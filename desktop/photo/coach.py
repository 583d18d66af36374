"""From measures to words: seven checks, one instruction, one arrow. Pure decisions.

Directions are told to the applicant, who sits opposite the camera: image left is the
applicant's right hand. A person who appears too far at image left must move to the own left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.common.i18n import tr
from desktop.photo.profile import PhotoProfile, Thresholds
from desktop.photo.views import Arrow, Check, CheckName, FaceGeometry, Finding, Guidance, GuideOval

_UNSURE_EYES = 60.0  # below this eye distance in pixels the lid measure is not reliable


@dataclass(frozen=True)
class Readings:
    """Everything measured on one frame with a face.

    Attributes:
        frame_size: width and height in pixels.
        box: left, top, width, height of the face in pixels.
        faces: number of faces.
        face: geometry of the largest face.
        overflow: how far the portrait's box leaves the frame: left, top, right, bottom, as
            shares of the box (`crop.CropBox.overflow`).
        box_share: height of the portrait's box over the height of the frame.
        light: mean luminance of the face, 0..255.
        bright_share: share of burnt-out face pixels.
        side_difference: of the cheeks, 0..1.
        darker_side: -1 image left, 1 image right.
        eye_opening: smaller of both eyes.
        gradient: of the background.
        spread: of the background, 0..255.
        background_light: of the background, 0..255.
        background_chroma: of the background, CIELAB.
        sharpness: of the face.
        colour_distance: of the skin, CIELAB; 0 when not measured.
        cover_distance: lower face from the forehead, CIELAB; 0 when not measured.
        eye_contrast: eyes over cheeks; 1 when not measured.
    """

    frame_size: tuple[int, int]
    box: tuple[int, int, int, int]
    faces: int
    face: FaceGeometry
    overflow: tuple[float, float, float, float]
    box_share: float
    light: float
    bright_share: float
    side_difference: float
    darker_side: int
    eye_opening: float
    gradient: float
    spread: float
    background_light: float
    background_chroma: float
    sharpness: float
    colour_distance: float = 0.0
    cover_distance: float = 0.0
    eye_contrast: float = 1.0

    def measures(self) -> dict[str, float]:
        """Return every value under its name, as plain floats."""
        return {
            "frame_width": float(self.frame_size[0]),
            "frame_height": float(self.frame_size[1]),
            "eye_distance": self.face.eye_distance,
            "head_height": self.face.head_height,
            "eye_x": self.face.eye_x,
            "eye_y": self.face.eye_y,
            "roll": self.face.roll,
            "yaw": self.face.yaw,
            "pitch": self.face.pitch,
            "overflow": max(self.overflow),
            "face_light": self.light,
            "bright_share": self.bright_share,
            "side_difference": self.side_difference,
            "eye_opening": self.eye_opening,
            "background_gradient": self.gradient,
            "background_spread": self.spread,
            "background_light": self.background_light,
            "background_chroma": self.background_chroma,
            "sharpness": self.sharpness,
            "colour_distance": self.colour_distance,
            "cover_distance": self.cover_distance,
            "eye_contrast": self.eye_contrast,
        }


@dataclass(frozen=True)
class _Verdict:
    """Result of one check before it gets its title; an empty `order` means it passes."""

    value: float
    text: str
    order: str = ""
    arrow: Arrow = Arrow.NONE


def _distance(seen: Readings, limits: Thresholds) -> _Verdict:
    value = seen.face.eye_distance
    if seen.box_share > 1 + 2 * limits.max_overflow:
        return _Verdict(value, tr("quá gần"), tr("Lùi ra xa máy ảnh một chút"))
    if value < limits.min_eye_distance:
        return _Verdict(value, tr("quá xa"), tr("Ngồi lại gần máy ảnh hơn"))
    return _Verdict(value, tr("vừa"))


def _centred(seen: Readings, limits: Thresholds) -> _Verdict:
    width = seen.frame_size[0]
    value = (seen.face.eye_x - width / 2) / width
    left, top, right, bottom = seen.overflow
    most = limits.max_overflow
    if seen.faces > 1:
        return _Verdict(
            value,
            tr("{count} người").format(count=seen.faces),
            tr("Chỉ để một người trong khung hình"),
        )
    too_close = seen.box_share > 1 + 2 * most  # then the distance check speaks
    if value < -limits.max_off_centre or (left > most and not too_close):
        return _Verdict(value, tr("lệch"), tr("Dịch người sang trái một chút"), Arrow.LEFT)
    if value > limits.max_off_centre or (right > most and not too_close):
        return _Verdict(value, tr("lệch"), tr("Dịch người sang phải một chút"), Arrow.RIGHT)
    if top > most and not too_close:
        return _Verdict(value, tr("quá cao"), tr("Ngồi thấp xuống một chút"), Arrow.DOWN)
    if bottom > most and not too_close:
        return _Verdict(value, tr("quá thấp"), tr("Ngồi cao lên một chút"), Arrow.UP)
    return _Verdict(value, tr("đạt"))


def _straight(seen: Readings, limits: Thresholds) -> _Verdict:
    face = seen.face
    turns = (
        (abs(face.yaw) / limits.max_yaw, face.yaw, "yaw"),
        (abs(face.pitch) / limits.max_pitch, face.pitch, "pitch"),
        (abs(face.roll) / limits.max_roll, face.roll, "roll"),
    )
    excess, angle, kind = max(turns)
    if excess <= 1:
        return _Verdict(abs(angle), tr("đạt"))
    text = tr("lệch {degrees}°").format(degrees=round(abs(angle)))
    orders = {
        ("yaw", True): (tr("Xoay mặt sang phải một chút"), Arrow.RIGHT),
        ("yaw", False): (tr("Xoay mặt sang trái một chút"), Arrow.LEFT),
        ("pitch", True): (tr("Hạ cằm xuống một chút"), Arrow.DOWN),
        ("pitch", False): (tr("Ngẩng mặt lên một chút"), Arrow.UP),
        ("roll", True): (tr("Nghiêng đầu sang phải một chút cho thẳng"), Arrow.RIGHT),
        ("roll", False): (tr("Nghiêng đầu sang trái một chút cho thẳng"), Arrow.LEFT),
    }
    order, arrow = orders[kind, angle > 0]
    return _Verdict(abs(angle), text, order, arrow)


def _light(seen: Readings, limits: Thresholds) -> _Verdict:
    if seen.light < limits.min_face_light:
        return _Verdict(seen.light, tr("quá tối"), tr("Bật thêm đèn phía trước mặt"))
    if seen.light > limits.max_face_light or seen.bright_share > limits.max_bright_share:
        return _Verdict(seen.light, tr("quá sáng"), tr("Giảm đèn hoặc tránh nắng chiếu vào mặt"))
    if seen.side_difference > limits.max_side_difference:
        # image left is the applicant's right cheek
        if seen.darker_side < 0:
            order = tr("Má phải bị tối, thêm đèn hoặc quay ghế sang phía sáng")
        else:
            order = tr("Má trái bị tối, thêm đèn hoặc quay ghế sang phía sáng")
        return _Verdict(seen.light, tr("lệch sáng"), order)
    return _Verdict(seen.light, tr("đều"))


def _eyes(seen: Readings, limits: Thresholds) -> _Verdict:
    value = seen.eye_opening
    if seen.eye_contrast < limits.min_eye_contrast:
        return _Verdict(value, tr("bị che"), tr("Bỏ kính râm hoặc vật che mắt"))
    if value < limits.min_eye_opening:
        if seen.face.eye_distance < _UNSURE_EYES:
            return _Verdict(value, tr("chưa rõ"), tr("Ngồi lại gần máy ảnh hơn"))
        return _Verdict(value, tr("nhắm"), tr("Mở mắt nhìn vào máy ảnh"))
    return _Verdict(value, tr("đạt"))


def _background(seen: Readings, limits: Thresholds) -> _Verdict:
    plain = seen.gradient <= limits.max_background_gradient
    if not plain or seen.spread > limits.max_background_spread:
        order = tr("Dọn vật phía sau hoặc treo phông trơn")
        return _Verdict(seen.gradient, tr("chưa trơn"), order)
    if seen.background_light < limits.min_background_light:
        order = tr("Dùng phông sáng hơn hoặc thêm đèn cho phông")
        return _Verdict(seen.background_light, tr("tối"), order)
    if seen.background_chroma > limits.max_background_chroma:
        order = tr("Dùng phông trắng hoặc màu rất nhạt")
        return _Verdict(seen.background_chroma, tr("có màu"), order)
    return _Verdict(seen.gradient, tr("đạt"))


def _sharp(seen: Readings, limits: Thresholds) -> _Verdict:
    if seen.sharpness < limits.min_sharpness:
        order = tr("Ngồi yên một lát, nếu vẫn mờ thì lau ống kính")
        return _Verdict(seen.sharpness, tr("mờ"), order)
    return _Verdict(seen.sharpness, tr("rõ"))


_CHECKS: dict[CheckName, Callable[[Readings, Thresholds], _Verdict]] = {
    CheckName.DISTANCE: _distance,
    CheckName.CENTRED: _centred,
    CheckName.STRAIGHT: _straight,
    CheckName.LIGHT: _light,
    CheckName.EYES: _eyes,
    CheckName.BACKGROUND: _background,
    CheckName.SHARP: _sharp,
}


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


def _verdicts(seen: Readings, limits: Thresholds) -> dict[CheckName, _Verdict]:
    return {name: judge(seen, limits) for name, judge in _CHECKS.items()}


def _tiles(verdicts: dict[CheckName, _Verdict]) -> tuple[Check, ...]:
    return tuple(
        Check(name, not found.order, float(found.value), title(name), found.text)
        for name, found in verdicts.items()
    )


def score(seen: Readings, limits: Thresholds) -> float:
    """Rate a frame 0..1 for choosing among good ones: sharp, straight, eyes well open."""
    sharp = min(1.0, seen.sharpness / (4 * max(limits.min_sharpness, 1e-6)))
    eyes = min(1.0, seen.eye_opening / (1.6 * max(limits.min_eye_opening, 1e-6)))
    turn = abs(seen.face.yaw) / limits.max_yaw + abs(seen.face.roll) / limits.max_roll
    return 0.5 * sharp + 0.3 * eyes + 0.2 * max(0.0, 1 - turn / 2)


def guide_oval(width: int, height: int, profile: PhotoProfile) -> GuideOval:
    """Return the oval for a head that fills the portrait as the profile wants.

    The portrait's box takes 85 % of the frame's height, so that small movements stay inside.
    """
    box = min(0.85 * height, 0.85 * width * profile.height / profile.width)
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
    verdicts = _verdicts(seen, profile.limits)
    wrong = next((found for found in verdicts.values() if found.order), None)
    return Guidance(
        checks=_tiles(verdicts),
        instruction=wrong.order if wrong else tr("Giữ yên, nhìn vào máy ảnh"),
        arrow=wrong.arrow if wrong else Arrow.NONE,
        face_box=seen.box,
        faces=seen.faces,
        score=score(seen, profile.limits),
    )


def shot_checks(seen: Readings, profile: PhotoProfile) -> tuple[Check, ...]:
    """Return the seven checks of a shot."""
    return _tiles(_verdicts(seen, profile.limits))


def shot_failures(seen: Readings, profile: PhotoProfile) -> tuple[Finding, ...]:
    """Return what speaks against a shot, most important first, each with one advice."""
    limits = profile.limits
    found = [
        Finding(name.value, _again(verdict.order))
        for name, verdict in _verdicts(seen, limits).items()
        if verdict.order
    ]
    if seen.cover_distance > limits.max_cover_distance:
        found.append(Finding("covered", _again(tr("Bỏ khẩu trang hoặc vật che mặt"))))
    elif seen.colour_distance > limits.max_colour_distance:
        found.append(Finding("colour", _again(tr("Màu da bị ám, đổi đèn trắng hoặc tắt đèn màu"))))
    return tuple(found)


def _again(order: str) -> str:
    return tr("{advice}, rồi chụp lại.").format(advice=order)


def no_face_finding() -> Finding:
    """Return the failure of a shot without a face."""
    return Finding(
        "no_face", tr("Không thấy khuôn mặt trong ảnh. Chụp lại, mặt nhìn thẳng và đủ sáng.")
    )


def many_faces_finding(count: int) -> Finding:
    """Return the failure of a shot with several people."""
    text = tr("Có {count} khuôn mặt trong ảnh. Mời người khác ra khỏi khung rồi chụp lại.")
    return Finding("many_faces", text.format(count=count))
