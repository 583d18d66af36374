"""The live guide: one network a frame, and nothing missed for longer than a round."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from desktop.photo.demo_portraits import draw_portrait
from desktop.photo.detector import Face, FaceReader, Floats, face_of
from desktop.photo.live import LiveGuide
from desktop.photo.ports import Frame
from desktop.photo.service import PhotoStudio
from desktop.photo.views import CheckName

ROUND = 4


class CountingReader(FaceReader):
    """The real networks, with a note of each that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []

    def near(self, frame: Frame) -> list[Face]:
        """Note and run the fast detector."""
        self.ran.append("near")
        return super().near(frame)

    def mesh(self, frame: Frame, face: Face) -> tuple[Floats, float]:
        """Note and run the mesh."""
        self.ran.append("mesh")
        return super().mesh(frame, face)

    def eye_contour(self, frame: Frame, mesh: Floats, *, right: bool) -> Floats:
        """Note and run the eye network."""
        self.ran.append("right eye" if right else "left eye")
        return super().eye_contour(frame, mesh, right=right)


@pytest.fixture(scope="module")
def reader() -> CountingReader:
    return CountingReader()


@pytest.fixture
def live(reader: CountingReader, studio: PhotoStudio) -> LiveGuide:
    reader.ran.clear()
    return LiveGuide(reader, studio.profile)


def moved(frame: Frame, right: float) -> Frame:
    matrix = np.array([[1, 0, right], [0, 1, 0]], np.float32)
    size = (frame.shape[1], frame.shape[0])
    return cv2.warpAffine(frame, matrix, size, borderMode=cv2.BORDER_REPLICATE)


def test_the_first_frame_sees_all_and_each_later_one_runs_one_network(
    live: LiveGuide, reader: CountingReader
) -> None:
    frame = draw_portrait(0)
    assert live.guide(frame).ready
    assert reader.ran == ["near", "mesh", "left eye", "right eye"]
    reader.ran.clear()
    for _ in range(2 * ROUND):
        assert live.guide(frame).ready

    assert len(reader.ran) == 2 * ROUND
    assert set(reader.ran) == {"near", "mesh", "left eye", "right eye"}


def test_it_says_the_same_as_a_look_at_one_frame(live: LiveGuide, studio: PhotoStudio) -> None:
    for seed in range(3):
        frame = draw_portrait(seed, "good")
        alone = studio.guide(frame)
        for _ in range(ROUND + 1):
            guidance = live.guide(frame)

        assert [check.ok for check in guidance.checks] == [check.ok for check in alone.checks]
        assert guidance.instruction == alone.instruction
        assert guidance.score == pytest.approx(alone.score, abs=0.1)


def test_a_moving_face_is_followed(live: LiveGuide) -> None:
    frame = draw_portrait(1)
    live.guide(frame)
    for step in range(1, 13):
        guidance = live.guide(moved(frame, 25 * step))

    centred = next(check for check in guidance.checks if check.name is CheckName.CENTRED)
    assert not centred.ok
    assert centred.value > 0.19


@pytest.mark.parametrize(("variant", "faces"), [("none", 0), ("two", 2)])
def test_who_comes_or_goes_is_noticed_within_a_round(
    variant: str, faces: int, live: LiveGuide
) -> None:
    assert live.guide(draw_portrait(2)).faces == 1
    seen = [live.guide(draw_portrait(2, variant)).faces for _ in range(ROUND)]
    assert seen[-1] == faces
    back = [live.guide(draw_portrait(2)).faces for _ in range(ROUND)]
    assert back[-1] == 1


def test_another_person_at_another_place_is_found(live: LiveGuide, studio: PhotoStudio) -> None:
    far = moved(draw_portrait(4), -330)
    live.guide(draw_portrait(2))
    for _ in range(ROUND):
        guidance = live.guide(far)

    expected = studio.guide(far).face_box
    assert guidance.face_box is not None
    assert expected is not None
    assert abs(guidance.face_box[0] - expected[0]) < 60


def test_another_frame_size_starts_anew(live: LiveGuide, reader: CountingReader) -> None:
    frame = draw_portrait(0)
    live.guide(frame)
    reader.ran.clear()
    live.guide(cv2.resize(frame, (640, 360)))

    assert reader.ran[0] == "near"


def test_one_shut_eye_is_noticed_within_two_rounds(live: LiveGuide, studio: PhotoStudio) -> None:
    frame = draw_portrait(2)
    for _ in range(3):
        assert live.guide(frame).checks[4].ok
    face = studio.check_shot(frame).geometry
    assert face is not None
    skin = frame[int(face.eye_y + 45), int(face.eye_x - 62)].tolist()
    centre = (int(face.eye_x + face.eye_distance / 2), int(face.eye_y))
    cv2.ellipse(frame, centre, (36, 18), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(frame, centre, (28, 5), 0, 0, 180, (30, 28, 34), 3, cv2.LINE_AA)
    frame = cv2.GaussianBlur(frame, (0, 0), 1)
    for _ in range(2 * ROUND):
        guidance = live.guide(frame)

    assert not guidance.checks[4].ok


def test_the_mesh_of_a_frame_finds_itself_again(reader: CountingReader) -> None:
    frame = draw_portrait(0)
    mesh, _ = reader.mesh(frame, reader.near(frame)[0])
    again, sure = reader.mesh(frame, face_of(mesh))
    distance = np.hypot(*(mesh[33, :2] - mesh[263, :2]))

    assert sure > 0.9
    assert np.abs(again[:, :2] - mesh[:, :2]).mean() < 0.04 * distance
