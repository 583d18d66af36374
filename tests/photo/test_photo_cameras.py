"""Every camera adapter keeps the contract of the port."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from desktop.photo import camera_list, cameras, opencv_environment
from desktop.photo.demo_camera import DemoCamera
from desktop.photo.errors import CameraError
from desktop.photo.file_camera import FileCamera
from desktop.photo.opencv_camera import CameraOptions, OpenCVCamera, at_index, camera_by_id
from desktop.photo.ports import CameraPort, Frame


def still(value: int) -> Frame:
    frame = np.full((96, 128, 3), value, np.uint8)
    frame[20:40, 20:60] = 255 - value
    return frame


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index, value in enumerate((40, 120, 200)):
        cv2.imwrite(str(tmp_path / f"{index}.png"), still(value))
    (tmp_path / "ghi chú.txt").write_text("không phải ảnh", "utf-8")
    return tmp_path


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "phim.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 15, (128, 96))
    for value in (40, 120, 200):
        writer.write(still(value))
    writer.release()
    return path


@pytest.fixture(params=["folder", "video", "demo", "demo folder"])
def camera(request: pytest.FixtureRequest, folder: Path, video: Path) -> CameraPort:
    made: dict[str, CameraPort] = {
        "folder": FileCamera(folder, fps=500, hold=2),
        "video": FileCamera(video, fps=500),
        "demo": DemoCamera([still(40), still(120), still(200)], fps=0),
        "demo folder": DemoCamera(folder, fps=0),
    }
    return made[request.param]


def test_the_port_contract(camera: CameraPort) -> None:
    assert camera.name
    camera.close()  # harmless before open
    camera.open()
    levels = set()
    for _ in range(12):
        frame = camera.read()
        assert frame is not None
        assert frame.dtype == np.uint8
        assert frame.shape == (96, 128, 3)
        levels.add(round(float(frame[60:, 80:].mean()) / 20))
    assert len(levels) == 3, "all three pictures are shown, again and again"
    assert camera.size == (128, 96)
    camera.close()
    camera.close()
    with pytest.raises(CameraError):
        camera.read()
    camera.open()
    assert camera.read() is not None
    camera.close()


def test_frames_handed_out_are_not_written_again(camera: CameraPort) -> None:
    camera.open()
    first = camera.read()
    assert first is not None
    kept = first.copy()
    for _ in range(5):
        camera.read()
    assert np.array_equal(first, kept)
    camera.close()


def test_nothing_to_play_is_said_in_words(tmp_path: Path) -> None:
    empty = tmp_path / "trống"
    empty.mkdir()
    text = tmp_path / "phim.mp4"
    text.write_text("không phải phim", "utf-8")
    for path in (empty, text, tmp_path / "không có.avi"):
        with pytest.raises(CameraError) as caught:
            FileCamera(path).open()
        assert path.name in caught.value.title
        assert caught.value.advice


def test_a_damaged_picture_in_the_folder_is_a_camera_error(folder: Path) -> None:
    (folder / "0.png").write_bytes((folder / "0.png").read_bytes()[:60])
    camera = FileCamera(folder, fps=500)
    camera.open()
    with pytest.raises(CameraError, match="hỏng"):
        camera.read()
    camera.close()


def test_a_camera_that_is_not_there_is_said_in_words() -> None:
    camera = OpenCVCamera(at_index(97))
    with pytest.raises(CameraError) as caught:
        camera.open()

    assert "Không mở được máy ảnh" in caught.value.title
    assert camera.size == (0, 0)
    with pytest.raises(CameraError):
        camera.read()
    camera.close()


class _Capture:
    """Plays cv2.VideoCapture: notes the order of settings, then reads what it is told."""

    def __init__(self, reads: list[tuple[bool, Frame | None]]) -> None:
        self.reads = reads
        self.settings: list[int] = []
        self.released = False

    def isOpened(self) -> bool:  # OpenCV's own spelling
        return True

    def set(self, prop: int, _value: float) -> bool:
        self.settings.append(prop)
        return True

    def get(self, prop: int) -> float:
        return {cv2.CAP_PROP_FRAME_WIDTH: 640, cv2.CAP_PROP_FRAME_HEIGHT: 480}.get(prop, 0)

    def read(self) -> tuple[bool, Frame | None]:
        return self.reads.pop(0) if self.reads else (False, None)

    def release(self) -> None:
        self.released = True


def test_settings_in_the_order_that_directshow_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = _Capture([(True, still(9)), (False, None)])
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: capture)
    camera = OpenCVCamera(at_index(0), CameraOptions(fps=1000))
    camera.open()
    order = capture.settings

    assert order.index(cv2.CAP_PROP_FRAME_HEIGHT) < order.index(cv2.CAP_PROP_FOURCC)
    assert order.index(cv2.CAP_PROP_FPS) < order.index(cv2.CAP_PROP_FOURCC)
    assert camera.size == (640, 480), "what the camera gives, not what was asked"
    assert camera.read() is not None
    assert camera.size == (128, 96)
    assert camera.read() is None
    assert [camera.read() for _ in range(28)] == [None] * 28, "a dropped frame is no fault"
    with pytest.raises(CameraError, match="không còn gửi hình"):
        camera.read()
    camera.close()
    assert capture.released


@pytest.mark.parametrize(
    ("platform", "names"),
    [("win32", ["CAP_DSHOW", "CAP_MSMF"]), ("linux", ["CAP_V4L2"]), ("darwin", ["CAP_ANY"])],
)
def test_backends_by_system(
    platform: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opencv_environment, "PLATFORM", platform)

    assert camera_list.backends() == tuple(getattr(cv2, name) for name in names)


def test_the_list_of_cameras_gives_ids_that_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for info in cameras.list_cameras():
        assert camera_by_id(info.id).name
    monkeypatch.setattr(opencv_environment, "PLATFORM", "win32")
    infos = cameras.list_cameras()

    assert [info.id for info in infos] == ["opencv:0", "opencv:1", "opencv:2"]
    assert camera_by_id("opencv:2").name == "Máy ảnh 3"


@pytest.mark.parametrize("camera_id", ["", "opencv:", "opencv:-1", "opencv:x", "0", "demo"])
def test_an_unknown_camera_id_is_refused(camera_id: str) -> None:
    with pytest.raises(CameraError, match="Không tìm thấy"):
        camera_by_id(camera_id)


def test_a_chosen_camera_is_found_again_by_its_id(folder: Path) -> None:
    info = cameras.file_info(folder)
    camera = cameras.camera_for(info.id)
    camera.open()

    assert camera.read() is not None
    assert camera.name == info.name == folder.name
    camera.close()
    assert isinstance(cameras.camera_for("opencv:1"), OpenCVCamera)
    with pytest.raises(CameraError):
        cameras.camera_for("ftp:1")
