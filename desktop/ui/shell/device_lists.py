"""Cameras, scanners and printers that can be chosen; asked off the GUI thread: drivers may hang."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr

if TYPE_CHECKING:
    from desktop.identity.serial_scanner import SerialPort

PRINTER_SECONDS = 5.0
"""A network printer that is switched off may hold up the list for half a minute."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Devices:
    """What was found; `advice` says what to do when the printers did not answer."""

    cameras: Choices
    printers: Choices
    scanners: Choices
    advice: str = ""


def find_devices(camera: str, printer: str, scanner: str = "") -> Devices:
    """Return (value, words) of what can be chosen; the present choices are always among them."""
    from desktop.identity.serial_scanner import list_ports  # noqa: PLC0415
    from desktop.photo.cameras import camera_choices, camera_name  # noqa: PLC0415 - only here
    from desktop.ui.documents.qt_printer import printer_names  # noqa: PLC0415

    advice = ""
    try:
        names = printer_names(PRINTER_SECONDS)
    except UserFacingError as error:
        names, advice = [], f"{error.title} {error.advice}"
    try:
        cameras = camera_choices(camera)
    except UserFacingError as error:
        cameras = _with(camera, [("", tr("Tự chọn"))], camera_name(camera))
        advice = f"{advice} {error.title}. {error.advice}".strip()
    return Devices(
        cameras=cameras,
        scanners=_with(
            scanner, [("", tr("Không dùng")), *_ports_of(list_ports)], tr("Máy quét đã chọn")
        ),
        printers=_with(printer, [("", tr("Máy in mặc định")), *((n, n) for n in names)], printer),
        advice=advice,
    )


def _ports_of(list_ports: Callable[[], list[SerialPort]]) -> Choices:
    """Return the serial ports; none when the system cannot list them."""
    try:
        return [(one.id, one.name) for one in list_ports()]
    except OSError:
        return []


def _with(chosen: str, choices: Choices, name: str) -> Choices:
    """Keep a device that is not there now: it may be switched off."""
    if chosen in {value for value, _ in choices}:
        return choices
    return [*choices, (chosen, tr("{name} (chưa thấy)").format(name=name))]
