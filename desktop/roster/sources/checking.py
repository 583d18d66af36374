"""How far one person was checked, read from the store."""

from __future__ import annotations

from uuid import UUID

from desktop.common.vocabulary import DiscrepancyState, LinkState, SourceKind
from desktop.roster.register import store as register_store
from desktop.roster.sources import rules, store
from desktop.roster.sources.views import Check, LinkInfo
from desktop.storage.unit_of_work import Session


def checks_of(session: Session, member_id: UUID) -> tuple[Check, ...]:
    """Return how far a person was checked: against which source, when, by whom."""
    lists = store.current_lists(session)
    pairs = store.pairs_of_member(session, member_id)
    lines = register_store.discrepancies_of(session, [member_id]).values()
    opened = [
        {one.source for one in register_store.said_in(line.values) if one.is_at_odds}
        for line in lines
        if line.state == DiscrepancyState.OPEN.value
    ]
    return tuple(
        rules.check(
            kind,
            lists.get(kind),
            [
                LinkInfo(LinkState(link.state), link.decided_by, link.decided_at)
                for link, _record, source, _member in pairs
                if source.kind == kind.value
            ],
            sum(1 for sources in opened if kind.value in sources),
        )
        for kind in SourceKind
    )
