"""The repository speaks of the product alone, and its shipped parts are the allowed ones."""

import re
import subprocess
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/")
REGISTRY = re.compile(r"https?://[^ \s]*(?:/simple/|pypi|registry)", re.IGNORECASE)


def tracked():
    out = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    return [ROOT / name for name in out.decode().split("\0") if name and (ROOT / name).is_file()]


def text_of(file):
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_path_of_a_machine_and_no_registry():
    hits = [
        (file.relative_to(ROOT).as_posix(), found.group())
        for file in tracked()
        if file != Path(__file__).resolve()
        for pattern in (MACHINE_PATH, REGISTRY)
        for found in pattern.finditer(text_of(file))
    ]
    assert hits == []


def test_locks_carry_hashes_and_no_address():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        if lock.name == "overrides.txt":
            continue
        assert "http" not in text
        assert "--hash=sha256:" in text
        assert "tensorflow" not in re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)


def test_linux_has_the_opencv_without_a_second_qt():
    names = {dist.metadata["Name"].lower() for dist in distributions()}
    assert "opencv-python-headless" in names
    assert "opencv-python" not in names
    assert "tensorflow" not in names
    assert "keyrings.alt" not in names


def test_the_qt_version_is_the_one_that_runs_on_old_windows():
    import PySide6

    assert PySide6.__version__.startswith("6.9.")


def test_every_error_code_means_one_thing():
    """The code is what a clerk reads out on the phone."""
    found = re.findall(
        r'"(QTN-\d+)"', "\n".join(text_of(file) for file in (ROOT / "desktop").rglob("*.py"))
    )
    assert found
    assert sorted(set(found)) == sorted(found)
