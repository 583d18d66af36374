"""The MSI: its source from the same table and tree, wixl, and the rows wixl cannot write."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import time
import xml.etree.ElementTree as ET
from pathlib import Path, PurePosixPath

from installer.console import BuildError
from installer.windows import product
from installer.windows.nsis import listed

_SPACE = "http://schemas.microsoft.com/wix/2006/wi"
_TOP = "INSTALLDIR"
_SHARED = "SHAREDDIR"
_SINCE_1601 = 11_644_473_600
"""Seconds from 1601 to 1970."""

_STAMP = re.compile(rb"\x40\x00\x00\x00(.{8})", re.DOTALL)
"""A value of the kind FILETIME in a property set."""

_RUN_AS_SYSTEM = 34 + 64 + 1024 + 2048
"""Of a custom action: a command line, no matter what comes of it, deferred, as the system."""

_KEPT = "KeptFolder"
"""The component whose folder the configuration is copied to."""


def make_msi(
    tree: Path, out: Path, work: Path, version: str, icon: Path, tree_sha256: str, moment: int
) -> None:
    """Pack a tree into an MSI.

    Args:
        tree: the sealed tree.
        out: the file.
        work: folder for what lies between.
        version: of the product.
        icon: the icon file.
        tree_sha256: hash of the tree, which makes the identity of the file.
        moment: seconds since 1970 that stand in the file instead of now.

    Raises:
        BuildError: a tool says no.
    """
    work.mkdir(parents=True, exist_ok=True)
    source = work / "product.wxs"
    relative = Path(os.path.relpath(tree, work))  # wixl crashes on absolute sources
    text = source_text(listed(tree), relative, version, os.path.relpath(icon, work))
    source.write_bytes(text)
    out.unlink(missing_ok=True)
    _run(["wixl", "-a", "x64", "-o", str(out), source.name], work)
    for name, table in extra_tables().items():
        file = work / f"{name}.idt"
        file.write_text(table, encoding="ascii", newline="\r\n")
        _run(["msibuild", str(out), "-i", file.name], work)
    for query in extra_rows():
        _run(["msibuild", str(out), "-q", query], work)
    code = "{" + product.package_code(version, tree_sha256) + "}"
    _run(
        ["msibuild", str(out), "-s", product.PLAIN_TITLE, product.PUBLISHER, "x64;1033", code], work
    )
    out.write_bytes(dated(out.read_bytes(), moment))


def dated(data: bytes, moment: int) -> bytes:
    """Return an MSI whose two time stamps (made, saved) are another moment than now.

    Raises:
        BuildError: there are not exactly two.
    """
    now = time.time()
    found = [
        match.start(1)
        for match in _STAMP.finditer(data)
        if abs(_seconds(match.group(1)) - now) < 86_400
    ]
    if len(found) != 2:
        raise BuildError(f"{len(found)} time stamps in the MSI instead of two")
    changed = bytearray(data)
    for at in found:
        changed[at : at + 8] = ((moment + _SINCE_1601) * 10_000_000).to_bytes(8, "little")
    return bytes(changed)


def _seconds(stamp: bytes) -> float:
    """Return a FILETIME (100 ns since 1601) as seconds since 1970."""
    return int.from_bytes(stamp, "little") / 10_000_000 - _SINCE_1601


def source_text(files: list[str], tree: Path, version: str, icon: str) -> bytes:
    """Return the WiX source.

    Raises:
        BuildError: a name has a letter of three bytes, on which wixl crashes.
    """
    wix = ET.Element("Wix", xmlns=_SPACE)
    made = ET.SubElement(
        wix,
        "Product",
        Id=product.product_code(version),
        Name=product.PLAIN_TITLE,
        Version=".".join(product.four_numbers(version).split(".")[:3]),
        Manufacturer=product.PUBLISHER,
        UpgradeCode=product.UPGRADE_CODE,
        Language="1033",
    )
    ET.SubElement(
        made,
        "Package",
        InstallerVersion="500",
        Compressed="yes",
        InstallScope="perMachine",
        Platform="x64",
        Description=f"{product.PLAIN_TITLE} {version}",
    )
    ET.SubElement(made, "Media", Id="1", Cabinet="program.cab", EmbedCab="yes")
    ET.SubElement(made, "MajorUpgrade", DowngradeErrorMessage="A newer version is installed.")
    ET.SubElement(made, "Icon", Id="program.ico", SourceFile=icon)
    ET.SubElement(made, "Property", Id="ARPPRODUCTICON", Value="program.ico")
    ET.SubElement(made, "Property", Id="ARPNOMODIFY", Value="1")
    # Windows Installer itself calls every Windows since 8.1 build 9600.
    _search(
        made, "WINDOWSNUMBER", r"SOFTWARE\Microsoft\Windows NT\CurrentVersion", "CurrentBuildNumber"
    )
    _search(made, "OTHERKIND", f"Software\\{product.KEY}", "Kind")
    components = _places(made, files, tree)
    feature = ET.SubElement(made, "Feature", Id="Program", Level="1", Title=product.PLAIN_TITLE)
    for name in components:
        ET.SubElement(feature, "ComponentRef", Id=name)
    ET.indent(wix)
    text = ET.tostring(wix, encoding="unicode")
    data = f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()
    if any(byte >= 0xE0 for byte in data):
        raise BuildError("wixl crashes on letters that take three bytes in UTF-8.")
    return data


def _places(made: ET.Element, files: list[str], tree: Path) -> list[str]:
    """Put every folder, file, shortcut and registry value in; return the components."""
    target = ET.SubElement(made, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = ET.SubElement(target, "Directory", Id="ProgramFiles64Folder")
    top = ET.SubElement(programs, "Directory", Id=_TOP, Name=product.FOLDER)
    folders = {PurePosixPath(): top}
    components = [_file(_folder(folders, name), name, tree) for name in files]
    menu = ET.SubElement(target, "Directory", Id="ProgramMenuFolder")
    desktop = ET.SubElement(target, "Directory", Id="DesktopFolder")
    components += [_shortcut(menu, "MenuShortcut"), _shortcut(desktop, "DesktopShortcut")]
    shared = ET.SubElement(target, "Directory", Id="CommonAppDataFolder")
    kept = ET.SubElement(shared, "Directory", Id=_SHARED, Name=product.SHARED_FOLDER)
    component = ET.SubElement(
        kept, "Component", Id=_KEPT, Guid=product.component_code(_KEPT), Win64="yes"
    )
    ET.SubElement(component, "CreateFolder")
    _value(component, "Kind", "msi", is_key=True)
    _value(component, "InstallDir", f"[{_TOP}]")
    _value(component, "Version", "[ProductVersion]")
    return [*components, _KEPT]


def _search(made: ET.Element, name: str, key: str, value: str) -> None:
    found = ET.SubElement(made, "Property", Id=name)
    ET.SubElement(
        found, "RegistrySearch", Id=f"Find{name}", Root="HKLM", Key=key, Name=value, Type="raw"
    ).set("Win64", "yes")


def _value(component: ET.Element, name: str, value: str, *, is_key: bool = False) -> None:
    ET.SubElement(
        component,
        "RegistryValue",
        Root="HKLM",
        Key=f"Software\\{product.KEY}",
        Name=name,
        Type="string",
        Value=value,
        KeyPath="yes" if is_key else "no",
    )


def _folder(folders: dict[PurePosixPath, ET.Element], name: str) -> ET.Element:
    path = PurePosixPath(name).parent
    for place in (*reversed(path.parents), path):
        if place not in folders:
            folders[place] = ET.SubElement(
                folders[place.parent], "Directory", Id=_identity("d", str(place)), Name=place.name
            )
    return folders[path]


def _file(folder: ET.Element, name: str, tree: Path) -> str:
    identity = _identity("c", name)
    component = ET.SubElement(
        folder, "Component", Id=identity, Guid=product.component_code(name), Win64="yes"
    )
    ET.SubElement(
        component,
        "File",
        Id=_identity("f", name),
        Name=PurePosixPath(name).name,
        Source=(tree / name).as_posix(),
        KeyPath="yes",
    )
    return identity


def _shortcut(folder: ET.Element, name: str) -> str:
    component = ET.SubElement(
        folder, "Component", Id=name, Guid=product.component_code(name), Win64="yes"
    )
    ET.SubElement(
        component,
        "Shortcut",
        Id=f"{name}Link",
        Name=product.PLAIN_TITLE,
        Target=f"[{_TOP}]{product.WINDOW_EXE}",
        WorkingDirectory=_TOP,
    )
    _value(component, name, "1", is_key=True)
    return name


def _identity(kind: str, path: str) -> str:
    """Return a name for a row: letters and digits only, the same in every build."""
    return kind + hashlib.sha256(path.encode()).hexdigest()[:24]


def extra_tables() -> dict[str, str]:
    """Return tables wixl does not know, in the format of `msibuild -i`.

    MoveFile copies the configuration and the province's keys from beside the MSI (or from
    CONFIGDIR) before the files are installed; MsiLockPermissionsEx lets only administrators
    write where they go; RemoveUpdates takes away what updates from USB drives laid there.
    """
    move = [
        "FileKey\tComponent_\tSourceName\tDestName\tSourceFolder\tDestFolder\tOptions",
        "s72\ts72\tL255\tL255\tS72\ts72\ti2",
        "MoveFile\tFileKey",
        f"TakeConfig\t{_KEPT}\t{product.CONFIG}\t\tCONFIGDIR\t{_SHARED}\t0",
        f"TakeKeys\t{_KEPT}\t*.qtp\t\tCONFIGDIR\t{_SHARED}\t0",
    ]
    locked = [
        "MsiLockPermissionsEx\tLockObject\tTable\tSDDLText\tCondition",
        "s72\ts72\ts32\ts0\tS255",
        "MsiLockPermissionsEx\tMsiLockPermissionsEx",
        f"LockShared\t{_SHARED}\tCreateFolder\t{product.ONLY_ADMINISTRATORS_WRITE}\t",
    ]
    # An MSI itself removes folders only by the names of their files, which it does not know here.
    remove = f'"[System64Folder]cmd.exe" /d /c rmdir /s /q "[{_TOP}]{product.UPDATES}"'
    custom = [
        "Action\tType\tSource\tTarget",
        "s72\ti2\tS72\tS255",
        "CustomAction\tAction",
        "ChooseConfig\t51\tCONFIGDIR\t[SourceDir]",
        f"RemoveUpdates\t{_RUN_AS_SYSTEM}\t{_TOP}\t{remove}",
    ]
    return {
        "MoveFile": "\n".join(move) + "\n",
        "MsiLockPermissionsEx": "\n".join(locked) + "\n",
        "CustomAction": "\n".join(custom) + "\n",
    }


def extra_rows() -> list[str]:
    """Return statements for rows of tables that are there."""
    steps = (
        ("ResolveSource", "NOT Installed", 850),
        ("ChooseConfig", "NOT Installed AND NOT CONFIGDIR", 860),
        ("MoveFiles", "", 3800),
        ("RemoveUpdates", 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE', 3450),
    )
    rows = [_row("InstallExecuteSequence", Action=n, Condition=c, Sequence=s) for n, c, s in steps]
    said = f"Windows 10 1809 (64 bit, build {product.LEAST_BUILD}) or later is needed."
    other = (
        "This computer has the program from its setup.exe. Upgrade with that, or remove it first."
    )
    conditions = (
        (f"Installed OR WINDOWSNUMBER >= {product.LEAST_BUILD}", said),
        ('Installed OR NOT (OTHERKIND = "exe")', other),
    )
    rows += [_row("LaunchCondition", Condition=one, Description=words) for one, words in conditions]
    return rows


def _row(table: str, **fields: str | int) -> str:
    """Return a statement of Windows Installer's own SQL, which takes no parameters here."""
    names = ", ".join(f"`{name}`" for name in fields)
    values = ", ".join(f"{v}" if isinstance(v, int) else f"'{v}'" for v in fields.values())
    return f"INSERT INTO `{table}` ({names}) VALUES ({values})"  # noqa: S608 - our own constants


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr).strip()[-2000:]
        raise BuildError(f"{command[0]} ({done.returncode}): {said}")
