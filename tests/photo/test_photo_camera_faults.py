"""Every fault of the shipped fake source, scripted in its own words, through the real service."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self

import numpy as np
import pytest

from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.camera_watch import RateMeter, SleepWatch
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.demo_script import DemoEvent, Scripted, Timed, parse_script
from desktop.photo.errors import CameraError, CameraMissingError
from desktop.photo.ports import Frame
from desktop.photo.turned_camera import turned
from desktop.photo.views import CameraState, CameraStatus

QUICK = WatchSettings(
    frame_age=0.2,
    first_frame=0.4,
    slow_after=0.1,
    open_for=0.5,
    hang_for=0.4,
    close_for=0.2,
    dark_for=0.1,
    same_for=0.15,
    skip=1,
    retry_first=0.02,
    retry_most=0.05,
    retry_missing=0.02,
    idle=0.002,
    stop_wait=5,
    tick=0.01,
    sleep_gap=100,
)
S = CameraStatus


def pictures() -> list[Frame]:
    rng = np.random.default_rng(1)
    return [rng.integers(60, 200, (48, 64, 3)).astype(np.uint8) for _ in range(3)]


def until(condition: Callable[[], bool], seconds: float = 8.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.005)
    return False


class Story:
    """A service on a scripted camera, and the states it went through."""

    def __init__(self, script: str, watch: WatchSettings = QUICK) -> None:
        self.states: list[CameraState] = []
        self.camera = DemoCamera(pictures(), parse_script(script), fps=100)
        self.service = CameraService(
            self.camera, watch, on_state=self.states.append, renew=lambda: self.camera
        )

    def __enter__(self) -> Self:
        self.service.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.camera.trigger(DemoEvent.PLUG)  # a call that hangs comes back
        self.service.stop()
        assert until(
            lambda: not [t for t in threading.enumerate() if t.name.startswith("camera-d")]
        )

    def went(self, *statuses: CameraStatus) -> bool:
        """Wait until the story told these states in this order, others in between or not."""

        def told() -> bool:
            seen = iter([state.status for state in self.states])
            return all(status in seen for status in statuses)

        return until(told)

    def words(self, status: CameraStatus) -> str:
        return next(state.text for state in self.states if state.status is status)


# event, the state it must lead to, what must be said; counted in frames, because a busy machine
# plays them later, too
FAULTS = [
    ("unplug@#30", S.LOST, "Kiểm tra dây cắm"),
    ("silent@#30", S.LOST, "Mất tín hiệu"),
    ("black@#30", S.BLACK, "Mở nắp ống kính"),
    ("freeze@#30", S.FROZEN, "đứng yên"),
    ("taken@#30", S.TAKEN, "Có thể là Zoom.exe. Tắt nó"),
    ("taken-black@#30", S.TAKEN, "Chương trình khác đang dùng máy ảnh"),
    ("forbidden@#30", S.FORBIDDEN, "Quyền riêng tư"),
    ("hang@#30", S.HUNG, "rút dây, chờ 5 giây rồi cắm lại"),
    ("hang-close@#30", S.HUNG, "Máy ảnh không trả lời"),
    ("sleep@#30", S.STARTING, "vừa thức dậy"),
]


@pytest.mark.parametrize(("script", "status", "words"), FAULTS, ids=[f[0] for f in FAULTS])
def test_every_scripted_fault_is_noticed_said_and_recovered_from(
    script: str, status: CameraStatus, words: str
) -> None:
    with Story(script) as story:
        assert story.went(S.LIVE, status), story.states
        if status not in {S.HUNG, S.STARTING}:  # those it gets over without anybody's help
            story.camera.trigger(DemoEvent.PLUG)
        assert story.went(S.LIVE, status, S.LIVE), story.states
        assert until(lambda: story.service.latest() is not None)
        assert any(words in state.text for state in story.states), story.states
        assert story.camera.opened >= 2, "a faulty camera is opened again"


def test_a_whole_script_of_troubles_plays_through() -> None:
    script = "unplug@#30,replug@#33,black@#70,normal@#110,freeze@#150,normal@#210"
    with Story(script) as story:
        assert story.went(S.LIVE, S.LOST, S.LIVE, S.BLACK, S.LIVE, S.FROZEN, S.LIVE), story.states


def test_a_slow_opening_is_said_before_it_is_given_up() -> None:
    with Story("slow-open=0.3@0s") as story:
        assert story.went(S.STARTING, S.SLOW, S.LIVE), story.states
        assert "nửa phút" in story.words(S.SLOW)
        assert until(lambda: story.service.rate.opened_in >= 0.3)
        assert S.HUNG not in [state.status for state in story.states]


def test_an_opening_beyond_the_limit_is_left_behind_and_tried_afresh() -> None:
    with Story("slow-open=60@0s") as story:
        assert story.went(S.SLOW, S.HUNG), story.states
        story.camera.trigger(DemoEvent.SLOW_OPEN, 0.0)
        assert story.went(S.HUNG, S.LIVE), story.states


def test_a_call_that_hangs_gives_its_frames_to_nobody_when_it_comes_back() -> None:
    with Story("hang@#30") as story:
        assert story.went(S.LIVE, S.HUNG, S.LIVE), story.states
        left = list(story.service._left)
        assert len(left) == 1
        assert left[0].is_alive(), "the old call still hangs"
        frames = left[0].frames
        story.camera.trigger(DemoEvent.NORMAL)
        assert until(lambda: not left[0].is_alive())
        assert left[0].frames == frames
        assert story.service.state.status is S.LIVE


def test_only_so_many_hanging_calls_are_left_behind() -> None:
    class Hopeless(DemoCamera):
        def read(self) -> Frame | None:
            self.release.wait(20)
            raise CameraError("Hỏng", "")

        release = threading.Event()

    camera = Hopeless(pictures(), fps=0)
    service = CameraService(camera, QUICK, renew=lambda: camera)
    service.start()
    try:
        assert until(lambda: "khởi động lại máy tính" in service.state.text), service.state
        time.sleep(0.3)
        hanging = [t for t in threading.enumerate() if t.name == "camera-device"]
        assert len(hanging) == QUICK.left_behind + 1
    finally:
        Hopeless.release.set()
        service.stop()
    assert until(lambda: not [t for t in threading.enumerate() if t.name == "camera-device"])


def test_a_missing_camera_is_looked_for_at_a_steady_pace() -> None:
    class Missing(DemoCamera):
        def open(self) -> None:
            self.opened += 1
            raise CameraMissingError("Không thấy máy ảnh “C270”", "Cắm lại.")

    camera = Missing(pictures())
    service = CameraService(camera, QUICK)
    service.start()
    try:
        assert until(lambda: camera.opened >= 6)
        assert service.state.title == "Không thấy máy ảnh “C270”"
        assert service.state.advice == "Cắm lại."
    finally:
        service.stop()


def test_size_and_rate_are_measured_and_not_believed() -> None:
    camera = DemoCamera(pictures(), fps=50)
    service = CameraService(turned(camera, 90), QUICK)
    service.start()
    try:
        assert until(lambda: service.rate.fps > 0)
        assert service.rate.size == (48, 64), "turned by a quarter"
        assert service.state.size == (48, 64)
    finally:
        service.stop()
    assert service.rate.fps == 0


def test_the_rate_counts_the_last_two_seconds() -> None:
    meter = RateMeter()
    assert meter.rate(0.0) == 0.0
    for number in range(61):
        meter.beat(number / 30)
    assert meter.rate(2.0) == pytest.approx(30.0)
    for number in range(5):
        meter.beat(2.0 + (number + 1) / 5)
    assert meter.rate(4.0) == pytest.approx(5.0, abs=0.1)
    assert meter.rate(9.0) == 0.0


@pytest.mark.parametrize(
    ("passed", "on_wall", "slept"),
    [
        (0.05, 0.05, False),
        (0.05, 3600.0, True),  # Linux: the forward clock stood still
        (3600.0, 3600.0, True),  # Windows: both went on
        (0.05, -3600.0, False),  # somebody set the clock back
    ],
)
def test_sleep_is_time_that_nobody_saw(passed: float, on_wall: float, *, slept: bool) -> None:
    clock = [100.0, 5000.0]
    watch = SleepWatch(10.0, lambda: clock[0], lambda: clock[1])
    assert not watch.slept()
    clock[0] += passed
    clock[1] += on_wall
    assert watch.slept() is slept
    assert not watch.slept(), "it is told once"


def test_the_script_language() -> None:
    assert parse_script("") == ()
    assert parse_script(" unplug@3s, replug@6.5s,black@#40 ,slow-open=2@0s,sleep@1s") == (
        Timed(3.0, DemoEvent.UNPLUG),
        Timed(6.5, DemoEvent.PLUG),
        Scripted(40, DemoEvent.BLACK),
        Timed(0.0, DemoEvent.SLOW_OPEN, 2.0),
        Timed(1.0, DemoEvent.SLEEP, 3600.0),
    )
    for wrong in ("unplug", "unplug@3", "explode@3s", "black@-1s", "unplug@3s;replug@6s"):
        with pytest.raises(CameraError, match="Không hiểu") as caught:
            parse_script(wrong)
        assert "unplug" in caught.value.advice
        assert "hang-close" in caught.value.advice


def test_a_script_can_begin_again() -> None:
    camera = DemoCamera(pictures(), parse_script("black@#1,normal@#2,repeat@#3"), fps=0)
    camera.open()
    seen = []
    for _ in range(9):
        frame = camera.read()
        assert frame is not None
        seen.append(bool(frame.any()))
    camera.close()
    assert seen.count(False) >= 2
    assert seen.count(True) >= 2
