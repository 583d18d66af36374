"""Checks of what types: the card scanner that was chosen, and the input method in its way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable

import psutil

from desktop.common.i18n import tr
from desktop.diagnostics.views import CheckRow, Fact, Verdict
from desktop.diagnostics.words import label_of
from desktop.identity.serial_scanner import SerialPort, list_ports

_LAYOUT_SECONDS = 2.0
_CHANGES = {
    "unikeynt": "UniKey",
    "unikey": "UniKey",
    "evkey": "EVKey",
    "evkey32": "EVKey",
    "evkey64": "EVKey",
    "gotiengviet": "GoTiengViet",
    "winvnkey": "WinVNKey",
    "vpskeys": "VPSKeys",
    "openkey": "OpenKey",
    "openkey64": "OpenKey",
    "ibus-engine-unikey": "ibus-unikey",
    "ibus-engine-bamboo": "ibus-bamboo",
    "fcitx5": "fcitx5",
    "fcitx": "fcitx",
}
"""Programs that turn typed keys into Vietnamese letters, by the name of their process."""


def scanner_row(
    chosen: str, baud: str, ports: Callable[[], list[SerialPort]] = list_ports
) -> CheckRow:
    """Is the serial scanner that was chosen there? Without one the scanner types."""
    label = label_of("scanner")
    found = {port.id: port.name for port in ports()}
    facts: dict[str, Fact] = {"mode": "serial" if chosen else "keys", "ports": len(found)}
    if not chosen:
        value = tr("gõ phím; quét thử ở trang Kiểm tra máy để biết chữ có hỏng không")
        return CheckRow("scanner", label, value, Verdict.OK, "", facts)
    facts["present"] = chosen in found
    if chosen in found:
        name = found[chosen]
        value = tr("{name}, cổng COM, {baud} baud").format(name=name, baud=baud)
        return CheckRow("scanner", label, value, Verdict.OK, "", facts, (name,))
    value = tr("chưa thấy máy quét COM đã chọn")
    advice = tr("Rút dây máy quét rồi cắm lại, hoặc chọn lại cổng ở Cài đặt.")
    return CheckRow("scanner", label, value, Verdict.LOOK, advice, facts)


def input_method_row(
    serial: str, names: Callable[[], Iterable[str]] | None = None, layout: str | None = None
) -> CheckRow:
    """Does a program change what a scanner types?

    Args:
        serial: the serial scanner that was chosen; no input method reaches that.
        names: gives the names of running processes; the system is asked when not given.
        layout: the keyboard layout; the system is asked when not given.
    """
    running = changing(process_names() if names is None else names())
    keys = keyboard_layout() if layout is None else layout
    facts: dict[str, Fact] = {"running": " ".join(running), "layout": keys}
    label, parts = label_of("input_method"), []
    if running:
        parts.append(tr("{names} đang chạy").format(names=", ".join(running)))
    else:
        parts.append(tr("không có bộ gõ nào đang chạy"))
    if keys:
        parts.append(tr("bàn phím {layout}").format(layout=keys))
    value = ", ".join(parts)
    if running and not serial:
        advice = tr("Tắt bộ gõ khi quét thẻ (Ctrl+Shift), hoặc để máy quét ở chế độ COM.")
        return CheckRow("input_method", label, value, Verdict.LOOK, advice, facts)
    return CheckRow("input_method", label, value, Verdict.OK, "", facts)


def changing(names: Iterable[str]) -> list[str]:
    """Return the Vietnamese input methods among the names of processes, each once."""
    bare = (name.lower().removesuffix(".exe") for name in names)
    return sorted({_CHANGES[name] for name in bare if name in _CHANGES})


def process_names() -> list[str]:
    """Return the names of the running processes, without paths, arguments or owners."""
    return [str(one.info["name"] or "") for one in psutil.process_iter(["name"])]


def keyboard_layout() -> str:
    """Return the layout of the keyboard as the system calls it, "" when it cannot be asked."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone

        return f"{ctypes.windll.user32.GetKeyboardLayout(0) & 0xFFFF:04X}"
    if not os.environ.get("DISPLAY") or shutil.which("setxkbmap") is None:
        return ""
    try:
        said = subprocess.run(
            ["setxkbmap", "-query"],
            capture_output=True,
            text=True,
            timeout=_LAYOUT_SECONDS,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    return found.get("layout", "").strip()
