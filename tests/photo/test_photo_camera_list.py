"""Cameras are known by name and place: listed, told apart, found again, asked about."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import pytest

from desktop.photo import camera_list, camera_users, cameras, opencv_camera, opencv_environment
from desktop.photo.camera_identity import (
    CameraIdentity,
    SystemCamera,
    find,
    identity_of,
    place_of_windows_path,
)
from desktop.photo.errors import (
    CameraError,
    CameraForbiddenError,
    CameraMissingError,
    CameraTakenError,
)
from desktop.photo.opencv_camera import CameraOptions, camera_by_id, set_exposure

DSHOW, MSMF = camera_list.DSHOW, camera_list.MSMF
LOGI = r"\\?\usb#vid_046d&pid_0825&mi_00#7&2a0d1d5f&0&0000#{65e8773d}\global"
LOGI_MF = r"\\?\USB#VID_046D&PID_0825&MI_00#7&2A0D1D5F&0&0000#{e5323777}\GLOBAL"
LOGI_2 = r"\\?\usb#vid_046d&pid_0825&mi_00#7&99999999&0&0000#{65e8773d}\global"
LOGI_3 = r"\\?\usb#vid_046d&pid_0825&mi_00#7&33333333&0&0000#{65e8773d}\global"
INNER = r"\\?\usb#vid_04f2&pid_b6d9&mi_00#6&1f0c&0&0000#{65e8773d}\global"


def entry(index: int, name: str, path: str | None) -> Any:
    """Return what cv2-enumerate-cameras says about a camera."""
    return SimpleNamespace(index=index, name=name, path=path, vid=None, pid=None)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[Any]]:
    """Play Windows; return what each backend lists, to be filled by the test."""
    lists: dict[int, list[Any]] = {DSHOW: [], MSMF: []}
    monkeypatch.setattr(opencv_environment, "PLATFORM", "win32")
    monkeypatch.setattr(camera_list, "_library", lambda backend: lists[backend])
    monkeypatch.setattr(camera_users, "why_no_picture", lambda _device="": None)
    return lists


def test_two_backends_say_one_camera_in_orders_of_their_own(windows) -> None:
    windows[DSHOW] = [entry(0, "Integrated", INNER), entry(1, "C270", LOGI)]
    windows[MSMF] = [entry(0, "C270", LOGI_MF), entry(1, "Integrated", INNER)]

    found = camera_list.system_cameras()

    assert [(one.identity.name, one.positions) for one in found] == [
        ("Integrated", ((DSHOW, 0), (MSMF, 1))),
        ("C270", ((DSHOW, 1), (MSMF, 0))),
    ]
    assert found[1].identity == CameraIdentity("C270", "046d", "0825", "7&2a0d1d5f&0&0000")


def test_a_camera_only_media_foundation_sees_is_listed_too(windows) -> None:
    windows[DSHOW] = [entry(0, "OBS Virtual Camera", None), entry(1, "OBS Virtual Camera", None)]
    windows[MSMF] = [entry(0, "C270", LOGI_MF)]

    names = [(one.identity.name, one.positions) for one in camera_list.system_cameras()]

    assert names == [
        ("OBS Virtual Camera", ((DSHOW, 0),)),
        ("OBS Virtual Camera", ((DSHOW, 1),)),
        ("C270", ((MSMF, 0),)),
    ]


def test_a_stored_choice_is_found_under_another_index(windows) -> None:
    windows[DSHOW] = [entry(0, "C270", LOGI), entry(1, "Integrated", INNER)]
    chosen = cameras.list_cameras()[0].id
    windows[DSHOW] = [entry(0, "Integrated", INNER), entry(1, "C270", LOGI)]

    identity = identity_of(chosen)
    assert identity is not None
    assert opencv_camera.chosen(identity)().positions == ((DSHOW, 1),)
    assert cameras.camera_choices(chosen)[2] == (chosen, "C270")


def test_a_camera_in_another_socket_is_found_if_it_is_the_only_one(windows) -> None:
    windows[DSHOW] = [entry(0, "C270", LOGI)]
    chosen = cameras.list_cameras()[0].id
    windows[DSHOW] = [entry(0, "Integrated", INNER), entry(1, "C270", LOGI_3)]

    identity = identity_of(chosen)
    assert identity is not None
    assert opencv_camera.chosen(identity)().positions == ((DSHOW, 1),)
    assert [value for value, _ in cameras.camera_choices(chosen)].count(chosen) == 1


def test_two_equal_cameras_are_told_apart_and_never_mixed_up(windows) -> None:
    windows[DSHOW] = [entry(0, "C270", LOGI), entry(1, "C270", LOGI_2)]
    infos = cameras.list_cameras()
    assert [one.name for one in infos] == [
        "C270 (cổng 7&2a0d1d5f&0&0000)",
        "C270 (cổng 7&99999999&0&0000)",
    ]
    second = identity_of(infos[1].id)
    assert second is not None
    windows[DSHOW] = [entry(0, "C270", LOGI_2), entry(1, "C270", LOGI)]
    assert opencv_camera.chosen(second)().positions == ((DSHOW, 0),)
    # the chosen one is pulled: its neighbour must not take its place unseen
    windows[DSHOW] = [entry(0, "C270", LOGI)]
    with pytest.raises(CameraMissingError, match="C270"):
        opencv_camera.chosen(second)()
    # it comes back at a new socket
    windows[DSHOW] = [entry(0, "C270", LOGI), entry(1, "C270", LOGI_3)]
    assert opencv_camera.chosen(second)().positions == ((DSHOW, 1),)


def test_several_equal_cameras_at_unknown_places_are_asked_about() -> None:
    wanted = CameraIdentity("C270", "046d", "0825", "old")
    there = [
        SystemCamera(CameraIdentity("C270", "046d", "0825", place), ((DSHOW, 0),))
        for place in ("a", "b")
    ]
    assert find(wanted, there) is None
    assert find(wanted, there[:1]) is there[0]
    assert find(CameraIdentity("Other", "046d", "0825", "a"), there) is None


@pytest.mark.parametrize(
    "identity",
    [
        CameraIdentity("USB: 100% camera", "046d", "0825", "1-1.2:1.0", ("1-1.3:1.0", "x y")),
        CameraIdentity("Máy ảnh"),
    ],
)
def test_an_identity_survives_its_text(identity: CameraIdentity) -> None:
    assert identity_of(identity.as_id()) == identity
    assert isinstance(cameras.camera_for(identity.as_id()), opencv_camera.OpenCVCamera)
    assert cameras.camera_name(identity.as_id()) == identity.name


@pytest.mark.parametrize("text", ["opencv:0", "camera:", "camera:a:b:c", "camera:a:b:c:", ""])
def test_other_texts_are_no_identity(text: str) -> None:
    assert identity_of(text) is None


def test_a_path_that_is_no_usb_device_is_its_own_place() -> None:
    assert place_of_windows_path(r"\\?\usb#vid_1&pid_2#SERIAL7#{g}\x") == "serial7"
    assert place_of_windows_path(r"@device:sw:{860BB310}\{A3FCE0F5}") == (
        r"@device:sw:{860bb310}\{a3fce0f5}"
    )


def test_linux_names_the_port_and_lists_without_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb = tmp_path / "devices" / "usb1" / "1-1.2" / "1-1.2:1.0"
    usb.mkdir(parents=True)
    for number, index in (("video0", "0"), ("video1", "1")):
        node = tmp_path / "sys" / number
        node.mkdir(parents=True)
        (node / "index").write_text(f"{index}\n", "ascii")
        (node / "name").write_text("HD Webcam C270\n", "utf-8")
        (node / "device").symlink_to(usb)
    monkeypatch.setattr(camera_list, "_SYS", tmp_path / "sys")
    monkeypatch.setattr(camera_list, "_library", lambda _backend: [])
    monkeypatch.setattr(opencv_environment, "PLATFORM", "linux")

    infos = cameras.list_cameras()
    assert [one.name for one in infos] == ["HD Webcam C270"]
    assert identity_of(infos[0].id) == CameraIdentity("HD Webcam C270", place="1-1.2:1.0")

    found = [entry(3, "HD Webcam C270", "/dev/video0")]
    found[0].vid, found[0].pid = 0x46D, 0x825
    monkeypatch.setattr(camera_list, "_library", lambda _backend: found)
    one = camera_list.system_cameras()[0]
    assert one.identity == CameraIdentity("HD Webcam C270", "046d", "0825", "1-1.2:1.0")
    assert (one.positions, one.device) == (((camera_list.V4L2, 3),), "/dev/video0")


def test_where_nothing_can_be_listed_positions_are_offered(windows) -> None:
    assert [one.id for one in cameras.list_cameras()] == ["opencv:0", "opencv:1", "opencv:2"]
    assert opencv_camera.first_found().positions == ((DSHOW, 0), (MSMF, 0))
    windows[MSMF] = [entry(0, "C270", LOGI_MF)]
    assert opencv_camera.first_found() == opencv_camera.Located(
        "C270", ((MSMF, 0),), is_listed=True
    )


def test_a_driver_that_hangs_while_listing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    asked = []

    def hang() -> tuple[SystemCamera, ...]:
        asked.append(1)
        release.wait(10)
        return ()

    monkeypatch.setattr(camera_list, "system_cameras", hang)
    monkeypatch.setattr(camera_list, "_asking", camera_list._Asking())
    try:
        for _ in range(3):
            with pytest.raises(CameraError, match="chưa liệt kê được"):
                camera_list.list_cameras(0.05)
        assert len(asked) == 1, "no second question while the first hangs"
    finally:
        release.set()
    assert camera_list.list_cameras(5) is not None


def test_a_camera_that_is_there_but_does_not_open_is_taken(
    windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shut:
        def isOpened(self) -> bool:
            return False

        def release(self) -> None:
            return None

    tried = []
    monkeypatch.setattr(cv2, "VideoCapture", lambda *where: tried.append(where) or Shut())
    windows[DSHOW] = [entry(1, "C270", LOGI)]
    windows[MSMF] = [entry(4, "C270", LOGI_MF)]
    camera = camera_by_id(cameras.list_cameras()[0].id)

    with pytest.raises(CameraTakenError, match="Chương trình khác đang dùng máy ảnh"):
        camera.open()
    assert tried == [(1, DSHOW), (4, MSMF)]
    assert camera.name == "C270"


class _Knobs:
    def __init__(self) -> None:
        self.turned: list[tuple[int, float]] = []
        self.obeys = True

    def set(self, prop: int, value: float) -> bool:
        self.turned.append((prop, value))
        return self.obeys


@pytest.mark.parametrize(
    ("backend", "stops", "expected"),
    [
        (camera_list.V4L2, None, [(cv2.CAP_PROP_AUTO_EXPOSURE, 3)]),
        (camera_list.V4L2, 1, [(cv2.CAP_PROP_AUTO_EXPOSURE, 1), (cv2.CAP_PROP_EXPOSURE, 312)]),
        (DSHOW, None, [(cv2.CAP_PROP_AUTO_EXPOSURE, 1)]),
        (DSHOW, -1, [(cv2.CAP_PROP_AUTO_EXPOSURE, 0), (cv2.CAP_PROP_EXPOSURE, -7)]),
        (MSMF, 1, [(cv2.CAP_PROP_EXPOSURE, -5)]),
    ],
)
def test_exposure_in_the_units_of_each_driver(backend, stops, expected) -> None:
    knobs = _Knobs()
    assert set_exposure(cv2, knobs, backend, stops)
    assert knobs.turned == expected
    knobs.obeys = False
    assert not set_exposure(cv2, knobs, backend, stops)
    assert CameraOptions().exposure is None


class _Registry:
    """Plays the Windows registry."""

    def __init__(self, values: dict[tuple[str, str, str], object]) -> None:
        self.values = values

    def value(self, root: str, path: str, name: str) -> object:
        return self.values.get((root, path, name))

    def children(self, root: str, path: str) -> list[str]:
        keys = {where for top, where, _ in self.values if top == root}
        below = {key[len(path) + 1 :] for key in keys if key.startswith(path + "\\")}
        return sorted(name for name in below if "\\" not in name)


USER = "HKEY_CURRENT_USER"
CONSENT = camera_users._CONSENT
DESKTOP = camera_users._DESKTOP


@pytest.mark.parametrize(
    ("root", "path"), [("HKEY_LOCAL_MACHINE", CONSENT), (USER, CONSENT), (USER, DESKTOP)]
)
def test_the_windows_privacy_setting_is_read_in_all_three_places(root: str, path: str) -> None:
    assert camera_users.is_forbidden(_Registry({(root, path, "Value"): "Deny"}))
    assert not camera_users.is_forbidden(_Registry({(root, path, "Value"): "Allow"}))
    assert not camera_users.is_forbidden(_Registry({}))


def test_windows_names_the_program_that_has_the_camera() -> None:
    zoom, own = r"C:#Program Files#Zoom#bin#Zoom.exe", r"C:#QTN#qtn.exe"
    old = r"C:#Skype#Skype.exe"
    values: dict[tuple[str, str, str], object] = {}
    for name, stop in ((zoom, 0), (own, 0), (old, 133)):
        values[USER, rf"{DESKTOP}\{name}", "LastUsedTimeStart"] = 132
        values[USER, rf"{DESKTOP}\{name}", "LastUsedTimeStop"] = stop
    registry = _Registry(values)

    assert camera_users.windows_users(registry, r"C:\QTN\qtn.exe") == ("Zoom.exe",)
    error = camera_users.taken(("Zoom.exe",))
    assert "Có thể là Zoom.exe" in error.advice


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks the Linux kernel")
def test_linux_names_the_program_that_has_the_device(tmp_path: Path) -> None:
    device = tmp_path / "video9"
    device.write_text("", "ascii")
    assert camera_users.linux_users(str(device)) == ()
    wait = "import sys; f = open(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", wait, str(device)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        assert [name[:6] for name in camera_users.linux_users(str(device))] == ["python"]
        assert isinstance(camera_users.why_no_picture(str(device)), CameraTakenError)
        other.communicate()
    assert camera_users.why_no_picture(str(device)) is None
    assert camera_users.why_no_picture("/dev/video-none") is None


def test_a_device_without_permission_is_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tmp_path / "video9"
    device.write_text("", "ascii")
    monkeypatch.setattr(camera_users.os, "access", lambda *_: False)
    error = camera_users.why_no_picture(str(device))
    assert isinstance(error, CameraForbiddenError)
    assert "nhóm video" in error.advice
