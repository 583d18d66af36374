"""From the names of the pages about the machine itself to their classes; see `routes.py`."""

# ruff: noqa: PLC0415 - each module is imported when first needed

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.ui.context import PageName

PageMaker = Callable[..., Any]
"""A page class; all are made as `SomePage(context)`."""


def _clock() -> PageMaker:
    from desktop.ui.security.clock_page import ClockPage

    return ClockPage


def _doctor() -> PageMaker:
    from desktop.ui.diagnostics.doctor_page import DoctorPage

    return DoctorPage


def _update() -> PageMaker:
    from desktop.ui.diagnostics.update_page import UpdatePage

    return UpdatePage


def _morning() -> PageMaker:
    from desktop.ui.diagnostics.morning_page import MorningPage

    return MorningPage


def _backup() -> PageMaker:
    from desktop.ui.backup.backup_page import BackupPage

    return BackupPage


def _camera() -> PageMaker:
    from desktop.ui.photo.camera_page import CameraPage

    return CameraPage


MACHINE_ROUTES: dict[PageName, Callable[[], PageMaker]] = {
    PageName.CLOCK: _clock,
    PageName.DOCTOR: _doctor,
    PageName.UPDATE: _update,
    PageName.MORNING: _morning,
    PageName.BACKUP: _backup,
    PageName.CAMERA: _camera,
}
"""Pages of the machine: its check, its updates, its clock, its copies, its camera."""
