"""What every page is given, and the names of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from desktop.ui.feedback import Feedback
from desktop.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.security.access.permissions import Permission

    # The window imports page names before its first paint; the services cost half a second.
    from desktop.services import Services


class PageName(StrEnum):
    """Every page of the program; the shell knows how to make each.

    `PROVINCE` and what follows it are the pages of a provincial desk, and of no counter.
    """

    FIRST_START = "first_start"
    LOGIN = "login"
    FIND = "find"
    CARD = "card"
    NOT_LISTED = "not_listed"
    ALREADY_DONE = "already_done"
    COMPARE = "compare"
    PHOTO = "photo"
    SIGN = "sign"
    PAPERS = "papers"
    CHECK = "check"
    DONE = "done"
    TODAY = "today"
    DRAFTS = "drafts"
    ROSTER = "roster"
    PERSON = "person"
    PRIORITY = "priority"
    IMPORT = "import"
    REGISTER = "register"
    DUPLICATES = "duplicates"
    ORGANISATION = "organisation"
    BATCHES = "batches"
    BATCH = "batch"
    SENT_BACK = "sent_back"
    REVIEW = "review"
    PROVINCE_KEYS = "province_keys"
    PHOTO_FEEDBACK = "photo_feedback"
    CARDS = "cards"
    PROGRESS = "progress"
    CAMPAIGN = "campaign"
    RULES = "rules"
    SCHEDULE = "schedule"
    VISITS = "visits"
    VISIT_PLAN = "visit_plan"
    REMAINING = "remaining"
    SHIFT = "shift"
    SHIFT_PLAN = "shift_plan"
    HOLIDAYS = "holidays"
    QUEUE = "queue"
    TASKS = "tasks"
    KITS = "kits"
    CONFLICTS = "conflicts"
    LENT = "lent"
    HELD = "held"
    DIFFICULTIES = "difficulties"
    INSPECTIONS = "inspections"
    INSPECT = "inspect"
    CALLS = "calls"
    DOCTOR = "doctor"
    MORNING = "morning"
    RESOURCES = "resources"
    UPDATE = "update"
    CLOCK = "clock"
    BACKUP = "backup"
    TRAIL = "trail"
    SETTINGS = "settings"
    OWN_PIN = "own_pin"
    CAMERA = "camera"
    HELP = "help"
    PROVINCE = "province"
    PROVINCE_REVIEW = "province_review"
    PROVINCE_RECORDS = "province_records"
    PROVINCE_RECORD = "province_record"
    PROVINCE_STATIONS = "province_stations"
    PROVINCE_OWN_KEYS = "province_own_keys"
    PROVINCE_PRINT = "province_print"
    PROVINCE_TRAIL = "province_trail"


class Navigator(Protocol):
    """The way from one page to another."""

    def show(self, page: PageName, **payload: Any) -> None:
        """Leave the present page and show another; `payload` is given to its `enter()`."""
        ...

    def back(self) -> None:
        """Show the page from which the present one was opened."""
        ...

    def made(self, page: PageName) -> QWidget | None:
        """Return a page that was made before, None for one that was not."""
        ...


class Forbiddable(Protocol):
    """A button that can be kept from whoever may not press it."""

    def forbid(self, reason: str) -> None:
        """Disable it for good with a reason; "" leaves it as it is."""
        ...


@dataclass(frozen=True)
class UiContext:
    """What a page may use.

    Attributes:
        services: all use cases.
        tasks: the only way to leave the GUI thread.
        feedback: the only channel to the person.
        navigator: the way to other pages.
        actor: name of the person logged in, for audit and papers.
    """

    services: Services
    tasks: TaskRunner
    feedback: Feedback
    navigator: Navigator
    actor: str

    def why_not(self, permission: Permission) -> str:
        """Return whom to ask for such a thing, or what it waits for; "" when it can be done."""
        waits = self.services.copy.waits
        return self.services.login.seat.why_not(permission) or waits(permission)

    def forbid(self, permission: Permission, *buttons: Forbiddable) -> None:
        """Keep buttons from whoever may not; the services refuse them in any case."""
        reason = self.why_not(permission)
        for button in buttons:
            button.forbid(reason)

    def wait_for_server(self, *buttons: Forbiddable) -> None:
        """Keep buttons from everybody as long as the counter works in its copy."""
        reason = self.services.copy.waits()
        for button in buttons:
            button.forbid(reason)
