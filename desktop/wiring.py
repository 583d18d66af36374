"""Wires one station's services together; the only place that knows every adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import makers
from desktop.backup import rescue
from desktop.backup.keeper import Keeper
from desktop.backup.views import Restored
from desktop.batch.drives import ListDrives, no_drives
from desktop.batch.service import BatchService
from desktop.common.clock import Clock, SystemClock
from desktop.common.errors import NotAllowedError, UserFacingError
from desktop.common.i18n import tr
from desktop.common.machine_file import machine_file
from desktop.common.settings import (
    PHOTO_PROFILE,
    PRINTER,
)
from desktop.diagnostics.bundling import Bundler
from desktop.diagnostics.service import DiagnosticsService
from desktop.diagnostics.station import Station, lone_checks, station_checks
from desktop.diagnostics.views import Check
from desktop.documents.ports import PrinterPort
from desktop.documents.printers import CupsPrinter, NoPrinter, cups_names
from desktop.field.bundle import Field
from desktop.field.copies.opening import open_either
from desktop.field.field_kits import FieldKits
from desktop.field.kits.leases import require_free
from desktop.field.visits.settling import settle_visits
from desktop.identity.qr_image import read_qr
from desktop.intake.card_answers import CardAnswers
from desktop.intake.confirmation import ConfirmationService
from desktop.intake.reception import ReceptionService
from desktop.intake.service import IntakeService
from desktop.photo.camera_list import list_cameras
from desktop.photo.cameras import first_camera
from desktop.photo.chosen_camera import camera_maker
from desktop.photo.ports import CameraPort
from desktop.photo.profile import load_profile
from desktop.photo.service import PhotoStudio
from desktop.province.desk import Desk, open_desk
from desktop.roster.eligibility.service import EligibilityService
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.service import RosterService
from desktop.security.keystore import KeyStorePort, OsKeyring
from desktop.security.preferences import Preferences
from desktop.security.recovery import read_code_file
from desktop.security.service import SecurityService
from desktop.security.setup import open_store
from desktop.services import Services
from desktop.shifts.bundle import Shifts
from desktop.shifts.service import ShiftService
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store
from desktop.ui.shell.launch import NewStation, Prepared

if TYPE_CHECKING:
    from desktop.cli.init_file import SetupPlan

_PICTURES = {".png", ".jpg", ".jpeg", ".bmp", ".webp"}


@dataclass(frozen=True)
class Adapters:
    """The outside world of one process; tests and practice give others.

    Attributes:
        keystore: where the store key lies.
        clock: where the time comes from.
        camera: None takes the chosen device; else a maker of the camera to use.
        printer: given the chosen printer's name, returns the printer.
        probes: further rows of the diagnostics (screen, fonts of the window).
        drives: lists the drives that can be taken out.
        printers: lists the printers of the system.
    """

    keystore: KeyStorePort = field(default_factory=OsKeyring)
    clock: Clock = field(default_factory=SystemClock)
    camera: Callable[[], CameraPort | None] | None = None
    printer: Callable[[str], PrinterPort] | None = None
    probes: tuple[Check, ...] = ()
    drives: ListDrives = no_drives
    printers: Callable[[], list[str]] = cups_names


def unlock_code(file: Path | str | None) -> str | None:
    """Read the recovery code from a text file or from a picture of its QR code.

    Args:
        file: the file; text that is no path is a code as somebody typed it.

    Raises:
        UserFacingError: there is no code in the file.
    """
    if file is None or isinstance(file, str):
        return file
    if file.suffix.lower() in _PICTURES:
        found = read_qr(file)
        if found:
            return found
    return read_code_file(file)


def open_services(
    folder: Path, unlock_with: Path | str | None = None, adapters: Adapters | None = None
) -> Services:
    """Open a profile and wire its services.

    Raises:
        UserFacingError: the profile, its key or its store cannot be opened.
    """
    outside = adapters or Adapters()
    profile = Profile(folder)
    info = profile.read_info()
    own = open_store(profile, outside.keystore, unlock_code(unlock_with), outside.clock)
    if info.server is None:
        return _at_work(_wired(profile, info, own, own, outside))
    try:
        store, brought = open_either(own, folder, info, outside.clock)
    except BaseException:
        own.close()
        raise
    services = _wired(profile, info, own, store, outside)
    services.copy.brought = brought
    return _at_work(services)


def _at_work(services: Services) -> Services:
    """Put the seat before the services and mark that this program has the store open."""
    try:
        services.guard().updates.come()
    except BaseException:
        services.close()
        raise
    return services


def open_province(
    folder: Path, unlock_with: Path | str | None = None, adapters: Adapters | None = None
) -> Desk:
    """Open the profile of a provincial desk, and its server if it has one.

    Raises:
        UserFacingError: the profile is a counter's, or it or its server cannot be opened.
    """
    outside = adapters or Adapters()
    return open_desk(Profile(folder), outside.keystore, unlock_code(unlock_with), outside.clock)


def _wired(
    profile: Profile, info: ProfileInfo, own: Store, store: Store, outside: Adapters
) -> Services:
    """Return the use cases of an opened store, which is the counter's own or its office's."""
    clock, preferences = outside.clock, Preferences(store, outside.clock)
    security, roster = SecurityService(store, clock), RosterService(store, clock)
    sources, register = makers.other_sources(store, clock, roster.forget_index)
    batch = makers.batch_service(store, clock, preferences)
    intake = IntakeService(store, clock, roster, require_free)
    printer = partial(_printer, preferences, outside.printer)
    camera = camera_maker(preferences, outside.camera, is_practice=info.is_practice)
    keeper = makers.keeper_of(own, profile, info, clock, preferences)
    people = makers.people_services(store, clock, profile)
    return Services(
        profile=profile,
        info=info,
        clock=clock,
        own=own,
        store=store,
        preferences=preferences,
        security=security,
        **people,
        roster=roster,
        imports=makers.imports_service(store, clock, roster, security),
        people=RosterPeople(store, clock, on_change=roster.forget_index),
        sources=sources,
        register=register,
        confirmation=ConfirmationService(store, clock, preferences, sources, register),
        **makers.tree_services(store, clock, roster),
        eligibility=EligibilityService(store, clock, on_change=roster.forget_index),
        intake=intake,
        card_answers=CardAnswers(store, clock, roster, intake),
        reception=ReceptionService(store, clock, intake, settle_visits),
        field=Field.of(store, clock, preferences, intake),
        **makers.record_services(store, clock, preferences),
        batch=batch,
        copy=makers.copy_service(own, store, profile, info, clock),
        kits=FieldKits.of(store, clock, roster.forget_index, people["login"].vouch),
        **makers.sending_services(store, clock, preferences),
        **makers.loop_services(store, clock, preferences, roster),
        **makers.campaign_services(store, clock, preferences, info, roster, keeper),
        shifts=Shifts.of(store, clock, preferences, keeper.backups, batch.none_leaving),
        studio=PhotoStudio(load_profile(preferences.text(PHOTO_PROFILE))),
        **makers.keeping_services(store, clock, preferences, keeper, (profile, own)),
        diagnostics=_diagnostics(
            info, keeper, batch, preferences, camera, printer, outside, on=(profile, store)
        ),
        make_camera=camera,
        printer=printer,
        drives=outside.drives,
    )


def _diagnostics(
    info: ProfileInfo,
    keeper: Keeper,
    batch: BatchService,
    preferences: Preferences,
    camera: Callable[[], CameraPort | None],
    printer: Callable[[], PrinterPort],
    outside: Adapters,
    *,
    on: tuple[Profile, Store],
) -> DiagnosticsService:
    """Return the checks of the store and of what lies beside it."""
    profile, store = on
    clock = outside.clock
    shifts = ShiftService(store, clock, keeper.backups)

    def waiting() -> tuple[int, datetime | None]:
        found = batch.waiting()
        return found.count, found.oldest

    station = Station(
        profile=profile,
        info=info,
        store=store,
        clock=clock,
        keystore=outside.keystore,
        keeper=keeper,
        camera=camera,
        printer=printer,
        text=preferences.text,
        is_shift_open=lambda: shifts.current() is not None,
        waiting=waiting,
        further=outside.probes,
    )
    bundler = Bundler(profile, clock, info, store, preferences.get, _lists(outside))
    return DiagnosticsService(station_checks(station), bundler, practice=info.is_practice)


@contextmanager
def open_diagnostics(
    folder: Path, unlock_with: Path | None = None, adapters: Adapters | None = None
) -> Iterator[DiagnosticsService]:
    """Give the checks; a store that cannot be opened becomes a row like any other trouble."""
    outside = adapters or Adapters()
    try:
        services = open_services(folder, unlock_with, outside)
    except UserFacingError as error:
        profile = Profile(folder)
        checks = lone_checks(
            profile,
            error,
            outside.clock,
            outside.keystore,
            outside.camera or first_camera,
            partial(outside.printer or _system_printer, ""),
            outside.probes,
        )
        yield DiagnosticsService(checks, Bundler(profile, outside.clock, lists=_lists(outside)))
        return
    try:
        yield services.diagnostics
    finally:
        services.close()


def _lists(outside: Adapters) -> dict[str, Callable[[], list[str]]]:
    """Return how to ask which devices this computer has."""
    return {
        "cameras": lambda: [one.name for one in list_cameras()],
        "printers": outside.printers,
    }


def _printer(preferences: Preferences, given: Callable[[str], PrinterPort] | None) -> PrinterPort:
    return (given or _system_printer)(preferences.text(PRINTER))


def _system_printer(name: str) -> PrinterPort:
    return CupsPrinter(name) if CupsPrinter.available() else NoPrinter()


def restore_station(
    folder: Path,
    source: Path,
    code: str | Path,
    last_receipt: int | None,
    adapters: Adapters | None = None,
) -> Restored:
    """Make a profile from a backup or a twin copy, as the page for it asks.

    Raises:
        UserFacingError: the copy or the code is wrong, or the folder is in use.
    """
    outside = adapters or Adapters()
    return rescue.restore(
        source,
        folder,
        code=unlock_code(code),
        keystore=outside.keystore,
        clock=outside.clock,
        known_numbers={} if last_receipt is None else {"receipt": last_receipt},
    )


def create_station(
    folder: Path,
    station: NewStation,
    adapters: Adapters | None = None,
    plan: SetupPlan | None = None,
) -> tuple[tuple[str, str], ...]:
    """Make a profile and its people, as the first-start page asks.

    Args:
        folder: where.
        station: the answers; they win over the plan.
        adapters: the outside world.
        plan: what IT laid down for this computer: more people, settings, keys of the province.

    Returns:
        (name, PIN) of people whose PIN the program made.

    Raises:
        UserFacingError: a code does not fit, there is no keyring, or the folder is in use.
    """
    # Once in the life of a station; every start would pay for the papers otherwise.
    from desktop.cli.init_file import SetupPlan  # noqa: PLC0415
    from desktop.cli.init_station import make_station  # noqa: PLC0415

    outside = adapters or Adapters()
    wanted = replace(
        plan or SetupPlan("", "", "", None, None, (), (), ()),
        commune=station.commune_code,
        commune_name=station.commune_name,
        station=station.station_code,
        recovery=station.recovery_file,
    )
    first = (station.operator_name, station.operator_pin)
    made = make_station(
        wanted, Profile(folder), outside.keystore, outside.clock, actor="setup", first=first
    )
    return made.first_pins


def machine_plan() -> SetupPlan | None:
    """Return what IT laid down for this computer, None if nothing.

    Raises:
        SetupFileError: the file has mistakes; all of them are named.
        InputFileError: it cannot be read.
    """
    from desktop.cli.init_file import read_setup_file  # noqa: PLC0415 - as above

    file = machine_file()
    if not file.is_file():
        return None
    return read_setup_file(file, needs_station=False, makes_now=False)


def prepared_station() -> Prepared | None:
    """Return the same for the first-start page.

    Raises:
        UserFacingError: as for `machine_plan`.
    """
    from desktop.security.access.words import role_words  # noqa: PLC0415 - as above

    plan = machine_plan()
    if plan is None:
        return None
    return Prepared(
        commune_code=plan.commune,
        commune_name=plan.commune_name,
        station_code=plan.station,
        recovery_file=plan.recovery,
        people=tuple(f"{one.name}, {role_words(one.role)}" for one in plan.operators),
        provinces=tuple(f"{one.name}: {one.fingerprint}" for one in plan.provinces),
    )


def mended_file() -> NotAllowedError:
    """Return what to say when the file of this computer names another folder than at the start."""
    return NotAllowedError(
        tr("Tệp cấu hình của máy này vừa được sửa."),
        tr("Đóng rồi mở lại chương trình để dùng thư mục dữ liệu ghi trong tệp."),
        code="QTN-661",
    )
