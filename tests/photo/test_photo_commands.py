"""`main.py photo check` and `photo crop`: one row per file, stable names, exit codes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, NoReturn

import cv2
import numpy as np
import pytest

from desktop.cli.main import build_parser, run_command
from desktop.photo.demo_portraits import draw_portrait

NAMES = [
    *("face_count", "head_size", "eye_distance", "centring", "roll", "yaw", "pitch"),
    *("eyes_open", "mouth_closed", "sharpness", "exposure", "dynamic_range", "light_balance"),
    *("natural_colour", "background", "occlusion", "head_covering", "resolution", "compression"),
]


def no_profile(_: argparse.Namespace) -> NoReturn:
    pytest.fail("photo commands need no profile")


def qtn(*arguments: object) -> int:
    args = build_parser().parse_args([str(argument) for argument in arguments])
    return run_command(args, no_profile)


def drawn(folder: Path, name: str, variant: str = "good", seed: int = 1) -> Path:
    path = folder / name
    cv2.imwrite(str(path), draw_portrait(seed, variant))
    return path


@pytest.fixture
def rows(capsys: pytest.CaptureFixture[str]) -> Any:
    def read() -> Any:
        return json.loads(capsys.readouterr().out)

    return read


def test_a_good_frame_passes_and_every_measure_is_there(tmp_path: Path, rows: Any) -> None:
    path = drawn(tmp_path, "a.png")
    assert qtn("photo", "check", path, "--json") == 0
    (row,) = rows()

    assert list(row["measures"]) == NAMES
    assert row["file"] == str(path)
    assert row["verdict"] == "pass"
    assert row["failed"] == []
    assert row["ms"] > 0
    assert row["advice"] == "Ảnh đạt, dùng được."
    for name, measure in row["measures"].items():
        assert isinstance(measure["value"], float), name
        assert measure["unit"], name
        assert measure["ok"] is True or name in row["warnings"]


def test_failed_lists_exactly_the_measures_that_are_not_ok(tmp_path: Path, rows: Any) -> None:
    frame = cv2.GaussianBlur((draw_portrait(1) * 0.2).astype(np.uint8), (0, 0), 4)
    path = tmp_path / "tối và mờ.png"
    cv2.imencode(".png", frame)[1].tofile(path)
    assert qtn("photo", "check", path, "--json") == 1
    (row,) = rows()

    not_ok = {name for name, measure in row["measures"].items() if measure["ok"] is False}
    assert row["verdict"] == "retake"
    assert set(row["failed"]) == not_ok - set(row["warnings"])
    assert {"exposure", "sharpness"} <= set(row["failed"])
    # light comes before focus: it often mends both
    assert row["advice"] == "Bật thêm đèn phía trước mặt, rồi chụp lại."


@pytest.mark.parametrize(
    ("variant", "measure", "words"),
    [
        ("none", "face_count", "Không thấy khuôn mặt"),
        ("two", "face_count", "một người"),
        ("off_centre", "centring", "Dịch người"),
        ("too_far", "head_size", "lại gần"),
        ("dark", "exposure", "đèn"),
    ],
)
def test_the_first_thing_to_mend_is_told(
    variant: str, measure: str, words: str, tmp_path: Path, rows: Any
) -> None:
    assert qtn("photo", "check", drawn(tmp_path, "a.png", variant), "--json") == 1
    (row,) = rows()

    assert measure in row["failed"]
    assert words in row["advice"]
    assert row["advice"].count(". ") <= 1


def test_without_a_face_nothing_else_is_claimed(tmp_path: Path, rows: Any) -> None:
    qtn("photo", "check", drawn(tmp_path, "a.png", "none"), "--json")
    measures = rows()[0]["measures"]

    assert measures["face_count"] == {"value": 0.0, "unit": "faces", "ok": False}
    assert measures["yaw"]["value"] is None
    assert measures["yaw"]["ok"] is None


def test_files_that_cannot_be_read_are_rows_and_the_others_are_judged(
    tmp_path: Path, rows: Any
) -> None:
    text, empty = tmp_path / "chữ.jpg", tmp_path / "rỗng.jpg"
    text.write_text("Đây là văn bản", "utf-8")
    empty.write_bytes(b"")
    good = drawn(tmp_path, "a.png")
    missing = tmp_path / "không có.jpg"
    assert qtn("photo", "check", text, empty, good, missing, "--json") == 1
    found = rows()

    assert [row["verdict"] for row in found] == ["retake", "retake", "pass", "retake"]
    for row in (found[0], found[1], found[3]):
        assert row["measures"] == {}
        assert row["failed"] == []
        assert row["error"]["code"] == "QTN-230"
        assert row["advice"] == row["error"]["advice"]


def test_people_get_one_line_per_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "rỗng.jpg"
    empty.write_bytes(b"")
    far = drawn(tmp_path, "xa.png", "too_far")
    qtn("photo", "check", drawn(tmp_path, "a.png"), far, empty)
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) == 3
    assert lines[0].startswith("✓")
    assert "[head_size, " in lines[1]
    assert "trống" in lines[2]


def test_a_portrait_that_was_cut_passes_as_one_and_a_frame_does_not(
    tmp_path: Path, rows: Any
) -> None:
    frame, cut = drawn(tmp_path, "a.png"), tmp_path / "cắt.jpg"
    assert qtn("photo", "crop", frame, "--out", cut, "--json") == 0
    made = rows()
    assert (made["width"], made["height"], made["dpi"]) == (709, 945, 600)
    picture = cv2.imdecode(np.fromfile(cut, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (945, 709, 3)

    assert qtn("photo", "check", cut, "--as", "portrait", "--json") == 0
    (row,) = rows()
    assert row["measures"]["head_size"]["value"] == pytest.approx(0.66, abs=0.04)
    far = drawn(tmp_path, "xa.png", "too_far")
    assert qtn("photo", "check", far, "--as", "portrait", "--json") == 1
    assert "head_size" in rows()[0]["failed"]


def test_another_profile_cuts_another_size(tmp_path: Path, rows: Any) -> None:
    frame = drawn(tmp_path, "a.png")
    out = tmp_path / "b.jpg"
    assert qtn("photo", "crop", frame, "--out", out, "--profile", "2x3", "--json") == 0
    made = rows()
    assert (made["width"], made["height"]) == (472, 709)


def test_nothing_is_written_when_there_is_no_single_face(tmp_path: Path, rows: Any) -> None:
    out = tmp_path / "b.jpg"
    assert qtn("photo", "crop", drawn(tmp_path, "a.png", "two"), "--out", out, "--json") == 1
    assert rows()["error"]["code"] == "QTN-430"
    assert not out.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("photo", "check", "a.jpg", "--profile", "9x9"),
        ("photo", "crop", "a.jpg", "--out", "b.jpg", "--profile", "../3x4"),
    ],
)
def test_a_profile_that_does_not_exist_is_wrong_usage(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert qtn(*command) == 2
    said = capsys.readouterr()
    assert "3x4" in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "command",
    [("photo",), ("photo", "check"), ("photo", "check", "a", "--as", "x"), ("photo", "crop", "a")],
)
def test_wrong_usage_ends_with_two(command: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(command)
    assert ended.value.code == 2
