"""One person of the list as callers see them."""

from __future__ import annotations

from desktop.common.vocabulary import MemberStatus
from desktop.models import Member
from desktop.roster.problems import restored
from desktop.roster.rules import Eligibility, Table, eligibility, reason_text
from desktop.roster.store import fields_of
from desktop.roster.views import PersonView


def verdict_of(person: Member, rules: Table) -> Eligibility:
    """Decide whether a person's card can be renewed now, by the rules in force."""
    has_cards = any(kept.get("code") == "card_missing" for kept in person.problems)
    return eligibility(
        MemberStatus(person.status),
        card_number=person.card_number,
        list_has_cards=has_cards,
        table=rules,
    )


def view_of(person: Member, rules: Table) -> PersonView:
    """Return everything the list says of a person, judged by the rules in force."""
    verdict = verdict_of(person, rules)
    return PersonView(
        member_id=person.id,
        fields=fields_of(person),
        status=MemberStatus(person.status),
        eligible=verdict.eligible,
        reason=reason_text(verdict.reason),
        problems=tuple(restored(kept) for kept in person.problems),
        extra={str(key): str(text) for key, text in person.extra.get("columns", {}).items()},
    )
