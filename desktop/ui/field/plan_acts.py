"""What the page of preparing visits does; each act runs away from the window, then says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.common.i18n import tr, trn
from desktop.common.vocabulary import CannotCome, VisitPlace
from desktop.field.teams.views import TeamView
from desktop.field.visits.views import ToVisit
from desktop.ui.context import UiContext
from desktop.ui.field.mark_side import MarkSide
from desktop.ui.field.plan_side import PlanSide
from desktop.ui.field.team_side import TeamSide

Act = Callable[[], str]


def marking(context: UiContext, people: Sequence[ToVisit], form: MarkSide) -> Act:
    """Return the act that marks people as unable to come."""
    keys, reason = [one.member_id for one in people], CannotCome(form.reason.value())
    place, address, note = VisitPlace(form.place.value()), form.address.value(), form.note.value()

    def act() -> str:
        n = context.services.field.marks.mark(
            keys, reason, actor=context.actor, place=place, address=address, note=note
        )
        said = trn(
            "Đã đánh dấu {n} người không đến được.", "Đã đánh dấu {n} người không đến được.", n
        )
        return said.format(n=n)

    return act


def clearing(context: UiContext, people: Sequence[ToVisit]) -> Act:
    """Return the act that takes marks away."""
    keys = [one.member_id for one in people if one.is_marked]

    def act() -> str:
        for key in keys:
            context.services.field.marks.clear(key, actor=context.actor)
        n = len(keys)
        return trn("Đã bỏ dấu của {n} người.", "Đã bỏ dấu của {n} người.", n).format(n=n)

    return act


def is_again(people: Sequence[ToVisit]) -> bool:
    """Return whether some of them wait for a team already and are shared out anew."""
    return any(one.team for one in people)


def listing(context: UiContext, people: Sequence[ToVisit], form: PlanSide) -> Act:
    """Return the act that makes lists."""
    keys, teams = [one.member_id for one in people], form.team_ids
    day, start, again = form.day_iso, form.start.value(), is_again(people)

    def act() -> str:
        made = context.services.field.visits.make(
            keys, teams, day, actor=context.actor, start=start, again=again
        )
        on_lists = sum(len(one.visits) for one in made.lists)
        return tr("Đã lập {n} danh sách, {people} người.").format(
            n=len(made.lists), people=on_lists
        )

    return act


def teaming(context: UiContext, form: TeamSide) -> Act:
    """Return the act that makes a team, or changes one."""
    name, people, team = form.name.value(), form.people, form.team
    device, vehicle = form.device.value(), form.vehicle.value()

    def act() -> str:
        teams, actor = context.services.field.teams, context.actor
        if team is not None:
            kept = teams.change(
                team.team_id, name, people, actor=actor, device=device, vehicle=vehicle
            )
            return tr("Đã sửa {team}, {n} người.").format(team=kept.name, n=len(kept.people))
        made = teams.add(name, people, actor=actor, device=device, vehicle=vehicle)
        return tr("Đã lập {team}, {n} người.").format(team=made.name, n=len(made.people))

    return act


def ending(context: UiContext, team: TeamView) -> Act:
    """Return the act that ends a team."""

    def act() -> str:
        context.services.field.teams.end(team.team_id, actor=context.actor)
        return tr("Đã giải thể {team}; danh sách cũ vẫn giữ.").format(team=team.name)

    return act
