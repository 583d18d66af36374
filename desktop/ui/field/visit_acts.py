"""What the page of visits does: each act runs away from the window and comes back as words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import VisitView
from desktop.field.visits.words import outcome_words
from desktop.intake.views import Draft
from desktop.ui.context import UiContext
from desktop.ui.field.outcome_side import OutcomeSide
from desktop.ui.field.plan_side import PlanSide
from desktop.ui.field.team_side import TeamSide

Act = Callable[[], str]


def teams_words(teams: Sequence[TeamView]) -> str:
    """Return the teams with how many people wait for each."""
    told = (tr("{team}: còn {n}").format(team=one.name, n=one.waiting) for one in teams)
    return " · ".join(told) or tr("Chưa có tổ lưu động nào.")


def kits_words(conflicts: int) -> str:
    """Return the words on the way to the kits, with what waits for a choice there."""
    if conflicts:
        return tr("Gói lưu động ({n} trùng)").format(n=conflicts)
    return tr("Gói lưu động")


def begin(context: UiContext, visit: VisitView, done: Callable[[Draft], object]) -> None:
    """Open the application of whoever is visited."""
    start = context.services.field.outcomes.begin
    context.tasks.change(partial(start, visit.visit_id, actor=context.actor), done)


def noting(context: UiContext, visit: VisitView, form: OutcomeSide) -> Act:
    """Return the act that writes down why somebody was not met."""
    outcome, day, note = form.outcome, form.revisit_on, form.note.value()

    def act() -> str:
        context.services.field.outcomes.note(
            visit.visit_id, outcome, actor=context.actor, revisit_on=day, note=note
        )
        return f"{visit.full_name}: {outcome_words(outcome)}"

    return act


def listing(context: UiContext, form: PlanSide) -> Act:
    """Return the act that makes lists."""
    village, teams = form.village, form.team_ids
    day, start = form.day_iso, form.start.value()

    def act() -> str:
        visits = context.services.field.visits
        people = visits.marked() if village is None else visits.remaining([village])
        made = visits.make(people, teams, day, actor=context.actor, start=start)
        on_lists = sum(len(one.visits) for one in made.lists)
        return tr("Đã lập {n} danh sách, {people} người.").format(
            n=len(made.lists), people=on_lists
        )

    return act


def teaming(context: UiContext, form: TeamSide) -> Act:
    """Return the act that makes a team."""
    name, people = form.name.value(), form.people
    device, vehicle = form.device.value(), form.vehicle.value()

    def act() -> str:
        made = context.services.field.teams.add(
            name, people, actor=context.actor, device=device, vehicle=vehicle
        )
        return tr("Đã lập {team}, {n} người.").format(team=made.name, n=len(made.people))

    return act


def revealing(context: UiContext, visit: VisitView) -> Act:
    """Return the act that tells why somebody is visited; it leaves its event."""

    def act() -> str:
        reason = context.services.field.outcomes.reveal(visit.visit_id, actor=context.actor)
        phone = visit.phone or tr("chưa có số")
        return tr("{name}: {reason}. Điện thoại: {phone}.").format(
            name=visit.full_name, reason=reason, phone=phone
        )

    return act


def print_sheet(context: UiContext, list_id: UUID) -> None:
    """Send the route sheet of a list to the printer."""
    services, actor = context.services, context.actor

    def run(work: Work) -> str:
        del work
        pdf = services.field.sheets.pdf(list_id, actor=actor)
        services.printer().print_pdf(pdf, title="phieu-di-duong", copies=1)
        return tr("Đã gửi phiếu đi đường ra máy in.")

    context.tasks.run_long(run, context.feedback.toast)
