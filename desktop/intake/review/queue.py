"""The records that wait or were approved, as rows with their reasons; shared by review and sample.

Everything here reads in the caller's own transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.intake.review import returning, samples
from desktop.intake.review import store as queries
from desktop.intake.review.rules import Around, Finding, findings
from desktop.intake.review.views import ReviewRow
from desktop.models import ApplicationMove
from desktop.storage.unit_of_work import Session


@dataclass(frozen=True)
class Known:
    """A record that waits, with what the review knows of it.

    Attributes:
        row: its row.
        findings: reasons to look.
        hands: who worked on it (`store.person_key`).
        moves: its way, oldest first.
    """

    row: Any
    findings: tuple[Finding, ...]
    hands: frozenset[str]
    moves: tuple[ApplicationMove, ...]


def known(session: Session, state: ApplicationState) -> list[Known]:
    """Return the records of one state, oldest first."""
    rows = queries.in_state(session, state)
    ways = queries.moves(session, [row.id for row in rows])
    hands, doubled = queries.hands(session, rows), queries.doubled(session)
    failed = samples.failed_members(session)
    return [
        Known(
            row,
            findings(
                row.snapshot or {},
                Around(
                    doubled=row.id in doubled,
                    returned=was_returned(ways[row.id]),
                    sample_failed=row.id in failed,
                ),
            ),
            frozenset(hands[row.id]),
            tuple(ways[row.id]),
        )
        for row in rows
    ]


def was_returned(way: list[ApplicationMove]) -> bool:
    """Whether a reviewer gave a record back, and did not take that back, since it last left."""
    returned = False
    for move in way:
        if move.reason == returning.TAKEN_BACK or move.to_state == ApplicationState.EXPORTED.value:
            returned = False
        elif move.reason.startswith(returning.PREFIX):
            returned = True
    return returned


def review_row(one: Known, actor: str, drawn: frozenset[UUID]) -> ReviewRow:
    """Return a record as callers see it."""
    row = one.row
    fields = (row.snapshot or {}).get("fields", {})
    state = ApplicationState(row.state)
    approval = one.moves[-1] if state is ApplicationState.APPROVED and one.moves else None
    return ReviewRow(
        application_id=row.id,
        state=state,
        full_name=fields.get(FieldKey.FULL_NAME.value, ""),
        cell=fields.get(FieldKey.CELL.value, ""),
        receipt_number=row.receipt_number or "",
        received_at=row.received_at,
        received_by=row.received_by,
        findings=one.findings,
        is_own=bool(actor) and queries.person_key(actor) in one.hands,
        in_sample=row.id in drawn,
        approved_by=approval.moved_by if approval else "",
        approved_at=approval.moved_at if approval else None,
        by_sample=approval is not None and approval.reason.startswith(returning.SAMPLE_PREFIX),
    )
