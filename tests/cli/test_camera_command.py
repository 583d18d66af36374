"""`main.py camera` runs the counter's own service; a fault ends in words and an exit code."""

from __future__ import annotations

import json

import pytest

from desktop.cli import main as cli
from desktop.common.settings import CAMERA
from desktop.photo import trial
from desktop.photo.camera_service import WatchSettings
from desktop.photo.errors import CameraError
from desktop.photo.trial import try_camera
from desktop.services import Services


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    def refuse(_args: object) -> Services:
        raise AssertionError("no profile is needed")

    code = cli.run_command(cli.build_parser().parse_args(["camera", *words]), refuse)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = WatchSettings(frame_age=0.3, retry_first=0.02, retry_most=0.05, first_frame=0.5)
    real = try_camera
    monkeypatch.setattr(
        trial, "try_camera", lambda make, seconds, say: real(make, seconds, say, quick)
    )


@pytest.mark.usefixtures("impatient")
def test_a_scripted_camera_tells_its_story(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(
        capsys, "try", "--camera", "demo:unplug@#20,replug@#23", "--seconds", "3", "--json"
    )
    told = json.loads(out)
    statuses = [step["status"] for step in told["steps"]]
    assert statuses == ["starting", "live", "lost", "live"]
    assert "Kiểm tra dây cắm" in told["steps"][2]["text"]
    assert (told["width"], told["height"]) == (1280, 720)
    assert told["fps"] > 0
    assert told["live"] is True
    assert told["closed"] is True
    assert code == 0


@pytest.mark.usefixtures("impatient")
def test_a_camera_without_a_picture_is_a_reason_to_act(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "try", "--camera", "demo:taken@0s", "--seconds", "0.6")
    assert code == 1
    assert "taken" in out
    assert "Có thể là Zoom.exe" in out


def test_a_script_that_is_not_understood_names_the_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _out, err = run(capsys, "try", "--camera", "demo:burn@3s")
    assert code == 1
    assert "burn@3s" in err
    assert "unplug" in err


def test_the_list_is_json_and_none_is_a_reason_to_act(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.photo import camera_list
    from desktop.photo.camera_identity import CameraIdentity, SystemCamera

    found = [SystemCamera(CameraIdentity("C270", "046d", "0825", "1-1"), ((200, 0),))]
    monkeypatch.setattr(camera_list, "system_cameras", lambda: tuple(found))
    code, out, _err = run(capsys, "list", "--json")
    assert code == 0
    assert json.loads(out) == [{"id": "camera:046d:0825:1-1:C270", "name": "C270"}]
    found.clear()
    code, out, _err = run(capsys, "list")
    assert code == 1
    assert "Cắm máy ảnh vào" in out


def test_an_invented_face_never_gets_into_a_real_record(tmp_path) -> None:
    from desktop.security.keystore import MemoryKeyring
    from desktop.security.setup import create_profile
    from desktop.storage.profile import Profile
    from desktop.wiring import Adapters, open_services
    from tests import factories

    for is_practice in (True, False):
        folder, keyring = tmp_path / str(is_practice), MemoryKeyring()
        create_profile(
            Profile(folder),
            commune_code="03850",
            commune_name="Mường Thử",
            station_code="MT02",
            keystore=keyring,
            clock=factories.clock(),
            is_practice=is_practice,
        )
        outside = Adapters(keystore=keyring, clock=factories.clock())
        services = open_services(folder, None, outside)
        try:
            services.preferences.set(CAMERA, "demo:unplug@9s", actor="x")
            if is_practice:
                camera = services.make_camera()
                assert camera is not None
                assert camera.name == "Máy ảnh thực hành"
            else:
                with pytest.raises(CameraError, match="bản thực hành"):
                    services.make_camera()
        finally:
            services.close()
