"""Whoever comes first is offered for visits; why is nowhere in what the plan shows."""

from desktop.campaign.priority.service import PriorityService
from desktop.campaign.service import CampaignService
from desktop.common.flags import FlagReason
from desktop.ui.field.plan_rows import FIRST, filtered
from tests.field.visit_desk import CLERK


def first(desk):
    people = filtered(desk.field.visits.to_visit(), FIRST)
    return {one.full_name for one in people}


def test_flagged_and_old_people_are_proposed_for_visits(desk):
    campaign = CampaignService(desk.store, desk.clock)
    priority = PriorityService(desk.store, desk.clock, campaign)
    assert first(desk) == {"Lò Thị Pâng"}  # born 1950, as the list has it
    priority.change(desk.who("giang a pao"), {FlagReason.FAR}, actor=CLERK)
    assert first(desk) == {"Lò Thị Pâng", "Giàng A Pao"}
    priority.change(desk.who("giang a pao"), (), actor=CLERK)
    campaign.change({"priority_age": "90"}, actor=CLERK)
    assert first(desk) == set()
