"""Which words and arrows follow from which readings; no pictures needed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop.photo import coach, crop, verdict
from desktop.photo.profile import load_profile
from desktop.photo.readings import Readings
from desktop.photo.views import Arrow, CheckName, FaceGeometry, MeasureName, ShotReport

PROFILE = load_profile()
FACE = FaceGeometry(640, 320, 112, 400, 0, 0, 0)
GOOD = Readings(
    frame_size=(1280, 720),
    box=(500, 200, 280, 280),
    faces=1,
    face=FACE,
    overflow=(0, 0, 0, 0),
    box_share=0.85,
    light=150,
    bright_share=0,
    side_difference=0.1,
    darker_side=1,
    eye_opening=0.32,
    gradient=2,
    spread=10,
    background_light=215,
    background_chroma=3,
    sharpness=0.1,
)


def test_a_good_frame_is_ready_and_says_to_hold_still() -> None:
    guidance = coach.guidance(GOOD, PROFILE)

    assert guidance.ready
    assert guidance.passed == 7
    assert [check.name for check in guidance.checks] == list(CheckName)
    assert [check.title for check in guidance.checks] == [
        "Khoảng cách",
        "Giữa khung",
        "Nhìn thẳng",
        "Ánh sáng",
        "Mắt mở",
        "Nền trơn",
        "Độ nét",
    ]
    assert guidance.arrow is Arrow.NONE
    assert guidance.instruction == "Giữ yên, nhìn vào máy ảnh"


def turned(**angles: float) -> Readings:
    return replace(GOOD, face=replace(FACE, **angles))


CASES = [
    (turned(head_height=220), CheckName.DISTANCE, "lại gần", Arrow.NONE),
    (turned(eye_distance=35), CheckName.DISTANCE, "lại gần", Arrow.NONE),
    (replace(GOOD, box_share=1.2), CheckName.DISTANCE, "Lùi ra xa", Arrow.NONE),
    (turned(eye_x=350), CheckName.CENTRED, "sang trái", Arrow.LEFT),
    (turned(eye_x=930), CheckName.CENTRED, "sang phải", Arrow.RIGHT),
    (replace(GOOD, overflow=(0, 0.1, 0, 0)), CheckName.CENTRED, "thấp xuống", Arrow.DOWN),
    (replace(GOOD, overflow=(0, 0, 0, 0.1)), CheckName.CENTRED, "cao lên", Arrow.UP),
    (turned(yaw=20), CheckName.STRAIGHT, "sang phải", Arrow.RIGHT),
    (turned(yaw=-20), CheckName.STRAIGHT, "sang trái", Arrow.LEFT),
    (turned(pitch=22), CheckName.STRAIGHT, "Hạ cằm", Arrow.DOWN),
    (turned(pitch=-22), CheckName.STRAIGHT, "Ngẩng mặt", Arrow.UP),
    (turned(roll=12), CheckName.STRAIGHT, "Nghiêng đầu sang phải", Arrow.RIGHT),
    (turned(roll=-12), CheckName.STRAIGHT, "Nghiêng đầu sang trái", Arrow.LEFT),
    (replace(GOOD, light=30), CheckName.LIGHT, "Bật thêm đèn", Arrow.NONE),
    (replace(GOOD, light=240), CheckName.LIGHT, "Giảm đèn", Arrow.NONE),
    (replace(GOOD, bright_share=0.4), CheckName.LIGHT, "Giảm đèn", Arrow.NONE),
    (
        replace(GOOD, side_difference=0.6, darker_side=-1),
        CheckName.LIGHT,
        "Má phải",
        Arrow.NONE,
    ),
    (replace(GOOD, side_difference=0.6), CheckName.LIGHT, "Má trái", Arrow.NONE),
    (replace(GOOD, eye_opening=0.1), CheckName.EYES, "Mở mắt", Arrow.NONE),
    (replace(GOOD, lens_sign=2), CheckName.EYES, "kính râm", Arrow.NONE),
    (replace(GOOD, gradient=30), CheckName.BACKGROUND, "phông trơn", Arrow.NONE),
    (replace(GOOD, spread=120), CheckName.BACKGROUND, "phông trơn", Arrow.NONE),
    (replace(GOOD, background_light=30), CheckName.BACKGROUND, "phông sáng", Arrow.NONE),
    (replace(GOOD, sharpness=0.004), CheckName.SHARP, "Ngồi yên", Arrow.NONE),
]


@pytest.mark.parametrize(("seen", "name", "words", "arrow"), CASES)
def test_one_fault_fails_one_check_and_gives_its_advice(
    seen: Readings, name: CheckName, words: str, arrow: Arrow
) -> None:
    guidance = coach.guidance(seen, PROFILE)
    failures = coach.shot_failures(seen, PROFILE)

    assert [check.name for check in guidance.checks if not check.ok] == [name]
    assert words in guidance.instruction
    assert guidance.arrow is arrow
    assert not guidance.ready
    assert [finding.code for finding in failures] == [name.value]
    assert words in failures[0].text
    assert failures[0].text.endswith("chụp lại.")


ASKED = [
    (replace(turned(eye_distance=80), box_share=0.6), CheckName.DISTANCE, "lại gần"),
    (turned(yaw=14), CheckName.STRAIGHT, "sang phải"),
    (turned(roll=-8), CheckName.STRAIGHT, "Nghiêng đầu sang trái"),
    (replace(GOOD, side_difference=0.5), CheckName.LIGHT, "Má trái"),
]


@pytest.mark.parametrize(("seen", "name", "words"), ASKED)
def test_the_guide_asks_for_better_than_a_shot_needs(
    seen: Readings, name: CheckName, words: str
) -> None:
    guidance = coach.guidance(seen, PROFILE)

    assert [check.name for check in guidance.checks if not check.ok] == [name]
    assert words in guidance.instruction
    assert not guidance.ready
    assert coach.shot_failures(seen, PROFILE) == ()
    assert all(check.ok for check in coach.shot_checks(seen, PROFILE))
    assert words.lower() in coach.shot_notes(seen, PROFILE)[0].text.lower()


NOTED = [
    (replace(GOOD, background_chroma=50), MeasureName.BACKGROUND),
    (replace(GOOD, background_light=60), MeasureName.BACKGROUND),
    (replace(GOOD, head_cover=0.9), MeasureName.HEAD_COVERING),
    (replace(GOOD, dpi=200), MeasureName.RESOLUTION),
    # the head fills the oval already: the camera has no more pixels to give
    (turned(eye_distance=70, head_height=395), MeasureName.EYE_DISTANCE),
]


@pytest.mark.parametrize(("seen", "name"), NOTED)
def test_what_the_person_cannot_mend_is_told_to_the_clerk_and_stops_nothing(
    seen: Readings, name: MeasureName
) -> None:
    small = replace(seen, frame_size=(640, 480)) if name is MeasureName.EYE_DISTANCE else seen
    small = replace(small, face=replace(small.face, eye_x=small.frame_size[0] / 2))
    found = verdict.judge(small, PROFILE)

    assert coach.guidance(small, PROFILE).ready
    assert coach.shot_failures(small, PROFILE) == ()
    assert [note.code for note in coach.shot_notes(small, PROFILE)] == [name.value]
    assert found.passes
    assert found.warnings == (name,)
    assert found.advice.startswith("Ảnh dùng được; nên lưu ý: ")
    assert found.advice.count(". ") == 0


def test_a_measure_that_refuses_is_not_also_a_warning() -> None:
    found = verdict.judge(turned(yaw=25, roll=8), PROFILE)

    assert found.failed == (MeasureName.YAW,)
    assert found.warnings == (MeasureName.ROLL,)


@pytest.mark.parametrize(
    ("light", "highlight", "wall", "dark"),
    [
        (52, 100, 200, False),  # very dark skin in good light before a light wall
        (52, 84, 200, True),
        (62, 115, 252, True),  # a window behind
        (62, 115, 60, True),
        (80, 100, 60, True),  # light skin in a dark room
        (80, 130, 60, False),
        (30, 200, 200, True),
    ],
)
def test_dark_skin_in_good_light_is_not_called_dark(
    light: float, highlight: float, wall: float, dark: bool
) -> None:
    seen = replace(GOOD, light=light, highlight=highlight, background_light=wall)
    codes = [finding.code for finding in coach.shot_failures(seen, PROFILE)]

    assert ("light" in codes) is dark


def test_dark_skin_before_a_white_wall_is_told_from_a_window_by_the_white_of_the_eyes() -> None:
    window = replace(GOOD, light=62, highlight=105, background_light=254, eye_white=50)

    assert [item.code for item in coach.shot_failures(window, PROFILE)] == ["light"]
    assert coach.shot_failures(replace(window, eye_white=110), PROFILE) == ()


def test_the_tile_shows_the_angle() -> None:
    straight = coach.guidance(turned(yaw=-16.4), PROFILE).checks[2]

    assert straight.text == "lệch 16°"
    assert straight.value == pytest.approx(16.4)


def test_the_first_fault_in_the_order_of_the_screen_is_told() -> None:
    guidance = coach.guidance(
        replace(turned(yaw=30, eye_x=350), sharpness=0.001, light=20), PROFILE
    )

    assert guidance.arrow is Arrow.LEFT
    assert "Dịch người sang trái" in guidance.instruction
    assert guidance.passed == 3


def test_too_close_is_not_also_called_off_centre() -> None:
    seen = replace(GOOD, box_share=1.3, overflow=(0.1, 0.2, 0.1, 0.1))
    failed = [check.name for check in coach.guidance(seen, PROFILE).checks if not check.ok]

    assert failed == [CheckName.DISTANCE]


def test_eyes_that_are_too_small_to_judge_are_not_called_shut() -> None:
    seen = replace(GOOD, eye_opening=0.1, face=replace(FACE, eye_distance=30))
    eyes = coach.guidance(seen, PROFILE).checks[4]

    assert eyes.text == "chưa rõ"


def test_a_second_person_stops_the_shutter() -> None:
    guidance = coach.guidance(replace(GOOD, faces=2), PROFILE)

    assert not guidance.ready
    assert "một người" in guidance.instruction


def test_nobody_there() -> None:
    guidance = coach.no_face()

    assert guidance.passed == 0
    assert guidance.face_box is None
    assert "giữa khung" in guidance.instruction


def test_a_colour_cast_is_found_only_at_the_shot() -> None:
    seen = replace(GOOD, colour_distance=20)

    assert coach.guidance(seen, PROFILE).ready
    assert [finding.code for finding in coach.shot_failures(seen, PROFILE)] == ["colour"]


def test_a_mask_is_told_instead_of_the_colour_it_has() -> None:
    seen = replace(GOOD, colour_distance=20, mask_sign=2)
    failures = coach.shot_failures(seen, PROFILE)

    assert [finding.code for finding in failures] == ["covered"]
    assert "khẩu trang" in failures[0].text


def test_a_mask_is_told_instead_of_the_nod_it_pretends() -> None:
    seen = replace(turned(pitch=-28), mask_sign=2)

    assert [finding.code for finding in coach.shot_failures(seen, PROFILE)] == ["covered"]


def test_a_sharper_frame_with_open_eyes_scores_higher() -> None:
    limits = PROFILE.limits
    best = coach.score(GOOD, limits)

    assert best > coach.score(replace(GOOD, sharpness=0.02), limits)
    assert best > coach.score(replace(GOOD, eye_opening=0.22), limits)
    assert best > coach.score(turned(yaw=8), limits)
    assert 0 <= coach.score(turned(yaw=80), limits) <= best <= 1


@pytest.mark.parametrize("arrow", list(Arrow))
def test_a_preview_that_is_not_mirrored_swaps_left_and_right_only(arrow: Arrow) -> None:
    swapped = {Arrow.LEFT: Arrow.RIGHT, Arrow.RIGHT: Arrow.LEFT}

    assert arrow.on_screen(mirrored=True) is arrow
    assert arrow.on_screen(mirrored=False) is swapped.get(arrow, arrow)


def test_a_report_is_plain_json_without_sentences() -> None:
    report = ShotReport(
        False,
        1,
        coach.shot_failures(replace(GOOD, light=20), PROFILE),
        coach.shot_checks(replace(GOOD, light=20), PROFILE),
        GOOD.measures(),
        FACE,
        "3x4",
        0.5,
    )
    values = json.loads(json.dumps(report.as_json()))

    assert values["failures"] == ["light"]
    assert values["checks"]["light"] is False
    assert values["checks"]["eyes"] is True
    assert values["measures"]["eye_distance"] == 112
    assert values["verdict"] is False
    assert values["profile"] == "3x4"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (640, 480), (1920, 1080), (480, 640)])
def test_a_head_in_the_oval_passes_distance_and_centre(width: int, height: int) -> None:
    oval = coach.guide_oval(width, height, PROFILE)
    head = oval.half_height / 0.58
    face = FaceGeometry(oval.x, oval.eye_y, 0.27 * head, head, 0, 0, 0)
    box = crop.crop_box(face, PROFILE, (width, height))

    assert box.height == pytest.approx(head / PROFILE.head_share)
    assert max(box.overflow(width, height)) == 0
    assert oval.x - oval.half_width > 0
    assert 0 < oval.y - oval.half_height < oval.y + oval.half_height < height
