"""Which serial port is chosen; apart from the listener, so that asking loads no library."""

from __future__ import annotations

from collections.abc import Callable

from desktop.common.settings import SCANNER, SCANNER_BAUD, SettingDef


def serial_choice(text: Callable[[SettingDef], str]) -> tuple[str, int]:
    """Return (port id, baud rate) as set; an empty id means that no serial scanner is used.

    Args:
        text: gives a setting; it may read the store, so this is for a worker thread.
    """
    return text(SCANNER), int(text(SCANNER_BAUD))
