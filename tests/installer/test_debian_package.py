"""The Debian package without its heavy parts: control, scripts, menu, manual, twice the same."""

from __future__ import annotations

import configparser
import gzip
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import dev
from desktop.cli.init_file import read_setup_file
from desktop.cli.main import build_parser
from desktop.common import chosen_version
from installer import manifest
from installer.debian import build, control, manpage, tree
from installer.target import ROOT

MOMENT = 1_700_000_000
SCRIPTS = [tree.FILES / name for name in (*tree.SCRIPTS, *tree.COMMANDS)]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The package's folders around a tree of one file, twice."""
    made = []
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(MOMENT)
    try:
        for number in (1, 2):
            root = tmp_path_factory.mktemp(f"package{number}")
            start = root / tree.TOP / "start.py"
            start.parent.mkdir(parents=True)
            shutil.copyfile(ROOT / "installer/start.py", start)
            tree.furnish(root, "1.2.3", "3.11", MOMENT)
            tree.write_control(root, "1.2.3", "3.11")
            made.append(root)
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return made


def fields(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Z][A-Za-z-]+): (.*)$", text, re.MULTILINE))


def test_control_says_what_dpkg_needs():
    told = fields(control.control("1.2.3", "3.11", 2049))
    assert told["Package"] == "quay-tiep-nhan"
    assert told["Version"] == "1.2.3"
    assert told["Installed-Size"] == "3"
    assert told["Architecture"] == "amd64"
    assert "Description" in told


def test_the_package_depends_on_what_dev_py_knows_windows_need():
    needed = set(fields(control.control("1", "3.13", 1))["Depends"].split(", "))
    assert {"python3.13", *dev.RUN_LIBRARIES.values(), *dev.SCREEN_LIBRARIES.values()} == needed


def test_the_long_description_is_written_as_debian_wants_it():
    text = control.control("1", "3.13", 1).split("Description:", 1)[1]
    lines = text.splitlines()[1:]
    assert all(line.startswith(" ") and line.strip() for line in lines)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_posix_shell(script):
    done = subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")


@pytest.mark.parametrize("name", tree.SCRIPTS)
def test_maintainer_scripts_stop_at_the_first_error_and_never_touch_homes(name):
    text = (tree.FILES / name).read_text(encoding="utf-8")
    assert "\nset -e\n" in text
    assert "/home" not in text
    assert ".local" not in text
    assert "$HOME" not in text


def test_versions_of_usb_drives_go_with_the_package_and_stay_through_upgrades():
    script = (tree.FILES / "postrm").read_text(encoding="utf-8")
    when, removal = re.findall(r"^if (.+); then\n((?:    .+\n)+)fi$", script, re.MULTILINE)[0]
    assert re.findall(r"= (\w+)", when) == ["remove", "purge"]  # "upgrade" is not among them
    assert f"rm -rf /{tree.TOP}/{chosen_version.VERSIONS}\n" in removal


def test_python_of_scripts_is_the_one_depended_on(package):
    root = package[0]
    told = fields((root / "DEBIAN/control").read_text(encoding="utf-8"))
    assert "python3.11" in told["Depends"].split(", ")
    scripts = [root / "DEBIAN" / name for name in tree.SCRIPTS]
    scripts += [root / "usr/bin" / name for name in tree.COMMANDS]
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert "@" not in text.replace('"$@"', "")
        assert set(re.findall(r"python[.\d]*", text)) <= {"python3.11"}


def test_the_menu_entry_speaks_vietnamese_first():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(tree.FILES / "quay-tiep-nhan.desktop", encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["Name"] == "Quầy Tiếp Nhận"
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert entry[key]
        assert entry[f"{key}[en]"]
    assert entry["Exec"] in tree.COMMANDS
    assert entry["Categories"].endswith(";")


def test_the_icon_is_a_square_drawing():
    top = ET.parse(ROOT / "installer/icon.svg").getroot()
    assert top.get("viewBox") == "0 0 256 256"


def test_everything_has_its_place(package):
    there = {path.relative_to(package[0]).as_posix() for path in package[0].rglob("*")}
    for path in (
        "usr/bin/qtn",
        "usr/bin/quay-tiep-nhan",
        "usr/share/applications/quay-tiep-nhan.desktop",
        "usr/share/icons/hicolor/scalable/apps/quay-tiep-nhan.svg",
        "usr/share/man/man1/qtn.1.gz",
        "usr/share/man/vi/man1/qtn.1.gz",
        "usr/share/doc/quay-tiep-nhan/copyright",
        "usr/share/doc/quay-tiep-nhan/changelog.gz",
        "usr/share/doc/quay-tiep-nhan/huong-dan/can-bo-ky-thuat.md",
        "usr/share/doc/quay-tiep-nhan/examples/quay.json",
        "etc/quay-tiep-nhan/DOC-TRUOC.txt",
        "opt/quay-tiep-nhan/start.py",
        "DEBIAN/control",
        "DEBIAN/md5sums",
        "DEBIAN/conffiles",
    ):
        assert path in there, path
    assert not [path for path in there if path.startswith(("home", "var", "root"))]


def test_the_sample_of_a_computers_file_can_be_used():
    plan = read_setup_file(tree.FILES / tree.EXAMPLE)
    assert plan.commune
    assert plan.station
    assert not any(one.secret for one in plan.operators)


def test_modes_are_what_they_must_be(package):
    root = package[0]
    runnable = {f"usr/bin/{name}" for name in tree.COMMANDS}
    runnable |= {f"DEBIAN/{name}" for name in tree.SCRIPTS}
    for file in root.rglob("*"):
        if file.is_file():
            wanted = 0o755 if file.relative_to(root).as_posix() in runnable else 0o644
            assert file.stat().st_mode & 0o777 == wanted, file


def test_conffiles_are_in_the_package(package):
    listed = (package[0] / "DEBIAN/conffiles").read_text(encoding="utf-8").split()
    assert listed == ["/etc/quay-tiep-nhan/DOC-TRUOC.txt"]
    assert all((package[0] / path.lstrip("/")).is_file() for path in listed)


def test_every_file_but_conffiles_has_its_sum(package):
    summed = {
        line.split("  ", 1)[1] for line in (package[0] / "DEBIAN/md5sums").read_text().splitlines()
    }
    files = {
        path.relative_to(package[0]).as_posix()
        for path in package[0].rglob("*")
        if path.is_file() and "DEBIAN" not in path.parts
    }
    assert files - summed == {"etc/quay-tiep-nhan/DOC-TRUOC.txt"}


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_two_builds_are_bit_identical_and_dpkg_reads_them(package, tmp_path):
    files = [tmp_path / f"{number}.deb" for number in (1, 2)]
    for root, file in zip(package, files, strict=True):
        build.pack(root, file, MOMENT, level="1")
    assert files[0].read_bytes() == files[1].read_bytes()
    shown = subprocess.run(
        ["dpkg-deb", "--field", files[0]], capture_output=True, text=True, check=True
    )
    assert fields(shown.stdout)["Version"] == "1.2.3"
    listing = subprocess.run(
        ["dpkg-deb", "--contents", files[0]], capture_output=True, text=True, check=True
    )
    assert all(" root/root " in line for line in listing.stdout.splitlines())


@pytest.mark.parametrize("chosen", ["vi", "en"])
def test_the_manual_names_every_command(chosen):
    page = manpage.manual("1.2.3", MOMENT, chosen)
    names = [name for name, _ in manpage.commands(build_parser())]
    assert "doctor" in names
    for name in names:
        assert f"\n.B {name}\n" in page
    assert page.startswith('.TH QTN 1 "2023-11-14"')
    if shutil.which("groff"):
        done = subprocess.run(
            ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"],
            input=page.encode(),
            capture_output=True,
            check=False,
        )
        assert done.stderr == b""


def test_the_manual_is_packed_without_a_date(package):
    for root in package:
        data = (root / "usr/share/man/man1/qtn.1.gz").read_bytes()
        assert data[4:8] == b"\0\0\0\0"
        assert b"qtn" in gzip.decompress(data)


def test_the_start_file_finds_the_program_beside_it(tmp_path):
    program = tmp_path / "app" / "desktop"
    program.mkdir(parents=True)
    (program / "__init__.py").write_text("")
    (program / "app.py").write_text("import sys\ndef run(a):\n print(sys.argv[0], a)\n return 3\n")
    (program / "common").mkdir()
    choosing = "desktop/common/chosen_version.py"  # which version starts is asked first
    shutil.copyfile(ROOT / choosing, tmp_path / "app" / choosing)
    (tmp_path / "lib").mkdir()
    start = shutil.copyfile(ROOT / "installer/start.py", tmp_path / "start.py")
    flags = ["-I", "-S", "-X", "utf8"]
    done = subprocess.run(
        ["python3", *flags, start, "doctor", "--json"], capture_output=True, text=True, check=False
    )
    assert done.stdout == "qtn ['doctor', '--json']\n"
    assert done.returncode == 3


def test_dev_py_names_what_can_be_built(capsys):
    assert dev.command_build(["commodore"]) == 2
    assert "debian" in capsys.readouterr().out


def test_the_manifest_of_a_tree_covers_the_start_file(package):
    listed = [entry.path for entry in manifest.entries(Path(package[0]) / tree.TOP)]
    assert listed == ["start.py"]
