"""Which checks there are: of a station whose store is open, and of one whose store is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from desktop.backup.keeper import Keeper
from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.common.settings import SCANNER, SCANNER_BAUD, SettingDef
from desktop.diagnostics import keyboard, machine, probes, store_checks
from desktop.diagnostics.views import Check, CheckRow
from desktop.documents.ports import PrinterPort
from desktop.photo.ports import CameraPort
from desktop.security.keystore import KeyStorePort
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store

PRINTER_SECONDS = 5.0
"""A network printer that is switched off may keep the system waiting for half a minute."""
CAMERA_SECONDS = 15.0
STORE_SECONDS = 120.0
"""Every page of a store of some gigabytes is read on an old disk."""
QUICK_SECONDS = 20.0


@dataclass(frozen=True)
class Station:
    """What the checks of a station ask.

    Attributes:
        text: gives a setting in force.
        is_shift_open: whether a shift is open.
        waiting: how many received records are in no batch, and since when the oldest waits.
        further: checks known only further up: screen, fonts of the window.
    """

    profile: Profile
    info: ProfileInfo
    store: Store
    clock: Clock
    keystore: KeyStorePort
    keeper: Keeper
    camera: Callable[[], CameraPort | None]
    printer: Callable[[], PrinterPort]
    text: Callable[[SettingDef], str]
    is_shift_open: Callable[[], bool]
    waiting: Callable[[], tuple[int, datetime | None]]
    further: tuple[Check, ...] = ()


def station_checks(on: Station) -> tuple[Check, ...]:
    """Return the checks of a station whose store is open, in the order they are shown."""
    store = store_checks.StoreChecks(on.profile, on.store, on.clock)
    key = partial(probes.key_row, on.keystore, on.info.profile_id, on.profile)
    backup = partial(probes.backup_row, on.keeper, on.clock, real=not on.info.is_practice)
    opens = Check("store", store.open_row, QUICK_SECONDS, of_morning=True, morning_only=True)
    return (
        opens,
        Check("store", store.store_row, STORE_SECONDS),
        Check("audit", store.trail_row, STORE_SECONDS),
        Check("key", key, QUICK_SECONDS, of_morning=True),
        Check("backup", backup, QUICK_SECONDS, of_morning=True),
        *_devices(on.camera, on.printer, on.text),
        *on.further,
        Check("disk", partial(machine.disk_row, on.profile.folder), of_morning=True),
        Check("clock", store.clock_row, QUICK_SECONDS, of_morning=True),
        *_of_the_day(on),
        Check("versions", machine.versions_row),
    )


def lone_checks(
    profile: Profile,
    problem: UserFacingError | None,
    clock: Clock,
    keystore: KeyStorePort,
    camera: Callable[[], CameraPort | None],
    printer: Callable[[], PrinterPort],
    further: tuple[Check, ...],
) -> tuple[Check, ...]:
    """Return the checks of a machine whose store could not be opened, or was never made."""
    no_store = partial(store_checks.no_store_row, problem)
    lone_clock = partial(store_checks.lone_clock_row, clock)
    return (
        Check("store", no_store, of_morning=True),
        Check("key", partial(probes.keyring_row, keystore), QUICK_SECONDS, of_morning=True),
        *_devices(camera, printer, lambda _: ""),
        *further,
        Check("disk", partial(machine.disk_row, profile.folder), of_morning=True),
        Check("clock", lone_clock, of_morning=True),
        Check("versions", machine.versions_row),
    )


def _devices(
    camera: Callable[[], CameraPort | None],
    printer: Callable[[], PrinterPort],
    text: Callable[[SettingDef], str],
) -> tuple[Check, ...]:
    def scanner() -> CheckRow:
        return keyboard.scanner_row(text(SCANNER), text(SCANNER_BAUD))

    def input_method() -> CheckRow:
        return keyboard.input_method_row(text(SCANNER))

    return (
        Check("camera", partial(probes.camera_row, camera), CAMERA_SECONDS, of_morning=True),
        Check("printer", partial(probes.printer_row, printer), PRINTER_SECONDS, of_morning=True),
        Check("scanner", scanner, QUICK_SECONDS, of_morning=True),
        Check("input_method", input_method, QUICK_SECONDS),
        Check("paper_fonts", probes.paper_fonts_row),
    )


def _of_the_day(on: Station) -> tuple[Check, ...]:
    """Return what is asked before the first applicant only."""
    shift = partial(probes.shift_row, on.is_shift_open)
    unexported = partial(probes.unexported_row, on.waiting, on.clock)
    return tuple(
        Check(name, probe, QUICK_SECONDS, of_morning=True, morning_only=True)
        for name, probe in (
            ("shift", shift),
            ("unexported", unexported),
        )
    )
