"""What callers get: the rules, and the people outside the denominator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.common.vocabulary import MemberStatus


@dataclass(frozen=True)
class RuleRow:
    """What holds for a status.

    Attributes:
        status_name: in the chosen language.
        reason: words for the person at the counter, empty when there is nothing to say.
        is_default: whether it is as delivered.
        is_fixed: whether it cannot be changed (official members; people counted apart can be
            given other words only).
    """

    status: MemberStatus
    status_name: str
    eligible: bool
    reason: str
    is_default: bool
    is_fixed: bool


@dataclass(frozen=True)
class OutsidePerson:
    """One person who is not in the denominator, and why.

    Attributes:
        is_apart: counted apart (temporary resident, outside the list) rather than left out.
    """

    member_id: UUID
    full_name: str
    birth_shown: str
    personal_id: str
    cell: str
    status: MemberStatus
    status_name: str
    reason: str
    is_apart: bool


@dataclass(frozen=True)
class Denominator:
    """Everybody counted once: `on_list == eligible + len(left_out)`; `apart` beside it.

    Attributes:
        eligible: people of the unit's own list whose card is renewed now.
        left_out: people of the list who are not, by cell and name.
        apart: temporary residents and people outside the list.
        reasons: reason -> how many of `left_out`, most first.
    """

    eligible: int
    left_out: tuple[OutsidePerson, ...]
    apart: tuple[OutsidePerson, ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def on_list(self) -> int:
        """People of the unit's own list."""
        return self.eligible + len(self.left_out)

    def as_json(self) -> dict[str, Any]:
        """Return counts, and people by id only, with the reason."""
        return {
            "on_list": self.on_list,
            "eligible": self.eligible,
            "left_out": [
                {"member_id": str(one.member_id), "status": one.status.value, "reason": one.reason}
                for one in self.left_out
            ],
            "apart": [str(one.member_id) for one in self.apart],
            "reasons": dict(self.reasons),
        }
