"""The pages of the campaign: one tab, and a strip below the header that leads from one to another.

A new page of the section is one line in `CAMPAIGN_ROUTES` and one in `SECTION`.
"""

# ruff: noqa: PLC0415 - each module is imported when first needed, as in `routes`

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.common.i18n import mark, tr
from desktop.ui.context import PageName


def _progress() -> Callable[..., Any]:
    from desktop.ui.progress.progress_page import ProgressPage

    return ProgressPage


def _campaign() -> Callable[..., Any]:
    from desktop.ui.campaign.campaign_page import CampaignPage

    return CampaignPage


def _rules() -> Callable[..., Any]:
    from desktop.ui.campaign.rules_page import RulesPage

    return RulesPage


def _visits() -> Callable[..., Any]:
    from desktop.ui.field.visits_page import VisitsPage

    return VisitsPage


def _visit_plan() -> Callable[..., Any]:
    from desktop.ui.field.plan_page import VisitPlanPage

    return VisitPlanPage


def _remaining() -> Callable[..., Any]:
    from desktop.ui.progress.remaining_page import RemainingPage

    return RemainingPage


def _schedule() -> Callable[..., Any]:
    from desktop.ui.campaign.schedule_page import SchedulePage

    return SchedulePage


def _queue() -> Callable[..., Any]:
    from desktop.ui.campaign.queue_page import QueuePage

    return QueuePage


def _tasks() -> Callable[..., Any]:
    from desktop.ui.campaign.tasks_page import TasksPage

    return TasksPage


def _kits() -> Callable[..., Any]:
    from desktop.ui.field.kits_page import KitsPage

    return KitsPage


def _conflicts() -> Callable[..., Any]:
    from desktop.ui.field.conflicts_page import ConflictsPage

    return ConflictsPage


def _lent() -> Callable[..., Any]:
    from desktop.ui.field.lent_page import LentPage

    return LentPage


def _priority() -> Callable[..., Any]:
    from desktop.ui.campaign.priority_page import PriorityPage

    return PriorityPage


def _difficulties() -> Callable[..., Any]:
    from desktop.ui.campaign.difficulties_page import DifficultiesPage

    return DifficultiesPage


def _inspections() -> Callable[..., Any]:
    from desktop.ui.campaign.inspections_page import InspectionsPage

    return InspectionsPage


def _inspect() -> Callable[..., Any]:
    from desktop.ui.campaign.inspect_page import InspectPage

    return InspectPage


CAMPAIGN_ROUTES: dict[PageName, Callable[[], Callable[..., Any]]] = {
    PageName.PROGRESS: _progress,
    PageName.CAMPAIGN: _campaign,
    PageName.RULES: _rules,
    PageName.SCHEDULE: _schedule,
    PageName.TASKS: _tasks,
    PageName.DIFFICULTIES: _difficulties,
    PageName.INSPECTIONS: _inspections,
    PageName.INSPECT: _inspect,
    PageName.VISITS: _visits,
    PageName.VISIT_PLAN: _visit_plan,
    PageName.REMAINING: _remaining,
    PageName.QUEUE: _queue,
    PageName.KITS: _kits,
    PageName.CONFLICTS: _conflicts,
    PageName.LENT: _lent,
    PageName.PRIORITY: _priority,
}
"""As `ROUTES`; the pages are made from a `UiContext`."""

SECTION: dict[PageName, str] = {
    PageName.PROGRESS: mark("Tiến độ"),
    PageName.CAMPAIGN: mark("Kế hoạch"),
    PageName.SCHEDULE: mark("Lịch cuốn chiếu"),
    PageName.TASKS: mark("Việc được giao"),
    PageName.VISITS: mark("Lưu động"),
    PageName.QUEUE: mark("Hàng chờ"),
    PageName.INSPECTIONS: mark("Kiểm tra"),
}
"""The entries of the strip in their order, by Alt+1 to Alt+9; the first is the tab's own page."""


def section_words() -> dict[PageName, str]:
    """Return the words on the strip in the chosen language."""
    return {name: tr(word) for name, word in SECTION.items()}
