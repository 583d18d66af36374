"""Outcomes of visits that a laptop brings: which one holds, and the others kept aside."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from desktop.batch.signed_file import DocumentError
from desktop.common.vocabulary import VisitOutcome
from desktop.field.kits.return_file import spelled
from desktop.field.kits.rows import plain, typed
from desktop.field.merging import rules
from desktop.field.merging import store as queries
from desktop.models import Visit
from desktop.storage.unit_of_work import Session

OUTCOME: Final = ("outcome", "outcome_note", "revisit_on", "done_at", "done_by")
"""What a laptop says of a visit; all else of it is the office's."""


def read_visits(values: Any, count: int) -> list[dict[str, Any]]:
    """Read the visits of a return.

    Raises:
        DocumentError: they are not what they should be.
    """
    if not isinstance(values, list) or len(values) != count:
        raise DocumentError("other visits than the outside says")
    found = [typed(one, Visit) for one in values]
    for one in found:
        try:
            VisitOutcome(one["outcome"])
        except ValueError as error:
            raise DocumentError("an unknown outcome") from error
        if one["done_at"] is None:
            raise DocumentError("an outcome without its time")
    return found


def merge_visits(session: Session, coming: Sequence[dict[str, Any]], at: datetime) -> int:
    """Let the greater outcome hold for each visit; return how many changed.

    Every other outcome that was written down by anybody stays beside it. A visit that this office
    does not have is one of another list: it is passed over.
    """
    changed = 0
    for values in coming:
        row = queries.visit(session, values["id"])
        if row is None or row.member_id != values["member_id"]:
            continue
        ours, theirs = _told(row), _told_values(values)
        if ours[1:] == theirs[1:]:
            continue
        if not row.outcome or rules.holds(theirs[:2], ours[:2]):
            if row.outcome:
                queries.keep_aside(session, row.id, [(ours[1], ours[0], ours[2])], at)
            for name in OUTCOME:
                setattr(row, name, values[name])
            row.version, row.updated_at = max(row.version, values["version"]), at
            changed += 1
        else:
            queries.keep_aside(session, row.id, [(theirs[1], theirs[0], theirs[2])], at)
    session.flush()
    return changed


def _told(row: Visit) -> tuple[int, str, dict[str, Any]]:
    values = plain(row, Visit)
    return _stamped(row.version, {name: values[name] for name in OUTCOME})


def _told_values(values: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
    said = plain(Visit(**values), Visit)
    return _stamped(values["version"], {name: said[name] for name in OUTCOME})


def _stamped(version: int, said: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
    return version, hashlib.sha256(spelled(said)).hexdigest(), said
