"""Trying a camera for a while, and what the diagnostics make of it; the environment comes first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from desktop.diagnostics import probes
from desktop.diagnostics.views import Verdict
from desktop.photo.camera_service import CameraService, WatchSettings
from desktop.photo.demo_camera import DemoCamera, DemoEvent
from desktop.photo.errors import CameraError
from desktop.photo.ports import CameraPort, Frame
from desktop.photo.trial import try_camera
from desktop.photo.turned_camera import turned

ROOT = Path(__file__).resolve().parents[2]


def camera(size: tuple[int, int] = (1280, 720), fps: float = 60) -> DemoCamera:
    width, height = size
    return DemoCamera([np.full((height, width, 3), 90, np.uint8)], fps=fps)


def test_a_good_camera_is_good() -> None:
    row = probes.camera_row(camera)
    assert row.verdict is Verdict.OK
    assert "Máy ảnh thực hành, 1280×720" in row.value
    assert "hình/giây" in row.value


def test_no_camera_a_small_one_a_slow_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert probes.camera_row(lambda: None).verdict is Verdict.LOOK
    assert "ít nhất 1280×720" in probes.camera_row(lambda: camera((320, 240))).advice
    assert "đổi cổng USB" in probes.camera_row(lambda: camera(fps=6)).advice


def test_a_taken_camera_is_bad_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "CAMERA_SECONDS", 0.5)
    device = camera()
    device.trigger(DemoEvent.TAKEN)
    row = probes.camera_row(lambda: device)
    assert row.verdict is Verdict.BAD
    assert row.value == "Chương trình khác đang dùng máy ảnh"
    assert "Zoom.exe" in row.advice

    def refuse() -> CameraPort:
        raise CameraError("Không tìm thấy máy ảnh đã chọn", "Chọn lại.")

    row = probes.camera_row(refuse)
    assert (row.verdict, row.advice) == (Verdict.BAD, "Chọn lại.")


def test_a_driver_that_hangs_does_not_hang_the_check() -> None:
    device = camera()
    device.trigger(DemoEvent.SLOW_OPEN, 60.0)
    try:
        trial = try_camera(lambda: device, 0.3, watch=WatchSettings(stop_wait=0.1))
        assert trial is not None
        assert not trial.is_live
        assert not trial.closed, "and it says that the driver did not come back"
    finally:
        device.trigger(DemoEvent.PLUG)


def test_a_refused_exposure_reaches_the_page_through_a_turned_camera() -> None:
    class Stubborn(DemoCamera):
        exposure_refused = True

    frames: list[Frame] = [np.full((48, 64, 3), 90, np.uint8)]
    service = CameraService(turned(Stubborn(frames, fps=100), 180), WatchSettings(skip=0))
    service.start()
    try:
        for _ in range(400):
            if service.rate.fps:
                break
            service._stop.wait(0.01)
        assert service.rate.exposure_refused
    finally:
        service.stop()


WATCH_IMPORT = """
import importlib.abc, os, sys
class Watch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "cv2":
            print("READY" if "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS" in os.environ else "LATE")
        return None
sys.meta_path.insert(0, Watch())
from desktop.app import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ("camera", "try", "--camera", "demo:", "--seconds", "0.1"),
        ("photo", "check", "tests/data/portraits/grace_hopper.jpg"),
    ],
)
def test_opencv_finds_its_environment_whatever_loads_it(words: tuple[str, ...]) -> None:
    environment = {key: value for key, value in os.environ.items() if "OPENCV" not in key}
    done = subprocess.run(
        [sys.executable, "-c", WATCH_IMPORT, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "READY" in done.stdout, done.stderr
    assert "LATE" not in done.stdout
