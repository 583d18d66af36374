"""The camera's thread with every fault the demo camera can play."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.demo_camera import DemoCamera, DemoEvent, Scripted
from desktop.photo.errors import CameraError
from desktop.photo.ports import Frame
from desktop.photo.views import CameraState, CameraStatus

QUICK = WatchSettings(
    frame_age=0.25,
    dark_for=0.15,
    same_for=0.2,
    skip=1,
    retry_first=0.02,
    retry_most=0.1,
    idle=0.002,
    stop_wait=5,
)


def pictures(count: int = 3) -> list[Frame]:
    rng = np.random.default_rng(1)
    return [rng.integers(60, 200, (48, 64, 3)).astype(np.uint8) for _ in range(count)]


def until(condition: Callable[[], bool], seconds: float = 4.0) -> bool:
    """Wait for a condition; True when it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.005)
    return False


@contextmanager
def running(camera: DemoCamera, watch: WatchSettings = QUICK) -> Iterator[CameraService]:
    service = CameraService(camera, watch)
    service.start()
    try:
        yield service
    finally:
        service.stop()
        assert not [item for item in threading.enumerate() if item.name == "camera"]


def becomes(service: CameraService, status: CameraStatus) -> bool:
    return until(lambda: service.state.status is status)


def test_before_the_start_there_is_nothing_and_a_hint() -> None:
    service = CameraService(DemoCamera(pictures()), QUICK)

    assert service.state.status is CameraStatus.NONE
    assert "chọn ảnh từ tệp" in service.state.text
    assert service.latest() is None
    service.stop()  # harmless


def test_frames_arrive_and_only_the_newest_is_kept() -> None:
    with running(DemoCamera(pictures(), fps=200)) as service:
        assert becomes(service, CameraStatus.LIVE)
        first = service.latest()
        assert first is not None
        assert until(lambda: (service.latest() or (None, 0))[1] > first[1] + 5)
        assert first[0].shape == (48, 64, 3)
        assert service.state.text == ""
        assert service.state.size == (64, 48)
        assert service.state.name == "Máy ảnh thực hành"
    assert service.latest() is None
    assert service.state.status is CameraStatus.NONE


def test_start_twice_is_one_thread_and_it_can_start_again() -> None:
    service = CameraService(DemoCamera(pictures(), fps=200), QUICK)
    service.start()
    service.start()
    assert len([item for item in threading.enumerate() if item.name == "camera"]) == 1
    service.stop()
    service.start()
    assert becomes(service, CameraStatus.LIVE)
    service.stop()


@pytest.mark.parametrize(
    ("event", "status", "words"),
    [
        (DemoEvent.UNPLUG, CameraStatus.LOST, "dây cắm"),
        (DemoEvent.SLOW, CameraStatus.LOST, "dây cắm"),
        (DemoEvent.BLACK, CameraStatus.BLACK, "nắp ống kính"),
        (DemoEvent.FREEZE, CameraStatus.FROZEN, "đứng yên"),
    ],
)
def test_every_fault_is_noticed_said_and_recovered_from(
    event: DemoEvent, status: CameraStatus, words: str
) -> None:
    camera = DemoCamera(pictures(), fps=200)
    with running(camera) as service:
        assert becomes(service, CameraStatus.LIVE)
        camera.trigger(event)
        assert becomes(service, status), service.state
        assert words in service.state.text
        assert service.latest() is None
        tries = camera.opened
        assert until(lambda: camera.opened > tries), "it must try to open again"
        camera.trigger(DemoEvent.PLUG)
        assert becomes(service, CameraStatus.LIVE), service.state
        assert service.latest() is not None


def test_a_camera_that_is_not_there_at_first_is_found_later() -> None:
    camera = DemoCamera(
        pictures(),
        script=[Scripted(0, DemoEvent.UNPLUG), Scripted(4, DemoEvent.PLUG)],
        fps=200,
    )
    with running(camera) as service:
        assert becomes(service, CameraStatus.LIVE), service.state
        assert camera.opened >= 5


def test_the_first_failure_to_open_uses_the_words_of_the_camera() -> None:
    camera = DemoCamera(pictures(), script=[Scripted(0, DemoEvent.UNPLUG)], fps=200)
    with running(camera) as service:
        assert becomes(service, CameraStatus.LOST)
        assert "Không thấy máy ảnh thực hành" in service.state.text


def test_pauses_between_attempts_grow() -> None:
    camera = DemoCamera(pictures(), script=[Scripted(0, DemoEvent.UNPLUG)], fps=0)
    with running(camera):
        time.sleep(0.45)
    # 0.02 + 0.04 + 0.08 + 0.1 + 0.1 ...: a steady 0.02 would have made more than 20
    assert 3 <= camera.opened <= 9


class _Stuck(DemoCamera):
    """A driver that blocks inside read, as V4L2 and DirectShow do after a pulled cable."""

    def __init__(self) -> None:
        super().__init__(pictures(), fps=200)
        self.block = threading.Event()
        self.release = threading.Event()

    def read(self) -> Frame | None:
        if self.block.is_set():
            self.release.wait(10)
        return super().read()


def test_a_driver_that_blocks_is_noticed_from_outside() -> None:
    camera = _Stuck()
    service = CameraService(camera, QUICK)
    service.start()
    assert becomes(service, CameraStatus.LIVE)
    camera.block.set()
    assert becomes(service, CameraStatus.LOST)
    assert service.latest() is None
    camera.release.set()
    camera.block.clear()
    service.stop()


class _SlowToOpen(DemoCamera):
    """A driver that hangs inside open, as Media Foundation does."""

    def __init__(self) -> None:
        super().__init__(pictures(), fps=200)
        self.release = threading.Event()

    def open(self) -> None:
        self.release.wait(10)
        super().open()


def test_a_driver_that_hangs_while_opening_is_noticed_and_may_still_come() -> None:
    camera = _SlowToOpen()
    service = CameraService(camera, WatchSettings(open_for=0.1, skip=0))
    service.start()
    assert service.state.status is CameraStatus.STARTING
    assert becomes(service, CameraStatus.LOST)
    assert "chọn ảnh từ tệp" in service.state.text
    camera.release.set()
    assert becomes(service, CameraStatus.LIVE)
    service.stop()


def test_a_driver_that_blocks_at_stop_is_reported_and_joined_later() -> None:
    camera = _Stuck()
    service = CameraService(camera, WatchSettings(stop_wait=0.1, skip=0))
    service.start()
    assert becomes(service, CameraStatus.LIVE)
    camera.block.set()
    time.sleep(0.05)
    with pytest.raises(CameraError, match="không trả lời"):
        service.stop()
    with pytest.raises(CameraError):
        service.start()
    camera.release.set()
    assert until(lambda: not [t for t in threading.enumerate() if t.name == "camera"])
    service.stop()


def test_changes_of_state_are_told_once_each() -> None:
    seen: list[CameraState] = []
    camera = DemoCamera(pictures(), fps=200)
    service = CameraService(camera, QUICK, on_state=seen.append)
    service.start()
    assert becomes(service, CameraStatus.LIVE)
    camera.trigger(DemoEvent.BLACK)
    assert becomes(service, CameraStatus.BLACK)
    service.stop()
    order = [state.status for state in seen]

    assert order[0] is CameraStatus.STARTING
    assert order.index(CameraStatus.LIVE) < order.index(CameraStatus.BLACK)
    assert order[-1] is CameraStatus.NONE
    assert all(first != second for first, second in itertools.pairwise(seen))
