"""Why somebody is not received yet: the one place where the reason is derived. Pure.

What was noted last holds: how a visit ended, what was said on the phone, why a record was set
aside. Without any of these, that somebody cannot come to the counter is the reason; then what the
list itself notes; then only how far their record is. Why they cannot come may tell of somebody's
health, so a list never says more than that a team has to go to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ReasonFrom(StrEnum):
    """Where a reason was noted; codes of the data format."""

    VISIT = "visit"
    CALL = "call"
    SET_ASIDE = "set_aside"
    CANNOT_COME = "cannot_come"
    LIST_NOTE = "list_note"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that was noted about somebody.

    Attributes:
        day: ISO, of the note; empty where nobody wrote it down.
        source: where it was noted.
        code: an outcome or a state; says what happened.
        text: in the words of whoever noted it; may be empty.
        on_day: ISO, when they come or are visited again; empty for none.
    """

    day: str
    source: ReasonFrom
    code: str = ""
    text: str = ""
    on_day: str = ""


_DATED = frozenset({ReasonFrom.VISIT, ReasonFrom.CALL, ReasonFrom.SET_ASIDE})
_ORDER = (ReasonFrom.CANNOT_COME, ReasonFrom.LIST_NOTE, ReasonFrom.STATE)


def reason_of(noted: Iterable[Noted]) -> Noted:
    """Return what holds of everything noted about a person; a state is always among it.

    Of two notes of one day a visit says more than a call, a call more than a record set aside.
    """
    known = list(noted)
    ranks = list(ReasonFrom)
    dated = [one for one in known if one.source in _DATED]
    if dated:
        return max(dated, key=lambda one: (one.day, -ranks.index(one.source)))
    return next(one for source in _ORDER for one in known if one.source is source)
