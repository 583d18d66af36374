"""The two programs people start: compiled from one source, with icon and version resource."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from installer.console import BuildError
from installer.windows import product
from installer.windows.python_embed import LIBRARY

FILES = Path(__file__).resolve().parent / "files"
COMPILER = "x86_64-w64-mingw32-gcc"
RESOURCES = "x86_64-w64-mingw32-windres"
_ABOUT = {
    product.WINDOW_EXE: "Quầy Tiếp Nhận: thu nhận hồ sơ cấp, đổi thẻ đảng viên",
    product.CONSOLE_EXE: "Quầy Tiếp Nhận: các lệnh cho cán bộ kỹ thuật",
}


def compile_programs(tree: Path, work: Path, version: str, icon: Path, moment: int) -> None:
    """Put both programs into the top of a tree.

    Args:
        tree: where they go.
        work: folder for what lies between.
        version: of the product.
        icon: the icon file.
        moment: seconds since 1970 that stand in the programs instead of now.

    Raises:
        BuildError: the compiler says no.
    """
    work.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment), "TZ": "UTC"}
    for name in (product.WINDOW_EXE, product.CONSOLE_EXE):
        script, compiled = work / f"{name}.rc", work / f"{name}.o"
        script.write_text(resource_script(name, version, icon), encoding="utf-8")
        _run([RESOURCES, "--codepage=65001", "-i", str(script), "-o", str(compiled)], environment)
        console = name == product.CONSOLE_EXE
        _run(
            [
                *(COMPILER, "-std=c11", "-Os", "-s", "-Wall", "-Wextra", "-Werror", "-municode"),
                *(("-DCONSOLE", "-mconsole") if console else ("-mwindows",)),
                f'-DPYTHON_DLL=L"{LIBRARY}"',
                f'-DTITLE="{product.TITLE}"',
                *("-Wl,--no-insert-timestamp", "-Wl,--dynamicbase,--nxcompat,--high-entropy-va"),
                *("-o", str(tree / name), str(FILES / "launcher.c"), str(compiled)),
            ],
            environment,
        )


def resource_script(name: str, version: str, icon: Path) -> str:
    """Return the resources of a program: icon, manifest, version in Vietnamese (0x042A)."""
    numbers = product.four_numbers(version).replace(".", ",")
    values = {
        "CompanyName": product.PUBLISHER,
        "FileDescription": _ABOUT[name],
        "FileVersion": version,
        "InternalName": name.removesuffix(".exe"),
        "LegalCopyright": "MIT",
        "OriginalFilename": name,
        "ProductName": product.TITLE,
        "ProductVersion": version,
    }
    lines = "\n".join(f'      VALUE "{key}", "{value}\\0"' for key, value in values.items())
    return f"""#pragma code_page(65001)
1 ICON "{icon}"
1 24 "{FILES / "program.manifest"}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
FILEFLAGSMASK 0x3f
FILEOS 0x40004
FILETYPE 1
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "042A04B0"
    BEGIN
{lines}
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x042A, 0x04B0
  END
END
"""


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"{command[0]}: {done.stderr.strip()}")
