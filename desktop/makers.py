"""Makers of services that stand together; `wiring` calls them once for each opened store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.backup.keeper import Keeper
from desktop.backup.service import BackupService
from desktop.backup.twin import TwinCopy
from desktop.batch.answering.service import AnswerService
from desktop.batch.board.service import BoardService
from desktop.batch.card_report.service import CardReportService
from desktop.batch.copies import CopiesService
from desktop.batch.handover import HandoverService
from desktop.batch.portraits.service import PhotoFeedbackService
from desktop.batch.service import BatchService
from desktop.batch.trust.service import TrustService
from desktop.campaign.cells.service import CellsService
from desktop.campaign.duties import Duties
from desktop.campaign.notices.service import NoticesService
from desktop.campaign.phases.service import PhasesService
from desktop.campaign.precheck.service import PrecheckService
from desktop.campaign.priority.service import PriorityService
from desktop.campaign.queue.service import QueueService
from desktop.campaign.resources.service import ResourcesService
from desktop.campaign.rule_notes.service import RuleNotesService
from desktop.campaign.schedule.papers import SchedulePapers
from desktop.campaign.schedule.service import ScheduleService
from desktop.campaign.service import CampaignService
from desktop.campaign.units.following import follow_tree
from desktop.common.clock import Clock
from desktop.common.settings import (
    EXPORT_ORIGINALS,
)
from desktop.disclosure.service import DisclosureService
from desktop.erasure.service import ErasureService
from desktop.field.copies.service import OfficeCopyService
from desktop.field.kits.leases import lent_out
from desktop.intake.attachments.originals import OriginalsService
from desktop.intake.attachments.service import AttachedPapers
from desktop.intake.calls.service import CallsService
from desktop.intake.changes.service import ChangesService
from desktop.intake.leases.service import LeaseService
from desktop.intake.moves.service import MovesService
from desktop.intake.moves.store import open_cases_of
from desktop.intake.overview import OverviewService
from desktop.intake.printing import PrintingService
from desktop.intake.review.service import ReviewService
from desktop.intake.same_visit.service import SameVisitService
from desktop.intake.store import members_in_use, members_with_application
from desktop.intake.unfinished import UnfinishedService
from desktop.progress.inspected import measures_of
from desktop.progress.papers import ProgressPapers
from desktop.progress.remaining.papers import RemainingPapers
from desktop.progress.remaining.service import RemainingService
from desktop.progress.service import ProgressService
from desktop.returns.service import ReturnedCards
from desktop.roster.closed.store import closings
from desktop.roster.duplicates.service import DuplicatesService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.organisation.service import OrganisationService
from desktop.roster.organisation.writing import take_new_names
from desktop.roster.register.service import RegisterService
from desktop.roster.service import RosterService
from desktop.roster.sources.service import SourcesService
from desktop.security.access.permissions import Permission
from desktop.security.journal.service import JournalService
from desktop.security.office.setup import open_office
from desktop.security.operators.login import LoginService
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.service import SecurityService
from desktop.security.setup import prove_code
from desktop.security.timekeeping.service import ClockWatch
from desktop.security.trail.service import TrailService
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store
from desktop.updates.place import Place
from desktop.updates.presence import Presence
from desktop.updates.service import OpenedStore, UpdatesService


def people_services(store: Store, clock: Clock, profile: Profile) -> dict[str, Any]:
    """Return who works here, how they come in, and what they answer for in person."""
    login = LoginService(store, clock, partial(prove_code, profile))
    watch = ClockWatch(store, clock, login.vouch)
    may_name = partial(login.seat.may, Permission.RECORD_READ)
    return {
        "operators": OperatorsService(store, clock),
        "login": login,
        "clock_watch": watch,
        "journal": JournalService(store, clock, may_name),
        "leases": LeaseService(store, clock, login.vouch),
        "changes": ChangesService(store, clock),
    }


def keeping_services(
    store: Store,
    clock: Clock,
    preferences: Preferences,
    keeper: Keeper,
    own: tuple[Profile, Store],
) -> dict[str, Any]:
    """Return what guards against loss, and what ends what was kept long enough.

    Args:
        store: the list, the counter's own or its office's.
        clock: the clock in use.
        preferences: chosen settings.
        keeper: of the copies.
        own: where the counter's own store lies, and that store: what an update is tried on.
    """
    erasure = ErasureService(store, clock, preferences, keeper)
    # They read only; nothing of theirs is listened to.
    people, register = RosterPeople(store, clock), RegisterService(store, clock)
    disclosure = DisclosureService(store, clock, preferences, people, register)
    return {
        "keeper": keeper,
        "erasure": erasure,
        "disclosure": disclosure,
        "trail": TrailService(store),
        "updates": UpdatesService(
            Place.of_this_program(),
            own[0].folder,
            OpenedStore(own[1], own[0], Presence(own[1])),
            clock,
        ),
    }


def other_sources(
    store: Store, clock: Clock, on_change: Callable[[], None]
) -> tuple[SourcesService, RegisterService]:
    """Return the other lists about the same people, and the register of where they differ."""
    sources = SourcesService(store, clock, on_change=on_change)
    return sources, RegisterService(store, clock, on_change=on_change)


def keeper_of(
    store: Store, profile: Profile, info: ProfileInfo, clock: Clock, preferences: Preferences
) -> Keeper:
    """Return what keeps the twin copy and the backups."""
    backups = BackupService(store, profile, info, clock, preferences)
    return Keeper(TwinCopy(store, profile, info, clock), backups, clock)


def imports_service(
    store: Store, clock: Clock, roster: RosterService, security: SecurityService
) -> RosterImports:
    """Return what takes files of the list in."""
    return RosterImports(
        store,
        clock,
        in_use=members_in_use,
        on_names=take_new_names,
        on_change=roster.forget_index,
        commune=lambda: security.station().commune_name,
    )


def batch_service(store: Store, clock: Clock, preferences: Preferences) -> BatchService:
    """Return what seals files for the province."""
    return BatchService(store, clock, sends_originals=partial(preferences.get, EXPORT_ORIGINALS))


def tree_services(store: Store, clock: Clock, roster: RosterService) -> dict[str, Any]:
    """Return what asks the counter before rows of the list leave it or change their cell."""
    on_change, applied = roster.forget_index, members_with_application
    return {
        "duplicates": DuplicatesService(store, clock, has_application=applied, on_change=on_change),
        "organisation": OrganisationService(
            store,
            clock,
            cases=open_cases_of,
            locked=closings,
            followers=(follow_tree,),
            on_change=on_change,
        ),
    }


def record_services(store: Store, clock: Clock, preferences: Preferences) -> dict[str, Any]:
    """Return what looks at and after records beside the one that is open."""
    return {
        "unfinished": UnfinishedService(store, clock),
        "papers": AttachedPapers(store, clock),
        "originals": OriginalsService(store, clock),
        "printing": PrintingService(store, clock, preferences),
        "overview": OverviewService(store, clock),
        "moves": MovesService(store, clock),
        "same_visit": SameVisitService(store, clock),
        "review": ReviewService(store, clock),
    }


def sending_services(store: Store, clock: Clock, preferences: Preferences) -> dict[str, Any]:
    """Return what goes with batches, and what comes back."""
    return {
        "handover": HandoverService(store, clock, preferences),
        "copies": CopiesService(store, clock),
        "trust": TrustService(store, clock),
        "answers": AnswerService(store, clock),
        "photo_feedback": PhotoFeedbackService(store),
    }


def loop_services(
    store: Store, clock: Clock, preferences: Preferences, roster: RosterService
) -> dict[str, Any]:
    """Return what is known of records and cards outside, and the calls that follow from it."""
    board = BoardService(store, clock)
    cards = ReturnedCards.of(store, clock, preferences, on_change=roster.forget_index)
    sources = (board.to_call, cards.hand_overs.to_call)
    calls = CallsService(store, clock, preferences, sources)
    reports = CardReportService(store, clock)
    return {"board": board, "cards": cards, "card_reports": reports, "calls": calls}


def campaign_services(
    store: Store,
    clock: Clock,
    preferences: Preferences,
    info: ProfileInfo,
    roster: RosterService,
    keeper: Keeper,
) -> dict[str, Any]:
    """Return the campaign and how far it is."""
    campaign = CampaignService(store, clock, on_change=preferences.forget)
    counted = ProgressService(store, clock, preferences, campaign, is_practice=info.is_practice)
    days_off, staff = CalendarService(store, clock), PlanService(store, clock)
    today = OverviewService(store, clock).today
    queue = QueueService(store, clock, preferences, campaign, lambda: today().median_seconds)
    measures = measures_of(store, clock, keeper, counted.board)
    return {
        "campaign": campaign,
        "queue": queue,
        "duties": Duties.of(store, clock, preferences, roster, measures),
        "resources": ResourcesService(store, clock, preferences),
        "priority": PriorityService(store, clock, campaign),
        "phases": PhasesService(store, clock, campaign, counted.by_cell),
        "rule_notes": RuleNotesService(store, clock),
        "cells": CellsService(store, clock, lent_out),
        "notices": NoticesService(store, clock, preferences),
        "progress": counted,
        "progress_papers": ProgressPapers(store, clock, preferences),
        "remaining": RemainingService(store, clock, counted),
        "remaining_papers": RemainingPapers(store, clock, preferences),
        "schedule_papers": SchedulePapers(store, clock, preferences),
        "precheck": PrecheckService(store, clock),
        "schedule": ScheduleService(store, clock, campaign, days_off, staff),
    }


def copy_service(
    own: Store, store: Store, profile: Profile, info: ProfileInfo, clock: Clock
) -> OfficeCopyService:
    """Return what keeps a counter of an office going without its server."""
    reach = None if info.server is None else partial(open_office, own, info, clock)
    return OfficeCopyService(own, store, profile.folder, clock, reach)
