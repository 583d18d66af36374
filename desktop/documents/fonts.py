"""The three paper fonts and the one for codes, registered once per process."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

REGULAR = "Tinos-Regular"
BOLD = "Tinos-Bold"
ITALIC = "Tinos-Italic"
CODE = "NotoSans-SemiBold"  # zero and O, one and l are told apart

_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
cutting = threading.Lock()  # one document at a time may cut its subsets
_lock = threading.Lock()
_known: dict[str, Any] = {}


def _registered(name: str) -> Any:
    # Start-up must not pay for ReportLab; papers are made long after the window is there.
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - heavy, see above
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 - heavy, see above

    # asciiReadable would embed all of ASCII with every font; the ToUnicode map serves readers.
    font = TTFont(name, str(_FOLDER / f"{name}.ttf"), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


def font(name: str) -> Any:
    """Return a registered ReportLab font; registering costs about 4 ms and happens once."""
    known = _known.get(name)
    if known is None:
        with _lock:
            known = _known[name] = _registered(name)
    return known


def width(text: str, name: str, size: float) -> float:
    """Return the width of a text in points."""
    return float(font(name).stringWidth(text, size))
