"""From the name of a page to its class; each module is imported when first needed.

Plain import statements inside functions: the packager sees them, the window starts without them.
"""

# ruff: noqa: PLC0415 - the reason is the second sentence above

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName
from desktop.ui.shell.campaign_routes import CAMPAIGN_ROUTES, SECTION
from desktop.ui.shell.machine_routes import MACHINE_ROUTES

PageMaker = Callable[..., Any]
"""A page class; all are made as `SomePage(context)`."""


def _find() -> PageMaker:
    from desktop.ui.intake.find_page import FindPage

    return FindPage


def _card() -> PageMaker:
    from desktop.ui.intake.card_page import CardPage

    return CardPage


def _held() -> PageMaker:
    from desktop.ui.intake.held_page import HeldPage

    return HeldPage


def _not_listed() -> PageMaker:
    from desktop.ui.intake.not_listed_page import NotListedPage

    return NotListedPage


def _already_done() -> PageMaker:
    from desktop.ui.intake.already_done_page import AlreadyDonePage

    return AlreadyDonePage


def _compare() -> PageMaker:
    from desktop.ui.intake.compare_page import ComparePage

    return ComparePage


def _photo() -> PageMaker:
    from desktop.ui.intake.photo_page import PhotoPage

    return PhotoPage


def _sign() -> PageMaker:
    from desktop.ui.intake.sign_page import SignPage

    return SignPage


def _papers() -> PageMaker:
    from desktop.ui.intake.papers_page import PapersPage

    return PapersPage


def _check() -> PageMaker:
    from desktop.ui.intake.check_page import CheckPage

    return CheckPage


def _done() -> PageMaker:
    from desktop.ui.intake.done_page import DonePage

    return DonePage


def _today() -> PageMaker:
    from desktop.ui.intake.today_page import TodayPage

    return TodayPage


def _drafts() -> PageMaker:
    from desktop.ui.intake.drafts_page import DraftsPage

    return DraftsPage


def _roster() -> PageMaker:
    from desktop.ui.roster.people_page import PeoplePage

    return PeoplePage


def _person() -> PageMaker:
    from desktop.ui.roster.person_page import PersonPage

    return PersonPage


def _import() -> PageMaker:
    from desktop.ui.roster.import_page import ImportPage

    return ImportPage


def _register() -> PageMaker:
    from desktop.ui.roster.register_page import RegisterPage

    return RegisterPage


def _duplicates() -> PageMaker:
    from desktop.ui.roster.duplicates_page import DuplicatesPage

    return DuplicatesPage


def _organisation() -> PageMaker:
    from desktop.ui.roster.organisation_page import OrganisationPage

    return OrganisationPage


def _batches() -> PageMaker:
    from desktop.ui.batch.batches_page import BatchesPage

    return BatchesPage


def _batch() -> PageMaker:
    from desktop.ui.batch.batch_page import BatchPage

    return BatchPage


def _sent_back() -> PageMaker:
    from desktop.ui.batch.sent_back_page import SentBackPage

    return SentBackPage


def _photo_feedback() -> PageMaker:
    from desktop.ui.batch.photo_feedback_page import PhotoFeedbackPage

    return PhotoFeedbackPage


def _review() -> PageMaker:
    from desktop.ui.intake.review_page import ReviewPage

    return ReviewPage


def _province_keys() -> PageMaker:
    from desktop.ui.batch.province_keys_page import ProvinceKeysPage

    return ProvinceKeysPage


def _cards() -> PageMaker:
    from desktop.ui.returns.cards_page import CardsPage

    return CardsPage


def _shift() -> PageMaker:
    from desktop.ui.shifts.shift_page import ShiftPage

    return ShiftPage


def _holidays() -> PageMaker:
    from desktop.ui.shifts.holidays_page import HolidaysPage

    return HolidaysPage


def _shift_plan() -> PageMaker:
    from desktop.ui.shifts.plan_page import PlanPage

    return PlanPage


def _resources() -> PageMaker:
    from desktop.ui.campaign.resources_page import ResourcesPage

    return ResourcesPage


def _settings() -> PageMaker:
    from desktop.ui.shell.settings_page import SettingsPage

    return SettingsPage


def _own_secret() -> PageMaker:
    from desktop.ui.security.own_secret_page import OwnSecretPage

    return OwnSecretPage


def _calls() -> PageMaker:
    from desktop.ui.batch.calls_page import CallsPage

    return CallsPage


def _help() -> PageMaker:
    from desktop.ui.shell.help_page import HelpPage

    return HelpPage


def _login() -> PageMaker:
    from desktop.ui.security.login_page import LoginPage

    return LoginPage


def _trail() -> PageMaker:
    from desktop.ui.security.journal_desk import JournalDesk
    from desktop.ui.security.journal_page import TrailPage

    return lambda context: TrailPage(JournalDesk.of_counter(context))


ROUTES: dict[PageName, Callable[[], PageMaker]] = {
    PageName.LOGIN: _login,
    PageName.FIND: _find,
    PageName.CARD: _card,
    PageName.NOT_LISTED: _not_listed,
    PageName.ALREADY_DONE: _already_done,
    PageName.HELD: _held,
    PageName.COMPARE: _compare,
    PageName.PHOTO: _photo,
    PageName.SIGN: _sign,
    PageName.PAPERS: _papers,
    PageName.CHECK: _check,
    PageName.DONE: _done,
    PageName.TODAY: _today,
    PageName.DRAFTS: _drafts,
    PageName.ROSTER: _roster,
    PageName.PERSON: _person,
    PageName.IMPORT: _import,
    PageName.REGISTER: _register,
    PageName.DUPLICATES: _duplicates,
    PageName.ORGANISATION: _organisation,
    PageName.BATCHES: _batches,
    PageName.BATCH: _batch,
    PageName.SENT_BACK: _sent_back,
    PageName.REVIEW: _review,
    PageName.PROVINCE_KEYS: _province_keys,
    PageName.PHOTO_FEEDBACK: _photo_feedback,
    PageName.CARDS: _cards,
    PageName.CALLS: _calls,
    PageName.SHIFT: _shift,
    PageName.SHIFT_PLAN: _shift_plan,
    PageName.HOLIDAYS: _holidays,
    PageName.RESOURCES: _resources,
    PageName.TRAIL: _trail,
    PageName.SETTINGS: _settings,
    PageName.OWN_PIN: _own_secret,
    PageName.HELP: _help,
    **CAMPAIGN_ROUTES,
    **MACHINE_ROUTES,
}
"""Every page that is made from a context; FIRST_START comes before there is one."""

TABS = (
    PageName.FIND,
    PageName.TODAY,
    PageName.DRAFTS,
    PageName.ROSTER,
    PageName.BATCHES,
    PageName.PROGRESS,
    PageName.SHIFT,
)
"""Pages with a tab."""

ROOTS = frozenset({*TABS, *SECTION})
"""Pages reached from everywhere; opening one forgets the way by which one came."""

TAB_OF: dict[PageName, PageName] = {
    **{tab: tab for tab in TABS},
    **dict.fromkeys((*SECTION, PageName.REMAINING, PageName.VISIT_PLAN), PageName.PROGRESS),
    PageName.DIFFICULTIES: PageName.PROGRESS,
    PageName.INSPECT: PageName.PROGRESS,
    **dict.fromkeys((PageName.KITS, PageName.CONFLICTS, PageName.RULES), PageName.PROGRESS),
    PageName.LENT: PageName.FIND,
    PageName.HELD: PageName.FIND,
    PageName.CARD: PageName.FIND,
    PageName.CLOCK: PageName.FIND,
    PageName.MORNING: PageName.FIND,
    PageName.NOT_LISTED: PageName.FIND,
    PageName.ALREADY_DONE: PageName.FIND,
    PageName.COMPARE: PageName.FIND,
    PageName.PHOTO: PageName.FIND,
    PageName.SIGN: PageName.FIND,
    PageName.PAPERS: PageName.FIND,
    PageName.CHECK: PageName.FIND,
    PageName.DONE: PageName.FIND,
    PageName.PERSON: PageName.ROSTER,
    PageName.PRIORITY: PageName.ROSTER,
    PageName.IMPORT: PageName.ROSTER,
    PageName.REGISTER: PageName.ROSTER,
    PageName.DUPLICATES: PageName.ROSTER,
    PageName.ORGANISATION: PageName.ROSTER,
    PageName.BATCH: PageName.BATCHES,
    PageName.SENT_BACK: PageName.BATCHES,
    PageName.REVIEW: PageName.BATCHES,
    PageName.PROVINCE_KEYS: PageName.BATCHES,
    PageName.PHOTO_FEEDBACK: PageName.BATCHES,
    PageName.CARDS: PageName.BATCHES,
    PageName.CALLS: PageName.BATCHES,
    PageName.SHIFT_PLAN: PageName.SHIFT,
    PageName.HOLIDAYS: PageName.SHIFT,
}
"""Which tab is lit while a page is open; settings, help and diagnostics light none."""

NEEDS: dict[PageName, Permission] = {
    PageName.CARD: Permission.RECORD_TAKE,
    PageName.NOT_LISTED: Permission.RECORD_TAKE,
    PageName.COMPARE: Permission.RECORD_TAKE,
    PageName.PHOTO: Permission.RECORD_TAKE,
    PageName.SIGN: Permission.RECORD_TAKE,
    PageName.PAPERS: Permission.RECORD_TAKE,
    PageName.CHECK: Permission.RECORD_TAKE,
    PageName.DONE: Permission.RECORD_TAKE,
    PageName.IMPORT: Permission.ROSTER_IMPORT,
    PageName.DUPLICATES: Permission.ROSTER_DECIDE,
    PageName.PRIORITY: Permission.NUMBER_REVEAL,
    PageName.CAMERA: Permission.DEVICE_CHOOSE,
    PageName.REVIEW: Permission.RECORD_APPROVE,
    PageName.TRAIL: Permission.AUDIT_READ,
    PageName.INSPECTIONS: Permission.INSPECTION_READ,
    PageName.INSPECT: Permission.INSPECTION_WRITE,
}
"""Pages that are only there for who may do what they are for; all others can be looked at."""

STEP_OF: dict[PageName, int] = {
    PageName.COMPARE: 1,
    PageName.PHOTO: 2,
    PageName.SIGN: 3,
    PageName.PAPERS: 3,
    PageName.CHECK: 4,
}
"""Pages inside a file and their place on the step strip."""


def tab_words() -> dict[PageName, str]:
    """Return the words on the tabs in the chosen language."""
    return {
        PageName.FIND: tr("Quầy"),
        PageName.TODAY: tr("Hôm nay"),
        PageName.DRAFTS: tr("Dở dang"),
        PageName.ROSTER: tr("Danh sách"),
        PageName.BATCHES: tr("Lô hồ sơ"),
        PageName.PROGRESS: tr("Tiến độ"),
        PageName.SHIFT: tr("Ca trực"),
    }


def step_words() -> tuple[str, ...]:
    """Return the names of the five steps in the chosen language."""
    return (tr("Tìm"), tr("Đối chiếu"), tr("Chụp ảnh"), tr("Ký xác nhận"), tr("Kiểm tra và in"))
