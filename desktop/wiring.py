"""Wires one station's services together; the only place that knows every adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from desktop.backup import rescue
from desktop.backup.keeper import Keeper
from desktop.backup.service import BackupService
from desktop.backup.twin import TwinCopy
from desktop.backup.views import Restored
from desktop.batch.answering.service import AnswerService
from desktop.batch.board.service import BoardService
from desktop.batch.card_report.service import CardReportService
from desktop.batch.copies import CopiesService
from desktop.batch.drives import ListDrives, no_drives
from desktop.batch.handover import HandoverService
from desktop.batch.portraits.service import PhotoFeedbackService
from desktop.batch.service import BatchService
from desktop.batch.trust.service import TrustService
from desktop.campaign.service import CampaignService
from desktop.common.clock import Clock, SystemClock
from desktop.common.errors import UserFacingError
from desktop.common.settings import (
    EXPORT_ORIGINALS,
    PHOTO_PROFILE,
    PRINTER,
)
from desktop.diagnostics import probes
from desktop.diagnostics.service import DiagnosticsService, Probe
from desktop.diagnostics.views import CheckRow
from desktop.disclosure.service import DisclosureService
from desktop.documents.ports import PrinterPort
from desktop.documents.printers import CupsPrinter, NoPrinter
from desktop.erasure.service import ErasureService
from desktop.identity.qr_image import read_qr
from desktop.intake.attachments.originals import OriginalsService
from desktop.intake.attachments.service import AttachedPapers
from desktop.intake.calls.service import CallsService
from desktop.intake.card_answers import CardAnswers
from desktop.intake.confirmation import ConfirmationService
from desktop.intake.moves.service import MovesService
from desktop.intake.overview import OverviewService
from desktop.intake.printing import PrintingService
from desktop.intake.reception import ReceptionService
from desktop.intake.review.service import ReviewService
from desktop.intake.service import IntakeService
from desktop.intake.store import members_in_use, members_with_application
from desktop.intake.unfinished import UnfinishedService
from desktop.photo.cameras import first_camera
from desktop.photo.chosen_camera import camera_maker
from desktop.photo.ports import CameraPort
from desktop.photo.profile import load_profile
from desktop.photo.service import PhotoStudio
from desktop.progress.papers import ProgressPapers
from desktop.progress.service import ProgressService
from desktop.province.desk import Desk, open_desk
from desktop.returns.service import ReturnedCards
from desktop.roster.duplicates.service import DuplicatesService
from desktop.roster.eligibility.service import EligibilityService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.register.service import RegisterService
from desktop.roster.service import RosterService
from desktop.roster.sources.service import SourcesService
from desktop.security.access.permissions import Permission
from desktop.security.journal.service import JournalService
from desktop.security.keystore import KeyStorePort, OsKeyring
from desktop.security.operators.login import LoginService
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.recovery import read_code_file
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile, open_store, prove_code
from desktop.security.timekeeping.service import ClockWatch
from desktop.security.trail.service import TrailService
from desktop.services import Services
from desktop.shifts.bundle import Shifts
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store
from desktop.ui.shell.launch import NewStation

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
    """

    keystore: KeyStorePort = field(default_factory=OsKeyring)
    clock: Clock = field(default_factory=SystemClock)
    camera: Callable[[], CameraPort | None] | None = None
    printer: Callable[[str], PrinterPort] | None = None
    probes: tuple[Probe, ...] = ()
    drives: ListDrives = no_drives


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
    store = open_store(profile, outside.keystore, unlock_code(unlock_with), outside.clock)
    return _wired(profile, info, store, outside).guard()


def open_province(
    folder: Path, unlock_with: Path | str | None = None, adapters: Adapters | None = None
) -> Desk:
    """Open the profile of a provincial desk, and its server if it has one.

    Raises:
        UserFacingError: the profile is a counter's, or it or its server cannot be opened.
    """
    outside = adapters or Adapters()
    return open_desk(Profile(folder), outside.keystore, unlock_code(unlock_with), outside.clock)


def _wired(profile: Profile, info: ProfileInfo, store: Store, outside: Adapters) -> Services:
    """Return the use cases of an opened store."""
    clock, preferences = outside.clock, Preferences(store, outside.clock)
    security, roster = SecurityService(store, clock), RosterService(store, clock)
    sources, register = _other_sources(store, clock, roster.forget_index)
    batch, intake = _batch(store, clock, preferences), IntakeService(store, clock, roster)
    printer = partial(_printer, preferences, outside.printer)
    camera = camera_maker(preferences, outside.camera, is_practice=info.is_practice)
    keeper = _keeper(store, profile, info, clock, preferences)
    return Services(
        profile=profile,
        info=info,
        clock=clock,
        store=store,
        preferences=preferences,
        security=security,
        **_people(store, clock, profile),
        roster=roster,
        imports=_imports(store, clock, roster, security),
        people=RosterPeople(store, clock, on_change=roster.forget_index),
        sources=sources,
        register=register,
        confirmation=ConfirmationService(store, clock, preferences, sources, register),
        duplicates=_duplicates(store, clock, roster),
        eligibility=EligibilityService(store, clock, on_change=roster.forget_index),
        intake=intake,
        card_answers=CardAnswers(store, clock, roster, intake),
        unfinished=UnfinishedService(store, clock),
        papers=AttachedPapers(store, clock),
        originals=OriginalsService(store, clock),
        reception=ReceptionService(store, clock, intake),
        printing=PrintingService(store, clock, preferences),
        overview=OverviewService(store, clock),
        batch=batch,
        handover=HandoverService(store, clock, preferences),
        copies=CopiesService(store, clock),
        trust=TrustService(store, clock),
        answers=AnswerService(store, clock),
        **_loop(store, clock, preferences, roster),
        **_figures(store, clock, preferences, info),
        photo_feedback=PhotoFeedbackService(store),
        shifts=Shifts.of(store, clock, preferences, keeper.backups, batch.none_leaving),
        moves=MovesService(store, clock),
        review=ReviewService(store, clock),
        studio=PhotoStudio(load_profile(preferences.text(PHOTO_PROFILE))),
        **_kept(store, clock, preferences, keeper),
        diagnostics=_diagnostics(profile, info, store, keeper, camera, printer, outside),
        make_camera=camera,
        printer=printer,
        drives=outside.drives,
    )


def _people(store: Store, clock: Clock, profile: Profile) -> dict[str, Any]:
    """Return who works here, how they come in, and what they answer for in person."""
    login = LoginService(store, clock, partial(prove_code, profile))
    watch = ClockWatch(store, clock, login.vouch)
    may_name = partial(login.seat.may, Permission.RECORD_READ)
    return {
        "operators": OperatorsService(store, clock),
        "login": login,
        "clock_watch": watch,
        "journal": JournalService(store, clock, may_name),
    }


def _kept(store: Store, clock: Clock, preferences: Preferences, keeper: Keeper) -> dict[str, Any]:
    """Return what guards against loss, and what ends what was kept long enough."""
    erasure = ErasureService(store, clock, preferences, keeper)
    # They read only; nothing of theirs is listened to.
    people, register = RosterPeople(store, clock), RegisterService(store, clock)
    disclosure = DisclosureService(store, clock, preferences, people, register)
    return {
        "keeper": keeper,
        "erasure": erasure,
        "disclosure": disclosure,
        "trail": TrailService(store),
    }


def _other_sources(
    store: Store, clock: Clock, on_change: Callable[[], None]
) -> tuple[SourcesService, RegisterService]:
    sources = SourcesService(store, clock, on_change=on_change)
    return sources, RegisterService(store, clock, on_change=on_change)


def _keeper(
    store: Store, profile: Profile, info: ProfileInfo, clock: Clock, preferences: Preferences
) -> Keeper:
    backups = BackupService(store, profile, info, clock, preferences)
    return Keeper(TwinCopy(store, profile, info, clock), backups, clock)


def _imports(
    store: Store, clock: Clock, roster: RosterService, security: SecurityService
) -> RosterImports:
    return RosterImports(
        store,
        clock,
        in_use=members_in_use,
        on_change=roster.forget_index,
        commune=lambda: security.station().commune_name,
    )


def _batch(store: Store, clock: Clock, preferences: Preferences) -> BatchService:
    return BatchService(store, clock, sends_originals=partial(preferences.get, EXPORT_ORIGINALS))


def _duplicates(store: Store, clock: Clock, roster: RosterService) -> DuplicatesService:
    return DuplicatesService(
        store, clock, has_application=members_with_application, on_change=roster.forget_index
    )


def _loop(
    store: Store, clock: Clock, preferences: Preferences, roster: RosterService
) -> dict[str, Any]:
    """Return what is known of records and cards outside, and the calls that follow from it."""
    board = BoardService(store, clock)
    cards = ReturnedCards.of(store, clock, preferences, on_change=roster.forget_index)
    sources = (board.to_call, cards.hand_overs.to_call)
    calls = CallsService(store, clock, preferences, sources)
    reports = CardReportService(store, clock)
    return {"board": board, "cards": cards, "card_reports": reports, "calls": calls}


def _figures(
    store: Store, clock: Clock, preferences: Preferences, info: ProfileInfo
) -> dict[str, Any]:
    """Return the campaign and how far it is."""
    campaign = CampaignService(store, clock)
    counted = ProgressService(store, clock, preferences, campaign, is_practice=info.is_practice)
    papers = ProgressPapers(store, clock, preferences)
    return {"campaign": campaign, "progress": counted, "progress_papers": papers}


def _diagnostics(
    profile: Profile,
    info: ProfileInfo,
    store: Store,
    keeper: Keeper,
    camera: Callable[[], CameraPort | None],
    printer: Callable[[], PrinterPort],
    outside: Adapters,
) -> DiagnosticsService:
    """Return the checks of the store and of what lies beside it."""
    checks: tuple[Probe, ...] = (
        partial(probes.key_row, outside.keystore, info.profile_id, profile),
        partial(probes.backup_row, keeper, outside.clock, real=not info.is_practice),
        partial(probes.camera_row, camera),
        partial(probes.printer_row, printer),
        probes.paper_fonts_row,
        *outside.probes,
    )
    return DiagnosticsService(profile, store, outside.clock, checks)


def diagnose(
    folder: Path, unlock_with: Path | None = None, adapters: Adapters | None = None
) -> tuple[CheckRow, ...]:
    """Run the checks; a store that cannot be opened becomes a row like any other trouble."""
    outside = adapters or Adapters()
    try:
        services = open_services(folder, unlock_with, outside)
    except UserFacingError as error:
        profile = Profile(folder)
        rows = DiagnosticsService(
            profile,
            None,
            outside.clock,
            (
                partial(probes.keyring_row, outside.keystore),
                partial(probes.camera_row, outside.camera or first_camera),
                partial(probes.printer_row, partial(_system_printer, "")),
                probes.paper_fonts_row,
                *outside.probes,
            ),
            error,
        )
        return rows.run()
    try:
        return services.diagnostics.run()
    finally:
        services.close()


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


def create_station(folder: Path, station: NewStation, adapters: Adapters | None = None) -> None:
    """Make a profile and its first operator, as the first-start page asks.

    Raises:
        UserFacingError: a code does not fit, there is no keyring, or the folder is in use.
    """
    outside = adapters or Adapters()

    def add_first(store: Store) -> None:
        name, secret = station.operator_name, station.operator_pin
        OperatorsService(store, outside.clock).add_first(name, secret, actor="setup")

    create_profile(
        Profile(folder),
        commune_code=station.commune_code,
        commune_name=station.commune_name,
        station_code=station.station_code,
        keystore=outside.keystore,
        clock=outside.clock,
        recovery_file=station.recovery_file,
        furnish=add_first,
    )
