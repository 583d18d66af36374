"""The icon of the programs: the drawing of the product in the sizes Windows asks for."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

from installer.console import BuildError
from installer.target import ROOT

DRAWING = ROOT / "installer" / "icon.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
app = QGuiApplication([])
drawing, folder = QSvgRenderer(sys.argv[1]), Path(sys.argv[2])
for size in map(int, sys.argv[3:]):
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    image.save(str(folder / f"{size}.png"))
"""


def make_icon(folder: Path) -> Path:
    """Paint the drawing in a process of its own and return the icon file.

    Raises:
        BuildError: it cannot be painted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", _PAINT, str(DRAWING), str(folder), *map(str, SIZES)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"The icon could not be painted: {done.stderr.strip()}")
    file = folder / "program.ico"
    file.write_bytes(packed({size: (folder / f"{size}.png").read_bytes() for size in SIZES}))
    return file


def packed(pictures: dict[int, bytes]) -> bytes:
    """Return an icon file of PNG pictures by their side in pixels (Windows Vista and later)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(head) + 16 * len(pictures)
    table = b""
    for size, data in pictures.items():
        side = size % 256  # 0 stands for 256
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return head + table + b"".join(pictures.values())
