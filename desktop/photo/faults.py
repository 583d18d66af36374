"""From readings to faults, in the order a photographer would say them. Pure decisions.

One list decides everything: the tiles and the instruction of the live guide (`coach`), the
refusal of a shot, and the verdict on a picture file (`verdict`).

Directions are told to the applicant, who sits opposite the camera: image left is the
applicant's right hand. A person who appears too far at image left must move to the own left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from desktop.common.i18n import tr
from desktop.photo.profile import PhotoProfile, PortraitLimits, Thresholds
from desktop.photo.readings import Readings
from desktop.photo.views import Arrow, CheckName, MeasureName, PictureKind

GUIDE_SHARE = 0.85
"""How much of the frame's height the portrait's box takes when the head fills the oval."""


class Severity(Enum):
    """How much a fault weighs."""

    REFUSE = "refuse"
    """The picture must be taken anew, or kept with a reason."""
    ASK = "ask"
    """The live guide asks for better, because the person can mend it at once; a picture that
    has it passes with a warning."""
    NOTE = "note"
    """The clerk should look; nobody is asked to change anything."""


@dataclass(frozen=True)
class Fault:
    """One thing to mend.

    Attributes:
        measure: which measure is beyond its limit.
        group: the tile of the guide (a `CheckName` value), or a code of its own.
        value: the deciding value.
        text: one or two words for the tile.
        order: what to do, without a full stop.
        arrow: direction that goes with it.
        again: whether the picture must be taken anew; else another file does.
        severity: what follows from it.
    """

    measure: MeasureName
    group: str
    value: float
    text: str
    order: str
    arrow: Arrow = Arrow.NONE
    again: bool = True
    severity: Severity = Severity.REFUSE

    @property
    def refuses(self) -> bool:
        """Whether the picture does not pass because of it."""
        return self.severity is Severity.REFUSE

    @property
    def advice(self) -> str:
        """The order as one whole sentence."""
        if not self.refuses:
            hint = self.order[:1].lower() + self.order[1:]
            return tr("Ảnh dùng được; nên lưu ý: {hint}.").format(hint=hint)
        ending = tr("{advice}, rồi chụp lại.") if self.again else tr("{advice}.")
        return ending.format(advice=self.order)


_Judge = Callable[[Readings, Thresholds], Iterator[Fault]]


def faults(seen: Readings, profile: PhotoProfile) -> tuple[Fault, ...]:
    """Return every fault, the one to be mended first at the front."""
    limits = profile.limits
    found: list[Fault] = [*_company(seen), *_glasses(seen, limits)]
    if seen.kind is PictureKind.PORTRAIT:
        found += [*_portrait_place(seen, profile.portrait), *_few_pixels(seen, limits)]
    else:
        found += [*_distance(seen, limits), *_centred(seen, limits)]
    judges: tuple[_Judge, ...] = (_pose, _light, _lids, _covered, _background, _sharp, _file)
    for judge in judges:
        found += judge(seen, limits)
    return tuple(found)


def _company(seen: Readings) -> Iterator[Fault]:
    if seen.faces > 1:
        yield Fault(
            MeasureName.FACE_COUNT,
            CheckName.CENTRED.value,
            seen.off_centre,
            tr("{count} người").format(count=seen.faces),
            tr("Chỉ để một người trong khung hình"),
        )


def _glasses(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    # a mask lies over the skin that lenses are compared with, so it is told first
    if seen.lens_sign > limits.max_lens_sign and not mouth_covered(seen, limits):
        yield Fault(
            MeasureName.OCCLUSION,
            CheckName.EYES.value,
            seen.eye_opening,
            tr("bị che"),
            tr("Bỏ kính râm hoặc vật che mắt"),
        )


def too_close(seen: Readings, limits: Thresholds) -> bool:
    """Whether the portrait's box is larger than the frame."""
    return seen.box_share > 1 + 2 * limits.max_overflow


def _distance(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    value, group = seen.face.eye_distance, CheckName.DISTANCE.value
    if too_close(seen, limits):
        order = tr("Lùi ra xa máy ảnh một chút")
        yield Fault(MeasureName.HEAD_SIZE, group, value, tr("quá gần"), order)
    order = tr("Ngồi lại gần máy ảnh hơn")
    # a head of the size of the oval would have pixels enough: then coming closer helps, else
    # the camera or the file is too small, which nobody can mend by moving
    mendable = value * GUIDE_SHARE / seen.box_share >= limits.good_eye_distance
    if seen.head_share < limits.min_frame_head:
        yield Fault(MeasureName.HEAD_SIZE, group, value, tr("quá xa"), order)
    elif value < limits.good_eye_distance and mendable:
        name = MeasureName.HEAD_SIZE
        yield Fault(name, group, value, tr("hơi xa"), order, severity=Severity.ASK)
    yield from _few_pixels(seen, limits)


def _few_pixels(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    value, name = seen.face.eye_distance, MeasureName.EYE_DISTANCE
    least = limits.min_eye_distance
    if seen.kind is PictureKind.PORTRAIT:
        order, group = tr("Cắt lại từ ảnh gốc lớn hơn"), CheckName.DISTANCE.value
    else:
        order, group = tr("Ngồi lại gần máy ảnh hơn hoặc dùng máy ảnh rõ hơn"), "pixels"
    if value < least:
        again = seen.kind is PictureKind.FRAME
        yield Fault(name, CheckName.DISTANCE.value, value, tr("ảnh nhỏ"), order, again=again)
    elif value < limits.good_eye_distance:
        yield Fault(name, group, value, tr("ảnh nhỏ"), order, severity=Severity.NOTE)


def _centred(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    value, most = seen.off_centre, limits.max_overflow
    left, top, right, bottom = seen.overflow
    if too_close(seen, limits):  # then the distance speaks
        left = top = right = bottom = 0.0
    if value < -limits.max_off_centre or left > most:
        text, order, arrow = tr("lệch"), tr("Dịch người sang trái một chút"), Arrow.LEFT
    elif value > limits.max_off_centre or right > most:
        text, order, arrow = tr("lệch"), tr("Dịch người sang phải một chút"), Arrow.RIGHT
    elif top > most:
        text, order, arrow = tr("quá cao"), tr("Ngồi thấp xuống một chút"), Arrow.DOWN
    elif bottom > most:
        text, order, arrow = tr("quá thấp"), tr("Ngồi cao lên một chút"), Arrow.UP
    else:
        return
    yield Fault(MeasureName.CENTRING, CheckName.CENTRED.value, value, text, order, arrow)


def _portrait_place(seen: Readings, limits: PortraitLimits) -> Iterator[Fault]:
    head, line = seen.head_share, seen.face.eye_y / seen.frame_size[1]
    near, middle = CheckName.DISTANCE.value, CheckName.CENTRED.value
    if head < limits.min_head_share:
        order = tr("Cắt lại từ ảnh gốc để đầu lớn hơn trong ảnh")
        yield Fault(MeasureName.HEAD_SIZE, near, head, tr("đầu nhỏ"), order, again=False)
    if head > limits.max_head_share:
        order = tr("Cắt lại từ ảnh gốc để đầu nhỏ hơn trong ảnh")
        yield Fault(MeasureName.HEAD_SIZE, near, head, tr("đầu to"), order, again=False)
    level = limits.min_eye_line <= line <= limits.max_eye_line
    if not level or abs(seen.off_centre) > limits.max_off_centre:
        order = tr("Cắt lại từ ảnh gốc để khuôn mặt ở giữa ảnh")
        value = seen.off_centre
        yield Fault(MeasureName.CENTRING, middle, value, tr("lệch"), order, again=False)


def _pose(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    face = seen.face
    turns = (
        (MeasureName.YAW, face.yaw, limits.max_yaw, limits.good_yaw),
        (MeasureName.PITCH, face.pitch, limits.max_pitch, limits.max_pitch),
        (MeasureName.ROLL, face.roll, limits.max_roll, limits.good_roll),
    )
    orders = {
        (MeasureName.YAW, True): (tr("Xoay mặt sang phải một chút"), Arrow.RIGHT),
        (MeasureName.YAW, False): (tr("Xoay mặt sang trái một chút"), Arrow.LEFT),
        (MeasureName.PITCH, True): (tr("Hạ cằm xuống một chút"), Arrow.DOWN),
        (MeasureName.PITCH, False): (tr("Ngẩng mặt lên một chút"), Arrow.UP),
        (MeasureName.ROLL, True): (tr("Nghiêng đầu sang phải một chút cho thẳng"), Arrow.RIGHT),
        (MeasureName.ROLL, False): (tr("Nghiêng đầu sang trái một chút cho thẳng"), Arrow.LEFT),
    }
    # behind a mask the mesh guesses the chin, and with it how far the head nods
    guessed = MeasureName.PITCH if mouth_covered(seen, limits) else None
    for name, angle, most, good in sorted(turns, key=lambda turn: -abs(turn[1]) / turn[2]):
        if abs(angle) > good and name is not guessed:
            text = tr("lệch {degrees}°").format(degrees=round(abs(angle)))
            order, arrow = orders[name, angle > 0]
            severity = Severity.REFUSE if abs(angle) > most else Severity.ASK
            group = CheckName.STRAIGHT.value
            yield Fault(name, group, abs(angle), text, order, arrow, severity=severity)


def too_dark(seen: Readings, limits: Thresholds) -> bool:
    """Whether a face lacks light.

    Dark skin in good light has a low mean but bright spots, and stands before a wall that is
    well lit; a burnt-out one may be a window, unless the white of the eyes is bright, too.
    """
    window = seen.background_light >= limits.max_lit_wall
    lit_wall = seen.background_light >= limits.min_lit_wall
    lit_wall = lit_wall and (not window or seen.eye_white >= limits.min_eye_white)
    if lit_wall:
        dim = seen.light < limits.min_lit_face and seen.highlight < limits.min_lit_highlight
    else:
        low = seen.light < limits.min_face_light and seen.highlight < limits.min_highlight
        dim = low or seen.highlight < limits.min_any_highlight
    return dim or seen.light < limits.min_face_light / 2


def _light(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    group = CheckName.LIGHT.value
    if too_dark(seen, limits):
        order = tr("Bật thêm đèn phía trước mặt")
        yield Fault(MeasureName.EXPOSURE, group, seen.light, tr("quá tối"), order)
    elif seen.light > limits.max_face_light or seen.bright_share > limits.max_bright_share:
        order = tr("Giảm đèn hoặc tránh nắng chiếu vào mặt")
        yield Fault(MeasureName.EXPOSURE, group, seen.light, tr("quá sáng"), order)
    if seen.side_difference > limits.good_side_difference:
        # image left is the applicant's right cheek
        if seen.darker_side < 0:
            order = tr("Má phải bị tối, thêm đèn hoặc quay ghế sang phía sáng")
        else:
            order = tr("Má trái bị tối, thêm đèn hoặc quay ghế sang phía sáng")
        value, name = seen.side_difference, MeasureName.LIGHT_BALANCE
        severity = Severity.REFUSE if value > limits.max_side_difference else Severity.ASK
        yield Fault(name, group, value, tr("lệch sáng"), order, severity=severity)


def _lids(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    value, group = seen.eye_opening, CheckName.EYES.value
    if value >= limits.min_eye_opening:
        return
    if seen.face.eye_distance < limits.min_eyes_pixels:
        text, order = tr("chưa rõ"), tr("Ngồi lại gần máy ảnh hơn")
    else:
        text, order = tr("nhắm"), tr("Mở mắt nhìn vào máy ảnh")
    yield Fault(MeasureName.EYES_OPEN, group, value, text, order)


def mouth_covered(seen: Readings, limits: Thresholds) -> bool:
    """Whether something lies over nose, mouth and chin."""
    return seen.mask_sign > limits.max_mask_sign


def _covered(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    if mouth_covered(seen, limits):
        order = tr("Bỏ khẩu trang hoặc vật che mặt")
        value = seen.mask_sign
        yield Fault(MeasureName.OCCLUSION, "covered", value, tr("bị che"), order)
    elif seen.mouth_gap > limits.max_mouth_gap:
        order = tr("Khép miệng lại")
        yield Fault(MeasureName.MOUTH_CLOSED, "mouth", seen.mouth_gap, tr("há miệng"), order)
    if seen.head_cover > limits.max_head_cover:
        yield Fault(
            MeasureName.HEAD_COVERING,
            "head_covering",
            seen.head_cover,
            tr("đội mũ"),
            tr("Nếu đang đội mũ thì bỏ mũ ra; khăn truyền thống được giữ khi thấy rõ mặt"),
            severity=Severity.NOTE,
        )


def _background(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    plain = seen.gradient <= limits.max_background_gradient
    light = seen.background_light
    severity = Severity.REFUSE
    if not plain or seen.spread > limits.max_background_spread:
        value, text = seen.gradient, tr("chưa trơn")
        order = tr("Dọn vật phía sau hoặc treo phông trơn")
    elif light < limits.good_background_light:
        value, text = light, tr("tối")
        order = tr("Dùng phông sáng hơn hoặc thêm đèn cho phông")
        if light >= limits.min_background_light:
            severity = Severity.NOTE
    elif seen.background_chroma > limits.max_background_chroma:
        value, text = seen.background_chroma, tr("có màu")
        order, severity = tr("Dùng phông trắng hoặc màu rất nhạt"), Severity.NOTE
    else:
        return
    group = CheckName.BACKGROUND.value
    yield Fault(MeasureName.BACKGROUND, group, value, text, order, severity=severity)


def _sharp(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    if seen.sharpness < limits.min_sharpness:
        order = tr("Ngồi yên một lát, nếu vẫn mờ thì lau ống kính")
        group = CheckName.SHARP.value
        yield Fault(MeasureName.SHARPNESS, group, seen.sharpness, tr("mờ"), order)
    if seen.dynamic_range < limits.min_dynamic_range:
        order = tr("Ảnh bạc màu, lau ống kính và tránh đèn chiếu thẳng vào máy ảnh")
        value = seen.dynamic_range
        yield Fault(MeasureName.DYNAMIC_RANGE, "haze", value, tr("bạc màu"), order)
    tinted = seen.colour_distance > limits.max_colour_distance
    if tinted and not mouth_covered(seen, limits):
        order = tr("Màu da bị ám, đổi đèn trắng hoặc tắt đèn màu")
        value = seen.colour_distance
        yield Fault(MeasureName.NATURAL_COLOUR, "colour", value, tr("ám màu"), order)


def _file(seen: Readings, limits: Thresholds) -> Iterator[Fault]:
    name, group, text = MeasureName.RESOLUTION, "resolution", tr("ảnh nhỏ")
    if seen.dpi < limits.min_dpi:
        order = tr("Ảnh quá nhỏ để in rõ, chọn ảnh gốc lớn hơn hoặc chụp lại gần hơn")
        yield Fault(name, group, seen.dpi, text, order, again=False)
    elif seen.dpi < limits.good_dpi:
        order = tr("Ảnh hơi nhỏ, in ra có thể không nét; có ảnh gốc lớn hơn thì nên dùng")
        yield Fault(name, group, seen.dpi, text, order, severity=Severity.NOTE)
    poor = seen.jpeg_quality is not None and seen.jpeg_quality < limits.min_jpeg_quality
    if poor or seen.blockiness > limits.max_blockiness:
        order = tr("Ảnh bị nén quá mạnh, chọn ảnh gốc từ máy ảnh hoặc điện thoại")
        value, name = seen.blockiness, MeasureName.COMPRESSION
        yield Fault(name, "compression", value, tr("nén mạnh"), order, again=False)
