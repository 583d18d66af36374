"""All that screens and commands may call, on one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.backup.keeper import Keeper
from desktop.backup.service import BackupService
from desktop.batch.answering.service import AnswerService
from desktop.batch.board.service import BoardService
from desktop.batch.card_report.service import CardReportService
from desktop.batch.copies import CopiesService
from desktop.batch.drives import ListDrives
from desktop.batch.handover import HandoverService
from desktop.batch.portraits.service import PhotoFeedbackService
from desktop.batch.sending import SendingService
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
from desktop.common.clock import Clock
from desktop.diagnostics.service import DiagnosticsService
from desktop.disclosure.service import DisclosureService
from desktop.documents.ports import PrinterPort
from desktop.erasure.service import ErasureService
from desktop.field.bundle import Field
from desktop.field.copies.service import OfficeCopyService
from desktop.field.field_kits import FieldKits
from desktop.intake.attachments.originals import OriginalsService
from desktop.intake.attachments.service import AttachedPapers
from desktop.intake.calls.service import CallsService
from desktop.intake.card_answers import CardAnswers
from desktop.intake.changes.service import ChangesService
from desktop.intake.confirmation import ConfirmationService
from desktop.intake.leases.service import LeaseService
from desktop.intake.moves.service import MovesService
from desktop.intake.overview import OverviewService
from desktop.intake.printing import PrintingService
from desktop.intake.reception import ReceptionService
from desktop.intake.review.service import ReviewService
from desktop.intake.same_visit.service import SameVisitService
from desktop.intake.service import IntakeService
from desktop.intake.unfinished import UnfinishedService
from desktop.photo.ports import CameraPort
from desktop.photo.service import PhotoStudio
from desktop.progress.papers import ProgressPapers
from desktop.progress.remaining.papers import RemainingPapers
from desktop.progress.remaining.service import RemainingService
from desktop.progress.service import ProgressService
from desktop.returns.service import ReturnedCards
from desktop.roster.duplicates.service import DuplicatesService
from desktop.roster.eligibility.service import EligibilityService
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.organisation.service import OrganisationService
from desktop.roster.register.service import RegisterService
from desktop.roster.service import RosterService
from desktop.roster.sources.service import SourcesService
from desktop.security.access.guarding import guard_all
from desktop.security.access.refusals import note_refusal
from desktop.security.access.verbs import COUNTER_VERBS
from desktop.security.journal.service import JournalService
from desktop.security.operators.login import LoginService
from desktop.security.operators.service import OperatorsService
from desktop.security.preferences import Preferences
from desktop.security.service import SecurityService
from desktop.security.timekeeping.service import ClockWatch
from desktop.security.trail.service import TrailService
from desktop.shifts.bundle import Shifts
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store
from desktop.updates.service import UpdatesService


@dataclass(frozen=True)
class Services:
    """One station's use cases, wired once in `desktop.app`.

    Attributes:
        profile: where this station's data lies.
        info: what profile.json says (station code, practice or not).
        own: the counter's own encrypted store; the same as `store` unless an office has a server.
        store: where everything is kept.
        preferences: chosen settings.
        security: the station, recipients, audit.
        trail: the audit trail, proved.
        journal: the audit trail as people read it.
        operators: who works here.
        login: how they come in.
        clock_watch: whether the clock is believed.
        roster: the member list.
        imports: files of the list: looked at, taken in, taken back.
        people: one person of the list; the list as a file.
        sources: other lists about the same people, and how far each was checked.
        register: where they differ, and what was decided.
        confirmation: sheets of the register that cells sign.
        duplicates: people who stand twice.
        organisation: the tree of Đảng bộ and chi bộ, and its history.
        eligibility: who may renew now, and everybody outside the denominator.
        intake: one open application.
        card_answers: what a clerk read on a card that a scanner had damaged.
        unfinished: what was drawn or typed and not accepted yet.
        papers: pages and papers that people bring.
        originals: the frames portraits were cut from.
        reception: the save that counts.
        printing: receipts and their prints.
        overview: lists around the counter.
        batch: sealed files.
        handover: the sheets that go with them.
        copies: a batch written again under its number.
        trust: enrolment of this station, keys of the province it believes.
        answers: the province's answers.
        board: where every batch and record is.
        photo_feedback: which photos the province sent back, and what the check had said.
        cards: printed cards that come back and go to their members.
        card_reports: what the province is told of them.
        copy: what the counter goes on with when its office's server is gone.
        kits: what mobile teams take along and bring back.
        calls: the phone list, and what came of each call.
        campaign: what it is called, when it begins and ends.
        phases: its parts, and each cell's way through them.
        rule_notes: rules in force, on the pages where they apply.
        notices: the list that tells home units whom of theirs was received here.
        cells: cells that are closed, and who is still open in the others.
        schedule: who of which cell comes when.
        schedule_papers: what cells are told of it, and the list that they sign.
        precheck: what they signed.
        queue: who waits, and whose turn it is.
        duties: who does what by when; what makes the work hard.
        resources: which device is where, and what intake points lack.
        priority: who comes first, or needs another way, and why.
        same_visit: what else was done for somebody who came.
        progress: the counts, as of any day.
        progress_papers: the evening report.
        remaining: who is not received yet, by name with reason.
        remaining_papers: these names as paper, workbook or data.
        shifts: opened and closed on record; the calendar they follow.
        field: mobile teams, who cannot come, visits.
        moves: a record's way: setting aside, history.
        review: the second pair of eyes between reception and batch; `review.samples` by sample.
        studio: photo checks and crop.
        make_camera: gives the chosen camera, or None when there is none.
        printer: gives the chosen printer.
        disclosure: everything kept about one person, as a paper for them.
        leases: who is open at which counter of an office.
        changes: whether another counter of the office changed something.
        erasure: what was kept long enough, and how it goes.
        keeper: the twin copy on another drive, backups, and the daily one among them.
        diagnostics: what is wrong with this machine.
        updates: newer versions of the program, from a stick.
    """

    profile: Profile
    info: ProfileInfo
    clock: Clock
    own: Store
    store: Store
    preferences: Preferences
    security: SecurityService
    trail: TrailService
    journal: JournalService
    operators: OperatorsService
    login: LoginService
    clock_watch: ClockWatch
    roster: RosterService
    imports: RosterImports
    people: RosterPeople
    sources: SourcesService
    register: RegisterService
    confirmation: ConfirmationService
    duplicates: DuplicatesService
    organisation: OrganisationService
    eligibility: EligibilityService
    intake: IntakeService
    card_answers: CardAnswers
    unfinished: UnfinishedService
    papers: AttachedPapers
    originals: OriginalsService
    reception: ReceptionService
    printing: PrintingService
    overview: OverviewService
    batch: BatchService
    handover: HandoverService
    copies: CopiesService
    trust: TrustService
    answers: AnswerService
    board: BoardService
    photo_feedback: PhotoFeedbackService
    cards: ReturnedCards
    card_reports: CardReportService
    copy: OfficeCopyService
    kits: FieldKits
    calls: CallsService
    campaign: CampaignService
    phases: PhasesService
    cells: CellsService
    rule_notes: RuleNotesService
    notices: NoticesService
    schedule: ScheduleService
    schedule_papers: SchedulePapers
    precheck: PrecheckService
    queue: QueueService
    duties: Duties
    resources: ResourcesService
    priority: PriorityService
    same_visit: SameVisitService
    progress: ProgressService
    progress_papers: ProgressPapers
    remaining: RemainingService
    remaining_papers: RemainingPapers
    shifts: Shifts
    field: Field
    leases: LeaseService
    changes: ChangesService
    moves: MovesService
    review: ReviewService
    studio: PhotoStudio
    keeper: Keeper
    disclosure: DisclosureService
    erasure: ErasureService
    diagnostics: DiagnosticsService
    updates: UpdatesService
    make_camera: Callable[[], CameraPort | None]
    printer: Callable[[], PrinterPort]
    drives: ListDrives

    @property
    def sending(self) -> SendingService:
        """A batch exported to several places at once."""
        return SendingService(self.batch, self.copies, self.handover)

    @property
    def backup(self) -> BackupService:
        """Copies of everything in one file."""
        return self.keeper.backups

    def guard(self) -> Services:
        """Put the seat of the log-in before every verb; return the same services.

        Raises:
            LookupError: a service has no row in the table of verbs (a defect of ours).
        """
        seat = self.login.seat
        seat.on_refused = partial(note_refusal, self.store, self.clock)
        guard_all(self, COUNTER_VERBS, seat)
        return self

    def close(self) -> None:
        """End what runs beside the counter, and close the store."""
        self.keeper.stop()
        self.updates.go()
        self.store.close()
        if self.own is not self.store:
            self.own.close()
